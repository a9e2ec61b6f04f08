//! What is known of the case, line by line.

use super::{
    answer::{Case, County},
    entries::closing_ground,
};
use crate::pages::{
    frame::Frame,
    numbers::{format_count, format_day},
};

/// One line of the description list.
pub(super) struct KeyDatum {
    /// What it is.
    pub label: String,
    /// What is known.
    pub value: String,
    /// Where more is known; empty for a plain text.
    pub address: String,
}

impl KeyDatum {
    fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            address: String::new(),
        }
    }

    fn linked(self, address: String) -> Self {
        Self { address, ..self }
    }
}

/// The lines, in the order in which somebody who takes over the case asks for them.
pub(super) fn key_data(case: &Case, county: &County, frame: &Frame) -> Vec<KeyDatum> {
    let mut lines = who_and_where(case, county, frame);
    lines.extend(intake(case, frame));
    lines.extend(course(case, frame));
    lines
}

fn who_and_where(case: &Case, county: &County, frame: &Frame) -> Vec<KeyDatum> {
    let client = KeyDatum::new(frame.text("case-client"), &case.client.display_name)
        .linked(frame.link(&format!("persons/{}", case.client.id)));
    let household = case.household.as_ref().map(|household| {
        KeyDatum::new(frame.text("case-household"), &household.name)
            .linked(frame.link(&format!("households/{}", household.id)))
    });
    let [unit_word, carrier_word] = &county.words;
    let unit = case
        .unit
        .as_ref()
        .map(|unit| KeyDatum::new(&unit_word.label, &unit.label));
    let post = match &case.post {
        Some(post) => post.label.clone(),
        None => frame.text("cases-unassigned"),
    };
    [Some(client), household]
        .into_iter()
        .flatten()
        .chain([KeyDatum::new(
            frame.text("case-municipality"),
            &case.municipality.label,
        )])
        .chain(unit)
        .chain([
            KeyDatum::new(&carrier_word.label, &case.carrier.label),
            KeyDatum::new(frame.text("case-post"), post),
        ])
        .collect()
}

fn intake(case: &Case, frame: &Frame) -> Vec<KeyDatum> {
    let language = if case.interpreter_needed {
        frame.text_with("case-language-with-interpreter", &case.language.label)
    } else {
        case.language.label.clone()
    };
    let referring_body = match &case.referring_body {
        Some(body) => body.label.clone(),
        None => frame.text("not-stated"),
    };
    vec![
        KeyDatum::new(frame.text("case-channel"), &case.channel.label),
        KeyDatum::new(frame.text("case-language"), language),
        KeyDatum::new(frame.text("case-referring-body"), referring_body),
        KeyDatum::new(frame.text("case-reason"), &case.reason),
    ]
}

fn course(case: &Case, frame: &Frame) -> Vec<KeyDatum> {
    let locale = frame.words.0;
    let opened_on = format_day(case.opened_on, locale);
    let opened = match &case.opened_by {
        Some(name) => frame.words.text_with_all(
            "case-opened-by",
            &[("day", opened_on), ("name", name.clone())],
        ),
        None => opened_on,
    };
    let last_contact = match case.last_contact_on {
        Some(day) => format_day(day, locale),
        None => frame.text("cases-no-contact"),
    };
    let contact_count = format_count(case.contact_count.into(), locale);
    let mut lines = vec![
        KeyDatum::new(frame.text("case-opened-on"), opened),
        KeyDatum::new(frame.text("case-last-contact"), last_contact),
        KeyDatum::new(frame.text("case-contact-count"), contact_count),
    ];
    if let Some(day) = case.closed_on {
        let day = format_day(day, locale);
        lines.push(KeyDatum::new(frame.text("case-closed-on"), day));
    }
    if let Some(ground) = closing_ground(case) {
        lines.push(KeyDatum::new(frame.text("case-closing-ground"), ground));
    }
    lines
}
