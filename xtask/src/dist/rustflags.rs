//! The compiler's flags for the page.
//!
//! These are the flags of `.cargo/config.toml`, which every build of the page has, and flags that keep the paths of
//! this machine out of the page, as a panic names its source file. cargo takes flags from one place only, and
//! `CARGO_ENCODED_RUSTFLAGS` is the only variable in which a flag can contain a blank, so all flags are passed there.

use crate::{
    process::Outcome,
    project::{self, root},
};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The variable that gives cargo the flags, with the byte 0x1F between two of them.
pub(super) const ENCODED: &str = "CARGO_ENCODED_RUSTFLAGS";

/// The variables by which a person's environment could change the flags.
const FROM_OUTSIDE: [&str; 4] =
    ["RUSTFLAGS", ENCODED, "CARGO_BUILD_RUSTFLAGS", "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"];

/// Fails if the environment sets flags: the page would differ from everybody else's under the same stamp.
pub(super) fn refuse_those_from_outside() -> Outcome {
    refuse(|variable| env::var_os(variable).is_some_and(|value| !value.is_empty()))
}

fn refuse(is_set: impl Fn(&str) -> bool) -> Outcome {
    match FROM_OUTSIDE.into_iter().find(|variable| is_set(variable)) {
        Some(variable) => Err(format!("{variable} is set, and dist/ is built with the project's own flags: unset it")),
        None => Ok(()),
    }
}

/// Returns the value of [`ENCODED`]: the flags of `.cargo/config.toml`, and those that keep paths of this machine out
/// of the page.
pub(super) fn encoded() -> Outcome<String> {
    let config = project::text(".cargo/config.toml")?;
    let mut flags: Vec<String> = configured(&config).into_iter().map(str::to_owned).collect();
    if flags.is_empty() {
        return Err(".cargo/config.toml has no `rustflags`".to_owned());
    }
    for (path, name) in [(root(), "."), (cargo_home()?, "/cargo")] {
        let path = path.to_str().ok_or_else(|| format!("{} is no text", path.display()))?;
        flags.push(format!("--remap-path-prefix={path}={name}"));
    }
    Ok(flags.join("\x1f"))
}

/// Returns the flags in cargo's configuration.
fn configured(config: &str) -> Vec<&str> {
    let list = config.split_once("rustflags = [").and_then(|(_, rest)| rest.split_once(']'));
    list.map_or_else(Vec::new, |(list, _)| list.split('"').skip(1).step_by(2).collect())
}

/// Returns the folders of this machine that hold sources of the page and its crates. Their paths must not be in the
/// page.
pub(super) fn local_paths() -> Outcome<Vec<PathBuf>> {
    let (root, home) = (root(), cargo_home()?);
    Ok(vec![root.join("src"), root.join("target"), home.join("registry"), home.join("git")])
}

/// Returns cargo's own folder, in which the sources of the crates are.
fn cargo_home() -> Outcome<PathBuf> {
    let given = env::var_os("CARGO_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    given
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .map(|home| root().join(home))
        .filter(|home| home != Path::new("/"))
        .ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_from_the_environment_is_refused_by_its_name() {
        assert_eq!(refuse(|_| false), Ok(()));
        for variable in FROM_OUTSIDE {
            assert!(refuse(|name| name == variable).is_err_and(|problem| problem.starts_with(variable)));
        }
    }

    #[test]
    fn the_flags_of_the_configuration_come_before_the_remapped_paths() {
        let encoded = encoded().unwrap_or_default();
        let flags: Vec<&str> = encoded.split('\x1f').collect();
        assert!(flags.starts_with(&["--cfg=erase_components"]), "{flags:?}");
        assert!(flags.iter().any(|flag| flag.starts_with("-Cllvm-args=") && flag.contains(' ')), "{flags:?}");
        assert_eq!(flags.iter().filter(|flag| flag.starts_with("--remap-path-prefix=/")).count(), 2, "{flags:?}");
    }

    #[test]
    fn only_the_texts_of_the_list_are_flags() {
        assert_eq!(configured("rustflags = [\"-a b\",\n  \"-c\"]\nrunner = \"d\""), ["-a b", "-c"]);
        assert!(configured("runner = \"d\"").is_empty());
    }
}
