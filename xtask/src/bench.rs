//! The bench: measures the speed and the size of the built page, beside other pages that do the same job (`bench/`).

use crate::{
    USAGE, dist,
    process::{self, Outcome, output},
    project::{self, cargo, command, dist_dir, root},
    tools,
};
use std::{fs, path::Path};

/// The scenarios. `--only` takes some of them, separated by commas.
const SCENARIOS: [&str; 14] = [
    "cold", "slow", "usable", "warm", "shift", "turn", "state", "type", "session", "memory", "return", "overview",
    "export", "million",
];

/// Runs `cargo xtask bench`. No figure makes it fail.
pub(crate) fn run(args: &[String]) -> Outcome {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    if args == ["--pure"] {
        return pure();
    }
    check(&args)?;
    let folder = root().join("bench");
    tools::node_packages(&folder)?;
    let browser = tools::browser()?.chromium;
    dist::build(dist::Profile::Optimised)?;
    let work = project::cache_dir()?.join("bench");
    fs::create_dir_all(&work).map_err(|error| format!("{} can't be made: {error}", work.display()))?;
    let mut bench = command(tools::node()?);
    bench.arg("bench.mjs").args(args).current_dir(&folder);
    bench.env("CHROMIUM", browser).env("DIST", dist_dir()).env("WORK", work).env("COMMIT", commit());
    process::run(&mut bench)
}

/// Runs `cargo xtask bench --pure`: measures code of the page that needs no browser, by criterion, which stores the
/// last figures itself.
fn pure() -> Outcome {
    let manifest = Path::new("bench/pure/Cargo.toml");
    let mut pure = cargo(["run", "--locked", "--release", "--target-dir", "target/pure", "--manifest-path"]);
    pure.arg(manifest).args(["--", "--bench"]).env("CRITERION_HOME", root().join("target/pure/criterion"));
    process::run(&mut pure)
}

/// Checks the arguments for the driver, as errors should show before the build rather than after it.
fn check(args: &[&str]) -> Outcome {
    let (mut is_part, mut is_saved) = (false, false);
    let mut words = args.iter();
    while let Some(word) = words.next() {
        match *word {
            "--quick" => is_part = true,
            "--save" => is_saved = true,
            "--runs" if words.next().is_some_and(|number| number.parse::<u8>().is_ok_and(|runs| runs > 0)) => {}
            "--only" if words.next().is_some_and(|names| names.split(',').all(|name| SCENARIOS.contains(&name))) => {
                is_part = true;
            }
            _ => {
                let names = SCENARIOS.join(", ");
                return Err(format!("bench can't be run with this; `--only` takes some of {names}\n\n{USAGE}"));
            }
        }
    }
    if is_part && is_saved {
        return Err("only a whole bench is saved: its figures belong to one build and one machine".to_owned());
    }
    Ok(())
}

/// Returns the measured commit, as the figures name it.
fn commit() -> String {
    let git = |args: &[&str]| output(command("git").args(args)).map(|text| text.trim().to_owned());
    let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let is_changed = git(&["status", "--porcelain"]).is_some_and(|files| !files.is_empty());
    if is_changed { format!("{commit} and changes") } else { commit }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_measured_is_read_before_anything_is_built() {
        let read = |args: &str| check(&args.split_whitespace().collect::<Vec<_>>()).is_ok();
        for taken in ["", "--quick", "--runs 3 --save", "--only cold,slow --runs 1"] {
            assert!(read(taken), "{taken}");
        }
        for refused in ["--runs", "--runs 0", "--runs many", "--only", "--only nothing", "--pure --quick", "--fast"] {
            assert!(!read(refused), "{refused}");
        }
        for partial in ["--quick --save", "--save --only cold"] {
            assert!(!read(partial), "{partial} would be kept as the whole");
        }
    }

    #[test]
    fn the_scenarios_are_those_of_the_driver() {
        let driver = project::text("bench/lib/scenarios.mjs").unwrap_or_default();
        let names: Vec<&str> =
            driver.lines().filter_map(|line| Some(line.strip_prefix("  ")?.split_once(": { work: ")?.0)).collect();
        let is_listed = |name: &&str| SCENARIOS.contains(name);
        assert!(names.len() == SCENARIOS.len() && names.iter().all(is_listed), "{names:?}");
    }
}
