//! The work that `cargo xtask bench --pure` times: it compiles and gives the expected results.

#[path = "../../bench/pure/src/work.rs"]
mod work;

use crate::seeds::codec;
use outbox_report::{domain::locale::Locale, i18n::Formatter};

#[test]
fn what_is_timed_is_a_whole_page() {
    let page = work::asked().and_then(|asked| work::decode(&work::answer(), &asked)).unwrap();
    assert_eq!(page.rows.len() as u64, work::ROWS);
    assert_eq!(page.drifts.len(), 0);
    for locale in [Locale::Fa, Locale::En] {
        let bytes = work::texts(&page, Formatter::new(locale, None), codec::codec().context.clock.zone);
        assert!(bytes > 50 * page.rows.len(), "{bytes}");
    }
}

#[test]
fn each_address_that_is_timed_can_be_used() {
    for link in work::LINKS {
        assert!(work::there_and_back(link).is_some(), "{link}");
        assert!(work::body(link).is_some_and(|body| body.starts_with('{')), "{link}");
    }
}
