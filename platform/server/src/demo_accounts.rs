//! The accounts of a demo: one for every role of each county, made from its configuration.
//!
//! All are marked as demo in the tenant's database; outside a demo installation that mark alone
//! refuses them (`kernel::accounts`).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{
    access::{Grant, Role, Scope},
    accounts::{NewAccount, create_account},
    errors::{Failure, ProblemCode},
    locale::Locale,
};
use tenants::{
    County, CountyContext,
    model::{LocalText, Module},
};

/// The password of all demo accounts.
pub(crate) const DEMO_PASSWORD: &str = "kreislotse-demo";

/// The login of the lead, who sees the whole county.
pub(crate) const LEAD_LOGIN: &str = "leitung";

/// One account of the demo.
#[derive(Debug, Clone)]
pub(crate) struct DemoAccount {
    pub(crate) login: String,
    /// Whom it stands for, in German and English.
    pub(crate) title: [String; 2],
    pub(crate) grant: Grant,
}

/// The accounts that a county's demo has on that day.
pub(crate) fn demo_accounts(county: &County, date: NaiveDate) -> Vec<DemoAccount> {
    let mut accounts = vec![whole_county(LEAD_LOGIN, ["Leitung", "Lead"], Role::KimLead)];
    accounts.extend(coordinators(county, date));
    accounts.extend(case_managers(county, date));
    accounts.extend(authority_officer(county, date));
    accounts.extend([
        whole_county(
            "verwaltung",
            ["Verwaltung", "Administration"],
            Role::AdminAssistant,
        ),
        whole_county(
            "gremium",
            ["Gremienmitglied", "Member of a body"],
            Role::BodyMember,
        ),
        whole_county("it", ["Kreis-IT", "County IT"], Role::ItAdmin),
        whole_county(
            "datenschutz",
            ["Datenschutz", "Data protection"],
            Role::PrivacyOfficer,
        ),
    ]);
    accounts
}

fn whole_county(login: &str, [de, en]: [&str; 2], role: Role) -> DemoAccount {
    account(
        login.to_owned(),
        [de.to_owned(), en.to_owned()],
        role,
        Scope::whole_county(),
    )
}

fn account(login: String, title: [String; 2], role: Role, scope: Scope) -> DemoAccount {
    DemoAccount {
        login,
        title,
        grant: Grant { role, scope },
    }
}

/// A title in both languages followed by a name of the county's.
fn title([de, en]: [&str; 2], name: &LocalText) -> [String; 2] {
    [
        format!("{de} {}", name.get(Locale::De)),
        format!("{en} {}", name.get(Locale::En)),
    ]
}

/// One for each unit; one for the whole county where there are none.
fn coordinators(county: &County, date: NaiveDate) -> Vec<DemoAccount> {
    let words = ["Koordination", "Coordination"];
    let units: Vec<DemoAccount> = county
        .units_at(date)
        .map(|unit| {
            let login = format!("koordination-{}", unit.key);
            account(
                login,
                title(words, &unit.name),
                Role::Coordinator,
                Scope::unit(unit.key.clone()),
            )
        })
        .collect();
    if units.is_empty() {
        vec![whole_county("koordination", words, Role::Coordinator)]
    } else {
        units
    }
}

/// One for each carrier with posts of case management, holding the first of them.
fn case_managers(county: &County, date: NaiveDate) -> Vec<DemoAccount> {
    let words = ["Fallmanagement", "Case management"];
    let mut seen = BTreeSet::new();
    county
        .posts_at(date)
        .filter(|post| post.module == Module::CaseManagement && seen.insert(post.carrier.clone()))
        .filter_map(|post| {
            let carrier = county.carrier(&post.carrier)?;
            let mut scope = Scope::carrier(post.carrier.clone());
            scope.posts.insert(post.key.clone());
            let login = format!("fallmanagement-{}", post.carrier);
            Some(account(
                login,
                title(words, &carrier.name),
                Role::CaseManager,
                scope,
            ))
        })
        .collect()
}

/// One who holds all posts of module 3.
fn authority_officer(county: &County, date: NaiveDate) -> Option<DemoAccount> {
    let posts = county
        .posts_at(date)
        .filter(|post| post.module == Module::Authorities);
    let scope = Scope {
        posts: posts.map(|post| post.key.clone()).collect(),
        ..Scope::default()
    };
    let words = [
        "Ausländer- und Staatsangehörigkeitsbehörde",
        "Foreigners and nationality authority",
    ];
    let title = words.map(str::to_owned);
    (!scope.is_empty())
        .then(|| account("behoerde".to_owned(), title, Role::AuthorityOfficer, scope))
}

/// Makes those accounts that are not there yet.
pub(crate) async fn ensure(context: &CountyContext, password_hash: &str) -> Result<(), Failure> {
    for demo in demo_accounts(context.county(), context.clock().today()) {
        let new = NewAccount {
            login: demo.login,
            display_name: format!("Demo {}", demo.title[0]),
            password_hash: password_hash.to_owned(),
            demo: true,
            grants: vec![demo.grant],
        };
        match create_account(context, new).await {
            Err(Failure::Invalid(problems))
                if problems
                    .iter()
                    .all(|problem| problem.code == ProblemCode::Taken) => {}
            made => {
                made?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_county_has_an_account_for_every_role_and_no_login_twice() {
        for key in ["coesfeld", "rhein-kreis-neuss", "warendorf"] {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../../tenants/counties")
                .join(key);
            let county = County::load_folder(&folder).expect("the county is valid");
            let accounts = demo_accounts(&county, "2026-07-15".parse().expect("a date"));
            let roles: BTreeSet<Role> = accounts.iter().map(|account| account.grant.role).collect();
            assert_eq!(roles, Role::ALL.iter().copied().collect(), "{key}");
            let logins: BTreeSet<&str> = accounts
                .iter()
                .map(|account| account.login.as_str())
                .collect();
            assert_eq!(logins.len(), accounts.len(), "{key}");
            assert!(logins.contains(LEAD_LOGIN));
        }
    }
}
