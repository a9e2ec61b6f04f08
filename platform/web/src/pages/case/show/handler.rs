//! Shows a case.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Case, CasePageAnswer},
    entries::{HistoryStep, ShownEntry, history, shown_entries},
    key_data::{KeyDatum, key_data},
    warnings::{ShownWarning, shown_warnings},
};
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::format_day,
        paging::PageLinks,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{address::Address, problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "case/show/page.html")]
pub(in crate::pages) struct CasePage {
    frame: Frame,
    case: Case,
    warnings: Vec<ShownWarning>,
    entries: Vec<ShownEntry>,
    key_data: Vec<KeyDatum>,
    history: Vec<HistoryStep>,
    links: PageLinks,
    /// Whether the viewer's role reads plans; of this case the page itself decides.
    may_read_support: bool,
}

impl CasePage {
    fn build(
        frame: Frame,
        answer: CasePageAnswer,
        address: &Address,
        may_read_support: bool,
    ) -> Option<Self> {
        let case = answer.case?;
        let mut links = PageLinks::of(address, &case.timeline.page_info);
        let is_first = links.first.is_empty();
        // A reader who turns a page of the timeline wants to go on there.
        for link in [&mut links.first, &mut links.next] {
            if !link.is_empty() {
                link.push_str("#timeline");
            }
        }
        Some(Self {
            warnings: shown_warnings(&case, &frame),
            entries: shown_entries(&case.timeline.nodes, &frame),
            key_data: key_data(&case, &answer.county, &frame),
            // Further back the timeline alone tells it: its pages hold only their own steps.
            history: if is_first {
                history(&case.timeline.nodes, &frame)
            } else {
                Vec::new()
            },
            links,
            may_read_support,
            frame,
            case,
        })
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn is_open(&self) -> bool {
        self.case.state.key == "open"
    }

    /// The address of a step of this case.
    fn step(&self, step: &str) -> String {
        self.frame.link(&format!("cases/{}/{step}", self.case.id))
    }

    /// The steps that the viewer can take now, the most frequent first.
    fn actions(&self) -> Vec<(String, &'static str)> {
        let can = &self.case.can;
        [
            (can.record_contact, "contacts/new", "case-record-contact"),
            (can.reactivate, "reactivate", "case-reactivate"),
            (self.may_read_support, "support", "case-support"),
            (can.record_referral, "referrals/new", "case-send-referral"),
            (can.record_finding, "findings/new", "case-record-finding"),
            (
                can.change_constellation,
                "constellation",
                "case-change-constellation",
            ),
            (can.assign, "assign", "case-assign"),
            (can.close, "close", "case-close"),
        ]
        .into_iter()
        .filter(|(may, _, _)| *may)
        .map(|(_, step, text)| (self.step(step), text))
        .collect()
    }

    /// Whether this page of the timeline holds the beginning of the history.
    fn history_goes_back(&self) -> bool {
        self.links.next.is_empty()
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}", get(show))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let variables = json!({ "id": id, "after": request.address.parameter("after") });
    let answer = run::<CasePageAnswer>(&request, DOCUMENT, "CasePage", variables).await?;
    let may_read_support = request.context.actor().may(Permission::SupportRead);
    let frame = Frame::of(&request);
    let shown = CasePage::build(frame, answer, &request.address, may_read_support);
    page(&shown.ok_or(Problem::NotFound)?)
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CasePage> {
    let sample = |text: &str, address: &'static str| {
        let answer = serde_json::from_str(text).expect("a sample answer");
        let address = Address::of(&axum::http::Uri::from_static(address));
        let page = CasePage::build(Frame::sample(locale), answer, &address, true);
        page.expect("the sample has a case")
    };
    vec![
        sample(
            include_str!("samples/open.json"),
            "/k/coesfeld/cases/Q2FzZTox",
        ),
        sample(
            include_str!("samples/closed.json"),
            "/k/coesfeld/cases/Q2FzZTox",
        ),
        sample(
            include_str!("samples/little.json"),
            "/k/coesfeld/cases/Q2FzZTox?after=abc",
        ),
    ]
}
