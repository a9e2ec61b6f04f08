//! Retention, erasure and restriction on real databases.

mod carrying_out;
mod erasure;
mod restriction;
mod review;
mod traces;

use chrono::Duration;
use kernel::{
    access::{Role, Scope},
    paging::PageRequest,
    testing::Store,
};
use tenants::{CountyContext, model::retention::DataKind};

use crate::{
    close_case, fill_review_list, list_retention,
    model::{Case, Closing, ClosingGround, RetentionItem, RetentionItemId, RetentionList},
    testing::{AHLEN_KI, Fixture, day},
};

/// Longer than every period of the county's rules.
const MORE_THAN_THREE_YEARS: Duration = Duration::days(37 * 31);

async fn fixture(store: Store) -> Fixture {
    Fixture::create_with(store, &[rules::migrations]).await
}

async fn privacy_officer(fixture: &Fixture) -> CountyContext {
    fixture
        .signed_in(Role::PrivacyOfficer, Scope::whole_county())
        .await
}

/// A case closed on 1 July 2026.
async fn closed_case(fixture: &Fixture, lead: &CountyContext, name: &str) -> Case {
    let case = fixture.case(lead, name, AHLEN_KI).await;
    let closing = Closing {
        ground: ClosingGround::GoalsReached,
        note: name.to_owned(),
        closed_on: day("2026-07-01"),
        expected_version: 1,
    };
    close_case(lead, case.id, closing).await.expect("closes")
}

async fn fill(context: &CountyContext) -> u64 {
    fill_review_list(context).await.expect("fills")
}

async fn list(context: &CountyContext, list: RetentionList) -> Vec<RetentionItem> {
    let page = PageRequest {
        size: 100,
        after: None,
    };
    list_retention(context, list, &page)
        .await
        .expect("lists")
        .rows
}

/// What is due of that kind.
async fn due(context: &CountyContext, kind: DataKind) -> Vec<RetentionItemId> {
    let items = list(context, RetentionList::Due).await.into_iter();
    items
        .filter(|item| item.data_kind == kind)
        .map(|item| item.id)
        .collect()
}
