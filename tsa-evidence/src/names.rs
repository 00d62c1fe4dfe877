//! Text that people read in a proof: nothing may hide in it. The rules are those of `docs/claim-format.md`, "Text".

use alloc::string::String;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// Names, references, titles: at most so many characters.
pub const MAX_TEXT: usize = 200;
/// Notes and file names, which may be relative paths.
pub const MAX_LONG_TEXT: usize = 1000;

/// Why text is refused. The order is that of checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum TextFault {
    /// No character.
    #[error("the text is empty")]
    Empty,
    /// More characters than the limit.
    #[error("the text is too long")]
    TooLong,
    /// A control character, a line or paragraph separator, an interlinear annotation.
    #[error("the text has a control character, such as a line break")]
    Control,
    /// A character that changes the direction of the text after it.
    #[error("the text has an invisible character that turns the direction of writing")]
    Bidi,
    /// A character without a visible form.
    #[error("the text has an invisible character")]
    Invisible,
    /// A space that is not a plain or an ideographic one, or one at an end, or two in a row.
    #[error("the text has an unusual space, a space at its beginning or end, or two in a row")]
    Space,
    /// A noncharacter, a private one, or the replacement character.
    #[error("the text has something that is not a character of Unicode's for all")]
    NotACharacter,
    /// A combining mark with nothing to combine with.
    #[error("the text begins with a combining mark")]
    MarkFirst,
    /// Another form than Unicode's Normalisation Form C.
    #[error("the text is not in Unicode Normalisation Form C")]
    NotNormalised,
    /// A file name with an empty part, `.`, `..` or a backslash.
    #[error("the file name has an empty part, `.`, `..` or a backslash")]
    Path,
}

impl TextFault {
    /// Every reason, in the order of checking.
    pub const ALL: [Self; 10] = [
        Self::Empty,
        Self::TooLong,
        Self::Control,
        Self::Bidi,
        Self::Invisible,
        Self::Space,
        Self::NotACharacter,
        Self::MarkFirst,
        Self::NotNormalised,
        Self::Path,
    ];

    /// The stable code of the reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "text-empty",
            Self::TooLong => "text-too-long",
            Self::Control => "text-control",
            Self::Bidi => "text-bidi",
            Self::Invisible => "text-invisible",
            Self::Space => "text-space",
            Self::NotACharacter => "text-not-a-character",
            Self::MarkFirst => "text-mark-first",
            Self::NotNormalised => "text-not-normalised",
            Self::Path => "text-path",
        }
    }
}

/// Brings text that a person typed to the form in which it is checked: Normalisation Form C, no spaces around it.
#[must_use]
pub fn normalise(text: &str) -> String {
    text.trim_matches([' ', '\u{3000}']).nfc().collect()
}

/// Checks a name, a reference, a title, an identifier: at most [`MAX_TEXT`] characters.
///
/// # Errors
/// [`TextFault`].
pub fn check_text(text: &str) -> Result<(), TextFault> {
    check(text, MAX_TEXT)
}

/// Checks a note: at most [`MAX_LONG_TEXT`] characters.
///
/// # Errors
/// [`TextFault`].
pub fn check_long_text(text: &str) -> Result<(), TextFault> {
    check(text, MAX_LONG_TEXT)
}

/// Checks a file name, which may be a relative path with `/`: at most [`MAX_LONG_TEXT`] characters.
///
/// # Errors
/// [`TextFault`].
pub fn check_file_name(text: &str) -> Result<(), TextFault> {
    check(text, MAX_LONG_TEXT)?;
    let bad = |part: &str| matches!(part, "" | "." | "..");
    if text.contains('\\') || text.split('/').any(bad) { Err(TextFault::Path) } else { Ok(()) }
}

fn check(text: &str, limit: usize) -> Result<(), TextFault> {
    let first = text.chars().next().ok_or(TextFault::Empty)?;
    if text.chars().nth(limit).is_some() {
        return Err(TextFault::TooLong);
    }
    // The first reason by the order of checking, wherever its character stands.
    if let Some(fault) = text.chars().filter_map(fault_of).min() {
        return Err(fault);
    }
    if has_odd_spaces(text) {
        return Err(TextFault::Space);
    }
    if is_combining_mark(first) {
        return Err(TextFault::MarkFirst);
    }
    if is_nfc(text) { Ok(()) } else { Err(TextFault::NotNormalised) }
}

fn fault_of(character: char) -> Option<TextFault> {
    Some(match character {
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' => {
            TextFault::Control
        }
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            TextFault::Bidi
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => TextFault::Invisible,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => TextFault::Space,
        '\u{fdd0}'..='\u{fdef}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => {
            TextFault::NotACharacter
        }
        _ if u32::from(character) & 0xfffe == 0xfffe => TextFault::NotACharacter,
        _ => return None,
    })
}

fn has_odd_spaces(text: &str) -> bool {
    let is_space = |character: char| matches!(character, ' ' | '\u{3000}');
    let mut after_space = true;
    for character in text.chars() {
        if is_space(character) && after_space {
            return true;
        }
        after_space = is_space(character);
    }
    after_space
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::string::ToString;

    #[test]
    fn names_of_the_world() {
        for name in [
            "Ada Lovelace",
            "O’Brien-Ñúñez, Jr.",
            "山田　太郎",
            "李小龍",
            "김철수",
            "محمد بن سلمان",
            "Фёдор Достоевский",
            "Nguyễn Thị Ánh",
            "Ørsted & Søn A/S",
            "नरेन्द्र मोदी",
            "𠮷野家",
            "X Æ A-12",
            "🦀 Ltd",
        ] {
            assert_eq!(check_text(name), Ok(()), "{name}");
        }
    }

    #[test]
    fn the_first_reason_in_the_order_of_checking() {
        assert_eq!(check_text("a\u{200b}\u{202e}\nb"), Err(TextFault::Control));
        assert_eq!(check_text("a\u{200b}\u{202e}b"), Err(TextFault::Bidi));
        assert_eq!(check_text("e\u{301} \u{200b}"), Err(TextFault::Invisible));
        assert!(TextFault::ALL.is_sorted());
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check_text(&"字".repeat(200)), Ok(()));
        assert_eq!(check_text(&"字".repeat(201)), Err(TextFault::TooLong));
    }

    #[test]
    fn file_names() {
        for name in ["a.txt", "src/main.rs", "..a", "a b/c d", ".gitignore"] {
            assert_eq!(check_file_name(name), Ok(()), "{name}");
        }
        for name in ["/etc/passwd", "a//b", "a/", "../a", "a/./b", "a/..", ".", "C:\\a"] {
            assert_eq!(check_file_name(name), Err(TextFault::Path), "{name}");
        }
    }

    proptest! {
        #[test]
        fn accepted_text_shows_all_it_has(text in any::<String>()) {
            let text = normalise(&text);
            if check_text(&text).is_ok() {
                prop_assert_eq!(text.nfc().to_string(), text.clone());
                prop_assert!(!text.chars().any(char::is_control));
                prop_assert!(text.chars().count() <= MAX_TEXT);
            }
        }
    }
}
