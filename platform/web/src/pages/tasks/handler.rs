//! Lists tasks: mine or all in scope, to be done, due, to be reminded of, or ended.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day_in_list,
        paging::{PageInfo, PageLinks},
        person::Entry,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{address::Address, tenant::TenantRequest},
};

/// Fields of the filter; each is a parameter of the address of the same name.
const FIELDS: &[&str] = &["choice", "onlyMine"];
/// Values of `choice`, and what the schema calls them; the first is the list if nothing is said.
const CHOICES: [(&str, &str, &str); 4] = [
    ("open", "OPEN", "tasks-open"),
    ("due", "DUE", "tasks-due"),
    ("reminded", "REMINDED", "tasks-reminded"),
    ("ended", "ENDED", "tasks-ended"),
];

#[derive(Template)]
#[template(path = "tasks/page.html")]
pub(in crate::pages) struct TasksPage {
    frame: Frame,
    form: Form,
    choices: Vec<Entry>,
    rows: Vec<TaskRow>,
    links: PageLinks,
}

#[derive(Deserialize)]
struct TasksAnswer {
    tasks: Tasks,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tasks {
    nodes: Vec<TaskRow>,
    page_info: PageInfo,
}

/// A task in a list across cases.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct TaskRow {
    pub id: String,
    pub case: CaseReference,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub overdue: bool,
    pub post: Option<Label>,
    pub account_name: Option<String>,
    pub state: Label,
}

/// A case as lists across cases name it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct CaseReference {
    pub id: String,
    pub number: String,
    pub client_name: String,
}

#[derive(Deserialize)]
pub(in crate::pages) struct Label {
    pub label: String,
}

impl TaskRow {
    /// The day it is due, for a column; empty for none.
    pub fn due(&self) -> String {
        self.due_on.map_or_else(String::new, format_day_in_list)
    }

    /// Who is responsible, where that is not whoever has the case.
    pub fn responsible(&self) -> &str {
        let post = self.post.as_ref().map(|post| post.label.as_str());
        self.account_name.as_deref().or(post).unwrap_or_default()
    }

    /// Its page.
    pub fn address(&self, frame: &Frame) -> String {
        frame.link(&format!("cases/{}/tasks/{}", self.case.id, self.id))
    }
}

fn choice(address: &Address) -> &'static (&'static str, &'static str, &'static str) {
    let asked = address.parameter("choice").unwrap_or_default();
    let found = CHOICES.iter().find(|(key, ..)| *key == asked);
    found.unwrap_or(&CHOICES[0])
}

fn filter(address: &Address) -> Value {
    json!({
        "choice": choice(address).1,
        "onlyMine": address.parameter("onlyMine").is_some(),
    })
}

/// The form above the list, as the address fills it in.
fn filled(form: Form, address: &Address) -> Form {
    let form = form.with("choice", choice(address).0);
    match address.parameter("onlyMine") {
        Some(_) => form.with("onlyMine", "yes"),
        None => form,
    }
}

impl TasksPage {
    fn new(frame: Frame, form: Form, answer: TasksAnswer, address: &Address) -> Self {
        let entry = |(key, _, text): &(&str, &str, &str)| Entry {
            key: (*key).to_owned(),
            label: frame.text(text),
        };
        Self {
            // The first choice is the one of an empty field.
            choices: CHOICES[1..].iter().map(entry).collect(),
            form: filled(form, address),
            links: PageLinks::of(address, &answer.tasks.page_info),
            rows: answer.tasks.nodes,
            frame,
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/tasks", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let variables = json!({
        "filter": filter(&request.address),
        "after": request.address.parameter("after"),
    });
    let answer = run::<TasksAnswer>(&request, DOCUMENT, "Tasks", variables).await?;
    let form = Form::new(&request, FIELDS);
    page(&TasksPage::new(
        Frame::of(&request),
        form,
        answer,
        &request.address,
    ))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<TasksPage> {
    let sample = |text: &str, address: &'static str| {
        let nodes: Vec<TaskRow> = serde_json::from_str(text).expect("sample rows");
        let page_info = PageInfo::sample();
        let answer = TasksAnswer {
            tasks: Tasks { nodes, page_info },
        };
        let address = Address::of(&axum::http::Uri::from_static(address));
        TasksPage::new(
            Frame::sample(locale),
            Form::sample(FIELDS),
            answer,
            &address,
        )
    };
    vec![
        sample(
            include_str!("samples/rows.json"),
            "/k/coesfeld/tasks?choice=due&onlyMine=yes",
        ),
        sample("[]", "/k/coesfeld/tasks?choice=nonsense&after=x"),
    ]
}

#[cfg(test)]
mod tests {
    use axum::http::Uri;

    use super::*;

    #[test]
    fn what_the_address_does_not_say_or_says_wrongly_is_not_filtered_by() {
        for (address, choice, only_mine) in [
            ("/k/a/tasks", "OPEN", false),
            ("/k/a/tasks?choice=", "OPEN", false),
            ("/k/a/tasks?choice=nonsense", "OPEN", false),
            ("/k/a/tasks?choice=ended&onlyMine=yes", "ENDED", true),
        ] {
            let address = Address::of(&Uri::from_static(address));
            let expected = json!({ "choice": choice, "onlyMine": only_mine });
            assert_eq!(filter(&address), expected);
        }
    }
}
