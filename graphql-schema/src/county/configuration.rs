//! Which files are in force, and what somebody should look at in them.

use async_graphql::{Context, Object, Result, SimpleObject};
use kernel::access::Permission;
use tenants::check::Problem;

use crate::{
    caller::{ConfigurationInForce, caller, county},
    errors::Answer,
    limits::CONFIGURED_LIST_COST,
};
use kernel::locale::Locale;

/// Fields about the configuration.
#[derive(Default)]
pub struct ConfigurationQuery;

#[Object]
impl ConfigurationQuery {
    /// The county's files in force, with their warnings. Permission: configuration.read.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn configuration(&self, ctx: &Context<'_>) -> Result<Configuration> {
        let caller = caller(ctx);
        let locale = caller.locale();
        caller
            .context
            .authorize(Permission::ConfigurationRead)
            .or_top_level(locale)?;
        let in_force: &ConfigurationInForce = &caller.configuration;
        let report = county(ctx).county().report();
        let rejected = in_force
            .rejected
            .as_ref()
            .map(|rejected| RejectedConfiguration {
                version: rejected.number,
                errors: notes(&rejected.report.errors, locale),
            });
        Ok(Configuration {
            version: in_force.version,
            warnings: notes(&report.warnings, locale),
            rejected,
        })
    }
}

/// The county's files in force.
#[derive(SimpleObject)]
pub struct Configuration {
    /// The number of the version.
    version: i32,
    /// What somebody should look at; the files are used nevertheless.
    warnings: Vec<ConfigurationNote>,
    /// A newer version that has mistakes and is therefore not used.
    rejected: Option<RejectedConfiguration>,
}

/// A version of the files that cannot be used.
#[derive(SimpleObject)]
pub struct RejectedConfiguration {
    /// The number of the version.
    version: i32,
    /// Its mistakes.
    errors: Vec<ConfigurationNote>,
}

/// A mistake or warning in one of the county's files.
#[derive(SimpleObject)]
pub struct ConfigurationNote {
    /// The file's name.
    file: String,
    /// The line, counted from 1; null if it concerns the file as a whole.
    line: Option<u32>,
    /// The path of the value within the file.
    path: String,
    /// What is wrong and what would be right.
    message: String,
}

fn notes(problems: &[Problem], locale: Locale) -> Vec<ConfigurationNote> {
    let note = |problem: &Problem| ConfigurationNote {
        file: problem.file.clone(),
        line: problem
            .position
            .and_then(|position| u32::try_from(position.line).ok()),
        path: problem.path.clone(),
        message: problem.message(locale),
    };
    problems.iter().map(note).collect()
}
