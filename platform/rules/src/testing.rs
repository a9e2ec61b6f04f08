//! A sandbox for the tests of other crates, and the rules as `deploy/dev/plugins.sh` built them (feature `testing`).

use std::{env, fs, path::PathBuf, sync::Arc, time::Duration};

use chrono::NaiveDate;
use kernel::{errors::Failure, ids::AccountId};
use plugins_host::{
    Compiler, Digest,
    points::{About, ExtensionPoint, Text},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set};
use serde_json::json;
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    Application, EngineSettings, RuleEngine,
    model::{
        DecisionId, RuleRunId, RuleState, RuleVersion, RuleVersionId, RunKind, RunState,
        SubjectKind,
    },
    store::{self, next_number},
    tables::{components, decisions, runs, versions},
    upload::CHECKING_PLACE,
};

/// The variable that names the server's program; `make test` sets it.
const SERVER_VARIABLE: &str = "KREISLOTSE_BIN";

/// The folder of what was built: tests run from `<target>/debug/deps`.
fn target_folder() -> PathBuf {
    let test = env::current_exe().expect("a test is a file");
    let folder = test.ancestors().nth(3);
    folder.expect("tests run from the target folder").to_owned()
}

/// An engine whose compiled code stays from run to run.
pub fn engine(applications: Vec<Arc<dyn Application>>) -> RuleEngine {
    let target = target_folder();
    let server = env::var_os(SERVER_VARIABLE);
    let server = server.map_or_else(|| target.join("debug/kreislotse"), PathBuf::from);
    let settings = EngineSettings {
        folder: target.join("rules/engine"),
        compiler: Compiler::new(server),
    };
    RuleEngine::new(settings, applications)
}

/// A component by its folder and language, such as `warendorf/case-closing.rust`.
pub fn component(name: &str) -> Vec<u8> {
    let path = target_folder().join(format!("rules/{name}.wasm"));
    fs::read(&path).unwrap_or_else(|error| {
        let path = path.display();
        panic!("{path} is not there ({error}); deploy/dev/plugins.sh builds it")
    })
}

/// Versions in each state that allows something, and a run that goes on. Their code is none: they are there to be seen
/// and changed, not to be asked.
#[derive(Debug, Clone, Copy)]
pub struct Planted {
    /// A draft.
    pub draft: RuleVersionId,
    /// A version that somebody else proposed.
    pub proposed: RuleVersionId,
    /// A version that held and was taken back.
    pub withdrawn: RuleVersionId,
    /// A run of the draft.
    pub run: RuleRunId,
}

/// Plants versions whose notes are the marker. The extension point is one that the platform asks, so that the draft can
/// be tried out.
///
/// # Errors
/// Of the database.
pub async fn plant(context: &CountyContext, marker: &str) -> Result<Planted, Failure> {
    let (today, now) = (context.clock().today(), context.clock().now());
    let by = AccountId::generate();
    let digest = Digest::of(marker.as_bytes()).to_string();
    let transaction = context.database().begin().await?;
    let component = components::Model {
        digest: digest.clone(),
        source: marker.into(),
        size: 0,
        about: Some(json!(about())),
        golden_cases: json!([]),
        uploaded_by: by,
        uploaded_at: now,
    };
    components::Entity::insert(component.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    let mut number = next_number(&transaction, ExtensionPoint::CaseClosing).await?;
    let mut planted = Vec::new();
    for (state, withdrawn_on) in [
        (RuleState::Draft, None),
        (RuleState::Proposed, None),
        (RuleState::Approved, Some(today)),
    ] {
        let row = versions::Model {
            number,
            withdrawn_on,
            ..planted_version(context, &digest, state, marker)
        };
        number += 1;
        planted.push(row.id);
        versions::Entity::insert(row.into_active_model())
            .exec_without_returning(&transaction)
            .await?;
    }
    let run = planted_run(context, planted[0]);
    let run_id = run.id;
    runs::Entity::insert(run.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(Planted {
        draft: planted[0],
        proposed: planted[1],
        withdrawn: planted[2],
        run: run_id,
    })
}

fn about() -> About {
    let text = |key: &str| Text {
        key: key.to_owned(),
        de: key.to_owned(),
        en: key.to_owned(),
    };
    About {
        name: text("planted"),
        version: "1.0.0".to_owned(),
        point: ExtensionPoint::CaseClosing,
        parameters_schema: r#"{"type":"object","properties":{"a":{"type":"integer"}}}"#.to_owned(),
        reasons: vec![text("reason")],
        figures: Vec::new(),
    }
}

/// Plants an upload whose check was begun just now by a server that then died. What it holds is no rule.
///
/// # Errors
/// Of the database.
pub async fn plant_check(context: &CountyContext) -> Result<RuleVersionId, Failure> {
    let planted = plant(context, "a check left behind").await?;
    let check = versions::ActiveModel {
        id: Set(planted.draft),
        state: Set(RuleState::Checking),
        claim: Set(Some(CHECKING_PLACE.to_owned())),
        ..Default::default()
    };
    let transaction = context.database().begin().await?;
    versions::Entity::update(check)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(planted.draft)
}

/// Plants an approved version that holds from a day on, until it is taken back on another. Its code is none.
///
/// # Errors
/// Of the database.
pub async fn plant_approved(
    context: &CountyContext,
    valid_from: NaiveDate,
    withdrawn_on: Option<NaiveDate>,
) -> Result<RuleVersionId, Failure> {
    let planted = plant(context, &format!("from {valid_from}")).await?;
    let change = versions::ActiveModel {
        id: Set(planted.withdrawn),
        valid_from: Set(Some(valid_from)),
        withdrawn_on: Set(withdrawn_on),
        ..Default::default()
    };
    let transaction = context.database().begin().await?;
    versions::Entity::update(change)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(planted.withdrawn)
}

/// The version that holds on a day, as the database finds it.
///
/// # Errors
/// Of the database.
pub async fn version_in_effect(
    context: &CountyContext,
    day: NaiveDate,
) -> Result<Option<RuleVersion>, Failure> {
    store::effective_version(context.database(), ExtensionPoint::CaseClosing, day).await
}

/// Plants a decision of the taken-back version about a person, whose question is the marker.
///
/// # Errors
/// Of the database.
pub async fn plant_decision(
    context: &CountyContext,
    planted: &Planted,
    person: Uuid,
    marker: &str,
) -> Result<(), Failure> {
    let row = decisions::Model {
        id: DecisionId::generate(),
        point: PLANTED_POINT.to_owned(),
        subject_kind: SubjectKind::Person,
        subject_id: person,
        present_subject: Some(person),
        version_id: planted.withdrawn,
        configuration: 1,
        as_of: context.clock().today(),
        input: json!({ "marker": marker }).to_string(),
        position: 0,
        output: "{}".to_owned(),
        outcome: "keep".to_owned(),
        fuel: 1,
        decided_at: context.clock().now(),
        decided_by: None,
        replaced_at: None,
    };
    let transaction = context.database().begin().await?;
    decisions::Entity::insert(row.into_active_model())
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// Waits until no run goes on that was begun for these tests, so that nothing is written behind their backs.
///
/// # Errors
/// Of the database.
pub async fn settle(context: &CountyContext) -> Result<(), Failure> {
    while runs::Entity::find()
        .filter(runs::Column::Place.is_not_null())
        .count(context.database())
        .await?
        > 0
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

fn planted_version(
    context: &CountyContext,
    digest: &str,
    state: RuleState,
    marker: &str,
) -> versions::Model {
    let (today, now) = (context.clock().today(), context.clock().now());
    let by = AccountId::generate();
    versions::Model {
        id: RuleVersionId::generate(),
        number: 0,
        point: PLANTED_POINT.to_owned(),
        digest: digest.to_owned(),
        parameters: Some("{}".to_owned()),
        state,
        refusal: None,
        golden: json!([]),
        note: marker.to_owned(),
        valid_from: (state != RuleState::Draft).then_some(today),
        withdrawn_on: None,
        claim: None,
        created_by: by,
        created_at: now,
        state_since: now,
        proposed_by: Some(by),
        decided_by: None,
        decision_note: String::new(),
    }
}

fn planted_run(context: &CountyContext, version_id: RuleVersionId) -> runs::Model {
    let now = context.clock().now();
    runs::Model {
        id: RuleRunId::generate(),
        version_id,
        point: PLANTED_POINT.to_owned(),
        kind: RunKind::TryOut,
        state: RunState::Running,
        place: None,
        as_of: context.clock().today(),
        total: 0,
        done: 0,
        changed: 0,
        failure_code: None,
        failure_detail: None,
        cancel_requested: false,
        started_by: None,
        started_at: now,
        heartbeat_at: now,
        finished_at: None,
    }
}

/// A point that the platform asks, so that the draft can be tried out.
const PLANTED_POINT: &str = "case-closing";
