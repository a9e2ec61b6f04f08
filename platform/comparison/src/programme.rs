//! Linear programmes over whole numbers, solved with microlp.
//!
//! The solver calculates in floating point numbers, so no answer is believed as it comes: a point counts
//! only if its rounded values keep every bound and every row exactly.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions};

use crate::model::RelationKind;

/// How far from a whole number the solver's value of one may be: a thousand times its own tolerance.
const WHOLE_WITHIN: f64 = 1e-3;

/// A row: the weighted sum of variables, plus `constant`, is zero or not negative.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub terms: Vec<(usize, i64)>,
    pub constant: i64,
    pub kind: RelationKind,
}

/// Variables with bounds and costs, and rows over them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Programme {
    pub bounds: Vec<(i64, i64)>,
    pub costs: Vec<f64>,
    pub rows: Vec<Row>,
}

/// What came of a programme.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    /// A point of whole numbers, exactly feasible; the cheapest, unless the search ended early.
    Point { values: Vec<i64> },
    /// There is no point.
    None,
    /// The search was given up.
    Unknown,
}

impl Programme {
    /// Adds a variable.
    pub(crate) fn variable(&mut self, bounds: (i64, i64), cost: f64) -> usize {
        self.bounds.push(bounds);
        self.costs.push(cost);
        self.bounds.len() - 1
    }

    /// The cheapest point of whole numbers. The linear programme alone often has one; only if not, is
    /// there a search, over at most `nodes_max` nodes.
    pub(crate) fn cheapest(&self, nodes_max: usize) -> Found {
        match self.solve(0, nodes_max) {
            Answer::Point(values, _) => match self.exact(&values) {
                Some(values) => Found::Point { values },
                None => self.search(nodes_max),
            },
            Answer::None => Found::None,
            Answer::Unknown => Found::Unknown,
        }
    }

    /// A cheap point of whole numbers, where the cheapest is not needed: costs are of moving from zero, and what the
    /// linear programme does not move mostly need not move in whole numbers either. That search is over few
    /// variables; only if it finds nothing, is there one over all.
    pub(crate) fn cheap(&self, nodes_max: usize) -> Found {
        let values = match self.solve(0, nodes_max) {
            Answer::Point(values, _) => values,
            Answer::None => return Found::None,
            Answer::Unknown => return Found::Unknown,
        };
        if let Some(values) = self.exact(&values) {
            return Found::Point { values };
        }
        let mut narrow = self.clone();
        for (variable, value) in values.iter().enumerate() {
            if self.costs[variable] > 0.0 && value.abs() < WHOLE_WITHIN {
                narrow.bounds[variable] = (0, 0);
            }
        }
        match narrow.search(nodes_max) {
            Found::Point { values } => Found::Point { values },
            Found::None | Found::Unknown => self.search(nodes_max),
        }
    }

    /// The proven least cost when only the first `whole` variables must be whole numbers; `None` if there
    /// is no point or the search was given up.
    pub(crate) fn least_cost(&self, whole: usize, nodes_max: usize) -> Option<f64> {
        match self.solve(whole, nodes_max) {
            Answer::Point(_, bound) => Some(bound).filter(|bound| bound.is_finite()),
            Answer::None | Answer::Unknown => None,
        }
    }

    fn search(&self, nodes_max: usize) -> Found {
        match self.solve(self.bounds.len(), nodes_max) {
            Answer::Point(values, _) => match self.exact(&values) {
                Some(values) => Found::Point { values },
                None => Found::Unknown,
            },
            Answer::None => Found::None,
            Answer::Unknown => Found::Unknown,
        }
    }

    fn solve(&self, whole: usize, nodes_max: usize) -> Answer {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<_> = self
            .bounds
            .iter()
            .zip(&self.costs)
            .enumerate()
            .map(|(place, ((low, high), cost))| {
                let narrow = i32::try_from(*low).ok().zip(i32::try_from(*high).ok());
                match narrow.filter(|_| place < whole) {
                    Some(bounds) => problem.add_integer_var(*cost, bounds),
                    None => problem.add_var(*cost, (*low as f64, *high as f64)),
                }
            })
            .collect();
        for row in &self.rows {
            let terms: Vec<_> = row
                .terms
                .iter()
                .map(|(variable, factor)| (variables[*variable], *factor as f64))
                .collect();
            let comparison = match row.kind {
                RelationKind::Zero => ComparisonOp::Eq,
                RelationKind::NotNegative => ComparisonOp::Ge,
            };
            problem.add_constraint(terms, comparison, -row.constant as f64);
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(nodes_max as u64);
        match problem.solve_with(options) {
            Ok(outcome) => match outcome.into_solution() {
                Ok(solution) => {
                    let values = variables.iter().map(|v| solution.var_value(*v)).collect();
                    let bound = if solution.status() == microlp::SolutionStatus::Optimal {
                        solution.objective()
                    } else {
                        f64::NEG_INFINITY
                    };
                    Answer::Point(values, bound)
                }
                Err(_) => Answer::Unknown,
            },
            Err(microlp::Error::Infeasible) => Answer::None,
            Err(_) => Answer::Unknown,
        }
    }

    /// The values as whole numbers, if they are ones and keep all bounds and rows.
    fn exact(&self, values: &[f64]) -> Option<Vec<i64>> {
        let near = |value: &f64| (value - value.round()).abs() < WHOLE_WITHIN;
        if !values.iter().all(near) {
            return None;
        }
        let whole: Vec<i64> = values.iter().map(|value| value.round() as i64).collect();
        let in_bounds = |(value, (low, high)): (&i64, &(i64, i64))| (low..=high).contains(&value);
        if !whole.iter().zip(&self.bounds).all(in_bounds) {
            return None;
        }
        let kept = |row: &Row| {
            let terms = row
                .terms
                .iter()
                .map(|(variable, factor)| whole[*variable] * factor);
            let sum = terms.sum::<i64>() + row.constant;
            match row.kind {
                RelationKind::Zero => sum == 0,
                RelationKind::NotNegative => sum >= 0,
            }
        };
        self.rows.iter().all(kept).then_some(whole)
    }
}

enum Answer {
    Point(Vec<f64>, f64),
    None,
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_whole_numbers_is_found_where_the_linear_one_is_a_half() {
        // Three numbers, each two of which add up to at least 1: halves would do, whole numbers cost 2.
        let mut programme = Programme::default();
        for _ in 0..3 {
            programme.variable((0, 5), 1.0);
        }
        for (one, other) in [(0, 1), (1, 2), (0, 2)] {
            programme.rows.push(Row {
                terms: vec![(one, 1), (other, 1)],
                constant: -1,
                kind: RelationKind::NotNegative,
            });
        }
        match programme.cheapest(100) {
            Found::Point { values } => assert_eq!(values.iter().sum::<i64>(), 2),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_cannot_be_is_told_from_what_was_not_found() {
        let mut programme = Programme::default();
        programme.variable((0, 3), 0.0);
        programme.rows.push(Row {
            terms: vec![(0, 1)],
            constant: -4,
            kind: RelationKind::Zero,
        });
        assert_eq!(programme.cheapest(100), Found::None);
    }
}
