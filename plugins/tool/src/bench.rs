//! `plugin bench`: what the golden cases cost, over and over.

use std::{fmt, path::Path, time::Duration};

use crate::{
    golden::run_golden,
    workbench::{ToolFailure, Workbench},
};

/// How often each case is asked.
const RUNS: usize = 21;

/// What a case costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BenchLine {
    /// What it shows.
    pub name: String,
    /// Instructions in wasmtime's fuel, the same on every machine.
    pub fuel: u64,
    /// The median of the wall times, with a fresh instance each.
    pub median: Duration,
}

/// Measures every case that is answered.
///
/// # Errors
/// As [`run_golden`].
pub async fn bench(
    workbench: &Workbench,
    component: &Path,
    cases: &Path,
) -> Result<Vec<BenchLine>, ToolFailure> {
    let mut reports = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        reports.push(run_golden(workbench, component, cases).await?);
    }
    let mut lines = Vec::new();
    for (at, outcome) in reports[0].outcomes.iter().enumerate() {
        let costs = reports
            .iter()
            .filter_map(|report| report.outcomes.get(at)?.cost);
        let mut times: Vec<Duration> = costs.map(|cost| cost.duration).collect();
        times.sort_unstable();
        if let (Some(median), Some(cost)) = (times.get(times.len() / 2), outcome.cost) {
            lines.push(BenchLine {
                name: outcome.name.clone(),
                fuel: cost.fuel,
                median: *median,
            });
        }
    }
    Ok(lines)
}

impl fmt::Display for BenchLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fuel, micros) = (self.fuel, self.median.as_micros());
        write!(
            formatter,
            "{micros:>8} µs {fuel:>12} instructions  {}",
            self.name
        )
    }
}
