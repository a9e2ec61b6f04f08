//! `kreislotse serve`

use std::{process::ExitCode, sync::Arc};

use anyhow::Context as _;
use tenants::registry::{InstallationKind, REFRESH_INTERVAL, TenantDirectory};
use tokio::net::TcpListener;
use web::{WebSettings, WebState};

use crate::{
    arguments::{ServeArguments, StoreArguments},
    commands::{demo, privacy_upkeep, rule_upkeep},
    connections,
    demo_accounts::DEMO_PASSWORD,
    installation::Installation,
    observability,
};

/// Brings all databases up to date, then serves until it is told to stop.
pub(crate) async fn run(
    store: &StoreArguments,
    options: ServeArguments,
) -> anyhow::Result<ExitCode> {
    let _observability = observability::start(options.otlp.as_deref(), options.trace_ratio)?;
    let installation = Installation::open(store).await?;
    let is_demo = installation.kind == InstallationKind::Demo;
    if is_demo {
        demo::bring_in_counties(&installation, &options.county_folder).await?;
    }
    installation.migrate_all().await?;
    if is_demo {
        demo::fill_empty_counties(&installation, options.demo_cases).await?;
    }
    let directory = Arc::new(installation.directory().await?);
    let settings = WebSettings {
        secure_cookies: options.secure_cookies.unwrap_or(!is_demo),
        expose_statement_count: options.expose_statement_count,
        demo: demo::notice(&installation, &directory),
    };
    let schema = graphql_schema::county_schema();
    let engine = installation.rule_engine()?;
    let policy = installation.account_policy().await?;
    let state = WebState::new(
        directory.clone(),
        schema,
        policy,
        installation.clock.clone(),
        engine.clone(),
        settings,
    );
    let listener = TcpListener::bind(options.listen)
        .await
        .with_context(|| format!("cannot listen on {}", options.listen))?;
    let address = listener.local_addr()?;
    tokio::spawn(keep_up_to_date(directory.clone()));
    let clock = installation.clock.clone();
    tokio::spawn(rule_upkeep::keep_rules_applied(
        directory.clone(),
        engine,
        clock,
    ));
    tokio::spawn(privacy_upkeep::keep_privacy(
        directory.clone(),
        installation.audit_key.clone(),
        installation.clock.clone(),
    ));
    print_welcome(&directory, &format!("http://{address}"), is_demo);
    connections::serve(listener, web::router(state), stop_signal()).await;
    Ok(ExitCode::SUCCESS)
}

/// Takes up new tenants, versions and states. While the registry is away, everything known goes on.
async fn keep_up_to_date(directory: Arc<TenantDirectory>) {
    let mut ticks = tokio::time::interval(REFRESH_INTERVAL);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        let refreshed = directory.refresh().await;
        match &refreshed {
            Err(error) if !failing => {
                tracing::error!(%error, "the registry cannot be read; tenants known go on")
            }
            Ok(()) if failing => tracing::info!("the registry can be read again"),
            _ => {}
        }
        failing = refreshed.is_err();
    }
}

/// Standard output says where we listen: people and scripts read it.
fn print_welcome(directory: &TenantDirectory, address: &str, is_demo: bool) {
    println!("listening on {address}");
    for tenant in directory.list() {
        println!("  {address}/k/{}/", tenant.key());
        if is_demo {
            let logins = demo::logins(tenant.county());
            println!("    sign in as: {}", logins.join(", "));
        }
    }
    if is_demo {
        println!("password of all demo accounts: {DEMO_PASSWORD}");
        println!("This is a demo with synthetic people. Stop it with Ctrl+C; the data stay.");
    }
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(error) => {
                tracing::error!(%error, "SIGTERM cannot be listened to; only Ctrl+C stops gently");
                let _ = interrupt.await;
                return;
            }
        };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}
