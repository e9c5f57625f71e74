//! The release build: trunk builds the page, and [`STEPS`] finish it.
//!
//! trunk compiles the page, calls wasm-bindgen and links the files in `index.html`, in a folder of its own. From there
//! the page is read once into a [`Bundle`], goes through the steps in memory, and is written to `dist/` after the last
//! of them: if a step fails, `dist/` stays as it was.

mod bundle;
mod early;
pub(crate) mod html;
mod lazy_imports;
mod modules;
mod naming;
mod optimise;
mod parts;
mod policy;
mod rustflags;
mod short_names;
pub(crate) mod wasm_bindgen_shim;

pub(crate) use parts::{FEATURE, is_part};

use crate::{
    process::{Outcome, log, run},
    project::{self, cargo, command, dist_dir, root},
    stamp, tools, versions,
};
use bundle::Bundle;
use std::{fs, path::PathBuf, process::Command};

/// The files and folders that the build depends on.
const SOURCES: [&str; 16] = [
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
    "xtask/early-rules",
    "xtask/src",
    "xtask/wasm-bindgen/Cargo.lock",
];

/// The file that records what the last build was made from.
const STAMP: &str = "dist.stamp";

/// The kind of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// The build that is deployed. It fails if the optimisers can't be installed.
    Optimised,
    /// A build like [`Self::Optimised`], but unoptimised if wasm-opt can't be installed.
    Any,
}

/// A step between trunk's output and `dist/`.
struct Step {
    name: &'static str,
    /// Changes the bundle and returns what it found, for the log. A step fails if it finds nothing to do: each has
    /// always found something, so finding nothing means that a tool writes its files differently than before.
    run: fn(&mut Bundle, &Environment) -> Outcome<String>,
}

/// The steps, in their order.
const STEPS: [Step; 13] = [
    Step { name: "link lazy parts", run: parts::link },
    Step { name: "tell modules", run: modules::report },
    Step { name: "move out lazy imports", run: lazy_imports::move_out },
    Step { name: "ask early", run: early::join },
    Step { name: "optimise the wasm", run: optimise::wasm },
    Step { name: "shorten names", run: short_names::shorten },
    Step { name: "embed lazy imports", run: lazy_imports::embed },
    Step { name: "minify scripts", run: optimise::scripts },
    Step { name: "merge sheets", run: naming::merge_sheets },
    Step { name: "name by content", run: naming::name_by_content },
    Step { name: "relink", run: naming::relink },
    Step { name: "check the policy", run: policy::check },
    Step { name: "look for local paths", run: policy::look_for_local_paths },
];

/// The programs and folders that the steps use.
struct Environment {
    /// wasm-opt; `None` if the page is built without it.
    wasm_opt: Option<PathBuf>,
    /// terser, the minifier of scripts; `None` if the page is built without it.
    terser: Option<PathBuf>,
    /// The folder in which the shim for wasm-bindgen has put the lazy parts, in a folder for each target.
    parts: PathBuf,
    /// A folder for files that other programs read and write.
    scratch: PathBuf,
}

#[cfg(test)]
impl Environment {
    /// Returns an environment for steps that need no program and no folder.
    fn without_programs() -> Self {
        Self { wasm_opt: None, terser: None, parts: PathBuf::new(), scratch: PathBuf::new() }
    }
}

/// Returns whether the page was ever built here, so that its tools and crates are installed.
pub(crate) fn was_built() -> bool {
    project::cache_dir().is_ok_and(|cache_dir| cache_dir.join(STAMP).is_file())
}

/// Returns whether `dist/` exists, optimised and made from exactly these sources.
pub(crate) fn is_up_to_date() -> Outcome<bool> {
    Ok(stamp::is(&project::cache_dir()?.join(STAMP), &stamp_of(&stamp::of(&root(), &SOURCES)?, "optimised")?))
}

/// Returns the stamp of a build: its sources, its kind, and its result. The compiler's flags are among the sources, as
/// none are taken from the environment.
fn stamp_of(sources: &str, kind: &str) -> Outcome<String> {
    Ok(format!("{sources} {kind} {}", stamp::of(&root(), &["dist"])?))
}

/// Makes `dist/`, unless it exists and was made from exactly these sources with this profile.
pub(crate) fn build(profile: Profile) -> Outcome {
    rustflags::refuse_those_from_outside()?;
    let stamp_file = project::cache_dir()?.join(STAMP);
    let sources = stamp::of(&root(), &SOURCES)?;
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
    if stamp::is(&stamp_file, &stamp_of(&sources, kind)?) {
        log("dist/ is up to date");
        return Ok(());
    }
    let terser = match (tools::terser(), profile) {
        (Ok(path), _) => Some(path),
        (Err(problem), Profile::Optimised) => return Err(problem),
        (Err(_), Profile::Any) => None,
    };

    let cache_dir = project::cache_dir()?;
    let staging = cache_dir.join("trunk");
    let environment =
        Environment { wasm_opt, terser, parts: cache_dir.join("parts"), scratch: cache_dir.join("scratch") };
    build_with_trunk(&staging, &environment)?;
    let mut bundle = Bundle::read(&staging)?;
    for step in STEPS {
        let found = (step.run)(&mut bundle, &environment).map_err(|problem| format!("{}: {problem}", step.name))?;
        log(&format!("{}: {found}", step.name));
    }
    let _ = fs::remove_file(&stamp_file);
    bundle.write(&dist_dir())?;
    stamp::write(&stamp_file, &stamp_of(&sources, kind)?)?;
    log(&format!("dist/ is built, {kind}"));
    Ok(())
}

/// Runs trunk to build the page into a folder, and splits off the lazy parts on the way.
fn build_with_trunk(staging: &PathBuf, environment: &Environment) -> Outcome {
    tools::wasm_target()?;
    // trunk runs offline: every crate has to be there.
    run(&mut cargo(["fetch", "--locked"])).map_err(|problem| {
        format!("{problem}\nThe crates can't be had: look at the connection, and whether Cargo.lock fits Cargo.toml")
    })?;
    let mut trunk = command(tools::trunk()?);
    trunk.args(["build", "--release", "--offline=true", "--skip-version-check", "--dist"]).arg(staging).args(FEATURE);
    wasm_bindgen_shim::install(&mut trunk, &environment.parts)?;
    // trunk takes this variable for an option of its own, with values of its own.
    trunk.env("TRUNK_TOOLS_WASM_BINDGEN", versions::wasm_bindgen()?).env_remove("NO_COLOR");
    set_rustflags(&mut trunk)?;
    log("building the page (the first time takes two to three minutes)");
    run(&mut trunk)
}

/// Sets the environment of a command that builds the page, so that the compiler has the page's flags.
pub(crate) fn set_rustflags(command: &mut Command) -> Outcome {
    command.env(rustflags::ENCODED, rustflags::encoded()?);
    Ok(())
}

/// Returns a number with its noun: `1 part`, `2 parts`.
fn counted((count, noun): (usize, &str)) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
