//! Checking an uploaded rule: compiling it, trying its types, asking what it is, running its golden cases.

use std::sync::Arc;

use kernel::errors::Failure;
use plugins_host::{Plugin, golden::GoldenCase};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde::Deserialize;
use serde_json::json;
use tenants::CountyContext;

use crate::{
    TenantRules,
    engine::{broken, is_shutting_down},
    model::{
        GoldenResult, Remark, RuleState, RuleVersionId, effective_on, limits::DETAIL_LENGTH_MAX,
    },
    store::{lock_version, parse_point, versions_of},
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
        Err(failure) if is_shutting_down(&failure) => return Ok(()),
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
        let results: Vec<GoldenResult> = cases
            .iter()
            .map(|stored| match sandbox.run_case(&plugin, &stored.case) {
                Ok(report) => GoldenResult {
                    name: stored.case.name.clone(),
                    differences: report.differences,
                    fuel: report.cost.map(|cost| cost.fuel),
                },
                Err(error) => GoldenResult {
                    name: stored.case.name.clone(),
                    differences: vec![format!("{}: {error}", stored.file)],
                    fuel: None,
                },
            })
            .collect();
        (plugin, results)
    });
    let (plugin, golden) = ran.await.map_err(broken)?;
    let failed = golden
        .iter()
        .filter(|result| !result.differences.is_empty());
    let failed: Vec<&str> = failed.map(|result| result.name.as_str()).collect();
    Ok(if failed.is_empty() {
        Verdict::Good { plugin, golden }
    } else {
        Verdict::Bad {
            remark: remark("PLUGIN_GOLDEN_CASES", failed.join("; ")),
            golden,
        }
    })
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
    let Some(point) = parse_point(point) else {
        return Ok(defaults);
    };
    let versions = versions_of(transaction, point).await?;
    let present = effective_on(&versions, point, context.clock().today());
    let kept = present
        .filter(|version| {
            let about = version.about.as_ref();
            about.is_some_and(|about| about.name.key == plugin.about().name.key)
        })
        .and_then(|version| version.parameters.clone())
        .filter(|parameters| plugin.parameters().check(parameters).is_ok());
    Ok(kept.unwrap_or(defaults))
}
