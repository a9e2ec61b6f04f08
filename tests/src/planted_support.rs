//! Plans, consents and findings of a target.

use casework::model::{
    CaseId, ConsentId, ConsentPurpose, FindingId, FindingKind, GoalDraft, NewConsent, NewFinding,
    PlanAgreement, PlanDraft, PlanGoalId, PlanId, PlanStepId, StepDoer, StepDraft,
};
use graphql_schema::ids::NodeKind;
use tenants::CountyContext;
use uuid::Uuid;

/// An agreed plan with one goal and step, the draft of its next version, a consent and a finding.
#[derive(Debug, Clone)]
pub struct PlantedSupport {
    /// The draft; its version is 1.
    pub draft: PlanId,
    /// The goal of the agreed plan.
    pub goal: PlanGoalId,
    /// The step of the agreed plan.
    pub step: PlanStepId,
    /// A consent that was not withdrawn.
    pub consent: ConsentId,
    /// A finding. It does not hold the marker: findings name nobody and belong to the whole county.
    pub finding: FindingId,
}

impl PlantedSupport {
    /// The ids of what never was.
    pub fn absent() -> Self {
        Self {
            draft: PlanId::generate(),
            goal: PlanGoalId::generate(),
            step: PlanStepId::generate(),
            consent: ConsentId::generate(),
            finding: FindingId::generate(),
        }
    }

    /// The ids with what they name. The finding's is left out: whoever may read findings reads all.
    pub fn ids(&self) -> [(NodeKind, Uuid, &'static str); 4] {
        [
            (NodeKind::Plan, self.draft.0, "<plan>"),
            (NodeKind::PlanGoal, self.goal.0, "<goal>"),
            (NodeKind::PlanStep, self.step.0, "<step>"),
            (NodeKind::Consent, self.consent.0, "<consent>"),
        ]
    }
}

fn plan(marker: &str) -> PlanDraft {
    PlanDraft {
        note: marker.to_owned(),
        goals: vec![GoalDraft {
            life_area: "housing".to_owned(),
            text: marker.to_owned(),
            steps: vec![StepDraft {
                text: marker.to_owned(),
                who: Some(StepDoer::Client),
                ..StepDraft::default()
            }],
            ..GoalDraft::default()
        }],
        ..PlanDraft::default()
    }
}

/// Plants them in the case; `planter` reaches it.
pub(crate) async fn plant_support(
    planter: &CountyContext,
    case_id: CaseId,
    marker: &str,
) -> PlantedSupport {
    let today = planter.clock().today();
    let first = casework::save_plan(planter, case_id, plan(marker)).await;
    let agreement = PlanAgreement {
        agreed_on: today,
        agreed_how: marker.to_owned(),
        expected_version: 1,
    };
    let first = first.expect("a plan can be written").id;
    let agreed = casework::agree_plan(planter, first, agreement).await;
    let agreed = agreed.expect("a plan can be agreed");
    let draft = casework::save_plan(planter, case_id, plan(marker)).await;
    let consent = NewConsent {
        case_id,
        purpose: Some(ConsentPurpose::PassingOn),
        recipient: marker.to_owned(),
        text_version: "2026-1".to_owned(),
        language: "ar".to_owned(),
        interpreter_present: false,
        signed_on: today,
        ends_on: None,
    };
    let consent = casework::record_consent(planter, consent, None).await;
    let finding = NewFinding {
        case_id,
        kind: Some(FindingKind::Gap),
        title: "Niemand ist zuständig".to_owned(),
        description: "Zwei Stellen verweisen aufeinander.".to_owned(),
        life_area: None,
        legal_fields: Vec::new(),
        offices: String::new(),
        seen_on: today,
    };
    let finding = casework::record_finding(planter, finding, None).await;
    PlantedSupport {
        draft: draft.expect("a next version can be written").id,
        goal: agreed.goals[0].id,
        step: agreed.goals[0].steps[0].id,
        consent: consent.expect("a consent can be recorded").id,
        finding: finding.expect("a finding can be recorded").id,
    }
}
