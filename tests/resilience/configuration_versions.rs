//! A wrong configuration version changes nothing; a right one is taken up by the running server.

use kreislotse_tests::{Counties, Installation, said};

use super::{
    client::{SignedIn, nobody},
    polling::eventually,
};

const WARENDORF: &str = "warendorf";
const VERSION: &str = "{ configuration { version } }";

#[tokio::test]
async fn a_wrong_version_is_refused_with_its_mistakes_and_a_right_one_is_taken_up() {
    let counties = Counties::of(&[WARENDORF]);
    let installation = Installation::embedded_demo();
    let server = installation.serve(&counties, 0).await;
    let it = SignedIn::demo(&server, WARENDORF, "it").await;
    let folder = counties.county(WARENDORF);
    let folder = folder.to_str().expect("UTF-8");

    let place = counties.replace(
        WARENDORF,
        "structure.yaml",
        "- \"05570004\" # Ahlen",
        "- \"05570005\"",
    );
    let carrier = counties.replace(WARENDORF, "structure.yaml", "carrier: ki", "carrier: kj");
    for (locale, mistakes) in [
        (
            "de",
            [
                "unbekannte Gemeinde",
                "Meinten Sie \"05570004\"?",
                "unbekannter Träger",
                "Meinten Sie \"ki\"?",
            ],
        ),
        (
            "en",
            [
                "unknown municipality",
                "Did you mean \"05570004\"?",
                "unknown carrier",
                "Did you mean \"ki\"?",
            ],
        ),
    ] {
        let refused = installation
            .run(&["tenant", "update", folder, "--locale", locale])
            .await;
        assert!(!refused.status.success());
        let report = said(&refused);
        for line in [place, carrier] {
            assert!(
                report.contains(&format!("structure.yaml:{line}:")),
                "{locale}, line {line}: {report}"
            );
        }
        for mistake in mistakes {
            assert!(report.contains(mistake), "{locale}, {mistake}: {report}");
        }
    }
    let version =
        async || it.ask(&server, VERSION).await.data()["configuration"]["version"].clone();
    assert_eq!(version().await, 1, "the old one is in force");

    counties.replace(
        WARENDORF,
        "structure.yaml",
        "- \"05570005\"",
        "- \"05570004\"",
    );
    counties.replace(WARENDORF, "structure.yaml", "carrier: kj", "carrier: ki");
    counties.replace(
        WARENDORF,
        "county.yaml",
        "de: Kreis Warendorf",
        "de: Kreis Warendorf neu",
    );
    installation.run_well(&["tenant", "update", folder]).await;
    eventually("the new version", version, |number| *number == 2).await;
    let page = nobody(&server, WARENDORF).page("sign-in").await;
    assert!(page.body.contains("Kreis Warendorf neu"), "{page:?}");
    let again = installation.run_well(&["tenant", "update", folder]).await;
    assert!(again.contains("nothing has changed"), "{again}");
}
