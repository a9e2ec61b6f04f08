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
    let placement = place_case(context.county(), &case.municipality_ags, wanted, &scope, today);
    let placement = placement.map_err(|problems| check.note_all(problems)).ok();
    let changed = placement.as_ref().is_none_or(|placement| *placement != placement_of(&case));
    check.require(changed, "post", ProblemCode::Unchanged);
    check.finish()?;
    let Placement { carrier, unit, post } = placement.expect("a placement without problems is whole");
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
    finish_change(context, transaction, Permission::CaseAssign, (id, case.person_id)).await?;
    Ok(case.into())
}

fn placement_of(case: &cases::Model) -> Placement {
    Placement {
        carrier: case.carrier_key.clone(),
        unit: case.unit_key.clone(),
        post: case.post_key.clone(),
    }
}
