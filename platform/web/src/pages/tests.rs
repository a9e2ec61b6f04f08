//! Every page × sample × language is rendered; every document is checked against the schema.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use askama::Template;
use async_graphql::{
    EmptySubscription, Request, Response, Schema, async_trait,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute},
    parser::parse_query,
};
use graphql_schema::{
    county::{CountyMutation, CountyQuery},
    limits::COMPLEXITY_MAX,
};
use kernel::locale::Locale;

use super::*;
use crate::words::MISSING;

mod samples;

use samples::all_pages;

#[test]
fn every_page_is_complete_in_both_languages() {
    for locale in Locale::ALL {
        for (name, samples) in all_pages(locale) {
            assert!(!samples.is_empty(), "{name}");
            for html in samples {
                let missing: Vec<&str> = html
                    .split(MISSING)
                    .skip(1)
                    .filter_map(|rest| rest.split('⟧').next())
                    .collect();
                assert!(
                    missing.is_empty(),
                    "{name} in {locale:?} lacks the texts {missing:?}"
                );
                assert_eq!(html.matches("<h1").count(), 1, "{name}: one main heading");
                assert!(
                    html.contains(&format!("<html lang=\"{}\"", locale.tag())),
                    "{name}"
                );
                assert!(
                    html.contains("id=\"content\""),
                    "{name}: the goal of the skip link"
                );
                assert!(
                    !html.contains(" style=")
                        && !html.contains("<script>")
                        && !html.contains(" onclick"),
                    "{name}: nothing inline"
                );
                assert_ids_are_unique(name, &html);
            }
        }
    }
}

/// Elements that stand within a line: nothing but a blank keeps them from the word beside them.
const INLINE: [&str; 6] = ["a", "code", "em", "small", "span", "strong"];

/// Where a tag touches a word, or an attribute the value before it, although the template has a
/// blank there: it was taken away with the whitespace around `{% … %}`.
fn swallowed_blanks(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut before = "";
    for piece in html.split_inclusive('>') {
        let (text, tag) = piece.rsplit_once('<').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/');
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let is_word = |c: char| c.is_alphanumeric() || ".,;:!?)".contains(c);
        let opens =
            INLINE.contains(&name) && !tag.starts_with('/') && !tag.contains("kern-sr-only");
        if opens && text.ends_with(is_word) {
            found.push(format!("{text}<{tag}"));
        }
        if before.starts_with('/') && text.starts_with(|c: char| c.is_alphanumeric() || c == '(') {
            found.push(format!("<{before}{text}"));
        }
        if attributes_touch(tag) {
            found.push(format!("<{tag}"));
        }
        before = if INLINE.contains(&name) { tag } else { "" };
    }
    found
}

/// Whether a value is followed by a name without a blank: `value=""autocomplete="off"`.
fn attributes_touch(tag: &str) -> bool {
    let after_values = tag.split('"').skip(2).step_by(2);
    let mut after_values = after_values.peekable();
    while let Some(rest) = after_values.next() {
        if after_values.peek().is_some() && !rest.starts_with(char::is_whitespace) {
            return true;
        }
    }
    false
}

#[test]
fn no_blank_between_words_is_swallowed() {
    for locale in Locale::ALL {
        for (name, samples) in all_pages(locale) {
            for html in samples {
                let found = swallowed_blanks(&html);
                assert!(found.is_empty(), "{name} in {locale:?}: {found:?}");
                let title = html.split("<title>").nth(1).expect("a title");
                assert!(title.contains(" – Kreislotse"), "{name}: {title:.60}");
            }
        }
    }
}

#[test]
fn a_swallowed_blank_is_found() {
    for (html, expected) in [
        ("<p>Demo<span>(Lead)</span></p>", 1),
        ("<p>Version 1 is in force.<a href=\"x\">How</a></p>", 1),
        ("<p><code>a.yaml</code>wrong</p>", 1),
        ("<input value=\"\"autocomplete=\"off\">", 1),
        (
            "<p>Demo <span>(Lead)</span>, <a href=\"x\" class=\"y\">go</a>.</p>",
            0,
        ),
        ("<td><a href=\"x\">1</a></td><td>2</td>", 0),
        ("<p>Revoke<span class=\"kern-sr-only\"> name</span></p>", 0),
    ] {
        assert_eq!(swallowed_blanks(html).len(), expected, "{html}");
    }
}

fn assert_ids_are_unique(name: &str, html: &str) {
    let mut ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(
        ids.len(),
        count,
        "{name}: an id appears twice among {ids:?}"
    );
}

#[test]
fn titles_of_pages_differ() {
    for locale in Locale::ALL {
        let title = |html: &String| {
            html.split("<title>")
                .nth(1)
                .and_then(|rest| rest.split('<').next())
                .expect("a title")
                .to_owned()
        };
        let mut titles: Vec<String> = all_pages(locale)
            .iter()
            .filter_map(|(_, samples)| samples.first().map(title))
            .collect();
        let count = titles.len();
        titles.sort();
        titles.dedup();
        assert_eq!(titles.len(), count, "{titles:?}");
    }
}

#[test]
fn what_people_typed_is_escaped() {
    let page = api_tokens::samples(Locale::De)
        .remove(1)
        .render()
        .expect("renders");
    assert!(page.contains("Statistik &#60;b&#62;") && !page.contains("Statistik <b>"));
}

/// Ends every operation before anything is resolved: only validation is wanted.
struct ValidationOnly;

impl ExtensionFactory for ValidationOnly {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(ValidationOnly)
    }
}

#[async_trait::async_trait]
impl Extension for ValidationOnly {
    async fn execute(
        &self,
        _: &ExtensionContext<'_>,
        _: Option<&str>,
        _: NextExecute<'_>,
    ) -> Response {
        Response::default()
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("a folder of pages")
        .map(|entry| entry.expect("an entry").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "graphql")
    });
    own.chain(folders.iter().flat_map(|folder| documents(folder)))
        .collect()
}

#[tokio::test]
async fn every_document_fits_the_schema() {
    let schema = Schema::build(
        CountyQuery::default(),
        CountyMutation::default(),
        EmptySubscription,
    )
    .extension(ValidationOnly)
    .limit_complexity(COMPLEXITY_MAX)
    .finish();
    let found = documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages"));
    assert!(found.len() >= 4, "{found:?}");
    for path in found {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let document =
            parse_query(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (name, _) in document.operations.iter() {
            let name = name.expect("operations of pages have names").as_str();
            let answer = schema
                .execute(Request::new(&text).operation_name(name))
                .await;
            assert!(
                answer.errors.is_empty(),
                "{} {name}: {:?}",
                path.display(),
                answer.errors
            );
        }
    }
}
