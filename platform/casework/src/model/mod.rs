//! Persons, households, cases and what happens to them: types and pure rules, no I/O.

mod assessment;
mod case;
mod case_list;
mod closing;
mod consent;
mod contact;
mod country_code;
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
mod timeline;
mod warnings;

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
pub(crate) use closing::constellation_on;
pub use closing::{ClosedByRule, DueCase, closing_due_on};
pub use consent::{Consent, ConsentPurpose, ConsentState, DisclosedField, NewConsent, Withdrawal};
pub use contact::{Contact, ContactCursor, NewContact};
pub use country_code::{CountryCode, InvalidCountryCode};
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
    ArchiveOfferId, AssessmentId, CaseId, ConsentId, ContactId, ErasureId, FindingId, HoldId,
    HouseholdId, MembershipId, PersonChangeId, PersonId, PersonMergeId, PlanGoalId, PlanId,
    PlanStepId, ProofId, ReferralId, RestrictionId, RetentionItemId,
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
pub use timeline::{TimelineCursor, TimelineEntry, TimelineEvent};
pub use warnings::{CaseWarning, MissingField, case_warnings};
