//! The page's own font, cut from npm's: `public/fonts/README.md` has the reasons.

use crate::{
    process::{Outcome, log, run},
    project::{self, command, root},
    tools,
};
use std::{fs, path::Path};

/// Where the versions of the font and of what cuts it are pinned, with their hashes.
const PACKAGES: &str = "xtask/font";

/// The variable font without Latin, in the package.
const WHOLE: &str = "misc/Non-Latin/fonts/variable/Vazirmatn-NL[wght].ttf";

/// The weights that the sheets use.
const WEIGHTS: &str = "wght=400:700";

/// How what stays is written. The names of styles, by which programs list them, go; so does the table that refers to
/// them, which Firefox complains of in the console.
const FORM: [&str; 4] = ["--flavor=woff2", "--no-hinting", "--desubroutinize", "--drop-tables+=STAT"];

/// What joins letters, places marks, and sets digits.
const FEATURES: &str = "calt,ccmp,init,medi,fina,liga,rlig,locl,tnum,kern,mark,mkmk,curs";

/// The characters that stay.
const CHARACTERS: &str = "U+0600-0603,U+060B-0615,U+061B-061C,U+061E-063A,U+0640-0656,U+0660-066D,U+0670-0671,U+0674,\
    U+0679,U+067E,U+0686,U+0688,U+0691,U+0698,U+06A4,U+06A9,U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06D2,\
    U+06D4-06D5,U+06F0-06F9,U+200C-200D,U+FD3E-FD3F,U+FDFC";

/// The time that the font says it was changed at, in Unix seconds: when it was first cut. With the present time in its
/// place, no two runs would give the same bytes.
const CHANGED: &str = "1795511595";

/// `cargo xtask font`: makes the font and its licence again, and says whether that has changed them.
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

/// Puts a file in the place of one of the project's.
fn replace(name: &str, made: &Path) -> Outcome {
    let file = root().join(name);
    let bytes = fs::read(made).map_err(|error| format!("{} can't be read: {error}", made.display()))?;
    // One that isn't there is as one of other bytes.
    let before = fs::read(&file).unwrap_or_default();
    fs::write(&file, &bytes).map_err(|error| format!("{name} can't be written: {error}"))?;
    log(&compared(name, &before, &bytes));
    Ok(())
}

/// What a new file is beside the one before.
fn compared(name: &str, before: &[u8], after: &[u8]) -> String {
    if before == after {
        return format!("{name} is the same as before, byte for byte ({} bytes)", after.len());
    }
    format!("{name} HAS CHANGED, from {} to {} bytes", before.len(), after.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The ranges of a list such as `U+0600-0603, U+0679`.
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
