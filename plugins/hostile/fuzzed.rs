//! The fuzzer's function over a small corpus: what was crafted here and the rules of the counties, whole and damaged,
//! the same on every run. `make fuzz` goes on where this ends.

#[path = "../fuzz/upload.rs"]
mod upload;

use std::{fs, path::Path};

use self::upload::{Verdict, try_upload};
use crate::craft::{Guest, directing, runtime, sandbox};

/// Damaged copies of each file. One costs some ten milliseconds.
const COPIES: u64 = 20;

/// What all files together must not fall below, so that the run does not become empty by itself.
const FILES_MIN: usize = 8;

/// The rules in Rust, as `deploy/dev/plugins.sh` built them; those of interpreters take long to compile.
fn rules() -> Vec<Vec<u8>> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let rules = target.expect("the target folder").join("rules");
    let folders = fs::read_dir(&rules).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
    let mut paths: Vec<_> = files.flatten().map(|file| file.path()).collect();
    paths.sort();
    let is_rust = |path: &&std::path::PathBuf| path.to_string_lossy().ends_with(".rust.wasm");
    let read = |path: &std::path::PathBuf| fs::read(path).expect("a component");
    paths.iter().filter(is_rust).map(read).collect()
}

/// A copy with up to four bytes changed, or a stretch of it doubled or missing.
fn damaged(source: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut below = |limit: usize| {
        // xorshift64*: numbers that look random, from a seed.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let number = state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).expect("31 bits") % limit
    };
    let mut copy = source.to_vec();
    match below(4) {
        0 => {
            let from = below(copy.len());
            let to = (from + 1 + below(64)).min(copy.len());
            copy.drain(from..to);
        }
        1 => {
            let from = below(copy.len());
            let to = (from + 1 + below(64)).min(copy.len());
            copy.extend_from_within(from..to);
        }
        changes => {
            for _ in 0..changes {
                let at = below(copy.len());
                copy[at] ^= 1 << below(8);
            }
        }
    }
    copy
}

#[test]
fn no_upload_of_the_corpus_does_to_the_host_what_it_must_not() {
    let mut corpus = rules();
    corpus.push(Guest::default().component());
    corpus.push(directing("(unreachable)"));
    assert!(
        corpus.len() >= FILES_MIN,
        "deploy/dev/plugins.sh builds the rules"
    );
    let mut verdicts = Vec::new();
    for (source, number) in corpus.iter().zip(1_u64..) {
        let whole = runtime().block_on(try_upload(sandbox(), source));
        assert_ne!(whole, Verdict::Refused, "file {number} is whole");
        let copies = (0..COPIES).map(|copy| damaged(source, number * COPIES + copy));
        verdicts.extend(copies.map(|copy| runtime().block_on(try_upload(sandbox(), &copy))));
    }
    for verdict in [Verdict::Refused, Verdict::Answered] {
        assert!(verdicts.contains(&verdict), "{verdict:?} never came");
    }
}
