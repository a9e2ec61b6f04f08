//! What a run does, batch by batch.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use kernel::errors::Failure;
use sea_orm::{EntityTrait, IntoActiveModel, Set};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    Application, AskFailure, TenantRules,
    application::Pace,
    failure_mark::{clear_failure, find_failure, record_failure},
    maintain::later,
    model::{
        Answered, Remark, RuleRunId, RuleVersion, RunKind, RunState,
        limits::{BATCH_SUBJECTS_MAX, EVALUATION_AGAIN_AFTER, ROWS_PER_STATEMENT},
    },
    remember::remember,
    tables::{changes, runs},
};

/// One run with everything that it needs after its request has ended.
pub(crate) struct Job {
    pub(crate) context: CountyContext,
    pub(crate) rules: TenantRules,
    pub(crate) application: Arc<dyn Application>,
    pub(crate) version: RuleVersion,
    /// The version that holds, to compare a tried one with.
    pub(crate) comparison: Option<RuleVersion>,
    pub(crate) run: RuleRunId,
    pub(crate) kind: RunKind,
    pub(crate) as_of: NaiveDate,
}

/// How a run ended.
enum End {
    Done,
    Cancelled,
    Failed(AskFailure),
}

/// How far a run is.
#[derive(Default)]
struct Progress {
    total: usize,
    done: usize,
    changed: usize,
}

impl Job {
    /// Runs in the background.
    pub(crate) fn spawn(self) {
        tokio::spawn(self.run_to_end());
    }

    /// Runs, and says in the run's row how it ended.
    pub(crate) async fn run_to_end(self) {
        let mut progress = Progress::default();
        let ended = self.perform(&mut progress).await;
        let (state, failure) = match ended {
            Ok(End::Done) => (RunState::Done, None),
            Ok(End::Cancelled) => (RunState::Cancelled, None),
            Ok(End::Failed(failure)) => (RunState::Failed, Some(failure.remark())),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, run = %self.run, "a run of a rule broke");
                let code = "INTERNAL".to_owned();
                let detail = String::new();
                (RunState::Failed, Some(Remark { code, detail }))
            }
        };
        if self.kind == RunKind::Evaluation && state != RunState::Done {
            let again = later(&self.context, EVALUATION_AGAIN_AFTER);
            self.rules.state.look_by(again);
        }
        if let Err(error) = self.finish(state, failure, &progress).await {
            tracing::error!(error = &error as &dyn std::error::Error, run = %self.run, "the end of a run is not written down");
        }
    }

    async fn perform(&self, progress: &mut Progress) -> Result<End, Failure> {
        let subjects = self
            .application
            .list_subjects(&self.context, self.as_of)
            .await?;
        progress.total = subjects.len();
        for batch in batches(&subjects) {
            if !self.goes_on(progress).await? {
                return Ok(End::Cancelled);
            }
            match self.judge(&batch).await? {
                Ok(changed) => progress.changed += changed,
                Err(failure) => return Ok(End::Failed(failure)),
            }
            progress.done += batch.len();
        }
        // Whoever stopped the run meanwhile does not want to read that it was done.
        Ok(if self.goes_on(progress).await? {
            End::Done
        } else {
            End::Cancelled
        })
    }

    /// Tells how far the run is, and whether nobody stopped it or took its place.
    async fn goes_on(&self, progress: &Progress) -> Result<bool, Failure> {
        let row = runs::Entity::find_by_id(self.run)
            .one(self.context.database())
            .await?;
        if !row.is_some_and(|row| row.state == RunState::Running && !row.cancel_requested) {
            return Ok(false);
        }
        self.write(self.figures(progress)).await?;
        Ok(true)
    }

    fn figures(&self, progress: &Progress) -> runs::ActiveModel {
        let figure = |figure: usize| Set(i32::try_from(figure).unwrap_or(i32::MAX));
        runs::ActiveModel {
            id: Set(self.run),
            total: figure(progress.total),
            done: figure(progress.done),
            changed: figure(progress.changed),
            heartbeat_at: Set(self.context.clock().now()),
            ..Default::default()
        }
    }

    async fn finish(
        &self,
        state: RunState,
        failure: Option<Remark>,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let (code, detail) = failure.map(|remark| (remark.code, remark.detail)).unzip();
        self.write(runs::ActiveModel {
            state: Set(state),
            place: Set(None),
            failure_code: Set(code),
            failure_detail: Set(detail),
            finished_at: Set(Some(self.context.clock().now())),
            ..self.figures(progress)
        })
        .await
    }

    async fn write(&self, row: runs::ActiveModel) -> Result<(), Failure> {
        let transaction = self.context.database().begin().await?;
        runs::Entity::update(row)
            .exec_without_returning(&transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Asks about one batch. How many answers are new, or how the rule failed.
    async fn judge(&self, batch: &[Uuid]) -> Result<Result<usize, AskFailure>, Failure> {
        let answered = match self.ask(&self.version, batch).await? {
            Ok(answered) => answered,
            Err(failure) => {
                if self.kind == RunKind::Evaluation {
                    self.mark(&failure).await?;
                }
                return Ok(Err(failure));
            }
        };
        match self.kind {
            RunKind::TryOut => {
                let before = match &self.comparison {
                    // What the rule that holds cannot say today, a new one need not be compared with.
                    Some(version) => self.ask(version, batch).await?.unwrap_or_default(),
                    None => Vec::new(),
                };
                self.keep_changes(before, answered).await.map(Ok)
            }
            RunKind::Evaluation => self.keep_decisions(answered).await.map(Ok),
        }
    }

    async fn ask(
        &self,
        version: &RuleVersion,
        batch: &[Uuid],
    ) -> Result<Result<Vec<Answered>, AskFailure>, Failure> {
        match self.rules.call(&self.context, version, Pace::Batch).await? {
            Ok(call) => {
                let asked = self
                    .application
                    .ask(&self.context, &call, batch, self.as_of);
                asked.await
            }
            Err(failure) => Ok(Err(failure)),
        }
    }

    async fn mark(&self, failure: &AskFailure) -> Result<(), Failure> {
        let earlier = find_failure(&self.context, self.version.id).await?;
        record_failure(&self.context, self.version.id, earlier, failure).await?;
        Ok(())
    }

    async fn keep_decisions(&self, answered: Vec<Answered>) -> Result<usize, Failure> {
        if find_failure(&self.context, self.version.id)
            .await?
            .is_some()
        {
            clear_failure(&self.context, self.version.id).await?;
        }
        let begun = self.context.clock().now();
        let rule = (&self.version, self.as_of);
        let decisions = remember(&self.context, &self.rules, rule, answered, None).await?;
        let new = decisions
            .values()
            .filter(|decision| decision.version == self.version.id && decision.decided_at >= begun);
        Ok(new.count())
    }

    async fn keep_changes(
        &self,
        before: Vec<Answered>,
        after: Vec<Answered>,
    ) -> Result<usize, Failure> {
        let before: BTreeMap<Uuid, String> = before
            .into_iter()
            .map(|answer| (answer.subject, answer.outcome))
            .collect();
        let rows: Vec<changes::Model> = after
            .into_iter()
            .filter(|answer| before.get(&answer.subject) != Some(&answer.outcome))
            .map(|answer| changes::Model {
                run_id: self.run,
                subject_id: answer.subject,
                municipality: answer.municipality,
                before: before.get(&answer.subject).cloned(),
                after: answer.outcome,
                input: answer.input,
                output: answer.output,
            })
            .collect();
        let changed = rows.len();
        let transaction = self.context.database().begin().await?;
        for some in rows.chunks(ROWS_PER_STATEMENT) {
            let some = some.iter().cloned().map(IntoActiveModel::into_active_model);
            changes::Entity::insert_many(some)
                .exec_without_returning(&transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(changed)
    }
}

/// Cuts subjects into batches that part no group, unless a group alone is larger than a batch.
fn batches(subjects: &[(Uuid, Uuid)]) -> Vec<Vec<Uuid>> {
    let mut batches: Vec<Vec<Uuid>> = Vec::new();
    for group in subjects.chunk_by(|one, next| one.0 == next.0) {
        let members = group.iter().map(|(_, subject)| *subject);
        match batches.last_mut() {
            Some(batch) if batch.len() + group.len() <= BATCH_SUBJECTS_MAX => batch.extend(members),
            _ => batches.push(members.collect()),
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_full_and_part_no_family() {
        let family = |size: usize| {
            let group = Uuid::now_v7();
            (0..size).map(move |_| (group, Uuid::now_v7()))
        };
        let subjects: Vec<(Uuid, Uuid)> = family(BATCH_SUBJECTS_MAX - 1)
            .chain(family(2))
            .chain(family(1))
            .collect();
        let sizes: Vec<usize> = batches(&subjects).iter().map(Vec::len).collect();
        assert_eq!(sizes, [BATCH_SUBJECTS_MAX - 1, 3]);
        assert!(batches(&[]).is_empty());
    }
}
