//! What single keys do (WCAG 2.2, 2.1.4: they can be switched off).

use super::locale::Locale;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// To the field of the message's text.
    Search,
    /// The page after.
    NextPage,
    /// The page before.
    PreviousPage,
    /// To the next row.
    NextRow,
    /// To the row before.
    PreviousRow,
    /// Selects the row, or no more.
    Select,
    /// Asks the same again.
    Refresh,
    /// What the keys do.
    Help,
}

impl Shortcut {
    /// Whether it acts with Shift held, and again and again as long as the key is held.
    pub const fn takes(self, shift: bool, repeat: bool) -> bool {
        // Shift is a part of the question mark, of the slash on some layouts, and of a selection.
        (!shift || matches!(self, Self::Help | Self::Search | Self::Select))
            && (!repeat || matches!(self, Self::NextRow | Self::PreviousRow))
    }
}

/// What a key means, by the character that it writes (`KeyboardEvent.key`) and, where that is no Latin letter, by its
/// place on the keyboard (`KeyboardEvent.code`): on a Persian layout the same keys write other letters. The arrows go in
/// the direction of reading.
pub fn of_key(key: &str, code: &str, locale: Locale) -> Option<Shortcut> {
    let forward = match locale {
        Locale::En => "ArrowRight",
        Locale::Fa => "ArrowLeft",
    };
    match key {
        "ArrowRight" | "ArrowLeft" if key == forward => return Some(Shortcut::NextPage),
        "ArrowRight" | "ArrowLeft" => return Some(Shortcut::PreviousPage),
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
