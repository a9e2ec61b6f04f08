//! What every command begins with: the registry and where databases go.

use std::{path::PathBuf, sync::Arc};

use anyhow::Context as _;
use kernel::{
    access::AccessModel,
    accounts::{AccountPolicy, DemoAccounts},
    audit_chain::ChainKey,
    clock::Clock,
    database::{MigrationSet, Migrator, Placement, TenantPools},
    keys::TenantKey,
    locale::Locale,
};
use plugins_host::Compiler;
use rules::{EngineSettings, RuleEngine};
use staffing::SharesOfMunicipalities;
use tenants::{
    CountyContext,
    registry::{DatabaseServer, InstallationKind, Registry, TenantDirectory, fleet},
};

use crate::arguments::StoreArguments;

/// The registry's file in the data folder.
const REGISTRY_FILE: &str = "registry.db";
/// The folder of the tenants' files in the data folder.
const TENANTS_FOLDER: &str = "tenants";

/// An opened installation.
pub(crate) struct Installation {
    pub(crate) registry: Registry,
    pub(crate) server: DatabaseServer,
    pub(crate) migrator: Migrator,
    pub(crate) kind: InstallationKind,
    pub(crate) clock: Clock,
    /// What seals the audit trail.
    pub(crate) audit_key: ChainKey,
    /// Where compiled rules are kept.
    rules_folder: PathBuf,
}

impl Installation {
    /// Opens the installation that the arguments name, or makes it.
    pub(crate) async fn open(store: &StoreArguments) -> anyhow::Result<Self> {
        let clock = Clock::System;
        let (placement, server) = match &store.database_url {
            Some(Placement::Postgres(address)) => (
                Placement::Postgres(address.clone()),
                DatabaseServer::Postgres(address.clone()),
            ),
            Some(Placement::Sqlite(file)) => (
                Placement::Sqlite(file.clone()),
                DatabaseServer::Folder(file.with_extension("tenants")),
            ),
            None => {
                std::fs::create_dir_all(&store.data).with_context(|| {
                    format!("cannot make the data folder {}", store.data.display())
                })?;
                (
                    Placement::Sqlite(store.data.join(REGISTRY_FILE)),
                    DatabaseServer::Folder(store.data.join(TENANTS_FOLDER)),
                )
            }
        };
        let kind = if store.demo {
            InstallationKind::Demo
        } else {
            Registry::kind_of(&placement)
                .await?
                .unwrap_or(InstallationKind::Production)
        };
        let registry = Registry::open(&placement, kind, clock.clone()).await?;
        let migrator =
            Migrator::for_tenants([rules::migrations as MigrationSet, casework::migrations]);
        Ok(Self {
            registry,
            server,
            migrator,
            kind,
            clock,
            audit_key: audit_key(store)?,
            rules_folder: store.data.join("rules"),
        })
    }

    /// What decides about accounts here: demo accounts only where the installation is a demo.
    pub(crate) async fn account_policy(&self) -> anyhow::Result<AccountPolicy> {
        let demo_accounts = match self.kind {
            InstallationKind::Demo => DemoAccounts::Admitted,
            InstallationKind::Production => DemoAccounts::Refused,
        };
        Ok(AccountPolicy {
            access: AccessModel::load().await?.into(),
            demo_accounts,
        })
    }

    /// What runs the counties' rules.
    pub(crate) fn rule_engine(&self) -> anyhow::Result<RuleEngine> {
        let settings = EngineSettings {
            folder: self.rules_folder.clone(),
            compiler: Compiler::this_program()?,
        };
        let mut applications = casework::rule_applications();
        applications.push(Arc::new(SharesOfMunicipalities));
        Ok(RuleEngine::new(settings, applications))
    }

    /// Brings all tenants' databases up to date and prints how it goes. Returns whether all are.
    pub(crate) async fn migrate_all(&self) -> anyhow::Result<bool> {
        let mut done = 0;
        let outcomes = fleet::migrate_all(&self.registry, &self.migrator, |outcome, total| {
            done += 1;
            match &outcome.result {
                Ok(0) => {}
                Ok(steps) => eprintln!(
                    "[{done}/{total}] {}: {steps} migration steps",
                    outcome.tenant
                ),
                Err(error) => eprintln!("[{done}/{total}] {}: FAILED: {error}", outcome.tenant),
            }
        })
        .await?;
        Ok(outcomes.iter().all(|outcome| outcome.result.is_ok()))
    }

    /// A directory of all tenants.
    pub(crate) async fn directory(&self) -> anyhow::Result<TenantDirectory> {
        Ok(TenantDirectory::load(self.registry.clone(), TenantPools::default()).await?)
    }

    /// A context of the operator's own command for one tenant, with nobody signed in.
    pub(crate) async fn tenant_context(&self, key: &TenantKey) -> anyhow::Result<CountyContext> {
        let tenant = self.directory().await?.find(key.as_str())?;
        Ok(tenant
            .context(
                kernel::actor::Actor::Anonymous,
                self.clock.clone(),
                Locale::De,
            )
            .await?)
    }
}

fn audit_key(store: &StoreArguments) -> anyhow::Result<ChainKey> {
    let Some(file) = &store.audit_key_file else {
        return Ok(ChainKey::none());
    };
    let bytes = std::fs::read(file)
        .with_context(|| format!("cannot read the key of the audit trail {}", file.display()))?;
    Ok(ChainKey::new(&bytes)?)
}
