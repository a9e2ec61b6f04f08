//! The way from a person's wish to be erased (Art. 17 GDPR) to its end: one writes it down, another agrees.

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};
use tenants::CountyContext;

use super::{erase_person::erase_person, release::authorize_whole_county};
use crate::{
    check_input::InputCheck,
    model::{
        ErasureId, ErasureRequest, ErasureState, PersonId,
        limits::{HOLDS_SHOWN_MAX, REASON_LENGTH_MAX},
    },
    tables::{
        cases, persons,
        privacy::{erasures, holds},
    },
};

/// Writes down that a person is to be erased. Needs [`Permission::PersonErase`] in the whole county.
///
/// # Errors
/// `Required` or `TooLong` on `reason`; on `personId` `Taken` if somebody wrote it down already, `UnderHold` if a hold
/// keeps the person or one of the cases.
pub async fn request_erasure(
    context: &CountyContext,
    person: PersonId,
    reason: &str,
) -> Result<ErasureRequest, Failure> {
    authorize_whole_county(context, Permission::PersonErase)?;
    let transaction = context.database().begin().await?;
    lock_person(&transaction, person).await?;
    let mut check = InputCheck::default();
    let reason = check.required_text("reason", reason, REASON_LENGTH_MAX);
    let open = erasures::Entity::find()
        .filter(erasures::Column::PersonId.eq(person))
        .filter(erasures::Column::State.eq(ErasureState::Requested));
    let is_asked = open.count(&transaction).await? > 0;
    check.require(!is_asked, "personId", ProblemCode::Taken);
    let is_held = is_held(&transaction, person).await?;
    check.require(!is_held, "personId", ProblemCode::UnderHold);
    check.finish()?;
    let row = erasures::Model {
        id: ErasureId::generate(),
        person_id: person,
        reason,
        state: ErasureState::Requested,
        requested_by: context.account_id()?,
        requested_at: context.clock().now(),
        decided_by: None,
        decided_at: None,
    };
    erasures::Entity::insert(row.clone().into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    write_down(context, &transaction, person).await?;
    transaction.commit().await?;
    Ok(row.into())
}

/// Erases the person now and says how many rows went. Needs [`Permission::PersonErase`] in the whole county. Whoever wrote
/// the wish down cannot agree to it, unless the county's files switch that off. `configuration` is the version of those
/// files.
///
/// # Errors
/// On `erasureId` `WrongState` if it was decided before, `SecondPersonNeeded`, `UnderHold` if a hold was placed meanwhile.
pub async fn confirm_erasure(
    context: &CountyContext,
    id: ErasureId,
    configuration: i32,
) -> Result<u64, Failure> {
    authorize_whole_county(context, Permission::PersonErase)?;
    let transaction = context.database().begin().await?;
    let request = open_request(&transaction, id).await?;
    let alone = request.requested_by == context.account_id()?;
    if alone && !context.county().features().erasure_by_one_person {
        return Err(Failure::invalid(
            "erasureId",
            ProblemCode::SecondPersonNeeded,
        ));
    }
    lock_person(&transaction, request.person_id).await?;
    if is_held(&transaction, request.person_id).await? {
        return Err(Failure::invalid("erasureId", ProblemCode::UnderHold));
    }
    let rows = erase_person(context, &transaction, request.person_id, configuration).await?;
    write_down(context, &transaction, request.person_id).await?;
    transaction.commit().await?;
    Ok(rows)
}

/// Says no. Needs [`Permission::PersonErase`] in the whole county.
///
/// # Errors
/// `WrongState` on `erasureId` if it was decided before.
pub async fn decline_erasure(
    context: &CountyContext,
    id: ErasureId,
) -> Result<ErasureRequest, Failure> {
    authorize_whole_county(context, Permission::PersonErase)?;
    let transaction = context.database().begin().await?;
    let request = open_request(&transaction, id).await?;
    let row = erasures::ActiveModel {
        id: Set(id),
        state: Set(ErasureState::Declined),
        decided_by: Set(Some(context.account_id()?)),
        decided_at: Set(Some(context.clock().now())),
        ..Default::default()
    };
    let row = erasures::Entity::update(row).exec(&transaction).await?;
    write_down(context, &transaction, request.person_id).await?;
    transaction.commit().await?;
    Ok(row.into())
}

/// The wishes that wait for somebody's agreement, latest first. Needs [`Permission::PersonErase`].
///
/// # Errors
/// Of the database.
pub async fn list_erasures(context: &CountyContext) -> Result<Vec<ErasureRequest>, Failure> {
    context.authorize(Permission::PersonErase)?;
    let rows = erasures::Entity::find()
        .filter(erasures::Column::State.eq(ErasureState::Requested))
        .order_by_desc(erasures::Column::Id)
        .limit(HOLDS_SHOWN_MAX);
    let rows = rows.all(context.database()).await?;
    if !rows.is_empty() {
        let entry = AuditEntry {
            action: Permission::PersonErase.key(),
            object_kind: "person",
            object_id: None,
            person_ids: rows.iter().map(|row| row.person_id.0).collect(),
        };
        audit::record_read(context, entry).await?;
    }
    Ok(rows.into_iter().map(ErasureRequest::from).collect())
}

async fn lock_person(
    transaction: &TenantTransaction,
    person: PersonId,
) -> Result<persons::Model, Failure> {
    let query = persons::Entity::find_by_id(person).lock_exclusive();
    query.one(transaction).await?.ok_or(Failure::NotFound)
}

async fn open_request(
    transaction: &TenantTransaction,
    id: ErasureId,
) -> Result<erasures::Model, Failure> {
    let query = erasures::Entity::find_by_id(id).lock_exclusive();
    let request = query.one(transaction).await?.ok_or(Failure::NotFound)?;
    if request.state == ErasureState::Requested {
        Ok(request)
    } else {
        Err(Failure::invalid("erasureId", ProblemCode::WrongState))
    }
}

/// Whether a hold keeps the person or one of the cases (Art. 17 para. 3 GDPR).
async fn is_held(transaction: &TenantTransaction, person: PersonId) -> Result<bool, Failure> {
    let own = cases::Entity::find()
        .select_only()
        .column(cases::Column::Id)
        .filter(cases::Column::PersonId.eq(person))
        .into_query();
    let of_person = Condition::any()
        .add(holds::Column::SubjectId.eq(person.0))
        .add(holds::Column::SubjectId.in_subquery(own));
    let standing = holds::Entity::find()
        .filter(holds::Column::LiftedAt.is_null())
        .filter(of_person);
    Ok(standing.count(transaction).await? > 0)
}

async fn write_down(
    context: &CountyContext,
    transaction: &TenantTransaction,
    person: PersonId,
) -> Result<(), Failure> {
    let entry = AuditEntry {
        action: Permission::PersonErase.key(),
        object_kind: "person",
        object_id: Some(person.0),
        person_ids: vec![person.0],
    };
    Ok(audit::record(context, transaction, entry).await?)
}

impl From<erasures::Model> for ErasureRequest {
    fn from(row: erasures::Model) -> Self {
        Self {
            id: row.id,
            person: row.person_id,
            reason: row.reason,
            state: row.state,
            requested_by: row.requested_by,
            requested_at: row.requested_at,
        }
    }
}
