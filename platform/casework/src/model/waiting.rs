//! Referrals that wait for an answer.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use tenants::County;

use super::{CaseReference, CaseWarning, Referral, ReferralId, ReferralState};

/// A referral with its case, as lists across cases show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralInCase {
    /// The referral.
    pub referral: Referral,
    /// The case.
    pub case: CaseReference,
}

/// Which waiting referrals a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WaitingFilter {
    /// Sent at least so many days ago; as many as the county allows for an answer if left out.
    pub days: Option<u32>,
    /// Only those of cases of the actor's posts.
    pub only_mine: bool,
}

/// The position of a waiting referral: by the day it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingCursor {
    /// The day.
    pub sent_on: NaiveDate,
    /// Between referrals of one day.
    pub id: ReferralId,
}

impl Referral {
    /// Its position in a list of waiting referrals.
    pub fn waiting_cursor(&self) -> WaitingCursor {
        WaitingCursor {
            sent_on: self.sent_on,
            id: self.id,
        }
    }

    /// Whether it has waited for its answer for as long as the county allows, or longer.
    pub fn is_overdue(&self, county: &County, today: NaiveDate) -> bool {
        let allowed = Days::new(county.referral_answer_days().into());
        self.state == ReferralState::Sent && self.sent_on + allowed <= today
    }
}

/// The warning of an open case whose referrals have waited too long for an answer.
pub fn waiting_warning(
    referrals: &[Referral],
    county: &County,
    today: NaiveDate,
) -> Option<CaseWarning> {
    let overdue = referrals
        .iter()
        .filter(|referral| referral.is_overdue(county, today));
    let longest = overdue.min_by_key(|referral| referral.sent_on)?;
    Some(CaseWarning::AnswerOverdue {
        provider: longest.provider.clone(),
        since: longest.sent_on,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use kernel::ids::AccountId;
    use uuid::Uuid;

    use super::*;
    use crate::{
        model::{CaseId, ReferralBasis},
        testing::{county, day},
    };

    fn referral(provider: &str, sent_on: &str, state: ReferralState) -> Referral {
        Referral {
            id: ReferralId(Uuid::nil()),
            case_id: CaseId(Uuid::nil()),
            legal_field: "sgb-8".parse().expect("a key"),
            provider: provider.to_owned(),
            basis: ReferralBasis::Consent,
            basis_note: String::new(),
            sent_on: day(sent_on),
            state,
            state_reason: String::new(),
            answered_on: None,
            recorded_by: AccountId(Uuid::nil()),
            recorded_at: DateTime::<Utc>::UNIX_EPOCH,
            answered_by: None,
            answer_recorded_at: None,
            version: 1,
            consent: None,
            disclosed: Vec::new(),
        }
    }

    #[test]
    fn the_longest_waiting_is_told_and_only_what_has_no_answer_waits() {
        use ReferralState::{Accepted, Sent};
        let today = day("2026-07-15");
        let late = |provider: &str, since: &str| CaseWarning::AnswerOverdue {
            provider: provider.to_owned(),
            since: day(since),
        };
        let tight = county(|files| {
            let casework = files.get_mut("casework.yaml").expect("there are rules");
            casework.push_str("\nreferral_answer_days: 7\n");
        });
        let whole = county(|_| {});
        for (county, referrals, expected) in [
            (&whole, vec![], None),
            (&whole, vec![referral("a", "2026-06-18", Sent)], None),
            (
                &whole,
                vec![referral("a", "2026-06-17", Sent)],
                Some(late("a", "2026-06-17")),
            ),
            (&whole, vec![referral("a", "2026-06-01", Accepted)], None),
            (
                &tight,
                vec![
                    referral("a", "2026-07-08", Sent),
                    referral("b", "2026-07-07", Sent),
                ],
                Some(late("b", "2026-07-07")),
            ),
        ] {
            assert_eq!(waiting_warning(&referrals, county, today), expected);
        }
    }
}
