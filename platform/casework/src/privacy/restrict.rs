//! Restricting what may be done with a person's data (Art. 18 GDPR).

use std::collections::HashMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Set,
};
use tenants::CountyContext;

use super::release::authorize_whole_county;
use crate::{
    case_scope::{is_one_of, persons_in},
    check_input::InputCheck,
    model::{PersonId, Restriction, RestrictionId, limits::REASON_LENGTH_MAX},
    tables::{persons, privacy::restrictions},
};

/// Marks a person's data: they are shown with the mark and not changed while it stands. Needs
/// [`Permission::PersonRestrict`] in the whole county.
///
/// # Errors
/// `Required` or `TooLong` on `reason`, `WrongState` on `personId` if the data are marked already.
pub async fn restrict_person(
    context: &CountyContext,
    person: PersonId,
    reason: &str,
) -> Result<Restriction, Failure> {
    authorize_whole_county(context, Permission::PersonRestrict)?;
    let transaction = context.database().begin().await?;
    persons::Entity::find_by_id(person)
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    let mut check = InputCheck::default();
    let reason = check.required_text("reason", reason, REASON_LENGTH_MAX);
    let is_marked = is_restricted(&transaction, person).await?;
    check.require(!is_marked, "personId", ProblemCode::WrongState);
    check.finish()?;
    let row = restrictions::Model {
        id: RestrictionId::generate(),
        person_id: person,
        reason,
        placed_by: context.account_id()?,
        placed_at: context.clock().now(),
        lifted_by: None,
        lifted_at: None,
    };
    restrictions::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    finish(context, transaction, row).await
}

/// Takes the mark away. Needs [`Permission::PersonRestrict`] in the whole county.
///
/// # Errors
/// `WrongState` on `restrictionId` if it was taken away before.
pub async fn lift_restriction(
    context: &CountyContext,
    id: RestrictionId,
) -> Result<Restriction, Failure> {
    authorize_whole_county(context, Permission::PersonRestrict)?;
    let transaction = context.database().begin().await?;
    let row = restrictions::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    if row.lifted_at.is_some() {
        return Err(Failure::invalid("restrictionId", ProblemCode::WrongState));
    }
    let lifted = restrictions::ActiveModel {
        id: Set(id),
        lifted_by: Set(Some(context.account_id()?)),
        lifted_at: Set(Some(context.clock().now())),
        ..Default::default()
    };
    let row = restrictions::Entity::update(lifted)
        .exec(&transaction)
        .await?;
    finish(context, transaction, row).await
}

async fn finish(
    context: &CountyContext,
    transaction: TenantTransaction,
    row: restrictions::Model,
) -> Result<Restriction, Failure> {
    let entry = AuditEntry {
        action: Permission::PersonRestrict.key(),
        object_kind: "person",
        object_id: Some(row.person_id.0),
        person_ids: vec![row.person_id.0],
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(row.into())
}

/// The marks of those of the persons that the actor may see, for loaders. The caller has read the persons, which is
/// written down. Needs [`Permission::PersonRead`] for the person, or [`Permission::PersonRestrict`].
///
/// # Errors
/// Of the database.
pub async fn restrictions_of(
    context: &CountyContext,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, Restriction>, Failure> {
    let scope = match context.authorize(Permission::PersonRestrict) {
        Ok(scope) => scope,
        Err(_) => context.authorize(Permission::PersonRead)?,
    };
    let visible = persons::Entity::find()
        .select_only()
        .column(persons::Column::Id)
        .filter(persons_in(
            &scope,
            context.account_id()?,
            context.clock().today(),
        ));
    let database = context.database();
    let wanted = is_one_of(
        database.get_database_backend(),
        restrictions::Column::PersonId,
        ids.iter().copied(),
    );
    let rows = restrictions::Entity::find()
        .filter(wanted)
        .filter(restrictions::Column::LiftedAt.is_null())
        .filter(restrictions::Column::PersonId.in_subquery(visible.into_query()))
        .all(database)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.person_id, row.into()))
        .collect())
}

/// Data that are restricted are not changed.
pub(crate) async fn check_unrestricted(
    connection: &impl ConnectionTrait,
    person: PersonId,
    field: &'static str,
) -> Result<(), Failure> {
    if is_restricted(connection, person).await? {
        Err(Failure::invalid(field, ProblemCode::Restricted))
    } else {
        Ok(())
    }
}

async fn is_restricted(
    connection: &impl ConnectionTrait,
    person: PersonId,
) -> Result<bool, Failure> {
    let standing = restrictions::Entity::find()
        .filter(restrictions::Column::PersonId.eq(person))
        .filter(restrictions::Column::LiftedAt.is_null());
    Ok(standing.count(connection).await? > 0)
}

impl From<restrictions::Model> for Restriction {
    fn from(row: restrictions::Model) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            reason: row.reason,
            placed_at: row.placed_at,
        }
    }
}
