//! Opaque global ids: what the schema calls `ID`.
//!
//! An id is the base64url form of `Kind:uuid`. Clients compare ids and hand them back, nothing
//! else. An id of another kind, of another tenant, or garbage is the id of a thing that is not
//! there: decoding never fails with an answer of its own.

use async_graphql::ID;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

/// The longest id: the longest kind, a colon and a UUID, in base64.
const ID_LENGTH_MAX: usize = 80;

/// A kind of thing that has a global id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// A case.
    Case,
    /// A contact of a case.
    Contact,
    /// A referral of a case.
    Referral,
    /// A task of a case.
    Task,
    /// An appointment of a case.
    Appointment,
    /// A secret address of a calendar.
    CalendarFeed,
    /// A document of a case or a person.
    Document,
    /// A conference of a case.
    Conference,
    /// A person.
    Person,
    /// One field of a correction of a person's data.
    PersonChange,
    /// A merge of two persons.
    PersonMerge,
    /// A household.
    Household,
    /// One person's membership in one household.
    HouseholdMember,
    /// An API token.
    ApiToken,
    /// An entry of the audit trail.
    AuditEvent,
    /// An account of somebody who signs in.
    Account,
    /// A version of a rule.
    RuleVersion,
    /// A run of a rule.
    RuleRun,
    /// A version of a plan.
    Plan,
    /// A goal of a plan.
    PlanGoal,
    /// A step towards a goal.
    PlanStep,
    /// A consent.
    Consent,
    /// A finding.
    Finding,
    /// Something that is due for deletion.
    RetentionItem,
    /// A hold: something must not be deleted.
    RetentionHold,
    /// An offer to the archive.
    ArchiveOffer,
    /// The proof of a deletion.
    RetentionProof,
    /// A person's wish to be erased.
    ErasureRequest,
    /// A mark on a person's data.
    PersonRestriction,
}

impl NodeKind {
    /// All kinds.
    pub const ALL: &[NodeKind] = &[
        NodeKind::Case,
        NodeKind::Contact,
        NodeKind::Referral,
        NodeKind::Task,
        NodeKind::Appointment,
        NodeKind::CalendarFeed,
        NodeKind::Document,
        NodeKind::Conference,
        NodeKind::Person,
        NodeKind::PersonChange,
        NodeKind::PersonMerge,
        NodeKind::Household,
        NodeKind::HouseholdMember,
        NodeKind::ApiToken,
        NodeKind::AuditEvent,
        NodeKind::Account,
        NodeKind::RuleVersion,
        NodeKind::RuleRun,
        NodeKind::Plan,
        NodeKind::PlanGoal,
        NodeKind::PlanStep,
        NodeKind::Consent,
        NodeKind::Finding,
        NodeKind::RetentionItem,
        NodeKind::RetentionHold,
        NodeKind::ArchiveOffer,
        NodeKind::RetentionProof,
        NodeKind::ErasureRequest,
        NodeKind::PersonRestriction,
    ];

    /// The name of its type in the schema, which is part of every id.
    pub fn type_name(self) -> &'static str {
        match self {
            NodeKind::Case => "Case",
            NodeKind::Contact => "Contact",
            NodeKind::Referral => "Referral",
            NodeKind::Task => "Task",
            NodeKind::Appointment => "Appointment",
            NodeKind::CalendarFeed => "CalendarFeed",
            NodeKind::Document => "Document",
            NodeKind::Conference => "Conference",
            NodeKind::Person => "Person",
            NodeKind::PersonChange => "PersonChange",
            NodeKind::PersonMerge => "PersonMerge",
            NodeKind::Household => "Household",
            NodeKind::HouseholdMember => "HouseholdMember",
            NodeKind::ApiToken => "ApiToken",
            NodeKind::AuditEvent => "AuditEvent",
            NodeKind::Account => "Account",
            NodeKind::RuleVersion => "RuleVersion",
            NodeKind::RuleRun => "RuleRun",
            NodeKind::Plan => "Plan",
            NodeKind::PlanGoal => "PlanGoal",
            NodeKind::PlanStep => "PlanStep",
            NodeKind::Consent => "Consent",
            NodeKind::Finding => "Finding",
            NodeKind::RetentionItem => "RetentionItem",
            NodeKind::RetentionHold => "RetentionHold",
            NodeKind::ArchiveOffer => "ArchiveOffer",
            NodeKind::RetentionProof => "RetentionProof",
            NodeKind::ErasureRequest => "ErasureRequest",
            NodeKind::PersonRestriction => "PersonRestriction",
        }
    }

    /// The global id of the thing of this kind with this UUID.
    pub fn global_id(self, uuid: Uuid) -> ID {
        ID(BASE64_URL_SAFE_NO_PAD.encode(format!("{}:{uuid}", self.type_name())))
    }

    /// The UUID to ask for: that behind a global id of this kind, and for every other text the nil
    /// UUID. Nothing has that one, so an id that is none takes the way of an id of nothing.
    pub fn uuid_to_ask_for(self, id: &str) -> Uuid {
        self.parse_uuid(id).unwrap_or_default()
    }

    /// The UUID behind a global id of this kind; `None` for every other text.
    pub fn parse_uuid(self, id: &str) -> Option<Uuid> {
        match parse_global_id(id)? {
            (kind, uuid) if kind == self => Some(uuid),
            _ => None,
        }
    }
}

/// What a global id names; `None` for a text that is no id of ours.
pub fn parse_global_id(id: &str) -> Option<(NodeKind, Uuid)> {
    if id.len() > ID_LENGTH_MAX {
        return None;
    }
    let text = String::from_utf8(BASE64_URL_SAFE_NO_PAD.decode(id).ok()?).ok()?;
    let (name, uuid) = text.split_once(':')?;
    let kind = NodeKind::ALL.iter().find(|kind| kind.type_name() == name)?;
    let uuid = Uuid::parse_str(uuid).ok()?;
    // One thing has one id: other spellings of the same UUID are none.
    (kind.global_id(uuid).as_str() == id).then_some((*kind, uuid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_names_one_thing_of_one_kind() {
        let uuid = Uuid::now_v7();
        for kind in NodeKind::ALL {
            let id = kind.global_id(uuid);
            assert_eq!(parse_global_id(&id), Some((*kind, uuid)));
            for other in NodeKind::ALL {
                assert_eq!(other.parse_uuid(&id), (other == kind).then_some(uuid));
            }
            assert!(id.len() <= ID_LENGTH_MAX);
        }
    }

    #[test]
    fn whatever_is_no_id_names_nothing() {
        let uuid = Uuid::now_v7();
        let encode = |text: String| BASE64_URL_SAFE_NO_PAD.encode(text);
        let spelled_otherwise = encode(format!("Case:{}", uuid.simple()));
        let unknown_kind = encode(format!("Grant:{uuid}"));
        let long = "Q".repeat(10_000);
        for garbage in [
            "",
            "Case",
            &uuid.to_string(),
            &spelled_otherwise,
            &unknown_kind,
            &long,
            "ä",
        ] {
            assert_eq!(parse_global_id(garbage), None, "{garbage}");
            assert!(
                NodeKind::Case.uuid_to_ask_for(garbage).is_nil(),
                "{garbage}"
            );
        }
    }
}
