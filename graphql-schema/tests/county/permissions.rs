//! What each root field asks for, as one table, and that its description says the same.

use std::collections::BTreeMap;

use async_graphql::parser::types::TypeKind;
use kernel::access::Permission;

use crate::descriptions::sdl_types;

/// Root field → permission; `none` needs no permission beyond what the description says.
const PERMISSIONS: &[(&str, &str)] = &[
    ("Query.viewer", "none"),
    ("Query.county", "none"),
    ("Query.cases", "case.read"),
    ("Query.case", "case.read"),
    ("Query.casesDueToClose", "case.close"),
    ("Query.tasks", "task.read"),
    ("Query.task", "task.read"),
    ("Query.appointments", "appointment.read"),
    ("Query.appointment", "appointment.read"),
    ("Query.waitingReferrals", "referral.read"),
    ("Query.calendar", "appointment.read"),
    ("Query.calendarFeeds", "appointment.read"),
    ("Query.document", "document.read"),
    ("Query.documentContent", "document.read"),
    ("Query.persons", "person.read"),
    ("Query.person", "person.read"),
    ("Query.personDuplicates", "person.register"),
    ("Query.household", "household.read"),
    ("Query.search", "person.read"),
    ("Query.structure", "structure.read"),
    ("Query.configuration", "configuration.read"),
    ("Query.auditEvents", "audit.read"),
    ("Query.apiTokens", "token.manage"),
    ("Query.rules", "rule.read"),
    ("Query.ruleVersion", "rule.read"),
    ("Query.ruleRun", "rule.read"),
    ("Query.findings", "finding.read"),
    ("Query.alikeFindings", "finding.read"),
    ("Query.node", "that of the kind"),
    ("Mutation.sessionOpen", "none"),
    ("Mutation.sessionClose", "none"),
    ("Mutation.caseOpen", "case.open"),
    ("Mutation.caseIntakeCorrect", "case.update"),
    ("Mutation.caseConstellationChange", "case.update"),
    ("Mutation.caseAssign", "case.assign"),
    ("Mutation.caseClose", "case.close"),
    ("Mutation.casesCloseByRule", "case.close"),
    ("Mutation.caseReactivate", "case.reactivate"),
    ("Mutation.contactRecord", "contact.record"),
    ("Mutation.referralSend", "referral.record"),
    ("Mutation.referralAnswer", "referral.record"),
    ("Mutation.assessmentRecord", "support.record"),
    ("Mutation.planSave", "support.record"),
    ("Mutation.planAgree", "support.record"),
    ("Mutation.planDiscard", "support.record"),
    ("Mutation.planStepComplete", "support.record"),
    ("Mutation.planGoalEvaluate", "support.record"),
    ("Mutation.consentRecord", "support.record"),
    ("Mutation.consentWithdraw", "support.record"),
    ("Mutation.findingRecord", "finding.record"),
    ("Mutation.listExport", "list.export"),
    ("Mutation.taskCreate", "task.record"),
    ("Mutation.taskChange", "task.record"),
    ("Mutation.taskComplete", "task.record"),
    ("Mutation.taskReopen", "task.record"),
    ("Mutation.appointmentCreate", "appointment.record"),
    ("Mutation.appointmentChange", "appointment.record"),
    ("Mutation.appointmentCancel", "appointment.record"),
    ("Mutation.calendarFeedCreate", "appointment.read"),
    ("Mutation.calendarFeedRevoke", "appointment.read"),
    ("Mutation.conferenceRecord", "conference.record"),
    ("Mutation.documentUpload", "document.record"),
    ("Mutation.documentDelete", "document.delete"),
    ("Mutation.personRegister", "person.register"),
    ("Mutation.personUpdate", "person.update"),
    ("Mutation.personMerge", "person.merge"),
    ("Mutation.personMergeUndo", "person.merge"),
    ("Mutation.householdCreate", "household.update"),
    ("Mutation.householdMemberAdd", "household.update"),
    ("Mutation.householdMemberEnd", "household.update"),
    ("Mutation.apiTokenCreate", "token.manage"),
    ("Mutation.apiTokenRevoke", "token.manage"),
    ("Mutation.ruleUpload", "rule.prepare"),
    ("Mutation.ruleParametersChange", "rule.prepare"),
    ("Mutation.ruleTryOut", "rule.prepare"),
    ("Mutation.ruleRunCancel", "rule.prepare"),
    ("Mutation.rulePropose", "rule.prepare"),
    ("Mutation.ruleApprove", "rule.approve"),
    ("Mutation.ruleReturn", "rule.approve"),
    ("Mutation.ruleDiscard", "rule.prepare"),
    ("Mutation.ruleRollBack", "rule.approve"),
    ("Query.retentionItems", "retention.read"),
    ("Query.retentionProofs", "retention.read"),
    ("Query.archiveOffers", "retention.read"),
    ("Query.retentionHolds", "retention.hold"),
    ("Query.dataSubjects", "person.report"),
    ("Query.erasureRequests", "person.erase"),
    ("Mutation.retentionRelease", "retention.release"),
    ("Mutation.archiveOfferMake", "retention.release"),
    ("Mutation.archiveOfferAnswer", "retention.release"),
    ("Mutation.retentionHoldPlace", "retention.hold"),
    ("Mutation.retentionHoldLift", "retention.hold"),
    ("Mutation.personRestrict", "person.restrict"),
    ("Mutation.personRestrictionLift", "person.restrict"),
    ("Mutation.personErasureRequest", "person.erase"),
    ("Mutation.personErasureConfirm", "person.erase"),
    ("Mutation.personErasureDecline", "person.erase"),
    ("Subscription.caseListChanged", "case.read"),
];

/// What follows `Permission: ` in a description, up to the end of the clause.
fn declared(description: &str) -> Option<&str> {
    let clause = description.split_once("Permission: ")?.1;
    let end = clause.find([',', ';']).unwrap_or(clause.len());
    let clause = &clause[..end];
    let clause = clause.split(". ").next()?.trim_end_matches('.');
    clause.split(" beyond").next()
}

#[test]
fn every_root_field_declares_its_permission() {
    let types = sdl_types();
    let mut found = BTreeMap::new();
    for root in ["Query", "Mutation", "Subscription"] {
        let TypeKind::Object(object) = &types[root].kind else {
            panic!("an object")
        };
        for field in &object.fields {
            let path = format!("{root}.{}", field.node.name.node);
            let description = field.node.description.as_ref().expect("a description");
            let text = description.node.replace('\n', " ");
            let declared =
                declared(&text).unwrap_or_else(|| panic!("{path} declares no permission: {text}"));
            found.insert(path, declared.to_owned());
        }
    }
    let expected: BTreeMap<String, String> = PERMISSIONS
        .iter()
        .map(|(path, permission)| ((*path).to_owned(), (*permission).to_owned()))
        .collect();
    assert_eq!(found, expected);
    for (path, permission) in expected {
        let known = Permission::from_key(&permission).is_some();
        assert!(
            known || permission == "none" || permission == "that of the kind",
            "{path}: {permission}"
        );
    }
}
