//! Reading versions, and changing one while it is locked.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
};
use plugins_host::points::{About, ExtensionPoint, find_point, point_key};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select, SqlErr,
};
use tenants::CountyContext;

use crate::{
    model::{Remark, RuleState, RuleVersion, RuleVersionId, limits::NOTE_LENGTH_MAX},
    tables::{components, versions},
};

/// A version with what of its component is not code.
#[derive(Debug, FromQueryResult)]
struct VersionRow {
    #[sea_orm(nested)]
    version: versions::Model,
    about: Option<serde_json::Value>,
    size: i32,
}

impl From<VersionRow> for RuleVersion {
    fn from(row: VersionRow) -> Self {
        let VersionRow {
            version,
            about,
            size,
        } = row;
        let read = |json: serde_json::Value| serde_json::from_value::<About>(json).ok();
        Self {
            id: version.id,
            number: version.number,
            point: find_point(&version.point).expect("only known points are stored"),
            digest: version.digest,
            size,
            about: about.and_then(read),
            parameters: version.parameters,
            state: version.state,
            refusal: version
                .refusal
                .and_then(|json| serde_json::from_value::<Remark>(json).ok()),
            golden: serde_json::from_value(version.golden).unwrap_or_default(),
            note: version.note,
            valid_from: version.valid_from,
            withdrawn_on: version.withdrawn_on,
            created_by: version.created_by,
            created_at: version.created_at,
            proposed_by: version.proposed_by,
            decided_by: version.decided_by,
            decision_note: version.decision_note,
        }
    }
}

/// Versions with what their components say of themselves; the components' code stays where it is.
fn with_component() -> Select<versions::Entity> {
    versions::Entity::find()
        .join(JoinType::InnerJoin, versions::Relation::Component.def())
        .column(components::Column::About)
        .column(components::Column::Size)
}

/// Versions, latest first: all, or those of one point, or one.
pub(crate) async fn load_versions(
    connection: &impl ConnectionTrait,
    condition: Condition,
) -> Result<Vec<RuleVersion>, Failure> {
    let rows = with_component()
        .filter(condition)
        .order_by_desc(versions::Column::CreatedAt)
        .order_by_desc(versions::Column::Id)
        .into_model::<VersionRow>()
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(RuleVersion::from).collect())
}

/// The version of a point that holds on a day, as [`effective_on`](crate::model::effective_on) finds it among all, but
/// without reading the others: it is asked for whenever somebody looks at a person or case.
pub(crate) async fn effective_version(
    connection: &impl ConnectionTrait,
    point: ExtensionPoint,
    day: NaiveDate,
) -> Result<Option<RuleVersion>, Failure> {
    let stands = Condition::any()
        .add(versions::Column::WithdrawnOn.is_null())
        .add(versions::Column::WithdrawnOn.gt(day));
    let row = with_component()
        .filter(versions::Column::Point.eq(point_key(point)))
        .filter(versions::Column::State.eq(RuleState::Approved))
        .filter(versions::Column::ValidFrom.lte(day))
        .filter(stands)
        .order_by_desc(versions::Column::ValidFrom)
        .limit(1)
        .into_model::<VersionRow>()
        .one(connection)
        .await?;
    Ok(row.map(RuleVersion::from))
}

/// All versions of a point, latest first.
pub(crate) async fn versions_of(
    connection: &impl ConnectionTrait,
    point: ExtensionPoint,
) -> Result<Vec<RuleVersion>, Failure> {
    let condition = versions::Column::Point.eq(point_key(point)).into();
    load_versions(connection, condition).await
}

/// One version.
pub(crate) async fn version_by_id(
    connection: &impl ConnectionTrait,
    id: RuleVersionId,
) -> Result<RuleVersion, Failure> {
    let found = load_versions(connection, versions::Column::Id.eq(id).into()).await?;
    found.into_iter().next().ok_or(Failure::NotFound)
}

/// The row of a version, held against other changes until the transaction ends.
pub(crate) async fn lock_version(
    transaction: &TenantTransaction,
    id: RuleVersionId,
) -> Result<versions::Model, Failure> {
    let query = versions::Entity::find_by_id(id).lock_exclusive();
    query.one(transaction).await?.ok_or(Failure::NotFound)
}

/// The number that the next version of a point gets.
pub(crate) async fn next_number(
    transaction: &TenantTransaction,
    point: ExtensionPoint,
) -> Result<i32, Failure> {
    let last: Option<Option<i32>> = versions::Entity::find()
        .filter(versions::Column::Point.eq(point_key(point)))
        .select_only()
        .column_as(versions::Column::Number.max(), "last")
        .into_tuple()
        .one(transaction)
        .await?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

/// What a version claims for itself while it is proposed or approved.
pub(crate) fn claim_of(point: &str, valid_from: NaiveDate) -> String {
    format!("{point} {valid_from}")
}

/// Turns the claim of somebody who was quicker into a problem of the field.
pub(crate) fn taken_or(field: &'static str, code: ProblemCode, error: sea_orm::DbErr) -> Failure {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => Failure::invalid(field, code),
        _ => error.into(),
    }
}

/// A note without surrounding space.
pub(crate) fn check_note(field: &'static str, note: &str) -> Result<String, Failure> {
    let note = note.trim();
    if note.chars().count() > NOTE_LENGTH_MAX {
        let problem = Problem::new(field, ProblemCode::TooLong);
        return Err(problem.with("max", NOTE_LENGTH_MAX).into());
    }
    Ok(note.to_owned())
}

/// Writes down what was done to a version, with the change.
pub(crate) async fn audit_version(
    context: &CountyContext,
    transaction: &TenantTransaction,
    permission: Permission,
    id: RuleVersionId,
) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: permission.key(),
        object_kind: "rule-version",
        object_id: Some(id.0),
        person_ids: Vec::new(),
    };
    Ok(audit::record(context, transaction, entry).await?)
}
