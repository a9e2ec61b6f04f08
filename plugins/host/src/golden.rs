//! Golden cases: questions and the answers that must come, as files beside a rule.
//!
//! ```json
//! { "name": "what it shows", "function": "classify", "request": { … }, "expected": [ … ] }
//! ```
//! Keys stand where positions cross, dates are `2021-03-31`. `parameters` is an object and may be left out: then the
//! rule's defaults are taken. Expected answers name the fields that matter; a field that they leave out may be
//! anything. A case that must fail says `"fails": "PLUGIN_DECLINED"` instead.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use crate::{
    call::{CallFailure, CallLimits, Called, Cost},
    plugin::Plugin,
    points::{
        Classify, ComputeGrants, ComputeIndicators, DirectNeeds, ExtensionPoint, Floors,
        JudgeCases, ProposeConstellation, Question, ShareOut,
    },
    readable::{Translator, UnknownWord},
    sandbox::Sandbox,
};

/// A golden case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldenCase {
    /// What it shows.
    pub name: String,
    /// Which function of the world is asked.
    pub function: String,
    /// The question.
    pub request: Value,
    /// The answers that must come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Value>,
    /// The code of the failure that must come instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fails: Option<String>,
}

/// A case that cannot be asked.
#[derive(Debug, Error)]
pub enum BadCase {
    /// No function of this name belongs to the rule's extension point.
    #[error("no function {0:?} belongs to this extension point")]
    Function(String),
    /// A key or date that does not exist.
    #[error(transparent)]
    Word(#[from] UnknownWord),
    /// A field that is missing, or has another type.
    #[error("the request does not fit: {0}")]
    Shape(#[source] serde_json::Error),
    /// Neither answers nor a failure is expected.
    #[error("say either what is expected or how it fails")]
    NothingExpected,
}

/// How a case went.
#[derive(Debug)]
pub struct CaseReport {
    /// What the rule answered, in words.
    pub answered: Result<Value, CallFailure>,
    /// What differs, one line each, empty if all is well.
    pub differences: Vec<String>,
    /// What it cost; none if it failed.
    pub cost: Option<Cost>,
}

impl Sandbox {
    /// Runs one case on this thread.
    ///
    /// # Errors
    /// The case itself cannot be asked.
    pub fn run_case(&self, plugin: &Plugin, case: &GoldenCase) -> Result<CaseReport, BadCase> {
        self.run_case_within(plugin, case, &CallLimits::default())
    }

    /// Runs one case on this thread, within limits of its own.
    ///
    /// # Errors
    /// The case itself cannot be asked.
    pub fn run_case_within(
        &self,
        plugin: &Plugin,
        case: &GoldenCase,
        limits: &CallLimits,
    ) -> Result<CaseReport, BadCase> {
        match (plugin.about().point, case.function.as_str()) {
            (ExtensionPoint::TargetGroup, Floors::FUNCTION) => {
                self.run::<Floors>(plugin, case, limits)
            }
            (ExtensionPoint::TargetGroup, Classify::FUNCTION) => {
                self.run::<Classify>(plugin, case, limits)
            }
            (ExtensionPoint::PositionShares, ShareOut::FUNCTION) => {
                self.run::<ShareOut>(plugin, case, limits)
            }
            (ExtensionPoint::CaseClosing, JudgeCases::FUNCTION) => {
                self.run::<JudgeCases>(plugin, case, limits)
            }
            (ExtensionPoint::Precedence, DirectNeeds::FUNCTION) => {
                self.run::<DirectNeeds>(plugin, case, limits)
            }
            (ExtensionPoint::Indication, ProposeConstellation::FUNCTION) => {
                self.run::<ProposeConstellation>(plugin, case, limits)
            }
            (ExtensionPoint::Funding, ComputeGrants::FUNCTION) => {
                self.run::<ComputeGrants>(plugin, case, limits)
            }
            (ExtensionPoint::Indicators, ComputeIndicators::FUNCTION) => {
                self.run::<ComputeIndicators>(plugin, case, limits)
            }
            _ => Err(BadCase::Function(case.function.clone())),
        }
    }

    fn run<Q: Question>(
        &self,
        plugin: &Plugin,
        case: &GoldenCase,
        limits: &CallLimits,
    ) -> Result<CaseReport, BadCase> {
        let request = read_request::<Q>(plugin, &case.request)?;
        let called = self.ask_blocking::<Q>(plugin, &request, limits);
        let translator = Translator::new(Q::WORDS, &case.request, plugin.about());
        report(called, case, &translator)
    }
}

/// Reads a question from its form in files.
///
/// # Errors
/// Keys, dates or fields that do not exist.
pub fn read_request<Q: Question>(plugin: &Plugin, request: &Value) -> Result<Q::Request, BadCase> {
    let translator = Translator::new(Q::WORDS, request, plugin.about());
    let mut numbers = translator.to_numbers(request)?;
    if let Some(fields) = numbers.as_object_mut() {
        let defaults = || Value::String(plugin.parameters().defaults().to_string());
        fields.entry("parameters").or_insert_with(defaults);
    }
    serde_json::from_value(numbers).map_err(BadCase::Shape)
}

fn report<A: Serialize>(
    called: Result<Called<A>, CallFailure>,
    case: &GoldenCase,
    translator: &Translator<'_>,
) -> Result<CaseReport, BadCase> {
    let cost = called.as_ref().ok().map(|called| called.cost);
    let answered = called.map(|called| {
        let numbers = serde_json::to_value(&called.answers).expect("answers are plain data");
        translator.to_words(&numbers)
    });
    let mut differences = Vec::new();
    match (&case.expected, &case.fails, &answered) {
        (Some(expected), None, Ok(found)) => compare("", expected, found, &mut differences),
        (Some(_), None, Err(failure)) => differences.push(format!("it failed: {failure}")),
        (None, Some(code), Err(failure)) if failure.code() == code => {}
        (None, Some(code), Err(failure)) => {
            differences.push(format!(
                "expected {code}, found {}: {failure}",
                failure.code()
            ));
        }
        (None, Some(code), Ok(_)) => differences.push(format!("expected {code}, but it answered")),
        _ => return Err(BadCase::NothingExpected),
    }
    Ok(CaseReport {
        answered,
        differences,
        cost,
    })
}

/// Names what differs by its place.
fn compare(place: &str, expected: &Value, found: &Value, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(fields), Value::Object(others)) => {
            for (name, value) in fields {
                let found = others.get(name).unwrap_or(&Value::Null);
                compare(&format!("{place}.{name}"), value, found, differences);
            }
        }
        (Value::Array(items), Value::Array(others)) if items.len() == others.len() => {
            for (at, (item, other)) in items.iter().zip(others).enumerate() {
                compare(&format!("{place}[{at}]"), item, other, differences);
            }
        }
        _ if expected == found => {}
        _ => differences.push(format!("{place}: expected {expected}, found {found}")),
    }
}
