//! Short names between the wasm and its glue.
//!
//! wasm-bindgen names each of some three hundred imports at length (`__wbg_addEventListener_0f2891b0794e07fa`), once in
//! the wasm and once in the glue; closures are exported under the compiler's names of functions. No other code reads
//! these names, and hashes don't compress: with numbers in their place the first load is 7 KB smaller, of 152.
//!
//! No tool does it: wasm-bindgen has no option for it, and wasm-opt's `--minify-imports` changes the names of
//! Emscripten only. Replacing names by others of equal length, which needs no parsing of the wasm, saves 0.7 KB less.

use super::{
    Environment,
    bundle::{Bundle, replace_one},
    counted, lazy_imports,
};
use crate::process::Outcome;

/// The numbers of the sections that hold names (WebAssembly Core Specification, 5.5).
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Replaces the long names by numbers, in the main part and the glue, and in the lazy imports and their script.
pub(super) fn shorten(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let (wasm, glue) = (&mut bundle.wasm.content, &mut bundle.glue.content);
    // Calls: `wasm._ZN…(`.
    let calls = glue.split("wasm._ZN").skip(1).filter_map(|call| call.split_once('('));
    let exports: Vec<String> = calls.map(|(name, _)| format!("_ZN{name}")).collect();
    let exports = (shorten_in(wasm, glue, EXPORTS, &exports, ("wasm.", "("))?, exports.len());
    let mut counts = vec![exports, shorten_imports(wasm, glue)?];
    let lazy = bundle.parts.iter_mut().find(|part| part.name == lazy_imports::WASM);
    let script = bundle.scripts.iter_mut().find(|script| script.name == lazy_imports::SCRIPT);
    if let (Some(lazy), Some(script)) = (lazy, script) {
        counts.push(shorten_imports(&mut lazy.content, &mut script.content)?);
    }
    let found = counts.iter().map(|(found, _)| found).sum();
    let of: usize = counts.iter().map(|(_, of)| of).sum();
    Ok(format!("{} of {of}", counted((found, "name"))))
}

/// Shortens the names of the imports that a script gives to a wasm. Returns the number of those that it has found, and
/// of all.
fn shorten_imports(wasm: &mut Vec<u8>, script: &mut String) -> Outcome<(usize, usize)> {
    // Keys of an object: `__wbg_…: `, `__wbindgen_…: `.
    let keys = script.lines().filter_map(|line| line.trim_start().split_once(": ")).map(|(key, _)| key);
    let is_import = |key: &&str| key.starts_with("__wb") && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let imports: Vec<String> = keys.filter(is_import).map(str::to_owned).collect();
    Ok((shorten_in(wasm, script, IMPORTS, &imports, ("", ": "))?, imports.len()))
}

/// Shortens these names in a section of the wasm, and in its script wherever they stand between two texts. Returns the
/// number of names that it has found.
fn shorten_in(
    wasm: &mut Vec<u8>,
    script: &mut String,
    id: u8,
    names: &[String],
    (before, after): (&str, &str),
) -> Outcome<usize> {
    let (size_at, start, end) = section(wasm, id).ok_or_else(|| format!("the wasm has no section {id}"))?;
    let mut section = wasm.get(start..end).unwrap_or_default().to_vec();
    let mut found = Vec::new();
    for name in names {
        let long = with_length(name)?;
        // wasm-opt may have found that an import is never called.
        found.extend(section.windows(long.len()).position(|bytes| bytes == long).map(|at| (at, name)));
    }
    if found.is_empty() {
        return Err(format!("none of the script's names is in section {id} of the wasm"));
    }
    // In the order of the wasm, numbers compress best. Replacing from the end leaves earlier positions unchanged.
    found.sort_unstable();
    for (number, (at, name)) in found.iter().enumerate().rev() {
        let short = format!("${number}");
        section.splice(*at..=at + name.len(), with_length(&short)?);
        let [old, new] = [name, &short].map(|name| format!("{before}{name}{after}"));
        replace_one(script, &old, &new)?;
    }
    let mut short = wasm.get(..size_at).unwrap_or_default().to_vec();
    put_number(&mut short, section.len());
    short.extend(section);
    short.extend(wasm.get(end..).unwrap_or_default());
    *wasm = short;
    Ok(found.len())
}

/// Returns a name as the wasm encodes it, after its length.
fn with_length(name: &str) -> Outcome<Vec<u8>> {
    let length = u8::try_from(name.len()).ok().filter(|length| *length < 0x80);
    let length = length.ok_or_else(|| format!("the name of an import is too long: {name}"))?;
    Ok([&[length], name.as_bytes()].concat())
}

/// Returns the position of a section's size, and the positions at which the section starts and ends.
fn section(wasm: &[u8], wanted: u8) -> Option<(usize, usize, usize)> {
    let mut at = b"\0asm\x01\0\0\0".len();
    loop {
        let id = *wasm.get(at)?;
        let (size, start) = number(wasm, at + 1)?;
        let end = start.checked_add(size).filter(|end| *end <= wasm.len())?;
        if id == wanted {
            return Some((at + 1, start, end));
        }
        at = end;
    }
}

/// Reads an unsigned number (LEB128), and returns it with the position after it.
fn number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let (mut value, mut shift) = (0_usize, 0_u32);
    loop {
        let byte = *bytes.get(at)?;
        value |= usize::from(byte & 0x7F).checked_shl(shift)?;
        at += 1;
        if byte < 0x80 {
            return Some((value, at));
        }
        shift += 7;
    }
}

/// Writes an unsigned number.
fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7F).unwrap_or_default() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wasm of an empty custom section, one of types, one of imports, one of functions, and one of exports.
    fn wasm(imports: &[&str], export: &str) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0\0\x01\0\x01\x01\0".to_vec();
        let mut put_section = |id, section: Vec<u8>| {
            out.push(id);
            put_number(&mut out, section.len());
            out.extend(section);
        };
        let mut section = vec![u8::try_from(imports.len()).unwrap_or_default()];
        for name in imports {
            for text in ["./app.js", name] {
                section.extend(with_length(text).unwrap_or_default());
            }
            section.extend([0, 0x81, 0x01]);
        }
        put_section(IMPORTS, section);
        put_section(3, vec![0]);
        put_section(EXPORTS, [&[1][..], &with_length(export).unwrap_or_default(), &[0, 0]].concat());
        out
    }

    fn shortened(wasm: &[u8], glue: &str) -> (Bundle, Outcome<String>) {
        let mut bundle = Bundle::example(wasm, glue);
        let found = shorten(&mut bundle, &Environment::without_programs());
        (bundle, found)
    }

    const GLUE: &str = "{\n    __wbg_add_0123: function() {\n        wasm._ZN6invokeE(1);\n    },\n    __wbg_unused_4: 2,\n\
        __wbindgen_cast_5: function() { return wasm.memory; },\n    other: 2 }";

    #[test]
    fn both_sides_take_the_same_short_names() {
        // A section of more than 127 bytes has a size of two bytes.
        let long = "__wbg_add_0123".repeat(8);
        let before = wasm(&["__wbindgen_cast_5", "memory", &long], "_ZN6invokeE");
        let (bundle, found) = shortened(&before, &GLUE.replace("__wbg_add_0123", &long));
        assert_eq!(found, Ok("3 names of 4".to_owned()));
        let short = "{\n    $1: function() {\n        wasm.$0(1);\n    },\n    __wbg_unused_4: 2,\n\
            $0: function() { return wasm.memory; },\n    other: 2 }";
        assert_eq!(bundle.glue.content, short);
        assert_eq!(bundle.wasm.content, wasm(&["$0", "memory", "$1"], "$0"));
    }

    #[test]
    fn a_key_that_is_there_twice_is_refused() {
        let glue = format!("{GLUE}\n{{\n    __wbg_add_0123: 1 }}");
        assert!(shortened(&wasm(&["__wbg_add_0123"], "_ZN6invokeE"), &glue).1.is_err());
    }

    #[test]
    fn what_has_none_of_the_names_is_refused() {
        let whole = wasm(&["__wbg_add_0123"], "_ZN6invokeE");
        assert!(shortened(&whole, GLUE).1.is_ok());
        assert!(shortened(&whole, "").1.is_err());
        assert!(shortened(&wasm(&["memory"], "_ZN6invokeE"), GLUE).1.is_err());
        assert!(shortened(&wasm(&["__wbg_add_0123"], "memory"), GLUE).1.is_err());
        for end in 0..whole.len() {
            assert!(shortened(whole.get(..end).unwrap_or_default(), GLUE).1.is_err(), "{end}");
        }
    }
}
