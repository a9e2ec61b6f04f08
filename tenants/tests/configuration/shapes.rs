//! What the three counties do not have but others do.

use kernel::locale::Locale;
use tenants::{
    county::PostFilter,
    model::{
        Dated, Module,
        identity::CountyKind,
        structure::{CarrierKind, DataProtectionLaw, ForwardingForm},
    },
    words::Family,
};

use crate::support::{day, fixture, key};

#[test]
fn a_county_level_city_has_districts_below_one_ags() {
    let city = fixture("city");
    assert_eq!(city.kind(), CountyKind::CountyLevelCity);
    let only = city
        .municipality(&key("05315000"))
        .expect("the city itself");
    assert_eq!(only.city_districts.len(), 3);
    assert!(only.may_get_coordination_post());
    let post = city.post(&key("m2-2")).expect("the post of a district");
    let served = city.municipalities_served(post, day(2023, 6, 1));
    assert_eq!(served, [&key("05315000")]);
}

#[test]
fn units_may_overlap_and_be_without_territory() {
    let city = fixture("city");
    let serving: Vec<_> = city
        .units_serving(&key("05315000"), day(2023, 6, 1))
        .map(|unit| unit.key.as_str())
        .collect();
    assert_eq!(serving, ["nord", "sued"]);
    let inner: Vec<_> = city
        .units_at(day(2023, 6, 1))
        .filter(|unit| unit.city_districts.contains(&key("innenstadt")))
        .map(|unit| unit.key.as_str())
        .collect();
    assert_eq!(inner, ["nord", "sued"]);
    let everywhere = city
        .unit(&key("stadtweit"))
        .expect("the unit without territory");
    assert!(everywhere.without_territory && everywhere.municipalities.is_empty());
}

#[test]
fn posts_may_sit_at_another_office_and_none_at_the_integration_centre() {
    let city = fixture("city");
    let filter = PostFilter::module(Module::CaseManagement);
    let date = day(2023, 6, 1);
    let at = |kind| city.post_total_centi_fte(&filter.clone().carrier_kind(kind), date);
    assert_eq!(at(CarrierKind::IntegrationCentre), 0);
    assert_eq!(at(CarrierKind::CountyOffice), 100);
    let dates: Vec<_> = city
        .report()
        .warnings
        .iter()
        .map(|w| w.message(Locale::En))
        .collect();
    assert_eq!(dates.len(), 2, "{dates:?}");
    assert!(
        dates[0].starts_with("From 2023-01-01 on 0.00 of 2.00"),
        "{dates:?}"
    );
    assert!(
        dates[1].starts_with("From 2024-01-01 on 0.00 of 1.00"),
        "{dates:?}"
    );
    let carrier = city.carrier(&key("diakonie")).expect("the association");
    assert_eq!(carrier.data_protection_law, DataProtectionLaw::DsgEkd);
    assert_eq!(
        carrier.forwarding.as_ref().map(|f| f.form),
        Some(ForwardingForm::Notice)
    );
}

#[test]
fn a_post_has_an_end() {
    let city = fixture("city");
    assert!(city.post_at(&key("m2-2"), day(2023, 12, 31)).is_some());
    assert!(city.post_at(&key("m2-2"), day(2024, 1, 1)).is_none());
    assert!(
        city.post(&key("m2-2")).is_some(),
        "an old record still finds its title"
    );
}

#[test]
fn a_county_may_have_no_units_and_a_carrier_for_several_municipalities() {
    let region = fixture("region");
    assert_eq!(region.kind(), CountyKind::CityRegion);
    assert!(!region.has_units_at(day(2023, 1, 1)));
    assert_eq!(
        region
            .units_serving(&key("05334004"), day(2023, 1, 1))
            .count(),
        0
    );
    let carrier = region
        .carrier(&key("verbund"))
        .expect("the carrier of several");
    assert_eq!(carrier.municipalities.len(), 2);
}

#[test]
fn a_post_may_choose_its_place_freely_and_go_on_elsewhere() {
    let region = fixture("region");
    let before = region
        .post_at(&key("m2-1"), day(2023, 6, 30))
        .expect("the first version");
    assert_eq!(
        region.municipalities_served(before, day(2023, 6, 30)).len(),
        3
    );
    let after = region
        .post_at(&key("m2-1"), day(2023, 7, 1))
        .expect("the second version");
    assert_eq!((after.carrier.as_str(), after.centi_fte), ("jugendamt", 50));
    assert_eq!(
        region.municipalities_served(after, day(2023, 7, 1)),
        [&key("05334012")]
    );
    let latest = region.post(&key("m2-1")).expect("the latest version");
    assert_eq!(latest.validity().from, Some(day(2023, 7, 1)));
}

#[test]
fn a_body_may_sit_in_one_municipality_or_district() {
    let region = fixture("region");
    let body = region
        .body(&key("integrationsrunde-alsdorf"))
        .expect("the municipality's body");
    assert_eq!(body.places.municipalities, [key("05334004")]);
    let city = fixture("city");
    let body = city
        .body(&key("runder-tisch-porz"))
        .expect("the district's body");
    assert_eq!(body.places.city_districts, [key("porz")]);
}

#[test]
fn labels_are_the_countys_own_else_those_of_its_lists_else_the_platforms() {
    let county = fixture("minimal");
    assert_eq!(county.label("unit", Locale::De), "Sozialraum");
    assert_eq!(county.label("unit", Locale::En), "Social area");
    assert_eq!(county.label("post", Locale::De), "Stelle");
    assert_eq!(county.label("module-1", Locale::De), "Baustein 1");
    // No English word of its own: the platform's English rather than German.
    assert_eq!(
        county.label("module-1", Locale::En),
        "Module 1: coordination"
    );
    assert_eq!(
        county.label_of(Family::LifeArea, "sport", Locale::De),
        "Sport und Freizeit"
    );
    assert_eq!(
        county.label_of(Family::LifeArea, "housing", Locale::En),
        "Housing"
    );
    assert_eq!(
        county.label_of(Family::Language, "zh-Hant", Locale::De),
        "Chinesisch (traditionell)"
    );
    assert_eq!(
        county.label_of(Family::Role, "area-lead", Locale::En),
        "Lead"
    );
    assert_eq!(
        county.label_of(Family::Phase, "no-such-phase", Locale::De),
        "no-such-phase"
    );
}

#[test]
fn groups_give_the_platforms_roles_within_their_limits() {
    use kernel::access::Role;
    let county = fixture("minimal");
    let granted = county.roles_for_group("kim-nord");
    let roles: Vec<_> = granted.roles.iter().copied().collect();
    assert_eq!(
        roles,
        [Role::Coordinator, Role::CaseManager, Role::BodyMember]
    );
    assert_eq!(
        granted
            .units
            .iter()
            .map(|unit| unit.as_str())
            .collect::<Vec<_>>(),
        ["nord"]
    );
    assert_eq!(
        granted
            .carriers
            .iter()
            .map(|c| c.as_str())
            .collect::<Vec<_>>(),
        ["ki"]
    );
    assert!(county.roles_for_group("nobody").roles.is_empty());
}
