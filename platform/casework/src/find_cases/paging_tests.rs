use kernel::testing::Store;

use super::*;
use crate::{
    model::{CaseOrderField, Direction, NewCase, fold_name},
    open_case,
    testing::{AHLEN_KI, Fixture, day, intake},
};

fn page(size: u32) -> PageRequest<CaseCursor> {
    PageRequest { size, after: None }
}

/// Walking through pages of any size in any order gives the list, each case once.
#[tokio::test]
async fn pages_together_are_the_whole_list_in_any_order() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        for index in 0..13_u64 {
            let name = ["Haddad", "Ämin", "Amin", "Özil"][index as usize % 4];
            let person = fixture.person(&lead, "Amina", name).await;
            let opened_on = day("2026-06-01") + chrono::Days::new(index % 3);
            open_case(
                &lead,
                NewCase {
                    opened_on,
                    ..intake(&person, AHLEN_KI)
                },
                None,
            )
            .await
            .expect("opens");
        }
        for field in [
            CaseOrderField::OpenedOn,
            CaseOrderField::LastContactOn,
            CaseOrderField::ClientName,
            CaseOrderField::Number,
        ] {
            for direction in [Direction::Ascending, Direction::Descending] {
                let order = CaseOrder { field, direction };
                let filter = CaseFilter::default();
                let whole = list_cases(&lead, &filter, order, &page(100))
                    .await
                    .expect("lists")
                    .rows;
                assert_eq!(whole.len(), 13);
                let mut keys: Vec<_> = whole.iter().map(|row| sort_key(row, field)).collect();
                if direction == Direction::Descending {
                    keys.reverse();
                }
                assert!(keys.is_sorted(), "{store:?} {order:?} {keys:?}");
                for size in [1, 2, 5, 12, 13] {
                    let mut walked = Vec::new();
                    let mut request = page(size);
                    loop {
                        let part = list_cases(&lead, &filter, order, &request)
                            .await
                            .expect("lists");
                        request.after = part.rows.last().map(|last| last.cursor(field));
                        walked.extend(part.rows);
                        if !part.has_next {
                            break;
                        }
                    }
                    assert!(walked == whole, "{store:?} {order:?} by {size}");
                }
            }
        }
    }
}

fn sort_key(row: &CaseOverview, field: CaseOrderField) -> String {
    match field {
        CaseOrderField::OpenedOn => row.case.opened_on.to_string(),
        CaseOrderField::LastContactOn => row.case.last_seen_on.to_string(),
        CaseOrderField::ClientName => fold_name(&row.client.family_name),
        CaseOrderField::Number => row.case.number.clone(),
    }
}

#[tokio::test]
async fn a_cursor_of_another_order_is_refused() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
    let found = find_case(&lead, case.id)
        .await
        .expect("reads")
        .expect("is there");
    let request = PageRequest {
        size: 1,
        after: Some(found.cursor(CaseOrderField::Number)),
    };
    let refused = list_cases(
        &lead,
        &CaseFilter::default(),
        CaseOrder::default(),
        &request,
    )
    .await;
    assert_eq!(
        crate::testing::problem(refused),
        ("after", ProblemCode::Malformed)
    );
}
