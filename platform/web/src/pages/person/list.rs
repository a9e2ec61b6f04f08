//! The search for persons.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{DOCUMENT, answer::PersonRow};
use crate::{
    pages::{
        documents::run,
        export::{ExportLinks, List},
        forms::Form,
        frame::Frame,
        numbers::{format_count, format_day},
        paging::{PageInfo, PageLinks},
        render::{PageResult, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

const FIELDS: &[&str] = &["name"];

#[derive(Template)]
#[template(path = "person/list.html")]
pub(in crate::pages) struct PersonListPage {
    frame: Frame,
    form: Form,
    persons: Persons,
    links: PageLinks,
    may_register: bool,
    exports: ExportLinks,
}

#[derive(Deserialize)]
struct ListAnswer {
    persons: Persons,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Persons {
    total_count: i64,
    nodes: Vec<PersonRow>,
    page_info: PageInfo,
}

impl PersonListPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn total(&self) -> String {
        let count = format_count(self.persons.total_count, self.frame.words.0);
        self.frame
            .words
            .text_with_all("persons-total", &[("count", count)])
    }

    fn is_searched(&self) -> bool {
        !self.form.value("name").is_empty()
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/persons", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let address = &request.address;
    let name = address
        .parameter("name")
        .unwrap_or_default()
        .trim()
        .to_owned();
    let variables = json!({ "name": name, "after": address.parameter("after") });
    let persons = run::<ListAnswer>(&request, DOCUMENT, "PersonList", variables)
        .await?
        .persons;
    page(&PersonListPage {
        frame: Frame::of(&request),
        form: Form::new(&request, FIELDS).with("name", name),
        links: PageLinks::of(address, &persons.page_info),
        exports: ExportLinks::of(&request, List::Persons),
        may_register: request.context.actor().may(Permission::PersonRegister),
        persons,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<PersonListPage> {
    let sample = |nodes: Vec<PersonRow>, name: &str| PersonListPage {
        frame: Frame::sample(locale),
        form: Form::sample(FIELDS).with("name", name),
        persons: Persons {
            total_count: 20_000,
            nodes,
            page_info: PageInfo::sample(),
        },
        links: PageLinks::sample(),
        may_register: true,
        exports: ExportLinks::sample(),
    };
    vec![
        sample(PersonRow::samples(), ""),
        sample(vec![], "Yıldız"),
        sample(vec![], ""),
    ]
}
