//! Every bound of the sandbox, in one place, with its reason.

use std::time::Duration;

/// Size of an upload. Python is the largest guest language: 18 MB for a small rule.
pub const SOURCE_BYTES_MAX: usize = 32 << 20;

/// Functions in all modules of an upload; Python has 13,478. Compiling ten thousand costs about a second.
pub const FUNCTIONS_MAX: u32 = 60_000;

/// Locals of one function; guests have 271 at most. Locals times blocks is what makes Cranelift explode.
pub const LOCALS_MAX: u32 = 5_000;

/// Bytes of one function's body; guests have 427 KB at most.
pub const BODY_BYTES_MAX: usize = 2 << 20;

/// Modules and components nested in an upload; Python has 37, QuickJS 35.
pub const NESTED_MAX: u32 = 200;

/// Address space of the process that compiles; Python needs about 350 MB of it.
pub const COMPILER_MEMORY_BYTES_MAX: u64 = 2 << 30;

/// Processor time of the process that compiles. Python takes 15 s in a release build.
pub const COMPILER_CPU_SECONDS_MAX: u64 = 60;

/// Wall time of the process that compiles; twice its processor time, for busy machines.
pub const COMPILER_WALL_MAX: Duration = Duration::from_secs(120);

/// Compiled code of one component; Python has 35 MB.
pub const COMPILED_BYTES_MAX: usize = 256 << 20;

/// What of a compiler's complaint is kept.
pub const COMPLAINT_BYTES_MAX: usize = 4 << 10;

/// Processes that compile at the same time: uploads are rare, memory is not free.
pub const COMPILERS_MAX: usize = 1;

/// Calls that run at the same time; the others wait. Each holds a thread while it runs.
pub const CALLS_MAX: usize = 8;

/// How long a call waits for its turn before it is turned away.
pub const QUEUE_WALL_MAX: Duration = Duration::from_secs(10);

/// Instructions of one call, in wasmtime's fuel. 100,000 persons take a Rust rule some 10⁷, Python 6·10⁹.
pub const FUEL_MAX: u64 = 20_000_000_000;

/// Wall time of one call as seen by the guest.
pub const CALL_WALL_MAX: Duration = Duration::from_secs(10);

/// Instructions that a component may take to be made and to say what it is; Python takes some 10⁷.
pub const DESCRIBE_FUEL_MAX: u64 = 1_000_000_000;

/// Wall time for the same.
pub const DESCRIBE_WALL_MAX: Duration = Duration::from_secs(5);

/// How much later than its deadline a call may end before nobody waits for it any longer.
pub const OVERRUN_MAX: Duration = Duration::from_secs(2);

/// How often the clock of the guests ticks: a loop is stopped at most this much late.
pub const EPOCH_TICK: Duration = Duration::from_millis(5);

/// All linear memories of one call together. A Rust rule uses 2.5 MB for 10,000 persons, Python 11 MB.
pub const MEMORY_BYTES_MAX: usize = 128 << 20;

/// Memories of one component: Rust and StarlingMonkey have 1, Python 2, QuickJS 3.
pub const MEMORIES_MAX: u32 = 4;

/// Tables of one component; Python has one for each of its modules.
pub const TABLES_MAX: u32 = 64;

/// Elements of one table: StarlingMonkey has 7,688.
pub const TABLE_ELEMENTS_MAX: usize = 20_000;

/// Core instances of one component; Python has some 60, QuickJS 50.
pub const INSTANCES_MAX: u32 = 128;

/// Stack of a guest. Deeper recursion than this is an error, not a need.
pub const STACK_BYTES_MAX: usize = 512 << 10;

/// What the host copies out of a guest in one call, in wasmtime's "fuel for hostcalls".
pub const ANSWER_COPY_MAX: usize = 64 << 20;

/// Rows of one call. Larger sets are cut into batches.
pub const ROWS_MAX: usize = 100_000;

/// Keys in one vocabulary; positions are `u16`. North Rhine-Westphalia has 396 municipalities.
pub const WORDS_MAX: usize = 10_000;

/// Keys in a vocabulary of which sets are made: sets are `u32`.
pub const SET_WORDS_MAX: usize = 32;

/// Bytes of one key.
pub const WORD_BYTES_MAX: usize = 100;

/// Bytes of the parameters of a rule.
pub const PARAMETERS_BYTES_MAX: usize = 64 << 10;

/// Bytes of the JSON Schema of a rule's parameters.
pub const SCHEMA_BYTES_MAX: usize = 64 << 10;

/// Reasons and figures that a rule can name.
pub const TEXTS_MAX: usize = 500;

/// Bytes of one text of a rule.
pub const TEXT_BYTES_MAX: usize = 1_000;

/// What is kept of the text of a rule's own error.
pub const ERROR_TEXT_BYTES_MAX: usize = 1_000;

/// Failures in a row after which a rule is not called for a while.
pub const BREAKER_FAILURES_MAX: u32 = 3;

/// How long it is left alone the first time; doubles with each failed trial.
pub const BREAKER_PAUSE: Duration = Duration::from_secs(30);

/// The longest pause.
pub const BREAKER_PAUSE_MAX: Duration = Duration::from_secs(3_600);
