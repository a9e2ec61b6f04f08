//! Every key that a file mentions is known where it belongs.

use std::collections::BTreeSet;

use crate::{
    check::{
        document::{Content, Node},
        folder::Folder,
        path::Path,
        problem::ProblemCode,
    },
    files::FileKind,
    open_data::municipalities_of,
    words::{Family, family_keys},
};

/// What a reference points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Unit,
    Carrier,
    Municipality,
    CityDistrict,
    Function,
    CustomRole,
    Rate,
    Source,
}

impl Target {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Carrier => "carrier",
            Self::Municipality => "municipality",
            Self::CityDistrict => "city-district",
            Self::Function => "function",
            Self::CustomRole => "custom-role",
            Self::Rate => "rate",
            Self::Source => "source",
        }
    }

    /// What is known; none if the file that would know it could not be parsed.
    fn known(self, folder: &Folder) -> Option<BTreeSet<String>> {
        let texts = |kind, list, field| folder.written_texts(kind, list, field);
        match self {
            Self::Unit => texts(FileKind::Structure, "units", "key"),
            Self::Carrier => texts(FileKind::Structure, "carriers", "key"),
            Self::Municipality => municipalities(folder),
            Self::CityDistrict => city_districts(folder),
            Self::Function => {
                let mut known = texts(FileKind::Structure, "functions", "key")?;
                known.extend(family_keys(Family::Function).map(str::to_owned));
                Some(known)
            }
            Self::CustomRole => texts(FileKind::Roles, "custom_roles", "key"),
            Self::Rate => texts(FileKind::Funding, "rates", "key"),
            Self::Source => texts(FileKind::Sources, "sources", "key"),
        }
    }
}

/// The municipalities of the file. Those of the official list count as well where the county
/// has to list them all: that one is missing or mistaken there is told there, and once.
fn municipalities(folder: &Folder) -> Option<BTreeSet<String>> {
    let mut known = folder.written_texts(FileKind::County, "municipalities", "ags")?;
    let county = &folder.document(FileKind::County)?.written;
    let is_partial = matches!(
        county.field("kind").and_then(Node::text),
        Some("city_region" | "county_level_city")
    );
    let ags = county
        .field("ags")
        .and_then(Node::text)
        .and_then(|ags| ags.parse().ok());
    if let Some(ags) = ags.filter(|_| !is_partial) {
        known.extend(municipalities_of(&ags).map(|m| m.ags.to_string()));
    }
    Some(known)
}

fn city_districts(folder: &Folder) -> Option<BTreeSet<String>> {
    let county = &folder.document(FileKind::County)?.written;
    let municipalities = county
        .field("municipalities")
        .map(Node::items)
        .unwrap_or_default();
    let districts = municipalities
        .iter()
        .flat_map(|municipality| {
            municipality
                .field("city_districts")
                .map(Node::items)
                .unwrap_or_default()
        })
        .filter_map(|district| district.field("key")?.text());
    Some(districts.map(str::to_owned).collect())
}

/// File, list, way to the field in each item, and what it refers to.
type Reference = (FileKind, &'static str, &'static [&'static str], Target);

/// Every field that holds a key of something else.
const REFERENCES: &[Reference] = &[
    (
        FileKind::Structure,
        "units",
        &["municipalities"],
        Target::Municipality,
    ),
    (
        FileKind::Structure,
        "units",
        &["city_districts"],
        Target::CityDistrict,
    ),
    (
        FileKind::Structure,
        "carriers",
        &["municipalities"],
        Target::Municipality,
    ),
    (FileKind::Structure, "posts", &["carrier"], Target::Carrier),
    (
        FileKind::Structure,
        "posts",
        &["functions"],
        Target::Function,
    ),
    (
        FileKind::Structure,
        "posts",
        &["places", "units"],
        Target::Unit,
    ),
    (
        FileKind::Structure,
        "posts",
        &["places", "municipalities"],
        Target::Municipality,
    ),
    (
        FileKind::Structure,
        "posts",
        &["places", "city_districts"],
        Target::CityDistrict,
    ),
    (FileKind::Structure, "sums", &["unit"], Target::Unit),
    (FileKind::Structure, "sums", &["carrier"], Target::Carrier),
    (FileKind::Structure, "sums", &["function"], Target::Function),
    (FileKind::Structure, "sums", &["source"], Target::Source),
    (FileKind::Funding, "rates", &["function"], Target::Function),
    (FileKind::Funding, "rates", &["source"], Target::Source),
    (FileKind::Funding, "items", &["source"], Target::Source),
    (FileKind::Funding, "grants", &["rate"], Target::Rate),
    (FileKind::Funding, "grants", &["source"], Target::Source),
    (
        FileKind::Casework,
        "retention_rules",
        &["source"],
        Target::Source,
    ),
    (FileKind::Bodies, "bodies", &["managed_by"], Target::Carrier),
    (
        FileKind::Bodies,
        "bodies",
        &["places", "units"],
        Target::Unit,
    ),
    (
        FileKind::Bodies,
        "bodies",
        &["places", "municipalities"],
        Target::Municipality,
    ),
    (
        FileKind::Bodies,
        "bodies",
        &["places", "city_districts"],
        Target::CityDistrict,
    ),
    (
        FileKind::Roles,
        "groups",
        &["custom_roles"],
        Target::CustomRole,
    ),
    (FileKind::Roles, "groups", &["units"], Target::Unit),
    (FileKind::Roles, "groups", &["carriers"], Target::Carrier),
    (
        FileKind::Sources,
        "assumptions",
        &["source"],
        Target::Source,
    ),
];

/// Checks every reference of every file.
pub(crate) fn check_references(folder: &mut Folder) {
    for (kind, list, way, target) in REFERENCES {
        let Some(known) = target.known(folder) else {
            continue;
        };
        for (path, item) in folder.sound_items(*kind, list) {
            let Some(value) = way.iter().try_fold(&item, |node, name| node.field(name)) else {
                continue;
            };
            let path = way.iter().fold(path, |path, name| path.field(name));
            check_value(*kind, &path, value, *target, &known, folder);
        }
    }
}

fn check_value(
    kind: FileKind,
    path: &Path,
    value: &Node,
    target: Target,
    known: &BTreeSet<String>,
    folder: &mut Folder,
) {
    if let Content::List(items) = &value.content {
        for (i, item) in items.iter().enumerate() {
            check_value(kind, &path.item(i), item, target, known, folder);
        }
        return;
    }
    let Some(key) = value.text().filter(|key| !known.contains(*key)) else {
        return;
    };
    folder
        .report(kind, path, ProblemCode::ReferenceUnknown)
        .arg("target", target.as_str())
        .arg("key", key)
        .suggest(key, known.iter().map(String::as_str));
}
