//! Shows the day of whoever asks: their own where they hold posts, else that of their whole scope.

use askama::Template;
use axum::{Router, routing::get};
use chrono::{Days, NaiveDate};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::{Value, json};

use super::DOCUMENT;
use crate::{
    pages::{
        appointments::AppointmentRow,
        documents::run,
        frame::Frame,
        numbers::{format_day, format_day_in_list},
        render::{PageResult, page},
        tasks::TaskRow,
        waiting_referrals::WaitingRow,
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

/// Appointments of today and of so many days after it.
const DAYS_AHEAD: u64 = 7;

#[derive(Template)]
#[template(path = "today/page.html")]
pub(in crate::pages) struct TodayPage {
    frame: Frame,
    today: NaiveDate,
    /// Whether only the reader's own work is shown.
    own_only: bool,
    answer: TodayAnswer,
}

/// Each part is missing where the reader may not read such things.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TodayAnswer {
    due: Option<Nodes<TaskRow>>,
    reminded: Option<Nodes<TaskRow>>,
    appointments: Option<Nodes<AppointmentRow>>,
    waiting_referrals: Option<Nodes<WaitingRow>>,
    cases: Nodes<CaseRow>,
}

#[derive(Deserialize)]
struct Nodes<T> {
    nodes: Vec<T>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseRow {
    id: String,
    number: String,
    client: Client,
    last_contact_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    display_name: String,
}

impl TodayPage {
    fn day(&self) -> String {
        format_day(self.today, self.frame.words.0)
    }

    fn day_in_list(&self, day: &NaiveDate) -> String {
        format_day_in_list(*day)
    }

    /// The address of a whole list, narrowed like this page.
    fn list(&self, path: &str, parameters: &[&str]) -> String {
        let mine = self.own_only.then_some("onlyMine=yes");
        let all: Vec<&str> = parameters.iter().copied().chain(mine).collect();
        match all.as_slice() {
            [] => self.frame.link(path),
            all => format!("{}?{}", self.frame.link(path), all.join("&")),
        }
    }
}

/// What is asked for: parts that the reader may read, of the reader's own work.
fn variables(request: &TenantRequest, own_only: bool) -> Value {
    let may = |permission| request.context.actor().may(permission);
    let last_day = request.context.clock().today() + Days::new(DAYS_AHEAD);
    json!({
        "tasks": may(Permission::TaskRead),
        "appointments": may(Permission::AppointmentRead),
        "referrals": may(Permission::ReferralRead),
        "due": { "choice": "DUE", "onlyMine": own_only },
        "reminded": { "choice": "REMINDED", "onlyMine": own_only },
        "upcoming": { "until": last_day, "onlyMine": own_only },
        "waiting": { "onlyMine": own_only },
        "notSeen": { "onlyMine": own_only, "notSeenForWarning": true },
    })
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/today", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let account = request.context.actor().account()?;
    let own_only = account.posts().next().is_some();
    let variables = variables(&request, own_only);
    let answer = run::<TodayAnswer>(&request, DOCUMENT, "Today", variables).await?;
    page(&TodayPage {
        frame: Frame::of(&request),
        today: request.context.clock().today(),
        own_only,
        answer,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<TodayPage> {
    let sample = |text: &str, own_only| TodayPage {
        frame: Frame::sample(locale),
        today: "2026-07-15".parse().expect("a date"),
        own_only,
        answer: serde_json::from_str(text).expect("a sample answer"),
    };
    vec![
        sample(include_str!("samples/busy.json"), true),
        sample(include_str!("samples/quiet.json"), false),
        sample(r#"{ "cases": { "nodes": [] } }"#, false),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn whole_lists_are_narrowed_like_the_day() {
        let pages = samples(Locale::De);
        let due = ["choice=due"];
        assert_eq!(
            pages[0].list("tasks", &due),
            "/k/coesfeld/tasks?choice=due&onlyMine=yes"
        );
        assert_eq!(pages[1].list("tasks", &due), "/k/coesfeld/tasks?choice=due");
        assert_eq!(
            pages[1].list("appointments", &[]),
            "/k/coesfeld/appointments"
        );
    }

    #[test]
    fn what_the_reader_may_not_read_has_no_part() {
        let sections =
            |page: &TodayPage| page.render().expect("renders").matches("<section").count();
        let pages = samples(Locale::En);
        assert_eq!([0, 1, 2].map(|at| sections(&pages[at])), [5, 5, 1]);
    }
}
