//! The fuzzers' checks without a fuzzer: on every seed, and on a few thousand random changes of the seeds.
//!
//! `cargo xtask fuzz` runs longer, and its inputs follow the coverage of the code.

#[path = "../../fuzz/checks/address.rs"]
mod address;
#[path = "../../fuzz/checks/codec.rs"]
pub(crate) mod codec;
#[path = "../../fuzz/checks/codes.rs"]
mod codes;
#[path = "../../fuzz/checks/pasted.rs"]
mod pasted;
#[path = "../../fuzz/checks/reply.rs"]
pub(crate) mod reply;
#[path = "../../fuzz/checks/secrets.rs"]
mod secrets;
#[path = "../../fuzz/checks/views.rs"]
mod views;

use crate::support::{Random, thorough};
use std::{
    fs, panic,
    path::{Path, PathBuf},
};

/// The seed of the random changes, which makes every run the same.
const START: u64 = 1_404;

impl Random {
    fn one_of<'a>(&mut self, all: &'a [Vec<u8>]) -> &'a [u8] {
        &all[self.below(all.len())]
    }

    /// Returns a random part of some bytes, which may be all or none.
    fn part<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (one, other) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
        &bytes[one.min(other)..one.max(other)]
    }

    /// Makes one random change: flips a bit, inserts a part of another seed or replaces a part by it, cuts a part, or
    /// inserts a word.
    fn change(&mut self, bytes: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[Vec<u8>]) {
        let at = self.below(bytes.len() + 1);
        let end = at + self.below(bytes.len() - at + 1);
        let (range, put) = match self.below(6) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << self.below(8);
                }
                return;
            }
            1 => (at..end, &[][..]),
            2 => {
                let seed = self.one_of(seeds);
                (at..end, self.part(seed))
            }
            3 => {
                let seed = self.one_of(seeds);
                (at..at, self.part(seed))
            }
            _ => (at..at, self.one_of(words)),
        };
        bytes.splice(range, put.iter().copied());
    }
}

fn fuzz() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz"))
}

/// Returns the files of a target's seeds, in the same order everywhere.
fn files(target: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fuzz().join("seeds").join(target)).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

pub(crate) fn seeds(target: &str) -> Vec<Vec<u8>> {
    files(target).iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Returns the words of a libFuzzer dictionary: one in quotes a line, `#` before a comment.
pub(crate) fn words(target: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(fuzz().join(format!("{target}.dict"))).unwrap();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(word).collect()
}

fn word(line: &str) -> Vec<u8> {
    let mut rest = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).expect(line);
    let mut word = Vec::new();
    while let Some((piece, escaped)) = rest.split_once('\\') {
        word.extend_from_slice(piece.as_bytes());
        if let Some(byte) = escaped.strip_prefix('x') {
            word.push(u8::from_str_radix(&byte[..2], 16).expect(line));
            rest = &byte[2..];
        } else {
            word.push(escaped.as_bytes()[0]);
            rest = &escaped[1..];
        }
    }
    word.extend_from_slice(rest.as_bytes());
    word
}

/// Checks every seed of a target, and then changed seeds.
#[track_caller]
fn check_all(target: &str, check: fn(&[u8])) {
    let files = files(target);
    let seeds = seeds(target);
    let words = words(target);
    assert!(!seeds.is_empty() && !words.is_empty(), "nothing to begin with");
    for (file, seed) in files.iter().zip(&seeds) {
        assert!(panic::catch_unwind(|| check(seed)).is_ok(), "{}", file.display());
    }
    let mut random = Random(START);
    for _ in 0..thorough().cases / 10 {
        let mut bytes = random.one_of(&seeds).to_vec();
        for _ in 0..=random.below(4) {
            random.change(&mut bytes, &seeds, &words);
        }
        assert!(panic::catch_unwind(|| check(&bytes)).is_ok(), "{target}: b\"{}\"", bytes.escape_ascii());
    }
}

#[test]
fn every_answer_keeps_the_laws_whatever_is_changed_in_it() {
    check_all("reply", reply::check);
}

#[test]
fn every_address_keeps_the_laws_whatever_is_changed_in_it() {
    check_all("address", address::check);
}

#[test]
fn every_pasted_text_keeps_the_laws_whatever_is_changed_in_it() {
    check_all("pasted", pasted::check);
}

#[test]
fn every_text_keeps_the_laws_of_secrets_whatever_is_changed_in_it() {
    check_all("secrets", secrets::check);
}

#[test]
fn every_text_keeps_the_laws_of_codes_whatever_is_changed_in_it() {
    check_all("codes", codes::check);
}

#[test]
fn every_file_of_views_keeps_the_laws_whatever_is_changed_in_it() {
    check_all("views", views::check);
}

#[test]
fn a_dictionary_is_read_as_the_fuzzer_reads_it() {
    assert_eq!(word(r#""\"a\\\xff""#), b"\"a\\\xff");
    for target in ["reply", "address", "pasted", "secrets", "codes", "views"] {
        assert!(words(target).iter().all(|word| !word.is_empty()), "{target}");
    }
}
