//! Units, carriers, posts and their sums on a reference date.

mod bodies;
mod funding;
mod post;
mod sums;

pub(super) use post::{Post, PostSource, carrier_entry, unit_entry};

use async_graphql::{Context, Object, Result, SimpleObject};
use casework::model::posts_serving;
use chrono::NaiveDate;
use kernel::locale::Locale;
use staffing::read_structure;
use tenants::{model, words::Family};

use self::{
    bodies::Body,
    funding::{FundingItem, FundingRate, Grant},
    sums::{ModulePosts, PostSize},
};
use crate::{
    Date,
    caller::{caller, county},
    errors::Answer,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
};

/// Fields about the structure.
#[derive(Default)]
pub struct StructureQuery;

#[Object]
impl StructureQuery {
    /// The county's units, carriers and posts as they are true on a day.
    /// Permission: structure.read.
    async fn structure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reference date; today if left out.")] on: Option<Date>,
    ) -> Result<Structure> {
        let context = county(ctx);
        let locale = caller(ctx).locale();
        let on = on.map_or(Ok(context.clock().today()), |on| on.day("on"));
        let on = on
            .map_err(kernel::errors::Failure::from)
            .or_top_level(locale)?;
        let posts = read_structure(context, on).or_top_level(locale)?;
        Ok(Structure { on, posts })
    }
}

/// A county's units, carriers and posts on one day, with their sums.
pub struct Structure {
    on: NaiveDate,
    posts: staffing::Structure,
}

/// A part of the county that posts serve; what the county calls it says the word for `unit`.
#[derive(SimpleObject)]
pub struct Unit {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// The municipalities that belong to it; a municipality may belong to several units.
    municipalities: Vec<CodeListEntry>,
    /// City districts that belong to it.
    city_districts: Vec<String>,
    /// Whether it has no places on purpose, such as a county-wide team.
    without_territory: bool,
    /// The first day.
    valid_from: Date,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
}

/// An employer of posts.
#[derive(SimpleObject)]
pub struct Carrier {
    /// The stable key.
    key: String,
    /// Its name.
    name: String,
    /// What kind of employer it is.
    kind: CodeListEntry,
    /// The municipalities it serves; empty for all.
    municipalities: Vec<CodeListEntry>,
    /// How posts are passed on to it; null where the county employs.
    forwarding: Option<Forwarding>,
    /// The first day.
    valid_from: Date,
    /// The last day; null while it goes on.
    valid_to: Option<Date>,
}

/// Passing funded posts on to a carrier.
#[derive(SimpleObject)]
pub struct Forwarding {
    /// In which form.
    form: CodeListEntry,
    /// The day of the contract or notice; null if it is not known.
    date: Option<Date>,
}

/// What the configuration rests on.
#[derive(SimpleObject)]
pub struct Source {
    /// The stable key.
    key: String,
    /// Its title.
    title: String,
    /// Its date; null if it has none.
    date: Option<Date>,
}

/// Something that is configured although no source states it.
#[derive(SimpleObject)]
pub struct Assumption {
    /// The places in the files that it concerns.
    concerns: Vec<String>,
    /// What is assumed and why.
    text: String,
    /// The key of the source that makes it plausible; null if there is none.
    source: Option<String>,
}

/// A county's units, carriers and posts on one day, with their sums.
#[Object]
impl Structure {
    /// The reference date.
    async fn on(&self) -> Date {
        self.on.into()
    }

    /// All posts together.
    async fn total(&self, ctx: &Context<'_>) -> PostSize {
        PostSize::new(self.posts.total_centi_fte, caller(ctx).locale())
    }

    /// Sums by module, place and carrier; a module without posts is left out.
    #[graphql(complexity = "1 + 3 * child_complexity")]
    async fn modules(&self, ctx: &Context<'_>) -> Vec<ModulePosts> {
        let context = county(ctx);
        let posts = |posts| ModulePosts::new(posts, context.county(), context.locale());
        self.posts.modules.iter().map(posts).collect()
    }

    /// The units; empty if the county has none.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn units(&self, ctx: &Context<'_>) -> Vec<Unit> {
        let context = county(ctx);
        let unit = |unit: &model::structure::Unit| Unit {
            key: unit.key.to_string(),
            name: unit.name.get(context.locale()).to_owned(),
            municipalities: municipality_entries(context.county(), &unit.municipalities),
            city_districts: unit
                .city_districts
                .iter()
                .map(ToString::to_string)
                .collect(),
            without_territory: unit.without_territory,
            valid_from: unit.valid_from.into(),
            valid_to: unit.valid_to.map(Date::from),
        };
        context.county().units_at(self.on).map(unit).collect()
    }

    /// The carriers.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn carriers(&self, ctx: &Context<'_>) -> Vec<Carrier> {
        let context = county(ctx);
        context
            .county()
            .carriers_at(self.on)
            .map(|carrier| self.carrier(carrier, ctx))
            .collect()
    }

    /// The posts, in the order of the configuration.
    #[graphql(complexity = "1 + 3 * CONFIGURED_LIST_COST * child_complexity")]
    async fn posts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only posts of this module: 1, 2 or 3.")] module: Option<u8>,
        #[graphql(
            desc = "Only posts that serve the municipality with this AGS: what a form offers."
        )]
        municipality: Option<String>,
    ) -> Vec<Post> {
        let context = county(ctx);
        let source = PostSource {
            county: context.county(),
            locale: context.locale(),
            on: self.on,
        };
        let of_module = |post: &&model::structure::Post| {
            module.is_none_or(|module| module == post.module.number())
        };
        match municipality.map(|ags| ags.parse()) {
            None => context
                .county()
                .posts_at(self.on)
                .filter(of_module)
                .map(|post| source.of(post))
                .collect(),
            Some(Ok(ags)) => posts_serving(context.county(), &ags, self.on)
                .filter(of_module)
                .map(|post| source.of(post))
                .collect(),
            Some(Err(_)) => Vec::new(),
        }
    }

    /// The bodies: steering group, working groups and the others.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn bodies(&self, ctx: &Context<'_>) -> Vec<Body> {
        let context = county(ctx);
        let in_force = |body: &&model::bodies::Body| model::Dated::is_valid_at(*body, self.on);
        let bodies = context.county().bodies().iter().filter(in_force);
        bodies
            .map(|body| Body::new(body, context.county(), context.locale()))
            .collect()
    }

    /// What the funding pays for posts.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn funding_rates(&self, ctx: &Context<'_>) -> Vec<FundingRate> {
        let context = county(ctx);
        let rate = |rate| FundingRate::new(rate, context.county(), context.locale());
        context
            .county()
            .funding_rates_at(self.on)
            .map(rate)
            .collect()
    }

    /// What can be claimed beside posts.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn funding_items(&self, ctx: &Context<'_>) -> Vec<FundingItem> {
        let context = county(ctx);
        context
            .county()
            .funding_items_at(self.on)
            .map(|item| FundingItem::new(item, context.locale()))
            .collect()
    }

    /// Grants whose period holds the reference date.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn grants(&self, ctx: &Context<'_>) -> Vec<Grant> {
        let context = county(ctx);
        let in_force = |grant: &&model::funding::Grant| model::Dated::is_valid_at(*grant, self.on);
        let grants = context.county().grants().iter().filter(in_force);
        grants
            .map(|grant| Grant::new(grant, context.county(), context.locale()))
            .collect()
    }

    /// What the configuration rests on.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn sources(&self, ctx: &Context<'_>) -> Vec<Source> {
        let source = |source: &model::sources::Source| Source {
            key: source.key.to_string(),
            title: source.title.get(caller(ctx).locale()).to_owned(),
            date: source.date.map(Date::from),
        };
        county(ctx).county().sources().iter().map(source).collect()
    }

    /// What is configured although no source states it.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn assumptions(&self, ctx: &Context<'_>) -> Vec<Assumption> {
        let assumption = |assumption: &model::sources::Assumption| Assumption {
            concerns: assumption.concerns.clone(),
            text: assumption.text.get(caller(ctx).locale()).to_owned(),
            source: assumption.source.as_ref().map(ToString::to_string),
        };
        county(ctx)
            .county()
            .assumptions()
            .iter()
            .map(assumption)
            .collect()
    }
}

impl Structure {
    fn carrier(&self, carrier: &model::structure::Carrier, ctx: &Context<'_>) -> Carrier {
        let context = county(ctx);
        let locale = context.locale();
        let kind = carrier.kind.as_str();
        Carrier {
            key: carrier.key.to_string(),
            name: carrier.name.get(locale).to_owned(),
            kind: CodeListEntry::of(context.county(), locale, Family::CarrierKind, kind),
            municipalities: municipality_entries(context.county(), &carrier.municipalities),
            forwarding: carrier
                .forwarding
                .as_ref()
                .map(|forwarding| forwarding_of(forwarding, locale)),
            valid_from: carrier.valid_from.into(),
            valid_to: carrier.valid_to.map(Date::from),
        }
    }
}

fn forwarding_of(forwarding: &model::structure::Forwarding, locale: Locale) -> Forwarding {
    use model::structure::ForwardingForm;
    let key = match forwarding.form {
        ForwardingForm::Contract => "contract",
        ForwardingForm::Notice => "notice",
        ForwardingForm::NotStated => "not-stated",
    };
    Forwarding {
        form: CodeListEntry::of_platform(locale, "forwarding-form", key),
        date: forwarding.date.map(Date::from),
    }
}

/// Municipalities as entries of a list: AGS and name.
pub(super) fn municipality_entries<'a>(
    county: &tenants::County,
    ags: impl IntoIterator<Item = &'a model::keys::MunicipalityAgs>,
) -> Vec<CodeListEntry> {
    ags.into_iter()
        .map(|ags| municipality_entry(county, ags))
        .collect()
}

/// A municipality as an entry of a list: AGS and name.
pub(super) fn municipality_entry(
    county: &tenants::County,
    ags: &model::keys::MunicipalityAgs,
) -> CodeListEntry {
    let name = county
        .municipality(ags)
        .map(|municipality| municipality.name.clone());
    CodeListEntry {
        key: ags.to_string(),
        label: name.unwrap_or_else(|| ags.to_string()),
    }
}
