//! The tenant is a value: everything a use case may know of its surroundings, passed explicitly.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    access::{Permission, Scope},
    actor::Actor,
    clock::Clock,
    database::{TenantDb, TenantPool},
    errors::Failure,
    events::TenantEvents,
    ids::AccountId,
    keys::TenantKey,
    locale::Locale,
};

/// One request's tenant, actor, clock and database.
#[derive(Debug, Clone)]
pub struct TenantContext {
    tenant: TenantKey,
    database: TenantDb,
    actor: Actor,
    clock: Clock,
    locale: Locale,
    request_id: Uuid,
    events: TenantEvents,
}

impl TenantContext {
    /// A context for one request; the tenant is the pool's, so the two cannot differ.
    pub fn new(
        pool: Arc<TenantPool>,
        actor: Actor,
        clock: Clock,
        locale: Locale,
        events: TenantEvents,
    ) -> Self {
        Self {
            tenant: pool.tenant().clone(),
            database: TenantDb::new(pool),
            actor,
            clock,
            locale,
            request_id: Uuid::now_v7(),
            events,
        }
    }

    /// The tenant.
    pub fn tenant(&self) -> &TenantKey {
        &self.tenant
    }

    /// The tenant's database.
    pub fn database(&self) -> &TenantDb {
        &self.database
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The same surroundings for an actor who has just become known.
    pub fn with_actor(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The reader's language.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The id that audit entries and logs of this request share.
    pub fn request_id(&self) -> Uuid {
        self.request_id
    }

    /// Where changes are announced within this tenant.
    pub fn events(&self) -> &TenantEvents {
        &self.events
    }

    /// Where the actor may do this; see [`Actor::authorize`].
    pub fn authorize(&self, permission: Permission) -> Result<Scope, Failure> {
        self.actor.authorize(permission)
    }

    /// The account that asks.
    pub fn account_id(&self) -> Result<AccountId, Failure> {
        Ok(self.actor.account()?.account_id)
    }
}
