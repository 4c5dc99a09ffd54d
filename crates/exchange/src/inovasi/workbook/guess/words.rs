//! How alike two headings are.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::ColumnTarget;

/// Small words, words that stand in nearly every heading of a recap, and those that make a
/// question of one: `Apa tujuan inovasi?`, `Kapan inovasi ini mulai diterapkan?`.
const IDLE: [&str; 24] = [
    "inovasi", "daerah", "yang", "dan", "di", "ke", "dari", "untuk", "dengan", "atau", "pada", "oleh", "the", "wajib",
    "terhadap", "apa", "apakah", "kapan", "jelaskan", "sebutkan", "tuliskan", "saudara", "anda", "ini",
];
const SHORT: [(&str, &str); 10] = [
    ("tgl", "tanggal"),
    ("tg", "tanggal"),
    ("ujicoba", "uji coba"),
    ("yg", "yang"),
    ("dg", "dengan"),
    ("thn", "tahun"),
    ("th", "tahun"),
    ("prangkat", "perangkat"),
    ("nm", "nama"),
    ("inov", "inovasi"),
];

/// Lower case, without accents and punctuation, one blank between words.
pub(in crate::inovasi::workbook) fn fold(text: &str) -> String {
    // Nearly all are ASCII, and need no looking up.
    if text.is_ascii() {
        return joined_words(text.split(|it: char| !it.is_ascii_alphanumeric()), text.len());
    }
    let plain = |it: char| if it.is_alphanumeric() { it } else { ' ' };
    let letters: String =
        text.nfkd().filter(|it| !is_combining_mark(*it)).flat_map(char::to_lowercase).map(plain).collect();
    joined_words(letters.split_whitespace(), letters.len())
}

/// Words in lower case, short ones written out, with one blank between them.
fn joined_words<'a>(words: impl Iterator<Item = &'a str>, n_byte: usize) -> String {
    let mut joined = String::with_capacity(n_byte + 8);
    for word in words.filter(|it| !it.is_empty()) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        match SHORT.iter().find(|it| it.0.eq_ignore_ascii_case(word)) {
            Some((_, long)) => joined.push_str(long),
            None => joined.extend(word.chars().map(|it| it.to_ascii_lowercase())),
        }
    }
    joined
}

/// A name that a heading is compared with.
#[derive(Clone, Debug)]
pub(super) struct Folded {
    text: String,
    /// Without blanks, by which spellings differ: `uji coba`, `ujicoba`.
    joined: Letters,
    words: Vec<Letters>,
    telling: Vec<Letters>,
}

/// A text with which letters it has, by which most pairs are told apart at once.
#[derive(Clone, Debug, PartialEq)]
struct Letters {
    text: String,
    has: u64,
}

impl Letters {
    fn of(text: String) -> Self {
        let bit = |it: u8| match it {
            b'a'..=b'z' => it - b'a',
            b'0'..=b'9' => it - b'0' + 26,
            _ => 36 + it % 28,
        };
        let has = text.bytes().fold(0, |has, it| has | 1 << bit(it));
        Self { text, has }
    }

    /// Whether the two may be alike by four letters in five: what one of them has and the
    /// other lacks must be changed.
    fn may_be(&self, other: &Self) -> bool {
        let most = u32::try_from(self.text.len().max(other.text.len()) / 5).unwrap_or(u32::MAX);
        (self.has & !other.has).count_ones() <= most && (other.has & !self.has).count_ones() <= most
    }
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        // What stands in brackets explains: `Jenis Inovasi (digital/non digital)`.
        let outside: String = text.split(['(', '[']).next().unwrap_or_default().to_owned();
        let outside = if fold(&outside).is_empty() { text } else { outside.as_str() };
        let text = fold(outside);
        let words = text.split(' ').filter(|it| !it.is_empty());
        let words: Vec<Letters> = words.map(|it| Letters::of(it.to_owned())).collect();
        let telling = words.iter().filter(|it| !IDLE.contains(&it.text.as_str())).cloned().collect();
        Self { joined: Letters::of(text.replace(' ', "")), text, words, telling }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// 100 for the same, 0 for nothing in common; from 60 it is worth asking.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        if self.is_empty() || other.is_empty() {
            return 0;
        }
        if self.text == other.text {
            return 100;
        }
        if !self.telling.is_empty() && same_words(&self.telling, &other.telling) {
            return 95;
        }
        // A short word of one other letter is another word.
        let long = self.joined.text.len() >= 6;
        let near = if long { similarity(&self.joined, &other.joined) } else { 0 };
        let whole = if near >= 82 { near.min(94) } else { 0 };
        let words = overlap(&self.telling, &other.telling).max(overlap(&self.words, &other.words) * 8 / 10);
        whole.max(words).max(self.within(other))
    }

    /// A question that holds all telling words of a name, side by side, asks for it;
    /// it may ask for more, so that it is proposed and never sure.
    fn within(&self, question: &Self) -> u32 {
        let n = self.telling.len();
        let asked = n > 0 && question.telling.windows(n).any(|it| it == self.telling.as_slice());
        match self.telling.as_slice() {
            [word] if asked && word.text.len() > LONG_WORD => 62,
            [_, _, ..] if asked => 72,
            _ => 0,
        }
    }
}

/// What columns are called, target by target, and how like them is what was compared
/// already: most rows are compared twice, alone and below another.
pub(in crate::inovasi::workbook) struct TargetNames {
    targets: Vec<Vec<Folded>>,
    known: RefCell<HashMap<String, Rc<[u32]>>>,
}

impl TargetNames {
    pub(in crate::inovasi::workbook) fn of(targets: &[ColumnTarget]) -> Self {
        let names = |it: &ColumnTarget| it.names.iter().map(|it| Folded::of(it)).collect();
        Self { targets: targets.iter().map(names).collect(), known: RefCell::default() }
    }

    /// How many targets there are.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    /// How like a text is to the official label of any target, 0 to 100.
    pub(super) fn label_likeness(&self, text: &str) -> u32 {
        let folded = Folded::of(text);
        self.targets.iter().filter_map(|it| it.first()).map(|it| it.likeness(&folded)).max().unwrap_or(0)
    }

    /// How like a text is to the names of each target, 0 to 100.
    pub(super) fn likeness(&self, text: &str) -> Rc<[u32]> {
        if let Some(known) = self.known.borrow().get(text) {
            return Rc::clone(known);
        }
        let folded = Folded::of(text);
        let of = |names: &Vec<Folded>| names.iter().map(|it| it.likeness(&folded)).max().unwrap_or(0);
        let found: Rc<[u32]> = self.targets.iter().map(of).collect();
        self.known.borrow_mut().insert(text.to_owned(), Rc::clone(&found));
        found
    }
}

/// A single word tells a question only if it is longer.
const LONG_WORD: usize = 8;

fn same_words(a: &[Letters], b: &[Letters]) -> bool {
    a.len() == b.len() && a.iter().all(|it| b.contains(it)) && b.iter().all(|it| a.contains(it))
}

/// Share of the words that both have, near misspellings counted.
fn overlap(a: &[Letters], b: &[Letters]) -> u32 {
    // A sentence that holds the words of a name is no heading.
    if a.is_empty() || b.is_empty() || a.len().max(b.len()) > 3 * a.len().min(b.len()) {
        return 0;
    }
    let best = |word: &Letters, others: &[Letters]| {
        others
            .iter()
            .map(|it| {
                if it == word {
                    100
                } else if may_be_meant(&it.text, &word.text) {
                    similarity(it, word)
                } else {
                    0
                }
            })
            .max()
            .unwrap_or(0)
    };
    let found: u32 = a.iter().map(|it| best(it, b)).sum();
    let also: u32 = b.iter().map(|it| best(it, a)).sum();
    let n = u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX);
    (found + also) / n * 9 / 10
}

/// Whether it is worth comparing two words: misspelt ones keep an end.
fn may_be_meant(a: &str, b: &str) -> bool {
    b.len() > 4 && (a.bytes().next() == b.bytes().next() || a.bytes().last() == b.bytes().last())
}

/// 100 less the share of letters that must be changed, swapped neighbours being
/// one change; 0 below 80, which nobody asks about.
fn similarity(a: &Letters, b: &Letters) -> u32 {
    // Most pairs are told apart by their lengths; folded letters are mostly bytes.
    if a.text.len().abs_diff(b.text.len()) * 4 > a.text.len().max(b.text.len()) || !a.may_be(b) {
        return 0;
    }
    let (a, b) = (&a.text, &b.text);
    let a: Vec<char> = a.chars().take(80).collect();
    let b: Vec<char> = b.chars().take(80).collect();
    let longest = a.len().max(b.len());
    if longest == 0 || a.len().abs_diff(b.len()) * 5 > longest {
        return 0;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    let changes = last.last().copied().unwrap_or(longest).min(longest);
    u32::try_from((longest - changes) * 100 / longest).ok().filter(|it| *it >= 80).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_as_people_would() {
        let like = |heading: &str, name: &str| Folded::of(name).likeness(&Folded::of(heading));
        for (a, b, least, most) in [
            ("NAMA INOVASI", "Nama Inovasi", 100, 100),
            ("Nama  Inovasi\nDaerah *)", "Nama Inovasi", 95, 95),
            ("Tgl. Penerapan", "Tanggal Penerapan", 100, 100),
            ("Waktu Ujicoba", "Waktu Uji Coba", 100, 100),
            ("Jenis Inovasi (Digital/Non Digital)", "Jenis Inovasi", 100, 100),
            ("Prangkat Daerah", "Perangkat Daerah", 95, 100),
            ("Perangkat Derah", "Perangkat Daerah", 85, 94),
            ("Waktu Penerapan", "Waktu Uji Coba", 0, 59),
            ("No", "Nama", 0, 40),
            ("Bentuk", "Bentuk Inovasi Daerah", 95, 95),
            ("Alamat", "Manfaat", 0, 80),
            ("", "Nama", 0, 0),
            ("Nama Inovasi yang diusulkan untuk Lomba Inovasi Tahun 2025", "Nama Inovasi yang Diusulkan", 70, 80),
            ("Kapan inovasi mulai diterapkan secara penuh?", "Mulai Diterapkan", 70, 80),
        ] {
            let found = like(a, b);
            assert!((least..=most).contains(&found), "{a:?} and {b:?}: {found}");
        }
    }
}
