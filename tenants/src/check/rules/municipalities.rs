//! The municipalities of a county against the official list.

use std::collections::BTreeSet;

use crate::{
    check::{document::Node, folder::Folder, path::Path, problem::ProblemCode, suggest::nearest},
    files::FileKind,
    model::keys::{CountyAgs, MunicipalityAgs},
    open_data::{OfficialMunicipality, county_numbers, find_municipality, municipalities_of},
};

/// Checks the county and each of its municipalities, whatever else is wrong in the file.
pub(crate) fn check_municipalities(folder: &mut Folder) {
    let Some(document) = folder.document(FileKind::County) else {
        return;
    };
    let text = |field| document.sound.field(field).and_then(Node::text);
    let Some(county) = text("ags").and_then(|ags| ags.parse::<CountyAgs>().ok()) else {
        return;
    };
    // A city of a Städteregion may be a tenant beside it, under the same number; a county has
    // all its municipalities.
    let is_whole_county = text("kind") == Some("county");
    if municipalities_of(&county).next().is_none() {
        let numbers = county_numbers();
        folder
            .report(
                FileKind::County,
                &Path::top("ags"),
                ProblemCode::CountyUnknown,
            )
            .arg("ags", county.as_str())
            .suggest(county.as_str(), numbers.iter().copied());
        return;
    }
    for (path, item) in folder.sound_items(FileKind::County, "municipalities") {
        let text = |field| item.field(field).and_then(Node::text);
        let ags = text("ags").and_then(|ags| ags.parse::<MunicipalityAgs>().ok());
        if let (Some(ags), Some(name)) = (ags, text("name")) {
            check_municipality(&county, &ags, name, &path, folder);
        }
    }
    if is_whole_county {
        report_left_out(&county, folder);
    }
}

fn check_municipality(
    county: &CountyAgs,
    ags: &MunicipalityAgs,
    name: &str,
    path: &Path,
    folder: &mut Folder,
) {
    let official = find_municipality(ags);
    if ags.county() != *county {
        folder
            .report(
                FileKind::County,
                &path.field("ags"),
                ProblemCode::MunicipalityOfOtherCounty,
            )
            .arg("ags", ags.as_str())
            .arg("county", county.as_str())
            .arg("other", official.map_or("–", |m| m.county_name.as_str()))
            .suggestion = number_of_name(county, name);
        return;
    }
    let Some(official) = official else {
        let suggestion = number_of_name(county, name).or_else(|| {
            let numbers = municipalities_of(county).map(|m| m.ags.as_str());
            nearest(ags.as_str(), numbers).map(str::to_owned)
        });
        folder
            .report(
                FileKind::County,
                &path.field("ags"),
                ProblemCode::MunicipalityUnknown,
            )
            .arg("ags", ags.as_str())
            .suggestion = suggestion;
        return;
    };
    if official.name != name {
        folder
            .report(
                FileKind::County,
                &path.field("name"),
                ProblemCode::MunicipalityName,
            )
            .arg("ags", ags.as_str())
            .arg("name", name)
            .arg("official", official.name.as_str());
    }
}

/// The number of the municipality with that name, as `number (name)`.
fn number_of_name(county: &CountyAgs, name: &str) -> Option<String> {
    let names = municipalities_of(county).map(|m| m.name.as_str());
    let name = nearest(name, names)?;
    let official = municipalities_of(county).find(|m| m.name == name)?;
    Some(shown(official))
}

fn shown(official: &OfficialMunicipality) -> String {
    format!("{} ({})", official.ags, official.name)
}

fn report_left_out(county: &CountyAgs, folder: &mut Folder) {
    // A slip in a number is told once, at the number, not also as one that is missing.
    let written: BTreeSet<String> = ["ags", "name"]
        .iter()
        .filter_map(|field| folder.written_texts(FileKind::County, "municipalities", field))
        .flatten()
        .collect();
    for official in municipalities_of(county) {
        if !written.contains(official.ags.as_str()) && !written.contains(&official.name) {
            folder
                .report(
                    FileKind::County,
                    &Path::top("municipalities"),
                    ProblemCode::MunicipalityLeftOut,
                )
                .arg("municipality", shown(official));
        }
    }
}
