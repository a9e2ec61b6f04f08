//! Who may do what: roles × permissions as data, decided by casbin, and the scope of a grant.

mod matrix;
mod scope;

pub use matrix::{AccessModel, AccessModelError, MATRIX_CSV, PermissionSet};
pub use scope::{Grant, Scope};

use serde::{Deserialize, Serialize};

macro_rules! named_values {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $key:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_meta])* #[serde(rename = $key)] $variant,)*
        }

        impl $name {
            /// Every value, in the order of the matrix.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable key, as in the matrix, in configuration and in the database.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// The value with this key.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

named_values! {
    /// What somebody is in a county. Keys are the glossary's.
    Role {
        /// KIM-Leitung.
        KimLead = "kim_lead",
        /// Koordination, of units.
        Coordinator = "coordinator",
        /// Case management, of a carrier.
        CaseManager = "case_manager",
        /// Module 3: foreigners and nationality authority.
        AuthorityOfficer = "authority_officer",
        /// Verwaltung: takes in cases, keeps persons.
        AdminAssistant = "admin_assistant",
        /// Member of a body: structure and figures, no personal data.
        BodyMember = "body_member",
        /// Kreis-IT: configuration and plugins, no personal data.
        ItAdmin = "it_admin",
        /// Data protection officer: audit trail.
        PrivacyOfficer = "privacy_officer",
    }
}

named_values! {
    /// One thing that can be allowed: a kind of resource and an action on it.
    Permission {
        /// See cases: list, search and case page.
        CaseRead = "case.read",
        /// Take in a new case.
        CaseOpen = "case.open",
        /// Change constellation and core data of a case.
        CaseUpdate = "case.update",
        /// Give a case to a post and unit.
        CaseAssign = "case.assign",
        /// Close a case.
        CaseClose = "case.close",
        /// Reactivate a closed case.
        CaseReactivate = "case.reactivate",
        /// Read the contacts of a case.
        ContactRead = "contact.read",
        /// Record a contact.
        ContactRecord = "contact.record",
        /// Read the referrals of a case.
        ReferralRead = "referral.read",
        /// Send a referral and record its answer.
        ReferralRecord = "referral.record",
        /// Read assessments, plans and consents of a case.
        SupportRead = "support.read",
        /// Record assessments, plans and consents.
        SupportRecord = "support.record",
        /// Read findings: what cases show about structures, without persons.
        FindingRead = "finding.read",
        /// Record a finding from a case.
        FindingRecord = "finding.record",
        /// Take lists along as files.
        ListExport = "list.export",
        /// Read the tasks of a case.
        TaskRead = "task.read",
        /// Make tasks, change and end them.
        TaskRecord = "task.record",
        /// Read the appointments of a case, and have a calendar of one's own.
        AppointmentRead = "appointment.read",
        /// Make appointments, change and cancel them.
        AppointmentRecord = "appointment.record",
        /// Read the conferences of a case.
        ConferenceRead = "conference.read",
        /// Record conferences.
        ConferenceRecord = "conference.record",
        /// Read the documents of a case or a person.
        DocumentRead = "document.read",
        /// Add documents.
        DocumentRecord = "document.record",
        /// Take documents away.
        DocumentDelete = "document.delete",
        /// See persons.
        PersonRead = "person.read",
        /// Register a person.
        PersonRegister = "person.register",
        /// Correct a person's data.
        PersonUpdate = "person.update",
        /// Make two records of one person one, and two again.
        PersonMerge = "person.merge",
        /// See households.
        HouseholdRead = "household.read",
        /// Make households and change their members.
        HouseholdUpdate = "household.update",
        /// See units, posts, carriers, bodies and their sums.
        StructureRead = "structure.read",
        /// See the configuration version in force, its warnings and sources.
        ConfigurationRead = "configuration.read",
        /// See the county's rules, their versions, and what trying one out found, in figures.
        RuleRead = "rule.read",
        /// Upload rules, change their parameters, try them out, propose them.
        RulePrepare = "rule.prepare",
        /// Put a rule into effect that somebody else proposed, and take one back.
        RuleApprove = "rule.approve",
        /// Read the audit trail.
        AuditRead = "audit.read",
        /// See what is due for deletion, what is kept and what was deleted.
        RetentionRead = "retention.read",
        /// Agree to the deletion of what one's role answers for, and offer it to the archive.
        RetentionRelease = "retention.release",
        /// Keep what would be deleted, and let it go again.
        RetentionHold = "retention.hold",
        /// Mark a person's data as restricted.
        PersonRestrict = "person.restrict",
        /// Write down a person's wish to be erased, and agree to what somebody else wrote down.
        PersonErase = "person.erase",
        /// Find somebody who asks what is kept, by name and day of birth, and answer.
        PersonReport = "person.report",
        /// Make and revoke API tokens of one's own.
        TokenManage = "token.manage",
    }
}
