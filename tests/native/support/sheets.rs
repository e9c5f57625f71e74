//! A reader of the project's style sheets: the selectors and declarations of their rules.
//!
//! It reads the grammar of CSS Syntax Level 3 as far as the sheets use it: comments, strings, nested blocks, at-rules,
//! lists of selectors, and nesting with and without `&`.

/// A style rule, or the block of an at-rule that has declarations of its own, which selects nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Rule {
    /// The rule's selectors, with those of the rules around it inserted.
    pub(crate) selectors: Vec<String>,
    /// The rule's properties and their values.
    pub(crate) declarations: Vec<(String, String)>,
}

/// The text after a block, and the block's declarations.
type Block<'a> = (&'a str, Vec<(String, String)>);

/// At-rules that group other rules and don't change what those select.
const GROUPS: [&str; 5] = ["@media", "@supports", "@layer", "@container", "@starting-style"];

/// Returns the rules of a sheet, an outer one before those in it.
pub(crate) fn rules(sheet: &str) -> Result<Vec<Rule>, String> {
    let sheet = without_comments(sheet)?;
    let mut rules = Vec::new();
    block(&sheet, None, &mut rules)?;
    Ok(rules)
}

/// Reads the inside of a block: that of a rule with the selectors `outer`, or a whole sheet. Returns what comes behind
/// its end, and its own declarations.
fn block<'a>(mut text: &'a str, outer: Option<&[String]>, rules: &mut Vec<Rule>) -> Result<Block<'a>, String> {
    let mut declarations = Vec::new();
    loop {
        let end = find(text, &[';', '{', '}'])?;
        let (prelude, sign) = end.map_or((text, None), |at| (&text[..at], text[at..].chars().next()));
        text = end.map_or("", |at| &text[at + 1..]);
        let prelude = prelude.trim();
        if sign == Some('{') {
            let mut inner = Vec::new();
            let is_group = GROUPS.iter().any(|group| prelude.split([' ', '(']).next() == Some(group));
            let selectors = match prelude.starts_with('@') {
                true if is_group => outer.unwrap_or_default().to_vec(),
                true => Vec::new(),
                false => nested(outer.unwrap_or_default(), prelude)?,
            };
            let own;
            (text, own) = block(text, Some(&selectors), &mut inner)?;
            if prelude.starts_with('@') && !is_group {
                // The steps of an animation are no selectors.
                for step in &mut inner {
                    step.selectors.clear();
                }
            }
            // A group by itself is no rule, unless it is within one and declares something of it.
            if !is_group || !own.is_empty() {
                rules.push(Rule { selectors, declarations: own });
            }
            rules.append(&mut inner);
            continue;
        }
        match prelude.split_once(':') {
            Some((property, value)) if !prelude.starts_with('@') => {
                declarations.push((property.trim().to_owned(), value.trim().to_owned()));
            }
            // As `@layer a, b;` is.
            _ if prelude.is_empty() || prelude.starts_with('@') => {}
            _ => return Err(format!("`{prelude}` is neither a rule nor a declaration")),
        }
        match (sign, outer) {
            (Some(';'), _) => {}
            (Some(_), Some(_)) | (None, None) => return Ok((text, declarations)),
            (Some(_), None) => return Err("a `}` too many".to_owned()),
            (None, Some(_)) => return Err("a block without an end".to_owned()),
        }
    }
}

/// Returns the selectors of a list within rules with the selectors `outer`.
fn nested(outer: &[String], list: &str) -> Result<Vec<String>, String> {
    let list = split(list)?;
    if outer.is_empty() {
        return Ok(list.into_iter().map(str::to_owned).collect());
    }
    let within = |outer: &String, own: &str| {
        if own.contains('&') { own.replace('&', outer) } else { format!("{outer} {own}") }
    };
    Ok(outer.iter().flat_map(|outer| list.iter().map(move |own| within(outer, own))).collect())
}

/// Returns the parts of a list that is separated by commas.
fn split(mut list: &str) -> Result<Vec<&str>, String> {
    let mut parts = Vec::new();
    while let Some(at) = find(list, &[','])? {
        parts.push(list[..at].trim());
        list = &list[at + 1..];
    }
    parts.push(list.trim());
    if parts.contains(&"") { Err(format!("an empty selector in `{list}`")) } else { Ok(parts) }
}

/// Returns the classes and ids (`.record`, `#crash`) that a selector begins with: one of them holds for whatever it
/// selects, or for an ancestor or an elder sibling of that. None, where it begins with an element or an attribute
/// alone.
///
/// A state of the whole document (`:root[data-density="compact"]`) may come before them. Of `:is()` and `:where()` each
/// argument has to begin so.
pub(crate) fn roots(selector: &str) -> Vec<&str> {
    let Ok(end) = find(selector, &[' ', '\n', '>', '+', '~']) else { return Vec::new() };
    let (compound, rest) = selector.split_at(end.unwrap_or(selector.len()));
    let rest = rest.trim_start();
    if [":root", "html"].iter().any(|root| compound.strip_prefix(root).is_some_and(|rest| !rest.starts_with(is_name))) {
        return if rest.starts_with(['>', '+', '~']) || rest.is_empty() { Vec::new() } else { roots(rest) };
    }
    let Ok(parts) = simple(compound) else { return Vec::new() };
    if let Some(own) = parts.iter().find(|part| part.starts_with(['.', '#'])) {
        let end = own[1..].find(|c| !is_name(c)).map_or(own.len(), |at| at + 1);
        return vec![&own[..end]];
    }
    for part in parts {
        let list = part.strip_prefix(":is(").or_else(|| part.strip_prefix(":where("));
        let Some(list) = list.and_then(|list| split(list.rsplit_once(')')?.0).ok()) else { continue };
        let found: Vec<_> = list.iter().map(|selector| roots(selector)).collect();
        return if found.iter().any(Vec::is_empty) { Vec::new() } else { found.concat() };
    }
    Vec::new()
}

/// Returns the simple selectors of a compound one, each with the attributes after it: `dialog`, `.side[open]`,
/// `:has(.chip)`.
fn simple(compound: &str) -> Result<Vec<&str>, String> {
    const SIGNS: [char; 3] = ['.', '#', ':'];
    let mut parts = Vec::new();
    let mut rest = compound;
    while !rest.is_empty() {
        // Two colons are of one pseudo-element.
        let name = rest.strip_prefix("::").or_else(|| rest.strip_prefix(SIGNS)).unwrap_or(rest);
        let end = find(name, &SIGNS)?.map_or(rest.len(), |at| rest.len() - name.len() + at);
        let (part, behind) = rest.split_at(end);
        parts.push(part);
        rest = behind;
    }
    Ok(parts)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_')
}

/// Returns the position of the first of some characters, outside of strings, parentheses and brackets. An opening
/// bracket counts as outside.
fn find(text: &str, signs: &[char]) -> Result<Option<usize>, String> {
    let mut closing = Vec::new();
    let mut signs_of_text = text.char_indices();
    while let Some((at, c)) = signs_of_text.next() {
        if closing.is_empty() && signs.contains(&c) {
            return Ok(Some(at));
        }
        match c {
            '\\' => drop(signs_of_text.next()),
            '"' | '\'' => loop {
                match signs_of_text.next() {
                    Some((_, '\\')) => drop(signs_of_text.next()),
                    Some((_, end)) if end == c => break,
                    Some(_) => {}
                    None => return Err(format!("a string without an end: `{text}`")),
                }
            },
            '(' => closing.push(')'),
            '[' => closing.push(']'),
            ')' | ']' if closing.pop() != Some(c) => return Err(format!("a `{c}` too many: `{text}`")),
            _ => {}
        }
    }
    if closing.is_empty() { Ok(None) } else { Err(format!("no `{}`: `{text}`", closing[0])) }
}

fn without_comments(sheet: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").ok_or("a comment without an end")?.1;
            continue;
        }
        let mut end = c.len_utf8();
        if matches!(c, '"' | '\'') {
            let is_end = |at: &usize| !rest[..*at].ends_with('\\');
            let close = rest.match_indices(c).map(|(at, _)| at).skip(1).find(is_end);
            end = close.ok_or("a string without an end")? + 1;
        }
        text.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    Ok(text)
}

#[test]
fn rules_are_read_with_what_stands_around_them() {
    let read = |sheet: &str| {
        let rules = rules(sheet)?.into_iter().map(|rule| {
            let declared: Vec<String> =
                rule.declarations.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {{{}}}", rule.selectors.join(" | "), declared.join("; "))
        });
        Ok::<_, String>(rules.collect::<Vec<_>>())
    };
    for (sheet, expected) in [
        ("@layer a, b;", &[][..]),
        (".a, .b > .c { color: red; inset: 0 }", &[".a | .b > .c {color=red; inset=0}"]),
        ("@layer ui { @media (width < 50rem) { .a:is(.b, .c) {} } }", &[".a:is(.b, .c) {}"]),
        (".a { color: red; .b, &:hover, .c & { top: 0 } }", &[".a {color=red}", ".a .b | .a:hover | .c .a {top=0}"]),
        (".a { @media print { color: red } }", &[".a {}", ".a {color=red}"]),
        ("@keyframes run { from { z-index: 1 } }", &[" {}", " {z-index=1}"]),
        (
            r#".a/*}*/::before { content: "};/*"; background: url(a;b) }"#,
            &[r#".a::before {content="};/*"; background=url(a;b)}"#],
        ),
    ] {
        assert_eq!(read(sheet).unwrap(), expected, "{sheet}");
    }
    for (sheet, expected) in [
        (".a { color }", "`color` is neither a rule nor a declaration"),
        (".a {} }", "a `}` too many"),
        (".a { @media print {}", "a block without an end"),
        (".a, { }", "an empty selector in ``"),
        (".a:is(.b { }", "no `)`: `.a:is(.b { }`"),
        ("/* .a {}", "a comment without an end"),
        (".a { content: \"x }", "a string without an end"),
    ] {
        assert_eq!(read(sheet).unwrap_err(), expected, "{sheet}");
    }
}

#[test]
fn a_selector_begins_with_its_root() {
    for (selector, expected) in [
        (".record .said:empty", &[".record"][..]),
        (".record:has(.chip)::before", &[".record"]),
        ("dialog.side > p", &[".side"]),
        ("[open].side[id=\".a\"]", &[".side"]),
        (":is(.a)[open] p", &[".a"]),
        ("#crash [lang=\"fa\"]", &["#crash"]),
        (":is(.a, p.b) textarea", &[".a", ".b"]),
        (":where(.a).b", &[".b"]),
        (":root[data-density=\"compact\"] .a .b", &[".a"]),
        ("html:lang(fa) .a", &[".a"]),
        ("p", &[]),
        ("p .a", &[]),
        ("*", &[]),
        ("[role=\".a\"]", &[]),
        ("main:has(.a) .b", &[]),
        (":is(.a, p) .b", &[]),
        (":not(.a)", &[]),
        (":root", &[]),
        (":root > body .a", &[]),
        ("::placeholder", &[]),
    ] {
        assert_eq!(roots(selector), expected, "{selector}");
    }
}
