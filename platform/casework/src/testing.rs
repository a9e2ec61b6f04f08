//! A tenant with the configuration of Kreis Warendorf, and people to work with, for the tests of
//! this crate.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use chrono::NaiveDate;
use kernel::{
    access::{Role, Scope},
    context::TenantContext,
    database::MigrationSet,
    errors::{Failure, ProblemCode},
    idempotency::IdempotencyKey,
    testing::{Store, TestTenant},
};
use sea_orm::EntityTrait;
use tenants::{County, CountyContext, check::read_folder};

use crate::{
    model::{
        AppointmentDetails, AppointmentKind, Case, ConsentPurpose, Gender, NewCase, NewConsent,
        NewContact, Person, PersonDetails, ResidenceStatus, TaskDetails,
    },
    open_case, register_person,
};

/// Posts of the county used in tests: place and carrier.
pub(crate) const AHLEN_KI: &str = "m2-ahlen-1";
pub(crate) const AHLEN_WELFARE: &str = "m2-ahlen-4";
pub(crate) const SOUTH_KI: &str = "m2-suedkreis-1";
pub(crate) const SOUTH_WELFARE: &str = "m2-suedkreis-5";
/// The municipality of the posts in Ahlen, and one of the south.
pub(crate) const AHLEN: &str = "05570004";
pub(crate) const BECKUM: &str = "05570008";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn idempotency_key(key: &str, input: &str) -> Option<IdempotencyKey> {
    Some(IdempotencyKey::new(key, input).expect("a key"))
}

/// The only problem's field and code.
pub(crate) fn problem<T: std::fmt::Debug>(
    result: Result<T, Failure>,
) -> (&'static str, ProblemCode) {
    match problems(result).as_slice() {
        [only] => *only,
        several => panic!("not one problem but {several:?}"),
    }
}

pub(crate) fn problems<T: std::fmt::Debug>(
    result: Result<T, Failure>,
) -> Vec<(&'static str, ProblemCode)> {
    match result {
        Err(Failure::Invalid(problems)) => problems.iter().map(|p| (p.field, p.code)).collect(),
        other => panic!("expected problems, got {other:?}"),
    }
}

/// The problems with the paths of their values.
pub(crate) fn entry_problems<T: std::fmt::Debug>(
    result: Result<T, Failure>,
) -> Vec<(String, ProblemCode)> {
    match result {
        Err(Failure::Invalid(problems)) => problems.iter().map(|p| (p.path(), p.code)).collect(),
        other => panic!("expected problems, got {other:?}"),
    }
}

pub(crate) fn is_not_found<T: std::fmt::Debug>(result: Result<T, Failure>) -> bool {
    match result {
        Err(Failure::NotFound) => true,
        other => panic!("expected not found, got {other:?}"),
    }
}

/// The county's files, as they are or edited.
pub(crate) fn county(edit: impl FnOnce(&mut BTreeMap<String, String>)) -> Arc<County> {
    county_of("warendorf", edit)
}

/// The county whose target group has stages.
pub(crate) fn neuss() -> Arc<County> {
    county_of("rhein-kreis-neuss", |_| {})
}

fn county_of(key: &str, edit: impl FnOnce(&mut BTreeMap<String, String>)) -> Arc<County> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tenants/counties")
        .join(key);
    let mut files = read_folder(&folder).expect("the folder is read");
    edit(&mut files);
    Arc::new(County::from_files(&files).expect("the files have no mistakes"))
}

/// The county after the end of a post.
pub(crate) fn county_without_post_from(post: &str, last_day: &str) -> Arc<County> {
    county(|files| {
        let structure = files
            .get_mut("structure.yaml")
            .expect("the county has a structure");
        let begin = structure
            .find(&format!("- key: {post}\n"))
            .expect("the post is there");
        let valid_from = "    valid_from: 2024-01-01\n";
        let end =
            begin + structure[begin..].find(valid_from).expect("it begins") + valid_from.len();
        structure.insert_str(end, &format!("    valid_to: {last_day}\n"));
        files
            .get_mut("structure.yaml")
            .map(drop_sums)
            .expect("the county has a structure");
    })
}

/// The sums of the sources no longer add up when a post ends.
fn drop_sums(structure: &mut String) {
    let sums = structure.find("\nsums:").expect("the county states sums");
    structure.truncate(sums + 1);
}

pub(crate) struct Fixture {
    pub(crate) tenant: TestTenant,
    pub(crate) county: Arc<County>,
}

impl Fixture {
    pub(crate) async fn create(store: Store) -> Self {
        Self::create_with(store, &[]).await
    }

    /// With the tables of another capability besides.
    pub(crate) async fn create_with(store: Store, others: &[MigrationSet]) -> Self {
        let mut capabilities = others.to_vec();
        capabilities.push(crate::migrations);
        let tenant = TestTenant::create(store, "warendorf", &capabilities).await;
        Self {
            tenant,
            county: county(|_| {}),
        }
    }

    pub(crate) fn with_county(&self, tenant: &CountyContext, county: Arc<County>) -> CountyContext {
        let context: &TenantContext = tenant;
        CountyContext::new(context.clone(), county)
    }

    pub(crate) async fn signed_in(&self, role: Role, scope: Scope) -> CountyContext {
        CountyContext::new(
            self.tenant.signed_in(role, scope).await,
            self.county.clone(),
        )
    }

    /// The same actor in another request, with its own count of statements.
    pub(crate) fn again(&self, context: &CountyContext) -> CountyContext {
        CountyContext::new(
            self.tenant.context(context.actor().clone()),
            self.county.clone(),
        )
    }

    /// Sees and may do everything that concerns cases.
    pub(crate) async fn lead(&self) -> CountyContext {
        self.signed_in(Role::KimLead, Scope::whole_county()).await
    }

    pub(crate) async fn case_manager(&self, scope: Scope) -> CountyContext {
        self.signed_in(Role::CaseManager, scope).await
    }

    pub(crate) async fn person(
        &self,
        context: &CountyContext,
        given_name: &str,
        family_name: &str,
    ) -> Person {
        let registered = register_person(context, details(given_name, family_name), None).await;
        registered.expect("the person is registered")
    }

    /// A case of a new person for the post, opened on 1 June 2026.
    pub(crate) async fn case(
        &self,
        context: &CountyContext,
        family_name: &str,
        post: &str,
    ) -> Case {
        let person = self.person(context, "Amina", family_name).await;
        open_case(context, intake(&person, post), None)
            .await
            .expect("the case is opened")
    }

    /// How many rows a table has.
    pub(crate) async fn count<E: EntityTrait>(&self, context: &CountyContext) -> usize {
        E::find()
            .all(context.database())
            .await
            .expect("the rows are read")
            .len()
    }
}

pub(crate) fn details(given_name: &str, family_name: &str) -> PersonDetails {
    PersonDetails {
        given_name: given_name.to_owned(),
        family_name: family_name.to_owned(),
        birth_date: Some(day("1990-05-01")),
        gender: Some(Gender::Female),
        nationality: Some("SY".to_owned()),
        first_language: Some("ar".to_owned()),
        interpreter_needed: true,
        municipality: Some(AHLEN.to_owned()),
        residence_status: Some(ResidenceStatus::HumanitarianPermit),
        arrived_on: Some(day("2022-03-01")),
        ..PersonDetails::default()
    }
}

/// An intake for the post, in a municipality that it serves.
pub(crate) fn intake(person: &Person, post: &str) -> NewCase {
    let municipality = if post.contains("ahlen") {
        AHLEN
    } else {
        BECKUM
    };
    NewCase {
        person_id: person.id,
        household_id: None,
        constellation: "case-management".to_owned(),
        municipality: municipality.to_owned(),
        unit: None,
        carrier: None,
        post: Some(post.to_owned()),
        channel: "in-person".to_owned(),
        language: "ar".to_owned(),
        interpreter_needed: true,
        referring_body: Some("job-centre".to_owned()),
        reason: "Sucht Wohnung und Sprachkurs.".to_owned(),
        opened_on: day("2026-06-01"),
    }
}

/// A task without a day.
pub(crate) fn task(title: &str) -> TaskDetails {
    TaskDetails {
        title: title.to_owned(),
        ..TaskDetails::default()
    }
}

/// A talk of half an hour.
pub(crate) fn appointment(starts_on: &str, starts_at: &str) -> AppointmentDetails {
    AppointmentDetails {
        starts_on: day(starts_on),
        starts_at: starts_at.to_owned(),
        minutes: 30,
        kind: AppointmentKind::Talk,
        place: "Rathaus".to_owned(),
        note: String::new(),
    }
}

/// A visit on that day.
pub(crate) fn contact(case: &Case, occurred_on: &str) -> NewContact {
    NewContact {
        case_id: case.id,
        occurred_on: day(occurred_on),
        channel: "home-visit".to_owned(),
        minutes: 45,
        interpreter_present: true,
        with_client: true,
        note: "Antrag ausgefüllt.".to_owned(),
    }
}

/// A consent of 10 June 2026 to pass data on to the job centre.
pub(crate) fn consent(case: &Case) -> NewConsent {
    NewConsent {
        case_id: case.id,
        purpose: Some(ConsentPurpose::PassingOn),
        recipient: "Jobcenter".to_owned(),
        text_version: "2026-1".to_owned(),
        language: "ar".to_owned(),
        interpreter_present: true,
        signed_on: day("2026-06-10"),
        ends_on: None,
    }
}
