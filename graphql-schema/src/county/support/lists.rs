//! The platform's closed lists about needs, plans, consents and findings.

use async_graphql::{Context, Object};
use casework::model::{
    Attainment, ConsentPurpose, DisclosedField, FindingKind, NeedLevel, StepDoer, Urgency,
};

use crate::{
    county::county_info::of_platform, labels::CodeListEntry, limits::CONFIGURED_LIST_COST,
};

/// The platform's closed lists about needs, plans, consents and findings.
pub struct SupportLists;

/// The platform's closed lists about needs, plans, consents and findings.
#[Object]
impl SupportLists {
    /// How much support somebody needs, the least first.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn need_levels(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = NeedLevel::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "need-level", keys)
    }

    /// How soon something has to happen.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn urgencies(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = Urgency::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "urgency", keys)
    }

    /// Who does a step of a plan.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn step_doers(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = StepDoer::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "step-doer", keys)
    }

    /// How far a goal was attained.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn attainments(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = Attainment::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "attainment", keys)
    }

    /// What consents are for.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn consent_purposes(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = ConsentPurpose::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "consent-purpose", keys)
    }

    /// What a referral may tell a service about the person.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn disclosed_fields(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = DisclosedField::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "disclosed", keys)
    }

    /// What kinds of structural problems cases show.
    #[graphql(complexity = "1 + CONFIGURED_LIST_COST * child_complexity")]
    async fn finding_kinds(&self, ctx: &Context<'_>) -> Vec<CodeListEntry> {
        let keys = FindingKind::ALL.iter().map(|entry| entry.key());
        of_platform(ctx, "finding-kind", keys)
    }
}
