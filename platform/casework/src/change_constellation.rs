//! Changing the constellation.

use kernel::{access::Permission, errors::{Failure, ProblemCode}};
use sea_orm::{EntityTrait, Set};
use tenants::{CountyContext, model::keys::ConstellationKey};

use crate::{
    case_change::{check_open, finish_change, lock_case},
    check_input::InputCheck,
    history::{begin_constellation, end_constellation},
    model::{Case, CaseId, ConstellationChange, limits::REASON_LENGTH_MAX},
    tables::cases,
};

/// Works on a case in another constellation from today. Needs [`Permission::CaseUpdate`].
///
/// # Errors
/// `CaseClosed` on `caseId`, `Conflict` on `version`, `Unknown` or `Unchanged` on `constellation`,
/// `Required` or `TooLong` on `reason`.
pub async fn change_constellation(
    context: &CountyContext,
    id: CaseId,
    change: ConstellationChange,
) -> Result<Case, Failure> {
    let scope = context.authorize(Permission::CaseUpdate)?;
    let today = context.clock().today();
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    check.version(case.version, change.expected_version);
    let reason = check.required_text("reason", &change.reason, REASON_LENGTH_MAX);
    let offered = |key: &ConstellationKey| context.county().constellations_at(today).any(|c| c.key == *key);
    let constellation = check.key("constellation", &change.constellation, offered);
    let changed = constellation.as_ref() != Some(&case.constellation_key);
    check.require(changed, "constellation", ProblemCode::Unchanged);
    check.finish()?;
    let row = cases::ActiveModel {
        id: Set(id),
        constellation_key: Set(constellation.expect("a constellation without problems is known")),
        version: Set(case.version + 1),
        ..Default::default()
    };
    let case = cases::Entity::update(row).exec(&transaction).await?;
    end_constellation(&transaction, id, today).await?;
    begin_constellation(context, &transaction, &case, today, &reason).await?;
    finish_change(context, transaction, Permission::CaseUpdate, (id, case.person_id)).await?;
    Ok(case.into())
}
