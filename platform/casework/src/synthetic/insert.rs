//! Writing many rows at once.

use std::collections::BTreeMap;

use chrono::Datelike;
use kernel::{database::TenantTransaction, errors::Failure};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::{
    search_index::{
        SearchedTable, Words, case_words, contact_words, person_sounds, person_words, write_words,
    },
    tables::{
        appointments, assessments, assignments, cases, closures, consents, constellations,
        contacts, findings, household_members, households, person_programmes, persons, plan_goals,
        plan_steps, plans, referrals, tasks,
    },
};

/// Rows of one statement. SQLite takes 32,766 values and PostgreSQL 65,535; the widest table has 23
/// columns. More rows are not faster, and full statements of one size are prepared once.
const ROWS_PER_STATEMENT: usize = 100;

/// Rows to be written, in the order of their foreign keys.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) persons: Vec<persons::Model>,
    pub(super) programmes: Vec<person_programmes::Model>,
    pub(super) households: Vec<households::Model>,
    pub(super) household_members: Vec<household_members::Model>,
    pub(super) cases: Vec<cases::Model>,
    pub(super) assignments: Vec<assignments::Model>,
    pub(super) constellations: Vec<constellations::Model>,
    pub(super) closures: Vec<closures::Model>,
    pub(super) contacts: Vec<contacts::Model>,
    pub(super) consents: Vec<consents::Model>,
    pub(super) referrals: Vec<referrals::Model>,
    pub(super) assessments: Vec<assessments::Model>,
    pub(super) plans: Vec<plans::Model>,
    pub(super) plan_goals: Vec<plan_goals::Model>,
    pub(super) plan_steps: Vec<plan_steps::Model>,
    pub(super) findings: Vec<findings::Model>,
    pub(super) tasks: Vec<tasks::Model>,
    pub(super) appointments: Vec<appointments::Model>,
}

impl Rows {
    /// The cases by the year of their opening, each year's in their order.
    pub(super) fn cases_by_year(&mut self) -> BTreeMap<i32, Vec<&mut cases::Model>> {
        let mut by_year: BTreeMap<i32, Vec<&mut cases::Model>> = BTreeMap::new();
        for case in &mut self.cases {
            by_year.entry(case.opened_on.year()).or_default().push(case);
        }
        by_year
    }

    /// Writes them all.
    pub(super) async fn insert(self, transaction: &TenantTransaction) -> Result<(), Failure> {
        let index = Index::of(&self);
        insert_all::<persons::Entity, _>(transaction, self.persons).await?;
        insert_all::<person_programmes::Entity, _>(transaction, self.programmes).await?;
        insert_all::<households::Entity, _>(transaction, self.households).await?;
        insert_all::<household_members::Entity, _>(transaction, self.household_members).await?;
        insert_all::<cases::Entity, _>(transaction, self.cases).await?;
        insert_all::<assignments::Entity, _>(transaction, self.assignments).await?;
        insert_all::<constellations::Entity, _>(transaction, self.constellations).await?;
        insert_all::<closures::Entity, _>(transaction, self.closures).await?;
        insert_all::<contacts::Entity, _>(transaction, self.contacts).await?;
        insert_all::<consents::Entity, _>(transaction, self.consents).await?;
        insert_all::<referrals::Entity, _>(transaction, self.referrals).await?;
        insert_all::<assessments::Entity, _>(transaction, self.assessments).await?;
        insert_all::<plans::Entity, _>(transaction, self.plans).await?;
        insert_all::<plan_goals::Entity, _>(transaction, self.plan_goals).await?;
        insert_all::<plan_steps::Entity, _>(transaction, self.plan_steps).await?;
        insert_all::<findings::Entity, _>(transaction, self.findings).await?;
        insert_all::<tasks::Entity, _>(transaction, self.tasks).await?;
        insert_all::<appointments::Entity, _>(transaction, self.appointments).await?;
        index.insert(transaction).await
    }
}

/// What the rows are found by.
struct Index([(SearchedTable, Vec<Words>); 4]);

impl Index {
    fn of(rows: &Rows) -> Self {
        Self([
            (
                SearchedTable::Persons,
                rows.persons.iter().map(person_words).collect(),
            ),
            (
                SearchedTable::PersonSounds,
                rows.persons.iter().map(person_sounds).collect(),
            ),
            (
                SearchedTable::Cases,
                rows.cases.iter().map(case_words).collect(),
            ),
            (
                SearchedTable::Contacts,
                rows.contacts.iter().map(contact_words).collect(),
            ),
        ])
    }

    async fn insert(self, transaction: &TenantTransaction) -> Result<(), Failure> {
        for (table, words) in self.0 {
            write_words(transaction, table, words).await?;
        }
        Ok(())
    }
}

async fn insert_all<E, A>(
    transaction: &TenantTransaction,
    rows: Vec<E::Model>,
) -> Result<(), Failure>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E> + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let some: Vec<A> = rows
            .by_ref()
            .take(ROWS_PER_STATEMENT)
            .map(IntoActiveModel::into_active_model)
            .collect();
        E::insert_many(some)
            .exec_without_returning(transaction)
            .await?;
    }
    Ok(())
}
