//! `kreislotse tenant check | schema`

use std::{path::Path, process::ExitCode};

use kernel::locale::Locale;
use tenants::check::check_folder;

/// Prints every mistake and warning of a county's folder; fails if there is a mistake.
pub(crate) fn run(folder: &Path, locale: Locale) -> anyhow::Result<ExitCode> {
    let report = check_folder(folder);
    println!("{}", report.render(locale));
    Ok(if report.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Writes the JSON Schema of each configuration file.
pub(crate) fn write_schemas(folder: &Path) -> anyhow::Result<ExitCode> {
    tenants::schemas::write_schemas(folder)?;
    println!("schemas written to {}", folder.display());
    Ok(ExitCode::SUCCESS)
}
