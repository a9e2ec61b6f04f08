//! Assigning, closing and reactivating a case, and its referrals.

use graphql_schema::ids::NodeKind;
use kernel::access::Role;
use kreislotse_tests::{Answer, Target};

use super::{Office, account, led_to, refuses};

fn case_of(target: &Target) -> String {
    format!("cases/{}", target.id_of(NodeKind::Case))
}

fn answer_of(target: &Target) -> String {
    let referral = target.id_of(NodeKind::Referral);
    format!("{}/referrals/{referral}/answer", case_of(target))
}

/// The text is part of a page, and so is each of these.
fn says(answer: &Answer, parts: &[&str]) {
    for part in parts {
        assert!(answer.body.contains(part), "{part}\n{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_case_is_given_to_a_post_that_serves_its_place() {
    let office = Office::open().await;
    let case = case_of(&office.target);
    let path = format!("{case}/assign");
    let form = office.show(&path).await;
    says(
        &form,
        &[
            "<optgroup label=\"Kommunales Integrationszentrum\">",
            "<option value=\"m2-ahlen-3\">",
        ],
    );
    assert!(!form.body.contains("m2-suedkreis"), "serves another place");

    let to = |post, version| [("post", post), ("reason", "Urlaub"), ("version", version)];
    let elsewhere = office.send(&path, &to("m2-suedkreis-5", "1")).await;
    assert!(refuses(&elsewhere, 422, &["post"]));
    let unchanged = office.send(&path, &to("m2-ahlen-1", "1")).await;
    assert!(refuses(&unchanged, 422, &["post"]));
    says(&unchanged, &["Urlaub</textarea>"]);
    let assigned = office.send(&path, &to("m2-ahlen-3", "1")).await;
    assert_eq!(led_to(&assigned), case);
    says(&office.show(&case).await, &["Case Management Ahlen 3"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_closes_a_case_that_was_closed_meanwhile_sees_so_and_keeps_the_text() {
    let office = Office::open().await;
    let case = case_of(&office.target);
    let path = format!("{case}/close");
    let closing = |ground, note| {
        [
            ("ground", ground),
            ("note", note),
            ("version", "1"),
            ("seen-state", "offen"),
        ]
    };
    let unsaid = office.send(&path, &closing("other", "")).await;
    assert!(refuses(&unsaid, 422, &["note"]));
    let closed = office.send(&path, &closing("goals-reached", "")).await;
    assert_eq!(led_to(&closed), case);

    let second = office.send(&path, &closing("other", "Mein <Text>")).await;
    assert!(refuses(&second, 409, &[]));
    says(
        &second,
        &[
            "version-compare",
            "<mark>",
            "Mein &#60;Text&#62;</textarea>",
            "/reactivate\"",
            "name=\"version\" value=\"2\"",
        ],
    );
    let late = office.show(&path).await;
    says(&late, &["/reactivate\""]);
    assert!(late.status == 200 && !late.body.contains("name=\"ground\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_case_is_reactivated_with_its_team() {
    let office = Office::open().await;
    let case = format!("cases/{}", office.target.id_of_closed_case());
    let path = format!("{case}/reactivate");
    let form = office.show(&path).await;
    says(&form, &["Zuständig ist wieder: Case Management Ahlen 1"]);
    let because = |reason| [("reason", reason), ("version", "2")];
    assert!(refuses(
        &office.send(&path, &because("")).await,
        422,
        &["reason"]
    ));
    let reactivated = office.send(&path, &because("Meldet sich wieder.")).await;
    assert_eq!(led_to(&reactivated), case);
    says(&office.show(&case).await, &["Meldet sich wieder."]);

    let open = office.show(&path).await;
    assert!(open.status == 200 && !open.body.contains("name=\"reason\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_referral_is_recorded_once_and_only_on_a_basis() {
    let office = Office::open().await;
    let case = case_of(&office.target);
    let path = format!("{case}/referrals/new");
    let referral = |basis, note| {
        [
            ("legalField", "sgb-2"),
            ("provider", "Jobcenter <Ahlen>"),
            ("basis", basis),
            ("basisNote", note),
            ("sentOn", "2026-07-15"),
            ("idempotencyKey", "form-1"),
        ]
    };
    let baseless = office.send(&path, &referral("", "")).await;
    assert!(refuses(&baseless, 422, &["basis"]));
    let vague = office.send(&path, &referral("legal-basis", "")).await;
    assert!(refuses(&vague, 422, &["basisNote"]));
    says(&vague, &["value=\"Jobcenter &#60;Ahlen&#62;\""]);
    for _ in 0..2 {
        let sent = office
            .send(&path, &referral("legal-basis", "§ 69 SGB X"))
            .await;
        assert_eq!(led_to(&sent), case);
    }
    let (mine, planted) = (
        "Jobcenter &#60;Ahlen&#62;</span></a>",
        office.show(&case).await,
    );
    assert_eq!(planted.body.matches(mine).count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_ends_a_referral_and_belongs_to_its_own_case_only() {
    let office = Office::open().await;
    let path = answer_of(&office.target);
    let answer = |state, version| {
        [
            ("state", state),
            ("answeredOn", "2026-07-15"),
            ("version", version),
        ]
    };
    assert!(refuses(
        &office.send(&path, &answer("rejected", "1")).await,
        422,
        &["reason"]
    ));
    let accepted = office.send(&path, &answer("accepted", "1")).await;
    assert_eq!(led_to(&accepted), case_of(&office.target));
    let overtaken = office.send(&path, &answer("done", "1")).await;
    assert!(refuses(&overtaken, 409, &[]));
    says(
        &overtaken,
        &["version-compare", "name=\"version\" value=\"2\""],
    );
    let done = office.send(&path, &answer("done", "2")).await;
    assert_eq!(led_to(&done), case_of(&office.target));
    let ended = office.show(&path).await;
    assert!(ended.status == 200 && !ended.body.contains("name=\"answeredOn\""));

    let (referral, other) = (
        office.target.id_of(NodeKind::Referral),
        office.target.id_of_closed_case(),
    );
    let mismatched = format!("cases/{other}/referrals/{referral}/answer");
    assert_eq!(office.show(&mismatched).await.status, 404);
    assert_eq!(
        office.send(&mismatched, &answer("done", "2")).await.status,
        404
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_of_an_absent_case_are_nowhere_and_need_their_permission() {
    let office = Office::open().await;
    let absent = Target::absent(&office.target);
    let steps = |target: &Target| {
        let case = case_of(target);
        [
            format!("{case}/assign"),
            format!("{case}/close"),
            format!("{case}/reactivate"),
            format!("{case}/referrals/new"),
            answer_of(target),
        ]
    };
    let assistant = account(&office.platform, Role::AdminAssistant).await;
    for path in steps(&absent) {
        assert_eq!(office.show(&path).await.status, 404, "{path}");
        assert_eq!(
            office.send(&path, &[("version", "1")]).await.status,
            404,
            "{path}"
        );
    }
    for path in steps(&office.target).into_iter().chain(steps(&absent)) {
        let refused = assistant.client.page(&path).await;
        assert_eq!(refused.status, 403, "{path}");
    }
}
