//! Finds the files that have changed, and the kind of update that they need.
//!
//! The files are checked several times a second. That takes a few milliseconds for the few hundred files, needs no
//! crate, and works the same on every system, in containers and on network drives; `notify` needs a library of each
//! system, and reports an editor's temporary files as well.

use crate::{process::Outcome, stamp};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::SystemTime,
};

/// The files and folders that the served page is made of.
const PLACES: [&str; 8] =
    ["src", "style", "public", "index.html", "build.rs", "Cargo.toml", "Cargo.lock", ".cargo/config.toml"];

/// The time of the last change and the size of each file, by its path in the project.
pub(super) type Seen = BTreeMap<PathBuf, (SystemTime, u64)>;

/// The update that a change needs. A later variant includes the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    /// A style sheet is loaded again.
    Sheet,
    /// The page's other files are copied, and the page is reloaded.
    Page,
    /// The code is built first.
    Code,
}

/// Returns the state of all files that the served page is made of. `root` is the project's folder.
pub(super) fn look(root: &Path) -> Outcome<Seen> {
    let mut files = Vec::new();
    for place in PLACES {
        stamp::files(&root.join(place), &mut files)?;
    }
    let look = |file: PathBuf| {
        let path = file.strip_prefix(root).ok()?.to_owned();
        // A file that has just been removed is left out.
        let metadata = file.metadata().ok()?;
        (!is_temporary(&path)).then_some((path, (metadata.modified().ok()?, metadata.len())))
    };
    Ok(files.into_iter().filter_map(look).collect())
}

/// Returns the files that are new, gone or different.
pub(super) fn changed(before: &Seen, now: &Seen) -> Vec<PathBuf> {
    let is_different = |path: &&PathBuf| before.get(*path) != now.get(*path);
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    now.keys().filter(is_different).chain(gone).cloned().collect()
}

/// Returns the update that a change of these files needs, the largest that any of them needs; `None` without files.
pub(super) fn change(paths: &[PathBuf]) -> Option<Change> {
    paths.iter().map(|path| of_path(path)).max()
}

fn of_path(path: &Path) -> Change {
    let is_script = path.extension().is_some_and(|extension| extension == "js");
    if path.starts_with("style") {
        Change::Sheet
    } else if path.starts_with("public") || path.starts_with("index.html") || is_script {
        Change::Page
    } else {
        Change::Code
    }
}

/// Returns whether a file is one that an editor creates temporarily beside the edited one.
fn is_temporary(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(['.', '#']) || name.ends_with(['~', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(files: &[(&str, u64)]) -> Seen {
        files.iter().map(|(path, length)| (PathBuf::from(path), (SystemTime::UNIX_EPOCH, *length))).collect()
    }

    fn paths(paths: &[&str]) -> Vec<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn new_gone_and_different_files_have_changed() {
        let before = seen(&[("a", 1), ("b", 1), ("c", 1)]);
        assert_eq!(changed(&before, &before), paths(&[]));
        assert_eq!(changed(&before, &seen(&[("a", 1), ("b", 2), ("d", 1)])), paths(&["b", "d", "c"]));
    }

    #[test]
    fn the_most_that_a_file_calls_for_is_done() {
        assert_eq!(change(&[]), None);
        assert_eq!(change(&paths(&["style/ui/pager.css", "style/lazy/help.css"])), Some(Change::Sheet));
        assert_eq!(change(&paths(&["style/ui/pager.css", "src/boot.js"])), Some(Change::Page));
        assert_eq!(change(&paths(&["public/config.json"])), Some(Change::Page));
        assert_eq!(change(&paths(&["index.html"])), Some(Change::Page));
        assert_eq!(change(&paths(&["src/app/ui/pager.rs", "index.html"])), Some(Change::Code));
        assert_eq!(change(&paths(&["Cargo.toml"])), Some(Change::Code));
        assert_eq!(change(&paths(&[".cargo/config.toml"])), Some(Change::Code));
    }

    #[test]
    fn what_an_editor_keeps_for_itself_is_no_file_of_the_page() {
        for temporary in ["src/.main.rs.swp", "src/main.rs~", "src/#main.rs#", "style/.#base.css"] {
            assert!(is_temporary(Path::new(temporary)), "{temporary}");
        }
        assert!(!is_temporary(Path::new("src/main.rs")));
        assert!(!is_temporary(Path::new(".cargo/config.toml")));
    }
}
