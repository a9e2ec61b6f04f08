//! Reading the contacts and referrals of cases.

use std::collections::HashMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait},
};
use tenants::CountyContext;

use crate::{
    case_scope::{cases_in, is_one_of},
    find_cases::load_referrals,
    model::{CaseId, Contact, ContactCursor, PersonId, Referral},
    tables::{cases, contacts},
};

/// The contacts of a case, latest first. Needs [`Permission::ContactRead`] for the case.
pub async fn list_contacts(
    context: &CountyContext,
    case: CaseId,
    page: &PageRequest<ContactCursor>,
) -> Result<Page<Contact>, Failure> {
    if readable_cases(context, Permission::ContactRead, &[case])
        .await?
        .is_empty()
    {
        return Err(Failure::NotFound);
    }
    let mut query = contacts::Entity::find()
        .filter(contacts::Column::CaseId.eq(case))
        .order_by_desc(contacts::Column::OccurredOn)
        .order_by_desc(contacts::Column::Id)
        .limit(u64::from(page.size) + 1);
    if let Some(after) = page.after {
        let columns = [contacts::Column::OccurredOn, contacts::Column::Id].map(Expr::col);
        let bound = Expr::tuple([Expr::val(after.occurred_on), Expr::val(after.id)]);
        query = query.filter(Expr::tuple(columns).lt(bound));
    }
    let rows = query.all(context.database()).await?;
    Ok(Page::from_overfull(rows, page.size).map(Contact::from))
}

/// The contacts of those of the cases that the actor may read them of, latest first, for loaders.
/// Needs [`Permission::ContactRead`].
pub async fn contacts_by_cases(
    context: &CountyContext,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, Vec<Contact>>, Failure> {
    let readable = readable_cases(context, Permission::ContactRead, cases).await?;
    let backend = context.database().get_database_backend();
    let rows = contacts::Entity::find()
        .filter(is_one_of(backend, contacts::Column::CaseId, readable))
        .order_by_desc(contacts::Column::OccurredOn)
        .order_by_desc(contacts::Column::Id)
        .all(context.database())
        .await?;
    let mut by_case: HashMap<CaseId, Vec<Contact>> = HashMap::new();
    for row in rows {
        by_case.entry(row.case_id).or_default().push(row.into());
    }
    Ok(by_case)
}

/// The referrals of a case, latest first. Needs [`Permission::ReferralRead`] for the case.
pub async fn list_referrals(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<Referral>, Failure> {
    let readable = readable_cases(context, Permission::ReferralRead, &[case]).await?;
    if readable.is_empty() {
        return Err(Failure::NotFound);
    }
    Ok(load_referrals(context, &readable)
        .await?
        .remove(&case)
        .unwrap_or_default())
}

/// The referrals of those of the cases that the actor may read them of, latest first, for loaders.
/// Needs [`Permission::ReferralRead`].
pub async fn referrals_by_cases(
    context: &CountyContext,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, Vec<Referral>>, Failure> {
    let readable = readable_cases(context, Permission::ReferralRead, cases).await?;
    load_referrals(context, &readable).await
}

/// Those of the cases for which the actor has the permission, written down as read.
pub(crate) async fn readable_cases(
    context: &CountyContext,
    permission: Permission,
    ids: &[CaseId],
) -> Result<Vec<CaseId>, Failure> {
    let scope = context.authorize(permission)?;
    let backend = context.database().get_database_backend();
    let found: Vec<(CaseId, PersonId)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::PersonId])
        .filter(cases_in(&scope))
        .filter(is_one_of(backend, cases::Column::Id, ids.iter().copied()))
        .into_tuple()
        .all(context.database())
        .await?;
    if !found.is_empty() {
        let entry = AuditEntry {
            action: permission.key(),
            object_kind: "case",
            object_id: if let [(only, _)] = found.as_slice() {
                Some(only.0)
            } else {
                None
            },
            person_ids: found.iter().map(|(_, person)| person.0).collect(),
        };
        audit::record_read(context, entry).await?;
    }
    Ok(found.into_iter().map(|(case, _)| case).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        testing::Store,
    };

    use super::*;
    use crate::{
        model::{Case, NewContact},
        record_contact,
        testing::{AHLEN_KI, Fixture, SOUTH_KI, day, is_not_found},
    };

    async fn contact(context: &CountyContext, case: &Case, occurred_on: &str) {
        let new = NewContact {
            case_id: case.id,
            occurred_on: day(occurred_on),
            channel: "phone".to_owned(),
            minutes: 10,
            interpreter_present: false,
            with_client: true,
            note: String::new(),
        };
        record_contact(context, new, None).await.expect("records");
    }

    #[tokio::test]
    async fn contacts_come_latest_first_page_by_page() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            for occurred_on in ["2026-06-05", "2026-07-01", "2026-06-10", "2026-07-01"] {
                contact(&lead, &case, occurred_on).await;
            }
            let mut days = Vec::new();
            let mut request = PageRequest {
                size: 3,
                after: None,
            };
            loop {
                let part = list_contacts(&lead, case.id, &request)
                    .await
                    .expect("lists");
                request.after = part.rows.last().map(Contact::cursor);
                days.extend(
                    part.rows
                        .iter()
                        .map(|contact| contact.occurred_on.to_string()),
                );
                if !part.has_next {
                    break;
                }
            }
            assert_eq!(
                days,
                ["2026-07-01", "2026-07-01", "2026-06-10", "2026-06-05"],
                "{store:?}"
            );
        }
    }

    #[tokio::test]
    async fn loaders_leave_out_what_lies_beyond_the_scope() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let (ahlen, south) = (
                fixture.case(&lead, "Haddad", AHLEN_KI).await,
                fixture.case(&lead, "Amin", SOUTH_KI).await,
            );
            contact(&lead, &ahlen, "2026-06-05").await;
            contact(&lead, &south, "2026-06-05").await;
            let reader = fixture
                .case_manager(Scope::unit("ahlen".parse().expect("a key")))
                .await;
            let found = contacts_by_cases(&reader, &[ahlen.id, south.id])
                .await
                .expect("reads");
            assert_eq!(
                found.keys().copied().collect::<Vec<_>>(),
                [ahlen.id],
                "{store:?}"
            );
            let page = PageRequest {
                size: 1,
                after: None,
            };
            assert!(is_not_found(list_contacts(&reader, south.id, &page).await));
            let assistant = fixture
                .signed_in(Role::AdminAssistant, Scope::whole_county())
                .await;
            let refused = list_contacts(&assistant, ahlen.id, &page).await;
            assert!(matches!(refused, Err(Failure::Forbidden)));
        }
    }
}
