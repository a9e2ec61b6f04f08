//! Shows an appointment with what can be done about it: changing and cancelling it.

use askama::Template;
use axum::{
    Router,
    extract::Path,
    routing::{get, post},
};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{DOCUMENT, FIELDS, create::CountyWithKinds, details};
use crate::{
    pages::{
        case::change_form::{
            ChangeForm, Fact, Head, LoadedCase, Step, case_address, load, see_case, send_change,
            sent_version, title,
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
#[template(path = "case/appointments/change.html")]
pub(in crate::pages) struct ChangeAppointmentPage {
    frame: Frame,
    form: Form,
    head: Head,
    appointment: AppointmentToChange,
    can_change: bool,
    kinds: Vec<Entry>,
}

#[derive(Deserialize)]
struct AppointmentAnswer {
    appointment: Option<AppointmentToChange>,
    county: CountyWithKinds,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppointmentToChange {
    id: String,
    case: CaseOfAppointment,
    starts_on: NaiveDate,
    starts_at: String,
    minutes: i32,
    kind: Entry,
    place: String,
    note: String,
    cancelled_on: Option<NaiveDate>,
    version: i32,
}

#[derive(Deserialize)]
struct CaseOfAppointment {
    id: String,
}

impl AppointmentToChange {
    /// What a change can change, as the form remembers it.
    fn facts(&self, frame: &Frame) -> Vec<Fact> {
        let day = |day: NaiveDate| format_day(day, frame.words.0);
        let cancelled = self.cancelled_on.map(day);
        let fact = |name, key, value| Fact {
            name,
            label: frame.text(key),
            value,
        };
        vec![
            fact(
                "seen-starts",
                "appointment-day",
                format!("{}, {}", day(self.starts_on), self.starts_at),
            ),
            fact("seen-kind", "appointment-kind", self.kind.label.clone()),
            fact("seen-place", "appointment-place", self.place.clone()),
            fact(
                "seen-cancelled",
                "appointment-cancelled",
                cancelled.unwrap_or_else(|| frame.text("person-no")),
            ),
        ]
    }

    /// The form with what is known.
    fn filled(&self, form: Form) -> Form {
        form.with("startsOn", self.starts_on)
            .with("startsAt", &self.starts_at)
            .with("minutes", self.minutes)
            .with("kind", &self.kind.key)
            .with("place", &self.place)
            .with("note", &self.note)
    }
}

struct Loaded {
    case: LoadedCase,
    appointment: AppointmentToChange,
    kinds: Vec<Entry>,
}

impl ChangeAppointmentPage {
    fn new(frame: Frame, loaded: Loaded, change: ChangeForm) -> Self {
        let Loaded {
            case,
            appointment,
            kinds,
        } = loaded;
        Self {
            head: Head {
                title: title(&frame, "appointment-change-title", &case.case),
                case_address: case_address(&frame, &case.case),
                facts: appointment.facts(&frame),
                comes_back: change.comes_back(),
                comparison: change.comparison,
                obstacle: None,
            },
            can_change: case.case.can.record_appointment,
            form: change.form,
            kinds,
            appointment,
            frame,
        }
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn address(&self) -> String {
        let id = encode(&self.appointment.id);
        format!("{}/appointments/{id}", self.head.case_address)
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new()
        .route(
            "/k/{tenant}/cases/{id}/appointments/{appointment}",
            get(show).post(change),
        )
        .route(
            "/k/{tenant}/cases/{id}/appointments/{appointment}/cancel",
            post(cancel),
        )
}

type AppointmentPath = Path<(String, String, String)>;

/// The appointment of this case, and the choices. An appointment of another case is not there.
async fn load_appointment(
    request: &TenantRequest,
    case: &str,
    appointment: &str,
) -> Result<(AppointmentToChange, Vec<Entry>), Problem> {
    request.context.authorize(Permission::AppointmentRecord)?;
    let variables = json!({ "id": appointment });
    let answer =
        run::<AppointmentAnswer>(request, DOCUMENT, "AppointmentToChange", variables).await?;
    let found = answer.appointment.filter(|found| found.case.id == case);
    Ok((found.ok_or(Problem::NotFound)?, answer.county.kinds()))
}

async fn render(
    request: &TenantRequest,
    (case, appointment): (&str, &str),
    form: impl FnOnce(&AppointmentToChange, &[Fact]) -> ChangeForm,
) -> PageResult {
    let (appointment, kinds) = load_appointment(request, case, appointment).await?;
    let case = load(request, case, Step::PlanAppointment).await?;
    let frame = Frame::of(request);
    let change = form(&appointment, &appointment.facts(&frame));
    let status = change.status;
    let loaded = Loaded {
        case,
        appointment,
        kinds,
    };
    page_with(status, &ChangeAppointmentPage::new(frame, loaded, change))
}

async fn show(request: TenantRequest, Path((_, case, id)): AppointmentPath) -> PageResult {
    let form = Form::new(&request, FIELDS);
    render(&request, (&case, &id), |appointment, facts| {
        ChangeForm::first(appointment.filled(form), appointment.version, facts)
    })
    .await
}

async fn change(Path((_, case, id)): AppointmentPath, submission: Submission) -> PageResult {
    let request = &submission.request;
    // The mutation knows no case; an address with another case's appointment is of nothing.
    load_appointment(request, &case, &id).await?;
    let mut input = details(&submission);
    input.insert("appointmentId".to_owned(), json!(id));
    input.insert("version".to_owned(), json!(sent_version(&submission)));
    let input = Value::Object(input);
    let problems = send_change(request, DOCUMENT, "ChangeAppointment", input).await?;
    answer(&submission, (&case, &id), problems).await
}

async fn cancel(Path((_, case, id)): AppointmentPath, submission: Submission) -> PageResult {
    let request = &submission.request;
    load_appointment(request, &case, &id).await?;
    let input = json!({ "appointmentId": id, "version": sent_version(&submission) });
    let problems = send_change(request, DOCUMENT, "CancelAppointment", input).await?;
    answer(&submission, (&case, &id), problems).await
}

async fn answer(
    submission: &Submission,
    (case, id): (&str, &str),
    problems: Vec<UserError>,
) -> PageResult {
    if problems.is_empty() {
        return see_case(&submission.request, case);
    }
    render(&submission.request, (case, id), |appointment, facts| {
        let version = appointment.version;
        let mut change = ChangeForm::refused(submission, FIELDS, problems, version, facts);
        // Who only cancelled has typed nothing: the form shows what is known.
        if !submission.is_checked("startsAt") {
            change.form = appointment.filled(change.form);
        }
        change
    })
    .await
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<ChangeAppointmentPage> {
    use crate::pages::case::change_form::{CaseToChange, County};
    let sample = |cancelled: bool, may_change, change: &dyn Fn(&[Fact]) -> ChangeForm| {
        let frame = Frame::sample(locale);
        let text = include_str!("samples/appointment.json");
        let mut appointment: AppointmentToChange =
            serde_json::from_str(text).expect("a sample appointment");
        if !cancelled {
            appointment.cancelled_on = None;
        }
        let change = change(&appointment.facts(&frame));
        let mut case = CaseToChange::sample();
        case.can.record_appointment = may_change;
        let loaded = Loaded {
            case: LoadedCase {
                case,
                county: County::sample(),
            },
            appointment,
            kinds: super::create::sample_kinds(),
        };
        ChangeAppointmentPage::new(frame, loaded, change)
    };
    let first = |facts: &[Fact]| ChangeForm::first(Form::sample(FIELDS), 2, facts);
    let wrong =
        |facts: &[Fact]| ChangeForm::sample_invalid(Form::sample_with_problems(FIELDS), 2, facts);
    let overtaken = |facts: &[Fact]| ChangeForm::sample_overtaken(Form::sample(FIELDS), 2, facts);
    vec![
        sample(false, true, &first),
        sample(false, true, &wrong),
        sample(false, true, &overtaken),
        sample(false, false, &first),
        sample(true, true, &first),
    ]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn what_was_cancelled_is_neither_changed_nor_cancelled_again() {
        let pages: Vec<String> = samples(Locale::De)
            .iter()
            .map(|page| page.render().expect("renders"))
            .collect();
        let shown =
            |part: &str| -> Vec<bool> { pages.iter().map(|page| page.contains(part)).collect() };
        assert_eq!(shown("name=\"startsAt\""), [true, true, true, false, false]);
        assert_eq!(shown("/cancel\""), [true, true, true, true, false]);
    }
}
