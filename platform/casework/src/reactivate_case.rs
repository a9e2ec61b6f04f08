//! Reactivating a case.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Expr};
use tenants::{County, CountyContext};

use crate::{
    case_change::{finish_change, lock_case},
    check_input::InputCheck,
    history::begin_assignment,
    model::{
        CaseId, CaseState, Reactivated, Reactivation, TeamRestored, limits::REASON_LENGTH_MAX,
        post_serves,
    },
    tables::{cases, closures},
};

/// Reactivates a closed case from today: the same case with the same team. Needs
/// [`Permission::CaseReactivate`].
///
/// If the post is gone meanwhile, the case stays with its carrier and waits for its assignment;
/// the result says so. "Not seen for" and the closing rule count from today.
///
/// # Errors
/// `CaseOpen` on `caseId`, `Conflict` on `version`, `Required` or `TooLong` on `reason`.
pub async fn reactivate_case(
    context: &CountyContext,
    id: CaseId,
    reactivation: Reactivation,
) -> Result<Reactivated, Failure> {
    let scope = context.authorize(Permission::CaseReactivate)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.require(
        case.state == CaseState::Closed,
        "caseId",
        ProblemCode::CaseOpen,
    );
    check.version(case.version, reactivation.expected_version);
    let reason = check.required_text("reason", &reactivation.reason, REASON_LENGTH_MAX);
    check.finish()?;
    let team = restore_team(context.county(), &case, today);
    let post = if team == TeamRestored::Same {
        case.post_key.clone()
    } else {
        None
    };
    let row = cases::ActiveModel {
        id: Set(id),
        state: Set(CaseState::Open),
        closed_on: Set(None),
        post_key: Set(post),
        last_seen_on: Set(today),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    complete_closure(context, &transaction, id, &reason, today).await?;
    begin_assignment(context, &transaction, &case, today, "").await?;
    finish_change(
        context,
        transaction,
        Permission::CaseReactivate,
        (id, case.person_id),
    )
    .await?;
    Ok(Reactivated {
        case: case.into(),
        team,
    })
}

fn restore_team(county: &County, case: &cases::Model, today: NaiveDate) -> TeamRestored {
    let Some(key) = &case.post_key else {
        return TeamRestored::Same;
    };
    match county.post_at(key, today) {
        Some(post) if post_serves(county, post, &case.municipality_ags, today) => {
            TeamRestored::Same
        }
        _ => TeamRestored::PostGone(key.clone()),
    }
}

/// Adds the reactivation to the closing that it undoes.
async fn complete_closure(
    context: &CountyContext,
    transaction: &TenantTransaction,
    case: CaseId,
    reason: &str,
    today: NaiveDate,
) -> Result<(), Failure> {
    closures::Entity::update_many()
        .col_expr(closures::Column::ReactivatedOn, Expr::value(today))
        .col_expr(closures::Column::ReactivationReason, Expr::value(reason))
        .col_expr(
            closures::Column::ReactivatedBy,
            Expr::value(context.account_id()?),
        )
        .col_expr(
            closures::Column::ReactivatedAt,
            Expr::value(context.clock().now()),
        )
        .filter(closures::Column::CaseId.eq(case))
        .filter(closures::Column::ReactivatedOn.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, paging::PageRequest, testing::Store};

    use super::*;
    use crate::{
        close_case, find_case,
        model::{Case, CaseWarning, Closing, ClosingGround, TimelineEvent, case_warnings},
        read_timeline,
        testing::{AHLEN_WELFARE, Fixture, county_without_post_from, day, problem, problems},
    };

    fn closing(version: i32) -> Closing {
        Closing {
            ground: ClosingGround::NoContact,
            note: "Meldet sich nicht.".to_owned(),
            closed_on: day("2026-07-10"),
            expected_version: version,
        }
    }

    fn reactivation(version: i32) -> Reactivation {
        Reactivation {
            reason: "Neues Anliegen.".to_owned(),
            expected_version: version,
        }
    }

    async fn closed_case(fixture: &Fixture, context: &CountyContext) -> Case {
        let case = fixture.case(context, "Haddad", AHLEN_WELFARE).await;
        close_case(context, case.id, closing(1))
            .await
            .expect("closes")
    }

    #[tokio::test]
    async fn the_same_case_with_the_same_team_and_its_history() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let closed = closed_case(&fixture, &lead).await;
            assert_eq!(
                (closed.state, closed.closed_on),
                (CaseState::Closed, Some(day("2026-07-10")))
            );
            assert_eq!(
                closed.post.as_ref().map(|post| post.as_str()),
                Some(AHLEN_WELFARE)
            );
            let again = reactivate_case(&lead, closed.id, reactivation(2))
                .await
                .expect("reactivates");
            assert_eq!(again.team, TeamRestored::Same);
            let expected = crate::model::Case {
                state: CaseState::Open,
                closed_on: None,
                last_seen_on: day("2026-07-15"),
                version: 3,
                ..closed.clone()
            };
            assert_eq!(again.case, expected, "{store:?}");
            let page = PageRequest {
                size: 50,
                after: None,
            };
            let timeline = read_timeline(&lead, closed.id, &page)
                .await
                .expect("reads")
                .rows;
            let kinds: Vec<&str> = timeline.iter().map(|entry| kind(&entry.event)).collect();
            assert_eq!(
                kinds,
                ["assigned", "reactivated", "closed", "assigned", "opened"],
                "{store:?}"
            );
        }
    }

    fn kind(event: &TimelineEvent) -> &'static str {
        match event {
            TimelineEvent::Opened { .. } => "opened",
            TimelineEvent::Assigned { .. } => "assigned",
            TimelineEvent::ConstellationChanged { .. } => "constellation",
            TimelineEvent::Contact(_) => "contact",
            TimelineEvent::ReferralSent(_) => "referred",
            TimelineEvent::ReferralAnswered(_) => "answered",
            TimelineEvent::Closed { .. } => "closed",
            TimelineEvent::Reactivated { .. } => "reactivated",
        }
    }

    #[tokio::test]
    async fn without_its_post_the_case_stays_with_the_carrier_and_says_so() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let closed = closed_case(&fixture, &lead).await;
        let later =
            fixture.with_county(&lead, county_without_post_from(AHLEN_WELFARE, "2026-07-14"));
        let again = reactivate_case(&later, closed.id, reactivation(2))
            .await
            .expect("reactivates");
        assert_eq!(
            again.team,
            TeamRestored::PostGone(AHLEN_WELFARE.parse().expect("a key"))
        );
        assert_eq!(
            (again.case.carrier, again.case.post),
            (closed.carrier, None)
        );
        let found = find_case(&later, closed.id)
            .await
            .expect("reads")
            .expect("is there");
        let warnings = case_warnings(
            &found.case,
            &found.client,
            later.county(),
            day("2026-07-15"),
        );
        assert!(warnings.contains(&CaseWarning::NoPost), "{warnings:?}");
    }

    #[tokio::test]
    async fn an_open_case_is_not_reactivated_and_a_closed_one_not_closed() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let closed = closed_case(&fixture, &lead).await;
        assert_eq!(
            problem(close_case(&lead, closed.id, closing(2)).await),
            ("caseId", CaseClosed)
        );
        let stale = reactivate_case(&lead, closed.id, reactivation(1)).await;
        assert_eq!(problem(stale), ("version", Conflict));
        reactivate_case(&lead, closed.id, reactivation(2))
            .await
            .expect("reactivates");
        let twice = Reactivation {
            reason: String::new(),
            ..reactivation(3)
        };
        assert_eq!(
            problems(reactivate_case(&lead, closed.id, twice).await),
            [("caseId", CaseOpen), ("reason", Required)]
        );
    }
}
