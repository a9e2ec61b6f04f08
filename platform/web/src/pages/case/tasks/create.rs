//! Asks what is to be done, by when and by whom, and makes the task.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::{
    DOCUMENT, FIELDS,
    responsible::{choices, input, own_account},
};
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Head, LoadedCase, PostServing, Step, load, load_structure, see_case,
            send_change,
        },
        forms::{Form, IDEMPOTENCY_FIELD},
        frame::Frame,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "case/tasks/create.html")]
pub(in crate::pages) struct CreateTaskPage {
    frame: Frame,
    form: Form,
    head: Head,
    posts: Vec<Entry>,
}

impl CreateTaskPage {
    fn new(
        frame: Frame,
        loaded: LoadedCase,
        posts: &[PostServing],
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        Self {
            head: Head::of_case(&frame, Step::PlanTask, &case, &county, &mut change),
            posts: choices(&frame, posts, None),
            form: change.form,
            frame,
        }
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/cases/{id}/tasks/new", get(show).post(create))
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::PlanTask).await?;
    let structure = load_structure(request, &loaded.case, None).await?;
    let change = form(&loaded);
    let status = change.status;
    let shown = CreateTaskPage::new(Frame::of(request), loaded, &structure.posts, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn create(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let (post, account) = input(&submission, &own_account(request)?, None);
    let input = json!({
        "caseId": id,
        "title": submission.value("title"),
        "note": submission.value("note"),
        "dueOn": submission.optional("dueOn"),
        "remindOn": submission.optional("remindOn"),
        "post": post,
        "accountId": account,
        "idempotencyKey": submission.optional(IDEMPOTENCY_FIELD),
    });
    let problems = send_change(request, DOCUMENT, "CreateTask", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<CreateTaskPage> {
    use crate::pages::case::change_form::Structure;
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        .map(|(frame, loaded, change)| {
            CreateTaskPage::new(frame, loaded, &Structure::sample().posts, change)
        })
        .collect()
}
