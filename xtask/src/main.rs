//! The project's own commands. See [`USAGE`].
//!
//! Each module is one step or one tool of a step. Each step finds the programs that it needs, or says what is missing
//! and how to get it. Tools are installed into the project's own `target/` and `node_modules/`; Chromium, Node.js and
//! Python are the system's.

mod bench;
mod changed;
mod check;
mod demo;
mod dist;
mod font;
mod fuzz;
mod hash;
mod opener;
mod process;
mod project;
mod serve;
mod size;
mod stamp;
mod test;
mod test_summary;
mod tools;
mod versions;

use process::Outcome;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask demo [--open] [--port N] [--rows N] [--latency MS] [--faults]
                                                        the page over a demo gateway, on 127.0.0.1
cargo xtask serve [the same options]                    the same while you work on it: a saved style sheet shows at once,
                                                        saved code when it is built
cargo xtask test [--only STEP] [-- ARGS]                all tests; STEP is check, native, gateway, xtask, web or e2e
cargo xtask test --changed [REVISION]                   what a change since then (or the last commit) can break
cargo xtask audit [--only STEP]                         what is too slow for every change: whole matrices, and the main
                                                        end-to-end tests on Chromium 109 and Firefox
cargo xtask bench [--quick] [--runs N] [--only A,B] [--save]
                                                        how quick and how large the built page is, beside other pages
cargo xtask bench --pure                                how quick the code is that needs no browser
cargo xtask build                                       the release build: dist/
cargo xtask check                                       format, lints, types, invariants, size of the first load
cargo xtask fuzz [--seconds N] [TARGET]                 all fuzzers, or one, ten minutes each: reply, address, pasted, secrets,
                                                        codes or views
cargo xtask pictures                                    the README's pictures, of the built page: docs/pictures/
cargo xtask font                                        the page's own font, from npm's: public/fonts/
";

fn main() -> ExitCode {
    let mut args = std::env::args();
    let called = args.next().unwrap_or_default();
    let rest: Vec<String> = args.collect();
    if dist::wasm_bindgen_shim::is_called(&called) {
        return code(dist::wasm_bindgen_shim::run_as_wasm_bindgen(&rest));
    }
    let mut rest = rest.into_iter();
    let verb = rest.next().unwrap_or_default();
    let rest: Vec<String> = rest.collect();
    code(match (verb.as_str(), rest.is_empty()) {
        ("demo", _) => demo::run(&rest),
        ("serve", _) => serve::run(&rest),
        ("test", _) => test::run(&rest),
        ("audit", _) => test::audit(&rest),
        ("bench", _) => bench::run(&rest),
        ("build", true) => dist::build(dist::Profile::Optimised),
        ("check", true) => check::run(),
        ("fuzz", _) => fuzz::run(&rest),
        ("pictures", true) => test::pictures(),
        ("font", true) => font::make(),
        ("help" | "--help" | "-h", _) => help(),
        _ => Err(format!("this isn't a command\n\n{USAGE}")),
    })
}

fn code(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            if !problem.is_empty() {
                eprintln!("\nxtask: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an arm among those that can fail")]
fn help() -> Outcome {
    print!("{USAGE}");
    Ok(())
}
