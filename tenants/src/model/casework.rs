//! `casework.yaml`: constellations with their closing rules, the lists that forms offer, and
//! how long each kind of data is kept.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    keys::{
        ChannelKey, ConstellationKey, LanguageCode, LegalFieldKey, LifeAreaKey, PhaseKey,
        ProgrammeKey, ReferringBodyKey, StageKey,
    },
    retention::RetentionRule,
    text::LocalText,
    validity::{Dated, Validity},
};

/// The longest time without contact that a closing rule may name: five years.
pub const CLOSING_MONTHS_MAX: u32 = 60;

/// The longest time until a case is shown as not seen: two years.
pub const NOT_SEEN_DAYS_MAX: u32 = 730;

/// The longest time that a referral may wait for its answer before that is shown: a year.
pub const REFERRAL_ANSWER_DAYS_MAX: u32 = 365;

/// After so many days without an answer a referral is shown as overdue, where the county says
/// nothing else: four weeks, the shortest rhythm in which the counties look at a case anyway.
pub const REFERRAL_ANSWER_DAYS_DEFAULT: u32 = 28;

/// Stages and programmes of one county. Rules get sets of programmes as 32 bits.
pub const TARGET_GROUP_KEYS_MAX: u32 = 32;

/// How a county works on cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseworkFile {
    /// How intensively cases are worked on.
    #[schemars(length(min = 1))]
    pub constellations: Vec<Constellation>,
    /// The steps of case management.
    pub phases: Vec<Entry<PhaseKey>>,
    /// Fields of life.
    #[schemars(length(min = 1))]
    pub life_areas: Vec<Entry<LifeAreaKey>>,
    /// Ways in which contacts take place.
    #[schemars(length(min = 1))]
    pub channels: Vec<Entry<ChannelKey>>,
    /// Who sends people to KIM.
    pub referring_bodies: Vec<Entry<ReferringBodyKey>>,
    /// Languages offered for persons and interpreters.
    #[schemars(length(min = 1))]
    pub languages: Vec<Entry<LanguageCode>>,
    /// Laws under which other services act.
    pub legal_fields: Vec<LegalField>,
    /// After so many days without an answer a referral is shown as overdue; left out for 28.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = REFERRAL_ANSWER_DAYS_MAX))]
    pub referral_answer_days: Option<u32>,
    /// The stages of the target group, the first served first; none where the county has no stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = TARGET_GROUP_KEYS_MAX))]
    pub stages: Vec<Entry<StageKey>>,
    /// Programmes and services beside KIM that are noted for persons; none where none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = TARGET_GROUP_KEYS_MAX))]
    pub programmes: Vec<Entry<ProgrammeKey>>,
    /// One rule for every kind of data that the platform keeps.
    pub retention_rules: Vec<RetentionRule>,
}

/// An entry of a list. A key that the platform knows needs no name; a key of the county's own
/// does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EntryOf{K}")]
pub struct Entry<K> {
    /// Its key.
    pub key: K,
    /// Its name in this county; left out to use the platform's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
}

/// A constellation, its closing rule and its warning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constellation {
    /// Its key.
    pub key: ConstellationKey,
    /// Its name in this county; left out to use the platform's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// When a case in this constellation is closed without anybody closing it.
    pub closing: ClosingRule,
    /// After so many days without contact the case shows "not seen for …"; left out for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = NOT_SEEN_DAYS_MAX))]
    pub not_seen_warning_days: Option<u32>,
    /// The first day of this version; left out where it has always been so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// The last day of this version; left out while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// When a case is closed by rule. "None" is said, not left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosingRule {
    /// Which rule.
    pub rule: ClosingRuleKind,
    /// Calendar months; needed by `months_without_contact`, not allowed with `none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = CLOSING_MONTHS_MAX))]
    pub months: Option<u32>,
}

impl ClosingRule {
    /// After how many calendar months without contact a case closes; none if no rule closes it.
    pub fn months_without_contact(&self) -> Option<u32> {
        match self.rule {
            ClosingRuleKind::MonthsWithoutContact => self.months,
            ClosingRuleKind::None => None,
        }
    }
}

/// Kinds of closing rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClosingRuleKind {
    /// So many calendar months without a contact close the case.
    MonthsWithoutContact,
    /// No rule closes the case.
    None,
}

/// A law under which other services act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalField {
    /// Its key.
    pub key: LegalFieldKey,
    /// Its name in this county; left out to use the platform's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// Whether services there have their own case management, so that KIM refers.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub own_case_management: bool,
}

impl Dated for Constellation {
    fn validity(&self) -> Validity {
        Validity {
            from: self.valid_from,
            to: self.valid_to,
        }
    }
}
