//! Reading tasks: of one case, one alone, or a page of the list across cases.
//!
//! Each way costs one statement for the tasks, one for their cases and one for the audit entry.

use chrono::NaiveDate;
use kernel::{
    access::{Permission, Scope},
    errors::Failure,
    paging::{Page, PageRequest},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use tenants::CountyContext;

use crate::{
    in_cases::{ShownOf, case_references, cases_of_own_posts, ids_of_cases, open_cases},
    model::{
        CaseId, Task, TaskChoice, TaskCursor, TaskFilter, TaskId, TaskInCase, TaskState,
        limits::TASKS_OF_CASE_MAX,
    },
    tables::tasks,
};

/// Sorts behind every day on which something can be due.
const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => panic!("a date"),
};

/// The tasks of a case, those to be done first, by the day they are due; at most
/// [`TASKS_OF_CASE_MAX`]. Needs [`Permission::TaskRead`].
///
/// # Errors
/// `NotFound` if the case is not in scope.
pub async fn tasks_of_case(
    context: &CountyContext,
    case: CaseId,
) -> Result<Vec<TaskInCase>, Failure> {
    let scope = context.authorize(Permission::TaskRead)?;
    let shown = ShownOf {
        permission: Permission::TaskRead,
        object_kind: "case",
        object_id: Some(case.0),
    };
    crate::in_cases::require_case(context, &scope, case).await?;
    let is_open = Expr::col(tasks::Column::State).eq(TaskState::Open);
    let rows = tasks::Entity::find()
        .filter(tasks::Column::CaseId.eq(case))
        .order_by(is_open, Order::Desc)
        .order_by_asc(due_day())
        .order_by_asc(tasks::Column::Id)
        .limit(TASKS_OF_CASE_MAX)
        .all(context.database())
        .await?;
    in_their_cases(context, shown, rows).await
}

/// A task in scope, or none. Needs [`Permission::TaskRead`].
pub async fn find_task(context: &CountyContext, id: TaskId) -> Result<Option<TaskInCase>, Failure> {
    let scope = context.authorize(Permission::TaskRead)?;
    let row = tasks::Entity::find_by_id(id)
        .filter(in_scope(&scope))
        .one(context.database())
        .await?;
    let shown = ShownOf {
        permission: Permission::TaskRead,
        object_kind: "task",
        object_id: Some(id.0),
    };
    let found = in_their_cases(context, shown, row.into_iter().collect()).await?;
    Ok(found.into_iter().next())
}

/// Tasks of open cases in scope, by the day they are due, those without a day last; of one day, the
/// latest made first. Needs
/// [`Permission::TaskRead`].
pub async fn list_tasks(
    context: &CountyContext,
    filter: TaskFilter,
    page: &PageRequest<TaskCursor>,
) -> Result<Page<TaskInCase>, Failure> {
    let scope = context.authorize(Permission::TaskRead)?;
    let of_open_cases = ids_of_cases(&scope, open_cases());
    let mut query = tasks::Entity::find()
        .filter(tasks::Column::CaseId.in_subquery(of_open_cases))
        .filter(chosen(filter.choice, context.clock().today()));
    if filter.only_mine {
        query = query.filter(mine(context, &scope)?);
    }
    if let Some(after) = page.after {
        let day = after.due_on.unwrap_or(NO_DAY);
        let same_day = due_day().eq(day).and(tasks::Column::Id.lt(after.id));
        query = query.filter(due_day().gt(day).or(same_day));
    }
    let rows = query
        .order_by_asc(due_day())
        .order_by_desc(tasks::Column::Id)
        .limit(u64::from(page.size) + 1)
        .all(context.database())
        .await?;
    let page = Page::from_overfull(rows, page.size);
    let shown = ShownOf {
        permission: Permission::TaskRead,
        object_kind: "task",
        object_id: None,
    };
    Ok(Page {
        rows: in_their_cases(context, shown, page.rows).await?,
        has_next: page.has_next,
    })
}

/// The actor's own tasks that are to be done and due on one of the days, for calendars; at most
/// `most`. Needs [`Permission::TaskRead`].
pub(crate) async fn due_tasks(
    context: &CountyContext,
    days: std::ops::RangeInclusive<NaiveDate>,
    most: u64,
) -> Result<Vec<TaskInCase>, Failure> {
    let scope = context.authorize(Permission::TaskRead)?;
    let rows = tasks::Entity::find()
        .filter(tasks::Column::CaseId.in_subquery(ids_of_cases(&scope, open_cases())))
        .filter(tasks::Column::State.eq(TaskState::Open))
        .filter(tasks::Column::DueOn.between(*days.start(), *days.end()))
        .filter(mine(context, &scope)?)
        .order_by_asc(tasks::Column::DueOn)
        .order_by_asc(tasks::Column::Id)
        .limit(most)
        .all(context.database())
        .await?;
    let shown = ShownOf {
        permission: Permission::TaskRead,
        object_kind: "calendar",
        object_id: None,
    };
    in_their_cases(context, shown, rows).await
}

fn due_day() -> Expr {
    let due_on = Expr::col(tasks::Column::DueOn);
    Func::coalesce([due_on, Expr::val(NO_DAY)]).into()
}

fn in_scope(scope: &Scope) -> Condition {
    Condition::all().add(tasks::Column::CaseId.in_subquery(ids_of_cases(scope, Condition::all())))
}

fn chosen(choice: TaskChoice, today: NaiveDate) -> Condition {
    use tasks::Column::{DueOn, RemindOn, State};
    let all = Condition::all();
    match choice {
        TaskChoice::Open => all.add(State.eq(TaskState::Open)),
        TaskChoice::Due => all.add(State.eq(TaskState::Open)).add(DueOn.lte(today)),
        TaskChoice::Reminded => {
            let later = Condition::any().add(DueOn.is_null()).add(DueOn.gt(today));
            all.add(State.eq(TaskState::Open))
                .add(RemindOn.lte(today))
                .add(later)
        }
        TaskChoice::Ended => all.add(State.ne(TaskState::Open)),
    }
}

/// Whoever is named is responsible; without a name the post, without a post that of the case.
fn mine(context: &CountyContext, scope: &Scope) -> Result<Condition, Failure> {
    use tasks::Column::{AccountId, CaseId, PostKey};
    let account = context.actor().account()?;
    let posts = account.posts().map(ToString::to_string);
    let own_cases = ids_of_cases(scope, cases_of_own_posts(context)?);
    let of_the_case = Condition::all()
        .add(PostKey.is_null())
        .add(CaseId.in_subquery(own_cases));
    let of_a_post = Condition::all()
        .add(AccountId.is_null())
        .add(Condition::any().add(PostKey.is_in(posts)).add(of_the_case));
    Ok(Condition::any()
        .add(AccountId.eq(account.account_id))
        .add(of_a_post))
}

async fn in_their_cases(
    context: &CountyContext,
    shown: ShownOf,
    rows: Vec<tasks::Model>,
) -> Result<Vec<TaskInCase>, Failure> {
    let cases = case_references(context, shown, rows.iter().map(|row| row.case_id)).await?;
    let with_case = |row: tasks::Model| {
        let case = cases.get(&row.case_id).cloned();
        TaskInCase {
            task: Task::from(row),
            case: case.expect("a foreign key holds a task to its case"),
        }
    };
    Ok(rows.into_iter().map(with_case).collect())
}

#[cfg(test)]
mod tests {
    use kernel::{access::Scope, testing::Store};

    use super::*;
    use crate::{
        create_task,
        model::{TaskDetails, TaskEnding},
        testing::{AHLEN_KI, AHLEN_WELFARE, Fixture, SOUTH_KI, day, is_not_found, task},
    };

    fn page(size: u32) -> PageRequest<TaskCursor> {
        PageRequest { size, after: None }
    }

    fn due(title: &str, due_on: Option<&str>, remind_on: Option<&str>) -> TaskDetails {
        TaskDetails {
            due_on: due_on.map(day),
            remind_on: remind_on.map(day),
            ..task(title)
        }
    }

    async fn titles(context: &CountyContext, choice: TaskChoice, only_mine: bool) -> Vec<String> {
        let filter = TaskFilter { choice, only_mine };
        let found = list_tasks(context, filter, &page(50)).await.expect("lists");
        found.rows.into_iter().map(|row| row.task.title).collect()
    }

    #[tokio::test]
    async fn tasks_come_by_the_day_they_are_due_and_pages_are_the_whole() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            for details in [
                due("never", None, Some("2026-07-15")),
                due("later", Some("2026-07-16"), Some("2026-07-10")),
                due("today", Some("2026-07-15"), Some("2026-07-10")),
                due("overdue", Some("2026-07-01"), None),
                due("sometime", None, Some("2026-07-16")),
            ] {
                create_task(&lead, case.id, details, None)
                    .await
                    .expect("is made");
            }
            let all = ["overdue", "today", "later", "sometime", "never"];
            assert_eq!(
                titles(&lead, TaskChoice::Open, false).await,
                all,
                "{store:?}"
            );
            assert_eq!(
                titles(&lead, TaskChoice::Due, false).await,
                ["overdue", "today"]
            );
            assert_eq!(
                titles(&lead, TaskChoice::Reminded, false).await,
                ["later", "never"]
            );
            let mut request = page(2);
            let mut walked = Vec::new();
            loop {
                let part = list_tasks(&lead, TaskFilter::default(), &request)
                    .await
                    .expect("lists");
                request.after = part.rows.last().map(|row| row.task.cursor());
                walked.extend(part.rows.into_iter().map(|row| row.task.title));
                if !part.has_next {
                    break;
                }
            }
            assert_eq!(walked, all, "{store:?}");
        }
    }

    #[tokio::test]
    async fn mine_is_what_i_or_my_post_or_the_post_of_the_case_has_to_do() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
            let other = fixture.case(&lead, "Kaya", AHLEN_WELFARE).await;
            let scope = Scope {
                carriers: ["ki".parse().expect("a key")].into(),
                ..Scope::post(AHLEN_KI.parse().expect("a key"))
            };
            let manager = fixture.case_manager(scope).await;
            let of_post = |title: &str, post: &str| TaskDetails {
                post: Some(post.to_owned()),
                ..task(title)
            };
            for (case, details) in [
                (case.id, task("of my case")),
                (case.id, of_post("of a colleague", AHLEN_WELFARE)),
                (other.id, task("of another case")),
                (other.id, of_post("out of my scope", AHLEN_KI)),
            ] {
                create_task(&lead, case, details, None)
                    .await
                    .expect("is made");
            }
            let by_name = TaskDetails {
                account: manager.account_id().ok(),
                ..task("of myself")
            };
            create_task(&manager, case.id, by_name, None)
                .await
                .expect("is made");
            let mut mine = titles(&manager, TaskChoice::Open, true).await;
            mine.sort_unstable();
            assert_eq!(mine, ["of my case", "of myself"], "{store:?}");
            assert_eq!(titles(&manager, TaskChoice::Open, false).await.len(), 3);
            assert_eq!(titles(&lead, TaskChoice::Open, false).await.len(), 5);
            assert!(titles(&lead, TaskChoice::Open, true).await.is_empty());
        }
    }

    #[tokio::test]
    async fn a_case_shows_what_is_to_be_done_before_what_has_ended() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let case = fixture.case(&lead, "Haddad", AHLEN_KI).await;
        let first = create_task(&lead, case.id, due("first", Some("2026-07-01"), None), None)
            .await
            .expect("is made");
        create_task(&lead, case.id, due("second", None, None), None)
            .await
            .expect("is made");
        let ending = TaskEnding {
            outcome: TaskState::Done,
            ended_on: day("2026-07-15"),
            expected_version: 1,
        };
        crate::complete_task(&lead, first.id, ending)
            .await
            .expect("ends");
        let request = fixture.again(&lead);
        let shown = tasks_of_case(&request, case.id).await.expect("reads");
        let titles: Vec<&str> = shown.iter().map(|row| row.task.title.as_str()).collect();
        assert_eq!(titles, ["second", "first"]);
        assert_eq!(shown[0].case.client_name, "Amina Haddad");
        assert_eq!(request.database().statements().total(), 4);
        let south = fixture
            .case_manager(Scope::post(SOUTH_KI.parse().expect("a key")))
            .await;
        assert!(is_not_found(tasks_of_case(&south, case.id).await));
        assert_eq!(find_task(&south, first.id).await.expect("reads"), None);
    }
}
