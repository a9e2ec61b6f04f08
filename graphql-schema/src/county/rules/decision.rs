//! Decisions of rules about a person or case.

use async_graphql::{ComplexObject, Context, Result, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, ids::AccountId};
use plugins_host::points::ExtensionPoint;
use rules::{
    decide, explain,
    model::{Decision, RuleVersion as StoredVersion, Standing},
};
use uuid::Uuid;

use super::words::{RuleFailure, choice_word, outcome_entry, point_entry, title};
use crate::{
    Date,
    caller::{Caller, caller, county},
    errors::Answer,
    labels::CodeListEntry,
    loaders::account_name,
};

/// Where a person or case stands by the county's rule.
#[derive(SimpleObject)]
pub struct RuleStanding {
    /// The outcome, such as the stage; null if the rule has never answered.
    outcome: Option<CodeListEntry>,
    /// Why, in the rule's own words, first the reason that decided.
    reasons: Vec<String>,
    /// From when a case is due for closing or asking, if nothing changes; for closing rules only.
    due: Option<Date>,
    /// The day that was judged for; null if the rule has never answered.
    as_of: Option<Date>,
    /// Why what stands here may be out of date; null if the rule answers.
    failure: Option<RuleFailure>,
}

/// Where a subject stands; `None` if the county has no rule.
pub(in crate::county) async fn standing_of(
    ctx: &Context<'_>,
    point: ExtensionPoint,
    subject: Uuid,
) -> Result<Option<RuleStanding>> {
    let standings = standings_of(ctx, point, &[subject]).await?;
    Ok(standings.into_iter().next().flatten())
}

/// The same for several, asked about at once, in their order.
pub(super) async fn standings_of(
    ctx: &Context<'_>,
    point: ExtensionPoint,
    subjects: &[Uuid],
) -> Result<Vec<Option<RuleStanding>>> {
    let context = county(ctx);
    let locale = context.locale();
    let decided = decide(context, &caller(ctx).rules, point, subjects)
        .await
        .or_top_level(locale)?;
    let Some(mut standings) = decided else {
        return Ok(subjects.iter().map(|_| None).collect());
    };
    let ids = standings
        .values()
        .filter_map(|standing| Some(standing.decision.as_ref()?.version));
    let versions = rules::versions_by_ids(context, ids)
        .await
        .or_top_level(locale)?;
    let shown = |subject: &Uuid| {
        let standing = standings.remove(subject)?;
        Some(RuleStanding::for_caller(
            standing,
            point,
            &versions,
            caller(ctx),
        ))
    };
    Ok(subjects.iter().map(shown).collect())
}

impl RuleStanding {
    fn for_caller(
        standing: Standing,
        point: ExtensionPoint,
        versions: &[StoredVersion],
        caller: &Caller,
    ) -> Self {
        let (files, locale) = (caller.context.county(), caller.locale());
        let failure = standing.mark.map(|mark| RuleFailure::new(locale, mark));
        let Some(decision) = standing.decision else {
            return Self {
                outcome: None,
                reasons: Vec::new(),
                due: None,
                as_of: None,
                failure,
            };
        };
        let mut versions = versions.iter();
        let version = versions.find(|version| version.id == decision.version);
        Self {
            outcome: Some(outcome_entry(files, locale, point, &decision.outcome)),
            reasons: version.map_or_else(Vec::new, |version| reasons(caller, version, &decision)),
            due: casework::due_day(&decision.output).map(Date::from),
            as_of: Some(decision.as_of.into()),
            failure,
        }
    }
}

fn reasons(caller: &Caller, version: &StoredVersion, decision: &Decision) -> Vec<String> {
    let context = &caller.context;
    let about = version.about.as_ref();
    let words = (context.county(), context.locale());
    about.map_or_else(Vec::new, |about| {
        explain(
            words,
            about,
            (&decision.input, &decision.output),
            |list, position| choice_word(context.locale(), list, position),
        )
    })
}

/// Why each of these decisions was made, in the rules' own words.
pub(in crate::county) async fn reasons_of(
    ctx: &Context<'_>,
    decisions: &[&Decision],
) -> Result<Vec<Vec<String>>> {
    let context = county(ctx);
    let ids = decisions.iter().map(|decision| decision.version);
    let versions = rules::versions_by_ids(context, ids)
        .await
        .or_top_level(context.locale())?;
    let of = |decision: &&Decision| {
        let mut versions = versions.iter();
        let version = versions.find(|version| version.id == decision.version);
        version.map_or_else(Vec::new, |version| reasons(caller(ctx), version, decision))
    };
    Ok(decisions.iter().map(of).collect())
}

/// One decision with everything that proves it.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RuleDecision {
    /// Where the platform asked.
    point: CodeListEntry,
    /// The outcome.
    outcome: CodeListEntry,
    /// Why, in the rule's own words.
    reasons: Vec<String>,
    /// The day that was judged for.
    as_of: Date,
    /// When it was decided.
    decided_at: DateTime<Utc>,
    /// When a later decision took its place; null for the present one.
    replaced_at: Option<DateTime<Utc>>,
    /// The rule's title.
    title: Option<String>,
    /// The number of the version among those of the extension point.
    version_number: i32,
    /// SHA-256 of the component, hexadecimal.
    digest: String,
    /// The parameters, a JSON object.
    parameters: Option<String>,
    /// The version of the county's configuration.
    configuration_version: i32,
    /// What was asked, JSON without the parameters. It holds everybody who was judged together, such as a family;
    /// null for viewers who may not read all persons or cases of the county.
    input: Option<String>,
    /// What was answered, JSON.
    output: String,
    /// Instructions that the answer took: its share of the call.
    fuel: i64,
    #[graphql(skip)]
    by: Option<AccountId>,
}

#[ComplexObject]
impl RuleDecision {
    /// Who asked; null for the platform itself.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.by {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }
}

/// All decisions about a person or case that the viewer has read, latest first.
pub(in crate::county) async fn decisions_about(
    ctx: &Context<'_>,
    permission: Permission,
    subject: Uuid,
) -> Result<Vec<RuleDecision>> {
    let context = county(ctx);
    let (files, locale) = (context.county(), context.locale());
    let scope = context.authorize(permission).or_top_level(locale)?;
    let decisions = rules::list_decisions(context, permission, subject)
        .await
        .or_top_level(locale)?;
    let shown = |(decision, version): (Decision, StoredVersion)| RuleDecision {
        point: point_entry(locale, version.point),
        outcome: outcome_entry(files, locale, version.point, &decision.outcome),
        reasons: reasons(caller(ctx), &version, &decision),
        as_of: decision.as_of.into(),
        decided_at: decision.decided_at,
        replaced_at: decision.replaced_at,
        title: version.about.as_ref().map(|about| title(locale, about)),
        version_number: version.number,
        digest: version.digest,
        parameters: version.parameters,
        configuration_version: decision.configuration,
        // Members of a family may have cases of other posts.
        input: scope.whole_county.then_some(decision.input),
        output: decision.output,
        fuel: decision.fuel,
        by: decision.decided_by,
    };
    Ok(decisions.into_iter().map(shown).collect())
}
