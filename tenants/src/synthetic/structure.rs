//! Units, carriers and posts of an invented structure.

use kernel::keys::{CarrierKey, UnitKey};

use super::{Kind, first_day, number, words};
use crate::{
    model::{
        LocalText, Module, Places,
        keys::CountyAgs,
        structure::{
            Carrier, CarrierKind, DataProtectionLaw, Forwarding, ForwardingForm,
            POST_CENTI_FTE_MAX, Post, StructureFile, Unit,
        },
    },
    open_data::OfficialMunicipality,
};

/// Social areas of a city: key, German and English name. Its official list has but one municipality.
pub(super) const SOCIAL_AREAS: [(&str, &str, &str); 4] = [
    ("nord", "Nord", "North"),
    ("ost", "Ost", "East"),
    ("sued", "Süd", "South"),
    ("west", "West", "West"),
];

/// Foreign residents for whom there is one post of case management; the three known counties have 1,300 to 8,700.
const FOREIGN_RESIDENTS_PER_POST: u32 = 2_500;
/// No county is without a small team.
const CASE_MANAGEMENT_CENTI_FTE_MIN: u32 = 300;
/// Keeps the largest cities within what a list of posts can show.
const CASE_MANAGEMENT_CENTI_FTE_MAX: u32 = 4_500;
/// A third of case management sits at the integration centre, as the state recommends.
const AT_THE_CENTRE_ONE_IN: usize = 3;

const CENTRE: &str = "ki";
const RESIDENCE: &str = "auslaenderbehoerde";
const NATIONALITY: &str = "einbuergerungsbehoerde";

/// A part of the county that gets posts: a unit, a municipality, or all of it.
struct Share {
    places: Places,
    name: LocalText,
    foreign_residents: u32,
    posts: u32,
}

pub(super) fn draw_structure(
    ags: &CountyAgs,
    kind: Kind,
    municipalities: &[&OfficialMunicipality],
) -> StructureFile {
    let units = draw_units(ags, kind, municipalities);
    let carriers = draw_carriers(ags, kind, municipalities);
    let shares = shares(kind, &units, municipalities);
    let mut posts = coordination(&units);
    posts.extend(case_management(ags, &carriers, shares, municipalities));
    posts.extend(authorities(ags));
    StructureFile {
        units,
        carriers,
        functions: Vec::new(),
        posts,
        sums: Vec::new(),
    }
}

/// Neighbouring numbers are neighbouring places, so units take them in order.
fn draw_units(ags: &CountyAgs, kind: Kind, municipalities: &[&OfficialMunicipality]) -> Vec<Unit> {
    let unit = |key: String, name: LocalText| Unit {
        key: key.parse::<UnitKey>().expect("a key"),
        name,
        municipalities: Vec::new(),
        city_districts: Vec::new(),
        without_territory: false,
        valid_from: first_day(),
        valid_to: None,
    };
    match kind {
        Kind::WithoutUnits => Vec::new(),
        Kind::City => SOCIAL_AREAS
            .iter()
            .map(|(key, de, en)| Unit {
                city_districts: vec![key.parse().expect("a key")],
                ..unit((*key).to_owned(), words(*de, *en))
            })
            .collect(),
        Kind::Districts | Kind::Teams => {
            let count = 2 + (number(ags) / 4 % 3) as usize;
            let size = municipalities.len().div_ceil(count);
            municipalities
                .chunks(size)
                .enumerate()
                .map(|(at, places)| {
                    let largest = largest(places);
                    let name = match kind {
                        Kind::Teams => words(format!("Team {largest}"), format!("Team {largest}")),
                        _ => words(largest, largest),
                    };
                    Unit {
                        municipalities: places.iter().map(|place| place.ags.clone()).collect(),
                        ..unit(format!("raum-{}", at + 1), name)
                    }
                })
                .collect()
        }
    }
}

fn largest<'a>(places: &[&'a OfficialMunicipality]) -> &'a str {
    let by_size = places
        .iter()
        .max_by_key(|place| place.foreign_residents_estimate);
    by_size.map_or("", |place| &place.name)
}

fn carrier(key: String, name: LocalText, kind: CarrierKind) -> Carrier {
    let is_countys = matches!(
        kind,
        CarrierKind::IntegrationCentre | CarrierKind::CountyOffice
    );
    Carrier {
        key: key.parse().expect("a key"),
        name,
        kind,
        data_protection_law: DataProtectionLaw::Gdpr,
        municipalities: Vec::new(),
        forwarding: (!is_countys).then_some(Forwarding {
            form: ForwardingForm::Contract,
            date: None,
        }),
        valid_from: first_day(),
        valid_to: None,
    }
}

fn draw_carriers(
    ags: &CountyAgs,
    kind: Kind,
    municipalities: &[&OfficialMunicipality],
) -> Vec<Carrier> {
    let mut carriers = vec![carrier(
        CENTRE.to_owned(),
        words("Kommunales Integrationszentrum", "Integration centre"),
        CarrierKind::IntegrationCentre,
    )];
    let others = 1 + (number(ags) / 8 % 3) as usize;
    match kind {
        Kind::Districts | Kind::City => carriers.extend((1..=others).map(|at| {
            let law = [
                DataProtectionLaw::Gdpr,
                DataProtectionLaw::Kdg,
                DataProtectionLaw::DsgEkd,
            ];
            Carrier {
                data_protection_law: law[at - 1],
                ..carrier(
                    format!("wohlfahrt-{at}"),
                    words(
                        format!("Wohlfahrtsverband {at}"),
                        format!("Welfare association {at}"),
                    ),
                    CarrierKind::WelfareAssociation,
                )
            }
        })),
        Kind::Teams => {
            let mut by_size = municipalities.to_vec();
            by_size.sort_by_key(|place| std::cmp::Reverse(place.foreign_residents_estimate));
            carriers.extend(by_size.iter().take(others).enumerate().map(|(at, place)| {
                carrier(
                    format!("gemeinde-{}", at + 1),
                    words(
                        format!("Verwaltung {}", place.name),
                        format!("Administration of {}", place.name),
                    ),
                    CarrierKind::Municipality,
                )
            }));
        }
        Kind::WithoutUnits => {}
    }
    carriers.extend([
        carrier(
            RESIDENCE.to_owned(),
            words("Ausländerbehörde", "Foreigners authority"),
            CarrierKind::CountyOffice,
        ),
        carrier(
            NATIONALITY.to_owned(),
            words("Einbürgerungsbehörde", "Nationality authority"),
            CarrierKind::CountyOffice,
        ),
    ]);
    carriers
}

fn shares(kind: Kind, units: &[Unit], municipalities: &[&OfficialMunicipality]) -> Vec<Share> {
    let residents = |of: &dyn Fn(&OfficialMunicipality) -> bool| {
        let places = municipalities.iter().filter(|place| of(place));
        places.map(|place| place.foreign_residents_estimate).sum()
    };
    if kind == Kind::WithoutUnits {
        let of_place = |place: &&OfficialMunicipality| Share {
            places: Places {
                municipalities: vec![place.ags.clone()],
                ..Places::default()
            },
            name: words(&place.name, &place.name),
            foreign_residents: place.foreign_residents_estimate,
            posts: 0,
        };
        return municipalities.iter().map(of_place).collect();
    }
    let of_unit = |unit: &Unit| Share {
        places: Places {
            units: vec![unit.key.clone()],
            ..Places::default()
        },
        name: unit.name.clone(),
        foreign_residents: match kind {
            // Nobody counts them by social area: with the same number for each they get posts in turn.
            Kind::City => residents(&|_| true),
            _ => residents(&|place| unit.municipalities.contains(&place.ags)),
        },
        posts: 0,
    };
    units.iter().map(of_unit).collect()
}

fn post(key: String, title: LocalText, module: Module, function: &str, places: Places) -> Post {
    Post {
        key: key.parse().expect("a key"),
        title,
        module,
        centi_fte: POST_CENTI_FTE_MAX,
        carrier: CENTRE.parse().expect("a key"),
        places,
        functions: vec![function.parse().expect("a key")],
        valid_from: first_day(),
        valid_to: None,
    }
}

fn county_wide() -> Places {
    Places {
        county_wide: true,
        ..Places::default()
    }
}

/// 3.5 posts are funded, whatever the county's size, and half a post of assistance.
fn coordination(units: &[Unit]) -> Vec<Post> {
    let of = |at: usize, places| {
        let title = words(
            format!("Koordination {}", at + 1),
            format!("Coordination {}", at + 1),
        );
        post(
            format!("m1-koordination-{}", at + 1),
            title,
            Module::Coordination,
            "coordination",
            places,
        )
    };
    let mut posts: Vec<Post> = (0..4)
        .map(|at| match units.get(at) {
            Some(unit) => of(
                at,
                Places {
                    units: vec![unit.key.clone()],
                    ..Places::default()
                },
            ),
            None => of(at, county_wide()),
        })
        .collect();
    posts[3].centi_fte = 50;
    posts.push(Post {
        centi_fte: 50,
        ..post(
            "m1-assistenz".to_owned(),
            words("Verwaltungsassistenz", "Administrative assistance"),
            Module::Coordination,
            "assistance",
            county_wide(),
        )
    });
    posts
}

/// Each next post goes where most foreign residents are for one post (highest averages after D'Hondt).
fn case_management(
    ags: &CountyAgs,
    carriers: &[Carrier],
    mut shares: Vec<Share>,
    municipalities: &[&OfficialMunicipality],
) -> Vec<Post> {
    let residents: u32 = municipalities
        .iter()
        .map(|place| place.foreign_residents_estimate)
        .sum();
    // Half posts are the smallest that are funded.
    let centi_fte = (residents * 2 / FOREIGN_RESIDENTS_PER_POST * 50)
        .clamp(CASE_MANAGEMENT_CENTI_FTE_MIN, CASE_MANAGEMENT_CENTI_FTE_MAX);
    let outside: Vec<&CarrierKey> = carriers
        .iter()
        .filter(|carrier| carrier.forwarding.is_some())
        .map(|carrier| &carrier.key)
        .collect();
    let mut posts = Vec::new();
    let mut left = centi_fte;
    while left > 0 {
        let at = posts.len();
        let share = shares
            .iter_mut()
            .max_by_key(|share| share.foreign_residents / (share.posts + 1))
            .expect("a county has places");
        share.posts += 1;
        let title = words(
            format!("Case Management {} {}", share.name.de, share.posts),
            format!("Case management {} {}", share.name.de, share.posts),
        );
        let mut next = post(
            format!("m2-{}", at + 1),
            title,
            Module::CaseManagement,
            "case-management",
            share.places.clone(),
        );
        next.centi_fte = left.min(POST_CENTI_FTE_MAX);
        let turn = at + (number(ags) as usize);
        if at % AT_THE_CENTRE_ONE_IN != 0 && !outside.is_empty() {
            next.carrier = outside[turn % outside.len()].clone();
        }
        left -= next.centi_fte;
        posts.push(next);
    }
    posts
}

fn authorities(ags: &CountyAgs) -> Vec<Post> {
    let size = [50, 75, 100][(number(ags) / 16 % 3) as usize];
    [
        (
            RESIDENCE,
            "residence",
            words("Ausländerbehörde", "Foreigners authority"),
        ),
        (
            NATIONALITY,
            "nationality",
            words("Einbürgerungsbehörde", "Nationality authority"),
        ),
    ]
    .into_iter()
    .map(|(carrier, function, title)| Post {
        centi_fte: size,
        carrier: carrier.parse().expect("a key"),
        ..post(
            format!("m3-{function}"),
            title,
            Module::Authorities,
            function,
            county_wide(),
        )
    })
    .collect()
}
