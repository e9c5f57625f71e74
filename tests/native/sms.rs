//! The length of a text as the mobile network counts it.

use crate::support::{Random, texts, thorough};
use outbox_report::domain::sms::{Count, Encoding, beyond_gsm7, count, parted};
use proptest::prelude::*;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

/// The default alphabet in the order of its 128 codes, without the escape (TS 23.038, clause 6.2.1).
const ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// The characters of the extension table, which follow an escape (TS 23.038, clause 6.2.1.1).
const EXTENSION: &str = "\u{C}^{}\\[~]|€";

const ESCAPE: u16 = 0x1B;

#[track_caller]
fn check(text: &str, encoding: Encoding, units: usize, parts: usize, room: usize) {
    let found = count(text);
    let expected = (encoding, units, text.chars().count(), parts, room);
    assert_eq!((found.encoding, found.units, found.characters, found.parts(), found.room), expected);
}

#[track_caller]
fn check_breaks(text: &str, breaks: &[usize]) {
    assert_eq!(count(text).breaks, breaks);
}

#[test]
fn the_alphabet_and_its_extension_are_those_of_the_specification() {
    let alphabet: HashMap<char, usize> =
        ALPHABET.chars().map(|c| (c, 1)).chain(EXTENSION.chars().map(|c| (c, 2))).collect();
    assert_eq!(alphabet.len(), 137);
    // Beyond the first plane each hundredth: none of them is in the alphabet.
    for c in ('\0'..'\u{10000}').chain(('\u{10000}'..=char::MAX).step_by(97)) {
        let units = alphabet.get(&c).map_or((Encoding::Ucs2, c.len_utf16()), |units| (Encoding::Gsm7, *units));
        let found = count(c.encode_utf8(&mut [0; 4]));
        assert_eq!((found.encoding, found.units), units, "{c:?}");
    }
}

#[test]
fn a_text_of_the_alphabet_has_160_septets_alone_and_153_in_each_of_several_parts() {
    check("", Encoding::Gsm7, 0, 1, 160);
    check("a", Encoding::Gsm7, 1, 1, 159);
    check(&"a".repeat(160), Encoding::Gsm7, 160, 1, 0);
    check(&"a".repeat(161), Encoding::Gsm7, 161, 2, 145);
    check(&"a".repeat(306), Encoding::Gsm7, 306, 2, 0);
    check(&"a".repeat(307), Encoding::Gsm7, 307, 3, 152);
    check_breaks(&"é".repeat(307), &[306, 612]);
}

#[test]
fn any_other_text_has_70_units_alone_and_67_in_each_of_several_parts() {
    check("س", Encoding::Ucs2, 1, 1, 69);
    check(&"س".repeat(70), Encoding::Ucs2, 70, 1, 0);
    check(&"س".repeat(71), Encoding::Ucs2, 71, 2, 63);
    check(&"س".repeat(134), Encoding::Ucs2, 134, 2, 0);
    check(&"س".repeat(135), Encoding::Ucs2, 135, 3, 66);
    check_breaks(&"س".repeat(135), &[134, 268]);
    // One character is enough, and then those of the extension table are one unit each.
    check(&format!("{}ç", "€".repeat(69)), Encoding::Ucs2, 70, 1, 0);
    check(&format!("{}ç", "a".repeat(70)), Encoding::Ucs2, 71, 2, 63);
}

#[test]
fn an_escape_and_what_it_stands_before_are_not_parted() {
    check(&"€".repeat(80), Encoding::Gsm7, 160, 1, 0);
    check(&"€".repeat(81), Encoding::Gsm7, 162, 2, 143);
    for (before, at) in [(151, 152), (152, 152), (153, 153)] {
        check_breaks(&format!("{}^{}", "a".repeat(before), "b".repeat(20)), &[at]);
    }
    // The septet that stays free for it can make a part more.
    check(&format!("{}^{}", "a".repeat(152), "b".repeat(151)), Encoding::Gsm7, 305, 2, 0);
    check(&format!("{}^{}", "a".repeat(152), "b".repeat(152)), Encoding::Gsm7, 306, 3, 152);
}

#[test]
fn the_two_units_of_a_surrogate_pair_are_not_parted() {
    check(&"😀".repeat(35), Encoding::Ucs2, 70, 1, 0);
    check(&"😀".repeat(36), Encoding::Ucs2, 72, 2, 61);
    for (before, at) in [(65, 67), (66, 66), (67, 67)] {
        let bytes = if at > before { before + "😀".len() } else { at };
        check_breaks(&format!("{}😀{}", "a".repeat(before), "b".repeat(20)), &[bytes]);
    }
    check(&format!("{}😀{}", "a".repeat(66), "b".repeat(65)), Encoding::Ucs2, 133, 2, 0);
    check(&format!("{}😀{}", "a".repeat(66), "b".repeat(66)), Encoding::Ucs2, 134, 3, 66);
}

#[test]
fn what_a_person_sees_as_one_may_be_parted() {
    let after = |before: usize, one: &str| count(&format!("{}{one}{}", "a".repeat(before), "b".repeat(20))).breaks;
    assert_eq!(after(65, "🇮🇷"), [65 + "🇮".len()]);
    assert_eq!(after(64, "👩\u{200D}💻"), [64 + "👩\u{200D}".len()]);
    assert_eq!(after(66, "e\u{301}"), [67]);
    assert_eq!(after(66, "ی\u{200C}"), [66 + "ی".len()]);
    assert_eq!(count(&format!("{}\r\n{}", "a".repeat(152), "b".repeat(20))).breaks, [153]);
}

#[test]
fn line_breaks_count_as_they_stand() {
    check("a\nb", Encoding::Gsm7, 3, 1, 157);
    check("a\r\nb", Encoding::Gsm7, 4, 1, 156);
    check("س\r\nس", Encoding::Ucs2, 4, 1, 66);
}

#[test]
fn the_characters_that_cost_a_text_its_alphabet_are_named_once_each_and_the_first_ones_first() {
    assert!(beyond_gsm7("Ünder 5 € [ok]\n", 9).is_empty());
    assert_eq!(beyond_gsm7("it’s a “quote”, it’s", 9), ['’', '“', '”']);
    assert_eq!(beyond_gsm7("سلام", 3), ['س', 'ل', 'ا']);
    assert_eq!(beyond_gsm7("a\tb", 1), ['\t']);
    assert!(beyond_gsm7("سلام", 0).is_empty());
}

/// Returns the text, cut at the beginnings of its parts.
fn cut<'a>(text: &'a str, found: &Count) -> Vec<&'a str> {
    let ends = found.breaks.iter().copied().chain([text.len()]);
    let mut start = 0;
    ends.map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

/// The septets of each character: one in the alphabet; for the extension table, an escape and the code.
static SEPTETS: LazyLock<HashMap<char, Vec<u16>>> = LazyLock::new(|| {
    let alphabet = (0..).zip(ALPHABET.chars()).map(|(at, c)| (c, vec![at + u16::from(at >= ESCAPE)]));
    let extension = (0..).zip(EXTENSION.chars()).map(|(at, c)| (c, vec![ESCAPE, at]));
    alphabet.chain(extension).collect()
});

/// Returns the units of a text: UTF-16, or septets.
fn sent(text: &str, encoding: Encoding) -> Vec<u16> {
    if encoding == Encoding::Ucs2 {
        return text.encode_utf16().collect();
    }
    text.chars().flat_map(|c| SEPTETS[&c].iter().copied()).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        texts(r"[a-zA-Z0-9 .,\n\r]{0,340}"),
        texts(r"[a-eÅΩß€\[\]{}|~^\\\f]{0,180}"),
        texts("[ا-ی\u{200C} a-c\r\n😀🇮🇷\u{301}]{0,150}"),
        texts("[a-z€]{150,165}[a-z€ç😀]{0,9}"),
        texts(r"\PC{0,90}"),
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(thorough())]

    #[test]
    fn parts_are_full_and_not_too_full_and_joined_they_are_the_text(text in any_text()) {
        let found = count(&text);
        let parts = cut(&text, &found);
        prop_assert_eq!(parts.len(), found.parts());
        prop_assert_eq!(parts.concat(), text.as_str());
        let (alone, joined) = found.encoding.limits();
        let limit = if parts.len() == 1 { alone } else { joined };
        let sent = |text: &str| sent(text, found.encoding);
        for (i, part) in parts.iter().enumerate() {
            let units = sent(part);
            prop_assert!(units.len() <= limit);
            match parts.get(i + 1) {
                None => prop_assert_eq!(found.room, limit - units.len()),
                Some(next) => {
                    let first = sent(&next.chars().take(1).collect::<String>());
                    prop_assert!(units.len() + first.len() > limit);
                    prop_assert!(units.last() != Some(&ESCAPE) && !(0xDC00..0xE000).contains(&first[0]));
                }
            }
        }
        prop_assert_eq!(found.units, sent(&text).len());
        prop_assert!(parts.len() == 1 || found.units > alone);
        prop_assert_eq!(found.encoding == Encoding::Gsm7, beyond_gsm7(&text, 1).is_empty());
    }

    #[test]
    fn writing_on_never_makes_fewer_parts(text in any_text(), length: prop::sample::Index) {
        let start: String = text.chars().take(length.index(text.chars().count() + 1)).collect();
        prop_assert!(count(&start).parts() <= count(&text).parts());
    }
}

// From here on: five thousand messages, and what Twilio's `sms-segments-calculator` says of them. Its lines are written
// by `node sms.mjs` in tests/e2e, where a test holds them against it anew; the messages are made twice, here and there.

/// A kind of pieces of which messages are made.
struct Kind {
    name: String,
    /// Pieces that a person sees as one character each. The other counter splits none of them but `\r\n`.
    pieces: Vec<String>,
}

fn kinds() -> Vec<Kind> {
    let kinds: Vec<Value> = serde_json::from_str(include_str!("../fixtures/sms-pieces.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let kind = |kind: &Value| Kind {
        name: text(&kind["of"]),
        pieces: kind["pieces"].as_array().unwrap().iter().map(text).collect(),
    };
    kinds.iter().map(kind).collect()
}

/// Returns the message of a seed, the same as in `tests/e2e/sms.mjs`, which explains the words.
fn message(seed: u64, kinds: &[Kind]) -> Vec<(&Kind, &str)> {
    const EXTENSION: usize = 2;
    const PLAIN: [usize; 6] = [0, 0, 0, 1, 2, 3];
    const ANY: [usize; 19] = [0, 0, 0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 5, 6, 7, 8, 9, 10, 11];
    const SHARES: [usize; 4] = [0, 2, 8, 64];
    const LIMITS: [usize; 9] = [1, 70, 134, 160, 201, 268, 306, 335, 459];

    let mut random = Random(seed);
    let is_plain = random.below(5) < 2;
    let frequent = if is_plain { &PLAIN[..] } else { &ANY[..] };
    let first = frequent[random.below(frequent.len())];
    let second = frequent[random.below(frequent.len())];
    let share = SHARES[random.below(SHARES.len())];
    let goal = match random.below(4) {
        0 => random.below(700),
        _ => (LIMITS[random.below(LIMITS.len())] + random.below(7)).saturating_sub(3),
    };
    let mut length = 0;
    let mut pieces = Vec::new();
    while length < goal {
        let at = if share > 0 && random.below(share) == 0 { second } else { first };
        let kind = &kinds[at];
        let piece = &kind.pieces[random.below(kind.pieces.len())];
        length += if is_plain && at == EXTENSION { 2 } else { utf16(piece) };
        pieces.push((kind, piece.as_str()));
    }
    pieces
}

fn utf16(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Returns the FNV-1a hash of a text.
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// In how many parts the other counter puts pieces of these lengths: it parts none of them. What has no room any more
/// in the first part, once that has a header, goes over into the second without a look at the room there.
fn parts_of_whole_pieces(lengths: &[usize], (alone, joined): (usize, usize)) -> usize {
    let mut parts = 1;
    let mut inside: Vec<usize> = Vec::new();
    for length in lengths {
        let limit = if parts == 1 { alone } else { joined };
        if inside.iter().sum::<usize>() + length > limit {
            let mut over = Vec::new();
            while parts == 1 && inside.iter().sum::<usize>() > joined {
                over.extend(inside.pop());
            }
            inside = over;
            parts += 1;
        }
        inside.push(*length);
    }
    parts
}

/// The exceptions are messages in which a part begins within a piece: the network fills a part to its last unit, and
/// keeps nothing whole but its two kinds of pairs (TS 23.040, clause 9.2.3.24.1). The other counter keeps whole what a
/// person sees as one character, and so leaves units free and comes to more parts; or, where one such piece is longer
/// than a part, overfills the part and comes to fewer.
#[test]
fn five_thousand_messages_have_the_parts_that_another_counter_says_but_where_it_keeps_more_whole_than_the_network() {
    let kinds = kinds();
    let lines = include_str!("../fixtures/sms-segments.txt").lines();
    assert_eq!(lines.clone().count(), 5000);
    let mut exceptions = BTreeMap::new();
    for (seed, line) in (0..).zip(lines) {
        let pieces = message(seed, &kinds);
        let text: String = pieces.iter().map(|(_, piece)| *piece).collect();
        let found = count(&text);
        let [encoding, theirs, sum] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let theirs: usize = theirs.parse().unwrap();
        assert_eq!(format!("{:08x}", checksum(&text)), sum, "message {seed} is another one in tests/e2e");
        let name = if found.encoding == Encoding::Gsm7 { "GSM-7" } else { "UCS-2" };
        assert_eq!(name, encoding, "{seed}: {text:?}");

        let lengths: Vec<usize> = pieces
            .iter()
            .flat_map(|(_, piece)| match (found.encoding, *piece) {
                (_, "\r\n") => vec![1, 1],
                (Encoding::Gsm7, piece) => vec![count(piece).units],
                (Encoding::Ucs2, piece) => vec![utf16(piece)],
            })
            .collect();
        assert_eq!(parts_of_whole_pieces(&lengths, found.encoding.limits()), theirs, "{seed}: {text:?}");

        let mut at = 0;
        let parted = pieces.iter().find(|(_, piece)| {
            let within = at + 1..at + piece.len();
            at += piece.len();
            *piece != "\r\n" && found.breaks.iter().any(|at| within.contains(at))
        });
        match parted {
            None => assert_eq!(found.parts(), theirs, "{seed}: {text:?}"),
            Some((kind, _)) if found.parts() != theirs => {
                let (more, fewer) = exceptions.entry(kind.name.as_str()).or_insert((0, 0));
                *(if theirs > found.parts() { more } else { fewer }) += 1;
            }
            Some(_) => {}
        }
    }
    // By what was parted first: how often the other counter has more parts, and how often fewer.
    let expected = [
        ("Persian", (8, 0)),
        ("emoji of several", (32, 0)),
        ("flags", (33, 0)),
        ("marks", (15, 0)),
        ("more marks than a part has room for", (29, 123)),
    ];
    assert_eq!(exceptions, BTreeMap::from(expected));
}

proptest! {
    #[test]
    fn a_text_is_cut_where_its_parts_begin(text in "(.|[a-zآ-ی😀]){0,400}", most in 0..6_usize) {
        let breaks = count(&text).breaks;
        let breaks = breaks.get(..most).unwrap_or(&breaks);
        let parts = parted(&text, &text, breaks);
        prop_assert_eq!(parts.concat(), text.clone());
        let mut begins: Vec<usize> = parts.iter().scan(0, |at, part| { *at += part.len(); Some(*at) }).collect();
        begins.pop();
        prop_assert_eq!(&begins[..], breaks);
        // Another text of as many characters is cut at the same ones.
        let other: String = text.chars().map(|_| '•').collect();
        let counts = |parts: Vec<&str>| parts.iter().map(|part| part.chars().count()).collect::<Vec<_>>();
        prop_assert_eq!(counts(parted(&text, &other, breaks)), counts(parts));
    }
}

#[test]
fn a_message_of_a_megabyte_is_cut_in_a_moment() {
    let start = std::time::Instant::now();
    for text in ["آ".repeat(500_000), "a".repeat(1_000_000), "😀".repeat(250_000)] {
        let counted = count(&text);
        assert_eq!(parted(&text, &text, &counted.breaks).len(), counted.parts());
    }
    assert!(start.elapsed().as_secs() < 4, "{:?}", start.elapsed());
}
