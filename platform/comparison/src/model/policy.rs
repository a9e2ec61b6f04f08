//! When a figure is sensitive, and how uncertain it must stay for everybody outside.

use serde::{Deserialize, Serialize};

use super::cell::Figures;
use super::limits::{CONTRIBUTORS_MAX, THRESHOLD_MAX, THRESHOLD_MIN};

/// What is done with a cell that nobody stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ZeroPolicy {
    /// A zero is shown as 0, always. Everybody then knows that a hidden cell is at least 1, and the
    /// protection is reckoned with that.
    Shown,
    /// A zero is shown unless it is needed to protect another cell.
    MayBeHidden,
}

/// A cell is sensitive when its `largest` contributors hold more than `percent` of its figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dominance {
    /// How many contributors are looked at, 1 to 3.
    pub largest: usize,
    /// The share that they may hold, 1 to 99.
    pub percent: u32,
}

/// A county's rules of secrecy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Persons that must be behind a figure; at least 3.
    pub persons_min: u64,
    /// Families that must be behind a figure; at least 3.
    pub families_min: u64,
    /// The dominance rule, if the county has one. It only looks at figures that are no heads, such as
    /// minutes: a head is never more than one.
    pub dominance: Option<Dominance>,
    /// What is done with zeros.
    pub zero: ZeroPolicy,
    /// How wide the interval of a sensitive figure must be, in percent of the figure. It matters for
    /// large figures of few people (minutes); small counts ask for more than that anyway.
    pub width_percent: u32,
}

/// Rules that cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A threshold outside its bounds.
    #[error("the threshold is {0}; from {THRESHOLD_MIN} to {THRESHOLD_MAX} is possible")]
    Threshold(u64),
    /// A dominance rule that says nothing or looks too far.
    #[error(
        "a dominance rule looks at 1 to {CONTRIBUTORS_MAX} contributors and a share of 1 to 99 percent"
    )]
    Dominance,
    /// An interval wider than the figure twice over.
    #[error("the interval may be asked to be 0 to 200 percent wide")]
    Width,
}

/// Why a cell is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too few persons.
    FewPersons,
    /// Too few families.
    FewFamilies,
    /// Few contributors make up most of it.
    Dominance,
    /// It would reveal another cell.
    Secondary,
}

/// How uncertain a cell must stay. Bounds are of whole numbers, both ends possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// The largest possible figure must be at least this.
    pub upper: i64,
    /// The largest and the smallest possible figure must be at least this far apart.
    pub width: i64,
}

impl Ask {
    /// What a cell asks for that is hidden only for others: two whole numbers are possible.
    pub const SECONDARY: Self = Self { upper: 0, width: 1 };

    /// The stricter of two.
    #[must_use]
    pub fn stricter(self, other: Self) -> Self {
        Self {
            upper: self.upper.max(other.upper),
            width: self.width.max(other.width),
        }
    }

    /// Whether an interval leaves enough open.
    #[must_use]
    pub fn is_met(self, low: i64, high: i64) -> bool {
        high >= self.upper && high - low >= self.width
    }
}

impl Default for Policy {
    /// The smallest thresholds that are allowed, one contributor up to 80 percent.
    fn default() -> Self {
        Self {
            persons_min: THRESHOLD_MIN,
            families_min: THRESHOLD_MIN,
            dominance: Some(Dominance {
                largest: 1,
                percent: 80,
            }),
            zero: ZeroPolicy::Shown,
            width_percent: 20,
        }
    }
}

impl Policy {
    /// Whether these rules can be used.
    ///
    /// # Errors
    /// [`PolicyError`], for the first rule out of bounds.
    pub fn check(&self) -> Result<(), PolicyError> {
        for threshold in [self.persons_min, self.families_min] {
            if !(THRESHOLD_MIN..=THRESHOLD_MAX).contains(&threshold) {
                return Err(PolicyError::Threshold(threshold));
            }
        }
        let fits = |rule: Dominance| {
            (1..=CONTRIBUTORS_MAX).contains(&rule.largest) && (1..=99).contains(&rule.percent)
        };
        if !self.dominance.is_none_or(fits) {
            return Err(PolicyError::Dominance);
        }
        if self.width_percent > 200 {
            return Err(PolicyError::Width);
        }
        Ok(())
    }

    /// Why a cell must be hidden, and how uncertain it must stay; `None` if it may be shown.
    #[must_use]
    pub fn judge(&self, figures: &Figures) -> Option<(Reason, Ask)> {
        if figures.persons == 0 {
            return None;
        }
        let few_persons = figures.persons < self.persons_min;
        if few_persons || figures.families < self.families_min {
            let reason = if few_persons {
                Reason::FewPersons
            } else {
                Reason::FewFamilies
            };
            return Some((reason, self.ask_for_few(figures)));
        }
        self.dominance
            .and_then(|rule| rule.ask(figures))
            .map(|ask| (Reason::Dominance, ask.stricter(self.ask_for_few(figures))))
    }

    /// The smallest figure that everybody outside knows a hidden cell to have.
    #[must_use]
    pub fn least(&self, figures: &Figures) -> u64 {
        match self.zero {
            ZeroPolicy::Shown => figures.value.min(1),
            ZeroPolicy::MayBeHidden => 0,
        }
    }

    /// As many whole numbers as the threshold must stay possible, and a figure that would be no small
    /// one must be among them.
    fn ask_for_few(&self, figures: &Figures) -> Ask {
        let threshold = self.persons_min.max(self.families_min);
        let value = figures.value;
        let percent = (value * u64::from(self.width_percent)).div_ceil(100);
        Ask {
            upper: whole(threshold.max(value + 1)),
            width: whole((threshold - 1).max(percent)),
        }
    }
}

impl Dominance {
    /// The upper end must be so high that the largest contributors would not dominate if it were the
    /// figure.
    fn ask(self, figures: &Figures) -> Option<Ask> {
        let top: u64 = figures.largest.iter().take(self.largest).sum();
        let dominates = top * 100 > figures.value * u64::from(self.percent);
        let upper = (top * 100).div_ceil(u64::from(self.percent));
        dominates.then(|| Ask {
            upper: whole(upper),
            width: whole(upper.saturating_sub(figures.value)),
        })
    }
}

/// Figures are bounded by `VALUE_MAX` where they come in; a larger one asks for more than can be had.
fn whole(figure: u64) -> i64 {
    i64::try_from(figure).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(value: u64, persons: u64, families: u64, largest: &[u64]) -> Figures {
        Figures {
            value,
            persons,
            families,
            largest: largest.to_vec(),
        }
    }

    #[test]
    fn small_numbers_and_dominance_are_told_apart() {
        let policy = Policy::default();
        let cases = [
            (figures(0, 0, 0, &[]), None),
            (figures(1, 1, 1, &[1]), Some(Reason::FewPersons)),
            (figures(2, 2, 2, &[1, 1]), Some(Reason::FewPersons)),
            (figures(3, 3, 3, &[1, 1, 1]), None),
            (figures(9, 9, 2, &[1, 1, 1]), Some(Reason::FewFamilies)),
            (figures(100, 5, 5, &[80, 5, 5]), None),
            (figures(100, 5, 5, &[81, 5, 5]), Some(Reason::Dominance)),
            (figures(0, 2, 2, &[]), Some(Reason::FewPersons)),
        ];
        for (cell, expected) in cases {
            let reason = policy.judge(&cell).map(|(reason, _)| reason);
            assert_eq!(reason, expected, "{cell:?}");
        }
    }

    #[test]
    fn what_is_asked_grows_with_threshold_figure_and_dominance() {
        let policy = Policy::default();
        let ask = |cell: Figures| policy.judge(&cell).map(|(_, ask)| (ask.upper, ask.width));
        assert_eq!(ask(figures(1, 1, 1, &[1])), Some((3, 2)));
        assert_eq!(ask(figures(600, 2, 2, &[300, 300])), Some((601, 120)));
        // 90 of 100 would be 80 percent of 112.5.
        assert_eq!(ask(figures(100, 5, 5, &[90])), Some((113, 20)));
    }

    #[test]
    fn rules_out_of_bounds_are_refused() {
        let fine = Policy::default();
        assert_eq!(fine.check(), Ok(()));
        let low = Policy {
            families_min: 2,
            ..fine
        };
        assert_eq!(low.check(), Err(PolicyError::Threshold(2)));
        let rule = Some(Dominance {
            largest: 4,
            percent: 80,
        });
        let far = Policy {
            dominance: rule,
            ..fine
        };
        assert_eq!(far.check(), Err(PolicyError::Dominance));
        let wide = Policy {
            width_percent: 201,
            ..fine
        };
        assert_eq!(wide.check(), Err(PolicyError::Width));
    }
}
