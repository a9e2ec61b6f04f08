//! Asks why and since when, and closes the case.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{
            CaseToChange, ChangeForm, County, Head, LoadedCase, Step, load, see_case, send_change,
            sent_version,
        },
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["ground", "closedOn", "note"];

/// Warnings that name the day of the closing rule.
const CLOSING_WARNINGS: [&str; 2] = ["CLOSES_ON", "CLOSING_RULE_DUE"];

#[derive(Template)]
#[template(path = "case/close/page.html")]
pub(in crate::pages) struct ClosePage {
    frame: Frame,
    form: Form,
    head: Head,
    grounds: Vec<Entry>,
    last_seen: String,
    /// What the closing rule says of this case; empty if none closes it.
    rule: String,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
}

impl ClosePage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedCase, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::Close, &case, &county, &mut change),
            last_seen: format_day(case.last_seen_on, frame.words.0),
            rule: closing_rule(&frame, &case, &county),
            range: format!("min=\"{}\" max=\"{today}\"", case.last_seen_on),
            grounds: county.lists.closing_grounds,
            form: change.form,
            frame,
        }
    }
}

/// The day of the rule where it is near or past, else the rule itself: the day is the schema's to
/// find out.
fn closing_rule(frame: &Frame, case: &CaseToChange, county: &County) -> String {
    let names_day = |code: &str| CLOSING_WARNINGS.contains(&code);
    let warning = case
        .warnings
        .iter()
        .find(|warning| names_day(&warning.code));
    if let Some(warning) = warning {
        return warning.message.clone();
    }
    let rules = &county.lists.constellations;
    let months = rules
        .iter()
        .find(|rule| rule.key == case.constellation.key)
        .and_then(|rule| rule.closing_months_without_contact);
    months.map_or_else(String::new, |months| {
        frame.words.text_with_count("close-rule", months)
    })
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/close", get(show).post(close))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::Close).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = ClosePage::new(Frame::of(request), today, loaded, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("closedOn", request.today());
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn close(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "ground": submission.value("ground"),
        "note": submission.value("note"),
        "closedOn": submission.optional("closedOn"),
    });
    let problems = send_change(request, DOCUMENT, "CloseCase", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ClosePage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| ClosePage::new(frame, today, loaded, change))
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn the_closing_rule_is_said_with_its_day_where_the_schema_names_one() {
        let (frame, county) = (Frame::sample(Locale::De), County::sample());
        let near = CaseToChange::sample();
        let mut far = CaseToChange::sample();
        far.warnings.clear();
        let mut without_rule = CaseToChange::sample_closed();
        without_rule.warnings.clear();
        for (case, expected) in [
            (
                near,
                "Nach 3 Monaten ohne Kontakt ist der Fall am 20.07.2026 zu schließen.",
            ),
            (
                far,
                "Nach der Regel des Kreises wird in dieser Handlungskonstellation nach 3 Monaten ohne Kontakt geschlossen.",
            ),
            (without_rule, ""),
        ] {
            assert_eq!(closing_rule(&frame, &case, &county), expected);
        }
    }
}
