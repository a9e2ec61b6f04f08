//! Shows the form and changes; whoever was overtaken sees both versions and decides.

use askama::Template;
use axum::{Router, extract::Path, http::StatusCode, routing::get};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::answer::{CaseHead, Labelled},
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, invalid_page, page, page_with, see},
    },
    state::WebState,
    transport::{address::encode, form::Submission, problem::Problem, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["constellation", "reason"];

#[derive(Template)]
#[template(path = "case/change_constellation/page.html")]
pub(in crate::pages) struct ChangeConstellationPage {
    frame: Frame,
    form: Form,
    case: CaseHead,
    /// The present one.
    constellation: Entry,
    /// The others.
    choices: Vec<Entry>,
    /// The day from which the change will hold.
    today: String,
}

impl ChangeConstellationPage {
    /// What was typed before somebody else closed the case is kept on the page.
    fn shows_form(&self) -> bool {
        self.case.is_open() || self.form.has_problems()
    }
}

/// What is stored now beside what was typed.
#[derive(Template)]
#[template(path = "case/change_constellation/conflict.html")]
pub(in crate::pages) struct ConstellationConflictPage {
    frame: Frame,
    /// What was typed, with the version that is stored now.
    form: Form,
    case: CaseHead,
    stored: Entry,
    post: Option<Labelled>,
    constellations: Vec<Entry>,
}

impl ConstellationConflictPage {
    fn is_done(&self) -> bool {
        self.form.has("constellation", &self.stored.key)
    }

    fn can_be_taken_over(&self) -> bool {
        self.case.can.change_constellation && !self.is_done()
    }

    /// The word for what was chosen.
    fn wanted(&self) -> String {
        let chosen = self.form.value("constellation");
        match self.constellations.iter().find(|entry| entry.key == chosen) {
            Some(entry) => entry.label.clone(),
            None => self.frame.text("not-stated"),
        }
    }
}

#[derive(Deserialize)]
struct ConstellationFormAnswer {
    county: County,
    case: Option<CaseToChange>,
}

#[derive(Deserialize)]
struct County {
    lists: Lists,
}

#[derive(Deserialize)]
struct Lists {
    constellations: Vec<Entry>,
}

#[derive(Deserialize)]
struct CaseToChange {
    #[serde(flatten)]
    head: CaseHead,
    constellation: Entry,
    post: Option<Labelled>,
    version: i32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangeAnswer {
    case_constellation_change: Changed,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Changed {
    case: Option<CaseToChange>,
    user_errors: Vec<UserError>,
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/constellation",
        get(show).post(change),
    )
}

async fn load(request: &TenantRequest, id: &str) -> Result<(CaseToChange, Vec<Entry>), Problem> {
    if !request.context.actor().may(Permission::CaseUpdate) {
        return Err(Problem::Forbidden);
    }
    let variables = json!({ "id": id });
    let answer =
        run::<ConstellationFormAnswer>(request, DOCUMENT, "ConstellationForm", variables).await?;
    let case = answer.case.ok_or(Problem::NotFound)?;
    // Seen in one role, kept by another part of the county.
    if case.head.is_open() && !case.head.can.change_constellation {
        return Err(Problem::NotFound);
    }
    Ok((case, answer.county.lists.constellations))
}

fn build_page(
    frame: Frame,
    form: Form,
    (case, constellations): (CaseToChange, Vec<Entry>),
    today: chrono::NaiveDate,
) -> ChangeConstellationPage {
    let others = constellations
        .into_iter()
        .filter(|entry| entry.key != case.constellation.key);
    ChangeConstellationPage {
        choices: others.collect(),
        today: format_day(today, frame.words.0),
        frame,
        form,
        case: case.head,
        constellation: case.constellation,
    }
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let loaded = load(&request, &id).await?;
    let form = Form::new(&request, FIELDS).with("version", loaded.0.version);
    let today = request.context.clock().today();
    page(&build_page(Frame::of(&request), form, loaded, today))
}

async fn change(Path((_, id)): Path<(String, String)>, submission: Submission) -> PageResult {
    let request = &submission.request;
    let input = json!({
        "caseId": id,
        // What is no number is no version either: the comparison follows.
        "version": submission.value("version").parse::<i32>().unwrap_or(0),
        "constellation": submission.value("constellation"),
        "reason": submission.value("reason"),
    });
    let variables = json!({ "input": input });
    let Changed { case, user_errors } =
        run::<ChangeAnswer>(request, DOCUMENT, "ChangeConstellation", variables)
            .await?
            .case_constellation_change;
    match case {
        _ if user_errors.is_empty() => see(&request.path(&format!("cases/{}", encode(&id)))),
        Some(present) => show_conflict(&submission, &id, present).await,
        None => {
            let form = Form::refused(&submission, FIELDS, user_errors);
            let loaded = load(request, &id).await?;
            let today = request.context.clock().today();
            invalid_page(&build_page(Frame::of(request), form, loaded, today))
        }
    }
}

async fn show_conflict(submission: &Submission, id: &str, present: CaseToChange) -> PageResult {
    let request = &submission.request;
    let (_, constellations) = load(request, id).await?;
    let typed = Form::refused(submission, FIELDS, Vec::new());
    let comparison = compare(Frame::of(request), typed, present, constellations);
    page_with(StatusCode::CONFLICT, &comparison)
}

fn compare(
    frame: Frame,
    typed: Form,
    present: CaseToChange,
    constellations: Vec<Entry>,
) -> ConstellationConflictPage {
    ConstellationConflictPage {
        frame,
        form: typed.with("version", present.version),
        case: present.head,
        stored: present.constellation,
        post: present.post,
        constellations,
    }
}

#[cfg(test)]
fn sample_answer(text: &str) -> (CaseToChange, Vec<Entry>) {
    let answer: ConstellationFormAnswer = serde_json::from_str(text).expect("a sample answer");
    let case = answer.case.expect("the sample has a case");
    (case, answer.county.lists.constellations)
}

#[cfg(test)]
const SAMPLES: [&str; 2] = [
    include_str!("samples/open.json"),
    include_str!("samples/closed.json"),
];

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChangeConstellationPage> {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 15).expect("a day");
    let sample = |text, form| build_page(Frame::sample(locale), form, sample_answer(text), today);
    let [open, closed] = SAMPLES;
    vec![
        sample(open, Form::sample(FIELDS)),
        sample(open, Form::sample_with_problems(FIELDS)),
        sample(closed, Form::sample(FIELDS)),
    ]
}

#[cfg(test)]
pub(in crate::pages) fn conflict_samples(
    locale: kernel::locale::Locale,
) -> Vec<ConstellationConflictPage> {
    let sample = |text, wanted: &str| {
        let (present, constellations) = sample_answer(text);
        let typed = Form::sample(FIELDS)
            .with("constellation", wanted)
            .with("reason", "Der Bedarf ist größer.\nEs geht um <b>.");
        compare(Frame::sample(locale), typed, present, constellations)
    };
    let [open, closed] = SAMPLES;
    vec![
        sample(open, "process-support"),
        sample(open, "case-management"),
        sample(open, "nonsense"),
        sample(closed, "process-support"),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn the_present_constellation_is_shown_but_not_offered() {
        let page = samples(Locale::De).remove(0);
        let offered: Vec<&str> = page
            .choices
            .iter()
            .map(|entry| entry.key.as_str())
            .collect();
        assert_eq!(offered, ["brief-intervention", "process-support"]);
        assert_eq!(page.constellation.label, "Case Management");
        assert_eq!(page.today, "15.07.2026");
    }

    #[test]
    fn what_was_typed_can_be_taken_over_unless_it_is_so_already_or_the_case_is_closed() {
        let pages = conflict_samples(Locale::De);
        let offered: Vec<bool> = pages.iter().map(|page| page.can_be_taken_over()).collect();
        assert_eq!(offered, [true, false, true, false]);
        assert_eq!(pages[0].wanted(), "Prozessbegleitung");
        assert_eq!(pages[0].form.value("version"), "4");
    }
}
