//! Two counties at random on one process.
//!
//! Every name, note, reason and login of a county carries a text of its own. Some hundred requests
//! of both are mixed, many at once, with things of the other county named, with nonsense, while
//! pools are closed and opened again and live lists listen. No answer of one county may carry a
//! text of the other.

use std::{env, fmt::Write, sync::Arc};

use futures_util::{StreamExt, stream};
use kernel::testing::Store;
use kreislotse_tests::{Answer, Ask, Client, Crew, PlatformPlan, Target, TestPlatform};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::Method;

use super::{fields, live::LiveList, matrix::Probe, pages, schema::CountySchema};

/// Runs another sequence than the usual one: the number that a failure names.
const SEED_VARIABLE: &str = "KREISLOTSE_TEST_SEED";
const SEED_USUAL: u64 = 20_260_715;
const TARGETS_PER_COUNTY: usize = 3;
/// More than the pools have connections, so that requests also wait for each other.
const REQUESTS_AT_ONCE: usize = 12;

/// One county, and what must never be seen in the other.
struct Side {
    crew: Crew,
    targets: Vec<Target>,
    own_texts: Vec<String>,
}

impl Side {
    async fn create(platform: &TestPlatform, tenant: &str) -> Self {
        let crew = Crew::gather(platform, tenant).await;
        let planter = crew.lead().context(platform).await;
        let mut targets = Vec::new();
        for _ in 0..TARGETS_PER_COUNTY {
            targets.push(Target::plant(&planter, &planter).await);
        }
        let logins = crew
            .insiders
            .iter()
            .map(|(_, account)| account.login.clone());
        let markers = targets.iter().map(|target| target.marker.clone());
        // Display names of accounts end with the county's key in brackets.
        let own_texts = logins
            .chain(markers)
            .chain([format!("({tenant})")])
            .collect();
        Self {
            crew,
            targets,
            own_texts,
        }
    }

    fn clients(&self) -> Vec<&Client> {
        let accounts = self.crew.insiders.iter().map(|(_, account)| account);
        let accounts = accounts
            .chain(&self.crew.outsiders)
            .map(|account| &account.client);
        let nobodies = self.crew.nobodies.iter().map(|(_, client)| client);
        accounts
            .chain(nobodies)
            .chain([&self.crew.token, &self.crew.read_only])
            .collect()
    }

    fn assert_not_in(&self, text: &str, what: &str) {
        let found = self
            .own_texts
            .iter()
            .find(|own| text.contains(own.as_str()));
        let tenant = &self.crew.tenant;
        assert!(
            found.is_none(),
            "{what}: shows {found:?} of {tenant}: {text}"
        );
    }
}

/// One request of the sequence.
struct Step {
    number: usize,
    side: usize,
    client: Client,
    request: Request,
}

enum Request {
    Of { title: String, ask: Ask },
    Nonsense(usize),
}

/// Requests that fail before they reach any use case.
const NONSENSE: [(Method, &str, &str); 6] = [
    (Method::POST, "graphql", "no JSON at all"),
    (
        Method::POST,
        "graphql",
        r#"{"query":"{ cases { nodes { nothing } } }"}"#,
    ),
    (
        Method::POST,
        "graphql",
        r#"{"query":"{ cases(after: \"garbage\") { nodes { id } } }"}"#,
    ),
    (Method::GET, "cases/no-id-of-anything", ""),
    (Method::POST, "cases", "state=open"),
    (Method::GET, "no/such/page", ""),
];

impl Step {
    fn draw(number: usize, chance: &mut ChaCha8Rng, sides: &[Side; 2], probes: &[Probe]) -> Self {
        let side = chance.random_range(0..2);
        let (ours, theirs) = (&sides[side], &sides[1 - side]);
        let clients = ours.clients();
        let client = clients[chance.random_range(0..clients.len())].clone();
        if chance.random_range(0..10) == 0 {
            let request = Request::Nonsense(chance.random_range(0..NONSENSE.len()));
            return Self {
                number,
                side,
                client,
                request,
            };
        }
        let probe = &probes[chance.random_range(0..probes.len())];
        let own = &ours.targets[chance.random_range(0..TARGETS_PER_COUNTY)];
        let target = if chance.random_range(0..4) == 0 {
            // Ids of the other county; what is written is always one's own.
            let foreign = &theirs.targets[chance.random_range(0..TARGETS_PER_COUNTY)];
            Target {
                place: own.place,
                marker: own.marker.clone(),
                ..foreign.clone()
            }
        } else {
            own.clone()
        };
        let request = Request::Of {
            title: probe.title.clone(),
            ask: (probe.ask)(&target),
        };
        Self {
            number,
            side,
            client,
            request,
        }
    }

    async fn run(self, sides: &[Side; 2], seed: u64) {
        let Self {
            number,
            side,
            client,
            request,
        } = self;
        let mut what = format!(
            "{SEED_VARIABLE}={seed}, step {number}, {}, ",
            client.tenant()
        );
        let answer: Answer = match request {
            Request::Of { title, ask } => {
                what.push_str(&title);
                client.send(&ask).await
            }
            Request::Nonsense(index) => {
                let (method, path, body) = &NONSENSE[index];
                // Writing into a string cannot fail.
                let _ = write!(what, "{method} {path} {body}");
                let with_body = |request: reqwest::RequestBuilder| {
                    request
                        .header("content-type", "application/json")
                        .body(*body)
                };
                client.request(method.clone(), path, with_body).await
            }
        };
        assert!(answer.status < 500, "{what}: {answer:?}");
        sides[1 - side].assert_not_in(&format!("{answer:?}"), &what);
    }
}

async fn interleave(store: Store, steps: usize) {
    let seed = env::var(SEED_VARIABLE)
        .ok()
        .map_or(SEED_USUAL, |seed| seed.parse().expect("a number"));
    let plan = PlatformPlan {
        pools_max: 1,
        ..PlatformPlan::new(store, &["warendorf", "coesfeld"])
    };
    let platform = TestPlatform::start(plan).await;
    let sides = [
        Side::create(&platform, "warendorf").await,
        Side::create(&platform, "coesfeld").await,
    ];
    let schema = Arc::new(CountySchema::of(&sides[0].crew.lead().client).await);
    let mut lists = Vec::new();
    for side in &sides {
        let case = side.targets[0].case;
        let mut list = LiveList::open(&platform, &schema, &side.crew.lead().client, case).await;
        list.until_told_of(case).await;
        lists.push(list);
    }
    let mut probes = fields::all(&schema);
    probes.extend(pages::all());
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let sequence: Vec<Step> = (0..steps)
        .map(|number| Step::draw(number, &mut chance, &sides, &probes))
        .collect();
    let running = stream::iter(sequence).map(|step| step.run(&sides, seed));
    running
        .buffer_unordered(REQUESTS_AT_ONCE)
        .collect::<Vec<()>>()
        .await;
    for (index, mut list) in lists.into_iter().enumerate() {
        let planter = sides[index].crew.lead().context(&platform).await;
        let last = Target::plant_elsewhere(&planter).await;
        for message in list.told_up_to(last).await {
            let what = format!(
                "{SEED_VARIABLE}={seed}, live list of {}",
                sides[index].crew.tenant
            );
            sides[1 - index].assert_not_in(&format!("{message:?}"), &what);
        }
    }
    assert!(
        platform.pools.open_count().await <= 1,
        "pools are given back"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_one_county_is_ever_seen_in_another_on_sqlite() {
    interleave(Store::Sqlite, 600).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_one_county_is_ever_seen_in_another_on_postgresql() {
    interleave(Store::Postgres, 300).await;
}
