//! The words for extension points, outcomes and what rules do wrong.

use async_graphql::{Error, SimpleObject};
use casework::model::ResidenceStatus;
use chrono::{DateTime, Utc};
use kernel::locale::Locale;
use plugins_host::points::{About, ExtensionPoint, find_point, point_key};
use rules::model::{FailureMark, Remark};
use tenants::{County, words::Family};

use crate::{
    errors::ErrorCode,
    labels::{CodeListEntry, format_hundredths},
    texts::text,
};

/// What a rule or an upload did wrong.
#[derive(Debug, Clone, SimpleObject)]
pub struct RuleRemark {
    /// A stable code, such as `PLUGIN_OUT_OF_FUEL`.
    code: String,
    /// What happened and what to do next, in the reader's language.
    message: String,
    /// The details in the words of the rule or compiler; for those who write rules.
    detail: String,
}

impl RuleRemark {
    pub(super) fn new(locale: Locale, remark: Remark) -> Self {
        Self {
            message: remark_text(locale, &remark.code),
            code: remark.code,
            detail: remark.detail,
        }
    }
}

/// A rule that does not answer at the moment. Work goes on with the last decisions.
#[derive(Debug, Clone, SimpleObject)]
pub struct RuleFailure {
    /// What it did last.
    remark: RuleRemark,
    /// Since when it has not answered.
    since: DateTime<Utc>,
    /// How often it failed in a row.
    count: i32,
}

impl RuleFailure {
    pub(super) fn new(locale: Locale, mark: FailureMark) -> Self {
        Self {
            remark: RuleRemark::new(locale, mark.remark),
            since: mark.since,
            count: mark.count,
        }
    }
}

/// What to say of a code; one without a text of its own is a rule that broke off.
pub(crate) fn remark_text(locale: Locale, code: &str) -> String {
    let id = format!(
        "rule-remark-{}",
        code.to_ascii_lowercase().replace('_', "-")
    );
    let found = text(locale, &id, &[]);
    if found == id {
        text(locale, "rule-remark-other", &[])
    } else {
        found
    }
}

/// The name of an extension point.
pub(super) fn point_entry(locale: Locale, point: ExtensionPoint) -> CodeListEntry {
    CodeListEntry::of_platform(locale, "rule-point", point_key(point))
}

/// The extension point of a key.
pub(super) fn parse_point(locale: Locale, key: &str) -> Result<ExtensionPoint, Error> {
    find_point(key).ok_or_else(|| ErrorCode::NotFound.error(locale, &[]))
}

/// The word for an outcome: the county's stage, or what becomes of a case.
pub(super) fn outcome_entry(
    county: &County,
    locale: Locale,
    point: ExtensionPoint,
    outcome: &str,
) -> CodeListEntry {
    let label = match (point, outcome.split_once('/')) {
        (ExtensionPoint::TargetGroup, None) if outcome == "none" => {
            text(locale, "rule-outcome-none", &[])
        }
        (ExtensionPoint::TargetGroup, None) => {
            county.label_of(Family::Stage, outcome, locale).to_owned()
        }
        (ExtensionPoint::TargetGroup, Some((stage, _waiting))) => {
            let stage = county.label_of(Family::Stage, stage, locale);
            text(
                locale,
                "rule-outcome-waiting",
                &[("stage", stage.to_owned())],
            )
        }
        (ExtensionPoint::PositionShares, _) => {
            let posts = format_hundredths(locale, outcome.parse().unwrap_or_default());
            text(locale, "rule-outcome-posts", &[("posts", posts)])
        }
        _ => text(locale, &format!("rule-outcome-{outcome}"), &[]),
    };
    CodeListEntry {
        key: outcome.to_owned(),
        label,
    }
}

/// The platform's word for a position in one of the contract's fixed lists; none for a list that has no words.
pub(super) fn choice_word(locale: Locale, list: &str, position: i32) -> Option<String> {
    let position = usize::try_from(position).ok()?;
    match list {
        // The contract begins with "unknown", then come the statuses in the platform's order.
        "residence" => {
            let key = match position.checked_sub(1) {
                None => "unknown",
                Some(at) => ResidenceStatus::ALL.get(at)?.key(),
            };
            Some(text(locale, &format!("residence-status-{key}"), &[]))
        }
        _ => None,
    }
}

/// The rule's own title.
pub(super) fn title(locale: Locale, about: &About) -> String {
    match locale {
        Locale::De => about.name.de.clone(),
        Locale::En => about.name.en.clone(),
    }
}
