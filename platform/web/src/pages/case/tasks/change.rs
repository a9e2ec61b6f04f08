//! Shows a task with what can be done about it: changing it, ending it, opening it again.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT, FIELDS,
    responsible::{choices, chosen, input, own_account},
};
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Fact, Head, LoadedCase, PostServing, Step, case_address, load,
            load_structure, see_case, send_change, sent_version, title,
        },
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "case/tasks/change.html")]
pub(in crate::pages) struct ChangeTaskPage {
    frame: Frame,
    form: Form,
    head: Head,
    task: TaskToChange,
    can_change: bool,
    posts: Vec<Entry>,
}

#[derive(Deserialize)]
struct TaskAnswer {
    task: Option<TaskToChange>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct TaskToChange {
    id: String,
    case: CaseOfTask,
    title: String,
    note: String,
    due_on: Option<NaiveDate>,
    remind_on: Option<NaiveDate>,
    post: Option<Entry>,
    account_id: Option<String>,
    account_name: Option<String>,
    state: Entry,
    ended_on: Option<NaiveDate>,
    ended_by: Option<String>,
    version: i32,
}

#[derive(Deserialize)]
struct CaseOfTask {
    id: String,
}

impl TaskToChange {
    fn is_open(&self) -> bool {
        self.state.key == "open"
    }

    /// What a change can change, as the form remembers it.
    fn facts(&self, frame: &Frame) -> Vec<Fact> {
        let nothing = || frame.text("not-stated");
        let day = |day: NaiveDate| format_day(day, frame.words.0);
        let post = self.post.as_ref().map(|post| post.label.clone());
        let responsible = self.account_name.clone().or(post);
        let fact = |name, key, value| Fact {
            name,
            label: frame.text(key),
            value,
        };
        vec![
            fact("seen-title", "task-name", self.title.clone()),
            fact(
                "seen-due",
                "task-due",
                self.due_on.map_or_else(nothing, day),
            ),
            fact(
                "seen-remind",
                "task-remind",
                self.remind_on.map_or_else(nothing, day),
            ),
            fact(
                "seen-post",
                "task-post",
                responsible.unwrap_or_else(|| frame.text("task-post-of-case")),
            ),
            fact("seen-state", "cases-state", self.state.label.clone()),
        ]
    }

    /// The form with what is known.
    fn filled(&self, form: Form, own: &str) -> Form {
        let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
        let post = self.post.as_ref().map(|post| post.key.as_str());
        form.with("title", &self.title)
            .with("note", &self.note)
            .with("dueOn", day(self.due_on))
            .with("remindOn", day(self.remind_on))
            .with("post", chosen(self.account_id.as_deref(), post, own))
    }
}

struct Loaded {
    case: LoadedCase,
    task: TaskToChange,
    posts: Vec<PostServing>,
}

impl ChangeTaskPage {
    fn new(frame: Frame, own: &str, loaded: Loaded, change: ChangeForm) -> Self {
        let Loaded { case, task, posts } = loaded;
        let somebody_else = task.account_id.as_deref().is_some_and(|id| id != own);
        let present = task.account_name.as_deref().filter(|_| somebody_else);
        let mut choices = choices(&frame, &posts, present);
        // The post responsible stays a choice even where it no longer serves the place.
        choices.extend(
            task.post
                .clone()
                .filter(|post| posts.iter().all(|known| known.key != post.key)),
        );
        Self {
            head: Head {
                title: title(&frame, "task-change-title", &case.case),
                case_address: case_address(&frame, &case.case),
                facts: task.facts(&frame),
                comes_back: change.comes_back(),
                comparison: change.comparison,
                obstacle: None,
            },
            can_change: case.case.can.record_task,
            posts: choices,
            form: change.form,
            task,
            frame,
        }
    }

    fn address(&self) -> String {
        format!("{}/tasks/{}", self.head.case_address, encode(&self.task.id))
    }

    fn ended(&self) -> String {
        let day = self.task.ended_on;
        let day = day.map_or_else(String::new, |day| format_day(day, self.frame.words.0));
        let by = self.task.ended_by.clone().unwrap_or_default();
        let parts = [self.task.state.label.clone(), day, by];
        let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        said.join(", ")
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route(
            "/k/{tenant}/cases/{id}/tasks/{task}",
            get(show).post(change),
        )
        .route("/k/{tenant}/cases/{id}/tasks/{task}/end", post(end))
        .route("/k/{tenant}/cases/{id}/tasks/{task}/reopen", post(reopen))
}

type TaskPath = Path<(String, String, String)>;

/// The task of this case. A task of another case is not there.
async fn load_task(
    request: &TenantRequest,
    case: &str,
    task: &str,
) -> Result<TaskToChange, Problem> {
    request.context.authorize(Permission::TaskRecord)?;
    let variables = json!({ "id": task });
    let answer = run::<TaskAnswer>(request, DOCUMENT, "TaskToChange", variables).await?;
    let found = answer.task.filter(|task| task.case.id == case);
    found.ok_or(Problem::NotFound)
}

async fn render(
    request: &TenantRequest,
    (case, task): (&str, &str),
    form: impl FnOnce(&TaskToChange, &[Fact]) -> ChangeForm,
) -> PageResult {
    let task = load_task(request, case, task).await?;
    let case = load(request, case, Step::PlanTask).await?;
    let posts = load_structure(request, &case.case, None).await?.posts;
    let frame = Frame::of(request);
    let change = form(&task, &task.facts(&frame));
    let status = change.status;
    let loaded = Loaded { case, task, posts };
    let own = own_account(request)?;
    page_with(status, &ChangeTaskPage::new(frame, &own, loaded, change))
}

async fn show(request: TenantRequest, Path((_, case, task)): TaskPath) -> PageResult {
    let own = own_account(&request)?;
    let form = Form::new(&request, FIELDS);
    render(&request, (&case, &task), |task, facts| {
        ChangeForm::first(task.filled(form, &own), task.version, facts)
    })
    .await
}

async fn change(Path((_, case, task)): TaskPath, submission: Submission) -> PageResult {
    let request = &submission.request;
    // The mutation knows no case; an address with another case's task is of nothing.
    let present = load_task(request, &case, &task).await?;
    let (post, account) = input(
        &submission,
        &own_account(request)?,
        present.account_id.as_deref(),
    );
    let input = json!({
        "taskId": task,
        "version": sent_version(&submission),
        "title": submission.value("title"),
        "note": submission.value("note"),
        "dueOn": submission.optional("dueOn"),
        "remindOn": submission.optional("remindOn"),
        "post": post,
        "accountId": account,
    });
    let problems = send_change(request, DOCUMENT, "ChangeTask", input).await?;
    answer(&submission, (&case, &task), problems).await
}

async fn end(Path((_, case, task)): TaskPath, submission: Submission) -> PageResult {
    let request = &submission.request;
    load_task(request, &case, &task).await?;
    let input = json!({
        "taskId": task,
        "version": sent_version(&submission),
        "outcome": submission.value("outcome"),
    });
    let problems = send_change(request, DOCUMENT, "CompleteTask", input).await?;
    answer(&submission, (&case, &task), problems).await
}

async fn reopen(Path((_, case, task)): TaskPath, submission: Submission) -> PageResult {
    let request = &submission.request;
    load_task(request, &case, &task).await?;
    let input = json!({ "taskId": task, "version": sent_version(&submission) });
    let problems = send_change(request, DOCUMENT, "ReopenTask", input).await?;
    answer(&submission, (&case, &task), problems).await
}

async fn answer(
    submission: &Submission,
    (case, task): (&str, &str),
    problems: Vec<UserError>,
) -> PageResult {
    if problems.is_empty() {
        return see_case(&submission.request, case);
    }
    let own = own_account(&submission.request)?;
    render(&submission.request, (case, task), |task, facts| {
        let mut change = ChangeForm::refused(submission, FIELDS, problems, task.version, facts);
        // Who only said that it has ended has typed nothing: the form shows what is known.
        if !submission.is_checked("title") {
            change.form = task.filled(change.form, &own);
        }
        change
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChangeTaskPage> {
    use crate::pages::case::change_form::{CaseToChange, County, Structure};
    let task = |state: &str, account: Option<&str>| -> TaskToChange {
        let text = include_str!("samples/task.json");
        let mut task: TaskToChange = serde_json::from_str(text).expect("a sample task");
        task.state.key = state.to_owned();
        task.account_id = account.map(str::to_owned);
        task
    };
    let sample = |task: TaskToChange, may_change, change: &dyn Fn(&[Fact]) -> ChangeForm| {
        let frame = Frame::sample(locale);
        let change = change(&task.facts(&frame));
        let mut case = CaseToChange::sample();
        case.can.record_task = may_change;
        let loaded = Loaded {
            case: LoadedCase {
                case,
                county: County::sample(),
            },
            task,
            posts: Structure::sample().posts,
        };
        ChangeTaskPage::new(frame, "own", loaded, change)
    };
    let first = |facts: &[Fact]| ChangeForm::first(Form::sample(FIELDS), 2, facts);
    let wrong =
        |facts: &[Fact]| ChangeForm::sample_invalid(Form::sample_with_problems(FIELDS), 2, facts);
    let overtaken = |facts: &[Fact]| ChangeForm::sample_overtaken(Form::sample(FIELDS), 2, facts);
    vec![
        sample(task("open", None), true, &first),
        sample(task("open", Some("somebody")), true, &wrong),
        sample(task("open", Some("own")), true, &overtaken),
        sample(task("open", None), false, &first),
        sample(task("done", None), true, &first),
        sample(task("done", None), false, &overtaken),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn what_has_ended_is_not_changed_but_opened_again() {
        let pages: Vec<String> = samples(Locale::De)
            .iter()
            .map(|page| page.render().expect("renders"))
            .collect();
        let shown =
            |part: &str| -> Vec<bool> { pages.iter().map(|page| page.contains(part)).collect() };
        assert_eq!(
            shown("name=\"title\""),
            [true, true, true, false, false, false]
        );
        assert_eq!(shown("/end\""), [true, true, true, true, false, false]);
        assert_eq!(
            shown("/reopen\""),
            [false, false, false, false, true, false]
        );
    }

    #[test]
    fn somebody_else_stays_a_choice() {
        let pages = samples(Locale::De);
        let has_present = |page: &ChangeTaskPage| page.posts.iter().any(|e| e.key == "present");
        assert!(has_present(&pages[1]) && !has_present(&pages[0]) && !has_present(&pages[2]));
    }
}
