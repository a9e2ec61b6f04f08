//! A call: its limits, what it cost, and all ways in which it can fail.

use std::time::Duration;

use thiserror::Error;
use wasmtime::Trap;

use crate::{
    answer::Nonsense,
    guest::Guest,
    limits::{CALL_WALL_MAX, ERROR_TEXT_BYTES_MAX, FUEL_MAX, MEMORY_BYTES_MAX},
    points::RuleError,
};

/// What one call may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLimits {
    /// Instructions, in wasmtime's fuel. The same verdict on every machine.
    pub fuel: u64,
    /// Wall time, whatever the machine is doing.
    pub wall: Duration,
    /// Bytes of all linear memories together.
    pub memory_bytes: usize,
}

impl Default for CallLimits {
    fn default() -> CallLimits {
        CallLimits {
            fuel: FUEL_MAX,
            wall: CALL_WALL_MAX,
            memory_bytes: MEMORY_BYTES_MAX,
        }
    }
}

/// What a call cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Instructions in wasmtime's fuel: exact, the same on every run and machine.
    pub fuel: u64,
    /// Wall time with instantiation; differs from run to run.
    pub duration: Duration,
}

/// An answer that was checked, and its cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called<A> {
    /// The answers, by position.
    pub answers: Vec<A>,
    /// What they cost.
    pub cost: Cost,
}

/// Why a call gave no answer.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub enum CallFailure {
    /// More calls than may run at once, for too long.
    #[error("too many rules run at the moment; try again later")]
    Busy,
    /// The question does not fit: an error of the caller, not of the rule.
    #[error("the question is not valid: {0}")]
    BadQuestion(String),
    /// The rule is for another extension point.
    #[error("the rule is for the extension point {found}, asked was {asked}")]
    OtherPoint {
        /// Where it was asked.
        asked: &'static str,
        /// What it is for.
        found: &'static str,
    },
    /// The parameters do not fit the rule's schema.
    #[error("the parameters do not fit the rule: {0}")]
    BadParameters(String),
    /// The rule ran out of instructions.
    #[error("the rule took more than {0} instructions")]
    OutOfFuel(u64),
    /// The rule ran out of time.
    #[error("the rule took longer than {} ms", .0.as_millis())]
    TooSlow(Duration),
    /// The rule wanted more memory than it may have.
    #[error("the rule wanted more than {0} bytes of memory")]
    OutOfMemory(usize),
    /// The rule called itself too deeply.
    #[error("the rule called itself too deeply")]
    StackOverflow,
    /// The rule stopped by itself: a panic, a division by zero, something that does not exist in the sandbox.
    #[error("the rule broke off: {0}")]
    Trapped(String),
    /// The answer was larger than the host copies.
    #[error("the rule's answer is too large")]
    AnswerTooLarge,
    /// The answer lies outside the rule's memory, or is not of its type.
    #[error("the rule's answer cannot be read: {0}")]
    AnswerUnreadable(String),
    /// The rule could be read, but says what cannot be.
    #[error("the rule's answer makes no sense: {0}")]
    Nonsense(#[from] Nonsense),
    /// The rule gave no answer, and said why.
    #[error("the rule gives no answer: {0}")]
    Declined(RuleError),
    /// The call broke in the host.
    #[error("the call broke in the host")]
    Lost,
}

impl CallFailure {
    /// A stable code for logs, metrics and the API.
    pub fn code(&self) -> &'static str {
        match self {
            CallFailure::Busy => "PLUGIN_BUSY",
            CallFailure::BadQuestion(_) => "PLUGIN_BAD_QUESTION",
            CallFailure::OtherPoint { .. } => "PLUGIN_OTHER_POINT",
            CallFailure::BadParameters(_) => "PLUGIN_BAD_PARAMETERS",
            CallFailure::OutOfFuel(_) => "PLUGIN_OUT_OF_FUEL",
            CallFailure::TooSlow(_) => "PLUGIN_TOO_SLOW",
            CallFailure::OutOfMemory(_) => "PLUGIN_OUT_OF_MEMORY",
            CallFailure::StackOverflow => "PLUGIN_STACK_OVERFLOW",
            CallFailure::Trapped(_) => "PLUGIN_TRAPPED",
            CallFailure::AnswerTooLarge => "PLUGIN_ANSWER_TOO_LARGE",
            CallFailure::AnswerUnreadable(_) => "PLUGIN_ANSWER_UNREADABLE",
            CallFailure::Nonsense(_) => "PLUGIN_NONSENSE",
            CallFailure::Declined(_) => "PLUGIN_DECLINED",
            CallFailure::Lost => "PLUGIN_LOST",
        }
    }

    /// Whether the rule is to blame, so that a circuit breaker counts it.
    pub fn is_the_rules_fault(&self) -> bool {
        !matches!(
            self,
            CallFailure::Busy
                | CallFailure::BadQuestion(_)
                | CallFailure::OtherPoint { .. }
                | CallFailure::BadParameters(_)
                | CallFailure::Lost
        )
    }

    /// The one place where wasmtime's errors become ours.
    pub(crate) fn from_wasmtime(
        error: &wasmtime::Error,
        guest: &Guest,
        limits: &CallLimits,
    ) -> CallFailure {
        let Some(trap) = error.downcast_ref::<Trap>() else {
            let text = short(&format!("{error:#}"));
            // Has no type of its own in wasmtime.
            return if text.contains("allocated for hostcalls") {
                CallFailure::AnswerTooLarge
            } else if guest.was_refused() {
                CallFailure::OutOfMemory(limits.memory_bytes)
            } else {
                CallFailure::AnswerUnreadable(text)
            };
        };
        match trap {
            Trap::OutOfFuel => CallFailure::OutOfFuel(limits.fuel),
            Trap::Interrupt => CallFailure::TooSlow(limits.wall),
            Trap::StackOverflow => CallFailure::StackOverflow,
            _ if guest.was_refused() => CallFailure::OutOfMemory(limits.memory_bytes),
            other => CallFailure::Trapped(other.to_string()),
        }
    }
}

/// The beginning of a text that a rule can make as long as it likes.
pub(crate) fn short(text: &str) -> String {
    let mut end = text.len().min(ERROR_TEXT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}
