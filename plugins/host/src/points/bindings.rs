//! What wasmtime makes of `plugins/wit`. The types carry the descriptions of the contract.

use chrono::{Datelike, NaiveDate};

/// Bindings of one world, and what of them is used outside.
macro_rules! world {
    ($(#[$doc:meta])* $module:ident, $world:literal) => {
        $(#[$doc])*
        #[allow(
            unsafe_code,
            missing_docs,
            clippy::all,
            reason = "written by wasmtime's macro: reading and writing a guest's memory is unsafe inside wasmtime"
        )]
        pub mod $module {
            wasmtime::component::bindgen!({
                path: "../wit",
                world: $world,
                additional_derives: [PartialEq, Eq, serde::Serialize, serde::Deserialize],
            });
        }
    };
}

mod generated {
    world!(described, "described");
    world!(target_group, "target-group-rule");
    world!(position_shares, "position-shares-rule");
    world!(case_closing, "case-closing-rule");
    world!(precedence, "precedence-rule");
    world!(indication, "indication-rule");
    world!(funding, "funding-rule");
    world!(indicators, "indicators-rule");
}

pub(crate) use generated::{
    case_closing::CaseClosingRulePre,
    described::{Described, DescribedPre},
    funding::FundingRulePre,
    indication::IndicationRulePre,
    indicators::IndicatorsRulePre,
    position_shares::PositionSharesRulePre,
    precedence::PrecedenceRulePre,
    target_group::TargetGroupRulePre,
};

/// What a rule says about itself.
pub use generated::described::exports::kreislotse::rules::description;

/// When cases end.
pub use generated::case_closing::exports::kreislotse::rules::case_closing;
/// What grant is due.
pub use generated::funding::exports::kreislotse::rules::funding;
/// Which constellation fits.
pub use generated::indication::exports::kreislotse::rules::indication;
/// The county's own figures.
pub use generated::indicators::exports::kreislotse::rules::indicators;
/// How posts are shared out.
pub use generated::position_shares::exports::kreislotse::rules::position_shares;
/// Which service goes first.
pub use generated::precedence::exports::kreislotse::rules::precedence;
/// Whom the county serves.
pub use generated::target_group::exports::kreislotse::rules::target_group;

/// Each world has types of its own for errors and days, all alike.
macro_rules! alike {
    ($($module:ident),*) => {
        $(impl From<$module::RuleError> for super::RuleError {
            fn from(error: $module::RuleError) -> super::RuleError {
                match error {
                    $module::RuleError::Parameters(text) => super::RuleError::Parameters(crate::call::short(&text)),
                    $module::RuleError::Data(text) => super::RuleError::Data(crate::call::short(&text)),
                    $module::RuleError::Failed(text) => super::RuleError::Failed(crate::call::short(&text)),
                }
            }
        }

        impl From<NaiveDate> for $module::Date {
            /// A year that the contract cannot carry becomes one that the check of the question refuses.
            fn from(day: NaiveDate) -> Self {
                Self {
                    year: i16::try_from(day.year()).unwrap_or(i16::MAX),
                    month: u8::try_from(day.month()).expect("there are twelve months"),
                    day: u8::try_from(day.day()).expect("months are short"),
                }
            }
        })*
    };
}
alike!(
    target_group,
    position_shares,
    case_closing,
    precedence,
    indication,
    funding,
    indicators
);
