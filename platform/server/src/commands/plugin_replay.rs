//! `kreislotse plugin replay`: proves that a county's stored decisions come out again, byte for byte.

use std::process::ExitCode;

use kernel::keys::TenantKey;
use rules::replay_decisions;

use crate::{arguments::StoreArguments, installation::Installation};

/// Replays all decisions of a county. Fails if one differs.
pub(crate) async fn run(store: &StoreArguments, county: &TenantKey) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    let context = installation.tenant_context(county).await?;
    // The number of the configuration is written into new decisions; replaying makes none.
    let rules = installation.rule_engine()?.of(county, 0);
    let replayed = replay_decisions(&context, &rules, |done| eprintln!("{done} decisions")).await?;
    for (id, found) in &replayed.different {
        println!("{id} differs: {found}");
    }
    println!(
        "{} decisions come out again, {} differ",
        replayed.same,
        replayed.different.len()
    );
    Ok(if replayed.different.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
