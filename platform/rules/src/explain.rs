//! From a decision to a sentence that somebody can say aloud.

use kernel::locale::Locale;
use plugins_host::{
    points::{About, Text},
    sentence::{Language, build_sentence},
};
use serde_json::Value;
use tenants::{County, words::Family};

/// The rule's reason in the reader's language, first the one that decided, then those that hold besides.
///
/// `input` and `output` are a decision's. `choice` gives the word for a position in one of the contract's fixed lists,
/// such as (`residence`, 1). Empty for answers without reasons.
pub fn explain(
    (county, locale): (&County, Locale),
    about: &About,
    (input, output): (&str, &str),
    choice: impl Fn(&str, i32) -> Option<String>,
) -> Vec<String> {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (input, output) = (read(input), read(output));
    let label = &|list: &str, position: i32| {
        find_word(county, locale, &input, list, position).or_else(|| choice(list, position))
    };
    let reason = output.get("reason");
    let number = |field: &str| {
        let value = reason.and_then(|reason| reason.get(field));
        value
            .and_then(Value::as_i64)
            .and_then(|number| i32::try_from(number).ok())
            .unwrap_or_default()
    };
    let sentence =
        |text: &Text, first, second| build_sentence(text, language(locale), first, second, label);
    let decisive = reason
        .and_then(|_| about.reasons.get(usize::try_from(number("code")).ok()?))
        .map(|text| sentence(text, number("first"), number("second")));
    let further = output.get("further").and_then(Value::as_u64).unwrap_or(0);
    let besides = list_reasons(about, further).map(|text| sentence(text, 0, 0));
    decisive.into_iter().chain(besides).collect()
}

/// The reasons of a set of codes.
fn list_reasons(about: &About, set: u64) -> impl Iterator<Item = &Text> {
    let is_in = move |code: usize| code < 64 && set >> code & 1 == 1;
    let reasons = about.reasons.iter().enumerate();
    reasons.filter_map(move |(code, text)| is_in(code).then_some(text))
}

fn language(locale: Locale) -> Language {
    match locale {
        Locale::De => Language::De,
        Locale::En => Language::En,
    }
}

/// The county's word for a position in one of the question's vocabularies.
fn find_word(
    county: &County,
    locale: Locale,
    input: &Value,
    list: &str,
    position: i32,
) -> Option<String> {
    let (vocabulary, family) = match list {
        "stage" => ("stages", Some(Family::Stage)),
        "programme" => ("programmes", Some(Family::Programme)),
        "municipality" => ("municipalities", None),
        _ => return None,
    };
    let position = usize::try_from(position).ok()?;
    let key = input.get(vocabulary)?.get(position)?.as_str()?;
    Some(match family {
        Some(family) => county.label_of(family, key, locale).to_owned(),
        None => {
            let ags = key.parse().ok();
            let municipality = ags.and_then(|ags| county.municipality(&ags));
            municipality.map_or_else(|| key.to_owned(), |municipality| municipality.name.clone())
        }
    })
}
