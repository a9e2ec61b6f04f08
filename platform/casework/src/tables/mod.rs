//! The rows as sea-orm sees them, and how they become what use cases hand out.

pub(crate) mod appointments;
pub(crate) mod as_text;
pub(crate) mod assessments;
pub(crate) mod assignments;
pub(crate) mod case_numbers;
pub(crate) mod cases;
pub(crate) mod closures;
pub(crate) mod conferences;
pub(crate) mod consents;
pub(crate) mod constellations;
pub(crate) mod contacts;
pub(crate) mod document_contents;
pub(crate) mod documents;
pub(crate) mod findings;
pub(crate) mod household_members;
pub(crate) mod households;
pub(crate) mod person_changes;
pub(crate) mod person_merges;
pub(crate) mod person_programmes;
pub(crate) mod persons;
pub(crate) mod plan_goals;
pub(crate) mod plan_steps;
pub(crate) mod plans;
pub(crate) mod privacy;
pub(crate) mod referrals;
pub(crate) mod tasks;
