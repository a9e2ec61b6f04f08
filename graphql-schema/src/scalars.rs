//! The schema's own scalars.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::NaiveDate;
use kernel::errors::{Problem, ProblemCode};

/// A calendar day in Germany, as `2026-07-15` (ISO 8601).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Date {
    /// A day.
    Day(NaiveDate),
    /// An empty text: a form's field that was not filled in.
    Empty,
    /// A text that a form sent and that is no day. It is taken here so that the mutation can name
    /// the field in `userErrors` instead of refusing the whole document.
    Malformed,
}

/// A calendar day in Germany, as `2026-07-15` (ISO 8601).
#[Scalar(name = "Date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) if text.trim().is_empty() => Ok(Date::Empty),
            Value::String(text) => Ok(parse_day(&text).map_or(Date::Malformed, Date::Day)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        match self {
            Date::Day(day) => Value::String(day.to_string()),
            Date::Empty | Date::Malformed => Value::Null,
        }
    }
}

impl From<NaiveDate> for Date {
    fn from(day: NaiveDate) -> Self {
        Date::Day(day)
    }
}

impl Date {
    /// The day, or what is wrong with that field.
    pub(crate) fn day(&self, field: &'static str) -> Result<NaiveDate, Problem> {
        match self {
            Date::Day(day) => Ok(*day),
            Date::Empty => Err(Problem::new(field, ProblemCode::Required)),
            Date::Malformed => Err(Problem::new(field, ProblemCode::Malformed)),
        }
    }
}

/// Ten characters exactly: the parser of the library also takes `2026-7-5` and years of any length.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if text.len() == 10 {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_iso_8601_and_any_other_text_is_a_problem_of_its_field() {
        let parse =
            |text: &str| Date::parse(Value::String(text.to_owned())).expect("a text is taken");
        let day = NaiveDate::from_ymd_opt(2026, 7, 5).expect("a day");
        assert_eq!(parse("2026-07-05").day("openedOn"), Ok(day));
        assert_eq!(
            parse(" ").day("openedOn"),
            Err(Problem::new("openedOn", ProblemCode::Required))
        );
        for text in [
            "5.7.2026",
            "2026-7-5",
            "2026-02-30",
            "+12026-07-05",
            "morgen",
        ] {
            assert_eq!(
                parse(text).day("openedOn"),
                Err(Problem::new("openedOn", ProblemCode::Malformed)),
                "{text}"
            );
        }
        assert!(Date::parse(Value::from(20260705)).is_err());
    }
}
