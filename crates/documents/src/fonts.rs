//! The letters that papers are set in, and what cannot be set in them.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

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

/// A text as it can be set: without what has no shape of its own, and with a mark in
/// the place of each letter that the fonts lack. Picture letters go without a mark.
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
            '\t' | '\u{a0}' => set.push(' '),
            _ if letter.is_control() || domain::inovasi::profile::is_invisible(letter) => {}
            _ if FONTS.covers(letter) => set.push(letter),
            '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe00}'..='\u{fe0f}' => {}
            _ => set.push(UNKNOWN),
        }
    }
    set
}
