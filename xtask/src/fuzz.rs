//! The fuzzers of `fuzz/`, run one after the other: libFuzzer by way of cargo-fuzz.
//!
//! The native tests run the same checks on the seeds and on random changes of them; `cargo xtask fuzz` is for longer
//! runs.

use crate::{
    USAGE,
    process::{self, Outcome, log},
    project::{command, root},
    tools,
};
use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// The fuzz targets.
const TARGETS: [&str; 6] = ["reply", "address", "pasted", "secrets", "codes", "views"];

/// The default time for each target, in seconds.
const SECONDS: u32 = 600;

/// The figures that libFuzzer prints for a run.
#[derive(Default)]
struct Figures {
    /// The number of inputs that were tried.
    executions: Option<String>,
    per_second: Option<String>,
    /// The last line of progress: coverage, features, size of the corpus.
    progress: Option<String>,
    /// The file with the input that failed a check.
    artifact: Option<String>,
}

/// Runs `cargo xtask fuzz`. A failed target doesn't keep the others from running.
pub(crate) fn run(args: &[String]) -> Outcome {
    let (seconds, only) = parse(args)?;
    let cargo_fuzz = tools::cargo_fuzz()?;
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        copy_seeds(target)?;
        let mut figures = Figures::default();
        let mut fuzzer = command(&cargo_fuzz);
        fuzzer.args(["run", "--target-dir", "target/fuzz", target, "--"]).args(options(target, seconds));
        // The sanitizers' flags are unstable; this variable makes a stable compiler accept them, for this program only.
        fuzzer.env("RUSTC_BOOTSTRAP", "1");
        let outcome = follow(&mut fuzzer, |line| figures.read(line));
        lines.push(format!("{target:<8} {}", figures.sum()));
        if let Err(problem) = outcome {
            let artifact = figures.artifact.map_or_else(String::new, |path| format!("\nthe input: {path}"));
            problems.push(format!("{target}: {problem}{artifact}"));
        }
    }
    println!("\n{}", lines.join("\n"));
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// Parses the arguments: the seconds for each target, and the only target to run.
fn parse(args: &[String]) -> Outcome<(u32, Option<&str>)> {
    let (mut seconds, mut only) = (SECONDS, None);
    let mut words = args.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--seconds" => {
                let given = words.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
                seconds = given.ok_or("--seconds takes a whole number from 1")?;
            }
            target if TARGETS.contains(&target) && only.is_none() => only = Some(target),
            _ => return Err(format!("fuzz takes `--seconds N` and one of {}\n\n{USAGE}", TARGETS.join(", "))),
        }
    }
    Ok((seconds, only))
}

/// Returns the options for libFuzzer.
fn options(target: &str, seconds: u32) -> [String; 6] {
    [
        format!("-max_total_time={seconds}"),
        format!("-dict={}", root().join("fuzz").join(format!("{target}.dict")).display()),
        "-timeout=10".to_owned(),
        "-rss_limit_mb=2048".to_owned(),
        "-max_len=65536".to_owned(),
        "-print_final_stats=1".to_owned(),
    ]
}

/// Copies the seeds into the corpus, which grows from run to run.
fn copy_seeds(target: &str) -> Outcome {
    let seeds = root().join("fuzz/seeds").join(target);
    let corpus = root().join("fuzz/corpus").join(target);
    let problem = |error| format!("the seeds of {target} can't be copied: {error}");
    fs::create_dir_all(&corpus).map_err(problem)?;
    for entry in fs::read_dir(&seeds).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        fs::copy(entry.path(), corpus.join(entry.file_name())).map_err(problem)?;
    }
    Ok(())
}

/// Runs a program with its output on the terminal, and reads its error stream on the way, to which libFuzzer prints
/// everything.
fn follow(command: &mut Command, mut read: impl FnMut(&str)) -> Outcome {
    let shown = process::shown(command);
    log(&shown);
    let not_run = |error: std::io::Error| format!("`{shown}` can't be run: {error}");
    let mut child = command.stderr(Stdio::piped()).spawn().map_err(not_run)?;
    // The output may contain the failed input, which need not be Unicode.
    for line in child.stderr.take().into_iter().flat_map(|stderr| BufReader::new(stderr).split(b'\n')) {
        let line = line.map_err(not_run)?;
        let line = String::from_utf8_lossy(&line);
        eprintln!("{line}");
        read(&line);
    }
    let status = child.wait().map_err(not_run)?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

impl Figures {
    fn read(&mut self, line: &str) {
        let after = |opening: &str| line.split_once(opening).map(|(_, rest)| rest.trim().to_owned());
        if let Some(number) = after("stat::number_of_executed_units:") {
            self.executions = Some(number);
        } else if let Some(number) = after("stat::average_exec_per_sec:") {
            self.per_second = Some(number);
        } else if let Some(path) = after("Test unit written to ") {
            self.artifact = Some(path);
        } else if let Some((_, progress)) = line.split_once(" cov: ").filter(|_| line.starts_with('#')) {
            let figures = progress.split(" lim:").next().unwrap_or(progress);
            self.progress = Some(figures.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    fn sum(&self) -> String {
        let or_unknown = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_owned());
        format!(
            "{} executions, {} in a second, cov: {}",
            or_unknown(&self.executions),
            or_unknown(&self.per_second),
            or_unknown(&self.progress)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_as_long_as_it_is_asked_to_be_and_of_all_targets_or_of_one() {
        let args = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parse(&args("")), Ok((600, None)));
        assert_eq!(parse(&args("--seconds 30 reply")), Ok((30, Some("reply"))));
        assert_eq!(parse(&args("address --seconds 5")), Ok((5, Some("address"))));
        for wrong in ["--seconds", "--seconds 0", "--seconds soon", "page", "reply address", "--minutes 1"] {
            assert!(parse(&args(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_figures_are_found_in_what_libfuzzer_says() {
        let mut figures = Figures::default();
        for line in [
            "#2\tINITED cov: 10 ft: 11 corp: 1/1b exec/s: 0 rss: 30Mb",
            "#512\tDONE   cov: 1875 ft: 7012 corp: 902/48Kb lim: 4096 exec/s: 170 rss: 412Mb",
            "stat::number_of_executed_units: 512",
            "stat::average_exec_per_sec:     170",
            "artifact_prefix='x'; Test unit written to /fuzz/artifacts/reply/crash-1",
        ] {
            figures.read(line);
        }
        assert_eq!(figures.sum(), "512 executions, 170 in a second, cov: 1875 ft: 7012 corp: 902/48Kb");
        assert_eq!(figures.artifact.as_deref(), Some("/fuzz/artifacts/reply/crash-1"));
    }

    #[test]
    fn every_target_has_its_seeds_and_its_dictionary() {
        for target in TARGETS {
            for part in [format!("seeds/{target}"), format!("{target}.dict"), format!("fuzz_targets/{target}.rs")] {
                assert!(root().join("fuzz").join(&part).exists(), "{part}");
            }
        }
    }
}
