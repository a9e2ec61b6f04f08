//! Counties are added, suspended and resumed while the server runs and serves the others.

use kreislotse_tests::{Counties, Installation, county_folder, said};
use serde_json::json;

use super::{
    client::{SignedIn, nobody, sign_in_page_status, verdict},
    polling::eventually,
};

const FOURTH: &str = "vierter-kreis";
const PASSWORD: &str = "a password of twelve signs";

#[tokio::test]
async fn a_county_made_from_a_template_is_served_without_a_restart() {
    let counties = Counties::of(&["warendorf"]);
    let installation = Installation::embedded_demo();
    let server = installation.serve(&counties, 0).await;
    assert_eq!(sign_in_page_status(&server, FOURTH).await, 404);

    let (from, into) = (county_folder("warendorf"), counties.county(FOURTH));
    let [from, into] = [&from, &into].map(|path| path.to_str().expect("UTF-8"));
    installation
        .run_well(&["tenant", "new", FOURTH, "--from", from, "--into", into])
        .await;
    let unfinished = installation
        .run(&["tenant", "add", into, "--locale", "en"])
        .await;
    assert!(
        !unfinished.status.success() && said(&unfinished).contains("county.yaml:"),
        "{}",
        said(&unfinished)
    );
    assert_eq!(sign_in_page_status(&server, FOURTH).await, 404);

    counties.replace(FOURTH, "county.yaml", "ags: \"\"", "ags: \"05570\"");
    counties.replace(FOURTH, "county.yaml", "de: \"\"", "de: Vierter Kreis");
    counties.replace(FOURTH, "county.yaml", "en: \"\"", "en: Fourth County");
    installation.run_well(&["tenant", "add", into]).await;
    eventually(
        "the new county",
        async || sign_in_page_status(&server, FOURTH).await,
        |status| *status == 200,
    )
    .await;
    let page = nobody(&server, FOURTH).page("sign-in").await;
    assert!(page.body.contains("Vierter Kreis"), "{page:?}");

    let account = [
        "account", "add", FOURTH, "--login", "probe", "--name", "Probe", "--role", "kim_lead",
    ];
    let made = installation
        .run_with_input(&account, &format!("{PASSWORD}\n"))
        .await;
    assert!(made.status.success(), "{}", said(&made));
    SignedIn::with_password(&server, FOURTH, "probe", PASSWORD).await;
    assert!(server.stop().await.success());
}

#[tokio::test]
async fn a_suspended_county_answers_403_until_it_is_resumed_and_the_others_go_on() {
    let counties = Counties::of(&["warendorf", "coesfeld"]);
    let installation = Installation::embedded_demo();
    let server = installation.serve(&counties, 0).await;
    assert_eq!(sign_in_page_status(&server, "warendorf").await, 200);

    installation
        .run_well(&["tenant", "suspend", "warendorf"])
        .await;
    eventually(
        "the suspension",
        async || sign_in_page_status(&server, "warendorf").await,
        |status| *status == 403,
    )
    .await;
    let answer = nobody(&server, "warendorf")
        .graphql("{ __typename }", json!({}))
        .await;
    assert_eq!(
        verdict(&answer),
        (403, Some("TENANT_UNAVAILABLE".to_owned())),
        "{answer:?}"
    );
    assert_eq!(sign_in_page_status(&server, "coesfeld").await, 200);

    installation
        .run_well(&["tenant", "resume", "warendorf"])
        .await;
    eventually(
        "the resumption",
        async || sign_in_page_status(&server, "warendorf").await,
        |status| *status == 200,
    )
    .await;
}
