//! Reading decisions.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{access::Permission, errors::Failure};
use plugins_host::points::{ExtensionPoint, point_key};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    model::{Decision, RuleVersion, RuleVersionId},
    store::load_versions,
    tables::{decisions, versions},
};

/// Decisions of one list; a subject has a handful.
const DECISIONS_SHOWN_MAX: u64 = 100;

/// Subjects of one statement, below what SQLite binds.
const SUBJECTS_PER_STATEMENT: usize = 1_000;

/// The present decisions about these subjects, without asking the rule.
pub(crate) async fn load_present(
    context: &CountyContext,
    point: ExtensionPoint,
    subjects: &[Uuid],
) -> Result<BTreeMap<Uuid, Decision>, Failure> {
    let mut present = BTreeMap::new();
    for some in subjects.chunks(SUBJECTS_PER_STATEMENT) {
        let rows = decisions::Entity::find()
            .filter(decisions::Column::Point.eq(point_key(point)))
            .filter(decisions::Column::PresentSubject.is_in(some.iter().copied()))
            .all(context.database())
            .await?;
        let rows = rows.into_iter().map(Decision::from);
        present.extend(rows.map(|decision| (decision.subject, decision)));
    }
    Ok(present)
}

/// How many present decisions of a point have each outcome. Needs [`Permission::RuleRead`].
pub async fn present_decisions(
    context: &CountyContext,
    point: ExtensionPoint,
) -> Result<Vec<(String, i64)>, Failure> {
    context.authorize(Permission::RuleRead)?;
    let query = decisions::Entity::find()
        .filter(decisions::Column::Point.eq(point_key(point)))
        .filter(decisions::Column::PresentSubject.is_not_null())
        .select_only()
        .column(decisions::Column::Outcome)
        .column_as(decisions::Column::Id.count(), "count")
        .group_by(decisions::Column::Outcome)
        .order_by_asc(decisions::Column::Outcome);
    Ok(query.into_tuple().all(context.database()).await?)
}

/// All decisions about a person or case, latest first, with their versions. Needs [`Permission::PersonRead`] or
/// [`Permission::CaseRead`]; the caller has read the subject within its scope.
pub async fn list_decisions(
    context: &CountyContext,
    permission: Permission,
    subject: Uuid,
) -> Result<Vec<(Decision, RuleVersion)>, Failure> {
    context.authorize(permission)?;
    let rows = decisions::Entity::find()
        .filter(decisions::Column::SubjectId.eq(subject))
        .order_by_desc(decisions::Column::Id)
        .limit(DECISIONS_SHOWN_MAX)
        .all(context.database())
        .await?;
    let versions = versions_by_ids(context, rows.iter().map(|row| row.version_id)).await?;
    let with_version = |row: decisions::Model| {
        let version = versions
            .iter()
            .find(|version| version.id == row.version_id)?;
        Some((Decision::from(row), version.clone()))
    };
    Ok(rows.into_iter().filter_map(with_version).collect())
}

/// The versions that made decisions.
///
/// # Errors
/// Of the database.
pub async fn versions_by_ids(
    context: &CountyContext,
    ids: impl IntoIterator<Item = RuleVersionId>,
) -> Result<Vec<RuleVersion>, Failure> {
    let ids: BTreeSet<RuleVersionId> = ids.into_iter().collect();
    let condition = versions::Column::Id.is_in(ids).into();
    load_versions(context.database(), condition).await
}
