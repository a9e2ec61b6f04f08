//! Which posts and units the form offers.

use crate::pages::{
    case::change_form::{PostServing, Structure},
    person::Entry,
};

/// The posts of one carrier.
pub(super) struct CarrierPosts {
    pub carrier: String,
    pub posts: Vec<Entry>,
}

/// The posts by carrier, both in the county's order. Where several units serve the place, a post
/// names its own.
pub(super) fn posts_by_carrier(posts: &[PostServing], names_units: bool) -> Vec<CarrierPosts> {
    let mut groups: Vec<CarrierPosts> = Vec::new();
    for post in posts {
        let entry = Entry {
            key: post.key.clone(),
            label: label_of(post, names_units),
        };
        let of_carrier = groups
            .iter_mut()
            .find(|group| group.carrier == post.carrier.label);
        match of_carrier {
            Some(group) => group.posts.push(entry),
            None => groups.push(CarrierPosts {
                carrier: post.carrier.label.clone(),
                posts: vec![entry],
            }),
        }
    }
    groups
}

fn label_of(post: &PostServing, names_units: bool) -> String {
    if !names_units || post.units.is_empty() {
        return post.title.clone();
    }
    let units: Vec<&str> = post.units.iter().map(|unit| unit.label.as_str()).collect();
    format!("{} ({})", post.title, units.join(", "))
}

/// The units that serve the municipality, if there is anything to choose.
pub(super) fn units_to_choose(structure: &Structure, municipality: &str) -> Vec<Entry> {
    let serving: Vec<Entry> = structure
        .units
        .iter()
        .filter(|unit| unit.serves(municipality))
        .map(|unit| Entry {
            key: unit.key.clone(),
            label: unit.name.clone(),
        })
        .collect();
    if serving.len() > 1 {
        serving
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(entries: &[Entry]) -> Vec<&str> {
        entries.iter().map(|entry| entry.label.as_str()).collect()
    }

    #[test]
    fn posts_stand_below_their_carrier() {
        let posts = Structure::sample().posts;
        let groups: Vec<_> = posts_by_carrier(&posts, true)
            .into_iter()
            .map(|group| (group.carrier, group.posts))
            .collect();
        let shown: Vec<_> = groups
            .iter()
            .map(|(carrier, posts)| (carrier.as_str(), labels(posts)))
            .collect();
        assert_eq!(
            shown,
            [
                (
                    "Kommunales Integrationszentrum",
                    vec![
                        "Case Management Nord 1 (Team Nord)",
                        "Case Management kreisweit"
                    ]
                ),
                (
                    "Stadt Coesfeld",
                    vec!["Case Management Stadt (Team Coesfeld Stadt, Team Nord)"]
                ),
            ]
        );
        let plain = posts_by_carrier(&posts, false);
        assert_eq!(labels(&plain[1].posts), ["Case Management Stadt"]);
    }

    #[test]
    fn a_unit_is_asked_for_only_where_several_serve_the_place() {
        let structure = Structure::sample();
        let units = units_to_choose(&structure, "05558012");
        assert_eq!(labels(&units), ["Team Nord", "Team Coesfeld Stadt"]);
        assert!(units_to_choose(&structure, "05558024").is_empty());
        assert!(units_to_choose(&structure, "05558999").is_empty());
    }
}
