//! A version of a rule as the schema shows it.

use async_graphql::{ComplexObject, Context, ID, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{access::Permission, ids::AccountId};
use plugins_host::points::ExtensionPoint;
use rules::model::{GoldenResult, RuleState, RuleVersion as Stored, RuleVersionId};

use super::{
    run::RuleRun,
    words::{RuleRemark, point_entry, title},
};
use crate::{
    Date,
    caller::{Caller, caller, county},
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    limits::CONFIGURED_LIST_COST,
    loaders::account_name,
};

/// A version of a rule: a component with its parameters. Permission: rule.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct RuleVersion {
    /// Its id.
    pub(super) id: ID,
    /// Counts the versions of one extension point, from 1.
    number: i32,
    /// Where the platform asks it.
    point: CodeListEntry,
    /// The rule's own title in the reader's language; null before it was checked.
    title: Option<String>,
    /// The rule's own version, such as `1.2.0`; null before it was checked.
    rule_version: Option<String>,
    /// SHA-256 of the component, hexadecimal.
    digest: String,
    /// Size of the component in bytes.
    size: i32,
    /// What has become of it.
    state: CodeListEntry,
    /// Why the check turned it away.
    refusal: Option<RuleRemark>,
    /// How its golden cases went.
    golden_cases: Vec<RuleGoldenCase>,
    /// Its parameters, a JSON object; null before it was checked.
    parameters: Option<String>,
    /// The JSON Schema of its parameters; null before it was checked.
    parameters_schema: Option<String>,
    /// What its author noted.
    note: String,
    /// From when it holds or shall hold.
    valid_from: Option<Date>,
    /// Since when it no longer holds because it was taken back.
    withdrawn_on: Option<Date>,
    /// When it was uploaded or made.
    created_at: DateTime<Utc>,
    /// What was said when it was agreed to, given back or taken back.
    decision_note: String,
    /// What the viewer may do with it now.
    can: RuleVersionActions,
    #[graphql(skip)]
    pub(super) key: RuleVersionId,
    #[graphql(skip)]
    created_by: AccountId,
    #[graphql(skip)]
    proposed_by: Option<AccountId>,
    #[graphql(skip)]
    decided_by: Option<AccountId>,
}

/// How one golden case went.
#[derive(SimpleObject)]
pub struct RuleGoldenCase {
    /// What it shows.
    name: String,
    /// Whether the rule answered as its author expects.
    passed: bool,
    /// Whether it was run; false for the rest when those before it took all the time that the cases of an upload have.
    ran: bool,
    /// What differs, a line each.
    differences: Vec<String>,
    /// Instructions that it took; null if it failed.
    fuel: Option<u64>,
}

impl From<GoldenResult> for RuleGoldenCase {
    fn from(result: GoldenResult) -> Self {
        Self {
            passed: result.has_passed(),
            ran: result.ran,
            name: result.name,
            differences: result.differences,
            fuel: result.fuel,
        }
    }
}

/// What somebody may do with a version now.
#[derive(SimpleObject)]
pub struct RuleVersionActions {
    /// Try it out on the county's data.
    try_out: bool,
    /// Make a version with other parameters.
    change_parameters: bool,
    /// Propose it for a day.
    propose: bool,
    /// Agree to it; false for whoever proposed it where a second person is needed.
    approve: bool,
    /// Give it back to its author.
    return_to_author: bool,
    /// Throw it away.
    discard: bool,
    /// Let it hold again.
    roll_back_to: bool,
}

impl RuleVersionActions {
    fn of(version: &Stored, caller: &Caller) -> Self {
        let context = &caller.context;
        let today = context.clock().today();
        let prepare = caller.may_change(Permission::RulePrepare);
        let approve = caller.may_change(Permission::RuleApprove);
        let is_own = version.proposed_by == context.account_id().ok();
        let alone_is_enough = context.county().features().rules_by_one_person;
        let is_checked = version.parameters.is_some();
        let state = version.state;
        Self {
            try_out: prepare && is_checked && caller.rules.application(version.point).is_some(),
            change_parameters: prepare && is_checked,
            propose: prepare && state == RuleState::Draft,
            approve: approve && state == RuleState::Proposed && (alone_is_enough || !is_own),
            return_to_author: approve && state == RuleState::Proposed,
            discard: prepare && matches!(state, RuleState::Draft | RuleState::Refused),
            roll_back_to: approve
                && state == RuleState::Approved
                && version.valid_from.is_some_and(|from| from <= today),
        }
    }
}

impl RuleVersion {
    pub(super) fn for_caller(version: Stored, caller: &Caller) -> Self {
        let locale = caller.locale();
        let today = caller.context.clock().today();
        let about = version.about.as_ref();
        Self {
            id: NodeKind::RuleVersion.global_id(version.id.0),
            number: version.number,
            point: point_entry(locale, version.point),
            title: about.map(|about| title(locale, about)),
            rule_version: about.map(|about| about.version.clone()),
            parameters_schema: about.map(|about| about.parameters_schema.clone()),
            state: CodeListEntry::of_platform(locale, "rule-state", shown_state(&version, today)),
            can: RuleVersionActions::of(&version, caller),
            refusal: version
                .refusal
                .map(|remark| RuleRemark::new(locale, remark)),
            golden_cases: version.golden.into_iter().map(Into::into).collect(),
            digest: version.digest,
            size: version.size,
            parameters: version.parameters,
            note: version.note,
            valid_from: version.valid_from.map(Date::from),
            withdrawn_on: version.withdrawn_on.map(Date::from),
            created_at: version.created_at,
            decision_note: version.decision_note,
            key: version.id,
            created_by: version.created_by,
            proposed_by: version.proposed_by,
            decided_by: version.decided_by,
        }
    }
}

/// The state that people see: an approved version waits, holds or held, or was taken back.
fn shown_state(version: &Stored, today: NaiveDate) -> &'static str {
    match version.state {
        RuleState::Approved if version.withdrawn_on.is_some() => "withdrawn",
        RuleState::Approved if version.is_planned_on(today) => "planned",
        state => state.key(),
    }
}

#[ComplexObject]
impl RuleVersion {
    /// Who uploaded it or changed its parameters.
    async fn created_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.created_by).await
    }

    /// Who proposed it.
    async fn proposed_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.proposed_by {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Who agreed to it, or gave it back.
    async fn decided_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.decided_by {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }

    /// Its last runs, latest first.
    #[graphql(complexity = "20 + CONFIGURED_LIST_COST * child_complexity")]
    async fn runs(&self, ctx: &Context<'_>) -> Result<Vec<RuleRun>> {
        let context = county(ctx);
        let runs = rules::list_runs(context, self.key)
            .await
            .or_top_level(context.locale())?;
        let point = super::words::parse_point(context.locale(), &self.point.key)?;
        Ok(runs
            .into_iter()
            .map(|run| RuleRun::for_caller(run, point, caller(ctx)))
            .collect())
    }
}

/// A version by its id, for those who may read rules.
pub(super) async fn find_version(
    ctx: &Context<'_>,
    id: RuleVersionId,
) -> Result<Option<(ExtensionPoint, RuleVersion)>> {
    let context = county(ctx);
    let found = rules::find_version(context, id)
        .await
        .or_top_level(context.locale())?;
    Ok(found.map(|version| (version.point, RuleVersion::for_caller(version, caller(ctx)))))
}
