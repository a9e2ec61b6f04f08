//! Offering what is due to the public archive before it is deleted.

use std::collections::BTreeMap;

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::{Failure, ProblemCode},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::Expr,
};
use tenants::CountyContext;

use super::{
    read_retention::{parse_kind, responsible_for},
    release::{authorize_whole_county, check_number},
};
use crate::{
    model::{
        ArchiveAnswer, ArchiveOffer, ArchiveOfferId, ItemState, RetentionItemId,
        limits::RETENTION_RELEASE_MAX,
    },
    tables::privacy::{archive_offers, retention_items},
};

/// Notes that these records were offered to the archive, one offer for each kind of data, and says how many were. Those
/// that are not due, or that another role answers for, are left alone. Needs [`Permission::RetentionRelease`] in the
/// whole county.
///
/// # Errors
/// `Required` on `itemIds` for none, `OutOfRange` for too many.
pub async fn offer_to_archive(
    context: &CountyContext,
    ids: &[RetentionItemId],
) -> Result<u32, Failure> {
    authorize_whole_county(context, Permission::RetentionRelease)?;
    check_number(ids)?;
    let transaction = context.database().begin().await?;
    let items = retention_items::Entity::find()
        .filter(retention_items::Column::Id.is_in(ids.iter().copied()))
        .filter(retention_items::Column::State.eq(ItemState::Due))
        .filter(retention_items::Column::DataKind.is_in(responsible_for(context)?))
        .lock_exclusive()
        .all(&transaction)
        .await?;
    let mut by_kind: BTreeMap<&str, Vec<RetentionItemId>> = BTreeMap::new();
    for item in &items {
        by_kind.entry(&item.data_kind).or_default().push(item.id);
    }
    for (kind, items) in by_kind {
        let offer = archive_offers::Model {
            id: ArchiveOfferId::generate(),
            data_kind: kind.to_owned(),
            subjects: i32::try_from(items.len()).unwrap_or(i32::MAX),
            offered_by: context.account_id()?,
            offered_at: context.clock().now(),
            answer: None,
            answered_by: None,
            answered_at: None,
        };
        let id = offer.id;
        archive_offers::Entity::insert(offer.into_active_model())
            .exec_without_returning(&transaction)
            .await?;
        retention_items::Entity::update_many()
            .col_expr(
                retention_items::Column::State,
                Expr::value(ItemState::Offered),
            )
            .col_expr(retention_items::Column::OfferId, Expr::value(id))
            .filter(retention_items::Column::Id.is_in(items))
            .exec(&transaction)
            .await?;
        let entry = AuditEntry {
            action: "retention.offer",
            object_kind: "archive-offer",
            object_id: Some(id.0),
            person_ids: Vec::new(),
        };
        audit::record(context, &transaction, entry).await?;
    }
    transaction.commit().await?;
    Ok(u32::try_from(items.len()).unwrap_or(u32::MAX))
}

/// Notes what the archive said. Needs [`Permission::RetentionRelease`] in the whole county.
///
/// # Errors
/// `WrongState` on `offerId` if it was answered before.
pub async fn answer_archive_offer(
    context: &CountyContext,
    id: ArchiveOfferId,
    answer: ArchiveAnswer,
) -> Result<ArchiveOffer, Failure> {
    authorize_whole_county(context, Permission::RetentionRelease)?;
    let transaction = context.database().begin().await?;
    let offer = archive_offers::Entity::find_by_id(id)
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Failure::NotFound)?;
    if offer.answer.is_some() {
        return Err(Failure::invalid("offerId", ProblemCode::WrongState));
    }
    let row = archive_offers::ActiveModel {
        id: Set(id),
        answer: Set(Some(answer)),
        answered_by: Set(Some(context.account_id()?)),
        answered_at: Set(Some(context.clock().now())),
        ..Default::default()
    };
    let offer = archive_offers::Entity::update(row)
        .exec(&transaction)
        .await?;
    let entry = AuditEntry {
        action: "retention.offer",
        object_kind: "archive-offer",
        object_id: Some(id.0),
        person_ids: Vec::new(),
    };
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    described(offer)
}

/// The latest offers, with and without an answer. Needs [`Permission::RetentionRead`].
///
/// # Errors
/// Of the database.
pub async fn list_archive_offers(context: &CountyContext) -> Result<Vec<ArchiveOffer>, Failure> {
    context.authorize(Permission::RetentionRead)?;
    let rows = archive_offers::Entity::find()
        .order_by_desc(archive_offers::Column::Id)
        .limit(RETENTION_RELEASE_MAX as u64);
    let rows = rows.all(context.database()).await?;
    rows.into_iter().map(described).collect()
}

fn described(row: archive_offers::Model) -> Result<ArchiveOffer, Failure> {
    Ok(ArchiveOffer {
        id: row.id,
        data_kind: parse_kind(&row.data_kind)?,
        subjects: row.subjects,
        offered_at: row.offered_at,
        answer: row.answer,
    })
}
