//! Shows earlier values beside what was written instead.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use chrono::{DateTime, Utc};
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_instant,
        person::{
            answer::Choices,
            fields::{label_key, readable},
        },
        render::{PageResult, page},
    },
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

#[derive(Template)]
#[template(path = "person/history/page.html")]
pub(in crate::pages) struct PersonHistoryPage {
    frame: Frame,
    person: PersonWithChanges,
    choices: Choices,
}

#[derive(Deserialize)]
struct HistoryAnswer {
    person: Option<PersonWithChanges>,
    county: Choices,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PersonWithChanges {
    id: String,
    display_name: String,
    changes: Vec<Change>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    field: String,
    before: Option<String>,
    after: Option<String>,
    reason: String,
    changed_at: DateTime<Utc>,
    changed_by: Option<String>,
}

impl PersonHistoryPage {
    fn instant(&self, at: &DateTime<Utc>) -> String {
        format_instant(*at, self.frame.words.0)
    }

    fn label(&self, change: &Change) -> String {
        self.frame.text(label_key(&change.field))
    }

    /// A value as the form would show it.
    fn value(&self, change: &Change, value: &Option<String>) -> String {
        let form = match value {
            Some(value) => Form::default().with(&change.field, value),
            None => Form::default(),
        };
        readable(&form, &change.field, &self.choices, &self.frame)
    }
}

pub(in crate::pages::person) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/persons/{id}/history", get(show))
}

async fn show(request: TenantRequest, Path((_, id)): Path<(String, String)>) -> PageResult {
    // The role is looked at first, so that a refusal does not tell whether the person is there.
    request.context.authorize(Permission::PersonUpdate)?;
    let variables = json!({ "id": id });
    let answer = run::<HistoryAnswer>(&request, DOCUMENT, "PersonHistory", variables).await?;
    page(&PersonHistoryPage {
        frame: Frame::of(&request),
        person: answer.person.ok_or(Problem::NotFound)?,
        choices: answer.county,
    })
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<PersonHistoryPage> {
    let sample = |changes| PersonHistoryPage {
        frame: Frame::sample(locale),
        person: PersonWithChanges {
            id: "p1".to_owned(),
            display_name: "Ayşe Yıldız".to_owned(),
            changes,
        },
        choices: Choices::sample(),
    };
    let changes = serde_json::from_str(include_str!("samples/changes.json"));
    vec![sample(changes.expect("sample changes")), sample(Vec::new())]
}

#[cfg(test)]
mod tests {
    use kernel::locale::Locale;

    use super::*;

    #[test]
    fn earlier_values_are_read_like_present_ones() {
        let page = samples(Locale::De).remove(0);
        let shown: Vec<(String, String, String)> = page
            .person
            .changes
            .iter()
            .map(|change| {
                let value = |value| page.value(change, value);
                (
                    page.label(change),
                    value(&change.before),
                    value(&change.after),
                )
            })
            .collect();
        let expected = [
            ("Geburtsdatum", "nicht angegeben", "01.05.1990"),
            ("Familienname", "Yildiz", "Yıldız"),
            ("Gespräche brauchen eine Sprachmittlung", "nein", "ja"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(shown, expected);
    }
}
