//! Figures and days as people write them.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Berlin;
use kernel::locale::Locale;

/// A day: `15.07.2026`, in English `15 July 2026`, which nobody reads as the 7th of the 15th month.
pub(crate) fn format_day(day: NaiveDate, locale: Locale) -> String {
    let pattern = match locale {
        Locale::De => "%d.%m.%Y",
        Locale::En => "%-d %B %Y",
    };
    day.format(pattern).to_string()
}

/// A day in a column of a list, short and all of one width. Dots are only written between days,
/// months and years in this order, so readers of English take it for nothing else.
pub(crate) fn format_day_in_list(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// An instant, in German time.
pub(crate) fn format_instant(at: DateTime<Utc>, locale: Locale) -> String {
    let local = at.with_timezone(&Berlin);
    let pattern = match locale {
        Locale::De => "%d.%m.%Y, %H:%M Uhr",
        Locale::En => "%-d %B %Y, %H:%M",
    };
    local.format(pattern).to_string()
}

/// A whole number with its thousands apart: `20.000`, in English `20,000`.
pub(crate) fn format_count(count: i64, locale: Locale) -> String {
    let sign = if count < 0 { "−" } else { "" };
    format!("{sign}{}", locale.format_count(count.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_days_are_written_in_the_readers_way() {
        let day = NaiveDate::from_ymd_opt(2026, 7, 5).expect("a day");
        assert_eq!(format_day(day, Locale::De), "05.07.2026");
        assert_eq!(format_day(day, Locale::En), "5 July 2026");
        assert_eq!(format_day_in_list(day), "05.07.2026");
        let at = "2026-06-30T22:30:00Z".parse().expect("an instant");
        assert_eq!(format_instant(at, Locale::De), "01.07.2026, 00:30 Uhr");
        assert_eq!(format_count(-1_234_567, Locale::De), "−1.234.567");
        assert_eq!(format_count(20_000, Locale::En), "20,000");
    }
}
