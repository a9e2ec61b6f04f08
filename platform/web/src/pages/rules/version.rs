//! One version: what it is, how its check went, its parameters, its runs, and what can be done with it.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    Router,
    extract::Path,
    http::StatusCode,
    routing::{get, post},
};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    DOCUMENT,
    answer::{Changed, Version},
    parameters::{Kind, ParameterField, filled, read},
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::{format_count, format_day, format_instant},
        render::{PageResult, page, page_with, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["validFrom", "asOf", "note", "reason", "parameters"];

#[derive(Template)]
#[template(path = "rules/version.html")]
pub(in crate::pages) struct VersionPage {
    frame: Frame,
    form: Form,
    version: Version,
    parameters: Vec<ParameterField>,
}

impl VersionPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn count(&self, count: &i64) -> String {
        format_count(*count, self.frame.words.0)
    }

    fn title(&self) -> String {
        let title = match &self.version.title {
            Some(title) => title.clone(),
            None => self.version.point.label.clone(),
        };
        let number = self.version.number.to_string();
        let values = [("title", title), ("number", number)];
        self.frame
            .words
            .text_with_all("rules-version-title", &values)
    }

    fn is_checking(&self) -> bool {
        self.version.state.key == "checking"
    }

    /// What stands beside the label of a field that may be left empty.
    fn optional(&self, field: &ParameterField) -> String {
        if field.optional {
            self.frame.text("optional")
        } else {
            String::new()
        }
    }

    /// Whether a fact is for comparing, not for reading.
    fn is_code(&self, key: &str) -> bool {
        key == "rules-digest"
    }

    /// The address of something that is done with this version.
    fn step(&self, step: &str) -> String {
        self.frame
            .link(&format!("rules/{}/{step}", self.version.id))
    }

    /// What is known, by the keys of its labels.
    fn facts(&self) -> Vec<(&'static str, String)> {
        let version = &self.version;
        let kilobytes = (version.size + 1_023) / 1_024;
        let mut facts = vec![
            ("rules-point", version.point.label.clone()),
            ("rules-state", version.state.label.clone()),
        ];
        let mut add = |key, value: Option<String>| facts.extend(value.map(|value| (key, value)));
        add(
            "rules-valid-from",
            version.valid_from.as_ref().map(|day| self.day(day)),
        );
        add(
            "rules-withdrawn",
            version.withdrawn_on.as_ref().map(|day| self.day(day)),
        );
        add("rules-own-version", version.rule_version.clone());
        let by = version.created_by.as_deref().unwrap_or_default();
        add(
            "rules-created",
            Some(format!("{}, {by}", self.instant(&version.created_at))),
        );
        add("rules-proposed-by", version.proposed_by.clone());
        add("rules-decided-by", version.decided_by.clone());
        add(
            "rules-note",
            Some(version.note.clone()).filter(|note| !note.is_empty()),
        );
        let said = Some(version.decision_note.clone()).filter(|note| !note.is_empty());
        add("rules-decision-note", said);
        add(
            "rules-size",
            Some(format!("{} KiB", self.count(&kilobytes))),
        );
        add("rules-digest", Some(version.digest.clone()));
        facts
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/rules/{id}", get(show))
        .route("/k/{tenant}/rules/{id}/parameters", post(change_parameters))
        .route("/k/{tenant}/rules/{id}/try-out", post(try_out))
        .route("/k/{tenant}/rules/{id}/propose", post(propose))
        .route("/k/{tenant}/rules/{id}/approve", post(approve))
        .route("/k/{tenant}/rules/{id}/return", post(give_back))
        .route("/k/{tenant}/rules/{id}/discard", post(discard))
        .route("/k/{tenant}/rules/{id}/roll-back", post(roll_back))
}

type Id = Path<(String, String)>;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VersionAnswer {
    rule_version: Option<Version>,
}

async fn load(request: &TenantRequest, id: &str) -> Result<Version, Problem> {
    let variables = json!({ "id": id });
    let answer = run::<VersionAnswer>(request, DOCUMENT, "RuleVersion", variables).await?;
    answer.rule_version.ok_or(Problem::NotFound)
}

fn build(request: &TenantRequest, form: Form, version: Version) -> VersionPage {
    let schema = version.parameters_schema.as_deref().unwrap_or_default();
    let parameters = ParameterField::list(schema, request.context.locale());
    VersionPage {
        frame: Frame::of(request),
        form,
        version,
        parameters,
    }
}

async fn show(request: TenantRequest, Path((_, id)): Id) -> PageResult {
    let version = load(&request, &id).await?;
    let form = Form::new(&request, FIELDS)
        .with("validFrom", request.today())
        .with("asOf", request.today());
    let mut shown = build(&request, form, version);
    let present = shown.version.parameters.clone().unwrap_or_default();
    shown.form = filled(shown.form, &shown.parameters, &present);
    page(&shown)
}

/// Runs a change; where it is refused, the page comes back with what is wrong.
async fn change(submission: &Submission, id: &str, operation: &str, input: Value) -> PageResult {
    let request = &submission.request;
    let answer: BTreeMap<String, Changed> =
        run(request, DOCUMENT, operation, json!({ "input": input })).await?;
    let changed = answer.into_values().next().ok_or(Problem::NotFound)?;
    if !changed.user_errors.is_empty() {
        return show_refused(submission, id, changed.user_errors).await;
    }
    match (changed.run, changed.version) {
        (Some(run), _) => see(&request.path(&format!("rules/runs/{}", run.id))),
        (None, Some(version)) => see(&request.path(&format!("rules/{}", version.id))),
        (None, None) => see(&request.path("rules")),
    }
}

async fn show_refused(submission: &Submission, id: &str, problems: Vec<UserError>) -> PageResult {
    let request = &submission.request;
    let version = load(request, id).await?;
    let today = request.today();
    let mut form = Form::refused(submission, FIELDS, problems);
    for field in ["validFrom", "asOf"] {
        if form.value(field).is_empty() {
            form = form.with(field, &today);
        }
    }
    let mut shown = build(request, form, version);
    if !submission.values.contains_key("parameters-sent") {
        let present = shown.version.parameters.clone().unwrap_or_default();
        shown.form = filled(shown.form, &shown.parameters, &present);
    }
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

async fn change_parameters(Path((_, id)): Id, submission: Submission) -> PageResult {
    // The role is looked at first, so that a refusal does not tell whether the version is there.
    let request = &submission.request;
    request.context.authorize(Permission::RulePrepare)?;
    let version = load(&submission.request, &id).await?;
    let schema = version.parameters_schema.as_deref().unwrap_or_default();
    let fields = ParameterField::list(schema, submission.request.context.locale());
    let input = json!({
        "versionId": id,
        "parameters": read(&fields, &submission),
        "note": submission.value("note"),
    });
    change(&submission, &id, "ChangeParameters", input).await
}

async fn try_out(Path((_, id)): Id, submission: Submission) -> PageResult {
    let input = json!({ "versionId": id, "asOf": submission.optional("asOf") });
    change(&submission, &id, "TryOut", input).await
}

async fn propose(Path((_, id)): Id, submission: Submission) -> PageResult {
    let input = json!({ "versionId": id, "validFrom": submission.value("validFrom") });
    change(&submission, &id, "Propose", input).await
}

async fn approve(Path((_, id)): Id, submission: Submission) -> PageResult {
    let input = json!({ "versionId": id, "note": submission.value("note") });
    change(&submission, &id, "Approve", input).await
}

async fn give_back(Path((_, id)): Id, submission: Submission) -> PageResult {
    let input = json!({ "versionId": id, "note": submission.value("note") });
    change(&submission, &id, "Return", input).await
}

async fn discard(Path((_, id)): Id, submission: Submission) -> PageResult {
    change(&submission, &id, "Discard", json!({ "versionId": id })).await
}

async fn roll_back(Path((_, id)): Id, submission: Submission) -> PageResult {
    let input = json!({
        "point": submission.value("point"),
        "to": (!submission.is_checked("switchOff")).then_some(&id),
        "reason": submission.value("reason"),
    });
    change(&submission, &id, "RollBack", input).await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<VersionPage> {
    use super::answer::Actions;
    let version = |edit: fn(&mut Version)| {
        let mut version: Version =
            serde_json::from_str(include_str!("samples/version.json")).expect("a sample answer");
        edit(&mut version);
        version
    };
    let sample = |form: Form, version: Version| {
        let schema = version.parameters_schema.clone().unwrap_or_default();
        let present = version.parameters.clone().unwrap_or_default();
        let parameters = ParameterField::list(&schema, locale);
        VersionPage {
            frame: Frame::sample(locale),
            form: filled(form, &parameters, &present),
            parameters,
            version,
        }
    };
    vec![
        sample(Form::sample(FIELDS), version(|_| {})),
        sample(Form::sample_with_problems(FIELDS), version(|_| {})),
        sample(
            Form::sample(FIELDS),
            version(|version| {
                "checking".clone_into(&mut version.state.key);
                version.title = None;
                version.parameters = None;
                version.parameters_schema = None;
                version.runs.clear();
                version.golden_cases.clear();
                version.can = Actions::default();
            }),
        ),
    ]
}
