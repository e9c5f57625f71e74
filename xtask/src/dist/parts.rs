//! The lazy parts of the wasm.
//!
//! Functions marked with `wasm_split` are split points. Code that only one of them reaches is in that split point's
//! file, `split_<name>.wasm`; code that several reach, but not the first part, is in a file that they share,
//! `chunk_<n>.wasm`. wasm-split also writes the script that loads these files, which is merged into the glue here.

use super::{
    Environment,
    bundle::{Asset, Bundle, read, replace_one, text},
    counted,
};
use crate::process::Outcome;
use std::{fs, path::Path};

/// The feature that turns the marks into split points.
pub(crate) const FEATURE: [&str; 2] = ["--features", "split"];

/// The name of wasm-split's script.
const SCRIPT: &str = "__wasm_split.js";

/// The name of the main part, as the shim tells wasm-split.
pub(super) const MAIN: &str = "main.wasm";

/// The code of wasm-split's script that fetches a part, before and after the part's name.
const FETCH: [&str; 2] = ["fetch(new URL(\"./", "\", import.meta.url))"];

/// The start of the wasm, in place of the one that wasm-bindgen writes.
const START: &str = "let onStart;
const hasStarted = new Promise((resolve) => { onStart = resolve; });
async function __wbg_init({ module_or_path }) {
    const { instance, module } = await WebAssembly.instantiate(await module_or_path, __wbg_get_imports());
    onStart();
    return __wbg_finalize_init(instance, module);
}

";

/// The code of wasm-split's script in which a part waits for its files, and the one that waits for the main part too.
const WAIT: [&str; 2] = ["await Promise.all(parallelStuff);", "await Promise.all([hasStarted, ...parallelStuff]);"];

/// The code of wasm-split's script with which a call from the wasm begins, and the one that lets boot.js ask for the
/// files of a part before the wasm is there.
const CALL: [&str; 2] = ["let success;", "if (callbackIndex === undefined) return callee();\n        let success;"];

/// The glue's exports, as wasm-bindgen writes them, and those that boot.js uses.
const EXPORTS: [&str; 2] = [
    "export { initSync, __wbg_init as default }",
    "export { __wbg_init as default, __wasm_split_load_app as loadApp }",
];

/// Returns whether a file with the given name is a lazy part of the wasm: `split_….wasm` or `chunk_….wasm`.
pub(crate) fn is_part(name: &str) -> bool {
    ["split_", "chunk_"].iter().any(|prefix| name.starts_with(prefix)) && is_wasm(name)
}

/// Returns the placeholder that stands in wasm-split's script for a part's hash, until the part has one. `part` is the
/// part's name.
pub(super) fn integrity_of(part: &str) -> String {
    format!("integrity of {part}")
}

/// Adds the lazy parts to the bundle, and the script that loads them to the glue.
pub(super) fn link(bundle: &mut Bundle, environment: &Environment) -> Outcome<String> {
    let target = bundle.wasm.name.trim_end_matches("_bg.wasm");
    let folder = environment.parts.join(target);
    let mut script = text(&folder.join(SCRIPT))?;
    let names = names(&script);
    refuse_unlinked(&folder, &names)?;
    for name in &names {
        bundle.parts.push(Asset { links: Vec::new(), name: name.clone(), content: read(&folder.join(name))? });
        check_integrity(&mut script, name)?;
    }
    read_whole(&mut script, names.len())?;
    for [written, wanted] in [WAIT, CALL] {
        replace_one(&mut script, written, wanted)?;
    }
    let imports = join(&mut bundle.glue.content, &script)?;
    start_from_bytes(&mut bundle.glue.content)?;
    let chunks = names.iter().filter(|name| name.starts_with("chunk_")).count();
    let [parts, chunks, lines] =
        [(names.len() - chunks, "part"), (chunks, "chunk"), (imports, "import line")].map(counted);
    Ok(format!("{parts}, {chunks}, {lines}"))
}

/// Returns the parts that the script loads.
fn names(script: &str) -> Vec<String> {
    let [before, after] = FETCH;
    script.split(before).skip(1).filter_map(|rest| Some(rest.split_once(after)?.0.to_owned())).collect()
}

/// Fails if the folder has a part that nothing would load.
fn refuse_unlinked(folder: &Path, linked: &[String]) -> Outcome {
    let files = fs::read_dir(folder).map_err(|error| format!("{} can't be read: {error}", folder.display()))?;
    let mut names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    match names.find(|name| is_wasm(name) && name != MAIN && !linked.contains(name)) {
        Some(name) => Err(format!("wasm-split wrote {name}, which its script doesn't load in the way it did")),
        None => Ok(()),
    }
}

fn is_wasm(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "wasm")
}

/// Makes the script fetch a part with a hash that the browser checks, as boot.js fetches the main part.
fn check_integrity(script: &mut String, name: &str) -> Outcome {
    let fetch = FETCH.join(name);
    let options = format!("{{ integrity: \"{}\", credentials: \"same-origin\" }}", integrity_of(name));
    let url = fetch.strip_suffix(')').unwrap_or(&fetch);
    replace_one(script, &fetch, &format!("{url}, {options})"))
}

/// Makes the script read parts completely before they are compiled, so that a server without a media type for wasm is
/// enough.
fn read_whole(script: &mut String, parts: usize) -> Outcome {
    let streamed = "WebAssembly.instantiateStreaming(src, imports)";
    let read = "src.then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))";
    let count = script.matches(streamed).count();
    if count == 0 || count != parts {
        return Err(format!("wasm-split's script starts {count} of {parts} parts in the way it did"));
    }
    *script = script.replace(streamed, read);
    Ok(())
}

/// Makes the glue start the main part from the bytes that boot.js gives it, in place of the many ways that wasm-bindgen
/// knows, and export the loader of the app's files. The main part can't be compiled while it is loaded, as its hash is
/// checked at its end.
fn start_from_bytes(glue: &mut String) -> Outcome {
    let problem = || "the glue starts the wasm in another way than it did".to_owned();
    let start = glue.find("async function __wbg_load(module, imports) {\n").ok_or_else(problem)?;
    let length = glue.get(start..).and_then(|rest| rest.find("export { ")).ok_or_else(problem)?;
    glue.replace_range(start..start + length, START);
    replace_one(glue, "initSync(undefined, undefined)", "wasm")?;
    let [written, wanted] = EXPORTS;
    replace_one(glue, written, wanted)
}

/// Merges the script that loads the parts into the glue, and returns the number of lines that had imported it. As
/// separate files, each would import the other, so that neither could be named by a hash of its bytes.
fn join(glue: &mut String, script: &str) -> Outcome<usize> {
    let (first, body) = script.split_once('\n').unwrap_or_default();
    if !first.starts_with("import { initSync } from ") {
        return Err("wasm-split's script imports something else from the glue than it did".to_owned());
    }
    let loaders: Vec<&str> =
        body.lines().filter_map(|line| line.strip_prefix("export const ")?.split_whitespace().next()).collect();
    let body = body.replace("export const ", "const ");
    let is_import = |line: &&str| line.starts_with("import * as ") && line.contains(SCRIPT);
    let names: Vec<String> =
        glue.lines().filter(is_import).filter_map(|line| line.split_whitespace().nth(3)).map(str::to_owned).collect();
    if names.is_empty() || loaders.is_empty() {
        return Err("the glue imports nothing from wasm-split's script, or that exports nothing".to_owned());
    }
    let mut joined: String = glue.lines().filter(|line| !is_import(line)).flat_map(|line| [line, "\n"]).collect();
    joined.extend(["\n", &body, "\n"]);
    for name in &names {
        joined.extend(["const ", name, " = { ", &loaders.join(", "), " };\n"]);
    }
    *glue = joined;
    Ok(names.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a script like wasm-split's, for parts that wait for these chunks.
    fn script(chunks: &[&str], parts: &[&str]) -> String {
        let fetcher = |file: &str| {
            format!(
                "() => {{\n    const src = fetch(new URL(\"./{file}.wasm\", import.meta.url));\n    \
                 src.catch(() => {{}});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
            )
        };
        let mut script = "import { initSync } from \"./main.js\";\n\nlet sharedImports = undefined;\n\
                          const { memory } = initSync(undefined, undefined);\n"
            .to_owned();
        script.extend([CALL[0], WAIT[0]]);
        script.push('\n');
        for chunk in chunks {
            script.extend([format!("/* app, dialogs */\nconst __{chunk} = makeLoad({}, []);\n", fetcher(chunk))]);
        }
        let waits: Vec<String> = chunks.iter().map(|chunk| format!("__{chunk}")).collect();
        for part in parts {
            let load = format!("wrapAsyncCb(makeLoad({}, [{}]))", fetcher(&format!("split_{part}")), waits.join(", "));
            script.extend([format!("export const __wasm_split_load_{part} = {load};\n")]);
        }
        script
    }

    /// Returns a glue like wasm-bindgen's, with these lines at its beginning.
    fn glue(lines: &str) -> String {
        format!(
            "{lines}\nlet wasm;\nasync function __wbg_load(module, imports) {{\n    old;\n}}\n\n\
             export {{ initSync, __wbg_init as default }};\n"
        )
    }

    /// Links files of these names, with this script, into a glue with this number of import lines.
    fn linked(files: &[&str], script: &str, imports: usize) -> (Bundle, Outcome<String>) {
        let name = format!("xtask-parts-{}-{:?}", std::process::id(), std::thread::current().id());
        let folder = std::env::temp_dir().join(name);
        let environment = Environment { parts: folder.clone(), ..Environment::without_programs() };
        let target = folder.join("app");
        assert!(fs::create_dir_all(&target).is_ok());
        for file in files.iter().chain(&[MAIN]) {
            assert!(fs::write(target.join(file), file).is_ok());
        }
        assert!(fs::write(target.join(SCRIPT), script).is_ok());
        let lines: Vec<String> =
            (1..=imports).map(|line| format!("import * as import{line} from \"./__wasm_split.js\"\n")).collect();
        let mut bundle = Bundle::example(b"wasm", &glue(&lines.concat()));
        let found = link(&mut bundle, &environment);
        let _ = fs::remove_dir_all(&folder);
        (bundle, found)
    }

    #[test]
    fn two_parts_and_their_chunk_come_into_the_bundle() {
        let files = ["chunk_1.wasm", "split_dialogs.wasm", "split_app.wasm"];
        let (bundle, found) = linked(&files, &script(&["chunk_1"], &["dialogs", "app"]), 2);
        assert_eq!(found, Ok("2 parts, 1 chunk, 2 import lines".to_owned()));
        assert_eq!(bundle.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), files);
        assert!(bundle.parts.iter().all(|part| part.content == part.name.as_bytes()));
        let glue = bundle.glue.content;
        for file in files {
            let fetch = format!("fetch(new URL(\"./{file}\", import.meta.url), {{ integrity: \"integrity of {file}\"");
            assert_eq!(glue.matches(&fetch).count(), 1, "{glue}");
        }
        for import in ["import1", "import2"] {
            let object = format!("const {import} = {{ __wasm_split_load_dialogs, __wasm_split_load_app }};\n");
            assert!(glue.contains(&object), "{glue}");
        }
        assert!(!glue.contains("import *") && !glue.contains("export const") && !glue.contains("main.js"), "{glue}");
        assert!(!glue.contains("instantiateStreaming"), "{glue}");
        assert!(glue.contains(&format!("let wasm;\n{START}{};\n", EXPORTS[1])), "{glue}");
        assert!(glue.contains(CALL[1]) && glue.contains(WAIT[1]), "{glue}");
        assert!(glue.contains("const { memory } = wasm;") && !glue.contains("old"), "{glue}");
    }

    #[test]
    fn a_part_alone_has_no_chunk() {
        let (bundle, found) = linked(&["split_lazy.wasm"], &script(&[], &["lazy"]), 1);
        assert_eq!(found, Ok("1 part, 0 chunks, 1 import line".to_owned()));
        assert_eq!(bundle.parts.len(), 1);
    }

    #[test]
    fn what_is_written_in_another_way_is_refused() {
        let one = script(&[], &["lazy"]);
        for (files, script, imports) in [
            // A file that nothing loads, and one that isn't there.
            (&["split_lazy.wasm", "chunk_7.wasm"][..], one.clone(), 1),
            (&[][..], one.clone(), 1),
            // No part at all, and a glue that imports none.
            (&[][..], script(&[], &[]), 1),
            (&["split_lazy.wasm"][..], one.clone(), 0),
            // Another way to start a part, to wait for it and to call it, and another import.
            (&["split_lazy.wasm"][..], one.replace("parallelStuff", "files"), 1),
            (&["split_lazy.wasm"][..], one.replace("success", "done"), 1),
            (&["split_lazy.wasm"][..], one.replace("instantiateStreaming", "compileStreaming"), 1),
            (&["split_lazy.wasm"][..], one.replace("{ initSync }", "init"), 1),
            (&["split_lazy.wasm"][..], one.replace("initSync(undefined, undefined)", "initSync()"), 1),
        ] {
            assert!(linked(files, &script, imports).1.is_err(), "{files:?} {imports} {script}");
        }
    }

    #[test]
    fn parts_and_chunks_are_known_by_their_names() {
        assert!(["split_app-0123.wasm", "chunk_1-0123.wasm"].into_iter().all(is_part));
        assert!(!["app-0123_bg.wasm", "chunk_1.js", "a/split_app.wasm"].into_iter().any(is_part));
    }
}
