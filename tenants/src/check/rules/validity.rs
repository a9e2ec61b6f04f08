//! Effective dates: no end before the beginning, no key twice at the same time, nothing that
//! refers to what is not there yet or no longer.

use std::collections::BTreeMap;

use crate::{
    check::{
        folder::Folder,
        path::Path,
        problem::{Arg, ProblemCode},
    },
    files::FileKind,
    model::{Dated, Validity, structure::StructureFile},
};

type Versions<'a> = Vec<(&'a str, Validity)>;

fn versions<'a, T: Dated>(entries: &'a [T], key: impl Fn(&'a T) -> &'a str) -> Versions<'a> {
    entries
        .iter()
        .map(|entry| (key(entry), entry.validity()))
        .collect()
}

/// Checks the dates of units, carriers and posts.
pub(crate) fn check_structure_dates(structure: &StructureFile, folder: &mut Folder) {
    let units = versions(&structure.units, |unit| unit.key.as_str());
    let carriers = versions(&structure.carriers, |carrier| carrier.key.as_str());
    let posts = versions(&structure.posts, |post| post.key.as_str());
    check_versions(FileKind::Structure, "units", &units, folder);
    check_versions(FileKind::Structure, "carriers", &carriers, folder);
    check_versions(FileKind::Structure, "posts", &posts, folder);
    for (i, post) in structure.posts.iter().enumerate() {
        let path = Path::top("posts").item(i);
        let validity = post.validity();
        let carrier = path.field("carrier");
        check_cover(
            "carrier",
            post.carrier.as_str(),
            validity,
            &carriers,
            &carrier,
            folder,
        );
        for (n, unit) in post.places.units.iter().enumerate() {
            let place = path.field("places").field("units").item(n);
            check_cover("unit", unit.as_str(), validity, &units, &place, folder);
        }
    }
}

/// Checks the dates of everything else that has dates.
pub(crate) fn check_other_dates(files: &super::super::run::TypedFiles, folder: &mut Folder) {
    if let Some(funding) = &files.funding {
        let rates = versions(&funding.rates, |rate| rate.key.as_str());
        let items = versions(&funding.items, |item| item.key.as_str());
        let grants = versions(&funding.grants, |grant| grant.key.as_str());
        check_versions(FileKind::Funding, "rates", &rates, folder);
        check_versions(FileKind::Funding, "items", &items, folder);
        check_versions(FileKind::Funding, "grants", &grants, folder);
        for (i, grant) in funding.grants.iter().enumerate() {
            let path = Path::top("grants").item(i).field("rate");
            check_cover(
                "rate",
                grant.rate.as_str(),
                grant.validity(),
                &rates,
                &path,
                folder,
            );
        }
    }
    if let Some(casework) = &files.casework {
        let constellations = versions(&casework.constellations, |entry| entry.key.as_str());
        check_versions(
            FileKind::Casework,
            "constellations",
            &constellations,
            folder,
        );
    }
    if let Some(bodies) = &files.bodies {
        let bodies = versions(&bodies.bodies, |body| body.key.as_str());
        check_versions(FileKind::Bodies, "bodies", &bodies, folder);
    }
}

fn check_versions(kind: FileKind, list: &str, versions: &Versions<'_>, folder: &mut Folder) {
    let mut earlier: BTreeMap<&str, Vec<(usize, Validity)>> = BTreeMap::new();
    for (i, (key, validity)) in versions.iter().enumerate() {
        let path = Path::top(list).item(i);
        if let (true, Some(from), Some(to)) = (validity.is_reversed(), validity.from, validity.to) {
            folder
                .report(kind, &path.field("valid_to"), ProblemCode::ValidityReversed)
                .arg("from", from)
                .arg("to", to);
            continue;
        }
        let same_key = earlier.entry(*key).or_default();
        if let Some((first, _)) = same_key.iter().find(|(_, other)| other.overlaps(validity)) {
            let first = Path::top(list).item(*first).field("key");
            let line = folder
                .document(kind)
                .map_or(0, |document| document.sound.nearest(&first).position.line);
            folder
                .report(kind, &path.field("key"), ProblemCode::ValidityOverlap)
                .arg("key", *key)
                .arg("first", Arg::Number(line as u64));
        }
        same_key.push((i, *validity));
    }
}

/// Reports the first day on which something refers to what is not valid then. A key that does
/// not exist at all has its own message.
fn check_cover(
    target: &'static str,
    key: &str,
    validity: Validity,
    targets: &Versions<'_>,
    path: &Path,
    folder: &mut Folder,
) {
    let spans: Vec<Validity> = targets
        .iter()
        .filter(|(other, validity)| *other == key && !validity.is_reversed())
        .map(|(_, validity)| *validity)
        .collect();
    if spans.is_empty() || validity.is_reversed() {
        return;
    }
    if let Some(day) = validity.first_day_outside(&spans) {
        let kind = if target == "rate" {
            FileKind::Funding
        } else {
            FileKind::Structure
        };
        folder
            .report(kind, path, ProblemCode::ReferenceNotValid)
            .arg("target", target)
            .arg("key", key)
            .arg("date", day);
    }
}
