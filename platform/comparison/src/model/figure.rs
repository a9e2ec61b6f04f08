//! What is handed out: a figure, its being hidden, or its not being there; and what is derived from it.

use serde::{Deserialize, Serialize};

/// A figure as everybody outside a county gets it, in whatever format.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", content = "value", rename_all = "snake_case")]
pub enum Figure<T> {
    /// It is shown.
    Shown(T),
    /// It is there and hidden, to protect people. Its sign is ".", never 0 and never blank.
    Hidden,
    /// There is none: not counted, not released, or without meaning (a share of nobody). Its sign is "x".
    NotAvailable,
}

impl<T> Figure<T> {
    /// The sign to write instead of a figure; `None` if it is shown.
    #[must_use]
    pub fn sign(&self) -> Option<&'static str> {
        match self {
            Self::Shown(_) => None,
            Self::Hidden => Some("."),
            Self::NotAvailable => Some("x"),
        }
    }

    /// The figure, if it is shown.
    #[must_use]
    pub fn shown(self) -> Option<T> {
        match self {
            Self::Shown(value) => Some(value),
            Self::Hidden | Self::NotAvailable => None,
        }
    }

    /// Something derived from two figures: hidden as soon as one of them is.
    fn and<U, V>(self, other: Figure<U>, derive: impl FnOnce(T, U) -> Option<V>) -> Figure<V> {
        match (self, other) {
            (Figure::Hidden, _) | (_, Figure::Hidden) => Figure::Hidden,
            (Figure::NotAvailable, _) | (_, Figure::NotAvailable) => Figure::NotAvailable,
            (Figure::Shown(one), Figure::Shown(two)) => {
                derive(one, two).map_or(Figure::NotAvailable, Figure::Shown)
            }
        }
    }
}

/// `count` for every `per` of `base` (per 1,000 foreign residents, per post). Not available over a base
/// of nobody.
#[must_use]
pub fn rate(count: Figure<u64>, base: Figure<f64>, per: f64) -> Figure<f64> {
    count.and(base, |count, base| {
        let rate = count as f64 * per / base;
        (base > 0.0 && rate.is_finite()).then_some(rate)
    })
}

/// The share of `part` in `whole`, from 0 to 1.
#[must_use]
pub fn share(part: Figure<u64>, whole: Figure<u64>) -> Figure<f64> {
    part.and(whole, |part, whole| {
        (whole > 0).then(|| part as f64 / whole as f64)
    })
}

/// The mean of a sum over those who made it up. With one of the two hidden, the other would give it away.
#[must_use]
pub fn mean(sum: Figure<u64>, count: Figure<u64>) -> Figure<f64> {
    share(sum, count)
}

#[cfg(test)]
mod tests {
    use super::Figure::{Hidden, NotAvailable, Shown};
    use super::*;

    #[test]
    fn what_is_derived_goes_with_its_cells() {
        assert_eq!(rate(Shown(12), Shown(4_000.0), 1_000.0), Shown(3.0));
        assert_eq!(rate(Hidden, Shown(4_000.0), 1_000.0), Hidden);
        assert_eq!(rate(Shown(12), NotAvailable, 1_000.0), NotAvailable);
        assert_eq!(rate(Shown(12), Shown(0.0), 1_000.0), NotAvailable);
        assert_eq!(share(Shown(3), Shown(12)), Shown(0.25));
        assert_eq!(share(Shown(3), Hidden), Hidden);
        assert_eq!(share(Shown(0), Shown(0)), NotAvailable);
        assert_eq!(mean(Shown(90), Hidden), Hidden);
        assert_eq!(mean(Hidden, NotAvailable), Hidden);
        assert_eq!(mean(Shown(90), Shown(4)), Shown(22.5));
    }

    #[test]
    fn the_signs_are_never_a_figure_or_blank() {
        assert_eq!(Figure::<u64>::Hidden.sign(), Some("."));
        assert_eq!(Figure::<u64>::NotAvailable.sign(), Some("x"));
        assert_eq!(Shown(0_u64).sign(), None);
        assert_eq!(Hidden::<u64>.shown(), None);
    }
}
