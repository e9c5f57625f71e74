//! Counts of passed and failed tests, read from the last lines of the runners' output.

use std::ops::AddAssign;

/// The numbers of tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TestSummary {
    /// The number of tests that passed, at whichever try.
    pub passed: u32,
    /// The number of tests that failed, or never ran because another test failed.
    pub failed: u32,
    /// The number of passed tests that passed at the second try only.
    pub flaky: u32,
}

impl TestSummary {
    /// Adds the counts of a line of output, if it is a summary.
    ///
    /// Cargo's tests: `test result: ok. 3 passed; 0 failed; 0 ignored; …`. Playwright's: `  12 passed (3.2s)` and `  1
    /// failed` in lines of their own.
    pub(crate) fn read(&mut self, line: &str) {
        let line = plain(line);
        if let Some((_, counts)) = line.split_once("test result: ").and_then(|(_, result)| result.split_once(". ")) {
            for count in counts.split(';') {
                *self += of(count.trim());
            }
        } else if let Some(line) = line.strip_prefix("  ").filter(|line| !line.starts_with(' ')) {
            let line = line.split_once(" (").map_or(line, |(line, _)| line);
            *self += of(line.trim_end());
        }
    }
}

impl AddAssign for TestSummary {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.flaky += other.flaky;
    }
}

/// Parses a count such as `3 passed`.
fn of(count: &str) -> TestSummary {
    let Some((number, word)) = count.split_once(' ') else { return TestSummary::default() };
    let Ok(number) = number.parse() else { return TestSummary::default() };
    match word {
        "passed" => TestSummary { passed: number, ..TestSummary::default() },
        "failed" | "interrupted" | "did not run" => TestSummary { failed: number, ..TestSummary::default() },
        "flaky" => TestSummary { passed: number, flaky: number, ..TestSummary::default() },
        _ => TestSummary::default(),
    }
}

/// Returns a line without the escapes of its colours.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut parts = line.split('\u{1b}');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push_str(part.split_once('m').map_or(part, |(_, after)| after));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> TestSummary {
        let mut summary = TestSummary::default();
        text.lines().for_each(|line| summary.read(line));
        summary
    }

    fn summary(text: &str) -> (u32, u32) {
        let TestSummary { passed, failed, flaky: _ } = read(text);
        (passed, failed)
    }

    #[test]
    fn the_results_of_several_test_binaries_are_summed() {
        let text = "
running 3 tests
test a ... ok
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.06s
test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 filtered out; finished in 0.06s
";
        assert_eq!(summary(text), (7, 2));
    }

    #[test]
    fn playwrights_last_lines_count_and_its_other_lines_do_not() {
        let text = "
Running 14 tests using 2 workers

  ✓  1 a.spec.mjs:3:1 › opens (1.2s)
    1 failed attempt of something else
1 passed by the way

  1 failed
    a.spec.mjs:9:1 › says 3 failed ───
  2 did not run
  3 skipped
  8 passed (12.3s)
";
        assert_eq!(summary(text), (8, 3));
    }

    #[test]
    fn what_passes_at_the_second_try_has_passed_and_is_told_apart() {
        assert_eq!(
            read("  1 flaky\n    a.spec.mjs:9:1 › opens\n  8 passed (1.0m)"),
            TestSummary { passed: 9, failed: 0, flaky: 1 }
        );
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        assert_eq!(summary("test result: \u{1b}[32mok\u{1b}[0m. 3 passed; 0 failed; 0 ignored"), (3, 0));
        assert_eq!(
            summary("\u{1b}[31m  1 failed\u{1b}[39m\n\u{1b}[32m  5 passed\u{1b}[39m\u{1b}[2m (1.0m)\u{1b}[22m"),
            (5, 1)
        );
    }

    #[test]
    fn a_word_that_is_no_result_counts_nothing() {
        assert_eq!(summary("  7 slow\n  passed\n  x passed\ntest result: odd"), (0, 0));
    }
}
