//! What happened in a case, in one order.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    ids::AccountId,
    keys::{CarrierKey, PostKey, UnitKey},
};
use serde::{Deserialize, Serialize};
use tenants::model::keys::ConstellationKey;
use uuid::Uuid;

use super::{ClosingGround, Contact, Referral};

/// One thing that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The day it happened.
    pub on: NaiveDate,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// The record it stands in.
    pub id: Uuid,
    /// 0 for what the record began with, 1 for what was added to it: a referral's answer, a
    /// closing's reactivation.
    pub step: u8,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// What happened.
    pub event: TimelineEvent,
}

impl TimelineEntry {
    /// Its position.
    pub fn cursor(&self) -> TimelineCursor {
        let Self {
            on,
            recorded_at,
            id,
            step,
            ..
        } = *self;
        TimelineCursor {
            on,
            recorded_at,
            id,
            step,
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineEvent {
    /// The case was opened.
    Opened {
        /// In this constellation.
        constellation: ConstellationKey,
        /// Why the person came.
        reason: String,
    },
    /// A team became responsible.
    Assigned {
        /// The post, if one is responsible.
        post: Option<PostKey>,
        /// The carrier.
        carrier: CarrierKey,
        /// The unit, if the county has units.
        unit: Option<UnitKey>,
        /// Why; may be empty.
        reason: String,
    },
    /// The case is worked on in another constellation.
    ConstellationChanged {
        /// Before.
        from: ConstellationKey,
        /// Since.
        to: ConstellationKey,
        /// Why.
        reason: String,
    },
    /// A contact took place.
    Contact(Contact),
    /// A referral was sent.
    ReferralSent(Referral),
    /// The latest answer to a referral came.
    ReferralAnswered(Referral),
    /// The case was closed.
    Closed {
        /// Whether the county's rule proposed it.
        by_rule: bool,
        /// Why.
        ground: ClosingGround,
        /// What was noted; may be empty.
        note: String,
    },
    /// The case was reactivated.
    Reactivated {
        /// Why.
        reason: String,
    },
}

/// The position of an entry, latest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TimelineCursor {
    /// The day.
    pub on: NaiveDate,
    /// Between entries of one day: when it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// Between entries recorded at once.
    pub id: Uuid,
    /// Between entries of one record.
    pub step: u8,
}
