//! Which cases a list shows, and in which order.

use std::str::FromStr;

use async_graphql::{Enum, ID, InputObject};
use casework::model::{self, CaseFilter, HouseholdId, PersonId};
use kernel::errors::{Failure, Problem, ProblemCode};

use crate::{ids::NodeKind, input::given};

/// Which cases by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "model::CaseStateFilter")]
pub enum CaseStateFilter {
    /// Those that are worked on.
    #[default]
    Open,
    /// Those that are closed.
    Closed,
    /// Both.
    All,
}

/// Which cases: those that match every condition that is set.
#[derive(Debug, Default, InputObject)]
#[graphql(name = "CaseFilter")]
pub struct CaseSelectionInput {
    /// Open ones, unless said otherwise.
    #[graphql(default)]
    state: CaseStateFilter,
    /// A case's number or its beginning, or words that begin words of the client's name; 100
    /// characters at most.
    search: Option<String>,
    /// The AGS of a municipality.
    municipality: Option<String>,
    /// The key of a unit.
    unit: Option<String>,
    /// The key of a carrier.
    carrier: Option<String>,
    /// The key of a post.
    post: Option<String>,
    /// The key of a constellation.
    constellation: Option<String>,
    /// The id of a person.
    person_id: Option<ID>,
    /// The id of a household.
    household_id: Option<ID>,
    /// Only cases of the posts that the viewer holds.
    #[graphql(default)]
    only_mine: bool,
    /// Only open cases that warn “not seen for …”.
    #[graphql(default)]
    not_seen_for_warning: bool,
}

/// What a list of cases is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "model::CaseOrderField")]
pub enum CaseOrderField {
    /// The day of opening.
    #[default]
    OpenedOn,
    /// The latest contact; a case without contact counts from its opening.
    LastContactOn,
    /// The client's family and given name.
    ClientName,
    /// The number.
    Number,
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "model::Direction")]
pub enum Direction {
    /// The smallest, earliest, or A.
    Ascending,
    /// The greatest, latest, or Z.
    #[default]
    Descending,
}

/// The order of a list of cases.
#[derive(Debug, Clone, Copy, Default, InputObject)]
pub struct CaseOrder {
    /// Sorted by; the day of opening if left out.
    #[graphql(default)]
    field: CaseOrderField,
    /// Which end comes first; the latest or greatest if left out.
    #[graphql(default)]
    direction: Direction,
}

impl From<CaseOrder> for model::CaseOrder {
    fn from(order: CaseOrder) -> Self {
        Self {
            field: order.field.into(),
            direction: order.direction.into(),
        }
    }
}

/// A filter that has been read.
#[derive(Debug, Clone)]
pub struct CaseSelection(pub(super) CaseFilter);

impl CaseSelection {
    /// All cases about a person.
    pub(in crate::county) fn about_person(id: PersonId) -> Self {
        Self(CaseFilter {
            state: model::CaseStateFilter::All,
            person: Some(id),
            ..CaseFilter::default()
        })
    }

    /// All cases about a household.
    pub(in crate::county) fn about_household(id: HouseholdId) -> Self {
        Self(CaseFilter {
            state: model::CaseStateFilter::All,
            household: Some(id),
            ..CaseFilter::default()
        })
    }

    /// Reads a filter; a text that cannot be a key is a problem of its field.
    pub(super) fn read(input: Option<CaseSelectionInput>) -> Result<Self, Failure> {
        let input = input.unwrap_or_default();
        let person = input
            .person_id
            .map(|id| PersonId(NodeKind::Person.uuid_to_ask_for(&id)));
        let household = input
            .household_id
            .map(|id| HouseholdId(NodeKind::Household.uuid_to_ask_for(&id)));
        Ok(Self(CaseFilter {
            state: input.state.into(),
            search: given(input.search),
            municipality: key("filter.municipality", input.municipality)?,
            unit: key("filter.unit", input.unit)?,
            carrier: key("filter.carrier", input.carrier)?,
            post: key("filter.post", input.post)?,
            constellation: key("filter.constellation", input.constellation)?,
            case: None,
            person,
            household,
            only_mine: input.only_mine,
            not_seen_for_warning: input.not_seen_for_warning,
        }))
    }
}

fn key<K: FromStr>(field: &'static str, text: Option<String>) -> Result<Option<K>, Failure> {
    let Some(text) = given(text) else {
        return Ok(None);
    };
    let key = text
        .trim()
        .parse()
        .map_err(|_| Problem::new(field, ProblemCode::Unknown))?;
    Ok(Some(key))
}
