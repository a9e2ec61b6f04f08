//! What the funding pays and what was granted, exact in cents.

use async_graphql::SimpleObject;
use kernel::locale::Locale;
use tenants::{
    County,
    model::{
        self,
        funding::{CostKind, RateBasis},
    },
    words::Family,
};

use super::sums::PostSize;
use crate::{
    Date,
    labels::{CodeListEntry, format_hundredths},
};

/// An amount of money in euro.
#[derive(SimpleObject)]
pub struct Money {
    /// In cents.
    cents: u64,
    /// In euro as people write it: `165.000,00` in German.
    formatted: String,
}

impl Money {
    fn new(cents: u64, locale: Locale) -> Self {
        Self {
            cents,
            formatted: format_hundredths(locale, cents),
        }
    }
}

/// What is paid for posts of a module.
#[derive(SimpleObject)]
pub struct FundingRate {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// The module whose posts it pays for.
    module: u8,
    /// Only posts with this function; null for all.
    function: Option<CodeListEntry>,
    /// What it pays for.
    cost: CodeListEntry,
    /// The amount.
    amount: Money,
    /// What the amount is paid for.
    per: CodeListEntry,
    /// The first day.
    valid_from: Date,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
    /// The key of the source; null if none states it.
    source: Option<String>,
}

impl FundingRate {
    pub(super) fn new(rate: &model::funding::FundingRate, county: &County, locale: Locale) -> Self {
        let cost = match rate.cost {
            CostKind::Staff => "staff",
            CostKind::Material => "material",
        };
        let per = match rate.per {
            RateBasis::PostYear => "post-year",
            RateBasis::HalfPostYear => "half-post-year",
            RateBasis::HalfPost => "half-post",
        };
        let function = |key: &model::keys::FunctionKey| {
            CodeListEntry::of(county, locale, Family::Function, key.as_str())
        };
        Self {
            key: rate.key.to_string(),
            name: rate.name.get(locale).to_owned(),
            module: rate.module.number(),
            function: rate.function.as_ref().map(function),
            cost: CodeListEntry::of_platform(locale, "cost-kind", cost),
            amount: Money::new(rate.amount_cents, locale),
            per: CodeListEntry::of_platform(locale, "rate-basis", per),
            valid_from: rate.valid_from.into(),
            valid_to: rate.valid_to.map(Date::from),
            source: rate.source.as_ref().map(ToString::to_string),
        }
    }
}

/// What can be claimed beside posts.
#[derive(SimpleObject)]
pub struct FundingItem {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// The module that pays it.
    module: u8,
    /// How many are paid in a year at most.
    units_per_year_max: u32,
    /// The highest amount for each.
    amount_max: Money,
    /// The cap for a year.
    cap_per_year: Money,
    /// The key of the source; null if none states it.
    source: Option<String>,
}

impl FundingItem {
    pub(super) fn new(item: &model::funding::FundingItem, locale: Locale) -> Self {
        Self {
            key: item.key.to_string(),
            name: item.name.get(locale).to_owned(),
            module: item.module.number(),
            units_per_year_max: item.units_per_year_max,
            amount_max: Money::new(item.amount_cents_max, locale),
            cap_per_year: Money::new(item.cap_cents_per_year(), locale),
            source: item.source.as_ref().map(ToString::to_string),
        }
    }
}

/// A grant for the posts of a period, as the county received it.
#[derive(SimpleObject)]
pub struct Grant {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// The key of the rate by which it was granted.
    rate: String,
    /// The first day.
    valid_from: Date,
    /// The last day.
    valid_to: Date,
    /// The posts paid for, as stated.
    posts: PostSize,
    /// The amount as stated.
    amount: Money,
    /// The amount as it follows from the rate and the posts of each month.
    derived_amount: Option<Money>,
    /// Under which condition it must be paid back.
    repayment: Option<String>,
    /// The key of the source; null if none states it.
    source: Option<String>,
}

impl Grant {
    pub(super) fn new(grant: &model::funding::Grant, county: &County, locale: Locale) -> Self {
        Self {
            key: grant.key.to_string(),
            name: grant.name.get(locale).to_owned(),
            rate: grant.rate.to_string(),
            valid_from: grant.valid_from.into(),
            valid_to: grant.valid_to.into(),
            posts: PostSize::new(grant.centi_fte, locale),
            amount: Money::new(grant.amount_cents, locale),
            derived_amount: county
                .grant_cents(grant)
                .map(|cents| Money::new(cents, locale)),
            repayment: grant
                .repayment
                .as_ref()
                .map(|text| text.get(locale).to_owned()),
            source: grant.source.as_ref().map(ToString::to_string),
        }
    }
}
