//! Decisions follow a person whose record became part of another one.

use chrono::{DateTime, Utc};
use kernel::{database::TenantTransaction, errors::Failure};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{model::DecisionId, tables::decisions};

/// A decision that went along, with what it needs to go back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedDecision {
    id: DecisionId,
    was_present: bool,
    replaced_at: Option<DateTime<Utc>>,
}

/// Makes decisions about one subject decisions about another. None of them is the present one any more:
/// the rule is asked anew about the subject that they went to. The caller has authorised the change.
pub async fn move_decisions(
    transaction: &TenantTransaction,
    (from, to): (Uuid, Uuid),
    at: DateTime<Utc>,
) -> Result<Vec<MovedDecision>, Failure> {
    let rows = decisions::Entity::find()
        .filter(decisions::Column::SubjectId.eq(from))
        .order_by_asc(decisions::Column::Id)
        .all(transaction)
        .await?;
    let mut moved = Vec::with_capacity(rows.len());
    for row in rows {
        let was_present = row.present_subject.is_some();
        let changed = decisions::ActiveModel {
            id: Set(row.id),
            subject_id: Set(to),
            present_subject: Set(None),
            replaced_at: Set(row.replaced_at.or(was_present.then_some(at))),
            ..Default::default()
        };
        decisions::Entity::update(changed)
            .exec_without_returning(transaction)
            .await?;
        moved.push(MovedDecision {
            id: row.id,
            was_present,
            replaced_at: row.replaced_at,
        });
    }
    Ok(moved)
}

/// Makes them decisions about the first subject again, as they were.
pub async fn move_decisions_back(
    transaction: &TenantTransaction,
    moved: &[MovedDecision],
    to: Uuid,
) -> Result<(), Failure> {
    for decision in moved {
        let changed = decisions::ActiveModel {
            id: Set(decision.id),
            subject_id: Set(to),
            present_subject: Set(decision.was_present.then_some(to)),
            replaced_at: Set(decision.replaced_at),
            ..Default::default()
        };
        decisions::Entity::update(changed)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
