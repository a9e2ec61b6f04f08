//! What a case's header warns of.

use chrono::{Days, NaiveDate};
use kernel::keys::PostKey;
use tenants::County;

use super::{
    Case, CaseState, Person, closing::constellation_on, closing_due_on, limits::CLOSING_NOTICE_DAYS, placement::post_serves,
};

/// A reason to look at a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseWarning {
    /// There was no contact with the client for at least as long as the constellation allows.
    NotSeenFor {
        /// Days since the client was seen last.
        days: u32,
    },
    /// A rule closes the case soon unless the client is seen.
    ClosesOn {
        /// On this day.
        on: NaiveDate,
        /// After this many calendar months without contact.
        months: u32,
    },
    /// The closing rule has been due since that day.
    ClosingRuleDue {
        /// Since this day.
        since: NaiveDate,
        /// After this many calendar months without contact.
        months: u32,
    },
    /// Data are missing that reports and the choice of services need.
    IncompleteData {
        /// Which.
        fields: Vec<MissingField>,
    },
    /// Nobody is responsible.
    NoPost,
    /// The post responsible is no longer valid, or no longer serves the municipality.
    PostEnded {
        /// Which post.
        post: PostKey,
    },
}

/// A datum that a case should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MissingField {
    /// The client's day of birth.
    BirthDate,
    /// The client's gender.
    Gender,
    /// The client's nationality.
    Nationality,
    /// The client's first language.
    FirstLanguage,
    /// The client's residence status.
    ResidenceStatus,
    /// Who sent the person.
    ReferringBody,
    /// The household, in a county that looks at families first.
    Household,
}

/// The warnings of a case on that day, the most pressing first. A closed case warns of nothing.
pub fn case_warnings(case: &Case, client: &Person, county: &County, today: NaiveDate) -> Vec<CaseWarning> {
    if case.state == CaseState::Closed {
        return Vec::new();
    }
    [
        closing_warning(case, county, today),
        not_seen_warning(case, county, today),
        post_warning(case, county, today),
        incomplete_data(case, client, county),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn closing_warning(case: &Case, county: &County, today: NaiveDate) -> Option<CaseWarning> {
    let constellation = constellation_on(county, &case.constellation, today)?;
    let months = constellation.closing.months_without_contact()?;
    let on = closing_due_on(constellation, case.last_seen_on)?;
    if on <= today {
        Some(CaseWarning::ClosingRuleDue { since: on, months })
    } else if on <= today + Days::new(CLOSING_NOTICE_DAYS) {
        Some(CaseWarning::ClosesOn { on, months })
    } else {
        None
    }
}

fn not_seen_warning(case: &Case, county: &County, today: NaiveDate) -> Option<CaseWarning> {
    let constellation = constellation_on(county, &case.constellation, today)?;
    let allowed_days = constellation.not_seen_warning_days?;
    let days = u32::try_from((today - case.last_seen_on).num_days()).ok()?;
    (days >= allowed_days).then_some(CaseWarning::NotSeenFor { days })
}

fn post_warning(case: &Case, county: &County, today: NaiveDate) -> Option<CaseWarning> {
    let Some(key) = &case.post else {
        return Some(CaseWarning::NoPost);
    };
    let post = county.post_at(key, today);
    let serves = post.is_some_and(|post| post_serves(county, post, &case.municipality, today));
    (!serves).then(|| CaseWarning::PostEnded { post: key.clone() })
}

fn incomplete_data(case: &Case, client: &Person, county: &County) -> Option<CaseWarning> {
    let household_missing = county.features().households_first && case.household_id.is_none();
    let fields: Vec<MissingField> = [
        (MissingField::BirthDate, client.birth_date.is_none()),
        (MissingField::Gender, client.gender.is_none()),
        (MissingField::Nationality, client.nationality.is_none()),
        (MissingField::FirstLanguage, client.first_language.is_none()),
        (MissingField::ResidenceStatus, client.residence_status.is_none()),
        (MissingField::ReferringBody, case.referring_body.is_none()),
        (MissingField::Household, household_missing),
    ]
    .into_iter()
    .filter_map(|(field, missing)| missing.then_some(field))
    .collect();
    (!fields.is_empty()).then_some(CaseWarning::IncompleteData { fields })
}
