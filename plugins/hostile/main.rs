//! Rules that must be stopped: each is tried against the real sandbox, with a bound on what it may cost.

mod answers;
mod at_once;
mod bombs;
mod calls;
mod craft;
mod damaged;
mod fuzzed;
mod kept_code;
mod uploads;
