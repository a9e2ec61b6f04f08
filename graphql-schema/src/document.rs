//! How big a document is, found out before anything walks it.
//!
//! Fragments that spread each other make a short document stand for millions of fields, and the
//! rules of validation would visit each of them. Here every fragment is measured once and the
//! figures are added up, so that the work is linear in the text.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};

/// How big a selection is with its fragments written out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Measure {
    /// Levels of fields.
    pub depth: usize,
    /// Fields.
    pub fields: usize,
    /// Fields with an alias.
    pub aliases: usize,
    /// Lists of the introspection nested in each other.
    pub introspection_lists: usize,
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.depth = self.depth.max(other.depth);
        self.fields = self.fields.saturating_add(other.fields);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.introspection_lists = self.introspection_lists.max(other.introspection_lists);
    }
}

/// The lists of `__Type` through which the schema's description leads back into itself.
const INTROSPECTION_LISTS: [&str; 4] = ["fields", "interfaces", "possibleTypes", "inputFields"];

/// Measures selections of one document.
pub(crate) struct Surveyor<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// What is known of each fragment; nothing yet while it is being measured.
    known: HashMap<&'a str, Measure>,
}

impl<'a> Surveyor<'a> {
    pub(crate) fn new(document: &'a ExecutableDocument) -> Self {
        Self {
            fragments: &document.fragments,
            known: HashMap::new(),
        }
    }

    /// The measure of a selection. A fragment that contains itself counts as empty in there:
    /// validation refuses it.
    pub(crate) fn measure(&mut self, selection: &'a SelectionSet) -> Measure {
        let mut total = Measure::default();
        for item in &selection.items {
            total.add(match &item.node {
                Selection::Field(field) => {
                    let mut measure = self.measure(&field.node.selection_set.node);
                    measure.depth += 1;
                    measure.fields = measure.fields.saturating_add(1);
                    measure.aliases = measure
                        .aliases
                        .saturating_add(usize::from(field.node.alias.is_some()));
                    let leads_back = INTROSPECTION_LISTS.contains(&field.node.name.node.as_str());
                    measure.introspection_lists += usize::from(leads_back);
                    measure
                }
                Selection::InlineFragment(fragment) => {
                    self.measure(&fragment.node.selection_set.node)
                }
                Selection::FragmentSpread(spread) => {
                    self.measure_fragment(&spread.node.fragment_name.node)
                }
            });
        }
        total
    }

    fn measure_fragment(&mut self, name: &str) -> Measure {
        let Some((name, fragment)) = self.fragments.get_key_value(name) else {
            return Measure::default();
        };
        if let Some(measure) = self.known.get(name.as_str()) {
            return *measure;
        }
        self.known.insert(name, Measure::default());
        let measure = self.measure(&fragment.node.selection_set.node);
        self.known.insert(name, measure);
        measure
    }
}

/// The names of the fields at the root of an operation, fragments written out, each as often as it
/// stands there. At most `count_max + 1` names are collected: more is too many anyway.
pub(crate) fn root_fields<'a>(
    document: &'a ExecutableDocument,
    selection: &'a SelectionSet,
    count_max: usize,
) -> Vec<&'a str> {
    let mut names = Vec::new();
    let mut open = vec![selection];
    // Every step takes one selection; fragments without a field could spread each other forever.
    let mut steps_left = 4 * (count_max + 1);
    while let Some(selection) = open.pop() {
        for item in &selection.items {
            if names.len() > count_max || steps_left == 0 {
                return names;
            }
            match &item.node {
                Selection::Field(field) => names.push(field.node.name.node.as_str()),
                Selection::InlineFragment(fragment) => open.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let fragment = document.fragments.get(&spread.node.fragment_name.node);
                    open.extend(fragment.map(|fragment| &fragment.node.selection_set.node));
                }
            }
        }
        steps_left = steps_left.saturating_sub(1);
    }
    names
}

/// How deep brackets nest in the text of a document, those in strings and comments left out.
pub fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = text;
    while let Some(position) = rest.find(['{', '[', '(', '}', ']', ')', '"', '#']) {
        let found = rest.as_bytes()[position];
        rest = &rest[position + 1..];
        match found {
            b'{' | b'[' | b'(' => depth += 1,
            b'"' => rest = after_string(rest),
            b'#' => rest = rest.find(['\n', '\r']).map_or("", |end| &rest[end..]),
            _ => depth = depth.saturating_sub(1),
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// What follows a string whose opening quote has been read.
fn after_string(text: &str) -> &str {
    if let Some(block) = text.strip_prefix("\"\"") {
        let end = block
            .match_indices("\"\"\"")
            .find(|(at, _)| !block[..*at].ends_with('\\'));
        return end.map_or("", |(at, _)| &block[at + 3..]);
    }
    let mut escaped = false;
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            b'"' | b'\n' if !escaped => return &text[position + 1..],
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn measure(text: &str) -> Measure {
        let document = parse_query(text).expect("parses");
        let mut surveyor = Surveyor::new(&document);
        let (_, operation) = document.operations.iter().next().expect("an operation");
        surveyor.measure(&operation.node.selection_set.node)
    }

    #[test]
    fn fragments_count_as_often_as_they_are_spread() {
        let text = "{ a: x { ...F } ...F } fragment F on T { y { b: z } ... on U { w } }";
        assert_eq!(
            measure(text),
            Measure {
                depth: 3,
                fields: 7,
                aliases: 3,
                introspection_lists: 0
            }
        );
    }

    #[test]
    fn fragments_that_double_each_other_are_measured_without_being_walked() {
        let doubling: String = (0..60)
            .map(|n| format!("fragment F{n} on T {{ ...F{} ...F{} }} ", n + 1, n + 1))
            .collect();
        let text = format!("{{ ...F0 }} {doubling} fragment F60 on T {{ x }}");
        assert_eq!(measure(&text).fields, 1 << 60);
        let endless = "{ ...A } fragment A on T { x ...B } fragment B on T { ...A }";
        assert_eq!(measure(endless).fields, 1);
    }

    #[test]
    fn root_fields_are_found_through_fragments_and_no_further() {
        let text = "{ a ...F ... { b { c } } } fragment F on Q { d ...F }";
        let document = parse_query(text).expect("parses");
        let (_, operation) = document.operations.iter().next().expect("an operation");
        let names = root_fields(&document, &operation.node.selection_set.node, 10);
        assert_eq!(names.first(), Some(&"a"));
        assert!(["b", "d"].iter().all(|name| names.contains(name)) && !names.contains(&"c"));
        assert!(names.len() <= 11);
    }

    #[test]
    fn brackets_nest_outside_strings_and_comments_only() {
        for (text, expected) in [
            ("", 0),
            ("{ a(x: [[1]]) { b } }", 4),
            ("{ a(x: \"{{{[[[\") }", 2),
            ("{ a(x: \"\\\"{{{\") }", 2),
            ("{ a(x: \"\"\"{{ \" {{\"\"\") }", 2),
            ("# {{{{\n{ a }", 1),
            ("}}}{", 1),
            ("{ \"unclosed {{{\n{", 2),
        ] {
            assert_eq!(nesting(text), expected, "{text}");
        }
    }
}
