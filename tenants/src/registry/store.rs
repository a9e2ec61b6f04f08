//! The stored truth about tenants.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::{
    clock::Clock,
    database::{MigrateError, Migrator, Placement, REGISTRY_IDENTITY},
    keys::TenantKey,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, Set, TransactionTrait,
};
use sha2::{Digest, Sha256};

use super::tables::{configuration_version, installation, tenant};
use crate::{County, check::CheckReport};

/// What an installation is for; decided when it is made and never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallationKind {
    /// Synthetic people and demo accounts.
    Demo,
    /// Real people; demo accounts are refused.
    Production,
}

impl InstallationKind {
    fn key(self) -> &'static str {
        match self {
            InstallationKind::Demo => "demo",
            InstallationKind::Production => "production",
        }
    }
}

/// Whether a tenant is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TenantState {
    /// Served.
    Active,
    /// The operator has suspended it (end of contract, incident).
    Suspended,
    /// Its database is being brought up to date.
    Migrating,
}

impl TenantState {
    fn key(self) -> &'static str {
        match self {
            TenantState::Active => "active",
            TenantState::Suspended => "suspended",
            TenantState::Migrating => "migrating",
        }
    }

    /// A state that we do not know is not served: deny on doubt.
    fn from_key(key: &str) -> Self {
        match key {
            "active" => TenantState::Active,
            "migrating" => TenantState::Migrating,
            _ => TenantState::Suspended,
        }
    }
}

/// A tenant as the registry knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRecord {
    /// Its key.
    pub key: TenantKey,
    /// Whether it is served.
    pub state: TenantState,
    /// Where its database lies.
    pub placement: Placement,
    /// Why its last migration failed, if it did.
    pub migration_error: Option<String>,
}

/// One stored version of a county's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigurationVersion {
    /// 1, 2, 3 … per tenant.
    pub number: i32,
    /// SHA-256 over names and contents, hexadecimal.
    pub digest: String,
    /// File name → content.
    pub files: BTreeMap<String, String>,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// Why the registry refused.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The configuration has errors; the report names them all. Nothing was changed.
    #[error("the configuration has errors")]
    Configuration(Box<CheckReport>),
    /// There is a tenant with this key already.
    #[error("there is a tenant `{0}` already")]
    Exists(TenantKey),
    /// There is no tenant with this key.
    #[error("there is no tenant `{0}`")]
    Unknown(TenantKey),
    /// The key in the files is not the tenant's.
    #[error("the files describe `{found}`, not `{tenant}`")]
    OtherCounty {
        /// Whom the version was meant for.
        tenant: TenantKey,
        /// Whom the files describe.
        found: TenantKey,
    },
    /// The key is used by the registry itself.
    #[error("`{REGISTRY_IDENTITY}` cannot be a tenant's key")]
    ReservedKey,
    /// The installation was made for another purpose.
    #[error("this installation was made as {found}; a demo and real work never share one")]
    OtherKind {
        /// What it was made as.
        found: String,
    },
    /// The registry's database cannot be opened or migrated.
    #[error("the registry's database is not usable")]
    Open(#[from] MigrateError),
    /// A statement failed.
    #[error("the registry's database refused a statement")]
    Database(#[from] DbErr),
}

/// The registry's database.
#[derive(Debug, Clone)]
pub struct Registry {
    database: DatabaseConnection,
    clock: Clock,
}

impl Registry {
    /// Opens the registry and makes it if it is not there. An installation keeps the kind it was
    /// made with, so that demo accounts can never be let into a real one.
    pub async fn open(
        placement: &Placement,
        kind: InstallationKind,
        clock: Clock,
    ) -> Result<Self, RegistryError> {
        let migrator = Migrator::for_registry(super::migrations::all);
        let database = migrator.open_registry(placement).await?;
        match installation::Entity::find_by_id(1_i16)
            .one(&database)
            .await?
        {
            Some(row) if row.kind == kind.key() => {}
            Some(row) => return Err(RegistryError::OtherKind { found: row.kind }),
            None => {
                let row = installation::Model {
                    only_row: 1,
                    kind: kind.key().to_owned(),
                    created_at: clock.now(),
                };
                installation::Entity::insert(row.into_active_model())
                    .exec_without_returning(&database)
                    .await?;
            }
        }
        Ok(Self { database, clock })
    }

    /// What an existing registry was made as; `None` before it is made.
    pub async fn kind_of(placement: &Placement) -> Result<Option<InstallationKind>, RegistryError> {
        if let Placement::Sqlite(file) = placement
            && !file.exists()
        {
            return Ok(None);
        }
        let database = Migrator::for_registry(super::migrations::all)
            .open_registry(placement)
            .await?;
        let row = installation::Entity::find_by_id(1_i16)
            .one(&database)
            .await?;
        Ok(row.map(|row| match row.kind.as_str() {
            "demo" => InstallationKind::Demo,
            _ => InstallationKind::Production,
        }))
    }

    /// All tenants, by key.
    pub async fn list_tenants(&self) -> Result<Vec<TenantRecord>, RegistryError> {
        let rows = tenant::Entity::find()
            .order_by_asc(tenant::Column::Key)
            .all(&self.database)
            .await?;
        Ok(rows.into_iter().filter_map(record).collect())
    }

    /// One tenant.
    pub async fn find_tenant(
        &self,
        key: &TenantKey,
    ) -> Result<Option<TenantRecord>, RegistryError> {
        Ok(tenant::Entity::find_by_id(key.as_str())
            .one(&self.database)
            .await?
            .and_then(record))
    }

    /// Stores a new tenant with the first version of its configuration. It is served once its
    /// state is set to active, which its caller does after migrating its database.
    pub async fn add_tenant(
        &self,
        county: &County,
        files: BTreeMap<String, String>,
        placement: &Placement,
    ) -> Result<(), RegistryError> {
        let key = county.key();
        if key.as_str() == REGISTRY_IDENTITY {
            return Err(RegistryError::ReservedKey);
        }
        if self.find_tenant(key).await?.is_some() {
            return Err(RegistryError::Exists(key.clone()));
        }
        let row = tenant::Model {
            key: key.to_string(),
            state: TenantState::Migrating.key().to_owned(),
            placement: placement.to_string(),
            migration_error: None,
            created_at: self.clock.now(),
        };
        let transaction = self.database.begin().await?;
        tenant::Entity::insert(row.into_active_model())
            .exec_without_returning(&transaction)
            .await?;
        self.insert_version(&transaction, key, 1, files).await?;
        Ok(transaction.commit().await?)
    }

    /// Stores a new version of a county's files if they are valid and differ from the latest.
    /// Returns its number, or `None` when nothing changed. With errors, the county keeps running
    /// on the version it has.
    pub async fn update_configuration(
        &self,
        key: &TenantKey,
        files: BTreeMap<String, String>,
    ) -> Result<Option<i32>, RegistryError> {
        let county = County::from_files(&files)
            .map_err(|report| RegistryError::Configuration(Box::new(report)))?;
        if county.key() != key {
            return Err(RegistryError::OtherCounty {
                tenant: key.clone(),
                found: county.key().clone(),
            });
        }
        let transaction = self.database.begin().await?;
        let latest = latest_version(&transaction, key)
            .await?
            .ok_or_else(|| RegistryError::Unknown(key.clone()))?;
        if latest.digest == digest(&files) {
            return Ok(None);
        }
        let number = latest.number + 1;
        self.insert_version(&transaction, key, number, files)
            .await?;
        transaction.commit().await?;
        Ok(Some(number))
    }

    async fn insert_version(
        &self,
        connection: &impl ConnectionTrait,
        key: &TenantKey,
        number: i32,
        files: BTreeMap<String, String>,
    ) -> Result<(), RegistryError> {
        let row = configuration_version::Model {
            tenant_key: key.to_string(),
            number,
            digest: digest(&files),
            files: serde_json::json!(files),
            created_at: self.clock.now(),
        };
        configuration_version::Entity::insert(row.into_active_model())
            .exec_without_returning(connection)
            .await?;
        Ok(())
    }

    /// Stores a version without looking at it, as a later release may find one that it refuses.
    #[cfg(test)]
    pub(super) async fn insert_unchecked_for_test(
        &self,
        key: &TenantKey,
        number: i32,
        files: BTreeMap<String, String>,
    ) {
        self.insert_version(&self.database, key, number, files)
            .await
            .expect("stored");
    }

    /// The versions of a county's files from number `from` on, latest first.
    pub async fn list_versions(
        &self,
        key: &TenantKey,
        from: i32,
    ) -> Result<Vec<ConfigurationVersion>, RegistryError> {
        let rows = configuration_version::Entity::find()
            .filter(configuration_version::Column::TenantKey.eq(key.as_str()))
            .filter(configuration_version::Column::Number.gte(from))
            .order_by_desc(configuration_version::Column::Number)
            .all(&self.database)
            .await?;
        Ok(rows.into_iter().map(version).collect())
    }

    /// The number of each tenant's latest version: what the directory compares to see changes.
    pub async fn latest_numbers(&self) -> Result<BTreeMap<String, i32>, RegistryError> {
        let rows: Vec<(String, i32)> = configuration_version::Entity::find()
            .select_only()
            .column(configuration_version::Column::TenantKey)
            .column_as(configuration_version::Column::Number.max(), "number")
            .group_by(configuration_version::Column::TenantKey)
            .into_tuple()
            .all(&self.database)
            .await?;
        Ok(rows.into_iter().collect())
    }

    /// Sets whether a tenant is served, and forgets or keeps its migration error.
    pub async fn set_state(
        &self,
        key: &TenantKey,
        state: TenantState,
        migration_error: Option<String>,
    ) -> Result<(), RegistryError> {
        let row = tenant::ActiveModel {
            key: Set(key.to_string()),
            state: Set(state.key().to_owned()),
            migration_error: Set(migration_error),
            ..Default::default()
        };
        match tenant::Entity::update(row).exec(&self.database).await {
            Ok(_) => Ok(()),
            Err(DbErr::RecordNotUpdated) => Err(RegistryError::Unknown(key.clone())),
            Err(error) => Err(error.into()),
        }
    }
}

async fn latest_version(
    connection: &impl ConnectionTrait,
    key: &TenantKey,
) -> Result<Option<configuration_version::Model>, DbErr> {
    configuration_version::Entity::find()
        .filter(configuration_version::Column::TenantKey.eq(key.as_str()))
        .order_by_desc(configuration_version::Column::Number)
        .one(connection)
        .await
}

/// A row whose key or placement cannot be read is no tenant that could be served.
fn record(row: tenant::Model) -> Option<TenantRecord> {
    Some(TenantRecord {
        key: row.key.parse().ok()?,
        state: TenantState::from_key(&row.state),
        placement: row.placement.parse().ok()?,
        migration_error: row.migration_error,
    })
}

fn version(row: configuration_version::Model) -> ConfigurationVersion {
    ConfigurationVersion {
        number: row.number,
        digest: row.digest,
        files: serde_json::from_value(row.files).unwrap_or_default(),
        created_at: row.created_at,
    }
}

/// Length before content, so that no two sets of files have the same bytes.
fn digest(files: &BTreeMap<String, String>) -> String {
    let mut hasher = Sha256::new();
    for text in files.iter().flat_map(|(name, content)| [name, content]) {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
