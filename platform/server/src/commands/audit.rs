//! `kreislotse audit verify`

use std::process::ExitCode;

use anyhow::Context as _;
use kernel::{
    audit_chain::{ChainState, NotedHead, verify_chain},
    keys::TenantKey,
};

use crate::{
    arguments::{AuditCommand, AuditVerifyArguments, StoreArguments},
    installation::Installation,
};

/// Goes through the audit trail of one county or of all, and names the first entry of each that was changed, removed or
/// added. Fails if there is one.
pub(crate) async fn run(store: &StoreArguments, command: AuditCommand) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify(arguments) = command;
    let installation = Installation::open(store).await?;
    let noted = arguments.noted_head()?;
    let counties = match &arguments.tenant {
        Some(county) => vec![county.clone()],
        None => {
            let records = installation.registry.list_tenants().await?;
            records.into_iter().map(|record| record.key).collect()
        }
    };
    let mut all_whole = true;
    for county in counties {
        all_whole &= verify(&installation, &county, noted.as_ref()).await?;
    }
    Ok(if all_whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

async fn verify(
    installation: &Installation,
    county: &TenantKey,
    noted: Option<&NotedHead>,
) -> anyhow::Result<bool> {
    let context = installation.tenant_context(county).await?;
    match verify_chain(&context, &installation.audit_key, noted).await? {
        Ok(state) => {
            println!("{county}: {}", whole(&state));
            Ok(true)
        }
        Err(fault) => {
            println!("{county}: NOT WHOLE: {fault}");
            Ok(false)
        }
    }
}

fn whole(state: &ChainState) -> String {
    format!(
        "whole: {} entries sealed, {} not yet, {} removed by retention; head {}:{}",
        state.sealed, state.unsealed, state.removed, state.position, state.hash
    )
}

impl AuditVerifyArguments {
    fn noted_head(&self) -> anyhow::Result<Option<NotedHead>> {
        let Some(text) = &self.head else {
            return Ok(None);
        };
        let (position, hash) = text
            .split_once(':')
            .context("a head is what this command prints: POSITION:HASH")?;
        Ok(Some(NotedHead {
            position: position.parse().context("the position is no number")?,
            hash: hash.to_owned(),
        }))
    }
}
