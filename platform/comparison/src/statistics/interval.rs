//! Confidence intervals of shares and rates, at 95 percent.

/// The 97.5 percent point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// An interval that holds the true value in 95 of 100 cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Wilson's score interval of a share of `part` in `whole`, from 0 to 1. It stays sensible for small
/// numbers and shares near 0 or 1. `None` over nobody, or if the part is larger than the whole.
#[must_use]
pub fn wilson(part: u64, whole: u64) -> Option<Bounds> {
    if whole == 0 || part > whole {
        return None;
    }
    let n = whole as f64;
    let share = part as f64 / n;
    let shrink = 1.0 + Z * Z / n;
    let centre = (share + Z * Z / (2.0 * n)) / shrink;
    let half = Z / shrink * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(Bounds {
        low: if part == 0 { 0.0 } else { centre - half },
        high: if part == whole { 1.0 } else { centre + half },
    })
}

/// The interval of a rate of `count` events for every `per` of `base`, where one person can have several
/// (contacts per post): the events are taken as a Poisson number, its interval by Byar's approximation of
/// the exact one. `None` without a base.
#[must_use]
pub fn poisson_rate(count: u64, base: f64, per: f64) -> Option<Bounds> {
    if !(base > 0.0 && base.is_finite() && per.is_finite()) {
        return None;
    }
    let byar = |n: f64, z: f64| n * (1.0 - 1.0 / (9.0 * n) + z / (3.0 * n.sqrt())).powi(3);
    let events = count as f64;
    let low = if count == 0 { 0.0 } else { byar(events, -Z) };
    let high = byar(events + 1.0, Z);
    Some(Bounds {
        low: low * per / base,
        high: high * per / base,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<Bounds>, low: f64, high: f64) -> bool {
        found.is_some_and(|found| {
            (found.low - low).abs() < 0.0005 && (found.high - high).abs() < 0.0005
        })
    }

    #[test]
    fn wilsons_interval_is_as_published() {
        // Newcombe (1998), table of examples: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        let cases = [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ];
        for (part, whole, low, high) in cases {
            let found = wilson(part, whole);
            assert!(near(found, low, high), "{part} of {whole}: {found:?}");
        }
        assert_eq!(wilson(5, 5).map(|bounds| bounds.high), Some(1.0));
    }

    #[test]
    fn a_share_of_nobody_has_no_interval() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
        assert_eq!(poisson_rate(3, 0.0, 1_000.0), None);
        assert_eq!(poisson_rate(3, f64::NAN, 1_000.0), None);
    }

    #[test]
    fn the_interval_of_few_events_is_near_the_exact_one() {
        // Exact limits of a Poisson number: 10 has 4.795 to 18.391, 0 has 0 to 3.689.
        let ten = poisson_rate(10, 1.0, 1.0).unwrap();
        assert!(
            (ten.low - 4.795).abs() < 0.01 && (ten.high - 18.391).abs() < 0.01,
            "{ten:?}"
        );
        let none = poisson_rate(0, 2.0, 1_000.0).unwrap();
        assert!(
            none.low == 0.0 && (none.high / 500.0 - 3.689).abs() < 0.05,
            "{none:?}"
        );
    }
}
