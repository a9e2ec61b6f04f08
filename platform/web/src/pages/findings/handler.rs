//! Lists findings, filtered.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        case::Labelled,
        documents::run,
        export::{ExportLinks, List},
        forms::Form,
        frame::Frame,
        numbers::format_day,
        paging::{PageInfo, PageLinks},
        person::Entry,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{
        address::{Address, encode},
        tenant::TenantRequest,
    },
};

/// The fields of the filter, named like parameters of the address.
const FIELDS: &[&str] = &["kind", "lifeArea", "municipality"];

#[derive(Deserialize)]
struct Answer {
    findings: Findings,
    county: County,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Findings {
    nodes: Vec<Finding>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    kind: Labelled,
    title: String,
    description: String,
    municipality: Labelled,
    life_area: Option<Labelled>,
    legal_fields: Vec<Labelled>,
    offices: String,
    seen_on: NaiveDate,
    case_id: Option<String>,
}

#[derive(Deserialize)]
struct County {
    municipalities: Vec<Entry>,
    lists: Lists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lists {
    life_areas: Vec<Entry>,
    support: SupportLists,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SupportLists {
    finding_kinds: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "findings/page.html")]
pub(in crate::pages) struct FindingsPage {
    frame: Frame,
    form: Form,
    findings: Vec<Finding>,
    county: County,
    links: PageLinks,
    exports: ExportLinks,
}

impl FindingsPage {
    fn new(
        frame: Frame,
        form: Form,
        answer: Answer,
        (address, exports): (&Address, ExportLinks),
    ) -> Self {
        Self {
            exports,
            links: PageLinks::of(address, &answer.findings.page_info),
            findings: answer.findings.nodes,
            county: answer.county,
            form,
            frame,
        }
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn case_address(&self, id: &str) -> String {
        self.frame.link(&format!("cases/{}", encode(id)))
    }

    /// Offices and laws concerned, as one line.
    fn concerned(&self, finding: &Finding) -> String {
        let laws = finding
            .legal_fields
            .iter()
            .map(|field| field.label.as_str());
        let offices = Some(finding.offices.as_str()).filter(|offices| !offices.is_empty());
        offices
            .into_iter()
            .chain(laws)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/findings", get(show))
}

fn parameter(address: &Address, name: &str) -> Option<String> {
    let value = address.parameter(name);
    value.map(str::to_owned).filter(|value| !value.is_empty())
}

/// The filter that the address holds.
pub(in crate::pages) fn filter(address: &Address) -> Value {
    json!({
        "kind": parameter(address, "kind"),
        "lifeArea": parameter(address, "lifeArea"),
        "municipality": parameter(address, "municipality"),
    })
}

async fn show(request: TenantRequest) -> PageResult {
    let parameter = |name: &str| parameter(&request.address, name);
    let filter = filter(&request.address);
    let variables = json!({ "filter": filter, "after": parameter("after") });
    let answer: Answer = run(&request, DOCUMENT, "Findings", variables).await?;
    let form = FIELDS
        .iter()
        .fold(Form::new(&request, FIELDS), |form, name| {
            form.with(name, parameter(name).unwrap_or_default())
        });
    let exports = ExportLinks::of(&request, List::Findings);
    let frame = Frame::of(&request);
    page(&FindingsPage::new(
        frame,
        form,
        answer,
        (&request.address, exports),
    ))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<FindingsPage> {
    let sample = |text: &str| {
        let answer = serde_json::from_str(text).expect("a sample answer");
        let uri = axum::http::Uri::from_static("/k/warendorf/findings?kind=gap");
        let form = Form::sample(FIELDS);
        let exports = ExportLinks::sample();
        FindingsPage::new(
            Frame::sample(locale),
            form,
            answer,
            (&Address::of(&uri), exports),
        )
    };
    vec![
        sample(include_str!("samples/some.json")),
        sample(include_str!("samples/none.json")),
    ]
}
