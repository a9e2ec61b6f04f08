//! Posts of a day and their totals.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::keys::{CarrierKey, PostKey, UnitKey};

use super::County;
use crate::model::{
    Dated, Module,
    keys::{FunctionKey, MunicipalityAgs},
    structure::{Carrier, CarrierKind, Post, PostSum},
};

/// Which posts are meant: those that match every condition that is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// Of this module.
    pub module: Option<Module>,
    /// Serving this unit; a post that serves several counts in each.
    pub unit: Option<UnitKey>,
    /// Of this carrier.
    pub carrier: Option<CarrierKey>,
    /// Of carriers of this kind.
    pub carrier_kind: Option<CarrierKind>,
    /// With this function.
    pub function: Option<FunctionKey>,
}

impl PostFilter {
    /// Every post of a module.
    pub fn module(module: Module) -> Self {
        Self {
            module: Some(module),
            ..Self::default()
        }
    }

    /// Only those that serve the unit.
    #[must_use]
    pub fn unit(mut self, unit: UnitKey) -> Self {
        self.unit = Some(unit);
        self
    }

    /// Only those of the carrier.
    #[must_use]
    pub fn carrier(mut self, carrier: CarrierKey) -> Self {
        self.carrier = Some(carrier);
        self
    }

    /// Only those of carriers of that kind.
    #[must_use]
    pub fn carrier_kind(mut self, kind: CarrierKind) -> Self {
        self.carrier_kind = Some(kind);
        self
    }

    /// Only those with the function.
    #[must_use]
    pub fn function(mut self, function: FunctionKey) -> Self {
        self.function = Some(function);
        self
    }

    /// The total of the posts that match on that day, in hundredths of a full-time equivalent.
    pub(crate) fn total_centi_fte(
        &self,
        posts: &[Post],
        carriers: &[Carrier],
        date: NaiveDate,
    ) -> u32 {
        posts
            .iter()
            .filter(|post| post.is_valid_at(date) && self.matches(post, carriers, date))
            .map(|post| post.centi_fte)
            .sum()
    }

    fn matches(&self, post: &Post, carriers: &[Carrier], date: NaiveDate) -> bool {
        let is_kind = |kind: &CarrierKind| {
            carriers.iter().any(|carrier| {
                carrier.key == post.carrier && carrier.kind == *kind && carrier.is_valid_at(date)
            })
        };
        self.module.is_none_or(|module| module == post.module)
            && self
                .unit
                .as_ref()
                .is_none_or(|unit| post.places.units.contains(unit))
            && self
                .carrier
                .as_ref()
                .is_none_or(|carrier| *carrier == post.carrier)
            && self.carrier_kind.as_ref().is_none_or(is_kind)
            && self
                .function
                .as_ref()
                .is_none_or(|function| post.functions.contains(function))
    }
}

impl From<&PostSum> for PostFilter {
    fn from(sum: &PostSum) -> Self {
        Self {
            module: sum.module,
            unit: sum.unit.clone(),
            carrier: sum.carrier.clone(),
            carrier_kind: sum.carrier_kind,
            function: sum.function.clone(),
        }
    }
}

impl County {
    /// The posts of that day.
    pub fn posts_at(&self, date: NaiveDate) -> impl Iterator<Item = &Post> {
        self.posts()
            .iter()
            .filter(move |post| post.is_valid_at(date))
    }

    /// A post as it is on that day.
    pub fn post_at(&self, key: &PostKey, date: NaiveDate) -> Option<&Post> {
        self.posts_at(date).find(|post| post.key == *key)
    }

    /// The posts of that day that match the filter.
    pub fn posts_matching(
        &self,
        filter: &PostFilter,
        date: NaiveDate,
    ) -> impl Iterator<Item = &Post> {
        self.posts_at(date)
            .filter(move |post| filter.matches(post, self.carriers(), date))
    }

    /// The total of the posts that match on that day, in hundredths of a full-time equivalent.
    pub fn post_total_centi_fte(&self, filter: &PostFilter, date: NaiveDate) -> u32 {
        filter.total_centi_fte(self.posts(), self.carriers(), date)
    }

    /// The municipalities that a post serves on that day, in the county's order: those it
    /// names, those of its units and city districts, or all if it serves the whole county.
    pub fn municipalities_served(&self, post: &Post, date: NaiveDate) -> Vec<&MunicipalityAgs> {
        let places = &post.places;
        let units: Vec<_> = self
            .units_at(date)
            .filter(|unit| places.units.contains(&unit.key))
            .collect();
        let named: BTreeSet<_> = units
            .iter()
            .flat_map(|unit| &unit.municipalities)
            .chain(&places.municipalities)
            .collect();
        let districts: BTreeSet<_> = units
            .iter()
            .flat_map(|unit| &unit.city_districts)
            .chain(&places.city_districts)
            .collect();
        self.municipalities()
            .iter()
            .filter(|municipality| {
                places.county_wide
                    || named.contains(&municipality.ags)
                    || municipality
                        .city_districts
                        .iter()
                        .any(|d| districts.contains(&d.key))
            })
            .map(|municipality| &municipality.ags)
            .collect()
    }
}
