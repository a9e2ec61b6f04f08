//! Every limit of case work, with its reason.

use chrono::NaiveDate;

/// The longest given or family name; registers of residents cut at 120, forms at 100.
pub const NAME_LENGTH_MAX: usize = 100;
/// The longest name of a household ("Familie …").
pub const HOUSEHOLD_NAME_LENGTH_MAX: usize = 100;
/// The longest reason for opening, changing, assigning or reactivating a case: about a page.
pub const REASON_LENGTH_MAX: usize = 2_000;
/// The longest note of a contact or a closing: two pages.
pub const NOTE_LENGTH_MAX: usize = 4_000;
/// The longest name of a service that a case is referred to.
pub const PROVIDER_LENGTH_MAX: usize = 200;
/// The longest note on a referral's basis: a paragraph of a law, or who consented when.
pub const BASIS_NOTE_LENGTH_MAX: usize = 500;
/// The longest line: a goal, a step, the title of a finding.
pub const LINE_LENGTH_MAX: usize = 300;
/// The longest text that names a county's version of a consent.
pub const TEXT_VERSION_LENGTH_MAX: usize = 50;
/// Goals of a plan. Concepts ask for three to five; more than ten nobody pursues at once.
pub const PLAN_GOALS_MAX: usize = 10;
/// Steps towards one goal.
pub const GOAL_STEPS_MAX: usize = 8;
/// Versions of the plan of one case; reviewed every month it lasts eight years.
pub const PLAN_VERSIONS_MAX: i32 = 100;
/// Findings among which alike ones are looked for, latest first: some years of a large county.
pub const FINDINGS_COMPARED_MAX: u64 = 2_000;
/// Alike findings that are proposed.
pub const ALIKE_FINDINGS_MAX: usize = 5;
/// Open cases among which those due to be closed are looked for, the longest unseen first: the largest county has
/// fewer open.
pub const DUE_CASES_LOOKED_AT_MAX: u64 = 20_000;
/// Cases due to be closed that are listed: what somebody looks through at once.
pub const DUE_CASES_MAX: usize = 100;
/// Cases that a rule is asked about in one call while somebody waits.
pub const CASES_PER_RULE_CALL: usize = 500;
/// The longest contact, in minutes: a day.
pub const CONTACT_MINUTES_MAX: u32 = 24 * 60;
/// Records looked at in one step of the nightly review, and deleted before the next are read: some statements of some
/// thousand parameters at most, which both databases take.
pub const RETENTION_BATCH_ROWS: u64 = 200;
/// Records released or offered to the archive at a time: two pages of the list; somebody has to have read them.
pub const RETENTION_RELEASE_MAX: usize = 200;
/// Holds and wishes to be erased that a page shows; counties have a handful.
pub const HOLDS_SHOWN_MAX: u64 = 200;
/// Persons of one name and day of birth that are shown: namesakes born on one day are few.
pub const DATA_SUBJECTS_FOUND_MAX: u64 = 20;
/// The longest text that is searched for.
pub const SEARCH_LENGTH_MAX: usize = 100;
/// Words beyond this number do not narrow a search; each costs one comparison per row.
pub const SEARCH_WORDS_MAX: usize = 6;
/// The longest word that is searched for; longer ones are cut. An index of PostgreSQL takes entries of some
/// 2,700 bytes, and no word that people type is longer.
pub const SEARCH_WORD_LENGTH_MAX: usize = 40;
/// The oldest birth date taken: nobody alive is older than this many years.
pub const AGE_YEARS_MAX: u32 = 120;
/// A case is warned of this many days before a rule closes it: time for one more invitation.
pub const CLOSING_NOTICE_DAYS: u64 = 28;

/// The longest title of a task or of anything else that a list names in one line.
pub const TITLE_LENGTH_MAX: usize = 200;
/// Open tasks of one case: nobody keeps more in view, and all of them are shown at once.
pub const OPEN_TASKS_MAX: u64 = 100;
/// Tasks shown of one case: all that are open, and some that have ended.
pub const TASKS_OF_CASE_MAX: u64 = 150;
/// The longest name of a place: an address with a room.
pub const PLACE_LENGTH_MAX: usize = 200;
/// Appointments shown of one case: one a week for two years.
pub const APPOINTMENTS_OF_CASE_MAX: u64 = 100;
/// How far back a calendar shows appointments: enough to write down what was missed.
pub const CALENDAR_DAYS_BACK: u64 = 30;
/// How far ahead a calendar shows what is planned.
pub const CALENDAR_DAYS_AHEAD: u64 = 366;
/// Appointments and tasks of one calendar: two of each for every working day.
pub const CALENDAR_ENTRIES_MAX: u64 = 500;
/// The largest document: a scan of forty pages, or a good photograph.
pub const DOCUMENT_BYTES_MAX: usize = 10 * 1024 * 1024;
/// Documents shown of one case or person.
pub const DOCUMENTS_SHOWN_MAX: u64 = 100;
/// Those who take part in one conference: more do not sit around one table.
pub const PARTICIPANTS_MAX: usize = 30;
/// Tasks that one conference can agree on.
pub const CONFERENCE_TASKS_MAX: usize = 20;
/// Conferences shown of one case: one a month for four years.
pub const CONFERENCES_OF_CASE_MAX: u64 = 50;
/// Nothing is planned further ahead than five years, in months; later is a slip of the keyboard.
pub const PLANNED_MONTHS_MAX: u32 = 60;

/// The first day on which a case can have been opened: KIM began in North Rhine-Westphalia with
/// the year 2020. Earlier dates are slips of the keyboard.
pub const CASE_DATE_EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(2020, 1, 1) {
    Some(date) => date,
    None => panic!("a date"),
};
