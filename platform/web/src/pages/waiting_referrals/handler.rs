//! Lists referrals without an answer: mine or all in scope, those overdue or of so many days.

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
        render::{PageResult, page},
        tasks::{CaseReference, Label},
    },
    state::WebState,
    transport::{address::Address, tenant::TenantRequest},
};

/// Fields of the filter; each is a parameter of the address of the same name.
const FIELDS: &[&str] = &["onlyMine", "all"];

#[derive(Template)]
#[template(path = "waiting_referrals/page.html")]
pub(in crate::pages) struct WaitingReferralsPage {
    frame: Frame,
    form: Form,
    rows: Vec<WaitingRow>,
    links: PageLinks,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WaitingAnswer {
    waiting_referrals: Waiting,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Waiting {
    nodes: Vec<WaitingRow>,
    page_info: PageInfo,
}

/// A referral without an answer in a list across cases.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct WaitingRow {
    pub case: CaseReference,
    pub provider: String,
    pub legal_field: Label,
    pub sent_on: NaiveDate,
    pub waiting_days: i64,
}

impl WaitingRow {
    /// The day it was sent, for a column.
    pub fn sent(&self) -> String {
        format_day_in_list(self.sent_on)
    }
}

/// The filter; only what is overdue unless the address asks for all.
fn filter(address: &Address) -> Value {
    let asks = |name| address.parameter(name).is_some();
    json!({
        "onlyMine": asks("onlyMine"),
        "waitingDays": asks("all").then_some(0),
    })
}

impl WaitingReferralsPage {
    fn new(frame: Frame, form: Form, answer: WaitingAnswer, address: &Address) -> Self {
        let ticked = FIELDS
            .iter()
            .filter(|name| address.parameter(name).is_some());
        Self {
            form: ticked.fold(form, |form, name| form.with(name, "yes")),
            links: PageLinks::of(address, &answer.waiting_referrals.page_info),
            rows: answer.waiting_referrals.nodes,
            frame,
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/referrals", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let variables = json!({
        "filter": filter(&request.address),
        "after": request.address.parameter("after"),
    });
    let answer = run::<WaitingAnswer>(&request, DOCUMENT, "WaitingReferrals", variables).await?;
    let form = Form::new(&request, FIELDS);
    page(&WaitingReferralsPage::new(
        Frame::of(&request),
        form,
        answer,
        &request.address,
    ))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<WaitingReferralsPage> {
    let sample = |text: &str, address: &'static str| {
        let nodes: Vec<WaitingRow> = serde_json::from_str(text).expect("sample rows");
        let page_info = PageInfo::sample();
        let answer = WaitingAnswer {
            waiting_referrals: Waiting { nodes, page_info },
        };
        let address = Address::of(&axum::http::Uri::from_static(address));
        let form = Form::sample(FIELDS);
        WaitingReferralsPage::new(Frame::sample(locale), form, answer, &address)
    };
    vec![
        sample(
            include_str!("samples/rows.json"),
            "/k/coesfeld/referrals?all=yes&onlyMine=yes",
        ),
        sample("[]", "/k/coesfeld/referrals?after=x"),
    ]
}
