//! When the period of a retention rule is over.

use chrono::NaiveDate;
use kernel::clock::add_calendar_months;
use tenants::model::retention::{RetentionRule, StartEvent};

/// How the cases stand that a record belongs to: its own, or those of the person and the people of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseStanding {
    /// There is and was none.
    None,
    /// One is open.
    Open,
    /// The last was closed on that day.
    Closed(NaiveDate),
}

impl CaseStanding {
    /// Both together: an open case beats everything, then the later closing counts.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Open, _) | (_, Self::Open) => Self::Open,
            (Self::None, known) | (known, Self::None) => known,
            (Self::Closed(one), Self::Closed(two)) => Self::Closed(one.max(two)),
        }
    }
}

/// What is known of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionFacts {
    /// When it was collected; of several the last.
    pub collected_on: NaiveDate,
    /// How its cases stand.
    pub cases: CaseStanding,
    /// When its own process ended, of all of them.
    pub ended_on: Option<NaiveDate>,
    /// When the account was closed, for accounts.
    pub account_closed_on: Option<NaiveDate>,
}

/// A period that has an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// When it began.
    pub begins_on: NaiveDate,
    /// From when on the record has to go.
    pub due_on: NaiveDate,
}

/// The period by the rule; `None` while its start event has not happened.
pub fn due(rule: &RetentionRule, facts: &RetentionFacts) -> Option<Due> {
    let last_closing = match facts.cases {
        // Whoever never had a case is kept from the day of registration.
        CaseStanding::None => Some(facts.collected_on),
        CaseStanding::Open => None,
        CaseStanding::Closed(on) => Some(on),
    };
    let begins_on = match rule.start {
        StartEvent::Collected => Some(facts.collected_on),
        StartEvent::CaseClosed => last_closing,
        // What nobody ended has no effect any more once the case is closed.
        StartEvent::ConsentEnded | StartEvent::ProcessEnded => facts.ended_on.or(last_closing),
        StartEvent::AccountClosed => facts.account_closed_on,
    }?;
    Some(Due {
        begins_on,
        due_on: add_calendar_months(begins_on, rule.period_months),
    })
}

/// When a whole goes: nothing goes before everything that hangs on it may, and what has no end keeps it.
pub fn latest(parts: impl IntoIterator<Item = Option<Due>>) -> Option<Due> {
    let parts: Option<Vec<Due>> = parts.into_iter().collect();
    parts?.into_iter().max_by_key(|part| part.due_on)
}

#[cfg(test)]
mod tests {
    use kernel::access::Role;
    use tenants::model::retention::{DataKind, Measure};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn rule(start: StartEvent, period_months: u32) -> RetentionRule {
        RetentionRule {
            data_kind: DataKind::Case,
            start,
            period_months,
            measure: Measure::Delete,
            responsible: Role::KimLead,
            legal_hold: true,
            archive_offer: false,
            source: None,
        }
    }

    const NOTHING: RetentionFacts = RetentionFacts {
        collected_on: NaiveDate::MIN,
        cases: CaseStanding::Open,
        ended_on: None,
        account_closed_on: None,
    };

    #[test]
    fn a_period_begins_with_its_event_and_lasts_calendar_months() {
        use StartEvent::{AccountClosed, CaseClosed, Collected, ConsentEnded, ProcessEnded};
        let collected = RetentionFacts {
            collected_on: day("2022-11-30"),
            ..NOTHING
        };
        let closed = RetentionFacts {
            cases: CaseStanding::Closed(day("2023-08-31")),
            ..collected
        };
        let ended = RetentionFacts {
            ended_on: Some(day("2023-02-28")),
            ..closed
        };
        let without_case = RetentionFacts {
            cases: CaseStanding::None,
            ..collected
        };
        let account = RetentionFacts {
            account_closed_on: Some(day("2024-01-31")),
            ..collected
        };
        for (start, months, facts, expected) in [
            (Collected, 3, collected, Some("2023-02-28")),
            (Collected, 0, collected, Some("2022-11-30")),
            (CaseClosed, 6, closed, Some("2024-02-29")),
            (CaseClosed, 36, collected, None),
            (CaseClosed, 36, without_case, Some("2025-11-30")),
            (ConsentEnded, 12, ended, Some("2024-02-28")),
            (ConsentEnded, 12, closed, Some("2024-08-31")),
            (ConsentEnded, 12, collected, None),
            (ProcessEnded, 1, ended, Some("2023-03-28")),
            (AccountClosed, 1, account, Some("2024-02-29")),
            (AccountClosed, 1, closed, None),
        ] {
            let found = due(&rule(start, months), &facts).map(|due| due.due_on);
            assert_eq!(found, expected.map(day), "{start:?} + {months}: {facts:?}");
        }
    }

    #[test]
    fn a_whole_waits_for_its_last_part() {
        let until = |text: &str| {
            Some(Due {
                begins_on: day("2020-01-01"),
                due_on: day(text),
            })
        };
        assert_eq!(
            latest([until("2023-01-01"), until("2024-01-01")]),
            until("2024-01-01")
        );
        assert_eq!(latest([until("2023-01-01"), None]), None);
        assert_eq!(latest([]), None);
    }

    #[test]
    fn an_open_case_beats_every_closing() {
        use CaseStanding::{Closed, None as Never, Open};
        let (early, late) = (Closed(day("2023-01-01")), Closed(day("2024-01-01")));
        assert_eq!(early.and(late), late);
        assert_eq!(Never.and(early), early);
        assert_eq!(late.and(Open), Open);
        assert_eq!(Never.and(Never), Never);
    }
}
