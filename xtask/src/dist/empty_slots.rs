//! Drops what fills slots of the wasm's table with nothing.
//!
//! wasm-split gives the main part a segment of nulls for the slots of each lazy part, which that part fills itself. A
//! slot of a table is null from the start, so these segments do nothing, and no pass of wasm-opt removes them.

use super::{Environment, bundle::Bundle, counted};
use crate::process::Outcome;
use std::ops::Range;
use wasm_encoder::{ElementSection, Module, RawSection};
use wasmparser::{Element, ElementItems, Error, Operator, Parser, Payload};

/// Removes the segments of nulls from the main part.
pub(super) fn drop_segments(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let (wasm, dropped) = without_null_segments(&bundle.wasm.content)
        .map_err(|error| format!("{} is no wasm: {error}", bundle.wasm.name))?;
    if dropped == 0 {
        return Err("wasm-split fills no slots with nothing".to_owned());
    }
    let bytes = bundle.wasm.content.len() - wasm.len();
    bundle.wasm.content = wasm;
    Ok(format!("{}, {bytes} bytes", counted((dropped, "segment"))))
}

/// Returns the module without the segments that hold only nulls, and their number.
fn without_null_segments(wasm: &[u8]) -> Result<(Vec<u8>, usize), Error> {
    let mut module = Module::new();
    let mut dropped = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ElementSection(segments) = payload {
            let mut section = ElementSection::new();
            for segment in segments {
                let segment = segment?;
                if holds_only_nulls(&segment)? {
                    dropped += 1;
                } else {
                    section.raw(bytes(wasm, segment.range));
                }
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection { id, data: bytes(wasm, range) });
        }
    }
    Ok((module.finish(), dropped))
}

/// Returns the bytes in a range that the parser of the same module gave.
fn bytes(wasm: &[u8], range: Range<u64>) -> &[u8] {
    let [start, end] = [range.start, range.end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
    wasm.get(start..end).unwrap_or_default()
}

fn holds_only_nulls(segment: &Element) -> Result<bool, Error> {
    let ElementItems::Expressions(_, items) = segment.items.clone() else { return Ok(false) };
    for item in items {
        if !matches!(item?.get_operators_reader().read()?, Operator::RefNull { .. }) {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{ConstExpr, Elements, HeapType, RefType, TableSection, TableType};

    /// Returns a module with a table of four slots and these segments.
    fn module(segments: &[Elements]) -> Vec<u8> {
        let mut tables = TableSection::new();
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, minimum: 4, maximum: None, table64: false, shared: false });
        let mut section = ElementSection::new();
        for segment in segments {
            section.active(None, &ConstExpr::i32_const(0), segment.clone());
        }
        let mut module = Module::new();
        module.section(&tables).section(&section);
        module.finish()
    }

    fn expressions(items: &[ConstExpr]) -> Elements<'_> {
        Elements::Expressions(RefType::FUNCREF, items.into())
    }

    #[test]
    fn segments_of_nulls_are_dropped_and_others_stay() {
        let (null, function) = (ConstExpr::ref_null(HeapType::FUNC), ConstExpr::ref_func(0));
        let nulls = [null.clone(), null.clone()];
        let mixed = [null, function];
        let functions = Elements::Functions([0].as_slice().into());
        let kept = module(&[functions.clone(), expressions(&mixed)]);
        let all = module(&[functions, expressions(&nulls), expressions(&mixed), expressions(&nulls)]);
        assert_eq!(without_null_segments(&all).ok(), Some((kept.clone(), 2)));
        assert_eq!(without_null_segments(&kept).ok(), Some((kept, 0)));
        assert!(without_null_segments(b"wasm").is_err());
    }

    #[test]
    fn a_main_part_without_such_segments_fails_the_build() {
        let mut bundle = Bundle::example(&module(&[]), "glue");
        assert!(drop_segments(&mut bundle, &Environment::without_programs()).is_err());
    }
}
