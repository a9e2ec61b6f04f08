//! Making and changing tasks.

use chrono::{Months, NaiveDate};
use kernel::{
    access::{Permission, Scope},
    database::TenantTransaction,
    errors::{Failure, Problem, ProblemCode},
    idempotency::IdempotencyKey,
    keys::PostKey,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
};
use tenants::CountyContext;

use crate::{
    case_change::{came_second, check_open, finish_change, lock_case},
    check_input::InputCheck,
    in_cases::ids_of_cases,
    model::{
        CaseId, Task, TaskDetails, TaskId, TaskState,
        limits::{NOTE_LENGTH_MAX, OPEN_TASKS_MAX, PLANNED_MONTHS_MAX, TITLE_LENGTH_MAX},
    },
    tables::{cases, tasks},
};

/// Makes a task of an open case. Needs [`Permission::TaskRecord`].
///
/// # Errors
/// `CaseClosed` or `QuotaReached` on `caseId`, `Required` or `TooLong` on `title`, `TooLong` on
/// `note`, `OutOfRange` on `dueOn` and `remindOn`, `Unknown`, `PostNotValid` or (together with an
/// account) `Malformed` on `post`, `Unknown` on `accountId`.
pub async fn create_task(
    context: &CountyContext,
    case: CaseId,
    details: TaskDetails,
    key: Option<IdempotencyKey>,
) -> Result<Task, Failure> {
    let scope = context.authorize(Permission::TaskRecord)?;
    match try_create(context, &scope, case, &details, key.as_ref()).await {
        Err(failure) if came_second(key.as_ref(), &failure) => {
            try_create(context, &scope, case, &details, key.as_ref()).await
        }
        result => result,
    }
}

async fn try_create(
    context: &CountyContext,
    scope: &Scope,
    case: CaseId,
    details: &TaskDetails,
    key: Option<&IdempotencyKey>,
) -> Result<Task, Failure> {
    let transaction = context.database().begin().await?;
    let case = lock_case(&transaction, scope, case).await?;
    if let Some(key) = key
        && let Some(id) = key.earlier_result(context, &transaction).await?
    {
        let earlier = tasks::Entity::find_by_id(TaskId(id))
            .one(&transaction)
            .await?;
        return earlier.map(Task::from).ok_or(Failure::NotFound);
    }
    let mut check = InputCheck::default();
    check_open(&mut check, &case);
    check_room(&transaction, &mut check, case.id, 1).await?;
    let task = new_task(context, &mut check, &case, details)?;
    check.finish()?;
    let insert = tasks::Entity::insert(task.clone().into_active_model());
    insert.exec_without_returning(&transaction).await?;
    if let Some(key) = key {
        key.remember(context, &transaction, task.id.0).await?;
    }
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::TaskRecord, about).await?;
    Ok(task.into())
}

/// A case shows all its open tasks, so it may not have any number of them.
pub(crate) async fn check_room(
    transaction: &TenantTransaction,
    check: &mut InputCheck,
    case: CaseId,
    wanted: u64,
) -> Result<(), Failure> {
    let open = tasks::Entity::find()
        .filter(tasks::Column::CaseId.eq(case))
        .filter(tasks::Column::State.eq(TaskState::Open))
        .count(transaction)
        .await?;
    if open + wanted > OPEN_TASKS_MAX {
        let problem = Problem::new("caseId", ProblemCode::QuotaReached);
        check.note(problem.with("max", OPEN_TASKS_MAX));
    }
    Ok(())
}

/// The row of a new task; what is wrong with it is noted.
pub(crate) fn new_task(
    context: &CountyContext,
    check: &mut InputCheck,
    case: &cases::Model,
    details: &TaskDetails,
) -> Result<tasks::Model, Failure> {
    let checked = check_details(context, check, case, None, details)?;
    Ok(tasks::Model {
        id: TaskId::generate(),
        case_id: case.id,
        title: checked.title,
        note: checked.note,
        due_on: details.due_on,
        remind_on: details.remind_on,
        post_key: checked.post,
        account_id: details.account,
        state: TaskState::Open,
        ended_on: None,
        ended_by: None,
        recorded_by: context.account_id()?,
        recorded_at: context.clock().now(),
        version: 1,
    })
}

/// Changes a task that is still to be done. Needs [`Permission::TaskRecord`].
///
/// # Errors
/// Those of [`create_task`] but the quota; `Conflict` on `version`, `WrongState` on `taskId` for a
/// task that has ended.
pub async fn change_task(
    context: &CountyContext,
    id: TaskId,
    details: TaskDetails,
    expected_version: i32,
) -> Result<Task, Failure> {
    let scope = context.authorize(Permission::TaskRecord)?;
    let transaction = context.database().begin().await?;
    let (task, case) = lock_task(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.version(task.version, expected_version);
    check_open(&mut check, &case);
    let is_open = task.state == TaskState::Open;
    check.require(is_open, "taskId", ProblemCode::WrongState);
    let checked = check_details(context, &mut check, &case, Some(&task), &details)?;
    check.finish()?;
    let row = tasks::ActiveModel {
        id: Set(id),
        title: Set(checked.title),
        note: Set(checked.note),
        due_on: Set(details.due_on),
        remind_on: Set(details.remind_on),
        post_key: Set(checked.post),
        account_id: Set(details.account),
        version: Set(task.version + 1),
        ..Default::default()
    };
    let task = tasks::Entity::update(row).exec(&transaction).await?;
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::TaskRecord, about).await?;
    Ok(task.into())
}

/// The task and its case, both held until the transaction ends. One statement for a task out of
/// scope as for one that is not there.
pub(crate) async fn lock_task(
    transaction: &TenantTransaction,
    scope: &Scope,
    id: TaskId,
) -> Result<(tasks::Model, cases::Model), Failure> {
    let query = tasks::Entity::find_by_id(id)
        .filter(tasks::Column::CaseId.in_subquery(ids_of_cases(scope, Condition::all())))
        .lock_exclusive();
    let task = query.one(transaction).await?.ok_or(Failure::NotFound)?;
    let case = lock_case(transaction, scope, task.case_id).await?;
    Ok((task, case))
}

struct Checked {
    title: String,
    note: String,
    post: Option<PostKey>,
}

fn check_details(
    context: &CountyContext,
    check: &mut InputCheck,
    case: &cases::Model,
    present: Option<&tasks::Model>,
    details: &TaskDetails,
) -> Result<Checked, Failure> {
    let title = check.required_text("title", &details.title, TITLE_LENGTH_MAX);
    let note = check.text("note", &details.note, NOTE_LENGTH_MAX);
    let today = context.clock().today();
    for (field, day) in [("dueOn", details.due_on), ("remindOn", details.remind_on)] {
        check_planned_day(check, field, day, case.opened_on, today);
    }
    let wanted = details.post.as_deref().filter(|post| !post.is_empty());
    let present_post = present.and_then(|task| task.post_key.as_ref());
    let post = wanted.and_then(|key| check_post(context, check, key, present_post));
    if let Some(account) = details.account {
        check.require(wanted.is_none(), "post", ProblemCode::Malformed);
        let is_known = account == context.account_id()?
            || present.and_then(|task| task.account_id) == Some(account);
        check.require(is_known, "accountId", ProblemCode::Unknown);
    }
    Ok(Checked { title, note, post })
}

/// Nothing is planned before the case began, nor so late that it is a slip of the keyboard.
pub(crate) fn check_planned_day(
    check: &mut InputCheck,
    field: &'static str,
    day: Option<NaiveDate>,
    opened_on: NaiveDate,
    today: NaiveDate,
) {
    let latest = today + Months::new(PLANNED_MONTHS_MAX);
    if day.is_some_and(|day| !(opened_on..=latest).contains(&day)) {
        let problem = Problem::new(field, ProblemCode::OutOfRange);
        check.note(problem.with("min", opened_on).with("max", latest));
    }
}

/// A post of the county that is valid today; the present one may have ended meanwhile.
fn check_post(
    context: &CountyContext,
    check: &mut InputCheck,
    key: &str,
    present: Option<&PostKey>,
) -> Option<PostKey> {
    let county = context.county();
    let key = check.key("post", key, |key: &PostKey| county.post(key).is_some())?;
    let is_valid = county.post_at(&key, context.clock().today()).is_some();
    let may_stay = is_valid || present == Some(&key);
    check.require(may_stay, "post", ProblemCode::PostNotValid);
    Some(key)
}

#[cfg(test)]
mod tests {
    use kernel::{
        access::{Role, Scope},
        errors::ProblemCode::*,
        ids::AccountId,
        testing::Store,
    };

    use super::*;
    use crate::testing::{
        AHLEN_KI, Fixture, SOUTH_KI, day, idempotency_key, is_not_found, problem, problems, task,
    };

    #[tokio::test]
    async fn the_same_submission_makes_one_task() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let make = |key: &'static str| {
                create_task(
                    &lead,
                    case.id,
                    task("Antrag"),
                    idempotency_key(key, "input"),
                )
            };
            let (first, second, third) = tokio::join!(make("k"), make("k"), make("other"));
            let first = first.expect("is made");
            assert_eq!(first.id, second.expect("is found").id, "{store:?}");
            assert_ne!(first.id, third.expect("is made").id);
            assert_eq!((first.state, first.version), (TaskState::Open, 1));
            assert_eq!(fixture.count::<tasks::Entity>(&lead).await, 2);
        }
    }

    #[tokio::test]
    async fn every_problem_is_named_at_once() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let wrong = TaskDetails {
            title: " ".to_owned(),
            note: "x".repeat(NOTE_LENGTH_MAX + 1),
            due_on: Some(day("2026-05-31")),
            remind_on: Some(day("2206-07-15")),
            post: Some("nowhere".to_owned()),
            account: Some(AccountId::generate()),
        };
        assert_eq!(
            problems(create_task(&lead, case.id, wrong, None).await),
            [
                ("title", Required),
                ("note", TooLong),
                ("dueOn", OutOfRange),
                ("remindOn", OutOfRange),
                ("post", Unknown),
                ("post", Malformed),
                ("accountId", Unknown),
            ]
        );
        assert_eq!(fixture.count::<tasks::Entity>(&lead).await, 0);
    }

    #[tokio::test]
    async fn a_change_needs_the_present_version_and_keeps_to_the_scope() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let made = create_task(&lead, case.id, task("Antrag"), None)
                .await
                .expect("is made");
            let details = TaskDetails {
                post: Some(AHLEN_KI.to_owned()),
                ..task("Antrag stellen")
            };
            let south = fixture
                .case_manager(Scope::post(SOUTH_KI.parse().expect("a key")))
                .await;
            assert!(is_not_found(
                change_task(&south, made.id, details.clone(), 1).await
            ));
            let changed = change_task(&lead, made.id, details.clone(), 1)
                .await
                .expect("changes");
            assert_eq!(
                (changed.title.as_str(), changed.version),
                ("Antrag stellen", 2),
                "{store:?}"
            );
            let late = change_task(&lead, made.id, details, 1).await;
            assert_eq!(problem(late), ("version", Conflict), "{store:?}");
        }
    }

    #[tokio::test]
    async fn who_only_reads_tasks_makes_none() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        for (role, allowed) in [
            (Role::Coordinator, true),
            (Role::AdminAssistant, true),
            (Role::AuthorityOfficer, false),
            (Role::ItAdmin, false),
        ] {
            let actor = fixture.signed_in(role, Scope::whole_county()).await;
            let made = create_task(&actor, case.id, task("Antrag"), None).await;
            assert_eq!(made.is_ok(), allowed, "{role:?}");
        }
    }
}
