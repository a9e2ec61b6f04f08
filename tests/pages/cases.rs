//! Looking at a case, recording contacts, changing the constellation.

use graphql_schema::ids::NodeKind;
use kernel::access::Role;
use kreislotse_tests::Target;

use super::{Office, account, led_to, refuses};

impl Office {
    fn case(&self) -> String {
        format!("cases/{}", self.target.id_of(NodeKind::Case))
    }

    fn closed_case(&self) -> String {
        format!("cases/{}", self.target.id_of_closed_case())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_offers_what_its_reader_may_read_and_do() {
    let office = Office::open().await;
    let (case, person) = (office.case(), office.target.id_of(NodeKind::Person));
    let steps = [
        "contacts/new",
        "intake",
        "constellation",
        "assign",
        "close",
        "referrals/new",
    ];
    let offered = |body: &str| -> Vec<&str> {
        let link = |step: &&str| body.contains(&format!("/k/warendorf/{case}/{step}\""));
        steps.into_iter().filter(link).collect()
    };
    let seen = office.show(&case).await.body;
    assert_eq!(offered(&seen), steps);
    assert!(
        seen.contains(&format!("/k/warendorf/persons/{person}/edit\"")),
        "birth date is missing"
    );
    assert!(seen.contains("Kontakt: ") && seen.contains("id=\"referrals\""));

    let assistant = account(&office.platform, Role::AdminAssistant).await;
    let seen = assistant.client.page(&case).await.body;
    assert!(seen.contains("Fall aufgenommen") && offered(&seen).is_empty());
    assert!(!seen.contains("Kontakt: ") && !seen.contains("id=\"referrals\""));
    for step in ["contacts/new", "intake", "constellation"] {
        assert_eq!(
            assistant
                .client
                .page(&format!("{case}/{step}"))
                .await
                .status,
            403,
            "{step}"
        );
    }
    let closed = office.show(&office.closed_case()).await.body;
    assert!(closed.contains("/reactivate\"") && closed.contains("Geschlossen am"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_is_recorded_once_and_stands_in_the_timeline() {
    let office = Office::open().await;
    let new = format!("{}/contacts/new", office.case());
    let form = office.show(&new).await.body;
    for part in [
        "name=\"occurredOn\" type=\"date\" value=\"2026-07-15\"",
        "name=\"withClient\" value=\"yes\" checked",
    ] {
        assert!(form.contains(part), "{part}");
    }
    let fields = [
        ("occurredOn", "2026-07-15"),
        ("channel", "phone"),
        ("minutes", "25"),
        ("note", "Termin beim <Jobcenter>.\nUnterlagen fehlen."),
        ("idempotencyKey", "form-1"),
    ];
    for _ in 0..2 {
        assert_eq!(led_to(&office.send(&new, &fields).await), office.case());
    }
    let seen = office.show(&office.case()).await.body;
    assert_eq!(
        seen.matches("25 Minuten · ohne die Person selbst").count(),
        1
    );
    assert!(seen.contains("Termin beim &#60;Jobcenter&#62;.<br>Unterlagen fehlen."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_contact_that_cannot_be_recorded_comes_back_as_it_was_typed() {
    let office = Office::open().await;
    let wrong = [
        ("occurredOn", "2027-01-01"),
        ("channel", ""),
        ("minutes", "eine Stunde"),
        ("note", "Anruf"),
    ];
    let refused = office
        .send(&format!("{}/contacts/new", office.case()), &wrong)
        .await;
    assert!(refuses(
        &refused,
        422,
        &["occurredOn", "channel", "minutes"]
    ));
    assert!(refused.body.contains("Anruf</textarea>"));

    let closed = format!("{}/contacts/new", office.closed_case());
    let page = office.show(&closed).await;
    assert!(page.status == 200 && page.body.contains("/reactivate\""));
    assert!(
        !page.body.contains("name=\"note\""),
        "there is nothing to fill in"
    );
    let late = [("channel", "phone"), ("minutes", "5"), ("note", "Anruf")];
    let refused = office.send(&closed, &late).await;
    assert!(refuses(&refused, 422, &[]));
    assert!(refused.body.contains("Anruf</textarea>") && refused.body.contains("/reactivate\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_constellation_is_changed_and_whoever_was_overtaken_sees_both_versions() {
    let office = Office::open().await;
    let path = format!("{}/constellation", office.case());
    let form = office.show(&path).await.body;
    let offers = |key: &str| form.contains(&format!("<option value=\"{key}\">"));
    assert!(offers("case-management") && !offers("brief-intervention"));

    let to = |constellation, reason, version| {
        [
            ("constellation", constellation),
            ("reason", reason),
            ("version", version),
        ]
    };
    let refused = office.send(&path, &to("", "", "1")).await;
    assert!(refuses(&refused, 422, &["reason", "constellation"]));
    let changed = office
        .send(&path, &to("case-management", "Der Bedarf ist größer.", "1"))
        .await;
    assert_eq!(led_to(&changed), office.case());
    assert!(
        office
            .show(&office.case())
            .await
            .body
            .contains("Der Bedarf ist größer.")
    );

    let overtaken = office
        .send(&path, &to("process-support", "Zu viel.", "1"))
        .await;
    assert_eq!(overtaken.status, 409);
    for part in [
        "name=\"version\" value=\"2\"",
        "<option value=\"process-support\" selected>",
        "Zu viel.</textarea>",
    ] {
        assert!(overtaken.body.contains(part), "{part}");
    }
    let again = office
        .send(&path, &to("process-support", "Zu viel.", "2"))
        .await;
    assert_eq!(led_to(&again), office.case());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_intake_is_corrected_and_whoever_was_overtaken_sees_both_versions() {
    let office = Office::open().await;
    let path = format!("{}/intake", office.case());
    let form = office.show(&path).await.body;
    assert!(
        form.contains("<option value=\"in-person\" selected>"),
        "{form}"
    );

    let to = |channel, language, version| {
        [
            ("channel", channel),
            ("language", language),
            ("referringBody", "self"),
            ("version", version),
        ]
    };
    let refused = office.send(&path, &to("", "nonsense", "1")).await;
    assert!(refuses(&refused, 422, &["channel", "language"]));
    let corrected = office.send(&path, &to("home-visit", "ar", "1")).await;
    assert_eq!(led_to(&corrected), office.case());
    let page = office.show(&office.case()).await.body;
    assert!(page.contains("Hausbesuch"), "{page}");

    let overtaken = office.send(&path, &to("phone", "ar", "1")).await;
    assert_eq!(overtaken.status, 409);
    for part in [
        "name=\"version\" value=\"2\"",
        "<option value=\"phone\" selected>",
        "<mark>Hausbesuch</mark>",
    ] {
        assert!(overtaken.body.contains(part), "{part}");
    }
    let again = office.send(&path, &to("phone", "ar", "2")).await;
    assert_eq!(led_to(&again), office.case());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_absent_case_is_nowhere() {
    let office = Office::open().await;
    let case = format!(
        "cases/{}",
        Target::absent(&office.target).id_of(NodeKind::Case)
    );
    let (contact, constellation) = (
        format!("{case}/contacts/new"),
        format!("{case}/constellation"),
    );
    for path in [
        &case,
        &contact,
        &constellation,
        &"cases/nonsense".to_owned(),
    ] {
        assert_eq!(office.show(path).await.status, 404, "{path}");
    }
    let recording = [("channel", "phone"), ("minutes", "5")];
    let changing = [
        ("constellation", "case-management"),
        ("reason", "Probe"),
        ("version", "1"),
    ];
    assert_eq!(office.send(&contact, &recording).await.status, 404);
    assert_eq!(office.send(&constellation, &changing).await.status, 404);
}
