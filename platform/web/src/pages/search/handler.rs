//! Shows what was found, by kind; each kind leads to more of its own.

use askama::Template;
use axum::{Router, routing::get};
use chrono::NaiveDate;
use kernel::access::Permission;
use serde::Deserialize;
use serde_json::json;

use super::DOCUMENT;
use crate::{
    pages::{
        documents::run,
        forms::Form,
        frame::Frame,
        numbers::format_day,
        person::{Labelled, PersonRow},
        render::{PageResult, page},
    },
    state::WebState,
    transport::{address::Address, tenant::TenantRequest},
};

const FIELDS: &[&str] = &["q"];
/// Rows of one kind alone.
const ROWS_OF_ONE_KIND: i32 = 50;
/// Characters of a text in a list.
const EXCERPT_LENGTH: usize = 160;

#[derive(Template)]
#[template(path = "search/page.html")]
pub(in crate::pages) struct SearchPage {
    frame: Frame,
    form: Form,
    /// Whether something was asked for.
    asked: bool,
    groups: Vec<FoundGroup>,
    /// All kinds again, where only one is shown.
    all_kinds: Option<String>,
}

/// What was found of one kind.
struct FoundGroup {
    kind: Kind,
    hits: Vec<Hit>,
    /// Where it goes on; empty where it does not.
    next: String,
}

#[derive(Deserialize)]
struct SearchAnswer {
    search: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    kind: Kind,
    has_next_page: bool,
    end_cursor: Option<String>,
    hits: Vec<Hit>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Kind {
    Person,
    Case,
    Contact,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Person, Self::Case, Self::Contact];

    /// The word in the page's address.
    fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Case => "case",
            Self::Contact => "contact",
        }
    }

    /// The name in the schema.
    fn name(self) -> String {
        self.word().to_uppercase()
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Person => "search-persons",
            Self::Case => "search-cases",
            Self::Contact => "search-contacts",
        }
    }
}

#[derive(Deserialize)]
#[serde(tag = "__typename")]
enum Hit {
    Person(PersonRow),
    Case(CaseHit),
    FoundContact(ContactHit),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CaseHit {
    id: String,
    number: String,
    client: Client,
    reason: String,
    opened_on: NaiveDate,
    state: Labelled,
}

#[derive(Deserialize)]
struct ContactHit {
    contact: Contact,
    case: CaseOfContact,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Contact {
    occurred_on: NaiveDate,
    note: String,
    channel: Labelled,
}

#[derive(Deserialize)]
struct CaseOfContact {
    id: String,
    number: String,
    client: Client,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client {
    display_name: String,
}

impl SearchPage {
    fn day(&self, day: &NaiveDate) -> String {
        format_day(*day, self.frame.words.0)
    }

    /// The beginning of a text, cut between letters.
    fn excerpt(&self, text: &str) -> String {
        excerpt(text)
    }

    fn nothing_found(&self) -> bool {
        self.groups.iter().all(|group| group.hits.is_empty())
    }
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new().route("/k/{tenant}/search", get(show))
}

async fn show(request: TenantRequest) -> PageResult {
    request.context.authorize(Permission::PersonRead)?;
    let address = &request.address;
    let text = address.parameter("q").unwrap_or_default().trim().to_owned();
    let only = address.parameter("kind").and_then(Kind::of);
    let groups = if text.is_empty() {
        Vec::new()
    } else {
        let variables = json!({
            "text": text,
            "kinds": only.map(|kind| [kind.name()]),
            "first": only.map(|_| ROWS_OF_ONE_KIND),
            "after": address.parameter("after").filter(|_| only.is_some()),
        });
        let answer = run::<SearchAnswer>(&request, DOCUMENT, "Search", variables).await?;
        let groups = answer.search.into_iter();
        groups.map(|group| found(group, address, only)).collect()
    };
    page(&SearchPage {
        frame: Frame::of(&request),
        asked: !text.is_empty(),
        form: Form::new(&request, FIELDS).with("q", text),
        groups,
        all_kinds: only.map(|_| address.with(&[("kind", ""), ("after", ""), ("lang", "")])),
    })
}

/// A page of one kind goes on where it ended; a group among others leads to its kind alone, from its
/// beginning, since more of it stands there at once.
fn found(group: Group, address: &Address, only: Option<Kind>) -> FoundGroup {
    let cursor = group
        .end_cursor
        .filter(|_| only.is_some())
        .unwrap_or_default();
    let next = if group.has_next_page {
        address.with(&[
            ("kind", group.kind.word()),
            ("after", &cursor),
            ("lang", ""),
        ])
    } else {
        String::new()
    };
    FoundGroup {
        kind: group.kind,
        hits: group.hits,
        next,
    }
}

fn excerpt(text: &str) -> String {
    let mut letters = text.chars();
    let mut beginning: String = letters.by_ref().take(EXCERPT_LENGTH).collect();
    if letters.next().is_some() {
        beginning.push('…');
    }
    beginning
}

#[cfg(test)]
pub(in crate::pages) fn samples(locale: kernel::locale::Locale) -> Vec<SearchPage> {
    let address = Address::of(&axum::http::Uri::from_static("/k/coesfeld/search?q=wohn"));
    let sample = |text: &str, only: Option<Kind>| {
        let answer: SearchAnswer =
            serde_json::from_str(include_str!("samples/found.json")).expect("a sample answer");
        let groups = answer.search.into_iter();
        SearchPage {
            frame: Frame::sample(locale),
            form: Form::sample(FIELDS).with("q", text),
            asked: !text.is_empty(),
            groups: groups.map(|group| found(group, &address, only)).collect(),
            all_kinds: only.map(|_| "/k/coesfeld/search?q=wohn".to_owned()),
        }
    };
    let nothing = SearchPage {
        groups: Vec::new(),
        ..sample("nirgends", None)
    };
    let not_asked = SearchPage {
        groups: Vec::new(),
        ..sample("", None)
    };
    vec![
        sample("wohn", None),
        sample("wohn", Some(Kind::Contact)),
        nothing,
        not_asked,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_leads_to_its_kind_and_a_kind_to_its_next_page() {
        let address = Address::of(&axum::http::Uri::from_static("/k/a/search?q=x&lang=en"));
        let group = |has_next_page| Group {
            kind: Kind::Case,
            has_next_page,
            end_cursor: Some("c".to_owned()),
            hits: Vec::new(),
        };
        for (has_next, only, next) in [
            (false, None, ""),
            (true, None, "/k/a/search?q=x&kind=case"),
            (true, Some(Kind::Case), "/k/a/search?q=x&kind=case&after=c"),
        ] {
            assert_eq!(found(group(has_next), &address, only).next, next);
        }
    }

    #[test]
    fn a_long_text_is_cut_between_letters() {
        assert_eq!(excerpt("Tür"), "Tür");
        let long = "ü".repeat(EXCERPT_LENGTH + 1);
        assert_eq!(excerpt(&long), format!("{}…", "ü".repeat(EXCERPT_LENGTH)));
    }
}
