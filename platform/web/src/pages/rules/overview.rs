//! All extension points, what holds there, all versions, and the upload.

use std::collections::BTreeMap;

use askama::Template;
use async_graphql::UploadValue;
use axum::{Router, routing::get};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Changed, Id, Remark},
};
use crate::{
    pages::{
        documents::{run, run_with_files},
        forms::Form,
        frame::Frame,
        numbers::{format_count, format_day, format_instant},
        person::{Entry, Labelled},
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{
        problem::Problem,
        tenant::TenantRequest,
        upload::{UploadSubmission, UploadedFile},
    },
};

const FIELDS: &[&str] = &["component", "goldenCases", "note"];

#[derive(Template)]
#[template(path = "rules/overview.html")]
pub(in crate::pages) struct RulesPage {
    frame: Frame,
    form: Form,
    points: Vec<Point>,
    may_prepare: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    point: Entry,
    description: String,
    is_asked: bool,
    failure: Option<Failing>,
    effective: Option<Effective>,
    outcomes: Vec<OutcomeCount>,
    shares: Vec<Share>,
    versions: Vec<VersionRow>,
}

#[derive(Deserialize)]
struct Failing {
    since: DateTime<Utc>,
    count: i64,
    remark: Remark,
}

#[derive(Deserialize)]
struct Effective {
    id: String,
}

#[derive(Deserialize)]
struct OutcomeCount {
    outcome: Labelled,
    count: i64,
}

#[derive(Deserialize)]
struct Share {
    municipality: Labelled,
    standing: ShareStanding,
}

#[derive(Deserialize)]
struct ShareStanding {
    outcome: Option<Labelled>,
    reasons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VersionRow {
    id: String,
    number: i32,
    title: Option<String>,
    rule_version: Option<String>,
    state: Entry,
    valid_from: Option<NaiveDate>,
    withdrawn_on: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    created_by: Option<String>,
}

impl RulesPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn count(&self, count: &i64) -> String {
        format_count(*count, self.frame.words.0)
    }

    fn is_effective(&self, point: &Point, version: &VersionRow) -> bool {
        let effective = point.effective.as_ref();
        effective.is_some_and(|effective| effective.id == version.id)
    }

    /// The version's own title, or its number before it was checked.
    fn title(&self, version: &VersionRow) -> String {
        let own = version.rule_version.as_deref().unwrap_or_default();
        match &version.title {
            Some(title) => format!("{title} {own}"),
            None => self.frame.text("rules-not-checked-yet"),
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/rules", get(show).post(upload))
}

#[derive(Deserialize)]
struct RulesAnswer {
    rules: Vec<Point>,
}

async fn load(request: &TenantRequest, form: Form) -> Result<RulesPage, Problem> {
    let answer = run::<RulesAnswer>(request, DOCUMENT, "Rules", json!({})).await?;
    Ok(RulesPage {
        frame: Frame::of(request),
        form,
        points: answer.rules,
        may_prepare: request.context.actor().may(Permission::RulePrepare),
    })
}

async fn show(request: TenantRequest) -> PageResult {
    let form = Form::new(&request, FIELDS);
    page(&load(&request, form).await?)
}

async fn upload(submission: UploadSubmission) -> PageResult {
    let UploadSubmission { form, files } = submission;
    let request = &form.request;
    let (components, cases): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|file| file.field == "component");
    // Without a file an empty one stands in, and the schema says what is missing.
    let component = components.into_iter().next().unwrap_or(UploadedFile {
        field: "component".to_owned(),
        name: String::new(),
        content_type: None,
        content: bytes::Bytes::new(),
    });
    let mut uploads = vec![(
        "variables.input.component".to_owned(),
        upload_value(component),
    )];
    for (at, file) in cases.into_iter().enumerate() {
        let path = format!("variables.input.goldenCases.{at}");
        uploads.push((path, upload_value(file)));
    }
    let input = json!({
        "component": null,
        "goldenCases": vec![serde_json::Value::Null; uploads.len() - 1],
        "note": form.value("note"),
    });
    let variables = json!({ "input": input });
    let answer: BTreeMap<String, Changed> =
        run_with_files(request, (DOCUMENT, "UploadRule"), variables, uploads).await?;
    let changed = answer.into_values().next().ok_or(Problem::NotFound)?;
    match changed.version {
        Some(Id { id }) => see(&request.path(&format!("rules/{id}"))),
        None => {
            let refused = Form::refused(&form, FIELDS, changed.user_errors);
            invalid_page(&load(request, refused).await?)
        }
    }
}

fn upload_value(file: UploadedFile) -> UploadValue {
    UploadValue {
        filename: file.name,
        content_type: None,
        content: file.content,
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RulesPage> {
    let points = || {
        let answer: RulesAnswer =
            serde_json::from_str(include_str!("samples/rules.json")).expect("a sample answer");
        answer.rules
    };
    let sample = |form, may_prepare| RulesPage {
        frame: Frame::sample(locale),
        form,
        points: points(),
        may_prepare,
    };
    vec![
        sample(Form::sample(FIELDS), true),
        sample(Form::sample_with_problems(FIELDS), true),
        sample(Form::sample(FIELDS), false),
    ]
}
