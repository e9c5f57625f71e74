//! What holds for every address, and for everything that is pasted.

use super::codec::codec;
use outbox_report::{
    address::Codec,
    domain::{
        draft::{Draft, FieldErrors},
        param::Param,
        query::Query,
    },
};

/// Opens and pastes bytes, on devices that write an empty query differently. What is no Unicode text is no address.
pub(crate) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let plain = codec();
    let own = Codec { own_limit: Some(50), ..plain };
    let start = Codec { has_start_view: true, ..plain };
    for codec in [plain, own, start] {
        let draft = codec.parse(text);
        match draft.check(codec.context) {
            Ok(query) => check_query(codec, &query),
            Err(errors) => check_draft(codec, &draft, &errors),
        }
    }
    check_pasted([plain, own], text);
}

/// An address means the query it was written for, and is the only one that does.
fn check_query(codec: Codec, query: &Query) {
    let address = codec.format(query);
    let again = codec.parse(&address).check(codec.context);
    assert_eq!(again.as_ref(), Ok(query), "{address}");
    assert_eq!(again.map(|again| codec.format(&again)).as_ref(), Ok(&address));
    // Every link to the sends that share a value can be opened.
    for param in Param::ALL {
        let href = codec.only(query, param).href("1");
        assert!(codec.parse(&href).get(param) == "1", "{href}");
    }
}

/// What can't be used stays as it is, with the same reason, and the rest becomes canonical.
fn check_draft(codec: Codec, draft: &Draft, errors: &FieldErrors) {
    let address = codec.format_draft(draft);
    let again = codec.parse(&address);
    assert_eq!(codec.format_draft(&again), address);
    let reasons = again.check(codec.context).map(|query| codec.format(&query));
    assert_eq!(reasons.as_ref(), Err(errors), "{address}");
    for param in errors.params() {
        let mut alone = Draft::default();
        alone.set(param, draft.get(param));
        // The end of a range may be wrong only beside its beginning: alone it is canonical.
        if alone.check(codec.context).is_err() {
            assert_eq!(again.get(param), draft.get(param), "{address}");
        }
    }
}

/// What is pasted is the same view on every device, and has an address on each.
fn check_pasted(codecs: [Codec; 2], text: &str) {
    let [pasted, again] = codecs.map(|codec| codec.parse_pasted(text, "https://sms.example.com/panel/"));
    assert_eq!(pasted, again);
    let Some(pasted) = pasted else { return };
    for codec in codecs {
        let address = codec.format_draft(&pasted.draft);
        assert_eq!(codec.format_draft(&codec.parse(&address)), address);
    }
}
