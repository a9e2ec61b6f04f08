//! Shows the referral and records what came back.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Fact, Head, LoadedReferral, Obstacle, ReferralToAnswer, case_address,
            load_referral, see_case, send_change, sent_version, title,
        },
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::Entry,
        render::{PageResult, page_with},
    },
    state::WebState,
    transport::{form::Submission, tenant::TenantRequest},
};

/// Fields of the form, named like the schema's input.
const FIELDS: &[&str] = &["state", "answeredOn", "reason"];

#[derive(Template)]
#[template(path = "case/answer_referral/page.html")]
pub(in crate::pages) struct AnswerReferralPage {
    frame: Frame,
    form: Form,
    head: Head,
    referral: ReferralToAnswer,
    states: Vec<Entry>,
    /// The attributes of the field of the day: the range that is taken.
    range: String,
}

impl AnswerReferralPage {
    fn new(frame: Frame, today: NaiveDate, loaded: LoadedReferral, change: ChangeForm) -> Self {
        let LoadedReferral {
            case,
            referral,
            county,
        } = loaded;
        let ended = || Obstacle {
            text: frame.text_with("answer-referral-ended", &referral.state.label),
            instead: None,
        };
        Self {
            head: Head {
                title: title(&frame, "answer-referral-title", &case),
                case_address: case_address(&frame, &case),
                facts: facts(&frame, &referral),
                comes_back: change.comes_back(),
                comparison: change.comparison,
                obstacle: (!referral.pending).then(ended),
            },
            states: possible_answers(county.lists.referral_states, &referral),
            range: format!("min=\"{}\" max=\"{today}\"", referral.sent_on),
            form: change.form,
            referral,
            frame,
        }
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }
}

/// Every state but the first, which no answer leads to, and the present one.
fn possible_answers(states: Vec<Entry>, referral: &ReferralToAnswer) -> Vec<Entry> {
    let is_news = |state: &Entry| state.key != "sent" && state.key != referral.state.key;
    states.into_iter().filter(is_news).collect()
}

/// What an answer changes.
fn facts(frame: &Frame, referral: &ReferralToAnswer) -> Vec<Fact> {
    let day = |day| format_day(day, frame.words.0);
    let nothing = || frame.text("not-stated");
    let fact = |name, key, value| Fact {
        name,
        label: frame.text(key),
        value,
    };
    let reason = Some(referral.state_reason.clone()).filter(|reason| !reason.is_empty());
    vec![
        fact("seen-state", "cases-state", referral.state.label.clone()),
        fact(
            "seen-answered-on",
            "answer-referral-day",
            referral.answered_on.map_or_else(nothing, day),
        ),
        fact(
            "seen-reason",
            "answer-referral-reason",
            reason.unwrap_or_else(nothing),
        ),
    ]
}

pub(in crate::pages::case) fn routes() -> Router<WebState> {
    Router::new().route(
        "/k/{tenant}/cases/{id}/referrals/{referral}/answer",
        get(show).post(answer),
    )
}

fn render(
    request: &TenantRequest,
    loaded: LoadedReferral,
    form: impl FnOnce(i32, &[Fact]) -> ChangeForm,
) -> PageResult {
    let frame = Frame::of(request);
    let change = form(loaded.referral.version, &facts(&frame, &loaded.referral));
    let status = change.status;
    let today = request.context.clock().today();
    page_with(
        status,
        &AnswerReferralPage::new(frame, today, loaded, change),
    )
}

async fn show(
    request: TenantRequest,
    Path((_, id, referral)): Path<(String, String, String)>,
) -> PageResult {
    let loaded = load_referral(&request, &id, &referral).await?;
    let form = Form::new(&request, FIELDS).with("answeredOn", request.today());
    render(&request, loaded, |version, facts| {
        ChangeForm::first(form, version, facts)
    })
}

async fn answer(
    Path((_, id, referral)): Path<(String, String, String)>,
    submission: Submission,
) -> PageResult {
    let request = &submission.request;
    // The mutation knows no case; an address with another case's referral is of nothing.
    load_referral(request, &id, &referral).await?;
    let input = json!({
        "referralId": referral,
        "version": sent_version(&submission),
        "state": submission.value("state"),
        "reason": submission.value("reason"),
        "answeredOn": submission.optional("answeredOn"),
    });
    let problems = send_change(request, DOCUMENT, "AnswerReferral", input).await?;
    if problems.is_empty() {
        return see_case(request, &id);
    }
    let loaded = load_referral(request, &id, &referral).await?;
    render(request, loaded, |version, facts| {
        ChangeForm::refused(&submission, FIELDS, problems, version, facts)
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AnswerReferralPage> {
    let today = "2026-07-15".parse().expect("a date");
    let sample = |ended: bool, change: &dyn Fn(&[Fact]) -> ChangeForm| {
        let frame = Frame::sample(locale);
        let mut loaded = LoadedReferral::sample();
        loaded.referral.pending = !ended;
        let change = change(&facts(&frame, &loaded.referral));
        AnswerReferralPage::new(frame, today, loaded, change)
    };
    let first = |facts: &[Fact]| ChangeForm::first(Form::sample(FIELDS), 2, facts);
    let with_problems =
        |facts: &[Fact]| ChangeForm::sample_invalid(Form::sample_with_problems(FIELDS), 2, facts);
    let overtaken = |facts: &[Fact]| ChangeForm::sample_overtaken(Form::sample(FIELDS), 2, facts);
    vec![
        sample(false, &first),
        sample(false, &with_problems),
        sample(false, &overtaken),
        sample(true, &first),
        sample(true, &overtaken),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_news_can_be_answered() {
        for (present, expected) in [
            ("sent", &["accepted", "rejected", "done", "revoked"][..]),
            ("accepted", &["rejected", "done", "revoked"]),
        ] {
            let mut loaded = LoadedReferral::sample();
            loaded.referral.state.key = present.to_owned();
            let states = possible_answers(loaded.county.lists.referral_states, &loaded.referral);
            let keys: Vec<&str> = states.iter().map(|state| state.key.as_str()).collect();
            assert_eq!(keys, expected, "{present}");
        }
    }
}
