//! What the counties' rules need while the server runs: checks left behind, versions whose day has come, a new day.

use std::{sync::Arc, time::Duration};

use kernel::{actor::Actor, clock::Clock, locale::Locale};
use rules::{RuleEngine, maintain_rules};
use tenants::registry::{Tenant, TenantDirectory};

/// How often it is asked which counties need something; that asks no database.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(60);

/// Looks after the counties that need it, one after another, as long as the server runs. A county that fails is told of and leaves
/// the others alone.
pub(super) async fn keep_rules_applied(
    directory: Arc<TenantDirectory>,
    engine: RuleEngine,
    clock: Clock,
) {
    let mut ticks = tokio::time::interval(UPKEEP_INTERVAL);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let due = |tenant: &Arc<Tenant>| engine.needs_upkeep(tenant.key(), clock.now());
        for tenant in directory.list().into_iter().filter(due) {
            if let Err(error) = look_after(&tenant, &engine, &clock).await {
                tracing::warn!(tenant = %tenant.key(), %error, "rules could not be looked after");
            }
        }
    }
}

async fn look_after(tenant: &Tenant, engine: &RuleEngine, clock: &Clock) -> anyhow::Result<()> {
    let context = tenant
        .context(Actor::Anonymous, clock.clone(), Locale::De)
        .await?;
    let rules = engine.of(tenant.key(), tenant.version().number);
    Ok(maintain_rules(&context, &rules).await?)
}
