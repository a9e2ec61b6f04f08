//! Persons, households, cases and what happens to them: types and pure rules, no I/O.

mod case;
mod case_list;
mod closing;
mod contact;
mod country_code;
mod duplicate;
mod household;
mod ids;
pub mod limits;
mod name_search;
mod name_sound;
mod person;
mod person_change;
mod person_merge;
mod placement;
mod referral;
mod search_text;
mod timeline;
mod warnings;

pub use case::{
    Assignment, Case, CaseOverview, CaseState, Closing, ClosingGround, ConstellationChange,
    IntakeCorrection, NewCase, Reactivated, Reactivation, TeamRestored,
};
pub use case_list::{
    CaseCursor, CaseFilter, CaseOrder, CaseOrderField, CasePosition, CaseStateFilter, Direction,
};
pub use closing::closing_due_on;
pub use contact::{Contact, ContactCursor, NewContact};
pub use country_code::{CountryCode, InvalidCountryCode};
pub use duplicate::{
    DUPLICATE_SCORE_LIKELY, DUPLICATE_SCORE_MIN, DuplicateReason, Identity, Likeness,
};
pub use household::{Household, HouseholdMember, HouseholdRole, NewMembership};
pub(crate) use ids::{AssignmentId, ClosureId, ConstellationPeriodId, ProgrammePeriodId};
pub use ids::{
    CaseId, ContactId, HouseholdId, MembershipId, PersonChangeId, PersonId, PersonMergeId,
    ReferralId,
};
pub use name_search::{fold_name, search_words};
pub use person::{Gender, Person, PersonCursor, PersonDetails, PersonFilter, ResidenceStatus};
pub use person_change::PersonChange;
pub use person_merge::{NewMerge, PersonField, PersonMerge};
pub use placement::{Placement, post_serves, posts_serving};
pub(crate) use placement::{WantedPlacement, place_case};
pub use referral::{
    NewReferral, Referral, ReferralAnswer, ReferralBasis, ReferralState, ReferralSummary,
};
pub use search_text::{SearchCursor, query_words};
pub(crate) use search_text::{words_of_case, words_of_contact, words_of_person};
pub use timeline::{TimelineCursor, TimelineEntry, TimelineEvent};
pub use warnings::{CaseWarning, MissingField, case_warnings};
