//! Referrals that wait for an answer.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    list_waiting_referrals,
    model::{ReferralInCase, WaitingCursor, WaitingFilter},
};
use kernel::errors::{Failure, Problem, ProblemCode};
use tenants::{CountyContext, words::Family};

use super::CaseReference;
use crate::{
    Date,
    caller::county,
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
};

/// The longest time that can be asked for: ten years, more than any case lasts.
const WAITING_DAYS_MAX: i32 = 3_650;

/// A referral that has no answer yet. Permission: referral.read.
#[derive(SimpleObject)]
pub struct WaitingReferral {
    /// The referral's id.
    id: ID,
    /// The case.
    case: CaseReference,
    /// The service.
    provider: String,
    /// The law under which the service acts.
    legal_field: CodeListEntry,
    /// The day it was sent.
    sent_on: Date,
    /// Days since then.
    waiting_days: u32,
}

impl WaitingReferral {
    fn new(found: ReferralInCase, context: &CountyContext) -> Self {
        let ReferralInCase { referral, case } = found;
        let waiting = (context.clock().today() - referral.sent_on).num_days();
        Self {
            id: NodeKind::Referral.global_id(referral.id.0),
            case: case.into(),
            legal_field: CodeListEntry::of(
                context.county(),
                context.locale(),
                Family::LegalField,
                referral.legal_field.as_str(),
            ),
            sent_on: referral.sent_on.into(),
            waiting_days: u32::try_from(waiting).unwrap_or_default(),
            provider: referral.provider,
        }
    }
}

connection_types!(
    "referrals that wait for an answer",
    WaitingReferralConnection,
    WaitingReferralEdge,
    WaitingReferral
);

/// Which waiting referrals are meant.
#[derive(Debug, InputObject)]
#[graphql(name = "WaitingReferralFilter")]
pub struct WaitingSelection {
    /// Sent at least so many days ago, 0 to 3,650; as many as the county allows for an answer if left
    /// out.
    waiting_days: Option<i32>,
    /// Only those of cases of the viewer's posts.
    #[graphql(default)]
    only_mine: bool,
}

/// Fields about what waits.
#[derive(Default)]
pub struct WaitingQuery;

#[Object]
impl WaitingQuery {
    /// Referrals of open cases in the viewer's scope that have waited long for an answer, the
    /// longest waiting first. Permission: referral.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn waiting_referrals(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Which; those that have waited longer than the county allows if left out."
        )]
        filter: Option<WaitingSelection>,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<WaitingReferralConnection> {
        let context = county(ctx);
        let locale = context.locale();
        let page = page_request::<WaitingCursor>(locale, first, after.as_deref())?;
        let filter = read_filter(filter.as_ref()).or_top_level(locale)?;
        let found = list_waiting_referrals(context, filter, &page)
            .await
            .or_top_level(locale)?;
        let position = PagePosition::of(&found, &page);
        let row = |found: ReferralInCase| {
            let cursor = cursor_text(&found.referral.waiting_cursor());
            (cursor, WaitingReferral::new(found, context))
        };
        Ok(WaitingReferralConnection::new(
            position,
            found.rows.into_iter().map(row),
        ))
    }
}

fn read_filter(filter: Option<&WaitingSelection>) -> Result<WaitingFilter, Failure> {
    let days = match filter.and_then(|filter| filter.waiting_days) {
        None => None,
        Some(days) if (0..=WAITING_DAYS_MAX).contains(&days) => u32::try_from(days).ok(),
        Some(_) => {
            let problem = Problem::new("waitingDays", ProblemCode::OutOfRange);
            return Err(problem.with("min", 0).with("max", WAITING_DAYS_MAX).into());
        }
    };
    Ok(WaitingFilter {
        days,
        only_mine: filter.is_some_and(|filter| filter.only_mine),
    })
}
