//! How long each kind of data is kept (DIN 66398): one rule per kind, no hidden default.

use kernel::access::Role;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{keys::SourceKey, roles::role_schema};

/// The longest retention period: thirty years, as long as civil claims last (§ 197 BGB).
pub const RETENTION_MONTHS_MAX: u32 = 360;

/// What happens to a kind of data, when, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The kind of data.
    pub data_kind: DataKind,
    /// The event with which the period begins.
    pub start: StartEvent,
    /// The period in calendar months; 0 for at once.
    #[schemars(range(max = RETENTION_MONTHS_MAX))]
    pub period_months: u32,
    /// What is done at its end.
    pub measure: Measure,
    /// The role that answers for it.
    #[schemars(schema_with = "role_schema")]
    pub responsible: Role,
    /// Whether a legal hold on a record suspends the rule.
    pub legal_hold: bool,
    /// Whether the data is offered to the public archive before it is deleted.
    pub archive_offer: bool,
    /// Where the rule comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceKey>,
}

/// Kinds of data that the platform keeps about people and its users.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    /// Persons supported.
    Person,
    /// Households.
    Household,
    /// Cases with their history.
    Case,
    /// Contacts.
    Contact,
    /// Needs, goals and steps.
    SupportPlan,
    /// Referrals and their results.
    Referral,
    /// Consents and releases from secrecy.
    Consent,
    /// Findings taken from cases.
    Finding,
    /// Decisions of rules.
    DecisionRecord,
    /// Who read or changed what.
    AuditEntry,
    /// Accounts of users.
    Account,
}

impl DataKind {
    /// All kinds; each needs a rule.
    pub const ALL: [Self; 11] = [
        Self::Person,
        Self::Household,
        Self::Case,
        Self::Contact,
        Self::SupportPlan,
        Self::Referral,
        Self::Consent,
        Self::Finding,
        Self::DecisionRecord,
        Self::AuditEntry,
        Self::Account,
    ];

    /// Its key, as the files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Household => "household",
            Self::Case => "case",
            Self::Contact => "contact",
            Self::SupportPlan => "support_plan",
            Self::Referral => "referral",
            Self::Consent => "consent",
            Self::Finding => "finding",
            Self::DecisionRecord => "decision_record",
            Self::AuditEntry => "audit_entry",
            Self::Account => "account",
        }
    }
}

/// Events with which a retention period begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartEvent {
    /// The data was collected.
    Collected,
    /// The case, or the last case of the person, was closed.
    CaseClosed,
    /// A consent was withdrawn or ran out.
    ConsentEnded,
    /// The process of which the data is part came to its end.
    ProcessEnded,
    /// The account was closed.
    AccountClosed,
}

/// What is done with data at the end of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// It is deleted.
    Delete,
    /// What identifies a person is removed, figures are kept.
    Anonymise,
}
