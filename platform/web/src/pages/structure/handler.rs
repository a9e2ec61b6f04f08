//! Shows the structure on a reference date.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use serde_json::json;

use super::{
    DOCUMENT,
    answer::{Labelled, Post, Structure, StructureAnswer, Word, names},
};
use crate::{
    pages::{
        documents::run,
        forms::{Form, UserError},
        frame::Frame,
        numbers::format_day,
        render::{PageResult, invalid_page, page},
    },
    state::WebState,
    transport::tenant::TenantRequest,
};

const FIELDS: &[&str] = &["on"];

#[derive(Template)]
#[template(path = "structure/page.html")]
pub(in crate::pages) struct StructurePage {
    frame: Frame,
    /// The reference date as it was typed.
    form: Form,
    words: Vec<Word>,
    structure: Structure,
}

impl StructurePage {
    /// The county's own word.
    fn word<'a>(&'a self, key: &'a str) -> &'a str {
        self.words
            .iter()
            .find(|word| word.key == key)
            .map_or(key, |word| &word.label)
    }

    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    fn names(&self, list: &[Labelled]) -> String {
        names(list)
    }

    /// Where a post serves: units where the county has them, else the municipalities.
    fn places(&self, post: &Post) -> String {
        if post.county_wide {
            self.frame.text("structure-county-wide")
        } else if post.units.is_empty() {
            names(&post.municipalities)
        } else {
            names(&post.units)
        }
    }

    fn validity(&self, post: &Post) -> String {
        let from = self.day(&post.valid_from);
        match &post.valid_to {
            Some(to) => format!("{from} – {}", self.day(to)),
            None => self.frame.text_with("structure-valid-from", from),
        }
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/structure", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    let typed = request
        .address
        .parameter("on")
        .unwrap_or_default()
        .trim()
        .to_owned();
    let on = typed.parse::<NaiveDate>().ok();
    let answer =
        run::<StructureAnswer>(&request, DOCUMENT, "Structure", json!({ "on": on })).await?;
    let frame = Frame::of(&request);
    let refused = !typed.is_empty() && on.is_none();
    let form = if refused {
        let message = frame.text("structure-on-malformed");
        let problem = UserError {
            field: "on".to_owned(),
            message,
            code: "MALFORMED".to_owned(),
        };
        Form::new(&request, FIELDS)
            .with("on", typed)
            .with_problem(problem)
    } else {
        Form::new(&request, FIELDS).with("on", answer.structure.on)
    };
    let shown = StructurePage {
        frame,
        form,
        words: answer.county.words,
        structure: answer.structure,
    };
    if refused {
        invalid_page(&shown)
    } else {
        page(&shown)
    }
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<StructurePage> {
    let answer =
        |text: &str| serde_json::from_str::<StructureAnswer>(text).expect("a sample answer");
    let full = include_str!("samples/warendorf.json");
    let empty = include_str!("samples/without_units.json");
    [
        (full, Form::sample(FIELDS)),
        (empty, Form::sample_with_problems(FIELDS)),
    ]
    .into_iter()
    .map(|(text, form)| {
        let answer = answer(text);
        StructurePage {
            frame: Frame::sample(locale),
            form,
            words: answer.county.words,
            structure: answer.structure,
        }
    })
    .collect()
}
