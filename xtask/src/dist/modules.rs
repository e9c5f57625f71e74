//! A report of the modules in each part of the wasm.
//!
//! wasm-split assigns code to parts by what calls it: one unintended call across a border silently moves a whole
//! module. So each build prints the result, and refuses a wrong one.

use super::{Environment, bundle::Bundle, parts::MAIN};
use crate::{process::Outcome, project};
use rustc_demangle::demangle;
use std::{collections::BTreeMap, fs};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The crates of the framework, none of which may be in the first part.
const FRAMEWORK: [&str; 3] = ["leptos", "reactive_graph", "tachys"];

/// The most lazy parts, and the most files that they share.
const MAX_PARTS: usize = 3;
const MAX_CHUNKS: usize = 4;

/// A function of a part: the path of its name, and the size of its code in bytes.
type Function = (String, usize);

/// Writes the size of each module in each part to a file, and returns the sums of the page's own modules for the log.
pub(super) fn report(bundle: &mut Bundle, environment: &Environment) -> Outcome<String> {
    let folder = environment.parts.join(bundle.wasm.name.trim_end_matches("_bg.wasm"));
    let names: Vec<&str> = bundle.parts.iter().map(|part| part.name.as_str()).collect();
    let chunks = names.iter().filter(|name| name.starts_with("chunk_")).count();
    check_number(names.len() - chunks, chunks)?;
    let mut text = String::new();
    let mut sums = Vec::new();
    for name in [MAIN].into_iter().chain(names) {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(|error| format!("{} can't be read: {error}", path.display()))?;
        let functions = functions(&bytes).map_err(|error| format!("{name} is no wasm: {error}"))?;
        if name == MAIN {
            check_first(&functions)?;
        }
        let modules = modules(&functions);
        sums.push(format!("{name} {}", modules.values().sum::<usize>()));
        text.extend(modules.iter().map(|(module, bytes)| format!("{bytes:>7}  {name}  {module}\n")));
    }
    let file = project::cache_dir()?.join("modules.txt");
    fs::write(&file, text).map_err(|error| format!("{} can't be written: {error}", file.display()))?;
    Ok(format!("bytes of our own code: {}; each module in {}", sums.join(", "), file.display()))
}

/// Fails if there are more parts than a page should load.
fn check_number(parts: usize, chunks: usize) -> Outcome {
    if parts > MAX_PARTS || chunks > MAX_CHUNKS {
        return Err(format!(
            "wasm-split made {parts} parts and {chunks} chunks of the page: at most {MAX_PARTS} and {MAX_CHUNKS}"
        ));
    }
    Ok(())
}

/// Fails if the first part contains code of the framework.
fn check_first(functions: &[Function]) -> Outcome {
    let found = functions.iter().find(|(name, _)| FRAMEWORK.contains(&crate_of(name)));
    found.map_or(Ok(()), |(name, _)| Err(format!("the first part holds code of the framework: {name}")))
}

/// Returns the sizes of the page's own modules among these functions, by two levels of their paths.
fn modules(functions: &[Function]) -> BTreeMap<String, usize> {
    let mut modules = BTreeMap::new();
    for (name, bytes) in functions.iter().filter(|(name, _)| crate_of(name) == "outbox_report") {
        let path = name.trim_start_matches(['<', '&']).split(['<', ' ']).next().unwrap_or_default();
        let levels: Vec<&str> = path.split("::").skip(1).take(2).collect();
        *modules.entry(levels.join("::")).or_default() += bytes;
    }
    modules
}

/// Returns the crate that a function's name begins with, or the crate of the type whose method it is.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(['_', '<', '&']);
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// Returns the functions of a wasm file with their names. A function without a name is left out.
fn functions(wasm: &[u8]) -> Result<Vec<Function>, wasmparser::BinaryReaderError> {
    let (mut imported, mut sizes, mut functions) = (0, Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(names) = section.as_known() else { continue };
                for name in names {
                    let Name::Function(map) = name? else { continue };
                    for naming in map {
                        let naming = naming?;
                        let place = usize::try_from(naming.index).ok().and_then(|index| index.checked_sub(imported));
                        if let Some(size) = place.and_then(|place| sizes.get(place)) {
                            functions.push((format!("{:#}", demangle(naming.name)), *size));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    Ok(functions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_of_the_framework_is_refused_in_the_first_part() {
        let own = ("outbox_report::first::run".to_owned(), 9);
        assert_eq!(check_first(std::slice::from_ref(&own)), Ok(()));
        for name in ["leptos::mount::mount_to", "<tachys::view::any_view::AnyView as core::fmt::Debug>::fmt"] {
            assert!(check_first(&[own.clone(), (name.to_owned(), 1)]).is_err(), "{name}");
        }
    }

    #[test]
    fn more_than_three_parts_and_four_chunks_are_refused() {
        assert_eq!(check_number(3, 4), Ok(()));
        assert!(check_number(4, 0).is_err() && check_number(1, 5).is_err());
    }

    #[test]
    fn modules_are_told_by_two_levels_of_their_path() {
        let functions = [
            ("outbox_report::domain::json::string".to_owned(), 5),
            ("outbox_report::domain::json::array::{{closure}}".to_owned(), 7),
            ("<outbox_report::domain::page::Page as core::cmp::PartialEq>::eq".to_owned(), 3),
            ("core::fmt::write".to_owned(), 11),
        ];
        let expected = [("domain::json".to_owned(), 12), ("domain::page".to_owned(), 3)];
        assert_eq!(modules(&functions), BTreeMap::from(expected));
    }

    #[test]
    fn names_and_sizes_of_functions_are_read_from_the_file() {
        // One import, then one function of two bytes named `leptos::x`; the name section follows the code.
        let wasm = [
            b"\0asm\x01\0\0\0".as_slice(),
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x07\x01\x01a\x01b\0\0",
            b"\x03\x02\x01\0",
            b"\x0a\x04\x01\x02\0\x0b",
            b"\0\x13\x04name\x01\x0c\x01\x01\x09leptos::x",
        ]
        .concat();
        assert_eq!(functions(&wasm).ok(), Some(vec![("leptos::x".to_owned(), 2)]));
    }
}
