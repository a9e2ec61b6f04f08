//! Posts and where they serve.

use async_graphql::SimpleObject;
use chrono::NaiveDate;
use kernel::{
    keys::{CarrierKey, PostKey, UnitKey},
    locale::Locale,
};
use tenants::{County, model, words::Family};

use super::{municipality_entries, sums::PostSize};
use crate::{Date, labels::CodeListEntry};

/// A funded position; never its holder.
#[derive(SimpleObject)]
pub struct Post {
    /// The stable key.
    key: String,
    /// What it is called.
    title: String,
    /// The funding module: 1 coordination, 2 case management, 3 authorities.
    module: u8,
    /// Its size.
    size: PostSize,
    /// Who employs it.
    carrier: CodeListEntry,
    /// The units it serves.
    units: Vec<CodeListEntry>,
    /// Whether it serves the whole county.
    county_wide: bool,
    /// All municipalities it serves, be it by name, through its units or county-wide.
    municipalities: Vec<CodeListEntry>,
    /// What it is there for.
    functions: Vec<CodeListEntry>,
    /// The first day.
    valid_from: Date,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
}

/// Where posts are read from: a county on a day, in the reader's language.
pub(in crate::county) struct PostSource<'a> {
    pub(in crate::county) county: &'a County,
    pub(in crate::county) locale: Locale,
    pub(in crate::county) on: NaiveDate,
}

impl PostSource<'_> {
    /// The post with that key, in its latest version if it is not valid on the day.
    pub(in crate::county) fn post(&self, key: &PostKey) -> Option<Post> {
        let post = self
            .county
            .post_at(key, self.on)
            .or_else(|| self.county.post(key))?;
        Some(self.of(post))
    }

    /// A post of the configuration as the schema shows it.
    pub(in crate::county) fn of(&self, post: &model::structure::Post) -> Post {
        let function = |key: &model::keys::FunctionKey| {
            CodeListEntry::of(self.county, self.locale, Family::Function, key.as_str())
        };
        Post {
            key: post.key.to_string(),
            title: post.title.get(self.locale).to_owned(),
            module: post.module.number(),
            size: PostSize::new(post.centi_fte, self.locale),
            carrier: carrier_entry(self.county, self.locale, &post.carrier),
            units: post
                .places
                .units
                .iter()
                .map(|key| unit_entry(self.county, self.locale, key))
                .collect(),
            county_wide: post.places.county_wide,
            municipalities: municipality_entries(
                self.county,
                self.county.municipalities_served(post, self.on),
            ),
            functions: post.functions.iter().map(function).collect(),
            valid_from: post.valid_from.into(),
            valid_to: post.valid_to.map(Date::from),
        }
    }
}

/// A carrier as an entry of a list: key and name.
pub(in crate::county) fn carrier_entry(
    county: &County,
    locale: Locale,
    key: &CarrierKey,
) -> CodeListEntry {
    let name = county.carrier(key).map(|carrier| carrier.name.get(locale));
    CodeListEntry {
        key: key.to_string(),
        label: name.unwrap_or(key.as_str()).to_owned(),
    }
}

/// A unit as an entry of a list: key and name.
pub(in crate::county) fn unit_entry(
    county: &County,
    locale: Locale,
    key: &UnitKey,
) -> CodeListEntry {
    let name = county.unit(key).map(|unit| unit.name.get(locale));
    CodeListEntry {
        key: key.to_string(),
        label: name.unwrap_or(key.as_str()).to_owned(),
    }
}
