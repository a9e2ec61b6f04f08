//! Retention: what is due, what is kept, what was deleted.

mod holds;
mod review;

#[cfg(test)]
pub(super) use holds::samples as hold_samples;
#[cfg(test)]
pub(super) use review::samples;

use axum::Router;
use kernel::{access::Permission, actor::Actor};
use serde::Deserialize;

use super::forms::UserError;
use crate::state::WebState;

/// The document of these pages.
pub(super) const DOCUMENT: &str = include_str!("document.graphql");

/// The pages about retention.
pub(super) fn routes() -> Router<WebState> {
    Router::new().merge(review::routes()).merge(holds::routes())
}

/// What a mutation answers of which only the problems matter.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    user_errors: Vec<UserError>,
}

/// A word of a list.
#[derive(Deserialize)]
struct Word {
    #[serde(default)]
    key: String,
    label: String,
}

/// Pages of what is due or kept, for those who may open them.
#[derive(Default)]
struct SubjectPages(Vec<(&'static str, &'static str)>);

impl SubjectPages {
    fn of(actor: &Actor) -> Self {
        let all = [
            ("case", "cases", Permission::CaseRead),
            ("person", "persons", Permission::PersonRead),
            ("household", "households", Permission::HouseholdRead),
        ];
        let open = all.into_iter().filter(|(_, _, needed)| actor.may(*needed));
        Self(open.map(|(kind, folder, _)| (kind, folder)).collect())
    }

    /// The address within the county.
    fn address(&self, kind: &str, id: &str) -> Option<String> {
        let (_, folder) = self.0.iter().find(|(known, _)| *known == kind)?;
        Some(format!("{folder}/{id}"))
    }
}
