//! Leaves a rule alone that keeps failing, and tries it again by itself.

use std::time::{Duration, Instant};

use crate::limits::{BREAKER_FAILURES_MAX, BREAKER_PAUSE, BREAKER_PAUSE_MAX};

/// The state of one rule in one tenant. A value: the caller keeps one for each and gives the time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breaker {
    failures_in_a_row: u32,
    open: Option<Open>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Open {
    until: Instant,
    pause: Duration,
}

/// Whether a rule may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Yes; say afterwards how it went.
    Call,
    /// Not before this instant.
    WaitUntil(Instant),
}

impl Breaker {
    /// Asks before a call. After a pause exactly one caller is let through to try.
    pub fn admit(&mut self, now: Instant) -> Admission {
        match &mut self.open {
            None => Admission::Call,
            Some(open) if now >= open.until => {
                // One trial. Should it never be reported, another one is let through after the same pause.
                open.until = now + open.pause;
                Admission::Call
            }
            Some(open) => Admission::WaitUntil(open.until),
        }
    }

    /// The call gave an answer, or failed for a reason that is not the rule's.
    pub fn succeeded(&mut self) {
        *self = Breaker::default();
    }

    /// The rule failed.
    pub fn failed(&mut self, now: Instant) {
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        let pause = match &self.open {
            Some(open) => (open.pause * 2).min(BREAKER_PAUSE_MAX),
            None if self.failures_in_a_row < BREAKER_FAILURES_MAX => return,
            None => BREAKER_PAUSE,
        };
        self.open = Some(Open {
            until: now + pause,
            pause,
        });
    }

    /// Until when the rule is left alone.
    pub fn open_until(&self) -> Option<Instant> {
        self.open.as_ref().map(|open| open.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_after_failures_in_a_row_and_closes_after_a_good_trial() {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..BREAKER_FAILURES_MAX {
            assert_eq!(breaker.admit(start), Admission::Call);
            breaker.failed(start);
        }
        let until = start + BREAKER_PAUSE;
        assert_eq!(breaker.admit(start), Admission::WaitUntil(until));
        assert_eq!(breaker.admit(until), Admission::Call);
        assert_eq!(
            breaker.admit(until),
            Admission::WaitUntil(until + BREAKER_PAUSE),
            "one trial only"
        );
        breaker.succeeded();
        assert_eq!(breaker.admit(until), Admission::Call);
        assert_eq!(breaker.open_until(), None);
    }

    #[test]
    fn a_failed_trial_doubles_the_pause_up_to_its_limit() {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        (0..BREAKER_FAILURES_MAX).for_each(|_| breaker.failed(start));
        breaker.failed(start);
        assert_eq!(breaker.open_until(), Some(start + 2 * BREAKER_PAUSE));
        (0..20).for_each(|_| breaker.failed(start));
        assert_eq!(breaker.open_until(), Some(start + BREAKER_PAUSE_MAX));
    }

    #[test]
    fn a_success_between_failures_forgives_them() {
        let start = Instant::now();
        let mut breaker = Breaker::default();
        for _ in 0..10 {
            breaker.failed(start);
            breaker.succeeded();
        }
        assert_eq!(breaker.admit(start), Admission::Call);
    }
}
