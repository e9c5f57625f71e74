//! What holds for everything that people paste, into the page or into a field.

use super::codec::codec;
use outbox_report::{
    address::{Codec, shell::Shell},
    domain::{
        base_url::BaseUrl,
        date_filter::DateFilter,
        draft::{Draft, sender_number},
        param::Param,
        pasted_value::{bare, value},
    },
};

const PAGE: &str = "https://sms.example.com/panel/";

const SHELLS: [Shell; 3] = [Shell::Posix, Shell::Cmd, Shell::PowerShell];

/// Pastes bytes. What is no Unicode text can't be pasted.
pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    check_value(text);
    check_view(text);
    check_commands(text);
}

/// What was read of a value reads as itself.
fn check_value(text: &str) {
    assert_eq!(bare(&bare(text)), bare(text));
    assert_eq!(value(&value(text)), value(text));
    assert_eq!(sender_number(&sender_number(text)), sender_number(text));
    if let Ok(when) = DateFilter::parse(text) {
        assert_eq!(DateFilter::parse(&when.iso()), Ok(when), "{}", when.iso());
    }
    if let Ok(url) = BaseUrl::parse(text) {
        assert_eq!(BaseUrl::parse(url.as_str()).as_ref(), Ok(&url));
        assert!(url.host().is_none_or(str::is_ascii), "{url:?}");
    }
    let codec = codec();
    let in_force = codec.parse("?page=3&create_to_date=now&state_id=6").check(codec.context).expect("a view");
    for param in Param::ALL {
        let mut draft = Draft::canonical(&in_force);
        draft.set(param, text);
        let (query, errors) = draft.settle(codec.context, &in_force);
        // What can't be used changes nothing; what can be is as good as any.
        match draft.check(codec.context) {
            Ok(checked) => assert_eq!((&checked, errors.is_empty()), (&query, true)),
            Err(checked) => {
                assert_eq!(checked, errors);
                let kept = Draft::canonical(&query);
                assert!(errors.params().all(|param| kept.get(param) == Draft::canonical(&in_force).get(param)));
            }
        }
        assert!(Draft::canonical(&query).check(codec.context).is_ok());
    }
}

/// What is pasted is the same view on every device, and has an address on each.
fn check_view(text: &str) {
    let plain = codec();
    let codecs = [plain, Codec { own_limit: Some(50), ..plain }];
    let [pasted, again] = codecs.map(|codec| codec.parse_pasted(text, PAGE));
    assert_eq!(pasted, again);
    let Some(pasted) = pasted else { return };
    for codec in codecs {
        let address = codec.format_draft(&pasted.draft);
        assert_eq!(codec.format_draft(&codec.parse(&address)), address);
    }
}

/// A text that a shell's own quoting holds is read back, and our own commands ask for the message that they were made
/// for.
fn check_commands(text: &str) {
    for shell in SHELLS {
        let _ = shell.words(text);
    }
    for shell in [Shell::Posix, Shell::PowerShell] {
        assert_eq!(shell.words(&shell.quoted(text)).as_deref(), Some(&[text.to_owned()][..]), "{shell:?}");
    }
    let body = serde_json::json!({ "page": 2, "filters": { "message": text } }).to_string();
    for shell in SHELLS {
        let command = shell.request("https://edge.example.com/v1/api/report/new_list", &body);
        // A longer one nobody pastes.
        if command.len() > 65_536 {
            continue;
        }
        let pasted = codec().parse_pasted(&command, PAGE).unwrap_or_else(|| panic!("{shell:?}: {command}"));
        assert_eq!(
            (pasted.draft.get(Param::Page), pasted.draft.get(Param::Message)),
            ("2", text),
            "{shell:?}: {command}"
        );
        let names_token = text.to_ascii_lowercase().contains("authorization");
        assert!((names_token || !pasted.has_token) && pasted.has_address, "{shell:?}: {command}");
    }
}
