//! The quoting of shells.

use crate::support::{texts, thorough};
use outbox_report::address::shell::Shell;
use proptest::prelude::*;

#[track_caller]
fn check(shell: Shell, command: &str, words: &[&str]) {
    assert_eq!(
        shell.words(command).as_deref(),
        Some(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>().as_slice()),
        "{command}"
    );
}

#[test]
fn posix_words_are_those_of_bash() {
    let check = |command, words: &[&str]| check(Shell::Posix, command, words);
    check("curl  -d 'a b' x", &["curl", "-d", "a b", "x"]);
    check(r#"a'b'"c"\ d"#, &["abc d"]);
    check(r"'it'\''s'", &["it's"]);
    check(r#""\"\\\$\`\n""#, &["\"\\$`\\n"]);
    check("a \\\n  b", &["a", "b"]);
    check(r"$'it\'s \u0021 \x41\101 \t\e'", &["it's ! AA \t\u{1B}"]);
    check(r"$'\xd8\xb3\u0633\U0001F600'", &["سس😀"]);
    // Firefox: Latin-1 as a byte, emoji as two halves.
    check(r"$'\xe9 \ud83d\ude00 \ud83d'", &["é 😀 \u{FFFD}"]);
    check("a '' ''", &["a", "", ""]);
    check("# a comment\ncurl x # and one more", &["curl", "x"]);
    check("curl x | jq .", &["curl", "x", "jq", "."]);
    check("cat <<< 'a b'", &["cat", "a b"]);
    check("cat <<-'E'\n\ta\\b\n\tE\nmore", &["cat", "a\\b\n"]);
    for unfinished in ["'a", "\"a", "$'a", "a\\", r"$'\q'", r"$'\u'", "<<E\na", "'it''s'"] {
        assert_eq!(Shell::Posix.words(unfinished), None, "{unfinished}");
    }
}

#[test]
fn words_of_the_command_prompt_are_those_of_its_programs() {
    let check = |command, words: &[&str]| check(Shell::Cmd, command, words);
    check(r#"curl "a b" ^"c^&d^""#, &["curl", "a b", "c&d"]);
    check(r#""{\"a\":\"b\\\"c\"}" x"#, &[r#"{"a":"b\"c"}"#, "x"]);
    check(r#""{""a"":1}""#, &[r#"{"a":1}"#]);
    check(r#""a\\" b"#, &["a\\", "b"]);
    check(r"a\b\\c", &[r"a\b\\c"]);
    // As browsers write them.
    check(r#"^"a^\^\b^\^"c^\^\^\^"^""#, &[r#"a\b"c\""#]);
    check("a ^\n b ^\n\nc", &["a", "b", "c"]);
    check("^\"a^\n\nb^\"", &["a\nb"]);
    check(r#"^"^{^\^"a^\^":^\^"100^%^25^\^"^}^""#, &[r#"{"a":"100%25"}"#]);
    // A caret in quotes is one.
    check(r#""a^b""#, &["a^b"]);
    assert_eq!(Shell::Cmd.words("\"a"), None);
}

#[test]
fn powershells_words_are_its_strings_and_what_stands_bare() {
    let check = |command, words: &[&str]| check(Shell::PowerShell, command, words);
    check("irm 'it''s' -Body \"a`\"b`$c`n\"\"d\"", &["irm", "it's", "-Body", "a\"b$c\n\"d"]);
    check("\"$([char]1587)$([char]55357)$([char]56832)`u{633}\"", &["س😀س"]);
    check("@{ 'a' = \"b\" } `\n-x", &["a", "b", "-x"]);
    check("$b = @'\n{\"a\":\"it's\"}\n'@\nirm $b", &["$b", "{\"a\":\"it's\"}", "irm", "$b"]);
    check("@\"\na`$\"b\"\n\"@", &["a$\"b\""]);
    check("@'\n'@", &[""]);
    check("“a” ‘b’", &["a", "b"]);
    for text in ["'a", "\"a", "\"$(Get-Date)\"", "$'a'", "@'\na", "@'a'@", "\"`u633\"", "\"`"] {
        assert_eq!(Shell::PowerShell.words(text), None, "{text}");
    }
}

#[test]
fn our_own_commands_are_those_of_their_shells() {
    let body = r#"{"page":1,"filters":{"message":"it's 100% \"a\\b\"\n سلام 😀 & ^"}}"#;
    assert_eq!(
        Shell::Cmd.request("https://h.example/v1", body),
        "curl.exe --location \"https://h.example/v1\" ^\n--header \"Content-Type: application/json\" ^\n\
         --header \"Authorization: YOUR_TOKEN_HERE\" ^\n--data \"{\\\"page\\\":1,\\\"filters\\\":{\\\"message\\\":\\\"it\\u0027s \
         100\\u0025 \\u0022a\\u005cb\\u0022\\n \\u0633\\u0644\\u0627\\u0645 \\ud83d\\ude00 \\u0026 \\u005e\\\"}}\""
    );
    assert_eq!(
        Shell::PowerShell.request("https://h.example/v1", r#"{"filters":{"message":"it's"}}"#),
        "Invoke-RestMethod -Method Post -Uri 'https://h.example/v1' `\n-ContentType 'application/json' `\n\
         -Headers @{ Authorization = 'YOUR_TOKEN_HERE' } `\n-Body '{\"filters\":{\"message\":\"it\\u0027s\"}}'"
    );
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn a_quoted_text_is_read_back(text in texts("(\\PC|['\"\\\\`$!{}\n]){0,20}")) {
        for shell in [Shell::Posix, Shell::PowerShell] {
            prop_assert_eq!(shell.words(&shell.quoted(&text)), Some(vec![text.clone()]), "{:?}", shell);
        }
        let text: String = text.chars().filter(|c| !"%^&|<>!\n".contains(*c)).collect();
        prop_assert_eq!(Shell::Cmd.words(&Shell::Cmd.quoted(&text)), Some(vec![text]));
    }

    #[test]
    fn our_own_commands_ask_for_the_same(message in texts("(\\PC|['\"\\\\`$!{}%^&|<>\n\u{1}]){0,20}")) {
        let body = serde_json::to_string(&serde_json::json!({ "filters": { "message": message } })).unwrap();
        for shell in [Shell::Posix, Shell::Cmd, Shell::PowerShell] {
            let command = shell.request("https://h.example/v1/api/report/new_list", &body);
            let words = shell.words(&command).unwrap();
            let read = words.iter().find_map(|word| serde_json::from_str::<serde_json::Value>(word).ok().filter(serde_json::Value::is_object));
            prop_assert_eq!(read, serde_json::from_str(&body).ok(), "{:?}: {}", shell, command);
        }
    }

    #[test]
    fn no_command_is_too_odd_to_be_read(command in texts("(\\PC|['\"\\\\`$<^@\n]){0,40}")) {
        for shell in [Shell::Posix, Shell::Cmd, Shell::PowerShell] {
            let _ = shell.words(&command);
        }
    }
}
