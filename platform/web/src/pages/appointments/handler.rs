//! Lists appointments from today on: mine or all in scope.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day_in_list,
        paging::{PageInfo, PageLinks},
        render::{PageResult, page},
        tasks::{CaseReference, Label},
    },
    state::WebState,
    transport::{address::Address, tenant::TenantRequest},
};

/// Fields of the filter; each is a parameter of the address of the same name.
const FIELDS: &[&str] = &["onlyMine"];

#[derive(Template)]
#[template(path = "appointments/page.html")]
pub(in crate::pages) struct AppointmentsPage {
    frame: Frame,
    form: Form,
    rows: Vec<AppointmentRow>,
    links: PageLinks,
}

#[derive(Deserialize)]
struct AppointmentsAnswer {
    appointments: Appointments,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Appointments {
    nodes: Vec<AppointmentRow>,
    page_info: PageInfo,
}

/// An appointment in a list across cases.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::pages) struct AppointmentRow {
    pub id: String,
    pub case: CaseReference,
    pub starts_on: NaiveDate,
    pub starts_at: String,
    pub kind: Label,
    pub place: String,
}

impl AppointmentRow {
    /// Day and time.
    pub fn starts(&self) -> String {
        format!("{}, {}", format_day_in_list(self.starts_on), self.starts_at)
    }

    /// Its page.
    pub fn address(&self, frame: &Frame) -> String {
        frame.link(&format!("cases/{}/appointments/{}", self.case.id, self.id))
    }
}

impl AppointmentsPage {
    fn new(frame: Frame, form: Form, answer: AppointmentsAnswer, address: &Address) -> Self {
        Self {
            form: match address.parameter("onlyMine") {
                Some(_) => form.with("onlyMine", "yes"),
                None => form,
            },
            links: PageLinks::of(address, &answer.appointments.page_info),
            rows: answer.appointments.nodes,
            frame,
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/appointments", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let only_mine = request.address.parameter("onlyMine").is_some();
    let variables = json!({
        "filter": { "onlyMine": only_mine },
        "after": request.address.parameter("after"),
    });
    let answer = run::<AppointmentsAnswer>(&request, DOCUMENT, "Appointments", variables).await?;
    let form = Form::new(&request, FIELDS);
    page(&AppointmentsPage::new(
        Frame::of(&request),
        form,
        answer,
        &request.address,
    ))
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<AppointmentsPage> {
    let sample = |text: &str, address: &'static str| {
        let nodes: Vec<AppointmentRow> = serde_json::from_str(text).expect("sample rows");
        let page_info = PageInfo::sample();
        let answer = AppointmentsAnswer {
            appointments: Appointments { nodes, page_info },
        };
        let address = Address::of(&axum::http::Uri::from_static(address));
        let form = Form::sample(FIELDS);
        AppointmentsPage::new(Frame::sample(locale), form, answer, &address)
    };
    vec![
        sample(
            include_str!("samples/rows.json"),
            "/k/coesfeld/appointments?onlyMine=yes",
        ),
        sample("[]", "/k/coesfeld/appointments?after=x"),
    ]
}
