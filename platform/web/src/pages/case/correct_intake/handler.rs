//! Shows what was noted at the intake, and corrects it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Fact, Head, LoadedIntake, OfferedAtIntake, Step, case_facts, intake_facts,
            load_intake, see_case, send_change, sent_version,
        },
        forms::Form,
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &[
    "householdId",
    "channel",
    "referringBody",
    "language",
    "interpreterNeeded",
];

#[derive(Template)]
#[template(path = "case/correct_intake/page.html")]
pub(in crate::pages) struct CorrectIntakePage {
    frame: Frame,
    form: Form,
    head: Head,
    offered: OfferedAtIntake,
}

impl CorrectIntakePage {
    fn new(frame: Frame, found: LoadedIntake, mut change: ChangeForm) -> Self {
        let (step, case) = (Step::CorrectIntake, &found.loaded.case);
        let mut head = Head::of_case(&frame, step, case, &found.loaded.county, &mut change);
        head.facts.extend(intake_facts(&frame, &found));
        Self {
            head,
            offered: found.offered,
            form: change.form,
            frame,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/intake", get(show).post(correct))
}

/// What another correction or change can have changed.
fn facts(frame: &Frame, found: &LoadedIntake) -> Vec<Fact> {
    let mut facts = case_facts(frame, &found.loaded.case, &found.loaded.county);
    facts.extend(intake_facts(frame, found));
    facts
}

fn filled(form: Form, found: &LoadedIntake) -> Form {
    let intake = &found.intake;
    let key = |entry: &Option<Entry>| entry.as_ref().map_or_else(String::new, |e| e.key.clone());
    let form = form
        .with("householdId", key(&intake.household))
        .with("channel", &intake.channel.key)
        .with("referringBody", key(&intake.referring_body))
        .with("language", &intake.language.key);
    if found.loaded.case.interpreter_needed {
        form.with("interpreterNeeded", "yes")
    } else {
        form
    }
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let found = load_intake(&request, &id).await?;
    let frame = Frame::of(&request);
    let form = filled(Form::new(&request, FIELDS), &found);
    let change = ChangeForm::first(form, found.loaded.case.version, &facts(&frame, &found));
    page_with(change.status, &CorrectIntakePage::new(frame, found, change))
}

async fn correct(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "householdId": submission.value("householdId"),
        "channel": submission.value("channel"),
        "referringBody": submission.value("referringBody"),
        "language": submission.value("language"),
        "interpreterNeeded": submission.is_checked("interpreterNeeded"),
    });
    let problems = send_change(request, DOCUMENT, "CorrectIntake", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    let found = load_intake(request, &id).await?;
    let frame = Frame::of(request);
    let facts = facts(&frame, &found);
    let version = found.loaded.case.version;
    let change = ChangeForm::refused(&submission, FIELDS, problems, version, &facts);
    page_with(change.status, &CorrectIntakePage::new(frame, found, change))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CorrectIntakePage> {
    use crate::pages::case::change_form::LoadedCase;
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            CorrectIntakePage::new(frame, LoadedIntake::sample(loaded), change)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;
    use crate::pages::case::change_form::LoadedCase;

    #[test]
    fn the_form_begins_with_what_was_noted() {
        let (frame, loaded, _) = LoadedCase::sample_forms(Locale::De, FIELDS).remove(0);
        let found = LoadedIntake::sample(loaded);
        let form = filled(Form::sample(FIELDS), &found);
        let values: Vec<&str> = FIELDS.iter().map(|field| form.value(field)).collect();
        assert_eq!(values, ["SG91c2Vob2xkOjE", "phone", "", "tr", "yes"]);
        let names: Vec<&str> = facts(&frame, &found).iter().map(|fact| fact.name).collect();
        assert!(names.contains(&"seen-post") && names.contains(&"seen-language"));
    }
}
