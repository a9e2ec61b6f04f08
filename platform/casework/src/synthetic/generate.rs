//! Filling a county, batch by batch.

use chrono::NaiveDate;
use kernel::{
    access::Permission,
    audit::{self, AuditEntry},
    errors::Failure,
};
use sea_orm::{EntityTrait, PaginatorTrait, QuerySelect};
use tenants::CountyContext;

use super::{case_story::Storyteller, insert::Rows};
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

/// Whether the county has any case. Needs [`Permission::CaseOpen`], as filling it does.
///
/// # Errors
/// `Forbidden` without the permission.
pub async fn any_case(context: &CountyContext) -> Result<bool, Failure> {
    context.authorize(Permission::CaseOpen)?;
    let first = cases::Entity::find()
        .limit(1)
        .one(context.database())
        .await?;
    Ok(first.is_some())
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
mod tests;
