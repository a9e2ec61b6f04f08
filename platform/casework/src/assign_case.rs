//! Giving a case to a post.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    history::{begin_assignment, end_assignment},
    model::{
        Assignment, Case, CaseId, Placement, WantedPlacement, limits::REASON_LENGTH_MAX, place_case,
    },
    tables::cases,
};

/// Gives a case to a post from today; carrier and unit follow. Needs [`Permission::CaseAssign`] for
/// the case as it is: handing it over to another unit or carrier is part of coordinating, and the
/// actor may then no longer see it.
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`; on `post` `Unknown`, `PostNotValid`,
/// `PostServesElsewhere` or `Unchanged`; `Unknown` on `unit`; `TooLong` on `reason`.
pub async fn assign_case(
    context: &CountyContext,
    id: CaseId,
    assignment: Assignment,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseAssign)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    check.version(case.version, assignment.expected_version);
    let reason = check.text("reason", &assignment.reason, REASON_LENGTH_MAX);
    let wanted = WantedPlacement {
        post: Some(&assignment.post),
        unit: assignment.unit.as_deref().filter(|unit| !unit.is_empty()),
        carrier: None,
    };
    let placement = place_case(
        context.county(),
        &case.municipality_ags,
        wanted,
        &scope,
        today,
    );
    let placement = placement.map_err(|problems| check.note_all(problems)).ok();
    let changed = placement
        .as_ref()
        .is_none_or(|placement| *placement != placement_of(&case));
    check.require(changed, "post", ProblemCode::Unchanged);
    check.finish()?;
    let Placement {
        carrier,
        unit,
        post,
    } = placement.expect("a placement without problems is whole");
    let row = cases::ActiveModel {
        id: Set(id),
        carrier_key: Set(carrier),
        unit_key: Set(unit),
        post_key: Set(post),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    end_assignment(&transaction, id, today).await?;
    begin_assignment(context, &transaction, &case, today, &reason).await?;
    finish_change(
        context,
        transaction,
        Permission::CaseAssign,
        (id, case.person_id),
    )
    .await?;
    Ok(case.into())
}

fn placement_of(case: &cases::Model) -> Placement {
    Placement {
        carrier: case.carrier_key.clone(),
        unit: case.unit_key.clone(),
        post: case.post_key.clone(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, errors::ProblemCode::*, testing::Store};
    use sea_orm::QueryOrder;

    use super::*;
    use crate::{
        find_case,
        tables::assignments,
        testing::{AHLEN_KI, AHLEN_WELFARE, Fixture, SOUTH_KI, day, problem, problems},
    };

    fn to(post: &str, version: i32) -> Assignment {
        let reason = "Vertretung".to_owned();
        Assignment {
            post: post.to_owned(),
            unit: None,
            reason,
            expected_version: version,
        }
    }

    #[tokio::test]
    async fn carrier_and_scope_follow_the_post_and_the_history_stays() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let welfare = fixture
                .case_manager(Scope::carrier("wohlfahrtsverband".parse().expect("a key")))
                .await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            assert_eq!(find_case(&welfare, case.id).await.expect("reads"), None);
            let given = assign_case(&lead, case.id, to(AHLEN_WELFARE, 1))
                .await
                .expect("assigns");
            assert_eq!(
                (given.carrier.as_str(), given.version),
                ("wohlfahrtsverband", 2)
            );
            assert!(
                find_case(&welfare, case.id).await.expect("reads").is_some(),
                "{store:?}"
            );
            let periods = assignments::Entity::find()
                .order_by_asc(assignments::Column::Id)
                .all(lead.database())
                .await
                .expect("reads");
            let spans: Vec<_> = periods
                .iter()
                .map(|period| (period.valid_from, period.valid_to))
                .collect();
            let today = day("2026-07-15");
            assert_eq!(spans, [(day("2026-06-01"), Some(today)), (today, None)]);
        }
    }

    #[tokio::test]
    async fn a_post_that_cannot_take_the_case_is_refused() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        for (post, code) in [
            (SOUTH_KI, PostServesElsewhere),
            ("m2-nowhere", Unknown),
            ("Ü", Unknown),
            (AHLEN_KI, Unchanged),
        ] {
            assert_eq!(
                problem(assign_case(&lead, case.id, to(post, 1)).await),
                ("post", code),
                "{post}"
            );
        }
        let stale = problems(assign_case(&lead, case.id, to(SOUTH_KI, 7)).await);
        assert_eq!(
            stale,
            [("version", Conflict), ("post", PostServesElsewhere)]
        );
    }
}
