//! Shows what is known of a document, and takes it away.

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

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::{format_count, format_day, format_instant},
        person::Labelled,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

/// Fields of the form that takes the document away.
const FIELDS: &[&str] = &["reason"];

#[derive(Template)]
#[template(path = "files/show.html")]
pub(in crate::pages) struct DocumentPage {
    frame: Frame,
    form: Form,
    file: File,
    may_delete: bool,
}

#[derive(Deserialize)]
struct DocumentAnswer {
    document: Option<File>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    id: String,
    case_id: Option<String>,
    person_id: String,
    title: String,
    kind: Labelled,
    dated_on: Option<NaiveDate>,
    file_name: String,
    file_type: Labelled,
    previewable: bool,
    size_bytes: i64,
    sha256: String,
    recorded_at: DateTime<Utc>,
    recorded_by: Option<String>,
}

impl File {
    /// The page that it stands on, below the county's path.
    fn owner(&self) -> String {
        match &self.case_id {
            Some(case) => format!("cases/{}", encode(case)),
            None => format!("persons/{}", encode(&self.person_id)),
        }
    }
}

impl DocumentPage {
    fn address(&self) -> String {
        let path = format!("documents/{}", encode(&self.file.id));
        self.frame.link(&path)
    }

    fn owner(&self) -> String {
        self.frame.link(&self.file.owner())
    }

    /// What is known, by the keys of its labels.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let (file, locale) = (&self.file, self.frame.words.0);
        let not_stated = || self.frame.text("not-stated");
        let dated = file.dated_on.map(|day| format_day(day, locale));
        let size = format_count(file.size_bytes, locale);
        let recorded_by = file.recorded_by.clone().unwrap_or_else(not_stated);
        vec![
            ("document-kind", file.kind.label.clone()),
            ("document-dated", dated.unwrap_or_else(not_stated)),
            ("document-file", file.file_name.clone()),
            ("document-type", file.file_type.label.clone()),
            (
                "document-size",
                self.frame.text_with("document-bytes", size),
            ),
            ("document-sha256", file.sha256.clone()),
            (
                "document-recorded-at",
                format_instant(file.recorded_at, locale),
            ),
            ("document-recorded-by", recorded_by),
        ]
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/documents/{id}", get(show))
        .route("/k/{tenant}/documents/{id}/delete", post(delete))
}

async fn load(request: &TenantRequest, id: &str, form: Form) -> Result<DocumentPage, Problem> {
    let variables = json!({ "id": id });
    let answer = run::<DocumentAnswer>(request, DOCUMENT, "ShowDocument", variables).await?;
    Ok(DocumentPage {
        file: answer.document.ok_or(Problem::NotFound)?,
        may_delete: request.context.actor().may(Permission::DocumentDelete),
        frame: Frame::of(request),
        form,
    })
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    page(&load(&request, &id, Form::new(&request, FIELDS)).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeleteAnswer {
    document_delete: Payload,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    user_errors: Vec<UserError>,
}

async fn delete(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    request.context.authorize(Permission::DocumentDelete)?;
    // Where the reader came from is no longer known once the document is gone.
    let shown = load(request, &id, Form::new(request, FIELDS)).await?;
    let input = json!({ "documentId": id, "reason": submission.value("reason") });
    let variables = json!({ "input": input });
    let answer = run::<DeleteAnswer>(request, DOCUMENT, "DeleteDocument", variables).await?;
    let problems = answer.document_delete.user_errors;
    if problems.is_empty() {
        return see(&shown.owner());
    }
    let form = Form::refused(&submission, FIELDS, problems);
    invalid_page(&DocumentPage { form, ..shown })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<DocumentPage> {
    let sample = |form, case: Option<&str>, may_delete| {
        let text = include_str!("samples/document.json");
        let mut file: File = serde_json::from_str(text).expect("a sample document");
        file.case_id = case.map(str::to_owned);
        file.previewable = case.is_some();
        DocumentPage {
            frame: Frame::sample(locale),
            form,
            file,
            may_delete,
        }
    };
    vec![
        sample(Form::sample(FIELDS), Some("Q2FzZTox"), true),
        sample(Form::sample_with_problems(FIELDS), Some("Q2FzZTox"), true),
        sample(Form::sample(FIELDS), None, false),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn a_document_leads_back_to_its_case_or_its_person() {
        let owners: Vec<String> = samples(Locale::De)
            .iter()
            .map(DocumentPage::owner)
            .collect();
        let [case, person] = [
            "/k/coesfeld/cases/Q2FzZTox",
            "/k/coesfeld/persons/UGVyc29uOjE",
        ];
        assert_eq!(owners, [case, case, person]);
    }
}
