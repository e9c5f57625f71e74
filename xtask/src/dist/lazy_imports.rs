//! Moves what the app alone needs out of the files that are loaded before the first row: imports and style sheets.
//!
//! wasm-bindgen reads the main part alone, so wasm-split leaves every import there. A lazy part calls one through a
//! slot of the table, which the main part fills with a function that passes the call on. About half of the imports
//! serve lazy parts alone: with their functions in the glue they would be 3 KB before the first row. Here they become
//! a wasm that fills those slots, and functions that it imports. Both are in one script, with the style sheets of the
//! app's views, and are loaded with the app, which comes before every other part. More files than one would keep the
//! app's own waiting, as a browser has six connections to a server.

mod shims;

use super::{
    Environment,
    bundle::{Asset, Bundle},
    counted,
};
use crate::process::Outcome;

/// The wasm of the lazy imports, until it is a part of the script.
pub(super) const WASM: &str = "split_imports.wasm";

/// The script of the lazy imports.
pub(super) const SCRIPT: &str = "lazy_imports.js";

/// The sheets of the app's views.
const SHEETS: [&str; 7] =
    ["header.css", "connect.css", "filter_bar.css", "active_filters.css", "toolbar.css", "notice.css", "pager.css"];

/// The code of the glue that loads the script.
const LOADER: &str = include_str!("lazy_imports.js");

/// The function in that code that loads it, once.
const LOAD: &str = "__lazy_imports";

/// The place in that code of what the script needs of the glue.
const HELPERS: &str = "HELPERS";

/// The function of the script that gives away what is used once, so that the browser need not keep it.
const TAKE: &str = "export const take = () => {
    const taken = { bytes, style };
    bytes = style = undefined;
    return taken;
};
";

/// The beginning of the lines of the glue that load a part.
const PART: &str = "const __wasm_split_load_";

/// Moves the imports that lazy parts alone call, and the app's sheets, out of the files of the first part.
///
/// wasm-opt takes the imports out of the main part, as nothing calls them any more. Without it, all stay in place.
pub(super) fn move_out(bundle: &mut Bundle, environment: &Environment) -> Outcome<String> {
    if environment.wasm_opt.is_none() {
        return Ok("left out, for want of wasm-opt".to_owned());
    }
    let split =
        shims::split(&bundle.wasm.content).map_err(|error| format!("{} can't be split: {error}", bundle.wasm.name))?;
    if split.names.is_empty() {
        return Err("the lazy parts call no import of their own".to_owned());
    }
    let glue = &mut bundle.glue.content;
    let functions = split.names.iter().map(|name| take_member(glue, name)).collect::<Outcome<Vec<_>>>()?;
    let (mut script, helpers) = script(glue, &functions.concat());
    link(glue, &LOADER.replace(HELPERS, &helpers.join(", ")))?;
    bundle.wasm.content = split.main;
    bundle.parts.push(Asset { links: Vec::new(), name: WASM.to_owned(), content: split.lazy });
    let style = take_sheets(bundle)?;
    script.extend(["let style = ", &literal(style.chars()), ";\n"]);
    bundle.scripts.push(Asset { links: Vec::new(), name: SCRIPT.to_owned(), content: script });
    let counts = [(split.names.len(), "import"), (helpers.len(), "helper"), (SHEETS.len(), "sheet")];
    Ok(counts.map(counted).join(", "))
}

/// Makes the wasm of the lazy imports a part of their script, once it has its last bytes.
pub(super) fn embed(bundle: &mut Bundle, _: &Environment) -> Outcome<String> {
    let Some(script) = bundle.scripts.iter_mut().find(|script| script.name == SCRIPT) else {
        return Ok("left out, for want of wasm-opt".to_owned());
    };
    let place = bundle.parts.iter().position(|part| part.name == WASM).ok_or("the lazy imports have no wasm")?;
    let wasm = bundle.parts.remove(place).content;
    let text = literal(wasm.iter().copied().map(char::from));
    script.content.extend(["let bytes = Uint8Array.from(", &text, ", (byte) => byte.charCodeAt());\n", TAKE]);
    Ok(counted((wasm.len(), "byte")))
}

/// Returns a text as a string of JavaScript. Letters below `\x100` stand for bytes in a text of these, so control
/// characters are written out.
fn literal(text: impl Iterator<Item = char>) -> String {
    let mut literal = "\"".to_owned();
    for letter in text {
        match (letter, u32::from(letter)) {
            ('"' | '\\', _) => literal.extend(['\\', letter]),
            ('\0'..' ' | '\x7F'..='\u{9F}', code) => literal.extend(["\\x", &format!("{code:02x}")]),
            ('\u{2028}' | '\u{2029}', code) => literal.extend(["\\u", &format!("{code:04x}")]),
            _ => literal.push(letter),
        }
    }
    literal.push('"');
    literal
}

/// Removes the function of an import from the glue, and returns it.
fn take_member(glue: &mut String, name: &str) -> Outcome<String> {
    let start = format!("\n        {name}: function(");
    let problem = || format!("the glue has no function for {name}, or has it in another form than it had");
    let at = glue.find(&start).ok_or_else(problem)?;
    let rest = glue.get(at + 1..).unwrap_or_default();
    // The next member of the object, or its end.
    let end = ["\n        __wb", "\n    };\n"].iter().filter_map(|next| rest.find(next)).min().ok_or_else(problem)?;
    Ok(glue.drain(at..=at + end).collect())
}

/// Returns the script of the lazy imports, and the members of an object with which it finds what it uses of the glue.
/// What nothing else uses goes with it.
fn script(glue: &mut String, functions: &str) -> (String, Vec<String>) {
    let mut declared = String::new();
    while let Some(function) = take_unused(glue, &[&declared, functions].concat()) {
        declared.push_str(&function);
    }
    let mut script = format!(
        "export const imports = (glue) => {{\n{declared}    return {{\n        __proto__: null,{functions}\n    }};\n}};\n"
    );
    let mut helpers = Vec::new();
    for (name, is_variable) in top_level(glue) {
        let number = helpers.len();
        if let Some(renamed) = replace_word(&script, name, &format!("glue.h{number}")) {
            script = renamed;
            // A variable is asked for its value each time.
            let member = if is_variable {
                format!("get h{number}() {{ return {name}; }}")
            } else {
                format!("h{number}: {name}")
            };
            helpers.push(member);
        }
    }
    (script, helpers)
}

/// Removes a function from the glue that these functions use, but the glue doesn't, and returns it. Those that call
/// closures stay, as the glue has the names of the wasm's exports.
fn take_unused(glue: &mut String, functions: &str) -> Option<String> {
    for (name, _) in top_level(glue) {
        let start = format!("\nfunction {name}(");
        let Some(at) = glue.find(&start).filter(|_| !name.starts_with('_')) else { continue };
        let Some(length) = glue.get(at..).and_then(|rest| rest.find("\n}\n")) else { continue };
        let end = at + length + "\n}".len();
        let rest = [glue.get(..at), glue.get(end..)].map(Option::unwrap_or_default).concat();
        if replace_word(functions, name, "").is_some() && replace_word(&rest, name, "").is_none() {
            let function = glue.get(at + 1..=end).unwrap_or_default().to_owned();
            *glue = rest;
            return Some(function);
        }
    }
    None
}

/// Returns the names that the glue declares, each with whether it is a variable.
fn top_level(glue: &str) -> Vec<(&str, bool)> {
    let mut names = Vec::new();
    for line in glue.lines() {
        let constant = ["async function ", "function ", "const "].iter().find_map(|keyword| line.strip_prefix(keyword));
        let (declared, is_variable) = match (constant, line.strip_prefix("let ")) {
            (Some(constant), _) => (constant.split([' ', '(']).next().unwrap_or_default(), false),
            (None, Some(variables)) => (variables, true),
            (None, None) => continue,
        };
        let names_in = declared.split(", ").filter_map(|name| name.split(|c| !is_of_word(c)).next());
        names.extend(names_in.filter(|name| !name.is_empty()).map(|name| (name, is_variable)));
    }
    names
}

/// Returns a text with another word in place of one, `None` if it isn't in there. What follows a point is a member, and
/// no word.
fn replace_word(text: &str, word: &str, new: &str) -> Option<String> {
    let mut pieces = text.split(word).peekable();
    let (mut replaced, mut count) = (String::new(), 0);
    while let Some(piece) = pieces.next() {
        replaced.push_str(piece);
        if let Some(next) = pieces.peek() {
            let after = if piece.is_empty() { replaced.as_str() } else { piece };
            let is_word = !after.ends_with(|c| is_of_word(c) || c == '.') && !next.starts_with(is_of_word);
            count += usize::from(is_word);
            replaced.push_str(if is_word { new } else { word });
        }
    }
    (count > 0).then_some(replaced)
}

/// Returns whether a letter may be part of a name in a script.
fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Writes the loader into the glue, and makes each part wait for it.
fn link(glue: &mut String, loader: &str) -> Outcome {
    let at = glue.find(&format!("\n{PART}")).ok_or("the glue loads no part")?;
    let (before, loaders) = glue.split_at_checked(at + 1).unwrap_or_default();
    let end = "]));\n";
    let parts = loaders.matches(PART).count();
    if loaders.matches(end).count() != parts {
        return Err(format!("the glue loads {parts} parts in another way than it did"));
    }
    let waiting = loaders.replace(end, &format!(", {LOAD}{end}")).replace(&format!("[, {LOAD}"), &format!("[{LOAD}"));
    *glue = [before, loader, &waiting].concat();
    Ok(())
}

/// Removes the sheets of the app's views, and returns their text. Their links in `index.html` lead to the first sheet.
fn take_sheets(bundle: &mut Bundle) -> Outcome<String> {
    let sheets = std::mem::take(&mut bundle.sheets);
    let (app, first): (Vec<_>, Vec<_>) = sheets.into_iter().partition(|sheet| SHEETS.contains(&sheet.name.as_str()));
    bundle.sheets = first;
    if app.len() != SHEETS.len() {
        return Err(format!("index.html links {} of the app's {} sheets", app.len(), SHEETS.len()));
    }
    let first = bundle.sheets.first_mut().ok_or("index.html links no sheet but the app's")?;
    let mut style = String::new();
    for sheet in app {
        style.push_str(&sheet.content);
        first.links.extend(sheet.links);
    }
    Ok(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A glue as wasm-bindgen writes it, with a loader of two parts.
    const GLUE: &str = "\
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_1: function(arg0) {
            own(arg0.text(arg0, wasm.memory));
            return LENGTH;
        },
        __wbg_b_2: function() { return caught(function (arg0) {
            arg0.own();
        }, arguments); },
        __wbg_c_3: function() { return caught(text); },
    };
    return { \"./app_bg.js\": import0 };
}

function _ZN3invoke(arg0) {
    wasm._ZN3invoke(arg0);
}

function own(x) {
    return deep(text(x)) + ownText;
}

const ownText = 1;
function deep(x) {
    return x.own;
}

function caught(f, args) {
    return f(args);
}

function text(x) {
    return x;
}

let LENGTH = 0;

let wasmModule, wasm;
const makeLoad = (fetcher, deps) => 1;
const __wasm_split_load_app = wrapAsyncCb(makeLoad(() => 1
, [__chunk_4]));
const __wasm_split_load_alone = wrapAsyncCb(makeLoad(() => 2
, []));
";

    #[test]
    fn functions_leave_the_glue_with_what_they_alone_use() {
        let mut glue = GLUE.to_owned();
        let functions = ["__wbg_a_1", "__wbg_b_2"].map(|name| take_member(&mut glue, name).unwrap_or_default());
        assert!(glue.contains("__proto__: null,\n        __wbg_c_3: function() {"), "{glue}");
        let (script, helpers) = script(&mut glue, &functions.concat());
        // The word `own` is a member there, `text` an argument's, and `ownText` another word.
        let expected = "export const imports = (glue) => {
function own(x) {
    return deep(glue.h2(x)) + glue.h0;
}
function deep(x) {
    return x.own;
}
    return {
        __proto__: null,
        __wbg_a_1: function(arg0) {
            own(arg0.text(arg0, glue.h4.memory));
            return glue.h3;
        },
        __wbg_b_2: function() { return glue.h1(function (arg0) {
            arg0.own();
        }, arguments); },
    };
};
";
        assert_eq!(script, expected);
        let members =
            ["h0: ownText", "h1: caught", "h2: text", "get h3() { return LENGTH; }", "get h4() { return wasm; }"];
        assert_eq!(helpers, members);
        for gone in ["__wbg_a_1", "__wbg_b_2", "function own(", "function deep("] {
            assert!(!glue.contains(gone), "{gone}: {glue}");
        }
        for left in
            ["\n\nconst ownText = 1;\n\nfunction caught(f, args) {\n    return f(args);\n}\n", "_ZN3invoke(arg0) {"]
        {
            assert!(glue.contains(left), "{left}: {glue}");
        }
    }

    #[test]
    fn without_wasm_opt_nothing_moves() {
        let mut bundle = Bundle::example(b"wasm", GLUE);
        let found = move_out(&mut bundle, &Environment::without_programs());
        assert_eq!(found, Ok("left out, for want of wasm-opt".to_owned()));
        assert_eq!(bundle, Bundle::example(b"wasm", GLUE));
    }

    #[test]
    fn a_function_in_another_form_is_refused() {
        assert!(take_member(&mut GLUE.to_owned(), "__wbg_c_3").is_ok());
        assert!(take_member(&mut GLUE.to_owned(), "__wbg_c").is_err());
        assert!(
            take_member(&mut GLUE.replace("__wbg_c_3: function", "__wbg_c_3: async function"), "__wbg_c_3").is_err()
        );
    }

    #[test]
    fn each_part_waits_for_the_lazy_imports() {
        let mut glue = GLUE.to_owned();
        assert_eq!(link(&mut glue, "const __lazy_imports = 1;\n"), Ok(()));
        let expected = "const __lazy_imports = 1;\nconst __wasm_split_load_app = wrapAsyncCb(makeLoad(() => 1\n\
                        , [__chunk_4, __lazy_imports]));\n\
                        const __wasm_split_load_alone = wrapAsyncCb(makeLoad(() => 2\n, [__lazy_imports]));\n";
        assert!(glue.ends_with(expected), "{glue}");
        assert!(link(&mut "no part".to_owned(), "").is_err());
        assert!(link(&mut GLUE.replace("[]", "none"), "").is_err());
    }

    #[test]
    fn the_loader_names_the_script_with_its_hash_and_one_place_for_helpers() {
        for text in [format!("\"./{SCRIPT}\""), format!("\"{}\"", super::super::parts::integrity_of(SCRIPT))] {
            assert_eq!(LOADER.matches(&text).count(), 1, "{text}");
        }
        assert_eq!(LOADER.matches(HELPERS).count(), 1);
        assert_eq!(LOADER.matches(&format!("const {LOAD} = ")).count(), 1);
    }

    #[test]
    fn sheets_of_the_app_leave_the_first_part_with_their_links() {
        let mut bundle = Bundle::example(b"", "");
        let of = |name: &str| Asset {
            links: vec![format!("{name}-1.css")],
            name: name.to_owned(),
            content: name.to_owned(),
        };
        bundle.sheets = ["base.css"].iter().chain(&SHEETS).map(|name| of(name)).collect();
        assert_eq!(take_sheets(&mut bundle), Ok(SHEETS.concat()));
        let [first] = &bundle.sheets[..] else { unreachable!("{:?}", bundle.sheets) };
        assert_eq!((first.name.as_str(), first.links.len()), ("base.css", 8));
        // None is left.
        assert!(take_sheets(&mut bundle).is_err());
    }

    #[test]
    fn the_wasm_becomes_a_text_of_its_bytes_in_the_script() {
        let mut bundle = Bundle::example(b"wasm", GLUE);
        let environment = Environment::without_programs();
        assert_eq!(embed(&mut bundle, &environment), Ok("left out, for want of wasm-opt".to_owned()));
        let script = Asset { links: Vec::new(), name: SCRIPT.to_owned(), content: "1;\n".to_owned() };
        bundle.scripts.push(script);
        assert!(embed(&mut bundle, &environment).is_err());
        let content = b"\0asm\"\\\x7f\x80\xe9\xff\n".to_vec();
        bundle.parts.push(Asset { links: Vec::new(), name: WASM.to_owned(), content });
        assert_eq!(embed(&mut bundle, &environment), Ok("11 bytes".to_owned()));
        let expected = "1;\nlet bytes = Uint8Array.from(\"\\x00asm\\\"\\\\\\x7f\\x80éÿ\\x0a\", (byte) => \
                        byte.charCodeAt());\n";
        let expected = [expected, TAKE].concat();
        assert_eq!(bundle.scripts.last().map(|script| script.content.as_str()), Some(expected.as_str()));
        assert!(bundle.parts.is_empty());
    }
}
