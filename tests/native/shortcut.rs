//! The single-key shortcuts.

use outbox_report::domain::{
    locale::Locale,
    shortcut::{Shortcut, of_key},
};

#[test]
fn a_key_that_is_held_or_has_shift_does_only_what_bears_it() {
    use Shortcut::{Help, NextPage, NextRow, PreviousPage, PreviousRow, Refresh, Search, Select};
    let all = [Search, NextPage, PreviousPage, NextRow, PreviousRow, Select, Refresh, Help];
    let takes = |shift, repeat| all.into_iter().filter(|own| own.takes(shift, repeat)).collect::<Vec<_>>();
    assert_eq!(takes(false, false), all);
    assert_eq!(takes(true, false), [Search, Select, Help]);
    assert_eq!(takes(false, true), [NextRow, PreviousRow]);
    assert_eq!(takes(true, true), []);
}

#[test]
fn arrows_turn_pages_in_the_direction_of_reading() {
    assert_eq!(of_key("ArrowRight", "ArrowRight", Locale::En), Some(Shortcut::NextPage));
    assert_eq!(of_key("ArrowLeft", "ArrowLeft", Locale::En), Some(Shortcut::PreviousPage));
    assert_eq!(of_key("ArrowLeft", "ArrowLeft", Locale::Fa), Some(Shortcut::NextPage));
    assert_eq!(of_key("ArrowRight", "ArrowRight", Locale::Fa), Some(Shortcut::PreviousPage));
    assert_eq!(of_key("ArrowUp", "ArrowUp", Locale::Fa), None);
}

#[test]
fn keys_act_by_their_place_on_a_persian_keyboard_and_by_their_letter_on_a_latin_one() {
    assert_eq!(of_key("ت", "KeyJ", Locale::Fa), Some(Shortcut::NextRow));
    assert_eq!(of_key("؟", "Slash", Locale::Fa), Some(Shortcut::Help));
    // Dvorak: the letter j is where others have c.
    assert_eq!(of_key("j", "KeyC", Locale::En), Some(Shortcut::NextRow));
    assert_eq!(of_key("c", "KeyJ", Locale::En), None);
    assert_eq!(of_key("J", "KeyJ", Locale::En), Some(Shortcut::NextRow));
    assert_eq!(of_key("Tab", "Tab", Locale::En), None);
}
