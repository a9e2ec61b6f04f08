//! What names persons, households, cases and their parts.

use kernel::id_type;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

id_type! {
    /// Somebody who is supported or belongs to a household.
    PersonId,
    /// A household.
    HouseholdId,
    /// One person's membership in one household.
    MembershipId,
    /// A case.
    CaseId,
    /// A period during which a programme served a person.
    ProgrammePeriodId,
    /// A period during which one team was responsible for a case.
    AssignmentId,
    /// A period during which a case was worked on in one constellation.
    ConstellationPeriodId,
    /// One closing of a case.
    ClosureId,
    /// A contact.
    ContactId,
    /// A referral.
    ReferralId,
    /// A task.
    TaskId,
    /// An appointment.
    AppointmentId,
    /// A document.
    DocumentId,
    /// A case conference.
    ConferenceId,
}
