//! All tests, each step to its end, and one sum.

use crate::{
    USAGE, check,
    process::{self, Outcome, say},
    project::{self, WASM, cargo, command, dist, root},
    site, size,
    tally::Tally,
    tools,
};
use std::{path::Path, process::Command, time::Instant};

/// The steps, in their order. What is quick comes first.
const STEPS: [&str; 6] = ["check", "native", "gateway", "xtask", "web", "e2e"];

/// A step that ran.
struct Done {
    name: &'static str,
    outcome: Outcome,
    tally: Tally,
    seconds: u64,
}

/// `cargo xtask test`.
pub(crate) fn run(args: &[String]) -> Outcome {
    let (only, extra) = parse(args)?;
    let wanted = STEPS.into_iter().filter(|step| only.is_none_or(|only| only == *step)).collect::<Vec<_>>();
    let mut done = Vec::new();

    // Two steps look at the same build.
    let mut built = Ok(());
    if wanted.iter().any(|step| ["check", "e2e"].contains(step)) {
        done.push(timed("build", |_| site::build(site::Form::Optimised)));
        if done.iter().any(|step| step.outcome.is_err()) {
            built = Err("there is no build of the page to look at".to_owned());
        }
    }
    for name in wanted {
        done.push(timed(name, |tally| match name {
            "check" => check::beside_tests(built.clone()),
            "native" => tests(["--package", "outbox-report", "--lib", "--test", "native"], extra, tally),
            "gateway" => tests(["--package", "gateway"], extra, tally),
            "xtask" => tests(["--package", "xtask"], extra, tally),
            "web" => web(extra, tally),
            _ => built.clone().and_then(|()| e2e(extra, tally)),
        }));
    }
    sum_up(&done)
}

/// The step that alone is wanted, and what its runner is to be given.
fn parse(args: &[String]) -> Outcome<(Option<&str>, &[String])> {
    let (own, rest) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (args.get(..at).unwrap_or_default(), args.get(at + 1..).unwrap_or_default()),
        None => (args, &[][..]),
    };
    let only = match own {
        [] => None,
        [only, step] if only == "--only" && STEPS.contains(&step.as_str()) => Some(step.as_str()),
        _ => return Err(format!("test takes `--only` and one of {}\n\n{USAGE}", STEPS.join(", "))),
    };
    Ok((only, rest))
}

/// Runs a step, and keeps what came of it.
fn timed(name: &'static str, step: impl FnOnce(&mut Tally) -> Outcome) -> Done {
    say(&format!("—— {name}"));
    let start = Instant::now();
    let mut tally = Tally::default();
    let outcome = step(&mut tally);
    if let Err(problem) = &outcome {
        eprintln!("\nxtask: {problem}");
    }
    // A step that failed before its runner could count is a failure all the same.
    if outcome.is_err() && tally.failed == 0 {
        tally.failed = 1;
    }
    Done { name, outcome, tally, seconds: start.elapsed().as_secs() }
}

/// Cargo's tests of a package.
fn tests<const N: usize>(which: [&str; N], extra: &[String], tally: &mut Tally) -> Outcome {
    let mut command = cargo(["test", "--locked", "--no-fail-fast"]);
    process::follow(command.args(which).arg("--").args(extra), |line| tally.read(line))?;
    some_ran(*tally)
}

/// The tests that need a browser of the components and the devices.
fn web(extra: &[String], tally: &mut Tally) -> Outcome {
    tools::wasm_target()?;
    let browser = tools::browser()?;
    let runner = tools::runner(&tools::wasm_bindgen()?);
    let mut command =
        cargo(["test", "--locked", "--package", "outbox-report", "--target", WASM, "--test", "web", "--"]);
    command.args(extra).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("CHROMEDRIVER", browser.driver);
    process::follow(&mut command, |line| tally.read(line))?;
    some_ran(*tally)
}

/// So many journeys may lose their way on a slow machine; more of them are a fault of the page.
const MOST_FLAKY: u32 = 5;

/// Whole journeys on the built page, against the demo gateway.
fn e2e(extra: &[String], tally: &mut Tally) -> Outcome {
    let mut playwright = on_the_page("node_modules/.bin/playwright")?;
    process::follow(playwright.arg("test").args(extra), |line| tally.read(line))?;
    if tally.flaky > MOST_FLAKY {
        return Err(format!("{} journeys passed at the second try only, {MOST_FLAKY} are borne with", tally.flaky));
    }
    some_ran(*tally)
}

/// `cargo xtask bench`: how quick the built page is. Prints figures; judges none.
pub(crate) fn bench() -> Outcome {
    site::build(site::Form::Optimised)?;
    process::run(on_the_page(tools::node()?)?.arg("bench.mjs"))?;
    size::check()
}

/// `cargo xtask pictures`: what the README shows of the built page.
pub(crate) fn pictures() -> Outcome {
    site::build(site::Form::Optimised)?;
    process::run(on_the_page(tools::node()?)?.arg("pictures.mjs"))
}

/// A program of `tests/e2e` (or one on PATH), with what it needs to drive the built page over the demo gateway.
fn on_the_page(program: impl AsRef<Path>) -> Outcome<Command> {
    let folder = root().join("tests/e2e");
    tools::node_packages(&folder)?;
    let browser = tools::browser()?;
    process::run(&mut cargo(["build", "--locked", "--package", "gateway"]))?;
    let mut command = command(folder.join(program));
    command
        .current_dir(&folder)
        .env("CHROMIUM", browser.chromium)
        .env("DIST", dist())
        .env("GATEWAY", project::gateway());
    Ok(command)
}

/// A runner that found no test has shown nothing.
fn some_ran(tally: Tally) -> Outcome {
    if tally.passed + tally.failed > 0 { Ok(()) } else { Err("no test ran".to_owned()) }
}

/// The table of all steps, and the sum as the last line.
fn sum_up(done: &[Done]) -> Outcome {
    let mut sum = Tally::default();
    eprintln!();
    for Done { name, outcome, tally, seconds } in done {
        let result = if outcome.is_ok() { "ok" } else { "FAILED" };
        eprintln!("{name:<8} {result:<6} {seconds:>5} s  {:>4} passed {:>3} failed", tally.passed, tally.failed);
        sum += *tally;
    }
    let failed: Vec<&str> = done.iter().filter(|step| step.outcome.is_err()).map(|step| step.name).collect();
    if !failed.is_empty() {
        eprintln!("\nfailed: {}", failed.join(", "));
    }
    if sum.flaky > 0 {
        eprintln!("\nflaky: {} passed at the second try only", sum.flaky);
    }
    // The last line of all, and the only one that says the sum.
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if failed.is_empty() { Ok(()) } else { Err(String::new()) }
}
