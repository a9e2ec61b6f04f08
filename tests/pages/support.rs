//! Assessing, planning, consenting, and what a case shows about the structures.

use graphql_schema::ids::NodeKind;
use kreislotse_tests::{Answer, Target};

use super::{Office, led_to, refuses};

fn case_of(target: &Target) -> String {
    format!("cases/{}", target.id_of(NodeKind::Case))
}

fn says(answer: &Answer, parts: &[&str]) {
    for part in parts {
        assert!(answer.body.contains(part), "{part}\n{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_in_one_area_of_life_lead_to_its_fields() {
    let office = Office::open().await;
    let path = format!("{}/assessment", case_of(&office.target));
    let nothing = office.send(&path, &[("assessedOn", "2026-07-15")]).await;
    assert_eq!(nothing.status, 422);
    says(&nothing, &["data-error-summary"]);
    let second_without_level = [
        ("assessedOn", "2026-07-15"),
        ("areas.0.need", "marked"),
        ("areas.1.ownView", "Zu <laut>."),
    ];
    let refused = office.send(&path, &second_without_level).await;
    assert!(refuses(&refused, 422, &["areas-1-need"]));
    says(&refused, &["Zu &#60;laut&#62;.</textarea>"]);
    let whole = office.send(&path, &second_without_level[..2]).await;
    assert_eq!(
        led_to(&whole),
        format!("{}/support", case_of(&office.target))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plan_grows_without_a_script_and_the_second_writer_sees_the_first() {
    let office = Office::open().await;
    let path = format!("{}/plan", case_of(&office.target));
    says(&office.show(&path).await, &["name=\"version\" value=\"1\""]);
    let goal = [
        ("version", "1"),
        ("goals.0.lifeArea", "housing"),
        ("goals.0.text", "Eine Wohnung"),
    ];
    let with_button = |action| [goal.as_slice(), &[("rearrange", action)]].concat();
    let grown = office.send(&path, &with_button("add-goal")).await;
    assert_eq!(grown.status, 200);
    says(
        &grown,
        &["Eine Wohnung</textarea>", "name=\"goals.1.text\""],
    );
    let saved = office.send(&path, &with_button("save")).await;
    assert_eq!(
        led_to(&saved),
        format!("{}/support", case_of(&office.target))
    );

    let mut other = with_button("save");
    other[2] = ("goals.0.text", "Eine Arbeit");
    let overtaken = office.send(&path, &other).await;
    assert_eq!(overtaken.status, 409);
    let seen = ["Eine Arbeit</textarea>", "Eine Wohnung</li>", "value=\"2\""];
    says(&overtaken, &seen);
    other[0] = ("version", "2");
    let kept = office.send(&path, &other).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_referral_by_consent_needs_one_and_its_withdrawal_names_it() {
    let office = Office::open().await;
    let case = case_of(&office.target);
    let path = format!("{case}/referrals/new");
    let consent = office.target.id_of(NodeKind::Consent);
    let referral = |consent| {
        [
            ("legalField", "sgb-2"),
            ("provider", "Jobcenter"),
            ("basis", "consent"),
            ("consentId", consent),
            ("disclosed-name", "yes"),
        ]
    };
    let without = office.send(&path, &referral("")).await;
    assert!(refuses(&without, 422, &["consentId"]));
    let sent = office.send(&path, &referral(&consent)).await;
    assert_eq!(led_to(&sent), case);

    let path = format!("{case}/consents/{consent}/withdraw");
    says(&office.show(&path).await, &["<li>Jobcenter</li>"]);
    let withdrawn = office.send(&path, &[("note", "")]).await;
    assert_eq!(led_to(&withdrawn), format!("{case}/support"));
    let late = office
        .send(&format!("{case}/referrals/new"), &referral(&consent))
        .await;
    assert!(refuses(&late, 422, &["consentId"]));
    assert_eq!(office.show(&path).await.status, 404, "withdrawn already");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn alike_findings_are_shown_once_and_a_name_is_refused() {
    let office = Office::open().await;
    let case = case_of(&office.target);
    let path = format!("{case}/findings/new");
    let finding = |title, confirmed| {
        [
            ("kind", "gap"),
            ("title", title),
            ("description", "Zwei Stellen verweisen aufeinander."),
            ("confirmedTitle", confirmed),
        ]
    };
    let title = "Niemand fühlt sich zuständig";
    let asked = office.send(&path, &finding(title, "")).await;
    assert_eq!(asked.status, 200);
    says(&asked, &["Niemand ist zuständig</strong>"]);
    let recorded = office.send(&path, &finding(title, title)).await;
    assert_eq!(led_to(&recorded), case);
    let name = office.target.marker.clone();
    let named = office.send(&path, &finding(&name, &name)).await;
    assert!(refuses(&named, 422, &["title"]));
}
