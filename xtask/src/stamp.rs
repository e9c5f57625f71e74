//! Stamps: hashes over files, which make a second run cheap, as they are compared with those of the last run.

use crate::{hash, process::Outcome};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Returns a hash over the names and bytes of files. `paths` are relative to `root`; a folder stands for all files
/// below it, a missing path for none.
pub(crate) fn of(root: &Path, paths: &[&str]) -> Outcome<String> {
    let mut text = String::new();
    for file in paths.iter().try_fold(Vec::new(), |mut all, path| files(&root.join(path), &mut all).map(|()| all))? {
        let bytes = fs::read(&file).map_err(|error| format!("{} can't be read: {error}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).display();
        text.extend([hash::short(&bytes).as_str(), " ", &name.to_string(), "\n"]);
    }
    Ok(hash::short(text.as_bytes()))
}

/// Adds the files at and below a path to a list, in the order of their paths.
pub(crate) fn files(path: &Path, into: &mut Vec<PathBuf>) -> Outcome {
    if path.is_dir() {
        let problem = |error| format!("{} can't be read: {error}", path.display());
        let entries = fs::read_dir(path).map_err(problem)?;
        let mut below =
            entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(problem)?;
        below.sort();
        below.iter().try_for_each(|path| files(path, into))?;
    } else if path.is_file() {
        into.push(path.to_owned());
    }
    Ok(())
}

/// Returns whether the file contains this stamp.
pub(crate) fn is(file: &Path, stamp: &str) -> bool {
    fs::read_to_string(file).is_ok_and(|text| text.trim() == stamp)
}

/// Writes the stamp to a file.
pub(crate) fn write(file: &Path, stamp: &str) -> Outcome {
    fs::write(file, format!("{stamp}\n")).map_err(|error| format!("{} can't be written: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_a_byte_and_with_a_name() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        let stamp_with = |name: &str, text: &str| {
            let _ = fs::remove_dir_all(&folder);
            assert!(fs::create_dir_all(folder.join("src")).is_ok());
            assert!(fs::write(folder.join("src").join(name), text).is_ok());
            of(&folder, &["src", "missing"])
        };
        let first = stamp_with("a", "text");
        assert!(first.is_ok());
        assert_eq!(stamp_with("a", "text"), first);
        assert_ne!(stamp_with("a", "texts"), first);
        assert_ne!(stamp_with("b", "text"), first);
        let _ = fs::remove_dir_all(&folder);
    }
}
