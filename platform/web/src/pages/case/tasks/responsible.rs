//! Who is responsible for a task: whoever has the case, a post, or a person.

use graphql_schema::ids::NodeKind;
use serde_json::{Value, json};

use crate::{
    pages::{case::change_form::PostServing, frame::Frame, person::Entry},
    transport::{form::Submission, problem::Problem, tenant::TenantRequest},
};

/// The choice that stands for the reader.
const VIEWER: &str = "viewer";
/// The choice that stands for the person responsible already, if that is somebody else.
const PRESENT: &str = "present";

/// The account of whoever fills the form in, as the schema writes it.
pub(super) fn own_account(request: &TenantRequest) -> Result<String, Problem> {
    let id = request.context.account_id()?;
    Ok(NodeKind::Account.global_id(id.0).to_string())
}

/// The choices beside "whoever has the case".
pub(super) fn choices(frame: &Frame, posts: &[PostServing], present: Option<&str>) -> Vec<Entry> {
    let entry = |key: &str, label: String| Entry {
        key: key.to_owned(),
        label,
    };
    let viewer = entry(VIEWER, frame.text("task-post-viewer"));
    let present = present.map(|name| entry(PRESENT, name.to_owned()));
    let posts = posts
        .iter()
        .map(|post| entry(&post.key, post.title.clone()));
    [viewer].into_iter().chain(present).chain(posts).collect()
}

/// The value of the choice for the account or post responsible now.
pub(super) fn chosen<'a>(account: Option<&str>, post: Option<&'a str>, own: &str) -> &'a str {
    match account {
        Some(account) if account == own => VIEWER,
        Some(_) => PRESENT,
        None => post.unwrap_or_default(),
    }
}

/// The values of `post` and `accountId` for the choice that was sent.
pub(super) fn input(submission: &Submission, own: &str, present: Option<&str>) -> (Value, Value) {
    match submission.value("post") {
        VIEWER => (Value::Null, json!(own)),
        PRESENT => (Value::Null, json!(present)),
        post => (json!(post), Value::Null),
    }
}
