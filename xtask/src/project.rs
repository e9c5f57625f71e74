//! The paths of the project, and the commands that run in it.

use crate::process::Outcome;
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The compilation target of the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Returns the project's folder.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// Returns the folder of the built page, `dist/`.
pub(crate) fn dist_dir() -> PathBuf {
    root().join("dist")
}

/// Returns the folder into which xtask installs programs.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// Returns Cargo's target folder, into which the project is compiled.
pub(crate) fn target_dir() -> PathBuf {
    // A relative path in the variable is resolved from the folder in which cargo was called.
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target)
}

/// Returns the path of the demo gateway's program, where cargo builds it.
pub(crate) fn gateway() -> PathBuf {
    target_dir().join("debug").join(format!("gateway{}", env::consts::EXE_SUFFIX))
}

/// Returns the folder in which xtask keeps its own files between two runs, and creates it if necessary.
pub(crate) fn cache_dir() -> Outcome<PathBuf> {
    let folder = root().join("target/xtask");
    fs::create_dir_all(&folder).map_err(|error| format!("{} can't be made: {error}", folder.display()))?;
    Ok(folder)
}

/// Returns a command that runs a program in the project's folder.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root());
    // `cargo run` sets the variables of xtask's own package. Other programs must not take them for theirs.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    command
}

/// Returns a command that runs the cargo which runs xtask, with the given arguments.
pub(crate) fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut command = command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")).as_ref() as &Path);
    command.args(args);
    command
}

/// Returns the path of the program with the given name on PATH; `None` if there is none.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// Returns PATH with these folders before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .map_err(|error| format!("a folder can't stand in PATH: {error}"))
}

/// Returns the text of a file of the project, by its path in the project.
pub(crate) fn text(path: &str) -> Outcome<String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path} can't be read: {error}"))
}
