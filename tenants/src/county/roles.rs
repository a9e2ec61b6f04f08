//! What the members of a sign-in group may act as.

use std::collections::BTreeSet;

use kernel::{
    access::Role,
    keys::{CarrierKey, UnitKey},
};

use super::County;
use crate::model::{
    keys::CustomRoleKey,
    roles::{CustomRole, GroupRoles},
};

/// The roles that a group gives, with their limits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantedRoles {
    /// Roles of the platform; custom roles are resolved.
    pub roles: BTreeSet<Role>,
    /// The units to which they are limited; empty for no limit.
    pub units: BTreeSet<UnitKey>,
    /// The carriers to which they are limited; empty for no limit.
    pub carriers: BTreeSet<CarrierKey>,
}

impl County {
    /// What members of a group may act as; nothing for a group that the county does not name.
    pub fn roles_for_group(&self, group: &str) -> GrantedRoles {
        let Some(entry) = self.groups().iter().find(|entry| entry.group == group) else {
            return GrantedRoles::default();
        };
        let custom = entry
            .custom_roles
            .iter()
            .filter_map(|key| self.custom_role(key));
        let roles = custom
            .flat_map(|role| &role.roles)
            .chain(&entry.roles)
            .copied()
            .collect();
        GrantedRoles {
            roles,
            units: entry.units.iter().cloned().collect(),
            carriers: entry.carriers.iter().cloned().collect(),
        }
    }

    /// The groups that the county names.
    pub fn groups(&self) -> &[GroupRoles] {
        &self.files.roles.groups
    }

    /// A role composed by the county.
    pub fn custom_role(&self, key: &CustomRoleKey) -> Option<&CustomRole> {
        self.files
            .roles
            .custom_roles
            .iter()
            .find(|role| role.key == *key)
    }
}
