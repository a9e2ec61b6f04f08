//! Everything that is done with versions of rules once they are here.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use kernel::errors::Failure;
use rules::{
    approve_rule, cancel_run, change_parameters, discard_rule,
    model::{self, RuleRunId, RuleVersionId},
    propose_rule, return_rule, roll_back_rule, try_out_rule,
};

use super::{queries::find_run, run::RuleRun, version::RuleVersion, words::parse_point};
use crate::{
    Date,
    caller::{caller, county},
    errors::{Answer, UserError},
    ids::NodeKind,
    input::InputReader,
};

/// What a change of a version answers.
#[derive(SimpleObject)]
pub struct RuleVersionPayload {
    /// The version as it is now; null if the input has problems, or if it is gone.
    version: Option<RuleVersion>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// What beginning or stopping a run answers.
#[derive(SimpleObject)]
pub struct RuleRunPayload {
    /// The run; null if the input has problems.
    run: Option<RuleRun>,
    /// Problems with the input; nothing was begun.
    user_errors: Vec<UserError>,
}

/// Other parameters for the code of a version.
#[derive(InputObject)]
pub struct RuleParametersChangeInput {
    /// The version whose component is used.
    version_id: ID,
    /// The parameters, a JSON object that fits the rule's schema.
    parameters: String,
    /// Why; at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// A version to be tried out.
#[derive(InputObject)]
pub struct RuleTryOutInput {
    /// The version.
    version_id: ID,
    /// The day to judge for, not in the past; today if left out.
    as_of: Option<Date>,
}

/// A run to be stopped.
#[derive(InputObject)]
pub struct RuleRunCancelInput {
    /// The run.
    run_id: ID,
}

/// A version to be proposed.
#[derive(InputObject)]
pub struct RuleProposeInput {
    /// The version, a draft.
    version_id: ID,
    /// From when it shall hold; today or later.
    valid_from: Date,
}

/// A version to be agreed to.
#[derive(InputObject)]
pub struct RuleApproveInput {
    /// The version, proposed by somebody else.
    version_id: ID,
    /// A note; at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// A version to be given back.
#[derive(InputObject)]
pub struct RuleReturnInput {
    /// The version, proposed.
    version_id: ID,
    /// Why; at most 2,000 characters.
    #[graphql(default)]
    note: String,
}

/// A version to be thrown away.
#[derive(InputObject)]
pub struct RuleDiscardInput {
    /// The version, a draft or refused.
    version_id: ID,
}

/// A rule to be taken back.
#[derive(InputObject)]
pub struct RuleRollBackInput {
    /// The key of the extension point.
    point: String,
    /// The version that shall hold again; no rule at all if left out.
    to: Option<ID>,
    /// Why; at most 2,000 characters.
    reason: String,
}

fn version_id(id: &ID) -> RuleVersionId {
    RuleVersionId(NodeKind::RuleVersion.uuid_to_ask_for(id))
}

/// Changes of rules.
#[derive(Default)]
pub struct RuleMutation;

#[Object]
impl RuleMutation {
    /// Makes a version of the same code with other parameters, a draft. Permission: rule.prepare.
    async fn rule_parameters_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleParametersChangeInput,
    ) -> Result<RuleVersionPayload> {
        let id = version_id(&input.version_id);
        let changed = change_parameters(county(ctx), id, &input.parameters, &input.note).await;
        version_payload(ctx, changed)
    }

    /// Begins to try a version out on the county's data, without any effect. Permission: rule.prepare.
    async fn rule_try_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleTryOutInput,
    ) -> Result<RuleRunPayload> {
        let mut reader = InputReader::default();
        let as_of = reader.optional_day("asOf", input.as_of.as_ref());
        let begun = match reader.finish(as_of) {
            Ok(as_of) => {
                let id = version_id(&input.version_id);
                try_out_rule(county(ctx), &caller(ctx).rules, id, as_of).await
            }
            Err(failure) => Err(failure),
        };
        run_payload(ctx, begun).await
    }

    /// Stops a run after the persons or cases at hand. Permission: rule.prepare.
    async fn rule_run_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleRunCancelInput,
    ) -> Result<RuleRunPayload> {
        let id = RuleRunId(NodeKind::RuleRun.uuid_to_ask_for(&input.run_id));
        run_payload(ctx, cancel_run(county(ctx), id).await).await
    }

    /// Proposes a draft to hold from a day on. Permission: rule.prepare.
    async fn rule_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleProposeInput,
    ) -> Result<RuleVersionPayload> {
        let mut reader = InputReader::default();
        let valid_from = reader.day("validFrom", &input.valid_from);
        let proposed = match reader.finish(valid_from) {
            Ok(valid_from) => {
                propose_rule(county(ctx), version_id(&input.version_id), valid_from).await
            }
            Err(failure) => Err(failure),
        };
        version_payload(ctx, proposed)
    }

    /// Agrees to a version that somebody else proposed: it holds from its day on. Permission: rule.approve.
    async fn rule_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleApproveInput,
    ) -> Result<RuleVersionPayload> {
        let id = version_id(&input.version_id);
        let approved = approve_rule(county(ctx), &caller(ctx).rules, id, &input.note).await;
        version_payload(ctx, approved)
    }

    /// Gives a proposed version back to its author. Permission: rule.approve.
    async fn rule_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleReturnInput,
    ) -> Result<RuleVersionPayload> {
        let id = version_id(&input.version_id);
        version_payload(ctx, return_rule(county(ctx), id, &input.note).await)
    }

    /// Throws a draft or a refused upload away. Permission: rule.prepare.
    async fn rule_discard(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleDiscardInput,
    ) -> Result<RuleVersionPayload> {
        let discarded = discard_rule(county(ctx), version_id(&input.version_id)).await;
        let user_errors = discarded.or_user_errors(county(ctx).locale())?.err();
        Ok(RuleVersionPayload {
            version: None,
            user_errors: user_errors.unwrap_or_default(),
        })
    }

    /// Lets an earlier version hold again from today, or none; what began later is taken back. Permission: rule.approve.
    async fn rule_roll_back(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RuleRollBackInput,
    ) -> Result<RuleVersionPayload> {
        let context = county(ctx);
        let point = parse_point(context.locale(), &input.point)?;
        let to = input.to.as_ref().map(version_id);
        let rules = &caller(ctx).rules;
        let rolled = roll_back_rule(context, rules, point, to, &input.reason).await;
        Ok(match rolled.or_user_errors(context.locale())? {
            Ok(present) => RuleVersionPayload {
                version: present.map(|version| RuleVersion::for_caller(version, caller(ctx))),
                user_errors: Vec::new(),
            },
            Err(user_errors) => RuleVersionPayload {
                version: None,
                user_errors,
            },
        })
    }
}

/// The payload of a version that was changed, or of the input's problems.
pub(super) fn version_payload(
    ctx: &Context<'_>,
    changed: Result<model::RuleVersion, Failure>,
) -> Result<RuleVersionPayload> {
    Ok(match changed.or_user_errors(county(ctx).locale())? {
        Ok(version) => RuleVersionPayload {
            version: Some(RuleVersion::for_caller(version, caller(ctx))),
            user_errors: Vec::new(),
        },
        Err(user_errors) => RuleVersionPayload {
            version: None,
            user_errors,
        },
    })
}

async fn run_payload(
    ctx: &Context<'_>,
    begun: Result<model::RuleRun, Failure>,
) -> Result<RuleRunPayload> {
    Ok(match begun.or_user_errors(county(ctx).locale())? {
        Ok(run) => RuleRunPayload {
            run: find_run(ctx, run.id).await?,
            user_errors: Vec::new(),
        },
        Err(user_errors) => RuleRunPayload {
            run: None,
            user_errors,
        },
    })
}
