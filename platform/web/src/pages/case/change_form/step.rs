//! The steps that need a case to be open or closed.

use kernel::access::Permission;

use super::answer::CaseToChange;
use crate::pages::case::answer::CaseActions;

/// A step of a case for which it has to be open, or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pages::case) enum Step {
    /// Giving it to a post.
    Assign,
    /// Closing it.
    Close,
    /// Reactivating it.
    Reactivate,
    /// Referring to a service.
    SendReferral,
    /// Recording a talk, a visit, a call.
    RecordContact,
    /// Planning what is to be done.
    PlanTask,
    /// Planning an appointment.
    PlanAppointment,
    /// Recording a case conference.
    RecordConference,
    /// Correcting what was noted at the intake.
    CorrectIntake,
    /// Working on it in another constellation.
    ChangeConstellation,
    /// Assessing areas of life.
    Assess,
    /// Writing the plan.
    WritePlan,
    /// Recording that the person agreed to the plan.
    AgreePlan,
    /// Judging a goal.
    EvaluateGoal,
    /// Recording a consent.
    RecordConsent,
    /// Recording that a consent was withdrawn.
    WithdrawConsent,
    /// Recording what the case shows about the structures.
    RecordFinding,
}

impl Step {
    /// What the step needs.
    pub fn permission(self) -> Permission {
        match self {
            Step::Assign => Permission::CaseAssign,
            Step::Close => Permission::CaseClose,
            Step::Reactivate => Permission::CaseReactivate,
            Step::SendReferral => Permission::ReferralRecord,
            Step::RecordContact => Permission::ContactRecord,
            Step::PlanTask => Permission::TaskRecord,
            Step::RecordConference => Permission::ConferenceRecord,
            Step::PlanAppointment => Permission::AppointmentRecord,
            Step::CorrectIntake | Step::ChangeConstellation => Permission::CaseUpdate,
            Step::Assess
            | Step::WritePlan
            | Step::AgreePlan
            | Step::EvaluateGoal
            | Step::RecordConsent
            | Step::WithdrawConsent => Permission::SupportRecord,
            Step::RecordFinding => Permission::FindingRecord,
        }
    }

    /// The key of the heading; it names the client and the number.
    pub fn title(self) -> &'static str {
        match self {
            Step::Assign => "assign-title",
            Step::Close => "close-title",
            Step::Reactivate => "reactivate-title",
            Step::SendReferral => "send-referral-title",
            Step::RecordContact => "contact-title",
            Step::PlanTask => "task-create-title",
            Step::RecordConference => "conference-title",
            Step::PlanAppointment => "appointment-create-title",
            Step::CorrectIntake => "correct-intake-title",
            Step::ChangeConstellation => "constellation-title",
            Step::Assess => "assess-title",
            Step::WritePlan => "write-plan-title",
            Step::AgreePlan => "agree-plan-title",
            Step::EvaluateGoal => "evaluate-goal-title",
            Step::RecordConsent => "record-consent-title",
            Step::WithdrawConsent => "withdraw-consent-title",
            Step::RecordFinding => "record-finding-title",
        }
    }

    /// Whether the case is in the state that the step needs.
    pub fn fits(self, case: &CaseToChange) -> bool {
        match self {
            Step::Reactivate => !case.is_open(),
            // Both are possible as long as the case is kept.
            Step::WithdrawConsent | Step::RecordFinding => true,
            _ => case.is_open(),
        }
    }

    /// Whether the reader may take the step with a case that fits it.
    pub fn is_allowed(self, can: &CaseActions) -> bool {
        match self {
            Step::Assign => can.assign,
            Step::Close => can.close,
            Step::Reactivate => can.reactivate,
            Step::SendReferral => can.record_referral,
            Step::RecordContact => can.record_contact,
            Step::PlanTask => can.record_task,
            Step::RecordConference => can.record_conference,
            Step::PlanAppointment => can.record_appointment,
            Step::CorrectIntake => can.correct_intake,
            Step::ChangeConstellation => can.change_constellation,
            Step::Assess
            | Step::WritePlan
            | Step::AgreePlan
            | Step::EvaluateGoal
            | Step::RecordConsent => can.record_support,
            Step::WithdrawConsent => can.withdraw_consent,
            Step::RecordFinding => can.record_finding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_closed_case_is_reactivated_and_only_an_open_one_changed() {
        for (case, fitting) in [
            (
                CaseToChange::sample(),
                &[
                    Step::Assign,
                    Step::Close,
                    Step::SendReferral,
                    Step::RecordContact,
                    Step::PlanTask,
                    Step::RecordConference,
                    Step::PlanAppointment,
                    Step::CorrectIntake,
                    Step::ChangeConstellation,
                    Step::WritePlan,
                    Step::WithdrawConsent,
                    Step::RecordFinding,
                ][..],
            ),
            (
                CaseToChange::sample_closed(),
                &[Step::Reactivate, Step::WithdrawConsent, Step::RecordFinding],
            ),
        ] {
            let steps = [
                Step::Assign,
                Step::Close,
                Step::Reactivate,
                Step::SendReferral,
                Step::RecordContact,
                Step::PlanTask,
                Step::RecordConference,
                Step::PlanAppointment,
                Step::CorrectIntake,
                Step::ChangeConstellation,
                Step::WritePlan,
                Step::WithdrawConsent,
                Step::RecordFinding,
            ];
            let found: Vec<Step> = steps.into_iter().filter(|step| step.fits(&case)).collect();
            assert_eq!(found, fitting);
        }
    }
}
