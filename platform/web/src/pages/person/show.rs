//! One person: data, households, cases.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{CaseSummary, Entry, Labelled, PersonData},
    countries::country_name,
    fields::yes_or_no,
};
use crate::{
    pages::{
        documents::run,
        frame::Frame,
        numbers::{format_day, format_instant},
        render::{PageResult, page, see},
        rules::Standing,
    },
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "person/page.html")]
pub(in crate::pages) struct PersonPage {
    frame: Frame,
    person: PersonData,
    restriction: Option<Restriction>,
    target_group: Option<Standing>,
    documents: Option<Vec<FiledDocument>>,
    may_add_document: bool,
    households: Vec<Household>,
    cases: Vec<CaseSummary>,
    may_open_case: bool,
    may_read_households: bool,
    may_make_household: bool,
}

#[derive(Deserialize)]
struct PersonPageAnswer {
    person: Option<PersonWithWork>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonWithWork {
    #[serde(flatten)]
    person: PersonData,
    restriction: Option<Restriction>,
    target_group: Option<Standing>,
    /// None if the reader may not read those of this person.
    #[serde(default)]
    documents: Option<Vec<FiledDocument>>,
    households: Vec<Household>,
    cases: Cases,
}

/// A document of the person that belongs to no case.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FiledDocument {
    id: String,
    title: String,
    kind: Labelled,
    dated_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Restriction {
    reason: String,
    placed_at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Household {
    id: String,
    name: String,
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    role: Labelled,
    person: Option<MemberPerson>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MemberPerson {
    id: String,
    display_name: String,
}

#[derive(Deserialize)]
struct Cases {
    nodes: Vec<CaseSummary>,
}

impl PersonPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    /// What is known, by the keys of its labels.
    fn data(&self) -> Vec<(&'static str, String)> {
        let person = &self.person;
        let or_not_stated =
            |text: Option<String>| text.unwrap_or_else(|| self.frame.text("not-stated"));
        let label =
            |entry: &Option<Entry>| or_not_stated(entry.as_ref().map(|entry| entry.label.clone()));
        let nationality = person.nationality.as_deref();
        let nationality = nationality.map(|code| country_name(code, self.frame.words.0).to_owned());
        let day = |day: &Option<NaiveDate>| or_not_stated(day.as_ref().map(|day| self.day(day)));
        vec![
            ("person-birth-date", self.birth_date_and_age()),
            ("person-gender", label(&person.gender)),
            ("person-nationality", or_not_stated(nationality)),
            ("person-municipality", label(&person.municipality)),
            ("person-first-language", label(&person.first_language)),
            (
                "person-interpreter-needed",
                yes_or_no(person.interpreter_needed, &self.frame),
            ),
            ("person-residence-status", label(&person.residence_status)),
            ("person-arrived-on", day(&person.arrived_on)),
            ("person-refugee", yes_or_no(person.refugee, &self.frame)),
            (
                "person-special-need",
                yes_or_no(person.special_need, &self.frame),
            ),
            (
                "person-good-chances",
                yes_or_no(person.good_chances, &self.frame),
            ),
            ("person-programmes", self.programmes()),
        ]
    }

    fn programmes(&self) -> String {
        let names = self.person.programmes.iter();
        let names: Vec<&str> = names.map(|programme| programme.label.as_str()).collect();
        if names.is_empty() {
            self.frame.text("person-programmes-none")
        } else {
            names.join(", ")
        }
    }

    fn birth_date_and_age(&self) -> String {
        match (&self.person.birth_date, self.person.age) {
            (Some(day), Some(age)) => {
                let age = self.frame.words.text_with_count("person-age", age);
                format!("{} ({age})", self.day(day))
            }
            (Some(day), None) => self.day(day),
            (None, _) => self.frame.text("not-stated"),
        }
    }

    fn is_this_one(&self, member: &MemberPerson) -> bool {
        member.id == self.person.id
    }
}

pub(super) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/persons/{id}", get(show))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    let variables = json!({ "id": id });
    let answer = run::<PersonPageAnswer>(&request, DOCUMENT, "PersonPage", variables).await?;
    let found = answer.person.ok_or(Problem::NotFound)?;
    if found.person.id != id {
        // The record became part of another one.
        return see(&request.path(&format!("persons/{}", found.person.id)));
    }
    let actor = request.context.actor();
    page(&PersonPage {
        frame: Frame::of(&request),
        person: found.person,
        restriction: found.restriction,
        target_group: found.target_group,
        documents: found.documents,
        may_add_document: actor.may(Permission::DocumentRecord),
        households: found.households,
        cases: found.cases.nodes,
        may_open_case: actor.may(Permission::CaseOpen),
        may_read_households: actor.may(Permission::HouseholdRead),
        may_make_household: actor.may(Permission::HouseholdUpdate),
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<PersonPage> {
    let sample = |may| {
        let found: PersonWithWork =
            serde_json::from_str(include_str!("samples/page.json")).expect("a sample answer");
        PersonPage {
            frame: Frame::sample(locale),
            person: found.person,
            restriction: found.restriction,
            target_group: found.target_group,
            documents: found.documents,
            may_add_document: may,
            households: found.households,
            cases: found.cases.nodes,
            may_open_case: may,
            may_read_households: may,
            may_make_household: may,
        }
    };
    let bare = PersonPage {
        person: PersonData {
            birth_date: None,
            can_update: false,
            can_merge: false,
            ..PersonData::sample()
        },
        target_group: None,
        documents: None,
        households: Vec::new(),
        cases: Vec::new(),
        ..sample(true)
    };
    vec![sample(true), bare, sample(false)]
}
