//! Proving that stored decisions come out again.

use kernel::errors::Failure;
use plugins_host::{
    CallFailure,
    points::{
        Classify, ComputeGrants, ComputeIndicators, DirectNeeds, ExtensionPoint, JudgeCases,
        ProposeConstellation, Question, ShareOut, find_point,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use tenants::CountyContext;

use crate::{
    AskFailure, RuleCall, TenantRules,
    application::Pace,
    model::{DecisionId, RuleVersion},
    store::version_by_id,
    tables::decisions,
};

/// Decisions read at a time.
const PAGE_ROWS: u64 = 500;

/// What replaying found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Decisions whose answer came out byte for byte.
    pub same: u64,
    /// Decisions whose answer differs, or that the rule does not answer any more, with what it said.
    pub different: Vec<(DecisionId, String)>,
}

/// Asks every stored decision's question again, each alone, of the very component and parameters that answered it,
/// and compares the answers byte for byte. For the operator's command; tells the progress.
///
/// # Errors
/// Of the database, or of an installation that cannot run rules.
pub async fn replay_decisions(
    context: &CountyContext,
    rules: &TenantRules,
    mut progress: impl FnMut(u64),
) -> Result<Replayed, Failure> {
    let mut replayed = Replayed::default();
    let mut version: Option<RuleVersion> = None;
    let mut last: Option<DecisionId> = None;
    loop {
        let mut query = decisions::Entity::find()
            .order_by_asc(decisions::Column::Id)
            .limit(PAGE_ROWS);
        if let Some(last) = last {
            query = query.filter(decisions::Column::Id.gt(last));
        }
        let rows = query.all(context.database()).await?;
        let Some(final_row) = rows.last() else {
            return Ok(replayed);
        };
        last = Some(final_row.id);
        for row in rows {
            let of_row = match version.take() {
                Some(version) if version.id == row.version_id => version,
                _ => version_by_id(context.database(), row.version_id).await?,
            };
            match ask_again(context, rules, &of_row, &row).await? {
                Ok(output) if output == row.output => replayed.same += 1,
                Ok(output) => replayed.different.push((row.id, output)),
                Err(failure) => replayed.different.push((row.id, failure.remark().detail)),
            }
            version = Some(of_row);
        }
        progress(replayed.same + replayed.different.len() as u64);
    }
}

async fn ask_again(
    context: &CountyContext,
    rules: &TenantRules,
    version: &RuleVersion,
    row: &decisions::Model,
) -> Result<Result<String, AskFailure>, Failure> {
    let point = find_point(&row.point).ok_or(Failure::NotFound)?;
    let call = match rules.call(context, version, Pace::Batch).await? {
        Ok(call) => call,
        Err(failure) => return Ok(Err(failure)),
    };
    Ok(match point {
        ExtensionPoint::TargetGroup => answer::<Classify>(&call, row).await,
        ExtensionPoint::CaseClosing => answer::<JudgeCases>(&call, row).await,
        ExtensionPoint::PositionShares => answer::<ShareOut>(&call, row).await,
        ExtensionPoint::Precedence => answer::<DirectNeeds>(&call, row).await,
        ExtensionPoint::Indication => answer::<ProposeConstellation>(&call, row).await,
        ExtensionPoint::Funding => answer::<ComputeGrants>(&call, row).await,
        ExtensionPoint::Indicators => answer::<ComputeIndicators>(&call, row).await,
    })
}

async fn answer<Q: Question>(
    call: &RuleCall<'_>,
    row: &decisions::Model,
) -> Result<String, AskFailure> {
    let unreadable =
        |error: serde_json::Error| AskFailure::Failed(CallFailure::BadQuestion(error.to_string()));
    let mut question: Value = serde_json::from_str(&row.input).map_err(unreadable)?;
    question["parameters"] = Value::String(call.parameters());
    let request: Q::Request = serde_json::from_value(question).map_err(unreadable)?;
    let called = call.ask::<Q>(request).await?;
    let position = usize::try_from(row.position).unwrap_or_default();
    let answer = called.answers.get(position);
    Ok(serde_json::to_string(&answer).expect("answers are plain data"))
}
