//! What an actor may see, as conditions of queries. Every query of this crate that reads for
//! somebody has one of these, so lists, counts, loaders and changes agree.

use chrono::NaiveDate;
use kernel::{access::Scope, ids::AccountId};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Value,
    sea_query::{Expr, ExprTrait, SelectStatement, postgres_array::NotU8},
};

use crate::tables::{cases, household_members, households, persons};

/// The column is one of the values.
///
/// PostgreSQL gets one array, so that the statement has the same text for any number of values and
/// is prepared once; SQLite has no arrays.
pub(crate) fn is_one_of<V>(
    backend: DbBackend,
    column: impl ColumnTrait,
    values: impl IntoIterator<Item = V>,
) -> Expr
where
    V: Into<Value> + NotU8,
{
    match backend {
        DbBackend::Postgres => column.eq_any(values),
        _ => column.is_in(values),
    }
}

/// Cases that belong to a carrier, unit or post of the scope.
pub(crate) fn cases_in(scope: &Scope) -> Condition {
    if scope.whole_county {
        return Condition::all();
    }
    let named =
        |column: cases::Column, keys: Vec<String>| (!keys.is_empty()).then(|| column.is_in(keys));
    let carriers = scope.carriers.iter().map(ToString::to_string).collect();
    let units = scope.units.iter().map(ToString::to_string).collect();
    let posts = scope.posts.iter().map(ToString::to_string).collect();
    let parts = [
        named(cases::Column::CarrierKey, carriers),
        named(cases::Column::UnitKey, units),
        named(cases::Column::PostKey, posts),
    ];
    let reached = parts
        .into_iter()
        .flatten()
        .fold(Condition::any(), Condition::add);
    // An empty "any" holds for every row, which would be the opposite of what is meant.
    if reached.is_empty() {
        no_row()
    } else {
        reached
    }
}

/// Holds for no row.
pub(crate) fn no_row() -> Condition {
    Condition::all().add(Expr::val(1).eq(2))
}

/// Persons who are client of a case in scope or belong to a household in scope today, or whom the
/// actor registered and who have no case yet. The whole county reaches every person.
pub(crate) fn persons_in(scope: &Scope, actor: AccountId, today: NaiveDate) -> Condition {
    if scope.whole_county {
        return Condition::all();
    }
    let members = household_members::Entity::find()
        .select_only()
        .column(household_members::Column::PersonId)
        .filter(current_members(today))
        .filter(
            Condition::any()
                .add(household_members::Column::HouseholdId.in_subquery(named_households(scope)))
                .add(
                    household_members::Column::HouseholdId
                        .in_subquery(clients_households(scope, today)),
                ),
        )
        .into_query();
    let own = Condition::all()
        .add(persons::Column::RegisteredBy.eq(actor))
        .add(persons::Column::Id.not_in_subquery(clients(&Scope::whole_county())));
    Condition::any()
        .add(persons::Column::Id.in_subquery(clients(scope)))
        .add(persons::Column::Id.in_subquery(members))
        .add(own)
}

/// Households that a case in scope names or that a client of such a case belongs to today, or that
/// the actor made and that no case names yet. The whole county reaches every household.
pub(crate) fn households_in(scope: &Scope, actor: AccountId, today: NaiveDate) -> Condition {
    if scope.whole_county {
        return Condition::all();
    }
    let own = Condition::all()
        .add(households::Column::RegisteredBy.eq(actor))
        .add(households::Column::Id.not_in_subquery(named_households(&Scope::whole_county())));
    Condition::any()
        .add(households::Column::Id.in_subquery(named_households(scope)))
        .add(households::Column::Id.in_subquery(clients_households(scope, today)))
        .add(own)
}

fn clients(scope: &Scope) -> SelectStatement {
    let query = cases::Entity::find()
        .select_only()
        .column(cases::Column::PersonId);
    query.filter(cases_in(scope)).into_query()
}

fn named_households(scope: &Scope) -> SelectStatement {
    cases::Entity::find()
        .select_only()
        .column(cases::Column::HouseholdId)
        .filter(cases::Column::HouseholdId.is_not_null())
        .filter(cases_in(scope))
        .into_query()
}

fn clients_households(scope: &Scope, today: NaiveDate) -> SelectStatement {
    household_members::Entity::find()
        .select_only()
        .column(household_members::Column::HouseholdId)
        .filter(current_members(today))
        .filter(household_members::Column::PersonId.in_subquery(clients(scope)))
        .into_query()
}

fn current_members(today: NaiveDate) -> Condition {
    let last_day = household_members::Column::ValidTo;
    Condition::all()
        .add(household_members::Column::ValidFrom.lte(today))
        .add(
            Condition::any()
                .add(last_day.is_null())
                .add(last_day.gte(today)),
        )
}
