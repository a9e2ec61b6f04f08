//! Who is responsible for a case: carrier, unit and post.

use chrono::NaiveDate;
use kernel::{
    access::Scope,
    errors::{Problem, ProblemCode},
    keys::{CarrierKey, PostKey, UnitKey},
};
use tenants::{
    County,
    model::{
        keys::MunicipalityAgs,
        structure::{CarrierKind, Post},
    },
};

/// Who is responsible for a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The carrier.
    pub carrier: CarrierKey,
    /// The unit; none where none serves the municipality.
    pub unit: Option<UnitKey>,
    /// The post; none while nobody is responsible yet.
    pub post: Option<PostKey>,
}

/// Whether the post serves the municipality on that day.
pub fn post_serves(county: &County, post: &Post, ags: &MunicipalityAgs, date: NaiveDate) -> bool {
    county.municipalities_served(post, date).contains(&ags)
}

/// The posts of that day that serve the municipality: those a form offers.
pub fn posts_serving<'a>(
    county: &'a County,
    ags: &'a MunicipalityAgs,
    date: NaiveDate,
) -> impl Iterator<Item = &'a Post> {
    county
        .posts_at(date)
        .filter(move |post| post_serves(county, post, ags, date))
}

/// What was asked for when a case was opened or assigned; keys as somebody entered them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WantedPlacement<'a> {
    pub(crate) post: Option<&'a str>,
    pub(crate) unit: Option<&'a str>,
    pub(crate) carrier: Option<&'a str>,
}

/// Finds out who is responsible for a case in the municipality from that day, or names every
/// problem of what was asked for.
///
/// With a post, carrier and unit follow from it. Without one, the carrier is the one asked for,
/// else the first that the actor's scope names, else the integration centre.
pub(crate) fn place_case(
    county: &County,
    ags: &MunicipalityAgs,
    wanted: WantedPlacement<'_>,
    scope: &Scope,
    date: NaiveDate,
) -> Result<Placement, Vec<Problem>> {
    let mut problems = Vec::new();
    let post = wanted
        .post
        .and_then(|key| noted(find_post(county, key, ags, date), &mut problems));
    let unit = noted(
        choose_unit(county, ags, post, wanted.unit, date),
        &mut problems,
    )
    .flatten();
    let carrier = match post {
        Some(post) => Some(post.carrier.clone()),
        None => noted(
            choose_carrier(county, wanted.carrier, scope, date),
            &mut problems,
        ),
    };
    match carrier {
        Some(carrier) if problems.is_empty() => Ok(Placement {
            carrier,
            unit,
            post: post.map(|post| post.key.clone()),
        }),
        _ => Err(problems),
    }
}

fn noted<T>(result: Result<T, Problem>, problems: &mut Vec<Problem>) -> Option<T> {
    result.map_err(|problem| problems.push(problem)).ok()
}

fn find_post<'a>(
    county: &'a County,
    key: &str,
    ags: &MunicipalityAgs,
    date: NaiveDate,
) -> Result<&'a Post, Problem> {
    let problem = |code| Problem::new("post", code);
    let key: PostKey = key.parse().map_err(|_| problem(ProblemCode::Unknown))?;
    county
        .post(&key)
        .ok_or_else(|| problem(ProblemCode::Unknown))?;
    let post = county
        .post_at(&key, date)
        .ok_or_else(|| problem(ProblemCode::PostNotValid))?;
    if post_serves(county, post, ags, date) {
        Ok(post)
    } else {
        Err(problem(ProblemCode::PostServesElsewhere))
    }
}

/// The unit asked for, if it serves the municipality or is one of the post's; else the post's
/// first unit that serves the municipality; else the post's first unit (a county-wide team); else
/// the first that serves the municipality.
fn choose_unit(
    county: &County,
    ags: &MunicipalityAgs,
    post: Option<&Post>,
    wanted: Option<&str>,
    date: NaiveDate,
) -> Result<Option<UnitKey>, Problem> {
    let serving: Vec<&UnitKey> = county
        .units_serving(ags, date)
        .map(|unit| &unit.key)
        .collect();
    let of_post: Vec<&UnitKey> = post
        .iter()
        .flat_map(|post| &post.places.units)
        .filter(|key| county.unit_at(key, date).is_some())
        .collect();
    let chosen = match wanted {
        Some(wanted) => {
            let mut possible = serving.iter().chain(&of_post);
            let found = possible.find(|key| key.as_str() == wanted);
            Some(found.ok_or_else(|| Problem::new("unit", ProblemCode::Unknown))?)
        }
        None => of_post
            .iter()
            .find(|key| serving.contains(key))
            .or(of_post.first())
            .or(serving.first()),
    };
    Ok(chosen.map(|key| (*key).clone()))
}

fn choose_carrier(
    county: &County,
    wanted: Option<&str>,
    scope: &Scope,
    date: NaiveDate,
) -> Result<CarrierKey, Problem> {
    let carriers: Vec<_> = county.carriers_at(date).collect();
    let found = match wanted {
        Some(wanted) => carriers
            .iter()
            .find(|carrier| carrier.key.as_str() == wanted),
        None => carriers
            .iter()
            .find(|carrier| scope.carriers.contains(&carrier.key))
            .or_else(|| {
                carriers
                    .iter()
                    .find(|c| c.kind == CarrierKind::IntegrationCentre)
            })
            .or(carriers.first()),
    };
    let key = found.map(|carrier| carrier.key.clone());
    key.ok_or_else(|| Problem::new("carrier", ProblemCode::Unknown))
}

#[cfg(test)]
mod tests {
    use kernel::errors::ProblemCode::*;

    use super::*;
    use crate::testing::{AHLEN, AHLEN_WELFARE, BECKUM, SOUTH_KI, county, day};

    fn place(
        ags: &str,
        wanted: WantedPlacement<'_>,
        scope: &Scope,
    ) -> Result<[String; 3], Vec<(&'static str, ProblemCode)>> {
        let ags = ags.parse().expect("an AGS");
        let county = county(|_| {});
        let text = |key: Option<String>| key.unwrap_or_default();
        match place_case(&county, &ags, wanted, scope, day("2026-07-15")) {
            Ok(placement) => Ok([
                placement.carrier.to_string(),
                text(placement.unit.map(String::from)),
                text(placement.post.map(String::from)),
            ]),
            Err(problems) => Err(problems
                .iter()
                .map(|problem| (problem.field, problem.code))
                .collect()),
        }
    }

    #[test]
    fn carrier_and_unit_follow_from_the_post_or_the_place() {
        let whole = Scope::whole_county();
        let welfare = Scope::carrier("wohlfahrtsverband".parse().expect("a key"));
        let nothing = WantedPlacement::default();
        let post = |key| WantedPlacement {
            post: Some(key),
            ..nothing
        };
        for (ags, wanted, scope, expected) in [
            (
                AHLEN,
                post(AHLEN_WELFARE),
                &whole,
                ["wohlfahrtsverband", "ahlen", AHLEN_WELFARE],
            ),
            (
                BECKUM,
                post(SOUTH_KI),
                &whole,
                ["ki", "suedkreis", SOUTH_KI],
            ),
            (
                BECKUM,
                post("m1-leitung"),
                &whole,
                ["ki", "suedkreis", "m1-leitung"],
            ),
            (BECKUM, nothing, &whole, ["ki", "suedkreis", ""]),
            (
                BECKUM,
                nothing,
                &welfare,
                ["wohlfahrtsverband", "suedkreis", ""],
            ),
            (
                BECKUM,
                WantedPlacement {
                    carrier: Some("wohlfahrtsverband"),
                    ..nothing
                },
                &whole,
                ["wohlfahrtsverband", "suedkreis", ""],
            ),
            (
                BECKUM,
                WantedPlacement {
                    unit: Some("suedkreis"),
                    ..nothing
                },
                &whole,
                ["ki", "suedkreis", ""],
            ),
        ] {
            assert_eq!(
                place(ags, wanted, scope),
                Ok(expected.map(str::to_owned)),
                "{wanted:?}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let whole = Scope::whole_county();
        let nothing = WantedPlacement::default();
        for (wanted, expected) in [
            (
                WantedPlacement {
                    post: Some(SOUTH_KI),
                    ..nothing
                },
                vec![("post", PostServesElsewhere)],
            ),
            (
                WantedPlacement {
                    unit: Some("suedkreis"),
                    ..nothing
                },
                vec![("unit", Unknown)],
            ),
            (
                WantedPlacement {
                    carrier: Some("nobody"),
                    ..nothing
                },
                vec![("carrier", Unknown)],
            ),
            (
                WantedPlacement {
                    post: Some("nobody"),
                    unit: Some("nowhere"),
                    carrier: Some("nobody"),
                },
                vec![("post", Unknown), ("unit", Unknown), ("carrier", Unknown)],
            ),
        ] {
            assert_eq!(place(AHLEN, wanted, &whole), Err(expected), "{wanted:?}");
        }
    }

    #[test]
    fn only_posts_that_serve_the_place_are_offered() {
        let county = county(|_| {});
        let ags = AHLEN.parse().expect("an AGS");
        let offered: Vec<&str> = posts_serving(&county, &ags, day("2026-07-15"))
            .map(|post| post.key.as_str())
            .collect();
        assert!(
            offered.contains(&AHLEN_WELFARE) && !offered.contains(&SOUTH_KI),
            "{offered:?}"
        );
        assert_eq!(posts_serving(&county, &ags, day("2023-12-31")).count(), 0);
    }
}
