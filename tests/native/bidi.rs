//! Characters that change the direction of a text.

use outbox_report::domain::bidi;

#[test]
fn what_turns_the_direction_of_a_text_is_seen_and_all_else_stays() {
    assert_eq!(
        bidi::seen("a \u{202E}b\u{202C} \u{2067}ج\u{2069}\u{200C}".chars()),
        "a ⟦RLO⟧b⟦PDF⟧ ⟦RLI⟧ج⟦PDI⟧\u{200C}"
    );
    // Marks of direction and joiners only help texts to be read as they were meant.
    assert!("متن\u{200E}\u{200F}\u{200C} x".chars().all(|c| !bidi::is_directional(c)));
}

#[test]
fn a_text_has_the_direction_of_its_first_letter() {
    for (text, direction) in [
        ("سلام x", Some("rtl")),
        ("x سلام", Some("ltr")),
        ("🎉 12 ۳۴: ک", Some("rtl")),
        ("۱۲۳ +98", None),
        ("", None),
        ("שלום", Some("rtl")),
        ("日本", Some("ltr")),
    ] {
        assert_eq!(bidi::direction(text), direction, "{text}");
    }
}

#[test]
fn no_letter_of_any_script_is_taken_for_a_sign() {
    let letters = ('\0'..=char::MAX).filter(|c| c.is_alphabetic());
    let overlooked: Vec<char> = letters.filter(|c| bidi::direction(&c.to_string()).is_none()).collect();
    assert!(overlooked.is_empty(), "{overlooked:?}");
    for sign in
        "0۰٠ +-–—…“”«»؟،؛!?()[]{}<>#@&%٪$€£=|/\\*~^_·•✓✔❌★☎→⇒①½²™©®\u{200C}\u{200F}\u{FE0F}\u{20E3}🇮🎉👍🏽🧾💳🔴".chars()
    {
        assert_eq!(bidi::direction(&sign.to_string()), None, "{sign} {:x}", u32::from(sign));
    }
}

#[test]
fn an_id_whose_signs_part_digits_is_isolated_in_a_sentence() {
    let isolated = |text: &str| format!("\u{2066}{text}\u{2069}");
    for id in ["12-34", "۱۲-۳۴", "12 34", "+98", "7f3a-11"] {
        assert_eq!(bidi::left_to_right_in_words(id.to_owned()), isolated(id));
    }
    for id in ["1234", "۱۲٬۳۴۵", "7f3a", "1404/01/19", ""] {
        assert_eq!(bidi::left_to_right_in_words(id.to_owned()), id);
    }
}
