//! The three counties as their papers state them.

use kernel::locale::Locale;
use tenants::{
    County,
    check::ProblemCode,
    county::PostFilter,
    model::{
        Module,
        casework::ClosingRuleKind,
        keys::{FunctionKey, LegalFieldKey},
        retention::DataKind,
        structure::CarrierKind,
    },
};

use crate::support::{county, day, key};

const WARENDORF: &str = "warendorf";
const COESFELD: &str = "coesfeld";
const NEUSS: &str = "rhein-kreis-neuss";

/// File, line-free path and code of every warning, in order.
fn warnings(county: &County) -> Vec<(ProblemCode, &str)> {
    county
        .report()
        .warnings
        .iter()
        .map(|w| (w.code, w.path.as_str()))
        .collect()
}

fn function(text: &str) -> FunctionKey {
    key(text)
}

#[test]
fn each_county_passes_with_exactly_the_warnings_that_are_expected() {
    let without_source = |paths: &[&'static str]| -> Vec<_> {
        paths
            .iter()
            .map(|path| (ProblemCode::AssumptionWithoutSource, *path))
            .collect()
    };
    for (name, paths) in [
        (WARENDORF, &["assumptions[2]", "assumptions[4]"][..]),
        (
            COESFELD,
            &["assumptions[1]", "assumptions[2]", "assumptions[5]"],
        ),
        (NEUSS, &["assumptions[2]", "assumptions[3]"]),
    ] {
        let county = county(name);
        assert_eq!(warnings(&county), without_source(paths), "{name}");
        assert!(county.report().errors.is_empty());
        assert_eq!(county.key().as_str(), name);
    }
}

#[test]
fn the_identity_is_the_official_one() {
    for (name, ags, municipalities) in [
        (WARENDORF, "05570", 13),
        (COESFELD, "05558", 11),
        (NEUSS, "05162", 8),
    ] {
        let county = county(name);
        assert_eq!(county.ags().as_str(), ags);
        assert_eq!(county.municipalities().len(), municipalities);
    }
}

#[test]
fn warendorfs_table_comes_out_exactly() {
    let county = county(WARENDORF);
    let date = day(2024, 10, 31);
    let cm = PostFilter::module(Module::CaseManagement);
    let total = |filter: PostFilter| county.post_total_centi_fte(&filter, date);
    for (unit, centre, welfare, both) in [
        ("ahlen", 228, 72, 300),
        ("suedkreis", 388, 112, 500),
        ("nordkreis", 450, 50, 500),
    ] {
        let here = cm.clone().unit(key(unit));
        let by = |kind| total(here.clone().carrier_kind(kind));
        assert_eq!(by(CarrierKind::IntegrationCentre), centre, "{unit}");
        assert_eq!(by(CarrierKind::WelfareAssociation), welfare, "{unit}");
        assert_eq!(total(here.clone()), both, "{unit}");
    }
    assert_eq!(total(cm.clone().carrier(key("ki"))), 1066);
    assert_eq!(
        total(cm.clone().carrier_kind(CarrierKind::WelfareAssociation)),
        234
    );
    assert_eq!(total(cm), 1300);
    let coordination = PostFilter::module(Module::Coordination);
    assert_eq!(total(coordination.clone()), 350);
    for (unit, posts) in [("ahlen", 50), ("suedkreis", 100), ("nordkreis", 100)] {
        assert_eq!(total(coordination.clone().unit(key(unit))), posts, "{unit}");
    }
    assert_eq!(total(coordination.function(function("lead"))), 100);
    let authorities = PostFilter::module(Module::Authorities);
    assert_eq!(
        total(authorities.clone().function(function("residence"))),
        50
    );
    assert_eq!(total(authorities.function(function("nationality"))), 200);
}

#[test]
fn warendorfs_units_hold_each_municipality_once() {
    let county = county(WARENDORF);
    let date = day(2024, 10, 31);
    let sizes: Vec<_> = county
        .units_at(date)
        .map(|unit| (unit.key.as_str(), unit.municipalities.len()))
        .collect();
    assert_eq!(sizes, [("ahlen", 1), ("suedkreis", 6), ("nordkreis", 6)]);
    for municipality in county.municipalities() {
        assert_eq!(county.units_serving(&municipality.ags, date).count(), 1);
    }
}

#[test]
fn warendorf_closes_after_three_and_six_calendar_months_and_nowhere_else() {
    let county = county(WARENDORF);
    let months: Vec<_> = county
        .constellations()
        .iter()
        .map(|c| (c.key.as_str(), c.closing.months_without_contact()))
        .collect();
    let expected = [
        ("brief-intervention", Some(3)),
        ("process-support", None),
        ("case-management", Some(6)),
    ];
    assert_eq!(months, expected);
    for name in [COESFELD, NEUSS] {
        let county = crate::support::county(name);
        let mut rules = county.constellations().iter().map(|c| c.closing.rule);
        assert!(rules.all(|rule| rule == ClosingRuleKind::None), "{name}");
    }
}

#[test]
fn coesfeld_has_six_case_management_posts_in_2020_and_twelve_in_2022() {
    let county = county(COESFELD);
    let cm = PostFilter::module(Module::CaseManagement);
    let at = |filter: &PostFilter, date| county.post_total_centi_fte(filter, date);
    assert_eq!(at(&cm, day(2020, 6, 30)), 0);
    for date in [day(2020, 12, 31), day(2021, 12, 31)] {
        assert_eq!(at(&cm, date), 600);
        assert_eq!(at(&cm.clone().carrier(key("ki")), date), 600);
    }
    let later = day(2022, 1, 1);
    assert_eq!(at(&cm, later), 1200);
    assert_eq!(at(&cm.clone().carrier(key("ki")), later), 600);
    for carrier in ["gemeinde-ascheberg", "stadt-coesfeld", "stadt-duelmen"] {
        assert_eq!(
            at(&cm.clone().carrier(key(carrier)), later),
            200,
            "{carrier}"
        );
    }
    for date in [day(2020, 12, 31), later] {
        let module = PostFilter::module(Module::Coordination);
        assert_eq!(
            at(&module.clone().function(function("coordination")), date),
            350
        );
        assert_eq!(
            at(&module.clone().function(function("assistance")), date),
            50
        );
        assert_eq!(at(&module, date), 400);
    }
    let module = PostFilter::module(Module::Authorities);
    assert_eq!(
        at(
            &module.clone().function(function("residence")),
            day(2020, 12, 31)
        ),
        50
    );
    assert_eq!(
        at(
            &module.clone().function(function("nationality")),
            day(2020, 12, 31)
        ),
        50
    );
    assert_eq!(
        at(&module.clone().function(function("nationality")), later),
        200
    );
    assert_eq!(at(&module, later), 200);
}

#[test]
fn coesfelds_funding_of_2020_follows_from_posts_rates_and_months() {
    let county = county(COESFELD);
    let derived: Vec<_> = county
        .grants()
        .iter()
        .map(|grant| (grant.key.as_str(), county.grant_cents(grant)))
        .collect();
    assert_eq!(
        derived,
        [("m2-2020", Some(16_500_000)), ("m3-2020", Some(5_000_000))]
    );
    let caps: Vec<_> = county
        .funding_items_at(day(2020, 12, 31))
        .map(|item| item.cap_cents_per_year())
        .collect();
    assert_eq!(caps, [1_000_000, 3_000_000, 607_200]);
    assert_eq!(county.funding_rates_at(day(2020, 6, 30)).count(), 0);
    assert_eq!(county.funding_rates_at(day(2020, 7, 1)).count(), 6);
}

#[test]
fn coesfeld_refers_where_others_have_their_own_case_management() {
    let county = county(COESFELD);
    let own: Vec<_> = county
        .legal_fields()
        .iter()
        .filter(|field| field.own_case_management)
        .map(|field| field.key.clone())
        .collect();
    let expected: Vec<LegalFieldKey> = ["sgb-2", "sgb-3", "sgb-8"].map(key).to_vec();
    assert_eq!(own, expected);
}

#[test]
fn neuss_has_no_units_and_the_posts_of_its_concept() {
    let county = county(NEUSS);
    let date = day(2021, 8, 27);
    assert!(!county.has_units_at(date));
    let at = |filter: &PostFilter| county.post_total_centi_fte(filter, date);
    let module = PostFilter::module(Module::Coordination);
    let centre = module.clone().carrier(key("ki"));
    assert_eq!(at(&centre.clone().function(function("coordination"))), 350);
    assert_eq!(at(&centre.function(function("assistance"))), 50);
    assert_eq!(at(&module.clone().carrier(key("stadt-dormagen"))), 100);
    assert_eq!(at(&module.carrier(key("stadt-neuss"))), 100);
    assert_eq!(at(&PostFilter::module(Module::CaseManagement)), 700);
    assert_eq!(at(&PostFilter::module(Module::Authorities)), 225);
    let post = county
        .post(&key("m3-einbuergerung"))
        .expect("the nationality authority's post");
    assert_eq!(county.municipalities_served(post, date).len(), 6);
    let further: Vec<_> = county
        .municipalities()
        .iter()
        .filter(|municipality| municipality.may_get_coordination_post())
        .map(|municipality| municipality.name.as_str())
        .collect();
    assert_eq!(further, ["Dormagen", "Neuss"]);
}

#[test]
fn each_county_speaks_its_own_words() {
    let label = |name, key| county(name).label(key, Locale::De).to_owned();
    assert_eq!(
        label(WARENDORF, "nationality-authority"),
        "Staatsangehörigkeitsbehörde"
    );
    assert_eq!(
        label(COESFELD, "nationality-authority"),
        "Einbürgerungsbehörde"
    );
    assert_eq!(label(COESFELD, "unit"), "Regionalteam");
    assert_eq!(label(WARENDORF, "unit"), "Bezirk");
    assert_eq!(
        label(COESFELD, "body-kind.steering_group"),
        "Steuerungsgruppe"
    );
    assert_eq!(label(NEUSS, "body-kind.steering_group"), "Lenkungsgruppe");
    assert!(label(NEUSS, "module-2").starts_with("Baustein 2"));
    assert!(label(COESFELD, "module-2").starts_with("Modul II"));
}

#[test]
fn every_kind_of_data_has_a_retention_rule_everywhere() {
    for name in [WARENDORF, COESFELD, NEUSS] {
        let county = county(name);
        for kind in DataKind::ALL {
            assert!(county.retention_rule(kind).is_some(), "{name} {kind:?}");
        }
    }
}
