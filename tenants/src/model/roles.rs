//! `roles.yaml`: who of the county's sign-in groups acts in which role.
//!
//! The roles are the kernel's. Those of the state and of the platform's operation are not among
//! them: no file of a county can give them.

use kernel::{
    access::Role,
    keys::{CarrierKey, UnitKey},
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::{keys::CustomRoleKey, text::LocalText};

/// Groups of the identity provider and roles composed by the county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RolesFile {
    /// What members of a group may act as.
    #[schemars(length(min = 1))]
    pub groups: Vec<GroupRoles>,
    /// Roles that the county composes of the platform's roles.
    #[serde(default)]
    pub custom_roles: Vec<CustomRole>,
}

/// A group of the identity provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupRoles {
    /// The group as the identity provider names it.
    #[schemars(length(min = 1, max = 200))]
    pub group: String,
    /// Roles of the platform.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "role_list_schema")]
    pub roles: Vec<Role>,
    /// Roles of the county's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custom_roles: Vec<CustomRoleKey>,
    /// The units to which the roles are limited; empty for no limit by unit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitKey>,
    /// The carriers to which the roles are limited; empty for no limit by carrier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carriers: Vec<CarrierKey>,
}

/// A role composed of the platform's roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomRole {
    /// Its key.
    pub key: CustomRoleKey,
    /// Its name.
    pub name: LocalText,
    /// The roles it is made of.
    #[schemars(schema_with = "filled_role_list_schema")]
    pub roles: Vec<Role>,
}

/// The schema of a list of roles, which the kernel does not describe.
fn role_list_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": role_schema_value() })
}

/// The schema of a list of at least one role.
fn filled_role_list_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": role_schema_value(), "minItems": 1 })
}

/// The schema of a role.
pub(crate) fn role_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": role_keys() })
}

fn role_schema_value() -> serde_json::Value {
    serde_json::json!({ "type": "string", "enum": role_keys() })
}

fn role_keys() -> Vec<&'static str> {
    Role::ALL.iter().map(|role| role.key()).collect()
}
