//! What an answer must be before anything is done with it.

use thiserror::Error;

use crate::points::About;

/// Something in an answer that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Nonsense {
    /// Not one answer for each that was asked about.
    #[error("{asked} were asked about, {answered} were answered")]
    Count {
        /// How many should have come.
        asked: usize,
        /// How many came.
        answered: usize,
    },
    /// A stage, service, municipality or figure that does not exist.
    #[error("answer {position} names {what} {named}, there are {known}")]
    Unknown {
        /// Which answer.
        position: usize,
        /// What kind of thing.
        what: &'static str,
        /// Its position.
        named: usize,
        /// How many exist.
        known: usize,
    },
    /// Shares that are not the posts.
    #[error("the shares add up to {sum} hundredths, to share out were {posts}")]
    Sum {
        /// What they add up to.
        sum: u64,
        /// What they should.
        posts: u64,
    },
    /// An answer that contradicts itself or the question.
    #[error("answer {position}: {what}")]
    Contradiction {
        /// Which answer.
        position: usize,
        /// What cannot be.
        what: &'static str,
    },
}

/// One answer for each question.
pub(crate) fn check_count(asked: usize, answered: usize) -> Result<(), Nonsense> {
    if asked == answered {
        Ok(())
    } else {
        Err(Nonsense::Count { asked, answered })
    }
}

/// A position that must exist.
pub(crate) fn check_known(
    position: usize,
    what: &'static str,
    named: impl Into<usize>,
    known: usize,
) -> Result<(), Nonsense> {
    let named = named.into();
    if named < known {
        Ok(())
    } else {
        Err(Nonsense::Unknown {
            position,
            what,
            named,
            known,
        })
    }
}

/// A reason that the rule declared.
pub(crate) fn check_reason(position: usize, code: u16, about: &About) -> Result<(), Nonsense> {
    check_known(position, "reason", code, about.reasons.len())
}

/// Something that must hold within one answer.
pub(crate) fn demand(holds: bool, position: usize, what: &'static str) -> Result<(), Nonsense> {
    if holds {
        Ok(())
    } else {
        Err(Nonsense::Contradiction { position, what })
    }
}
