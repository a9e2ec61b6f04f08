//! What forms of pages answer, over HTTP: accepted, refused, overtaken, absent.

mod case_steps;
mod cases;
mod households;
mod intake;
mod persons;
mod support;

use kernel::{
    access::{Grant, Role, Scope},
    testing::Store,
};
use kreislotse_tests::{Account, Answer, Ask, PlatformPlan, Target, TestPlatform};

/// A county with a lead and one family.
struct Office {
    platform: TestPlatform,
    lead: Account,
    target: Target,
}

impl Office {
    async fn open() -> Self {
        let platform = TestPlatform::start(PlatformPlan::new(Store::Sqlite, &["warendorf"])).await;
        let lead = account(&platform, Role::KimLead).await;
        let context = lead.context(&platform).await;
        let target = Target::plant(&context, &context).await;
        Self {
            platform,
            lead,
            target,
        }
    }

    async fn show(&self, path: &str) -> Answer {
        self.lead.client.page(path).await
    }

    async fn send(&self, path: &str, fields: &[(&'static str, &str)]) -> Answer {
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        let path = path.to_owned();
        self.lead.client.send(&Ask::Form { path, fields }).await
    }
}

/// An account with the role in the whole county.
async fn account(platform: &TestPlatform, role: Role) -> Account {
    let scope = Scope::whole_county();
    let grants = vec![Grant { role, scope }];
    Account::make(platform, "warendorf", role.key().to_owned(), grants).await
}

/// Where a form led to that was accepted, below the county's path.
fn led_to(answer: &Answer) -> &str {
    assert_eq!(answer.status, 303, "{}", answer.body);
    let location = answer.headers["location"].as_str();
    location
        .strip_prefix("/k/warendorf/")
        .expect("a path of the county")
}

/// Whether a form came back whose error summary leads to exactly these fields.
fn refuses(answer: &Answer, status: u16, fields: &[&str]) -> bool {
    let named: Vec<&str> = answer
        .body
        .split("href=\"#field-")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        (answer.status, named.as_slice()),
        (status, fields),
        "{}",
        answer.body
    );
    answer.body.contains("<title>Fehler:")
}
