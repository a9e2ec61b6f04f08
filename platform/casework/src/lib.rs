//! Case work: persons, households, cases, contacts and referrals of one county.
//!
//! Every use case is a function that takes a [`tenants::CountyContext`], asks it for the scope of
//! a permission, makes the scope a condition of its query, and writes the audit entry with the
//! change or before what was read is handed out. Begin reading at [`open_case`] for a change and at
//! [`list_cases`] for a read.
//!
//! Deliberately absent: a tenant column (each tenant has a database of its own); deleting other than by
//! the retention rules and at a person's own wish (`privacy`); a query without a scope; texts for people.
//!
//! To add a use case: put the types of its input and its pure rules into [`model`], write one file
//! named by what it does (`withdraw_consent.rs`), begin it with `context.authorize(…)`, read through
//! the conditions of `case_scope`, end a change of a case with `case_change::finish_change`, test it
//! on every store of `kernel::testing::Store::ALL`, and name it here.

mod apply_rules;
mod assign_case;
mod case_change;
mod case_number;
mod case_query;
mod case_scope;
mod change_constellation;
mod check_input;
mod check_person;
mod close_by_rule;
mod close_case;
mod correct_intake;
mod create_household;
mod create_task;
mod end_task;
mod find_appointments;
mod find_cases;
mod find_documents;
mod find_duplicates;
mod find_findings;
mod find_households;
mod find_persons;
mod find_tasks;
mod find_waiting_referrals;
mod follow_plan;
mod history;
mod household_members;
mod in_cases;
mod merge_persons;
mod migrations;
pub mod model;
mod open_case;
mod person_changes;
mod person_rows;
mod personal_data;
mod plan_appointment;
#[cfg(feature = "testing")]
pub mod planting;
mod privacy;
mod programmes;
mod reactivate_case;
mod read_course;
mod read_plans;
mod read_timeline;
mod record_assessment;
mod record_conference;
mod record_consent;
mod record_contact;
mod record_export;
mod record_finding;
mod refer;
mod register_person;
mod save_plan;
mod search;
mod search_index;
pub mod synthetic;
mod tables;
#[cfg(test)]
mod testing;
mod undo_merge;
mod update_person;
mod upload_document;

pub use apply_rules::{due_day, rule_applications};
pub use assign_case::assign_case;
pub use change_constellation::change_constellation;
pub use close_by_rule::{close_due_cases, list_due_cases};
pub use close_case::close_case;
pub use correct_intake::correct_intake;
pub use create_household::create_household;
pub use create_task::{change_task, create_task};
pub use end_task::{complete_task, reopen_task};
pub use find_appointments::{
    appointments_of_case, find_appointment, list_appointments, read_calendar,
};
pub use find_cases::{cases_by_ids, count_cases, find_case, list_cases};
pub use find_documents::{documents_of_case, documents_of_person, find_document, read_document};
pub use find_duplicates::{DuplicateQuestion, Duplicates, find_duplicates};
pub use find_findings::{find_alike_findings, find_finding, list_findings, visible_cases};
pub use find_households::{find_household, households_by_ids, households_of_person};
pub use find_persons::{count_persons, find_person, list_persons, persons_by_ids};
pub use find_tasks::{find_task, list_tasks, tasks_of_case};
pub use find_waiting_referrals::list_waiting_referrals;
pub use follow_plan::{agree_plan, complete_step, discard_plan, evaluate_goal};
pub use household_members::{add_household_member, end_household_membership};
pub use merge_persons::{merge_persons, merges_of};
pub use migrations::migrations;
pub use open_case::open_case;
pub use person_changes::changes_of;
pub use personal_data::{PERSONAL_DATA, personal_data};
pub use plan_appointment::{cancel_appointment, change_appointment, create_appointment};
pub use privacy::{
    answer_archive_offer, carry_out_released, confirm_erasure, decline_erasure, fill_review_list,
    find_data_subjects, is_list_filled, lift_hold, lift_restriction, list_archive_offers,
    list_erasures, list_holds, list_retention, list_retention_proofs, offer_to_archive, place_hold,
    release_items, request_erasure, restrict_person, restrictions_of,
};
pub use programmes::programmes_of;
pub use reactivate_case::reactivate_case;
pub use read_course::{contacts_by_cases, list_contacts, list_referrals, referrals_by_cases};
pub use read_plans::{list_assessments, list_consents, list_plans};
pub use read_timeline::read_timeline;
pub use record_assessment::record_assessment;
pub use record_conference::{conferences_of_case, record_conference};
pub use record_consent::{record_consent, withdraw_consent};
pub use record_contact::record_contact;
pub use record_export::record_export;
pub use record_finding::record_finding;
pub use refer::{answer_referral, send_referral};
pub use register_person::register_person;
pub use save_plan::save_plan;
pub use search::{Found, SearchKind, SearchPages, search};
pub use undo_merge::undo_merge;
pub use update_person::update_person;
pub use upload_document::{delete_document, upload_document};
