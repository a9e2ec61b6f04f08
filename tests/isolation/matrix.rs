//! Every way in × everybody.
//!
//! First those who may ask do, each with something planted in their reach, which proves that the
//! probe can succeed. Then everybody else asks for one more such thing and for one that never was,
//! and must get the same bytes. Then no row of either county may have changed. At last the thing
//! that they all asked for is asked for by somebody who may: it was there all the while.

use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{
    Account, Ask, Credential, Crew, PlatformPlan, Target, TestPlatform, digest_rows, place_of,
};

use super::{schema::Needs, verdict::Verdict};

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// A thing that it names: in reach it is shown, out of reach it is absent.
    Thing,
    /// Things that it looks for: in reach they are found, out of reach as little as what is not
    /// there.
    Found,
    /// Things that it does not name: those in reach are shown, others are not.
    Many,
    /// Things that it does not name, of which those in reach may be among what is shown.
    Perhaps,
    /// Nothing that was planted: the answer shows none of it.
    Nothing,
}

/// One way in.
pub(super) struct Probe {
    /// What it is called in messages: `query case`, `GET /k/{tenant}/cases/{case}`.
    pub title: String,
    /// Who may ask.
    pub needs: Needs,
    /// What it is about.
    pub about: About,
    /// Whether it changes something when it succeeds.
    pub changes: bool,
    /// The request about a target.
    pub ask: Box<dyn Fn(&Target) -> Ask + Send + Sync>,
}

/// Two counties with their people.
pub(super) struct World {
    pub platform: TestPlatform,
    pub ours: Crew,
    pub theirs: Crew,
}

impl World {
    /// Two real counties.
    pub async fn create(store: Store) -> Self {
        let plan = PlatformPlan::new(store, &["warendorf", "coesfeld"]);
        let platform = TestPlatform::start(plan).await;
        Self {
            ours: Crew::gather(&platform, "warendorf").await,
            theirs: Crew::gather(&platform, "coesfeld").await,
            platform,
        }
    }

    /// Plants a target in our county; the token belongs to the account.
    pub async fn plant(&self, owner: &Account) -> Target {
        let planter = self.ours.lead().context(&self.platform).await;
        rules::testing::settle(&planter).await.expect("settles");
        Target::plant(&planter, &owner.context(&self.platform).await).await
    }

    /// Does work that must be refused, and looks whether it was.
    pub async fn assert_unchanged_by<F: Future<Output = ()>>(&self, title: &str, work: F) {
        let contexts = [
            self.platform.context(&self.ours.tenant).await,
            self.platform.context(&self.theirs.tenant).await,
        ];
        for context in &contexts {
            rules::testing::settle(context).await.expect("settles");
        }
        let before = [
            digest_rows(&contexts[0]).await,
            digest_rows(&contexts[1]).await,
        ];
        work.await;
        for (context, before) in contexts.iter().zip(before) {
            let changed = before.difference(&digest_rows(context).await);
            let tenant = context.tenant();
            assert!(
                changed.is_empty(),
                "{title}: refused, but {tenant} was changed: {changed:#?}"
            );
        }
    }
}

impl Probe {
    /// Asks as everybody.
    pub async fn run(&self, world: &World) {
        let (allowed, refused): (Vec<&Account>, Vec<&Account>) = world
            .ours
            .insiders
            .iter()
            .map(|(_, account)| account)
            .partition(|account| self.allows(account));
        let title = &self.title;
        assert!(
            !allowed.is_empty(),
            "{title}: the access matrix allows it to nobody"
        );
        for account in &allowed {
            let target = world.plant(account).await;
            self.assert_succeeds(account, &target).await;
        }
        let target = world.plant(allowed[0]).await;
        let others = async {
            self.assert_refused_to_nobodies(world, &target).await;
            for account in refused {
                self.assert_same_as_absent(account, &target, Verdict::Forbidden)
                    .await;
            }
            for account in &world.ours.outsiders {
                // An office for the whole county reaches the county's rules and retention from
                // everywhere in it.
                if self.is_about_the_county() && self.allows(account) {
                    continue;
                }
                self.assert_out_of_reach(account, &target).await;
            }
            self.assert_out_of_reach_of_another_county(world, &target)
                .await;
            self.assert_guarded(world, &target).await;
            self.assert_depends_on_the_thing(allowed[0], &target).await;
        };
        world.assert_unchanged_by(title, others).await;
        self.assert_succeeds(allowed[0], &target).await;
    }

    /// Whether what is asked for belongs to the county and to no part of it.
    fn is_about_the_county(&self) -> bool {
        use Permission::{RetentionRead, RetentionRelease, RuleApprove, RulePrepare, RuleRead};
        let Needs::Permission(permission) = self.needs else {
            return false;
        };
        [
            RuleRead,
            RulePrepare,
            RuleApprove,
            RetentionRead,
            RetentionRelease,
        ]
        .contains(&permission)
    }

    fn allows(&self, account: &Account) -> bool {
        match self.needs {
            Needs::Nothing | Needs::SignedIn => true,
            Needs::Permission(permission) => account.may(permission),
        }
    }

    async fn assert_succeeds(&self, account: &Account, target: &Target) {
        let answer = account.client.send(&(self.ask)(target)).await;
        let (title, who) = (&self.title, &account.title);
        let verdict = Verdict::of(&answer);
        assert_eq!(
            verdict,
            Verdict::Succeeded,
            "{title}: {who} may do this: {answer:?}"
        );
        let fits = match self.about {
            // A change may answer with a redirect; that it is about this thing is shown
            // by what happens without it.
            About::Thing if self.changes => true,
            About::Thing | About::Found | About::Many => answer.shows(target),
            About::Perhaps => true,
            About::Nothing => !answer.shows(target),
        };
        assert!(
            fits,
            "{title}: what {who} is shown is not about {:?}: {answer:?}",
            self.about
        );
    }

    /// Whoever is nobody is answered alike, whatever is presented and asked for.
    async fn assert_refused_to_nobodies(&self, world: &World, target: &Target) {
        if self.needs == Needs::Nothing {
            return;
        }
        let absent = Target::absent(target);
        let theirs = &world.theirs;
        let foreign =
            [&theirs.lead().client, &theirs.token].map(|client| client.at(&world.ours.tenant));
        let titled = foreign
            .iter()
            .map(|client| ("the lead of another county", client));
        let ours = world
            .ours
            .nobodies
            .iter()
            .map(|(who, client)| (*who, client));
        let title = &self.title;
        let nobody = &world.ours.nobodies[0].1;
        let expected = nobody.send(&(self.ask)(&absent)).await;
        assert_eq!(
            Verdict::of(&expected),
            Verdict::Unauthenticated,
            "{title}: {expected:?}"
        );
        for (who, client) in ours.chain(titled) {
            for asked_for in [target, &absent] {
                let answer = client.send(&(self.ask)(asked_for)).await;
                assert_eq!(
                    answer.masked(asked_for),
                    expected.masked(&absent),
                    "{title}: {who}"
                );
            }
        }
    }

    async fn assert_out_of_reach(&self, account: &Account, target: &Target) {
        let (title, who) = (&self.title, &account.title);
        match self.about {
            _ if !self.allows(account) => {
                self.assert_same_as_absent(account, target, Verdict::Forbidden)
                    .await;
            }
            About::Thing => {
                self.assert_same_as_absent(account, target, Verdict::Absent)
                    .await
            }
            About::Found => {
                self.assert_same_as_absent(account, target, Verdict::Succeeded)
                    .await
            }
            // Whoever may make something new makes it, wherever they are.
            About::Many | About::Perhaps | About::Nothing if self.changes => {}
            About::Many | About::Perhaps | About::Nothing => {
                let answer = account.client.send(&(self.ask)(target)).await;
                assert_eq!(
                    Verdict::of(&answer),
                    Verdict::Succeeded,
                    "{title}: {who}: {answer:?}"
                );
                let is_shown = answer.shows(target);
                assert!(
                    !is_shown,
                    "{title}: {who} is shown what is out of reach: {answer:?}"
                );
            }
        }
    }

    /// Another county's people at their own address, naming our things; all else that they name is
    /// their own, so that the ids alone are foreign.
    async fn assert_out_of_reach_of_another_county(&self, world: &World, target: &Target) {
        let people = world.theirs.insiders.iter().map(|(_, account)| account);
        let foreign = people.clone().find(|account| self.allows(account));
        let place = place_of(&world.theirs.tenant);
        let target = Target {
            place,
            ..target.clone()
        };
        self.assert_out_of_reach(foreign.expect("the matrix is the same everywhere"), &target)
            .await;
    }

    /// Changes need more than a session: its CSRF token, or a token that may write.
    async fn assert_guarded(&self, world: &World, target: &Target) {
        if !self.changes || self.needs == Needs::Nothing {
            return;
        }
        let lead = world.ours.lead();
        let Credential::Session { token, .. } = lead.client.credential() else {
            panic!("accounts of a crew have sessions");
        };
        let forged = Credential::Session {
            token: token.clone(),
            csrf_token: "forged".to_owned(),
        };
        let from_elsewhere = Account {
            title: "a foreign page".to_owned(),
            client: lead.client.showing(forged),
            ..lead.clone()
        };
        self.assert_same_as_absent(&from_elsewhere, target, Verdict::Forbidden)
            .await;
        // A token for reading may learn that the thing is there, so only the refusal is compared.
        let refused = world.ours.read_only.send(&(self.ask)(target)).await;
        assert_eq!(
            Verdict::of(&refused),
            Verdict::Forbidden,
            "{}: a token for reading",
            self.title
        );
    }

    /// Whoever may ask asks in vain for what is not there.
    async fn assert_depends_on_the_thing(&self, account: &Account, target: &Target) {
        let absent = Target::absent(target);
        let answer_to =
            async |asked_for: &Target| account.client.send(&(self.ask)(asked_for)).await;
        let title = &self.title;
        match self.about {
            About::Thing => {
                let answer = answer_to(&absent).await;
                assert_eq!(Verdict::of(&answer), Verdict::Absent, "{title}: {answer:?}");
            }
            About::Found => {
                let (found, nothing) = (answer_to(target).await, answer_to(&absent).await);
                assert_ne!(
                    found.masked(target),
                    nothing.masked(&absent),
                    "{title}: finds nothing"
                );
            }
            About::Many | About::Perhaps | About::Nothing => {}
        }
    }

    async fn assert_same_as_absent(&self, account: &Account, target: &Target, expected: Verdict) {
        let absent = Target::absent(target);
        let answer_of =
            async |asked_for: &Target| account.client.send(&(self.ask)(asked_for)).await;
        let (foreign, nothing) = (answer_of(target).await, answer_of(&absent).await);
        let (title, who) = (&self.title, &account.title);
        assert_eq!(
            Verdict::of(&nothing),
            expected,
            "{title}: {who} asks for nothing: {nothing:?}"
        );
        assert_eq!(
            foreign.masked(target),
            nothing.masked(&absent),
            "{title}: {who} can tell foreign from absent"
        );
        let same_work = foreign.statements() == nothing.statements();
        assert!(
            same_work,
            "{title}: {who} could tell foreign from absent by the time it takes"
        );
    }
}

/// Without this, a digest that sees nothing would let everything pass.
#[tokio::test]
async fn what_is_changed_is_noticed_where_it_was_changed() {
    for store in Store::ALL {
        let world = World::create(store).await;
        let contexts = [
            world.platform.context(&world.ours.tenant).await,
            world.platform.context(&world.theirs.tenant).await,
        ];
        let before = [
            digest_rows(&contexts[0]).await,
            digest_rows(&contexts[1]).await,
        ];
        world.plant(world.ours.lead()).await;
        let changed = before[0].difference(&digest_rows(&contexts[0]).await);
        for table in [
            "persons",
            "households",
            "cases",
            "contacts",
            "referrals",
            "api_tokens",
        ] {
            let is_seen = changed
                .iter()
                .any(|row| row.starts_with(&format!("{table}: ")));
            assert!(is_seen, "{store:?}: nothing new in {table}: {changed:#?}");
        }
        let elsewhere = before[1].difference(&digest_rows(&contexts[1]).await);
        assert!(elsewhere.is_empty(), "{store:?}: {elsewhere:#?}");
    }
}
