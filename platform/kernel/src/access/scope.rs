//! Which part of a county a grant reaches.

use std::collections::BTreeSet;

use crate::{
    access::Role,
    keys::{CarrierKey, PostKey, UnitKey},
};

/// One role given to an account, for the whole county or for a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where it holds.
    pub scope: Scope,
}

/// The part of the county that an actor may see for one permission.
///
/// A thing lies in scope when it belongs to one of the carriers, units **or** posts named.
/// The empty scope reaches nothing. Use cases turn a scope into a condition of their query, so
/// that lists, exports and counts share it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Scope {
    /// Everything in the county.
    pub whole_county: bool,
    /// Carriers whose cases are in scope.
    pub carriers: BTreeSet<CarrierKey>,
    /// Units whose cases are in scope.
    pub units: BTreeSet<UnitKey>,
    /// Posts whose cases are in scope.
    pub posts: BTreeSet<PostKey>,
}

impl Scope {
    /// The whole county.
    pub fn whole_county() -> Self {
        Self {
            whole_county: true,
            ..Self::default()
        }
    }

    /// The cases of one carrier.
    pub fn carrier(key: CarrierKey) -> Self {
        Self {
            carriers: BTreeSet::from([key]),
            ..Self::default()
        }
    }

    /// The cases of one unit.
    pub fn unit(key: UnitKey) -> Self {
        Self {
            units: BTreeSet::from([key]),
            ..Self::default()
        }
    }

    /// The cases of one post.
    pub fn post(key: PostKey) -> Self {
        Self {
            posts: BTreeSet::from([key]),
            ..Self::default()
        }
    }

    /// Whether nothing lies in this scope.
    pub fn is_empty(&self) -> bool {
        !self.whole_county
            && self.carriers.is_empty()
            && self.units.is_empty()
            && self.posts.is_empty()
    }

    /// Whether a case with these keys lies in scope.
    pub fn covers(
        &self,
        carrier: Option<&CarrierKey>,
        unit: Option<&UnitKey>,
        post: Option<&PostKey>,
    ) -> bool {
        self.whole_county
            || carrier.is_some_and(|key| self.carriers.contains(key))
            || unit.is_some_and(|key| self.units.contains(key))
            || post.is_some_and(|key| self.posts.contains(key))
    }

    /// Both scopes together.
    pub fn union(mut self, other: &Scope) -> Self {
        self.whole_county |= other.whole_county;
        self.carriers.extend(other.carriers.iter().cloned());
        self.units.extend(other.units.iter().cloned());
        self.posts.extend(other.posts.iter().cloned());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_reaches_what_it_names_and_no_more() {
        let ahlen: UnitKey = "ahlen".parse().expect("a key");
        let nord: UnitKey = "nord".parse().expect("a key");
        let caritas: CarrierKey = "caritas".parse().expect("a key");
        let scope = Scope::unit(ahlen.clone());
        assert!(scope.covers(None, Some(&ahlen), None));
        assert!(!scope.covers(Some(&caritas), Some(&nord), None));
        assert!(!scope.covers(None, None, None));
        let both = scope.union(&Scope::carrier(caritas.clone()));
        assert!(both.covers(Some(&caritas), Some(&nord), None));
        assert!(
            Scope::default().is_empty() && !Scope::default().covers(Some(&caritas), None, None)
        );
        assert!(Scope::whole_county().covers(None, None, None));
    }
}
