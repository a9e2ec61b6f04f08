//! The same upload from several sides at once: compiled once, and no failure stays.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use plugins_host::{CacheKey, Compiler, Opened, Refusal, Sandbox};

use crate::craft::{Guest, fresh_folder, runtime};

/// How many ask at once.
const ASKING: usize = 8;

/// A compiler that writes down each of its runs, and does something before it compiles.
struct Counting {
    folder: PathBuf,
}

impl Counting {
    /// `before` is shell, run by each compilation; `$runs` is the file that it just wrote its line into.
    fn new(name: &str, before: &str) -> Counting {
        let folder = fresh_folder(name);
        fs::create_dir_all(&folder).expect("a folder");
        let script = format!(
            "#!/bin/sh\nruns={runs}\necho run >>\"$runs\"\n{before}\nexec {compiler} \"$@\"\n",
            runs = folder.join("runs").display(),
            compiler = env!("CARGO_BIN_EXE_plugin-compiler"),
        );
        let path = folder.join("compiler");
        fs::write(&path, script).expect("writable");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("ours");
        Counting { folder }
    }

    fn sandbox(&self) -> Sandbox {
        let compiler = Compiler::new(self.folder.join("compiler"));
        let code = self.folder.join("code");
        Sandbox::new(&code, CacheKey::new([3; 32]), compiler).expect("a sandbox")
    }

    fn runs(&self) -> usize {
        runs(&self.folder.join("runs"))
    }
}

fn runs(path: &Path) -> usize {
    fs::read_to_string(path).map_or(0, |text| text.lines().count())
}

/// Everybody asks for the same bytes at the same time.
async fn open_at_once(sandbox: &Sandbox) -> Vec<Opened> {
    let source = Guest::default().component();
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..ASKING {
        let (sandbox, source) = (sandbox.clone(), source.clone());
        asking.spawn(async move { sandbox.open(&source).await });
    }
    asking.join_all().await
}

#[test]
fn the_same_bytes_from_many_sides_are_compiled_once() {
    let compiler = Counting::new("at-once", "");
    let sandbox = compiler.sandbox();
    let opened = runtime().block_on(open_at_once(&sandbox));
    for opened in opened {
        opened
            .expect("the sandbox works")
            .expect("a rule that behaves");
    }
    assert_eq!(compiler.runs(), 1);
}

#[test]
fn a_refusal_is_shared_and_does_not_stay() {
    // The first compilation breaks off as if a limit had stopped it; long enough for all to wait.
    let compiler = Counting::new(
        "at-once-refused",
        "[ \"$(wc -l <\"$runs\")\" -gt 1 ] || { sleep 0.5; exit 1; }",
    );
    let sandbox = compiler.sandbox();
    let opened = runtime().block_on(open_at_once(&sandbox));
    for opened in opened {
        let refusal = opened.expect("the sandbox works").expect_err("refused");
        assert_eq!(refusal, Refusal::CompilerExhausted);
    }
    assert_eq!(compiler.runs(), 1);
    let later = runtime().block_on(sandbox.open(&Guest::default().component()));
    later.expect("the sandbox works").expect("judged anew");
    assert_eq!(compiler.runs(), 2);
}

#[test]
fn who_goes_away_while_compiling_lets_the_next_one_on() {
    let compiler = Counting::new(
        "at-once-gone",
        "[ \"$(wc -l <\"$runs\")\" -gt 1 ] || exec sleep 60",
    );
    let sandbox = compiler.sandbox();
    runtime().block_on(async {
        let open = || {
            let sandbox = sandbox.clone();
            tokio::spawn(async move { sandbox.open(&Guest::default().component()).await })
        };
        let gone = open();
        while compiler.runs() == 0 {
            tokio::task::yield_now().await;
        }
        let stayed = open();
        gone.abort();
        let opened = stayed.await.expect("the task ends");
        opened.expect("the sandbox works").expect("compiled anew");
    });
    assert_eq!(compiler.runs(), 2);
}

#[test]
fn without_a_compiler_everybody_is_told_so() {
    let folder = fresh_folder("at-once-none");
    let compiler = Compiler::new(folder.join("none"));
    let sandbox =
        Sandbox::new(&folder.join("code"), CacheKey::new([3; 32]), compiler).expect("a sandbox");
    let opened = runtime().block_on(open_at_once(&sandbox));
    assert!(opened.iter().all(Result::is_err));
}
