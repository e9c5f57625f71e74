//! The last looks at the page, which change nothing.

use super::{Environment, bundle::Bundle, html};
use crate::process::Outcome;

/// Refuses code that a strict policy would not run.
pub(super) fn check(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let inline = html::inline_code(&bundle.html);
    if inline.is_empty() {
        Ok("nothing inline in index.html".to_owned())
    } else {
        Err(format!("index.html has code that a strict policy refuses:\n{}", inline.join("\n")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_code_is_refused() {
        let environment = Environment::without_programs();
        let mut bundle = Bundle::example(b"wasm", "glue");
        assert_eq!(check(&mut bundle, &environment), Ok("nothing inline in index.html".to_owned()));
        bundle.html += "<style>a{}</style>";
        assert!(check(&mut bundle, &environment).is_err());
    }
}
