//! `bodies.yaml`: steering group, working groups and the others.

use chrono::NaiveDate;
use kernel::keys::CarrierKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keys::BodyKey,
    place::Places,
    text::LocalText,
    validity::{Dated, Validity},
};

/// The bodies of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BodiesFile {
    /// The bodies, the steering group first.
    pub bodies: Vec<Body>,
}

/// A body: where findings are discussed and decisions are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its key.
    pub key: BodyKey,
    /// Its name.
    pub name: LocalText,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// The places it is there for: the whole county, units or municipalities.
    pub places: Places,
    /// How often it meets.
    pub frequency: Frequency,
    /// The function that chairs it; never the name of a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<LocalText>,
    /// The carrier that manages its business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_by: Option<CarrierKey>,
    /// Its members as organisations or functions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<LocalText>,
    /// The first day; left out where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// Kinds of bodies.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// Decides for the county; a condition of the funding.
    SteeringGroup,
    /// Offices that prepare the steering group.
    CoordinationGroup,
    /// Deciders of the bodies concerned work on one theme.
    ProjectGroup,
    /// Practitioners gather findings from cases.
    WorkingGroup,
    /// The team's own meeting.
    TeamMeeting,
    /// The coordination meets the carriers.
    CarrierMeeting,
    /// Services agree on cases or places.
    ExpertConference,
}

impl BodyKind {
    /// Its key, as the files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SteeringGroup => "steering_group",
            Self::CoordinationGroup => "coordination_group",
            Self::ProjectGroup => "project_group",
            Self::WorkingGroup => "working_group",
            Self::TeamMeeting => "team_meeting",
            Self::CarrierMeeting => "carrier_meeting",
            Self::ExpertConference => "expert_conference",
        }
    }
}

/// How often a body meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Every week.
    Weekly,
    /// Every two weeks.
    Fortnightly,
    /// Every month.
    Monthly,
    /// Every two months.
    EveryTwoMonths,
    /// Every quarter.
    Quarterly,
    /// Twice a year.
    TwiceAYear,
    /// Once a year.
    Yearly,
    /// When there is need.
    AsNeeded,
    /// The sources do not say.
    NotStated,
}

impl Dated for Body {
    fn validity(&self) -> Validity {
        Validity {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}
