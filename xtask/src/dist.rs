//! The release build: trunk builds, and [`STEPS`] finish what it leaves.
//!
//! trunk compiles the page, calls wasm-bindgen and links the files in `index.html`, in a folder of its own. From there
//! the page is read once into a [`Bundle`], goes through the steps in memory, and is written to `dist/` after the last
//! of them: where a step fails, `dist/` stays as it was.

mod bundle;
mod early;
pub(crate) mod html;
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

/// One step between trunk's page and `dist/`.
struct Step {
    name: &'static str,
    /// Changes the bundle and returns what it found, for the log. It fails where it finds nothing to do: each step has
    /// always found something, so that nothing means that one of the tools writes its files in another way than it did.
    run: fn(&mut Bundle, &Environment) -> Outcome<String>,
}

/// The steps, in their order.
const STEPS: [Step; 11] = [
    Step { name: "link lazy parts", run: parts::link },
    Step { name: "tell modules", run: modules::report },
    Step { name: "ask early", run: early::join },
    Step { name: "optimise the wasm", run: optimise::wasm },
    Step { name: "shorten names", run: short_names::shorten },
    Step { name: "minify scripts", run: optimise::scripts },
    Step { name: "merge sheets", run: naming::merge_sheets },
    Step { name: "name by content", run: naming::name_by_content },
    Step { name: "relink", run: naming::relink },
    Step { name: "check the policy", run: policy::check },
    Step { name: "look for local paths", run: policy::look_for_local_paths },
];

/// The programs and folders that the steps use.
struct Environment {
    /// wasm-opt; `None` where the page is built without it.
    wasm_opt: Option<PathBuf>,
    /// The minifier of scripts; `None` as above.
    terser: Option<PathBuf>,
    /// Where the shim for wasm-bindgen left the lazy parts, a folder for each target.
    parts: PathBuf,
    /// A folder for what other programs read and write.
    scratch: PathBuf,
}

#[cfg(test)]
impl Environment {
    /// Returns an environment for what needs no program and no folder.
    fn without_programs() -> Self {
        Self { wasm_opt: None, terser: None, parts: PathBuf::new(), scratch: PathBuf::new() }
    }
}

/// Returns whether there was a build of the page before, so that tools and crates are there.
pub(crate) fn was_built() -> bool {
    project::cache_dir().is_ok_and(|cache_dir| cache_dir.join(STAMP).is_file())
}

/// Returns whether `dist/` is there, optimised and made from these very sources.
pub(crate) fn is_up_to_date() -> Outcome<bool> {
    Ok(stamp::is(&project::cache_dir()?.join(STAMP), &stamp_of(&stamp::of(&root(), &SOURCES)?, "optimised")?))
}

/// Returns what is written down of a build: its sources, its kind, and what came of it. The compiler's flags are among
/// the sources, as none are taken from elsewhere.
fn stamp_of(sources: &str, kind: &str) -> Outcome<String> {
    Ok(format!("{sources} {kind} {}", stamp::of(&root(), &["dist"])?))
}

/// Makes `dist/`, unless it is there and made from these very sources.
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

/// Lets trunk build the page into a folder, with the lazy parts split off on the way.
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

/// Gives a build of the page the compiler's flags.
pub(crate) fn set_rustflags(command: &mut Command) -> Outcome {
    command.env(rustflags::ENCODED, rustflags::encoded()?);
    Ok(())
}

/// Returns a number with its noun: `1 part`, `2 parts`.
fn counted((count, noun): (usize, &str)) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
