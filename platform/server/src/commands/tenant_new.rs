//! `kreislotse tenant new`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use kernel::{keys::TenantKey, locale::Locale};
use tenants::check::check_folder;

/// Where counties lie in a checkout.
const COUNTIES_FOLDER: &str = "tenants/counties";

/// Copies a county's folder for a new county and says what is left to fill in.
pub(crate) fn run(
    key: &TenantKey,
    from: &str,
    into: Option<&Path>,
    locale: Locale,
) -> anyhow::Result<ExitCode> {
    let from = source_folder(from);
    let into = into.map_or_else(|| from.with_file_name(key.as_str()), Path::to_owned);
    tenants::template::copy_as_template(&from, &into, key)?;
    println!("{}", into.display());
    println!("{}", check_folder(&into).render(locale));
    Ok(ExitCode::SUCCESS)
}

/// A folder, or the key of a county that lies where counties lie.
fn source_folder(from: &str) -> PathBuf {
    let folder = PathBuf::from(from);
    if folder.is_dir() {
        folder
    } else {
        Path::new(COUNTIES_FOLDER).join(from)
    }
}
