//! Bodies: where findings are discussed and decisions are made.

use async_graphql::SimpleObject;
use kernel::locale::Locale;
use tenants::{
    County,
    model::{self, bodies::Frequency},
    words::Family,
};

use super::{carrier_entry, municipality_entries, unit_entry};
use crate::{Date, labels::CodeListEntry};

/// A body: where findings are discussed and decisions are made.
#[derive(SimpleObject)]
pub struct Body {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// What kind of body it is.
    kind: CodeListEntry,
    /// Whether it is there for the whole county.
    county_wide: bool,
    /// The units it is there for.
    units: Vec<CodeListEntry>,
    /// The municipalities it is there for.
    municipalities: Vec<CodeListEntry>,
    /// How often it meets.
    frequency: CodeListEntry,
    /// The function that chairs it; null if the sources do not say.
    chair: Option<String>,
    /// The carrier that manages its business; null if the sources do not say.
    managed_by: Option<CodeListEntry>,
    /// Its members as organisations or functions.
    members: Vec<String>,
    /// The first day; null if it is not known.
    valid_from: Option<Date>,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
}

impl Body {
    pub(super) fn new(body: &model::bodies::Body, county: &County, locale: Locale) -> Self {
        let frequency = frequency_key(body.frequency);
        Self {
            key: body.key.to_string(),
            name: body.name.get(locale).to_owned(),
            kind: CodeListEntry::of(county, locale, Family::BodyKind, body.kind.as_str()),
            county_wide: body.places.county_wide,
            units: body
                .places
                .units
                .iter()
                .map(|key| unit_entry(county, locale, key))
                .collect(),
            municipalities: municipality_entries(county, &body.places.municipalities),
            frequency: CodeListEntry::of_platform(locale, "frequency", frequency),
            chair: body
                .chair
                .as_ref()
                .map(|chair| chair.get(locale).to_owned()),
            managed_by: body
                .managed_by
                .as_ref()
                .map(|key| carrier_entry(county, locale, key)),
            members: body
                .members
                .iter()
                .map(|member| member.get(locale).to_owned())
                .collect(),
            valid_from: body.valid_from.map(Date::from),
            valid_to: body.valid_to.map(Date::from),
        }
    }
}

fn frequency_key(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Weekly => "weekly",
        Frequency::Fortnightly => "fortnightly",
        Frequency::Monthly => "monthly",
        Frequency::EveryTwoMonths => "every-two-months",
        Frequency::Quarterly => "quarterly",
        Frequency::TwiceAYear => "twice-a-year",
        Frequency::Yearly => "yearly",
        Frequency::AsNeeded => "as-needed",
        Frequency::NotStated => "not-stated",
    }
}
