//! Units have places, or say that they have none; posts and bodies are there for some place.

use crate::{
    check::{folder::Folder, path::Path, problem::ProblemCode},
    files::FileKind,
    model::{bodies::BodiesFile, structure::StructureFile},
};

/// Checks the places of units and posts.
pub(crate) fn check_structure_places(structure: &StructureFile, folder: &mut Folder) {
    for (i, unit) in structure.units.iter().enumerate() {
        let has_places = !unit.municipalities.is_empty() || !unit.city_districts.is_empty();
        let code = match (has_places, unit.without_territory) {
            (false, false) => ProblemCode::UnitWithoutPlaces,
            (true, true) => ProblemCode::UnitTerritoryContradiction,
            _ => continue,
        };
        let path = Path::top("units").item(i);
        if !is_damaged(folder, &path) {
            folder
                .report(FileKind::Structure, &path, code)
                .arg("key", unit.key.as_str());
        }
    }
    for (i, post) in structure.posts.iter().enumerate() {
        let path = Path::top("posts").item(i).field("places");
        if post.places.is_empty() && !is_damaged(folder, &path) {
            folder
                .report(FileKind::Structure, &path, ProblemCode::PostWithoutPlace)
                .arg("key", post.key.as_str());
        }
    }
}

/// Whether a place was written there, only with a mistake that is reported already.
fn is_damaged(folder: &Folder, path: &Path) -> bool {
    folder
        .document(FileKind::Structure)
        .is_some_and(|document| document.sound.nearest(path).is_damaged())
}

/// Checks the places of bodies.
pub(crate) fn check_body_places(bodies: &BodiesFile, folder: &mut Folder) {
    for (i, body) in bodies.bodies.iter().enumerate() {
        if body.places.is_empty() {
            let path = Path::top("bodies").item(i).field("places");
            folder
                .report(FileKind::Bodies, &path, ProblemCode::BodyWithoutPlace)
                .arg("key", body.key.as_str());
        }
    }
}
