//! A PostgreSQL server that goes and comes back, seen from its tenants and from others.

use std::time::Duration;

use kernel::{database::Placement, testing::Store};
use kreislotse_tests::{Answer, Ask, Counties, Installation, Server, county_folder};

use super::{
    client::{SignedIn, nobody, sign_in, timed, verdict},
    polling::eventually,
    proxy::{Network, Proxy},
};

/// The county whose database is behind the proxy, as the registry is.
const AWAY: &str = "warendorf";
/// The county that has its own database elsewhere.
const ELSEWHERE: &str = "coesfeld";
const WHO: &str = "{ viewer { name } }";
/// A request waits five seconds for a connection, as `kernel::database` says; a slow machine needs
/// some time to say so.
const REFUSED_WITHIN: Duration = Duration::from_secs(10);
/// No request takes longer than 30 seconds, as the limits of `web` say.
const SILENCE_ENDS_WITHIN: Duration = Duration::from_secs(34);

/// A server with one county behind a proxy and one elsewhere, and people signed in to both.
struct Scene {
    server: Server,
    proxy: Proxy,
    away: SignedIn,
    elsewhere: SignedIn,
    _installation: Installation,
}

impl Scene {
    async fn set() -> Self {
        let (Placement::Postgres(registry), _) = Store::Postgres.empty_database().await else {
            unreachable!("a database on PostgreSQL");
        };
        let proxy = Proxy::before(&registry).await;
        let installation =
            Installation::with_registry(Some(proxy.instead_of_server_in(&registry)), true);
        let (folder, file) = (
            county_folder(ELSEWHERE),
            installation.data().join("elsewhere.db"),
        );
        let database = format!("sqlite:{}", file.display());
        let add = [
            "tenant",
            "add",
            folder.to_str().expect("UTF-8"),
            "--database",
            &database,
        ];
        installation.run_well(&add).await;
        let server = installation.serve(&Counties::of(&[AWAY]), 0).await;
        let away = SignedIn::demo(&server, AWAY, "leitung").await;
        let elsewhere = SignedIn::demo(&server, ELSEWHERE, "leitung").await;
        Self {
            server,
            proxy,
            away,
            elsewhere,
            _installation: installation,
        }
    }

    async fn ask(&self, who: &SignedIn) -> (Answer, Duration) {
        timed(who.ask(&self.server, WHO)).await
    }

    async fn status(&self, path: &str) -> u16 {
        nobody(&self.server, AWAY)
            .send(&Ask::Root(path.to_owned()))
            .await
            .status
    }

    async fn expect_others_served(&self) {
        let (answer, took) = self.ask(&self.elsewhere).await;
        assert_eq!(verdict(&answer), (200, None), "{answer:?}");
        assert!(took < REFUSED_WITHIN, "{took:?}");
        let page = self.elsewhere.page(&self.server, "", "de").await;
        assert_eq!(page.status, 200, "{page:?}");
    }

    async fn expect_served_again(&self) {
        let ask = async || self.ask(&self.away).await;
        eventually("the county is served again", ask, |(answer, _)| {
            verdict(answer) == (200, None)
        })
        .await;
        eventually(
            "readiness",
            async || self.status("/readyz").await,
            |status| *status == 200,
        )
        .await;
        let page = self.away.page(&self.server, "", "de").await;
        assert_eq!(page.status, 200, "{page:?}");
    }
}

fn expect_unavailable((answer, took): &(Answer, Duration), within: Duration) {
    let code = Some("TENANT_UNAVAILABLE".to_owned());
    assert_eq!(verdict(answer), (503, code), "{answer:?}");
    assert!(says_when_to_return(answer), "{answer:?}");
    assert!(*took < within, "{took:?}: {answer:?}");
}

fn says_when_to_return(answer: &Answer) -> bool {
    let seconds = answer
        .headers
        .get("retry-after")
        .and_then(|seconds| seconds.parse().ok());
    seconds.is_some_and(|seconds: u32| seconds > 0)
}

#[tokio::test]
async fn a_database_that_is_gone_means_503_for_its_tenants_only_until_it_is_back() {
    let scene = Scene::set().await;
    scene.expect_served_again().await;
    for gone in [Network::Stopped, Network::Cut] {
        scene.proxy.set(gone);
        expect_refusals(&scene).await;
    }
    scene.expect_others_served().await;
    assert_eq!(scene.status("/healthz").await, 200);
    assert_eq!(scene.status("/readyz").await, 503);

    scene.proxy.set(Network::Works);
    scene.expect_served_again().await;
}

/// Reading, changing and pages, in both languages.
async fn expect_refusals(scene: &Scene) {
    let (read, change, german, english) = tokio::join!(
        scene.ask(&scene.away),
        timed(sign_in(&scene.server, AWAY, "leitung", "any")),
        timed(scene.away.page(&scene.server, "", "de")),
        timed(scene.away.page(&scene.server, "", "en")),
    );
    expect_unavailable(&read, REFUSED_WITHIN);
    expect_unavailable(&change, REFUSED_WITHIN);
    for ((page, took), language, words) in [
        (&german, "de", "nicht erreichbar"),
        (&english, "en", "cannot be reached"),
    ] {
        assert_eq!(page.status, 503, "{page:?}\n{}", scene.server.said());
        assert!(says_when_to_return(page), "{page:?}");
        assert!(
            page.body.contains(&format!("lang=\"{language}\"")),
            "{page:?}"
        );
        assert!(page.body.contains(words), "{page:?}");
        assert!(*took < REFUSED_WITHIN, "{took:?}: {page:?}");
    }
}

/// More requests than the tenant has connections, so that none of them may hold one for ever.
#[tokio::test]
async fn a_database_that_falls_silent_holds_nobody_longer_than_a_request_may_take() {
    let scene = Scene::set().await;
    scene.expect_served_again().await;
    scene.proxy.set(Network::Silent);

    let ask = || scene.ask(&scene.away);
    let (a, b, c, d, e, f) = tokio::join!(ask(), ask(), ask(), ask(), ask(), async {
        scene.expect_others_served().await;
        ask().await
    });
    for answer in [a, b, c, d, e, f] {
        expect_unavailable(&answer, SILENCE_ENDS_WITHIN);
    }

    scene.proxy.set(Network::Cut);
    scene.proxy.set(Network::Works);
    scene.expect_served_again().await;
}
