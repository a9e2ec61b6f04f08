//! Reading findings. They hold no personal data, so whoever may read them reads those of the whole
//! county: structures are changed across units and carriers.

use std::collections::HashSet;

use kernel::{
    access::Permission,
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
    model::{
        CaseId, Finding, FindingCursor, FindingFilter, FindingId, likeness,
        limits::{ALIKE_FINDINGS_MAX, FINDINGS_COMPARED_MAX},
        telling_words,
    },
    tables::{cases, findings},
};

/// Findings of the county, latest first. Needs [`Permission::FindingRead`].
pub async fn list_findings(
    context: &CountyContext,
    filter: &FindingFilter,
    page: &PageRequest<FindingCursor>,
) -> Result<Page<Finding>, Failure> {
    context.authorize(Permission::FindingRead)?;
    let mut query = filtered(filter)
        .order_by_desc(findings::Column::SeenOn)
        .order_by_desc(findings::Column::Id)
        .limit(u64::from(page.size) + 1);
    if let Some(after) = page.after {
        let columns = [findings::Column::SeenOn, findings::Column::Id].map(Expr::col);
        let bound = Expr::tuple([Expr::val(after.seen_on), Expr::val(after.id)]);
        query = query.filter(Expr::tuple(columns).lt(bound));
    }
    let rows = query.all(context.database()).await?;
    Ok(Page::from_overfull(rows, page.size).map(Finding::from))
}

/// A finding, or none. Needs [`Permission::FindingRead`].
pub async fn find_finding(
    context: &CountyContext,
    id: FindingId,
) -> Result<Option<Finding>, Failure> {
    context.authorize(Permission::FindingRead)?;
    let row = findings::Entity::find_by_id(id)
        .one(context.database())
        .await?;
    Ok(row.map(Finding::from))
}

/// Findings that speak of the same as this text, the most alike first. Needs
/// [`Permission::FindingRead`].
pub async fn find_alike_findings(
    context: &CountyContext,
    text: &str,
) -> Result<Vec<Finding>, Failure> {
    context.authorize(Permission::FindingRead)?;
    let words = telling_words(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let rows = findings::Entity::find()
        .order_by_desc(findings::Column::SeenOn)
        .order_by_desc(findings::Column::Id)
        .limit(FINDINGS_COMPARED_MAX)
        .all(context.database())
        .await?;
    let mut alike: Vec<_> = rows
        .into_iter()
        .map(|row| (likeness(&words, &telling_words(&row.title)), row))
        .filter(|(percent, _)| *percent > 0)
        .collect();
    // Stable: of those equally alike the latest stays first.
    alike.sort_by_key(|(percent, _)| std::cmp::Reverse(*percent));
    alike.truncate(ALIKE_FINDINGS_MAX);
    Ok(alike.into_iter().map(|(_, row)| row.into()).collect())
}

/// Those of the cases that the actor may see: where findings came from is not for everybody.
pub async fn visible_cases(
    context: &CountyContext,
    ids: &[CaseId],
) -> Result<HashSet<CaseId>, Failure> {
    let scope = context.authorize(Permission::CaseRead).unwrap_or_default();
    let backend = context.database().get_database_backend();
    let found: Vec<CaseId> = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(&scope))
        .filter(is_one_of(backend, cases::Column::Id, ids.iter().copied()))
        .into_tuple()
        .all(context.database())
        .await?;
    Ok(found.into_iter().collect())
}

fn filtered(filter: &FindingFilter) -> sea_orm::Select<findings::Entity> {
    let mut query = findings::Entity::find();
    if let Some(kind) = filter.kind {
        query = query.filter(findings::Column::Kind.eq(kind));
    }
    if let Some(area) = &filter.life_area {
        query = query.filter(findings::Column::LifeArea.eq(area.as_str()));
    }
    if let Some(municipality) = &filter.municipality {
        query = query.filter(findings::Column::Municipality.eq(municipality.as_str()));
    }
    query
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        errors::ProblemCode,
        testing::Store,
    };

    use super::*;
    use crate::{
        model::{Case, FindingKind, NewFinding},
        record_finding,
        testing::{AHLEN_KI, Fixture, SOUTH_KI, day, idempotency_key, is_not_found, problems},
    };

    fn finding(case: &Case, title: &str) -> NewFinding {
        NewFinding {
            case_id: case.id,
            kind: Some(FindingKind::MissingOffer),
            title: title.to_owned(),
            description: "Mütter brechen den Kurs ab.".to_owned(),
            life_area: Some("language".to_owned()),
            legal_fields: vec!["sgb-8".to_owned(), "aufenthg".to_owned()],
            offices: "Jugendamt, Kursträger".to_owned(),
            seen_on: day("2026-07-01"),
        }
    }

    #[tokio::test]
    async fn findings_are_the_countys_and_alike_ones_are_found() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let (ahlen, south) = (
                fixture.case(&lead, "Haddad", AHLEN_KI).await,
                fixture.case(&lead, "Amin", SOUTH_KI).await,
            );
            for (case, title) in [
                (
                    &ahlen,
                    "Kein Kinderbetreuungsplatz während des Sprachkurses",
                ),
                (
                    &south,
                    "Jobcenter und Sozialamt streiten über die Zuständigkeit",
                ),
                (&south, "Sprachkurse ohne Kinderbetreuung in Beckum"),
            ] {
                let key = idempotency_key(title, "input");
                let once = record_finding(&lead, finding(case, title), key).await;
                let key = idempotency_key(title, "input");
                let twice = record_finding(&lead, finding(case, title), key).await;
                assert_eq!(once.expect("records").id, twice.expect("finds").id);
            }
            let member = fixture
                .signed_in(Role::BodyMember, Scope::whole_county())
                .await;
            let page = PageRequest {
                size: 2,
                after: None,
            };
            let listed = list_findings(&member, &FindingFilter::default(), &page).await;
            let listed = listed.expect("lists");
            assert_eq!((listed.rows.len(), listed.has_next), (2, true), "{store:?}");
            let rest = PageRequest {
                size: 2,
                after: Some(listed.rows[1].cursor()),
            };
            let rest = list_findings(&member, &FindingFilter::default(), &rest).await;
            assert_eq!(rest.expect("lists").rows.len(), 1);
            let in_beckum = FindingFilter {
                municipality: Some(south.municipality.clone()),
                kind: Some(FindingKind::MissingOffer),
                life_area: Some("language".parse().expect("a key")),
            };
            let all = PageRequest {
                size: 9,
                after: None,
            };
            let found = list_findings(&member, &in_beckum, &all)
                .await
                .expect("lists");
            assert_eq!(found.rows.len(), 2);
            let alike = find_alike_findings(&member, "Sprachkurs: Kinderbetreuung fehlt").await;
            assert_eq!(alike.expect("finds").len(), 1, "{store:?}");
            let cases = [ahlen.id, south.id];
            assert!(
                visible_cases(&member, &cases)
                    .await
                    .expect("reads")
                    .is_empty()
            );
            let reader = fixture
                .case_manager(Scope::unit("ahlen".parse().expect("a key")))
                .await;
            let visible = visible_cases(&reader, &cases).await.expect("reads");
            assert_eq!(visible, HashSet::from([ahlen.id]), "{store:?}");
        }
    }

    #[tokio::test]
    async fn a_finding_names_nobody() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = NewFinding {
            kind: None,
            title: "Frau Haddad findet keinen Kurs".to_owned(),
            description: format!("Siehe Fall {}.", case.number),
            life_area: Some("weather".to_owned()),
            legal_fields: vec!["sgb-99".to_owned()],
            ..finding(&case, "")
        };
        use ProblemCode::{NamesPerson, Required, Unknown};
        assert_eq!(
            problems(record_finding(&lead, wrong, None).await),
            [
                ("kind", Required),
                ("title", NamesPerson),
                ("description", NamesPerson),
                ("lifeArea", Unknown),
                ("legalFields", Unknown),
            ]
        );
        let elsewhere = fixture
            .case_manager(Scope::unit("suedkreis".parse().expect("a key")))
            .await;
        let fine = finding(&case, "Kein Kurs");
        assert!(is_not_found(record_finding(&elsewhere, fine, None).await));
        let none = find_finding(&lead, FindingId::generate())
            .await
            .expect("reads");
        assert_eq!(none, None);
    }
}
