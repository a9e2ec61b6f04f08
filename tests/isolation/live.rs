//! Subscriptions: who is told of what.

use std::time::{Duration, Instant};

use casework::model::CaseId;
use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, events::TenantEvent, testing::Store};
use kreislotse_tests::{Account, Client, LiveConnection, LiveMessage, Target, TestPlatform};
use serde_json::json;

use super::{
    matrix::World,
    schema::{CountySchema, Root},
};

/// The subscriptions that this module asks for.
pub(super) const SUBSCRIPTIONS: [&str; 1] = ["caseListChanged"];

/// How long one announcement is given before it is made again.
const NUDGE_EVERY: Duration = Duration::from_millis(50);
/// A subscription that tells of nothing by then tells of nothing at all.
const LIVE_WITHIN: Duration = Duration::from_secs(20);

/// A live list of a county.
pub(super) struct LiveList<'a> {
    platform: &'a TestPlatform,
    tenant: &'a str,
    connection: LiveConnection,
}

impl<'a> LiveList<'a> {
    /// Subscribes, watching a case that may be out of reach.
    pub async fn open(
        platform: &'a TestPlatform,
        schema: &CountySchema,
        client: &'a Client,
        watched: CaseId,
    ) -> Self {
        let mut connection = LiveConnection::open(client).await;
        connection
            .greeted()
            .await
            .expect("somebody who is signed in is let in");
        let variables = json!({ "watched": [global(watched)] });
        let given = variables.as_object().expect("arguments by name");
        let document = schema.document(Root::Subscription, SUBSCRIPTIONS[0], given);
        connection.subscribe("list", &document, variables).await;
        Self {
            platform,
            tenant: client.tenant(),
            connection,
        }
    }

    async fn announce(&self, case: CaseId) {
        let context = self.platform.context(self.tenant).await;
        context.events().announce(TenantEvent::CaseChanged(case.0));
    }

    /// Announces the case until it is told of: when a subscription begins to listen cannot be seen
    /// from outside.
    pub async fn until_told_of(&mut self, case: CaseId) -> LiveMessage {
        let begun = Instant::now();
        loop {
            self.announce(case).await;
            if let Some(message) = self.connection.next_within(NUDGE_EVERY).await {
                return message;
            }
            assert!(
                begun.elapsed() < LIVE_WITHIN,
                "nothing was told of a case in reach"
            );
        }
    }

    /// Everything that is told up to that case, which is announced once.
    pub async fn told_up_to(&mut self, last: CaseId) -> Vec<LiveMessage> {
        self.announce(last).await;
        let mut told = Vec::new();
        loop {
            told.push(self.connection.next().await);
            if told.last().is_some_and(|message| shows(message, last)) {
                return told;
            }
        }
    }
}

fn global(case: CaseId) -> String {
    NodeKind::Case.global_id(case.0).to_string()
}

fn shows(message: &LiveMessage, case: CaseId) -> bool {
    format!("{message:?}").contains(&global(case))
}

fn may(account: &&Account) -> bool {
    account.may(Permission::CaseRead)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_live_list_tells_of_cases_in_reach_and_of_nothing_else() {
    let world = World::create(Store::Sqlite).await;
    let schema = CountySchema::of(&world.ours.lead().client).await;
    let target = world.plant(world.ours.lead()).await;
    for (_, account) in world
        .ours
        .insiders
        .iter()
        .filter(|(_, account)| may(&account))
    {
        let mut list = LiveList::open(&world.platform, &schema, &account.client, target.case).await;
        let told = list.until_told_of(target.case).await;
        assert!(shows(&told, target.case), "{}: {told:?}", account.title);
    }
    for account in world.ours.outsiders.iter().filter(may) {
        let planter = world.ours.lead().context(&world.platform).await;
        assert_told_of_nothing_out_of_reach(&world, &schema, account, &planter, &target).await;
    }
    let theirs = world.theirs.lead();
    let planter = theirs.context(&world.platform).await;
    assert_told_of_nothing_out_of_reach(&world, &schema, theirs, &planter, &target).await;
}

/// Two cases in reach stand before and after the one that is not.
async fn assert_told_of_nothing_out_of_reach(
    world: &World,
    schema: &CountySchema,
    account: &Account,
    planter: &tenants::CountyContext,
    target: &Target,
) {
    let (first, last) = (
        Target::plant_elsewhere(planter).await,
        Target::plant_elsewhere(planter).await,
    );
    let mut list = LiveList::open(&world.platform, schema, &account.client, target.case).await;
    list.until_told_of(first).await;
    let ours = world.platform.context(&world.ours.tenant).await;
    ours.events()
        .announce(TenantEvent::CaseChanged(target.case.0));
    ours.events()
        .announce(TenantEvent::CaseChanged(target.closed_case.0));
    for told in list.told_up_to(last).await {
        let in_reach = shows(&told, first) || shows(&told, last);
        let text = format!("{told:?}");
        assert!(
            in_reach && target.mask(text.clone()) == text,
            "{} was told {told:?}",
            account.title
        );
    }
}

#[tokio::test]
async fn whoever_may_not_listen_is_told_so_alike_whatever_is_watched() {
    let world = World::create(Store::Sqlite).await;
    let schema = CountySchema::of(&world.ours.lead().client).await;
    let target = world.plant(world.ours.lead()).await;
    let absent = Target::absent(&target);
    for (_, account) in world
        .ours
        .insiders
        .iter()
        .filter(|(_, account)| !may(&account))
    {
        let mut answers = Vec::new();
        for watched in [target.case, absent.case] {
            let mut list = LiveList::open(&world.platform, &schema, &account.client, watched).await;
            answers.push(list.connection.next().await);
        }
        let text = format!("{:?}", answers[0]);
        assert!(text.contains("FORBIDDEN"), "{}: {text}", account.title);
        assert_eq!(answers[0], answers[1], "{}", account.title);
    }
}

#[tokio::test]
async fn nobody_is_let_in() {
    let world = World::create(Store::Sqlite).await;
    let (ours, theirs) = (&world.ours, &world.theirs);
    let foreign = [&theirs.lead().client, &theirs.token].map(|client| client.at(&ours.tenant));
    let titled = foreign
        .iter()
        .map(|client| ("the lead of another county", client));
    let refused = LiveMessage::Closed(4401, "Unauthorized".to_owned());
    for (who, client) in ours
        .nobodies
        .iter()
        .map(|(who, client)| (*who, client))
        .chain(titled)
    {
        let greeted = LiveConnection::open(client).await.greeted().await;
        assert_eq!(greeted, Err(refused.clone()), "{who}");
    }
}
