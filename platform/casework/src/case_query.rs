//! The query behind every list of cases and its count.

use chrono::{Days, NaiveDate};
use kernel::{access::Scope, errors::Failure};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, Order, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
    sea_query::{Expr, ExprTrait},
};
use tenants::{County, CountyContext};

use crate::{
    case_scope::{cases_in, no_row},
    find_persons::{name_matches, name_of},
    model::{
        CaseCursor, CaseFilter, CaseOrder, CaseOrderField, CasePosition, CaseState,
        CaseStateFilter, Direction, search_words,
    },
    tables::{cases, persons},
};

/// A row of the list.
pub(crate) type CaseAndClient = (cases::Model, persons::Model);

/// A query for cases, joined with their clients where that is needed.
pub(crate) struct CaseQuery {
    select: Select<cases::Entity>,
    searches_names: bool,
}

impl CaseQuery {
    /// All cases that match the filter within the scope.
    pub(crate) fn build(
        context: &CountyContext,
        scope: &Scope,
        filter: &CaseFilter,
    ) -> Result<Self, Failure> {
        let mut select = cases::Entity::find()
            .filter(cases_in(scope))
            .filter(simple_conditions(filter));
        if let Some(search) = filter.search.as_deref() {
            select = select.filter(search_matches(search));
        }
        if filter.only_mine {
            let posts = context.actor().account()?.posts().map(ToString::to_string);
            select = select.filter(cases::Column::PostKey.is_in(posts));
        }
        if filter.not_seen_for_warning {
            select = select.filter(not_seen_for_long(context.county(), context.clock().today()));
        }
        Ok(Self {
            select,
            searches_names: filter.search.is_some(),
        })
    }

    /// Only those for which the condition holds too.
    pub(crate) fn with(self, condition: Expr) -> Self {
        Self {
            select: self.select.filter(condition),
            ..self
        }
    }

    /// In this order; the id decides between equals.
    pub(crate) fn sorted(self, order: CaseOrder) -> Self {
        let direction = match order.direction {
            Direction::Ascending => Order::Asc,
            Direction::Descending => Order::Desc,
        };
        let select = self
            .select
            .order_by(sort_column(order.field), direction.clone());
        Self {
            select: select.order_by(cases::Column::Id, direction),
            ..self
        }
    }

    /// Only what follows the cursor in that direction.
    pub(crate) fn after(self, direction: Direction, cursor: &CaseCursor) -> Self {
        let position = match &cursor.position {
            CasePosition::OpenedOn(date) | CasePosition::LastContactOn(date) => Expr::val(*date),
            CasePosition::Number(number) => Expr::val(number.as_str()),
            CasePosition::ClientName(person) => name_of(*person),
        };
        let row = Expr::tuple([
            sort_column(cursor.position.field()),
            Expr::col((cases::Entity, cases::Column::Id)),
        ]);
        let bound = Expr::tuple([position, Expr::val(cursor.id)]);
        self.with(match direction {
            Direction::Ascending => row.gt(bound),
            Direction::Descending => row.lt(bound),
        })
    }

    /// At most so many.
    pub(crate) fn limited(self, rows: u64) -> Self {
        Self {
            select: self.select.limit(rows),
            ..self
        }
    }

    /// Cases and clients, in one statement.
    pub(crate) async fn load(self, context: &CountyContext) -> Result<Vec<CaseAndClient>, Failure> {
        let joined = self
            .select
            .join(JoinType::InnerJoin, cases::Relation::Client.def());
        let rows = joined
            .select_also(persons::Entity)
            .all(context.database())
            .await?;
        let complete = |(case, client): (cases::Model, Option<persons::Model>)| {
            (
                case,
                client.expect("the join leaves no case without its client"),
            )
        };
        Ok(rows.into_iter().map(complete).collect())
    }

    /// How many there are, in one statement.
    pub(crate) async fn count(self, context: &CountyContext) -> Result<u64, Failure> {
        let mut select = self.select;
        if self.searches_names {
            select = select.join(JoinType::InnerJoin, cases::Relation::Client.def());
        }
        let query = select
            .select_only()
            .column_as(cases::Column::Id.count(), "count");
        let count: Option<i64> = query.into_tuple().one(context.database()).await?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }
}

fn sort_column(field: CaseOrderField) -> Expr {
    match field {
        CaseOrderField::OpenedOn => Expr::col((cases::Entity, cases::Column::OpenedOn)),
        CaseOrderField::LastContactOn => Expr::col((cases::Entity, cases::Column::LastSeenOn)),
        CaseOrderField::Number => Expr::col((cases::Entity, cases::Column::Number)),
        CaseOrderField::ClientName => Expr::col((persons::Entity, persons::Column::NameSearch)),
    }
}

fn simple_conditions(filter: &CaseFilter) -> Condition {
    use cases::Column::{
        CarrierKey, ConstellationKey, HouseholdId, Id, MunicipalityAgs, PersonId, PostKey, State,
        UnitKey,
    };
    let state = match filter.state {
        CaseStateFilter::Open => Some(CaseState::Open),
        CaseStateFilter::Closed => Some(CaseState::Closed),
        CaseStateFilter::All => None,
    };
    Condition::all()
        .add_option(state.map(|state| State.eq(state)))
        .add_option(
            filter
                .municipality
                .clone()
                .map(|ags| MunicipalityAgs.eq(ags)),
        )
        .add_option(filter.unit.clone().map(|key| UnitKey.eq(key)))
        .add_option(filter.carrier.clone().map(|key| CarrierKey.eq(key)))
        .add_option(filter.post.clone().map(|key| PostKey.eq(key)))
        .add_option(
            filter
                .constellation
                .clone()
                .map(|key| ConstellationKey.eq(key)),
        )
        .add_option(filter.case.map(|id| Id.eq(id)))
        .add_option(filter.person.map(|id| PersonId.eq(id)))
        .add_option(filter.household.map(|id| HouseholdId.eq(id)))
}

/// The beginning of a number, a number without its year, or words of the client's name. A search
/// for signs only finds nothing.
fn search_matches(search: &str) -> Condition {
    let search = search.trim();
    if search.is_empty() {
        return Condition::all();
    }
    let words = search_words(search);
    if words.is_empty() {
        return no_row();
    }
    let by_name = name_matches(&words);
    if !search
        .chars()
        .all(|sign| sign.is_ascii_digit() || sign == '-')
    {
        return by_name;
    }
    let number = cases::Column::Number;
    Condition::any()
        .add(by_name)
        .add(number.starts_with(search))
        .add(number.ends_with(format!("-{search:0>6}")))
}

/// Open cases whose constellation shows "not seen for …" today.
fn not_seen_for_long(county: &County, today: NaiveDate) -> Condition {
    let of_constellation = county.constellations_at(today).filter_map(|constellation| {
        let allowed = Days::new(constellation.not_seen_warning_days?.into());
        let in_constellation = cases::Column::ConstellationKey.eq(constellation.key.clone());
        Some(in_constellation.and(cases::Column::LastSeenOn.lte(today - allowed)))
    });
    let any = of_constellation.fold(Condition::any(), Condition::add);
    let any = if any.is_empty() { no_row() } else { any };
    Condition::all()
        .add(cases::Column::State.eq(CaseState::Open))
        .add(any)
}
