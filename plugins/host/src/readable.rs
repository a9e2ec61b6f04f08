//! Questions and answers as people write them in files: keys instead of positions, dates as `2021-03-31`.
//!
//! What crosses into a rule are numbers; which vocabulary a number belongs to, its field's name says.

use serde_json::{Map, Value, json};

use crate::points::About;

/// How the fields of a question are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Fields that are a position, and the list that they point into.
    pub positions: &'static [(&'static str, &'static str)],
    /// Fields that are a set, and the list that it is made of.
    pub sets: &'static [(&'static str, &'static str)],
    /// Fields that are one of several fixed choices.
    pub choices: &'static [&'static str],
    /// Fields that are a set of the rule's own reasons.
    pub reason_sets: &'static [&'static str],
}

/// A word in a file that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownWord {
    /// A key that is in no list.
    #[error("{field}: {key:?} is not in {list}")]
    Key {
        /// The field.
        field: String,
        /// What stands there.
        key: String,
        /// Where it should be.
        list: String,
    },
    /// A date that does not exist.
    #[error("{field}: {text:?} is not a day")]
    Date {
        /// The field.
        field: String,
        /// What stands there.
        text: String,
    },
}

/// What a field's number means.
enum Meaning {
    Position(&'static str),
    Set(&'static str),
    Choice,
    Other,
}

impl Words {
    /// Whether a field of the question itself is a list of keys; sets of it may have the same name.
    fn is_vocabulary(&self, field: &str) -> bool {
        let mut pairs = self.positions.iter().chain(self.sets);
        pairs.any(|(_, list)| *list == field)
    }

    fn meaning(&self, field: &str) -> Meaning {
        let list = |pairs: &[(&str, &'static str)]| {
            let found = pairs.iter().find(|(name, _)| *name == field);
            found.map(|(_, list)| *list)
        };
        match field {
            "code" => Meaning::Position("reasons"),
            "figure" => Meaning::Position("figures"),
            _ if self.reason_sets.contains(&field) => Meaning::Set("reasons"),
            _ if self.choices.contains(&field) => Meaning::Choice,
            _ => match (list(self.positions), list(self.sets)) {
                (Some(list), _) => Meaning::Position(list),
                (_, Some(list)) => Meaning::Set(list),
                _ => Meaning::Other,
            },
        }
    }
}

/// Translates between files and what crosses, for one question.
#[derive(Debug)]
pub struct Translator<'a> {
    words: Words,
    request: &'a Value,
    about: &'a About,
}

impl<'a> Translator<'a> {
    /// For a question (in either form, its vocabularies are alike) to a rule.
    pub fn new(words: Words, request: &'a Value, about: &'a About) -> Translator<'a> {
        Translator {
            words,
            request,
            about,
        }
    }

    fn keys(&self, list: &str) -> Vec<&'a str> {
        let texts = match list {
            "reasons" => &self.about.reasons,
            "figures" => &self.about.figures,
            _ => {
                let items = self.request.get(list).and_then(Value::as_array);
                // Some vocabularies are records that carry their key.
                let key = |item: &'a Value| item.as_str().or_else(|| item.get("key")?.as_str());
                return items.into_iter().flatten().filter_map(key).collect();
            }
        };
        texts.iter().map(|text| text.key.as_str()).collect()
    }

    fn position(&self, field: &str, key: &str, list: &str) -> Result<usize, UnknownWord> {
        let found = self.keys(list).iter().position(|known| *known == key);
        found.ok_or_else(|| UnknownWord::Key {
            field: field.to_owned(),
            key: key.to_owned(),
            list: list.to_owned(),
        })
    }

    /// From a file to what crosses.
    ///
    /// # Errors
    /// A key or a date that does not exist. Numbers stay what they are.
    pub fn to_numbers(&self, value: &Value) -> Result<Value, UnknownWord> {
        let Some(fields) = value.as_object() else {
            return self.field_to_numbers("", value);
        };
        let mut result = Map::new();
        for (name, value) in fields {
            let value = if self.words.is_vocabulary(name) {
                value.clone()
            } else {
                self.field_to_numbers(name, value)?
            };
            result.insert(name.clone(), value);
        }
        Ok(Value::Object(result))
    }

    fn field_to_numbers(&self, field: &str, value: &Value) -> Result<Value, UnknownWord> {
        match (self.words.meaning(field), value) {
            // Parameters are the rule's own JSON and cross as text.
            _ if field == "parameters" => Ok(match value {
                Value::String(_) => value.clone(),
                other => Value::String(other.to_string()),
            }),
            (Meaning::Position(list), Value::String(key)) => {
                Ok(json!(self.position(field, key, list)?))
            }
            (Meaning::Set(list), Value::Array(keys)) => {
                let mut set = 0_u64;
                for key in keys.iter().filter_map(Value::as_str) {
                    set |= 1_u64 << self.position(field, key, list)?.min(63);
                }
                Ok(json!(set))
            }
            (Meaning::Choice, Value::String(key)) => Ok(Value::String(camel(key))),
            (_, Value::String(text)) if looks_like_date(text) => parse_date(field, text),
            (_, Value::Array(items)) => {
                let items = items.iter().map(|item| self.field_to_numbers("", item));
                Ok(Value::Array(items.collect::<Result<_, _>>()?))
            }
            (_, Value::Object(fields)) => {
                let mut result = Map::new();
                for (name, value) in fields {
                    result.insert(name.clone(), self.field_to_numbers(name, value)?);
                }
                Ok(Value::Object(result))
            }
            _ => Ok(value.clone()),
        }
    }

    /// From what crosses to a file. What has no key stays a number.
    pub fn to_words(&self, value: &Value) -> Value {
        self.field_to_words("", value)
    }

    fn field_to_words(&self, field: &str, value: &Value) -> Value {
        match (self.words.meaning(field), value) {
            _ if field == "parameters" => {
                let text = value.as_str().unwrap_or_default();
                serde_json::from_str(text).unwrap_or_else(|_| value.clone())
            }
            (Meaning::Position(list), Value::Number(number)) => {
                let position = number.as_u64().and_then(|at| usize::try_from(at).ok());
                let keys = self.keys(list);
                match position.and_then(|at| keys.get(at)) {
                    Some(key) => json!(key),
                    None => value.clone(),
                }
            }
            (Meaning::Set(list), Value::Number(number)) => {
                let set = number.as_u64().unwrap_or_default();
                let keys = self.keys(list).into_iter().enumerate();
                json!(
                    keys.filter(|(bit, _)| *bit < 64 && set >> bit & 1 == 1)
                        .map(|(_, key)| key)
                        .collect::<Vec<_>>()
                )
            }
            (Meaning::Choice, Value::String(name)) => Value::String(kebab(name)),
            (_, Value::Array(items)) => Value::Array(
                items
                    .iter()
                    .map(|item| self.field_to_words("", item))
                    .collect(),
            ),
            (_, Value::Object(fields)) => date_text(fields).unwrap_or_else(|| {
                let fields = fields.iter();
                Value::Object(
                    fields
                        .map(|(name, value)| (name.clone(), self.field_to_words(name, value)))
                        .collect(),
                )
            }),
            _ => value.clone(),
        }
    }
}

fn looks_like_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| {
            if at == 4 || at == 7 {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

fn parse_date(field: &str, text: &str) -> Result<Value, UnknownWord> {
    let number = |range: std::ops::Range<usize>| text[range].parse::<u16>();
    match (number(0..4), number(5..7), number(8..10)) {
        (Ok(year), Ok(month @ 1..=12), Ok(day @ 1..=31)) => {
            Ok(json!({ "year": year, "month": month, "day": day }))
        }
        _ => Err(UnknownWord::Date {
            field: field.to_owned(),
            text: text.to_owned(),
        }),
    }
}

fn date_text(fields: &Map<String, Value>) -> Option<Value> {
    let number = |name: &str| fields.get(name).and_then(Value::as_i64);
    match (fields.len(), number("year"), number("month"), number("day")) {
        (3, Some(year), Some(month), Some(day)) => {
            Some(json!(format!("{year:04}-{month:02}-{day:02}")))
        }
        _ => None,
    }
}

/// `asylum-seeker` as Rust names it: `AsylumSeeker`.
fn camel(key: &str) -> String {
    let word = |part: &str| {
        let mut letters = part.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    key.split('-').map(word).collect()
}

fn kebab(name: &str) -> String {
    let mut key = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !key.is_empty() {
            key.push('-');
        }
        key.push(letter.to_ascii_lowercase());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::{camel, kebab, looks_like_date, parse_date};

    #[test]
    fn choices_are_written_as_in_the_contract() {
        for key in ["asylum-seeker", "keep", "eu-free-movement"] {
            assert_eq!(kebab(&camel(key)), key);
        }
    }

    #[test]
    fn only_days_are_dates() {
        assert!(looks_like_date("2021-03-31"));
        assert!(!looks_like_date("05162004"));
        assert!(!looks_like_date("2021-3-31x"));
        assert!(parse_date("born", "2021-13-01").is_err());
    }
}
