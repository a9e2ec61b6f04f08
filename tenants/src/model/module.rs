//! The three modules of the funding.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A module of the funding; written as its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Module {
    /// Coordination.
    Coordination,
    /// Case management.
    CaseManagement,
    /// Residence and nationality authorities.
    Authorities,
}

impl Module {
    /// All modules, in order.
    pub const ALL: [Self; 3] = [Self::Coordination, Self::CaseManagement, Self::Authorities];

    /// Its number: 1, 2 or 3.
    pub fn number(self) -> u8 {
        match self {
            Self::Coordination => 1,
            Self::CaseManagement => 2,
            Self::Authorities => 3,
        }
    }
}

/// A number that is no module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no module {0}: 1, 2 or 3")]
pub struct UnknownModule(u8);

impl TryFrom<u8> for Module {
    type Error = UnknownModule;

    fn try_from(number: u8) -> Result<Self, UnknownModule> {
        Self::ALL
            .into_iter()
            .find(|module| module.number() == number)
            .ok_or(UnknownModule(number))
    }
}

impl From<Module> for u8 {
    fn from(module: Module) -> u8 {
        module.number()
    }
}

impl JsonSchema for Module {
    fn schema_name() -> Cow<'static, str> {
        "Module".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "enum": [1, 2, 3] })
    }
}
