//! The fields of a person: in forms, in the schema's input, and side by side.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{
    answer::{Choices, Entry, PersonData},
    countries,
};
use crate::{
    pages::{forms::Form, frame::Frame, numbers::format_day},
    transport::form::Submission,
};

/// Fields of the form, named like the schema's input.
pub(super) const FIELDS: &[&str] = &[
    "givenName",
    "familyName",
    "birthDate",
    "gender",
    "nationality",
    "firstLanguage",
    "interpreterNeeded",
    "municipality",
    "residenceStatus",
    "arrivedOn",
    "refugee",
    "specialNeed",
    "goodChances",
    "programmes",
];

/// Fields that are a box to tick.
pub(super) const BOXES: [&str; 4] = ["interpreterNeeded", "refugee", "specialNeed", "goodChances"];

/// How the boxes of programmes begin; the programme's key follows.
pub(super) const PROGRAMME_PREFIX: &str = "programme-";

/// The key of a field's label.
pub(super) fn label_key(field: &str) -> &'static str {
    match field {
        "givenName" => "person-given-name",
        "familyName" => "person-family-name",
        "birthDate" => "person-birth-date",
        "gender" => "person-gender",
        "nationality" => "person-nationality",
        "firstLanguage" => "person-first-language",
        "interpreterNeeded" => "person-interpreter-needed",
        "municipality" => "person-municipality",
        "residenceStatus" => "person-residence-status",
        "refugee" => "person-refugee",
        "specialNeed" => "person-special-need",
        "goodChances" => "person-good-chances",
        "programmes" => "person-programmes",
        _ => "person-arrived-on",
    }
}

/// What was typed, as the schema takes it.
pub(super) fn input(submission: &Submission) -> Value {
    let names = submission.values.keys();
    let programmes: Vec<&str> = names
        .filter_map(|name| name.strip_prefix(PROGRAMME_PREFIX))
        .collect();
    json!({
        "programmes": programmes,
        "refugee": submission.is_checked("refugee"),
        "specialNeed": submission.is_checked("specialNeed"),
        "goodChances": submission.is_checked("goodChances"),
        "givenName": submission.value("givenName"),
        "familyName": submission.value("familyName"),
        "birthDate": submission.optional("birthDate"),
        "gender": submission.optional("gender"),
        "nationality": submission.optional("nationality"),
        "firstLanguage": submission.optional("firstLanguage"),
        "interpreterNeeded": submission.is_checked("interpreterNeeded"),
        "municipality": submission.optional("municipality"),
        "residenceStatus": submission.optional("residenceStatus"),
        "arrivedOn": submission.optional("arrivedOn"),
    })
}

/// The form filled in with what is stored.
pub(super) fn filled(form: Form, person: &PersonData) -> Form {
    let key = |entry: &Option<Entry>| {
        entry
            .as_ref()
            .map(|entry| entry.key.clone())
            .unwrap_or_default()
    };
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let form = form
        .with("givenName", &person.given_name)
        .with("familyName", &person.family_name)
        .with("birthDate", day(person.birth_date))
        .with("gender", key(&person.gender))
        .with("nationality", person.nationality.as_deref().unwrap_or(""))
        .with("firstLanguage", key(&person.first_language))
        .with("municipality", key(&person.municipality))
        .with("residenceStatus", key(&person.residence_status))
        .with("arrivedOn", day(person.arrived_on))
        .with("version", person.version);
    let boxes = [
        person.interpreter_needed,
        person.refugee,
        person.special_need,
        person.good_chances,
    ];
    let ticked = BOXES.iter().zip(boxes).filter(|(_, ticked)| *ticked);
    let form = ticked.fold(form, |form, (name, _)| form.with(name, "yes"));
    let programmes = person.programmes.iter();
    programmes.fold(form, |form, programme| {
        form.with(&format!("{PROGRAMME_PREFIX}{}", programme.key), "yes")
    })
}

/// A value of the form as people read it.
pub(super) fn readable(form: &Form, field: &str, choices: &Choices, frame: &Frame) -> String {
    let value = form.value(field).trim();
    let entries: &[Entry] = match field {
        "gender" => &choices.lists.genders,
        "nationality" => countries(frame),
        "firstLanguage" => &choices.lists.languages,
        "municipality" => &choices.municipalities,
        "residenceStatus" => &choices.lists.residence_statuses,
        "programmes" => return programmes(form, choices, frame),
        _ if BOXES.contains(&field) => return yes_or_no(form.is_checked(field), frame),
        _ => &[],
    };
    if value.is_empty() {
        return frame.text("not-stated");
    }
    if let Some(entry) = entries.iter().find(|entry| entry.key == value) {
        return entry.label.clone();
    }
    match (field, value.parse::<NaiveDate>()) {
        ("birthDate" | "arrivedOn", Ok(day)) => format_day(day, frame.words.0),
        _ => value.to_owned(),
    }
}

/// The programmes that are ticked, by name.
fn programmes(form: &Form, choices: &Choices, frame: &Frame) -> String {
    let ticked: Vec<&str> = form.checked_after(PROGRAMME_PREFIX).collect();
    let entries = choices.lists.programmes.iter();
    let names: Vec<&str> = entries
        .filter(|entry| ticked.contains(&entry.key.as_str()))
        .map(|entry| entry.label.as_str())
        .collect();
    if names.is_empty() {
        frame.text("person-programmes-none")
    } else {
        names.join(", ")
    }
}

/// Yes or no, in words.
pub(super) fn yes_or_no(value: bool, frame: &Frame) -> String {
    frame.text(if value { "person-yes" } else { "person-no" })
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn stored_data_are_read_as_they_are_shown() {
        let form = filled(Form::sample(FIELDS), &PersonData::sample());
        let (choices, frame) = (Choices::sample(), Frame::sample(Locale::De));
        let shown: Vec<String> = FIELDS
            .iter()
            .map(|field| readable(&form, field, &choices, &frame))
            .collect();
        assert_eq!(
            shown,
            [
                "Ayşe",
                "Yıldız",
                "01.05.1990",
                "weiblich",
                "Türkei",
                "Türkisch",
                "ja",
                "Coesfeld",
                "Niederlassungserlaubnis",
                "01.03.2022",
                "ja",
                "nein",
                "ja",
                "Jugendmigrationsdienst (JMD)"
            ]
        );
    }
}
