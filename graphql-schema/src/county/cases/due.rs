//! Closing what the county's rule would close: a list to look at first, then case by case.

use std::collections::BTreeMap;

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    cases_by_ids, close_due_cases, list_due_cases,
    model::{CaseId, ClosedByRule, DueCase},
};

use super::Case;
use crate::{
    Date,
    caller::{caller, county},
    county::rules::reasons_of,
    errors::{Answer, UserError},
    gate::within,
    ids::NodeKind,
    limits::LIST_INPUT_MAX,
};

/// An open case that the county's rule would close today.
#[derive(SimpleObject)]
pub struct CaseDueToClose {
    /// The case.
    case: Case,
    /// Since when it is due; null if the rule names no day.
    due_on: Option<Date>,
    /// Why, in the words of the county's rule; empty where the rule is that of the configuration.
    reasons: Vec<String>,
}

/// Reading what is due.
#[derive(Default)]
pub struct DueQuery;

#[Object]
impl DueQuery {
    /// Open cases in scope that the county's rule would close today, the longest unseen first, at most 100: by
    /// its plugin if one is in effect, else by the months of the configuration. Permission: case.close.
    #[graphql(complexity = "100 + 100 * child_complexity")]
    async fn cases_due_to_close(&self, ctx: &Context<'_>) -> Result<Vec<CaseDueToClose>> {
        let (context, caller) = (county(ctx), caller(ctx));
        let locale = context.locale();
        let due = list_due_cases(context, &caller.rules)
            .await
            .or_top_level(locale)?;
        let ids: Vec<CaseId> = due.iter().map(|one| one.case).collect();
        let mut cases = cases_by_ids(context, &ids).await.or_top_level(locale)?;
        let mut reasons = reasons_by_case(ctx, &due).await?;
        let shown = |one: DueCase| {
            Some(CaseDueToClose {
                case: Case::for_caller(cases.remove(&one.case)?, caller),
                due_on: one.due_on.map(Date::from),
                reasons: reasons.remove(&one.case).unwrap_or_default(),
            })
        };
        Ok(due.into_iter().filter_map(shown).collect())
    }
}

async fn reasons_by_case(
    ctx: &Context<'_>,
    due: &[DueCase],
) -> Result<BTreeMap<CaseId, Vec<String>>> {
    let decided = due
        .iter()
        .filter_map(|one| Some((one.case, one.decision.as_ref()?)));
    let (cases, decisions): (Vec<_>, Vec<_>) = decided.unzip();
    let reasons = reasons_of(ctx, &decisions).await?;
    Ok(cases.into_iter().zip(reasons).collect())
}

/// One case to be closed.
#[derive(Debug, InputObject)]
pub struct DueCaseInput {
    /// The case.
    case_id: ID,
    /// The version of the case that was looked at.
    version: i32,
}

/// Cases to be closed by the county's rule.
#[derive(Debug, InputObject)]
pub struct CasesCloseByRuleInput {
    /// The cases, at most 100.
    cases: Vec<DueCaseInput>,
}

/// What became of one case.
#[derive(SimpleObject)]
pub struct CaseClosedByRule {
    /// The case.
    case_id: ID,
    /// Whether it was closed.
    closed: bool,
    /// Why it was not closed; the others are not touched by that.
    user_errors: Vec<UserError>,
}

/// What closing by the county's rule answers.
#[derive(SimpleObject)]
pub struct CasesCloseByRulePayload {
    /// What became of each case, in the order asked for.
    results: Vec<CaseClosedByRule>,
    /// Always empty: what is wrong stands with each case.
    user_errors: Vec<UserError>,
}

/// Closing by the county's rule.
#[derive(Default)]
pub struct DueMutation;

#[Object]
impl DueMutation {
    /// Closes those of the cases that the county's rule would close today, each by itself, rights
    /// and versions checked for each. Permission: case.close.
    async fn cases_close_by_rule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CasesCloseByRuleInput,
    ) -> Result<CasesCloseByRulePayload> {
        let context = county(ctx);
        let locale = context.locale();
        within(locale, "listInput", input.cases.len(), LIST_INPUT_MAX)?;
        let chosen: Vec<(CaseId, i32)> = input
            .cases
            .iter()
            .map(|one| {
                let id = NodeKind::Case.uuid_to_ask_for(&one.case_id);
                (CaseId(id), one.version)
            })
            .collect();
        let results = close_due_cases(context, &caller(ctx).rules, &chosen)
            .await
            .or_top_level(locale)?;
        let told = |(asked, one): (DueCaseInput, ClosedByRule)| CaseClosedByRule {
            case_id: asked.case_id,
            closed: one.result.is_ok(),
            user_errors: one.result.err().map_or_else(Vec::new, |problems| {
                let told = |problem| UserError::from_problem(locale, problem);
                problems.iter().map(told).collect()
            }),
        };
        Ok(CasesCloseByRulePayload {
            results: input.cases.into_iter().zip(results).map(told).collect(),
            user_errors: Vec::new(),
        })
    }
}
