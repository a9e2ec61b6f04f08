//! Who asks.

use async_graphql::{ComplexObject, Context, ID, Object, Result, SimpleObject};
use kernel::{
    access::{Permission, Scope},
    actor::AccountActor,
    locale::Locale,
};
use tenants::{County, words::Family};

use super::structure::{Post, PostSource};
use crate::{
    caller::{caller, county},
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    texts::text,
};

/// Fields about the viewer.
#[derive(Default)]
pub struct ViewerQuery;

#[Object]
impl ViewerQuery {
    /// The account that asks. Permission: none beyond being signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        let caller = caller(ctx);
        let account = caller
            .context
            .actor()
            .account()
            .or_top_level(caller.locale())?;
        Ok(viewer_of(account, caller.context.county(), caller.locale()))
    }
}

/// Whoever is signed in, or owns the token of the request.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Viewer {
    /// The account's id.
    id: ID,
    /// The name that colleagues know.
    name: String,
    /// Roles held, each once.
    roles: Vec<CodeListEntry>,
    /// What these roles allow somewhere in the county, as keys such as `case.open`. Whether it is
    /// allowed on a single case stands in the case's `can`.
    permissions: Vec<String>,
    /// The part of the county that the viewer's roles reach.
    scope: ViewerScope,
    /// Whether this is a demo account; it works in demo installations only.
    demo: bool,
}

/// The part of the county that somebody's roles reach: what belongs to one of these carriers, units
/// or posts.
#[derive(SimpleObject)]
pub struct ViewerScope {
    /// Everything in the county.
    whole_county: bool,
    /// Carriers reached.
    carriers: Vec<CodeListEntry>,
    /// Units reached.
    units: Vec<CodeListEntry>,
    /// The same in words, such as “Nordkreis · Caritas”.
    description: String,
}

#[ComplexObject]
impl Viewer {
    /// Posts named in the account's grants: cases of these posts are “mine”.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn posts(&self, ctx: &Context<'_>) -> Result<Vec<Post>> {
        let context = county(ctx);
        let account = context
            .actor()
            .account()
            .or_top_level(caller(ctx).locale())?;
        let source = PostSource {
            county: context.county(),
            locale: context.locale(),
            on: context.clock().today(),
        };
        Ok(account.posts().filter_map(|key| source.post(key)).collect())
    }
}

/// The viewer behind an account.
pub(super) fn viewer_of(account: &AccountActor, county: &County, locale: Locale) -> Viewer {
    let role =
        |role: kernel::access::Role| CodeListEntry::of(county, locale, Family::Role, role.key());
    let allowed = |permission: &&Permission| !account.scope_of(**permission).is_empty();
    Viewer {
        id: NodeKind::Account.global_id(account.account_id.0),
        name: account.display_name.clone(),
        roles: account.roles().into_iter().map(role).collect(),
        permissions: Permission::ALL
            .iter()
            .filter(allowed)
            .map(|p| p.key().to_owned())
            .collect(),
        scope: scope_of(account, county, locale),
        demo: account.demo,
    }
}

fn scope_of(account: &AccountActor, county: &County, locale: Locale) -> ViewerScope {
    let scope = Permission::ALL
        .iter()
        .fold(Scope::default(), |scope, permission| {
            scope.union(&account.scope_of(*permission))
        });
    let carriers: Vec<CodeListEntry> = scope
        .carriers
        .iter()
        .filter_map(|key| county.carrier(key))
        .map(|carrier| entry(carrier.key.as_str(), carrier.name.get(locale)))
        .collect();
    let units: Vec<CodeListEntry> = scope
        .units
        .iter()
        .filter_map(|key| county.unit(key))
        .map(|unit| entry(unit.key.as_str(), unit.name.get(locale)))
        .collect();
    let posts = scope
        .posts
        .iter()
        .filter_map(|key| county.post(key))
        .map(|post| post.title.get(locale));
    let named = units
        .iter()
        .chain(&carriers)
        .map(|entry| entry.label.as_str())
        .chain(posts);
    let description = if scope.whole_county {
        text(locale, "scope-whole-county", &[])
    } else {
        named.collect::<Vec<_>>().join(" · ")
    };
    ViewerScope {
        whole_county: scope.whole_county,
        carriers,
        units,
        description,
    }
}

fn entry(key: &str, label: &str) -> CodeListEntry {
    CodeListEntry {
        key: key.to_owned(),
        label: label.to_owned(),
    }
}
