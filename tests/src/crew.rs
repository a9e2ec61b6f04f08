//! Accounts of every role in one county, and everybody who is nobody there.

use chrono::Duration;
use kernel::{
    access::{Grant, Permission, Role, Scope},
    accounts::{
        AccountPolicy, DemoAccounts, NewAccount, NewApiToken, create_account, create_api_token,
        revoke_api_token, sign_in, sign_out,
    },
    actor::{AccountActor, Actor, Credential as ActorCredential},
    clock::Clock,
    context::TenantContext,
    locale::Locale,
};
use serde_json::json;
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    Client, Credential, TestPlatform,
    places::{carrier_scope, place_of, post_scope, unit_scope},
};

/// The password of all accounts of the tests.
pub const PASSWORD: &str = "long enough for the tests";

/// One account, signed in.
#[derive(Debug, Clone)]
pub struct Account {
    /// What it is called in messages of tests: `coordinator elsewhere`.
    pub title: String,
    /// What is typed at sign-in.
    pub login: String,
    /// The account as the kernel knows it.
    pub actor: Actor,
    /// The session of its browser.
    pub client: Client,
}

impl Account {
    /// Whether one of its roles has the permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }
}

/// The people of one county.
#[derive(Debug)]
pub struct Crew {
    /// The county.
    pub tenant: String,
    /// One account of each role, in the order of the matrix, each reaching what tests plant: the
    /// coordinator by the unit, case management by the carrier, the authority by the post.
    pub insiders: Vec<(Role, Account)>,
    /// Accounts of roles that work with people, reaching nothing of what tests plant except
    /// [`Target::plant_elsewhere`].
    pub outsiders: Vec<Account>,
    /// What is presented by somebody who is nobody here, each with a title.
    pub nobodies: Vec<(&'static str, Client)>,
    /// The lead's token for reading only.
    pub read_only: Client,
    /// The lead's token for everything.
    pub token: Client,
}

impl Crew {
    /// Makes the accounts and signs them in.
    pub async fn gather(platform: &TestPlatform, tenant: &str) -> Self {
        let mut insiders = Vec::new();
        for &role in Role::ALL {
            let grant = Grant {
                role,
                scope: scope_inside(tenant, role),
            };
            let title = role.key().to_owned();
            let account = Account::make(platform, tenant, title, vec![grant]).await;
            insiders.push((role, account));
        }
        let mut outsiders = Vec::new();
        for (title, grants) in grants_outside(tenant) {
            let title = title.to_owned();
            outsiders.push(Account::make(platform, tenant, title, grants).await);
        }
        let lead = &insiders[0].1;
        let [token, read_only] =
            [false, true].map(|read_only| make_token(platform, lead, read_only));
        Self {
            tenant: tenant.to_owned(),
            nobodies: nobodies(platform, lead).await,
            token: token.await,
            read_only: read_only.await,
            insiders,
            outsiders,
        }
    }

    /// The account of a role.
    pub fn of(&self, role: Role) -> &Account {
        let found = self.insiders.iter().find(|(of, _)| *of == role);
        &found.expect("there is an account of every role").1
    }

    /// The account that may do most.
    pub fn lead(&self) -> &Account {
        self.of(Role::KimLead)
    }
}

fn scope_inside(tenant: &str, role: Role) -> Scope {
    let place = place_of(tenant);
    match role {
        Role::Coordinator => unit_scope(place.unit),
        Role::CaseManager => carrier_scope(place.carrier),
        Role::AuthorityOfficer => post_scope(&[place.post]),
        _ => Scope::whole_county(),
    }
}

fn grants_outside(tenant: &str) -> Vec<(&'static str, Vec<Grant>)> {
    let place = place_of(tenant);
    let grant = |role, scope| Grant { role, scope };
    let other_post = post_scope(&[place.other_post, place.post_elsewhere]);
    let other_carrier = carrier_scope(place.other_carrier);
    let mut outsiders = vec![
        (
            "case manager of another carrier",
            vec![grant(Role::CaseManager, other_carrier.clone())],
        ),
        (
            "case manager of another post",
            vec![grant(Role::CaseManager, other_post.clone())],
        ),
        (
            "authority officer of another post",
            vec![grant(Role::AuthorityOfficer, other_post)],
        ),
        (
            "administration of another carrier",
            vec![grant(Role::AdminAssistant, other_carrier.clone())],
        ),
        // What one office reaches county-wide must not widen what another may do.
        (
            "case manager elsewhere with offices for the whole county",
            vec![
                grant(Role::CaseManager, other_carrier),
                grant(Role::BodyMember, Scope::whole_county()),
                grant(Role::ItAdmin, Scope::whole_county()),
            ],
        ),
    ];
    if place.other_unit.is_some() {
        let scope = unit_scope(place.other_unit);
        outsiders.push((
            "coordinator of another unit",
            vec![grant(Role::Coordinator, scope)],
        ));
    }
    outsiders
}

impl Account {
    /// Makes an account with these grants and signs it in over HTTP.
    pub async fn make(
        platform: &TestPlatform,
        tenant: &str,
        title: String,
        grants: Vec<Grant>,
    ) -> Self {
        let context = platform.context(tenant).await;
        // Unlike any login of another county, so that one in the wrong place is recognised.
        let login = format!("{tenant}-{}", Uuid::now_v7().simple());
        let new = NewAccount {
            login: login.clone(),
            display_name: format!("{title} ({tenant})"),
            password_hash: platform.password_hash.clone(),
            demo: false,
            grants: grants.clone(),
        };
        let name = new.display_name.clone();
        let id = create_account(&context, new)
            .await
            .expect("the login is new");
        let credential = ActorCredential::Command;
        let actor = AccountActor::new(id, name, false, credential, grants, &platform.access);
        Self {
            client: sign_in_over_http(platform, tenant, &login).await,
            actor: Actor::Account(actor),
            title,
            login,
        }
    }

    /// A request by this account, in process.
    pub async fn context(&self, platform: &TestPlatform) -> CountyContext {
        let context = platform.context(self.client.tenant()).await;
        context.with_actor(self.actor.clone())
    }
}

async fn sign_in_over_http(platform: &TestPlatform, tenant: &str, login: &str) -> Client {
    let document = "mutation SignIn($input: SessionOpenInput!) {
        sessionOpen(input: $input) { session { token csrfToken } userErrors { code } } }";
    let nobody = platform.client(tenant, Credential::None);
    let input = json!({ "input": { "login": login, "password": PASSWORD } });
    let data = nobody.graphql(document, input).await.data();
    let text = |path: &str| {
        let value = data.pointer(path).and_then(|value| value.as_str());
        value
            .unwrap_or_else(|| panic!("signing in failed: {data}"))
            .to_owned()
    };
    nobody.showing(Credential::Session {
        token: text("/sessionOpen/session/token"),
        csrf_token: text("/sessionOpen/session/csrfToken"),
    })
}

async fn make_token(platform: &TestPlatform, owner: &Account, read_only: bool) -> Client {
    let context = owner.context(platform).await;
    let (_, secret) = create_api_token(&context, new_token(read_only))
        .await
        .expect("made");
    owner.client.showing(Credential::Bearer(secret))
}

fn new_token(read_only: bool) -> NewApiToken {
    NewApiToken {
        name: "of the tests".to_owned(),
        read_only,
        valid_days: 1,
    }
}

/// Everything that once was a credential of the lead or never was one. All must answer alike.
async fn nobodies(platform: &TestPlatform, lead: &Account) -> Vec<(&'static str, Client)> {
    let session = |token: String| Credential::Session {
        token,
        csrf_token: "forged".to_owned(),
    };
    let policy = AccountPolicy {
        access: platform.access.clone(),
        demo_accounts: DemoAccounts::Refused,
    };
    let now = lead.context(platform).await;
    let yesterday = context_before(platform, lead, Duration::hours(25)).await;
    let old = sign_in(&yesterday, &policy, &lead.login, PASSWORD)
        .await
        .expect("signs in");
    let ended = sign_in(&now, &policy, &lead.login, PASSWORD)
        .await
        .expect("signs in");
    sign_out(&now, &ended.token).await.expect("signs out");
    let (_, expired) = create_api_token(&yesterday, new_token(false))
        .await
        .expect("made");
    let (token, revoked) = create_api_token(&now, new_token(false))
        .await
        .expect("made");
    revoke_api_token(&now, token.id).await.expect("revoked");
    [
        ("nobody", Credential::None),
        ("a forged session", session("forged".to_owned())),
        ("an expired session", session(old.token)),
        ("a session that was signed out of", session(ended.token)),
        ("a forged token", Credential::Bearer("forged".to_owned())),
        ("an expired token", Credential::Bearer(expired)),
        ("a revoked token", Credential::Bearer(revoked)),
    ]
    .map(|(title, credential)| (title, lead.client.showing(credential)))
    .into()
}

/// The same account at an earlier hour.
async fn context_before(platform: &TestPlatform, account: &Account, by: Duration) -> TenantContext {
    let tenant = platform
        .directory
        .find(account.client.tenant())
        .expect("a county of the plan");
    let clock = Clock::fixed(platform.clock.now() - by);
    let context = tenant
        .context(account.actor.clone(), clock, Locale::De)
        .await;
    TenantContext::clone(&context.expect("the county is served"))
}
