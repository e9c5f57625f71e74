//! Where things are.

use crate::process::Outcome;
use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target of the page.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// The built page.
pub(crate) fn dist_dir() -> PathBuf {
    root().join("dist")
}

/// The project's own tools.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// Cargo's target folder.
pub(crate) fn target_dir() -> PathBuf {
    // A person's own is taken from the folder cargo was called in.
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    std::path::absolute(&target).unwrap_or(target)
}

/// The demo gateway, once it is built.
pub(crate) fn gateway() -> PathBuf {
    target_dir().join("debug").join(format!("gateway{}", env::consts::EXE_SUFFIX))
}

/// What xtask itself remembers: the folder is there when this returns.
pub(crate) fn cache_dir() -> Outcome<PathBuf> {
    let folder = root().join("target/xtask");
    fs::create_dir_all(&folder).map_err(|error| format!("{} can't be made: {error}", folder.display()))?;
    Ok(folder)
}

/// A program, to be run in the project's folder.
pub(crate) fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(root());
    // `cargo run` says where xtask's own package is; no other program should take that for its own.
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    command
}

/// Cargo, the one that runs xtask.
pub(crate) fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut command = command(env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")).as_ref() as &Path);
    command.args(args);
    command
}

/// The program of this name on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

/// PATH with these folders before it.
pub(crate) fn path_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))
        .map_err(|error| format!("a folder can't stand in PATH: {error}"))
}

/// The text of one of the project's files.
pub(crate) fn text(path: &str) -> Outcome<String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path} can't be read: {error}"))
}
