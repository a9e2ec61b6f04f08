//! Needs, plans, consents and findings of synthetic cases.

use chrono::{Days, NaiveDate};

use super::{
    course::Course,
    texts::{FINDINGS, GOALS, GoalTexts, OWN_VIEWS, RESOURCES},
};
use crate::{
    model::{
        AssessmentId, Attainment, ConsentId, ConsentPurpose, FindingId, NeedLevel, PlanGoalId,
        PlanId, PlanState, PlanStepId, ReferralState, StepDoer, Urgency,
    },
    tables::{assessments, cases, consents, findings, plan_goals, plan_steps, plans},
};

/// So many of a hundred cases are assessed, have a plan, show something about the structures.
const ASSESSED_PERCENT: u32 = 70;
const PLANNED_PERCENT: u32 = 50;
const FINDING_PERCENT: u32 = 6;
/// Between two assessments of the same area.
const REASSESSED_AFTER_DAYS: u64 = 90;

impl Course<'_> {
    /// Assesses areas of life, agrees a plan on them and notes what they show.
    pub(super) fn support(&mut self, case: &cases::Model, until: NaiveDate) {
        let first_on = self.chance.day(case.opened_on, until);
        if !self.options.life_areas.is_empty() && self.chance.percent(ASSESSED_PERCENT) {
            let count = usize::try_from(self.chance.between(2, 4)).unwrap_or(2);
            let offset = self.chance.below(9);
            let areas: Vec<_> = (0..self.options.life_areas.len().min(count))
                .map(|index| (index + offset as usize) % self.options.life_areas.len())
                .collect();
            self.assess(case, &areas, (first_on, until));
            if self.chance.percent(PLANNED_PERCENT) {
                self.plan(case, &areas, (first_on, until));
            }
        }
        if self.chance.percent(FINDING_PERCENT) {
            self.finding(case, first_on);
        }
    }

    fn assess(
        &mut self,
        case: &cases::Model,
        areas: &[usize],
        (first_on, until): (NaiveDate, NaiveDate),
    ) {
        for area in areas {
            let mut day = first_on;
            let mut need =
                *self
                    .chance
                    .one_of(&[NeedLevel::Severe, NeedLevel::Marked, NeedLevel::Marked]);
            while day <= until {
                let recorded_at = self.chance.instant(day);
                self.rows.assessments.push(assessments::Model {
                    id: AssessmentId(self.chance.id(recorded_at)),
                    case_id: case.id,
                    life_area: self.options.life_areas[*area].clone(),
                    assessed_on: day,
                    need,
                    urgency: *self.chance.one_of(Urgency::ALL),
                    resource: (*self.chance.one_of(RESOURCES)).to_owned(),
                    own_view: (*self.chance.one_of(OWN_VIEWS)).to_owned(),
                    recorded_by: self.options.recorded_by,
                    recorded_at,
                });
                if self.chance.percent(60) {
                    need = eased(need);
                }
                day = day + Days::new(REASSESSED_AFTER_DAYS);
            }
        }
    }

    fn plan(
        &mut self,
        case: &cases::Model,
        areas: &[usize],
        (first_on, until): (NaiveDate, NaiveDate),
    ) {
        let recorded_at = self.chance.instant(first_on);
        let agreed = self.chance.percent(85);
        let id = PlanId(self.chance.id(recorded_at));
        self.rows.plans.push(plans::Model {
            id,
            case_id: case.id,
            number: 1,
            state: if agreed {
                PlanState::Agreed
            } else {
                PlanState::Draft
            },
            note: String::new(),
            review_on: Some(until + Days::new(60)),
            agreed_on: agreed.then_some(first_on),
            agreed_how: if agreed { "unterschrieben" } else { "" }.to_owned(),
            version: 1,
            recorded_by: self.options.recorded_by,
            recorded_at,
        });
        for (position, area) in (0..).zip(areas) {
            let key = self.options.life_areas[*area];
            let texts = goal_texts(key.as_str());
            let goal_id = PlanGoalId(self.chance.id(recorded_at));
            let evaluated_on = (agreed && self.chance.percent(30)).then_some(until);
            let attainment = evaluated_on.map(|_| *self.chance.one_of(Attainment::ALL));
            self.rows.plan_goals.push(plan_goals::Model {
                id: goal_id,
                plan_id: id,
                position,
                life_area: key.clone(),
                text: texts.goal.to_owned(),
                sign: texts.sign.to_owned(),
                due_on: Some(until + Days::new(90)),
                attainment,
                evaluated_on,
                evaluation: String::new(),
            });
            let done = agreed && self.chance.percent(40);
            self.rows.plan_steps.push(plan_steps::Model {
                id: PlanStepId(self.chance.id(recorded_at)),
                goal_id,
                position: 0,
                text: texts.step.to_owned(),
                who: *self
                    .chance
                    .one_of(&[StepDoer::Client, StepDoer::CaseManager]),
                who_name: String::new(),
                due_on: Some(first_on + Days::new(30)),
                done_on: done.then_some(until),
            });
        }
    }

    /// The consent under which something was passed on; revoked referrals lost theirs.
    pub(super) fn consent(
        &mut self,
        case: &cases::Model,
        recipient: &str,
        (signed_on, state): (NaiveDate, ReferralState),
    ) -> ConsentId {
        let recorded_at = self.chance.instant(signed_on);
        let id = ConsentId(self.chance.id(recorded_at));
        let withdrawn = state == ReferralState::Revoked;
        self.rows.consents.push(consents::Model {
            id,
            case_id: case.id,
            purpose: ConsentPurpose::PassingOn,
            recipient: recipient.to_owned(),
            text_version: "2024-1".to_owned(),
            language: case.language.clone(),
            interpreter_present: case.interpreter_needed,
            signed_on,
            ends_on: None,
            withdrawn_on: withdrawn.then_some(self.options.last_day),
            withdrawal_note: String::new(),
            withdrawn_by: withdrawn.then_some(self.options.recorded_by),
            recorded_by: self.options.recorded_by,
            recorded_at,
        });
        id
    }

    fn finding(&mut self, case: &cases::Model, seen_on: NaiveDate) {
        let (kind, title, description, offices) = *self.chance.one_of(FINDINGS);
        let recorded_at = self.chance.instant(seen_on);
        self.rows.findings.push(findings::Model {
            id: FindingId(self.chance.id(recorded_at)),
            case_id: case.id,
            kind: kind.parse().expect("a kind of the list"),
            title: title.to_owned(),
            description: description.to_owned(),
            municipality: case.municipality_ags.clone(),
            unit_key: case.unit_key.clone(),
            life_area: None,
            legal_fields: String::new(),
            offices: offices.to_owned(),
            seen_on,
            recorded_by: self.options.recorded_by,
            recorded_at,
        });
    }
}

fn eased(need: NeedLevel) -> NeedLevel {
    match need {
        NeedLevel::Severe => NeedLevel::Marked,
        NeedLevel::Marked => NeedLevel::Some,
        NeedLevel::Some | NeedLevel::None => NeedLevel::None,
    }
}

fn goal_texts(life_area: &str) -> &'static GoalTexts {
    let found = GOALS.iter().find(|texts| texts.life_area == life_area);
    found.unwrap_or(&GOALS[GOALS.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finding_has_a_kind_and_every_area_a_goal() {
        for (kind, ..) in FINDINGS {
            assert!(kind.parse::<crate::model::FindingKind>().is_ok(), "{kind}");
        }
        assert_eq!(goal_texts("housing").life_area, "housing");
        assert_eq!(goal_texts("weather").life_area, "");
    }
}
