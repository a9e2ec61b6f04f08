//! Saying that a task is done or no longer to be done, and taking that back.

use kernel::{
    access::Permission,
    errors::{Failure, ProblemCode},
};
use sea_orm::{EntityTrait, Set};
use tenants::CountyContext;

use crate::{
    case_change::{check_open, finish_change},
    check_input::InputCheck,
    create_task::{check_room, lock_task},
    model::{Task, TaskEnding, TaskId, TaskState},
    tables::tasks,
};

/// Ends a task: done, or no longer to be done. Needs [`Permission::TaskRecord`]. Tasks of a closed
/// case end too: some are done after it.
///
/// # Errors
/// `Conflict` on `version`, `WrongState` on `taskId` for a task that has ended, `Unknown` on
/// `outcome` if it is no end, `InTheFuture` or `TooEarly` on `endedOn`.
pub async fn complete_task(
    context: &CountyContext,
    id: TaskId,
    ending: TaskEnding,
) -> Result<Task, Failure> {
    let scope = context.authorize(Permission::TaskRecord)?;
    let transaction = context.database().begin().await?;
    let (task, case) = lock_task(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.version(task.version, ending.expected_version);
    let is_open = task.state == TaskState::Open;
    check.require(is_open, "taskId", ProblemCode::WrongState);
    let is_end = ending.outcome != TaskState::Open;
    check.require(is_end, "outcome", ProblemCode::Unknown);
    let today = context.clock().today();
    check.past_date("endedOn", ending.ended_on, case.opened_on, today);
    check.finish()?;
    let row = tasks::ActiveModel {
        id: Set(id),
        state: Set(ending.outcome),
        ended_on: Set(Some(ending.ended_on)),
        ended_by: Set(Some(context.account_id()?)),
        version: Set(task.version + 1),
        ..Default::default()
    };
    let task = tasks::Entity::update(row).exec(&transaction).await?;
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::TaskRecord, about).await?;
    Ok(task.into())
}

/// Opens a task again that was said to have ended. Needs [`Permission::TaskRecord`].
///
/// # Errors
/// `CaseClosed` or `QuotaReached` on `caseId`, `Conflict` on `version`, `WrongState` on `taskId`
/// for a task that is still to be done.
pub async fn reopen_task(
    context: &CountyContext,
    id: TaskId,
    expected_version: i32,
) -> Result<Task, Failure> {
    let scope = context.authorize(Permission::TaskRecord)?;
    let transaction = context.database().begin().await?;
    let (task, case) = lock_task(&transaction, &scope, id).await?;
    let mut check = InputCheck::default();
    check.version(task.version, expected_version);
    check_open(&mut check, &case);
    let has_ended = task.state != TaskState::Open;
    check.require(has_ended, "taskId", ProblemCode::WrongState);
    check_room(&transaction, &mut check, case.id, 1).await?;
    check.finish()?;
    let row = tasks::ActiveModel {
        id: Set(id),
        state: Set(TaskState::Open),
        ended_on: Set(None),
        ended_by: Set(None),
        version: Set(task.version + 1),
        ..Default::default()
    };
    let task = tasks::Entity::update(row).exec(&transaction).await?;
    let about = (case.id, case.person_id);
    finish_change(context, transaction, Permission::TaskRecord, about).await?;
    Ok(task.into())
}

#[cfg(test)]
mod tests {
    use kernel::{errors::ProblemCode::*, testing::Store};

    use super::*;
    use crate::{
        close_case, create_task,
        model::{Closing, ClosingGround},
        testing::{AHLEN_KI, Fixture, day, problem, problems, task},
    };

    fn ending(outcome: TaskState, ended_on: &str, expected_version: i32) -> TaskEnding {
        TaskEnding {
            outcome,
            ended_on: day(ended_on),
            expected_version,
        }
    }

    #[tokio::test]
    async fn a_task_ends_once_and_can_be_opened_again() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let made = create_task(&lead, case.id, task("Antrag"), None)
                .await
                .expect("is made");
            let done = complete_task(&lead, made.id, ending(TaskState::Done, "2026-07-14", 1))
                .await
                .expect("ends");
            assert_eq!(done.ended_on, Some(day("2026-07-14")), "{store:?}");
            assert_eq!(done.ended_by, lead.account_id().ok());
            let again = complete_task(
                &lead,
                made.id,
                ending(TaskState::Cancelled, "2026-07-14", 2),
            )
            .await;
            assert_eq!(problem(again), ("taskId", WrongState));
            let open = reopen_task(&lead, made.id, 2).await.expect("opens");
            assert_eq!(
                (open.state, open.ended_on, open.ended_by, open.version),
                (TaskState::Open, None, None, 3)
            );
            let twice = reopen_task(&lead, made.id, 3).await;
            assert_eq!(problem(twice), ("taskId", WrongState), "{store:?}");
        }
    }

    #[tokio::test]
    async fn what_is_wrong_with_an_ending_is_named() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let made = create_task(&lead, case.id, task("Antrag"), None)
            .await
            .expect("is made");
        let wrong = complete_task(&lead, made.id, ending(TaskState::Open, "2026-07-16", 4)).await;
        assert_eq!(
            problems(wrong),
            [
                ("version", Conflict),
                ("outcome", Unknown),
                ("endedOn", InTheFuture)
            ]
        );
        let early = complete_task(&lead, made.id, ending(TaskState::Done, "2026-05-31", 1)).await;
        assert_eq!(problem(early), ("endedOn", TooEarly));
    }

    #[tokio::test]
    async fn tasks_of_a_closed_case_end_but_are_not_opened_again() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let made = create_task(&lead, case.id, task("Antrag"), None)
            .await
            .expect("is made");
        let closing = Closing {
            ground: ClosingGround::GoalsReached,
            note: String::new(),
            closed_on: day("2026-07-01"),
            expected_version: 1,
        };
        close_case(&lead, case.id, closing).await.expect("closes");
        complete_task(&lead, made.id, ending(TaskState::Done, "2026-07-14", 1))
            .await
            .expect("ends");
        let open = reopen_task(&lead, made.id, 2).await;
        assert_eq!(problem(open), ("caseId", CaseClosed));
    }
}
