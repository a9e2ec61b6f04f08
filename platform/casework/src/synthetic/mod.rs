//! Synthetic people: plausible persons, households and cases that are nobody's.
//!
//! Deterministic: the same seed, number and reference date on the same county and an empty
//! database give the same rows, ids included; only who recorded them is the account of the context.
//! Running it again adds as many cases again, others than before, and their numbers go on.
//!
//! Names are put together at random from short lists of common ones; municipalities are weighted
//! by their foreign residents at the census.

mod case_story;
mod chance;
mod course;
mod family;
mod insert;
mod names;
mod texts;

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{EntityTrait, PaginatorTrait};
use tenants::CountyContext;

use self::{case_story::Storyteller, insert::Rows};
use crate::{
    case_number::{case_number, take_numbers},
    tables::cases,
};

/// Cases of one transaction: enough to make committing cheap, few enough that others can write in
/// between and that progress is seen.
const CASES_PER_TRANSACTION: u32 = 250;

/// What to generate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SyntheticPlan {
    /// The seed.
    pub seed: u64,
    /// How many cases.
    pub cases: u32,
    /// The day up to which things happened.
    pub reference_date: NaiveDate,
}

/// Fills the county with synthetic people. The context's account becomes who recorded it all; it
/// needs [`Permission::CaseOpen`] for the whole county.
///
/// `progress` is told how many cases of how many are done. Each batch lasts once it was told; a run
/// that is cut off leaves whole cases only.
///
/// # Errors
/// `Forbidden` without the whole county in scope; nothing is generated for a county that has
/// neither constellations nor carriers on the reference date (`NotFound`).
pub async fn generate(
    context: &CountyContext,
    plan: SyntheticPlan,
    mut progress: impl FnMut(u32, u32) + Send,
) -> Result<(), Failure> {
    if !context.authorize(Permission::CaseOpen)?.whole_county {
        return Err(Failure::Forbidden);
    }
    let actor = context.account_id()?;
    let present = cases::Entity::find().count(context.database()).await?;
    let teller = Storyteller::build(context.county(), plan, actor).ok_or(Failure::NotFound)?;
    let mut done = 0;
    progress(done, plan.cases);
    while done < plan.cases {
        let batch_end = plan.cases.min(done + CASES_PER_TRANSACTION);
        let mut rows = Rows::default();
        for index in done..batch_end {
            teller.tell(index, present + u64::from(index), &mut rows);
        }
        write(context, rows).await?;
        done = batch_end;
        progress(done, plan.cases);
    }
    Ok(())
}

async fn write(context: &CountyContext, mut rows: Rows) -> Result<(), Failure> {
    let transaction = context.database().begin().await?;
    for (year, cases) in rows.cases_by_year() {
        let count = i32::try_from(cases.len()).expect("a batch is small");
        let first = take_numbers(&transaction, year, count).await? - count + 1;
        for (number, case) in (first..).zip(cases) {
            case.number = case_number(year, number);
        }
    }
    let entry = AuditEntry {
        action: "synthetic.generate",
        object_kind: "case",
        object_id: None,
        person_ids: rows.persons.iter().map(|person| person.id.0).collect(),
    };
    rows.insert(&transaction).await?;
    audit::record(context, &transaction, entry).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use kernel::{access::{Role, Scope}, ids::AccountId, testing::Store};
    use sea_orm::QueryOrder;
    use tenants::model::Dated;
    use uuid::Uuid;

    use super::*;
    use crate::{
        model::{CaseFilter, CaseState, HouseholdRole, case_warnings, limits::CASE_DATE_EARLIEST},
        tables::{
            assignments, closures, constellations, contacts, household_members, households, persons,
            referrals,
        },
        testing::{AHLEN, Fixture, day},
    };

    const PLAN: SyntheticPlan = SyntheticPlan { seed: 7, cases: 600, reference_date: CASE_DATE_EARLIEST };

    fn plan(cases: u32) -> SyntheticPlan {
        SyntheticPlan { cases, reference_date: day("2026-07-15"), ..PLAN }
    }

    /// Everything that was written, without who recorded it.
    async fn written(context: &CountyContext) -> Rows {
        let database = context.database();
        let nobody = AccountId(Uuid::nil());
        let mut rows = Rows {
            persons: persons::Entity::find().order_by_asc(persons::Column::Id).all(database).await.expect("reads"),
            households: households::Entity::find().order_by_asc(households::Column::Id).all(database).await.expect("reads"),
            household_members: household_members::Entity::find().order_by_asc(household_members::Column::Id).all(database).await.expect("reads"),
            cases: cases::Entity::find().order_by_asc(cases::Column::Number).all(database).await.expect("reads"),
            assignments: assignments::Entity::find().order_by_asc(assignments::Column::Id).all(database).await.expect("reads"),
            constellations: constellations::Entity::find().order_by_asc(constellations::Column::Id).all(database).await.expect("reads"),
            closures: closures::Entity::find().order_by_asc(closures::Column::Id).all(database).await.expect("reads"),
            contacts: contacts::Entity::find().order_by_asc(contacts::Column::Id).all(database).await.expect("reads"),
            referrals: referrals::Entity::find().order_by_asc(referrals::Column::Id).all(database).await.expect("reads"),
        };
        rows.persons.iter_mut().for_each(|row| row.registered_by = nobody);
        rows.households.iter_mut().for_each(|row| row.registered_by = nobody);
        rows.cases.iter_mut().for_each(|row| row.opened_by = nobody);
        rows.assignments.iter_mut().for_each(|row| row.assigned_by = nobody);
        rows.constellations.iter_mut().for_each(|row| row.changed_by = nobody);
        rows.contacts.iter_mut().for_each(|row| row.recorded_by = nobody);
        for row in &mut rows.closures {
            row.closed_by = nobody;
            row.reactivated_by = row.reactivated_by.map(|_| nobody);
        }
        for row in &mut rows.referrals {
            row.recorded_by = nobody;
            row.answered_by = row.answered_by.map(|_| nobody);
        }
        rows
    }

    #[tokio::test]
    async fn the_same_plan_writes_the_same_rows_on_every_store() {
        let mut all = Vec::new();
        for store in [Store::Sqlite, Store::Postgres] {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            generate(&lead, plan(300), |_, _| {}).await.expect("generates");
            all.push(written(&lead).await);
        }
        assert!(all[0] == all[1], "the rows differ");
        let other = Fixture::create(Store::Sqlite).await;
        let lead = other.lead().await;
        generate(&lead, SyntheticPlan { seed: 8, ..plan(300) }, |_, _| {}).await.expect("generates");
        assert!(all[0] != written(&lead).await, "another seed gives other rows");
    }

    #[tokio::test]
    async fn another_run_adds_others_and_the_numbers_go_on() {
        for store in Store::ALL {
            let fixture = Fixture::create(store).await;
            let lead = fixture.lead().await;
            let mut told = Vec::new();
            for _ in 0..2 {
                generate(&lead, plan(300), |done, total| told.push((done, total))).await.expect("generates");
            }
            assert_eq!(told, [(0, 300), (250, 300), (300, 300), (0, 300), (250, 300), (300, 300)]);
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
        generate(&lead, plan(600), |_, _| {}).await.expect("generates");
        let rows = written(&lead).await;
        let share = |count: usize| count * 100 / rows.cases.len();
        let open = rows.cases.iter().filter(|case| case.state == CaseState::Open).count();
        assert!((30..=70).contains(&share(open)), "open: {}", share(open));
        let in_ahlen = rows.cases.iter().filter(|case| case.municipality_ags.as_str() == AHLEN).count();
        assert!((22..=34).contains(&share(in_ahlen)), "28 % of foreign residents live in Ahlen: {}", share(in_ahlen));
        let children = rows.household_members.iter().filter(|m| m.role == HouseholdRole::Child).count();
        assert!(children > rows.households.len() && rows.households.len() > 300);
        assert!(rows.referrals.len() > 200 && rows.contacts.len() > 1500 && rows.closures.len() > 150);
        let today = plan(600).reference_date;
        let mut contacts: HashMap<_, Vec<&contacts::Model>> = HashMap::new();
        rows.contacts.iter().for_each(|contact| contacts.entry(contact.case_id).or_default().push(contact));
        for case in &rows.cases {
            let contacts = &contacts[&case.id];
            assert_eq!(contacts.len(), usize::try_from(case.contact_count).expect("positive"));
            let with_client = contacts.iter().filter(|contact| contact.with_client);
            assert_eq!(with_client.map(|contact| contact.occurred_on).max(), case.last_contact_on);
            let last_day = case.closed_on.unwrap_or(today);
            assert!(case.opened_on <= case.last_seen_on && case.last_seen_on <= last_day && last_day <= today);
            assert!(contacts.iter().all(|c| c.occurred_on >= case.opened_on && c.occurred_on <= last_day));
            if let Some(post) = &case.post_key {
                let post = lead.county().post(post).expect("a real post");
                assert!(post.is_valid_at(case.opened_on) && post.carrier == case.carrier_key);
            }
        }
        assert!(rows.persons.iter().all(|p| p.birth_date.is_none_or(|born| born <= today)));
    }

    #[tokio::test]
    async fn every_warning_has_its_cases() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        generate(&lead, plan(600), |_, _| {}).await.expect("generates");
        let long = CaseFilter { not_seen_for_warning: true, ..CaseFilter::default() };
        let not_seen = crate::count_cases(&lead, &long).await.expect("counts");
        let page = kernel::paging::PageRequest { size: 100, after: None };
        let list = crate::list_cases(&lead, &long, Default::default(), &page).await.expect("lists");
        let today = lead.clock().today();
        assert!(not_seen > 20);
        for overview in list.rows {
            let warnings = case_warnings(&overview.case, &overview.client, lead.county(), today);
            let not_seen = |warning: &_| matches!(warning, crate::model::CaseWarning::NotSeenFor { .. });
            assert!(warnings.iter().any(not_seen), "{warnings:?}");
        }
    }

    #[tokio::test]
    async fn only_the_whole_county_can_be_filled() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let part = fixture.signed_in(Role::Coordinator, Scope::unit("ahlen".parse().expect("a key"))).await;
        let refused = generate(&part, plan(1), |_, _| {}).await;
        assert!(matches!(refused, Err(Failure::Forbidden)));
        assert_eq!(fixture.count::<cases::Entity>(&part).await, 0);
    }

    #[tokio::test]
    async fn speed_temporary() {
        let fixture = Fixture::create(Store::Sqlite).await;
        let lead = fixture.lead().await;
        let start = std::time::Instant::now();
        generate(&lead, plan(20000), |_, _| {}).await.expect("generates");
        let rows = written(&lead).await;
        eprintln!("SPEED {:?} persons {} contacts {} referrals {} open {}", start.elapsed(), rows.persons.len(), rows.contacts.len(), rows.referrals.len(), rows.cases.iter().filter(|c| c.state == CaseState::Open).count());
        let t = std::time::Instant::now();
        let page = kernel::paging::PageRequest { size: 50, after: None };
        for _ in 0..20 { crate::list_cases(&lead, &CaseFilter::default(), Default::default(), &page).await.expect("lists"); }
        eprintln!("SPEED list {:?}", t.elapsed() / 20);
        let t = std::time::Instant::now();
        let order = crate::model::CaseOrder { field: crate::model::CaseOrderField::ClientName, direction: crate::model::Direction::Ascending };
        for _ in 0..20 { crate::list_cases(&lead, &CaseFilter::default(), order, &page).await.expect("lists"); }
        eprintln!("SPEED by name {:?}", t.elapsed() / 20);
        let t = std::time::Instant::now();
        for _ in 0..20 { crate::list_cases(&lead, &CaseFilter { search: Some("dem".into()), ..Default::default() }, order, &page).await.expect("lists"); }
        eprintln!("SPEED search {:?}", t.elapsed() / 20);
        let t = std::time::Instant::now();
        for _ in 0..20 { crate::count_cases(&lead, &CaseFilter::default()).await.expect("lists"); }
        eprintln!("SPEED count {:?}", t.elapsed() / 20);
        let cm = fixture.case_manager(Scope::unit("ahlen".parse().expect("key"))).await;
        let t = std::time::Instant::now();
        for _ in 0..20 { crate::list_persons(&cm, &Default::default(), &kernel::paging::PageRequest { size: 50, after: None }).await.expect("lists"); }
        eprintln!("SPEED persons {:?}", t.elapsed() / 20);
    }
}
