//! Making tasks, changing and ending them.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    change_task, complete_task, create_task, find_task,
    model::{self, CaseId, TaskDetails, TaskEnding, TaskId, TaskState},
    reopen_task,
};
use kernel::{errors::Failure, ids::AccountId};

use super::Task;
use crate::{
    Date,
    caller::county,
    errors::{Answer, UserError, is_conflict},
    ids::NodeKind,
    input::{InputReader, given},
};

/// A task as somebody enters it.
#[derive(Debug, InputObject)]
pub struct TaskCreateInput {
    /// The case.
    case_id: ID,
    /// What is to be done; at most 200 characters.
    title: String,
    /// More about it; at most 4,000 characters.
    #[graphql(default)]
    note: String,
    /// The day by which it is to be done, not before the case was opened and at most five years
    /// ahead.
    due_on: Option<Date>,
    /// The day from which on it stands among the reminders; within the same bounds.
    remind_on: Option<Date>,
    /// The key of the post responsible; whoever has the case if left out.
    post: Option<String>,
    /// The viewer's own account instead of a post.
    account_id: Option<ID>,
    /// A text of at most 64 characters that the client invents for this submission: the same again
    /// gives the task made before.
    idempotency_key: Option<String>,
}

/// A task as it is to be.
#[derive(Debug, InputObject)]
pub struct TaskChangeInput {
    /// The task.
    task_id: ID,
    /// The version of the task that the change was made from.
    version: i32,
    /// What is to be done; at most 200 characters.
    title: String,
    /// More about it; at most 4,000 characters.
    #[graphql(default)]
    note: String,
    /// The day by which it is to be done; none if left out.
    due_on: Option<Date>,
    /// The day from which on it stands among the reminders; none if left out.
    remind_on: Option<Date>,
    /// The key of the post responsible; whoever has the case if left out.
    post: Option<String>,
    /// The viewer's own account, or the one responsible already, instead of a post.
    account_id: Option<ID>,
}

/// How a task ended.
#[derive(Debug, InputObject)]
pub struct TaskCompleteInput {
    /// The task.
    task_id: ID,
    /// The version of the task that this was said of.
    version: i32,
    /// `done`, or `cancelled` if it is no longer to be done.
    #[graphql(default_with = "TaskState::Done.key().to_owned()")]
    outcome: String,
    /// The day; today if left out, neither in the future nor before the case was opened.
    ended_on: Option<Date>,
}

/// Which task is to be done after all.
#[derive(Debug, InputObject)]
pub struct TaskReopenInput {
    /// The task.
    task_id: ID,
    /// The version of the task that this was said of.
    version: i32,
}

/// What a change of a task answers.
#[derive(SimpleObject)]
pub struct TaskPayload {
    /// The task as it is now. Null if the input has problems, except for `CONFLICT`: then it is the
    /// version that somebody else made.
    task: Option<Task>,
    /// Problems with the input; nothing was changed.
    user_errors: Vec<UserError>,
}

/// Changes of tasks.
#[derive(Default)]
pub struct TaskMutation;

#[Object]
impl TaskMutation {
    /// Makes a task of an open case. Permission: task.record.
    async fn task_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: TaskCreateInput,
    ) -> Result<TaskPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let key = reader.idempotency_key(input.idempotency_key.as_deref(), &format!("{input:?}"));
        let case = CaseId(NodeKind::Case.uuid_to_ask_for(&input.case_id));
        let details = TaskDetails {
            due_on: reader.optional_day("dueOn", input.due_on.as_ref()),
            remind_on: reader.optional_day("remindOn", input.remind_on.as_ref()),
            title: input.title,
            note: input.note,
            post: given(input.post),
            account: account(input.account_id),
        };
        let made = match reader.finish(details) {
            Ok(details) => create_task(context, case, details, key).await,
            Err(failure) => Err(failure),
        };
        task_payload(ctx, None, made).await
    }

    /// Changes a task that is still to be done. Permission: task.record.
    async fn task_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: TaskChangeInput,
    ) -> Result<TaskPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let id = TaskId(NodeKind::Task.uuid_to_ask_for(&input.task_id));
        let details = TaskDetails {
            due_on: reader.optional_day("dueOn", input.due_on.as_ref()),
            remind_on: reader.optional_day("remindOn", input.remind_on.as_ref()),
            title: input.title,
            note: input.note,
            post: given(input.post),
            account: account(input.account_id),
        };
        let changed = match reader.finish(details) {
            Ok(details) => change_task(context, id, details, input.version).await,
            Err(failure) => Err(failure),
        };
        task_payload(ctx, Some(id), changed).await
    }

    /// Says that a task is done, or no longer to be done. Permission: task.record.
    async fn task_complete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: TaskCompleteInput,
    ) -> Result<TaskPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let id = TaskId(NodeKind::Task.uuid_to_ask_for(&input.task_id));
        let ended_on = reader.optional_day("endedOn", input.ended_on.as_ref());
        let ending = TaskEnding {
            outcome: reader.choice("outcome", &input.outcome, TaskState::Done),
            ended_on: ended_on.unwrap_or_else(|| context.clock().today()),
            expected_version: input.version,
        };
        let ended = match reader.finish(ending) {
            Ok(ending) => complete_task(context, id, ending).await,
            Err(failure) => Err(failure),
        };
        task_payload(ctx, Some(id), ended).await
    }

    /// Opens a task again that was said to have ended. Permission: task.record.
    async fn task_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: TaskReopenInput,
    ) -> Result<TaskPayload> {
        let id = TaskId(NodeKind::Task.uuid_to_ask_for(&input.task_id));
        let opened = reopen_task(county(ctx), id, input.version).await;
        task_payload(ctx, Some(id), opened).await
    }
}

/// An id that is none is the id of nobody, which the use case refuses.
fn account(id: Option<ID>) -> Option<AccountId> {
    let id = id.filter(|id| !id.is_empty())?;
    Some(AccountId(NodeKind::Account.uuid_to_ask_for(&id)))
}

/// The task is read only if it is selected: every read of a person is written down.
async fn task_payload(
    ctx: &Context<'_>,
    asked_for: Option<TaskId>,
    changed: Result<model::Task, Failure>,
) -> Result<TaskPayload> {
    let context = county(ctx);
    let (id, user_errors) = match changed.or_user_errors(context.locale())? {
        Ok(task) => (Some(task.id), Vec::new()),
        Err(user_errors) => (asked_for, user_errors),
    };
    let is_shown = user_errors.is_empty() || is_conflict(&user_errors);
    let task = match id.filter(|_| is_shown && ctx.look_ahead().field("task").exists()) {
        Some(id) => find_task(context, id)
            .await
            .or_top_level(context.locale())?
            .map(|found| Task::new(found, context)),
        None => None,
    };
    Ok(TaskPayload { task, user_errors })
}
