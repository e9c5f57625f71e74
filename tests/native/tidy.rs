//! The invariants that the compiler can't hold: which names each module may use, and which texts may occur only once.

use crate::support::sheets;
use outbox_report::domain::{column::Column, storage_key::Key};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns every file below some folders with an ending: its path from the root, and its text.
fn files(places: &[&str], ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = places.iter().map(|place| root().join(place)).collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.to_string_lossy().ends_with(ending) {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty(), "nothing to look at in {places:?}");
    found
}

/// Returns the lines of code, without comments, each with its file and line number.
fn lines(files: &[(String, String)]) -> impl Iterator<Item = (String, &str)> {
    files.iter().flat_map(|(name, text)| {
        let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.map(move |(i, line)| (format!("{name}:{}", i + 1), line))
    })
}

/// Checks that no line of code in some folders has any of some words.
#[track_caller]
fn check_absent(places: &[&str], except: &[&str], words: &[&str]) {
    let files = files(places, ".rs");
    let found: Vec<String> = lines(&files)
        .filter(|(place, _)| !except.iter().any(|except| place.starts_with(except)))
        .filter_map(|(place, line)| {
            words.iter().find(|word| line.contains(**word)).map(|word| format!("{place} {word}"))
        })
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

/// Checks that a text occurs in a single line of code of `src`.
#[track_caller]
fn check_spelled_once(text: &str) {
    let files = files(&["src"], ".rs");
    let found: Vec<String> = lines(&files).filter(|(_, line)| line.contains(text)).map(|(place, _)| place).collect();
    assert_eq!(found.len(), 1, "{text} in {found:?}");
}

const BROWSER: [&str; 6] = ["leptos", "web_sys", "js_sys", "wasm_bindgen", "gloo_", "RwSignal"];

#[test]
fn the_domain_the_address_and_the_languages_name_no_browser_and_no_signal() {
    check_absent(&["src/domain.rs", "src/domain", "src/address.rs", "src/i18n.rs", "src/i18n"], &[], &BROWSER);
}

#[test]
fn the_pure_half_of_the_gateway_names_no_browser_and_no_signal() {
    check_absent(&["src/gateway.rs", "src/gateway"], &["src/gateway/client.rs"], &BROWSER);
}

#[test]
fn what_files_are_made_of_names_no_browser_and_no_signal() {
    check_absent(&["src/export.rs", "src/export"], &[], &BROWSER);
}

#[test]
fn what_an_overview_counts_names_no_browser_and_no_signal() {
    check_absent(&["src/overview.rs", "src/overview"], &[], &BROWSER);
}

#[test]
fn what_the_start_is_made_of_names_no_browser_and_no_signal() {
    check_absent(&["src/start"], &[], &BROWSER);
}

#[test]
fn the_order_of_requests_is_decided_without_a_browser_and_without_signals() {
    let pure = ["src/requests.rs", "src/requests"];
    check_absent(&pure, &[], &BROWSER);
}

#[test]
fn the_report_knows_no_markup() {
    check_absent(
        &["src/app/report.rs", "src/app/report"],
        &[],
        &["data-", "[rel", ":is(", "aria-", "query_selector", "view! {"],
    );
}

#[test]
fn the_views_never_fetch() {
    check_absent(&["src/app/ui.rs", "src/app/ui"], &[], &["gateway::client", "gloo_", "spawn_local", " fetch("]);
}

#[test]
fn only_the_lists_of_the_lazy_parts_name_the_lazy_views() {
    let lists = ["src/app/ui/lazy", "src/app/lazy.rs", "src/app/exporting.rs"];
    check_absent(&["src/app.rs", "src/app"], &lists, &["ui::lazy", "super::lazy::", "DialogState, lazy"]);
}

#[test]
fn only_the_devices_the_table_and_the_client_name_web_sys() {
    check_absent(&["src"], &["src/browser/", "src/gateway/client.rs", "src/table.rs", "src/table/"], &["web_sys"]);
}

#[test]
fn what_stands_in_the_table_is_decided_without_a_browser() {
    let pure = ["cells", "columns", "dom", "notes", "state_badge"].map(|name| format!("src/table/{name}.rs"));
    let pure: Vec<&str> = pure.iter().map(String::as_str).collect();
    check_absent(&pure, &[], &BROWSER);
}

#[test]
fn only_the_app_names_the_framework() {
    check_absent(&["src"], &["src/app.rs", "src/app/"], &["leptos", "Signal", "StoredValue", "on_cleanup"]);
}

#[test]
fn only_the_client_names_the_network() {
    check_absent(&["src"], &["src/gateway/client.rs"], &["gloo_net"]);
}

#[test]
fn only_the_address_bar_and_overlays_write_the_history() {
    let own = &["src/browser/address_bar.rs", "src/browser/overlay_history.rs"];
    check_absent(&["src"], own, &["push_state", "replace_state"]);
}

/// The modules, and paths in modules, that the files at a place may name beside their own, as in the code map of
/// ARCHITECTURE.md. Of the places of a file, the longest counts. The app may name all of them.
const MAY_NAME: [(&str, &[&str]); 16] = [
    ("src/domain", &[]),
    ("src/address", &["domain"]),
    ("src/gateway", &["domain"]),
    ("src/gateway/client.rs", &["domain", "browser"]),
    ("src/i18n", &["domain"]),
    ("src/i18n/overview.rs", &["domain", "overview"]),
    ("src/requests", &["domain", "gateway::fault"]),
    ("src/start", &["domain", "address", "i18n"]),
    ("src/start/early.rs", &["domain", "address", "i18n", "gateway::request"]),
    ("src/overview", &["domain"]),
    ("src/overview/count.rs", &["domain", "gateway::fault"]),
    ("src/export", &["domain", "i18n", "gateway::reply"]),
    ("src/browser", &["domain"]),
    ("src/browser/foreign.rs", &["domain", "table::dom"]),
    ("src/table", &["domain", "address", "i18n", "requests", "start", "browser"]),
    (
        "src/first",
        &["domain", "address", "gateway", "i18n", "requests", "start", "overview", "export", "browser", "table"],
    ),
];

/// Returns the paths in the use tree, or the one path, that some code without blanks begins with.
fn paths(code: &str) -> Vec<String> {
    let (mut open, mut name, mut all): (Vec<String>, _, _) = (Vec::new(), String::new(), Vec::new());
    for c in code.chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, '_' | ':') => name.push(c),
            '{' if name.is_empty() || name.ends_with("::") => open.push(std::mem::take(&mut name)),
            ',' | '}' if !open.is_empty() => {
                if !name.is_empty() {
                    all.push(open.concat() + &std::mem::take(&mut name));
                }
                if c == '}' {
                    open.pop();
                }
            }
            _ => break,
        }
    }
    all.extend(Some(name).filter(|name| !name.is_empty()));
    all
}

#[test]
fn each_module_names_only_those_that_the_code_map_lets_it_name() {
    for (name, text) in files(&["src"], ".rs") {
        let places = MAY_NAME.iter().filter(|(place, _)| name.starts_with(place));
        let Some((place, allowed)) = places.max_by_key(|(place, _)| place.len()) else { continue };
        let own = place.split('/').nth(1).unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.concat().replace(' ', "");
        for path in code.split("crate::").skip(1).flat_map(paths) {
            let is_of = |module: &&str| {
                path.strip_prefix(*module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            };
            assert!(is_of(&own) || allowed.iter().any(is_of), "{name} names {path}");
        }
    }
}

#[test]
fn the_paths_of_a_use_tree_are_found() {
    let tree = "{domain::{query::Query,zone::{Edge,Zone},},gateway::fault::Fault,};use";
    assert_eq!(
        paths(tree),
        ["domain::query::Query", "domain::zone::Edge", "domain::zone::Zone", "gateway::fault::Fault"]
    );
    assert_eq!(paths("domain::query::MAX,2)"), ["domain::query::MAX"]);
    assert_eq!(paths("i18n::Formatter{a"), ["i18n::Formatter"]);
}

#[test]
fn nothing_from_outside_can_end_the_page() {
    check_absent(&["src"], &[], &[".unwrap()", ".expect(", "panic!(", "unreachable!(", "todo!("]);
}

#[test]
fn each_parameter_is_spelled_once() {
    // Five of the names are also those of a row's fields, or plain words.
    for name in [
        "create_from_date",
        "create_to_date",
        "send_from_date",
        "send_to_date",
        "from_exit_count",
        "to_exit_count",
        "limit",
        "page",
    ] {
        check_spelled_once(&format!("\"{name}\""));
    }
}

#[test]
fn each_member_of_an_answer_is_spelled_once() {
    for name in Column::ALL.map(Column::name) {
        // Those of few letters are words of the page as well: classes, slots, roles.
        if name.contains('_') || name == "username" {
            check_spelled_once(&format!("\"{name}\""));
        }
    }
    for name in ["meta", "data", "errors", "current_page", "per_page", "last_page", "message_code"] {
        check_spelled_once(&format!("\"{name}\""));
    }
}

#[test]
fn each_storage_key_is_spelled_once() {
    check_spelled_once("outbox-report {folder}");
    for key in Key::ALL {
        check_spelled_once(&format!("=> \"{}\",", key.word()));
    }
    // Only a key names what is read and written.
    for call in ["storage::read(", "storage::write(", "storage::remove(", "storage::remove_where("] {
        let files = files(&["src"], ".rs");
        let by_text = lines(&files).filter(|(_, line)| line.split(call).skip(1).any(|rest| rest.starts_with('"')));
        assert_eq!(by_text.map(|(place, _)| place).collect::<Vec<_>>(), Vec::<String>::new(), "{call}");
    }
    check_absent(&["src"], &["src/browser/storage.rs"], &["local_storage", "session_storage"]);
}

#[test]
fn every_exception_from_a_lint_has_a_reason() {
    let files = files(&["src", "xtask/src", "tests"], ".rs");
    for (name, text) in &files {
        for exception in ["#[allow(", "#![allow(", "#[expect(", "#![expect("] {
            for (at, _) in text.match_indices(exception).filter(|_| !name.ends_with("tidy.rs")) {
                let end = text[at..].find(")]").map_or(text.len(), |end| at + end);
                assert!(text[at..end].contains("reason ="), "{name}: {}", &text[at..end]);
            }
        }
    }
}

#[test]
fn no_side_of_the_style_sheets_is_physical() {
    for (name, text) in files(&["style"], ".css") {
        for (property, value) in declarations(&text) {
            let mut words = property.split('-').chain(value.split_whitespace());
            assert_eq!(words.find(|word| ["left", "right"].contains(word)), None, "{name}: {property}: {value}");
            assert_ne!(property, "letter-spacing", "{name}: cuts Persian joins");
        }
    }
}

fn declarations(sheet: &str) -> Vec<(String, String)> {
    sheets::rules(sheet).unwrap().into_iter().flat_map(|rule| rule.declarations).collect()
}

/// The sheets whose rules are for the whole page: its elements and its frame.
const OF_THE_PAGE: [&str; 5] =
    ["style/layers.css", "style/tokens.css", "style/base.css", "style/layout.css", "style/lazy/base.css"];

/// The sheet with the rules of all views for print.
const PRINT: &str = "style/lazy/print.css";

/// The sheets that belong to no module: the shared classes, and the screens before and after the views.
const OF_NO_MODULE: [&str; 2] = ["kit", "shell"];

/// Returns the selectors by which the sheet of one module could select within another module's view. A module may have
/// two sheets, one of them lazy.
///
/// Each selector begins with a class (or an id) of its module alone. So a rule for `.words` in one sheet can't apply to
/// another view that has such a class as well, and a lazy sheet changes nothing that was there before it.
fn leaks(sheets: &[(String, String)], modules: &[String]) -> Vec<String> {
    let mut leaks = Vec::new();
    let mut owners: BTreeMap<String, &str> = BTreeMap::new();
    for (name, text) in sheets.iter().filter(|(name, _)| name != PRINT) {
        let is_of_the_page = OF_THE_PAGE.contains(&name.as_str());
        let module = match name.rsplit('/').next().and_then(|file| file.strip_suffix(".css")).unwrap() {
            // What looks like a button is of both.
            "base" => "kit",
            module => module,
        };
        if !is_of_the_page && !OF_NO_MODULE.contains(&module) && !modules.iter().any(|own| own == module) {
            leaks.push(format!("{name} is of no module of the page"));
        }
        let rules = match sheets::rules(text) {
            Ok(rules) => rules,
            Err(problem) => {
                leaks.push(format!("{name}: {problem}"));
                continue;
            }
        };
        for selector in rules.iter().flat_map(|rule| &rule.selectors) {
            let roots = sheets::roots(selector);
            if roots.is_empty() && !is_of_the_page {
                leaks.push(format!("{name}: `{selector}` begins with no class"));
            }
            for root in roots {
                let owner = *owners.entry(root.to_owned()).or_insert(module);
                if owner != module {
                    leaks.push(format!("{name}: `{selector}` begins with a class of {owner}"));
                }
            }
        }
    }
    leaks
}

#[test]
fn each_sheet_of_a_view_selects_within_its_view() {
    let folders = ["src/app/ui/lazy", "src/app/ui", "src/table"];
    let names = files(&folders, ".rs").into_iter().map(|(name, _)| name);
    let module = |name: String| {
        let own = folders.iter().find_map(|folder| name.strip_prefix(folder)?.strip_prefix('/'));
        Some(own?.strip_suffix(".rs")?.to_owned())
    };
    let modules: Vec<String> = names.filter_map(module).collect();
    let mut sheets = files(&["style"], ".css");
    sheets.sort();
    assert_eq!(leaks(&sheets, &modules), [""; 0]);
}

#[test]
fn a_sheet_that_leaks_is_found() {
    let modules = ["detail", "notice"].map(str::to_owned);
    let check = |sheets: &[(&str, &str)], expected: &[&str]| {
        let sheets: Vec<_> =
            sheets.iter().map(|(name, text)| (format!("style/{name}.css"), (*text).to_owned())).collect();
        assert_eq!(leaks(&sheets, &modules), expected, "{sheets:?}");
    };
    check(&[("ui/detail", ".record .said {}"), ("lazy/detail", "@media print { .record p {} }")], &[]);
    check(&[("base", "p {}"), ("lazy/print", ".record, main {}"), ("lazy/detail", ".record {}")], &[]);
    check(&[("ui/shell", "#crash pre {}"), ("lazy/kit", ".chip:hover {}")], &[]);
    for (bad, said) in [
        ("p {}", "`p` begins with no class"),
        (".record, h2 .record {}", "`h2 .record` begins with no class"),
        ("[role=\"switch\"] {}", "`[role=\"switch\"]` begins with no class"),
        ("main:has(.record) td {}", "`main:has(.record) td` begins with no class"),
        ("@layer ui { @media print { *::before {} } }", "`*::before` begins with no class"),
        (":is(.record, dialog) p {}", "`:is(.record, dialog) p` begins with no class"),
        (".record { main & {} }", "`main .record` begins with no class"),
        (".record { color: red", "a block without an end"),
        (".failure {}", "`.failure` begins with a class of notice"),
        (".record, .failure .record {}", "`.failure .record` begins with a class of notice"),
        (
            ":root[data-theme=\"dark\"] .failure p {}",
            "`:root[data-theme=\"dark\"] .failure p` begins with a class of notice",
        ),
    ] {
        check(&[("ui/notice", ".failure {}"), ("lazy/detail", bad)], &[&format!("style/lazy/detail.css: {said}")]);
    }
    for (own, said) in [("base", "kit"), ("layout", "layout"), ("ui/kit", "kit")] {
        let said = format!("style/ui/notice.css: `.quiet p` begins with a class of {said}");
        check(&[(own, "@layer kit { .quiet {} }"), ("ui/notice", ".quiet p {}")], &[&said]);
    }
    check(&[("lazy/parts", ".note {}")], &["style/lazy/parts.css is of no module of the page"]);
}

/// Returns the parts of a sheet that the oldest supported browsers drop, together with a declaration or a rule that
/// they need.
///
/// Chrome 109 and Firefox 115 know no `light-dark()`, Chrome 109 no `color-mix()` and no `:dir()`. Firefox 115 knows no
/// `:has()`, and drops all selectors of a rule with the one that it doesn't know.
fn unknown_to_the_oldest(sheet: &str) -> Vec<String> {
    let rules = sheets::rules(sheet).unwrap();
    let values = rules.iter().flat_map(|rule| &rule.declarations).map(|(_, value)| value);
    let values = values.filter(|value| ["light-dark(", "color-mix("].iter().any(|function| value.contains(function)));
    let selectors =
        rules.iter().flat_map(|rule| rule.selectors.iter().map(move |selector| (selector, &rule.selectors)));
    let selectors = selectors
        .filter(|(selector, all)| selector.contains(":dir(") || selector.contains(":has(") && all.len() > 1)
        .map(|(selector, _)| selector);
    values.chain(selectors).cloned().collect()
}

#[test]
fn the_oldest_supported_browsers_know_what_the_sheets_are_made_of() {
    for (name, text) in files(&["style"], ".css") {
        assert_eq!(unknown_to_the_oldest(&text), [""; 0], "{name}");
    }
    check_absent(&["src"], &[], &[":dir(ltr", ":dir(rtl"]);
    for (bad, said) in [
        (".a { color: light-dark(#fff, #000) }", "light-dark(#fff, #000)"),
        (
            "@media print { .a { border: 1px solid color-mix(in srgb, red, blue) } }",
            "1px solid color-mix(in srgb, red, blue)",
        ),
        (".a:dir(rtl) b {}", ".a:dir(rtl) b"),
        (".a, .b:has(c) {}", ".b:has(c)"),
    ] {
        assert_eq!(unknown_to_the_oldest(bad), [said]);
    }
    assert_eq!(unknown_to_the_oldest("/* light-dark() */ .a:not(.b, :has(c)) {} .d, .e {}"), [""; 0]);
}

/// Returns the declarations of `z-index` with a number in a sheet: tokens state the stacking order, numbers don't.
fn heights_by_number(sheet: &str, tokens: &str) -> Vec<String> {
    let declared = declarations(tokens);
    let is_token = |value: &str| {
        let token = value.strip_prefix("var(").and_then(|value| value.strip_suffix(')'));
        token.is_some_and(|token| token.starts_with("--z-") && declared.iter().any(|(name, _)| name == token))
    };
    let heights = declarations(sheet).into_iter().filter(|(property, value)| property == "z-index" && !is_token(value));
    heights.map(|(_, value)| value).collect()
}

#[test]
fn each_z_index_is_a_token() {
    let tokens = fs::read_to_string(root().join("style/tokens.css")).unwrap();
    for (name, text) in files(&["style"], ".css") {
        assert_eq!(heights_by_number(&text, &tokens), [""; 0], "{name}");
    }
    // Nothing may cover the way out of a page that has ended.
    let heights = declarations(&tokens).into_iter().filter(|(name, _)| name.starts_with("--z-"));
    let (highest, _) = heights.max_by_key(|(_, value)| value.parse::<u32>().unwrap()).unwrap();
    assert_eq!(highest, "--z-crash");
    for (bad, said) in [("1", "1"), ("var(--row)", "var(--row)"), ("var(--z-none)", "var(--z-none)"), ("auto", "auto")]
    {
        let sheet = format!("@media print {{ .a {{ z-index: {bad}; }} }} .b {{ z-index: var(--z-a) }}");
        assert_eq!(heights_by_number(&sheet, ":root { --z-a: 1 }"), [said]);
    }
}

#[test]
fn cards_become_a_table_at_one_width() {
    let headers = fs::read_to_string(root().join("src/table/header.rs")).unwrap();
    let width = headers.split("TABLE_FROM: &str = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    // Widths at which something else than the form of the rows changes.
    let other = ["36rem", "40rem", "60rem", "80rem", "88rem", "100rem"];
    let mut found = 0;
    for (name, text) in &files(&["style"], ".css") {
        for query in text.split("@media").skip(1).map(|rest| rest.split('{').next().unwrap()) {
            if let Some(at) = query.split("width").nth(1).filter(|at| !other.iter().any(|other| at.contains(other))) {
                assert!(at.contains(width), "{name}: {query}");
                found += 1;
            }
        }
    }
    assert!(found > 10, "{found}");
    check_spelled_once(&format!("{width}\""));
    check_absent(&["src"], &["src/table/header.rs"], &[width]);
}

#[test]
fn every_sheet_is_linked_and_every_link_leads_somewhere() {
    let index = fs::read_to_string(root().join("index.html")).unwrap();
    let lazy = ["lazy", "exporting"].map(|part| fs::read_to_string(root().join(format!("src/app/{part}.rs"))).unwrap());
    for (name, _) in files(&["style"], ".css") {
        // A lazy part brings its own sheets.
        let link = if name.starts_with("style/lazy/") {
            lazy.iter().any(|part| part.contains(&format!("include_str!(\"../../{name}\")")))
        } else {
            index.contains(&format!("href=\"{name}\""))
        };
        assert!(link, "{name}");
    }
    for linked in index.split("href=\"style/").skip(1) {
        let name = linked.split('"').next().unwrap();
        assert!(root().join("style").join(name).is_file(), "{name}");
    }
    let first = index.find("rel=\"css\" href=\"").map(|at| &index[at + 16..]);
    assert!(first.is_some_and(|rest| rest.starts_with("style/layers.css")), "the cascade's order comes first");
}

#[test]
fn the_shell_has_nothing_inline() {
    let index = fs::read_to_string(root().join("index.html")).unwrap();
    assert!(!index.contains("<style") && !index.contains(" style="));
    let tags = index.split('<').filter_map(|tag| tag.split('>').next());
    let is_handler = |word: &&str| word.starts_with("on") && word.contains('=');
    assert_eq!(tags.flat_map(str::split_whitespace).find(is_handler), None);
    for script in index.split("<script").skip(1) {
        assert!(script.contains("src=") && script.contains("></script>"), "{script}");
    }
}

/// The beginnings of clauses that are not a sentence about an item: «Whether it was taken says the callback».
const HEADLESS: [&str; 20] = [
    "What",
    "Whether",
    "Who",
    "Whose",
    "How",
    "So many",
    "So much",
    "The same",
    "Nothing",
    "None",
    "When",
    "Where",
    "Which",
    "Why",
    "Those",
    "These",
    "All that",
    "All of that",
    "From here on",
    "From now on",
];

/// Returns the first line of each doc comment of some files, with its file and line number.
fn doc_beginnings(files: &[(String, String)]) -> Vec<(String, &str)> {
    let mut beginnings = Vec::new();
    for (name, text) in files {
        let mut mark_before = None;
        for (i, line) in text.lines().enumerate() {
            let line = line.trim_start();
            let mark = ["///", "//!"].into_iter().find(|mark| line.starts_with(mark));
            if let Some(mark) = mark.filter(|mark| mark_before != Some(*mark)) {
                beginnings.push((format!("{name}:{}", i + 1), line[mark.len()..].trim_start()));
            }
            mark_before = mark;
        }
    }
    beginnings
}

/// Returns those beginnings that are headless clauses.
fn headless<'a>(beginnings: &[(String, &'a str)]) -> Vec<(String, &'a str)> {
    let is_whole_word = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    let is_headless = |line: &str| HEADLESS.iter().any(|head| line.strip_prefix(head).is_some_and(is_whole_word));
    beginnings.iter().filter(|(_, line)| is_headless(line)).cloned().collect()
}

#[test]
fn doc_comments_begin_with_a_sentence_about_the_item() {
    let files = files(&["src", "xtask/src", "tests/native", "tests/web", "tests/gateway"], ".rs");
    assert_eq!(headless(&doc_beginnings(&files)), []);
}

#[test]
fn a_headless_doc_comment_is_found() {
    let text = "//! Whether it is.\n\n/// What it is.\n/// How it is.\nfn a() {}\n    /// The same.\n    //! The samesies.\n\
                /// Whatever is there.\n// Who it is.\n/// Returns it.\n/// Where it is.\n///\n";
    let files = [("a.rs".to_owned(), text.to_owned())];
    let beginnings = doc_beginnings(&files);
    let lines: Vec<&str> = beginnings.iter().map(|(_, line)| *line).collect();
    assert_eq!(
        lines,
        ["Whether it is.", "What it is.", "The same.", "The samesies.", "Whatever is there.", "Returns it."]
    );
    let places = headless(&beginnings).into_iter().map(|(place, _)| place).collect::<Vec<_>>();
    assert_eq!(places, ["a.rs:1", "a.rs:3", "a.rs:6"]);
}

/// The native tests that belong to no module: tests of the sources themselves, and of several modules together.
const NATIVE_OF_NO_MODULE: [&str; 8] =
    ["documents", "hot_paths", "longest", "main", "scripts", "seeds", "support", "tidy"];

#[test]
fn each_native_test_has_the_name_of_its_module() {
    let stem = |name: &String| name.rsplit('/').next().and_then(|file| file.strip_suffix(".rs")).unwrap().to_owned();
    let modules: Vec<String> = files(&["src"], ".rs").iter().map(|(name, _)| stem(name)).collect();
    for (name, _) in files(&["tests/native"], ".rs").iter().filter(|(name, _)| !name.contains("/support/")) {
        let own = stem(name);
        assert!(modules.contains(&own) || NATIVE_OF_NO_MODULE.contains(&own.as_str()), "{name} is of no module of src");
    }
}

#[test]
fn nothing_is_left_for_later() {
    let mut all = files(&["src", "xtask/src", "tests/native", "tests/web", "tests/gateway"], ".rs");
    all.extend(files(&["style"], ".css"));
    for (name, text) in all.iter().filter(|(name, _)| !name.ends_with("tidy.rs")) {
        for word in ["TODO", "FIXME", "XXX", "dbg!("] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn no_file_of_the_page_is_longer_than_600_lines() {
    for (name, text) in files(&["src"], ".rs") {
        assert!(text.lines().count() <= 600, "{name}");
    }
}

#[test]
fn no_comment_is_longer_than_120_letters() {
    for (name, text) in files(&["src", "tests", "xtask"], ".rs") {
        for line in text.lines().filter(|line| line.trim_start().starts_with("//")) {
            assert!(line.chars().count() <= 120, "{name}: {line}");
        }
    }
}

#[test]
fn calendars_that_are_wrong_on_real_days_stay_out() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for name in ["ptime", "jalali-date"] {
        assert!(!lock.contains(&format!("name = \"{name}\"")), "{name}");
    }
}
