//! A shim for wasm-bindgen, which splits the wasm first.
//!
//! wasm-split needs the linker's relocations, which wasm-bindgen drops. trunk calls wasm-bindgen right after cargo, and
//! has hooks only before cargo and after wasm-bindgen. So a copy of xtask under the name `wasm-bindgen` is put first on
//! trunk's PATH: it calls wasm-split, and then the real wasm-bindgen with the main part.
//!
//! The shim can go when trunk splits by itself, or has a hook between the two:
//! <https://github.com/trunk-rs/trunk/issues/1022>.

use crate::{
    process::{Outcome, run},
    project::{self, command},
    tools,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The variables that tell the shim where the tools are and where the parts go.
const WASM_SPLIT: &str = "XTASK_WASM_SPLIT";
const WASM_BINDGEN: &str = "XTASK_WASM_BINDGEN";
const PARTS: &str = "XTASK_PARTS";

/// Makes a call of trunk find the shim in place of wasm-bindgen. The parts of each target go into a folder of their own
/// in `parts`.
pub(super) fn install(trunk: &mut Command, parts: &Path) -> Outcome {
    let folder = project::cache_dir()?.join("bin");
    let path = folder.join(format!("wasm-bindgen{}", env::consts::EXE_SUFFIX));
    let own = env::current_exe().map_err(|error| format!("xtask can't find itself: {error}"))?;
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(own, &path))
        .map_err(|error| format!("{} can't be written: {error}", path.display()))?;
    trunk
        .env("PATH", project::path_with(&[folder])?)
        .env(WASM_SPLIT, tools::wasm_split()?)
        .env(WASM_BINDGEN, tools::wasm_bindgen()?)
        .env(PARTS, parts);
    Ok(())
}

/// Returns whether xtask was called as the shim. `program` is the path by which it was called.
pub(crate) fn is_called(program: &str) -> bool {
    Path::new(program).file_stem().is_some_and(|name| name == "wasm-bindgen") && env::var_os(WASM_BINDGEN).is_some()
}

/// Splits the wasm and runs the real wasm-bindgen on its main part. `args` are the arguments that trunk has for
/// wasm-bindgen.
pub(crate) fn run_as_wasm_bindgen(args: &[String]) -> Outcome {
    let variable = |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("{name} isn't set"));
    let mut wasm_bindgen = Command::new(variable(WASM_BINDGEN)?);
    let Some(input) = args.iter().find(|arg| Path::new(arg).extension().is_some_and(|end| end == "wasm")) else {
        let status = wasm_bindgen.args(args).status().map_err(|error| error.to_string())?;
        return if status.success() { Ok(()) } else { Err(String::new()) };
    };
    let folder = variable(PARTS)?.join(target(args)?);
    let _ = fs::remove_dir_all(&folder);
    run(command(variable(WASM_SPLIT)?).arg(input).arg(&folder).args(["--target", "web", "--out-name", "main"]))?;
    wasm_bindgen.args(["--keep-lld-exports", "--no-demangle"]);
    let main = folder.join(super::parts::MAIN);
    run(wasm_bindgen.args(args.iter().map(|arg| if arg == input { main.as_os_str() } else { arg.as_ref() })))
}

/// Returns the name of the target that wasm-bindgen is called for.
fn target(args: &[String]) -> Outcome<&str> {
    let name = args.iter().find_map(|arg| arg.strip_prefix("--out-name="));
    name.ok_or_else(|| format!("trunk names no target to wasm-bindgen: {}", args.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_another_name_makes_a_shim() {
        assert!(!is_called("target/debug/xtask"));
        assert!(!is_called(""));
    }

    #[test]
    fn each_target_has_a_name() {
        let args = ["--target=web", "--out-name=worker", "worker.wasm"].map(str::to_owned);
        assert_eq!(target(&args), Ok("worker"));
        assert!(target(args.get(2..).unwrap_or_default()).is_err());
    }
}
