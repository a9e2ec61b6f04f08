//! `kreislotse demo`, and what a demo installation begins with.

use std::{path::Path, process::ExitCode};

use anyhow::Context as _;
use casework::{
    count_cases,
    model::{CaseFilter, CaseStateFilter},
    synthetic::{SyntheticPlan, generate},
};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{
    accounts::{AccountPolicy, actor_for_command, hash_password},
    keys::TenantKey,
};
use tenants::{
    County, CountyContext,
    model::keys::CountyAgs,
    open_data::county_numbers,
    registry::{InstallationKind, Tenant, TenantDirectory, TenantState},
    synthetic::synthetic_county,
};
use web::{DemoNotice, DemoSignIn};

use crate::{
    arguments::{DemoArguments, StoreArguments},
    commands::tenant_add,
    demo_accounts::{self, DEMO_PASSWORD, DemoAccount},
    installation::Installation,
};

/// The seed of the people a new demo begins with.
const FIRST_SEED: u64 = 1;

/// Adds synthetic people to a demo; makes the demo with its counties if there is none yet.
pub(crate) async fn run(
    store: &StoreArguments,
    options: DemoArguments,
) -> anyhow::Result<ExitCode> {
    // The command's name is the word that says so; an installation for real work refuses it.
    let installation = Installation::open(&store.of_a_demo()).await?;
    if installation.registry.list_tenants().await?.is_empty() {
        bring_in_counties(&installation, &options.county_folder).await?;
    }
    if let Some(count) = options.counties {
        invent_counties(&installation, count).await?;
    }
    let keys: Vec<TenantKey> = match options.county {
        Some(key) => vec![key],
        None => installation
            .registry
            .list_tenants()
            .await?
            .into_iter()
            .map(|record| record.key)
            .collect(),
    };
    let policy = installation.account_policy().await?;
    let password_hash = hash_password(DEMO_PASSWORD).await;
    for key in keys {
        let context = as_lead(&installation, &policy, &key, &password_hash).await?;
        let plan = SyntheticPlan {
            seed: options.seed,
            cases: options.cases,
            reference_date: options
                .reference_date
                .unwrap_or_else(|| context.clock().today()),
        };
        fill(&context, plan).await?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A demo brings its counties along, and takes up what was changed in their folders since.
pub(crate) async fn bring_in_counties(
    installation: &Installation,
    counties: &Path,
) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(counties)
        .with_context(|| format!("cannot read the counties in {}", counties.display()))?;
    let mut folders: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let known: Vec<String> = installation
        .registry
        .list_tenants()
        .await?
        .into_iter()
        .map(|record| record.key.to_string())
        .collect();
    for folder in folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let report = if known.contains(&name) {
            tenant_add::update_folder(installation, &folder)
                .await?
                .err()
        } else {
            eprintln!("bringing in {name} …");
            tenant_add::add_folder(installation, &folder, None)
                .await?
                .err()
        };
        if let Some(report) = report {
            eprintln!("{}", report.render(kernel::locale::Locale::De));
        }
    }
    Ok(())
}

/// Invents counties until the demo has so many, in the order of the official list, with the lists of case work of one
/// that it has.
async fn invent_counties(installation: &Installation, count: usize) -> anyhow::Result<()> {
    let mut known: Vec<TenantKey> = installation
        .registry
        .list_tenants()
        .await?
        .into_iter()
        .map(|record| record.key)
        .collect();
    let model = known
        .first()
        .context("a demo begins with the counties of a folder")?;
    let model = installation.tenant_context(model).await?;
    let numbers = county_numbers();
    anyhow::ensure!(
        count <= numbers.len(),
        "the state has {} counties in the official list",
        numbers.len()
    );
    for number in numbers {
        if known.len() >= count {
            break;
        }
        let ags: CountyAgs = number.parse().context("the official list")?;
        let files = synthetic_county(&ags, model.county()).context("the official list")?;
        let key = County::from_files(&files)?.key().clone();
        if known.contains(&key) {
            continue;
        }
        eprintln!("inventing {key} ({} of {count}) …", known.len() + 1);
        tenant_add::add_files(installation, files, None).await??;
        known.push(key);
    }
    Ok(())
}

/// Gives each county its accounts, and those without a case their first people.
pub(crate) async fn fill_empty_counties(
    installation: &Installation,
    cases: u32,
) -> anyhow::Result<()> {
    let policy = installation.account_policy().await?;
    let password_hash = hash_password(DEMO_PASSWORD).await;
    for record in installation.registry.list_tenants().await? {
        if record.state != TenantState::Active {
            continue;
        }
        let context = as_lead(installation, &policy, &record.key, &password_hash).await?;
        let every_case = CaseFilter {
            state: CaseStateFilter::All,
            ..CaseFilter::default()
        };
        if count_cases(&context, &every_case).await? > 0 {
            continue;
        }
        let reference_date = context.clock().today();
        fill(
            &context,
            SyntheticPlan {
                seed: FIRST_SEED,
                cases,
                reference_date,
            },
        )
        .await?;
    }
    Ok(())
}

/// A context of the county's demo lead, who records the synthetic people.
async fn as_lead(
    installation: &Installation,
    policy: &AccountPolicy,
    key: &TenantKey,
    password_hash: &str,
) -> anyhow::Result<CountyContext> {
    let context = installation.tenant_context(key).await?;
    demo_accounts::ensure(&context, password_hash).await?;
    let lead = actor_for_command(&context, policy, demo_accounts::LEAD_LOGIN).await?;
    Ok(context.with_actor(lead))
}

async fn fill(context: &CountyContext, plan: SyntheticPlan) -> anyhow::Result<()> {
    let cases = plan.cases;
    let bar = ProgressBar::new(cases.into());
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} cases, {eta} left")?;
    bar.set_style(style);
    bar.set_message(context.county().key().to_string());
    generate(context, plan, |done, _| bar.set_position(done.into())).await?;
    bar.finish();
    if bar.is_hidden() {
        eprintln!("{}: {} synthetic cases", context.county().key(), cases);
    }
    Ok(())
}

/// The logins of a county's demo.
pub(crate) fn logins(county: &County) -> Vec<String> {
    accounts(county)
        .into_iter()
        .map(|account| account.login)
        .collect()
}

/// What the sign-in page of a demo tells; nothing outside a demo.
pub(crate) fn notice(
    installation: &Installation,
    directory: &TenantDirectory,
) -> Option<DemoNotice> {
    let sign_ins = |tenant: &Tenant| -> Vec<DemoSignIn> {
        let as_sign_in = |account: DemoAccount| DemoSignIn {
            tenant: tenant.key().to_string(),
            login: account.login,
            title: account.title,
        };
        accounts(tenant.county())
            .into_iter()
            .map(as_sign_in)
            .collect()
    };
    (installation.kind == InstallationKind::Demo).then(|| DemoNotice {
        password: DEMO_PASSWORD.to_owned(),
        sign_ins: directory
            .list()
            .iter()
            .flat_map(|tenant| sign_ins(tenant))
            .collect(),
    })
}

fn accounts(county: &County) -> Vec<DemoAccount> {
    demo_accounts::demo_accounts(county, kernel::clock::Clock::System.today())
}
