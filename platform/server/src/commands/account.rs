//! `kreislotse account add`

use std::{io::BufRead, process::ExitCode};

use anyhow::{Context as _, bail, ensure};
use kernel::{
    access::{Grant, Role, Scope},
    accounts::{NewAccount, check_password, create_account, hash_password},
    errors::Failure,
};
use tenants::County;

use crate::{
    arguments::{AccountAddArguments, AccountCommand, StoreArguments},
    installation::Installation,
};

/// Makes an account. Outside a demo there is no other way to the first one.
pub(crate) async fn run(
    store: &StoreArguments,
    command: AccountCommand,
) -> anyhow::Result<ExitCode> {
    let AccountCommand::Add(arguments) = command;
    let installation = Installation::open(store).await?;
    let context = installation.tenant_context(&arguments.tenant).await?;
    let grant = grant(&arguments, context.county())?;
    let mut password = String::new();
    eprintln!("password for {} (one line):", arguments.login);
    std::io::stdin()
        .lock()
        .read_line(&mut password)
        .context("cannot read the password")?;
    let password = password.trim_end_matches(['\r', '\n']);
    if check_password(password).is_err() {
        bail!("a password has 12 to 256 characters");
    }
    let new = NewAccount {
        login: arguments.login.clone(),
        display_name: arguments.name,
        password_hash: hash_password(password).await,
        demo: false,
        grants: vec![grant],
    };
    match create_account(&context, new).await {
        Ok(_) => println!("{} can sign in to {}", arguments.login, arguments.tenant),
        Err(Failure::Invalid(problems)) => bail!("the account was not made: {problems:?}"),
        Err(failure) => return Err(failure.into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn grant(arguments: &AccountAddArguments, county: &County) -> anyhow::Result<Grant> {
    let known: Vec<&str> = Role::ALL.iter().map(|role| role.key()).collect();
    let role = Role::from_key(&arguments.role).with_context(|| {
        format!(
            "there is no role `{}`; roles are {}",
            arguments.role,
            known.join(", ")
        )
    })?;
    for key in &arguments.carriers {
        ensure!(
            county.carrier(key).is_some(),
            "there is no carrier `{key}` in {}",
            county.key()
        );
    }
    for key in &arguments.units {
        ensure!(
            county.unit(key).is_some(),
            "there is no unit `{key}` in {}",
            county.key()
        );
    }
    for key in &arguments.posts {
        ensure!(
            county.post(key).is_some(),
            "there is no post `{key}` in {}",
            county.key()
        );
    }
    let mut scope = Scope {
        whole_county: false,
        carriers: arguments.carriers.iter().cloned().collect(),
        units: arguments.units.iter().cloned().collect(),
        posts: arguments.posts.iter().cloned().collect(),
    };
    scope.whole_county = scope.is_empty();
    Ok(Grant { role, scope })
}
