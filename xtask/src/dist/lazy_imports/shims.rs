//! The wasm of the lazy imports: what the main part gives away, and the module that takes it.

use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection, Module, RawSection,
    reencode::{Error, Reencode, RoundtripReencoder},
};
use wasmparser::{
    Element, ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, Operator, Parser, Payload,
    TableType, TypeRef,
};

/// The module from which the lazy imports import what is the main part's.
pub(super) const MAIN: &str = "main";

/// The module from which they import the functions of their script.
pub(super) const SCRIPT: &str = "glue";

/// The end of the names of the functions by which wasm-split puts an import into the table.
const LOCAL_SHIM: &str = " local_shim";

/// The beginning of the names of imports for which wasm-bindgen writes a function. The others load the parts.
const GLUE_NAME: &str = "__wb";

type Result<T> = std::result::Result<T, Error>;

/// The two modules that the main part becomes.
pub(super) struct Split {
    /// The main part. Nothing is left that refers to the lazy imports but their functions, which wasm-opt drops.
    pub main: Vec<u8>,
    /// The module that imports what lazy parts alone call, and puts it into the table.
    pub lazy: Vec<u8>,
    /// The names of the imports that the main part no longer calls.
    pub names: Vec<String>,
}

/// Takes the lazy imports out of the main part.
pub(super) fn split(wasm: &[u8]) -> Result<Split> {
    let main = Main::read(wasm)?;
    let chains = main.chains();
    let imports = chains.iter().filter_map(|chain| main.imports.get(position(chain.import)));
    Ok(Split {
        names: imports.map(|(name, _)| (*name).to_owned()).collect(),
        lazy: main.lazy_module(&chains)?,
        main: without_slots(wasm, &chains.iter().flat_map(|chain| chain.slots.clone()).collect())?,
    })
}

/// A function that fills slots of the table, the functions by which it calls an import, and that import.
struct Chain {
    slots: Vec<u32>,
    functions: Vec<u32>,
    import: u32,
}

/// The sections of the main part that a split depends on.
#[derive(Default)]
struct Main<'a> {
    /// The section of types, as it stands.
    types: &'a [u8],
    /// The name and the type of each imported function. They have the first indices of all functions.
    imports: Vec<(&'a str, u32)>,
    tables: Vec<TableType>,
    /// The type and the body of each function.
    functions: Vec<(u32, FunctionBody<'a>)>,
    /// The name of each exported function and table.
    exported: BTreeMap<(bool, u32), &'a str>,
    /// The slots that each function fills.
    slots: BTreeMap<u32, Vec<u32>>,
    /// The names that the compiler and wasm-split gave to functions.
    names: BTreeMap<u32, &'a str>,
    /// The functions that refer to each function.
    users: BTreeMap<u32, BTreeSet<u32>>,
}

impl<'a> Main<'a> {
    fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut main = Self::default();
        let mut types = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => main.types = bytes(wasm, section.range()),
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if let TypeRef::Func(function_type) = import.ty {
                            main.imports.push((import.name, function_type));
                        }
                    }
                }
                Payload::FunctionSection(section) => {
                    types = section.into_iter().collect::<std::result::Result<_, _>>()?;
                }
                Payload::TableSection(section) => {
                    for table in section {
                        main.tables.push(table?.ty);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if matches!(export.kind, ExternalKind::Func | ExternalKind::Table) {
                            main.exported.insert((export.kind == ExternalKind::Func, export.index), export.name);
                        }
                    }
                }
                Payload::ElementSection(section) => {
                    for segment in section {
                        for (slot, function) in listed(&segment?)?.unwrap_or_default() {
                            main.slots.entry(function).or_default().push(slot);
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let function_type = types.get(main.functions.len()).copied().unwrap_or_default();
                    main.functions.push((function_type, body));
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Ok(Name::Function(map)) = name else { continue };
                        for naming in map {
                            let naming = naming?;
                            main.names.insert(naming.index, naming.name);
                        }
                    }
                }
                _ => {}
            }
        }
        for place in 0..main.functions.len() {
            let user = main.index(place);
            for function in main.references(user)? {
                main.users.entry(function).or_default().insert(user);
            }
        }
        Ok(main)
    }

    /// Returns the index of the function at a place among those that have a body.
    fn index(&self, place: usize) -> u32 {
        u32::try_from(self.imports.len() + place).unwrap_or(u32::MAX)
    }

    /// Returns the type and the body of a function, `None` for one that is imported.
    fn function(&self, index: u32) -> Option<&(u32, FunctionBody<'a>)> {
        self.functions.get(position(index).checked_sub(self.imports.len())?)
    }

    /// Returns the functions that a function calls or refers to.
    fn references(&self, index: u32) -> Result<Vec<u32>> {
        let mut found = Vec::new();
        let Some((_, body)) = self.function(index) else { return Ok(found) };
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } = operator?
            {
                found.push(function_index);
            }
        }
        Ok(found)
    }

    /// Returns the chains from the table to imports that nothing else uses.
    fn chains(&self) -> Vec<Chain> {
        let shims = self.slots.iter().filter(|(index, _)| {
            self.names.get(index).is_some_and(|name| name.ends_with(LOCAL_SHIM))
                && !self.users.contains_key(index)
                && !self.exported.contains_key(&(true, **index))
        });
        shims.filter_map(|(index, slots)| self.chain(*index, slots)).collect()
    }

    /// Returns the chain of a shim. Other functions that it calls have to be exported, as they stay in the main part.
    fn chain(&self, shim: u32, slots: &[u32]) -> Option<Chain> {
        let mut functions = vec![shim];
        let mut last = shim;
        loop {
            let calls = self.references(last).ok()?;
            let own = |index: &u32| !self.exported.contains_key(&(true, *index));
            let [next] = calls.into_iter().filter(own).collect::<Vec<_>>()[..] else { return None };
            let is_used_elsewhere = self.users.get(&next).is_some_and(|users| users.len() > 1);
            if is_used_elsewhere || self.slots.contains_key(&next) || functions.contains(&next) {
                return None;
            }
            if self.function(next).is_none() {
                let (name, _) = self.imports.get(position(next))?;
                return name.starts_with(GLUE_NAME).then(|| Chain { slots: slots.to_vec(), functions, import: next });
            }
            functions.push(next);
            last = next;
        }
    }

    /// Returns the module that imports what these chains call, and fills their slots.
    fn lazy_module(&self, chains: &[Chain]) -> Result<Vec<u8>> {
        let mut indices = BTreeMap::new();
        let add = |indices: &mut BTreeMap<u32, u32>, index: u32| {
            let next = u32::try_from(indices.len()).unwrap_or(u32::MAX);
            indices.entry(index).or_insert(next);
        };
        let mut imports = ImportSection::new();
        let mut reencoder = RoundtripReencoder;
        for (index, table) in self.tables.iter().enumerate() {
            let name = u32::try_from(index).ok().and_then(|index| self.exported.get(&(false, index)));
            let table = EntityType::Table(reencoder.table_type(*table)?);
            imports.import(MAIN, name.copied().unwrap_or_default(), table);
        }
        for chain in chains {
            if let Some((name, function_type)) = self.imports.get(position(chain.import)) {
                imports.import(SCRIPT, name, EntityType::Function(*function_type));
                add(&mut indices, chain.import);
            }
        }
        let own: BTreeSet<u32> = chains.iter().flat_map(|chain| chain.functions.iter().copied()).collect();
        for index in &own {
            for called in self.references(*index)? {
                let name = self.exported.get(&(true, called));
                if let (Some(name), Some((function_type, _)), false) =
                    (name, self.function(called), indices.contains_key(&called))
                {
                    imports.import(MAIN, name, EntityType::Function(*function_type));
                    add(&mut indices, called);
                }
            }
        }
        let mut types = FunctionSection::new();
        for index in &own {
            types.function(self.function(*index).map_or(0, |(function_type, _)| *function_type));
            add(&mut indices, *index);
        }
        let mut code = CodeSection::new();
        let mut renumbering = Renumbering(&indices);
        for (_, body) in own.iter().filter_map(|index| self.function(*index)) {
            renumbering.parse_function_body(&mut code, body.clone())?;
        }
        let mut filled: Vec<(u32, u32)> = Vec::new();
        for chain in chains {
            let function = chain.functions.first().and_then(|shim| indices.get(shim)).copied().unwrap_or_default();
            filled.extend(chain.slots.iter().map(|slot| (*slot, function)));
        }
        filled.sort_unstable();
        let mut elements = ElementSection::new();
        put_segments(&mut elements, &filled);
        let mut module = Module::new();
        module.section(&RawSection { id: wasm_encoder::SectionId::Type.into(), data: self.types });
        module.section(&imports).section(&types).section(&elements).section(&code);
        Ok(module.finish())
    }
}

/// Gives functions the indices that they have in another module.
struct Renumbering<'a>(&'a BTreeMap<u32, u32>);

impl Reencode for Renumbering<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32> {
        Ok(self.0.get(&index).copied().unwrap_or(u32::MAX))
    }
}

/// Returns the module without what fills these slots, and without segments of nulls: wasm-split writes one for the
/// slots of each lazy part, but a slot is null from the start, and no pass of wasm-opt removes them.
fn without_slots(wasm: &[u8], slots: &BTreeSet<u32>) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ElementSection(segments) = payload {
            let mut section = ElementSection::new();
            for segment in segments {
                let segment = segment?;
                if let Some(mut filled) = listed(&segment)? {
                    filled.retain(|(slot, _)| !slots.contains(slot));
                    put_segments(&mut section, &filled);
                } else if !holds_only_nulls(&segment)? {
                    section.raw(bytes(wasm, segment.range));
                }
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection { id, data: bytes(wasm, range) });
        }
    }
    Ok(module.finish())
}

/// Adds segments that fill these slots of the first table with these functions. The slots are in order.
fn put_segments(section: &mut ElementSection, filled: &[(u32, u32)]) {
    for run in filled.chunk_by(|(slot, _), (next, _)| *next == *slot + 1) {
        let Some((start, _)) = run.first() else { continue };
        let functions: Vec<u32> = run.iter().map(|(_, function)| *function).collect();
        let offset = ConstExpr::i32_const(start.cast_signed());
        section.active(None, &offset, Elements::Functions(functions.into()));
    }
}

/// Returns the slots that a segment fills, each with its function, `None` for a segment of another form.
fn listed(segment: &Element) -> Result<Option<Vec<(u32, u32)>>> {
    let ElementKind::Active { table_index: None | Some(0), offset_expr } = &segment.kind else { return Ok(None) };
    let ElementItems::Functions(functions) = segment.items.clone() else { return Ok(None) };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { return Ok(None) };
    let functions = functions.into_iter().collect::<std::result::Result<Vec<u32>, _>>()?;
    Ok(Some((value.cast_unsigned()..).zip(functions).collect()))
}

fn holds_only_nulls(segment: &Element) -> Result<bool> {
    let ElementItems::Expressions(_, items) = segment.items.clone() else { return Ok(false) };
    for item in items {
        if !matches!(item?.get_operators_reader().read()?, Operator::RefNull { .. }) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the bytes in a range that the parser of the same module gave.
fn bytes<T: TryInto<usize>>(wasm: &[u8], range: std::ops::Range<T>) -> &[u8] {
    let (start, end) = (range.start.try_into().unwrap_or(usize::MAX), range.end.try_into().unwrap_or(usize::MAX));
    wasm.get(start..end).unwrap_or_default()
}

fn position(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        ExportKind, ExportSection, Function, HeapType, NameMap, NameSection, RefType, TableSection, TypeSection,
    };

    /// Returns a main part. After its three imports come functions: 3 calls `__wbg_lazy` by way of 5, and 4 calls
    /// `__wbg_both`, as 6 does, the code of the main part; 7 allocates, and 8 loads a part.
    fn main_part() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_lazy", "__wbg_both", "__wasm_split_load_app"] {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for calls in [&[5_u32][..], &[1], &[0, 7], &[1], &[], &[2]] {
            functions.function(0);
            let mut function = Function::new([]);
            for index in calls {
                function.instructions().call(*index);
            }
            function.instructions().end();
            code.function(&function);
        }
        let table = |minimum| wasm_encoder::TableType {
            element_type: RefType::FUNCREF,
            minimum,
            maximum: None,
            table64: false,
            shared: false,
        };
        let mut tables = TableSection::new();
        tables.table(table(9)).table(table(2));
        let mut exports = ExportSection::new();
        exports.export("slots", ExportKind::Table, 0).export("values", ExportKind::Table, 1);
        exports.export("allocate", ExportKind::Func, 7).export("main", ExportKind::Func, 6);
        let mut elements = ElementSection::new();
        let start = ConstExpr::i32_const(1);
        elements.active(None, &start, Elements::Functions(vec![4, 3, 8, 6].into()));
        let null = ConstExpr::ref_null(HeapType::FUNC);
        elements.active(None, &start, Elements::Expressions(RefType::FUNCREF, vec![null.clone(), null].into()));
        let mut map = NameMap::new();
        for (index, name) in [(3, "lazy local_shim"), (4, "both local_shim"), (6, "main"), (8, "load local_shim")] {
            map.append(index, name);
        }
        let mut names = NameSection::new();
        names.functions(&map);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&tables).section(&exports);
        module.section(&elements).section(&code).section(&names);
        module.finish()
    }

    #[test]
    fn an_import_that_lazy_parts_alone_call_moves_with_the_functions_on_its_way() {
        let wasm = main_part();
        let split = split(&wasm).unwrap_or_else(|error| unreachable!("{error}"));
        assert_eq!(split.names, ["__wbg_lazy"]);

        let main = Main::read(&split.main).unwrap_or_default();
        assert_eq!(main.slots, BTreeMap::from([(4, vec![1]), (8, vec![3]), (6, vec![4])]));
        let segments = Parser::new(0).parse_all(&split.main).filter_map(std::result::Result::ok).find_map(|payload| {
            if let Payload::ElementSection(section) = payload { Some(section.count()) } else { None }
        });
        assert_eq!(segments, Some(2), "two runs, and no nulls");
        assert_eq!(main.functions.len(), 6, "wasm-opt drops what is unused");

        // The import, then the main part's allocation, then the two functions.
        let lazy = Main::read(&split.lazy).unwrap_or_default();
        assert_eq!(lazy.imports, [("__wbg_lazy", 0), ("allocate", 0)]);
        assert_eq!(lazy.slots, BTreeMap::from([(2, vec![2])]));
        assert_eq!(lazy.references(2).ok(), Some(vec![3]));
        assert_eq!(lazy.references(3).ok(), Some(vec![0, 1]));
        let from: Vec<(String, String)> = Parser::new(0)
            .parse_all(&split.lazy)
            .filter_map(std::result::Result::ok)
            .filter_map(|payload| if let Payload::ImportSection(section) = payload { Some(section) } else { None })
            .flat_map(|section| section.into_imports().filter_map(std::result::Result::ok))
            .map(|import| (import.module.to_owned(), import.name.to_owned()))
            .collect();
        let expected = [(MAIN, "slots"), (MAIN, "values"), (SCRIPT, "__wbg_lazy"), (MAIN, "allocate")];
        assert_eq!(from, expected.map(|(module, name)| (module.to_owned(), name.to_owned())));
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        let wasm = main_part();
        assert!(split(&wasm).is_ok());
        assert!(split(b"wasm").is_err());
        assert!(split(wasm.get(..wasm.len() / 2).unwrap_or_default()).is_err());
    }
}
