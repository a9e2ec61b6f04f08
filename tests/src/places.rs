//! Where in each county the tests work.

use kernel::{
    access::Scope,
    keys::{CarrierKey, PostKey, UnitKey},
};

/// Parts of a county, by the keys of its configuration. What is planted lies in `municipality`
/// and belongs to `unit`, `carrier` and `post`; the others are somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// AGS of a municipality that both posts serve.
    pub municipality: &'static str,
    /// Its unit; none where the county has none.
    pub unit: Option<&'static str>,
    /// The carrier of the post.
    pub carrier: &'static str,
    /// The post responsible.
    pub post: &'static str,
    /// A post that can take over.
    pub next_post: &'static str,
    /// A unit without anything planted.
    pub other_unit: Option<&'static str>,
    /// A carrier without anything planted.
    pub other_carrier: &'static str,
    /// A post without anything planted, of the same carrier.
    pub other_post: &'static str,
    /// AGS of a municipality of the other unit.
    pub elsewhere: &'static str,
    /// A post there of the other carrier and unit.
    pub post_elsewhere: &'static str,
}

/// The place in a county of the repository.
pub fn place_of(county: &str) -> Place {
    match county {
        "warendorf" => Place {
            municipality: "05570004",
            unit: Some("ahlen"),
            carrier: "ki",
            post: "m2-ahlen-1",
            next_post: "m2-ahlen-3",
            other_unit: Some("suedkreis"),
            other_carrier: "wohlfahrtsverband",
            other_post: "m2-ahlen-2",
            elsewhere: "05570008",
            post_elsewhere: "m2-suedkreis-5",
        },
        "coesfeld" => Place {
            municipality: "05558032",
            unit: Some("mitte"),
            carrier: "ki",
            post: "m2-mitte-1",
            next_post: "m2-mitte-2",
            other_unit: Some("nord"),
            other_carrier: "stadt-coesfeld",
            other_post: "m2-mitte-3",
            elsewhere: "05558040",
            post_elsewhere: "m2-coesfeld-1",
        },
        "rhein-kreis-neuss" => Place {
            municipality: "05162024",
            unit: None,
            carrier: "ki",
            post: "m2-1",
            next_post: "m2-2",
            other_unit: None,
            other_carrier: "stadt-neuss",
            other_post: "m2-3",
            elsewhere: "05162024",
            post_elsewhere: "m1-neuss",
        },
        other => panic!("no place is known in `{other}`: add one to places.rs"),
    }
}

/// The cases of one unit; the whole county where there are no units.
pub(crate) fn unit_scope(key: Option<&str>) -> Scope {
    key.map_or_else(Scope::whole_county, |key| {
        Scope::unit(key.parse::<UnitKey>().expect("a key"))
    })
}

/// The cases of one carrier.
pub(crate) fn carrier_scope(key: &str) -> Scope {
    Scope::carrier(key.parse::<CarrierKey>().expect("a key"))
}

/// The cases of some posts.
pub(crate) fn post_scope(keys: &[&str]) -> Scope {
    let posts = keys
        .iter()
        .map(|key| key.parse::<PostKey>().expect("a key"));
    Scope {
        posts: posts.collect(),
        ..Scope::default()
    }
}
