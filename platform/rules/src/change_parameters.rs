//! Other parameters for the same code: a version of its own.

use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
};
use plugins_host::{Parameters, points::find_point};
use sea_orm::{EntityTrait, IntoActiveModel};
use serde_json::Value;
use tenants::CountyContext;

use crate::{
    model::{RuleState, RuleVersion, RuleVersionId},
    store::{audit_version, check_note, lock_version, next_number, version_by_id},
    tables::versions,
};

/// Makes a draft of the same component with other parameters. Needs [`Permission::RulePrepare`].
///
/// # Errors
/// `NotFound`; on `versionId` `WrongState` for a version that is not checked or was refused; on `parameters`
/// `RuleParameters` with what does not fit the rule's schema, `Unchanged`; on `note` `TooLong`.
pub async fn change_parameters(
    context: &CountyContext,
    id: RuleVersionId,
    parameters: &str,
    note: &str,
) -> Result<RuleVersion, Failure> {
    context.authorize(Permission::RulePrepare)?;
    let note = check_note("note", note)?;
    let version = version_by_id(context.database(), id).await?;
    let Some(present) = &version.parameters else {
        return Err(Failure::invalid("versionId", ProblemCode::WrongState));
    };
    let unfit = |detail: String| {
        let problem = Problem::new("parameters", ProblemCode::RuleParameters);
        Failure::from(problem.with("detail", detail))
    };
    let wanted: Value =
        serde_json::from_str(parameters).map_err(|error| unfit(error.to_string()))?;
    let wanted = wanted.to_string();
    let schema = version
        .about
        .as_ref()
        .map(|about| &*about.parameters_schema);
    let schema = Parameters::parse(schema.unwrap_or_default()).map_err(unfit)?;
    schema.check(&wanted).map_err(unfit)?;
    if *present == wanted {
        return Err(Failure::invalid("parameters", ProblemCode::Unchanged));
    }
    let new_id = RuleVersionId::generate();
    let transaction = context.database().begin().await?;
    let row = lock_version(&transaction, id).await?;
    let point = find_point(&row.point).ok_or(Failure::NotFound)?;
    let row = versions::Model {
        id: new_id,
        number: next_number(&transaction, point).await?,
        parameters: Some(wanted),
        note,
        ..copy_of(context, row)?
    };
    versions::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    audit_version(context, &transaction, Permission::RulePrepare, new_id).await?;
    transaction.commit().await?;
    version_by_id(context.database(), new_id).await
}

/// A draft of the same component and parameters, by whoever asks, with nothing of the other's fate.
pub(crate) fn copy_of(
    context: &CountyContext,
    row: versions::Model,
) -> Result<versions::Model, Failure> {
    let now = context.clock().now();
    Ok(versions::Model {
        state: RuleState::Draft,
        refusal: None,
        valid_from: None,
        withdrawn_on: None,
        claim: None,
        created_by: context.account_id()?,
        created_at: now,
        state_since: now,
        proposed_by: None,
        decided_by: None,
        decision_note: String::new(),
        ..row
    })
}
