//! The first request, which `boot.js` sends while the wasm is being loaded.
//!
//! `src/early.js` decides about the request, with names, keys and patterns from the page's Rust. This step joins both
//! into `boot.js`, as a file of its own would take another round trip. A `boot.js` without them sends no request, so
//! trunk alone makes a working page.

use super::{
    Environment,
    bundle::{Bundle, replace_one, text},
    counted,
};
use crate::{
    process::{self, Outcome},
    project::{cargo, root},
};

/// The line of `boot.js` that `src/early.js` replaces.
const NO_SCRIPT: &str = "const { firstRequest, HEADERS } = {};";

/// The keyword before the items of `src/early.js` that `boot.js` uses.
const EXPORT: &str = "export ";

/// Writes the rules and the script into `boot.js`.
pub(super) fn join(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let mut program = cargo(["run", "--quiet", "--locked", "--package", "early-rules"]);
    let rules = process::output(&mut program).ok_or_else(|| format!("`{}` failed", process::shown(&program)))?;
    let script = text(&root().join("src/early.js"))?;
    write_into(bundle, script, &rules)?;
    Ok(format!("{} in boot.js", counted((rules.lines().count(), "rule"))))
}

/// Writes a script with these rules, a line each, into `boot.js`.
fn write_into(bundle: &mut Bundle, mut script: String, rules: &str) -> Outcome {
    for rule in rules.lines() {
        let (name, value) = rule.split_once(" = ").ok_or_else(|| format!("`{rule}` is no rule"))?;
        replace_one(&mut script, &format!("const {name} = null;"), &format!("const {name} = {value};"))?;
    }
    if script.contains(" = null;") {
        return Err("src/early.js has a rule that nobody gives".to_owned());
    }
    let script = script.replace(EXPORT, "");
    let boot = bundle.scripts.iter_mut().find(|script| script.name == "boot.js");
    replace_one(&mut boot.ok_or("index.html links no boot.js")?.content, NO_SCRIPT, script.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "const A = null;\nexport const B = null;\nexport function firstRequest(text) {}\n";

    fn written(boot: &str, script: &str, rules: &str) -> Outcome<String> {
        let mut bundle = Bundle::example(b"wasm", "glue");
        for file in &mut bundle.scripts {
            boot.clone_into(&mut file.content);
        }
        write_into(&mut bundle, script.to_owned(), rules)?;
        Ok(bundle.scripts.into_iter().map(|file| file.content).collect())
    }

    #[test]
    fn the_script_stands_in_boot_js_with_its_rules() {
        let boot = format!("// 1\n{NO_SCRIPT}\nif (firstRequest) firstRequest('');\n");
        let expected = "// 1\nconst A = /$& = 1/;\nconst B = 2;\nfunction firstRequest(text) {}\n\
                        if (firstRequest) firstRequest('');\n";
        assert_eq!(written(&boot, SCRIPT, "A = /$& = 1/\nB = 2\n"), Ok(expected.to_owned()));
    }

    #[test]
    fn what_has_no_place_or_no_rules_is_refused() {
        let rules = "A = 1\nB = 2\n";
        assert!(written(NO_SCRIPT, SCRIPT, rules).is_ok());
        assert!(written("const early = 1;", SCRIPT, rules).is_err());
        assert!(written(&NO_SCRIPT.repeat(2), SCRIPT, rules).is_err());
        for other in ["", "A = 1", "A = 1\nB = 2\nC = 3", "A = 1\nA = 1\nB = 2", "A\nB"] {
            assert!(written(NO_SCRIPT, SCRIPT, other).is_err(), "{other}");
        }
    }
}
