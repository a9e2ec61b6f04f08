//! What names versions of rules, runs and decisions.

use kernel::id_type;
use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

id_type! {
    /// One version of a county's rule: a component with its parameters.
    RuleVersionId,
    /// One run of a rule over everything it applies to.
    RuleRunId,
    /// One decision of a rule about one person or case.
    DecisionId,
}
