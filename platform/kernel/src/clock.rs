//! The only source of the present: one clock value, so that tests can stand at any instant.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Europe::Berlin;

/// Tells the time. Cloning shares the same time.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's time.
    #[default]
    System,
    /// A time that stands still until it is moved.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands at `now`.
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Clock::Fixed(Arc::new(Mutex::new(now)))
    }

    /// This instant.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            #[allow(
                clippy::disallowed_methods,
                reason = "the one place where time comes in"
            )]
            Clock::System => Utc::now(),
            Clock::Fixed(now) => *now.lock().expect("no holder of the lock panics"),
        }
    }

    /// The day it is in Germany: a case closed at 00:30 on Monday was not closed on Sunday.
    pub fn today(&self) -> NaiveDate {
        self.now().with_timezone(&Berlin).date_naive()
    }

    /// Moves a fixed clock on; the system clock takes no orders.
    pub fn advance(&self, by: Duration) {
        if let Clock::Fixed(now) = self {
            *now.lock().expect("no holder of the lock panics") += by;
        }
    }
}

/// The date `months` calendar months later; the last day of the month where the day does not
/// exist there (30 November + 3 months = 28 or 29 February; § 188 Abs. 3 BGB).
pub fn add_calendar_months(date: NaiveDate, months: u32) -> NaiveDate {
    date.checked_add_months(chrono::Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn today_is_the_day_in_germany() {
        let late_evening_utc = "2026-06-30T22:30:00Z".parse().expect("an instant");
        assert_eq!(Clock::fixed(late_evening_utc).today(), day("2026-07-01"));
    }

    #[test]
    fn months_end_where_the_month_ends() {
        for (from, months, to) in [
            ("2026-11-30", 3, "2027-02-28"),
            ("2027-11-30", 3, "2028-02-29"),
            ("2026-08-31", 6, "2027-02-28"),
            ("2026-01-15", 6, "2026-07-15"),
        ] {
            assert_eq!(
                add_calendar_months(day(from), months),
                day(to),
                "{from} + {months}"
            );
        }
    }
}
