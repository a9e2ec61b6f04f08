//! Which cases a list shows, in which order, and where a page begins.

use chrono::NaiveDate;
use kernel::keys::{CarrierKey, PostKey, UnitKey};
use serde::{Deserialize, Serialize};
use tenants::model::keys::{ConstellationKey, MunicipalityAgs};

use super::{CaseId, CaseOverview, HouseholdId, PersonId};

/// Which cases by state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CaseStateFilter {
    /// Those that are worked on.
    #[default]
    Open,
    /// Those that are closed.
    Closed,
    /// Both.
    All,
}

/// Which cases: those that match every condition that is set, within the actor's scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Open ones, unless said otherwise.
    pub state: CaseStateFilter,
    /// A case's number or its beginning, or words that begin words of the client's name.
    pub search: Option<String>,
    /// In this municipality.
    pub municipality: Option<MunicipalityAgs>,
    /// Of this unit.
    pub unit: Option<UnitKey>,
    /// Of this carrier.
    pub carrier: Option<CarrierKey>,
    /// Of this post.
    pub post: Option<PostKey>,
    /// In this constellation.
    pub constellation: Option<ConstellationKey>,
    /// Only this one.
    pub case: Option<CaseId>,
    /// About this person.
    pub person: Option<PersonId>,
    /// About this household.
    pub household: Option<HouseholdId>,
    /// Only cases of the posts that the actor holds.
    pub only_mine: bool,
    /// Only open cases that show "not seen for …".
    pub not_seen_for_warning: bool,
}

/// What a list is sorted by; the id decides between equals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum CaseOrderField {
    /// The day of opening.
    #[default]
    OpenedOn,
    /// The day from which "not seen for" counts: a case without contact counts from its opening.
    LastContactOn,
    /// The client's family and given name.
    ClientName,
    /// The number.
    Number,
}

/// Which end of an order comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest, earliest, or A.
    Ascending,
    /// The greatest, latest, or Z.
    #[default]
    Descending,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct CaseOrder {
    /// Sorted by.
    pub field: CaseOrderField,
    /// Which end comes first.
    pub direction: Direction,
}

/// A position in a sorted list of cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseCursor {
    /// By the field that the list is sorted by.
    pub position: CasePosition,
    /// Between equals.
    pub id: CaseId,
}

/// A position by one field. Short names: this stands in addresses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CasePosition {
    /// By [`CaseOrderField::OpenedOn`].
    #[serde(rename = "o")]
    OpenedOn(NaiveDate),
    /// By [`CaseOrderField::LastContactOn`].
    #[serde(rename = "l")]
    LastContactOn(NaiveDate),
    /// By [`CaseOrderField::ClientName`]: whose name, so that no name stands in an address.
    #[serde(rename = "c")]
    ClientName(PersonId),
    /// By [`CaseOrderField::Number`].
    #[serde(rename = "n")]
    Number(String),
}

impl CasePosition {
    /// The field that the position is for; a list sorted by another one refuses it.
    pub fn field(&self) -> CaseOrderField {
        match self {
            Self::OpenedOn(_) => CaseOrderField::OpenedOn,
            Self::LastContactOn(_) => CaseOrderField::LastContactOn,
            Self::ClientName(_) => CaseOrderField::ClientName,
            Self::Number(_) => CaseOrderField::Number,
        }
    }
}

impl CaseOverview {
    /// The position of this case in a list sorted by that field.
    pub fn cursor(&self, field: CaseOrderField) -> CaseCursor {
        let case = &self.case;
        let position = match field {
            CaseOrderField::OpenedOn => CasePosition::OpenedOn(case.opened_on),
            CaseOrderField::LastContactOn => CasePosition::LastContactOn(case.last_seen_on),
            CaseOrderField::ClientName => CasePosition::ClientName(case.person_id),
            CaseOrderField::Number => CasePosition::Number(case.number.clone()),
        };
        CaseCursor {
            position,
            id: case.id,
        }
    }
}
