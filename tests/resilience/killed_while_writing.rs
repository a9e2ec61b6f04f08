//! `kill -9` in the middle of concurrent changes, on each kind of database.

use kernel::testing::Store;
use kreislotse_tests::{Counties, Installation, Server, place_of};
use serde_json::{Value, json};
use tokio::{sync::mpsc, task::JoinSet};

use super::{client::SignedIn, stored::Stored};

const WARENDORF: &str = "warendorf";
/// As many as there are connections to a tenant's database, and some that wait for one.
const WRITERS: usize = 8;
/// The server is killed once so many changes are confirmed, while others are on their way.
const CONFIRMED_BEFORE_KILL: usize = 60;
const KILLS: usize = 2;

const REGISTER: &str = "mutation($input: PersonRegisterInput!) {
  change: personRegister(input: $input) { result: person { id } userErrors { field code } } }";
const OPEN: &str = "mutation($input: CaseOpenInput!) {
  change: caseOpen(input: $input) { result: case { id } userErrors { field code } } }";
const RECORD: &str = "mutation($input: ContactRecordInput!) {
  change: contactRecord(input: $input) { result: contact { id } userErrors { field code } } }";

/// One change that was sent, and the id of what it made if that was confirmed.
#[derive(Debug, Clone)]
struct Submission {
    document: &'static str,
    input: Value,
    /// A text that stands in the thing made and nowhere else; also the idempotency key.
    marker: String,
    confirmed: Option<String>,
}

impl Submission {
    /// Sends it, or sends it again.
    async fn send(&self, who: &SignedIn, base: &str) -> Option<String> {
        let answer = who
            .try_graphql(base, self.document, &json!({ "input": self.input }))
            .await?;
        let id = answer
            .pointer("/data/change/result/id")
            .and_then(Value::as_str);
        Some(
            id.unwrap_or_else(|| panic!("{self:?}: {answer}"))
                .to_owned(),
        )
    }
}

/// Somebody who registers people, opens their cases and records contacts, as fast as it goes.
struct Writer {
    who: SignedIn,
    base: String,
    name: String,
    sent: Vec<Submission>,
    confirmations: mpsc::UnboundedSender<()>,
}

impl Writer {
    /// Everything sent until the server was gone.
    async fn write_until_gone(mut self) -> Vec<Submission> {
        while self.write_one_case().await.is_some() {}
        self.sent
    }

    async fn write_one_case(&mut self) -> Option<()> {
        let place = place_of(WARENDORF);
        let person = self
            .submit(REGISTER, "familyName", json!({ "givenName": "Person" }))
            .await?;
        let intake = json!({
            "personId": person, "constellation": "brief-intervention", "channel": "in-person",
            "municipality": place.municipality, "language": "ar", "post": place.post,
        });
        let case = self.submit(OPEN, "reason", intake).await?;
        for _ in 0..2 {
            let contact = json!({ "caseId": case, "channel": "phone", "minutes": 20 });
            self.submit(RECORD, "note", contact).await?;
        }
        Some(())
    }

    async fn submit(
        &mut self,
        document: &'static str,
        marked_field: &str,
        mut input: Value,
    ) -> Option<String> {
        let marker = format!("{}-{}", self.name, self.sent.len());
        input[marked_field] = json!(marker);
        input["idempotencyKey"] = json!(marker);
        self.sent.push(Submission {
            document,
            input,
            marker,
            confirmed: None,
        });
        let submission = self.sent.last_mut().expect("just pushed");
        let id = submission.send(&self.who, &self.base).await?;
        submission.confirmed = Some(id.clone());
        // Nobody counts any more once the server is being killed.
        let _ = self.confirmations.send(());
        Some(id)
    }
}

#[tokio::test]
async fn what_was_confirmed_survives_kill_on_sqlite() {
    kill_and_look(Store::Sqlite).await;
}

#[tokio::test]
async fn what_was_confirmed_survives_kill_on_postgres() {
    kill_and_look(Store::Postgres).await;
}

async fn kill_and_look(store: Store) {
    let installation = Installation::demo(store).await;
    let counties = Counties::of(&[WARENDORF]);
    let mut server = installation.serve(&counties, 0).await;
    let who = SignedIn::demo(&server, WARENDORF, "leitung").await;
    let mut sent = Vec::new();
    for kill in 0..KILLS {
        sent.extend(write_and_kill(server, &who, kill).await);
        server = installation.serve(&counties, 0).await;
        look(&Stored::open(&installation, WARENDORF).await, &sent).await;
    }
    for submission in &mut sent {
        let again = submission
            .send(&who, server.base())
            .await
            .expect("the server runs");
        let first = submission.confirmed.replace(again.clone());
        assert!(
            first.is_none_or(|first| first == again),
            "sent again, it became another: {submission:?}"
        );
    }
    let stored = Stored::open(&installation, WARENDORF).await;
    look(&stored, &sent).await;
    stored.expect_sound().await;
}

async fn write_and_kill(server: Server, who: &SignedIn, kill: usize) -> Vec<Submission> {
    let (confirmations, mut confirmed) = mpsc::unbounded_channel();
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let writer = Writer {
            who: who.clone(),
            base: server.base().to_owned(),
            name: format!("marker-{kill}-{writer}"),
            sent: Vec::new(),
            confirmations: confirmations.clone(),
        };
        writers.spawn(writer.write_until_gone());
    }
    for _ in 0..CONFIRMED_BEFORE_KILL {
        confirmed
            .recv()
            .await
            .expect("writers go on until the server is gone");
    }
    server.kill().await;
    writers.join_all().await.into_iter().flatten().collect()
}

/// What was confirmed is there once, what was not at most once, and nothing else is there; every
/// change stands in the audit trail.
async fn look(stored: &Stored, sent: &[Submission]) {
    let mut markers = stored.markers().await;
    for submission in sent {
        let count = markers.remove(&submission.marker).unwrap_or_default();
        let allowed = if submission.confirmed.is_some() {
            1..=1
        } else {
            0..=1
        };
        assert!(allowed.contains(&count), "{count} times: {submission:?}");
    }
    assert!(markers.is_empty(), "nobody sent {markers:?}");
    assert_eq!(
        stored.count_changes().await,
        stored.count_audited_changes().await
    );
}
