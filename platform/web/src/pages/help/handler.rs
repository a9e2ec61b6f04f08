//! Shows the topics and one of them.

use askama::Template;
use axum::{Router, extract::Path, routing::get};
use kernel::locale::Locale;

use crate::{
    pages::{
        frame::Frame,
        render::{PageResult, page},
    },
    state::WebState,
    transport::{problem::Problem, tenant::TenantRequest},
};

/// One topic: its key in the address, and its texts.
struct Topic {
    key: &'static str,
    german: &'static str,
    english: &'static str,
}

macro_rules! topics {
    ($($key:literal),* $(,)?) => {
        [$(Topic {
            key: $key,
            german: include_str!(concat!("topics/de/", $key, ".html")),
            english: include_str!(concat!("topics/en/", $key, ".html")),
        }),*]
    };
}

/// All topics, in the order in which people meet them.
const TOPICS: [Topic; 13] = topics![
    "sign-in",
    "find-case",
    "open-case",
    "contacts",
    "support",
    "day",
    "search",
    "closing",
    "structure",
    "privacy",
    "configuration",
    "rules",
    "tokens"
];

impl Topic {
    fn text(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::De => self.german,
            Locale::En => self.english,
        }
    }

    fn title_key(&self) -> String {
        format!("help-{}", self.key)
    }
}

#[derive(Template)]
#[template(path = "help/index.html")]
pub(in crate::pages) struct HelpIndexPage {
    frame: Frame,
    topics: &'static [Topic],
}

#[derive(Template)]
#[template(path = "help/page.html")]
pub(in crate::pages) struct HelpPage {
    frame: Frame,
    title: String,
    /// HTML of our own, compiled in.
    text: &'static str,
}

pub(in crate::pages) fn routes() -> Router<WebState> {
    Router::new()
        .route("/k/{tenant}/help", get(show_index))
        .route("/k/{tenant}/help/{topic}", get(show_topic))
}

async fn show_index(request: TenantRequest) -> PageResult {
    page(&HelpIndexPage {
        frame: Frame::of(&request),
        topics: &TOPICS,
    })
}

async fn show_topic(request: TenantRequest, Path((_, key)): Path<(String, String)>) -> PageResult {
    let topic = TOPICS
        .iter()
        .find(|topic| topic.key == key)
        .ok_or(Problem::NotFound)?;
    page(&topic_page(Frame::of(&request), topic))
}

fn topic_page(frame: Frame, topic: &'static Topic) -> HelpPage {
    HelpPage {
        title: frame.text(&topic.title_key()),
        text: topic.text(frame.words.0),
        frame,
    }
}

#[cfg(test)]
pub(in crate::pages) fn index_samples(locale: Locale) -> Vec<HelpIndexPage> {
    vec![HelpIndexPage {
        frame: Frame::sample(locale),
        topics: &TOPICS,
    }]
}

#[cfg(test)]
pub(in crate::pages) fn topic_samples(locale: Locale) -> Vec<HelpPage> {
    TOPICS
        .iter()
        .map(|topic| topic_page(Frame::sample(locale), topic))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// All words of the pages in one language, as they stand in their files.
    fn words(locale: Locale) -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("locales")
            .join(locale.tag());
        let files = fs::read_dir(folder).expect("a folder of words");
        let text = |file: std::io::Result<fs::DirEntry>| {
            fs::read_to_string(file.expect("a file").path()).expect("words in UTF-8")
        };
        files.map(text).collect()
    }

    fn quoted(text: &str, opening: char, closing: char) -> Vec<&str> {
        text.split(opening)
            .skip(1)
            .filter_map(|rest| rest.split_once(closing))
            .map(|(quoted, _)| quoted)
            .collect()
    }

    #[test]
    fn what_help_names_stands_on_the_pages_by_that_name() {
        for (locale, opening, closing) in [(Locale::De, '„', '“'), (Locale::En, '“', '”')] {
            let words = words(locale);
            for topic in &TOPICS {
                for label in quoted(topic.text(locale), opening, closing) {
                    let line = format!("= {label}\n");
                    assert!(words.contains(&line), "{}: {label}", topic.key);
                }
            }
        }
    }
}
