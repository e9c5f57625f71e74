//! What the compiler does not do by itself: the flag for the split build, and style sheets without their comments.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    // wasm-split needs the linker's relocations to take parts out of the wasm.
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    strip_sheets()
}

/// Writes the style sheets of the lazy views, which are part of the wasm, without comments and indentation to
/// `$OUT_DIR/lazy`.
fn strip_sheets() -> io::Result<()> {
    const SHEETS: &str = "style/lazy";
    println!("cargo::rerun-if-changed={SHEETS}");
    let target = Path::new(&env::var_os("OUT_DIR").unwrap_or_default()).join("lazy");
    fs::create_dir_all(&target)?;
    for entry in fs::read_dir(SHEETS)? {
        let entry = entry?;
        let sheet = without_comments(&fs::read_to_string(entry.path())?);
        let lines = sheet.lines().map(str::trim_start).filter(|line| !line.is_empty());
        fs::write(target.join(entry.file_name()), lines.collect::<Vec<_>>().join("\n") + "\n")?;
    }
    Ok(())
}

/// Returns a style sheet without its comments. A string must not contain the sign of one, which `tidy` tests.
fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |code, part| code + part.split_once("*/").map_or("", |(_, rest)| rest))
}
