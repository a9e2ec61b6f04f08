//! The probes of pages.

use std::collections::BTreeSet;

use graphql_schema::ids::NodeKind;
use kernel::{access::Permission, testing::Store};
use kreislotse_tests::{Ask, BIRTH_DATE, Target};

use super::{
    documents, due,
    matrix::{About, Probe, World},
    page_routes::page_routes,
    schema::Needs,
    sessions, uploads,
};

/// One line for each way to ask for a page: its route as the router has it, what it needs (`-` for
/// nothing), what it is about, the path below the county's, and for a form its fields. Words in
/// brackets stand for what is planted, see [`fill_in`].
const PAGES: &str = "
GET  /                                              | -                | nothing |                                   |
GET  /k/{tenant}/                                   | signed in        | perhaps |                                   |
GET  /k/{tenant}/sign-in                            | -                | nothing | sign-in                           |
GET  /k/{tenant}/help                               | -                | nothing | help                              |
GET  /k/{tenant}/help/{topic}                       | -                | nothing | help/sign-in                      |
GET  /k/{tenant}/accessibility                      | -                | nothing | accessibility                     |
GET  /k/{tenant}/graphiql                           | signed in        | nothing | graphiql                          |
GET  /k/{tenant}/structure                          | structure.read   | nothing | structure                         |
GET  /k/{tenant}/audit                              | audit.read       | many    | audit                             |
GET  /k/{tenant}/tokens                             | token.manage     | many    | tokens                            |
POST /k/{tenant}/tokens                             | token.manage     | many    | tokens                            | name=probe validDays=1
POST /k/{tenant}/tokens/revoke                      | token.manage     | thing   | tokens/revoke                     | id={token}
GET  /k/{tenant}/search                             | person.read      | nothing | search                            |
GET  /k/{tenant}/search                             | person.read      | found   | search?q={marker}                 |
GET  /k/{tenant}/search                             | person.read      | found   | search?q={marker}&kind=person     |
GET  /k/{tenant}/persons                            | person.read      | many    | persons                           |
GET  /k/{tenant}/persons                            | person.read      | found   | persons?name={marker}             |
GET  /k/{tenant}/persons/new                        | person.register  | nothing | persons/new                       |
POST /k/{tenant}/persons/new                        | person.register  | nothing | persons/new                       | givenName=Probe familyName=Probe confirmedName=Probe+Probe
GET  /k/{tenant}/persons/{id}                       | person.read      | thing   | persons/{person}                  |
GET  /k/{tenant}/persons/{id}/decisions             | person.read      | thing   | persons/{person}/decisions        |
GET  /k/{tenant}/persons/{id}/edit                  | person.update    | thing   | persons/{person}/edit             |
POST /k/{tenant}/persons/{id}/edit                  | person.update    | thing   | persons/{person}/edit             | givenName=Probe familyName=Probe version=1
GET  /k/{tenant}/persons/{id}/history               | person.update    | thing   | persons/{person}/history          |
GET  /k/{tenant}/persons/{id}/merge                 | person.merge     | thing   | persons/{person}/merge            |
GET  /k/{tenant}/persons/{id}/merge                 | person.merge     | thing   | persons/{person}/merge?with={relative} |
POST /k/{tenant}/persons/{id}/merge                 | person.merge     | thing   | persons/{person}/merge            | mergedId={relative} version=1 mergedVersion=2 reason=Probe
POST /k/{tenant}/persons/{id}/merge/undo            | person.merge     | thing   | persons/{relative}/merge/undo     | mergeId={merge}
GET  /k/{tenant}/households/new                     | household.update | thing   | households/new?person={person}    |
POST /k/{tenant}/households/new                     | household.update | thing   | households/new                    | personId={person} name=Probe role=adult
GET  /k/{tenant}/households/{id}                    | household.read   | thing   | households/{household}            |
GET  /k/{tenant}/households/{id}/members/new        | household.update | thing   | households/{household}/members/new |
POST /k/{tenant}/households/{id}/members/new        | household.update | thing   | households/{household}/members/new | personId={relative} role=child version=1
GET  /k/{tenant}/households/{id}/members/end        | household.update | thing   | households/{household}/members/end |
POST /k/{tenant}/households/{id}/members/end        | household.update | thing   | households/{household}/members/end | membershipId={membership} version=1
GET  /k/{tenant}/cases                              | case.read        | many    | cases                             |
GET  /k/{tenant}/cases                              | case.read        | found   | cases?search={marker}             |
GET  /k/{tenant}/cases/new                          | case.open        | nothing | cases/new                         |
GET  /k/{tenant}/cases/new                          | case.open        | found   | cases/new?name={marker}           |
GET  /k/{tenant}/cases/new                          | case.open        | thing   | cases/new?person={person}         |
POST /k/{tenant}/cases/new                          | case.open        | thing   | cases/new                         | personId={person} householdId={household} constellation=case-management municipality={municipality} post={post} channel=in-person language=ar reason=Probe
GET  /k/{tenant}/cases/{id}                         | case.read        | thing   | cases/{case}                      |
GET  /k/{tenant}/cases/export/{ending}              | list.export      | many    | cases/export/csv                  |
GET  /k/{tenant}/persons/export/{ending}            | list.export      | many    | persons/export/csv                |
GET  /k/{tenant}/findings/export/{ending}           | list.export      | perhaps | findings/export/csv               |
GET  /k/{tenant}/cases/due                           | case.close       | perhaps | cases/due                         |
GET  /k/{tenant}/cases/{id}/decisions               | case.read        | thing   | cases/{case}/decisions            |
GET  /k/{tenant}/retention                           | retention.read   | nothing | retention                         |
POST /k/{tenant}/retention                           | retention.release | nothing | retention                         | item-nothing=yes list=due decision=release
POST /k/{tenant}/retention/offers/{id}               | retention.release | thing   | retention/offers/{offer}          | answer=taken
GET  /k/{tenant}/retention/holds                     | retention.hold   | many    | retention/holds                   |
POST /k/{tenant}/retention/holds                     | retention.hold   | thing   | retention/holds                   | subjectId={case} reason=Probe
POST /k/{tenant}/retention/holds/{id}/lift           | retention.hold   | thing   | retention/holds/{hold}/lift       |
GET  /k/{tenant}/data-subjects                       | person.report    | perhaps | data-subjects                     |
POST /k/{tenant}/data-subjects                       | person.report    | found   | data-subjects                     | name={marker} birthDate={birth-date}
POST /k/{tenant}/data-subjects/restrictions/{id}/lift | person.restrict  | thing   | data-subjects/restrictions/{restriction}/lift |
POST /k/{tenant}/data-subjects/erasures/{id}/confirm | person.erase     | thing   | data-subjects/erasures/{erasure}/confirm |
POST /k/{tenant}/data-subjects/erasures/{id}/decline | person.erase     | thing   | data-subjects/erasures/{erasure}/decline |
GET  /k/{tenant}/data-subjects/{id}/restrict         | person.restrict  | nothing | data-subjects/nothing/restrict    |
POST /k/{tenant}/data-subjects/{id}/restrict         | person.restrict  | thing   | data-subjects/{person}/restrict   | reason=Probe
GET  /k/{tenant}/data-subjects/{id}/erase            | person.erase     | nothing | data-subjects/nothing/erase       |
POST /k/{tenant}/data-subjects/{id}/erase            | person.erase     | thing   | data-subjects/{person}/erase      | reason=Probe
GET  /k/{tenant}/rules                              | rule.read        | many    | rules                             |
GET  /k/{tenant}/rules/{id}                         | rule.read        | thing   | rules/{rule}                      |
POST /k/{tenant}/rules/{id}/parameters              | rule.prepare     | thing   | rules/{rule}/parameters           | parameter-a=1
POST /k/{tenant}/rules/{id}/try-out                 | rule.prepare     | thing   | rules/{rule}/try-out              |
POST /k/{tenant}/rules/{id}/propose                 | rule.prepare     | thing   | rules/{rule}/propose              | validFrom={rule-day}
POST /k/{tenant}/rules/{id}/approve                 | rule.approve     | thing   | rules/{proposed-rule}/approve     |
POST /k/{tenant}/rules/{id}/return                  | rule.approve     | thing   | rules/{proposed-rule}/return      |
POST /k/{tenant}/rules/{id}/discard                 | rule.prepare     | thing   | rules/{rule}/discard              |
POST /k/{tenant}/rules/{id}/roll-back               | rule.approve     | thing   | rules/{withdrawn-rule}/roll-back  | point=case-closing reason=Probe
GET  /k/{tenant}/rules/runs/{id}                    | rule.read        | thing   | rules/runs/{run}                  |
POST /k/{tenant}/rules/runs/{id}/cancel             | rule.prepare     | thing   | rules/runs/{run}/cancel           |
GET  /k/{tenant}/cases/{id}/intake                  | case.update      | thing   | cases/{case}/intake               |
POST /k/{tenant}/cases/{id}/intake                  | case.update      | thing   | cases/{case}/intake               | channel=phone language=ar referringBody=self version=1
GET  /k/{tenant}/cases/{id}/constellation           | case.update      | thing   | cases/{case}/constellation        |
POST /k/{tenant}/cases/{id}/constellation           | case.update      | thing   | cases/{case}/constellation        | constellation=case-management reason=Probe version=1
GET  /k/{tenant}/cases/{id}/assign                  | case.assign      | thing   | cases/{case}/assign               |
POST /k/{tenant}/cases/{id}/assign                  | case.assign      | thing   | cases/{case}/assign               | post={next-post} reason=Probe version=1
GET  /k/{tenant}/cases/{id}/close                   | case.close       | thing   | cases/{case}/close                |
POST /k/{tenant}/cases/{id}/close                   | case.close       | thing   | cases/{case}/close                | ground=goals-reached version=1
GET  /k/{tenant}/cases/{id}/reactivate              | case.reactivate  | thing   | cases/{closed-case}/reactivate    |
POST /k/{tenant}/cases/{id}/reactivate              | case.reactivate  | thing   | cases/{closed-case}/reactivate    | reason=Probe version=2
GET  /k/{tenant}/cases/{id}/contacts/new            | contact.record   | thing   | cases/{case}/contacts/new         |
POST /k/{tenant}/cases/{id}/contacts/new            | contact.record   | thing   | cases/{case}/contacts/new         | channel=phone minutes=5
GET  /k/{tenant}/tasks                              | task.read        | many    | tasks                             |
GET  /k/{tenant}/cases/{id}/tasks/new               | task.record      | thing   | cases/{case}/tasks/new            |
POST /k/{tenant}/cases/{id}/tasks/new               | task.record      | thing   | cases/{case}/tasks/new            | title=Probe
GET  /k/{tenant}/cases/{id}/tasks/{task}            | task.record      | thing   | cases/{case}/tasks/{task}         |
POST /k/{tenant}/cases/{id}/tasks/{task}            | task.record      | thing   | cases/{case}/tasks/{task}         | title=Probe version=1
POST /k/{tenant}/cases/{id}/tasks/{task}/end        | task.record      | thing   | cases/{case}/tasks/{task}/end     | outcome=done version=1
POST /k/{tenant}/cases/{id}/tasks/{task}/reopen     | task.record      | thing   | cases/{case}/tasks/{ended-task}/reopen | version=2
GET  /k/{tenant}/today                              | case.read        | perhaps | today                             |
GET  /k/{tenant}/appointments                       | appointment.read | many    | appointments                      |
GET  /k/{tenant}/referrals                          | referral.read    | many    | referrals?all=yes                 |
GET  /k/{tenant}/calendar                           | appointment.read | many    | calendar                          |
POST /k/{tenant}/calendar                           | appointment.read | many    | calendar                          | name=probe
POST /k/{tenant}/calendar/revoke                    | appointment.read | thing   | calendar/revoke                   | id={calendar}
GET  /k/{tenant}/cases/{id}/appointments/new        | appointment.record | thing | cases/{case}/appointments/new     |
POST /k/{tenant}/cases/{id}/appointments/new        | appointment.record | thing | cases/{case}/appointments/new     | startsOn={today} startsAt=09:30 minutes=30 kind=talk
GET  /k/{tenant}/cases/{id}/appointments/{appointment} | appointment.record | thing | cases/{case}/appointments/{appointment} |
POST /k/{tenant}/cases/{id}/appointments/{appointment} | appointment.record | thing | cases/{case}/appointments/{appointment} | startsOn={today} startsAt=09:30 minutes=30 kind=talk version=1
POST /k/{tenant}/cases/{id}/appointments/{appointment}/cancel | appointment.record | thing | cases/{case}/appointments/{appointment}/cancel | version=1
GET  /k/{tenant}/cases/{id}/documents/new           | document.record  | thing   | cases/{case}/documents/new        |
GET  /k/{tenant}/persons/{id}/documents/new         | document.record  | thing   | persons/{person}/documents/new    |
GET  /k/{tenant}/documents/{id}                     | document.read    | thing   | documents/{document}              |
GET  /k/{tenant}/documents/{id}/download            | document.read    | thing   | documents/{document}/download     |
GET  /k/{tenant}/documents/{id}/preview             | document.read    | thing   | documents/{document}/preview      |
POST /k/{tenant}/documents/{id}/delete              | document.delete  | thing   | documents/{document}/delete       | reason=Probe
GET  /k/{tenant}/cases/{id}/conferences/new         | conference.record | thing  | cases/{case}/conferences/new      |
POST /k/{tenant}/cases/{id}/conferences/new         | conference.record | thing  | cases/{case}/conferences/new      | topic=Probe participants=Probe result=Probe tasks=Probe
GET  /k/{tenant}/cases/{id}/referrals/new           | referral.record  | thing   | cases/{case}/referrals/new        |
POST /k/{tenant}/cases/{id}/referrals/new           | referral.record  | thing   | cases/{case}/referrals/new        | legalField=sgb-2 provider=Probe basis=legal-basis basisNote=Probe
GET  /k/{tenant}/cases/{id}/support                 | support.read     | thing   | cases/{case}/support              |
POST /k/{tenant}/cases/{id}/support/steps           | support.record   | thing   | cases/{case}/support/steps        | stepId={step} done=yes
GET  /k/{tenant}/cases/{id}/assessment              | support.record   | thing   | cases/{case}/assessment           |
POST /k/{tenant}/cases/{id}/assessment              | support.record   | thing   | cases/{case}/assessment           | areas.0.need=some
GET  /k/{tenant}/cases/{id}/plan                    | support.record   | thing   | cases/{case}/plan                 |
POST /k/{tenant}/cases/{id}/plan                    | support.record   | thing   | cases/{case}/plan                 | version=1 goals.0.lifeArea=housing goals.0.text=Probe
POST /k/{tenant}/cases/{id}/plan/discard            | support.record   | thing   | cases/{case}/plan/discard         | planId={plan} version=1
GET  /k/{tenant}/cases/{id}/plan/agree              | support.record   | thing   | cases/{case}/plan/agree           |
POST /k/{tenant}/cases/{id}/plan/agree              | support.record   | thing   | cases/{case}/plan/agree           | planId={plan} version=1 agreedHow=Probe
GET  /k/{tenant}/cases/{id}/goals/{goal}            | support.record   | thing   | cases/{case}/goals/{goal}         |
POST /k/{tenant}/cases/{id}/goals/{goal}            | support.record   | thing   | cases/{case}/goals/{goal}         | attainment=fully
GET  /k/{tenant}/cases/{id}/consents/new            | support.record   | thing   | cases/{case}/consents/new         |
POST /k/{tenant}/cases/{id}/consents/new            | support.record   | thing   | cases/{case}/consents/new         | purpose=case-work textVersion=1 language=ar
GET  /k/{tenant}/cases/{id}/consents/{consent}/withdraw | support.record | thing | cases/{case}/consents/{consent}/withdraw |
POST /k/{tenant}/cases/{id}/consents/{consent}/withdraw | support.record | thing | cases/{case}/consents/{consent}/withdraw |
GET  /k/{tenant}/cases/{id}/findings/new            | finding.record   | thing   | cases/{case}/findings/new         |
POST /k/{tenant}/cases/{id}/findings/new            | finding.record   | thing   | cases/{case}/findings/new         | kind=gap title=Probe confirmedTitle=Probe description=Probe
GET  /k/{tenant}/findings                           | finding.read     | perhaps | findings                          |
GET  /k/{tenant}/cases/{id}/referrals/{referral}/answer  | referral.record | thing | cases/{case}/referrals/{referral}/answer |
POST /k/{tenant}/cases/{id}/referrals/{referral}/answer  | referral.record | thing | cases/{case}/referrals/{referral}/answer | state=accepted version=1
";

/// Searches whose words must not stand in an address; they change nothing.
const ASKED_BY_FORM: [&str; 1] = ["POST /k/{tenant}/data-subjects"];

/// A line of the table.
struct PageProbe {
    route: String,
    needs: Needs,
    about: About,
    path: &'static str,
    fields: Vec<(&'static str, &'static str)>,
}

impl PageProbe {
    fn parse(line: &'static str) -> Self {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [route, needs, about, path, fields] = columns[..] else {
            panic!("a probe has five columns: {line}");
        };
        let fields = fields.split_whitespace();
        let in_two = |field: &'static str| field.split_once('=').expect("a name and a value");
        Self {
            route: route.split_whitespace().collect::<Vec<_>>().join(" "),
            needs: needs_of(needs),
            about: about_of(about),
            path,
            fields: fields.map(in_two).collect(),
        }
    }

    fn into_probe(self) -> Probe {
        let sends = self.route.starts_with("POST");
        let changes = sends && !ASKED_BY_FORM.contains(&self.route.as_str());
        let is_of_a_county = self.route.contains("{tenant}");
        let Self { path, fields, .. } = self;
        let ask = move |target: &Target| {
            let path = fill_in(path, target);
            match (is_of_a_county, sends) {
                (false, _) => Ask::Root(format!("/{path}")),
                (true, false) => Ask::Page(path),
                (true, true) => Ask::Form {
                    path,
                    fields: filled_form(&fields, target),
                },
            }
        };
        Probe {
            title: self.route,
            needs: self.needs,
            about: self.about,
            changes,
            ask: Box::new(ask),
        }
    }
}

fn needs_of(word: &str) -> Needs {
    match word {
        "-" => Needs::Nothing,
        "signed in" => Needs::SignedIn,
        key => Needs::Permission(
            Permission::from_key(key).unwrap_or_else(|| panic!("no permission: {key}")),
        ),
    }
}

fn about_of(word: &str) -> About {
    match word {
        "thing" => About::Thing,
        "found" => About::Found,
        "many" => About::Many,
        "perhaps" => About::Perhaps,
        "nothing" => About::Nothing,
        other => panic!("a page is not about {other:?}"),
    }
}

/// The text with what is planted in place of the words in brackets.
fn fill_in(text: &str, target: &Target) -> String {
    [
        ("{person}", target.id_of(NodeKind::Person)),
        ("{relative}", target.id_of_relative()),
        ("{merge}", target.id_of(NodeKind::PersonMerge)),
        ("{household}", target.id_of(NodeKind::Household)),
        ("{membership}", target.id_of(NodeKind::HouseholdMember)),
        ("{case}", target.id_of(NodeKind::Case)),
        ("{closed-case}", target.id_of_closed_case()),
        ("{referral}", target.id_of(NodeKind::Referral)),
        ("{plan}", target.id_of(NodeKind::Plan)),
        ("{goal}", target.id_of(NodeKind::PlanGoal)),
        ("{step}", target.id_of(NodeKind::PlanStep)),
        ("{consent}", target.id_of(NodeKind::Consent)),
        ("{task}", target.id_of(NodeKind::Task)),
        ("{ended-task}", target.id_of_ended_task()),
        ("{appointment}", target.id_of(NodeKind::Appointment)),
        ("{calendar}", target.id_of(NodeKind::CalendarFeed)),
        ("{today}", target.today.to_string()),
        ("{document}", target.id_of(NodeKind::Document)),
        ("{token}", target.id_of(NodeKind::ApiToken)),
        ("{rule}", target.id_of(NodeKind::RuleVersion)),
        ("{proposed-rule}", target.id_of_proposed_rule()),
        ("{withdrawn-rule}", target.id_of_withdrawn_rule()),
        ("{rule-day}", target.rule_day.to_string()),
        ("{run}", target.id_of(NodeKind::RuleRun)),
        ("{hold}", target.id_of(NodeKind::RetentionHold)),
        ("{offer}", target.id_of(NodeKind::ArchiveOffer)),
        ("{erasure}", target.id_of(NodeKind::ErasureRequest)),
        ("{restriction}", target.id_of(NodeKind::PersonRestriction)),
        ("{birth-date}", BIRTH_DATE.to_owned()),
        ("{marker}", target.marker.clone()),
        ("{municipality}", target.place.municipality.to_owned()),
        ("{post}", target.place.post.to_owned()),
        ("{next-post}", target.place.next_post.to_owned()),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (word, value)| {
        text.replace(word, &value)
    })
}

/// The fields, and the key of the submission: a form that is refused comes back with it, and one
/// that the server made up would differ from answer to answer.
fn filled_form(
    fields: &[(&'static str, &'static str)],
    target: &Target,
) -> Vec<(&'static str, String)> {
    let key = ("idempotencyKey", "{marker}");
    let fields = fields.iter().copied().chain([key]);
    let filled = |(name, value): (_, &str)| (name, fill_in(&value.replace('+', " "), target));
    fields.map(filled).collect()
}

fn table() -> impl Iterator<Item = PageProbe> {
    PAGES.trim().lines().map(PageProbe::parse)
}

/// A probe of every page.
pub(super) fn all() -> Vec<Probe> {
    table().map(PageProbe::into_probe).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_show_and_change_what_is_in_reach_and_nothing_else() {
    let world = World::create(Store::Sqlite).await;
    for probe in all() {
        probe.run(&world).await;
    }
}

#[test]
fn every_page_has_a_probe_and_every_probe_a_page() {
    let elsewhere = sessions::PAGES
        .into_iter()
        .chain(uploads::PAGES)
        .chain(due::PAGES)
        .chain(documents::PAGES);
    let of_sessions = elsewhere.map(str::to_owned);
    let probes: BTreeSet<String> = table()
        .map(|probe| probe.route)
        .chain(of_sessions)
        .collect();
    let pages = page_routes();
    let without_probe: Vec<&String> = pages.difference(&probes).collect();
    assert!(
        without_probe.is_empty(),
        "add probes for {without_probe:?} to tests/isolation/pages.rs"
    );
    let without_page: Vec<&String> = probes.difference(&pages).collect();
    assert!(
        without_page.is_empty(),
        "there is no page {without_page:?} any more: remove its probe"
    );
}
