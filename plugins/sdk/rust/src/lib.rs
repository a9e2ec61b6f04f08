//! What rules in Rust are written with: the types of the contract, dates, parameters, texts.
//!
//! A rule is a crate with `crate-type = ["cdylib"]`. It picks the module of its extension point, implements that
//! module's `Guest` for a type of its own and hands both to [`export_rule!`]:
//!
//! ```text
//! use kreislotse_rule::{case_closing::{Closing, Guest, Request, RuleError}, export_rule, reasons};
//!
//! reasons! { enum Why { Kept => "kept", "Bleibt offen.", "Stays open."; } }
//! struct Rule;
//! impl Guest for Rule {
//!     fn judge(request: Request) -> Result<Vec<Closing>, RuleError> { … }
//! }
//! export_rule!(case_closing, Rule, CaseClosing,
//!     name: ("my-rule", "Meine Regel", "My rule"),
//!     schema: include_str!("../parameters.schema.json"),
//!     reasons: Why::TEXTS, figures: &[]);
//! ```
//!
//! Deliberately absent: a clock, randomness, files. They do not exist in the sandbox; using them breaks the rule off.

mod dates;

use serde::de::DeserializeOwned;

/// A text in both languages, with the key that stays the same over versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Lower-case letters, digits and hyphens.
    pub key: &'static str,
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
}

/// Reads the parameters of a call.
///
/// # Errors
/// What does not fit, to be handed on as `RuleError::Parameters`. The host checks parameters against the schema
/// before it calls, so this means that the schema and the Rust type differ.
pub fn parse_parameters<P: DeserializeOwned>(parameters: &str) -> Result<P, String> {
    serde_json::from_str(parameters).map_err(|error| error.to_string())
}

/// The reasons that a rule can give: an enum whose positions are the codes, and its texts.
#[macro_export]
macro_rules! reasons {
    ($(#[$doc:meta])* enum $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $key:literal, $de:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// The texts, by code.
            const TEXTS: &'static [$crate::Text] = &[$($crate::Text { key: $key, de: $de, en: $en }),+];

            /// The position among the texts.
            const fn code(self) -> u16 {
                self as u16
            }
        }
    };
}

/// Makes a component of a rule.
#[macro_export]
macro_rules! export_rule {
    (
        $module:ident, $rule:ident, $point:ident,
        name: ($key:literal, $de:literal, $en:literal),
        schema: $schema:expr, reasons: $reasons:expr, figures: $figures:expr $(,)?
    ) => {
        impl $crate::description::Guest for $rule {
            fn describe() -> $crate::description::About {
                use $crate::description::{About, ExtensionPoint, Text};
                let text = |text: &$crate::Text| Text {
                    key: text.key.into(),
                    de: text.de.into(),
                    en: text.en.into(),
                };
                let reasons: &[$crate::Text] = $reasons;
                let figures: &[$crate::Text] = $figures;
                About {
                    name: Text { key: $key.into(), de: $de.into(), en: $en.into() },
                    version: env!("CARGO_PKG_VERSION").into(),
                    point: ExtensionPoint::$point,
                    parameters_schema: $schema.into(),
                    reasons: reasons.iter().map(text).collect(),
                    figures: figures.iter().map(text).collect(),
                }
            }
        }
        $crate::description::export!($rule with_types_in $crate::description);
        $crate::$module::export!($rule with_types_in $crate::$module);
    };
}

/// The types of one interface. Rules export two of them, its own and [`description`]; the linker makes one world of
/// both.
macro_rules! interface {
    ($(#[$doc:meta])* $module:ident, $world:literal, $path:literal) => {
        $(#[$doc])*
        #[allow(missing_docs, clippy::all, reason = "written by wit-bindgen's macro")]
        pub mod $module {
            wit_bindgen::generate!({
                path: "../../wit",
                inline: $world,
                pub_export_macro: true,
                default_bindings_module: $path,
                additional_derives: [PartialEq, Eq],
            });
            pub use exports::kreislotse::rules::$module::*;
        }
    };
}

interface!(
    /// What a rule says about itself.
    description,
    "package kreislotse:sdk; world description-only { export kreislotse:rules/description@1.0.0; }",
    "kreislotse_rule::description"
);
interface!(
    /// Whom the county serves.
    target_group,
    "package kreislotse:sdk; world target-group-only { export kreislotse:rules/target-group@1.0.0; }",
    "kreislotse_rule::target_group"
);
interface!(
    /// How posts are shared out.
    position_shares,
    "package kreislotse:sdk; world position-shares-only { export kreislotse:rules/position-shares@1.0.0; }",
    "kreislotse_rule::position_shares"
);
interface!(
    /// When cases end.
    case_closing,
    "package kreislotse:sdk; world case-closing-only { export kreislotse:rules/case-closing@1.0.0; }",
    "kreislotse_rule::case_closing"
);
interface!(
    /// Which service goes first.
    precedence,
    "package kreislotse:sdk; world precedence-only { export kreislotse:rules/precedence@1.0.0; }",
    "kreislotse_rule::precedence"
);
interface!(
    /// Which constellation fits.
    indication,
    "package kreislotse:sdk; world indication-only { export kreislotse:rules/indication@1.0.0; }",
    "kreislotse_rule::indication"
);
interface!(
    /// What grant is due.
    funding,
    "package kreislotse:sdk; world funding-only { export kreislotse:rules/funding@1.0.0; }",
    "kreislotse_rule::funding"
);
interface!(
    /// The county's own figures.
    indicators,
    "package kreislotse:sdk; world indicators-only { export kreislotse:rules/indicators@1.0.0; }",
    "kreislotse_rule::indicators"
);

/// Reasons are made alike in every world that has them.
macro_rules! reason {
    ($($module:ident),*) => {
        $(impl $module::Reason {
            /// A reason with its numbers; 0 where its text has none.
            pub fn new(code: u16, first: i32, second: i32) -> $module::Reason {
                $module::Reason { code, first, second }
            }
        })*
    };
}
reason!(
    target_group,
    position_shares,
    case_closing,
    precedence,
    indication,
    funding
);
