//! The target group of Rhein-Kreis Neuss as an Extism plugin: JSON in, JSON out, the way such plugins are written.

#[path = "../../../../plugins/host/benches/classify/native.rs"]
mod native;

use extism_pdk::{FnResult, Json, plugin_fn};
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// What is asked.
#[derive(Debug, Deserialize)]
pub struct Question {
    as_of: Date,
    persons: Vec<native::Person>,
}

/// Places persons in stages.
#[plugin_fn]
pub fn classify(Json(question): Json<Question>) -> FnResult<Json<Vec<native::Placement>>> {
    Ok(Json(native::classify(&question.persons, question.as_of)))
}
