//! Releasing what is due, and asking the archive.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    answer_archive_offer,
    model::{ArchiveAnswer, ArchiveOfferId, RetentionItemId},
    offer_to_archive, release_items,
};

use super::retention::ArchiveOffer;
use crate::{
    caller::{caller, county},
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    input::InputReader,
    labels::CodeListEntry,
    limits::LIST_INPUT_MAX,
};

/// Records to be released.
#[derive(Debug, InputObject)]
pub struct RetentionReleaseInput {
    /// Ids of `RetentionItem`s, at most 100.
    item_ids: Vec<ID>,
}

/// Records that were offered to the archive.
#[derive(Debug, InputObject)]
pub struct ArchiveOfferMakeInput {
    /// Ids of `RetentionItem`s, at most 100.
    item_ids: Vec<ID>,
}

fn read_items(ctx: &Context<'_>, ids: &[ID]) -> Result<Vec<RetentionItemId>> {
    within(caller(ctx).locale(), "listInput", ids.len(), LIST_INPUT_MAX)?;
    let item = |id: &ID| RetentionItemId(NodeKind::RetentionItem.uuid_to_ask_for(id));
    Ok(ids.iter().map(item).collect())
}

/// An answer of the archive.
#[derive(Debug, InputObject)]
pub struct ArchiveOfferAnswerInput {
    /// The offer.
    offer_id: ID,
    /// `taken` or `declined`.
    answer: String,
}

/// A record that was not released.
#[derive(SimpleObject)]
pub struct RetentionRefusal {
    /// The record.
    item_id: ID,
    /// Why.
    reason: CodeListEntry,
}

/// What came of releasing.
#[derive(SimpleObject)]
pub struct RetentionReleasePayload {
    /// How many records are deleted within minutes.
    released: i32,
    /// Records that were not released, each with the reason.
    refused: Vec<RetentionRefusal>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// What came of offering records to the archive.
#[derive(SimpleObject)]
pub struct ArchiveOfferMakePayload {
    /// How many records were offered; those that are not due, or that another role answers for, were not.
    offered: i32,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// What an answer of the archive gives back.
#[derive(SimpleObject)]
pub struct ArchiveOfferAnswerPayload {
    /// The offer as it is now; null if the input has problems.
    archive_offer: Option<ArchiveOffer>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of retention.
#[derive(Default)]
pub struct RetentionMutation;

#[Object]
impl RetentionMutation {
    /// Agrees to the deletion of records; each needs the role that answers for its kind of data. They are deleted within
    /// minutes. Permission: retention.release.
    async fn retention_release(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RetentionReleaseInput,
    ) -> Result<RetentionReleasePayload> {
        let caller = caller(ctx);
        let locale = caller.locale();
        let ids = read_items(ctx, &input.item_ids)?;
        let configuration = caller.configuration.version;
        let released = release_items(county(ctx), &ids, configuration).await;
        let (released, user_errors) = match released.or_user_errors(locale)? {
            Ok(released) => (released, Vec::new()),
            Err(user_errors) => (Default::default(), user_errors),
        };
        let refusal =
            |(id, reason): (RetentionItemId, casework::model::ReleaseRefusal)| RetentionRefusal {
                item_id: NodeKind::RetentionItem.global_id(id.0),
                reason: CodeListEntry::of_platform(locale, "release-refusal", reason.key()),
            };
        Ok(RetentionReleasePayload {
            released: i32::try_from(released.released).unwrap_or(i32::MAX),
            refused: released.refused.into_iter().map(refusal).collect(),
            user_errors,
        })
    }

    /// Notes that records were offered to the public archive. Permission: retention.release.
    async fn archive_offer_make(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ArchiveOfferMakeInput,
    ) -> Result<ArchiveOfferMakePayload> {
        let ids = read_items(ctx, &input.item_ids)?;
        let offered = offer_to_archive(county(ctx), &ids).await;
        let (offered, user_errors) = match offered.or_user_errors(caller(ctx).locale())? {
            Ok(offered) => (offered, Vec::new()),
            Err(user_errors) => (0, user_errors),
        };
        Ok(ArchiveOfferMakePayload {
            offered: i32::try_from(offered).unwrap_or(i32::MAX),
            user_errors,
        })
    }

    /// Notes what the archive said; the records can then be released. Permission: retention.release.
    async fn archive_offer_answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ArchiveOfferAnswerInput,
    ) -> Result<ArchiveOfferAnswerPayload> {
        let context = county(ctx);
        let id = ArchiveOfferId(NodeKind::ArchiveOffer.uuid_to_ask_for(&input.offer_id));
        let mut reader = InputReader::default();
        let answer = reader.choice("answer", &input.answer, ArchiveAnswer::Declined);
        let answered = match reader.finish(answer) {
            Ok(answer) => answer_archive_offer(context, id, answer).await,
            Err(failure) => Err(failure),
        };
        let (offer, user_errors) = match answered.or_user_errors(context.locale())? {
            Ok(offer) => (Some(ArchiveOffer::new(context, offer)), Vec::new()),
            Err(user_errors) => (None, user_errors),
        };
        Ok(ArchiveOfferAnswerPayload {
            archive_offer: offer,
            user_errors,
        })
    }
}
