//! The gate that needs no browser: format, lints, types of the scripts, invariants, size.

use crate::{
    dist,
    process::{self, Outcome},
    project::{WASM, cargo, command, root},
    size, tools,
};

/// `cargo xtask check`.
pub(crate) fn run() -> Outcome {
    all([format(), lints(), types(), tidy(), size(dist::build(dist::Profile::Optimised))])
}

/// The part of it that isn't among the native tests, with a build of the page that was tried before.
pub(crate) fn beside_tests(built: Outcome) -> Outcome {
    all([format(), lints(), types(), size(built)])
}

/// How the code is set.
fn format() -> Outcome {
    tools::component("fmt", "rustfmt")?;
    process::run(&mut cargo(["fmt", "--all", "--check"]))
        .map_err(|problem| format!("{problem}: `cargo fmt --all` mends it"))
}

/// What clippy says, of everything on the host and of the page on its own target, with the framework and without it.
fn lints() -> Outcome {
    tools::component("clippy", "clippy")?;
    let host = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    // In parts, as it is deployed; in one file it is linted on the host.
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

/// What TypeScript says of the end-to-end tests and of the page's own script, which are JavaScript with types in comments.
fn types() -> Outcome {
    let folder = root().join("tests/e2e");
    tools::node_packages(&folder)?;
    process::run(
        command(folder.join("node_modules/.bin/tsc")).args(["--project", "jsconfig.json"]).current_dir(&folder),
    )
}

/// The invariants of the source.
fn tidy() -> Outcome {
    process::run(&mut cargo(["test", "--locked", "--package", "outbox-report", "--test", "native", "tidy"]))
}

fn size(built: Outcome) -> Outcome {
    built.and_then(|()| size::check())
}

/// The problems of all of them.
fn all<const N: usize>(outcomes: [Outcome; N]) -> Outcome {
    let problems = outcomes.into_iter().filter_map(Result::err).collect::<Vec<_>>();
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
