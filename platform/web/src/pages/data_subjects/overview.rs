//! The search, what it found, and the wishes to be erased that wait.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, Outcome, authorize};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::{format_day, format_instant},
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["name", "birthDate"];

#[derive(Template)]
#[template(path = "data_subjects/overview.html")]
pub(in crate::pages) struct DataSubjectsPage {
    frame: Frame,
    form: Form,
    /// What a search found; `None` before one.
    found: Option<Vec<Subject>>,
    erasures: Vec<Erasure>,
    /// What has just been done, as the key of a text.
    done: Option<&'static str>,
    may_erase: bool,
    may_restrict: bool,
    may_hold: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subject {
    person_id: String,
    display_name: String,
    birth_date: Option<NaiveDate>,
    cases: i64,
    restriction: Option<Restriction>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Restriction {
    id: String,
    reason: String,
    placed_at: DateTime<Utc>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Erasure {
    id: String,
    reason: String,
    requested_at: DateTime<Utc>,
    requested_by: Option<String>,
    is_own: bool,
}

impl DataSubjectsPage {
    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn born(&self, subject: &Subject) -> String {
        match subject.birth_date {
            Some(day) => format_day(day, self.frame.words.0),
            None => self.frame.text("not-stated"),
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/data-subjects", get(show).post(search))
        .route(
            "/k/{tenant}/data-subjects/restrictions/{id}/lift",
            post(lift),
        )
        .route(
            "/k/{tenant}/data-subjects/erasures/{id}/confirm",
            post(confirm),
        )
        .route(
            "/k/{tenant}/data-subjects/erasures/{id}/decline",
            post(decline),
        )
}

/// What has been done, by its name in the address.
const DONE: [(&str, &str); 4] = [
    ("restricted", "subjects-restricted"),
    ("lifted", "subjects-lifted"),
    ("requested", "subjects-requested"),
    ("decided", "subjects-decided"),
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErasuresAnswer {
    erasure_requests: Vec<Erasure>,
}

async fn load(
    request: &TenantRequest,
    form: Form,
    found: Option<Vec<Subject>>,
) -> Result<DataSubjectsPage, Problem> {
    let actor = request.context.actor();
    let may_erase = actor.may(Permission::PersonErase);
    let erasures = if may_erase {
        let asked = run::<ErasuresAnswer>(request, DOCUMENT, "ErasureRequests", json!({}));
        asked.await?.erasure_requests
    } else {
        Vec::new()
    };
    let done = request.address.parameter("done");
    let done = DONE.iter().find(|(name, _)| Some(*name) == done);
    Ok(DataSubjectsPage {
        frame: Frame::of(request),
        form,
        found,
        erasures,
        done: done.map(|(_, text)| *text),
        may_erase,
        may_restrict: actor.may(Permission::PersonRestrict),
        may_hold: actor.may(Permission::RetentionHold),
    })
}

async fn show(request: TenantRequest) -> PageResult {
    authorize(&request, Permission::PersonReport)?;
    let form = Form::new(&request, FIELDS);
    page(&load(&request, form, None).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SearchAnswer {
    data_subjects: Vec<Subject>,
}

/// A search is sent like a change, so that name and day of birth stand in no address.
async fn search(submission: Submission) -> PageResult {
    let request = &submission.request;
    authorize(request, Permission::PersonReport)?;
    let problems = search_problems(&submission);
    if !problems.is_empty() {
        let form = Form::refused(&submission, FIELDS, problems);
        return invalid_page(&load(request, form, None).await?);
    }
    let variables = json!({
        "name": submission.value("name"),
        "birthDate": submission.value("birthDate"),
    });
    let found = run::<SearchAnswer>(request, DOCUMENT, "DataSubjects", variables).await?;
    let form = Form::refused(&submission, FIELDS, Vec::new());
    page(&load(request, form, Some(found.data_subjects)).await?)
}

/// What the page itself sees is missing, in the words of the other forms.
fn search_problems(submission: &Submission) -> Vec<UserError> {
    let words = crate::words::Words(submission.request.context.locale());
    let problem = |field: &str, text: &str| UserError {
        field: field.to_owned(),
        message: words.text(text),
        code: "REQUIRED".to_owned(),
    };
    let mut problems = Vec::new();
    if !submission.value("name").chars().any(char::is_alphabetic) {
        problems.push(problem("name", "subjects-name-required"));
    }
    let day = submission.value("birthDate");
    if day.len() != 10 || day.parse::<NaiveDate>().is_err() {
        problems.push(problem("birthDate", "subjects-birth-date-required"));
    }
    problems
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LiftAnswer {
    person_restriction_lift: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ConfirmAnswer {
    person_erasure_confirm: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeclineAnswer {
    person_erasure_decline: Outcome,
}

async fn lift(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let variables = json!({ "id": id });
    let request = &submission.request;
    let done = run::<LiftAnswer>(request, DOCUMENT, "LiftRestriction", variables).await?;
    finish(&submission, done.person_restriction_lift, "lifted").await
}

async fn confirm(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let variables = json!({ "id": id });
    let request = &submission.request;
    let done = run::<ConfirmAnswer>(request, DOCUMENT, "ConfirmErasure", variables).await?;
    finish(&submission, done.person_erasure_confirm, "decided").await
}

async fn decline(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let variables = json!({ "id": id });
    let request = &submission.request;
    let done = run::<DeclineAnswer>(request, DOCUMENT, "DeclineErasure", variables).await?;
    finish(&submission, done.person_erasure_decline, "decided").await
}

async fn finish(submission: &Submission, outcome: Outcome, done: &str) -> PageResult {
    let request = &submission.request;
    if outcome.user_errors.is_empty() {
        return see(&request.path(&format!("data-subjects?done={done}")));
    }
    let form = Form::refused(submission, FIELDS, outcome.user_errors);
    invalid_page(&load(request, form, None).await?)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<DataSubjectsPage> {
    let at = || "2026-07-15T10:00:00Z".parse().expect("an instant");
    let subject = |marked: bool| Subject {
        person_id: format!("UGVyc29uO{marked}"),
        display_name: "Amina <b>".to_owned(),
        birth_date: marked.then(|| "1990-05-01".parse().expect("a day")),
        cases: 1,
        restriction: marked.then(|| Restriction {
            id: "UmVz".to_owned(),
            reason: "bestritten".to_owned(),
            placed_at: at(),
        }),
    };
    let erasure = |is_own| Erasure {
        id: format!("RXJh{is_own}"),
        reason: "Widerruf".to_owned(),
        requested_at: at(),
        requested_by: Some("Ada".to_owned()),
        is_own,
    };
    let page = |form, found, may| DataSubjectsPage {
        frame: Frame::sample(locale),
        form,
        found,
        erasures: if may {
            vec![erasure(true), erasure(false)]
        } else {
            Vec::new()
        },
        done: may.then_some("subjects-requested"),
        may_erase: may,
        may_restrict: may,
        may_hold: may,
    };
    let mut pages = vec![
        page(Form::sample(FIELDS), None, false),
        page(Form::sample(FIELDS), Some(vec![]), true),
        page(
            Form::sample(FIELDS),
            Some(vec![subject(true), subject(false)]),
            true,
        ),
        page(Form::sample(FIELDS), Some(vec![subject(true)]), false),
        page(Form::sample_with_problems(FIELDS), None, true),
    ];
    pages.extend(DONE.map(|(_, text)| DataSubjectsPage {
        done: Some(text),
        ..page(Form::sample(FIELDS), None, true)
    }));
    pages
}
