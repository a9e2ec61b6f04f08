//! What a person's data must be to be taken.

use chrono::{Months, NaiveDate};
use kernel::errors::Failure;
use sea_orm::Set;
use tenants::{
    County,
    model::keys::{LanguageCode, MunicipalityAgs, ProgrammeKey},
};

use crate::{
    check_input::InputCheck,
    model::{
        PersonDetails, fold_name,
        limits::{AGE_YEARS_MAX, NAME_LENGTH_MAX, REASON_LENGTH_MAX},
    },
    tables::persons,
};

/// The columns that the details fill, or every problem with them.
pub(crate) fn check_person(
    county: &County,
    details: &PersonDetails,
    today: NaiveDate,
) -> Result<persons::ActiveModel, Failure> {
    let mut check = InputCheck::default();
    let given_name = check.required_text("givenName", &details.given_name, NAME_LENGTH_MAX);
    let family_name = check.required_text("familyName", &details.family_name, NAME_LENGTH_MAX);
    let language = details.first_language.as_deref();
    let first_language: Option<LanguageCode> =
        check.optional_key("firstLanguage", language, |key| {
            county.languages().iter().any(|l| l.key == *key)
        });
    let ags = details.municipality.as_deref();
    let municipality_ags: Option<MunicipalityAgs> =
        check.optional_key("municipality", ags, |ags| {
            county.municipality(ags).is_some()
        });
    let nationality = check.optional_key("nationality", details.nationality.as_deref(), |_| true);
    check_dates(&mut check, details, today);
    check.text("reason", &details.reason, REASON_LENGTH_MAX);
    for programme in &details.programmes {
        check.key("programmes", programme, |key: &ProgrammeKey| {
            county.programmes().iter().any(|known| known.key == *key)
        });
    }
    check.finish()?;
    Ok(persons::ActiveModel {
        name_search: Set(fold_name(&format!("{family_name} {given_name}"))),
        given_name: Set(given_name),
        family_name: Set(family_name),
        birth_date: Set(details.birth_date),
        gender: Set(details.gender),
        nationality: Set(nationality),
        first_language: Set(first_language),
        interpreter_needed: Set(details.interpreter_needed),
        municipality_ags: Set(municipality_ags),
        residence_status: Set(details.residence_status),
        arrived_on: Set(details.arrived_on),
        refugee: Set(details.refugee),
        special_need: Set(details.special_need),
        good_chances: Set(details.good_chances),
        ..Default::default()
    })
}

fn check_dates(check: &mut InputCheck, details: &PersonDetails, today: NaiveDate) {
    let oldest = today - Months::new(12 * AGE_YEARS_MAX);
    if let Some(birth_date) = details.birth_date {
        check.past_date("birthDate", birth_date, oldest, today);
    }
    if let Some(arrived_on) = details.arrived_on {
        check.past_date(
            "arrivedOn",
            arrived_on,
            details.birth_date.unwrap_or(oldest),
            today,
        );
    }
}
