//! Agreeing to a deletion.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, sea_query::Expr,
};
use tenants::{
    CountyContext,
    model::retention::{DataKind, Measure},
};
use uuid::Uuid;

use super::read_retention::{
    MEASURE_ANONYMISE, MEASURE_DELETE, answers_of, held, parse_kind, responsible_for,
};
use crate::{
    model::{
        ArchiveAnswer, ArchiveOfferId, CaseId, ItemState, PersonId, ProofId, ReleaseRefusal,
        Released, RetentionItemId, SubjectKind, limits::RETENTION_RELEASE_MAX,
    },
    tables::{
        cases,
        privacy::{proofs, retention_items},
    },
};

/// Releases what is due for deletion; [`super::carry_out_released`] deletes it within minutes. Needs
/// [`Permission::RetentionRelease`] in the whole county, and for each row the role that answers for its kind of data.
/// `configuration` is the version of the county's files in force. Rows that cannot be released are named, the others are
/// released.
///
/// # Errors
/// `Required` on `itemIds` for none, `OutOfRange` for too many.
pub async fn release_items(
    context: &CountyContext,
    ids: &[RetentionItemId],
    configuration: i32,
) -> Result<Released, Failure> {
    authorize_whole_county(context, Permission::RetentionRelease)?;
    check_number(ids)?;
    let transaction = context.database().begin().await?;
    let review = Review::begin(context, &transaction, ids).await?;
    let mut released = Released::default();
    let mut by_kind: BTreeMap<DataKind, Vec<&retention_items::Model>> = BTreeMap::new();
    for &id in ids {
        match review.judge(id)? {
            Ok((kind, item)) => by_kind.entry(kind).or_default().push(item),
            Err(refusal) => released.refused.push((id, refusal)),
        }
    }
    for (kind, items) in by_kind {
        released.released += u32::try_from(items.len()).unwrap_or(u32::MAX);
        release_kind(context, &transaction, (kind, configuration), &items).await?;
    }
    if released.released > 0 {
        transaction.commit().await?;
    }
    Ok(released)
}

/// Retention is a matter of the whole county.
pub(super) fn authorize_whole_county(
    context: &CountyContext,
    permission: Permission,
) -> Result<(), Failure> {
    if context.authorize(permission)?.whole_county {
        Ok(())
    } else {
        Err(Failure::Forbidden)
    }
}

/// At least one and not too many at a time.
pub(super) fn check_number(ids: &[RetentionItemId]) -> Result<(), Failure> {
    if ids.is_empty() {
        return Err(Failure::invalid("itemIds", ProblemCode::Required));
    }
    if ids.len() > RETENTION_RELEASE_MAX {
        let problem = Problem::new("itemIds", ProblemCode::OutOfRange);
        return Err(problem
            .with("min", 1)
            .with("max", RETENTION_RELEASE_MAX)
            .into());
    }
    Ok(())
}

/// The rows in question and what has to be known of them.
struct Review<'a> {
    context: &'a CountyContext,
    items: HashMap<RetentionItemId, retention_items::Model>,
    held: HashSet<RetentionItemId>,
    with_cases: HashSet<Uuid>,
    answers: HashMap<ArchiveOfferId, ArchiveAnswer>,
    responsible_for: Vec<&'static str>,
}

impl<'a> Review<'a> {
    async fn begin(
        context: &'a CountyContext,
        transaction: &TenantTransaction,
        ids: &[RetentionItemId],
    ) -> Result<Self, Failure> {
        let wanted = || retention_items::Column::Id.is_in(ids.iter().copied());
        let items = retention_items::Entity::find()
            .filter(wanted())
            .lock_exclusive()
            .all(transaction)
            .await?;
        let held: Vec<RetentionItemId> = retention_items::Entity::find()
            .select_only()
            .column(retention_items::Column::Id)
            .filter(wanted())
            .filter(held(context.county()))
            .into_tuple()
            .all(transaction)
            .await?;
        let offers = items.iter().filter_map(|item| item.offer_id).collect();
        Ok(Self {
            context,
            with_cases: with_unreleased_cases(transaction, &items).await?,
            answers: answers_of(transaction, offers).await?,
            items: items.into_iter().map(|item| (item.id, item)).collect(),
            held: held.into_iter().collect(),
            responsible_for: responsible_for(context)?,
        })
    }

    /// Whether the row can be released, with its kind of data.
    fn judge(
        &self,
        id: RetentionItemId,
    ) -> Result<Result<(DataKind, &retention_items::Model), ReleaseRefusal>, Failure> {
        let Some(item) = self.items.get(&id) else {
            return Ok(Err(ReleaseRefusal::Gone));
        };
        let kind = parse_kind(&item.data_kind)?;
        let rule = self.context.county().retention_rule(kind);
        let wants_archive = rule.is_some_and(|rule| rule.archive_offer);
        let answered = item
            .offer_id
            .is_some_and(|offer| self.answers.contains_key(&offer));
        Ok(if !self.responsible_for.contains(&kind.as_str()) {
            Err(ReleaseRefusal::NotResponsible)
        } else if item.state == ItemState::Released {
            Err(ReleaseRefusal::Released)
        } else if self.held.contains(&id) {
            Err(ReleaseRefusal::Held)
        } else if wants_archive && !answered {
            Err(ReleaseRefusal::Archive)
        } else if self.with_cases.contains(&item.subject_id) {
            Err(ReleaseRefusal::HasCases)
        } else {
            Ok((kind, item))
        })
    }
}

/// Those of the persons who have a case that nobody released.
async fn with_unreleased_cases(
    transaction: &TenantTransaction,
    items: &[retention_items::Model],
) -> Result<HashSet<Uuid>, Failure> {
    let persons = items
        .iter()
        .filter(|item| item.subject_kind == SubjectKind::Person)
        .map(|item| PersonId(item.subject_id));
    let released = retention_items::Entity::find()
        .select_only()
        .column(retention_items::Column::SubjectId)
        .filter(retention_items::Column::State.eq(ItemState::Released))
        .filter(retention_items::Column::DataKind.eq(DataKind::Case.as_str()));
    let found: Vec<(CaseId, PersonId)> = cases::Entity::find()
        .select_only()
        .columns([cases::Column::Id, cases::Column::PersonId])
        .filter(cases::Column::PersonId.is_in(persons))
        .filter(cases::Column::Id.not_in_subquery(sea_orm::QueryTrait::into_query(released)))
        .into_tuple()
        .all(transaction)
        .await?;
    Ok(found.into_iter().map(|(_, person)| person.0).collect())
}

/// One proof for each kind of data, which counts what goes.
async fn release_kind(
    context: &CountyContext,
    transaction: &TenantTransaction,
    (kind, configuration): (DataKind, i32),
    items: &[&retention_items::Model],
) -> Result<(), Failure> {
    let measure = context
        .county()
        .retention_rule(kind)
        .map(|rule| rule.measure);
    let proof = proofs::Model {
        id: ProofId::generate(),
        data_kind: kind.as_str().to_owned(),
        measure: match measure {
            Some(Measure::Anonymise) => MEASURE_ANONYMISE.to_owned(),
            Some(Measure::Delete) | None => MEASURE_DELETE.to_owned(),
        },
        released: i32::try_from(items.len()).unwrap_or(i32::MAX),
        subjects: 0,
        rows: 0,
        configuration,
        released_by: context.account_id()?,
        released_at: context.clock().now(),
        carried_out_at: None,
    };
    let id = proof.id;
    proofs::Entity::insert(proof.into_active_model())
        .exec_without_returning(transaction)
        .await?;
    retention_items::Entity::update_many()
        .col_expr(
            retention_items::Column::State,
            Expr::value(ItemState::Released),
        )
        .col_expr(retention_items::Column::ProofId, Expr::value(id))
        .filter(retention_items::Column::Id.is_in(items.iter().map(|item| item.id)))
        .exec(transaction)
        .await?;
    let persons = items
        .iter()
        .filter(|item| item.subject_kind == SubjectKind::Person)
        .map(|item| item.subject_id);
    let entry = AuditEntry {
        action: Permission::RetentionRelease.key(),
        object_kind: "retention",
        object_id: Some(id.0),
        person_ids: persons.collect(),
    };
    Ok(audit::record(context, transaction, entry).await?)
}
