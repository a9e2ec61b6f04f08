//! The aggregate and the questions about its places and lists.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use chrono::NaiveDate;
use kernel::keys::{CarrierKey, PostKey, TenantKey, UnitKey};

use super::labels::{Labels, build_labels};
use crate::{
    check::{CheckReport, check_and_build, read_folder},
    model::{
        Dated, LocalText,
        bodies::{BodiesFile, Body},
        casework::{CaseworkFile, Constellation, Entry, LegalField},
        funding::{FundingFile, FundingItem, FundingRate, Grant, derive_grant_cents},
        identity::{CountyFile, CountyKind, Features, Municipality},
        keys::{
            BodyKey, ChannelKey, ConstellationKey, CountyAgs, LanguageCode, LifeAreaKey,
            MunicipalityAgs, PhaseKey, ProgrammeKey, ReferringBodyKey, StageKey,
        },
        labels::LabelsFile,
        retention::{DataKind, RetentionRule},
        roles::RolesFile,
        sources::{Assumption, Source, SourcesFile},
        structure::{Carrier, Post, StructureFile, Unit},
    },
};

/// The files of a county, read and typed but not checked against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyFiles {
    /// `county.yaml`
    pub county: CountyFile,
    /// `structure.yaml`
    pub structure: StructureFile,
    /// `funding.yaml`
    pub funding: FundingFile,
    /// `casework.yaml`
    pub casework: CaseworkFile,
    /// `bodies.yaml`
    pub bodies: BodiesFile,
    /// `labels.yaml`
    pub labels: LabelsFile,
    /// `roles.yaml`
    pub roles: RolesFile,
    /// `sources.yaml`
    pub sources: SourcesFile,
}

/// A county whose files passed the check. Share it in an `Arc`.
///
/// Keys may come in several versions that follow each other in time (a post that changes its
/// carrier). Methods with a date answer for that day; those without give the latest version, so
/// that a key found in old records always has a name.
#[derive(Debug)]
pub struct County {
    pub(super) files: CountyFiles,
    pub(super) labels: Labels,
    report: CheckReport,
    municipalities: HashMap<MunicipalityAgs, usize>,
    units: HashMap<UnitKey, usize>,
    carriers: HashMap<CarrierKey, usize>,
    posts: HashMap<PostKey, usize>,
    constellations: HashMap<ConstellationKey, usize>,
}

impl County {
    /// Loads a county's folder.
    ///
    /// # Errors
    /// The report that names every mistake of the files.
    pub fn load_folder(folder: &Path) -> Result<Self, CheckReport> {
        Self::from_files(&read_folder(folder)?)
    }

    /// Loads a county from the contents of its files by file name.
    ///
    /// # Errors
    /// The report that names every mistake of the files.
    pub fn from_files(files: &BTreeMap<String, String>) -> Result<Self, CheckReport> {
        check_and_build(files)
    }

    /// Indexes files that the check found without mistakes.
    pub(crate) fn build(files: CountyFiles, report: CheckReport) -> Self {
        let structure = &files.structure;
        let municipalities = &files.county.municipalities;
        Self {
            labels: build_labels(&files),
            municipalities: (0..)
                .zip(municipalities)
                .map(|(i, m)| (m.ags.clone(), i))
                .collect(),
            units: latest_versions(&structure.units, |unit| &unit.key),
            carriers: latest_versions(&structure.carriers, |carrier| &carrier.key),
            posts: latest_versions(&structure.posts, |post| &post.key),
            constellations: latest_versions(&files.casework.constellations, |c| &c.key),
            report,
            files,
        }
    }

    /// The files as they were read.
    pub fn files(&self) -> &CountyFiles {
        &self.files
    }

    /// The report of the check: no errors, perhaps warnings.
    pub fn report(&self) -> &CheckReport {
        &self.report
    }

    /// The tenant's key.
    pub fn key(&self) -> &TenantKey {
        &self.files.county.key
    }

    /// The name as people write it.
    pub fn name(&self) -> &LocalText {
        &self.files.county.name
    }

    /// The official number.
    pub fn ags(&self) -> &CountyAgs {
        &self.files.county.ags
    }

    /// The kind of county.
    pub fn kind(&self) -> CountyKind {
        self.files.county.kind
    }

    /// The feature switches.
    pub fn features(&self) -> &Features {
        &self.files.county.features
    }

    /// The municipalities, in the county's order.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.files.county.municipalities
    }

    /// The municipality with that number.
    pub fn municipality(&self, ags: &MunicipalityAgs) -> Option<&Municipality> {
        self.municipalities
            .get(ags)
            .and_then(|i| self.files.county.municipalities.get(*i))
    }

    /// The units of that day.
    pub fn units_at(&self, date: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.files
            .structure
            .units
            .iter()
            .filter(move |unit| unit.is_valid_at(date))
    }

    /// Whether the county has units on that day.
    pub fn has_units_at(&self, date: NaiveDate) -> bool {
        self.units_at(date).next().is_some()
    }

    /// The latest version of a unit.
    pub fn unit(&self, key: &UnitKey) -> Option<&Unit> {
        self.units
            .get(key)
            .and_then(|i| self.files.structure.units.get(*i))
    }

    /// A unit as it is on that day.
    pub fn unit_at(&self, key: &UnitKey, date: NaiveDate) -> Option<&Unit> {
        self.units_at(date).find(|unit| unit.key == *key)
    }

    /// The units to which a municipality belongs on that day, whole or in part; several if
    /// units overlap, none if the county has none.
    pub fn units_serving(
        &self,
        ags: &MunicipalityAgs,
        date: NaiveDate,
    ) -> impl Iterator<Item = &Unit> {
        let districts: Vec<_> = self
            .municipality(ags)
            .map(|municipality| municipality.city_districts.iter().map(|d| &d.key).collect())
            .unwrap_or_default();
        self.units_at(date).filter(move |unit| {
            unit.municipalities.contains(ags)
                || unit
                    .city_districts
                    .iter()
                    .any(|key| districts.contains(&key))
        })
    }

    /// All carriers in all versions.
    pub fn carriers(&self) -> &[Carrier] {
        &self.files.structure.carriers
    }

    /// The carriers of that day.
    pub fn carriers_at(&self, date: NaiveDate) -> impl Iterator<Item = &Carrier> {
        self.carriers()
            .iter()
            .filter(move |carrier| carrier.is_valid_at(date))
    }

    /// The latest version of a carrier.
    pub fn carrier(&self, key: &CarrierKey) -> Option<&Carrier> {
        self.carriers.get(key).and_then(|i| self.carriers().get(*i))
    }

    /// A carrier as it is on that day.
    pub fn carrier_at(&self, key: &CarrierKey, date: NaiveDate) -> Option<&Carrier> {
        self.carriers_at(date).find(|carrier| carrier.key == *key)
    }

    /// All posts in all versions.
    pub fn posts(&self) -> &[Post] {
        &self.files.structure.posts
    }

    /// The latest version of a post.
    pub fn post(&self, key: &PostKey) -> Option<&Post> {
        self.posts.get(key).and_then(|i| self.posts().get(*i))
    }

    /// All constellations in all versions.
    pub fn constellations(&self) -> &[Constellation] {
        &self.files.casework.constellations
    }

    /// The constellations of that day.
    pub fn constellations_at(&self, date: NaiveDate) -> impl Iterator<Item = &Constellation> {
        self.constellations()
            .iter()
            .filter(move |entry| entry.is_valid_at(date))
    }

    /// The latest version of a constellation, with its closing rule.
    pub fn constellation(&self, key: &ConstellationKey) -> Option<&Constellation> {
        self.constellations
            .get(key)
            .and_then(|i| self.constellations().get(*i))
    }

    /// A constellation as it is on that day, with the closing rule of that day.
    pub fn constellation_at(
        &self,
        key: &ConstellationKey,
        date: NaiveDate,
    ) -> Option<&Constellation> {
        self.constellations_at(date)
            .find(|constellation| constellation.key == *key)
    }

    /// After how many days without contact a case in this constellation shows a warning.
    pub fn not_seen_warning_days(&self, key: &ConstellationKey) -> Option<u32> {
        self.constellation(key)?.not_seen_warning_days
    }

    /// The steps of case management.
    pub fn phases(&self) -> &[Entry<PhaseKey>] {
        &self.files.casework.phases
    }

    /// Fields of life.
    pub fn life_areas(&self) -> &[Entry<LifeAreaKey>] {
        &self.files.casework.life_areas
    }

    /// Ways in which contacts take place.
    pub fn channels(&self) -> &[Entry<ChannelKey>] {
        &self.files.casework.channels
    }

    /// Who sends people to KIM.
    pub fn referring_bodies(&self) -> &[Entry<ReferringBodyKey>] {
        &self.files.casework.referring_bodies
    }

    /// Languages offered.
    pub fn languages(&self) -> &[Entry<LanguageCode>] {
        &self.files.casework.languages
    }

    /// Laws under which other services act.
    pub fn legal_fields(&self) -> &[LegalField] {
        &self.files.casework.legal_fields
    }

    /// After so many days without an answer a referral is shown as overdue.
    pub fn referral_answer_days(&self) -> u32 {
        let days = self.files.casework.referral_answer_days;
        days.unwrap_or(crate::model::casework::REFERRAL_ANSWER_DAYS_DEFAULT)
    }

    /// The stages of the target group, in order; empty where the county has none.
    pub fn stages(&self) -> &[Entry<StageKey>] {
        &self.files.casework.stages
    }

    /// Programmes and services that are noted for persons.
    pub fn programmes(&self) -> &[Entry<ProgrammeKey>] {
        &self.files.casework.programmes
    }

    /// All retention rules, one for each kind of data.
    pub fn retention_rules(&self) -> &[RetentionRule] {
        &self.files.casework.retention_rules
    }

    /// The retention rule of a kind of data. A county without one does not pass the check.
    pub fn retention_rule(&self, kind: DataKind) -> Option<&RetentionRule> {
        self.retention_rules()
            .iter()
            .find(|rule| rule.data_kind == kind)
    }

    /// All bodies in all versions.
    pub fn bodies(&self) -> &[Body] {
        &self.files.bodies.bodies
    }

    /// The body with that key.
    pub fn body(&self, key: &BodyKey) -> Option<&Body> {
        self.bodies().iter().rev().find(|body| body.key == *key)
    }

    /// The funding rates of that day.
    pub fn funding_rates_at(&self, date: NaiveDate) -> impl Iterator<Item = &FundingRate> {
        self.files
            .funding
            .rates
            .iter()
            .filter(move |rate| rate.is_valid_at(date))
    }

    /// What can be claimed beside posts on that day.
    pub fn funding_items_at(&self, date: NaiveDate) -> impl Iterator<Item = &FundingItem> {
        self.files
            .funding
            .items
            .iter()
            .filter(move |item| item.is_valid_at(date))
    }

    /// The grants.
    pub fn grants(&self) -> &[Grant] {
        &self.files.funding.grants
    }

    /// The amount of a grant in cents, derived from its rate and the posts of each month.
    pub fn grant_cents(&self, grant: &Grant) -> Option<u64> {
        let rate = self
            .files
            .funding
            .rates
            .iter()
            .find(|rate| rate.key == grant.rate && rate.is_valid_at(grant.valid_from))?;
        derive_grant_cents(grant, rate, self.posts())
    }

    /// The sources of the files.
    pub fn sources(&self) -> &[Source] {
        &self.files.sources.sources
    }

    /// What is only assumed.
    pub fn assumptions(&self) -> &[Assumption] {
        &self.files.sources.assumptions
    }
}

fn latest_versions<K, T>(entries: &[T], key: impl Fn(&T) -> &K) -> HashMap<K, usize>
where
    K: Clone + Eq + std::hash::Hash,
    T: Dated,
{
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|i| entries[*i].validity().from);
    order
        .into_iter()
        .map(|i| (key(&entries[i]).clone(), i))
        .collect()
}
