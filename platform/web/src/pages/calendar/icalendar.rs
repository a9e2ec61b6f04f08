//! The calendar as RFC 5545 has it.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use serde::Deserialize;

use crate::{pages::tasks::Label, words::Words};

/// Something in a calendar. What tells whose it is, is missing unless the county wants it there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    pub id: String,
    pub kind: Label,
    pub starts: Option<DateTime<Utc>>,
    pub minutes: Option<i64>,
    pub due_on: Option<NaiveDate>,
    pub case_number: String,
    pub cancelled: bool,
    pub version: u32,
    pub recorded_at: DateTime<Utc>,
    pub client_name: Option<String>,
    pub title: Option<String>,
    pub place: Option<String>,
}

/// The text of the file.
pub(super) fn calendar_text(words: Words, tenant: &str, entries: &[Entry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&words.text("calendar-name"));
    for entry in entries {
        calendar.push(event(words, tenant, entry));
    }
    calendar.done().to_string()
}

fn event(words: Words, tenant: &str, entry: &Entry) -> Event {
    let mut event = Event::new();
    event
        .uid(&format!("{}@{tenant}.kreislotse", entry.id))
        .timestamp(entry.recorded_at)
        .sequence(entry.version.saturating_sub(1))
        .summary(&summary(words, entry))
        .status(if entry.cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    if let Some(starts) = entry.starts {
        let minutes = Duration::minutes(entry.minutes.unwrap_or_default());
        event.starts(starts).ends(starts + minutes);
    } else if let Some(day) = entry.due_on {
        event.all_day(day);
    }
    if let Some(place) = entry.place.as_deref().filter(|place| !place.is_empty()) {
        event.location(place);
    }
    event.done()
}

/// The kind and the case; client and title only where the county wants them there.
fn summary(words: Words, entry: &Entry) -> String {
    let kind = match &entry.title {
        Some(title) => format!("{}: {title}", entry.kind.label),
        None => entry.kind.label.clone(),
    };
    let values = [
        ("kind", kind),
        ("number", entry.case_number.clone()),
        ("client", entry.client_name.clone().unwrap_or_default()),
    ];
    let key = if entry.client_name.is_some() {
        "calendar-summary-with-name"
    } else {
        "calendar-summary"
    };
    words.text_with_all(key, &values)
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    fn entry() -> Entry {
        Entry {
            id: "QTox".to_owned(),
            kind: Label {
                label: "Gespräch".to_owned(),
            },
            starts: "2026-07-20T07:30:00Z".parse().ok(),
            minutes: Some(45),
            due_on: None,
            case_number: "2026-000012".to_owned(),
            cancelled: false,
            version: 2,
            recorded_at: "2026-07-15T10:00:00Z".parse().expect("an instant"),
            client_name: None,
            title: None,
            place: None,
        }
    }

    fn text(entry: Entry) -> String {
        let text = calendar_text(Words(Locale::De), "warendorf", &[entry]);
        // Long lines are folded: a line that goes on begins with a blank.
        text.replace("\r\n ", "")
    }

    #[test]
    fn an_appointment_names_kind_and_case_and_nobody() {
        let text = text(entry());
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "UID:QTox@warendorf.kreislotse\r\n",
            "SUMMARY:KIM: Gespräch\\, Fall 2026-000012\r\n",
            "DTSTART:20260720T073000Z\r\n",
            "DTEND:20260720T081500Z\r\n",
            "SEQUENCE:1\r\n",
            "STATUS:CONFIRMED\r\n",
            "END:VCALENDAR\r\n",
        ] {
            assert!(text.contains(line), "{line:?} is missing in {text}");
        }
        assert!(!text.contains("LOCATION"), "{text}");
    }

    #[test]
    fn a_task_has_a_day_and_names_come_only_where_they_were_given() {
        let text = text(Entry {
            starts: None,
            minutes: None,
            due_on: "2026-07-21".parse().ok(),
            cancelled: true,
            client_name: Some("Amina\nHaddad".to_owned()),
            title: Some("Antrag; Frist".to_owned()),
            place: Some("Rathaus".to_owned()),
            ..entry()
        });
        assert!(text.contains("DTSTART;VALUE=DATE:20260721\r\n"), "{text}");
        assert!(text.contains("STATUS:CANCELLED\r\n") && text.contains("LOCATION:Rathaus\r\n"));
        // What somebody typed ends no line and begins no other property.
        assert!(
            text.contains("Antrag\\; Frist\\, Amina\\nHaddad (2026-000012)\r\n"),
            "{text}"
        );
    }
}
