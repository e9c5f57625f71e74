//! The release build: trunk builds, then the files are finished here.
//!
//! Finishing makes one style sheet of all, names every file by the hash of its last bytes (trunk hashes before
//! wasm-opt, so that other bytes could come under an old name, which a server has called immutable), sets every
//! `integrity` anew, and looks whether a strict policy would take the page.

use crate::{
    hash, names,
    page::{self, Asset, Role},
    process::{Outcome, log, run},
    project::{self, cargo, command, dist, root},
    split, stamp, tools, versions,
};
use std::{collections::BTreeMap, fs, path::Path};

/// What the build is made of.
const SOURCES: [&str; 15] = [
    "src",
    "build.rs",
    "style",
    "public",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package.json",
    "package-lock.json",
    ".cargo/config.toml",
    "rust-toolchain.toml",
    "xtask/Cargo.toml",
    "xtask/src",
    "xtask/wasm-bindgen/Cargo.lock",
];

/// The file that says what the last build was made of.
const STAMP: &str = "dist.stamp";

/// How much is asked of the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What is deployed.
    Optimised,
    /// The same, or the page as the compiler leaves it where the optimiser can't be had.
    Any,
}

/// Whether there was a build of the page before, so that tools and crates are there.
pub(crate) fn was_built() -> bool {
    project::cache_dir().is_ok_and(|cache_dir| cache_dir.join(STAMP).is_file())
}

/// Whether `dist/` is there, optimised and made from these very sources.
pub(crate) fn is_up_to_date() -> Outcome<bool> {
    Ok(stamp::is(&project::cache_dir()?.join(STAMP), &stamp_of(&stamp::of(&root(), &SOURCES)?, "optimised")?))
}

/// What is written down of a build: its sources, its kind, and what came of it.
fn stamp_of(sources: &str, kind: &str) -> Outcome<String> {
    Ok(format!("{sources} {kind} {}", stamp::of(&root(), &["dist"])?))
}

/// Makes `dist/`, unless it is there and made from these very sources.
pub(crate) fn build(profile: Profile) -> Outcome {
    let cache_dir = project::cache_dir()?.join(STAMP);
    let sources = stamp::of(&root(), &SOURCES)?;
    let stamp = |kind: &str| stamp_of(&sources, kind);
    if is_up_to_date()? {
        log("dist/ is up to date");
        return Ok(());
    }

    let wasm_opt = match (tools::wasm_opt(), profile) {
        (Ok(path), _) => Some(path),
        (Err(problem), Profile::Optimised) => return Err(problem),
        (Err(problem), Profile::Any) => {
            log(&format!(
                "{problem}\n\n    THE PAGE IS BUILT UNOPTIMISED: it works, and is about a third larger.\n    \
                 For the optimised one, {}.\n",
                tools::GET_NODE
            ));
            None
        }
    };
    let kind = if wasm_opt.is_some() { "optimised" } else { "plain" };
    if stamp::is(&cache_dir, &stamp(kind)?) {
        log("dist/ is up to date");
        return Ok(());
    }

    tools::wasm_target()?;
    // trunk runs offline: every crate has to be there.
    run(&mut cargo(["fetch", "--locked"])).map_err(|problem| {
        format!("{problem}\nThe crates can't be had: look at the connection, and whether Cargo.lock fits Cargo.toml")
    })?;
    let trunk = tools::trunk()?;
    let wasm_bindgen = tools::wasm_bindgen()?;
    let wasm_bindgen_shim = split::prepare()?;
    let folders = [Some(&wasm_bindgen_shim), wasm_opt.as_ref()];
    let folders =
        folders.into_iter().flatten().filter_map(|tool| tool.parent().map(Path::to_owned)).collect::<Vec<_>>();
    let mut trunk = command(trunk);
    trunk
        .arg("build")
        .args(split::FEATURE)
        .env("PATH", project::path_with(&folders)?)
        .env(split::WASM_SPLIT, tools::wasm_split()?)
        .env(split::WASM_BINDGEN, &wasm_bindgen)
        .env("TRUNK_TOOLS_WASM_BINDGEN", versions::wasm_bindgen()?)
        .env("TRUNK_TOOLS_WASM_OPT", versions::wasm_opt()?)
        // trunk takes this variable for an option of its own, with values of its own.
        .env_remove("NO_COLOR");
    // The second form is the same profile without minifying and wasm-opt.
    trunk.args(if wasm_opt.is_some() { &["--release"][..] } else { &["--cargo-profile", "release"] });

    log("building the page (the first time takes two to three minutes)");
    let _ = fs::remove_file(&cache_dir);
    run(&mut trunk)?;
    split::link(&dist(), wasm_opt.as_deref())?;
    names::shorten(&dist())?;
    match (tools::terser(), profile) {
        (Ok(terser), _) => minify(&dist(), &terser)?,
        (Err(problem), Profile::Optimised) => return Err(problem),
        (Err(_), Profile::Any) => {}
    }
    finish(&dist())?;
    stamp::write(&cache_dir, &stamp(kind)?)?;
    log(&format!("dist/ is built, {kind}"));
    Ok(())
}

/// Makes the scripts smaller: trunk's own minifier can't read what wasm-bindgen writes, and leaves it as it is.
fn minify(dist: &Path, terser: &Path) -> Outcome {
    for (role, name) in page::linked(&text(&dist.join("index.html"))?) {
        if matches!(role, Role::Glue | Role::Script) {
            let file = dist.join(name);
            fs::write(&file, without_streams(&text(&file)?))
                .map_err(|error| format!("{} can't be written: {error}", file.display()))?;
            run(command(terser).args(["--module", "--compress", "passes=2,pure_new", "--mangle", "--output"]).args([
                &file,
                Path::new("--"),
                &file,
            ]))?;
        }
    }
    Ok(())
}

/// The glue with its classes for streams as what they are here: used by nobody, as wasm-opt takes away the exports that
/// they call. The minifier then leaves them out.
fn without_streams(glue: &str) -> String {
    let lines = glue.lines().filter(|line| !line.starts_with("if (Symbol.dispose) IntoUnderlying"));
    let lines = lines.map(|line| match line.strip_prefix("export class IntoUnderlying") {
        Some(rest) => format!("class IntoUnderlying{rest}\n"),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// Finishes what trunk left in a folder.
fn finish(dist: &Path) -> Outcome {
    let index = dist.join("index.html");
    let html = text(&index)?;
    let linked = page::linked(&html);
    let of = |role: Role| linked.iter().filter(move |(of, _)| *of == role).map(|(_, name)| name.as_str());

    let mut assets = BTreeMap::new();
    let mut sheets = Vec::new();
    for name in of(Role::Sheet) {
        sheets.extend(read(&dist.join(name))?);
        sheets.push(b'\n');
    }
    let style = write(dist, "style.css", &sheets)?;
    for name in of(Role::Sheet) {
        remove(&dist.join(name))?;
        assets.insert(name.to_owned(), style.clone());
    }

    let wasm = of(Role::Wasm).next().ok_or("trunk's index.html links no wasm")?;
    let asset = rename(dist, wasm, &read(&dist.join(wasm))?)?;
    // Where nobody gives the glue a URL, it takes this one.
    let glue = of(Role::Glue).next().ok_or("trunk's index.html links no glue")?;
    let code = text(&dist.join(glue))?;
    let code = [wasm.to_owned(), unhashed(wasm)].iter().fold(code, |code, old| {
        [("'", "'"), ("\"", "\"")].iter().fold(code, |code, (open, close)| {
            code.replace(&format!("{open}{old}{close}"), &format!("{open}{}{close}", asset.name))
        })
    });
    assets.insert(wasm.to_owned(), asset);
    assets.insert(glue.to_owned(), rename(dist, glue, code.as_bytes())?);
    for name in of(Role::Script) {
        assets.insert(name.to_owned(), rename(dist, name, &read(&dist.join(name))?)?);
    }

    let html = page::relink(&html, &assets);
    let inline = page::inline_code(&html);
    if !inline.is_empty() {
        return Err(format!("dist/index.html has code that a strict policy refuses:\n{}", inline.join("\n")));
    }
    fs::write(&index, html).map_err(|error| format!("{} can't be written: {error}", index.display()))
}

/// Puts a file in the place of another, with these bytes and a name of their hash.
fn rename(dist: &Path, name: &str, bytes: &[u8]) -> Outcome<Asset> {
    remove(&dist.join(name))?;
    write(dist, &unhashed(name), bytes)
}

/// Writes a file under its name with the hash of its bytes in it.
pub(crate) fn write(dist: &Path, name: &str, bytes: &[u8]) -> Outcome<Asset> {
    let name = hashed(name, &hash::short(bytes));
    let path = dist.join(&name);
    fs::write(&path, bytes).map_err(|error| format!("{} can't be written: {error}", path.display()))?;
    Ok(Asset { name, integrity: hash::integrity(bytes) })
}

/// `style.css` → `style-<hash>.css`, `app_bg.wasm` → `app-<hash>_bg.wasm`.
fn hashed(name: &str, hash: &str) -> String {
    let (stem, end) = match name.strip_suffix("_bg.wasm") {
        Some(stem) => (stem, "_bg.wasm"),
        None => name.rfind('.').map_or((name, ""), |at| name.split_at(at)),
    };
    format!("{stem}-{hash}{end}")
}

/// A name without the hash in it.
fn unhashed(name: &str) -> String {
    let is_digit = |c: char| c.is_ascii_hexdigit();
    name.rsplit_once('-')
        .and_then(|(stem, rest)| Some((stem, rest.strip_prefix(is_digit)?)))
        .map(|(stem, rest)| (stem, rest.trim_start_matches(is_digit), rest))
        .filter(|(_, end, rest)| (7..16).contains(&(rest.len() - end.len())) && !end.starts_with(char::is_alphanumeric))
        .map_or_else(|| name.to_owned(), |(stem, end, _)| format!("{stem}{end}"))
}

pub(crate) fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

pub(crate) fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

fn remove(path: &Path) -> Outcome {
    fs::remove_file(path).map_err(|error| format!("{} can't be removed: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_for_streams_are_nobodys() {
        let glue = "export class IntoUnderlyingSink {\n    free() {}\n}\n\
                    if (Symbol.dispose) IntoUnderlyingSink.prototype[Symbol.dispose] = 1;\n\
                    export class Other {}\nif (Symbol.dispose) Other.prototype[Symbol.dispose] = 1;\n";
        let without = "class IntoUnderlyingSink {\n    free() {}\n}\n\
                       export class Other {}\nif (Symbol.dispose) Other.prototype[Symbol.dispose] = 1;\n";
        assert_eq!(without_streams(glue), without);
    }

    #[test]
    fn a_name_takes_and_loses_its_hash() {
        let hash = "0123456789abcdef";
        for (plain, with) in [
            ("style.css", "style-0123456789abcdef.css"),
            ("outbox-report.js", "outbox-report-0123456789abcdef.js"),
            ("outbox-report_bg.wasm", "outbox-report-0123456789abcdef_bg.wasm"),
        ] {
            assert_eq!(hashed(plain, hash), with);
            assert_eq!(unhashed(with), plain);
            assert_eq!(unhashed(plain), plain);
        }
        // trunk leaves zeros at the beginning of a hash away.
        assert_eq!(unhashed("app-123456789abcde.js"), "app.js");
        assert_eq!(unhashed("app-0123.js"), "app-0123.js");
    }

    #[test]
    fn finishing_leaves_one_sheet_and_names_of_the_last_bytes() {
        let folder = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        assert!(fs::create_dir_all(&folder).is_ok());
        let (old, put) =
            ("aaaaaaaaaaaaaaaa", |name: &str, text: &str| assert!(fs::write(folder.join(name), text).is_ok()));
        put(&format!("a-{old}.css"), "@layer a;");
        put(&format!("b-{old}.css"), "b{}");
        put(&format!("boot-{old}.js"), "boot");
        put(&format!("app-{old}.js"), "new URL('app_bg.wasm', here)");
        put(&format!("app-{old}_bg.wasm"), "wasm");
        put(
            "index.html",
            &format!(
                "<link href=./a-{old}.css rel=stylesheet><link href=./b-{old}.css rel=stylesheet>\
                 <script src=./boot-{old}.js type=module></script><link href=./app-{old}.js rel=modulepreload>\
                 <link href=./app-{old}_bg.wasm integrity=sha384-old rel=preload type=application/wasm>"
            ),
        );
        assert_eq!(finish(&folder), Ok(()));

        let html = fs::read_to_string(folder.join("index.html")).unwrap_or_default();
        let files = page::linked(&html);
        assert_eq!(files.len(), 4, "{html}");
        for (role, name) in &files {
            let bytes = fs::read(folder.join(name)).unwrap_or_default();
            assert!(name.contains(&hash::short(&bytes)), "{name}");
            assert!(html.contains(&hash::integrity(&bytes)), "{name}");
            match role {
                Role::Sheet => assert_eq!(bytes, b"@layer a;\nb{}\n"),
                Role::Glue => {
                    assert!(
                        String::from_utf8_lossy(&bytes).contains(&format!("'app-{}_bg.wasm'", hash::short(b"wasm")))
                    );
                }
                Role::Script | Role::Wasm => {}
            }
        }
        assert_eq!(fs::read_dir(&folder).map(Iterator::count).ok(), Some(5));
        let _ = fs::remove_dir_all(&folder);
    }
}
