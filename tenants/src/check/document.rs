//! A YAML file as a tree in which every value knows its place.
//!
//! The tree can be pruned of mistaken values, so that the rest is still checked; what remains
//! keeps the path and position it had in the file.

use serde_json::{Map, Value};

use super::path::{Path, Segment};

/// A place in a text: line and column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// A value of a file.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Where it begins.
    pub(crate) position: Position,
    /// The path it had in the file.
    pub(crate) path: Path,
    /// The characters of the file that it takes up.
    pub(crate) chars: std::ops::Range<usize>,
    /// Whether something was taken out of it directly.
    pub(crate) is_pruned: bool,
    /// What it is.
    pub(crate) content: Content,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A text, number, boolean or nothing.
    Scalar(Value),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Mapping(Vec<Field>),
}

/// A field of a mapping.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) name_position: Position,
    pub(crate) value: Node,
}

impl Node {
    /// The value as JSON, for the schema and serde.
    pub(crate) fn to_json(&self) -> Value {
        match &self.content {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Content::Mapping(fields) => Value::Object(
                fields
                    .iter()
                    .map(|field| (field.name.clone(), field.value.to_json()))
                    .collect::<Map<_, _>>(),
            ),
        }
    }

    /// The value of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&Self> {
        self.find_field(name).map(|field| &field.value)
    }

    fn find_field(&self, name: &str) -> Option<&Field> {
        match &self.content {
            Content::Mapping(fields) => fields.iter().find(|field| field.name == name),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// The names of the fields of a mapping.
    pub(crate) fn field_names(&self) -> Vec<&str> {
        match &self.content {
            Content::Mapping(fields) => fields.iter().map(|field| field.name.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    fn step(&self, segment: &Segment) -> Option<&Self> {
        match segment {
            Segment::Field(name) => self.field(name),
            Segment::Item(index) => self.items().get(*index),
        }
    }

    /// The value at a path of this tree, or the innermost value on the way to it.
    pub(crate) fn nearest(&self, path: &Path) -> &Self {
        let mut node = self;
        for segment in &path.0 {
            match node.step(segment) {
                Some(next) => node = next,
                None => break,
            }
        }
        node
    }

    /// Where the name of a field stands in the file.
    pub(crate) fn name_position(&self, path: &Path, name: &str) -> Position {
        let node = self.nearest(path);
        node.find_field(name)
            .map_or(node.position, |field| field.name_position)
    }

    /// The path that a path of this pruned tree had in the file. Steps that lead nowhere, such
    /// as a missing field, are kept.
    pub(crate) fn original_path(&self, path: &Path) -> Path {
        let mut node = self;
        for (i, segment) in path.0.iter().enumerate() {
            match node.step(segment) {
                Some(next) => node = next,
                None => {
                    let mut original = node.path.clone();
                    original.0.extend(path.0[i..].iter().cloned());
                    return original;
                }
            }
        }
        node.path.clone()
    }

    /// Whether something was taken out of this value or of anything in it.
    pub(crate) fn is_damaged(&self) -> bool {
        self.is_pruned
            || match &self.content {
                Content::Scalar(_) => false,
                Content::List(items) => items.iter().any(Self::is_damaged),
                Content::Mapping(fields) => fields.iter().any(|field| field.value.is_damaged()),
            }
    }

    /// Adds an empty list as a field that something was taken out of. Returns false if this is
    /// no mapping or has the field.
    pub(crate) fn add_empty_list(&mut self, name: &str) -> bool {
        let path = self.path.field(name);
        let (position, chars) = (self.position, self.chars.clone());
        let Content::Mapping(fields) = &mut self.content else {
            return false;
        };
        if fields.iter().any(|field| field.name == name) {
            return false;
        }
        let value = Self {
            position,
            path,
            chars,
            is_pruned: true,
            content: Content::List(Vec::new()),
        };
        fields.push(Field {
            name: name.to_owned(),
            name_position: position,
            value,
        });
        true
    }

    /// Takes out the value at a path. Nothing happens if there is none.
    pub(crate) fn prune(&mut self, path: &Path) {
        let Some((last, way)) = path.0.split_last() else {
            return;
        };
        let mut node = self;
        for segment in way {
            let next = match (&mut node.content, segment) {
                (Content::List(items), Segment::Item(index)) => items.get_mut(*index),
                (Content::Mapping(fields), Segment::Field(name)) => fields
                    .iter_mut()
                    .find(|field| field.name == *name)
                    .map(|field| &mut field.value),
                _ => None,
            };
            let Some(next) = next else { return };
            node = next;
        }
        node.is_pruned = true;
        match (&mut node.content, last) {
            (Content::List(items), Segment::Item(index)) if *index < items.len() => {
                items.remove(*index);
            }
            (Content::Mapping(fields), Segment::Field(name)) => {
                fields.retain(|field| field.name != *name);
            }
            _ => {}
        }
    }
}
