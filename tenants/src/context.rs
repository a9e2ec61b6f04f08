//! A request's context together with the county's configuration in force.

use std::{ops::Deref, sync::Arc};

use kernel::{actor::Actor, context::TenantContext};

use crate::County;

/// What use cases of integration management take: the tenant as a value and its configuration.
#[derive(Debug, Clone)]
pub struct CountyContext {
    tenant: TenantContext,
    county: Arc<County>,
}

impl CountyContext {
    /// Puts the two together; both come from the same registry entry.
    pub fn new(tenant: TenantContext, county: Arc<County>) -> Self {
        Self { tenant, county }
    }

    /// The configuration version in force for this request.
    pub fn county(&self) -> &County {
        &self.county
    }

    /// The same surroundings for an actor who has just become known.
    pub fn with_actor(self, actor: Actor) -> Self {
        Self {
            tenant: self.tenant.with_actor(actor),
            county: self.county,
        }
    }
}

impl Deref for CountyContext {
    type Target = TenantContext;

    fn deref(&self) -> &TenantContext {
        &self.tenant
    }
}
