//! Finding what was changed, removed or added.

use std::{collections::HashMap, fmt};

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Expr, ExprTrait},
};

use super::{
    BATCH_ROWS, COMMITTED_WITHIN,
    hash::{ChainKey, is_keyed},
    seal::Head,
    tables::{checkpoint, seal},
};
use crate::{audit::table, context::TenantContext, errors::Failure, ids::AuditEventId};

/// A chain without a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainState {
    /// The last position.
    pub position: i64,
    /// The hash there. Noted elsewhere, it shows later that the chain was not written anew.
    pub hash: String,
    /// Sealed entries that are there.
    pub sealed: u64,
    /// Entries that wait for their seal.
    pub unsealed: u64,
    /// Entries that retention removed.
    pub removed: i64,
}

/// The first fault of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainFault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The position in the chain; `None` for an entry that has none.
    pub position: Option<i64>,
    /// The entry, if it is known which.
    pub event: Option<AuditEventId>,
    /// When the entry says that it was written, if it is known.
    pub at: Option<DateTime<Utc>>,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The entry or its seal is not what it was.
    Changed,
    /// The entry or its seal is gone.
    Removed,
    /// The entry came in after entries that are newer.
    Added,
    /// The checkpoint that retention left is not what it was.
    CheckpointChanged,
    /// The seal was made with a key, and none is given.
    KeyMissing,
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            FaultKind::Changed => "changed",
            FaultKind::Removed => "removed",
            FaultKind::Added => "added",
            FaultKind::CheckpointChanged => "checkpoint changed",
            FaultKind::KeyMissing => "sealed with a key that is not given",
        })?;
        if let Some(position) = self.position {
            write!(f, ", position {position}")?;
        }
        if let Some(event) = self.event {
            write!(f, ", entry {event}")?;
        }
        match self.at {
            Some(at) => write!(f, ", of {}", at.format("%Y-%m-%dT%H:%M:%SZ")),
            None => Ok(()),
        }
    }
}

/// A position and its hash, noted at an earlier verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedHead {
    /// The position.
    pub position: i64,
    /// The hash that it had.
    pub hash: String,
}

/// Goes through the whole chain and names its first fault.
///
/// # Errors
/// Of the database.
pub async fn verify_chain(
    context: &TenantContext,
    key: &ChainKey,
    noted: Option<&NotedHead>,
) -> Result<Result<ChainState, ChainFault>, Failure> {
    let database = context.database();
    let checkpoints = checkpoint::Entity::find()
        .order_by_asc(checkpoint::Column::Position)
        .all(database)
        .await?;
    let mut walk = match Walk::begin(key, noted, &checkpoints) {
        Ok(walk) => walk,
        Err(fault) => return Ok(Err(fault)),
    };
    loop {
        let seals = seal::Entity::find()
            .filter(seal::Column::Position.gt(walk.last_asked))
            .order_by_asc(seal::Column::Position)
            .limit(BATCH_ROWS)
            .all(database)
            .await?;
        let Some(last) = seals.last() else {
            break;
        };
        walk.last_asked = last.position;
        let ids = seals.iter().map(|seal| seal.event_id);
        let events = table::Entity::find().filter(table::Column::Id.is_in(ids));
        let events: HashMap<AuditEventId, table::Model> = events
            .all(database)
            .await?
            .into_iter()
            .map(|event| (event.id, event))
            .collect();
        for seal in &seals {
            if let Err(fault) = walk.step(seal, events.get(&seal.event_id)) {
                return Ok(Err(fault));
            }
        }
    }
    if let Err(fault) = walk.end() {
        return Ok(Err(fault));
    }
    if let Some(added) = added_without_seal(context, walk.latest).await? {
        return Ok(Err(added));
    }
    Ok(Ok(ChainState {
        position: walk.head.position,
        hash: walk.head.hash,
        sealed: walk.sealed,
        unsealed: without_seal().count(database).await?,
        removed: checkpoints.iter().map(|row| row.entries).sum(),
    }))
}

/// How far the chain was found in order.
struct Walk<'a> {
    key: &'a ChainKey,
    noted: Option<&'a NotedHead>,
    head: Head,
    last_asked: i64,
    /// Whether a seal with a key was met: from then on all have one.
    keyed: bool,
    /// The latest instant of an entry so far.
    latest: Option<DateTime<Utc>>,
    sealed: u64,
}

impl<'a> Walk<'a> {
    /// From the last checkpoint, or from the very beginning.
    fn begin(
        key: &'a ChainKey,
        noted: Option<&'a NotedHead>,
        checkpoints: &[checkpoint::Model],
    ) -> Result<Self, ChainFault> {
        for row in checkpoints {
            let fault = |kind| ChainFault {
                kind,
                position: Some(row.position),
                event: None,
                at: None,
            };
            let proof = key.checkpoint_proof(row);
            let proof = proof.ok_or_else(|| fault(FaultKind::KeyMissing))?;
            if proof != row.proof {
                return Err(fault(FaultKind::CheckpointChanged));
            }
        }
        let last = checkpoints.last();
        let head = last.map_or_else(Head::first, |row| Head {
            position: row.position,
            hash: row.hash.clone(),
        });
        let walk = Self {
            key,
            noted,
            last_asked: i64::MIN,
            head,
            keyed: last.is_some_and(|row| is_keyed(&row.method)),
            latest: None,
            sealed: 0,
        };
        walk.compare_with_note()?;
        Ok(walk)
    }

    fn step(&mut self, seal: &seal::Model, event: Option<&table::Model>) -> Result<(), ChainFault> {
        let fault = |kind| ChainFault {
            kind,
            position: Some(seal.position),
            event: Some(seal.event_id),
            at: event.map(|event| event.at),
        };
        let position = self.head.position + 1;
        if seal.position < position {
            return Err(fault(FaultKind::Added));
        }
        if seal.position > position {
            return Err(ChainFault {
                position: Some(position),
                event: None,
                at: None,
                ..fault(FaultKind::Removed)
            });
        }
        let event = event.ok_or_else(|| fault(FaultKind::Removed))?;
        if self.keyed && !is_keyed(&seal.method) {
            return Err(fault(FaultKind::Changed));
        }
        let before = (self.head.hash.as_str(), position);
        let hash = self.key.entry_hash(&seal.method, before, event);
        let hash = hash.ok_or_else(|| fault(FaultKind::KeyMissing))?;
        if hash != seal.hash {
            return Err(fault(FaultKind::Changed));
        }
        if self
            .latest
            .is_some_and(|latest| event.at < latest - COMMITTED_WITHIN)
        {
            return Err(fault(FaultKind::Added));
        }
        self.keyed |= is_keyed(&seal.method);
        self.latest = Ord::max(self.latest, Some(event.at));
        self.sealed += 1;
        self.head = Head { position, hash };
        self.compare_with_note()
    }

    fn compare_with_note(&self) -> Result<(), ChainFault> {
        match self.noted {
            Some(noted) if noted.position == self.head.position && noted.hash != self.head.hash => {
                Err(self.fault_at_note(FaultKind::Changed))
            }
            _ => Ok(()),
        }
    }

    /// A chain that ends before a position that it once had was cut off.
    fn end(&self) -> Result<(), ChainFault> {
        match self.noted {
            Some(noted) if noted.position > self.head.position => {
                Err(self.fault_at_note(FaultKind::Removed))
            }
            _ => Ok(()),
        }
    }

    fn fault_at_note(&self, kind: FaultKind) -> ChainFault {
        ChainFault {
            kind,
            position: self.noted.map(|noted| noted.position),
            event: None,
            at: None,
        }
    }
}

fn without_seal() -> Select<table::Entity> {
    let sealed = seal::Entity::find()
        .select_only()
        .column(seal::Column::EventId)
        .into_query();
    table::Entity::find().filter(Expr::col(table::Column::Id).not_in_subquery(sealed))
}

/// The oldest entry without a seal that is too old to be one that was committed late.
async fn added_without_seal(
    context: &TenantContext,
    latest: Option<DateTime<Utc>>,
) -> Result<Option<ChainFault>, Failure> {
    let Some(latest) = latest else {
        return Ok(None);
    };
    let added = without_seal()
        .filter(table::Column::At.lt(latest - COMMITTED_WITHIN))
        .order_by_asc(table::Column::At)
        .one(context.database())
        .await?;
    Ok(added.map(|event| ChainFault {
        kind: FaultKind::Added,
        position: None,
        event: Some(event.id),
        at: Some(event.at),
    }))
}
