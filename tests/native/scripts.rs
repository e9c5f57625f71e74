//! Values that scripts spell once more, as they run without the wasm, or beside the page.

use outbox_report::domain::{
    config::MAX_TIMEOUT_S,
    preferences::{Preference, Preferences},
    storage_key::Key,
};
use std::fs;

const BOOT: &str = include_str!("../../src/boot.js");
const SCREEN: &str = include_str!("../../src/screen.js");

/// The folder of the page, in JavaScript.
const FOLDER: &str = "${location.pathname.replace(/[^/]*$/, '')}";

/// Returns the beginning of the name under which every text is stored, in JavaScript.
fn own() -> String {
    let key = Key::Preferences;
    key.name(FOLDER).strip_suffix(key.word()).unwrap().to_owned()
}

#[track_caller]
fn check_spelled(script: &str, text: &str) {
    assert_eq!(script.matches(text).count(), 1, "{text}");
}

#[test]
fn the_stored_theme_is_read_by_the_names_that_it_is_stored_by() {
    check_spelled(BOOT, &format!("const own = `{}`;", own()));
    check_spelled(BOOT, &format!("localStorage.getItem(`${{own}}{}`)", Key::Preferences.word()));
    let theme = Preference::Theme.name();
    check_spelled(BOOT, &format!(r"/{theme}=(\w+)/.exec("));
    check_spelled(BOOT, &format!(".dataset.{theme} = {theme};"));
    for option in &Preference::Theme.options()[1..] {
        assert_eq!(Preferences::default().with(Preference::Theme, option).to_text(), format!("{theme}={option}"));
        assert!(option.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{option}");
    }
}

#[test]
fn a_crash_is_remembered_beside_what_is_stored_and_under_no_name_of_it() {
    let (_, word) = SCREEN.split_once(&format!("const crashed = `{}", own())).unwrap();
    let word = word.split('`').next().unwrap();
    assert!(Key::ALL.iter().all(|key| key.word() != word), "{word}");
}

#[test]
fn the_safe_mode_has_one_fragment() {
    let address_bar = include_str!("../../src/browser/address_bar.rs");
    let (_, rest) = address_bar.split_once("const SAFE_MODE: &str = \"").unwrap();
    let fragment = rest.split('"').next().unwrap();
    check_spelled(BOOT, &format!("location.hash !== '{fragment}'"));
    check_spelled(SCREEN, &format!("'{fragment}'"));
}

#[test]
fn the_first_request_outlasts_every_timeout() {
    check_spelled(BOOT, &format!("longer than {MAX_TIMEOUT_S} seconds"));
    check_spelled(BOOT, &format!("setTimeout(endEarly, {}e3);", MAX_TIMEOUT_S + 1));
}

#[test]
fn the_benchmark_finds_each_control_by_a_text_of_the_page() {
    let names = include_str!("../../bench/lib/names.mjs");
    for language in ["en", "fa"] {
        let (_, own) = names.split_once(&format!(" {language}: {{")).unwrap();
        let (own, _) = own.split_once('}').unwrap();
        let mut texts = fs::read_to_string(format!("src/i18n/{language}.rs")).unwrap();
        for file in fs::read_dir(format!("src/i18n/{language}")).unwrap() {
            texts += &fs::read_to_string(file.unwrap().path()).unwrap();
        }
        let quoted: Vec<&str> = own.split('\'').skip(1).step_by(2).collect();
        assert!(quoted.len() > 10, "{quoted:?}");
        for text in quoted {
            assert!(texts.contains(&format!("\"{text}\"")), "{text}");
        }
    }
}
