//! `plugin test`: runs the golden cases beside a rule.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use plugins_host::{Cost, golden::GoldenCase};

use crate::workbench::{ToolFailure, Workbench};

/// How one case went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseOutcome {
    /// Its file.
    pub path: PathBuf,
    /// What it shows.
    pub name: String,
    /// What differs, one line each.
    pub differences: Vec<String>,
    /// What it cost; none where a failure was expected.
    pub cost: Option<Cost>,
}

/// How all cases went, by the names of their files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldenReport {
    /// One for each file.
    pub outcomes: Vec<CaseOutcome>,
}

impl GoldenReport {
    /// Whether every case gave what it had to.
    pub fn is_good(&self) -> bool {
        self.outcomes
            .iter()
            .all(|outcome| outcome.differences.is_empty())
    }
}

/// Runs all cases of a folder.
///
/// # Errors
/// The component or a case cannot be used, or there is none.
pub async fn run_golden(
    workbench: &Workbench,
    component: &Path,
    cases: &Path,
) -> Result<GoldenReport, ToolFailure> {
    let plugin = workbench.load(component).await?;
    let mut outcomes = Vec::new();
    for path in case_files(cases)? {
        let case = read_case(&path)?;
        let report = workbench.sandbox().run_case(&plugin, &case);
        let report = report.map_err(|source| ToolFailure::Case {
            path: path.clone(),
            source,
        })?;
        outcomes.push(CaseOutcome {
            path,
            name: case.name,
            differences: report.differences,
            cost: report.cost,
        });
    }
    if outcomes.is_empty() {
        return Err(ToolFailure::NoCases(cases.to_owned()));
    }
    Ok(GoldenReport { outcomes })
}

fn case_files(folder: &Path) -> Result<Vec<PathBuf>, ToolFailure> {
    let file = |source| ToolFailure::File {
        path: folder.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(file)? {
        let path = entry.map_err(file)?.path();
        if path.extension().is_some_and(|ending| ending == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_case(path: &Path) -> Result<GoldenCase, ToolFailure> {
    let text = fs::read_to_string(path).map_err(|source| ToolFailure::File {
        path: path.to_owned(),
        source,
    })?;
    serde_json::from_str(&text).map_err(|source| ToolFailure::CaseForm {
        path: path.to_owned(),
        source,
    })
}

impl fmt::Display for GoldenReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for outcome in &self.outcomes {
            let mark = if outcome.differences.is_empty() {
                "ok  "
            } else {
                "FAIL"
            };
            let file = outcome
                .path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy();
            write!(formatter, "{mark} {file}: {}", outcome.name)?;
            if let Some(cost) = outcome.cost {
                let micros = cost.duration.as_micros();
                write!(formatter, " ({} instructions, {micros} µs)", cost.fuel)?;
            }
            writeln!(formatter)?;
            for line in &outcome.differences {
                writeln!(formatter, "     {line}")?;
            }
        }
        let good = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.differences.is_empty())
            .count();
        write!(
            formatter,
            "{good} of {} cases as expected",
            self.outcomes.len()
        )
    }
}
