//! Case work: persons, households, cases, contacts and referrals.

mod assign_case;
mod change_constellation;
mod change_household_members;
mod close_case;
mod create_household;
mod find_cases;
mod find_households;
mod find_persons;
mod migrations;
mod open_case;
mod reactivate_case;
mod read_course;
mod record_contact;
mod refer;
mod register_person;
mod update_person;
pub mod model;
pub mod synthetic;

pub use assign_case::{assign_case};
pub use change_constellation::{change_constellation};
pub use change_household_members::{add_household_member, end_household_membership};
pub use close_case::{close_case};
pub use create_household::{create_household};
pub use find_cases::{find_case, cases_by_ids, list_cases, count_cases};
pub use find_households::{find_household, households_by_ids, households_of_person};
pub use find_persons::{find_person, list_persons, count_persons, persons_by_ids};
pub use open_case::{open_case};
pub use reactivate_case::{reactivate_case};
pub use read_course::{list_contacts, contacts_by_cases, list_referrals, referrals_by_cases, read_timeline};
pub use record_contact::{record_contact};
pub use refer::{send_referral, answer_referral};
pub use register_person::{register_person};
pub use update_person::{update_person};
pub use migrations::migrations;
