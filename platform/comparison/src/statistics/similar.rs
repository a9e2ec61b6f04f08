//! Which counties are alike in what they do not choose themselves, and how figures spread over counties.

/// A county's size and make-up, from the census.
#[derive(Debug, Clone, PartialEq)]
pub struct County {
    /// Its key (AGS, 5 digits).
    pub key: String,
    /// Residents.
    pub residents: u64,
    /// Residents without German nationality.
    pub foreign_residents: u64,
}

impl County {
    fn is_usable(&self) -> bool {
        self.residents > 0 && self.foreign_residents <= self.residents
    }

    /// Size counts in orders of magnitude: 100,000 more matter less to a large city.
    fn traits(&self) -> [f64; 2] {
        let residents = self.residents as f64;
        [residents.ln(), self.foreign_residents as f64 / residents]
    }
}

/// Keys of the `count` counties most like the one with this key, the most similar first; equally similar
/// ones by key. The measure is the distance of size (logarithm) and share of foreign residents, each in
/// standard deviations over all counties. Empty if the county is unknown or has no residents.
#[must_use]
pub fn most_similar<'a>(counties: &'a [County], key: &str, count: usize) -> Vec<&'a str> {
    let usable: Vec<&County> = counties
        .iter()
        .filter(|county| county.is_usable())
        .collect();
    let Some(own) = usable.iter().find(|county| county.key == key) else {
        return Vec::new();
    };
    let deviations = [0, 1].map(|of| {
        let values: Vec<f64> = usable.iter().map(|county| county.traits()[of]).collect();
        standard_deviation(&values)
    });
    let distance = |other: &County| -> f64 {
        let (one, two) = (own.traits(), other.traits());
        let squares = [0, 1].map(|of| {
            let apart = one[of] - two[of];
            // All alike in this trait: it tells nothing.
            if deviations[of] > 0.0 {
                (apart / deviations[of]).powi(2)
            } else {
                0.0
            }
        });
        squares.iter().sum::<f64>().sqrt()
    };
    let others = usable.iter().filter(|county| county.key != key);
    let mut others: Vec<(f64, &str)> = others
        .map(|county| (distance(county), county.key.as_str()))
        .collect();
    others.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(other.1)));
    others.into_iter().take(count).map(|(_, key)| key).collect()
}

fn standard_deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    (values
        .iter()
        .map(|value| (value - mean).powi(2))
        .sum::<f64>()
        / count)
        .sqrt()
}

/// How figures of counties lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The lowest.
    pub least: f64,
    /// A quarter are not above this.
    pub lower_quartile: f64,
    /// The middle.
    pub median: f64,
    /// A quarter are not below this.
    pub upper_quartile: f64,
    /// The highest.
    pub most: f64,
}

/// The spread of figures that are shown; hidden ones must be left out by the caller and told of. `None`
/// without any. Between two figures it interpolates.
#[must_use]
pub fn spread(figures: &[f64]) -> Option<Spread> {
    let mut sorted: Vec<f64> = figures
        .iter()
        .copied()
        .filter(|figure| figure.is_finite())
        .collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = place.floor() as usize;
        let above = (below + 1).min(last);
        sorted[below] + (sorted[above] - sorted[below]) * place.fract()
    };
    Some(Spread {
        least: at(0.0),
        lower_quartile: at(0.25),
        median: at(0.5),
        upper_quartile: at(0.75),
        most: at(1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn county(key: &str, residents: u64, foreign_residents: u64) -> County {
        County {
            key: key.to_owned(),
            residents,
            foreign_residents,
        }
    }

    #[test]
    fn counties_alike_in_size_and_make_up_come_first() {
        let counties = [
            county("city", 1_000_000, 200_000),
            county("rural", 220_000, 22_000),
            county("rural twin", 230_000, 24_000),
            county("town", 200_000, 40_000),
            county("empty", 0, 0),
        ];
        let similar = most_similar(&counties, "rural", 10);
        assert_eq!(similar, ["rural twin", "town", "city"]);
        assert_eq!(most_similar(&counties, "rural", 1), ["rural twin"]);
        assert!(most_similar(&counties, "empty", 3).is_empty());
        assert!(most_similar(&counties, "unknown", 3).is_empty());
    }

    #[test]
    fn what_all_have_in_common_does_not_count() {
        let counties = [
            county("a", 100, 10),
            county("c", 200, 20),
            county("b", 100, 10),
        ];
        assert_eq!(most_similar(&counties, "a", 2), ["b", "c"]);
    }

    #[test]
    fn the_spread_interpolates_between_figures() {
        let found = spread(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(found.least, 1.0);
        assert_eq!(found.lower_quartile, 1.75);
        assert_eq!(found.median, 2.5);
        assert_eq!(found.upper_quartile, 3.25);
        assert_eq!(found.most, 4.0);
        assert_eq!(
            spread(&[7.0]).map(|spread| spread.lower_quartile),
            Some(7.0)
        );
        assert_eq!(spread(&[]), None);
    }
}
