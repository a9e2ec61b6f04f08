//! Shows the list.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{CaseListAnswer, Cases, County, Entry, Structure, Warning},
    filter::{FIELDS, aria_sort, filter, is_narrowed, order, sort_link},
};
use crate::{
    pages::{
        documents::run,
        export::{ExportLinks, List},
        forms::Form,
        frame::Frame,
        numbers::{format_count, format_day_in_list},
        paging::PageLinks,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{address::Address, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "case_list/page.html")]
pub(in crate::pages) struct CaseListPage {
    frame: Frame,
    form: Form,
    address: Address,
    county: County,
    structure: Structure,
    cases: Cases,
    links: PageLinks,
    states: Vec<Entry>,
    may_open: bool,
    may_close: bool,
    exports: ExportLinks,
}

impl CaseListPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day_in_list(*day)
    }

    /// A warning in a few words; one of a new kind in its own.
    fn hint(&self, warning: &Warning) -> String {
        let words = self.frame.words;
        let on = warning.on.as_ref().map(|day| self.day(day));
        let missing = i64::try_from(warning.missing.len()).unwrap_or(i64::MAX);
        match (warning.code.as_str(), warning.days, on) {
            ("NOT_SEEN_FOR", Some(days), _) => words.text_with_count("cases-hint-not-seen", days),
            ("CLOSES_ON", _, Some(day)) => words.text_with("cases-hint-closes", day),
            ("CLOSING_RULE_DUE", _, Some(day)) => words.text_with("cases-hint-closing-due", day),
            ("INCOMPLETE_DATA", ..) => words.text_with_count("cases-hint-incomplete", missing),
            ("POST_ENDED", ..) => words.text("cases-hint-post-ended"),
            _ => warning.message.clone(),
        }
    }

    /// The county's own word.
    fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.county
            .words
            .iter()
            .find(|word| word.key == key)
            .map_or(key, |word| &word.label)
    }

    fn total(&self) -> String {
        let values = [(
            "count",
            format_count(self.cases.total_count, self.frame.words.0),
        )];
        self.frame.words.text_with_all("cases-total", &values)
    }

    fn is_narrowed(&self) -> bool {
        is_narrowed(&self.address)
    }

    fn sort_link(&self, key: &str) -> String {
        sort_link(&self.address, key)
    }

    fn aria_sort(&self, key: &str) -> &'static str {
        aria_sort(&self.address, key)
    }

    /// The same page again, for the list that renews itself.
    fn fragment(&self) -> String {
        self.address.with(&[("lang", "")])
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let address = request.address.clone();
    let variables = json!({
        "filter": filter(&address),
        "orderBy": order(&address),
        "after": address.parameter("after"),
    });
    let answer = run::<CaseListAnswer>(&request, DOCUMENT, "CaseList", variables).await?;
    let form = FIELDS
        .iter()
        .fold(Form::new(&request, FIELDS), |form, name| {
            match address.parameter(name).filter(|value| !value.is_empty()) {
                Some(value) => form.with(name, value),
                None => form,
            }
        });
    let frame = Frame::of(&request);
    page(&CaseListPage {
        states: states(&frame),
        links: PageLinks::of(&address, &answer.cases.page_info),
        exports: ExportLinks::of(&request, List::Cases),
        may_close: request
            .context
            .actor()
            .may(kernel::access::Permission::CaseClose),
        may_open: request
            .context
            .actor()
            .may(kernel::access::Permission::CaseOpen),
        frame,
        form,
        address,
        county: answer.county,
        structure: answer.structure,
        cases: answer.cases,
    })
}

fn states(frame: &Frame) -> Vec<Entry> {
    let entry = |key: &str| Entry {
        key: key.to_owned(),
        label: frame.text(&format!("cases-state-{key}")),
    };
    ["closed", "all"].map(entry).into()
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CaseListPage> {
    let sample = |text: &str, links| {
        let answer: CaseListAnswer = serde_json::from_str(text).expect("a sample answer");
        let frame = Frame::sample(locale);
        CaseListPage {
            states: states(&frame),
            frame,
            form: Form::sample(FIELDS),
            address: Address::of(&axum::http::Uri::from_static(
                "/k/coesfeld/cases?search=yil",
            )),
            county: answer.county,
            structure: answer.structure,
            cases: answer.cases,
            links,
            may_open: true,
            may_close: true,
            exports: ExportLinks::sample(),
        }
    };
    vec![
        sample(include_str!("samples/two_cases.json"), PageLinks::sample()),
        sample(
            include_str!("samples/nothing_found.json"),
            PageLinks::default(),
        ),
    ]
}
