//! `kreislotse`: the composition root and the operator's commands.
//!
//! Deliberately absent: anything that decides. This crate opens, wires and starts what the others
//! are.

// See `web`: the layout of the schema.
#![recursion_limit = "256"]

mod arguments;
mod commands;
mod connections;
mod demo_accounts;
mod installation;
mod observability;

use clap::Parser;

use crate::arguments::{Arguments, Command, TenantCommand};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    // Before any thread exists: this process is then the compiler of one rule and limits itself.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|argument| argument == plugins_host::COMPILE_COMMAND)
    {
        return plugins_host::compile_child_main();
    }
    obey()
}

#[tokio::main]
async fn obey() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            // The whole chain, one line each: an operator needs the cause, not only the wrapping.
            eprintln!("kreislotse: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            std::process::ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<std::process::ExitCode> {
    let store = arguments.store;
    let locale = arguments.locale.resolve();
    match arguments.command {
        Command::Serve(options) => commands::serve::run(&store, options).await,
        Command::Demo(options) => commands::demo::run(&store, options).await,
        Command::Account(command) => commands::account::run(&store, command).await,
        Command::Audit(command) => commands::audit::run(&store, command).await,
        Command::Schema => commands::schema::run(),
        Command::Plugin(command) => commands::plugin::run(&store, command).await,
        Command::Tenant(TenantCommand::Check { folder }) => {
            commands::tenant_check::run(&folder, locale)
        }
        Command::Tenant(TenantCommand::New { key, from, into }) => {
            commands::tenant_new::run(&key, &from, into.as_deref(), locale)
        }
        Command::Tenant(TenantCommand::Schema { folder }) => {
            commands::tenant_check::write_schemas(&folder)
        }
        Command::Tenant(TenantCommand::Add { folder, database }) => {
            commands::tenant_add::add(&store, &folder, database, locale).await
        }
        Command::Tenant(TenantCommand::Update { folder }) => {
            commands::tenant_add::update(&store, &folder, locale).await
        }
        Command::Tenant(TenantCommand::List) => commands::tenant_fleet::list(&store).await,
        Command::Tenant(TenantCommand::Migrate) => commands::tenant_fleet::migrate(&store).await,
        Command::Tenant(TenantCommand::Suspend { key }) => {
            commands::tenant_fleet::suspend(&store, &key).await
        }
        Command::Tenant(TenantCommand::Resume { key }) => {
            commands::tenant_fleet::resume(&store, &key).await
        }
    }
}
