//! What the viewer may do with a case, so that pages offer only what is possible.

use async_graphql::SimpleObject;
use casework::model::{Case, CaseState};
use kernel::access::Permission;

use crate::caller::Caller;

/// What the viewer may do with a case now, by role, scope and the state of the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SimpleObject)]
pub struct CaseActions {
    /// `caseIntakeCorrect`. Permission: case.update.
    correct_intake: bool,
    /// `caseConstellationChange`. Permission: case.update.
    change_constellation: bool,
    /// `caseAssign`. Permission: case.assign.
    assign: bool,
    /// `caseClose`. Permission: case.close.
    close: bool,
    /// `caseReactivate`. Permission: case.reactivate.
    reactivate: bool,
    /// `contactRecord`. Permission: contact.record.
    record_contact: bool,
    /// `referralSend` and `referralAnswer`. Permission: referral.record.
    record_referral: bool,
    /// `assessmentRecord`, `planSave` and what follows it, `consentRecord`. Permission: support.record.
    record_support: bool,
    /// `consentWithdraw`, of a closed case too. Permission: support.record.
    withdraw_consent: bool,
    /// `findingRecord`, from a closed case too. Permission: finding.record.
    record_finding: bool,
    /// `taskCreate`, `taskChange` and `taskReopen`. Permission: task.record.
    record_task: bool,
    /// `appointmentCreate` and `appointmentChange`. Permission: appointment.record.
    record_appointment: bool,
    /// `documentUpload` for this case, closed or not. Permission: document.record.
    record_document: bool,
    /// `conferenceRecord`. Permission: conference.record.
    record_conference: bool,
}

impl CaseActions {
    pub(super) fn of(case: &Case, caller: &Caller) -> Self {
        let is_open = case.state == CaseState::Open;
        let may = |permission: Permission| {
            let scope = caller.context.authorize(permission).unwrap_or_default();
            !caller.is_read_only()
                && scope.covers(Some(&case.carrier), case.unit.as_ref(), case.post.as_ref())
        };
        Self {
            correct_intake: is_open && may(Permission::CaseUpdate),
            change_constellation: is_open && may(Permission::CaseUpdate),
            assign: is_open && may(Permission::CaseAssign),
            close: is_open && may(Permission::CaseClose),
            reactivate: !is_open && may(Permission::CaseReactivate),
            record_contact: is_open && may(Permission::ContactRecord),
            record_referral: is_open && may(Permission::ReferralRecord),
            record_support: is_open && may(Permission::SupportRecord),
            withdraw_consent: may(Permission::SupportRecord),
            record_finding: may(Permission::FindingRecord),
            record_task: is_open && may(Permission::TaskRecord),
            record_appointment: is_open && may(Permission::AppointmentRecord),
            record_document: may(Permission::DocumentRecord),
            record_conference: is_open && may(Permission::ConferenceRecord),
        }
    }
}
