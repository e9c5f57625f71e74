//! Shorter names between the wasm and its glue.
//!
//! wasm-bindgen names each of some two hundred imports at length (`__wbg_addEventListener_0f2891b0794e07fa`), once in
//! the wasm and once in the glue. Nobody else reads these names, and hashes don't compress: with short ones the first
//! load is 4 KB less.

use crate::{
    page::{self, Role},
    process::Outcome,
    site,
};
use std::{fs, path::Path};

/// Shortens the names in the built page.
pub(crate) fn shorten(dist: &Path) -> Outcome {
    let linked = page::linked(&site::text(&dist.join("index.html"))?);
    let file = |wanted| linked.iter().find(|(role, _)| *role == wanted).map(|(_, name)| dist.join(name));
    let (wasm, glue) = file(Role::Wasm).zip(file(Role::Glue)).ok_or("trunk's index.html links no wasm and no glue")?;
    let (short_wasm, short_glue) = shortened(&site::read(&wasm)?, &site::text(&glue)?)
        .ok_or("the wasm's imports are written in another way than they were: see xtask/src/names.rs")?;
    fs::write(&wasm, short_wasm)
        .and_then(|()| fs::write(&glue, short_glue))
        .map_err(|error| format!("dist/ can't be written: {error}"))
}

/// Both files with short names; `None` where the first is no wasm with imports.
fn shortened(wasm: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mut glue = glue.to_owned();
    let mut out = wasm.get(..8)?.to_vec();
    let mut rest = wasm.get(8..)?;
    while let Some((&id, after)) = rest.split_first() {
        let mut body = after;
        let size = number(&mut body)?;
        let (section, next) = body.split_at_checked(size)?;
        out.push(id);
        if id == IMPORTS {
            let section = imports(section, &mut glue)?;
            put(&mut out, section.len());
            out.extend(section);
        } else {
            put(&mut out, size);
            out.extend(section);
        }
        rest = next;
    }
    Some((out, glue))
}

/// The import section's id (WebAssembly Core Specification, 5.5.5).
const IMPORTS: u8 = 2;

/// The section with each name short that stands in the glue as a key, and there alone.
fn imports(mut section: &[u8], glue: &mut String) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = number(&mut section)?;
    put(&mut out, count);
    for place in 0..count {
        let (module, name) = (text(&mut section)?, text(&mut section)?);
        let key = format!("{name}: ");
        let found: Vec<usize> = glue.match_indices(name).map(|(at, _)| at).collect();
        let mut put_text = |text: &str| {
            put(&mut out, text.len());
            out.extend(text.as_bytes());
        };
        put_text(module);
        match found.as_slice() {
            [at] if glue.get(*at..)?.starts_with(&key) && glue.get(..*at)?.ends_with(char::is_whitespace) => {
                let short = short(place);
                glue.replace_range(*at..*at + name.len(), &short);
                put_text(&short);
            }
            _ => put_text(name),
        }
        let kind = description(section)?;
        let (kind, after) = section.split_at_checked(kind)?;
        out.extend(kind);
        section = after;
    }
    section.is_empty().then_some(out)
}

/// How long an import's description is: a function, a table, a memory, a global or a tag.
fn description(section: &[u8]) -> Option<usize> {
    let (&kind, mut rest) = section.split_first()?;
    match kind {
        // A function or a tag: its type.
        0 | 4 => {
            if kind == 4 {
                rest = rest.get(1..)?;
            }
            number(&mut rest)?;
        }
        // A table or a memory: its limits.
        1 | 2 => {
            if kind == 1 {
                rest = rest.get(1..)?;
            }
            let (flags, mut limits) = rest.split_first()?;
            number(&mut limits)?;
            if flags & 1 == 1 {
                number(&mut limits)?;
            }
            rest = limits;
        }
        // A global: its type and whether it changes.
        3 => rest = rest.get(2..)?,
        _ => return None,
    }
    Some(section.len() - rest.len())
}

/// A name of letters: `a` to `z`, `A` to `Z`, `aa`, …
fn short(mut place: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut name = String::new();
    loop {
        name.push(LETTERS.get(place % LETTERS.len()).copied().map_or('_', char::from));
        place = match (place / LETTERS.len()).checked_sub(1) {
            Some(place) => place,
            // Longer than any word of JavaScript's own is not needed, and `$` makes it none of them.
            None => return format!("${name}"),
        };
    }
}

/// Reads an unsigned number (LEB128).
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let (mut value, mut shift) = (0_usize, 0_u32);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
        shift += 7;
    }
}

/// Writes an unsigned number.
fn put(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = u8::try_from(value & 0x7F).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(bytes)?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wasm of two imports, a function and a memory, and an empty custom section.
    fn wasm(first: &str, second: &str) -> Vec<u8> {
        let mut section = vec![2];
        for (name, kind) in [(first, &[0_u8, 0x81, 0x01][..]), (second, &[2, 1, 17, 0x80, 0x80, 0x01])] {
            for text in ["./app.js", name] {
                put(&mut section, text.len());
                section.extend(text.as_bytes());
            }
            section.extend(kind);
        }
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        out.push(IMPORTS);
        put(&mut out, section.len());
        out.extend(section);
        out.extend([0, 1, 0]);
        out
    }

    #[test]
    fn both_sides_take_the_same_short_name() {
        let glue = "return {\n    __wbg_add_0123: function() { return 1; },\n    other: 2 };";
        let (short_wasm, short_glue) = shortened(&wasm("__wbg_add_0123", "memory"), glue).unwrap_or_default();
        assert_eq!(short_glue, "return {\n    $a: function() { return 1; },\n    other: 2 };");
        assert_eq!(short_wasm, wasm("$a", "memory"));
    }

    #[test]
    fn a_name_that_is_used_elsewhere_stays() {
        for glue in ["{ __wbg_add_0123: 1 }; __wbg_add_0123();", "{ my__wbg_add_0123: 1 }", ""] {
            let wasm = wasm("__wbg_add_0123", "memory");
            assert_eq!(shortened(&wasm, glue), Some((wasm.clone(), glue.to_owned())));
        }
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        let wasm = wasm("a", "b");
        for end in [0, 7, 9, 12, wasm.len() - 1] {
            assert_eq!(shortened(wasm.get(..end).unwrap_or_default(), "").filter(|_| end != 8), None, "{end}");
        }
    }

    #[test]
    fn short_names_are_all_different() {
        let mut names: Vec<String> = (0..5_000).map(short).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 5_000);
    }
}
