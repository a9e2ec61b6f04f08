//! `plugin check`: whether the platform would take a component, and what it would show of it.

use std::{fmt, path::Path};

use plugins_host::points::point_key;

use crate::workbench::{ToolFailure, Workbench};

/// What the platform would know of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: String,
    /// Its extension point.
    pub point: &'static str,
    /// SHA-256 of the component.
    pub digest: String,
    /// Its titles, German and English.
    pub titles: [String; 2],
    /// Its parameters with their defaults, JSON.
    pub defaults: String,
    /// How many reasons it can give.
    pub reasons: usize,
}

/// Checks the contract, the imports, the limits, the description and the schema of the parameters.
///
/// # Errors
/// The file cannot be read, or the first thing for which the platform would refuse it.
pub async fn check(workbench: &Workbench, component: &Path) -> Result<Checked, ToolFailure> {
    let plugin = workbench.load(component).await?;
    let about = plugin.about();
    Ok(Checked {
        key: about.name.key.clone(),
        version: about.version.clone(),
        point: point_key(about.point),
        digest: plugin.digest().to_string(),
        titles: [about.name.de.clone(), about.name.en.clone()],
        defaults: plugin.parameters().defaults().to_string(),
        reasons: about.reasons.len(),
    })
}

impl fmt::Display for Checked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [german, english] = &self.titles;
        writeln!(formatter, "{} {} ({})", self.key, self.version, self.point)?;
        writeln!(formatter, "  {german}")?;
        writeln!(formatter, "  {english}")?;
        writeln!(formatter, "  digest      {}", self.digest)?;
        writeln!(formatter, "  reasons     {}", self.reasons)?;
        write!(formatter, "  parameters  {}", self.defaults)
    }
}
