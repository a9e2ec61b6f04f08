//! One run: how far it is, what it found, and for those who may see them, whom it is about.

use std::collections::BTreeMap;

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

use super::{
    DOCUMENT,
    answer::{Changed, Id, Run},
};
use crate::{
    pages::{
        documents::run,
        forms::csrf_token,
        frame::Frame,
        numbers::{format_count, format_day, format_instant},
        paging::{PageInfo, PageLinks},
        person::{Entry, Labelled},
        render::{PageResult, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "rules/run.html")]
pub(in crate::pages) struct RunPage {
    frame: Frame,
    csrf_token: String,
    run: Run,
    version: Option<RunVersion>,
    sums: Vec<Sum>,
    changes: Option<Vec<Change>>,
    links: PageLinks,
    may_cancel: bool,
}

#[derive(Deserialize)]
struct RunAnswer {
    #[serde(rename = "ruleRun")]
    rule_run: Option<FoundRun>,
}

#[derive(Deserialize)]
struct FoundRun {
    #[serde(flatten)]
    run: Run,
    version: Option<RunVersion>,
    sums: Vec<Sum>,
    changes: Option<Changes>,
}

#[derive(Deserialize)]
struct RunVersion {
    id: String,
    number: i32,
    title: Option<String>,
    point: Entry,
}

#[derive(Deserialize)]
struct Sum {
    municipality: Option<Entry>,
    before: Option<Labelled>,
    after: Labelled,
    count: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changes {
    nodes: Vec<Change>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
struct Change {
    person: Option<ChangedPerson>,
    case: Option<ChangedCase>,
    before: Option<Labelled>,
    after: Labelled,
    reasons: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangedPerson {
    id: String,
    display_name: String,
}

#[derive(Deserialize)]
struct ChangedCase {
    id: String,
    number: String,
}

impl Change {
    /// The path of its page and its name.
    fn subject(&self) -> (String, &str) {
        match (&self.person, &self.case) {
            (Some(person), _) => (format!("persons/{}", person.id), &person.display_name),
            (None, Some(case)) => (format!("cases/{}", case.id), &case.number),
            (None, None) => (String::new(), ""),
        }
    }
}

impl RunPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn count(&self, count: &i64) -> String {
        format_count(*count, self.frame.words.0)
    }

    fn before(&self, before: &Option<Labelled>) -> String {
        let label = before.as_ref().map(|entry| entry.label.clone());
        label.unwrap_or_else(|| self.frame.text("rules-no-rule-before"))
    }

    fn place(&self, sum: &Sum) -> String {
        let label = sum.municipality.as_ref().map(|entry| entry.label.clone());
        label.unwrap_or_else(|| self.frame.text("not-stated"))
    }

    fn title(&self) -> String {
        let version = self.version.as_ref();
        let title = version.map(|version| {
            let title = version.title.as_deref().unwrap_or(&version.point.label);
            format!("{title}, {}", version.number)
        });
        let values = [
            ("kind", self.run.kind.label.clone()),
            ("title", title.unwrap_or_default()),
        ];
        self.frame.words.text_with_all("rules-run-title", &values)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/rules/runs/{id}", get(show))
        .route("/k/{tenant}/rules/runs/{id}/cancel", post(cancel))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let variables = json!({
        "id": id,
        "municipality": request.address.parameter("municipality"),
        "after": request.address.parameter("after"),
    });
    let answer = run::<RunAnswer>(&request, DOCUMENT, "RuleRun", variables).await?;
    let found = answer.rule_run.ok_or(Problem::NotFound)?;
    let links = found
        .changes
        .as_ref()
        .map(|changes| PageLinks::of(&request.address, &changes.page_info));
    page(&RunPage {
        frame: Frame::of(&request),
        csrf_token: csrf_token(request.context.actor()),
        may_cancel: found.run.is_running && request.context.actor().may(Permission::RulePrepare),
        run: found.run,
        version: found.version,
        sums: found.sums,
        changes: found.changes.map(|changes| changes.nodes),
        links: links.unwrap_or_default(),
    })
}

async fn cancel(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "input": { "runId": id } });
    let answer: BTreeMap<String, Changed> = run(request, DOCUMENT, "CancelRun", variables).await?;
    let changed = answer.into_values().next().ok_or(Problem::NotFound)?;
    let Id { id } = changed.run.ok_or(Problem::NotFound)?;
    see(&request.path(&format!("rules/runs/{id}")))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RunPage> {
    let sample = |text: &str| {
        let found: FoundRun = serde_json::from_str(text).expect("a sample answer");
        RunPage {
            frame: Frame::sample(locale),
            csrf_token: String::new(),
            may_cancel: found.run.is_running,
            run: found.run,
            version: found.version,
            sums: found.sums,
            changes: found.changes.map(|changes| changes.nodes),
            links: PageLinks::default(),
        }
    };
    vec![
        sample(include_str!("samples/run_done.json")),
        sample(include_str!("samples/run_running.json")),
    ]
}
