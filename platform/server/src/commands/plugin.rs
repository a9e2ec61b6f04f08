//! `kreislotse plugin …`: rules on the machine of those who write them.

use std::{path::Path, process::ExitCode};

use plugins_host::Compiler;
use plugins_tool::{Workbench, bench, build, check, run_golden};

use crate::arguments::{PluginCommand, StoreArguments};

/// Runs one command. Compiled code is kept below the data folder.
pub(crate) async fn run(
    store: &StoreArguments,
    command: PluginCommand,
) -> anyhow::Result<ExitCode> {
    match command {
        PluginCommand::Build { folder, wit, point } => {
            let component = build(&folder, &wit, &format!("{point}-rule"))?;
            println!("{}", component.display());
            Ok(ExitCode::SUCCESS)
        }
        PluginCommand::Check { component } => {
            println!("{}", check(&workbench(&store.data)?, &component).await?);
            Ok(ExitCode::SUCCESS)
        }
        PluginCommand::Test { component, cases } => {
            let report = run_golden(&workbench(&store.data)?, &component, &cases).await?;
            println!("{report}");
            Ok(if report.is_good() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        PluginCommand::Bench { component, cases } => {
            for line in bench(&workbench(&store.data)?, &component, &cases).await? {
                println!("{line}");
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn workbench(data: &Path) -> anyhow::Result<Workbench> {
    Ok(Workbench::open(
        &data.join("plugins"),
        Compiler::this_program()?,
    )?)
}
