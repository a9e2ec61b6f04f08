//! The questions that the platform asks rules, one file for each extension point.
//!
//! To add one: a world in `plugins/wit`, its bindings in `bindings.rs`, a file here that implements [`Question`].

mod bindings;
mod case_closing;
mod funding;
mod indication;
mod indicators;
mod position_shares;
mod precedence;
mod target_group;

use std::fmt::Debug;

use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};
use wasmtime::{Store, component::InstancePre};

use self::bindings::{
    CaseClosingRulePre, FundingRulePre, IndicationRulePre, IndicatorsRulePre,
    PositionSharesRulePre, PrecedenceRulePre, TargetGroupRulePre,
};
use crate::{answer::Nonsense, guest::Guest, readable::Words};

pub use bindings::description;
pub(crate) use bindings::{Described, DescribedPre};

/// The types of each extension point, as in `plugins/wit`.
pub mod types {
    pub use super::bindings::{
        case_closing, funding, indication, indicators, position_shares, precedence, target_group,
    };
}

pub use case_closing::JudgeCases;
pub use description::{About, ExtensionPoint, Text};
pub use funding::ComputeGrants;
pub use indication::ProposeConstellation;
pub use indicators::ComputeIndicators;
pub use position_shares::ShareOut;
pub use precedence::DirectNeeds;
pub use target_group::{Classify, Floors};

/// Why a rule gives no answer, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The parameters contradict each other.
    #[error("the parameters contradict each other: {0}")]
    Parameters(String),
    /// The data cannot be judged.
    #[error("the data cannot be judged: {0}")]
    Data(String),
    /// The rule failed.
    #[error("the rule failed: {0}")]
    Failed(String),
}

/// What one call of a rule answered: answers by position or its own error.
pub type Outcome<A> = Result<Vec<A>, RuleError>;

/// A question of the platform: a function of one of the worlds.
pub trait Question: Debug + Send + Sync + 'static {
    /// What is asked.
    type Request: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;
    /// One answer; answers come by position.
    type Answer: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The extension point.
    const POINT: ExtensionPoint;
    /// The function, as in the world.
    const FUNCTION: &'static str;
    /// How files name what crosses as numbers.
    const WORDS: Words;

    /// Asks an instance.
    ///
    /// # Errors
    /// What wasmtime says: traps, types that differ, answers that cannot be lifted.
    fn ask(
        pre: &InstancePre<Guest>,
        store: &mut Store<Guest>,
        request: &Self::Request,
    ) -> wasmtime::Result<Outcome<Self::Answer>>;

    /// The parameters in a request.
    fn parameters(request: &Self::Request) -> &str;

    /// How many rows a request has, all lists of data together.
    fn rows(request: &Self::Request) -> usize;

    /// The vocabularies in a request; those of which sets are made are marked.
    fn vocabularies(request: &Self::Request) -> Vec<Vocabulary<'_>>;

    /// Whether every position in a request exists, and everything else that the contract promises to rules.
    ///
    /// # Errors
    /// What is wrong, for the programmer of the caller.
    fn check_request(request: &Self::Request) -> Result<(), String>;

    /// Whether the answers make sense for what was asked.
    ///
    /// # Errors
    /// The first thing that does not.
    fn judge(
        request: &Self::Request,
        answers: &[Self::Answer],
        about: &About,
    ) -> Result<(), Nonsense>;
}

/// A list of keys that crosses once in a call.
#[derive(Debug, Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The keys.
    pub keys: &'a [String],
    /// Whether sets of it are made, so that it must be short.
    pub makes_sets: bool,
}

impl<'a> Vocabulary<'a> {
    /// Of which positions are used one by one.
    pub(crate) fn of(keys: &'a [String]) -> Vocabulary<'a> {
        Vocabulary {
            keys,
            makes_sets: false,
        }
    }

    /// Of which sets are used.
    pub(crate) fn of_sets(keys: &'a [String]) -> Vocabulary<'a> {
        Vocabulary {
            keys,
            makes_sets: true,
        }
    }
}

/// The name of an extension point in files and messages.
pub fn point_key(point: ExtensionPoint) -> &'static str {
    match point {
        ExtensionPoint::TargetGroup => "target-group",
        ExtensionPoint::PositionShares => "position-shares",
        ExtensionPoint::CaseClosing => "case-closing",
        ExtensionPoint::Precedence => "precedence",
        ExtensionPoint::Indication => "indication",
        ExtensionPoint::Funding => "funding",
        ExtensionPoint::Indicators => "indicators",
    }
}

/// All extension points.
pub const POINTS: [ExtensionPoint; 7] = [
    ExtensionPoint::TargetGroup,
    ExtensionPoint::PositionShares,
    ExtensionPoint::CaseClosing,
    ExtensionPoint::Precedence,
    ExtensionPoint::Indication,
    ExtensionPoint::Funding,
    ExtensionPoint::Indicators,
];

/// The extension point of this name.
pub fn find_point(key: &str) -> Option<ExtensionPoint> {
    POINTS.into_iter().find(|point| point_key(*point) == key)
}

/// Checks a set against the vocabulary that it is made of.
fn check_set(set: u32, keys: &[String], what: &str) -> Result<(), String> {
    let known = 1_u64
        .checked_shl(u32::try_from(keys.len()).unwrap_or(u32::MAX))
        .unwrap_or(1 << 32);
    if u64::from(set) < known {
        Ok(())
    } else {
        Err(format!("{what} names more than its {} keys", keys.len()))
    }
}

/// Checks a position against the list that it points into.
fn check_position(position: impl Into<usize>, length: usize, what: &str) -> Result<(), String> {
    let position = position.into();
    if position < length {
        Ok(())
    } else {
        Err(format!(
            "{what} {position} does not exist, there are {length}"
        ))
    }
}

/// Whether a day exists, in years of four digits.
fn check_date(year: i16, month: u8, day: u8, what: &str) -> Result<(), String> {
    let exists = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).is_some();
    if exists && (1..=9999).contains(&year) {
        Ok(())
    } else {
        Err(format!("{what}: {year}-{month}-{day} is not a day"))
    }
}

/// Makes an instance of the world of an extension point, with the types of all its functions compared.
pub(crate) fn bind(
    point: ExtensionPoint,
    pre: &InstancePre<Guest>,
    store: &mut Store<Guest>,
) -> wasmtime::Result<()> {
    let pre = pre.clone();
    match point {
        ExtensionPoint::TargetGroup => TargetGroupRulePre::new(pre)?.instantiate(store).map(drop),
        ExtensionPoint::PositionShares => PositionSharesRulePre::new(pre)?
            .instantiate(store)
            .map(drop),
        ExtensionPoint::CaseClosing => CaseClosingRulePre::new(pre)?.instantiate(store).map(drop),
        ExtensionPoint::Precedence => PrecedenceRulePre::new(pre)?.instantiate(store).map(drop),
        ExtensionPoint::Indication => IndicationRulePre::new(pre)?.instantiate(store).map(drop),
        ExtensionPoint::Funding => FundingRulePre::new(pre)?.instantiate(store).map(drop),
        ExtensionPoint::Indicators => IndicatorsRulePre::new(pre)?.instantiate(store).map(drop),
    }
}
