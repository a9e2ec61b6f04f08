//! Synthetic persons and households.

use chrono::{Days, Months, NaiveDate};
use kernel::ids::AccountId;
use tenants::{
    County,
    model::keys::{LanguageCode, MunicipalityAgs, ProgrammeKey},
};

use super::{
    chance::Chance,
    insert::Rows,
    origins::{ORIGINS, Origin, Stay},
};
use crate::{
    model::{
        Gender, HouseholdId, HouseholdRole, MembershipId, PersonId, ProgrammePeriodId,
        ResidenceStatus, fold_name,
    },
    tables::{household_members, households, person_programmes, persons},
};

/// The day from which households stand together: when they came, or a common earlier day.
const HOUSEHOLD_SINCE_MONTHS_MAX: u32 = 24;

/// Makes families for one county.
pub(super) struct Families {
    /// Origins whose people speak a language of the county's list.
    origins: Vec<(&'static Origin, Vec<LanguageCode>)>,
    fallback: LanguageCode,
    programmes: Vec<ProgrammeKey>,
    registered_by: AccountId,
}

/// The client of a case.
pub(super) struct Client {
    pub(super) id: PersonId,
    pub(super) household_id: Option<HouseholdId>,
    pub(super) language: LanguageCode,
    pub(super) interpreter_needed: bool,
}

/// What the members of a family share.
struct Background<'a> {
    origin: &'static Origin,
    languages: &'a [LanguageCode],
    family_name: &'static str,
    municipality: &'a MunicipalityAgs,
    registered_on: NaiveDate,
    arrived_on: Option<NaiveDate>,
    residence_status: Option<ResidenceStatus>,
}

impl Families {
    /// `None` if the county offers no language.
    pub(super) fn build(county: &County, registered_by: AccountId) -> Option<Self> {
        let offered: Vec<&LanguageCode> =
            county.languages().iter().map(|entry| &entry.key).collect();
        let spoken = |origin: &Origin| -> Vec<LanguageCode> {
            let languages = offered
                .iter()
                .filter(|key| origin.languages.contains(&key.as_str()));
            languages.map(|key| (*key).clone()).collect()
        };
        let fallback = (*offered.first()?).clone();
        let origins = ORIGINS
            .iter()
            .map(|origin| (origin, spoken(origin)))
            .collect();
        Some(Self {
            origins,
            fallback,
            programmes: county
                .programmes()
                .iter()
                .map(|entry| entry.key.clone())
                .collect(),
            registered_by,
        })
    }

    /// A client, registered on that day, in most cases with a household.
    pub(super) fn make(
        &self,
        chance: &mut Chance,
        municipality: &MunicipalityAgs,
        registered_on: NaiveDate,
        rows: &mut Rows,
    ) -> Client {
        let (origin, languages) = chance.weighted(&self.origins, |(origin, _)| origin.weight);
        let family_name = *chance.one_of(origin.names.family);
        let arrived_on = arrival(chance, origin.stay, registered_on);
        let residence_status = residence_status(chance, origin.stay);
        let background = Background {
            origin,
            languages,
            family_name,
            municipality,
            registered_on,
            arrived_on,
            residence_status,
        };
        let age = *chance.weighted(
            &[(22, 25), (30, 35), (40, 25), (52, 12), (66, 3)],
            |(_, weight)| *weight,
        );
        let age = chance.between(age.0 - 4, age.0 + 5);
        let client = self.person(chance, &background, None, age, rows);
        let household_id = chance
            .percent(60)
            .then(|| self.household(chance, &background, &client, age, rows));
        let language = client
            .first_language
            .clone()
            .unwrap_or_else(|| self.fallback.clone());
        Client {
            id: client.id,
            household_id,
            language,
            interpreter_needed: client.interpreter_needed,
        }
    }

    fn household(
        &self,
        chance: &mut Chance,
        background: &Background<'_>,
        client: &persons::Model,
        age: u32,
        rows: &mut Rows,
    ) -> HouseholdId {
        let id = HouseholdId(chance.id(client.created_at));
        let months = chance.between(1, HOUSEHOLD_SINCE_MONTHS_MAX);
        let since = background.registered_on - Months::new(months);
        rows.households.push(households::Model {
            id,
            name: format!("Familie {}", background.family_name),
            version: 1,
            registered_by: self.registered_by,
            created_at: client.created_at,
        });
        let join = |chance: &mut Chance, rows: &mut Rows, person: &persons::Model, role| {
            let born = person.birth_date.unwrap_or(since);
            rows.household_members.push(household_members::Model {
                id: MembershipId(chance.id(client.created_at)),
                household_id: id,
                person_id: person.id,
                role,
                valid_from: since.max(born),
                valid_to: None,
            });
        };
        join(chance, rows, client, HouseholdRole::Adult);
        if chance.percent(70) {
            let other = match client.gender {
                Some(Gender::Female) => Gender::Male,
                _ => Gender::Female,
            };
            let partner_age = chance.between(age.max(20) - 2, age.max(20) + 4);
            let partner = self.person(chance, background, Some(other), partner_age, rows);
            join(chance, rows, &partner, HouseholdRole::Partner);
        }
        let oldest = age.saturating_sub(20).min(17);
        let children = if age < 20 {
            0
        } else {
            *chance.weighted(&[0, 1, 2, 3, 4], |n| [15, 30, 30, 17, 8][*n as usize])
        };
        for _ in 0..children {
            let child_age = chance.below(oldest + 1);
            let child = self.person(chance, background, None, child_age, rows);
            join(chance, rows, &child, HouseholdRole::Child);
        }
        id
    }

    fn person(
        &self,
        chance: &mut Chance,
        background: &Background<'_>,
        gender: Option<Gender>,
        age: u32,
        rows: &mut Rows,
    ) -> persons::Model {
        let gender = gender.unwrap_or(if chance.percent(52) {
            Gender::Female
        } else {
            Gender::Male
        });
        let names = background.origin.names;
        let given_name = *chance.one_of(if gender == Gender::Female {
            names.female
        } else {
            names.male
        });
        let birthday =
            background.registered_on - Months::new(12 * age) - Days::new(chance.below(365).into());
        let first_language = match background.languages {
            [] => None,
            [only] => Some(only),
            [common, others @ ..] => Some(if chance.percent(75) {
                common
            } else {
                chance.one_of(others)
            }),
        };
        let created_at = chance.instant(background.registered_on);
        let person = persons::Model {
            id: PersonId(chance.id(created_at)),
            given_name: given_name.to_owned(),
            family_name: background.family_name.to_owned(),
            name_search: fold_name(&format!("{} {given_name}", background.family_name)),
            birth_date: (!chance.percent(2)).then_some(birthday),
            gender: (!chance.percent(2)).then_some(gender),
            nationality: if chance.percent(3) {
                None
            } else {
                background.origin.country.parse().ok()
            },
            first_language: first_language.filter(|_| !chance.percent(3)).cloned(),
            interpreter_needed: age >= 14 && chance.percent(45),
            municipality_ags: Some(background.municipality.clone()),
            residence_status: background.residence_status.filter(|_| !chance.percent(5)),
            arrived_on: background
                .arrived_on
                .map(|arrived_on| arrived_on.max(birthday)),
            refugee: matches!(background.origin.stay, Stay::Temporary | Stay::Asylum)
                && !chance.percent(5),
            special_need: chance.percent(8),
            good_chances: age >= 16 && chance.percent(25),
            version: 1,
            registered_by: self.registered_by,
            created_at,
            updated_at: created_at,
        };
        if let [first, ..] = &*self.programmes
            && age >= 12
            && chance.percent(15)
        {
            let programme = if chance.percent(50) {
                first
            } else {
                chance.one_of(&self.programmes)
            };
            rows.programmes.push(person_programmes::Model {
                id: ProgrammePeriodId(chance.id(created_at)),
                person_id: person.id,
                programme: programme.clone(),
                valid_from: background.registered_on,
                valid_to: None,
            });
        }
        rows.persons.push(person.clone());
        person
    }
}

/// People come for advice in the first years, those who settled long ago too.
fn arrival(chance: &mut Chance, stay: Stay, before: NaiveDate) -> Option<NaiveDate> {
    let months_max = match stay {
        Stay::Temporary => 40,
        Stay::Asylum => 100,
        Stay::Eu => 120,
        Stay::Settled => 360,
    };
    let months = chance.between(1, months_max);
    (!chance.percent(6)).then(|| before - Months::new(months))
}

fn residence_status(chance: &mut Chance, stay: Stay) -> Option<ResidenceStatus> {
    use ResidenceStatus::{
        AsylumSeeker, EuFreeMovement, German, HumanitarianPermit, Other, ResidencePermit,
        SettlementPermit, TemporaryProtection, Tolerated,
    };
    let likely: &[(ResidenceStatus, u32)] = match stay {
        Stay::Eu => &[(EuFreeMovement, 96), (German, 2), (Other, 2)],
        Stay::Temporary => &[(TemporaryProtection, 92), (ResidencePermit, 8)],
        Stay::Asylum => &[
            (HumanitarianPermit, 58),
            (AsylumSeeker, 18),
            (Tolerated, 14),
            (SettlementPermit, 8),
            (German, 2),
        ],
        Stay::Settled => &[
            (ResidencePermit, 48),
            (SettlementPermit, 36),
            (German, 10),
            (Tolerated, 6),
        ],
    };
    Some(chance.weighted(likely, |(_, weight)| *weight).0)
}
