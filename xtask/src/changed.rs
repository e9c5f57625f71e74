//! The tests that a change can break: a table from paths to steps and end-to-end files.

use crate::{
    process::{Outcome, output},
    project::command,
    test::STEPS,
};
use std::collections::BTreeSet;

/// The tests to run after a change.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The steps, by name.
    pub steps: BTreeSet<&'static str>,
    /// The names of the end-to-end test files in `tests/e2e`, without `.spec.mjs`.
    pub e2e: BTreeSet<&'static str>,
}

impl Plan {
    fn add(&mut self, steps: &[&'static str], e2e: &[&[&'static str]]) {
        self.steps.extend(steps);
        self.e2e.extend(e2e.iter().flat_map(|files| *files));
    }
}

/// A file, or a folder with its slash; the steps, and the end-to-end files in groups.
type Rule = (&'static str, &'static [&'static str], &'static [&'static [&'static str]]);

const ALL: &[&str] = &STEPS;
const NATIVE: &[&str] = &["check", "native"];
const WEB: &[&str] = &["check", "web"];
const E2E: &[&str] = &["check", "e2e"];
/// The steps that compile the page's code.
const CODE: &[&str] = &["check", "native", "web", "e2e"];
/// The steps that look at the page's other files.
const SITE: &[&str] = &["check", "native", "e2e"];
const XTASK: &[&str] = &["check", "xtask"];

/// The end-to-end files that together use all parts of the page. They run after a change of code on which everything
/// depends.
const CORE: &[&str] = &["connect", "filters", "history", "paging", "states"];
const ANSWERS: &[&str] = &["faults", "states"];
const DATES: &[&str] = &["dates", "filters"];
const RECORD: &[&str] = &["detail", "message"];
const TABLE: &[&str] = &["columns", "keyboard", "selection", "table"];
const LOOKS: &[&str] = &["layout", "axe", "accessibility", "browsers"];
const OVERVIEW: &[&str] = &["overview"];
const EXPORT: &[&str] = &["export", "export-contents", "export-flows"];
const TEXTS: &[&str] = &["language", "states"];

/// The rules. The most specific path counts. A test checks that each file of the project has a rule.
const RULES: &[Rule] = &[
    // Documents, whose references a test checks, and licences.
    (".gitignore", &[], &[]),
    ("ARCHITECTURE.md", &["native"], &[]),
    ("CHANGELOG.md", &["native"], &[]),
    ("CONTRIBUTING.md", &["native"], &[]),
    ("LICENSE-APACHE", &[], &[]),
    ("LICENSE-MIT", &[], &[]),
    ("PERFORMANCE.md", &["native"], &[]),
    ("README.md", &["native"], &[]),
    ("docs/", &["native"], &[]),
    // Its policy is the gateway's.
    ("docs/deploy.md", &["gateway", "native"], &[]),
    // The files that configure the toolchain and the build.
    (".cargo/", CODE, &[CORE]),
    (".ci/", &["check"], &[]),
    (".npmrc", SITE, &[CORE]),
    ("Cargo.lock", ALL, &[CORE]),
    ("Cargo.toml", ALL, &[CORE]),
    ("Trunk.toml", SITE, &[CORE]),
    ("build.rs", CODE, &[CORE]),
    ("clippy.toml", &["check"], &[]),
    ("package.json", SITE, &[CORE]),
    ("package-lock.json", SITE, &[CORE]),
    ("rust-toolchain.toml", ALL, &[CORE]),
    ("rustfmt.toml", &["check"], &[]),
    ("webdriver.json", WEB, &[]),
    ("index.html", SITE, &[CORE, LOOKS]),
    ("public/", SITE, &[&["language", "layout"]]),
    // No step reads it, except for the code of `bench/pure`.
    ("bench/", &["xtask"], &[]),
    ("bench/pure/", NATIVE, &[]),
    ("fuzz/", NATIVE, &[]),
    // The page.
    ("src/", CODE, &[CORE]),
    ("src/app.rs", CODE, &[CORE, &["first-rows"]]),
    ("src/app/executor.rs", CODE, &[CORE, &["foreign"]]),
    ("src/app/exporting.rs", CODE, &[EXPORT]),
    ("src/app/mounting.rs", CODE, &[CORE, &["first-rows", "layout"]]),
    ("src/app/overview.rs", CODE, &[OVERVIEW]),
    ("src/first.rs", CODE, &[CORE, &["early", "first-rows"]]),
    ("src/main.rs", CODE, &[CORE, &["first-rows"]]),
    ("src/address.rs", CODE, &[&["address", "hostile", "sharing"]]),
    ("src/address/", CODE, &[&["address", "sharing"]]),
    ("src/boot.js", SITE, &[&["early", "first-rows", "resilience", "layout", "connect"]]),
    ("src/screen.js", SITE, &[&["resilience", "layout"]]),
    ("src/early.js", SITE, &[&["early", "first-rows", "connect"]]),
    ("src/browser/", CODE, &[CORE]),
    ("src/browser/address_bar.rs", CODE, &[&["address", "history", "detail", "paging"]]),
    ("src/browser/clock.rs", CODE, &[DATES, ANSWERS]),
    ("src/browser/datalist.rs", CODE, &[&["find"]]),
    ("src/browser/frame.rs", CODE, &[&["first-rows", "layout"]]),
    ("src/browser/files.rs", CODE, &[&["sharing"], EXPORT]),
    ("src/browser/foreign.rs", CODE, &[&["foreign", "paging"]]),
    ("src/browser/slices.rs", CODE, &[EXPORT]),
    ("src/browser/highlights.rs", CODE, &[&["find"]]),
    ("src/browser/focus.rs", CODE, &[&["keyboard", "columns", "live"]]),
    ("src/browser/keyboard.rs", CODE, &[&["keyboard", "columns", "live"]]),
    ("src/browser/pointer.rs", CODE, &[&["keyboard", "columns", "live"]]),
    ("src/browser/notification.rs", CODE, &[OVERVIEW]),
    ("src/browser/overlay_history.rs", CODE, &[&["detail", "dialogs", "history"]]),
    ("src/browser/selecting.rs", CODE, &[&["selection", "active-filters"]]),
    ("src/browser/storage.rs", CODE, &[&["connect", "resilience", "settings"]]),
    ("src/domain/", CODE, &[CORE]),
    ("src/domain/decimal.rs", CODE, &[&["selection"], RECORD]),
    ("src/domain/base_url.rs", CODE, &[&["connect"]]),
    ("src/domain/bidi.rs", CODE, &[RECORD]),
    ("src/domain/calendar.rs", CODE, &[DATES]),
    ("src/domain/preferences.rs", CODE, &[&["settings"]]),
    ("src/domain/column.rs", CODE, &[TABLE]),
    ("src/domain/config.rs", CODE, &[&["states", "connect"]]),
    ("src/domain/filter_violations.rs", CODE, &[&["faults"]]),
    ("src/domain/date_math.rs", CODE, &[DATES, &["address"]]),
    ("src/domain/digits.rs", CODE, &[&["filters", "paging", "address"]]),
    ("src/domain/draft.rs", CODE, &[&["filters", "address", "hostile"]]),
    ("src/domain/json.rs", CODE, &[ANSWERS, RECORD]),
    ("src/domain/locale.rs", CODE, &[TEXTS]),
    ("src/domain/pasted_value.rs", CODE, &[&["filters", "address", "connect"]]),
    ("src/domain/date_ranges.rs", CODE, &[&["dates"]]),
    ("src/domain/date_jump.rs", CODE, &[&["go-to-date"]]),
    ("src/domain/misplaced_value.rs", CODE, &[&["find"]]),
    ("src/domain/occurrences.rs", CODE, &[&["find"]]),
    ("src/domain/seen_values.rs", CODE, &[&["find"]]),
    ("src/domain/record.rs", CODE, &[ANSWERS, RECORD]),
    ("src/domain/record_time.rs", CODE, &[ANSWERS, RECORD]),
    ("src/domain/redact.rs", CODE, &[ANSWERS, RECORD, &["settings"]]),
    ("src/domain/escapes.rs", CODE, &[ANSWERS, RECORD]),
    ("src/domain/saved_views.rs", CODE, &[&["sharing"]]),
    ("src/domain/selection.rs", CODE, &[&["selection"]]),
    ("src/domain/send_state.rs", CODE, &[TEXTS]),
    ("src/domain/shortcut.rs", CODE, &[&["keyboard"]]),
    ("src/domain/sms.rs", CODE, &[&["message", "sms"]]),
    ("src/domain/spelling.rs", CODE, &[&["active-filters", "find"]]),
    ("src/domain/storage_key.rs", CODE, &[&["connect", "resilience", "settings"]]),
    ("src/domain/totals.rs", CODE, &[&["selection"]]),
    ("src/domain/delimited.rs", CODE, &[&["selection"]]),
    ("src/domain/token.rs", CODE, &[&["connect"]]),
    ("src/domain/date_filter.rs", CODE, &[DATES, &["address"]]),
    ("src/domain/zone.rs", CODE, &[DATES]),
    ("src/export.rs", CODE, &[EXPORT]),
    ("src/export/", CODE, &[EXPORT]),
    ("src/gateway/", CODE, &[ANSWERS]),
    ("src/gateway/client.rs", CODE, &[ANSWERS, &["connect", "early", "first-rows"]]),
    ("src/gateway/request.rs", CODE, &[&["address", "filters"]]),
    ("src/i18n.rs", CODE, &[TEXTS, RECORD]),
    ("src/i18n/", CODE, &[TEXTS, RECORD]),
    ("src/i18n/clipboard.rs", CODE, &[&["selection"], RECORD]),
    ("src/i18n/currency.rs", CODE, &[&["settings", "selection"], RECORD]),
    ("src/i18n/overview.rs", CODE, &[OVERVIEW]),
    ("src/i18n/redaction.rs", CODE, &[&["settings"], RECORD]),
    ("src/overview.rs", CODE, &[OVERVIEW]),
    ("src/overview/", CODE, &[OVERVIEW]),
    ("src/app/report/counting.rs", CODE, &[OVERVIEW]),
    ("src/app/report/overview.rs", CODE, &[OVERVIEW]),
    ("src/app/report/overview/", CODE, &[OVERVIEW]),
    ("src/requests/counts.rs", CODE, &[OVERVIEW]),
    ("src/app/report/preferences.rs", CODE, &[&["settings"]]),
    ("src/requests/scheduler.rs", CODE, &[ANSWERS, OVERVIEW, &["live", "paging"]]),
    ("src/app/report/exporter.rs", CODE, &[EXPORT]),
    ("src/app/report/exporter/", CODE, &[EXPORT]),
    ("src/app/report/fields.rs", CODE, &[&["filters", "address"]]),
    ("src/app/report/live.rs", CODE, &[&["live"]]),
    ("src/app/report/pause.rs", CODE, &[OVERVIEW, EXPORT]),
    ("src/app/report/runner.rs", CODE, &[ANSWERS, &["live", "paging"]]),
    ("src/requests/remote_data.rs", CODE, &[ANSWERS]),
    ("src/requests/merge.rs", CODE, &[&["live"]]),
    ("src/requests/retry.rs", CODE, &[ANSWERS]),
    ("src/app/report/session.rs", CODE, &[&["connect", "resilience"]]),
    ("src/app/report/language.rs", CODE, &[&["language", "settings"]]),
    ("src/app/report/sharing.rs", CODE, &[&["sharing"]]),
    ("src/app/report/views.rs", CODE, &[&["sharing", "active-filters"]]),
    ("src/start/deployment.rs", CODE, &[&["states", "connect"]]),
    ("src/start/early.rs", CODE, &[&["early", "first-rows"]]),
    ("src/start/preferences.rs", CODE, &[&["settings", "language"]]),
    ("src/start/session.rs", CODE, &[&["connect", "resilience"]]),
    ("src/start/view.rs", CODE, &[&["address", "sharing"]]),
    ("src/table.rs", CODE, &[&["states", "paging"], TABLE]),
    ("src/table/", CODE, &[&["states", "paging"], TABLE]),
    ("src/table/icon.rs", CODE, &[&["axe"]]),
    ("src/table/state_badge.rs", CODE, &[TEXTS]),
    ("src/app/ui/", CODE, &[CORE]),
    ("src/app/ui/config_error.rs", CODE, &[&["states"]]),
    ("src/app/ui/connect.rs", CODE, &[&["connect"]]),
    ("src/app/ui/dialog_state.rs", CODE, &[RECORD, &["columns", "sharing"]]),
    ("src/app/ui/filter_bar.rs", CODE, &[&["filters", "active-filters", "layout"]]),
    ("src/app/ui/filter_bar/", CODE, &[&["filters", "dates"]]),
    ("src/app/ui/header.rs", CODE, &[&["connect", "language", "layout"]]),
    ("src/app/ui/kit/icon.rs", CODE, &[&["axe"]]),
    ("src/app/ui/lazy/active_filters.rs", CODE, &[&["active-filters"]]),
    ("src/app/ui/lazy/also_try.rs", CODE, &[&["active-filters", "find"]]),
    ("src/app/ui/lazy/column_headers.rs", CODE, &[&["columns", "selection"]]),
    ("src/app/ui/lazy/columns.rs", CODE, &[&["columns"]]),
    ("src/app/ui/lazy/commands.rs", CODE, &[&["keyboard"]]),
    ("src/app/ui/lazy/config_error.rs", CODE, &[&["states"]]),
    ("src/app/ui/lazy/day_picker.rs", CODE, &[&["dates"]]),
    ("src/app/ui/lazy/detail.rs", CODE, &[RECORD]),
    ("src/app/ui/lazy/dialog.rs", CODE, &[RECORD, &["columns", "sharing", "layout"]]),
    ("src/app/ui/lazy/export.rs", CODE, &[EXPORT]),
    ("src/app/ui/lazy/export/", CODE, &[EXPORT]),
    ("src/app/ui/lazy/failure_details.rs", CODE, &[&["faults"]]),
    ("src/app/ui/lazy/go_to_date.rs", CODE, &[&["go-to-date"]]),
    ("src/app/ui/lazy/help.rs", CODE, &[&["keyboard", "message"]]),
    ("src/app/ui/lazy/marks.rs", CODE, &[&["find"]]),
    ("src/app/ui/lazy/notes.rs", CODE, &[&["live", "faults", "print"]]),
    ("src/app/ui/lazy/overview.rs", CODE, &[OVERVIEW]),
    ("src/app/ui/lazy/overview/", CODE, &[OVERVIEW]),
    ("src/app/ui/lazy/panel.rs", CODE, &[&["states", "paging"]]),
    ("src/app/ui/lazy/reading.rs", CODE, &[&["dates"]]),
    ("src/app/ui/lazy/saved_views.rs", CODE, &[&["sharing"]]),
    ("src/app/ui/lazy/settings.rs", CODE, &[&["settings"]]),
    ("src/app/ui/lazy/share.rs", CODE, &[&["sharing"]]),
    ("src/app/ui/lazy/suggestions.rs", CODE, &[&["find"]]),
    ("src/app/ui/lazy/summary.rs", CODE, &[&["selection"]]),
    ("src/app/ui/lazy/tools.rs", CODE, &[&["sharing", "live"]]),
    ("src/app/ui/lazy/without_each.rs", CODE, &[&["without-each"]]),
    ("src/app/ui/notice.rs", CODE, &[ANSWERS]),
    ("src/app/ui/pager.rs", CODE, &[&["paging", "keyboard", "layout"]]),
    ("src/app/ui/report_table.rs", CODE, &[&["states"], TABLE]),
    ("src/app/ui/toolbar.rs", CODE, &[&["states", "layout"]]),
    ("style/", SITE, &[LOOKS]),
    ("style/lazy/", CODE, &[LOOKS]),
    ("style/lazy/detail.css", CODE, &[LOOKS, RECORD]),
    ("style/lazy/overview.css", CODE, &[LOOKS, OVERVIEW]),
    ("style/lazy/print.css", CODE, &[&["print"]]),
    ("style/lazy/report_table.css", CODE, &[LOOKS, TABLE]),
    ("style/ui/report_table.css", SITE, &[LOOKS, TABLE, &["print"]]),
    // The tests themselves.
    ("tests/fixtures/", &["check", "native", "gateway", "e2e"], &[&["sharing", "sms"]]),
    ("tests/native/", NATIVE, &[]),
    ("tests/web/", WEB, &[]),
    ("tests/gateway/", &["check", "gateway", "e2e"], &[&["faults", "paging", "states"]]),
    ("tests/gateway/src/live.rs", &["check", "gateway", "e2e"], &[&["serve"]]),
    ("tests/gateway/src/store.rs", &["check", "gateway", "e2e"], &[&["export", "filters", "live", "paging"]]),
    ("tests/gateway/src/store/", &["check", "gateway", "e2e"], &[&["export", "filters", "live", "paging"]]),
    ("tests/gateway/tests/", &["check", "gateway"], &[]),
    ("tests/e2e/", E2E, &[CORE]),
    ("tests/e2e/accessibility.spec.mjs", E2E, &[&["accessibility"]]),
    ("tests/e2e/active-filters.spec.mjs", E2E, &[&["active-filters"]]),
    ("tests/e2e/address.spec.mjs", E2E, &[&["address"]]),
    ("tests/e2e/axe.spec.mjs", E2E, &[&["axe"]]),
    // The audit alone uses them.
    ("tests/e2e/browsers/", &["check"], &[]),
    ("tests/e2e/browsers.spec.mjs", E2E, &[&["browsers"]]),
    ("tests/e2e/columns.spec.mjs", E2E, &[&["columns"]]),
    ("tests/e2e/connect.spec.mjs", E2E, &[&["connect"]]),
    ("tests/e2e/dates.spec.mjs", E2E, &[&["dates"]]),
    ("tests/e2e/detail.spec.mjs", E2E, &[&["detail"]]),
    ("tests/e2e/dialogs.spec.mjs", E2E, &[&["dialogs"]]),
    ("tests/e2e/early.spec.mjs", E2E, &[&["early"]]),
    ("tests/e2e/export.spec.mjs", E2E, &[&["export"]]),
    ("tests/e2e/export-contents.spec.mjs", E2E, &[&["export-contents"]]),
    ("tests/e2e/export-flows.spec.mjs", E2E, &[&["export-flows"]]),
    ("tests/e2e/exporting.mjs", E2E, &[EXPORT]),
    ("tests/e2e/faults.spec.mjs", E2E, &[&["faults"]]),
    ("tests/e2e/find.spec.mjs", E2E, &[&["find"]]),
    ("tests/e2e/first-rows.spec.mjs", E2E, &[&["first-rows"]]),
    ("tests/e2e/foreign.spec.mjs", E2E, &[&["foreign"]]),
    ("tests/e2e/go-to-date.mjs", E2E, &[&["go-to-date"]]),
    ("tests/e2e/go-to-date.spec.mjs", E2E, &[&["go-to-date"]]),
    ("tests/e2e/without-each.spec.mjs", E2E, &[&["without-each"]]),
    ("tests/e2e/filters.spec.mjs", E2E, &[&["filters"]]),
    ("tests/e2e/history.spec.mjs", E2E, &[&["history"]]),
    ("tests/e2e/hostile.spec.mjs", E2E, &[&["hostile"]]),
    ("tests/e2e/keyboard.spec.mjs", E2E, &[&["keyboard"]]),
    ("tests/e2e/language.spec.mjs", E2E, &[&["language"]]),
    ("tests/e2e/layout.spec.mjs", E2E, &[&["layout"]]),
    ("tests/e2e/live.spec.mjs", E2E, &[&["live"]]),
    ("tests/e2e/message.spec.mjs", E2E, &[&["message"]]),
    ("tests/e2e/overview.mjs", E2E, &[OVERVIEW]),
    ("tests/e2e/overview.spec.mjs", E2E, &[OVERVIEW]),
    ("tests/e2e/paging.spec.mjs", E2E, &[&["paging"]]),
    ("tests/e2e/pictures.mjs", &["check"], &[]),
    ("tests/e2e/print.spec.mjs", E2E, &[&["print"]]),
    ("tests/e2e/resilience.spec.mjs", E2E, &[&["resilience"]]),
    ("tests/e2e/selection.spec.mjs", E2E, &[&["selection"]]),
    ("tests/e2e/serve.spec.mjs", E2E, &[&["serve"]]),
    ("tests/e2e/settings.spec.mjs", E2E, &[&["settings"]]),
    ("tests/e2e/sharing.spec.mjs", E2E, &[&["sharing"]]),
    ("tests/e2e/shots.mjs", &["check"], &[]),
    ("tests/e2e/sms.mjs", E2E, &[&["sms"]]),
    ("tests/e2e/sms.spec.mjs", E2E, &[&["sms"]]),
    ("tests/e2e/states.spec.mjs", E2E, &[&["states"]]),
    ("tests/e2e/table.spec.mjs", E2E, &[&["table"]]),
    ("tests/e2e/trees/", E2E, &[&["accessibility"]]),
    ("tests/e2e/views.mjs", E2E, &[LOOKS]),
    ("xtask/", XTASK, &[]),
    ("xtask/early-rules/", CODE, &[&["early", "first-rows"]]),
    ("xtask/font/", &[], &[]),
    ("xtask/src/dist.rs", &["check", "xtask", "e2e"], &[CORE]),
    ("xtask/src/dist/", &["check", "xtask", "e2e"], &[CORE]),
    ("xtask/src/serve/serve.js", &["check", "xtask", "e2e"], &[&["serve"]]),
    ("xtask/wasm-bindgen/", CODE, &[CORE]),
    ("xtask/wasm-streams/", CODE, &[CORE]),
];

/// Returns the rule of a file: the one with the longest path that is the file itself or a folder that contains it.
fn rule(file: &str) -> Option<&'static Rule> {
    let is_of = |path: &str| path == file || path.ends_with('/') && file.starts_with(path);
    RULES.iter().filter(|(path, ..)| is_of(path)).max_by_key(|(path, ..)| path.len())
}

/// Returns the tests that a change of these files can break: all tests if a file has no rule.
pub(crate) fn plan<'a>(files: impl IntoIterator<Item = &'a str>) -> Plan {
    files.into_iter().fold(Plan::default(), |mut plan, file| {
        match rule(file) {
            Some((_, steps, e2e)) => plan.add(steps, e2e),
            None => plan.add(ALL, &[CORE]),
        }
        plan
    })
}

/// Returns the files that differ from a revision, with those that git does not track yet. Without a revision, these are
/// the differences from the last commit or, if there are none, the files that the last commit has changed.
pub(crate) fn files(since: Option<&str>) -> Outcome<Vec<String>> {
    let differing = |revision: &str| {
        let mut diff = command("git");
        diff.args(["diff", "--name-only", "--no-renames", revision, "--"]);
        output(&mut diff).ok_or_else(|| format!("git can't tell what differs from `{revision}`"))
    };
    let unknown = output(command("git").args(["ls-files", "--others", "--exclude-standard"])).unwrap_or_default();
    let list = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let mut files = list(&differing(since.unwrap_or("HEAD"))?);
    files.extend(list(&unknown));
    if files.is_empty() && since.is_none() {
        files = list(&differing("HEAD~1")?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::root;

    fn tracked() -> Vec<String> {
        let files = output(command("git").args(["ls-files"])).unwrap_or_default();
        assert!(!files.is_empty(), "git tells the project's files");
        files.lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_file_of_the_project_has_a_rule() {
        for file in tracked() {
            assert!(rule(&file).is_some(), "{file} is in no rule of xtask/src/changed.rs");
        }
    }

    #[test]
    fn each_rule_is_of_something_that_is_there() {
        for (path, ..) in RULES {
            assert!(root().join(path).exists(), "{path}");
        }
    }

    #[test]
    fn each_end_to_end_file_runs_after_its_own_change_and_after_one_of_the_page() {
        for file in tracked() {
            let Some(name) = file.strip_prefix("tests/e2e/").and_then(|name| name.strip_suffix(".spec.mjs")) else {
                continue;
            };
            assert_eq!(plan([file.as_str()]).e2e.into_iter().collect::<Vec<_>>(), [name]);
            let is_of_the_page =
                |(path, _, e2e): &&Rule| !path.starts_with("tests/") && e2e.iter().any(|files| files.contains(&name));
            assert!(RULES.iter().any(|rule| is_of_the_page(&rule)), "{name} runs after no change of the page");
        }
        for files in RULES.iter().flat_map(|(.., e2e)| e2e.iter().flat_map(|files| *files)) {
            assert!(root().join(format!("tests/e2e/{files}.spec.mjs")).is_file(), "{files}");
        }
    }

    #[test]
    fn plans_are_added_up() {
        assert_eq!(plan(["LICENSE-MIT"]), Plan::default());
        let both = plan(["tests/native/json.rs", "src/app/ui/lazy/saved_views.rs", "LICENSE-MIT"]);
        assert_eq!(both.steps.into_iter().collect::<Vec<_>>(), ["check", "e2e", "native", "web"]);
        assert_eq!(both.e2e.into_iter().collect::<Vec<_>>(), ["sharing"]);
        assert_eq!(plan(["nobody-knows"]).steps.len(), STEPS.len());
    }
}
