//! `kreislotse schema`

use std::process::ExitCode;

/// Prints the county's GraphQL schema.
pub(crate) fn run() -> anyhow::Result<ExitCode> {
    print!("{}", graphql_schema::county_sdl());
    Ok(ExitCode::SUCCESS)
}
