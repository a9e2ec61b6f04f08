//! Looks at an upload before anything is compiled: cheap, and enough to turn away most of what does not belong.

use thiserror::Error;
use wasmparser::{Encoding, FunctionBody, Parser, Payload};

use crate::{
    limits::{BODY_BYTES_MAX, FUNCTIONS_MAX, LOCALS_MAX, NESTED_MAX, SOURCE_BYTES_MAX},
    points::{ExtensionPoint, POINTS, point_key},
};

/// Why an upload is turned away.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// Larger than any rule needs to be.
    #[error("the file has {found} bytes, allowed are {allowed}")]
    TooLarge {
        /// Its size.
        found: usize,
        /// The limit.
        allowed: usize,
    },
    /// Something else than WebAssembly; its text form, too.
    #[error("the file is not WebAssembly in its binary form")]
    NotWasm,
    /// A core module.
    #[error("the file is a core module; a rule is a component")]
    CoreModule,
    /// Not readable as a component.
    #[error("the file is damaged: {0}")]
    Malformed(String),
    /// Wants something from outside.
    #[error("a rule imports nothing; this one imports {}", .0.join(", "))]
    Imports(Vec<String>),
    /// Made for no extension point, or for several.
    #[error("the component exports {}; a rule exports kreislotse:rules/description@1.0.0 and one extension point", exports(.0))]
    NoWorld(Vec<String>),
    /// More of something than any rule needs.
    #[error("the component has {found} {what}, allowed are {allowed}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        found: u64,
        /// The limit.
        allowed: u64,
    },
    /// Not valid, or not compilable: the compiler's own words.
    #[error("the component cannot be compiled: {0}")]
    Invalid(String),
    /// The compiler ran into its limits of time or memory.
    #[error("compiling the component takes more time or memory than a rule may cost")]
    CompilerExhausted,
    /// Needs more from the start than the sandbox has for one rule: wasmtime's own words.
    #[error("the component needs more than a rule may have: {0}")]
    DoesNotFit(String),
    /// Functions of the right name but of other types.
    #[error("the component's functions have other types than the contract: {0}")]
    OtherTypes(String),
    /// Fails as soon as it is made or asked what it is.
    #[error("the component fails before it is asked anything: {0}")]
    FailsAtOnce(String),
    /// Says of itself what cannot be.
    #[error("what the component says about itself is not valid: {0}")]
    BadDescription(String),
}

impl Refusal {
    /// A stable code for logs and the API.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Empty => "PLUGIN_EMPTY",
            Refusal::TooLarge { .. } => "PLUGIN_TOO_LARGE",
            Refusal::NotWasm => "PLUGIN_NOT_WASM",
            Refusal::CoreModule => "PLUGIN_CORE_MODULE",
            Refusal::Malformed(_) => "PLUGIN_MALFORMED",
            Refusal::Imports(_) => "PLUGIN_IMPORTS",
            Refusal::NoWorld(_) => "PLUGIN_NO_WORLD",
            Refusal::TooMany { .. } => "PLUGIN_TOO_MANY",
            Refusal::Invalid(_) => "PLUGIN_INVALID",
            Refusal::CompilerExhausted => "PLUGIN_COMPILER_EXHAUSTED",
            Refusal::DoesNotFit(_) => "PLUGIN_DOES_NOT_FIT",
            Refusal::OtherTypes(_) => "PLUGIN_OTHER_TYPES",
            Refusal::FailsAtOnce(_) => "PLUGIN_FAILS_AT_ONCE",
            Refusal::BadDescription(_) => "PLUGIN_BAD_DESCRIPTION",
        }
    }
}

fn exports(names: &[String]) -> String {
    if names.is_empty() {
        "nothing".to_owned()
    } else {
        names.join(", ")
    }
}

/// What a first look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspected {
    /// The extension point that the component exports.
    pub point: ExtensionPoint,
    /// Functions in all its modules.
    pub functions: u32,
    /// Modules and components inside it.
    pub nested: u32,
}

/// Looks at an upload without compiling it.
///
/// # Errors
/// The first thing that does not belong.
pub fn inspect(source: &[u8]) -> Result<Inspected, Refusal> {
    check_envelope(source)?;
    let mut counts = Counts::default();
    for payload in Parser::new(0).parse_all(source) {
        let payload = payload.map_err(|error| Refusal::Malformed(error.to_string()))?;
        counts
            .take(payload)
            .map_err(|error| Refusal::Malformed(error.to_string()))??;
    }
    if !counts.imports.is_empty() {
        return Err(Refusal::Imports(counts.imports));
    }
    let point = counts.point();
    Ok(Inspected {
        point: point.ok_or(Refusal::NoWorld(counts.exports))?,
        functions: counts.functions,
        nested: counts.nested,
    })
}

fn check_envelope(source: &[u8]) -> Result<(), Refusal> {
    if source.is_empty() {
        return Err(Refusal::Empty);
    }
    if source.len() > SOURCE_BYTES_MAX {
        return Err(Refusal::TooLarge {
            found: source.len(),
            allowed: SOURCE_BYTES_MAX,
        });
    }
    if !source.starts_with(b"\0asm") {
        return Err(Refusal::NotWasm);
    }
    if Parser::is_core_wasm(source) {
        return Err(Refusal::CoreModule);
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Counts {
    depth: u32,
    nested: u32,
    functions: u32,
    imports: Vec<String>,
    exports: Vec<String>,
}

impl Counts {
    /// The outer error is one of reading, the inner one a refusal.
    fn take(&mut self, payload: Payload<'_>) -> wasmparser::Result<Result<(), Refusal>> {
        match payload {
            Payload::Version {
                encoding: Encoding::Module,
                ..
            } => {
                self.nested += 1;
                self.depth += 1;
            }
            Payload::Version { .. } => {
                self.nested += u32::from(self.depth > 0);
                self.depth += 1;
            }
            Payload::End(_) => self.depth = self.depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if self.depth == 1 => {
                for import in section {
                    self.imports.push(import?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if self.depth == 1 => {
                for export in section {
                    self.exports.push(export?.name.name.to_owned());
                }
            }
            Payload::CodeSectionEntry(body) => {
                self.functions += 1;
                if let Err(refusal) = check_body(&body)? {
                    return Ok(Err(refusal));
                }
            }
            _ => {}
        }
        Ok(
            at_most("functions", self.functions.into(), FUNCTIONS_MAX.into()).and_then(|()| {
                at_most(
                    "modules and components inside",
                    self.nested.into(),
                    NESTED_MAX.into(),
                )
            }),
        )
    }

    /// The one extension point among the exports; interpreters export other things beside it.
    fn point(&self) -> Option<ExtensionPoint> {
        let has = |name: &str| {
            let wanted = format!("kreislotse:rules/{name}@1.0.0");
            self.exports.contains(&wanted)
        };
        let mut points = POINTS.into_iter().filter(|point| has(point_key(*point)));
        match (has("description"), points.next(), points.next()) {
            (true, Some(point), None) => Some(point),
            _ => None,
        }
    }
}

fn check_body(body: &FunctionBody<'_>) -> wasmparser::Result<Result<(), Refusal>> {
    let mut locals = 0_u64;
    for group in body.get_locals_reader()? {
        locals += u64::from(group?.0);
    }
    Ok(
        at_most("locals in a function", locals, LOCALS_MAX.into()).and_then(|()| {
            at_most(
                "bytes in a function",
                body.range().len() as u64,
                BODY_BYTES_MAX as u64,
            )
        }),
    )
}

fn at_most(what: &'static str, found: u64, allowed: u64) -> Result<(), Refusal> {
    if found <= allowed {
        Ok(())
    } else {
        Err(Refusal::TooMany {
            what,
            found,
            allowed,
        })
    }
}
