//! Assessments: what somebody needs in each area of life, and what they bring.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::ids::AccountId;
use sea_orm::DeriveValueType;
use tenants::model::keys::LifeAreaKey;

use super::{AssessmentId, CaseId};

kernel::choices! {
    /// How much support somebody needs in an area of life.
    NeedLevel {
        /// None.
        None = "none",
        /// Some: advice is enough.
        Some = "some",
        /// Marked: needs somebody at their side.
        Marked = "marked",
        /// Severe: nothing works without support.
        Severe = "severe",
    }
}

impl NeedLevel {
    /// From 0 for none to 3 for severe: what a picture of the change draws.
    pub fn rank(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Some => 1,
            Self::Marked => 2,
            Self::Severe => 3,
        }
    }
}

kernel::choices! {
    /// How soon something has to happen in an area of life.
    Urgency {
        /// It can wait.
        CanWait = "can-wait",
        /// Within weeks.
        Soon = "soon",
        /// At once: a deadline, or danger.
        AtOnce = "at-once",
    }
}

/// How one area of life was assessed on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Its id.
    pub id: AssessmentId,
    /// The case.
    pub case_id: CaseId,
    /// The area of life.
    pub life_area: LifeAreaKey,
    /// The day.
    pub assessed_on: NaiveDate,
    /// How much support is needed.
    pub need: NeedLevel,
    /// How soon.
    pub urgency: Urgency,
    /// What helps: the person's own means and people.
    pub resource: String,
    /// How the person sees it.
    pub own_view: String,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// An assessment of one or several areas as somebody enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssessment {
    /// The case.
    pub case_id: CaseId,
    /// Field `assessedOn`: neither in the future nor before the case was opened.
    pub assessed_on: NaiveDate,
    /// Field `areas`; those in which nothing was entered are left out.
    pub areas: Vec<NewAreaAssessment>,
}

/// One area as somebody enters it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewAreaAssessment {
    /// Field `lifeArea`: a key of the county's list.
    pub life_area: String,
    /// Field `need`.
    pub need: Option<NeedLevel>,
    /// Field `urgency`; without one it can wait.
    pub urgency: Option<Urgency>,
    /// Field `resource`; may be empty.
    pub resource: String,
    /// Field `ownView`; may be empty.
    pub own_view: String,
}

impl NewAreaAssessment {
    /// Whether nothing was entered.
    pub fn is_empty(&self) -> bool {
        let texts = [&self.resource, &self.own_view];
        self.need.is_none()
            && self.urgency.is_none()
            && texts.iter().all(|text| text.trim().is_empty())
    }
}

/// The assessments of a case by area, each with the latest first, as they came: latest first.
pub fn assessments_by_area(assessments: Vec<Assessment>) -> BTreeMap<LifeAreaKey, Vec<Assessment>> {
    let mut by_area: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for assessment in assessments {
        by_area
            .entry(assessment.life_area.clone())
            .or_default()
            .push(assessment);
    }
    by_area
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_empty_until_something_is_said_of_it() {
        let empty = NewAreaAssessment {
            life_area: "housing".to_owned(),
            resource: "  ".to_owned(),
            ..NewAreaAssessment::default()
        };
        assert!(empty.is_empty());
        for said in [
            NewAreaAssessment {
                need: Some(NeedLevel::None),
                ..empty.clone()
            },
            NewAreaAssessment {
                urgency: Some(Urgency::Soon),
                ..empty.clone()
            },
            NewAreaAssessment {
                own_view: "Es geht.".to_owned(),
                ..empty.clone()
            },
        ] {
            assert!(!said.is_empty(), "{said:?}");
        }
    }

    #[test]
    fn levels_rise_in_their_order() {
        let ranks: Vec<u8> = NeedLevel::ALL.iter().map(|level| level.rank()).collect();
        assert_eq!(ranks, [0, 1, 2, 3]);
    }
}
