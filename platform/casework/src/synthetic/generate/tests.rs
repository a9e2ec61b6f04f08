use std::collections::HashMap;

use kernel::{
    access::{Role, Scope},
    ids::AccountId,
    testing::Store,
};
use sea_orm::QueryOrder;
use tenants::model::Dated;
use uuid::Uuid;

use super::*;
use crate::{
    model::{CaseFilter, CaseState, HouseholdRole, case_warnings},
    tables::{
        appointments, assessments, assignments, closures, consents, constellations, contacts,
        findings, household_members, households, person_programmes, persons, plan_goals,
        plan_steps, plans, referrals, tasks,
    },
    testing::{AHLEN, Fixture, day},
};

fn plan(cases: u32) -> SyntheticPlan {
    SyntheticPlan {
        seed: 7,
        cases,
        reference_date: day("2026-07-15"),
    }
}

async fn all<E: EntityTrait>(context: &CountyContext, by: E::Column) -> Vec<E::Model> {
    let query = E::find().order_by_asc(by);
    query.all(context.database()).await.expect("reads")
}

/// Everything that was written, without who recorded it.
async fn written(context: &CountyContext) -> Rows {
    let nobody = AccountId(Uuid::nil());
    let mut rows = Rows {
        persons: all::<persons::Entity>(context, persons::Column::Id).await,
        programmes: all::<person_programmes::Entity>(context, person_programmes::Column::Id).await,
        households: all::<households::Entity>(context, households::Column::Id).await,
        household_members: all::<household_members::Entity>(context, household_members::Column::Id)
            .await,
        cases: all::<cases::Entity>(context, cases::Column::Number).await,
        assignments: all::<assignments::Entity>(context, assignments::Column::Id).await,
        constellations: all::<constellations::Entity>(context, constellations::Column::Id).await,
        closures: all::<closures::Entity>(context, closures::Column::Id).await,
        contacts: all::<contacts::Entity>(context, contacts::Column::Id).await,
        referrals: all::<referrals::Entity>(context, referrals::Column::Id).await,
        consents: all::<consents::Entity>(context, consents::Column::Id).await,
        assessments: all::<assessments::Entity>(context, assessments::Column::Id).await,
        plans: all::<plans::Entity>(context, plans::Column::Id).await,
        plan_goals: all::<plan_goals::Entity>(context, plan_goals::Column::Id).await,
        plan_steps: all::<plan_steps::Entity>(context, plan_steps::Column::Id).await,
        findings: all::<findings::Entity>(context, findings::Column::Id).await,
        tasks: all::<tasks::Entity>(context, tasks::Column::Id).await,
        appointments: all::<appointments::Entity>(context, appointments::Column::Id).await,
    };
    rows.persons
        .iter_mut()
        .for_each(|row| row.registered_by = nobody);
    rows.households
        .iter_mut()
        .for_each(|row| row.registered_by = nobody);
    rows.cases.iter_mut().for_each(|row| row.opened_by = nobody);
    rows.assignments
        .iter_mut()
        .for_each(|row| row.assigned_by = nobody);
    rows.constellations
        .iter_mut()
        .for_each(|row| row.changed_by = nobody);
    rows.contacts
        .iter_mut()
        .for_each(|row| row.recorded_by = nobody);
    for row in &mut rows.closures {
        row.closed_by = nobody;
        row.reactivated_by = row.reactivated_by.map(|_| nobody);
    }
    for row in &mut rows.tasks {
        row.recorded_by = nobody;
        row.ended_by = row.ended_by.map(|_| nobody);
    }
    rows.appointments
        .iter_mut()
        .for_each(|row| row.recorded_by = nobody);
    for row in &mut rows.referrals {
        row.recorded_by = nobody;
        row.answered_by = row.answered_by.map(|_| nobody);
    }
    for row in &mut rows.consents {
        row.recorded_by = nobody;
        row.withdrawn_by = row.withdrawn_by.map(|_| nobody);
    }
    rows.assessments
        .iter_mut()
        .for_each(|row| row.recorded_by = nobody);
    rows.plans
        .iter_mut()
        .for_each(|row| row.recorded_by = nobody);
    rows.findings
        .iter_mut()
        .for_each(|row| row.recorded_by = nobody);
    rows
}

#[tokio::test]
async fn the_same_plan_writes_the_same_rows_on_every_store() {
    let mut all = Vec::new();
    for store in [Store::Sqlite, Store::Postgres] {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        generate(&lead, plan(300), |_, _| {})
            .await
            .expect("generates");
        all.push(written(&lead).await);
    }
    assert!(all[0] == all[1], "the rows differ");
    let other = Fixture::create(Store::Sqlite).await;
    let lead = other.lead().await;
    generate(
        &lead,
        SyntheticPlan {
            seed: 8,
            ..plan(300)
        },
        |_, _| {},
    )
    .await
    .expect("generates");
    assert!(
        all[0] != written(&lead).await,
        "another seed gives other rows"
    );
}

#[tokio::test]
async fn another_run_adds_others_and_the_numbers_go_on() {
    for store in Store::ALL {
        let fixture = Fixture::create(store).await;
        let lead = fixture.lead().await;
        let mut told = Vec::new();
        for _ in 0..2 {
            generate(&lead, plan(300), |done, total| told.push((done, total)))
                .await
                .expect("generates");
        }
        assert_eq!(
            told,
            [
                (0, 300),
                (250, 300),
                (300, 300),
                (0, 300),
                (250, 300),
                (300, 300)
            ]
        );
        let rows = written(&lead).await;
        assert_eq!(rows.cases.len(), 600);
        let mut last: HashMap<&str, u32> = HashMap::new();
        for case in &rows.cases {
            let (year, number) = case.number.split_once('-').expect("year and number");
            let last = last.entry(year).or_default();
            *last += 1;
            assert_eq!(number.parse(), Ok(*last), "{year}");
        }
    }
}

#[tokio::test]
async fn what_happens_is_plausible() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    generate(&lead, plan(600), |_, _| {})
        .await
        .expect("generates");
    let rows = written(&lead).await;
    let share = |count: usize| count * 100 / rows.cases.len();
    let open = rows
        .cases
        .iter()
        .filter(|case| case.state == CaseState::Open)
        .count();
    assert!((30..=70).contains(&share(open)), "open: {}", share(open));
    let in_ahlen = rows
        .cases
        .iter()
        .filter(|case| case.municipality_ags.as_str() == AHLEN)
        .count();
    assert!(
        (22..=34).contains(&share(in_ahlen)),
        "28 % of foreign residents live in Ahlen: {}",
        share(in_ahlen)
    );
    let children = rows
        .household_members
        .iter()
        .filter(|m| m.role == HouseholdRole::Child)
        .count();
    assert!(children > rows.households.len() && rows.households.len() > 300);
    assert!(rows.referrals.len() > 200 && rows.contacts.len() > 1500 && rows.closures.len() > 150);
    let today = plan(600).reference_date;
    let mut contacts: HashMap<_, Vec<&contacts::Model>> = HashMap::new();
    rows.contacts
        .iter()
        .for_each(|contact| contacts.entry(contact.case_id).or_default().push(contact));
    for case in &rows.cases {
        let contacts = &contacts[&case.id];
        assert_eq!(
            contacts.len(),
            usize::try_from(case.contact_count).expect("positive")
        );
        let with_client = contacts.iter().filter(|contact| contact.with_client);
        assert_eq!(
            with_client.map(|contact| contact.occurred_on).max(),
            case.last_contact_on
        );
        let last_day = case.closed_on.unwrap_or(today);
        assert!(
            case.opened_on <= case.last_seen_on
                && case.last_seen_on <= last_day
                && last_day <= today
        );
        assert!(
            contacts
                .iter()
                .all(|c| c.occurred_on >= case.opened_on && c.occurred_on <= last_day)
        );
        if let Some(post) = &case.post_key {
            let post = lead.county().post(post).expect("a real post");
            assert!(post.is_valid_at(case.opened_on) && post.carrier == case.carrier_key);
        }
    }
    assert!(
        rows.persons
            .iter()
            .all(|p| p.birth_date.is_none_or(|born| born <= today))
    );
}

#[tokio::test]
async fn every_warning_has_its_cases() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let lead = fixture.lead().await;
    generate(&lead, plan(600), |_, _| {})
        .await
        .expect("generates");
    let long = CaseFilter {
        not_seen_for_warning: true,
        ..CaseFilter::default()
    };
    let not_seen = crate::count_cases(&lead, &long).await.expect("counts");
    let page = kernel::paging::PageRequest {
        size: 100,
        after: None,
    };
    let list = crate::list_cases(&lead, &long, Default::default(), &page)
        .await
        .expect("lists");
    let today = lead.clock().today();
    assert!(not_seen > 20);
    for overview in list.rows {
        let warnings = case_warnings(&overview.case, &overview.client, lead.county(), today);
        let not_seen =
            |warning: &_| matches!(warning, crate::model::CaseWarning::NotSeenFor { .. });
        assert!(warnings.iter().any(not_seen), "{warnings:?}");
    }
}

#[tokio::test]
async fn only_the_whole_county_can_be_filled() {
    let fixture = Fixture::create(Store::Sqlite).await;
    let part = fixture
        .signed_in(
            Role::Coordinator,
            Scope::unit("ahlen".parse().expect("a key")),
        )
        .await;
    let refused = generate(&part, plan(1), |_, _| {}).await;
    assert!(matches!(refused, Err(Failure::Forbidden)));
    assert_eq!(fixture.count::<cases::Entity>(&part).await, 0);
}
