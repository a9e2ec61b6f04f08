//! Referrals that have waited long for an answer.

use chrono::{Days, NaiveDate};
use kernel::{
    access::Permission,
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;

use crate::{
    in_cases::{ShownOf, case_references, cases_of_own_posts, ids_of_cases, open_cases},
    model::{Referral, ReferralInCase, ReferralState, WaitingCursor, WaitingFilter},
    tables::referrals,
};

/// Referrals of open cases in scope that were sent at least so many days ago and not answered yet,
/// the longest waiting first; of one day, the latest recorded first. Needs
/// [`Permission::ReferralRead`].
pub async fn list_waiting_referrals(
    context: &CountyContext,
    filter: WaitingFilter,
    page: &PageRequest<WaitingCursor>,
) -> Result<Page<ReferralInCase>, Failure> {
    use referrals::Column::{CaseId, Id, SentOn, State};
    let scope = context.authorize(Permission::ReferralRead)?;
    let days = filter
        .days
        .unwrap_or_else(|| context.county().referral_answer_days());
    let cases = if filter.only_mine {
        open_cases().add(cases_of_own_posts(context)?)
    } else {
        open_cases()
    };
    let mut query = referrals::Entity::find()
        .filter(CaseId.in_subquery(ids_of_cases(&scope, cases)))
        .filter(State.eq(ReferralState::Sent))
        .filter(SentOn.lte(sent_before(context.clock().today(), days)));
    if let Some(after) = page.after {
        let same_day = Condition::all()
            .add(SentOn.eq(after.sent_on))
            .add(Id.lt(after.id));
        query = query.filter(Condition::any().add(SentOn.gt(after.sent_on)).add(same_day));
    }
    let rows = query
        .order_by_asc(SentOn)
        .order_by_desc(Id)
        .limit(u64::from(page.size) + 1)
        .all(context.database())
        .await?;
    let page = Page::from_overfull(rows, page.size);
    let shown = ShownOf {
        permission: Permission::ReferralRead,
        object_kind: "referral",
        object_id: None,
    };
    let cases = case_references(context, shown, page.rows.iter().map(|row| row.case_id)).await?;
    Ok(page.map(|row| {
        let case = cases.get(&row.case_id).cloned();
        ReferralInCase {
            referral: Referral::from(row),
            case: case.expect("a foreign key holds a referral to its case"),
        }
    }))
}

fn sent_before(today: NaiveDate, days: u32) -> NaiveDate {
    today
        .checked_sub_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, testing::Store};

    use super::*;
    use crate::{
        answer_referral,
        model::{Case, NewReferral, ReferralAnswer, ReferralBasis},
        send_referral,
        testing::{AHLEN_KI, Fixture, SOUTH_KI, day},
    };

    async fn send(context: &CountyContext, case: &Case, provider: &str, sent_on: &str) -> Referral {
        let new = NewReferral {
            case_id: case.id,
            legal_field: "sgb-8".to_owned(),
            provider: provider.to_owned(),
            basis: Some(ReferralBasis::LegalBasis),
            basis_note: "§ 16 SGB I".to_owned(),
            consent: None,
            disclosed: Vec::new(),
            sent_on: day(sent_on),
        };
        send_referral(context, new, None).await.expect("sends")
    }

    async fn providers(context: &CountyContext, days: Option<u32>, only_mine: bool) -> Vec<String> {
        let page = PageRequest {
            size: 10,
            after: None,
        };
        let filter = WaitingFilter { days, only_mine };
        let found = list_waiting_referrals(context, filter, &page).await;
        let rows = found.expect("lists").rows.into_iter();
        rows.map(|row| row.referral.provider).collect()
    }

    #[tokio::test]
    async fn what_waits_longer_than_the_county_allows_is_found_in_scope() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let other = fixture.case(&lead, "Kaya", SOUTH_KI).await;
            send(&lead, &case, "in time", "2026-06-18").await;
            send(&lead, &case, "late", "2026-06-17").await;
            send(&lead, &other, "elsewhere", "2026-06-01").await;
            let answered = send(&lead, &case, "answered", "2026-06-02").await;
            let answer = ReferralAnswer {
                state: ReferralState::Accepted,
                reason: String::new(),
                answered_on: day("2026-06-05"),
                expected_version: 1,
            };
            answer_referral(&lead, answered.id, answer)
                .await
                .expect("answers");
            assert_eq!(
                providers(&lead, None, false).await,
                ["elsewhere", "late"],
                "{store:?}"
            );
            assert_eq!(providers(&lead, Some(0), false).await.len(), 3);
            let manager = fixture
                .case_manager(Scope::post(AHLEN_KI.parse().expect("a key")))
                .await;
            assert_eq!(providers(&manager, None, true).await, ["late"], "{store:?}");
            assert!(providers(&lead, None, true).await.is_empty());
        }
    }
}
