//! Retention, erasure and restriction: what use cases hand out.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{choices, ids::AccountId};
use sea_orm::DeriveValueType;
use tenants::model::retention::{DataKind, Measure};
use uuid::Uuid;

use super::{
    ArchiveOfferId, ErasureId, HoldId, Person, PersonId, ProofId, RestrictionId, RetentionItemId,
};

choices! {
    /// What is kept, and goes, as a whole. The order is that of deletion: cases before their persons.
    SubjectKind {
        /// A case with everything in it.
        Case = "case",
        /// A person.
        Person = "person",
        /// A household.
        Household = "household",
        /// Somebody's account.
        Account = "account",
        /// The old part of the audit trail.
        AuditTrail = "audit-trail",
    }
}

impl SubjectKind {
    /// The table of such subjects; the audit trail has none.
    pub(crate) fn table(self) -> Option<&'static str> {
        match self {
            Self::Case => Some("cases"),
            Self::Person => Some("persons"),
            Self::Household => Some("households"),
            Self::Account => Some("accounts"),
            Self::AuditTrail => None,
        }
    }
}

choices! {
    /// How far something that is due has come.
    ItemState {
        /// Somebody has to look at it.
        Due = "due",
        /// It was offered to the archive.
        Offered = "offered",
        /// Somebody agreed to its deletion, which comes within minutes.
        Released = "released",
    }
}

choices! {
    /// What the archive says.
    ArchiveAnswer {
        /// It took what was offered.
        Taken = "taken",
        /// It does not want it.
        Declined = "declined",
    }
}

choices! {
    /// How far an erasure has come. Done ones are gone with the person.
    ErasureState {
        /// Somebody else has to agree.
        Requested = "requested",
        /// Somebody said no.
        Declined = "declined",
    }
}

choices! {
    /// The parts of the review list.
    RetentionList {
        /// What waits for somebody to look at it.
        Due = "due",
        /// What a hold keeps.
        Held = "held",
        /// What was offered to the archive.
        Offered = "offered",
        /// What goes within minutes.
        Released = "released",
    }
}

choices! {
    /// Why something that is due was not released.
    ReleaseRefusal {
        /// It is not on the list any more.
        Gone = "gone",
        /// It was released before.
        Released = "released",
        /// Another role answers for this kind of data.
        NotResponsible = "not-responsible",
        /// A hold keeps it.
        Held = "held",
        /// It has to be offered to the archive first, and the archive has to answer.
        Archive = "archive",
        /// Cases have to go first.
        HasCases = "has-cases",
    }
}

/// Something whose retention period is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionItem {
    /// Its id.
    pub id: RetentionItemId,
    /// The kind of data.
    pub data_kind: DataKind,
    /// Of what.
    pub subject_kind: SubjectKind,
    /// Its id; nil for the audit trail.
    pub subject: Uuid,
    /// The number of a case.
    pub case_number: Option<String>,
    /// When the period began.
    pub begins_on: NaiveDate,
    /// When it ended.
    pub due_on: NaiveDate,
    /// How far it has come.
    pub state: ItemState,
    /// Whether a hold keeps it.
    pub is_held: bool,
    /// What the archive said.
    pub archive_answer: Option<ArchiveAnswer>,
}

/// What came of releasing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Released {
    /// How many go within minutes.
    pub released: u32,
    /// What was not released, and why.
    pub refused: Vec<(RetentionItemId, ReleaseRefusal)>,
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionHold {
    /// Its id.
    pub id: HoldId,
    /// Of what.
    pub subject_kind: SubjectKind,
    /// Its id.
    pub subject: Uuid,
    /// Why it must not be deleted.
    pub reason: String,
    /// Who said so.
    pub placed_by: AccountId,
    /// Since when.
    pub placed_at: DateTime<Utc>,
}

/// Something that was offered to the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveOffer {
    /// Its id.
    pub id: ArchiveOfferId,
    /// The kind of data.
    pub data_kind: DataKind,
    /// How many records.
    pub subjects: i32,
    /// When.
    pub offered_at: DateTime<Utc>,
    /// What the archive said.
    pub answer: Option<ArchiveAnswer>,
}

/// The proof of a deletion, without anybody's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionProof {
    /// Its id.
    pub id: ProofId,
    /// The kind of data.
    pub data_kind: DataKind,
    /// What was done.
    pub measure: Measure,
    /// How many records were released.
    pub released: i32,
    /// How many of them are gone.
    pub subjects: i32,
    /// How many rows of the database that were.
    pub rows: i64,
    /// The version of the county's files whose rule it was.
    pub configuration: i32,
    /// Who released them.
    pub released_by: AccountId,
    /// When.
    pub released_at: DateTime<Utc>,
    /// When the last of them went.
    pub carried_out_at: Option<DateTime<Utc>>,
}

/// The request of a person to be erased (Art. 17 GDPR).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRequest {
    /// Its id.
    pub id: ErasureId,
    /// Who asked.
    pub person: PersonId,
    /// Why that is right, in the words of whoever wrote it down.
    pub reason: String,
    /// How far it has come.
    pub state: ErasureState,
    /// Who wrote it down.
    pub requested_by: AccountId,
    /// When.
    pub requested_at: DateTime<Utc>,
}

/// A restriction of processing (Art. 18 GDPR): the person's data are kept and shown, not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its id.
    pub id: RestrictionId,
    /// Whose data.
    pub person: PersonId,
    /// Why.
    pub reason: String,
    /// Since when.
    pub placed_at: DateTime<Utc>,
}

/// Somebody who asks what is kept, or wants it restricted or erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSubject {
    /// The person.
    pub person: Person,
    /// How many cases there are.
    pub cases: u64,
    /// The mark on the person's data.
    pub restriction: Option<Restriction>,
}
