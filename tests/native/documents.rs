//! The documents: every file and link that they name exists.

use outbox_report::domain::config::{Config, ConfigError};
use std::{fs, path::Path};

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "CONTRIBUTING.md",
    "ARCHITECTURE.md",
    "PERFORMANCE.md",
    "CHANGELOG.md",
    "docs/user-guide.md",
    "docs/deploy.md",
];

/// The folders of the repository whose files documents name.
const FOLDERS: [&str; 9] = ["src", "style", "tests", "xtask", "docs", "public", "bench", "fuzz", ".cargo"];

/// The placeholders for a name that a reader chooses, as in `src/app/ui/NAME.rs`.
const CHOSEN: [&str; 3] = ["NAME", "xx", "*"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the paths in backticks that name a file or a folder of the repository.
fn paths(text: &str) -> Vec<&str> {
    let code = text.split('`').skip(1).step_by(2);
    let is_path = |code: &&str| {
        let is_of_ours =
            FOLDERS.iter().any(|folder| code.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
        is_of_ours && !code.contains(char::is_whitespace) && !CHOSEN.iter().any(|chosen| code.contains(chosen))
    };
    code.filter(is_path).collect()
}

/// Returns the targets of Markdown links and of pictures that are files of the repository.
fn links(text: &str) -> Vec<&str> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let pictures = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.chain(pictures).filter(|target| !target.contains("://")).collect()
}

/// Returns a text without code blocks, whose backticks are not pairs.
fn without_blocks(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

#[test]
fn each_file_that_a_document_names_is_there() {
    for document in DOCUMENTS {
        let text = without_blocks(&fs::read_to_string(root().join(document)).unwrap());
        // What tests write is not there in a fresh clone.
        for path in paths(&text).into_iter().filter(|path| !path.starts_with("tests/e2e/results")) {
            assert!(root().join(path).exists(), "{document} names {path}");
        }
        let folder = root().join(document);
        for target in links(&text) {
            let target = target.split('#').next().unwrap();
            assert!(folder.parent().unwrap().join(target).exists(), "{document} links {target}");
        }
    }
}

#[test]
fn the_deploy_guide_has_each_key_of_the_configuration_with_its_default() {
    let guide = fs::read_to_string(root().join("docs/deploy.md")).unwrap();
    let rows: Vec<Vec<&str>> = guide
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.split('|').map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    let written = rows.iter().map(|row| format!("\"{}\":{}", row[1], row[2])).collect::<Vec<_>>().join(",");
    assert_eq!(Config::parse(&format!("{{{written}}}")), Ok(Config::default()));
    // A wrong value at each of these is refused: so they are keys, and there are no others.
    for row in &rows {
        assert!(matches!(Config::parse(&format!("{{\"{}\":{{}}}}", row[1])), Err(ConfigError::Key(..))), "{}", row[1]);
    }
    let source = fs::read_to_string(root().join("src/domain/config.rs")).unwrap();
    let keys = source.matches(": key(&keys,").count() + source.matches(": nullable(&keys,").count();
    assert_eq!(rows.len(), keys);
}

#[test]
fn the_page_names_a_document_that_is_there() {
    for language in ["en", "fa"] {
        let texts = fs::read_to_string(root().join(format!("src/i18n/{language}/lazy.rs"))).unwrap();
        // The texts name paths of the repository in brackets.
        let named = texts.split('(').filter_map(|rest| rest.split_once(')')).map(|(target, _)| target);
        let named: Vec<&str> = named.filter(|target| target.starts_with("docs/")).collect();
        assert!(!named.is_empty(), "{language}");
        for target in named {
            assert!(root().join(target).exists(), "{language}: {target}");
        }
    }
}

#[test]
fn paths_and_links_are_found_among_other_words() {
    assert_eq!(paths("`src/a.rs` and `a src/b` `srcs/c` `src/NAME.rs` `style/`"), ["src/a.rs", "style/"]);
    assert_eq!(links("[a](b.md#c) <img src=\"d.png\"> [e](https://f.g)"), ["b.md#c", "d.png"]);
    assert_eq!(without_blocks("a ```sh\n`b\n``` c"), "a  c");
}
