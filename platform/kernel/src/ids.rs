//! Typed ids: a UUIDv7 that says what it names, so that a person's id cannot be passed for a case's.
//!
//! Version 7 sorts by time of creation, which keeps index pages dense and makes an id the
//! tie-breaker of a paged list.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares id types that are also sea-orm column values.
///
/// The calling module imports `uuid::Uuid`, `serde::{Serialize, Deserialize}` and
/// `sea_orm::DeriveValueType`.
#[macro_export]
macro_rules! id_type {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, DeriveValueType,
        )]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than all ids made before it on this machine.
            pub fn generate() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

id_type! {
    /// Somebody who can sign in to one tenant.
    AccountId,
    /// A bearer token for an integration.
    ApiTokenId,
    /// A secret address by which a calendar program reads.
    CalendarFeedId,
    /// One entry of the audit trail.
    AuditEventId,
}
