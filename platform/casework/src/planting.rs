//! What tests of other crates plant that no use case makes at once (feature `testing`).

use kernel::{errors::Failure, ids::AccountId};
use sea_orm::{EntityTrait, IntoActiveModel};
use tenants::{CountyContext, model::retention::DataKind};

use crate::{model::ArchiveOfferId, tables::privacy::archive_offers};

/// Plants an offer to the archive that waits for its answer.
///
/// # Errors
/// Of the database.
pub async fn plant_archive_offer(context: &CountyContext) -> Result<ArchiveOfferId, Failure> {
    let offer = archive_offers::Model {
        id: ArchiveOfferId::generate(),
        data_kind: DataKind::Case.as_str().to_owned(),
        subjects: 1,
        offered_by: AccountId::generate(),
        offered_at: context.clock().now(),
        answer: None,
        answered_by: None,
        answered_at: None,
    };
    let id = offer.id;
    let transaction = context.database().begin().await?;
    archive_offers::Entity::insert(offer.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(id)
}
