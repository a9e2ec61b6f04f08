//! What lists across cases share: which cases are meant, whose they are, and that showing them is
//! written down.

use std::collections::HashMap;

use kernel::{
    access::{Permission, Scope},
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::SelectStatement,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    case_scope::{cases_in, is_one_of},
    model::{CaseId, CaseReference, CaseState, PersonId},
    tables::{cases, persons},
};

/// The ids of the cases in scope for which the condition holds.
pub(crate) fn ids_of_cases(scope: &Scope, condition: Condition) -> SelectStatement {
    cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(scope))
        .filter(condition)
        .into_query()
}

/// Holds for cases that are worked on: what is to be done in a closed one rests until it is
/// reactivated.
pub(crate) fn open_cases() -> Condition {
    Condition::all().add(cases::Column::State.eq(CaseState::Open))
}

/// Holds for cases that one of the actor's posts is responsible for.
pub(crate) fn cases_of_own_posts(context: &CountyContext) -> Result<Condition, Failure> {
    let posts = context.actor().account()?.posts().map(ToString::to_string);
    Ok(Condition::all().add(cases::Column::PostKey.is_in(posts)))
}

/// Nothing if the case is in scope.
///
/// # Errors
/// `NotFound` if it is not.
pub(crate) async fn require_case(
    context: &CountyContext,
    scope: &Scope,
    id: CaseId,
) -> Result<(), Failure> {
    let found: Option<CaseId> = cases::Entity::find_by_id(id)
        .select_only()
        .column(cases::Column::Id)
        .filter(cases_in(scope))
        .into_tuple()
        .one(context.database())
        .await?;
    found.map(|_| ()).ok_or(Failure::NotFound)
}

/// What is shown of cases.
pub(crate) struct ShownOf {
    /// The permission by which it is shown.
    pub(crate) permission: Permission,
    /// The kind of thing shown.
    pub(crate) object_kind: &'static str,
    /// Which one, if it is one.
    pub(crate) object_id: Option<Uuid>,
}

/// The cases by number and client, written down as read. The caller knows that the actor may see
/// them.
pub(crate) async fn case_references(
    context: &CountyContext,
    shown: ShownOf,
    ids: impl IntoIterator<Item = CaseId>,
) -> Result<HashMap<CaseId, CaseReference>, Failure> {
    let mut ids: Vec<CaseId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let backend = context.database().get_database_backend();
    let rows: Vec<(CaseId, String, PersonId, String, String)> = cases::Entity::find()
        .select_only()
        .columns([
            cases::Column::Id,
            cases::Column::Number,
            cases::Column::PersonId,
        ])
        .inner_join(persons::Entity)
        .columns([persons::Column::GivenName, persons::Column::FamilyName])
        .filter(is_one_of(backend, cases::Column::Id, ids))
        .into_tuple()
        .all(context.database())
        .await?;
    let mut person_ids: Vec<Uuid> = rows.iter().map(|(_, _, person, ..)| person.0).collect();
    person_ids.sort_unstable();
    person_ids.dedup();
    let entry = AuditEntry {
        action: shown.permission.key(),
        object_kind: shown.object_kind,
        object_id: shown.object_id,
        person_ids,
    };
    audit::record_read(context, entry).await?;
    let reference = |(id, number, client, given_name, family_name): (_, _, _, String, String)| {
        let client_name = format!("{given_name} {family_name}");
        let reference = CaseReference {
            id,
            number,
            client,
            client_name,
        };
        (id, reference)
    };
    Ok(rows.into_iter().map(reference).collect())
}
