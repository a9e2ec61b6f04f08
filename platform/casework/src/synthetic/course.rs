//! What happens in a synthetic case after its opening.

use chrono::{Days, NaiveDate};
use kernel::ids::AccountId;
use tenants::model::keys::{ChannelKey, ConstellationKey, LegalFieldKey, LifeAreaKey};

use super::{
    chance::Chance,
    insert::Rows,
    planned::plan,
    texts::{CHANGES, HANDOVERS, NOTES, PROVIDERS, REACTIVATIONS, REFUSALS},
};
use crate::{
    model::{
        AssignmentId, CaseState, ClosingGround, ClosureId, ConstellationPeriodId, ContactId,
        DisclosedField, Placement, ReferralBasis, ReferralId, ReferralState,
    },
    refer::disclosed_keys,
    tables::{assignments, cases, closures, constellations, contacts, referrals},
};

/// So many of a hundred cases pass to a colleague, change their constellation, come back.
const HANDOVER_PERCENT: u32 = 8;
const CONSTELLATION_CHANGE_PERCENT: u32 = 12;
const REACTIVATION_PERCENT: u32 = 4;
/// Contacts of one case at most.
const CONTACTS_MAX: u32 = 14;

/// What synthetic referrals tell the service.
const DISCLOSED: &[DisclosedField] = &[
    DisclosedField::Name,
    DisclosedField::ContactData,
    DisclosedField::Language,
    DisclosedField::Reason,
];

/// From what a case's course is chosen.
pub(super) struct CourseOptions<'a> {
    pub(super) channels: Vec<&'a ChannelKey>,
    pub(super) constellations: Vec<&'a ConstellationKey>,
    pub(super) legal_fields: Vec<&'a LegalFieldKey>,
    pub(super) life_areas: Vec<&'a LifeAreaKey>,
    pub(super) last_day: NaiveDate,
    pub(super) recorded_by: AccountId,
}

/// The course of one case.
pub(super) struct Course<'a> {
    pub(super) options: &'a CourseOptions<'a>,
    pub(super) chance: &'a mut Chance,
    pub(super) rows: &'a mut Rows,
}

impl Course<'_> {
    /// Lets everything happen to the case.
    pub(super) fn run(mut self, case: &mut cases::Model, colleague: Option<Placement>) {
        let works_until = self.works_until(case);
        let ended = works_until.filter(|day| *day < self.options.last_day);
        let until = ended.unwrap_or(self.options.last_day);
        self.constellations(case, until);
        self.assignments(case, until, colleague);
        self.contacts(case, until, ended.is_some());
        self.referrals(case, until);
        self.support(case, until);
        if let Some(day) = ended {
            self.close(case, day.max(case.last_seen_on));
        }
        let when_and_who = (self.options.last_day, self.options.recorded_by);
        plan(case, when_and_who, self.chance, self.rows);
    }

    /// The day on which the work ends, perhaps in the future. A constellation is known by its place
    /// in the county's list only: the later, the longer.
    fn works_until(&mut self, case: &cases::Model) -> Option<NaiveDate> {
        let place = self
            .options
            .constellations
            .iter()
            .position(|key| **key == case.constellation_key);
        let place = u32::try_from(place.unwrap_or(0)).unwrap_or(0).min(2);
        let days = self.chance.between(30 + 120 * place, 150 + 420 * place);
        case.opened_on.checked_add_days(Days::new(days.into()))
    }

    fn constellations(&mut self, case: &mut cases::Model, until: NaiveDate) {
        let others: Vec<&ConstellationKey> = self
            .options
            .constellations
            .iter()
            .copied()
            .filter(|key| **key != case.constellation_key)
            .collect();
        let changed_on = self.chance.day(case.opened_on, until);
        let changes = !others.is_empty() && self.chance.percent(CONSTELLATION_CHANGE_PERCENT);
        let reason = case.reason.clone();
        self.constellation(case, case.opened_on, changes.then_some(changed_on), reason);
        if changes {
            case.constellation_key = (*self.chance.one_of(&others)).clone();
            case.version += 1;
            let reason = (*self.chance.one_of(CHANGES)).to_owned();
            self.constellation(case, changed_on, None, reason);
        }
    }

    fn constellation(
        &mut self,
        case: &cases::Model,
        from: NaiveDate,
        to: Option<NaiveDate>,
        reason: String,
    ) {
        let changed_at = if from == case.opened_on {
            case.created_at
        } else {
            self.chance.instant(from)
        };
        self.rows.constellations.push(constellations::Model {
            id: ConstellationPeriodId(self.chance.id(changed_at)),
            case_id: case.id,
            constellation_key: case.constellation_key.clone(),
            valid_from: from,
            valid_to: to,
            reason,
            changed_by: self.options.recorded_by,
            changed_at,
        });
    }

    fn assignments(
        &mut self,
        case: &mut cases::Model,
        until: NaiveDate,
        colleague: Option<Placement>,
    ) {
        let passed_on = self.chance.day(case.opened_on, until);
        let colleague = colleague.filter(|_| self.chance.percent(HANDOVER_PERCENT));
        self.assignment(
            case,
            case.opened_on,
            colleague.is_some().then_some(passed_on),
            "",
        );
        if let Some(Placement {
            carrier,
            unit,
            post,
        }) = colleague
        {
            (case.carrier_key, case.unit_key, case.post_key) = (carrier, unit, post);
            case.version += 1;
            let reason = *self.chance.one_of(HANDOVERS);
            self.assignment(case, passed_on, None, reason);
        }
    }

    fn assignment(
        &mut self,
        case: &cases::Model,
        from: NaiveDate,
        to: Option<NaiveDate>,
        reason: &str,
    ) {
        let assigned_at = if from == case.opened_on {
            case.created_at
        } else {
            self.chance.instant(from)
        };
        self.rows.assignments.push(assignments::Model {
            id: AssignmentId(self.chance.id(assigned_at)),
            case_id: case.id,
            post_key: case.post_key.clone(),
            carrier_key: case.carrier_key.clone(),
            unit_key: case.unit_key.clone(),
            valid_from: from,
            valid_to: to,
            reason: reason.to_owned(),
            assigned_by: self.options.recorded_by,
            assigned_at,
        });
    }

    /// Contacts every few weeks. Open cases were seen recently, except for one in five that some
    /// warning has to find.
    fn contacts(&mut self, case: &mut cases::Model, until: NaiveDate, ended: bool) {
        let gap = match (ended, self.chance.percent(80)) {
            (true, _) => self.chance.below(15),
            (false, true) => self.chance.below(22),
            (false, false) => self.chance.between(30, 200),
        };
        let seen_until = (until - Days::new(gap.into())).max(case.opened_on);
        let days = u32::try_from((seen_until - case.opened_on).num_days()).unwrap_or(0);
        let rhythm = self.chance.between(14, 45);
        let count = (days / rhythm + 1).min(CONTACTS_MAX);
        for number in 0..count {
            let begin =
                case.opened_on + Days::new(u64::from(days) * u64::from(number) / u64::from(count));
            let end = case.opened_on
                + Days::new(u64::from(days) * u64::from(number + 1) / u64::from(count));
            let day = if number + 1 == count {
                seen_until
            } else {
                self.chance.day(begin, end)
            };
            self.contact(case, day);
        }
    }

    fn contact(&mut self, case: &mut cases::Model, day: NaiveDate) {
        let recorded_at = self.chance.instant(day);
        let with_client = self.chance.percent(88);
        self.rows.contacts.push(contacts::Model {
            id: ContactId(self.chance.id(recorded_at)),
            case_id: case.id,
            occurred_on: day,
            channel: (*self.chance.one_of(&self.options.channels)).clone(),
            minutes: *self
                .chance
                .one_of(&[10, 15, 20, 30, 30, 45, 45, 60, 60, 90]),
            interpreter_present: case.interpreter_needed && self.chance.percent(60),
            with_client,
            note: (*self.chance.one_of(NOTES)).to_owned(),
            recorded_by: self.options.recorded_by,
            recorded_at,
        });
        case.contact_count += 1;
        if with_client {
            case.last_contact_on = case.last_contact_on.max(Some(day));
            case.last_seen_on = case.last_seen_on.max(day);
        }
    }

    fn referrals(&mut self, case: &cases::Model, until: NaiveDate) {
        if self.options.legal_fields.is_empty() {
            return;
        }
        let count = *self
            .chance
            .weighted(&[0, 1, 2, 3], |n| [55, 27, 13, 5][*n as usize]);
        for _ in 0..count {
            let referral = self.referral(case, until);
            self.rows.referrals.push(referral);
        }
    }

    fn referral(&mut self, case: &cases::Model, until: NaiveDate) -> referrals::Model {
        use ReferralState::{Accepted, Done, Rejected, Revoked, Sent};
        let sent_on = self.chance.day(case.opened_on, until);
        let recorded_at = self.chance.instant(sent_on);
        let likely = [
            (Sent, 30),
            (Accepted, 25),
            (Rejected, 10),
            (Done, 32),
            (Revoked, 3),
        ];
        let (state, _) = *self.chance.weighted(&likely, |(_, weight)| *weight);
        let answered_on = (state != Sent).then(|| {
            let latest = until.min(sent_on + Days::new(40));
            self.chance.day(sent_on, latest)
        });
        let answer_recorded_at = answered_on.map(|day| self.chance.instant(day).max(recorded_at));
        let consent = self.chance.percent(85);
        let state_reason = match state {
            Rejected => *self.chance.one_of(REFUSALS),
            Revoked => "Einwilligung zurückgezogen.",
            _ => "",
        };
        let provider = *self.chance.one_of(PROVIDERS);
        let consent_id = consent.then(|| self.consent(case, provider, (sent_on, state)));
        referrals::Model {
            id: ReferralId(self.chance.id(recorded_at)),
            case_id: case.id,
            legal_field: (*self.chance.one_of(&self.options.legal_fields)).clone(),
            provider: provider.to_owned(),
            basis: if consent {
                ReferralBasis::Consent
            } else {
                ReferralBasis::LegalBasis
            },
            basis_note: if consent {
                ""
            } else {
                "§ 69 Abs. 1 Nr. 1 SGB X"
            }
            .to_owned(),
            sent_on,
            state,
            state_reason: state_reason.to_owned(),
            answered_on,
            recorded_by: self.options.recorded_by,
            recorded_at,
            answered_by: answered_on.map(|_| self.options.recorded_by),
            answer_recorded_at,
            version: if answered_on.is_some() { 2 } else { 1 },
            consent_id,
            disclosed: disclosed_keys(DISCLOSED),
        }
    }

    /// Closes the case; a few come back on a later day.
    fn close(&mut self, case: &mut cases::Model, closed_on: NaiveDate) {
        use ClosingGround::{
            EndedByPerson, GoalsReached, HandedOver, LeftCountry, MovedAway, NoContact,
        };
        let likely = [
            (GoalsReached, 42),
            (HandedOver, 20),
            (NoContact, 18),
            (MovedAway, 10),
            (EndedByPerson, 8),
            (LeftCountry, 2),
        ];
        let (ground, _) = *self.chance.weighted(&likely, |(_, weight)| *weight);
        let closed_at = self.chance.instant(closed_on);
        let reactivated_on = self
            .chance
            .percent(REACTIVATION_PERCENT)
            .then(|| {
                self.chance
                    .day(closed_on + Days::new(1), self.options.last_day)
            })
            .filter(|day| *day <= self.options.last_day);
        let reactivated_at = reactivated_on.map(|day| self.chance.instant(day));
        let reason = (*self.chance.one_of(REACTIVATIONS)).to_owned();
        self.rows.closures.push(closures::Model {
            id: ClosureId(self.chance.id(closed_at)),
            case_id: case.id,
            closed_on,
            ground,
            note: String::new(),
            closed_by: self.options.recorded_by,
            closed_at,
            reactivated_on,
            reactivation_reason: reactivated_on.map(|_| reason),
            reactivated_by: reactivated_on.map(|_| self.options.recorded_by),
            reactivated_at,
            by_rule: false,
        });
        let assigned = self
            .rows
            .assignments
            .last_mut()
            .expect("the case was assigned when it was opened");
        assigned.valid_to = Some(closed_on);
        case.version += 1;
        if let Some(day) = reactivated_on {
            case.last_seen_on = day;
            case.version += 1;
            self.assignment(case, day, None, "");
        } else {
            case.state = CaseState::Closed;
            case.closed_on = Some(closed_on);
        }
    }
}
