//! The tables of accounts.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{
    access::{Grant, Role, Scope},
    ids::{AccountId, ApiTokenId, CalendarFeedId},
};

pub(super) mod account {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "accounts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AccountId,
        pub login: String,
        pub display_name: String,
        pub password_hash: String,
        pub demo: bool,
        pub created_at: DateTime<Utc>,
        pub disabled_at: Option<DateTime<Utc>>,
        pub failed_attempts: i32,
        pub locked_until: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::grant::Entity")]
        Grant,
    }

    impl Related<super::grant::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Grant.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod grant {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "account_grants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: AccountId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub scope_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub scope_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::account::Entity",
            from = "Column::AccountId",
            to = "super::account::Column::Id"
        )]
        Account,
    }

    impl Related<super::account::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Account.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod session {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: String,
        pub account_id: AccountId,
        pub csrf_token: String,
        pub created_at: DateTime<Utc>,
        pub last_seen_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::account::Entity",
            from = "Column::AccountId",
            to = "super::account::Column::Id"
        )]
        Account,
    }

    impl Related<super::account::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Account.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod api_token {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "api_tokens")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ApiTokenId,
        pub account_id: AccountId,
        pub name: String,
        pub token_hash: String,
        pub read_only: bool,
        pub created_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
        pub revoked_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::account::Entity",
            from = "Column::AccountId",
            to = "super::account::Column::Id"
        )]
        Account,
    }

    impl Related<super::account::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Account.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod calendar_feed {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_feeds")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CalendarFeedId,
        pub account_id: AccountId,
        pub name: String,
        pub token_hash: String,
        pub created_at: DateTime<Utc>,
        pub revoked_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::account::Entity",
            from = "Column::AccountId",
            to = "super::account::Column::Id"
        )]
        Account,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

const WHOLE_COUNTY: &str = "county";
const CARRIER: &str = "carrier";
const UNIT: &str = "unit";
const POST: &str = "post";

impl grant::Model {
    /// The grant that a row stands for. A row that names a role or scope we do not know grants
    /// nothing: deny on doubt.
    pub(super) fn to_grant(&self) -> Option<Grant> {
        let scope = match self.scope_kind.as_str() {
            WHOLE_COUNTY => Scope::whole_county(),
            CARRIER => Scope::carrier(self.scope_key.parse().ok()?),
            UNIT => Scope::unit(self.scope_key.parse().ok()?),
            POST => Scope::post(self.scope_key.parse().ok()?),
            _ => return None,
        };
        Some(Grant {
            role: Role::from_key(&self.role)?,
            scope,
        })
    }
}

/// The rows that a grant is kept as: one for each thing its scope names.
pub(super) fn grant_rows(account_id: AccountId, grant: &Grant) -> Vec<grant::Model> {
    let scope = &grant.scope;
    let whole = scope.whole_county.then(|| (WHOLE_COUNTY, String::new()));
    whole
        .into_iter()
        .chain(scope.carriers.iter().map(|key| (CARRIER, key.to_string())))
        .chain(scope.units.iter().map(|key| (UNIT, key.to_string())))
        .chain(scope.posts.iter().map(|key| (POST, key.to_string())))
        .map(|(kind, key)| grant::Model {
            account_id,
            role: grant.role.key().to_owned(),
            scope_kind: kind.to_owned(),
            scope_key: key,
        })
        .collect()
}
