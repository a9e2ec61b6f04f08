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
    county.posts_at(date).filter(move |post| post_serves(county, post, ags, date))
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
    let post = wanted.post.and_then(|key| noted(find_post(county, key, ags, date), &mut problems));
    let unit = noted(choose_unit(county, ags, post, wanted.unit, date), &mut problems).flatten();
    let carrier = match post {
        Some(post) => Some(post.carrier.clone()),
        None => noted(choose_carrier(county, wanted.carrier, scope, date), &mut problems),
    };
    match carrier {
        Some(carrier) if problems.is_empty() => {
            Ok(Placement { carrier, unit, post: post.map(|post| post.key.clone()) })
        }
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
    county.post(&key).ok_or_else(|| problem(ProblemCode::Unknown))?;
    let post = county.post_at(&key, date).ok_or_else(|| problem(ProblemCode::PostNotValid))?;
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
    let serving: Vec<&UnitKey> = county.units_serving(ags, date).map(|unit| &unit.key).collect();
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
        Some(wanted) => carriers.iter().find(|carrier| carrier.key.as_str() == wanted),
        None => carriers
            .iter()
            .find(|carrier| scope.carriers.contains(&carrier.key))
            .or_else(|| carriers.iter().find(|c| c.kind == CarrierKind::IntegrationCentre))
            .or(carriers.first()),
    };
    let key = found.map(|carrier| carrier.key.clone());
    key.ok_or_else(|| Problem::new("carrier", ProblemCode::Unknown))
}
