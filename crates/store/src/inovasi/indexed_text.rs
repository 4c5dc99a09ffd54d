//! Which words an inovasi is found by: what the index is given of it.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, HashSet},
};

use domain::{
    core::words::{fold, fold_text, hash, humps, is_common, stem, words},
    inovasi::profile::Field,
    merge::change::FieldKey,
};

use super::search_index::{ABOUT, NAMA};

/// How often a narrative says a word that it is about.
const OFTEN: u32 = 3;
/// Most distinct words of one inovasi or file that are indexed: far beyond any
/// honest text, and a bound for a hostile one.
const MAX_DISTINCT: usize = 50_000;

/// The fields that an inovasi is found by, in the order in which they are compared: its
/// names, what else it is about, and what it tells.
pub(super) const SAID: [Field; 15] = [
    Field::Nama,
    Field::Kepanjangan,
    Field::PerangkatDaerah,
    Field::NamaInisiator,
    Field::RancangBangun,
    Field::DasarHukum,
    Field::Permasalahan,
    Field::IsuStrategis,
    Field::MetodePembaharuan,
    Field::KeunggulanKebaharuan,
    Field::CaraKerja,
    Field::Tujuan,
    Field::Manfaat,
    Field::Hasil,
    Field::Catatan,
];

/// Where one inovasi's words come from.
#[derive(Default)]
pub(crate) struct IndexedText {
    pub(super) names: Vec<String>,
    pub(super) about: Vec<String>,
    /// Numbers of documents, found however they are punctuated.
    pub(super) numbers: Vec<String>,
    pub(super) narrative: Vec<String>,
}

/// What the index holds of one inovasi.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IndexedWords {
    pub words: String,
    /// Its names, folded.
    pub line: String,
    /// Of the texts that the words come from.
    pub digest: i64,
    /// Words that misspelt ones may be led to.
    pub spelled: Vec<(String, i64, String)>,
}

impl IndexedText {
    /// Of the texts of [`SAID`], in their order.
    pub(super) fn of(texts: impl Iterator<Item = Option<String>>) -> Self {
        let mut source = Self::default();
        for (field, text) in SAID.into_iter().zip(texts) {
            let into = match field {
                Field::Nama | Field::Kepanjangan => &mut source.names,
                Field::PerangkatDaerah => &mut source.about,
                _ => &mut source.narrative,
            };
            into.extend(text.filter(|it| !it.is_empty()));
        }
        source
    }

    /// Of an inovasi of which nothing is known but these first fields.
    pub(crate) fn of_fresh(fields: &[(FieldKey, String)]) -> Self {
        let text = |wanted: Field| {
            let found = fields.iter().find(|it| it.0 == FieldKey::Profile(wanted));
            found.map(|it| it.1.clone())
        };
        let mut source = Self::of(SAID.into_iter().map(text));
        let lama = fields.iter().filter_map(|it| match &it.0 {
            FieldKey::Member(Field::NamaLama, nama) => Some(nama.as_str()),
            _ => None,
        });
        // In the order in which the database sorts them, each once.
        source.names.extend(lama.collect::<BTreeSet<_>>().into_iter().map(str::to_owned));
        source
    }

    /// All that the index is given.
    pub(super) fn worked_out(&self) -> IndexedWords {
        let (words, line) = (self.index_text(), self.line());
        IndexedWords { words, line, digest: self.digest(), spelled: spelled_words(self) }
    }

    /// Tells whether anything changed since it was indexed.
    pub(super) fn digest(&self) -> i64 {
        let parts = [&self.names, &self.about, &self.numbers, &self.narrative];
        let all: Vec<&str> = parts.iter().flat_map(|it| it.iter().map(String::as_str).chain(["\u{1}"])).collect();
        hash(all.join("\u{2}").as_bytes()).cast_signed()
    }

    pub(super) fn line(&self) -> String {
        self.names.iter().map(|it| fold_text(it)).collect::<Vec<_>>().join("\n")
    }

    /// Everything the index holds of it, as one text of words.
    pub(super) fn index_text(&self) -> String {
        let mut tokens = Tokens::default();
        let mut said: HashMap<Cow<'_, str>, u32> = HashMap::new();
        for (_, word) in self.narrative.iter().flat_map(|it| words(it)) {
            if said.len() < MAX_DISTINCT {
                *said.entry(fold(word)).or_default() += 1;
            }
        }
        // Words of one stem are said together.
        let stems: Vec<(&str, Cow<'_, str>, u32)> =
            said.iter().map(|(word, n)| (word.as_ref(), stem(word), *n)).collect();
        let mut often: HashMap<&str, u32> = HashMap::new();
        for (_, stem, n) in &stems {
            *often.entry(stem).or_default() += n;
        }
        for (word, stem, _) in &stems {
            tokens.put_with(None, word, stem);
            if often.get(stem.as_ref()).is_some_and(|it| *it >= OFTEN) && !is_common(word) {
                tokens.put_with(Some(ABOUT), word, stem);
            }
        }
        for text in self.about.iter().chain(&self.numbers).chain(&self.names) {
            for (_, word) in words(text) {
                let folded = fold(word);
                tokens.put(None, &folded);
                tokens.put(Some(ABOUT), &folded);
            }
        }
        for number in &self.numbers {
            let joined = fold_text(number).replace(' ', "");
            tokens.put_exactly(ABOUT, &fold(&joined));
        }
        for nama in &self.names {
            for word in name_words(nama) {
                tokens.put(Some(NAMA), &word);
            }
            // `lapor hendi` is also looked for in one.
            let list: Vec<String> = words(nama).map(|it| fold(it.1).into_owned()).collect();
            for n in 2..=3 {
                for run in list.windows(n) {
                    tokens.put_exactly(NAMA, &fold(&run.concat()));
                }
            }
        }
        tokens.text
    }
}

/// The words of names that a misspelt one may be led to, each with how it is found: the
/// characters it begins or goes on with, and how many it has.
pub(super) fn spelled_words(source: &IndexedText) -> Vec<(String, i64, String)> {
    let mut list = Vec::new();
    for word in source.names.iter().flat_map(|it| name_words(it)) {
        let length = word.chars().count();
        if length < 3 || word.bytes().all(|it| it.is_ascii_digit()) {
            continue;
        }
        let starts: [String; 2] = [word.chars().take(1).collect(), word.chars().skip(1).take(2).collect()];
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        list.extend(starts.map(|start| (start, length, word.clone())));
    }
    list
}

/// Everything the index holds of the text of a file.
pub(super) fn blob_words(text: &str) -> String {
    let mut tokens = Tokens::default();
    for (_, word) in words(text) {
        tokens.put(None, &fold(word));
    }
    tokens.text
}

/// Folded words of a name, those inside a word with humps too.
fn name_words(nama: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for (_, word) in words(nama) {
        list.push(fold(word).into_owned());
        list.extend(humps(word).into_iter().filter(|it| it.len() > 1));
    }
    list
}

/// Distinct words on their way into the index.
#[derive(Default)]
struct Tokens {
    /// Hashes: should two words ever share one, one of them is not found here.
    seen: HashSet<u64>,
    text: String,
}

impl Tokens {
    /// A word and its stem.
    fn put(&mut self, mark: Option<char>, word: &str) {
        self.put_with(mark, word, &stem(word));
    }

    fn put_with(&mut self, mark: Option<char>, word: &str, stem: &str) {
        self.one(mark, word);
        if stem != word {
            self.one(mark, stem);
        }
    }

    fn put_exactly(&mut self, mark: char, word: &str) {
        self.one(Some(mark), word);
    }

    fn one(&mut self, mark: Option<char>, word: &str) {
        let key = hash(word.as_bytes()).rotate_left(mark.map_or(0, |it| u32::from(it) & 3) + u32::from(mark.is_some()));
        if word.is_empty() || self.seen.len() > MAX_DISTINCT * 2 || !self.seen.insert(key) {
            return;
        }
        self.text.extend(mark);
        self.text.push_str(word);
        self.text.push(' ');
    }
}
