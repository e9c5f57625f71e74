//! Views in pasted texts.

use crate::support::{TestZone, codec, texts, thorough};
use outbox_report::{
    address::pasted::Pasted,
    domain::{draft::Draft, param::Param},
};
use proptest::prelude::*;

const PAGE: &str = "https://sms.example.com/panel/";

fn read(text: &str) -> Option<Pasted> {
    let zone = TestZone::tehran();
    codec(&zone).parse_pasted(text, PAGE)
}

/// Checks the address that a text opens, and whether it has a token or another address as well.
#[track_caller]
fn check(text: &str, address: &str, has_token: bool, has_address: bool) {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let pasted = read(text).unwrap_or_else(|| panic!("{text} is a view"));
    assert_eq!(codec.format_draft(&pasted.draft), address, "{text}");
    assert_eq!((pasted.has_token, pasted.has_address), (has_token, has_address), "{text}");
}

const DOCUMENTS: &str = "?limit=10&username=*&number=%2B98217000070&messages_outbox_id=1100972179\
    &create_from_date=1744102007&create_to_date=1744102007&send_from_date=1744102007&send_to_date=1744102007\
    &from_exit_count=1&to_exit_count=100&message=%D8%AA%D8%B3%D8%AA&state_id=6";

#[test]
fn the_documents_curl_example_opens_as_it_stands() {
    check(include_str!("../fixtures/curl.txt"), DOCUMENTS, false, false);
}

#[test]
fn the_documents_request_body_opens() {
    check(include_str!("../fixtures/request.json"), DOCUMENTS, false, false);
    check(r#"{"page":3,"limit":25,"filters":{}}"#, "?page=3", false, false);
    check(r#"Look: {"filters":{"state_id":6,"message":null,"username":""}} ok?"#, "?state_id=6", false, false);
}

#[test]
fn a_real_token_and_a_gateways_address_are_noticed_and_not_used() {
    let curl = |header: &str| {
        format!(
            "curl --location 'https://edge.example.com/v1/api/report/new_list' --header '{header}' \
             --data '{{\"page\":2,\"filters\":{{\"state_id\":\"3\"}}}}'"
        )
    };
    check(&curl("Authorization: s3cret-t0ken"), "?page=2&state_id=3", true, true);
    check(&curl("authorization: YOUR_TOKEN_HERE"), "?page=2&state_id=3", false, true);
}

#[test]
fn quotes_of_shells_are_read() {
    check(r#"curl x --data '{"filters":{"message":"it'\''s"}}'"#, "?message=it%27s", false, false);
    check(r#"curl x -d "{\"filters\":{\"message\":\"a\",\"state_id\":\"6\"}}""#, "?message=a&state_id=6", false, false);
}

#[test]
fn links_of_this_page_and_of_others_open_here() {
    check("https://sms.example.com/panel/?page=2&state_id=6", "?page=2&state_id=6", false, false);
    check("http://other.example/?state_id=6&token=abc#top", "?state_id=6", true, true);
    check("see https://sms.example.com/panel/?message=%D8%AA and call me", "?message=%D8%AA", false, false);
    check("?create_from_date=now-7d/d", "?create_from_date=now-7d/d", false, false);
    check("?state_id=99", "?state_id=99", false, false);
}

/// The message in the body of the commands in the tests of shells.
const MESSAGE: &str = "it's 100% \"a\\b\" & ^c^ `d` $e !f\nسلام 😀";

/// Returns the body of a request for messages with a text, as `JSON.stringify` writes it.
fn body_of(message: &str) -> String {
    format!(
        r#"{{"page":2,"limit":10,"filters":{{"message":{},"state_id":"6"}}}}"#,
        serde_json::to_string(message).unwrap()
    )
}

/// Quotes a text as Chrome's "Copy as cURL (bash)" does.
fn chrome_bash(text: &str) -> String {
    let is_escaped = |c: char| matches!(c, '\0'..='\x1F' | '\x7F'..='\u{9F}' | '!' | '\'');
    if !text.contains(is_escaped) {
        return format!("'{text}'");
    }
    let escaped = text.chars().map(|c| match c {
        '\\' => r"\\".to_owned(),
        '\'' => r"\'".to_owned(),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        c if is_escaped(c) => format!(r"\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    format!("$'{}'", escaped.collect::<String>())
}

/// Quotes a text as Firefox does: every character beyond ASCII as its UTF-16 code units.
fn firefox_bash(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '\\' | '\'' => format!(r"\{c}"),
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '!' => r"\041".to_owned(),
        ' '..='~' => c.to_string(),
        c if u32::from(c) < 256 => format!(r"\x{:02x}", u32::from(c)),
        c => {
            let units: Vec<String> = c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!(r"\u{unit:04x}")).collect();
            units.concat()
        }
    });
    format!("$'{}'", escaped.collect::<String>())
}

/// Quotes a text as a person does who knows the shell.
fn posix(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn posix_double(text: &str) -> String {
    let escaped = text.chars().map(|c| if "\\\"$`".contains(c) { format!("\\{c}") } else { c.to_string() });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Quotes a text as Chrome's "Copy as cURL (cmd)" does.
fn chrome_cmd(text: &str) -> String {
    let mut quoted = String::from("^\"");
    let mut rest = text.replace('\\', r"\\").replace('"', "\\\"").replace("\r\n", "\n");
    rest = rest
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' => c.to_string(),
            c if c.is_whitespace() || "_-:=+~'/.',?;()*`".contains(c) => c.to_string(),
            c => format!("^{c}"),
        })
        .collect();
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => quoted.push_str("^\n\n"),
            '%' => {
                quoted.push('%');
                if chars.peek().is_some_and(char::is_ascii_alphanumeric) {
                    quoted.push('^');
                }
            }
            c => quoted.push(c),
        }
    }
    quoted + "^\""
}

/// Quotes a text as Chrome's "Copy as PowerShell" does.
fn chrome_powershell(text: &str) -> String {
    let mut quoted = String::new();
    for c in text.chars() {
        match c {
            '`' | '$' | '"' => quoted.extend(['`', c]),
            ' '..='~' => quoted.push(c),
            c => quoted.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("$([char]{unit})"))),
        }
    }
    format!("\"{quoted}\"")
}

fn bash_command(quote: fn(&str) -> String, body: &str) -> String {
    let [url, kind, token] =
        ["https://edge.example.com/v1/api/report/new_list", "content-type: application/json", "authorization: s3cret"]
            .map(quote);
    let body = quote(body);
    format!("curl {url} \\\n  -H {kind} \\\n  -H {token} \\\n  --data-raw {body} \\\n  --compressed")
}

fn cmd_command(quote: fn(&str) -> String, body: &str) -> String {
    bash_command(quote, body).replace(" \\\n", " ^\r\n")
}

fn powershell_command(quote: fn(&str) -> String, body: &str) -> String {
    let [url, token, body] = ["https://edge.example.com/v1/api/report/new_list", "s3cret", body].map(quote);
    format!(
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n\
         $session.UserAgent = \"Mozilla/5.0 (X11; Linux x86_64)\"\n\
         Invoke-WebRequest -UseBasicParsing -Uri {url} `\n-Method \"POST\" `\n-WebSession $session `\n-Headers @{{\n\
         \"Authorization\"={token}\n  \"accept\"=\"*/*\"\n}} `\n-ContentType \"application/json\" `\n\
         -Body ([System.Text.Encoding]::UTF8.GetBytes({body}))"
    )
}

/// A function that writes a request's body as a command.
type Copied = fn(&str) -> String;

/// Every way in which a request may have been copied as a command.
const WAYS: [(&str, Copied); 8] = [
    ("Chrome, bash", |body| bash_command(chrome_bash, body)),
    ("Firefox, bash", |body| bash_command(firefox_bash, body)),
    ("single quotes", |body| bash_command(posix, body)),
    ("double quotes", |body| bash_command(posix_double, body)),
    ("Chrome, cmd", |body| cmd_command(chrome_cmd, body)),
    ("Chrome, PowerShell", |body| powershell_command(chrome_powershell, body)),
    ("PowerShell, single quotes", |body| powershell_command(|text| format!("'{}'", text.replace('\'', "''")), body)),
    ("heredoc", |body| format!("curl -d @- https://edge.example.com/x -H 'Authorization: s' <<'EOF'\n{body}\nEOF\n")),
];

#[track_caller]
fn check_message(name: &str, command: &str, message: &str) {
    let pasted = read(command).unwrap_or_else(|| panic!("{name}: {command}"));
    assert_eq!(pasted.draft.get(Param::Message), message, "{name}: {command}");
    assert_eq!((pasted.draft.get(Param::Page), pasted.draft.get(Param::StateId)), ("2", "6"), "{name}: {command}");
    assert!(pasted.has_token && pasted.has_address, "{name}: {command}");
}

#[test]
fn commands_of_every_shell_open_what_they_ask_for() {
    for message in [MESSAGE, "a\\nb", "it's", "x!\n", "", "سلام", "''", "é ÿ", "{\"filters\":{\"state_id\":\"1\"}}"]
    {
        for (name, command) in WAYS {
            check_message(name, &command(&body_of(message)), message);
        }
    }
}

#[test]
fn commands_of_the_windows_prompt_are_read_as_it_reads_them() {
    check(
        r#"curl "https://h.example/x" -d "{""page"":1,""filters"":{""message"":""a b"",""state_id"":""6""}}""#,
        "?message=a%20b&state_id=6",
        false,
        true,
    );
    check(r#"curl.exe x -d "{\"filters\":{\"message\":\"a\\\\nb\"}}""#, "?message=a%5C%5Cnb", false, false);
    check("curl ^\"https://h.example/p/?limit=50^&state_id=3^\"", "?limit=50&state_id=3", false, true);
    check("C:\\Users\\x>curl x -d \"{\\\"filters\\\":{\\\"state_id\\\":\\\"6\\\"}}\"", "?state_id=6", false, false);
    check(
        "PS C:\\> curl.exe x -d '{\\\"filters\\\":{\\\"message\\\":\\\"it''s\\\"}}'",
        "?message=it%27s",
        false,
        false,
    );
    check("curl.exe x -d \"{`\"filters`\":{`\"message`\":`\"a`\"}}\"", "?message=a", false, false);
}

#[test]
fn a_wrong_reading_never_wins_over_a_right_one() {
    // As JSON without its quotes it would be another message.
    check(r#"curl x --data-raw $'{"filters":{"message":"a\\nb"}}'"#, "?message=a%0Ab", false, false);
    check(r#"curl x --data-raw $'{"filters":{"message":"a\\\\nb"}}'"#, "?message=a%5Cnb", false, false);
    check(r#"--data-raw $'{"filters":{"message":"it\'s\u0021\\n"}}'"#, "?message=it%27s%21%0A", false, false);
    check(r#"curl x -d "{\"filters\":{\"message\":\"a\\nb\"}}""#, "?message=a%0Ab", false, false);
    check("irm x -Method Post -Body '{\"filters\":{\"message\":\"it''s\"}}'", "?message=it%27s", false, false);
    check("curl x -d '{\"filters\":{\"message\":\"it''s\"}}'", "?message=it%27s", false, false);
    // Cut off, or a variable's value: better none than another one.
    for text in [
        r#"curl x --data-raw $'{"filters":{"message":"a\\nb"}}"#,
        "curl x -d ^\"^{^\\^\"filters^\\^\":^{^\\^\"message^\\^\":^\\^\"a^\\^\"",
        "irm x -Body \"{`\"filters`\":{`\"message`\":`\"$(Get-Date)`\"}}\"",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn what_a_message_says_decides_nothing_about_its_shell() {
    for message in [
        "use irm now, it's new",
        "it's ^\" here",
        "curl.exe it's",
        "curl a\nb",
        " ^\"{^\\^\"page^\\^\":1}^\"",
        "$session = it's",
        "' {\"page\":1} '",
        "\" {\\\"page\\\":1} \"",
        "?page=3&state_id=1",
    ] {
        let body = body_of(message);
        for (name, command) in WAYS {
            check_message(name, &command(&body), message);
        }
        assert_eq!(read(&body).unwrap().draft.get(Param::Message), message);
    }
}

#[test]
fn long_texts_are_read_in_no_time() {
    let begun = std::time::Instant::now();
    for part in [
        "{",
        "\\\"",
        "\"",
        "'",
        "<<A\n",
        "@'\n",
        "?",
        "?page=1&",
        "{\"a\":",
        "^\"",
        "`\"",
        "$'\\x",
        "$([char]1)",
        "\"{\\\"a\\\":",
        "curl '",
        "?state_id=1&amp;",
        "?message=)",
        ")",
    ] {
        for size in [30_000, 1_000_000] {
            let _ = read(&part.repeat(size / part.len()));
            let _ = read(&format!("curl {}", part.repeat(size / part.len())));
        }
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn requests_are_found_in_other_texts() {
    check(
        r#"fetch("https://edge.example.com/v1/api/report/new_list", {"headers": {"authorization": "s3cret"},
           "body": "{\"page\":2,\"filters\":{\"message\":\"a\\nb\"}}", "method": "POST"});"#,
        "?page=2&message=a%0Ab",
        true,
        true,
    );
    check(r#"{\"filters\":{\"message\":\"a\\nb\"}}"#, "?message=a%0Ab", false, false);
    check(r#"{""filters"":{""message"":"""",""state_id"":""6""}}"#, "?state_id=6", false, false);
    check("curl x -d {\"filters\":{\"state_id\":6}}", "?state_id=6", false, false);
    check("# curl x -d '{\"filters\":{\"state_id\":6}}'", "?state_id=6", false, false);
    check("{“filters”:{“state_id”:“6”}}", "?state_id=6", false, false);
    check("curl x -d'{\"filters\":{\"state_id\":6}}'", "?state_id=6", false, false);
    check("curl x --data='{\"filters\":{\"state_id\":6}}' | jq .data", "?state_id=6", false, false);
    check("curl x -d \"$(cat y)\" --json '{\"filters\":{\"state_id\":6}}'", "?state_id=6", false, false);
    check("curl --data @- x <<EOF\n{\"filters\":{\"message\":\"a\\\\nb\"}}\nEOF", "?message=a%0Ab", false, false);
}

#[test]
fn links_are_found_in_what_stands_around_them() {
    check("?limit=50&amp;state_id=3", "?limit=50&state_id=3", false, false);
    check("https://sms.example.com/panel/?limit=50&#38;state_id=3", "?limit=50&state_id=3", false, false);
    check(
        "<a href=\"https://sms.example.com/panel/?limit=50&amp;state_id=3\">x</a>",
        "?limit=50&state_id=3",
        false,
        false,
    );
    check("<https://sms.example.com/panel/?state_id=3>", "?state_id=3", false, false);
    check("(https://sms.example.com/panel/?state_id=3).", "?state_id=3", false, false);
    check("«https://sms.example.com/panel/?state_id=3»،", "?state_id=3", false, false);
    check("Why? See https://sms.example.com/panel/?page=2&state_id=3, please", "?page=2&state_id=3", false, false);
    check("\u{200F}https://sms.example.com/panel/?state_id=3\u{200F}", "?state_id=3", false, false);
    check("'https://sms.example.com/panel/?state_id=3'", "?state_id=3", false, false);
    check("?message=wait.", "?message=wait.", false, false);
    check("https://sms.example.com/panel/?message=a(2)", "?message=a%282%29", false, false);
    check("(https://sms.example.com/panel/?message=a(2))", "?message=a%282%29", false, false);
    check("(https://sms.example.com/panel/?number=vip(2)).", "?number=vip%282%29", false, false);
}

#[test]
fn what_means_no_view_is_none() {
    for text in
        ["", "hello", "{}", "{\"a\":1}", "https://example.com/", "https://example.com/?q=1", "what?", "{{{{", "'{'"]
    {
        assert_eq!(read(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn any_text_can_be_pasted(text in texts("\\PC{0,60}|[{}\"':?&=,a-z]{0,40}")) {
        if let Some(pasted) = read(&text) {
            prop_assert!(pasted.draft != Draft::default() || text.contains("filters") || text.contains('?'));
        }
    }

    #[test]
    fn a_command_opens_the_message_that_it_asks_for(
        message in texts("[a-z'\"\\\\^%&$`!{}\\[\\] \n\ré۱س😀\u{1}]{0,12}"),
        way: prop::sample::Index,
    ) {
        let (name, command) = way.get(&WAYS);
        let command = command(&body_of(&message));
        let pasted = read(&command).unwrap_or_else(|| panic!("{name}: {command}"));
        prop_assert_eq!(pasted.draft.get(Param::Message), &message, "{}: {}", name, command);
    }
}
