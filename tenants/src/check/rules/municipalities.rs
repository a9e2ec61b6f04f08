//! The municipalities of a county against the official list.

use std::collections::BTreeSet;

use crate::{
    check::{
        folder::Folder,
        path::Path,
        problem::ProblemCode,
        suggest::nearest,
    },
    files::FileKind,
    model::{
        identity::{CountyFile, CountyKind, Municipality},
        keys::CountyAgs,
    },
    open_data::{OfficialMunicipality, county_numbers, find_municipality, municipalities_of},
};

/// Checks the county and each of its municipalities.
pub(crate) fn check_municipalities(county: &CountyFile, folder: &mut Folder) {
    if municipalities_of(&county.ags).next().is_none() {
        let numbers = county_numbers();
        folder
            .report(FileKind::County, &Path::top("ags"), ProblemCode::CountyUnknown)
            .arg("ags", county.ags.as_str())
            .suggest(county.ags.as_str(), numbers.iter().copied());
        return;
    }
    for (i, municipality) in county.municipalities.iter().enumerate() {
        let path = Path::top("municipalities").item(i);
        check_municipality(&county.ags, municipality, &path, folder);
    }
    // A city of a Städteregion may be a tenant beside it, under the same number; a county has
    // all its municipalities.
    if county.kind == CountyKind::County {
        report_left_out(county, folder);
    }
}

fn check_municipality(
    county: &CountyAgs,
    municipality: &Municipality,
    path: &Path,
    folder: &mut Folder,
) {
    let ags = municipality.ags.as_str();
    if municipality.ags.county() != *county {
        let official = find_municipality(&municipality.ags);
        folder
            .report(
                FileKind::County,
                &path.field("ags"),
                ProblemCode::MunicipalityOfOtherCounty,
            )
            .arg("ags", ags)
            .arg("county", county.as_str())
            .arg("other", official.map_or_else(String::new, |m| m.county_name.clone()))
            .suggestion = number_of_name(county, &municipality.name);
        return;
    }
    let Some(official) = find_municipality(&municipality.ags) else {
        let suggestion = number_of_name(county, &municipality.name).or_else(|| {
            let numbers = municipalities_of(county).map(|m| m.ags.as_str());
            nearest(ags, numbers).map(str::to_owned)
        });
        folder
            .report(FileKind::County, &path.field("ags"), ProblemCode::MunicipalityUnknown)
            .arg("ags", ags)
            .suggestion = suggestion;
        return;
    };
    if official.name != municipality.name {
        folder
            .report(FileKind::County, &path.field("name"), ProblemCode::MunicipalityName)
            .arg("ags", ags)
            .arg("name", municipality.name.as_str())
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

fn report_left_out(county: &CountyFile, folder: &mut Folder) {
    let written = folder.written_texts(FileKind::County, "municipalities", "ags");
    let written: BTreeSet<String> = written.unwrap_or_default();
    // A slip in a number is told once, as an unknown number, not also as one that is missing.
    let named: BTreeSet<&str> = county.municipalities.iter().map(|m| m.name.as_str()).collect();
    for official in municipalities_of(&county.ags) {
        if !written.contains(official.ags.as_str()) && !named.contains(official.name.as_str()) {
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
