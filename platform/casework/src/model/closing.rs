//! When a rule closes a case.

use chrono::NaiveDate;
use kernel::{clock::add_calendar_months, errors::Problem};
use rules::model::Decision;
use tenants::{
    County,
    model::{casework::Constellation, keys::ConstellationKey},
};

use super::{Case, CaseId};

/// A case that the county's rule would close.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCase {
    /// The case.
    pub case: CaseId,
    /// Its version.
    pub version: i32,
    /// Since when it is due; none if the rule names no day.
    pub due_on: Option<NaiveDate>,
    /// What the county's plugin decided; none where the rule is that of the configuration.
    pub decision: Option<Decision>,
}

/// What became of one case that somebody asked to close.
#[derive(Debug)]
pub struct ClosedByRule {
    /// The case.
    pub case: CaseId,
    /// The case as it is now, or why it was not closed; the others are not touched by that.
    pub result: Result<Case, Vec<Problem>>,
}

/// The day on which the constellation's closing rule closes a case last seen on that day; `None`
/// if no rule does.
pub fn closing_due_on(constellation: &Constellation, last_seen_on: NaiveDate) -> Option<NaiveDate> {
    let months = constellation.closing.months_without_contact()?;
    Some(add_calendar_months(last_seen_on, months))
}

/// The constellation as it is on that day; the latest version if it is no longer offered, so that
/// old cases keep a rule.
pub(crate) fn constellation_on<'a>(
    county: &'a County,
    key: &ConstellationKey,
    date: NaiveDate,
) -> Option<&'a Constellation> {
    let valid = county
        .constellations_at(date)
        .find(|constellation| constellation.key == *key);
    valid.or_else(|| county.constellation(key))
}

#[cfg(test)]
mod tests {
    use tenants::model::casework::{ClosingRule, ClosingRuleKind};

    use super::*;

    fn constellation(rule: ClosingRuleKind, months: Option<u32>) -> Constellation {
        Constellation {
            key: "brief-intervention".parse().expect("a key"),
            name: None,
            closing: ClosingRule { rule, months },
            not_seen_warning_days: None,
            valid_from: None,
            valid_to: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn months_without_contact_end_on_the_same_day_or_the_last_of_the_month() {
        for (months, last_seen_on, due_on) in [
            (3, "2026-01-15", "2026-04-15"),
            (3, "2026-11-30", "2027-02-28"),
            (3, "2027-11-30", "2028-02-29"),
            (6, "2026-08-31", "2027-02-28"),
            (6, "2026-12-31", "2027-06-30"),
            (1, "2028-01-31", "2028-02-29"),
        ] {
            let rule = constellation(ClosingRuleKind::MonthsWithoutContact, Some(months));
            assert_eq!(
                closing_due_on(&rule, day(last_seen_on)),
                Some(day(due_on)),
                "{last_seen_on} + {months}"
            );
        }
    }

    #[test]
    fn without_a_rule_nothing_closes() {
        let no_rule = constellation(ClosingRuleKind::None, None);
        assert_eq!(closing_due_on(&no_rule, day("2020-01-01")), None);
    }
}
