//! Erasing a person with everything that hangs on the person.

use kernel::{database::TenantTransaction, errors::Failure};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use tenants::{CountyContext, model::retention::DataKind};

use super::{
    carry_out::{leave_figures, remember_closing},
    reach::Reach,
    read_retention::MEASURE_DELETE,
};
use crate::{
    model::{HouseholdId, PersonId, ProofId, SubjectKind},
    tables::{cases, household_members, privacy::proofs},
};

/// Erases the person: the cases with everything in them, memberships, decisions of rules, requests and marks, and
/// households in which nobody is left. Figures of cases stay if the county's rule keeps figures, and a proof without
/// anybody's data. The audit trail keeps ids that name nobody any more. Returns how many rows went.
pub(super) async fn erase_person(
    context: &CountyContext,
    transaction: &TenantTransaction,
    person: PersonId,
    configuration: i32,
) -> Result<u64, Failure> {
    let own = cases::Entity::find()
        .filter(cases::Column::PersonId.eq(person))
        .all(transaction)
        .await?;
    let memberships = household_members::Entity::find()
        .filter(household_members::Column::PersonId.eq(person))
        .all(transaction)
        .await?;
    let named = own.iter().filter_map(|case| case.household_id);
    let mut households: Vec<HouseholdId> = memberships.iter().map(|row| row.household_id).collect();
    households.extend(named);
    households.sort_unstable();
    households.dedup();
    for case in &own {
        leave_figures(context, transaction, case).await?;
        remember_closing(transaction, case).await?;
    }
    let mut rows = Reach::of(SubjectKind::Person, person.0)
        .delete(transaction)
        .await?;
    for household in households {
        if is_abandoned(transaction, household).await? {
            let reach = Reach::of(SubjectKind::Household, household.0);
            rows += reach.delete(transaction).await?;
        }
    }
    let now = context.clock().now();
    let proof = proofs::Model {
        id: ProofId::generate(),
        data_kind: DataKind::Person.as_str().to_owned(),
        measure: MEASURE_DELETE.to_owned(),
        released: 1,
        subjects: 1,
        rows: i64::try_from(rows).unwrap_or(i64::MAX),
        configuration,
        released_by: context.account_id()?,
        released_at: now,
        carried_out_at: Some(now),
    };
    proofs::Entity::insert(proof.into_active_model())
        .exec_without_returning(transaction)
        .await?;
    Ok(rows)
}

/// Whether nobody ever belonged to the household but those who are gone, and no case names it.
async fn is_abandoned(
    transaction: &TenantTransaction,
    household: HouseholdId,
) -> Result<bool, Failure> {
    let members = household_members::Entity::find()
        .filter(household_members::Column::HouseholdId.eq(household));
    let naming = cases::Entity::find().filter(cases::Column::HouseholdId.eq(household));
    Ok(members.count(transaction).await? == 0 && naming.count(transaction).await? == 0)
}
