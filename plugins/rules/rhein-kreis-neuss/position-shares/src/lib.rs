//! Case management posts by municipality in Rhein-Kreis Neuss: registered foreign persons of the municipality ÷ those
//! of the county × posts.
//!
//! The concept's second formula prints the share over itself, a slip of the print; what is meant is share × posts. The
//! concept does not say how it rounds: here by largest remainder on the grid, so that the posts come out exactly.
//! Equal remainders go to the larger municipality, then to the one that comes first in the list.

use kreislotse_rule::{
    export_rule, parse_parameters,
    position_shares::{Guest, Reason, Request, RuleError, Share},
    reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a share is what it is.
    enum Why {
        /// Whole steps only.
        RoundedDown => "rounded-down",
            "{first} Personen, genauer Anteil {second:hundredths} Stellen, abgerundet",
            "{first} persons, exact share {second:hundredths} posts, rounded down";
        /// Got one of the steps that were left.
        RoundedUp => "rounded-up",
            "{first} Personen, genauer Anteil {second:hundredths} Stellen, aufgerundet (größter Rest)",
            "{first} persons, exact share {second:hundredths} posts, rounded up (largest remainder)";
        /// Came out even.
        Exact => "exact",
            "{first} Personen, Anteil genau {second:hundredths} Stellen",
            "{first} persons, share exactly {second:hundredths} posts";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    measure: String,
}

struct Rule;

impl Guest for Rule {
    fn share_out(request: Request) -> Result<Vec<Share>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let bases = bases(&request, &parameters.measure)?;
        let total: u64 = bases.iter().map(|basis| u64::from(*basis)).sum();
        if total == 0 {
            let text = "nobody is registered anywhere: there is nothing to share by";
            return Err(RuleError::Data(text.to_owned()));
        }
        let grid = request.grid_centi_fte;
        let steps = u64::from(request.posts_centi_fte / grid);
        let parts: Vec<Part> = bases
            .iter()
            .map(|basis| Part::of(*basis, steps, total))
            .collect();
        let lucky = lucky_areas(&parts, steps);
        let shares = parts.iter().zip(lucky);
        Ok(shares
            .map(|(part, lucky)| part.share(grid, total, lucky))
            .collect())
    }
}

/// The figure of each area; one that is missing would quietly give its posts to the others.
fn bases(request: &Request, measure: &str) -> Result<Vec<u32>, RuleError> {
    let wanted = request.measures.iter().position(|known| known == measure);
    let wanted = wanted.ok_or_else(|| RuleError::Data(format!("{measure} was not counted")))?;
    let mut bases = vec![None; request.areas.len()];
    for figure in &request.figures {
        if usize::from(figure.measure) == wanted {
            let basis = &mut bases[usize::from(figure.area)];
            if basis.replace(figure.count).is_some() {
                let area = &request.areas[usize::from(figure.area)];
                return Err(RuleError::Data(format!("{area} was counted twice")));
            }
        }
    }
    let named = bases.into_iter().zip(&request.areas);
    named
        .map(|(basis, area)| {
            basis.ok_or_else(|| RuleError::Data(format!("{area} was not counted")))
        })
        .collect()
}

/// An area's exact share in steps: whole ones and a remainder over the total.
struct Part {
    basis: u32,
    whole: u64,
    remainder: u64,
}

impl Part {
    fn of(basis: u32, steps: u64, total: u64) -> Part {
        let exact = u64::from(basis) * steps;
        Part {
            basis,
            whole: exact / total,
            remainder: exact % total,
        }
    }

    fn share(&self, grid: u32, total: u64, lucky: bool) -> Share {
        let extra = u32::from(lucky);
        let whole = self.whole as u32;
        let exact_centi = (self.whole * u64::from(grid)) as u32
            + (u128::from(self.remainder) * u128::from(grid) / u128::from(total)) as u32;
        let why = match (self.remainder, lucky) {
            (0, false) => Why::Exact,
            (_, true) => Why::RoundedUp,
            (_, false) => Why::RoundedDown,
        };
        let number = |value: u32| i32::try_from(value).unwrap_or(i32::MAX);
        Share {
            posts_centi_fte: (whole + extra) * grid,
            basis: self.basis,
            steps: whole,
            rest_millionths: (u128::from(self.remainder) * 1_000_000 / u128::from(total)) as u32,
            extra_steps: extra,
            reason: Reason::new(why.code(), number(self.basis), number(exact_centi)),
        }
    }
}

/// Which areas get one of the steps that the whole ones leave.
fn lucky_areas(parts: &[Part], steps: u64) -> Vec<bool> {
    let given: u64 = parts.iter().map(|part| part.whole).sum();
    let left = (steps - given) as usize;
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (&parts[*one], &parts[*other]);
        (other.remainder, other.basis).cmp(&(one.remainder, one.basis))
    });
    let mut lucky = vec![false; parts.len()];
    order
        .into_iter()
        .take(left)
        .for_each(|area| lucky[area] = true);
    lucky
}

export_rule!(
    position_shares, Rule, PositionShares,
    name: (
        "rhein-kreis-neuss-position-shares",
        "Stellenanteile der Kommunen (Rhein-Kreis Neuss)",
        "Posts of the municipalities (Rhein-Kreis Neuss)"
    ),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
