//! Reads `index.html`, and writes it with other links.
//!
//! trunk writes it in two spellings, minified (`href=a.js`) and unminified (`href="a.js"`); both are read. A tag that
//! isn't changed keeps its text.

use std::{collections::BTreeMap, fmt};

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    name: String,
    attributes: Vec<(String, Option<String>)>,
}

/// The use of a linked file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A style sheet.
    Sheet,
    /// A script.
    Script,
    /// A module that a script imports: the glue between the wasm and the browser.
    Glue,
    /// The wasm.
    Wasm,
}

/// The file to which a link should lead: its name in the page's folder, its size in bytes, and the value of the link's
/// `integrity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub name: String,
    pub size: usize,
    pub integrity: String,
}

/// Returns the files of the build that a page links, in the order of their tags: the use of each, and its path in the
/// tag.
pub(super) fn linked(html: &str) -> Vec<(Role, String)> {
    tags(html).filter_map(|tag| Some((tag.role()?, tag.link()?.to_owned()))).collect()
}

/// Returns the page with other links: a link to a path among `targets` leads to the target of that path instead. Any
/// other link stays. If several links would lead to one target, the first stays.
pub(super) fn relink(html: &str, targets: &BTreeMap<String, Target>) -> String {
    let mut seen = Vec::new();
    let mut out = String::new();
    for piece in pieces(html) {
        let Some((mut tag, role)) = piece.tag.and_then(|tag| tag.role().map(|role| (tag, role))) else {
            out.push_str(piece.source);
            continue;
        };
        let Some(target) = tag.link().and_then(|link| targets.get(link)) else {
            out.push_str(piece.source);
            continue;
        };
        if seen.contains(&&target.name) {
            continue;
        }
        seen.push(&target.name);
        tag.set(if role == Role::Script { "src" } else { "href" }, &format!("./{}", target.name));
        tag.remove("data-integrity");
        tag.remove("integrity");
        // Chromium ignores `integrity` at a preload of wasm, and warns about it; boot.js checks the hash when it
        // fetches the wasm, and sees by the size how much of it is missing.
        tag.set(if role == Role::Wasm { "data-integrity" } else { "integrity" }, &target.integrity);
        if role == Role::Wasm {
            tag.set("data-size", &target.size.to_string());
        }
        out.push_str(&tag.to_string());
    }
    out
}

/// Returns the page with start tags replaced by the texts that `change` returns for them. A tag stays if `change`
/// returns `None`.
pub(crate) fn rewrite(html: &str, mut change: impl FnMut(&Tag) -> Option<String>) -> String {
    let rewritten = pieces(html).into_iter().map(|piece| match piece.tag.and_then(|tag| change(&tag)) {
        Some(text) => text,
        None => piece.source.to_owned(),
    });
    rewritten.collect()
}

/// Returns the start tags that a strict policy would refuse: styles, scripts without a file, event handlers and
/// `javascript:` addresses.
pub(crate) fn inline_code(html: &str) -> Vec<String> {
    tags(html)
        .filter(|tag| {
            tag.name == "style"
                || tag.name == "script" && tag.get("src").is_none()
                || tag.attributes.iter().any(|(name, value)| {
                    name == "style"
                        || name.starts_with("on")
                        || value.as_ref().is_some_and(|value| value.trim_start().starts_with("javascript:"))
                })
        })
        .map(|tag| tag.to_string())
        .collect()
}

impl Tag {
    /// Returns the element's name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns whether the tag has an attribute, with a value or without.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(key, _)| key == name)
    }

    /// Returns the value of an attribute; `None` if the attribute is absent or has no value.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.as_deref())
    }

    fn set(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = Some(value.to_owned()),
            None => self.attributes.push((name.to_owned(), Some(value.to_owned()))),
        }
    }

    /// Removes an attribute.
    pub(crate) fn remove(&mut self, name: &str) {
        self.attributes.retain(|(key, _)| key != name);
    }

    fn role(&self) -> Option<Role> {
        match (self.name.as_str(), self.get("rel"), self.get("type")) {
            ("link", Some("stylesheet"), _) => Some(Role::Sheet),
            ("link", Some("modulepreload"), _) => Some(Role::Glue),
            ("link", Some("preload"), Some("application/wasm")) => Some(Role::Wasm),
            ("script", ..) if self.get("src").is_some() => Some(Role::Script),
            _ => None,
        }
    }

    /// Returns the path in the tag's `src` if it is a script, and otherwise in its `href`, without `./` before it;
    /// `None` if there is none.
    pub(crate) fn link(&self) -> Option<&str> {
        let link = self.get(if self.name == "script" { "src" } else { "href" })?;
        Some(link.strip_prefix("./").unwrap_or(link))
    }

    /// Parses the text between `<` and `>`.
    fn parse(inner: &str) -> Self {
        let is_space = |c: char| c.is_ascii_whitespace();
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let (name, mut rest) = inner.split_once(is_space).unwrap_or((inner, ""));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return Self { name: name.to_ascii_lowercase(), attributes };
            }
            let (key, after) = rest.split_at(rest.find(|c| is_space(c) || c == '=').unwrap_or(rest.len()));
            let (value, after) = match after.strip_prefix('=') {
                None => (None, after),
                Some(after) => {
                    let quoted = ['"', '\''].into_iter().find_map(|quote| after.strip_prefix(quote)?.split_once(quote));
                    let (value, after) = quoted.unwrap_or_else(|| after.split_once(is_space).unwrap_or((after, "")));
                    (Some(value.to_owned()), after)
                }
            };
            attributes.push((key.to_ascii_lowercase(), value));
            rest = after;
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, value) in &self.attributes {
            match value {
                Some(value) => write!(f, " {name}=\"{value}\"")?,
                None => write!(f, " {name}")?,
            }
        }
        f.write_str(">")
    }
}

/// A start tag, or the text between two of them.
struct Piece<'a> {
    source: &'a str,
    tag: Option<Tag>,
}

fn tags(html: &str) -> impl Iterator<Item = Tag> {
    pieces(html).into_iter().filter_map(|piece| piece.tag)
}

/// Splits a page into pieces. Their texts, joined, are the page.
fn pieces(mut html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    while !html.is_empty() {
        let end = if html.starts_with("<!--") {
            html.find("-->").map(|at| at + "-->".len())
        } else if html.starts_with('<') {
            end_of_tag(html)
        } else {
            html.find('<')
        };
        let (source, rest) = html.split_at(end.unwrap_or(html.len()));
        let inner = source.strip_prefix('<').and_then(|inner| inner.strip_suffix('>'));
        let inner = inner.filter(|inner| inner.starts_with(|first: char| first.is_ascii_alphabetic()));
        pieces.push(Piece { source, tag: inner.map(Tag::parse) });
        html = rest;
    }
    pieces
}

/// Returns the index after the `>` that ends a tag and isn't in a quoted value.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut open = None;
    for (at, c) in html.char_indices() {
        match (open, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => open = Some(c),
            (Some(quote), c) if quote == c => open = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINIFIED: &str = "<!doctype html><html dir=rtl><title>a > b</title><link href=./a-1.css integrity=sha384-a/b= \
        rel=stylesheet><link href=./b-1.css integrity=sha384-c rel=stylesheet><link href=icon.svg rel=icon>\
        <script integrity=sha384-d src=./boot-1.js type=module></script><link crossorigin href=./app-1.js \
        integrity=sha384-e rel=modulepreload><link as=fetch crossorigin href=./app-1_bg.wasm integrity=sha384-f \
        rel=preload type=application/wasm></html>";

    const SPACED: &str = "<!doctype html>\n<html dir=\"rtl\">\n<!-- <style> isn't one here -->\n\
        <link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"sha384-a/b=\"/>\n\
        <link rel=\"stylesheet\" href=\"./b-1.css\" integrity=\"sha384-c\"/>\n\
        <script type=\"module\" src=\"./boot-1.js\" integrity=\"sha384-d\"></script>\n\
        <link rel=\"modulepreload\" href=\"./app-1.js\" crossorigin integrity=\"sha384-e\">\n\
        <link rel=\"preload\" href=\"./app-1_bg.wasm\" integrity=\"sha384-f\" as=\"fetch\" type=\"application/wasm\">\n</html>";

    fn targets() -> BTreeMap<String, Target> {
        let target = |name: &str| Target { name: name.into(), size: 7, integrity: "sha384-new".into() };
        [
            ("a-1.css", target("style-2.css")),
            ("b-1.css", target("style-2.css")),
            ("boot-1.js", target("boot-2.js")),
            ("app-1.js", target("app-2.js")),
            ("app-1_bg.wasm", target("app-2_bg.wasm")),
        ]
        .map(|(old, new)| (old.into(), new))
        .into()
    }

    #[test]
    fn both_spellings_link_the_same_files() {
        let files = [
            (Role::Sheet, "a-1.css"),
            (Role::Sheet, "b-1.css"),
            (Role::Script, "boot-1.js"),
            (Role::Glue, "app-1.js"),
            (Role::Wasm, "app-1_bg.wasm"),
        ]
        .map(|(role, name)| (role, name.to_owned()));
        assert_eq!(linked(MINIFIED), files);
        assert_eq!(linked(SPACED), files);
    }

    #[test]
    fn both_spellings_take_new_links_and_one_sheet() {
        for html in [MINIFIED, SPACED] {
            let html = relink(html, &targets());
            let files = ["style-2.css", "boot-2.js", "app-2.js", "app-2_bg.wasm"];
            assert_eq!(linked(&html).into_iter().map(|(_, name)| name).collect::<Vec<_>>(), files);
            assert_eq!(html.matches("sha384-").count(), 4, "{html}");
            assert_eq!(html.matches(" integrity=\"sha384-new\"").count(), 3, "{html}");
            assert_eq!(html.matches("data-integrity=\"sha384-new\" data-size=\"7\"").count(), 1, "{html}");
        }
    }

    #[test]
    fn what_is_not_named_stays_as_it_is() {
        for html in [MINIFIED, SPACED] {
            assert_eq!(relink(html, &BTreeMap::new()), html);
        }
        assert!(relink(MINIFIED, &targets()).contains("<title>a > b</title>"));
        assert!(relink(MINIFIED, &targets()).contains("<link href=icon.svg rel=icon>"));
        assert!(relink(SPACED, &targets()).contains("<!-- <style> isn't one here -->"));
    }

    #[test]
    fn a_strict_page_has_no_inline_code() {
        assert_eq!(inline_code(MINIFIED), Vec::<String>::new());
        assert_eq!(inline_code(SPACED), Vec::<String>::new());
        for bad in [
            "<style>a{}</style>",
            "<script>go()</script>",
            "<p style=color:red>",
            "<p STYLE='color:red'>",
            "<button onclick=\"go()\">",
            "<a href=javascript:go()>",
        ] {
            assert_eq!(inline_code(&format!("<body>{bad}</body>")).len(), 1, "{bad}");
        }
    }
}
