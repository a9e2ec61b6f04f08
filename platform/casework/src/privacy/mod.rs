//! Privacy at work: what has to go and when, what must stay, what a person may ask for.
//!
//! [`fill_review_list`] fills the review list every night by the county's retention rules; whoever answers for a kind of data
//! releases what is on it ([`release_items`]), offers it to the archive first ([`offer_to_archive`]) or the privacy
//! officer keeps it ([`place_hold`]). [`carry_out_released`] deletes, one transaction for each record. What hangs on a
//! record is found by the register of personal data, so a new table needs a line there and nothing here.
//!
//! "Anonymise" means that a case is counted and deleted: a row with a municipality, a constellation and some dates would
//! still be somebody in a small town.
//!
//! Deliberately absent: searching free texts of other people's cases for somebody's name.

mod carry_out;
mod decide_erasure;
mod erase_person;
mod find_data_subjects;
mod hold;
mod list_due;
mod offer_to_archive;
mod reach;
mod read_retention;
mod release;
mod restrict;
mod standing;
#[cfg(test)]
mod tests;

pub use carry_out::carry_out_released;
pub use decide_erasure::{confirm_erasure, decline_erasure, list_erasures, request_erasure};
pub use find_data_subjects::find_data_subjects;
pub use hold::{lift_hold, list_holds, place_hold};
pub use list_due::{fill_review_list, is_list_filled};
pub use offer_to_archive::{answer_archive_offer, list_archive_offers, offer_to_archive};
pub use read_retention::{list_retention, list_retention_proofs};
pub use release::release_items;
pub(crate) use restrict::check_unrestricted;
pub use restrict::{lift_restriction, restrict_person, restrictions_of};
