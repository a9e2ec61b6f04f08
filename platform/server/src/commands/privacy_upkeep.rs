//! What privacy needs while the server runs: seals on the audit trail, the nightly review list, and the deletion of what
//! was released.

use std::{sync::Arc, time::Duration};

use casework::{carry_out_released, fill_review_list, is_list_filled};
use kernel::{
    actor::Actor,
    audit_chain::{ChainKey, seal_entries},
    clock::Clock,
    locale::Locale,
};
use tenants::registry::{Tenant, TenantDirectory};

/// How often all counties are looked at: so long at most an audit entry has no seal, and somebody who released data waits
/// for their end. With nothing to do it takes a few small statements for each county.
const UPKEEP_INTERVAL: Duration = Duration::from_secs(60);

/// Looks after all counties, one after another, as long as the server runs. A county that fails is told of and leaves
/// the others alone.
pub(super) async fn keep_privacy(directory: Arc<TenantDirectory>, key: ChainKey, clock: Clock) {
    let mut ticks = tokio::time::interval(UPKEEP_INTERVAL);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        for tenant in directory.list() {
            if let Err(error) = look_after(&tenant, &key, &clock).await {
                tracing::warn!(tenant = %tenant.key(), %error, "privacy could not be looked after");
            }
        }
    }
}

async fn look_after(tenant: &Tenant, key: &ChainKey, clock: &Clock) -> anyhow::Result<()> {
    let context = tenant
        .context(Actor::Anonymous, clock.clone(), Locale::De)
        .await?;
    seal_entries(&context, key).await?;
    // The first look after midnight is that of the night.
    if !is_list_filled(&context).await? {
        let listed = fill_review_list(&context).await?;
        tracing::info!(tenant = %tenant.key(), listed, "the review list of retention is filled");
    }
    let deleted = carry_out_released(&context, key).await?;
    if deleted > 0 {
        tracing::info!(tenant = %tenant.key(), deleted, "released records are deleted");
    }
    Ok(())
}
