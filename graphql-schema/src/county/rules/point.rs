//! An extension point with what the county has there.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use plugins_host::points::ExtensionPoint;
use rules::{RuleOverview, model::RuleVersionId};
use staffing::municipality_subject;

use super::{
    decision::{RuleStanding, standings_of},
    version::RuleVersion,
    words::{RuleFailure, outcome_entry, point_entry},
};
use crate::{
    caller::{Caller, county},
    county::structure::municipality_entry,
    errors::Answer,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    texts::text,
};

/// A place where the platform asks a rule of the county. Permission: rule.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RulePoint {
    /// Its key, as `kreislotse plugin new --point` takes it, and its name.
    point: CodeListEntry,
    /// What rules here decide, in a sentence.
    description: String,
    /// Whether the platform asks rules of this point already. If not, they can be uploaded and checked, but have no
    /// effect yet.
    is_asked: bool,
    /// Why the version that holds does not answer at the moment.
    failure: Option<RuleFailure>,
    /// All versions, latest first.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    versions: Vec<RuleVersion>,
    #[graphql(skip)]
    effective: Option<RuleVersionId>,
    #[graphql(skip)]
    key: ExtensionPoint,
}

/// How many persons or cases stand where.
#[derive(SimpleObject)]
pub struct RuleOutcomeCount {
    /// Where.
    outcome: CodeListEntry,
    /// How many.
    count: i64,
}

/// What share of the posts a municipality is due.
#[derive(SimpleObject)]
pub struct RuleShare {
    /// The municipality: AGS and name.
    municipality: CodeListEntry,
    /// The share, and why.
    standing: RuleStanding,
}

impl RulePoint {
    pub(super) fn for_caller(overview: RuleOverview, caller: &Caller) -> Self {
        let locale = caller.locale();
        let point = point_entry(locale, overview.point);
        let versions = overview.versions.into_iter();
        Self {
            description: text(locale, &format!("rule-point-about-{}", point.key), &[]),
            is_asked: overview.is_asked,
            failure: overview.mark.map(|mark| RuleFailure::new(locale, mark)),
            versions: versions
                .map(|version| RuleVersion::for_caller(version, caller))
                .collect(),
            effective: overview.effective,
            key: overview.point,
            point,
        }
    }
}

#[ComplexObject]
impl RulePoint {
    /// The version that holds today; null if none does.
    async fn effective(&self) -> Option<&RuleVersion> {
        let effective = self.effective?;
        self.versions
            .iter()
            .find(|version| version.key == effective)
    }

    /// What share of the posts of case management each municipality is due, by the rule that holds; empty for every
    /// other extension point.
    #[graphql(complexity = "50 + CONFIGURED_LIST_COST * child_complexity")]
    async fn shares(&self, ctx: &Context<'_>) -> Result<Vec<RuleShare>> {
        let context = county(ctx);
        if self.key != ExtensionPoint::PositionShares || self.effective.is_none() {
            return Ok(Vec::new());
        }
        let places = context.county().municipalities();
        let subjects: Vec<_> = places
            .iter()
            .map(|place| municipality_subject(&place.ags))
            .collect();
        let standings = standings_of(ctx, self.key, &subjects).await?;
        let mut shares = Vec::new();
        for (place, standing) in places.iter().zip(standings) {
            shares.extend(standing.map(|standing| RuleShare {
                municipality: municipality_entry(context.county(), &place.ags),
                standing,
            }));
        }
        Ok(shares)
    }

    /// How many persons or cases stand where by the decisions that are kept.
    #[graphql(complexity = "10 + CONFIGURED_LIST_COST * child_complexity")]
    async fn outcomes(&self, ctx: &Context<'_>) -> Result<Vec<RuleOutcomeCount>> {
        let context = county(ctx);
        let (files, locale) = (context.county(), context.locale());
        if self.effective.is_none() || self.key == ExtensionPoint::PositionShares {
            return Ok(Vec::new());
        }
        let counts = rules::present_decisions(context, self.key)
            .await
            .or_top_level(locale)?;
        let shown = |(outcome, count): (String, i64)| RuleOutcomeCount {
            outcome: outcome_entry(files, locale, self.key, &outcome),
            count,
        };
        Ok(counts.into_iter().map(shown).collect())
    }
}
