//! Seals and checkpoints.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::ids::AuditEventId;

pub(super) mod seal {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_seals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        pub event_id: AuditEventId,
        pub event_at: DateTime<Utc>,
        pub method: String,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod checkpoint {
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_checkpoints")]
    pub struct Model {
        /// The last position that was removed.
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        /// The hash of the seal there.
        pub hash: String,
        /// How many entries were removed.
        pub entries: i64,
        pub made_at: DateTime<Utc>,
        pub method: String,
        /// The hash over all of it.
        pub proof: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
