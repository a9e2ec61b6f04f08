//! Which posts the form offers.

use super::answer::{Key, Post, Viewer};
use crate::pages::person::Entry;

/// Posts that serve the municipality and that the viewer reaches, with their carriers. Without a
/// municipality, all that the viewer reaches. Whether the post fits is decided when the case is
/// opened; this spares people choices that cannot.
pub(super) fn offered(posts: &[Post], viewer: &Viewer, municipality: &str) -> Vec<Entry> {
    posts
        .iter()
        .filter(|post| municipality.is_empty() || has(&post.municipalities, municipality))
        .filter(|post| is_reached(post, viewer))
        .map(|post| Entry {
            key: post.key.clone(),
            label: format!("{} ({})", post.title, post.carrier.label),
        })
        .collect()
}

fn is_reached(post: &Post, viewer: &Viewer) -> bool {
    let scope = &viewer.scope;
    scope.whole_county
        || has(&scope.carriers, &post.carrier.key)
        || post.units.iter().any(|unit| has(&scope.units, &unit.key))
        || has(&viewer.posts, &post.key)
}

fn has(keys: &[Key], wanted: &str) -> bool {
    keys.iter().any(|entry| entry.key == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::open_case::answer::{IntakeAnswer, ViewerScope};

    fn keys(names: &[&str]) -> Vec<Key> {
        let key = |name: &&str| Key {
            key: (*name).to_owned(),
        };
        names.iter().map(key).collect()
    }

    #[test]
    fn posts_are_offered_that_serve_the_place_and_lie_in_reach() {
        let answer: IntakeAnswer =
            serde_json::from_str(include_str!("samples/intake.json")).expect("a sample answer");
        let posts = answer.structure.posts;
        let viewer = |whole_county, carriers, units, posts| Viewer {
            scope: ViewerScope {
                whole_county,
                carriers: keys(carriers),
                units: keys(units),
            },
            posts: keys(posts),
        };
        for (viewer, municipality, expected) in [
            (viewer(true, &[], &[], &[]), "", &["cm-1", "cm-2"][..]),
            (viewer(true, &[], &[], &[]), "05558012", &["cm-1"]),
            (viewer(false, &["caritas"], &[], &[]), "", &["cm-1"]),
            (viewer(false, &[], &["sued"], &[]), "", &["cm-2"]),
            (viewer(false, &[], &[], &["cm-2"]), "", &["cm-2"]),
            (viewer(false, &[], &["sued"], &[]), "05558012", &[]),
            (viewer(false, &[], &[], &[]), "", &[]),
        ] {
            let offered: Vec<String> = offered(&posts, &viewer, municipality)
                .into_iter()
                .map(|post| post.key)
                .collect();
            assert_eq!(offered, expected, "{municipality}");
        }
    }
}
