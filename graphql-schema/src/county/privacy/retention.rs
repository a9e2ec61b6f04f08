//! Reading the review list, offers to the archive and proofs.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use casework::{
    list_archive_offers, list_retention, list_retention_proofs,
    model::{
        ArchiveOffer as StoredOffer, ProofId, RetentionItem as StoredItem, RetentionItemId,
        RetentionList, RetentionProof as StoredProof,
    },
};
use chrono::{DateTime, Utc};
use kernel::{
    errors::{Failure, ProblemCode},
    ids::AccountId,
};
use tenants::{CountyContext, words::Family};

use super::words::{data_kind_entry, measure_entry, subject_id, subject_kind_entry};
use crate::{
    Date,
    caller::{caller, county},
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::{Answer, top_level},
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    loaders::account_name,
};

/// Fields about retention.
#[derive(Default)]
pub struct RetentionQuery;

#[Object]
impl RetentionQuery {
    /// What the county's retention rules want deleted. KIM lead and privacy officer see all of it, others the kinds of data
    /// that their role answers for. Permission: retention.read.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn retention_items(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The part of the list: `due`, `held`, `offered` or `released`.",
            default = "due"
        )]
        list: String,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<RetentionItemConnection> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<RetentionItemId>(locale, first, after.as_deref())?;
        let list: RetentionList = list
            .parse()
            .map_err(|_| top_level(locale, &Failure::invalid("list", ProblemCode::Unknown)))?;
        let items = list_retention(context, list, &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&items, &page);
        let row = |item: StoredItem| (cursor_text(&item.id), RetentionItem::new(context, item));
        Ok(RetentionItemConnection::new(
            position,
            items.rows.into_iter().map(row),
        ))
    }

    /// What was deleted by which rule, in figures, latest first. Permission: retention.read.
    #[graphql(complexity = "list_cost(first, child_complexity)")]
    async fn retention_proofs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<RetentionProofConnection> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<ProofId>(locale, first, after.as_deref())?;
        let proofs = list_retention_proofs(context, &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&proofs, &page);
        let row =
            |proof: StoredProof| (cursor_text(&proof.id), RetentionProof::new(context, proof));
        Ok(RetentionProofConnection::new(
            position,
            proofs.rows.into_iter().map(row),
        ))
    }

    /// The latest offers to the archive, answered or not. Permission: retention.read.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn archive_offers(&self, ctx: &Context<'_>) -> Result<Vec<ArchiveOffer>> {
        let context = county(ctx);
        let offers = list_archive_offers(context)
            .await
            .or_top_level(caller(ctx).locale())?;
        let offer = |offer| ArchiveOffer::new(context, offer);
        Ok(offers.into_iter().map(offer).collect())
    }
}

connection_types!(
    "what is due for deletion",
    RetentionItemConnection,
    RetentionItemEdge,
    RetentionItem
);

connection_types!(
    "proofs of deletion",
    RetentionProofConnection,
    RetentionProofEdge,
    RetentionProof
);

/// Something that the county's retention rules want deleted.
#[derive(SimpleObject)]
pub struct RetentionItem {
    /// Its id.
    id: ID,
    /// The kind of data.
    data_kind: CodeListEntry,
    /// Of what: a case, a person, a household, an account or the audit trail.
    subject_kind: CodeListEntry,
    /// The id of that thing; null for the audit trail.
    subject_id: Option<ID>,
    /// The number of a case.
    case_number: Option<String>,
    /// When the period began.
    begins_on: Date,
    /// When it ended.
    due_on: Date,
    /// How far it has come.
    state: CodeListEntry,
    /// Whether a hold keeps it.
    is_held: bool,
    /// What the county's rule says is done with it.
    measure: Option<CodeListEntry>,
    /// The role that answers for it.
    responsible: Option<CodeListEntry>,
    /// Whether it has to be offered to the archive first.
    wants_archive: bool,
    /// What the archive said.
    archive_answer: Option<CodeListEntry>,
}

impl RetentionItem {
    fn new(context: &CountyContext, item: StoredItem) -> Self {
        let (files, locale) = (context.county(), context.locale());
        let rule = files.retention_rule(item.data_kind);
        Self {
            id: NodeKind::RetentionItem.global_id(item.id.0),
            data_kind: data_kind_entry(locale, item.data_kind),
            subject_kind: subject_kind_entry(locale, item.subject_kind),
            subject_id: subject_id(item.subject_kind, item.subject),
            case_number: item.case_number,
            begins_on: item.begins_on.into(),
            due_on: item.due_on.into(),
            state: CodeListEntry::of_platform(locale, "retention-state", item.state.key()),
            is_held: item.is_held,
            measure: rule.map(|rule| measure_entry(locale, rule.measure)),
            responsible: rule
                .map(|rule| CodeListEntry::of(files, locale, Family::Role, rule.responsible.key())),
            wants_archive: rule.is_some_and(|rule| rule.archive_offer),
            archive_answer: item
                .archive_answer
                .map(|answer| CodeListEntry::of_platform(locale, "archive-answer", answer.key())),
        }
    }
}

/// The proof of a deletion, without anybody's data.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RetentionProof {
    /// Its id.
    id: ID,
    /// The kind of data.
    data_kind: CodeListEntry,
    /// What was done.
    measure: CodeListEntry,
    /// How many records were released.
    released: i32,
    /// How many of them are gone.
    subjects: i32,
    /// How many rows of the database that were.
    rows: i64,
    /// The version of the county's files whose rule it was.
    configuration: i32,
    /// When they were released.
    released_at: DateTime<Utc>,
    /// When the last of them went; null before.
    carried_out_at: Option<DateTime<Utc>>,
    #[graphql(skip)]
    by: AccountId,
}

#[ComplexObject]
impl RetentionProof {
    /// Who released them.
    async fn released_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.by).await
    }
}

impl RetentionProof {
    fn new(context: &CountyContext, proof: StoredProof) -> Self {
        let locale = context.locale();
        Self {
            id: NodeKind::RetentionProof.global_id(proof.id.0),
            data_kind: data_kind_entry(locale, proof.data_kind),
            measure: measure_entry(locale, proof.measure),
            released: proof.released,
            subjects: proof.subjects,
            rows: proof.rows,
            configuration: proof.configuration,
            released_at: proof.released_at,
            carried_out_at: proof.carried_out_at,
            by: proof.released_by,
        }
    }
}

/// Records that were offered to the public archive.
#[derive(SimpleObject)]
pub struct ArchiveOffer {
    /// Its id.
    id: ID,
    /// The kind of data.
    data_kind: CodeListEntry,
    /// How many records.
    subjects: i32,
    /// When.
    offered_at: DateTime<Utc>,
    /// What the archive said; null before.
    answer: Option<CodeListEntry>,
}

impl ArchiveOffer {
    pub(super) fn new(context: &CountyContext, offer: StoredOffer) -> Self {
        let locale = context.locale();
        Self {
            id: NodeKind::ArchiveOffer.global_id(offer.id.0),
            data_kind: data_kind_entry(locale, offer.data_kind),
            subjects: offer.subjects,
            offered_at: offer.offered_at,
            answer: offer
                .answer
                .map(|answer| CodeListEntry::of_platform(locale, "archive-answer", answer.key())),
        }
    }
}
