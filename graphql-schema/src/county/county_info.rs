//! The county itself: its name, places, lists and words.

use async_graphql::{Context, Object, Result, SimpleObject};
use casework::model::{
    AppointmentKind, ClosingGround, DocumentKind, Gender, HouseholdRole, ReferralBasis,
    ReferralState, ResidenceStatus,
};
use kernel::{access::Permission, locale::Locale};
use tenants::{County as CountyFiles, model, words::Family};

use super::{access::Allowed, support::SupportLists};
use crate::{
    caller::{caller, county},
    gate::within,
    labels::CodeListEntry,
    limits::{CONFIGURED_LIST_COST, LIST_INPUT_MAX},
};

/// Fields about the county.
#[derive(Default)]
pub struct CountyInfoQuery;

#[Object]
impl CountyInfoQuery {
    /// The county whose address was called. Permission: none; what is more than name and words
    /// needs structure.read.
    async fn county(&self) -> CountyInfo {
        CountyInfo
    }
}

/// A county or county-level city, with its own words.
pub struct CountyInfo;

/// A county or county-level city, with its own words.
#[Object(name = "County")]
impl CountyInfo {
    /// The key, part of every address of the county. Open to everybody.
    async fn key(&self, ctx: &Context<'_>) -> String {
        county(ctx).county().key().to_string()
    }

    /// The name as people write it. Open to everybody.
    async fn name(&self, ctx: &Context<'_>) -> String {
        county(ctx)
            .county()
            .name()
            .get(caller(ctx).locale())
            .to_owned()
    }

    /// The language of labels and messages of this request: `de` or `en`. Open to everybody.
    async fn locale(&self, ctx: &Context<'_>) -> &'static str {
        caller(ctx).locale().tag()
    }

    /// The county's own words, such as its word for `unit`; a key that nobody knows is its own
    /// word. Open to everybody.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn words(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Keys of words, 100 at most; see the list of words in the handbook.")]
        keys: Vec<String>,
    ) -> Result<Vec<CodeListEntry>> {
        let locale = caller(ctx).locale();
        within(locale, "listInput", keys.len(), LIST_INPUT_MAX)?;
        let word = |key: String| {
            let label = county(ctx).county().label(&key, locale).to_owned();
            CodeListEntry { key, label }
        };
        Ok(keys.into_iter().map(word).collect())
    }

    /// The official number (AGS), five digits. Permission: structure.read.
    #[graphql(guard = "Allowed(Permission::StructureRead)")]
    async fn ags(&self, ctx: &Context<'_>) -> String {
        county(ctx).county().ags().to_string()
    }

    /// The number of the configuration version in force. Permission: structure.read.
    #[graphql(guard = "Allowed(Permission::StructureRead)")]
    async fn configuration_version(&self, ctx: &Context<'_>) -> i32 {
        caller(ctx).configuration.version
    }

    /// Whether the family is looked at first: an intake begins with the household.
    /// Permission: structure.read.
    #[graphql(guard = "Allowed(Permission::StructureRead)")]
    async fn households_first(&self, ctx: &Context<'_>) -> bool {
        county(ctx).county().features().households_first
    }

    /// The municipalities, in the county's order. Permission: structure.read.
    #[graphql(
        guard = "Allowed(Permission::StructureRead)",
        complexity = "1 + CONFIGURED_LIST_COST * child_complexity"
    )]
    async fn municipalities(&self, ctx: &Context<'_>) -> Vec<Municipality> {
        let context = county(ctx);
        let municipalities = context.county().municipalities().iter();
        municipalities
            .map(|municipality| Municipality::new(municipality, context.locale()))
            .collect()
    }

    /// The lists that forms offer and filters use. Permission: structure.read.
    #[graphql(guard = "Allowed(Permission::StructureRead)")]
    async fn lists(&self) -> CodeLists {
        CodeLists
    }
}

/// A municipality of the county.
#[derive(SimpleObject)]
pub struct Municipality {
    /// The official number (AGS), eight digits.
    ags: String,
    /// The official name.
    name: String,
    /// Whether it has a foreigners authority of its own; null if not known.
    own_foreigners_authority: Option<bool>,
    /// Whether it has a youth office of its own; null if not known.
    own_youth_office: Option<bool>,
    /// Whether it has an integration council; null if not known.
    integration_council: Option<bool>,
    /// City districts below its AGS, where KIM is organised by them.
    city_districts: Vec<CodeListEntry>,
}

impl Municipality {
    pub(super) fn new(municipality: &model::identity::Municipality, locale: Locale) -> Self {
        let district = |district: &model::identity::CityDistrict| CodeListEntry {
            key: district.key.to_string(),
            label: district.name.get(locale).to_owned(),
        };
        Self {
            ags: municipality.ags.to_string(),
            name: municipality.name.clone(),
            own_foreigners_authority: municipality.own_foreigners_authority,
            own_youth_office: municipality.own_youth_office,
            integration_council: municipality.integration_council,
            city_districts: municipality.city_districts.iter().map(district).collect(),
        }
    }
}

/// The lists of this county and of the platform, with labels in the language of the request.
/// Inputs take the keys.
pub struct CodeLists;

/// A constellation: how intensively a case is worked on.
#[derive(SimpleObject)]
pub struct Constellation {
    /// The stable key.
    key: String,
    /// The county's word for it.
    label: String,
    /// After how many calendar months without contact a case closes; null if no rule closes it.
    closing_months_without_contact: Option<u32>,
    /// After how many days without contact a case warns “not seen for …”; null for never.
    not_seen_warning_days: Option<u32>,
}

/// A law under which other services act.
#[derive(SimpleObject)]
pub struct LegalField {
    /// The stable key.
    key: String,
    /// The county's word for it.
    label: String,
    /// Whether services there have their own case management, so that KIM as a rule refers.
    own_case_management: bool,
}

/// The lists of this county and of the platform, with labels in the language of the request.
/// Inputs take the keys.
#[Object]
impl CodeLists {
    /// Constellations in force today.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn constellations(&self, ctx: &Context<'_>) -> Vec<Constellation> {
        let context = county(ctx);
        let entry = |constellation: &model::casework::Constellation| {
            let key = constellation.key.as_str();
            let label = context
                .county()
                .label_of(Family::Constellation, key, context.locale());
            Constellation {
                key: key.to_owned(),
                label: label.to_owned(),
                closing_months_without_contact: constellation.closing.months_without_contact(),
                not_seen_warning_days: constellation.not_seen_warning_days,
            }
        };
        context
            .county()
            .constellations_at(context.clock().today())
            .map(entry)
            .collect()
    }

    /// Ways in which contacts take place.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn channels(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::Channel, |county| keys(county.channels()))
    }

    /// Languages of persons and talks.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn languages(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::Language, |county| keys(county.languages()))
    }

    /// Stages of the target group, the first served first; empty where the county has none.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn stages(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::Stage, |county| keys(county.stages()))
    }

    /// Programmes and services beside KIM that are noted for persons.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn programmes(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::Programme, |county| keys(county.programmes()))
    }

    /// Laws under which other services act.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn legal_fields(&self, ctx: &Context<'_>) -> Vec<LegalField> {
        let context = county(ctx);
        let entry = |field: &model::casework::LegalField| LegalField {
            key: field.key.to_string(),
            label: context
                .county()
                .label_of(Family::LegalField, field.key.as_str(), context.locale())
                .to_owned(),
            own_case_management: field.own_case_management,
        };
        context.county().legal_fields().iter().map(entry).collect()
    }

    /// Fields of life in which somebody may need support.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn life_areas(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::LifeArea, |county| keys(county.life_areas()))
    }

    /// Steps of case management.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn phases(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::Phase, |county| keys(county.phases()))
    }

    /// Who sends people to KIM.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn referring_bodies(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        listed(ctx, Family::ReferringBody, |county| {
            keys(county.referring_bodies())
        })
    }

    /// The platform's lists about needs, plans, consents and findings.
    async fn support(&self) -> SupportLists {
        SupportLists
    }

    /// Why a case is closed.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn closing_grounds(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "closing-ground",
            ClosingGround::ALL.iter().map(|ground| ground.key()),
        )
    }

    /// Genders as the civil status register knows them; not stated is null.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn genders(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(ctx, "gender", Gender::ALL.iter().map(|gender| gender.key()))
    }

    /// On what grounds somebody stays in Germany.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn residence_statuses(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "residence-status",
            ResidenceStatus::ALL.iter().map(|status| status.key()),
        )
    }

    /// What somebody is in a household.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn household_roles(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "household-role",
            HouseholdRole::ALL.iter().map(|role| role.key()),
        )
    }

    /// On what basis data are passed on with a referral.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn referral_bases(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "referral-basis",
            ReferralBasis::ALL.iter().map(|basis| basis.key()),
        )
    }

    /// What takes place at an appointment.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn appointment_kinds(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "appointment-kind",
            AppointmentKind::ALL.iter().map(|kind| kind.key()),
        )
    }

    /// What a document is.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn document_kinds(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "document-kind",
            DocumentKind::ALL.iter().map(|kind| kind.key()),
        )
    }

    /// How far a referral is.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn referral_states(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        of_platform(
            ctx,
            "referral-state",
            ReferralState::ALL.iter().map(|state| state.key()),
        )
    }
}

fn keys<K: AsRef<str>>(entries: &[model::casework::Entry<K>]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| entry.key.as_ref().to_owned())
        .collect()
}

fn listed(
    ctx: &Context<'_>,
    family: Family,
    keys: impl Fn(&CountyFiles) -> Vec<String>,
) -> Vec<CodeListEntry> {
    let context = county(ctx);
    let entry = |key: String| CodeListEntry::of(context.county(), context.locale(), family, &key);
    keys(context.county()).into_iter().map(entry).collect()
}

pub(super) fn of_platform<'k>(
    ctx: &Context<'_>,
    list: &str,
    keys: impl Iterator<Item = &'k str>,
) -> Vec<CodeListEntry> {
    keys.map(|key| CodeListEntry::of_platform(caller(ctx).locale(), list, key))
        .collect()
}
