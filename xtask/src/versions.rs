//! The versions of the tools, read from where they are pinned.

use crate::{process::Outcome, project};

/// Returns the version of trunk, pinned in `Cargo.toml`. `Trunk.toml` leaves it open, for whoever calls trunk without
/// xtask.
pub(crate) fn trunk() -> Outcome<String> {
    let text = project::text("Cargo.toml")?;
    after(&text, "\ntrunk = \"").map(str::to_owned).ok_or_else(|| "Cargo.toml names no `trunk`".into())
}

/// Returns the version of wasm-bindgen: that of the crate, in `Cargo.lock`.
pub(crate) fn wasm_bindgen() -> Outcome<String> {
    let text = project::text("Cargo.lock")?;
    locked(&text, "wasm-bindgen").map(str::to_owned).ok_or_else(|| "Cargo.lock names no wasm-bindgen".into())
}

/// Returns the version of wasm-split, pinned in `Cargo.toml` beside the crate whose marks it reads.
pub(crate) fn wasm_split() -> Outcome<String> {
    let text = project::text("Cargo.toml")?;
    let found = after(&text, "wasm_split_cli_support = \"");
    found.map(str::to_owned).ok_or_else(|| "Cargo.toml names no `wasm_split_cli_support`".into())
}

/// Returns the version of cargo-fuzz, pinned in `fuzz/Cargo.toml`.
pub(crate) fn cargo_fuzz() -> Outcome<String> {
    let text = project::text("fuzz/Cargo.toml")?;
    after(&text, "cargo-fuzz = \"").map(str::to_owned).ok_or_else(|| "fuzz/Cargo.toml names no `cargo-fuzz`".into())
}

/// Returns the version of binaryen, pinned in `package-lock.json`, as wasm-opt spells it.
pub(crate) fn wasm_opt() -> Outcome<String> {
    let text = project::text("package-lock.json")?;
    binaryen(&text).ok_or_else(|| "package-lock.json names no binaryen".into())
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    after(lock, &format!("name = \"{package}\"\nversion = \""))
}

fn binaryen(lock: &str) -> Option<String> {
    let (_, entry) = lock.split_once("\"node_modules/binaryen\"")?;
    let (major, _) = after(entry, "\"version\": \"")?.split_once('.')?;
    Some(format!("version_{major}"))
}

/// Returns the text between `opening` and the next quote.
fn after<'a>(text: &'a str, opening: &str) -> Option<&'a str> {
    text.split_once(opening)?.1.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "
[[package]]
name = \"wasm-bindgen-futures\"
version = \"0.4.80\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
";

    #[test]
    fn the_lock_file_gives_the_version_of_just_this_package() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm"), None);
    }

    #[test]
    fn binaryen_is_spelled_as_wasm_opt_says_it() {
        let lock =
            r#"{ "packages": { "": { "version": "1.0.0" }, "node_modules/binaryen": { "version": "132.0.0" } } }"#;
        assert_eq!(binaryen(lock).as_deref(), Some("version_132"));
        assert_eq!(binaryen("{}"), None);
    }

    #[test]
    fn the_project_pins_them_all() {
        let tools = project::text("xtask/wasm-bindgen/Cargo.lock").unwrap_or_default();
        assert_eq!(wasm_bindgen().ok().as_deref(), locked(&tools, "wasm-bindgen-cli"));
        assert!(trunk().is_ok_and(|version| version.starts_with("0.")));
        assert!(wasm_bindgen().is_ok_and(|version| version.starts_with("0.2.")));
        assert!(wasm_split().is_ok_and(|version| version.starts_with("0.2.")));
        assert!(cargo_fuzz().is_ok_and(|version| version.starts_with("0.")));
        assert!(wasm_opt().is_ok_and(|version| version.starts_with("version_")));
    }
}
