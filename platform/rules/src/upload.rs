//! Uploading a rule.

use std::collections::BTreeSet;

use kernel::{
    access::Permission,
    errors::{Failure, Problem, ProblemCode},
};
use plugins_host::{
    Digest, Refusal,
    golden::GoldenCase,
    inspect,
    points::{ExtensionPoint, point_key},
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use serde_json::json;
use tenants::CountyContext;

use crate::{
    TenantRules,
    check_version::check_in_background,
    engine::broken,
    maintain::later,
    model::{
        GoldenFile, RuleState, RuleUpload, RuleVersion, RuleVersionId,
        limits::{
            CHECK_OVERDUE, GOLDEN_CASES_BYTES_MAX, GOLDEN_CASES_MAX, SOURCES_BYTES_MAX,
            WAITING_VERSIONS_MAX,
        },
    },
    store::{audit_version, check_note, next_number, taken_or, version_by_id},
    tables::{components, versions},
};

/// The place of the one version that is being checked.
pub(crate) const CHECKING_PLACE: &str = "checking";

/// Takes a rule in. Needs [`Permission::RulePrepare`]. What can be seen at once is said at once; compiling it, trying
/// its types and running its golden cases goes on in the background, until the version is a draft or refused.
///
/// # Errors
/// On `component`: `Required`, `RuleRefused`, `RuleForOtherPoint`, `QuotaReached` (bytes of all components, or versions
/// that wait), `Busy` while another upload is checked. On `goldenCases`: `TooLong`, `OutOfRange`, `RuleCaseMalformed`. On
/// `note`: `TooLong`.
pub async fn upload_rule(
    context: &CountyContext,
    rules: &TenantRules,
    upload: RuleUpload,
) -> Result<RuleVersion, Failure> {
    context.authorize(Permission::RulePrepare)?;
    if upload.component.is_empty() {
        return Err(Failure::invalid("component", ProblemCode::Required));
    }
    let note = check_note("note", &upload.note)?;
    let golden_cases = check_golden_files(&upload.golden_cases)?;
    let (component, point) = look_at(upload.component, upload.point).await?;
    let digest = Digest::of(&component).to_string();
    let id = store_upload(context, component, (&digest, point), golden_cases, note).await?;
    // The check may come to no end, for example because the database is gone.
    rules.state.look_by(later(context, CHECK_OVERDUE));
    check_in_background(context, rules, id);
    version_by_id(context.database(), id).await
}

/// The extension point, or why the component is turned away before it is stored.
async fn look_at(
    component: Vec<u8>,
    meant: Option<ExtensionPoint>,
) -> Result<(Vec<u8>, ExtensionPoint), Failure> {
    let looked = tokio::task::spawn_blocking(move || (inspect(&component), component));
    let (inspected, component) = looked.await.map_err(broken)?;
    let point = inspected.map_err(|refusal| refused(&refusal))?.point;
    match meant {
        Some(meant) if meant != point => {
            let problem = Problem::new("component", ProblemCode::RuleForOtherPoint);
            Err(problem
                .with("expected", point_key(meant))
                .with("found", point_key(point))
                .into())
        }
        _ => Ok((component, point)),
    }
}

fn refused(refusal: &Refusal) -> Failure {
    let problem = Problem::new("component", ProblemCode::RuleRefused);
    problem
        .with("refusal", refusal.code())
        .with("detail", refusal)
        .into()
}

/// The cases by file name, in their order.
fn check_golden_files(files: &[GoldenFile]) -> Result<serde_json::Value, Failure> {
    let problem = |code| Problem::new("goldenCases", code);
    if files.len() > GOLDEN_CASES_MAX {
        let too_many = problem(ProblemCode::OutOfRange);
        return Err(too_many.with("min", 0).with("max", GOLDEN_CASES_MAX).into());
    }
    if files.iter().map(|file| file.content.len()).sum::<usize>() > GOLDEN_CASES_BYTES_MAX {
        let too_long = problem(ProblemCode::TooLong);
        return Err(too_long.with("max", GOLDEN_CASES_BYTES_MAX).into());
    }
    let mut names = BTreeSet::new();
    let mut cases = Vec::new();
    for file in files {
        let malformed = |detail: String| {
            let detail = format!("{}: {detail}", file.name);
            problem(ProblemCode::RuleCaseMalformed).with("detail", detail)
        };
        if !names.insert(&file.name) {
            return Err(problem(ProblemCode::Taken).into());
        }
        let case: GoldenCase =
            serde_json::from_slice(&file.content).map_err(|error| malformed(error.to_string()))?;
        cases.push(json!({ "file": file.name, "case": case }));
    }
    Ok(cases.into())
}

async fn store_upload(
    context: &CountyContext,
    component: Vec<u8>,
    (digest, point): (&str, ExtensionPoint),
    golden_cases: serde_json::Value,
    note: String,
) -> Result<RuleVersionId, Failure> {
    let (account, now) = (context.account_id()?, context.clock().now());
    let transaction = context.database().begin().await?;
    check_quota(&transaction, component.len()).await?;
    let size = i32::try_from(component.len()).expect("inspected components are small");
    let row = components::Model {
        digest: digest.to_owned(),
        source: component,
        size,
        about: None,
        golden_cases: golden_cases.clone(),
        uploaded_by: account,
        uploaded_at: now,
    };
    // The same bytes again bring new golden cases at most.
    let again = OnConflict::column(components::Column::Digest)
        .update_column(components::Column::GoldenCases)
        .to_owned();
    components::Entity::insert(row.into_active_model())
        .on_conflict(again)
        .exec_without_returning(&transaction)
        .await?;
    let id = RuleVersionId::generate();
    let row = versions::Model {
        id,
        number: next_number(&transaction, point).await?,
        point: point_key(point).to_owned(),
        digest: digest.to_owned(),
        parameters: None,
        state: RuleState::Checking,
        refusal: None,
        golden: json!([]),
        note,
        valid_from: None,
        withdrawn_on: None,
        claim: Some(CHECKING_PLACE.to_owned()),
        created_by: account,
        created_at: now,
        state_since: now,
        proposed_by: None,
        decided_by: None,
        decision_note: String::new(),
    };
    let insert = versions::Entity::insert(row.into_active_model());
    insert
        .exec_without_returning(&transaction)
        .await
        .map_err(|error| taken_or("component", ProblemCode::Busy, error))?;
    audit_version(context, &transaction, Permission::RulePrepare, id).await?;
    transaction.commit().await?;
    Ok(id)
}

async fn check_quota(
    transaction: &kernel::database::TenantTransaction,
    bytes: usize,
) -> Result<(), Failure> {
    let reached = |max: String| {
        let problem = Problem::new("component", ProblemCode::QuotaReached);
        Err(problem.with("max", max).into())
    };
    let sizes = components::Entity::find()
        .select_only()
        .column_as(components::Column::Size.sum(), "sum");
    let stored: Option<Option<i64>> = sizes.into_tuple().one(transaction).await?;
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    if stored.flatten().unwrap_or_default() + bytes > SOURCES_BYTES_MAX {
        return reached(format!("{} MiB", SOURCES_BYTES_MAX >> 20));
    }
    let waiting = versions::Entity::find()
        .filter(versions::Column::State.is_in([
            RuleState::Checking,
            RuleState::Refused,
            RuleState::Draft,
        ]))
        .count(transaction)
        .await?;
    if waiting >= WAITING_VERSIONS_MAX {
        return reached(WAITING_VERSIONS_MAX.to_string());
    }
    Ok(())
}
