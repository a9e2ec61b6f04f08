//! Keys and official numbers that only the configuration knows.
//!
//! What a key may look like is decided once, in [`kernel::keys`]; the types here only keep
//! different kinds of keys apart.

use std::{borrow::Cow, fmt, str::FromStr};

use kernel::keys::{InvalidKey, KEY_LENGTH_MAX, KEY_PATTERN, TenantKey};
use schemars::JsonSchema;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};

/// The two digits with which every AGS of North Rhine-Westphalia begins.
pub const STATE_AGS: &str = "05";

/// The longest language code (BCP 47 allows more; no list of a county needs it).
pub const LANGUAGE_CODE_LENGTH_MAX: usize = 20;

/// The longest label key: a word's family, a dot and a key.
pub const LABEL_KEY_LENGTH_MAX: usize = 2 * KEY_LENGTH_MAX + 1;

/// Why a text is not what its type asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no {expected}")]
pub struct InvalidText {
    text: String,
    expected: &'static str,
}

fn keep_key(text: String) -> Result<String, InvalidKey> {
    // The kernel owns the rule; any of its key types asks it.
    TenantKey::try_from(text).map(String::from)
}

macro_rules! text_type {
    ($(#[$meta:meta])* $name:ident, $error:ty, $keep:expr, $schema:expr) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, DeriveValueType,
        )]
        #[sea_orm(value_type = "String")]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The same as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                $keep(text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.0
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
                $schema
            }
        }
    };
}

macro_rules! key_types {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        text_type!(
            $(#[$meta])* $name,
            InvalidKey,
            keep_key,
            schemars::json_schema!({
                "type": "string", "pattern": KEY_PATTERN, "maxLength": KEY_LENGTH_MAX,
            })
        );
    )*};
}

key_types! {
    /// A part of a city below one AGS (Stadtbezirk).
    CityDistrictKey,
    /// What a post is there for (coordination, assistance, nationality …).
    FunctionKey,
    /// How intensively a case is worked on (Handlungskonstellation).
    ConstellationKey,
    /// A step of case management.
    PhaseKey,
    /// A field of life in which somebody needs support.
    LifeAreaKey,
    /// The way a contact takes place.
    ChannelKey,
    /// Who sent somebody to KIM.
    ReferringBodyKey,
    /// The law under which a service acts (SGB II …).
    LegalFieldKey,
    /// A body: steering group, working group …
    BodyKey,
    /// A rate or item of the funding.
    RateKey,
    /// A grant as the county received it.
    GrantKey,
    /// A role that a county composes of the platform's roles.
    CustomRoleKey,
    /// A stage in which the target group is admitted.
    StageKey,
    /// A programme or service that serves people beside KIM (JMD, MBE …).
    ProgrammeKey,
    /// A source of the county's files.
    SourceKey,
}

fn has_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.starts_with(STATE_AGS) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(crate) const MUNICIPALITY_AGS_PATTERN: &str = "^05[0-9]{6}$";

fn keep_municipality_ags(text: String) -> Result<String, InvalidText> {
    if has_digits(&text, 8) {
        return Ok(text);
    }
    Err(InvalidText {
        text,
        expected: "AGS of a municipality (8 digits, 05…)",
    })
}

pub(crate) const COUNTY_AGS_PATTERN: &str = "^05[0-9]{3}$";

fn keep_county_ags(text: String) -> Result<String, InvalidText> {
    if has_digits(&text, 5) {
        return Ok(text);
    }
    Err(InvalidText {
        text,
        expected: "AGS of a county (5 digits, 05…)",
    })
}

pub(crate) const LANGUAGE_PATTERN: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";

fn keep_language(text: String) -> Result<String, InvalidText> {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let primary = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase());
    let rest = parts.all(|part| {
        (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if primary && rest && text.len() <= LANGUAGE_CODE_LENGTH_MAX {
        return Ok(text);
    }
    Err(InvalidText {
        text,
        expected: "language code (BCP 47, such as `ar` or `zh-Hant`)",
    })
}

const LABEL_KEY_PATTERN: &str = "^[a-z][a-z0-9_-]*(\\.[a-z][a-zA-Z0-9_-]*)?$";

fn keep_label_key(text: String) -> Result<String, InvalidText> {
    let is_word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    let well_formed = match text.split_once('.') {
        Some((family, key)) => is_word(family) && is_word(key),
        None => is_word(&text),
    };
    if well_formed && text.len() <= LABEL_KEY_LENGTH_MAX {
        return Ok(text);
    }
    Err(InvalidText {
        text,
        expected: "label key (`word` or `family.key`)",
    })
}

text_type!(
    /// The official number of a municipality, eight digits.
    MunicipalityAgs,
    InvalidText,
    keep_municipality_ags,
    schemars::json_schema!({ "type": "string", "pattern": MUNICIPALITY_AGS_PATTERN })
);

impl MunicipalityAgs {
    /// The county in which the municipality lies: the first five digits.
    pub fn county(&self) -> CountyAgs {
        CountyAgs(self.0[..5].to_owned())
    }
}

text_type!(
    /// The official number of a county or county-level city, five digits.
    CountyAgs,
    InvalidText,
    keep_county_ags,
    schemars::json_schema!({ "type": "string", "pattern": COUNTY_AGS_PATTERN })
);

text_type!(
    /// A language, as BCP 47 and ISO 639 name it.
    LanguageCode,
    InvalidText,
    keep_language,
    schemars::json_schema!({
        "type": "string", "pattern": LANGUAGE_PATTERN, "maxLength": LANGUAGE_CODE_LENGTH_MAX,
    })
);

text_type!(
    /// What a label is for: a word of the platform (`unit`) or a key of a family
    /// (`constellation.brief-intervention`).
    LabelKey,
    InvalidText,
    keep_label_key,
    schemars::json_schema!({
        "type": "string", "pattern": LABEL_KEY_PATTERN, "maxLength": LABEL_KEY_LENGTH_MAX,
    })
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ags_has_the_digits_of_north_rhine_westphalia() {
        let ags: MunicipalityAgs = "05558004".parse().expect("an AGS");
        assert_eq!(ags.county().as_str(), "05558");
        for bad in [
            "",
            "5558004",
            "0555800",
            "055580044",
            "09558004",
            "0555800a",
            "０5558004",
        ] {
            assert!(bad.parse::<MunicipalityAgs>().is_err(), "{bad}");
        }
        for bad in ["05", "055588", "5558", "09558"] {
            assert!(bad.parse::<CountyAgs>().is_err(), "{bad}");
        }
    }

    #[test]
    fn languages_and_labels_keep_to_their_form() {
        for good in ["de", "ar", "kmr", "zh-Hant", "sr-Latn-RS"] {
            assert!(good.parse::<LanguageCode>().is_ok(), "{good}");
        }
        for bad in ["", "d", "Deutsch", "de-", "de--AT", "d1"] {
            assert!(bad.parse::<LanguageCode>().is_err(), "{bad}");
        }
        for good in [
            "unit",
            "module-1",
            "constellation.brief-intervention",
            "role.kim_lead",
        ] {
            assert!(good.parse::<LabelKey>().is_ok(), "{good}");
        }
        for bad in ["", ".", "a.", ".a", "a.b.c", "Unit", "a b"] {
            assert!(bad.parse::<LabelKey>().is_err(), "{bad}");
        }
    }
}
