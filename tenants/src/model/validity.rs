//! Effective dates: from when to when something is true.

use chrono::NaiveDate;

/// A span of days; both ends are part of it, a missing end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Validity {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Validity {
    /// Whether the day is part of the span.
    pub fn contains(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.to.is_none_or(|to| date <= to)
    }

    /// Whether the two spans share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end =
            |a: &Self, b: &Self| a.from.zip(b.to).is_none_or(|(from, to)| from <= to);
        begins_before_end(self, other) && begins_before_end(other, self)
    }

    /// Whether the span ends before it begins.
    pub fn is_reversed(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to < from)
    }

    /// The first day of this span that none of `spans` contains; none if they cover it whole.
    pub fn first_day_outside(&self, spans: &[Self]) -> Option<NaiveDate> {
        let mut day = self.from.unwrap_or(NaiveDate::MIN);
        let last = self.to.unwrap_or(NaiveDate::MAX);
        while day <= last {
            let Some(span) = spans.iter().find(|span| span.contains(day)) else {
                return Some(day);
            };
            day = span.to?.succ_opt()?;
        }
        None
    }
}

/// Something that is true from one day to another.
pub trait Dated {
    /// From when to when.
    fn validity(&self) -> Validity;

    /// Whether it is true on that day.
    fn is_valid_at(&self, date: NaiveDate) -> bool {
        self.validity().contains(date)
    }
}

macro_rules! dated {
    ($($name:ty),* $(,)?) => {$(
        impl $crate::model::Dated for $name {
            fn validity(&self) -> $crate::model::Validity {
                $crate::model::Validity { from: self.valid_from.into(), to: self.valid_to }
            }
        }
    )*};
}
pub(crate) use dated;

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: Option<u32>, to: Option<u32>) -> Validity {
        let day = |d| NaiveDate::from_ymd_opt(2024, 1, d).expect("a day of January");
        Validity {
            from: from.map(day),
            to: to.map(day),
        }
    }

    #[test]
    fn both_ends_belong_to_a_span() {
        assert!(span(Some(3), Some(3)).overlaps(&span(Some(3), None)));
        assert!(span(None, Some(3)).overlaps(&span(Some(3), None)));
        assert!(!span(None, Some(2)).overlaps(&span(Some(3), None)));
        assert!(span(Some(3), Some(2)).is_reversed());
        assert!(!span(Some(3), Some(3)).is_reversed());
    }

    #[test]
    fn the_first_day_without_cover_is_found() {
        let whole = span(Some(1), Some(20));
        let day = |d| NaiveDate::from_ymd_opt(2024, 1, d);
        assert_eq!(whole.first_day_outside(&[span(Some(1), None)]), None);
        assert_eq!(whole.first_day_outside(&[]), day(1));
        let halves = [span(Some(10), Some(20)), span(None, Some(9))];
        assert_eq!(whole.first_day_outside(&halves), None);
        assert_eq!(whole.first_day_outside(&halves[1..]), day(10));
        assert_eq!(span(Some(1), None).first_day_outside(&halves), day(21));
    }
}
