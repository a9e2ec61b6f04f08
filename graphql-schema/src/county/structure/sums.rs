//! Sums of posts, exact in hundredths.

use async_graphql::{Enum, SimpleObject};
use kernel::locale::Locale;
use staffing::ServedPlace;
use tenants::{County, words::Family};

use super::{carrier_entry, municipality_entry, unit_entry};
use crate::{
    labels::{CodeListEntry, format_hundredths},
    texts::text,
};

/// The size of one or several posts.
#[derive(SimpleObject)]
pub struct PostSize {
    /// In hundredths of a full-time equivalent: 50 is half a post.
    centi_fte: u32,
    /// In full-time equivalents as people write them: `10,66` in German, `10.66` in English.
    formatted: String,
}

impl PostSize {
    pub(super) fn new(centi_fte: u32, locale: Locale) -> Self {
        Self {
            centi_fte,
            formatted: format_hundredths(locale, centi_fte.into()),
        }
    }
}

/// The posts of one module as a table: one row for each place served, one column for each carrier.
#[derive(SimpleObject)]
pub struct ModulePosts {
    /// The module: 1, 2 or 3.
    module: u8,
    /// The county's word for it.
    label: String,
    /// All its posts together.
    total: PostSize,
    /// The columns: carriers with their sums.
    carriers: Vec<CarrierPosts>,
    /// The rows: places with their sums. Each post counts in one row, so rows add up to the total.
    places: Vec<PlacePosts>,
}

/// A column of the table: one carrier's posts.
#[derive(SimpleObject)]
pub struct CarrierPosts {
    /// The carrier.
    carrier: CodeListEntry,
    /// The kind of carrier.
    kind: Option<CodeListEntry>,
    /// Its posts together.
    total: PostSize,
}

/// A row of the table: the posts that serve one place.
#[derive(SimpleObject)]
pub struct PlacePosts {
    /// What kind of row it is.
    kind: PlaceKind,
    /// The key of the unit or the AGS of the municipality; null for the other kinds.
    key: Option<String>,
    /// The name of the place, or the word for the kind.
    label: String,
    /// All posts of the row.
    total: PostSize,
    /// Its posts by carrier, in the order of the module's `carriers`.
    by_carrier: Vec<PostSize>,
}

/// Kinds of rows in a table of posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum PlaceKind {
    /// One unit.
    Unit,
    /// One municipality.
    Municipality,
    /// Several places, or a part of a municipality.
    SeveralPlaces,
    /// The whole county.
    CountyWide,
}

impl ModulePosts {
    pub(super) fn new(posts: &staffing::ModulePosts, county: &County, locale: Locale) -> Self {
        let module = posts.module.number();
        let column = |sum: &staffing::CarrierSum| CarrierPosts {
            carrier: carrier_entry(county, locale, &sum.carrier),
            kind: county.carrier(&sum.carrier).map(|carrier| {
                CodeListEntry::of(county, locale, Family::CarrierKind, carrier.kind.as_str())
            }),
            total: PostSize::new(sum.centi_fte, locale),
        };
        Self {
            module,
            label: county.label(&format!("module-{module}"), locale).to_owned(),
            total: PostSize::new(posts.total_centi_fte, locale),
            carriers: posts.carriers.iter().map(column).collect(),
            places: posts
                .places
                .iter()
                .map(|row| PlacePosts::new(row, county, locale))
                .collect(),
        }
    }
}

impl PlacePosts {
    fn new(row: &staffing::PlaceSum, county: &County, locale: Locale) -> Self {
        let (kind, key, label) = match &row.place {
            ServedPlace::Unit(key) => {
                let entry = unit_entry(county, locale, key);
                (PlaceKind::Unit, Some(entry.key), entry.label)
            }
            ServedPlace::Municipality(ags) => {
                let entry = municipality_entry(county, ags);
                (PlaceKind::Municipality, Some(entry.key), entry.label)
            }
            ServedPlace::SeveralPlaces => (
                PlaceKind::SeveralPlaces,
                None,
                text(locale, "place-several", &[]),
            ),
            ServedPlace::CountyWide => (
                PlaceKind::CountyWide,
                None,
                text(locale, "place-county-wide", &[]),
            ),
        };
        let size = |centi_fte: &u32| PostSize::new(*centi_fte, locale);
        Self {
            kind,
            key,
            label,
            total: PostSize::new(row.total_centi_fte, locale),
            by_carrier: row.centi_fte_by_carrier.iter().map(size).collect(),
        }
    }
}
