//! Makes components by hand: a core module in text form, encoded for a world of the contract, so that its types are
//! right and only its behaviour is wrong.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

use plugins_host::{
    CacheKey, CallFailure, CallLimits, Called, Compiler, Plugin, Refusal, Sandbox,
    points::{
        JudgeCases,
        types::case_closing::{Closing, Constellation, Date, OpenCase, Request},
    },
};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// Time that a guest gets in these tests.
pub(crate) const WALL: Duration = Duration::from_millis(200);

/// How much later than its time a guest may be stopped: generous, because other tests run beside it.
pub(crate) const SLACK: Duration = Duration::from_millis(800);

/// Where the answer of `judge` lies in the memory of these guests.
pub(crate) const ANSWER: u32 = 2_048;

pub(crate) fn runtime() -> &'static tokio::runtime::Runtime {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Runtime::new().expect("a runtime"))
}

pub(crate) fn compiler() -> Compiler {
    Compiler::new(env!("CARGO_BIN_EXE_plugin-compiler"))
}

/// A folder for compiled code that is empty at the start of each run.
pub(crate) fn fresh_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

pub(crate) fn sandbox() -> &'static Sandbox {
    static SANDBOX: OnceLock<Sandbox> = OnceLock::new();
    SANDBOX.get_or_init(|| {
        let key = CacheKey::new([1; 32]);
        Sandbox::new(&fresh_folder("hostile-code"), key, compiler()).expect("a sandbox")
    })
}

pub(crate) fn open(source: &[u8]) -> Result<Arc<Plugin>, Refusal> {
    let opened = runtime().block_on(sandbox().open(source));
    opened.expect("the sandbox itself works")
}

pub(crate) fn limits() -> CallLimits {
    CallLimits {
        wall: WALL,
        ..CallLimits::default()
    }
}

/// What differs from a guest that behaves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guest<'a> {
    /// The body of `judge`; parameter 6 is the number of cases. By default it keeps every case.
    pub(crate) judge: Option<&'a str>,
    /// The body of `cabi_realloc`; parameter 3 is the size wanted.
    pub(crate) realloc: Option<&'a str>,
    /// The memory.
    pub(crate) memory: Option<&'a str>,
    /// Whatever else the module has.
    pub(crate) more: &'a str,
    /// How many reasons it claims, each a text of a MiB at the same place.
    pub(crate) huge_texts: Option<u32>,
}

/// Keeps every case, with its first reason: rows of zeros.
pub(crate) const KEEP_ALL: &str = "(i32.store (i32.const 2052) (i32.const 300000))
    (i32.store (i32.const 2056) (local.get 6)) (i32.const 2048)";

const BUMP: &str = "(local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
    (global.set $next (i32.add (local.get $at) (local.get 3)))
    (local.get $at)";

impl Guest<'_> {
    /// A guest with this body of `judge`.
    pub(crate) fn judging(judge: &str) -> Guest<'_> {
        Guest {
            judge: Some(judge),
            ..Guest::default()
        }
    }

    pub(crate) fn component(&self) -> Vec<u8> {
        let functions = format!(
            r#"(func (export "kreislotse:rules/case-closing@1.0.0#judge")
                (param i32 i32 i32 i32 i32 i32 i32) (result i32) {judge})
                {more}"#,
            judge = self.judge.unwrap_or(KEEP_ALL),
            more = self.more,
        );
        let about = about(CASE_CLOSING, self.huge_texts);
        let text = module(self.memory, self.realloc, &about, &functions);
        encode(&text, "case-closing-rule")
    }

    pub(crate) fn opened(&self) -> Arc<Plugin> {
        open(&self.component()).unwrap_or_else(|refusal| panic!("{self:?}: {refusal}"))
    }
}

/// A component for precedence whose `direct` has this body; parameter 11 is the number of needs.
pub(crate) fn directing(direct: &str) -> Vec<u8> {
    let function = format!(
        r#"(func (export "kreislotse:rules/precedence@1.0.0#direct")
            (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) {direct})"#
    );
    let text = module(None, None, &about(PRECEDENCE, None), &function);
    encode(&text, "precedence-rule")
}

/// A core module that says what it is, with other functions beside.
fn module(memory: Option<&str>, realloc: Option<&str>, about: &[u8], functions: &str) -> String {
    format!(
        r#"(module {memory}
            (global $next (mut i32) (i32.const 65536))
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {realloc})
            (data (i32.const 16) "{about}")
            (func (export "kreislotse:rules/description@1.0.0#describe") (result i32) (i32.const 16))
            {functions})"#,
        memory = memory.unwrap_or(r#"(memory (export "memory") 32)"#),
        realloc = realloc.unwrap_or(BUMP),
        about = escape(about),
    )
}

fn encode(text: &str, world: &str) -> Vec<u8> {
    let mut module = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut resolve = Resolve::default();
    let wit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let (package, _) = resolve.push_dir(wit).expect("the contract is well-formed");
    let world = resolve
        .select_world(&[package], Some(world))
        .expect("the world exists");
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8)
        .expect("the world is embedded");
    let encoder = ComponentEncoder::default().validate(false);
    encoder
        .module(&module)
        .expect("a module")
        .encode()
        .expect("a component")
}

/// Positions among the extension points.
const CASE_CLOSING: u32 = 2;
const PRECEDENCE: u32 = 3;

/// The record that `describe` returns, laid out from address 16 as the canonical ABI wants it.
fn about(point: u32, huge_texts: Option<u32>) -> Vec<u8> {
    const BASE: u32 = 16;
    const FIXED: usize = 60 + 24;
    let mut texts = Vec::new();
    let mut text = |words: &str| {
        let at = BASE + u32::try_from(FIXED + texts.len()).expect("small");
        texts.extend_from_slice(words.as_bytes());
        [at, u32::try_from(words.len()).expect("small")]
    };
    let name = [text("hostile"), text("Feindlich"), text("Hostile")];
    let version = text("1.0.0");
    let schema = text(r#"{"type":"object"}"#);
    let reason = [text("reason"), text("Grund"), text("Reason")];
    let mut bytes = Vec::new();
    let mut push = |words: &[u32]| {
        words
            .iter()
            .for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()))
    };
    push(name.as_flattened());
    push(&version);
    push(&[point]);
    push(&schema);
    // Rows far up in memory; what is not written there is zero, so they are texts at 0 of length 0.
    match huge_texts {
        Some(count) => push(&[400_000, count]),
        None => push(&[BASE + 60, 1]),
    }
    push(&[0, 0]);
    push(reason.as_flattened());
    assert_eq!(bytes.len(), FIXED);
    bytes.extend(texts);
    bytes
}

fn escape(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\{byte:02x}")).collect()
}

/// A question about so many cases.
pub(crate) fn request(cases: usize) -> Request {
    let day = Date {
        year: 2024,
        month: 10,
        day: 31,
    };
    let case = OpenCase {
        constellation: Constellation::CaseManagement,
        opened: day,
        last_contact: None,
        open_referrals: 0,
        next_appointment: None,
    };
    Request {
        as_of: day,
        parameters: "{}".to_owned(),
        cases: vec![case; cases],
    }
}

pub(crate) fn ask(plugin: &Plugin, limits: &CallLimits) -> Result<Called<Closing>, CallFailure> {
    sandbox().ask_blocking::<JudgeCases>(plugin, &request(3), limits)
}
