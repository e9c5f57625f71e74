//! The parts of the wasm that are loaded later.
//!
//! Functions marked in `src/ui/later.rs` are split points: what only they reach is taken out of the wasm between the
//! compiler and wasm-bindgen. trunk has no step there, so it is given a stand-in for wasm-bindgen (this program under
//! another name) that splits first. Afterwards the parts are optimised and put into `dist/`, and the few lines that
//! load them become a part of the glue.

use crate::{
    page::{self, Role},
    process::{Outcome, run},
    project::{self, command},
    site,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// What cargo and trunk are told, so that the marks are more than calls.
pub(crate) const FEATURE: [&str; 2] = ["--features", "split"];

/// Tells the stand-in where wasm-split is.
pub(crate) const WASM_SPLIT: &str = "XTASK_WASM_SPLIT";

/// Tells it where the true wasm-bindgen is.
pub(crate) const WASM_BINDGEN: &str = "XTASK_WASM_BINDGEN";

/// What wasm-split names its script.
const LINK: &str = "__wasm_split.js";

/// How the names of parts begin.
pub(crate) const PREFIX: &str = "split_";

/// What the compiler may use of WebAssembly; a part has no list of its own.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Puts the stand-in where trunk is to find it.
pub(crate) fn prepare() -> Outcome<PathBuf> {
    let folder = project::cache_dir()?.join("bin");
    let path = folder.join(format!("wasm-bindgen{}", env::consts::EXE_SUFFIX));
    let own = env::current_exe().map_err(|error| format!("xtask can't find itself: {error}"))?;
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(own, &path))
        .map_err(|error| format!("{} can't be written: {error}", path.display()))?;
    Ok(path)
}

/// Whether this program was called as the stand-in.
pub(crate) fn is_wasm_bindgen_shim(called: &str) -> bool {
    Path::new(called).file_stem().is_some_and(|name| name == "wasm-bindgen") && env::var_os(WASM_BINDGEN).is_some()
}

/// Does what wasm-bindgen is asked to do, with the main part of a split wasm.
pub(crate) fn wasm_bindgen_shim(args: &[String]) -> Outcome {
    let tool = |variable| env::var_os(variable).ok_or_else(|| format!("{variable} isn't set"));
    let wasm_bindgen = tool(WASM_BINDGEN)?;
    let mut passed = std::process::Command::new(wasm_bindgen);
    let Some(input) = args.iter().find(|arg| is_wasm(arg)) else {
        let status = passed.args(args).status().map_err(|error| error.to_string())?;
        return if status.success() { Ok(()) } else { Err(String::new()) };
    };
    let folder = parts()?;
    let _ = fs::remove_dir_all(&folder);
    run(command(tool(WASM_SPLIT)?).arg(input).arg(&folder).args(["--target", "web", "--out-name", "main"]))?;
    passed.args(["--keep-lld-exports", "--no-demangle"]);
    let main = folder.join("main.wasm");
    run(passed.args(args.iter().map(|arg| if arg == input { main.as_os_str() } else { arg.as_ref() })))
}

/// Puts the parts into the built page, and what loads them into its glue.
pub(crate) fn link(dist: &Path, wasm_opt: Option<&Path>) -> Outcome {
    let folder = parts()?;
    let mut script = site::text(&folder.join(LINK))?;
    let files = fs::read_dir(&folder).map_err(|error| format!("{} can't be read: {error}", folder.display()))?;
    let mut names: Vec<String> = files.flatten().filter_map(|file| file.file_name().into_string().ok()).collect();
    names.retain(|name| is_wasm(name) && name != "main.wasm");
    names.sort();
    for name in names {
        let file = folder.join(&name);
        if let Some(wasm_opt) = wasm_opt {
            let mut command = command(wasm_opt);
            command.args(WASM_FEATURES).args([
                // As index.html has it for the main part: larger than -Oz by itself, and smaller compressed.
                "-Os",
                "--skip-pass=local-cse",
                "-fimfs",
                "20",
                "-ocimfs",
                "14",
                "--reorder-functions-by-name",
                "--strip-debug",
                "--strip-producers",
                "--quiet",
            ]);
            run(command.arg(&file).arg("--output").arg(&file))?;
        }
        let asset = site::write(dist, &name, &site::read(&file)?)?;
        script = checked(&script, &name, &asset)?;
    }
    let html = site::text(&dist.join("index.html"))?;
    let glue = page::linked(&html).into_iter().find(|(role, _)| *role == Role::Glue);
    let (_, glue) = glue.ok_or("trunk's index.html links no glue")?;
    let file = dist.join(glue);
    let joined = join(&site::text(&file)?, &script)?;
    fs::write(&file, joined).map_err(|error| format!("{} can't be written: {error}", file.display()))
}

/// Where the stand-in leaves the parts.
fn parts() -> Outcome<PathBuf> {
    Ok(project::cache_dir()?.join("parts"))
}

fn is_wasm(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "wasm")
}

/// The script with this part under its last name, and fetched like the main part: its hash is checked, and a server
/// that knows no type for wasm will do.
fn checked(script: &str, name: &str, asset: &page::Asset) -> Outcome<String> {
    let plain = format!("fetch(new URL(\"./{name}\", import.meta.url))");
    let checked = format!(
        "fetch(new URL(\"./{}\", import.meta.url), {{ integrity: \"{}\", credentials: \"same-origin\" }})",
        asset.name, asset.integrity
    );
    let streamed = "WebAssembly.instantiateStreaming(src, imports)";
    let read = "src.then((answer) => answer.arrayBuffer()).then((bytes) => WebAssembly.instantiate(bytes, imports))";
    if script.contains(&plain) && script.contains(streamed) {
        Ok(script.replace(&plain, &checked).replacen(streamed, read, 1))
    } else {
        Err(format!("wasm-split's script loads {name} in another way than it did: see xtask/src/split.rs"))
    }
}

/// The glue with the script that loads the parts in it. Each would import the other, so that neither could be named
/// by a hash of its bytes.
fn join(glue: &str, script: &str) -> Outcome<String> {
    let changed = || "wasm-bindgen or wasm-split write their scripts in another way: see xtask/src/split.rs".to_owned();
    let import = glue.lines().find(|line| line.starts_with("import * as ") && line.contains(LINK));
    let import = import.ok_or_else(changed)?;
    let name = import.split_whitespace().nth(3).ok_or_else(changed)?;
    let (first, body) = script.split_once('\n').ok_or_else(changed)?;
    if !first.starts_with("import { initSync } from ") {
        return Err(changed());
    }
    let loaders: Vec<&str> =
        body.lines().filter_map(|line| line.strip_prefix("export const ")?.split_whitespace().next()).collect();
    let body = body.replace("export const ", "const ");
    // Classes that come with the framework for streams, which nothing here makes: exported, they could not be left out.
    let glue = glue.replacen(import, "", 1).replace("export class ", "class ");
    Ok(format!("{glue}\n{body}\nconst {name} = {{ {} }};\n", loaders.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "import { initSync } from \"./main.js\";\n\nlet shared;\n\
        export const load_later = wrap(() => {\n    const src = fetch(new URL(\"./later.wasm\", import.meta.url));\n\
        return WebAssembly.instantiateStreaming(src, imports);\n});\n";

    #[test]
    fn the_glue_takes_the_script_in() {
        let glue = "import * as import1 from \"./__wasm_split.js\"\nexport class Stream {}\nexport { initSync };\n";
        let joined = join(glue, SCRIPT).unwrap_or_default();
        assert!(joined.contains("const load_later = wrap("), "{joined}");
        assert!(joined.ends_with("const import1 = { load_later };\n"), "{joined}");
        assert!(!joined.contains("import *") && !joined.contains("export const") && !joined.contains("main.js"));
        assert!(joined.contains("\nclass Stream {}"));
        assert!(join("export { initSync };", SCRIPT).is_err());
        assert!(join(glue, "let shared;\n").is_err());
    }

    #[test]
    fn a_part_is_fetched_by_its_last_name_and_its_hash() {
        let asset = page::Asset { name: "later-0123.wasm".into(), integrity: "sha384-x".into() };
        let script = checked(SCRIPT, "later.wasm", &asset).unwrap_or_default();
        assert!(script.contains("\"./later-0123.wasm\"") && script.contains("integrity: \"sha384-x\""), "{script}");
        assert!(!script.contains("instantiateStreaming"), "{script}");
        assert!(checked(SCRIPT, "other.wasm", &asset).is_err());
    }

    #[test]
    fn only_another_name_makes_a_stand_in() {
        assert!(!is_wasm_bindgen_shim("target/debug/xtask"));
        assert!(!is_wasm_bindgen_shim(""));
    }
}
