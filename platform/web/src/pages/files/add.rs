//! Asks for a file and what it is, and adds it to a case or a person.

use askama::Template;
use async_graphql::UploadValue;
use axum::{Router, extract::Path, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        documents::{run, run_with_files},
        forms::{Form, IDEMPOTENCY_FIELD, UserError},
        frame::Frame,
        person::Entry,
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{
        address::encode,
        form::Submission,
        problem::Problem,
        tenant::TenantRequest,
        upload::{DocumentSubmission, UploadSubmission, UploadedFile},
    },
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["file", "title", "kind", "datedOn"];

/// What a document is added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    Case,
    Person,
}

impl Owner {
    /// Its page, below the county's path.
    fn path(self, id: &str) -> String {
        let list = match self {
            Owner::Case => "cases",
            Owner::Person => "persons",
        };
        format!("{list}/{}", encode(id))
    }

    /// The field of the schema's input that names it.
    fn field(self) -> &'static str {
        match self {
            Owner::Case => "caseId",
            Owner::Person => "personId",
        }
    }
}

#[derive(Template)]
#[template(path = "files/add.html")]
pub(in crate::pages) struct AddDocumentPage {
    frame: Frame,
    form: Form,
    /// Whose document it will be.
    owner: String,
    /// The owner's page.
    address: String,
    kinds: Vec<Entry>,
}

#[derive(Deserialize)]
struct OwnerAnswer {
    case: Option<Case>,
    person: Option<Person>,
    county: County,
}

#[derive(Deserialize)]
struct Case {
    number: String,
    client: Person,
    can: Can,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Can {
    record_document: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Person {
    display_name: String,
}

#[derive(Deserialize)]
struct County {
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lists {
    document_kinds: Vec<Entry>,
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route(
            "/k/{tenant}/cases/{id}/documents/new",
            get(show_of_case).post(add_to_case),
        )
        .route(
            "/k/{tenant}/persons/{id}/documents/new",
            get(show_of_person).post(add_to_person),
        )
}

type OwnerPath = Path<(String, String)>;

async fn show_of_case(request: TenantRequest, Path((_, id)): OwnerPath) -> PageResult {
    let form = Form::new(&request, FIELDS);
    page(&load(&request, (Owner::Case, &id), form).await?)
}

async fn show_of_person(request: TenantRequest, Path((_, id)): OwnerPath) -> PageResult {
    let form = Form::new(&request, FIELDS);
    page(&load(&request, (Owner::Person, &id), form).await?)
}

async fn add_to_case(Path((_, id)): OwnerPath, submission: DocumentSubmission) -> PageResult {
    add((Owner::Case, &id), submission).await
}

async fn add_to_person(Path((_, id)): OwnerPath, submission: DocumentSubmission) -> PageResult {
    add((Owner::Person, &id), submission).await
}

async fn load(
    request: &TenantRequest,
    (owner, id): (Owner, &str),
    form: Form,
) -> Result<AddDocumentPage, Problem> {
    request.context.authorize(Permission::DocumentRecord)?;
    let operation = match owner {
        Owner::Case => "CaseOfDocument",
        Owner::Person => "PersonOfDocument",
    };
    let answer = run::<OwnerAnswer>(request, DOCUMENT, operation, json!({ "id": id })).await?;
    let name = match (answer.case, answer.person) {
        (Some(case), _) if !case.can.record_document => return Err(Problem::Forbidden),
        (Some(case), _) => format!("{}, {}", case.client.display_name, case.number),
        (None, Some(person)) => person.display_name,
        (None, None) => return Err(Problem::NotFound),
    };
    Ok(AddDocumentPage {
        frame: Frame::of(request),
        form,
        owner: name,
        address: request.path(&owner.path(id)),
        kinds: answer.county.lists.document_kinds,
    })
}

async fn add((owner, id): (Owner, &str), submission: DocumentSubmission) -> PageResult {
    let DocumentSubmission(UploadSubmission { form, files }) = submission;
    let problems = send(owner, id, &form, files).await?;
    let request = &form.request;
    if problems.is_empty() {
        return see(&request.path(&owner.path(id)));
    }
    let refused = Form::refused(&form, FIELDS, problems);
    invalid_page(&load(request, (owner, id), refused).await?)
}

async fn send(
    owner: Owner,
    id: &str,
    form: &Submission,
    files: Vec<UploadedFile>,
) -> Result<Vec<UserError>, Problem> {
    let mut input = Map::new();
    input.insert(owner.field().to_owned(), json!(id));
    for (name, value) in [
        ("title", json!(form.value("title"))),
        ("kind", json!(form.value("kind"))),
        ("datedOn", json!(form.optional("datedOn"))),
        (IDEMPOTENCY_FIELD, json!(form.optional(IDEMPOTENCY_FIELD))),
        ("file", Value::Null),
    ] {
        input.insert(name.to_owned(), value);
    }
    let file = files.into_iter().find(|file| file.field == "file");
    let uploads = file.map(|file| ("variables.input.file".to_owned(), upload_value(file)));
    let answer: UploadAnswer = run_with_files(
        &form.request,
        (DOCUMENT, "UploadDocument"),
        json!({ "input": input }),
        uploads.into_iter().collect(),
    )
    .await?;
    Ok(answer.document_upload.user_errors)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct UploadAnswer {
    document_upload: Payload,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    user_errors: Vec<UserError>,
}

fn upload_value(file: UploadedFile) -> UploadValue {
    UploadValue {
        filename: file.name,
        content_type: file.content_type,
        content: file.content,
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AddDocumentPage> {
    let sample = |form| AddDocumentPage {
        frame: Frame::sample(locale),
        form,
        owner: "Ayşe <b>Yıldız</b>, 2026-000123".to_owned(),
        address: "/k/coesfeld/cases/Q2FzZTox".to_owned(),
        kinds: vec![Entry {
            key: "letter".to_owned(),
            label: "Schreiben oder Bescheid".to_owned(),
        }],
    };
    vec![
        sample(Form::sample(FIELDS)),
        sample(Form::sample_with_problems(FIELDS)),
    ]
}
