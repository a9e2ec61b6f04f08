//! Reads YAML into a [`Node`] tree, with every mistake of form.
//!
//! A subset of YAML is enough for configuration: one document, mappings with text keys, no
//! anchors and aliases (which could blow a small file up) and no tags.

use saphyr::Scalar;
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};
use serde_json::{Number, Value};

use super::{
    document::{Content, Field, Node, Position},
    path::{Path, Segment},
    problem::{Arg, ProblemCode},
};

/// The deepest nesting of a file; the deepest field of the model is at depth 6.
pub const YAML_DEPTH_MAX: usize = 16;

/// The most values in a file; the largest county known has a few hundred.
pub const YAML_VALUES_MAX: usize = 50_000;

/// A mistake of form.
#[derive(Debug)]
pub(crate) struct YamlProblem {
    pub(crate) code: ProblemCode,
    pub(crate) position: Position,
    pub(crate) path: Path,
    pub(crate) args: Vec<(&'static str, Arg)>,
}

/// What reading a text gave: a tree unless the text is no YAML at all, and the mistakes.
#[derive(Debug, Default)]
pub(crate) struct ParsedYaml {
    pub(crate) root: Option<Node>,
    pub(crate) problems: Vec<YamlProblem>,
}

/// Reads a text.
pub(crate) fn parse_yaml(text: &str) -> ParsedYaml {
    // Editors on Windows put a byte order mark before the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = TreeBuilder::default();
    for event in &mut Parser::new_from_str(text) {
        let outcome = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                let detail = vec![("detail", Arg::Text(error.info().to_owned()))];
                builder.problems.push(YamlProblem {
                    code: ProblemCode::YamlSyntax,
                    position: position(*error.marker()),
                    // Where a text is no YAML, nobody knows which field it stands in.
                    path: Path::default(),
                    args: detail,
                });
                Err(Stop)
            }
        };
        if outcome.is_err() {
            return ParsedYaml {
                root: None,
                problems: builder.problems,
            };
        }
    }
    if builder.root.is_none() {
        builder.report(ProblemCode::YamlEmpty, Marker::new(0, 1, 0), Vec::new());
    }
    ParsedYaml {
        root: builder.root,
        problems: builder.problems,
    }
}

/// Reading cannot go on.
struct Stop;

/// A list or mapping that is being read.
struct Open {
    node: Node,
    /// The name of the field whose value comes next, in a mapping.
    name: Option<(String, Position)>,
}

#[derive(Default)]
struct TreeBuilder {
    open: Vec<Open>,
    root: Option<Node>,
    problems: Vec<YamlProblem>,
    documents: usize,
    values: usize,
}

impl TreeBuilder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.stop(ProblemCode::YamlSeveralDocuments, span.start, Vec::new());
                }
                Ok(())
            }
            Event::Alias(_) => self.stop(ProblemCode::YamlAlias, span.start, Vec::new()),
            Event::SequenceStart(anchor, tag) => {
                self.refuse_anchor_or_tag(anchor, tag.is_some(), span.start)?;
                self.begin(Content::List(Vec::new()), span)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_anchor_or_tag(anchor, tag.is_some(), span.start)?;
                self.begin(Content::Mapping(Vec::new()), span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut open) = self.open.pop() {
                    open.node.chars.end = span.end.index();
                    self.place(open.node);
                }
                Ok(())
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_anchor_or_tag(anchor, tag.is_some(), span.start)?;
                self.scalar(&text, style, span)
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Result<(), Stop> {
        let awaits_name = self.open.last().is_some_and(|open| {
            matches!(open.node.content, Content::Mapping(_)) && open.name.is_none()
        });
        if awaits_name {
            let position = position(span.start);
            if let Some(open) = self.open.last_mut() {
                open.name = Some((text.to_owned(), position));
            }
            return Ok(());
        }
        self.count_value(span.start)?;
        let content = Content::Scalar(resolve(text, style));
        let node = self.node(content, span);
        self.place(node);
        Ok(())
    }

    fn begin(&mut self, content: Content, span: Span) -> Result<(), Stop> {
        if self.open.len() >= YAML_DEPTH_MAX {
            let limit = vec![("limit", Arg::Number(YAML_DEPTH_MAX as u64))];
            return self.stop(ProblemCode::YamlTooDeep, span.start, limit);
        }
        let is_name = self.open.last().is_some_and(|open| {
            matches!(open.node.content, Content::Mapping(_)) && open.name.is_none()
        });
        if is_name {
            return self.stop(ProblemCode::YamlNameNotText, span.start, Vec::new());
        }
        self.count_value(span.start)?;
        let node = self.node(content, span);
        self.open.push(Open { node, name: None });
        Ok(())
    }

    fn node(&self, content: Content, span: Span) -> Node {
        Node {
            position: position(span.start),
            path: self.next_path(),
            chars: span.start.index()..span.end.index(),
            is_pruned: false,
            content,
        }
    }

    /// The path of the value that comes next.
    fn next_path(&self) -> Path {
        let segments = self.open.iter().map(|open| match &open.node.content {
            Content::List(items) => Segment::Item(items.len()),
            _ => Segment::Field(
                open.name
                    .as_ref()
                    .map(|(name, _)| name.clone())
                    .unwrap_or_default(),
            ),
        });
        Path(segments.collect())
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.node.content {
            Content::List(items) => items.push(node),
            Content::Mapping(fields) => {
                let Some((name, name_position)) = open.name.take() else {
                    return;
                };
                if let Some(first) = fields.iter().find(|field| field.name == name) {
                    let first = Arg::Number(first.name_position.line as u64);
                    self.problems.push(YamlProblem {
                        code: ProblemCode::YamlFieldTwice,
                        position: name_position,
                        path: node.path,
                        args: vec![("field", Arg::Text(name)), ("first", first)],
                    });
                } else {
                    fields.push(Field {
                        name,
                        name_position,
                        value: node,
                    });
                }
            }
            Content::Scalar(_) => {}
        }
    }

    fn count_value(&mut self, at: Marker) -> Result<(), Stop> {
        self.values += 1;
        if self.values > YAML_VALUES_MAX {
            let limit = vec![("limit", Arg::Number(YAML_VALUES_MAX as u64))];
            return self.stop(ProblemCode::YamlTooManyValues, at, limit);
        }
        Ok(())
    }

    fn refuse_anchor_or_tag(&mut self, anchor: usize, tag: bool, at: Marker) -> Result<(), Stop> {
        if anchor == 0 && !tag {
            return Ok(());
        }
        let code = if tag {
            ProblemCode::YamlTag
        } else {
            ProblemCode::YamlAlias
        };
        self.stop(code, at, Vec::new())
    }

    fn stop(
        &mut self,
        code: ProblemCode,
        at: Marker,
        args: Vec<(&'static str, Arg)>,
    ) -> Result<(), Stop> {
        self.report(code, at, args);
        Err(Stop)
    }

    fn report(&mut self, code: ProblemCode, at: Marker, args: Vec<(&'static str, Arg)>) {
        let path = self.next_path();
        self.problems.push(YamlProblem {
            code,
            position: position(at),
            path,
            args,
        });
    }
}

fn position(marker: Marker) -> Position {
    Position {
        line: marker.line().max(1),
        column: marker.col() + 1,
    }
}

/// The value of a scalar by the core schema of YAML 1.2; what JSON cannot hold stays text.
fn resolve(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::String(text.to_owned());
    }
    if text.is_empty() {
        return Value::Null;
    }
    match Scalar::parse_from_cow(text.into()) {
        Scalar::Null => Value::Null,
        Scalar::Boolean(value) => Value::Bool(value),
        Scalar::Integer(value) => Value::Number(value.into()),
        Scalar::FloatingPoint(value) => Number::from_f64(value.into_inner())
            .map_or_else(|| Value::String(text.to_owned()), Value::Number),
        Scalar::String(value) => Value::String(value.into_owned()),
    }
}
