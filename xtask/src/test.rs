//! Runs all tests, each step to its end, and sums them up.

use crate::{
    USAGE, changed, check, dist,
    process::{self, Outcome, log},
    project::{self, WASM, cargo, command, dist_dir, root},
    test_summary::TestSummary,
    tools,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Instant,
};

/// The steps of `cargo xtask test`, in their order. The quick ones come first.
pub(crate) const STEPS: [&str; 6] = ["check", "native", "gateway", "xtask", "web", "e2e"];

/// The steps of an audit: the tests over all combinations, then the main end-to-end tests in the other supported
/// browsers.
const AUDIT_STEPS: [&str; 5] = ["native", "gateway", "e2e", "chromium-109", "firefox"];
/// The steps of an audit that need no build of the page.
const AUDIT_STEPS_WITHOUT_PAGE: [&str; 2] = ["native", "gateway"];

/// The expected time of a whole run on two idle cores, in seconds, and that of a run which first has to install and
/// compile everything. A longer run only prints a note, as machines differ.
const BUDGET_S: u64 = 480;
const BUDGET_COLD_S: u64 = 1_200;
/// The expected time of a run of the tests that a change can break.
const BUDGET_CHANGED_S: u64 = 240;
/// The expected time of the end-to-end step alone.
const BUDGET_E2E_S: u64 = 400;

/// A step that has run.
struct Done {
    name: &'static str,
    outcome: Outcome,
    summary: TestSummary,
    seconds: u64,
}

/// The selection of tests that is to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Whole,
    /// A single step.
    Only(&'a str),
    /// The tests that a change can break, since a revision or since the last commit.
    Changed(Option<&'a str>),
}

/// Runs `cargo xtask test`.
pub(crate) fn run(args: &[String]) -> Outcome {
    let (part, extra) = parse(args)?;
    let was_built = dist::was_built();
    let mut steps: Vec<&str> =
        STEPS.into_iter().filter(|step| !matches!(part, Part::Only(only) if only != *step)).collect();
    let mut extra = extra.to_vec();
    if let Part::Changed(since) = part {
        let files = changed::files(since)?;
        let plan = changed::plan(files.iter().map(String::as_str));
        steps.retain(|step| plan.steps.contains(step));
        extra = plan.e2e.iter().map(|name| format!("/{name}.spec.")).collect();
        log(&format!("{} files differ; what can show it: {} {}", files.len(), steps.join(" "), extra.join(" ")));
    }
    let extra_of = |step: &str| {
        let is_given = !matches!(part, Part::Changed(_)) || step == "e2e";
        if is_given { extra.as_slice() } else { &[] }
    };
    let needs = steps.iter().flat_map(|step| needs(step, !extra_of(step).is_empty())).collect();
    look_for(&needs)?;
    let mut done = Vec::new();

    // Two steps use the same build.
    let mut built = Ok(());
    if steps.iter().any(|step| ["check", "e2e"].contains(step)) {
        done.push(timed("build", |_| build_beside(&steps)));
        if done.iter().any(|step| step.outcome.is_err()) {
            built = Err("there is no build of the page to look at".to_owned());
        }
    }
    for &name in &steps {
        let extra = extra_of(name);
        done.push(timed(name, |summary| match name {
            "check" => check::beside_tests(built.clone()),
            "native" => tests(&NATIVE, extra, summary).and_then(|()| early(extra, summary)),
            "gateway" => tests(&GATEWAY, extra, summary),
            "xtask" => tests(&XTASK, extra, summary),
            "web" => web(extra, summary),
            _ => built.clone().and_then(|()| e2e(extra, summary)),
        }));
    }
    let budget = match (part, was_built) {
        (Part::Only(_), _) => None,
        (Part::Changed(_), _) => Some(BUDGET_CHANGED_S),
        (Part::Whole, true) => Some(BUDGET_S),
        (Part::Whole, false) => Some(BUDGET_COLD_S),
    };
    sum_up(&done, budget)
}

/// A requirement that a step has of the system and can't install itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    WasmTarget,
    Node,
    Browser,
}

/// Returns the requirements of a step, with arguments for its runner or without.
fn needs(step: &str, has_extra: bool) -> &'static [Need] {
    match step {
        "check" => &[Need::WasmTarget, Need::Node],
        // Node.js runs the cases of `boot.js`, which the native tests write only if all of them run.
        "native" if !has_extra => &[Need::Node],
        "web" => &[Need::WasmTarget, Need::Browser],
        "e2e" => &[Need::WasmTarget, Need::Node, Need::Browser],
        _ => &[],
    }
}

/// Checks all requirements before any step begins, so that everything that is missing is reported at once, a line each.
fn look_for(needs: &BTreeSet<&Need>) -> Outcome {
    let found = needs.iter().map(|need| match need {
        Need::WasmTarget => tools::wasm_target(),
        Need::Node => tools::node_with_npm(),
        Need::Browser => tools::browser().map(drop),
    });
    let missing: Vec<String> = found.filter_map(Result::err).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("before the tests can run:\n{}", missing.join("\n"))) }
}

/// Runs `cargo xtask audit`: the tests that are too slow for every change. Whoever resolves an issue runs it once.
pub(crate) fn audit(args: &[String]) -> Outcome {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let only = match args[..] {
        [] => None,
        ["--only", step] if AUDIT_STEPS.contains(&step) => Some(step),
        _ => return Err(format!("audit takes `--only` and one of {}\n\n{USAGE}", AUDIT_STEPS.join(", "))),
    };
    let mut done = Vec::new();
    if !only.is_some_and(|only| AUDIT_STEPS_WITHOUT_PAGE.contains(&only)) {
        done.push(timed("build", |_| dist::build(dist::Profile::Optimised)));
    }
    let built = done.iter().all(|step| step.outcome.is_ok());
    for name in AUDIT_STEPS.into_iter().filter(|name| only.is_none_or(|only| only == *name)) {
        if !AUDIT_STEPS_WITHOUT_PAGE.contains(&name) && !built {
            continue;
        }
        done.push(timed(name, |summary| match name {
            "native" => {
                let mut properties = |cases, filter: &[&str]| {
                    let mut command =
                        cargo(["test", "--locked", "--package", "outbox-report", "--test", "native", "--"]);
                    counted(command.args(filter).env("PROPTEST_CASES", cases), summary)
                };
                // A case of an export runs a whole export several times.
                properties("100000", &["--skip", "export::"])?;
                properties("10000", &["export::"])
            }
            "gateway" => {
                let mut rows = cargo(["test", "--locked", "--package", "gateway", "--test", "rows", "--"]);
                // One after the other: the gateway of five million rows prints its times.
                rows.args(["--include-ignored", "--nocapture", "--test-threads", "1"]).env("PROPTEST_CASES", "2000");
                counted(&mut rows, summary)
            }
            "e2e" => {
                let programs = [("CHROMIUM", tools::browser()?.chromium), ("SOFFICE", tools::office()?)];
                audit_on("audit", &programs, summary)
            }
            "chromium-109" => audit_on("browsers", &[("CHROMIUM", tools::oldest_chromium()?)], summary),
            _ => audit_on("browsers", &[("FIREFOX", tools::firefox()?)], summary),
        }));
    }
    sum_up(&done, None)
}

/// Runs the end-to-end tests with a tag. `programs` has variables of the environment, each with the path of a program.
fn audit_on(tag: &str, programs: &[(&str, PathBuf)], summary: &mut TestSummary) -> Outcome {
    let mut playwright = on_the_page("node_modules/.bin/playwright")?;
    playwright.arg("test").env("AUDIT", tag).envs(programs.iter().map(|(name, path)| (name, path)));
    counted(&mut playwright, summary)
}

/// Parses the arguments: the part of the tests, and the arguments for a step's runner.
fn parse(args: &[String]) -> Outcome<(Part<'_>, &[String])> {
    let (own, extra) = match args.iter().position(|arg| arg == "--") {
        Some(at) => (args.get(..at).unwrap_or_default(), args.get(at + 1..).unwrap_or_default()),
        None => (args, &[][..]),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let part = match own[..] {
        [] => Part::Whole,
        ["--only", step] if STEPS.contains(&step) => Part::Only(step),
        ["--changed"] if extra.is_empty() => Part::Changed(None),
        ["--changed", revision] if extra.is_empty() && !revision.starts_with('-') => Part::Changed(Some(revision)),
        _ => return Err(format!("test takes `--only` and one of {}, or `--changed`\n\n{USAGE}", STEPS.join(", "))),
    };
    Ok((part, extra))
}

/// Runs a step, and returns its outcome with its duration.
fn timed(name: &'static str, step: impl FnOnce(&mut TestSummary) -> Outcome) -> Done {
    log(&format!("—— {name}"));
    let start = Instant::now();
    let mut summary = TestSummary::default();
    let outcome = step(&mut summary);
    if let Err(problem) = &outcome {
        eprintln!("\nxtask: {problem}");
    }
    // A step that failed before its runner could count tests counts as one failure.
    if outcome.is_err() && summary.failed == 0 {
        summary.failed = 1;
    }
    Done { name, outcome, summary, seconds: start.elapsed().as_secs() }
}

/// Builds the page and compiles the tests of the later steps at the same time, as the build keeps one core busy for a
/// while.
fn build_beside(steps: &[&str]) -> Outcome {
    if dist::is_up_to_date()? {
        return dist::build(dist::Profile::Optimised);
    }
    thread::scope(|scope| {
        let aside = scope.spawn(|| compile_ahead(steps));
        let built = dist::build(dist::Profile::Optimised);
        if !aside.is_finished() {
            log("waiting for the tests, which are compiled beside it");
        }
        let _ = aside.join();
        built
    })
}

/// Compiles the tests of these steps. A failure is ignored here: it happens again in the step, which reports it.
fn compile_ahead(steps: &[&str]) {
    let Ok(log) = project::cache_dir().map(|folder| folder.join("tests.log")) else { return };
    for (step, which) in [("native", &NATIVE[..]), ("gateway", &GATEWAY)] {
        if steps.contains(&step) {
            process::run_to_file(cargo(["test", "--locked", "--no-run"]).args(which), &log);
        }
    }
}

/// The arguments of cargo in these steps.
const NATIVE: [&str; 5] = ["--package", "outbox-report", "--lib", "--test", "native"];
const GATEWAY: [&str; 2] = ["--package", "gateway"];
const XTASK: [&str; 2] = ["--package", "xtask"];

/// Runs tests by cargo.
fn tests(which: &[&str], extra: &[String], summary: &mut TestSummary) -> Outcome {
    let mut command = cargo(["test", "--locked", "--no-fail-fast"]);
    counted(command.args(which).arg("--").args(extra), summary)
}

/// Tests which request `boot.js` sends before the wasm is there, in the cases that the native tests have just written.
fn early(extra: &[String], summary: &mut TestSummary) -> Outcome {
    if !extra.is_empty() {
        return Ok(());
    }
    counted(command(tools::node()?).args(["tests/native/early.mjs", "target/early.json"]), summary)
}

/// Runs the tests of the components and of the browser's interfaces, in a browser.
fn web(extra: &[String], summary: &mut TestSummary) -> Outcome {
    tools::wasm_target()?;
    let browser = tools::browser()?;
    let runner = tools::runner(&tools::wasm_bindgen()?);
    let mut command =
        cargo(["test", "--locked", "--package", "outbox-report", "--target", WASM, "--test", "web", "--"]);
    command.args(extra).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("CHROMEDRIVER", browser.driver);
    counted(&mut command, summary)
}

/// The most end-to-end tests that may pass at the second try only, as on a slow machine. More of them are a fault of
/// the page.
const MAX_FLAKY: u32 = 2;

/// Runs the end-to-end tests: the built page, in a browser, over the demo gateway.
fn e2e(extra: &[String], summary: &mut TestSummary) -> Outcome {
    let mut playwright = on_the_page("node_modules/.bin/playwright")?;
    counted(playwright.arg("test").args(extra), summary)?;
    if summary.flaky > MAX_FLAKY {
        return Err(format!("{} tests passed at the second try only, {MAX_FLAKY} are borne with", summary.flaky));
    }
    Ok(())
}

/// Runs `cargo xtask pictures`: makes the pictures of the built page in the README.
pub(crate) fn pictures() -> Outcome {
    dist::build(dist::Profile::Optimised)?;
    let browser = tools::browser()?.chromium;
    process::run(on_the_page(tools::node()?)?.arg("pictures.mjs").env("CHROMIUM", browser))
}

/// Returns the command of a program of `tests/e2e` (or one on PATH), with the environment to drive the built page over
/// the demo gateway.
fn on_the_page(program: impl AsRef<Path>) -> Outcome<Command> {
    let folder = root().join("tests/e2e");
    tools::node_packages(&folder)?;
    let browser = tools::browser()?;
    process::run(&mut cargo(["build", "--locked", "--package", "gateway"]))?;
    let mut command = command(folder.join(program));
    command
        .current_dir(&folder)
        .env("CHROMIUM", browser.shell)
        .env("DIST", dist_dir())
        .env("GATEWAY", project::gateway())
        .env("MAX_FLAKY", MAX_FLAKY.to_string())
        // Only the steps that ask for Firefox set this variable.
        .env_remove("FIREFOX");
    Ok(command)
}

/// Runs a test runner and counts its results. Fails if no test ran.
fn counted(command: &mut Command, summary: &mut TestSummary) -> Outcome {
    process::follow(command, |line| summary.read(line))?;
    if summary.passed + summary.failed > 0 { Ok(()) } else { Err("no test ran".to_owned()) }
}

/// Prints the table of all steps, and the sum as the last line.
fn sum_up(done: &[Done], budget: Option<u64>) -> Outcome {
    let mut sum = TestSummary::default();
    eprintln!();
    for Done { name, outcome, summary, seconds } in done {
        let result = if outcome.is_ok() { "ok" } else { "FAILED" };
        eprintln!("{name:<12} {result:<6} {seconds:>5} s  {:>4} passed {:>3} failed", summary.passed, summary.failed);
        sum += *summary;
    }
    let seconds = done.iter().map(|step| step.seconds).sum();
    eprintln!("{:<19} {seconds:>5} s", "all");
    let failed: Vec<&str> = done.iter().filter(|step| step.outcome.is_err()).map(|step| step.name).collect();
    if !failed.is_empty() {
        eprintln!("\nfailed: {}", failed.join(", "));
    }
    if sum.flaky > 0 {
        eprintln!("\nflaky: {} passed at the second try only", sum.flaky);
    }
    let e2e =
        done.iter().find(|step| step.name == "e2e").map(|step| ("the end-to-end step", step.seconds, BUDGET_E2E_S));
    let whole = budget.map(|budget| ("the run", seconds, budget));
    for (what, seconds, budget) in whole.into_iter().chain(e2e.filter(|_| budget.is_some())) {
        if seconds > budget {
            eprintln!("\nover its budget: {what} took {seconds} s of {budget}");
        }
    }
    // The sum must be the last line, and stand in no other.
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if failed.is_empty() { Ok(()) } else { Err(String::new()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_that_looks_at_the_page_says_what_it_needs() {
        assert_eq!(needs("e2e", true), [Need::WasmTarget, Need::Node, Need::Browser]);
        assert_eq!((needs("native", false), needs("native", true)), (&[Need::Node][..], &[][..]));
        assert_eq!(needs("gateway", false), []);
    }

    #[test]
    fn what_is_wanted_is_read_from_the_arguments() {
        let read = |args: &str| {
            let args: Vec<String> = args.split_whitespace().map(str::to_owned).collect();
            parse(&args).map_or_else(|_| "refused".to_owned(), |(part, extra)| format!("{part:?} {extra:?}"))
        };
        assert_eq!(read(""), "Whole []");
        assert_eq!(read("--only e2e -- axe"), "Only(\"e2e\") [\"axe\"]");
        assert_eq!(read("--changed"), "Changed(None) []");
        assert_eq!(read("--changed HEAD~3"), "Changed(Some(\"HEAD~3\")) []");
        for refused in ["--only", "--only nothing", "--changed --only", "--changed -- axe", "all"] {
            assert_eq!(read(refused), "refused", "{refused}");
        }
    }
}
