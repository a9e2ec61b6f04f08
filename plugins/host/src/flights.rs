//! One compilation at a time for the same bytes.
//!
//! When several ask for the same component at once, one compiles and the others wait for it: then its code is at hand,
//! or its refusal holds for them, too. A verdict is shared by those who were there when it fell and forgotten with the
//! last of them, so that whoever comes later is judged anew.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use crate::{digest::Digest, inspect::Refusal};

/// Who holds it compiles. Holds the refusal, if one fell.
pub(crate) type Flight = tokio::sync::Mutex<Option<Refusal>>;

/// The compilations that are under way or waited for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Flights(Arc<Mutex<HashMap<Digest, Weak<Flight>>>>);

impl Flights {
    /// The flight of these bytes; a new one if nobody is on it. There are never more than uploads under way.
    pub(crate) fn join(&self, digest: Digest) -> Arc<Flight> {
        // A map of weak references is whole even if somebody panicked while holding it.
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = flights.get(&digest).and_then(Weak::upgrade) {
            return flight;
        }
        flights.retain(|_, flight| flight.strong_count() > 0);
        let flight = Arc::new(Flight::default());
        flights.insert(digest, Arc::downgrade(&flight));
        flight
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Digest, Flights};

    #[test]
    fn the_same_bytes_share_a_flight_and_finished_ones_are_forgotten() {
        let flights = Flights::default();
        let first = flights.join(Digest::of(b"one"));
        assert!(Arc::ptr_eq(&first, &flights.join(Digest::of(b"one"))));
        assert!(!Arc::ptr_eq(&first, &flights.join(Digest::of(b"two"))));
        drop(first);
        for number in 0..100_u8 {
            flights.join(Digest::of(&[number]));
        }
        let kept = flights.0.lock().expect("nobody panicked").len();
        assert_eq!(kept, 1, "only the last one");
    }
}
