//! How posts are shared out: in proportion to one figure of each area. Steps of the grid that are left over go to the
//! areas with the largest remainders, so that the shares add up exactly.

use kreislotse_rule::{
    export_rule, parse_parameters,
    position_shares::{Guest, Reason, Request, RuleError, Share},
    reasons,
};
use serde::Deserialize;

reasons! {
    /// Why a share is as it is: a key that never changes, and the sentence in both languages.
    enum Why {
        /// The whole steps are all.
        WholeSteps => "whole-steps",
            "{first} gezählt: {second} ganze Schritte",
            "{first} counted: {second} whole steps";
        /// One of the steps that were left over.
        OneMore => "one-more",
            "{first} gezählt: {second} ganze Schritte, dazu einer für den großen Rest",
            "{first} counted: {second} whole steps, and one more for the large remainder";
    }
}

/// As in `parameters.schema.json`.
#[derive(Deserialize)]
struct Parameters {
    measure: String,
}

struct Rule;

impl Guest for Rule {
    /// One answer for each area, in the same order.
    fn share_out(request: Request) -> Result<Vec<Share>, RuleError> {
        let parameters: Parameters =
            parse_parameters(&request.parameters).map_err(RuleError::Parameters)?;
        let counts = counts(&request, &parameters.measure)?;
        let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
        if total == 0 {
            return Err(RuleError::Data("nobody was counted anywhere".to_owned()));
        }
        let grid = request.grid_centi_fte;
        let steps = u64::from(request.posts_centi_fte / grid);
        // Whole steps of each area, and what the division leaves.
        let exact: Vec<(u64, u64)> = counts
            .iter()
            .map(|count| u64::from(*count) * steps)
            .map(|product| (product / total, product % total))
            .collect();
        let left = steps - exact.iter().map(|(whole, _)| whole).sum::<u64>();
        let mut by_remainder: Vec<usize> = (0..exact.len()).collect();
        by_remainder.sort_by_key(|area| std::cmp::Reverse(exact[*area].1));
        let lucky = &by_remainder[..left as usize];
        let areas = exact.iter().zip(&counts).enumerate();
        Ok(areas
            .map(|(area, ((whole, rest), count))| {
                let extra = u32::from(lucky.contains(&area));
                let why = if extra > 0 {
                    Why::OneMore
                } else {
                    Why::WholeSteps
                };
                let whole = *whole as u32;
                Share {
                    posts_centi_fte: (whole + extra) * grid,
                    basis: *count,
                    steps: whole,
                    rest_millionths: (u128::from(*rest) * 1_000_000 / u128::from(total)) as u32,
                    extra_steps: extra,
                    reason: Reason::new(why.code(), *count as i32, whole as i32),
                }
            })
            .collect())
    }
}

/// The count of each area. One that is missing would quietly give its posts to the others.
fn counts(request: &Request, measure: &str) -> Result<Vec<u32>, RuleError> {
    let wanted = request.measures.iter().position(|known| known == measure);
    let areas = request.areas.iter().enumerate();
    areas
        .map(|(area, key)| {
            let mut figures = request.figures.iter();
            let figure = figures.find(|figure| {
                usize::from(figure.area) == area && Some(usize::from(figure.measure)) == wanted
            });
            figure
                .map(|figure| figure.count)
                .ok_or_else(|| RuleError::Data(format!("{measure} was not counted in {key}")))
        })
        .collect()
}

export_rule!(
    position_shares, Rule, PositionShares,
    name: ("rule-key", "Stellenanteile nach einer Zahl", "Posts in proportion to a figure"),
    schema: include_str!("../parameters.schema.json"),
    reasons: Why::TEXTS,
    figures: &[],
);
