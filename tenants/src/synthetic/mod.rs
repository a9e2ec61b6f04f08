//! Counties of a demo of the whole state. Municipalities and inhabitants are those of the official list; everything
//! else is invented after the kinds of structure that occur: districts shared with welfare associations, regional
//! teams of several employers, no units at all, the social areas of a city.
//!
//! What a county gets follows from its official number alone, so that every demo has the same state. Lists of
//! case work are those of a model county, since words and periods are not what the kinds differ in.

mod structure;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{access::Role, keys::TenantKey};
use serde::Serialize;

use crate::{
    county::{County, CountyFiles},
    files::FileKind,
    model::{
        LocalText, Places,
        bodies::{BodiesFile, Body, BodyKind, Frequency},
        funding::FundingFile,
        identity::{CityDistrict, CountyFile, CountyKind, Features, Municipality, SCHEMA_VERSION},
        keys::CountyAgs,
        labels::LabelsFile,
        roles::{GroupRoles, RolesFile},
        sources::{Assumption, SourcesFile},
        structure::{CarrierKind, StructureFile},
    },
    open_data::{OfficialMunicipality, municipalities_of},
};

use structure::{SOCIAL_AREAS, draw_structure};

/// How integration management is organised below the county.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Districts, case management shared with welfare associations.
    Districts,
    /// Regional teams of the integration centre and of municipalities that employ for all.
    Teams,
    /// No units; posts follow the foreign residents of each municipality.
    WithoutUnits,
    /// Social areas of a city.
    City,
}

impl Kind {
    /// The kind of a county with that number and so many municipalities.
    fn of(ags: &CountyAgs, municipalities: usize) -> Self {
        if municipalities == 1 {
            return Self::City;
        }
        match number(ags) / 2 % 3 {
            0 => Self::Districts,
            1 => Self::Teams,
            _ => Self::WithoutUnits,
        }
    }
}

fn number(ags: &CountyAgs) -> u32 {
    ags.as_str()
        .parse()
        .expect("an official number consists of digits")
}

/// The first day of the invented structures.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day of the calendar")
}

fn words(de: impl Into<String>, en: impl Into<String>) -> LocalText {
    LocalText {
        de: de.into(),
        en: Some(en.into()),
    }
}

/// The files of a county of the official list, by name; none if there is no county with that number.
pub fn synthetic_county(ags: &CountyAgs, model: &County) -> Option<BTreeMap<String, String>> {
    let municipalities: Vec<_> = municipalities_of(ags).collect();
    let kind = Kind::of(ags, municipalities.len());
    let name = &municipalities.first()?.county_name;
    let structure = draw_structure(ags, kind, &municipalities);
    let model = model.files();
    let files = CountyFiles {
        county: identity(ags, name, kind, &municipalities),
        bodies: bodies(),
        roles: roles(&structure),
        structure,
        funding: FundingFile {
            rates: Vec::new(),
            items: Vec::new(),
            grants: Vec::new(),
        },
        casework: model.casework.clone(),
        labels: labels(kind),
        sources: SourcesFile {
            sources: model.sources.sources.clone(),
            assumptions: vec![invented()],
        },
    };
    Some(as_texts(&files))
}

/// JSON is YAML, too.
fn as_texts(files: &CountyFiles) -> BTreeMap<String, String> {
    fn text(file: &impl Serialize) -> String {
        serde_json::to_string_pretty(file)
            .expect("configuration has no maps with keys that are no texts")
    }
    FileKind::ALL
        .into_iter()
        .map(|kind| {
            let content = match kind {
                FileKind::County => text(&files.county),
                FileKind::Structure => text(&files.structure),
                FileKind::Funding => text(&files.funding),
                FileKind::Casework => text(&files.casework),
                FileKind::Bodies => text(&files.bodies),
                FileKind::Labels => text(&files.labels),
                FileKind::Roles => text(&files.roles),
                FileKind::Sources => text(&files.sources),
            };
            (kind.file_name(), content)
        })
        .collect()
}

fn identity(
    ags: &CountyAgs,
    name: &str,
    kind: Kind,
    municipalities: &[&OfficialMunicipality],
) -> CountyFile {
    let districts = |kind| match kind {
        Kind::City => SOCIAL_AREAS
            .iter()
            .map(|(key, de, en)| CityDistrict {
                key: key.parse().expect("a key"),
                name: words(*de, *en),
            })
            .collect(),
        _ => Vec::new(),
    };
    let municipality = |official: &&OfficialMunicipality| Municipality {
        ags: official.ags.clone(),
        name: official.name.clone(),
        own_foreigners_authority: (kind == Kind::City).then_some(true),
        own_youth_office: None,
        integration_council: None,
        city_districts: districts(kind),
    };
    CountyFile {
        schema_version: SCHEMA_VERSION,
        key: key_of(name),
        ags: ags.clone(),
        name: full_name(name, kind),
        kind: match kind {
            Kind::City => CountyKind::CountyLevelCity,
            _ if name.starts_with("Städteregion") => CountyKind::CityRegion,
            _ => CountyKind::County,
        },
        municipalities: municipalities.iter().map(municipality).collect(),
        features: Features {
            position_shares: kind == Kind::WithoutUnits,
            households_first: kind == Kind::Districts,
            ..Features::default()
        },
    }
}

/// `Märkischer Kreis` becomes `maerkischer-kreis`.
fn key_of(name: &str) -> TenantKey {
    let mut key = String::with_capacity(name.len());
    for letter in name.to_lowercase().chars() {
        match letter {
            'ä' => key.push_str("ae"),
            'ö' => key.push_str("oe"),
            'ü' => key.push_str("ue"),
            'ß' => key.push_str("ss"),
            'a'..='z' | '0'..='9' => key.push(letter),
            _ => key.push('-'),
        }
    }
    key.parse().expect("names of counties make keys")
}

/// The list names counties by the name alone, where that is not a word of its own.
fn full_name(name: &str, kind: Kind) -> LocalText {
    let is_whole = name.to_lowercase().contains("kreis") || name.starts_with("Städteregion");
    match kind {
        Kind::City => words(format!("Stadt {name}"), format!("City of {name}")),
        _ if is_whole => words(name, name),
        _ => words(format!("Kreis {name}"), format!("County of {name}")),
    }
}

fn labels(kind: Kind) -> LabelsFile {
    let [unit, units] = match kind {
        Kind::Districts => [words("Bezirk", "District"), words("Bezirke", "Districts")],
        Kind::Teams => [
            words("Regionalteam", "Regional team"),
            words("Regionalteams", "Regional teams"),
        ],
        Kind::City => [
            words("Sozialraum", "Social area"),
            words("Sozialräume", "Social areas"),
        ],
        Kind::WithoutUnits => {
            return LabelsFile {
                labels: BTreeMap::new(),
            };
        }
    };
    let labels = [("unit", unit), ("units", units)];
    LabelsFile {
        labels: labels
            .into_iter()
            .map(|(key, text)| (key.parse().expect("a key"), text))
            .collect(),
    }
}

fn bodies() -> BodiesFile {
    let body = |key: &str, name, kind, frequency| Body {
        key: key.parse().expect("a key"),
        name,
        kind,
        places: Places {
            county_wide: true,
            ..Places::default()
        },
        frequency,
        chair: None,
        managed_by: None,
        members: Vec::new(),
        valid_from: None,
        valid_to: None,
    };
    BodiesFile {
        bodies: vec![
            body(
                "lenkungsgruppe",
                words("Lenkungsgruppe", "Steering group"),
                BodyKind::SteeringGroup,
                Frequency::TwiceAYear,
            ),
            body(
                "teambesprechung",
                words("Teambesprechung", "Team meeting"),
                BodyKind::TeamMeeting,
                Frequency::Weekly,
            ),
        ],
    }
}

fn roles(structure: &StructureFile) -> RolesFile {
    let group = |name: String, role| GroupRoles {
        group: name,
        roles: vec![role],
        custom_roles: Vec::new(),
        units: Vec::new(),
        carriers: Vec::new(),
    };
    let mut groups = vec![group("kim-leitung".to_owned(), Role::KimLead)];
    groups.extend(structure.units.iter().map(|unit| GroupRoles {
        units: vec![unit.key.clone()],
        ..group(format!("kim-koordination-{}", unit.key), Role::Coordinator)
    }));
    for carrier in &structure.carriers {
        let role = match carrier.kind {
            CarrierKind::CountyOffice => Role::AuthorityOfficer,
            _ => Role::CaseManager,
        };
        groups.push(GroupRoles {
            carriers: vec![carrier.key.clone()],
            ..group(format!("kim-{}", carrier.key), role)
        });
    }
    groups.extend([
        group("kim-verwaltung".to_owned(), Role::AdminAssistant),
        group("kim-gremien".to_owned(), Role::BodyMember),
        group("it".to_owned(), Role::ItAdmin),
        group("datenschutz".to_owned(), Role::PrivacyOfficer),
    ]);
    RolesFile {
        groups,
        custom_roles: Vec::new(),
    }
}

fn invented() -> Assumption {
    Assumption {
        concerns: vec![
            "structure".to_owned(),
            "bodies".to_owned(),
            "casework".to_owned(),
        ],
        text: words(
            "Aufbau, Stellen und Gremien sind für die Vorführung erfunden; nur Gemeinden und Einwohnerzahlen sind amtlich.",
            "Structure, posts and bodies are invented for the demo; only municipalities and inhabitants are official.",
        ),
        source: None,
    }
}
