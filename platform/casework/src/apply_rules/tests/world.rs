//! A county with a sandbox, and the steps that the tests share.

use std::time::Duration;

use chrono::NaiveDate;
use kernel::{
    access::{Role, Scope},
    testing::{Store, TestTenant},
};
use plugins_host::points::ExtensionPoint;
use rules::{
    RuleEngine, TenantRules, approve_rule, find_run, find_version,
    model::{
        GoldenFile, RuleRun, RuleState, RuleUpload, RuleVersion, RuleVersionId, RunState, Standing,
    },
    propose_rule,
    testing::{component, engine},
    upload_rule,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{rule_applications, testing::Fixture};

/// How long something in the background may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(120);

pub(crate) struct World {
    pub(crate) fixture: Fixture,
    pub(crate) engine: RuleEngine,
    pub(crate) rules: TenantRules,
    /// Prepares rules.
    pub(crate) it_admin: CountyContext,
    /// Agrees to them, and sees all cases.
    pub(crate) lead: CountyContext,
}

impl World {
    pub(crate) async fn create(store: Store) -> Self {
        Self::of(Fixture::create_with(store, &[rules::migrations]).await).await
    }

    pub(crate) async fn of(fixture: Fixture) -> Self {
        let key = fixture.tenant.key.to_string();
        Self::with_engine(fixture, engine(rule_applications()), &key).await
    }

    /// A county of that key on a server with other counties.
    pub(crate) async fn with_engine(fixture: Fixture, engine: RuleEngine, key: &str) -> Self {
        let rules = engine.of(&key.parse().expect("a key"), 7);
        let it_admin = fixture
            .signed_in(Role::ItAdmin, Scope::whole_county())
            .await;
        let lead = fixture.lead().await;
        Self {
            fixture,
            engine,
            rules,
            it_admin,
            lead,
        }
    }

    pub(crate) fn tenant(&self) -> &TestTenant {
        &self.fixture.tenant
    }

    /// Uploads a component and waits for what its check says.
    pub(crate) async fn upload(&self, component: Vec<u8>) -> RuleVersion {
        self.upload_with(component, Vec::new()).await
    }

    pub(crate) async fn upload_with(
        &self,
        component: Vec<u8>,
        golden_cases: Vec<GoldenFile>,
    ) -> RuleVersion {
        let upload = RuleUpload {
            component,
            golden_cases,
            point: None,
            note: String::new(),
        };
        let uploaded = upload_rule(&self.it_admin, &self.rules, upload).await;
        let id = uploaded.expect("is taken in").id;
        self.checked(id).await
    }

    pub(crate) async fn checked(&self, id: RuleVersionId) -> RuleVersion {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let version = find_version(&self.it_admin, id).await.expect("reads");
            let version = version.expect("is there");
            if version.state != RuleState::Checking {
                return version;
            }
            assert!(tokio::time::Instant::now() < deadline, "the check goes on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// A version that holds from today.
    pub(crate) async fn in_effect(&self, name: &str) -> RuleVersion {
        let draft = self.upload(component(name)).await;
        assert_eq!(draft.state, RuleState::Draft, "{:?}", draft.refusal);
        self.approve_from(draft.id, self.today()).await
    }

    pub(crate) async fn approve_from(&self, id: RuleVersionId, from: NaiveDate) -> RuleVersion {
        propose_rule(&self.it_admin, id, from)
            .await
            .expect("proposes");
        approve_rule(&self.lead, &self.rules, id, "")
            .await
            .expect("approves")
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.lead.clock().today()
    }

    pub(crate) async fn ended(&self, run: RuleRun) -> RuleRun {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let found = find_run(&self.it_admin, run.id).await.expect("reads");
            let found = found.expect("is there");
            if found.state != RunState::Running {
                return found;
            }
            assert!(tokio::time::Instant::now() < deadline, "the run goes on");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Where somebody or something stands, as a page asks.
    pub(crate) async fn standing(&self, point: ExtensionPoint, subject: Uuid) -> Option<Standing> {
        let decided = rules::decide(&self.lead, &self.rules, point, &[subject]).await;
        decided.expect("decides")?.remove(&subject)
    }

    /// The outcome of the present decision.
    pub(crate) async fn outcome(&self, point: ExtensionPoint, subject: Uuid) -> Option<String> {
        let decision = self.standing(point, subject).await?.decision?;
        Some(decision.outcome)
    }
}
