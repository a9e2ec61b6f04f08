//! What a case's header warns of.

use chrono::{Days, NaiveDate};
use kernel::keys::PostKey;
use tenants::County;

use super::{
    Case, CaseState, Person, closing::constellation_on, closing_due_on,
    limits::CLOSING_NOTICE_DAYS, placement::post_serves,
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
    /// A referral has waited for its answer for as long as the county allows, or longer.
    AnswerOverdue {
        /// The service that waits longest.
        provider: String,
        /// When it was sent.
        since: NaiveDate,
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
pub fn case_warnings(
    case: &Case,
    client: &Person,
    county: &County,
    today: NaiveDate,
) -> Vec<CaseWarning> {
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
        (
            MissingField::ResidenceStatus,
            client.residence_status.is_none(),
        ),
        (MissingField::ReferringBody, case.referring_body.is_none()),
        (MissingField::Household, household_missing),
    ]
    .into_iter()
    .filter_map(|(field, missing)| missing.then_some(field))
    .collect();
    (!fields.is_empty()).then_some(CaseWarning::IncompleteData { fields })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use kernel::ids::AccountId;
    use uuid::Uuid;

    use super::*;
    use crate::{
        model::{CaseId, CountryCode, Gender, HouseholdId, PersonId, ResidenceStatus},
        testing::{AHLEN, AHLEN_KI, SOUTH_KI, county, county_without_post_from, day},
    };

    fn person() -> Person {
        Person {
            id: PersonId(Uuid::nil()),
            given_name: "Amina".to_owned(),
            family_name: "Haddad".to_owned(),
            birth_date: Some(day("1990-01-01")),
            gender: Some(Gender::Female),
            nationality: "SY".parse::<CountryCode>().ok(),
            first_language: "ar".parse().ok(),
            interpreter_needed: false,
            municipality: None,
            residence_status: Some(ResidenceStatus::Tolerated),
            refugee: false,
            special_need: false,
            good_chances: false,
            arrived_on: None,
            version: 1,
            registered_by: AccountId(Uuid::nil()),
            created_at: DateTime::<Utc>::UNIX_EPOCH,
            updated_at: DateTime::<Utc>::UNIX_EPOCH,
        }
    }

    fn case(constellation: &str, last_seen_on: &str) -> Case {
        Case {
            id: CaseId(Uuid::nil()),
            number: "2026-000001".to_owned(),
            person_id: PersonId(Uuid::nil()),
            household_id: Some(HouseholdId(Uuid::nil())),
            state: CaseState::Open,
            constellation: constellation.parse().expect("a key"),
            municipality: AHLEN.parse().expect("an AGS"),
            unit: "ahlen".parse().ok(),
            carrier: "ki".parse().expect("a key"),
            post: AHLEN_KI.parse().ok(),
            channel: "phone".parse().expect("a key"),
            language: "ar".parse().expect("a code"),
            interpreter_needed: false,
            referring_body: "self".parse().ok(),
            reason: String::new(),
            opened_on: day("2026-01-01"),
            closed_on: None,
            last_contact_on: None,
            last_seen_on: day(last_seen_on),
            contact_count: 0,
            version: 1,
            opened_by: AccountId(Uuid::nil()),
            created_at: DateTime::<Utc>::UNIX_EPOCH,
        }
    }

    #[test]
    fn time_without_contact_warns_first_of_the_silence_then_of_the_rule() {
        let county = county(|_| {});
        let today = day("2026-07-15");
        let not_seen = |days| CaseWarning::NotSeenFor { days };
        let closes = |on: &str, months| CaseWarning::ClosesOn {
            on: day(on),
            months,
        };
        let due = |since: &str, months| CaseWarning::ClosingRuleDue {
            since: day(since),
            months,
        };
        for (constellation, last_seen_on, expected) in [
            ("brief-intervention", "2026-07-15", vec![]),
            ("brief-intervention", "2026-06-18", vec![]),
            ("brief-intervention", "2026-06-17", vec![not_seen(28)]),
            ("brief-intervention", "2026-05-13", vec![not_seen(63)]),
            (
                "brief-intervention",
                "2026-05-12",
                vec![closes("2026-08-12", 3), not_seen(64)],
            ),
            (
                "brief-intervention",
                "2026-04-16",
                vec![closes("2026-07-16", 3), not_seen(90)],
            ),
            (
                "brief-intervention",
                "2026-04-15",
                vec![due("2026-07-15", 3), not_seen(91)],
            ),
            ("process-support", "2026-01-01", vec![not_seen(195)]),
            (
                "case-management",
                "2026-01-31",
                vec![closes("2026-07-31", 6), not_seen(165)],
            ),
        ] {
            let warnings = case_warnings(
                &case(constellation, last_seen_on),
                &person(),
                &county,
                today,
            );
            assert_eq!(warnings, expected, "{constellation} {last_seen_on}");
        }
    }

    #[test]
    fn a_case_without_its_post_says_so() {
        let today = day("2026-07-15");
        let seen_today = case("process-support", "2026-07-15");
        let ended = |post: &str| CaseWarning::PostEnded {
            post: post.parse().expect("a key"),
        };
        let nobody = Case {
            post: None,
            ..seen_today.clone()
        };
        let elsewhere = Case {
            post: SOUTH_KI.parse().ok(),
            ..seen_today.clone()
        };
        let whole = county(|_| {});
        assert_eq!(
            case_warnings(&nobody, &person(), &whole, today),
            [CaseWarning::NoPost]
        );
        assert_eq!(
            case_warnings(&elsewhere, &person(), &whole, today),
            [ended(SOUTH_KI)]
        );
        let later = county_without_post_from(AHLEN_KI, "2026-07-14");
        assert_eq!(
            case_warnings(&seen_today, &person(), &later, today),
            [ended(AHLEN_KI)]
        );
        assert_eq!(
            case_warnings(&seen_today, &person(), &later, day("2026-07-14")),
            []
        );
    }

    #[test]
    fn missing_data_are_named_and_a_closed_case_is_silent() {
        let county = county(|_| {});
        let today = day("2026-07-15");
        let incomplete = Case {
            referring_body: None,
            household_id: None,
            ..case("process-support", "2026-07-15")
        };
        let unknown = Person {
            birth_date: None,
            gender: None,
            nationality: None,
            first_language: None,
            residence_status: None,
            ..person()
        };
        let fields = vec![
            MissingField::BirthDate,
            MissingField::Gender,
            MissingField::Nationality,
            MissingField::FirstLanguage,
            MissingField::ResidenceStatus,
            MissingField::ReferringBody,
            MissingField::Household,
        ];
        let warnings = case_warnings(&incomplete, &unknown, &county, today);
        assert_eq!(warnings, [CaseWarning::IncompleteData { fields }]);
        let closed = Case {
            state: CaseState::Closed,
            ..incomplete
        };
        assert_eq!(case_warnings(&closed, &unknown, &county, today), []);
    }
}
