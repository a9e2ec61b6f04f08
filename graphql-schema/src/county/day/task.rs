//! Tasks as the schema shows them, and the lists of them.

use async_graphql::{ComplexObject, Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use casework::{
    find_task, list_tasks,
    model::{self, CaseId, TaskCursor, TaskFilter, TaskId, TaskInCase, TaskState},
    tasks_of_case,
};
use chrono::{DateTime, Utc};
use kernel::{access::Permission, errors::Failure, ids::AccountId};
use tenants::CountyContext;

use super::CaseReference;
use crate::{
    Date,
    caller::county,
    connection::{PagePosition, connection_types, cursor_text, list_cost, page_request},
    errors::Answer,
    ids::NodeKind,
    labels::CodeListEntry,
    loaders::account_name,
};

/// A task of a case: what is to be done, by when and by whom. Permission: task.read.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Task {
    /// Its id.
    id: ID,
    /// The case.
    case: CaseReference,
    /// What is to be done.
    title: String,
    /// More about it; may be empty.
    note: String,
    /// The day by which it is to be done; null for no day.
    due_on: Option<Date>,
    /// Whether it is still to be done and that day has passed.
    overdue: bool,
    /// The day from which on it stands among the reminders; null for none.
    remind_on: Option<Date>,
    /// The post responsible: key and title. Null if it is a person, or whoever has the case.
    post: Option<CodeListEntry>,
    /// The account responsible, if it is a person.
    account_id: Option<ID>,
    /// How far it is: `open`, `done` or `cancelled`.
    state: CodeListEntry,
    /// The day it was done or cancelled.
    ended_on: Option<Date>,
    /// When it was made.
    recorded_at: DateTime<Utc>,
    /// Counts changes, from 1. Send it back with a change.
    version: i32,
    #[graphql(skip)]
    accounts: TaskAccounts,
}

struct TaskAccounts {
    responsible: Option<AccountId>,
    ended_by: Option<AccountId>,
    recorded_by: AccountId,
}

impl Task {
    pub(super) fn new(found: TaskInCase, context: &CountyContext) -> Self {
        let TaskInCase { task, case } = found;
        let locale = context.locale();
        let is_open = task.state == TaskState::Open;
        let has_passed = task.due_on.is_some_and(|day| day < context.clock().today());
        let post = |key: kernel::keys::PostKey| CodeListEntry {
            label: context
                .county()
                .post(&key)
                .map_or(key.as_str(), |post| post.title.get(locale))
                .to_owned(),
            key: key.to_string(),
        };
        Self {
            id: NodeKind::Task.global_id(task.id.0),
            case: case.into(),
            title: task.title,
            note: task.note,
            due_on: task.due_on.map(Date::from),
            overdue: is_open && has_passed,
            remind_on: task.remind_on.map(Date::from),
            post: task.post.map(post),
            account_id: task.account.map(|id| NodeKind::Account.global_id(id.0)),
            state: CodeListEntry::of_platform(locale, "task-state", task.state.key()),
            ended_on: task.ended_on.map(Date::from),
            recorded_at: task.recorded_at,
            version: task.version,
            accounts: TaskAccounts {
                responsible: task.account,
                ended_by: task.ended_by,
                recorded_by: task.recorded_by,
            },
        }
    }
}

#[ComplexObject]
impl Task {
    /// The name of the account responsible, if it is a person.
    async fn account_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.accounts.responsible {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The name of the account that said it has ended.
    async fn ended_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        match self.accounts.ended_by {
            Some(id) => account_name(ctx, id).await,
            None => Ok(None),
        }
    }

    /// The name of the account that made it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        account_name(ctx, self.accounts.recorded_by).await
    }
}

connection_types!("tasks", TaskConnection, TaskEdge, Task);

/// Which tasks a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "model::TaskChoice")]
pub enum TaskChoice {
    /// All that are to be done.
    #[default]
    Open,
    /// Those due today or overdue.
    Due,
    /// Those to be reminded of today that are not due yet.
    Reminded,
    /// Those done or cancelled.
    Ended,
}

/// Which tasks are meant.
#[derive(Debug, Clone, Copy, InputObject)]
#[graphql(name = "TaskFilter")]
pub struct TaskSelection {
    /// Which.
    #[graphql(default)]
    choice: TaskChoice,
    /// Only those for which the viewer or one of the viewer's posts is responsible.
    #[graphql(default)]
    only_mine: bool,
}

/// Fields about tasks.
#[derive(Default)]
pub struct TaskQuery;

#[Object]
impl TaskQuery {
    /// Tasks of open cases in the viewer's scope, by the day they are due, those without a day
    /// last. Permission: task.read.
    #[graphql(complexity = "10 + list_cost(first, child_complexity)")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tasks; all that are to be done if left out.")] filter: Option<
            TaskSelection,
        >,
        #[graphql(desc = "Rows wanted, 1 to 100; 50 if left out.")] first: Option<i32>,
        #[graphql(desc = "The cursor after which the page begins.")] after: Option<String>,
    ) -> Result<TaskConnection> {
        let context = county(ctx);
        let page = page_request::<TaskCursor>(context.locale(), first, after.as_deref())?;
        let filter = filter.map_or(TaskFilter::default(), |filter| TaskFilter {
            choice: filter.choice.into(),
            only_mine: filter.only_mine,
        });
        let tasks = list_tasks(context, filter, &page)
            .await
            .or_top_level(context.locale())?;
        let position = PagePosition::of(&tasks, &page);
        let row = |found: TaskInCase| {
            let cursor = cursor_text(&found.task.cursor());
            (cursor, Task::new(found, context))
        };
        Ok(TaskConnection::new(
            position,
            tasks.rows.into_iter().map(row),
        ))
    }

    /// A task in the viewer's scope; null if there is none. Permission: task.read.
    #[graphql(complexity = "10 + child_complexity")]
    async fn task(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The task's id.")] id: ID,
    ) -> Result<Option<Task>> {
        let context = county(ctx);
        let found = find_task(context, TaskId(NodeKind::Task.uuid_to_ask_for(&id)))
            .await
            .or_top_level(context.locale())?;
        Ok(found.map(|found| Task::new(found, context)))
    }
}

/// The tasks of a case; none if the viewer may not read those of this case.
pub(in crate::county) async fn tasks_shown_in(
    ctx: &Context<'_>,
    case: CaseId,
) -> Result<Option<Vec<Task>>> {
    let context = county(ctx);
    if !context.actor().may(Permission::TaskRead) {
        return Ok(None);
    }
    match tasks_of_case(context, case).await {
        // The case is in sight, its tasks are not: another part of the county keeps them.
        Err(Failure::NotFound) => Ok(None),
        answer => {
            let found = answer.or_top_level(context.locale())?.into_iter();
            Ok(Some(found.map(|task| Task::new(task, context)).collect()))
        }
    }
}
