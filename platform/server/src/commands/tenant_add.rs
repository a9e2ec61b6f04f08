//! `kreislotse tenant add | update`

use std::{collections::BTreeMap, path::Path, process::ExitCode};

use kernel::{database::Placement, keys::TenantKey, locale::Locale};
use tenants::{
    County,
    check::{CheckReport, read_folder},
    registry::{RegistryError, fleet},
};

use crate::{arguments::StoreArguments, installation::Installation};

/// Checks a county's files, makes and migrates its database and lets it be served.
pub(crate) async fn add(
    store: &StoreArguments,
    folder: &Path,
    database: Option<Placement>,
    locale: Locale,
) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    match add_folder(&installation, folder, database).await? {
        Ok(key) => {
            println!("{key} is served");
            Ok(ExitCode::SUCCESS)
        }
        Err(report) => Ok(refuse(&report, locale)),
    }
}

/// Stores a new version of a county's configuration. With mistakes, the county keeps running on
/// the version it has.
pub(crate) async fn update(
    store: &StoreArguments,
    folder: &Path,
    locale: Locale,
) -> anyhow::Result<ExitCode> {
    let installation = Installation::open(store).await?;
    match update_folder(&installation, folder).await? {
        Ok((key, Some(number))) => println!("{key} runs on configuration version {number}"),
        Ok((key, None)) => println!("{key}: nothing has changed"),
        Err(report) => return Ok(refuse(&report, locale)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Adds the county of a folder. An unfinished earlier attempt is taken up where it stopped.
pub(crate) async fn add_folder(
    installation: &Installation,
    folder: &Path,
    database: Option<Placement>,
) -> anyhow::Result<Result<TenantKey, CheckReport>> {
    match read_folder(folder) {
        Ok(files) => add_files(installation, files, database).await,
        Err(report) => Ok(Err(report)),
    }
}

/// Adds the county of these files.
pub(crate) async fn add_files(
    installation: &Installation,
    files: BTreeMap<String, String>,
    database: Option<Placement>,
) -> anyhow::Result<Result<TenantKey, CheckReport>> {
    let county = match County::from_files(&files) {
        Ok(county) => county,
        Err(report) => return Ok(Err(report)),
    };
    let key = county.key().clone();
    let placement = match database {
        Some(placement) => placement,
        None => installation.server.create(&key).await?,
    };
    installation
        .registry
        .add_tenant(&county, files, &placement)
        .await?;
    let record = installation.registry.find_tenant(&key).await?;
    let record = record.ok_or_else(|| RegistryError::Unknown(key.clone()))?;
    fleet::migrate_one(&installation.registry, &installation.migrator, record)
        .await?
        .result?;
    Ok(Ok(key))
}

/// Stores the folder's files as a new version, if they are valid and differ from the latest.
pub(crate) async fn update_folder(
    installation: &Installation,
    folder: &Path,
) -> anyhow::Result<Result<(TenantKey, Option<i32>), CheckReport>> {
    let files = match read_folder(folder) {
        Ok(files) => files,
        Err(report) => return Ok(Err(report)),
    };
    let county = match County::from_files(&files) {
        Ok(county) => county,
        Err(report) => return Ok(Err(report)),
    };
    let key = county.key().clone();
    let number = installation
        .registry
        .update_configuration(&key, files)
        .await?;
    Ok(Ok((key, number)))
}

fn refuse(report: &CheckReport, locale: Locale) -> ExitCode {
    eprintln!("{}", report.render(locale));
    ExitCode::FAILURE
}
