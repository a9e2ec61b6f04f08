//! Sessions belong to one county.

use kernel::testing::Store;
use kreislotse_tests::{Account, Answer, Client, Credential, PASSWORD};
use serde_json::json;

use super::{matrix::World, verdict::Verdict};

/// The mutations that this module asks for; they cannot stand in the matrix, since they make and
/// end what everybody there asks with.
pub(super) const MUTATIONS: [&str; 2] = ["sessionOpen", "sessionClose"];
/// The pages that this module asks for, for the same reason.
pub(super) const PAGES: [&str; 2] = ["POST /k/{tenant}/sign-in", "POST /k/{tenant}/sign-out"];

const OPEN: &str = "mutation($input: SessionOpenInput!) {
    sessionOpen(input: $input) { session { token viewer { name } } userErrors { field code message } } }";
const CLOSE: &str = "mutation { sessionClose(input: {}) { closed userErrors { code } } }";
const WHO_AM_I: &str = "{ viewer { name } }";

async fn sign_in(client: &Client, login: &str) -> Answer {
    let input = json!({ "login": login, "password": PASSWORD });
    client.graphql(OPEN, json!({ "input": input })).await
}

async fn sign_in_on_the_page(client: &Client, login: &str) -> Answer {
    let fields = vec![
        ("login", login.to_owned()),
        ("password", PASSWORD.to_owned()),
    ];
    client
        .send(&kreislotse_tests::Ask::Form {
            path: "sign-in".to_owned(),
            fields,
        })
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_opens_its_own_county_and_no_other() {
    let world = World::create(Store::Sqlite).await;
    let login = &world.ours.lead().login;
    let ours = world.platform.client(&world.ours.tenant, Credential::None);
    let theirs = ours.at(&world.theirs.tenant);
    assert_eq!(
        Verdict::of(&sign_in(&ours, login).await),
        Verdict::Succeeded
    );
    let on_the_page = sign_in_on_the_page(&ours, login).await;
    assert_eq!(
        (
            on_the_page.status,
            on_the_page.headers.contains_key("set-cookie")
        ),
        (303, true)
    );
    let refusals = async {
        let foreign = sign_in(&theirs, login).await;
        let unknown = sign_in(&theirs, "nobody-has-this-login").await;
        assert!(foreign.body.contains("SIGN_IN_REFUSED"), "{foreign:?}");
        assert_eq!(
            foreign,
            Answer {
                headers: foreign.headers.clone(),
                ..unknown
            }
        );
        let page = sign_in_on_the_page(&theirs, login).await;
        assert_eq!(
            (page.status, page.headers.contains_key("set-cookie")),
            (422, false)
        );
    };
    world
        .assert_unchanged_by("signing in elsewhere", refusals)
        .await;
}

async fn is_signed_in(client: &Client) -> bool {
    Verdict::of(&client.graphql(WHO_AM_I, json!({})).await) == Verdict::Succeeded
}

/// Another session of the same account.
async fn another_session(world: &World, account: &Account) -> Client {
    let nobody = account.client.showing(Credential::None);
    let data = sign_in(&nobody, &account.login).await.data();
    let token = data["sessionOpen"]["session"]["token"]
        .as_str()
        .expect("signed in")
        .to_owned();
    assert_eq!(nobody.tenant(), world.ours.tenant);
    nobody.showing(Credential::Session {
        token,
        csrf_token: String::new(),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_out_ends_ones_own_session_and_no_other() {
    let world = World::create(Store::Sqlite).await;
    let lead = world.ours.lead();
    let other = another_session(&world, lead).await;
    let refusals = async {
        let elsewhere = lead.client.at(&world.theirs.tenant);
        assert_eq!(
            Verdict::of(&elsewhere.graphql(CLOSE, json!({})).await),
            Verdict::Unauthenticated
        );
        assert_eq!(
            Verdict::of(&other.graphql(CLOSE, json!({})).await),
            Verdict::Forbidden,
            "no CSRF token"
        );
        let token = world.ours.token.graphql(CLOSE, json!({})).await.data();
        assert_eq!(
            token["sessionClose"]["closed"], false,
            "a token is no session"
        );
    };
    world
        .assert_unchanged_by("signing out elsewhere", refusals)
        .await;
    assert!(is_signed_in(&lead.client).await && is_signed_in(&other).await);
    assert_eq!(
        lead.client.graphql(CLOSE, json!({})).await.data()["sessionClose"]["closed"],
        true
    );
    assert!(!is_signed_in(&lead.client).await && is_signed_in(&other).await);
}
