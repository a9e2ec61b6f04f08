//! What names persons, households, cases and their parts.

use kernel::id_type;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

id_type! {
    /// Somebody who is supported or belongs to a household.
    PersonId,
    /// One field of a correction of a person's data.
    PersonChangeId,
    /// A merge of two persons.
    PersonMergeId,
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
    /// One area of life as it was assessed at one time.
    AssessmentId,
    /// A version of a plan.
    PlanId,
    /// A goal of a version of a plan.
    PlanGoalId,
    /// A step towards a goal.
    PlanStepId,
    /// A consent.
    ConsentId,
    /// A finding.
    FindingId,
    /// Something whose retention period is over.
    RetentionItemId,
    /// A hold: something must not be deleted.
    HoldId,
    /// Something that was offered to the archive.
    ArchiveOfferId,
    /// The proof of a deletion.
    ProofId,
    /// The request of a person to be erased.
    ErasureId,
    /// A restriction of what may be done with a person's data.
    RestrictionId,
    /// A task.
    TaskId,
    /// An appointment.
    AppointmentId,
    /// A document.
    DocumentId,
    /// A case conference.
    ConferenceId,
}
