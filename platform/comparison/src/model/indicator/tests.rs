use super::*;

/// What every county reports on, by the purpose of the comparison.
const NEEDED: [&str; 22] = [
    "posts_funded",
    "posts_filled",
    "vacancy_days",
    "cases_opened",
    "cases_active",
    "cases_closed",
    "cases_reactivated",
    "persons_supported",
    "families_supported",
    "contacts",
    "contact_minutes",
    "days_to_first_plan",
    "days_to_first_plan_mean",
    "referrals",
    "referrals_with_result",
    "target_group_persons",
    "findings",
    "generative_themes",
    "agreements",
    "milestones",
    "naturalisations",
    "residence_matters",
];

#[test]
fn the_catalogue_is_complete_and_unambiguous() {
    let catalogue = Catalogue::parse(INDICATORS_CSV).unwrap();
    for key in NEEDED {
        assert!(
            catalogue.find(key).is_some(),
            "{key} is not in the catalogue"
        );
    }
    let by = |key: &str, breakdown: Breakdown| {
        catalogue
            .find(key)
            .is_some_and(|found| found.breakdowns.contains(&breakdown))
    };
    assert!(by("cases_closed", Breakdown::ClosingGround));
    assert!(by("cases_active", Breakdown::Phase) && by("cases_active", Breakdown::LifeArea));
    assert!(by("posts_filled", Breakdown::Module) && by("posts_filled", Breakdown::Carrier));
    assert!(by("referrals_with_result", Breakdown::LegalField));
    assert!(by("referrals_with_result", Breakdown::Result));
    assert!(by("findings", Breakdown::Kind) && by("findings", Breakdown::Level));
}

#[test]
fn every_indicator_has_a_definition_of_a_sentence_and_a_breakdown() {
    for indicator in Catalogue::shared().indicators() {
        for definition in [&indicator.definition_de, &indicator.definition_en] {
            assert!(definition.ends_with('.'), "{}: {definition}", indicator.key);
            assert!(definition.contains(' '), "{}: {definition}", indicator.key);
        }
        assert!(!indicator.breakdowns.is_empty(), "{}", indicator.key);
        assert_ne!(
            indicator.definition_de, indicator.definition_en,
            "{}",
            indicator.key
        );
    }
}

#[test]
fn a_share_or_mean_can_be_broken_down_only_as_both_it_is_made_of() {
    let catalogue = Catalogue::shared();
    let divided = catalogue
        .indicators()
        .iter()
        .filter(|found| found.ratio != Ratio::None);
    for indicator in divided {
        for of in [&indicator.numerator, &indicator.denominator] {
            let of = catalogue.find(of).unwrap();
            let missing = indicator
                .breakdowns
                .iter()
                .find(|by| !of.breakdowns.contains(by));
            assert_eq!(
                missing, None,
                "{} by what {} does not have",
                indicator.key, of.key
            );
            assert_eq!(
                indicator.period, of.period,
                "{} and {}",
                indicator.key, of.key
            );
        }
    }
}

fn changed(field: usize, value: &str) -> Result<Catalogue, CatalogueError> {
    let mut reader = csv::Reader::from_reader(INDICATORS_CSV.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).unwrap();
    for (line, record) in reader.records().enumerate() {
        let record = record.unwrap();
        let fields = record.iter().enumerate();
        let fields = fields.map(|(at, old)| if line == 0 && at == field { value } else { old });
        writer.write_record(fields).unwrap();
    }
    Catalogue::parse(&String::from_utf8(writer.into_inner().unwrap()).unwrap())
}

#[test]
fn mistakes_are_refused() {
    assert!(matches!(
        changed(0, "Posts Funded"),
        Err(CatalogueError::Contradiction { .. })
    ));
    assert!(matches!(
        changed(0, "posts_filled"),
        Err(CatalogueError::Twice(_))
    ));
    assert!(matches!(
        changed(1, "Kontakte"),
        Err(CatalogueError::Twice(_))
    ));
    assert!(matches!(changed(3, " "), Err(CatalogueError::Empty { .. })));
    assert!(matches!(changed(5, "pieces"), Err(CatalogueError::Line(_))));
    assert!(matches!(
        changed(7, "contacts"),
        Err(CatalogueError::Contradiction { .. })
    ));
    assert!(matches!(
        changed(10, "whole_period"),
        Err(CatalogueError::Contradiction { .. })
    ));
    assert!(matches!(
        changed(11, "unit unit"),
        Err(CatalogueError::Contradiction { .. })
    ));
    assert!(matches!(changed(11, "moon"), Err(CatalogueError::Line(_))));
    assert!(matches!(
        changed(14, "0"),
        Err(CatalogueError::Contradiction { .. })
    ));
    assert!(matches!(
        changed(15, "2026-13-01"),
        Err(CatalogueError::Line(_))
    ));
}
