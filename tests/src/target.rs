//! What requests are about: people and their cases, planted by the lead.

mod day;
mod twin;

use std::sync::atomic::{AtomicU64, Ordering};

use casework::model::{
    AppointmentId, CaseId, Closing, ClosingGround, DocumentId, HouseholdId, HouseholdRole,
    MembershipId, NewCase, NewContact, NewMembership, NewReferral, PersonDetails, PersonId,
    PersonMergeId, ReferralBasis, ReferralId, TaskId,
};
use chrono::{Days, NaiveDate};
use graphql_schema::ids::NodeKind;
use kernel::{
    access::Permission,
    accounts::{NewApiToken, create_api_token},
    ids::{ApiTokenId, CalendarFeedId},
};
use rules::{
    model::{RuleRunId, RuleVersionId},
    testing::Planted,
};
use tenants::CountyContext;
use uuid::Uuid;

use crate::{
    places::{Place, place_of},
    planted_support::{PlantedSupport, plant_support},
    privacy::Privacy,
};

/// Each target's rule begins on a day of its own.
static RULE_DAYS: AtomicU64 = AtomicU64::new(1);

/// One family with an open and a closed case, a referral and a contact, one API token, and a rule.
///
/// The person is client of the open case and the only member of the household that it names; the
/// relative is client of the closed case and belongs to no household. A twin became part of the relative. The
/// closed case and the relative have version 2, everything else version 1.
#[derive(Debug, Clone)]
pub struct Target {
    /// Where it lies.
    pub place: Place,
    /// A text that stands in every name, note and reason of this target and nowhere else.
    pub marker: String,
    /// The client of the open case.
    pub person: PersonId,
    /// The client of the closed case.
    pub relative: PersonId,
    /// The merge of the twin into the relative.
    pub merge: PersonMergeId,
    /// The household of the open case.
    pub household: HouseholdId,
    /// The person's membership.
    pub membership: MembershipId,
    /// The open case.
    pub case: CaseId,
    /// The closed case.
    pub closed_case: CaseId,
    /// A referral of the open case that waits for its answer.
    pub referral: ReferralId,
    /// Plans, a consent and a finding of the open case.
    pub support: PlantedSupport,
    /// A task of the open case that is due today.
    pub task: TaskId,
    /// A task of the open case that was done; it has version 2.
    pub ended_task: TaskId,
    /// An appointment of the open case, today.
    pub appointment: AppointmentId,
    /// A calendar address of whoever the target was planted for.
    pub calendar_feed: CalendarFeedId,
    /// A document of the open case: an image whose bytes hold the marker.
    pub document: DocumentId,
    /// An API token of whoever the target was planted for.
    pub token: ApiTokenId,
    /// What stands against somebody's data, and a wish to be erased.
    pub privacy: Privacy,
    /// Versions of a rule, and a run of one.
    pub rules: Planted,
    /// A day on which no other target's rule begins.
    pub rule_day: NaiveDate,
    /// The clock's day.
    pub today: NaiveDate,
}

impl Target {
    /// Plants a target in the place of the county. `planter` reaches the whole county, `owner`
    /// gets the token if it may have one.
    pub async fn plant(planter: &CountyContext, owner: &CountyContext) -> Self {
        let place = place_of(planter.tenant().as_str());
        let today = planter.clock().today();
        let marker = new_marker();
        let planting = Planting {
            context: planter,
            place,
            marker: &marker,
            today,
        };
        let person = planting.person("Person").await;
        let relative = planting.person("Relative").await;
        let (household, membership) = planting.household(person).await;
        let here = (place.municipality, place.post);
        let case = planting.case(person, Some(household), here).await;
        let referral = planting.course(case).await;
        let support = plant_support(planter, case, &marker).await;
        let [task, ended_task] = planting.tasks(case).await;
        let appointment = planting.appointment(case).await;
        let document = planting.document(case).await;
        let closed_case = planting.case(relative, None, here).await;
        planting.close(closed_case).await;
        let merge = planting.twin(relative).await;
        let token_owner = if owner.actor().may(Permission::TokenManage) {
            owner
        } else {
            planter
        };
        let token = planting.token(token_owner).await;
        let privacy = Privacy::plant(planter, &marker).await;
        let calendar_owner = if owner.actor().may(Permission::AppointmentRead) {
            owner
        } else {
            planter
        };
        let calendar_feed = planting.calendar_feed(calendar_owner).await;
        let rules = rules::testing::plant(planter, &marker).await;
        Self {
            rules: rules.expect("versions can be planted"),
            rule_day: today + Days::new(RULE_DAYS.fetch_add(1, Ordering::Relaxed)),
            place,
            person,
            relative,
            merge,
            household,
            membership,
            case,
            closed_case,
            referral,
            appointment,
            calendar_feed,
            document,
            ended_task,
            support,
            task,
            token,
            privacy,
            today,
            marker,
        }
    }

    /// Opens a case where outsiders work, and nobody of the inside but the lead.
    pub async fn plant_elsewhere(planter: &CountyContext) -> CaseId {
        let place = place_of(planter.tenant().as_str());
        let today = planter.clock().today();
        let planting = Planting {
            context: planter,
            place,
            marker: "Elsewhere",
            today,
        };
        let person = planting.person("Person").await;
        planting
            .case(person, None, (place.elsewhere, place.post_elsewhere))
            .await
    }

    /// The ids of a target that never was.
    pub fn absent(like: &Target) -> Self {
        Self {
            marker: new_marker(),
            person: PersonId::generate(),
            relative: PersonId::generate(),
            merge: PersonMergeId::generate(),
            household: HouseholdId::generate(),
            membership: MembershipId::generate(),
            case: CaseId::generate(),
            closed_case: CaseId::generate(),
            referral: ReferralId::generate(),
            support: PlantedSupport::absent(),
            task: TaskId::generate(),
            ended_task: TaskId::generate(),
            appointment: AppointmentId::generate(),
            calendar_feed: CalendarFeedId::generate(),
            document: DocumentId::generate(),
            token: ApiTokenId::generate(),
            privacy: Privacy::absent(),
            rules: Planted {
                draft: RuleVersionId::generate(),
                proposed: RuleVersionId::generate(),
                withdrawn: RuleVersionId::generate(),
                run: RuleRunId::generate(),
            },
            ..like.clone()
        }
    }

    /// The global id of this target's thing of that kind; of several, the open case and its client.
    pub fn id_of(&self, kind: NodeKind) -> String {
        let found = self.ids().into_iter().find(|(of, _, _)| *of == kind);
        let (_, uuid, _) = found.unwrap_or_else(|| panic!("no {kind:?} is planted"));
        kind.global_id(uuid).to_string()
    }

    /// The global id of the version that somebody else proposed.
    pub fn id_of_proposed_rule(&self) -> String {
        NodeKind::RuleVersion
            .global_id(self.rules.proposed.0)
            .to_string()
    }

    /// The global id of the version that held and was taken back.
    pub fn id_of_withdrawn_rule(&self) -> String {
        NodeKind::RuleVersion
            .global_id(self.rules.withdrawn.0)
            .to_string()
    }

    /// The global id of the task that was done.
    pub fn id_of_ended_task(&self) -> String {
        NodeKind::Task.global_id(self.ended_task.0).to_string()
    }

    /// The global id of the client of the closed case.
    pub fn id_of_relative(&self) -> String {
        NodeKind::Person.global_id(self.relative.0).to_string()
    }

    /// The global id of the closed case.
    pub fn id_of_closed_case(&self) -> String {
        NodeKind::Case.global_id(self.closed_case.0).to_string()
    }

    fn ids(&self) -> Vec<(NodeKind, Uuid, &'static str)> {
        let own = [
            (NodeKind::Person, self.person.0, "<person>"),
            (NodeKind::Person, self.relative.0, "<relative>"),
            (NodeKind::PersonMerge, self.merge.0, "<merge>"),
            (NodeKind::Household, self.household.0, "<household>"),
            (NodeKind::HouseholdMember, self.membership.0, "<membership>"),
            (NodeKind::Case, self.case.0, "<case>"),
            (NodeKind::Case, self.closed_case.0, "<closed case>"),
            (NodeKind::Referral, self.referral.0, "<referral>"),
            (NodeKind::Task, self.task.0, "<task>"),
            (NodeKind::Task, self.ended_task.0, "<ended task>"),
            (NodeKind::Appointment, self.appointment.0, "<appointment>"),
            (NodeKind::CalendarFeed, self.calendar_feed.0, "<calendar>"),
            (NodeKind::Document, self.document.0, "<document>"),
            (NodeKind::ApiToken, self.token.0, "<token>"),
            (NodeKind::RuleVersion, self.rules.draft.0, "<draft>"),
            (NodeKind::RuleVersion, self.rules.proposed.0, "<proposed>"),
            (NodeKind::RuleVersion, self.rules.withdrawn.0, "<withdrawn>"),
            (NodeKind::RuleRun, self.rules.run.0, "<run>"),
            (NodeKind::RetentionHold, self.privacy.hold.0, "<hold>"),
            (
                NodeKind::PersonRestriction,
                self.privacy.restriction.0,
                "<restriction>",
            ),
            (
                NodeKind::ErasureRequest,
                self.privacy.erasure.0,
                "<erasure>",
            ),
            (NodeKind::ArchiveOffer, self.privacy.offer.0, "<offer>"),
        ];
        own.into_iter().chain(self.support.ids()).collect()
    }

    /// The text with this target's ids and marker replaced by what they name.
    pub fn mask(&self, text: String) -> String {
        let mut text = text.replace(&self.marker, "<marker>");
        for (kind, uuid, name) in self.ids() {
            text = text.replace(kind.global_id(uuid).as_str(), name);
            text = text.replace(&uuid.to_string(), name);
        }
        text
    }
}

/// Later markers sort before earlier ones, so that what was planted last stands on the first page
/// of a list by name.
fn new_marker() -> String {
    format!("marker{:032x}", u128::MAX - Uuid::now_v7().as_u128())
}

/// What planting needs at every step.
struct Planting<'a> {
    context: &'a CountyContext,
    place: Place,
    marker: &'a str,
    today: NaiveDate,
}

impl Planting<'_> {
    async fn person(&self, given_name: &str) -> PersonId {
        let details = PersonDetails {
            given_name: given_name.to_owned(),
            family_name: self.marker.to_owned(),
            municipality: Some(self.place.municipality.to_owned()),
            ..PersonDetails::default()
        };
        let person = casework::register_person(self.context, details, None).await;
        person.expect("a person can be registered").id
    }

    async fn household(&self, person_id: PersonId) -> (HouseholdId, MembershipId) {
        let member = NewMembership {
            person_id,
            role: HouseholdRole::Adult,
            valid_from: self.today,
        };
        let made = casework::create_household(self.context, self.marker, vec![member], None).await;
        let household = made.expect("a household can be made");
        (household.id, household.members[0].id)
    }

    async fn case(
        &self,
        person_id: PersonId,
        household_id: Option<HouseholdId>,
        (municipality, post): (&str, &str),
    ) -> CaseId {
        let new = NewCase {
            person_id,
            household_id,
            constellation: "brief-intervention".to_owned(),
            municipality: municipality.to_owned(),
            unit: None,
            carrier: None,
            post: Some(post.to_owned()),
            channel: "in-person".to_owned(),
            language: "ar".to_owned(),
            interpreter_needed: true,
            referring_body: None,
            reason: self.marker.to_owned(),
            opened_on: self.today,
        };
        let case = casework::open_case(self.context, new, None).await;
        case.expect("a case can be opened").id
    }

    async fn course(&self, case_id: CaseId) -> ReferralId {
        let contact = NewContact {
            case_id,
            occurred_on: self.today,
            channel: "phone".to_owned(),
            minutes: 20,
            interpreter_present: false,
            with_client: true,
            note: self.marker.to_owned(),
        };
        let recorded = casework::record_contact(self.context, contact, None).await;
        recorded.expect("a contact can be recorded");
        let referral = NewReferral {
            case_id,
            legal_field: "sgb-2".to_owned(),
            provider: self.marker.to_owned(),
            basis: Some(ReferralBasis::LegalBasis),
            basis_note: self.marker.to_owned(),
            consent: None,
            disclosed: Vec::new(),
            sent_on: self.today,
        };
        let sent = casework::send_referral(self.context, referral, None).await;
        sent.expect("a case can be referred").id
    }

    async fn close(&self, id: CaseId) {
        let closing = Closing {
            ground: ClosingGround::GoalsReached,
            note: self.marker.to_owned(),
            closed_on: self.today,
            expected_version: 1,
        };
        let closed = casework::close_case(self.context, id, closing).await;
        closed.expect("a case can be closed");
    }

    async fn token(&self, owner: &CountyContext) -> ApiTokenId {
        let new = NewApiToken {
            name: self.marker.to_owned(),
            read_only: true,
            valid_days: 1,
        };
        let made = create_api_token(owner, new).await;
        made.expect("a token can be made").0.id
    }
}
