//! Merges the style sheets, and names every file by its content.
//!
//! A server may declare a file with a hash in its name immutable. trunk takes the hash before the steps change the
//! file, so other bytes could appear under a name that a browser has cached.

use super::{
    Environment,
    bundle::{Asset, Bundle, replace_one},
    counted, html, parts,
};
use crate::{hash, process::Outcome};
use std::collections::BTreeMap;

/// Merges all style sheets into one.
pub(super) fn merge_sheets(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let sheets = std::mem::take(&mut bundle.sheets);
    if sheets.is_empty() {
        return Err("index.html links no style sheet".to_owned());
    }
    let found = counted((sheets.len(), "sheet"));
    let mut merged = Asset { links: Vec::new(), name: "style.css".to_owned(), content: String::new() };
    for sheet in sheets {
        merged.links.extend(sheet.links);
        merged.content.extend([&sheet.content, "\n"]);
    }
    bundle.sheets.push(merged);
    Ok(found)
}

/// Puts the hash of its bytes into each file's name, and renames in the glue what it loads.
pub(super) fn name_by_content(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let glue = &mut bundle.glue.content;
    for part in &mut bundle.parts {
        let named = hashed(&part.name, &part.content);
        replace_one(glue, &parts::integrity_of(&part.name), &hash::integrity(&part.content))?;
        replace_one(glue, &format!("./{}", part.name), &format!("./{named}"))?;
        part.name = named;
    }
    for text in &mut bundle.scripts {
        let named = hashed(&text.name, text.content.as_bytes());
        if text.links.is_empty() {
            replace_one(glue, &parts::integrity_of(&text.name), &hash::integrity(text.content.as_bytes()))?;
            replace_one(glue, &format!("./{}", text.name), &format!("./{named}"))?;
        }
        text.name = named;
    }
    bundle.wasm.name = hashed(&bundle.wasm.name, &bundle.wasm.content);
    for text in std::iter::once(&mut bundle.glue).chain(&mut bundle.sheets) {
        text.name = hashed(&text.name, text.content.as_bytes());
    }
    Ok(counted((bundle.files().len() - 1, "file")))
}

/// Writes the files' names and hashes into `index.html`.
pub(super) fn relink(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let mut targets = BTreeMap::new();
    let texts = std::iter::once(&bundle.glue).chain(&bundle.sheets).chain(&bundle.scripts);
    let texts = texts.map(|file| (&file.links, &file.name, file.content.as_bytes()));
    let wasm = (&bundle.wasm.links, &bundle.wasm.name, bundle.wasm.content.as_slice());
    for (links, name, bytes) in texts.chain([wasm]) {
        let target = html::Target { name: name.clone(), size: bytes.len(), integrity: hash::integrity(bytes) };
        targets.extend(links.iter().map(|link| (link.clone(), target.clone())));
    }
    bundle.html = html::relink(&bundle.html, &targets);
    let linked = html::linked(&bundle.html);
    match linked.iter().find(|(_, link)| targets.values().all(|target| target.name != *link)) {
        Some((_, link)) => Err(format!("index.html links {link}, which isn't a file of the build")),
        None if linked.is_empty() => Err("index.html links nothing".to_owned()),
        None => Ok(counted((linked.len(), "link"))),
    }
}

/// Returns a name with the hash of the content: `style.css` → `style-<hash>.css`, `app_bg.wasm` → `app-<hash>_bg.wasm`.
fn hashed(name: &str, content: &[u8]) -> String {
    let (stem, end) = match name.strip_suffix("_bg.wasm") {
        Some(stem) => (stem, "_bg.wasm"),
        None => name.rfind('.').map_or((name, ""), |at| name.split_at(at)),
    };
    format!("{stem}-{}{end}", hash::short(content))
}

/// Returns a file's name without the hash that trunk put in it, and any other name as it is.
pub(super) fn unhashed(name: &str) -> String {
    let is_digit = |c: char| c.is_ascii_hexdigit();
    name.rsplit_once('-')
        .and_then(|(stem, rest)| Some((stem, rest.strip_prefix(is_digit)?)))
        .map(|(stem, rest)| (stem, rest.trim_start_matches(is_digit), rest))
        .filter(|(_, end, rest)| (7..16).contains(&(rest.len() - end.len())) && !end.starts_with(char::is_alphanumeric))
        .map_or_else(|| name.to_owned(), |(stem, end, _)| format!("{stem}{end}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_takes_and_loses_its_hash() {
        for (plain, with) in [
            ("style.css", "style-e3b0c44298fc1c14.css"),
            ("outbox-report.js", "outbox-report-e3b0c44298fc1c14.js"),
            ("outbox-report_bg.wasm", "outbox-report-e3b0c44298fc1c14_bg.wasm"),
            ("chunk_1.wasm", "chunk_1-e3b0c44298fc1c14.wasm"),
        ] {
            assert_eq!(hashed(plain, b""), with);
            assert_eq!(unhashed(with), plain);
            assert_eq!(unhashed(plain), plain);
        }
        // trunk omits zeros at the beginning of a hash.
        assert_eq!(unhashed("app-123456789abcde.js"), "app.js");
        assert_eq!(unhashed("app-0123.js"), "app-0123.js");
    }

    #[test]
    fn the_page_has_one_sheet_and_names_of_the_last_bytes() {
        let environment = Environment::without_programs();
        let lazy = ["chunk_1.wasm", "chunk_11.wasm", "lazy.js"];
        let glue = lazy.map(|name| format!("fetch('./{name}', 'integrity of {name}');")).concat();
        let mut bundle = Bundle::example(b"wasm", &glue);
        let text = |name: &str| Asset { links: Vec::new(), name: name.to_owned(), content: name.to_owned() };
        bundle.scripts.push(text("lazy.js"));
        bundle.parts = ["chunk_1.wasm", "chunk_11.wasm"]
            .map(|name| Asset { links: Vec::new(), name: name.to_owned(), content: name.as_bytes().to_vec() })
            .into();
        assert_eq!(merge_sheets(&mut bundle, &environment), Ok("2 sheets".to_owned()));
        assert_eq!(name_by_content(&mut bundle, &environment), Ok("7 files".to_owned()));
        assert_eq!(relink(&mut bundle, &environment), Ok("4 links".to_owned()));

        for (name, bytes) in bundle.files() {
            assert!(name == "index.html" || name.contains(&hash::short(bytes)), "{name}");
        }
        for (_, link) in html::linked(&bundle.html) {
            let file = bundle.files().into_iter().find(|(name, _)| *name == link).unwrap_or_default();
            assert!(bundle.html.contains(&hash::integrity(file.1)), "{link}");
        }
        for plain in lazy {
            let is_it = |(name, _): &(&str, &[u8])| unhashed(name) == plain;
            let (name, bytes) = bundle.files().into_iter().find(is_it).unwrap_or_default();
            let fetch = format!("fetch('./{name}', '{}')", hash::integrity(bytes));
            assert!(bundle.glue.content.contains(&fetch), "{}", bundle.glue.content);
        }
        let sheets: Vec<&str> = bundle.sheets.iter().map(|sheet| sheet.content.as_str()).collect();
        assert_eq!(sheets, ["@layer a;\nb{}\n"]);
    }

    #[test]
    fn what_is_missing_is_refused() {
        let environment = Environment::without_programs();
        // The glue doesn't load the part.
        let mut bundle = Bundle::example(b"wasm", "glue");
        assert!(name_by_content(&mut bundle.clone(), &environment).is_ok());
        bundle.parts.push(Asset { links: Vec::new(), name: "chunk_1.wasm".to_owned(), content: Vec::new() });
        assert!(name_by_content(&mut bundle, &environment).is_err());
        let mut bundle = Bundle::example(b"wasm", "glue");
        bundle.sheets.clear();
        assert!(merge_sheets(&mut bundle, &environment).is_err());
        // index.html links sheets that the bundle hasn't.
        assert!(relink(&mut bundle, &environment).is_err());
    }
}
