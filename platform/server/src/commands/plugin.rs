//! `kreislotse plugin …`: rules on the machine of those who write them.

use std::{path::Path, process::ExitCode};

use plugins_host::{Compiler, points::point_key};
use plugins_tool::{
    BuildRequest, Dependencies, NewRule, Workbench, bench, build, check, make_rule, run_golden,
};

use crate::{
    arguments::{PluginCommand, StoreArguments},
    commands::{plugin_replay, plugin_upload},
};

/// Runs one command. Compiled code is kept below the data folder.
pub(crate) async fn run(
    store: &StoreArguments,
    command: PluginCommand,
) -> anyhow::Result<ExitCode> {
    match command {
        PluginCommand::New {
            point,
            language,
            folder,
        } => {
            let wanted = NewRule {
                folder: &folder,
                point,
                language,
            };
            let files = make_rule(&wanted)?;
            for file in files.iter().filter(|file| !file.starts_with("kit")) {
                println!("{}", folder.join(file).display());
            }
            println!(
                "{}  (the contract and the kit)",
                folder.join("kit").display()
            );
            println!("Next: kreislotse plugin build {}", folder.display());
            Ok(ExitCode::SUCCESS)
        }
        PluginCommand::Build {
            folder,
            point,
            output,
        } => {
            let request = BuildRequest {
                folder: &folder,
                point: point.map(point_key),
                output: output.as_deref(),
                dependencies: Dependencies::MayChange,
            };
            println!("{}", build(&request)?.display());
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
        PluginCommand::Upload(arguments) => plugin_upload::run(arguments).await,
        PluginCommand::Replay { county } => plugin_replay::run(store, &county).await,
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
