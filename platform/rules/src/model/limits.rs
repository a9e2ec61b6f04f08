//! Every bound of this crate, in one place, with its reason.

use std::time::Duration;

use plugins_host::limits::{CALL_WALL_MAX, CALLS_MAX, COMPILER_WALL_MAX};

/// Bytes of all components of one county together: a dozen in Python, hundreds in Rust.
pub const SOURCES_BYTES_MAX: i64 = 256 << 20;

/// Versions that wait for somebody: being checked, refused or drafts. More than that nobody looks after.
pub const WAITING_VERSIONS_MAX: u64 = 40;

/// Golden cases that come with one upload.
pub const GOLDEN_CASES_MAX: usize = 200;

/// Bytes of all golden cases of one upload; the largest of ours has 10 kB.
pub const GOLDEN_CASES_BYTES_MAX: usize = 2 << 20;

/// How long the golden cases of one upload may take together; ours take a second in Python. None begins later.
pub const GOLDEN_CASES_WALL_MAX: Duration = Duration::from_secs(60);

/// Characters of a note on a version or of the reason for taking one back.
pub const NOTE_LENGTH_MAX: usize = 2_000;

/// Calls of one county that run at the same time; a county whose rule loops keeps that many threads, no more.
pub const TENANT_CALLS_MAX: usize = 2;

// Or one county's looping rule would take all threads of the sandbox.
const _: () = assert!(TENANT_CALLS_MAX < CALLS_MAX);

/// How long somebody who waits for a page waits for a rule. A rule in Python answers for one person in 2 ms.
pub const INTERACTIVE_WALL_MAX: Duration = Duration::from_secs(1);

/// Instructions of a call that somebody waits for; Python takes some 10⁷ to begin with.
pub const INTERACTIVE_FUEL_MAX: u64 = 2_000_000_000;

/// Persons or cases of one call during a run. Progress is told and cancelling looked for after each.
pub const BATCH_SUBJECTS_MAX: usize = 1_000;

/// Rows of one statement. SQLite takes 32,766 values; a decision has 15.
pub const ROWS_PER_STATEMENT: usize = 100;

/// Runs of one version that are kept with what they found; it names persons.
pub const RUNS_KEPT_MAX: u64 = 5;

/// A run that has not told of itself for so long has died with its server.
pub const HEARTBEAT_OVERDUE: Duration = Duration::from_secs(60);

/// A check that takes longer has died with its server: compiling takes two minutes at most, golden cases one and the
/// last of them.
pub const CHECK_OVERDUE: Duration = Duration::from_secs(300);

// Or a second check of the same upload would begin beside the first.
const _: () = assert!(
    COMPILER_WALL_MAX.as_secs() + GOLDEN_CASES_WALL_MAX.as_secs() + CALL_WALL_MAX.as_secs()
        < CHECK_OVERDUE.as_secs()
);

/// When a failed re-evaluation is tried again by itself.
pub const EVALUATION_AGAIN_AFTER: Duration = Duration::from_secs(3_600);

/// How long upkeep leaves a county alone that has nothing to do. That a new day has come is noticed within that time,
/// which is soon enough: whoever looks at somebody has the rule of the day asked at once. Looking opens the county's
/// database, and only so many stay open.
pub const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(3_600);

/// Rules held ready in memory; an idle one takes some kilobytes, its code is mapped from disk.
pub const PLUGINS_HELD_MAX: u64 = 500;

/// What is kept of a text that a rule or compiler made.
pub const DETAIL_LENGTH_MAX: usize = 1_000;
