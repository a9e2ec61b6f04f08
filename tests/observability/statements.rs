//! How many statements a request may cost.

use casework::synthetic::{SyntheticPlan, generate};
use kernel::testing::Store;
use kreislotse_tests::{Crew, PlatformPlan, TestPlatform};
use serde_json::{Value, json};

/// Session, cases with clients, referrals, audit entry, and two to spare.
const CASE_LIST_STATEMENTS_MAX: u32 = 6;
/// Some of the synthetic cases are closed and not in the list.
const CASES: u32 = 160;

const CASE_LIST: &str = "query CaseList($first: Int!) { cases(first: $first) { totalCount nodes {
    number openedOn lastContactOn
    client { displayName }
    unit { label } carrier { label } post { label }
    referrals { provider state { label } sentOn }
    warnings { code } } } }";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_list_of_fifty_takes_six_statements_however_long_it_is() {
    for store in Store::ALL {
        let platform = TestPlatform::start(PlatformPlan::new(store, &["warendorf"])).await;
        let crew = Crew::gather(&platform, "warendorf").await;
        let context = crew.lead().context(&platform).await;
        let reference_date = context.clock().today();
        let plan = SyntheticPlan {
            seed: 1,
            cases: CASES,
            reference_date,
        };
        generate(&context, plan, |_, _| {})
            .await
            .expect("generated");

        let client = &crew.lead().client;
        let short = client.graphql(CASE_LIST, json!({ "first": 10 })).await;
        let long = client.graphql(CASE_LIST, json!({ "first": 50 })).await;
        let rows = long.data()["cases"]["nodes"].take();
        assert_eq!(rows.as_array().map(Vec::len), Some(50), "{store:?}");
        for part in [
            "/lastContactOn",
            "/unit/label",
            "/client/displayName",
            "/referrals/0/provider",
        ] {
            assert!(
                some_row_has(&rows, part),
                "{store:?}: no row has {part}, so it costs nothing"
            );
        }
        assert_eq!(
            long.statements(),
            short.statements(),
            "{store:?}: a statement for each row"
        );
        assert!(
            long.statements() <= CASE_LIST_STATEMENTS_MAX,
            "{store:?}: {}",
            long.statements()
        );
        let page = client.page("cases").await;
        assert_eq!(page.status, 200, "{store:?}: {page:?}");
        assert!(
            page.statements() <= CASE_LIST_STATEMENTS_MAX,
            "{store:?}: the page takes {}",
            page.statements()
        );
    }
}

fn some_row_has(rows: &Value, path: &str) -> bool {
    let rows = rows.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter()
        .any(|row| row.pointer(path).is_some_and(|value| !value.is_null()))
}
