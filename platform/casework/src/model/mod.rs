//! Persons, households, cases and what happens to them: types and pure rules, no I/O.

mod appointment;
mod case;
mod case_list;
mod case_reference;
mod closing;
mod conference;
mod contact;
mod country_code;
mod document;
mod household;
mod ids;
pub mod limits;
mod name_search;
mod person;
mod placement;
mod referral;
mod task;
mod timeline;
mod waiting;
mod warnings;

pub use appointment::{
    Appointment, AppointmentCursor, AppointmentDetails, AppointmentFilter, AppointmentInCase,
    AppointmentKind, CalendarEntry, german_instant,
};
pub use case::{
    Assignment, Case, CaseOverview, CaseState, Closing, ClosingGround, ConstellationChange,
    IntakeCorrection, NewCase, Reactivated, Reactivation, TeamRestored,
};
pub use case_list::{
    CaseCursor, CaseFilter, CaseOrder, CaseOrderField, CasePosition, CaseStateFilter, Direction,
};
pub use case_reference::CaseReference;
pub use closing::closing_due_on;
pub use conference::{Conference, NewConference, Participant, Participants};
pub use contact::{Contact, ContactCursor, NewContact};
pub use country_code::{CountryCode, InvalidCountryCode};
pub use document::{
    Document, DocumentKind, DocumentSubject, FileRefusal, FileType, NewDocument, file_type,
};
pub use household::{Household, HouseholdMember, HouseholdRole, NewMembership};
pub use ids::{
    AppointmentId, CaseId, ConferenceId, ContactId, DocumentId, HouseholdId, MembershipId,
    PersonId, ReferralId, TaskId,
};
pub(crate) use ids::{AssignmentId, ClosureId, ConstellationPeriodId, ProgrammePeriodId};
pub use name_search::{fold_name, search_words};
pub use person::{Gender, Person, PersonCursor, PersonDetails, PersonFilter, ResidenceStatus};
pub use placement::{Placement, post_serves, posts_serving};
pub(crate) use placement::{WantedPlacement, place_case};
pub use referral::{
    NewReferral, Referral, ReferralAnswer, ReferralBasis, ReferralState, ReferralSummary,
};
pub use task::{
    Task, TaskChoice, TaskCursor, TaskDetails, TaskEnding, TaskFilter, TaskInCase, TaskState,
};
pub use timeline::{TimelineCursor, TimelineEntry, TimelineEvent};
pub use waiting::{ReferralInCase, WaitingCursor, WaitingFilter, waiting_warning};
pub use warnings::{CaseWarning, MissingField, case_warnings};
