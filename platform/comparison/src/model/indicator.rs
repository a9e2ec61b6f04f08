//! The catalogue of indicators: one definition for every county.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::de::value::StrDeserializer;
use serde::de::{Error as _, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

/// The catalogue as it is checked in.
pub const INDICATORS_CSV: &str = include_str!("indicators.csv");

/// What a figure is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Persons, each once.
    Persons,
    /// Families, each once; somebody alone is one.
    Families,
    /// Cases.
    Cases,
    /// Contacts.
    Contacts,
    /// Minutes.
    Minutes,
    /// Days.
    Days,
    /// Hundredths of a full-time post.
    PostsCentiFte,
    /// Other things: referrals, findings, agreements and the like, named by the definition.
    Items,
}

/// What a period means for a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// What was so on one day. Months do not add up to a year.
    Stock,
    /// What happened during a period. Months add up to quarters and years, unless people are counted, who
    /// may come again.
    Flow,
}

/// The day or days that a figure is true for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// The last day of the period, at its end.
    LastDay,
    /// From the first to the last day of the period.
    WholePeriod,
}

/// What a figure may be related to, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ratio {
    /// It stands for itself.
    None,
    /// The share in another indicator.
    Share,
    /// The mean over another indicator.
    Mean,
}

/// What a figure may be broken down by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breakdown {
    /// Municipality.
    Municipality,
    /// Unit.
    Unit,
    /// Constellation.
    Constellation,
    /// Phase.
    Phase,
    /// Age band.
    AgeBand,
    /// Life area.
    LifeArea,
    /// Legal field.
    LegalField,
    /// Carrier.
    Carrier,
    /// Module.
    Module,
    /// Ground of closing.
    ClosingGround,
    /// Result of a referral.
    Result,
    /// Stage of the target group.
    Stage,
    /// Kind of a finding, theme, agreement or residence matter.
    Kind,
    /// Level (local, county, state) a finding or theme belongs to.
    Level,
    /// State of a milestone or agreement.
    State,
}

/// One line of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// The stable key.
    pub key: String,
    /// Its German name.
    pub name_de: String,
    /// Its English name.
    pub name_en: String,
    /// What is counted and what is not, in German.
    pub definition_de: String,
    /// What is counted and what is not, in English.
    pub definition_en: String,
    /// What it is counted in.
    pub unit: Unit,
    /// What is counted, in the words of the data; of a share or mean the indicator that is divided.
    pub numerator: String,
    /// The indicator it is divided by; empty if it stands for itself.
    pub denominator: String,
    /// How numerator and denominator go together.
    pub ratio: Ratio,
    /// Stock or flow.
    pub period: PeriodKind,
    /// The day or days it is true for.
    pub reference: Reference,
    /// What it may be broken down by, separated by spaces.
    #[serde(deserialize_with = "breakdowns")]
    pub breakdowns: Vec<Breakdown>,
    /// Whether the figure is also given per 1,000 foreign residents.
    pub per_1000_foreign_residents: bool,
    /// Whether the figure is also given per filled full-time post.
    pub per_post: bool,
    /// Counts up when the definition changes: a line drawn over two versions has a break.
    pub version: u32,
    /// The first day this version is true for.
    pub since: NaiveDate,
    /// Where the figure comes from.
    pub source: String,
}

/// All indicators, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    indicators: Vec<Indicator>,
}

/// What is wrong with a catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A line that cannot be read.
    #[error("a line of the catalogue cannot be read")]
    Line(#[from] csv::Error),
    /// A field left empty.
    #[error("{indicator}: {field} is empty")]
    Empty {
        /// The indicator.
        indicator: String,
        /// The field.
        field: &'static str,
    },
    /// A key or name that two indicators have.
    #[error("two indicators have {0:?} as key or name")]
    Twice(String),
    /// Fields that contradict each other.
    #[error("{indicator}: {what}")]
    Contradiction {
        /// The indicator.
        indicator: String,
        /// What does not go together.
        what: &'static str,
    },
}

impl Catalogue {
    /// The catalogue that all counties share.
    ///
    /// # Panics
    /// Never: the tests of this crate read the same file.
    #[must_use]
    pub fn shared() -> Self {
        Self::parse(INDICATORS_CSV).expect("the catalogue that is compiled in was tested")
    }

    /// A catalogue from CSV with a header line.
    ///
    /// # Errors
    /// [`CatalogueError`], for the first thing that is wrong.
    pub fn parse(csv: &str) -> Result<Self, CatalogueError> {
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let indicators: Vec<Indicator> = reader.deserialize().collect::<Result<_, _>>()?;
        let catalogue = Self { indicators };
        catalogue.check()?;
        Ok(catalogue)
    }

    /// Every indicator.
    #[must_use]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|indicator| indicator.key == key)
    }

    fn check(&self) -> Result<(), CatalogueError> {
        let mut taken = BTreeSet::new();
        for indicator in &self.indicators {
            indicator.check_filled()?;
            let names = [&indicator.key, &indicator.name_de, &indicator.name_en];
            let own: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
            for name in own {
                if !taken.insert(name.clone()) {
                    return Err(CatalogueError::Twice(name));
                }
            }
        }
        for indicator in &self.indicators {
            if let Some(what) = self.contradiction(indicator) {
                let indicator = indicator.key.clone();
                return Err(CatalogueError::Contradiction { indicator, what });
            }
        }
        Ok(())
    }

    fn contradiction(&self, indicator: &Indicator) -> Option<&'static str> {
        let well_formed = |key: &str| {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            key.chars().all(fits) && key.starts_with(|c: char| c.is_ascii_lowercase())
        };
        let divided = indicator.ratio != Ratio::None;
        let breakdowns: BTreeSet<_> = indicator.breakdowns.iter().collect();
        let by_period = match indicator.period {
            PeriodKind::Stock => Reference::LastDay,
            PeriodKind::Flow => Reference::WholePeriod,
        };
        let wrong = [
            (
                !well_formed(&indicator.key),
                "a key has small letters, digits and _",
            ),
            (
                divided == indicator.denominator.is_empty(),
                "a ratio and a denominator need each other",
            ),
            (
                divided
                    && self
                        .find(&indicator.denominator)
                        .is_none_or(|by| by.key == indicator.key),
                "the denominator must be another indicator",
            ),
            (
                divided
                    && self
                        .find(&indicator.numerator)
                        .is_none_or(|of| of.key == indicator.key),
                "the numerator of a share or mean must be another indicator",
            ),
            (
                indicator.reference != by_period,
                "a stock is true for the last day, a flow for the whole period",
            ),
            (
                breakdowns.len() != indicator.breakdowns.len(),
                "a breakdown is named twice",
            ),
            (indicator.version == 0, "versions begin with 1"),
            (
                divided && (indicator.per_1000_foreign_residents || indicator.per_post),
                "a share or mean is not divided again",
            ),
        ];
        wrong
            .into_iter()
            .find(|(wrong, _)| *wrong)
            .map(|(_, what)| what)
    }
}

impl Indicator {
    fn check_filled(&self) -> Result<(), CatalogueError> {
        let fields = [
            ("key", &self.key),
            ("name_de", &self.name_de),
            ("name_en", &self.name_en),
            ("definition_de", &self.definition_de),
            ("definition_en", &self.definition_en),
            ("numerator", &self.numerator),
            ("source", &self.source),
        ];
        match fields.into_iter().find(|(_, text)| text.trim().is_empty()) {
            Some((field, _)) => Err(CatalogueError::Empty {
                indicator: self.key.clone(),
                field,
            }),
            None => Ok(()),
        }
    }
}

/// Breakdowns in one field of a line, separated by spaces.
fn breakdowns<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Breakdown>, D::Error> {
    let field = String::deserialize(from)?;
    let one = |word: &str| {
        let word: StrDeserializer<'_, serde::de::value::Error> = word.into_deserializer();
        Breakdown::deserialize(word).map_err(D::Error::custom)
    };
    field.split_whitespace().map(one).collect()
}

#[cfg(test)]
mod tests;
