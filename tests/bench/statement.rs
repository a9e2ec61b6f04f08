//! The statements of the handler written by hand, and what its list consists of.

use chrono::NaiveDate;
use uuid::Uuid;

/// One row for each referral of a case on the page, or one for a case without.
///
/// Both databases read the page from the index on state and day of opening, and join the rest to
/// its rows.
pub const CASE_LIST: &str = "
SELECT page.id, page.number, page.unit_key, page.last_contact_on,
       persons.id, persons.given_name, persons.family_name,
       referrals.id, referrals.provider, referrals.state, referrals.sent_on
FROM (
    SELECT id, number, unit_key, last_contact_on, person_id, opened_on
    FROM cases WHERE state = 'open' ORDER BY opened_on DESC, id DESC LIMIT 50
) AS page
JOIN persons ON persons.id = page.person_id
LEFT JOIN referrals ON referrals.case_id = page.id
ORDER BY page.opened_on DESC, page.id DESC, referrals.sent_on DESC, referrals.id DESC";

/// The same entry as the product writes: id, instant, account, persons, request.
pub const AUDIT_ENTRY: &str = "
INSERT INTO audit_events (id, at, account_id, action, object_kind, object_id, person_ids, request_id)
VALUES ($1, $2, $3, 'case.read', 'case', NULL, $4, $5)";

/// The columns of [`CASE_LIST`].
pub type CaseColumns = (
    Uuid,
    String,
    Option<String>,
    Option<NaiveDate>,
    Uuid,
    String,
    String,
    Option<Uuid>,
    Option<String>,
    Option<String>,
    Option<NaiveDate>,
);

/// A case with its client.
#[derive(Debug)]
pub struct Case {
    pub id: Uuid,
    pub number: String,
    pub unit: Option<String>,
    pub last_contact_on: Option<NaiveDate>,
    pub client: Uuid,
    pub given_name: String,
    pub family_name: String,
    pub referrals: Vec<Referral>,
}

/// A referral of a case.
#[derive(Debug)]
pub struct Referral {
    pub id: Uuid,
    pub provider: String,
    pub state: String,
    pub sent_on: NaiveDate,
}

/// Rows of one case stand beside each other.
pub fn fold(rows: Vec<CaseColumns>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::with_capacity(50);
    for (
        id,
        number,
        unit,
        last_contact_on,
        client,
        given_name,
        family_name,
        referral,
        provider,
        state,
        sent_on,
    ) in rows
    {
        if cases.last().is_none_or(|case| case.id != id) {
            let referrals = Vec::new();
            cases.push(Case {
                id,
                number,
                unit,
                last_contact_on,
                client,
                given_name,
                family_name,
                referrals,
            });
        }
        let case = cases.last_mut().expect("just pushed, or pushed before");
        if let (Some(id), Some(provider), Some(state), Some(sent_on)) =
            (referral, provider, state, sent_on)
        {
            case.referrals.push(Referral {
                id,
                provider,
                state,
                sent_on,
            });
        }
    }
    cases
}
