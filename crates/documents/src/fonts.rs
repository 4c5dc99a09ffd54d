//! The letters that papers are set in, and what cannot be set in them.

use std::{collections::BTreeSet, sync::LazyLock};

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};
use unicode_normalization::UnicodeNormalization;

/// Liberation Sans, as wide as Arial, in which official papers are written.
const FILES: [&[u8]; 4] = [
    include_bytes!("../fonts/LiberationSans-Regular.ttf"),
    include_bytes!("../fonts/LiberationSans-Bold.ttf"),
    include_bytes!("../fonts/LiberationSans-Italic.ttf"),
    include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
];

pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    list: Vec<Font>,
}

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let list: Vec<Font> = FILES.iter().filter_map(|it| Font::new(Bytes::new(*it), 0)).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&list)), list }
});

impl Fonts {
    pub(crate) fn get(&self, at: usize) -> Option<Font> {
        self.list.get(at).cloned()
    }

    fn covers(&self, letter: char) -> bool {
        (0..self.list.len()).all(|at| self.book.info(at).is_some_and(|it| it.coverage.contains(letter as u32)))
    }
}

/// Stands for a letter of a script that the fonts do not have: a standard for archives
/// forbids a letter without a shape.
const UNKNOWN: char = '\u{25a1}';

/// After so many letters without a blank a line may break: names of files and addresses
/// would run out of their columns.
const UNBROKEN: usize = 24;

/// A text as it can be set: without what has no shape of its own, plainly where only a
/// plain shape is there, and with a mark in the place of each letter that the fonts
/// lack. Picture letters go without a mark.
pub(crate) fn printable(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut since = 0;
    for letter in text.chars() {
        since = if letter.is_whitespace() { 0 } else { since + 1 };
        if since > UNBROKEN {
            set.push('\u{200b}');
            since = 1;
        }
        match letter {
            '\n' => set.push('\n'),
            // Nearly all that is printed; each font has them.
            ' '..='~' => set.push(letter),
            '\t' | '\u{a0}' => set.push(' '),
            _ if shows_nothing(letter) => {}
            _ if FONTS.covers(letter) => set.push(letter),
            _ => match plainly(letter) {
                Some(plain) => set.push_str(&plain),
                None => set.push(UNKNOWN),
            },
        }
    }
    set
}

/// The letters of a text for which a mark is printed, each once.
pub(crate) fn unknown(text: &str) -> BTreeSet<char> {
    let foreign = text.chars().filter(|it| !it.is_ascii() && !it.is_whitespace() && !shows_nothing(*it));
    foreign.filter(|it| !FONTS.covers(*it) && plainly(*it).is_none()).collect()
}

/// What has no width, and picture letters that the fonts lack.
fn shows_nothing(letter: char) -> bool {
    let invisible = matches!(letter,
        '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}');
    let picture = matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}');
    letter.is_control()
        || domain::inovasi::profile::is_invisible(letter)
        || invisible
        || picture && !FONTS.covers(letter)
}

/// A letter in its usual shape, where that is all that sets it apart: wide, bold, joined.
fn plainly(letter: char) -> Option<String> {
    let plain: String = letter.nfkc().collect();
    (!plain.is_empty() && plain.chars().all(|it| FONTS.covers(it))).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_printed_as_well_as_it_can_be() {
        for (text, set, lacks) in [
            ("Kota Semarang", "Kota Semarang", ""),
            ("é e\u{301} Ω ₂", "é e\u{301} Ω ₂", ""),
            ("a\u{200b}b\u{feff}c\u{34f}d\u{e0041}", "abcd", ""),
            ("ＡＢＣ \u{1d400}\u{1d401} ﬃ", "ABC AB ffi", ""),
            ("senyum 😀 ✅", "senyum  ", ""),
            ("ꦗꦮ 漢 漢", "□□ □ □", "ꦗꦮ漢"),
        ] {
            assert_eq!(printable(text), set, "{text}");
            assert_eq!(unknown(text), lacks.chars().collect(), "{text}");
        }
        assert!((' '..='~').all(|it| FONTS.covers(it) && !shows_nothing(it)));
        assert_eq!(printable(&"a".repeat(30)).chars().filter(|it| *it == '\u{200b}').count(), 1);
    }
}
