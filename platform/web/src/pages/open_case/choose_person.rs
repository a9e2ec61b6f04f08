//! The first step: who the case is about.

use std::collections::HashSet;

use askama::Template;
use chrono::NaiveDate;
use kernel::access::Permission;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{FoundAnswer, Persons},
};
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::PersonRow,
        render::{PageResult, page},
    },
    transport::tenant::TenantRequest,
};

const FIELDS: &[&str] = &["name"];

#[derive(Template)]
#[template(path = "open_case/choose_person.html")]
pub(in crate::pages) struct ChoosePersonPage {
    frame: Frame,
    form: Form,
    /// Whom the search found; nothing before it.
    found: Option<Persons>,
    /// Persons with open cases, by id.
    with_open_case: HashSet<String>,
    may_register: bool,
}

impl ChoosePersonPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn has_open_case(&self, person: &PersonRow) -> bool {
        self.with_open_case.contains(&person.id)
    }
}

pub(super) async fn show(request: &TenantRequest) -> PageResult {
    let name = request.address.parameter("name").unwrap_or_default().trim();
    let answer = if name.is_empty() {
        None
    } else {
        let variables = json!({ "name": name });
        Some(run::<FoundAnswer>(request, DOCUMENT, "FindPerson", variables).await?)
    };
    let (found, cases) = answer
        .map(|answer| (answer.persons, answer.cases.nodes))
        .unzip();
    page(&ChoosePersonPage {
        frame: Frame::of(request),
        form: Form::new(request, FIELDS).with("name", name),
        found,
        with_open_case: cases
            .into_iter()
            .flatten()
            .map(|case| case.client.id)
            .collect(),
        may_register: request.context.actor().may(Permission::PersonRegister),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChoosePersonPage> {
    use super::answer::HasNextPage;
    let sample = |found: Option<(Vec<PersonRow>, bool)>| ChoosePersonPage {
        frame: Frame::sample(locale),
        form: Form::sample(FIELDS).with("name", "Yıldız"),
        found: found.map(|(nodes, has_next_page)| Persons {
            nodes,
            page_info: HasNextPage { has_next_page },
        }),
        with_open_case: HashSet::from(["UGVyc29uOjE".to_owned()]),
        may_register: true,
    };
    vec![
        sample(None),
        sample(Some((PersonRow::samples(), true))),
        sample(Some((Vec::new(), false))),
    ]
}
