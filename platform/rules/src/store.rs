//! Reading versions, and changing one while it is locked.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
};
use plugins_host::points::{About, ExtensionPoint, POINTS, point_key};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, SqlErr,
};
use tenants::CountyContext;

use crate::{
    model::{Remark, RuleVersion, RuleVersionId, limits::NOTE_LENGTH_MAX},
    tables::{components, versions},
};

/// The extension point of this key.
pub(crate) fn parse_point(key: &str) -> Option<ExtensionPoint> {
    POINTS.into_iter().find(|point| point_key(*point) == key)
}

/// A version with what of its component is not code.
type VersionRow = (versions::Model, Option<serde_json::Value>, i32);

fn build(row: VersionRow) -> RuleVersion {
    let (version, about, size) = row;
    let read = |json: serde_json::Value| serde_json::from_value::<About>(json).ok();
    RuleVersion {
        id: version.id,
        number: version.number,
        point: parse_point(&version.point).expect("only known points are stored"),
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

/// Versions, latest first: all, or those of one point, or one.
pub(crate) async fn load_versions(
    connection: &impl ConnectionTrait,
    condition: sea_orm::Condition,
) -> Result<Vec<RuleVersion>, Failure> {
    // The components' code stays where it is.
    let abouts = components::Entity::find()
        .select_only()
        .column(components::Column::Digest)
        .column(components::Column::About)
        .column(components::Column::Size)
        .into_tuple::<(String, Option<serde_json::Value>, i32)>()
        .all(connection)
        .await?;
    let rows = versions::Entity::find()
        .filter(condition)
        .order_by_desc(versions::Column::CreatedAt)
        .order_by_desc(versions::Column::Id)
        .all(connection)
        .await?;
    let with_component = |row: versions::Model| {
        let component = abouts.iter().find(|(digest, ..)| *digest == row.digest);
        let (about, size) = component.map_or((None, 0), |(_, about, size)| (about.clone(), *size));
        build((row, about, size))
    };
    Ok(rows.into_iter().map(with_component).collect())
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
pub(crate) fn claim_of(point: &str, valid_from: chrono::NaiveDate) -> String {
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
