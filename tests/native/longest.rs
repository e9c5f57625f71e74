//! Measures the time to read a megabyte of each kind of text from outside. It prints figures and checks none: `cargo
//! test --release --test native -- --ignored --nocapture longest`.

use crate::{
    seeds::{seeds, words},
    support::{TestZone, codec, query},
};
use outbox_report::{
    domain::{
        redact::{self, Secret, codes, codes_in_json},
        saved_views::SavedViews,
    },
    gateway::{failure, reply},
};
use std::time::{Duration, Instant};

const MEGABYTE: usize = 1_000_000;

/// The slowest known texts, each with its reader. A search for slow texts has found them.
const SLOWEST: [(&str, &str); 8] = [
    ("codes", "4ý%3%%253435"),
    ("codes", r"4ý%3%5%2%3%%253435534۴6f5256f44\453435534۴36f455"),
    ("codes", r"24ý%3%%435534\354ý%3%4%%253352525534354ý%3%%2ý53435e53433"),
    ("secrets", r"\"),
    ("secrets", r#"1\\\u00"message":3\44ý%3%%253435%2525253%3+"#),
    ("secrets", r#"\u002+6#eyJhbGci&amp;#52;37;%26%237;\\"\u00345-\u02"#),
    ("secrets", r"\\u0034"),
    ("secrets", r#"1\\\u000&amp;#2;m%4ssage"u:%"3+3\44ý%3%%234354&%2525253%3+"#),
];

/// A function that returns the text to be read, made from a repeated text.
type Prepare = fn(&str) -> String;

/// A function that reads a text.
type Read<'a> = Box<dyn Fn(&str) + 'a>;

/// A name, with the functions that are measured under it.
type Reader<'a> = (&'a str, Prepare, Read<'a>);

#[test]
#[ignore = "prints figures"]
fn a_megabyte_of_each_seed_of_pairs_of_words_and_of_slow_texts_is_read_by_what_reads_it() {
    let zone = TestZone::tehran();
    let codec = codec(&zone);
    let asked = query(&[]);
    let secret = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";
    let as_it_is: Prepare = str::to_owned;
    let targets: [(&str, Vec<Reader>); 6] = [
        (
            "reply",
            vec![
                ("page", as_it_is, Box::new(|text| drop(reply::page(200, text, &asked)))),
                ("failure", as_it_is, Box::new(|text| drop(failure::read(secret, 500, Ok(text))))),
            ],
        ),
        ("address", vec![("address", as_it_is, Box::new(|text| drop(codec.format_draft(&codec.parse(text)))))]),
        (
            "pasted",
            vec![("pasted", as_it_is, Box::new(|text| drop(codec.parse_pasted(text, "https://sms.example.com/"))))],
        ),
        (
            "views",
            vec![(
                "views",
                as_it_is,
                Box::new(|text| {
                    let mut views = SavedViews::default();
                    if let Some(more) = SavedViews::parse(text, |query| Some(query.to_owned())) {
                        views.add(more);
                    }
                }),
            )],
        ),
        (
            "secrets",
            vec![
                ("secret", as_it_is, Box::new(|text| drop(Secret::new(secret).hide(text)))),
                ("refused", refused, Box::new(|text| drop(failure::read(secret, 400, Ok(text))))),
                ("messages", as_it_is, Box::new(|text| drop(redact::messages(text)))),
            ],
        ),
        (
            "codes",
            vec![
                ("codes", as_it_is, Box::new(|text| drop(codes(text)))),
                ("codes in JSON", as_it_is, Box::new(|text| drop(codes_in_json(text)))),
            ],
        ),
    ];
    for (target, readers) in targets {
        let words = words(target);
        // A thousand of the pairs at most: each of some targets takes tens of milliseconds.
        let step = words.len() * words.len() / 1_000 + 1;
        let pairs = words.iter().flat_map(|one| words.iter().map(|other| [one.as_slice(), other].concat()));
        let parts: Vec<String> = seeds(target)
            .into_iter()
            .chain(pairs.step_by(step))
            .filter_map(|bytes| String::from_utf8(bytes).ok())
            .chain(SLOWEST.into_iter().filter(|(of, _)| *of == target).map(|(_, text)| text.to_owned()))
            .collect();
        for (name, prepare, read) in readers {
            let (mut longest, mut of) = (Duration::ZERO, "");
            for part in &parts {
                let text = prepare(&part.repeat(MEGABYTE / part.len().max(1)));
                // Of three times the least: whatever else the machine does is no work of ours.
                let mut took = time(&read, &text);
                for _ in 0..2 {
                    if took > longest {
                        took = took.min(time(&read, &text));
                    }
                }
                if took > longest {
                    (longest, of) = (took, part);
                }
            }
            println!("{name:<14} {:>6.1} ms at most of {} texts: {of:?}…", longest.as_secs_f64() * 1e3, parts.len());
        }
    }
}

/// Returns the answer of a gateway that refuses a request with the given text in a sentence on each of twenty fields.
fn refused(text: &str) -> String {
    let sentences = text.as_bytes().chunks(text.len() / 20 + 1).map(String::from_utf8_lossy);
    let errors: serde_json::Map<_, _> =
        sentences.enumerate().map(|(at, sentence)| (format!("field{at}"), sentence.into())).collect();
    serde_json::json!({ "meta": { "status": false, "errors": errors } }).to_string()
}

fn time(read: &Read, text: &str) -> Duration {
    let start = Instant::now();
    read(text);
    start.elapsed()
}
