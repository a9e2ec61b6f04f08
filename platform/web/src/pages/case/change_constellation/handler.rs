//! Asks for the new constellation and why, and changes it.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, ConstellationRule, Head, LoadedCase, Step, load, see_case, send_change,
            sent_version,
        },
        forms::Form,
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["constellation", "reason"];

#[derive(Template)]
#[template(path = "case/change_constellation/page.html")]
pub(in crate::pages) struct ChangeConstellationPage {
    frame: Frame,
    form: Form,
    head: Head,
    /// The constellation as it is.
    present: String,
    /// Those that it can become.
    others: Vec<ConstellationRule>,
    /// The day from which the change holds.
    today: String,
}

impl ChangeConstellationPage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedCase, mut change: ChangeForm) -> Self {
        let LoadedCase { case, county } = loaded;
        let step = Step::ChangeConstellation;
        let head = Head::of_case(&frame, step, &case, &county, &mut change);
        let all = county.lists.constellations.into_iter();
        Self {
            head,
            others: all
                .filter(|other| other.key != case.constellation.key)
                .collect(),
            present: case.constellation.label,
            today: format_day(today, frame.words.0),
            form: change.form,
            frame,
        }
    }
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/constellation",
        get(show).post(change),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::ChangeConstellation).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = request.context.clock().today();
    let shown = ChangeConstellationPage::new(Frame::of(request), today, loaded, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn change(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "constellation": submission.value("constellation"),
        "reason": submission.value("reason"),
    });
    let problems = send_change(request, DOCUMENT, "ChangeConstellation", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChangeConstellationPage> {
    let today = "2026-07-15".parse().expect("a date");
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| ChangeConstellationPage::new(frame, today, loaded, change))
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn the_present_constellation_is_shown_but_not_offered() {
        let page = samples(Locale::De).remove(0);
        let offered: Vec<&str> = page.others.iter().map(|other| other.key.as_str()).collect();
        assert_eq!(
            (page.present.as_str(), offered.as_slice()),
            ("Case Management", ["brief-intervention"].as_slice())
        );
        assert_eq!(page.today, "15.07.2026");
    }
}
