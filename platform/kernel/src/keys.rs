//! Keys: the stable names that configuration gives to things.
//!
//! A key is lower-case ASCII letters, digits and single hyphens, begins with a letter and has
//! at most [`KEY_LENGTH_MAX`] characters, so that it is safe in an address, a file name, a
//! database name and a log line without quoting. Labels for people belong to the configuration.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::JsonSchema;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// The longest key. PostgreSQL cuts identifiers at 63 bytes and a database name carries a prefix.
pub const KEY_LENGTH_MAX: usize = 40;

/// The pattern of every key, as JSON Schema and editors know it.
pub const KEY_PATTERN: &str = "^[a-z](-?[a-z0-9])*$";

/// Why a text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a key: lower-case letters, digits and single hyphens, first a letter, at most {KEY_LENGTH_MAX}"
)]
pub struct InvalidKey(pub String);

fn is_key(text: &str) -> bool {
    let well_formed = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    well_formed
        && text.len() <= KEY_LENGTH_MAX
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
}

macro_rules! key_type {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, DeriveValueType,
        )]
        #[sea_orm(value_type = "String")]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The key as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidKey;

            fn from_str(text: &str) -> Result<Self, InvalidKey> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidKey;

            fn try_from(text: String) -> Result<Self, InvalidKey> {
                if is_key(&text) { Ok(Self(text)) } else { Err(InvalidKey(text)) }
            }
        }

        impl From<$name> for String {
            fn from(key: $name) -> String {
                key.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string", "pattern": KEY_PATTERN, "maxLength": KEY_LENGTH_MAX,
                })
            }
        }
    )*};
}

key_type! {
    /// One county (or county-level city): a hosted system of its own.
    TenantKey,
    /// A part of the county that posts serve.
    UnitKey,
    /// Who employs posts.
    CarrierKey,
    /// A funded position.
    PostKey,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_safe_everywhere_or_refused() {
        for good in ["a", "warendorf", "rhein-kreis-neuss", "m2-01"] {
            assert_eq!(good.parse::<TenantKey>().expect("a key").as_str(), good);
        }
        let long = "a".repeat(KEY_LENGTH_MAX + 1);
        for bad in [
            "", "A", "1a", "-a", "a-", "a--b", "ä", "a b", "a/b", "a\"b", "a.b", &long,
        ] {
            assert_eq!(bad.parse::<TenantKey>(), Err(InvalidKey(bad.to_owned())));
        }
    }
}
