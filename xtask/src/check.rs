//! The checks that need no browser: format, lints, types of the scripts, invariants, size.

use crate::{
    dist,
    process::{self, Outcome},
    project::{WASM, cargo, command, root},
    size, tools,
};

/// Runs `cargo xtask check`.
pub(crate) fn run() -> Outcome {
    all([format(), lints(), types(), tidy(), size(dist::build(dist::Profile::Optimised))])
}

/// Runs those checks that are not among the native tests. `built` is the outcome of a build of the page, whose size is
/// checked.
pub(crate) fn beside_tests(built: Outcome) -> Outcome {
    all([format(), lints(), types(), size(built)])
}

/// Checks the format of the code.
fn format() -> Outcome {
    tools::component("fmt", "rustfmt")?;
    process::run(&mut cargo(["fmt", "--all", "--check"]))
        .map_err(|problem| format!("{problem}: `cargo fmt --all` mends it"))
}

/// Runs clippy on everything for the host, and on the page for its own target, with the framework and without it.
fn lints() -> Outcome {
    tools::component("clippy", "clippy")?;
    let host = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    // The page is linted in parts, as it is deployed; the lints for the host see it in one file.
    let page = ["clippy", "--locked", "--package", "outbox-report", "--target", WASM, "--all-targets"];
    let without_app = [
        "clippy",
        "--locked",
        "--package",
        "outbox-report",
        "--target",
        WASM,
        "--lib",
        "--no-default-features",
        "--",
        "-D",
        "warnings",
    ];
    all([
        process::run(&mut cargo(host)),
        tools::wasm_target()
            .and_then(|()| process::run(cargo(page).args(dist::FEATURE).args(["--", "-D", "warnings"]))),
        // All but `src/app` compiles without the framework.
        tools::wasm_target().and_then(|()| process::run(&mut cargo(without_app))),
    ])
}

/// Runs TypeScript on the end-to-end tests and on the page's own script, which are JavaScript with types in comments.
fn types() -> Outcome {
    let folder = root().join("tests/e2e");
    tools::node_packages(&folder)?;
    process::run(
        command(folder.join("node_modules/.bin/tsc")).args(["--project", "jsconfig.json"]).current_dir(&folder),
    )
}

/// Checks the invariants of the source.
fn tidy() -> Outcome {
    process::run(&mut cargo(["test", "--locked", "--package", "outbox-report", "--test", "native", "tidy"]))
}

fn size(built: Outcome) -> Outcome {
    built.and_then(|()| size::check())
}

/// Joins the problems of several checks.
fn all<const N: usize>(outcomes: [Outcome; N]) -> Outcome {
    let problems = outcomes.into_iter().filter_map(Result::err).collect::<Vec<_>>();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
