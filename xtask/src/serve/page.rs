//! The page that `cargo xtask serve` serves, made from `index.html` without trunk: nothing is hashed, merged or
//! minified.

use crate::{
    dist::html::{self, Tag},
    process::Outcome,
};

/// The name of the glue between the wasm and the browser, as the page links it.
pub(super) const GLUE: &str = "outbox-report.js";

/// The name of the wasm, as the page links it.
pub(super) const WASM: &str = "outbox-report_bg.wasm";

/// The script that only the served page has, not a release.
pub(super) const SCRIPT: &str = include_str!("serve.js");

/// The name of [`SCRIPT`] in the page's folder.
pub(super) const SCRIPT_NAME: &str = "serve.js";

/// A file or folder that is copied: its path in the project, and its path in the page's folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Copy {
    pub from: String,
    pub to: String,
}

/// The served page and its parts, as `index.html` names them.
#[derive(Debug)]
pub(super) struct Page {
    /// The text of the served `index.html`.
    pub html: String,
    /// The files and folders that are copied into the page's folder.
    pub copies: Vec<Copy>,
    /// The style sheets that the page links, by path in the project.
    pub sheets: Vec<String>,
}

/// Makes the page from `index.html`, with an id by which open pages see whether they are of an earlier build.
pub(super) fn page(index: &str, id: &str) -> Outcome<Page> {
    let (mut copies, mut sheets, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let html = html::rewrite(index, |tag| {
        if !tag.has("data-trunk") {
            return None;
        }
        let link = tag.link().unwrap_or_default().to_owned();
        Some(match (tag.name(), tag.get("rel")) {
            ("script", None) => {
                copies.push(Copy { from: link.clone(), to: link });
                without_trunk(tag)
            }
            ("link", Some("css")) => {
                sheets.push(link.clone());
                format!("<link rel=\"stylesheet\" href=\"{link}\">")
            }
            ("link", Some("copy-file")) => {
                copies.push(Copy { to: file_name(&link), from: link });
                String::new()
            }
            ("link", Some("copy-dir")) => {
                // A sheet names its files relative to its own folder; trunk resolves them from the page's.
                copies.push(Copy { to: format!("style/{}", file_name(&link)), from: link.clone() });
                copies.push(Copy { to: file_name(&link), from: link });
                String::new()
            }
            ("link", Some("rust")) => format!(
                "<link rel=\"modulepreload\" href=\"{GLUE}\" crossorigin>\
                 <link rel=\"preload\" href=\"{WASM}\" as=\"fetch\" type=\"application/wasm\" crossorigin>"
            ),
            _ => {
                unknown.push(tag.to_string());
                String::new()
            }
        })
    });
    if !unknown.is_empty() {
        return Err(format!("index.html has what xtask/src/serve/page.rs does not know: {}", unknown.join(" ")));
    }
    // The script comes first, as it notices the sheets that the wasm adds.
    let script = format!("<head>\n  <script src=\"{SCRIPT_NAME}\" data-page=\"{id}\"></script>");
    Ok(Page { html: html.replacen("<head>", &script, 1), copies, sheets })
}

/// Returns the tag without the attributes that only trunk reads.
fn without_trunk(tag: &Tag) -> String {
    let mut tag = tag.clone();
    for name in ["data-trunk", "data-no-minify"] {
        tag.remove(name);
    }
    tag.to_string()
}

fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn what_trunk_reads_becomes_plain_links() {
        let index = "<html><head><link data-trunk rel=\"css\" href=\"style/ui/a.css\">\
            <link data-trunk rel=\"copy-file\" href=\"public/icon.svg\"><link data-trunk rel=\"copy-dir\" href=\"public/fonts\">\
            <link rel=\"icon\" href=\"icon.svg\"><script data-trunk data-no-minify type=\"module\" src=\"src/a.js\"></script>\
            <link data-trunk rel=\"rust\" data-bin=\"a\"></head></html>";
        let page = page(index, "7").unwrap_or_else(|problem| Page { html: problem, copies: vec![], sheets: vec![] });
        assert_eq!(
            page.html,
            "<html><head>\n  <script src=\"serve.js\" data-page=\"7\"></script>\
             <link rel=\"stylesheet\" href=\"style/ui/a.css\"><link rel=\"icon\" href=\"icon.svg\">\
             <script type=\"module\" src=\"src/a.js\"></script>\
             <link rel=\"modulepreload\" href=\"outbox-report.js\" crossorigin>\
             <link rel=\"preload\" href=\"outbox-report_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin></head></html>"
        );
        let copy = |from: &str, to: &str| Copy { from: from.into(), to: to.into() };
        assert_eq!(
            page.copies,
            [
                copy("public/icon.svg", "icon.svg"),
                copy("public/fonts", "style/fonts"),
                copy("public/fonts", "fonts"),
                copy("src/a.js", "src/a.js")
            ]
        );
        assert_eq!(page.sheets, ["style/ui/a.css"]);
    }

    #[test]
    fn what_nobody_knows_is_named() {
        let outcome = page("<head><link data-trunk rel=\"sass\" href=\"a.scss\"></head>", "1");
        assert!(outcome.is_err_and(|problem| problem.contains("rel=\"sass\"")));
    }

    #[test]
    fn the_projects_own_page_is_made_without_inline_code() {
        let page = project::text("index.html").and_then(|index| page(&index, "1"));
        assert!(page.is_ok_and(|page| {
            html::inline_code(&page.html).is_empty()
                && !page.html.contains("data-trunk")
                && page.html.contains(SCRIPT_NAME)
                && page.sheets.iter().all(|sheet| project::root().join(sheet).is_file())
                && page.copies.iter().all(|copy| project::root().join(&copy.from).exists())
        }));
    }
}
