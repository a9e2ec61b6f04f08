//! What happened, in words.

use chrono::NaiveDate;

use super::answer::{Case, TimelineEntry, TimelineKind};
use crate::pages::{case::answer::Labelled, frame::Frame, numbers::format_day};

/// An entry of the timeline as it is read.
pub(super) struct ShownEntry {
    /// The class of its dot.
    pub class: &'static str,
    /// The day.
    pub day: String,
    /// What kind of thing happened.
    pub title: String,
    /// Its particulars, one after the other.
    pub details: Vec<String>,
    /// What somebody wrote about it.
    pub note: String,
    /// Who recorded it; empty if the account is not known any more.
    pub recorded_by: String,
}

/// A step of constellation or responsibility, for the history beside the timeline.
pub(super) struct HistoryStep {
    /// Since when.
    pub day: String,
    /// What has been true since then.
    pub text: String,
}

fn label(entry: &Option<Labelled>) -> &str {
    entry.as_ref().map_or("", |entry| &entry.label)
}

/// The entries of a page of the timeline.
pub(super) fn shown_entries(entries: &[TimelineEntry], frame: &Frame) -> Vec<ShownEntry> {
    entries.iter().map(|entry| shown(entry, frame)).collect()
}

fn shown(entry: &TimelineEntry, frame: &Frame) -> ShownEntry {
    ShownEntry {
        class: class(entry.kind),
        day: format_day(entry.on, frame.words.0),
        title: title(entry, frame),
        details: details(entry, frame),
        note: note(entry).to_owned(),
        recorded_by: entry.recorded_by.clone().unwrap_or_default(),
    }
}

fn class(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Closed => "timeline__entry timeline__entry--closed",
        _ => "timeline__entry",
    }
}

fn title(entry: &TimelineEntry, frame: &Frame) -> String {
    let provider = || {
        entry
            .referral
            .as_ref()
            .map_or("", |referral| &referral.provider)
    };
    match entry.kind {
        TimelineKind::Opened => frame.text("case-entry-opened"),
        TimelineKind::Assigned => frame.text("case-entry-assigned"),
        TimelineKind::ConstellationChanged => frame.text("case-entry-constellation-changed"),
        TimelineKind::Contact => {
            let channel = entry
                .contact
                .as_ref()
                .map_or("", |contact| &contact.channel.label);
            frame.text_with("case-entry-contact", channel)
        }
        TimelineKind::ReferralSent => frame.text_with("case-entry-referral-sent", provider()),
        TimelineKind::ReferralAnswered => {
            frame.text_with("case-entry-referral-answered", provider())
        }
        TimelineKind::Closed => frame.text("case-entry-closed"),
        TimelineKind::Reactivated => frame.text("case-entry-reactivated"),
    }
}

fn details(entry: &TimelineEntry, frame: &Frame) -> Vec<String> {
    match entry.kind {
        TimelineKind::Opened => vec![label(&entry.constellation).to_owned()],
        TimelineKind::Assigned => vec![responsibility(entry, frame)],
        TimelineKind::ConstellationChanged => vec![frame.words.text_with_all(
            "case-entry-from-to",
            &[
                ("from", label(&entry.previous_constellation).to_owned()),
                ("to", label(&entry.constellation).to_owned()),
            ],
        )],
        TimelineKind::Contact => contact_details(entry, frame),
        TimelineKind::ReferralSent | TimelineKind::ReferralAnswered => referral_details(entry),
        TimelineKind::Closed => {
            let by_rule = entry.closed_by_rule == Some(true);
            let by_rule = by_rule.then(|| frame.text("case-entry-by-rule"));
            let ground = label(&entry.closing_ground).to_owned();
            [ground].into_iter().chain(by_rule).collect()
        }
        TimelineKind::Reactivated => Vec::new(),
    }
}

/// Post, carrier and unit in one line.
fn responsibility(entry: &TimelineEntry, frame: &Frame) -> String {
    let post = match &entry.post {
        Some(post) => post.label.clone(),
        None => frame.text("cases-unassigned"),
    };
    let places = [label(&entry.carrier), label(&entry.unit)];
    let places: Vec<&str> = places.into_iter().filter(|name| !name.is_empty()).collect();
    if places.is_empty() {
        post
    } else {
        format!("{post} ({})", places.join(", "))
    }
}

fn contact_details(entry: &TimelineEntry, frame: &Frame) -> Vec<String> {
    let Some(contact) = &entry.contact else {
        return Vec::new();
    };
    let mut details = vec![
        frame
            .words
            .text_with_count("case-entry-minutes", contact.minutes),
    ];
    if contact.interpreter_present {
        details.push(frame.text("case-entry-interpreter-present"));
    }
    if !contact.with_client {
        details.push(frame.text("case-entry-without-client"));
    }
    details
}

fn referral_details(entry: &TimelineEntry) -> Vec<String> {
    let Some(referral) = &entry.referral else {
        return Vec::new();
    };
    if entry.kind == TimelineKind::ReferralAnswered {
        return vec![referral.state.label.clone()];
    }
    let basis = match referral.basis_note.as_str() {
        "" => referral.basis.label.clone(),
        note => format!("{}: {note}", referral.basis.label),
    };
    vec![referral.legal_field.label.clone(), basis]
}

fn note(entry: &TimelineEntry) -> &str {
    match (entry.kind, &entry.contact, &entry.referral) {
        (TimelineKind::Contact, Some(contact), _) => &contact.note,
        (TimelineKind::ReferralAnswered, _, Some(referral)) => &referral.state_reason,
        _ => &entry.note,
    }
}

/// The steps of constellation and responsibility among these entries, latest first.
pub(super) fn history(entries: &[TimelineEntry], frame: &Frame) -> Vec<HistoryStep> {
    let step = |on: NaiveDate, text: String| HistoryStep {
        day: format_day(on, frame.words.0),
        text,
    };
    entries
        .iter()
        .filter_map(|entry| match entry.kind {
            TimelineKind::Opened | TimelineKind::ConstellationChanged => {
                Some(step(entry.on, label(&entry.constellation).to_owned()))
            }
            TimelineKind::Assigned => Some(step(entry.on, responsibility(entry, frame))),
            TimelineKind::Closed => Some(step(entry.on, frame.text("case-entry-closed"))),
            TimelineKind::Reactivated => Some(step(entry.on, frame.text("case-entry-reactivated"))),
            TimelineKind::Contact | TimelineKind::ReferralSent | TimelineKind::ReferralAnswered => {
                None
            }
        })
        .collect()
}

/// Why the case is closed, if it is and the closing stands on this page of the timeline.
pub(super) fn closing_ground(case: &Case) -> Option<&str> {
    case.closed_on?;
    case.timeline
        .nodes
        .iter()
        .find(|entry| entry.kind == TimelineKind::Closed)
        .and_then(|entry| entry.closing_ground.as_ref())
        .map(|ground| ground.label.as_str())
}
