//! The operator's commands, one file each.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod demo;
pub(crate) mod plugin;
mod plugin_replay;
mod plugin_upload;
mod privacy_upkeep;
mod rule_upkeep;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod tenant_add;
pub(crate) mod tenant_check;
pub(crate) mod tenant_fleet;
pub(crate) mod tenant_new;
