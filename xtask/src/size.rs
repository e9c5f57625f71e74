//! The sizes of the page's parts, compressed as a server sends them.

use crate::{
    dist::is_part,
    process::{Outcome, output},
    project::{command, dist_dir, root},
    stamp, tools,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A part of the page, with a budget of its own. The font is loaded after the first paint and counts separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The files that are loaded before the first row: markup, style, scripts and the main wasm.
    First,
    /// The screen for a page that has ended or misses a file. It is loaded after the others, and no row waits for it.
    Screen,
    /// The app, with the code that it shares with other parts.
    App,
    /// The dialogs and the other lazy views, with the code that they share with the export.
    Dialogs,
    /// The code of the export.
    Export,
}

impl Part {
    const ALL: [Self; 5] = [Self::First, Self::Screen, Self::App, Self::Dialogs, Self::Export];

    const fn name(self) -> &'static str {
        match self {
            Self::First => "before the first row",
            Self::Screen => "beside the first row",
            Self::App => "the app",
            Self::Dialogs => "the dialogs",
            Self::Export => "the export and the overview",
        }
    }

    /// Returns the budget of the part, in bytes of brotli.
    const fn budget(self) -> usize {
        match self {
            Self::First => 98_200,
            Self::Screen => 850,
            Self::App => 118_400,
            Self::Dialogs => 183_700,
            Self::Export => 133_300,
        }
    }
}

/// A script that prints a file's compressed size per line, in the order of the files, as Node.js includes brotli. The
/// window is 22, as servers use it.
const MEASURE: &str = "
const { brotliCompressSync, constants } = require('zlib');
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
for (const file of process.argv.slice(1)) {
  console.log(brotliCompressSync(require('fs').readFileSync(file), { params }).length);
}";

/// Prints the compressed size of each file in `dist/`, and fails if a part exceeds its budget.
pub(crate) fn check() -> Outcome {
    let mut files = Vec::new();
    stamp::files(&dist_dir(), &mut files)?;
    if !files.iter().any(|file| kind(file, &[]) == Kind::Of(Part::First)) {
        return Err("dist/ is empty: `cargo xtask build` makes it".into());
    }
    let shared = shared(&fs::read_to_string(parts_script()).unwrap_or_default());
    let of = |wanted| files.iter().filter(|file| kind(file, &shared) == wanted).cloned().collect::<Vec<_>>();
    let mut over = Vec::new();
    for part in Part::ALL {
        let files = of(Kind::Of(part));
        let sizes = measure(&files)?;
        println!("Brotli, {}:", part.name());
        for (file, size) in files.iter().zip(&sizes) {
            println!("  {:>9}  {}", grouped(*size), shown(file));
        }
        let (total, budget) = (sizes.iter().sum(), part.budget());
        println!("  {:>9}  in all, of {} bytes", grouped(total), grouped(budget));
        if total > budget {
            over.push(format!("{} takes {} bytes, {} too many", part.name(), grouped(total), grouped(total - budget)));
        }
    }
    for font in of(Kind::Font) {
        let size = font.metadata().map_or(0, |data| data.len());
        println!("  {:>9}  apart: {}", grouped(usize::try_from(size).unwrap_or(usize::MAX)), shown(&font));
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ")) }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Of(Part),
    Font,
    Other,
}

/// A chunk that several parts share: its name without a hash, and the first part that waits for it.
type Shared = (String, Part);

/// Reads which parts wait for each chunk from wasm-split's script, which states it in a comment above the chunk.
fn shared(script: &str) -> Vec<Shared> {
    let mut lines = script.lines().peekable();
    let mut shared = Vec::new();
    while let Some(line) = lines.next() {
        let parts = line.strip_prefix("/* ").and_then(|rest| rest.strip_suffix(" */"));
        let name = lines.peek().and_then(|next| next.strip_prefix("const __")?.split_whitespace().next());
        if let (Some(parts), Some(name)) = (parts, name) {
            let first = ["app", "dialogs"].into_iter().find(|own| parts.split(", ").any(|part| part == *own));
            let part = match first {
                Some("app") => Part::App,
                Some(_) => Part::Dialogs,
                None => Part::Export,
            };
            shared.push((name.to_owned(), part));
        }
    }
    shared
}

/// Returns the path of wasm-split's script of the last build.
fn parts_script() -> PathBuf {
    root().join("target/xtask/parts/outbox-report/__wasm_split.js")
}

fn kind(file: &Path, shared: &[Shared]) -> Kind {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match file.extension().and_then(|end| end.to_str()) {
        Some("wasm") if name.starts_with("split_dialogs") => Kind::Of(Part::Dialogs),
        Some("wasm") if name.starts_with("split_export") => Kind::Of(Part::Export),
        Some("wasm") if is_part(name) => {
            let own = shared.iter().find(|(chunk, _)| name.split('-').next() == Some(chunk));
            Kind::Of(own.map_or(Part::App, |(_, part)| *part))
        }
        Some("js") if name.starts_with("screen-") => Kind::Of(Part::Screen),
        Some("js" | "css") if ["lazy_imports-", "app-"].iter().any(|lazy| name.starts_with(lazy)) => {
            Kind::Of(Part::App)
        }
        Some("html" | "js" | "wasm" | "css") => Kind::Of(Part::First),
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

/// Returns a number with its thousands separated.
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
    fn each_file_counts_for_the_part_that_waits_for_it() {
        let kinds = [
            "a.html",
            "a.js",
            "screen-1.js",
            "a_bg.wasm",
            "a.css",
            "split_app-1.wasm",
            "lazy_imports-1.js",
            "chunk_1.wasm",
            "split_dialogs-1.wasm",
            "fonts/a.woff2",
            "config.json",
        ]
        .map(|name| kind(name.as_ref(), &[]));
        let [first, screen, app, dialogs, _] = Part::ALL.map(Kind::Of);
        assert_eq!(kinds, [first, first, screen, first, first, app, app, app, dialogs, Kind::Font, Kind::Other]);
    }

    #[test]
    fn a_chunk_counts_for_the_first_part_that_waits_for_it() {
        let script = "import\n/* app, export */\nconst __chunk_4 = makeLoad(() => {\n/* dialogs, export */\n\
                      const __chunk_7 = makeLoad(() => {\n";
        let shared = shared(script);
        let kinds =
            ["chunk_4-a.wasm", "chunk_7-b.wasm", "split_export-c.wasm"].map(|name| kind(name.as_ref(), &shared));
        assert_eq!(kinds, [Part::App, Part::Dialogs, Part::Export].map(Kind::Of));
    }
}
