//! The single-key shortcuts. They can be switched off (WCAG 2.2, 2.1.4).

use super::locale::Locale;

/// The action of a single-key shortcut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// Moves the focus to the filter of the message's text.
    Search,
    /// Goes to the next page.
    NextPage,
    /// Goes to the previous page.
    PreviousPage,
    /// Moves the focus to the next row.
    NextRow,
    /// Moves the focus to the previous row.
    PreviousRow,
    /// Selects the row that has the focus, or deselects it.
    Select,
    /// Sends the request again.
    Refresh,
    /// Shows the list of shortcuts.
    Help,
}

impl Shortcut {
    /// Returns whether the shortcut acts on a key press. `shift` tells whether Shift is held, and `repeat` whether the
    /// press is a repetition because the key is held.
    pub const fn takes(self, shift: bool, repeat: bool) -> bool {
        // Shift is needed for the question mark, for the slash on some layouts, and to extend a selection.
        (!shift || matches!(self, Self::Help | Self::Search | Self::Select))
            && (!repeat || matches!(self, Self::NextRow | Self::PreviousRow))
    }
}

/// Returns the shortcut of a key; `None` if it has none.
///
/// The key is known by the character that it writes (`key`, from `KeyboardEvent.key`). If that is not a Latin
/// letter, its position on the keyboard counts (`code`, from `KeyboardEvent.code`), because the same keys write other
/// letters on a Persian layout. The arrows follow the direction of reading in the page's language.
pub fn of_key(key: &str, code: &str, locale: Locale) -> Option<Shortcut> {
    let [forward, backward] = locale.arrows();
    match key {
        key if key == forward => return Some(Shortcut::NextPage),
        key if key == backward => return Some(Shortcut::PreviousPage),
        "/" => return Some(Shortcut::Search),
        "?" | "؟" => return Some(Shortcut::Help),
        _ => {}
    }
    let is_latin = key.len() == 1 && key.bytes().all(|b| b.is_ascii_alphabetic());
    let letter = if is_latin { key.to_ascii_lowercase() } else { code.strip_prefix("Key")?.to_ascii_lowercase() };
    Some(match letter.as_str() {
        "n" => Shortcut::NextPage,
        "p" => Shortcut::PreviousPage,
        "j" => Shortcut::NextRow,
        "k" => Shortcut::PreviousRow,
        "x" => Shortcut::Select,
        "r" => Shortcut::Refresh,
        _ => return None,
    })
}
