//! Shrinks the code: wasm-opt for the wasm, terser for the scripts.

use super::{Environment, bundle::Bundle, lazy_imports};
use crate::{
    process::{self, Outcome},
    project::command,
};
use std::{ffi::OsStr, fs, path::Path};

/// The arguments of wasm-opt, for every part of the wasm.
///
/// Each makes the compressed size smaller than `-Oz` alone does, and the uncompressed one larger or equal, as
/// ARCHITECTURE.md says: `-Os` twice, a little inlining, no sharing of common subexpressions, functions sorted by name.
/// Only the main part has a section on the features of WebAssembly that the compiler may use, so they are given for all
/// parts.
const WASM_OPT: [&str; 20] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "-Os",
    // The addresses below 1,024 are unused: the linker puts the stack there, and it grows down to them last.
    "-lmu",
    "-Os",
    "--skip-pass=local-cse",
    "-fimfs",
    "20",
    "-ocimfs",
    "14",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
    "--quiet",
];

/// The arguments of terser. The `--` keeps the file from being taken for a value of `--mangle`. trunk's own minifier
/// can't parse the output of wasm-bindgen and leaves it as it is.
///
/// Functions become arrows and methods, which are shorter: nothing calls them with `new`, which alone would tell.
const TERSER: [&str; 5] =
    ["--module", "--compress", "ecma=2020,passes=2,pure_new,unsafe_arrows,unsafe_methods", "--mangle", "--"];

/// The comment with which V8 compiles the functions of a script when it is loaded, while the wasm is on its way, and
/// not one by one when they are first called (<https://v8.dev/blog/explicit-compile-hints>). Other engines ignore it.
const CALLED_ON_LOAD: &str = "//# allFunctionsCalledOnLoad\n";

/// Runs wasm-opt on all parts of the wasm.
pub(super) fn wasm(bundle: &mut Bundle, environment: &Environment) -> Outcome<String> {
    let Some(wasm_opt) = &environment.wasm_opt else { return Ok("left out, for want of wasm-opt".to_owned()) };
    let mut sizes = Sizes::default();
    for file in std::iter::once(&mut bundle.wasm).chain(&mut bundle.parts) {
        let smaller = through(wasm_opt, &WASM_OPT, &file.content, environment)?;
        sizes.add(&file.name, file.content.len(), smaller.len());
        file.content = smaller;
    }
    sizes.found()
}

/// Runs terser on all scripts, and marks those that pass calls from the wasm to the browser: most of their functions
/// are called at once.
pub(super) fn scripts(bundle: &mut Bundle, environment: &Environment) -> Outcome<String> {
    let Some(terser) = &environment.terser else { return Ok("left out, for want of terser".to_owned()) };
    let mut sizes = Sizes::default();
    for file in std::iter::once(&mut bundle.glue).chain(&mut bundle.scripts) {
        let smaller = through(terser, &TERSER, file.content.as_bytes(), environment)?;
        sizes.add(&file.name, file.content.len(), smaller.len());
        file.content = String::from_utf8(smaller).map_err(|_| format!("terser made no text of {}", file.name))?;
    }
    let lazy_imports = bundle.scripts.iter_mut().filter(|script| script.name == lazy_imports::SCRIPT);
    for script in std::iter::once(&mut bundle.glue).chain(lazy_imports) {
        script.content.insert_str(0, CALLED_ON_LOAD);
    }
    sizes.found()
}

/// The total size of files before and after a program has processed them.
#[derive(Default)]
struct Sizes {
    files: Vec<String>,
    before: usize,
    after: usize,
}

impl Sizes {
    fn add(&mut self, name: &str, before: usize, after: usize) {
        self.files.push(format!("{name} {before} to {after} bytes"));
        self.before += before;
        self.after += after;
    }

    fn found(&self) -> Outcome<String> {
        let found = self.files.join(", ");
        if self.after < self.before { Ok(found) } else { Err(format!("nothing became smaller: {found}")) }
    }
}

/// Returns the output of a program for some content. The program takes `--output FILE`, its arguments, and the file to
/// read.
fn through(program: &Path, args: &[&str], content: &[u8], environment: &Environment) -> Outcome<Vec<u8>> {
    let scratch = &environment.scratch;
    let (input, output) = (scratch.join("input"), scratch.join("output"));
    let problem = |error| format!("{} can't be used: {error}", scratch.display());
    fs::create_dir_all(scratch).and_then(|()| fs::write(&input, content)).map_err(problem)?;
    let args = args.iter().map(OsStr::new).chain([input.as_os_str()]);
    process::run_quietly(command(program).arg("--output").arg(&output).args(args))?;
    fs::read(&output).map_err(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_makes_nothing_smaller_is_refused() {
        let mut sizes = Sizes::default();
        assert!(sizes.found().is_err());
        sizes.add("a.js", 9, 7);
        assert_eq!(sizes.found(), Ok("a.js 9 to 7 bytes".to_owned()));
        sizes.add("b.js", 1, 5);
        assert!(sizes.found().is_err());
    }
}
