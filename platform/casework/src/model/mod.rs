//! Persons, households, cases and what happens to them: types and pure rules, no I/O.

mod appointment;
mod assessment;
mod case;
mod case_list;
mod case_reference;
mod closing;
mod conference;
mod consent;
mod contact;
mod country_code;
mod document;
mod duplicate;
mod exported_list;
mod finding;
mod household;
mod ids;
pub mod limits;
mod name_search;
mod name_sound;
mod person;
mod person_change;
mod person_merge;
mod placement;
mod plan;
mod privacy;
mod referral;
mod retention;
mod search_text;
mod task;
mod timeline;
mod waiting;
mod warnings;

pub use appointment::{
    Appointment, AppointmentCursor, AppointmentDetails, AppointmentFilter, AppointmentInCase,
    AppointmentKind, CalendarEntry, german_instant,
};
pub use assessment::{
    Assessment, NeedLevel, NewAreaAssessment, NewAssessment, Urgency, assessments_by_area,
};
pub use case::{
    Assignment, Case, CaseOverview, CaseState, Closing, ClosingGround, ConstellationChange,
    IntakeCorrection, NewCase, Reactivated, Reactivation, TeamRestored,
};
pub use case_list::{
    CaseCursor, CaseFilter, CaseOrder, CaseOrderField, CasePosition, CaseStateFilter, Direction,
};
pub use case_reference::CaseReference;
pub(crate) use closing::constellation_on;
pub use closing::{ClosedByRule, DueCase, closing_due_on};
pub use conference::{Conference, NewConference, Participant, Participants};
pub use consent::{Consent, ConsentPurpose, ConsentState, DisclosedField, NewConsent, Withdrawal};
pub use contact::{Contact, ContactCursor, NewContact};
pub use country_code::{CountryCode, InvalidCountryCode};
pub use document::{
    Document, DocumentKind, DocumentSubject, FileRefusal, FileType, NewDocument, file_type,
};
pub use duplicate::{
    DUPLICATE_SCORE_LIKELY, DUPLICATE_SCORE_MIN, DuplicateReason, Identity, Likeness,
};
pub use exported_list::{ExportFormat, ExportedList};
pub use finding::{
    Finding, FindingCursor, FindingFilter, FindingKind, NewFinding, likeness, names_somebody,
    telling_words,
};
pub use household::{Household, HouseholdMember, HouseholdRole, NewMembership};
pub use ids::{
    AppointmentId, ArchiveOfferId, AssessmentId, CaseId, ConferenceId, ConsentId, ContactId,
    DocumentId, ErasureId, FindingId, HoldId, HouseholdId, MembershipId, PersonChangeId, PersonId,
    PersonMergeId, PlanGoalId, PlanId, PlanStepId, ProofId, ReferralId, RestrictionId,
    RetentionItemId, TaskId,
};
pub(crate) use ids::{AssignmentId, ClosureId, ConstellationPeriodId, ProgrammePeriodId};
pub use name_search::{fold_name, search_words};
pub use person::{Gender, Person, PersonCursor, PersonDetails, PersonFilter, ResidenceStatus};
pub use person_change::PersonChange;
pub use person_merge::{NewMerge, PersonField, PersonMerge};
pub use placement::{Placement, post_serves, posts_serving};
pub(crate) use placement::{WantedPlacement, place_case};
pub use plan::{
    Attainment, GoalDraft, GoalEvaluation, Plan, PlanAgreement, PlanDraft, PlanGoal, PlanState,
    PlanStep, StepDoer, StepDraft,
};
pub use privacy::{
    ArchiveAnswer, ArchiveOffer, DataSubject, ErasureRequest, ErasureState, ItemState,
    ReleaseRefusal, Released, Restriction, RetentionHold, RetentionItem, RetentionList,
    RetentionProof, SubjectKind,
};
pub use referral::{
    NewReferral, Referral, ReferralAnswer, ReferralBasis, ReferralState, ReferralSummary,
};
pub use retention::{CaseStanding, Due, RetentionFacts, due, latest};
pub use search_text::{SearchCursor, query_words};
pub(crate) use search_text::{words_of_case, words_of_contact, words_of_person};
pub use task::{
    Task, TaskChoice, TaskCursor, TaskDetails, TaskEnding, TaskFilter, TaskInCase, TaskState,
};
pub use timeline::{TimelineCursor, TimelineEntry, TimelineEvent};
pub use waiting::{ReferralInCase, WaitingCursor, WaitingFilter, waiting_warning};
pub use warnings::{CaseWarning, MissingField, case_warnings};
