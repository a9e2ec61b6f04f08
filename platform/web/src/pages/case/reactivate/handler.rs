//! Asks why, says who will be responsible, and reactivates the case.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{
            CaseToChange, ChangeForm, Head, LoadedCase, Step, Structure, load, load_structure,
            see_case, send_change, sent_version,
        },
        forms::Form,
        frame::Frame,
        numbers::format_day,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["reason"];

#[derive(Template)]
#[template(path = "case/reactivate/page.html")]
pub(in crate::pages) struct ReactivatePage {
    frame: Frame,
    form: Form,
    head: Head,
    /// Since when it is closed; empty for an open case.
    closed_since: String,
    /// Who will be responsible.
    team: String,
    /// The first day, as people write it.
    today: String,
}

impl ReactivatePage {
    fn new(
        frame: Frame,
        today: String,
        loaded: LoadedCase,
        structure: &Structure,
        mut change: ChangeForm,
    ) -> Self {
        let LoadedCase { case, county } = loaded;
        let closed_since = case.closed_on.map(|day| {
            let day = format_day(day, frame.words.0);
            frame.text_with("reactivate-closed-since", day)
        });
        Self {
            head: Head::of_case(&frame, Step::Reactivate, &case, &county, &mut change),
            closed_since: closed_since.unwrap_or_default(),
            team: team_text(&frame, &case, structure),
            form: change.form,
            frame,
            today,
        }
    }
}

/// Whether the post from before takes the case again, as far as can be said before it is done.
fn team_text(frame: &Frame, case: &CaseToChange, structure: &Structure) -> String {
    let carrier = ("carrier", case.carrier.label.clone());
    let Some(post) = &case.post else {
        return frame
            .words
            .text_with_all("reactivate-team-none", &[carrier]);
    };
    let serves = structure
        .posts
        .iter()
        .any(|serving| serving.key == post.key);
    let key = if serves {
        "reactivate-team-same"
    } else {
        "reactivate-team-gone"
    };
    let values = [("post", post.label.clone()), carrier];
    frame.words.text_with_all(key, &values)
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/reactivate",
        get(show).post(reactivate),
    )
}

async fn render(
    request: &TenantRequest,
    id: &str,
    form: impl FnOnce(&LoadedCase) -> ChangeForm,
) -> PageResult {
    let loaded = load(request, id, Step::Reactivate).await?;
    let structure = load_structure(request, &loaded.case, None).await?;
    let change = form(&loaded);
    let status = change.status;
    let today = format_day(request.context.clock().today(), request.context.locale());
    let shown = ReactivatePage::new(Frame::of(request), today, loaded, &structure, change);
    page_with(status, &shown)
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, &id, |loaded| loaded.first(&request, form)).await
}

async fn reactivate(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        "version": sent_version(&submission),
        "reason": submission.value("reason"),
    });
    let problems = send_change(request, DOCUMENT, "ReactivateCase", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    render(request, &id, |loaded| {
        loaded.refused(&submission, FIELDS, problems)
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ReactivatePage> {
    LoadedCase::sample_forms(locale, FIELDS)
        .into_iter()
        // The page of a closed case is the usual one here.
        .rev()
        .map(|(frame, loaded, change)| {
            let today = "15.07.2026".to_owned();
            ReactivatePage::new(frame, today, loaded, &Structure::sample(), change)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn it_says_who_will_be_responsible() {
        let frame = Frame::sample(Locale::De);
        let mut gone = Structure::sample();
        gone.posts.retain(|post| post.key != "cm-1");
        let mut without_post = CaseToChange::sample_closed();
        without_post.post = None;
        for (case, structure, expected) in [
            (
                CaseToChange::sample_closed(),
                Structure::sample(),
                "Zuständig ist wieder: Case Management Nord 1 (Kommunales Integrationszentrum).",
            ),
            (
                CaseToChange::sample_closed(),
                gone,
                "Die Stelle „Case Management Nord 1“ gibt es nicht mehr, oder sie ist für diesen Ort nicht mehr zuständig. Der Fall bleibt beim Träger „Kommunales Integrationszentrum“ und wartet dort auf eine Zuweisung.",
            ),
            (
                without_post,
                Structure::sample(),
                "Vorher war keine Stelle zuständig. Der Fall bleibt beim Träger „Kommunales Integrationszentrum“ und wartet dort auf eine Zuweisung.",
            ),
        ] {
            assert_eq!(team_text(&frame, &case, &structure), expected);
        }
    }
}
