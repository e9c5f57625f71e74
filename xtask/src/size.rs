//! The size of the first load, compressed as a server sends it.

use crate::{
    dist::is_part,
    process::{Outcome, output},
    project::{command, dist_dir},
    stamp, tools,
};
use std::path::{Path, PathBuf};

/// The most that code, markup and style may take, in bytes of brotli. A font comes after the first paint and is apart.
const BUDGET: usize = 152_000;

/// Node.js has brotli in it: a size per line, in the order of the files. 22 is the window that servers use.
const MEASURE: &str = "
const { brotliCompressSync, constants } = require('zlib');
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
for (const file of process.argv.slice(1)) {
  console.log(brotliCompressSync(require('fs').readFileSync(file), { params }).length);
}";

/// Prints what each file takes, and fails if they take too much.
pub(crate) fn check() -> Outcome {
    let mut files = Vec::new();
    stamp::files(&dist_dir(), &mut files)?;
    let of = |wanted| files.iter().filter(move |file| kind(file) == wanted).cloned().collect::<Vec<_>>();
    let (counted, later, fonts) = (of(Kind::Counted), of(Kind::Later), of(Kind::Font));
    let sizes = measure(&counted)?;
    println!("First load, brotli:");
    for (file, size) in counted.iter().zip(&sizes) {
        println!("  {:>9}  {}", grouped(*size), shown(file));
    }
    let total = sizes.iter().sum();
    println!("  {:>9}  in all, of {} bytes", grouped(total), grouped(BUDGET));
    for (file, size) in later.iter().zip(measure(&later)?) {
        println!("  {:>9}  later: {}", grouped(size), shown(file));
    }
    for font in fonts {
        let size = font.metadata().map_or(0, |data| data.len());
        println!("  {:>9}  apart: {}", grouped(usize::try_from(size).unwrap_or(usize::MAX)), shown(&font));
    }
    if counted.is_empty() {
        return Err("dist/ is empty: `cargo xtask build` makes it".into());
    }
    if total > BUDGET {
        return Err(format!("the first load takes {} bytes, {} too many", grouped(total), grouped(total - BUDGET)));
    }
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Counted,
    /// A part that comes after the first rows.
    Later,
    Font,
    Other,
}

fn kind(file: &Path) -> Kind {
    let is_later = file.file_name().and_then(|name| name.to_str()).is_some_and(is_part);
    match file.extension().and_then(|end| end.to_str()) {
        Some("wasm") if is_later => Kind::Later,
        Some("html" | "js" | "wasm" | "css") => Kind::Counted,
        Some("woff2") => Kind::Font,
        _ => Kind::Other,
    }
}

fn measure(files: &[PathBuf]) -> Outcome<Vec<usize>> {
    let text = output(command(tools::node()?).args(["-e", MEASURE, "--"]).args(files)).unwrap_or_default();
    let sizes = text.lines().map_while(|line| line.parse().ok()).collect::<Vec<_>>();
    if sizes.len() == files.len() { Ok(sizes) } else { Err("the files of dist/ can't be measured with Node.js".into()) }
}

fn shown(file: &Path) -> std::path::Display<'_> {
    file.file_name().map_or(file, Path::new).display()
}

/// A number with its thousands apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn code_markup_and_style_count_and_what_comes_later_is_apart() {
        let kinds =
            ["a.html", "a.js", "a_bg.wasm", "a.css", "split_a.wasm", "chunk_1.wasm", "fonts/a.woff2", "config.json"]
                .map(|name| kind(name.as_ref()));
        let code = Kind::Counted;
        assert_eq!(kinds, [code, code, code, code, Kind::Later, Kind::Later, Kind::Font, Kind::Other]);
    }
}
