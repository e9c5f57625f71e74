//! The page's own font, subset from npm's: `public/fonts/README.md` has the reasons.

use crate::{
    process::{Outcome, log, run},
    project::{self, command, root},
    tools,
};
use std::{fs, path::Path};

/// The folder that pins the versions of the font and of the tools that subset it, with their hashes.
const PACKAGES: &str = "xtask/font";

/// The path of the variable font without Latin, in the package.
const WHOLE: &str = "misc/Non-Latin/fonts/variable/Vazirmatn-NL[wght].ttf";

/// The weights that the style sheets use.
const WEIGHTS: &str = "wght=400:700";

/// The options for writing the subset. It drops the names of styles, by which programs list them, and the table that
/// refers to them, about which Firefox complains in the console.
const FORM: [&str; 4] = ["--flavor=woff2", "--no-hinting", "--desubroutinize", "--drop-tables+=STAT"];

/// The OpenType features that join letters, place marks and set digits.
const FEATURES: &str = "calt,ccmp,init,medi,fina,liga,rlig,locl,tnum,kern,mark,mkmk,curs";

/// The characters of the subset.
const CHARACTERS: &str = "U+0020,U+002B,U+002F,U+003A,U+00A0,U+00AB,U+00BB,U+0600-0603,U+060B-0615,U+061B-061C,\
    U+061E-063A,U+0640-0656,U+0660-066D,U+0670-0671,U+0674,U+0679,U+067E,U+0686,U+0688,U+0691,U+0698,U+06A4,U+06A9,\
    U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06D2,U+06D4-06D5,U+06F0-06F9,U+200C-200D,U+2013,U+FD3E-FD3F,U+FDFC";

/// The time of change that the font states, in Unix seconds: when it was first subset. With the present time, no two
/// runs would give the same bytes.
const CHANGED: &str = "1795511595";

/// Runs `cargo xtask font`: makes the font and its licence anew, and says whether they have changed.
pub(crate) fn make() -> Outcome {
    let packages = root().join(PACKAGES);
    tools::node_packages(&packages)?;
    let python = tools::python(&packages)?;
    let package = packages.join("node_modules/vazirmatn");
    let cache_dir = project::cache_dir()?;
    let (narrowed, made) = (cache_dir.join("vazirmatn.ttf"), cache_dir.join("vazirmatn.woff2"));
    let fonttools = |module: &str| {
        let mut command = command(&python);
        command.args(["-m", module]).env("SOURCE_DATE_EPOCH", CHANGED);
        command
    };
    let mut instancer = fonttools("fontTools.varLib.instancer");
    run(instancer.arg("--quiet").arg(package.join(WHOLE)).arg(WEIGHTS).arg("--output").arg(&narrowed))?;
    let mut subset = fonttools("fontTools.subset");
    subset.arg(&narrowed).args(FORM);
    subset.args([format!("--layout-features={FEATURES}"), format!("--unicodes={CHARACTERS}")]);
    run(subset.arg(format!("--output-file={}", made.display())))?;
    replace("public/fonts/vazirmatn.woff2", &made)?;
    replace("public/fonts/OFL.txt", &package.join("OFL.txt"))
}

/// Replaces a file of the project.
fn replace(name: &str, made: &Path) -> Outcome {
    let file = root().join(name);
    let bytes = fs::read(made).map_err(|error| format!("{} can't be read: {error}", made.display()))?;
    // A missing file counts as one of other bytes.
    let before = fs::read(&file).unwrap_or_default();
    fs::write(&file, &bytes).map_err(|error| format!("{name} can't be written: {error}"))?;
    log(&compared(name, &before, &bytes));
    Ok(())
}

/// Returns a sentence that compares a new file with the previous one.
fn compared(name: &str, before: &[u8], after: &[u8]) -> String {
    if before == after {
        return format!("{name} is the same as before, byte for byte ({} bytes)", after.len());
    }
    format!("{name} HAS CHANGED, from {} to {} bytes", before.len(), after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the ranges of a list such as `U+0600-0603, U+0679`.
    fn ranges(list: &str) -> Vec<(u32, u32)> {
        let number = |digits: &str| u32::from_str_radix(digits, 16).unwrap_or_default();
        let range = |item: &str| {
            let item = item.trim().trim_start_matches("U+").to_owned();
            item.split_once('-')
                .map_or_else(|| (number(&item), number(&item)), |(first, last)| (number(first), number(last)))
        };
        list.split(',').map(range).collect()
    }

    #[test]
    fn the_sheet_asks_the_font_for_each_character_that_is_in_it() {
        let sheet = project::text("style/base.css").unwrap_or_default();
        let asked = sheet.split_once("unicode-range:").and_then(|(_, rest)| rest.split_once(';'));
        let asked = ranges(asked.map_or("", |(list, _)| list));
        for (first, last) in ranges(CHARACTERS) {
            assert!(first > 0 && first <= last, "{first:04X}-{last:04X}");
            assert!(asked.iter().any(|(from, to)| *from <= first && last <= *to), "{first:04X}-{last:04X}");
        }
    }

    #[test]
    fn the_sheet_has_the_weights_that_are_in_the_font() {
        let sheet = project::text("style/base.css").unwrap_or_default();
        let weights = WEIGHTS.trim_start_matches("wght=").replace(':', " ");
        assert!(sheet.contains(&format!("font-weight: {weights};")));
    }

    #[test]
    fn what_is_said_of_a_new_file() {
        assert!(compared("font", b"abc", b"abc").contains("the same as before"));
        assert!(compared("font", b"abc", b"abd").contains("HAS CHANGED, from 3 to 3 bytes"));
        assert!(compared("font", b"", b"abd").contains("from 0 to 3 bytes"));
    }
}
