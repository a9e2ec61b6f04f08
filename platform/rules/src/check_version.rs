//! Checking an uploaded rule: compiling it, trying its types, asking what it is, running its golden cases.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use kernel::errors::Failure;
use plugins_host::{Plugin, SandboxFailure, golden::GoldenCase, points::find_point};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::Deserialize;
use serde_json::json;
use tenants::CountyContext;

use crate::{
    TenantRules,
    engine::broken,
    model::{
        GoldenResult, Remark, RuleState, RuleVersionId,
        limits::{DETAIL_LENGTH_MAX, GOLDEN_CASES_WALL_MAX},
    },
    store::{effective_version, lock_version},
    tables::{components, versions},
};

/// A golden case as it is stored.
#[derive(Debug, Deserialize)]
struct StoredCase {
    file: String,
    case: GoldenCase,
}

/// What a check found.
enum Verdict {
    Good {
        plugin: Arc<Plugin>,
        golden: Vec<GoldenResult>,
    },
    Bad {
        remark: Remark,
        golden: Vec<GoldenResult>,
    },
}

/// Begins the check and does not wait for it.
pub(crate) fn check_in_background(context: &CountyContext, rules: &TenantRules, id: RuleVersionId) {
    let (context, rules) = (context.clone(), rules.clone());
    tokio::spawn(async move {
        if let Err(error) = check_version(&context, &rules, id).await {
            tracing::error!(%error, tenant = %context.tenant(), "a check of a rule did not come to its end");
        }
    });
}

/// Checks a version. One that is no longer being checked stays as it is.
pub(crate) async fn check_version(
    context: &CountyContext,
    rules: &TenantRules,
    id: RuleVersionId,
) -> Result<(), Failure> {
    let Some(version) = versions::Entity::find_by_id(id)
        .one(context.database())
        .await?
    else {
        return Ok(());
    };
    if version.state != RuleState::Checking {
        return Ok(());
    }
    let component = components::Entity::find_by_id(&*version.digest)
        .one(context.database())
        .await?
        .ok_or(Failure::NotFound)?;
    let verdict = match rules.open(&component.source).await? {
        Ok(Ok(plugin)) => run_golden_cases(rules, plugin, component.golden_cases).await?,
        Ok(Err(refusal)) => bad(remark(refusal.code(), &refusal)),
        // It is checked anew when the server is back.
        Err(SandboxFailure::ShuttingDown) => return Ok(()),
        Err(failure) => {
            tracing::error!(
                error = &failure as &dyn std::error::Error,
                "the sandbox does not work"
            );
            bad(remark("PLUGIN_NOT_CHECKED", ""))
        }
    };
    settle(context, id, verdict).await
}

fn remark(code: &str, detail: impl ToString) -> Remark {
    let detail: String = detail.to_string().chars().take(DETAIL_LENGTH_MAX).collect();
    Remark {
        code: code.to_owned(),
        detail,
    }
}

fn bad(remark: Remark) -> Verdict {
    Verdict::Bad {
        remark,
        golden: Vec::new(),
    }
}

async fn run_golden_cases(
    rules: &TenantRules,
    plugin: Arc<Plugin>,
    stored: serde_json::Value,
) -> Result<Verdict, Failure> {
    let cases: Vec<StoredCase> = serde_json::from_value(stored).map_err(broken)?;
    let sandbox = rules.sandbox().await?.clone();
    let ran = tokio::task::spawn_blocking(move || {
        let results = run_within(GOLDEN_CASES_WALL_MAX, &cases, |stored| {
            let report = sandbox.run_case(&plugin, &stored.case);
            let (differences, cost) = match report {
                Ok(report) => (report.differences, report.cost),
                Err(error) => (vec![format!("{}: {error}", stored.file)], None),
            };
            GoldenResult {
                name: stored.case.name.clone(),
                ran: true,
                differences,
                fuel: cost.map(|cost| cost.fuel),
            }
        });
        (plugin, results)
    });
    let (plugin, golden) = ran.await.map_err(broken)?;
    Ok(match find_fault(&golden) {
        None => Verdict::Good { plugin, golden },
        Some(remark) => Verdict::Bad { remark, golden },
    })
}

/// Runs cases one after another. When the budget is spent, none is begun any more; those that are left were not run.
fn run_within(
    budget: Duration,
    cases: &[StoredCase],
    run: impl Fn(&StoredCase) -> GoldenResult,
) -> Vec<GoldenResult> {
    let begun = Instant::now();
    let results = cases.iter().map(|stored| {
        if begun.elapsed() < budget {
            run(stored)
        } else {
            GoldenResult::not_run(&stored.case.name)
        }
    });
    results.collect()
}

/// Why a version with these results does not pass. A case with another answer weighs more than one that was not run.
fn find_fault(golden: &[GoldenResult]) -> Option<Remark> {
    let names = |wanted: fn(&&GoldenResult) -> bool| {
        let named: Vec<&str> = golden
            .iter()
            .filter(wanted)
            .map(|result| result.name.as_str())
            .collect();
        (!named.is_empty()).then(|| named.join("; "))
    };
    let differ = names(|result| result.ran && !result.has_passed());
    let not_run = names(|result| !result.ran);
    let differ = differ.map(|names| remark("PLUGIN_GOLDEN_CASES", names));
    differ.or_else(|| not_run.map(|names| remark("PLUGIN_GOLDEN_CASES_TOO_SLOW", names)))
}

async fn settle(
    context: &CountyContext,
    id: RuleVersionId,
    verdict: Verdict,
) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    let row = lock_version(&transaction, id).await?;
    if row.state != RuleState::Checking {
        return Ok(());
    }
    let mut change = versions::ActiveModel {
        id: Set(id),
        claim: Set(None),
        state_since: Set(context.clock().now()),
        ..Default::default()
    };
    match verdict {
        Verdict::Bad { remark, golden } => {
            change.state = Set(RuleState::Refused);
            change.refusal = Set(Some(json!(remark)));
            change.golden = Set(json!(golden));
        }
        Verdict::Good { plugin, golden } => {
            let about = components::ActiveModel {
                about: Set(Some(json!(plugin.about()))),
                ..Default::default()
            };
            components::Entity::update_many()
                .set(about)
                .filter(components::Column::Digest.eq(&*row.digest))
                .exec(&transaction)
                .await?;
            change.state = Set(RuleState::Draft);
            change.golden = Set(json!(golden));
            let parameters = first_parameters(&transaction, context, &row.point, &plugin).await?;
            change.parameters = Set(Some(parameters));
        }
    }
    versions::Entity::update(change)
        .exec_without_returning(&transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// The parameters with which a new version begins: those of the rule that holds, if it is the same rule and they still
/// fit; else the defaults.
async fn first_parameters(
    transaction: &kernel::database::TenantTransaction,
    context: &CountyContext,
    point: &str,
    plugin: &Plugin,
) -> Result<String, Failure> {
    let defaults = plugin.parameters().defaults().to_string();
    let Some(point) = find_point(point) else {
        return Ok(defaults);
    };
    let present = effective_version(transaction, point, context.clock().today()).await?;
    let kept = present
        .filter(|version| {
            let about = version.about.as_ref();
            about.is_some_and(|about| about.name.key == plugin.about().name.key)
        })
        .and_then(|version| version.parameters)
        .filter(|parameters| plugin.parameters().check(parameters).is_ok());
    Ok(kept.unwrap_or(defaults))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(name: &str) -> StoredCase {
        let case = json!({ "name": name, "function": "judge", "request": {}, "expected": [] });
        serde_json::from_value(json!({ "file": "a.json", "case": case })).expect("a case")
    }

    fn passed(stored: &StoredCase) -> GoldenResult {
        GoldenResult {
            name: stored.case.name.clone(),
            ran: true,
            differences: Vec::new(),
            fuel: Some(1),
        }
    }

    #[test]
    fn cases_for_which_no_time_is_left_are_not_run_and_the_version_does_not_pass() {
        let cases = [case("first"), case("second")];
        let in_time = run_within(GOLDEN_CASES_WALL_MAX, &cases, passed);
        assert!(in_time.iter().all(GoldenResult::has_passed));
        assert_eq!(find_fault(&in_time), None);

        let without_time = run_within(Duration::ZERO, &cases, passed);
        let not_run = ["first", "second"].map(GoldenResult::not_run);
        assert_eq!(without_time, not_run);
        let fault = find_fault(&without_time).expect("does not pass");
        assert_eq!(
            (fault.code.as_str(), fault.detail.as_str()),
            ("PLUGIN_GOLDEN_CASES_TOO_SLOW", "first; second")
        );

        let wrong = GoldenResult {
            differences: vec!["[0]: expected 1, found 2".to_owned()],
            ..passed(&cases[0])
        };
        let fault = find_fault(&[wrong, GoldenResult::not_run("second")]).expect("does not pass");
        assert_eq!(
            (fault.code.as_str(), fault.detail.as_str()),
            ("PLUGIN_GOLDEN_CASES", "first")
        );
    }

    #[test]
    fn results_that_were_stored_before_say_that_they_were_run() {
        let stored = json!({ "name": "old", "differences": [], "fuel": 7 });
        let result: GoldenResult = serde_json::from_value(stored).expect("still readable");
        assert!(result.has_passed());
    }
}
