//! The review list: released, offered to the archive, answered.

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

use super::{DOCUMENT, Outcome, SubjectPages, Word};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::{format_day_in_list, format_instant},
        paging::{PageInfo, PageLinks},
        render::{PageResult, invalid_page, page, see},
    },
    state::WebState,
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

/// The list stands for all its boxes.
const FIELDS: &[&str] = &["itemIds"];
/// Names of boxes begin so.
const BOX: &str = "item-";
/// The parts of the list, and what was deleted.
const LISTS: [&str; 5] = ["due", "offered", "held", "released", "done"];

#[derive(Template)]
#[template(path = "retention/review.html")]
pub(in crate::pages) struct RetentionPage {
    frame: Frame,
    form: Form,
    list: &'static str,
    items: Vec<Item>,
    offers: Vec<Offer>,
    proofs: Vec<Proof>,
    links: PageLinks,
    may_release: bool,
    may_hold: bool,
    pages: SubjectPages,
    report: Option<Report>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    data_kind: Word,
    subject_kind: Word,
    subject_id: Option<String>,
    case_number: Option<String>,
    due_on: NaiveDate,
    is_held: bool,
    measure: Option<Word>,
    responsible: Option<Word>,
    wants_archive: bool,
    archive_answer: Option<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Offer {
    id: String,
    data_kind: Word,
    subjects: i64,
    offered_at: DateTime<Utc>,
    answer: Option<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Proof {
    data_kind: Word,
    measure: Word,
    released: i64,
    subjects: i64,
    rows: i64,
    configuration: i64,
    released_by: Option<String>,
    released_at: DateTime<Utc>,
    carried_out_at: Option<DateTime<Utc>>,
}

/// What came of a submission.
struct Report {
    text: &'static str,
    count: i64,
    /// Reasons for what was left, each once.
    refused: Vec<String>,
}

impl RetentionPage {
    fn lists(&self) -> [&'static str; 5] {
        LISTS
    }

    fn is_current(&self, list: &str) -> bool {
        self.list == list
    }

    fn list_title(&self, list: &str) -> String {
        self.frame.text(&format!("retention-list-{list}"))
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day_in_list(*day)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn subject(&self, item: &Item) -> String {
        match &item.case_number {
            Some(number) => format!("{} {number}", item.subject_kind.label),
            None => item.subject_kind.label.clone(),
        }
    }

    fn address(&self, item: &Item) -> Option<String> {
        let id = item.subject_id.as_deref()?;
        let address = self.pages.address(&item.subject_kind.key, id)?;
        Some(self.frame.link(&address))
    }

    fn can_choose(&self) -> bool {
        self.may_release && ["due", "offered"].contains(&self.list)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/retention", get(show).post(decide))
        .route("/k/{tenant}/retention/offers/{id}", post(answer))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ItemsAnswer {
    retention_items: Nodes<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ProofsAnswer {
    retention_proofs: Nodes<Proof>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OffersAnswer {
    archive_offers: Vec<Offer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Nodes<T> {
    nodes: Vec<T>,
    page_info: PageInfo,
}

async fn load(
    request: &TenantRequest,
    list: &str,
    form: Form,
    report: Option<Report>,
) -> Result<RetentionPage, Problem> {
    let list = LISTS
        .into_iter()
        .find(|known| *known == list)
        .unwrap_or("due");
    let after = request.address.parameter("after");
    let actor = request.context.actor();
    let mut shown = RetentionPage {
        frame: Frame::of(request),
        form,
        list,
        items: Vec::new(),
        offers: Vec::new(),
        proofs: Vec::new(),
        links: PageLinks::default(),
        may_release: actor.may(Permission::RetentionRelease),
        may_hold: actor.may(Permission::RetentionHold),
        pages: SubjectPages::of(actor),
        report,
    };
    if list == "done" {
        let variables = json!({ "after": after });
        let found = run::<ProofsAnswer>(request, DOCUMENT, "RetentionProofs", variables)
            .await?
            .retention_proofs;
        shown.links = PageLinks::of(&request.address, &found.page_info);
        shown.proofs = found.nodes;
    } else {
        let variables = json!({ "list": list, "after": after });
        let found = run::<ItemsAnswer>(request, DOCUMENT, "RetentionItems", variables)
            .await?
            .retention_items;
        shown.links = PageLinks::of(&request.address, &found.page_info);
        shown.items = found.nodes;
    }
    if list == "offered" {
        let found = run::<OffersAnswer>(request, DOCUMENT, "ArchiveOffers", json!({})).await?;
        shown.offers = found.archive_offers;
    }
    Ok(shown)
}

async fn show(request: TenantRequest) -> PageResult {
    let list = request.address.parameter("list").unwrap_or_default();
    let form = Form::new(&request, FIELDS);
    page(&load(&request, list, form, None).await?)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReleaseAnswer {
    retention_release: ReleaseOutcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReleaseOutcome {
    released: i64,
    refused: Vec<Refusal>,
    user_errors: Vec<UserError>,
}

#[derive(Deserialize)]
struct Refusal {
    reason: Word,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfferAnswer {
    archive_offer_make: OfferOutcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OfferOutcome {
    offered: i64,
    user_errors: Vec<UserError>,
}

/// The answer is no redirect: it says which rows were left, and why.
async fn decide(submission: Submission) -> PageResult {
    let request = &submission.request;
    let names = submission.values.keys();
    let ids: Vec<&str> = names.filter_map(|name| name.strip_prefix(BOX)).collect();
    let variables = json!({ "ids": ids });
    let (report, problems) = if submission.value("decision") == "offer" {
        let done = run::<OfferAnswer>(request, DOCUMENT, "OfferItems", variables).await?;
        let outcome = done.archive_offer_make;
        let report = Report {
            text: "retention-offered",
            count: outcome.offered,
            refused: Vec::new(),
        };
        (report, outcome.user_errors)
    } else {
        let done = run::<ReleaseAnswer>(request, DOCUMENT, "ReleaseItems", variables).await?;
        let outcome = done.retention_release;
        let reasons = outcome
            .refused
            .into_iter()
            .map(|refusal| refusal.reason.label);
        let mut refused: Vec<String> = reasons.collect();
        refused.sort();
        refused.dedup();
        let report = Report {
            text: "retention-released",
            count: outcome.released,
            refused,
        };
        (report, outcome.user_errors)
    };
    let list = submission.value("list");
    if problems.is_empty() {
        let form = Form::new(request, FIELDS);
        page(&load(request, list, form, Some(report)).await?)
    } else {
        let form = Form::refused(&submission, FIELDS, problems);
        invalid_page(&load(request, list, form, None).await?)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AnswerAnswer {
    archive_offer_answer: Outcome,
}

async fn answer(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let variables = json!({ "id": id, "answer": submission.value("answer") });
    let answered = run::<AnswerAnswer>(request, DOCUMENT, "AnswerOffer", variables).await?;
    let problems = answered.archive_offer_answer.user_errors;
    if problems.is_empty() {
        see(&request.path("retention?list=offered"))
    } else {
        let form = Form::refused(&submission, FIELDS, problems);
        invalid_page(&load(request, "offered", form, None).await?)
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<RetentionPage> {
    let word = |key: &str| Word {
        key: key.to_owned(),
        label: key.to_owned(),
    };
    let now: DateTime<Utc> = "2026-07-15T10:00:00Z".parse().expect("an instant");
    let item = |kind: &str, number: Option<&str>| Item {
        id: format!("SXRlbTo{kind}"),
        data_kind: word("Fälle"),
        subject_kind: word(kind),
        subject_id: number.map(|_| "Q2FzZTo".to_owned()),
        case_number: number.map(str::to_owned),
        due_on: now.date_naive(),
        is_held: kind == "person",
        measure: Some(word("löschen")),
        responsible: Some(word("KIM-Leitung")),
        wants_archive: true,
        archive_answer: number.map(|_| word("übernommen")),
    };
    let offer = |answer: Option<&str>| Offer {
        id: "T2ZmZXI6".to_owned(),
        data_kind: word("Fälle"),
        subjects: 2,
        offered_at: now,
        answer: answer.map(word),
    };
    let proof = || Proof {
        data_kind: word("Fälle"),
        measure: word("löschen"),
        released: 3,
        subjects: 2,
        rows: 20,
        configuration: 1,
        released_by: Some("Ada".to_owned()),
        released_at: now,
        carried_out_at: Some(now),
    };
    let full = |list| RetentionPage {
        items: vec![
            item("case", Some("2026-000001")),
            item("person", None),
            item("audit-trail", None),
        ],
        offers: vec![offer(None), offer(Some("übernommen"))],
        proofs: vec![proof()],
        may_release: true,
        may_hold: true,
        pages: SubjectPages(vec![("case", "cases")]),
        report: Some(Report {
            text: "retention-released",
            count: 1,
            refused: vec!["ein Vermerk".to_owned()],
        }),
        ..empty_sample(locale, list)
    };
    let mut pages: Vec<RetentionPage> = LISTS.map(full).into();
    pages.extend(LISTS.map(|list| empty_sample(locale, list)));
    pages.push(RetentionPage {
        form: Form::sample_with_problems(FIELDS),
        report: None,
        ..full("due")
    });
    pages
}

/// A list without anything in it, for somebody who may only look.
#[cfg(test)]
fn empty_sample(locale: kernel::locale::Locale, list: &'static str) -> RetentionPage {
    RetentionPage {
        frame: Frame::sample(locale),
        form: Form::sample(FIELDS),
        list,
        items: Vec::new(),
        offers: Vec::new(),
        proofs: Vec::new(),
        links: PageLinks::sample(),
        may_release: false,
        may_hold: false,
        pages: SubjectPages::default(),
        report: None,
    }
}
