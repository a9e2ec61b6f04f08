//! Closing cases that the county's rule would close: first looked at as a list, then closed one by
//! one by the same service as everywhere.

use std::collections::BTreeMap;

use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
};
use plugins_host::points::ExtensionPoint;
use rules::{TenantRules, decide, model::Standing};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    apply_rules::due_day,
    case_scope::{cases_in, is_one_of},
    close_case::close_case_by,
    model::{
        Case, CaseId, CaseState, ClosedByRule, Closing, ClosingGround, DueCase, closing_due_on,
        constellation_on,
        limits::{CASES_PER_RULE_CALL, DUE_CASES_LOOKED_AT_MAX, DUE_CASES_MAX},
    },
    tables::cases,
};

/// Open cases in scope that the county's rule would close today, the longest unseen first: by its
/// plugin if it has one in effect, else by the configuration. Needs [`Permission::CaseClose`]. While
/// the plugin does not answer, nothing is due: nobody is closed by what held yesterday.
pub async fn list_due_cases(
    context: &CountyContext,
    rules: &TenantRules,
) -> Result<Vec<DueCase>, Failure> {
    let scope = context.authorize(Permission::CaseClose)?;
    let open = cases::Entity::find()
        .filter(cases::Column::State.eq(CaseState::Open))
        .filter(cases_in(&scope))
        .order_by_asc(cases::Column::LastSeenOn)
        .order_by_asc(cases::Column::Id)
        .limit(DUE_CASES_LOOKED_AT_MAX)
        .all(context.database())
        .await?;
    let mut due = Vec::new();
    for some in open.chunks(CASES_PER_RULE_CALL) {
        due.extend(due_among(context, rules, some).await?);
        if due.len() >= DUE_CASES_MAX {
            due.truncate(DUE_CASES_MAX);
            break;
        }
    }
    Ok(due)
}

/// Closes those of the cases that the rule would close; each by itself, with the ground
/// [`ClosingGround::NoContact`] and the mark that a rule proposed it. Needs
/// [`Permission::CaseClose`] for each. A case that was touched meanwhile or is not due stays open,
/// and the answer says so.
pub async fn close_due_cases(
    context: &CountyContext,
    rules: &TenantRules,
    chosen: &[(CaseId, i32)],
) -> Result<Vec<ClosedByRule>, Failure> {
    let scope = context.authorize(Permission::CaseClose)?;
    let backend = context.database().get_database_backend();
    let ids = chosen.iter().map(|(id, _)| *id);
    let rows = cases::Entity::find()
        .filter(is_one_of(backend, cases::Column::Id, ids))
        .filter(cases::Column::State.eq(CaseState::Open))
        .filter(cases_in(&scope))
        .all(context.database())
        .await?;
    let mut due = BTreeMap::new();
    for some in rows.chunks(CASES_PER_RULE_CALL) {
        let found = due_among(context, rules, some).await?;
        due.extend(found.into_iter().map(|one| (one.case, one)));
    }
    let mut results = Vec::new();
    for (id, version) in chosen {
        let result = if due.contains_key(id) {
            close_one(context, *id, *version).await?
        } else {
            Err(vec![Problem::new("cases", ProblemCode::NotDue)])
        };
        results.push(ClosedByRule { case: *id, result });
    }
    Ok(results)
}

async fn close_one(
    context: &CountyContext,
    id: CaseId,
    version: i32,
) -> Result<Result<Case, Vec<Problem>>, Failure> {
    let closing = Closing {
        ground: ClosingGround::NoContact,
        note: String::new(),
        closed_on: context.clock().today(),
        expected_version: version,
    };
    match close_case_by(context, id, closing, true).await {
        Ok(case) => Ok(Ok(case)),
        Err(Failure::Invalid(problems)) => Ok(Err(problems)),
        // It left the scope since it was read.
        Err(Failure::NotFound) => Ok(Err(vec![Problem::new("cases", ProblemCode::NotDue)])),
        Err(failure) => Err(failure),
    }
}

/// Those of the open cases that are due, in their order.
async fn due_among(
    context: &CountyContext,
    rules: &TenantRules,
    open: &[cases::Model],
) -> Result<Vec<DueCase>, Failure> {
    let ids: Vec<Uuid> = open.iter().map(|case| case.id.0).collect();
    let standings = decide(context, rules, ExtensionPoint::CaseClosing, &ids).await?;
    let due = |case: &cases::Model| match &standings {
        Some(standings) => due_by_plugin(case, standings.get(&case.id.0)),
        None => due_by_configuration(context, case),
    };
    Ok(open.iter().filter_map(due).collect())
}

fn due_by_plugin(case: &cases::Model, standing: Option<&Standing>) -> Option<DueCase> {
    let standing = standing.filter(|standing| standing.mark.is_none())?;
    let decision = standing.decision.as_ref()?;
    (decision.outcome == "close").then(|| DueCase {
        case: case.id,
        version: case.version,
        due_on: due_day(&decision.output),
        decision: Some(decision.clone()),
    })
}

fn due_by_configuration(context: &CountyContext, case: &cases::Model) -> Option<DueCase> {
    let today = context.clock().today();
    let constellation = constellation_on(context.county(), &case.constellation_key, today)?;
    let due_on = closing_due_on(constellation, case.last_seen_on)?;
    (due_on <= today).then_some(DueCase {
        case: case.id,
        version: case.version,
        due_on: Some(due_on),
        decision: None,
    })
}

#[cfg(test)]
mod tests;
