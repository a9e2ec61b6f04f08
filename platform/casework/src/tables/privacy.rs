//! Retention, erasure and restriction.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::entity::prelude::*;

use crate::model::{
    ArchiveAnswer, ArchiveOfferId, ErasureId, ErasureState, HoldId, ItemState, PersonId, ProofId,
    RestrictionId, RetentionItemId, SubjectKind,
};

/// What is due.
pub(crate) mod retention_items {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RetentionItemId,
        pub data_kind: String,
        pub subject_kind: SubjectKind,
        pub subject_id: Uuid,
        pub begins_on: NaiveDate,
        pub due_on: NaiveDate,
        pub state: ItemState,
        pub offer_id: Option<ArchiveOfferId>,
        pub proof_id: Option<ProofId>,
        pub listed_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What must not be deleted.
pub(crate) mod holds {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_holds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HoldId,
        pub subject_kind: SubjectKind,
        pub subject_id: Uuid,
        pub reason: String,
        pub placed_by: AccountId,
        pub placed_at: DateTime<Utc>,
        pub lifted_by: Option<AccountId>,
        pub lifted_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// When the last case of a person or household was closed that is gone already.
pub(crate) mod last_closings {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_last_closings")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject_id: Uuid,
        pub closed_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Days on which the list was filled.
pub(crate) mod days {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_days")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub as_of: NaiveDate,
        pub finished_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was offered to the archive.
pub(crate) mod archive_offers {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "archive_offers")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ArchiveOfferId,
        pub data_kind: String,
        pub subjects: i32,
        pub offered_by: AccountId,
        pub offered_at: DateTime<Utc>,
        pub answer: Option<ArchiveAnswer>,
        pub answered_by: Option<AccountId>,
        pub answered_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was deleted, in figures.
pub(crate) mod proofs {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_proofs")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProofId,
        pub data_kind: String,
        pub measure: String,
        pub released: i32,
        pub subjects: i32,
        pub rows: i64,
        pub configuration: i32,
        pub released_by: AccountId,
        pub released_at: DateTime<Utc>,
        pub carried_out_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What is left of cases that are gone.
pub(crate) mod figures {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "retention_figures")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub municipality_ags: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub constellation_key: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub ground: String,
        pub cases: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Erasures that persons asked for.
pub(crate) mod erasures {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "erasure_requests")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ErasureId,
        pub person_id: PersonId,
        pub reason: String,
        pub state: ErasureState,
        pub requested_by: AccountId,
        pub requested_at: DateTime<Utc>,
        pub decided_by: Option<AccountId>,
        pub decided_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Persons whose data must not be changed.
pub(crate) mod restrictions {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person_restrictions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RestrictionId,
        pub person_id: PersonId,
        pub reason: String,
        pub placed_by: AccountId,
        pub placed_at: DateTime<Utc>,
        pub lifted_by: Option<AccountId>,
        pub lifted_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
