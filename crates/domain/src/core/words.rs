//! Words as search and comparison see them: folded (lower case, no accents),
//! split, and brought to their Indonesian stem.
//!
//! Everything typed is text: a [`Query`] holds words, never syntax.

use std::borrow::Cow;

use rapidfuzz::distance::osa;
use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::inovasi::profile::is_invisible;

mod highlight;
pub use highlight::{Snippet, highlight, snippet};

/// Longer words are cut here, in characters: nobody types them, and a pasted
/// block of code must not swell the index.
pub const MAX_WORD: usize = 40;
/// Words of a query beyond these are not looked at.
const MAX_SOUGHT: usize = 12;

/// Words that stand in nearly every narrative. They are left out of a query that
/// has others, and say nothing about what a text is about. Sorted.
const COMMON: [&str; 60] = [
    "ada",
    "adalah",
    "agar",
    "akan",
    "antara",
    "atas",
    "atau",
    "bagi",
    "bahwa",
    "banyak",
    "bisa",
    "dalam",
    "dan",
    "dapat",
    "dari",
    "dengan",
    "di",
    "dilakukan",
    "guna",
    "harus",
    "hingga",
    "ini",
    "itu",
    "jika",
    "juga",
    "kami",
    "karena",
    "ke",
    "kepada",
    "lain",
    "lebih",
    "maka",
    "masih",
    "melalui",
    "mereka",
    "namun",
    "oleh",
    "pada",
    "para",
    "perlu",
    "saat",
    "sangat",
    "satu",
    "sebagai",
    "secara",
    "sehingga",
    "semua",
    "seperti",
    "serta",
    "setiap",
    "suatu",
    "sudah",
    "telah",
    "tentang",
    "terhadap",
    "tersebut",
    "tidak",
    "untuk",
    "yaitu",
    "yang",
];

/// Whether a folded word says nothing by itself, such as `dan` or `yang`.
pub fn is_common(folded: &str) -> bool {
    COMMON.binary_search(&folded).is_ok()
}

/// Words of a text with the byte at which each begins. Apostrophes and invisible
/// characters inside a word are part of it (`Jum'at`, `Al-Qur'an` is two).
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = rest.find(|(_, it)| it.is_alphanumeric())?;
        let mut end = None;
        while let Some(&(at, it)) = rest.peek() {
            if !belongs(it) {
                end = Some(at);
                break;
            }
            rest.next();
        }
        let word = text.get(start..end.unwrap_or(text.len())).unwrap_or_default();
        Some((start, word.trim_end_matches(is_apostrophe)))
    })
}

fn belongs(it: char) -> bool {
    it.is_alphanumeric() || (!it.is_ascii() && (is_combining_mark(it) || is_invisible(it))) || is_apostrophe(it)
}

fn is_apostrophe(it: char) -> bool {
    matches!(it, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// One word in lower case, without accents and apostrophes, at most
/// [`MAX_WORD`] characters.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.len() <= MAX_WORD && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()) {
        return Cow::Borrowed(word);
    }
    let keep = |it: &char| it.is_alphanumeric();
    Cow::Owned(if word.is_ascii() {
        word.chars().filter(keep).map(|it| it.to_ascii_lowercase()).take(MAX_WORD).collect()
    } else {
        word.nfkd()
            .filter(|it| !is_combining_mark(*it))
            .flat_map(char::to_lowercase)
            .filter(keep)
            .take(MAX_WORD)
            .collect()
    })
}

/// Folded words of a text, with blanks between.
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (_, word) in words(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fold(word));
    }
    out
}

/// The stem of a folded word: `pelayanan`, `layanan` and `melayani` have one.
/// Short words, numbers and foreign letters are their own stem.
pub fn stem(folded: &str) -> Cow<'_, str> {
    if folded.len() < 5 || !folded.bytes().all(|it| it.is_ascii_lowercase()) {
        return Cow::Borrowed(folded);
    }
    match Stemmer::create(Algorithm::Indonesian).stem(folded) {
        it if it.len() >= 3 => it,
        _ => Cow::Borrowed(folded),
    }
}

/// The parts of a word written with humps, folded: `LaporHendi` is `lapor` and
/// `hendi`. None for a word without humps.
pub fn humps(word: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut lower = false;
    for it in word.chars() {
        if parts.is_empty() || (lower && it.is_uppercase()) {
            parts.push(String::new());
        }
        lower = it.is_lowercase();
        if let Some(last) = parts.last_mut() {
            last.push(it);
        }
    }
    if parts.len() < 2 { Vec::new() } else { parts.iter().map(|it| fold(it).into_owned()).collect() }
}

/// How many slips of the finger are forgiven in a word of so many characters:
/// none up to two, one up to five, two from six.
pub fn allowance(length: usize) -> usize {
    match length {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    }
}

/// One word that may be misspelt, ready to be compared with many.
pub struct Speller {
    word: String,
    length: usize,
    limit: usize,
    comparator: osa::BatchComparator<char>,
}

impl Speller {
    /// Makes a folded word ready; how many slips it may hold is [`allowance`] of its letters.
    pub fn new(folded: &str) -> Self {
        let length = folded.chars().count();
        Self {
            word: folded.to_owned(),
            length,
            limit: allowance(length),
            comparator: osa::BatchComparator::new(folded.chars()),
        }
    }

    /// Lengths, in characters, of the words that may be meant.
    pub fn lengths(&self) -> std::ops::RangeInclusive<usize> {
        self.length.saturating_sub(self.limit).max(3)..=self.length + self.limit
    }

    /// Slips between the two words (a letter more, less, other, or two swapped);
    /// None when they are too many, or none at all. A word of three letters must
    /// begin alike, and numbers are never misspelt.
    pub fn slips(&self, other: &str) -> Option<usize> {
        if self.limit == 0 || self.word.bytes().any(|it| it.is_ascii_digit()) {
            return None;
        }
        if self.length == 3 && self.word.chars().next() != other.chars().next() {
            return None;
        }
        let args = osa::Args::default().score_cutoff(self.limit);
        self.comparator.distance_with_args(other.chars(), &args).filter(|it| *it > 0)
    }
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Folded.
    pub word: String,
    /// Where it differs from the word.
    pub stem: Option<String>,
    /// It is a word as it stands, and not taken for the beginning of another.
    pub whole: bool,
    /// Words that may have been meant, when this one is not found.
    pub near: Vec<String>,
}

/// What a person looks for: every word must be found, as the beginning of a word
/// or by its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// At most twelve, none twice, in the order they were typed; common ones are left out.
    pub sought: Vec<Sought>,
    /// All that was typed in one: `lapor hendi` finds `LaporHendi`, and a number
    /// is found however it is punctuated.
    pub joined: Option<String>,
}

impl Query {
    /// None when there is no word in the text.
    pub fn read(text: &str) -> Option<Self> {
        let all: Vec<Cow<'_, str>> =
            words(text).take(MAX_SOUGHT * 4).map(|it| fold(it.1)).filter(|it| !it.is_empty()).collect();
        let joined: String = all.iter().map(|it| it.as_ref()).collect();
        let n_char = joined.chars().count();
        let joined = (all.len() > 1 && (3..=MAX_WORD).contains(&n_char)).then_some(joined);
        let mut list: Vec<String> = Vec::new();
        for (at, word) in all.iter().enumerate() {
            // The last word may be the beginning of another.
            let said = list.iter().any(|it| it == word) || (at + 1 < all.len() && is_common(word));
            if !said && list.len() < MAX_SOUGHT {
                list.push(word.to_string());
            }
        }
        let sought: Vec<Sought> = list
            .into_iter()
            .map(|word| {
                let stem = Some(stem(&word).into_owned()).filter(|it| *it != word);
                Sought { word, stem, whole: false, near: Vec::new() }
            })
            .collect();
        (!sought.is_empty()).then_some(Self { sought, joined })
    }

    /// How well a name fits, from 0. `folded` holds one name on each line, the
    /// present one first, as [`fold_text`] writes them.
    pub fn fit(&self, folded: &str) -> u32 {
        let lines = folded.split('\n').enumerate();
        lines.map(|(at, line)| self.fit_line(line).saturating_sub(u32::from(at > 0) * 6)).max().unwrap_or(0)
    }

    fn fit_line(&self, line: &str) -> u32 {
        let mut points = 0;
        let mut before = None;
        for (nth, sought) in self.sought.iter().enumerate() {
            let mut best = (0, 0);
            for (at, word) in line.split(' ').enumerate() {
                let it = sought.fit(word);
                if it > best.0 {
                    best = (it, at);
                }
            }
            if best.0 == 0 {
                continue;
            }
            points += best.0 * 4;
            if nth == 0 && best.1 == 0 {
                points += 12;
            }
            if before.is_some_and(|it: usize| it + 1 == best.1) {
                points += 8;
            }
            before = Some(best.1);
        }
        if let Some(joined) = &self.joined
            && line.split(' ').any(|it| it.starts_with(joined.as_str()))
        {
            points = points.max(40 * u32::try_from(self.sought.len()).unwrap_or(1));
        }
        if points == 0 {
            return 0;
        }
        // Of two that fit alike, the shorter says less else.
        let rest = line.split(' ').count().saturating_sub(self.sought.len());
        points + 16_u32.saturating_sub(u32::try_from(rest).unwrap_or(16).saturating_mul(2))
    }
}

impl Sought {
    /// How well one word fits, 0 to 10.
    fn fit(&self, word: &str) -> u32 {
        if let Some(rest) = word.strip_prefix(self.word.as_str()) {
            return if rest.is_empty() {
                10
            } else if rest.len() <= self.word.len() {
                7
            } else {
                6
            };
        }
        if self.stem.as_ref().is_some_and(|it| word.contains(it.as_str())) {
            return 5;
        }
        if self.near.iter().any(|it| it == word) { 4 } else { 0 }
    }
}

/// A fixed hash (FNV-1a, then mixed): the same on every machine and in every
/// version, since sketches and digests are compared with stored ones.
pub fn hash(bytes: &[u8]) -> u64 {
    let fnv =
        bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |it, byte| (it ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3));
    mix(fnv)
}

/// Spreads the bits of a number (the last steps of MurmurHash3).
pub(crate) fn mix(mut it: u64) -> u64 {
    it = (it ^ (it >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    it = (it ^ (it >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    it ^ (it >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_folded_into_words() {
        for (text, folded) in [
            ("", ""),
            ("Café  RÉSUMÉ", "cafe resume"),
            ("cafe\u{301}s", "cafes"),
            ("Jum'at, 5 Al-Qur’an", "jumat 5 al quran"),
            ("anak-anak 188.44/12", "anak anak 188 44 12"),
            ("ＫＡＤＯ 🙂 “mbak”", "kado mbak"),
            ("'kutip' la\u{200b}por", "kutip lapor"),
            ("ŞİANJAR", "sianjar"),
        ] {
            assert_eq!(fold_text(text), folded, "{text:?}");
        }
        assert_eq!(fold(&"Ab".repeat(50)).chars().count(), MAX_WORD);
    }

    #[test]
    fn affixes_do_not_hide_a_word() {
        for family in [
            &["pelayanan", "layanan", "melayani", "dilayani"][..],
            &["pengaduan", "aduan", "mengadukan"],
            &["pembelajaran", "belajar", "mengajar"],
            &["kesehatan", "sehat"],
            &["penanganan", "menangani"],
            &["laporan", "lapor", "melaporkan", "pelaporan", "dilaporkan"],
            &["digitalisasi"],
        ] {
            let stems: std::collections::BTreeSet<_> = family.iter().map(|it| stem(it)).collect();
            assert_eq!(stems.len(), 1, "{family:?}: {stems:?}");
        }
        for own in ["kado", "188", "şehir", "ita"] {
            assert_eq!(stem(own), own);
        }
    }

    #[test]
    fn humps_part_a_written_name() {
        assert_eq!(humps("LaporHendi"), ["lapor", "hendi"]);
        assert_eq!(humps("iJus"), ["i", "jus"]);
        assert_eq!(humps("SIANJAR"), [""; 0]);
        assert_eq!(humps("pelita"), [""; 0]);
    }

    #[test]
    fn slips_are_forgiven_by_length() {
        for (typed, meant, slips) in [
            ("mbk", "mbak", Some(1)),
            ("pelta", "pelita", Some(1)),
            ("pelayana", "pelayanan", Some(1)),
            ("sinajar", "sianjar", Some(1)),
            ("pleayanna", "pelayanan", Some(2)),
            ("it", "ita", None),
            ("mas", "ras", None),
            ("kado", "kado", None),
            ("sampah", "darah", None),
            ("2024", "2025", None),
        ] {
            let speller = Speller::new(typed);
            assert_eq!(speller.slips(meant), slips, "{typed} {meant}");
            assert!(slips.is_none() || speller.lengths().contains(&meant.chars().count()));
        }
    }

    #[test]
    fn a_query_is_words_and_never_syntax() {
        for (text, words, joined) in [
            ("Kado Mbak", &["kado", "mbak"][..], Some("kadombak")),
            ("pelayanan untuk warga", &["pelayanan", "warga"], Some("pelayananuntukwarga")),
            ("yang", &["yang"], None),
            ("sampah dan", &["sampah", "dan"], Some("sampahdan")),
            ("\"NEAR(a b)\" -c:*", &["near", "a", "b", "c"], Some("nearabc")),
            ("188.44/12", &["188", "44", "12"], Some("1884412")),
            ("a a a", &["a"], Some("aaa")),
        ] {
            let query = Query::read(text).unwrap();
            let found: Vec<&str> = query.sought.iter().map(|it| it.word.as_str()).collect();
            assert_eq!((found.as_slice(), query.joined.as_deref()), (words, joined), "{text:?}");
        }
        assert!(COMMON.is_sorted() && is_common("untuk") && !is_common("warga"));
        assert_eq!(Query::read(" 🙂 ** -- "), None);
        assert_eq!(Query::read(&"kata lain ".repeat(1000)).unwrap().sought.len(), 2);
    }

    #[test]
    fn better_names_fit_better() {
        let better = |typed: &str, names: &[&str]| {
            let query = Query::read(typed).unwrap();
            let fits: Vec<u32> = names.iter().map(|it| query.fit(it)).collect();
            assert!(fits.windows(2).all(|it| it[0] > it[1]), "{typed}: {names:?} {fits:?}");
        };
        better("lapor", &["lapor", "lapor hendi", "laporan warga", "aplikasi lapor warga kota"]);
        better("lapor", &["lapor", "aplikasi\nlapor", "laporan warga"]);
        better("lapor hendi", &["lapor hendi", "laporhendi online", "hendi suka lapor", "lapor semar", "kado"]);
        better("pelayanan", &["pelayanan desa", "melayani desa", "desa"]);
        assert_eq!(Query::read("kado").unwrap().fit("lawang sewu"), 0);
    }
}
