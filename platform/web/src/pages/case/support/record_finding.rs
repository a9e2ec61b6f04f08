//! Asks what the case shows about the structures; alike findings are proposed before another is
//! recorded.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Offered, load_offered},
};
use crate::{
    pages::{
        case::{
            answer::Labelled,
            change_form::{ChangeForm, Head, LoadedCase, Step, load, see_case, send_change},
        },
        documents::run,
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &[
    "kind",
    "title",
    "description",
    "lifeArea",
    "legalFields",
    "offices",
    "seenOn",
];
/// A ticked law comes as `legalField-sgb-2`.
const LEGAL_FIELD: &str = "legalField-";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Alike {
    title: String,
    seen_on: NaiveDate,
    municipality: Labelled,
    kind: Labelled,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AlikeAnswer {
    alike_findings: Vec<Alike>,
}

#[derive(Template)]
#[template(path = "case/support/record_finding.html")]
pub(in crate::pages) struct RecordFindingPage {
    frame: Frame,
    form: Form,
    head: Head,
    kinds: Vec<Entry>,
    life_areas: Vec<Entry>,
    legal_fields: Vec<Entry>,
    alike: Vec<Alike>,
    range: String,
}

impl RecordFindingPage {
    fn new(
        frame: Frame,
        today: &str,
        (loaded, offered, alike): (LoadedCase, Offered, Vec<Alike>),
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::RecordFinding, &case, &county, &mut change),
            range: format!("min=\"{}\" max=\"{today}\"", case.opened_on),
            kinds: offered.lists.support.finding_kinds,
            life_areas: offered.lists.life_areas,
            legal_fields: offered.lists.legal_fields,
            alike,
            form: change.form,
            frame,
        }
    }

    fn ticked(&self, key: &str) -> bool {
        self.form.is_checked(&format!("{LEGAL_FIELD}{key}"))
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/findings/new",
        get(show).post(record),
    )
}

async fn render(
    request: &TenantRequest,
    (id, alike): (&str, Vec<Alike>),
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::RecordFinding).await?;
    let offered = load_offered(request, id).await?;
    let change = form(&loaded);
    let status = change.status;
    let frame = Frame::of(request);
    let shown = RecordFindingPage::new(frame, &request.today(), (loaded, offered, alike), change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS).with("seenOn", request.today());
    render(&request, (&id, Vec::new()), |loaded| {
        loaded.first(&request, form)
    })
    .await
}

async fn alike_to(request: &TenantRequest, title: &str) -> Result<Vec<Alike>, Problem> {
    let variables = json!({ "text": title });
    let answer: AlikeAnswer = run(request, DOCUMENT, "AlikeFindings", variables).await?;
    Ok(answer.alike_findings)
}

async fn record(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let title = submission.value("title");
    let alike = alike_to(request, title).await?;
    // Alike findings are shown once for each title; who sends the same title again means it.
    if !alike.is_empty() && submission.value("confirmedTitle") != title {
        return render(request, (&id, alike), |loaded| {
            let form = Form::refused(&submission, FIELDS, Vec::new());
            loaded.first(request, form.with("confirmedTitle", title))
        })
        .await;
    }
    let form = Form::refused(&submission, FIELDS, Vec::new());
    let legal_fields: Vec<&str> = form.checked_after(LEGAL_FIELD).collect();
    let input = json!({
        "caseId": id,
        "kind": submission.optional("kind"),
        "title": title,
        "description": submission.value("description"),
        "lifeArea": submission.optional("lifeArea"),
        "legalFields": legal_fields,
        "offices": submission.value("offices"),
        "seenOn": submission.optional("seenOn"),
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let problems = send_change(request, DOCUMENT, "RecordFinding", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, (&id, Vec::new()), |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RecordFindingPage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            let alike = vec![Alike {
                title: "Kein Kinderbetreuungsplatz".to_owned(),
                seen_on: "2026-06-01".parse().expect("a date"),
                municipality: Labelled {
                    label: "Beckum".to_owned(),
                },
                kind: Labelled {
                    label: "Lücke".to_owned(),
                },
            }];
            let offered = Offered::sample();
            RecordFindingPage::new(frame, "2026-07-15", (loaded, offered, alike), change)
        })
        .collect()
}
