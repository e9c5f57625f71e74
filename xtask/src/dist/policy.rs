//! The final checks of the page, which change nothing.

use super::{Environment, bundle::Bundle, counted, html, rustflags};
use crate::process::Outcome;

/// Fails if `index.html` has code or styles that a strict Content Security Policy would refuse.
pub(super) fn check(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let inline = html::inline_code(&bundle.html);
    if inline.is_empty() {
        Ok("nothing inline in index.html".to_owned())
    } else {
        Err(format!("index.html has code that a strict policy refuses:\n{}", inline.join("\n")))
    }
}

/// Fails if the page contains paths of this machine: they are private, and would make other files from the same
/// sources.
pub(super) fn look_for_local_paths(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let paths = rustflags::local_paths()?;
    let paths: Vec<&str> = paths.iter().filter_map(|path| path.to_str()).collect();
    let files = bundle.files();
    for (name, bytes) in &files {
        if let Some(path) = paths.iter().find(|path| bytes.windows(path.len()).any(|bytes| bytes == path.as_bytes())) {
            return Err(format!("{name} names {path}: see xtask/src/dist/rustflags.rs"));
        }
    }
    Ok(format!("none in {}", counted((files.len(), "file"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_code_and_local_paths_are_refused() {
        let environment = Environment::without_programs();
        let mut bundle = Bundle::example(b"wasm", "glue");
        assert_eq!(check(&mut bundle, &environment), Ok("nothing inline in index.html".to_owned()));
        assert_eq!(look_for_local_paths(&mut bundle, &environment), Ok("none in 6 files".to_owned()));
        bundle.html += "<style>a{}</style>";
        assert!(check(&mut bundle, &environment).is_err());
        let source = crate::project::root().join("src/main.rs").display().to_string();
        bundle.wasm.content.extend(source.as_bytes());
        let found = look_for_local_paths(&mut bundle, &environment);
        assert!(found.is_err_and(|problem| problem.starts_with("app_bg.wasm names ")));
    }
}
