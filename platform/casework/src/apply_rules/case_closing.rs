//! When cases end because nobody has been in touch: what rules are told of open cases.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::NaiveDate;
use kernel::errors::Failure;
use plugins_host::points::{
    ExtensionPoint, JudgeCases,
    types::case_closing::{Closing, Constellation, OpenCase, Request, Verdict},
};
use rules::{
    Application, AskFailure, Asked, RuleCall, answers_about,
    model::{Answered, SubjectKind},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    case_scope::is_one_of,
    model::{CaseState, ReferralState},
    tables::{cases, referrals},
};

/// Asks closing rules about open cases.
#[derive(Debug)]
pub(super) struct EndsOfCases;

/// The word for a verdict: `keep`, `close` or `ask`.
fn closing_outcome(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Keep => "keep",
        Verdict::Close => "close",
        Verdict::Ask => "ask",
    }
}

/// The day in the answer of a closing rule: from when the case is due for closing or asking.
pub fn due_day(output: &str) -> Option<NaiveDate> {
    let answer: serde_json::Value = serde_json::from_str(output).ok()?;
    let due = answer.get("due")?;
    let part = |name| due.get(name).and_then(serde_json::Value::as_i64);
    let year = i32::try_from(part("year")?).ok()?;
    let month = u32::try_from(part("month")?).ok()?;
    let day = u32::try_from(part("day")?).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[async_trait]
impl Application for EndsOfCases {
    fn point(&self) -> ExtensionPoint {
        ExtensionPoint::CaseClosing
    }

    fn subject_kind(&self) -> SubjectKind {
        SubjectKind::Case
    }

    async fn list_subjects(
        &self,
        context: &CountyContext,
        _as_of: NaiveDate,
    ) -> Result<Vec<(Uuid, Uuid)>, Failure> {
        let ids: Vec<Uuid> = cases::Entity::find()
            .filter(cases::Column::State.eq(CaseState::Open))
            .order_by_asc(cases::Column::Id)
            .select_only()
            .column(cases::Column::Id)
            .into_tuple()
            .all(context.database())
            .await?;
        Ok(ids.into_iter().map(|id| (id, id)).collect())
    }

    async fn ask(
        &self,
        context: &CountyContext,
        call: &RuleCall<'_>,
        subjects: &[Uuid],
        as_of: NaiveDate,
    ) -> Result<Result<Vec<Answered>, AskFailure>, Failure> {
        let open = load_open_cases(context, subjects).await?;
        let waiting = count_open_referrals(context, subjects).await?;
        let question = |cases: Vec<OpenCase>, parameters: String| Request {
            as_of: as_of.into(),
            parameters,
            cases,
        };
        // A constellation that only this county knows is not in the contract, so no rule can judge it.
        let rows: Vec<(cases::Model, OpenCase)> = open
            .into_iter()
            .filter_map(|case| {
                let told = describe(&case, waiting.get(&case.id.0).copied().unwrap_or(0))?;
                Some((case, told))
            })
            .collect();
        let all = rows.iter().map(|(_, told)| *told).collect();
        let called = match call
            .ask::<JudgeCases>(question(all, call.parameters()))
            .await
        {
            Ok(called) => called,
            Err(failure) => return Ok(Err(failure)),
        };
        let asked = rows.into_iter().enumerate();
        let asked = asked.map(|(row, (case, told))| Asked {
            row,
            subject: case.id.0,
            municipality: Some(case.municipality_ags.to_string()),
            input: RuleCall::input_of::<JudgeCases>(&question(vec![told], String::new())),
            position: 0,
        });
        let outcome = |answer: &Closing| closing_outcome(answer.verdict).to_owned();
        Ok(Ok(answers_about(&called, asked, outcome)))
    }
}

async fn load_open_cases(
    context: &CountyContext,
    ids: &[Uuid],
) -> Result<Vec<cases::Model>, Failure> {
    let backend = context.database().get_database_backend();
    let rows = cases::Entity::find()
        .filter(is_one_of(backend, cases::Column::Id, ids.iter().copied()))
        .filter(cases::Column::State.eq(CaseState::Open))
        .order_by_asc(cases::Column::Id);
    Ok(rows.all(context.database()).await?)
}

async fn count_open_referrals(
    context: &CountyContext,
    cases: &[Uuid],
) -> Result<BTreeMap<Uuid, i64>, Failure> {
    use referrals::Column::{CaseId, Id, State};
    let backend = context.database().get_database_backend();
    let query = referrals::Entity::find()
        .filter(is_one_of(backend, CaseId, cases.iter().copied()))
        .filter(State.eq(ReferralState::Sent))
        .select_only()
        .column(CaseId)
        .column_as(Id.count(), "count")
        .group_by(CaseId);
    let counts: Vec<(Uuid, i64)> = query.into_tuple().all(context.database()).await?;
    Ok(counts.into_iter().collect())
}

/// A case as the contract knows it. A case that was reactivated after its last contact begins anew on that day.
fn describe(case: &cases::Model, open_referrals: i64) -> Option<OpenCase> {
    let begun_anew = case.last_seen_on > case.last_contact_on.unwrap_or(case.opened_on);
    let (opened, last_contact) = if begun_anew {
        (case.last_seen_on, None)
    } else {
        (case.opened_on, case.last_contact_on)
    };
    Some(OpenCase {
        constellation: match case.constellation_key.as_str() {
            "brief-intervention" => Constellation::BriefIntervention,
            "process-support" => Constellation::ProcessSupport,
            "case-management" => Constellation::CaseManagement,
            _ => return None,
        },
        opened: opened.into(),
        last_contact: last_contact.map(Into::into),
        open_referrals: u16::try_from(open_referrals).unwrap_or(u16::MAX),
        next_appointment: None,
    })
}
