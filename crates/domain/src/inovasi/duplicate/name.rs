//! Names as they are compared.

use super::{Speller, fold, hash, is_common, stem, words};

/// Words that say what sort of thing something is, or whose. They make no two
/// names the same by themselves. Sorted.
const KINDS: [&str; 73] = [
    "anak",
    "and",
    "aplikasi",
    "badan",
    "bank",
    "berbasis",
    "center",
    "centre",
    "cerdas",
    "daerah",
    "daring",
    "data",
    "desa",
    "digital",
    "digitalisasi",
    "dinas",
    "duta",
    "elektronik",
    "gerai",
    "gerakan",
    "go",
    "goes",
    "ibu",
    "in",
    "informasi",
    "inovasi",
    "kabupaten",
    "kader",
    "kampung",
    "kecamatan",
    "kelas",
    "keluarga",
    "kelurahan",
    "kesehatan",
    "klinik",
    "kota",
    "layanan",
    "mal",
    "mandiri",
    "masyarakat",
    "mobil",
    "online",
    "pasar",
    "pelayanan",
    "pendidikan",
    "pojok",
    "portal",
    "pos",
    "posyandu",
    "program",
    "provinsi",
    "publik",
    "pusat",
    "puskesmas",
    "rakyat",
    "rumah",
    "satgas",
    "sehat",
    "sekolah",
    "semarang",
    "si",
    "sistem",
    "smart",
    "taman",
    "terintegrasi",
    "terpadu",
    "the",
    "tim",
    "to",
    "unit",
    "warga",
    "web",
    "website",
];

/// A name, or a part of one that stands for itself.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Folded words in their order.
    said: String,
    /// Without years and common words.
    plain: Vec<String>,
    /// The stems of those.
    stems: Vec<String>,
    /// A name, not what it is short for.
    own: bool,
}

/// A name and the names inside it: `Lapor Hendi / P3M` is two more,
/// `Sistem Pelayanan (SIPINTER)` one.
pub(super) fn read(nama: &str, own: bool) -> Vec<Name> {
    let mut names = vec![Name::new(nama, own)];
    let parts = nama.split(" / ");
    if parts.clone().count() > 1 {
        names.extend(parts.map(|it| Name::new(it, own)).filter(Name::is_telling));
    }
    let inside = nama.split_once('(').and_then(|it| it.1.split_once(')')).map_or("", |it| it.0.trim());
    // A place in brackets is no name; a short form is written in capitals.
    let capitals = inside.chars().filter(|it| it.is_uppercase()).count();
    if capitals > 1 && inside.len() > 3 && !inside.contains(' ') {
        names.push(Name::new(inside, own));
    }
    names.retain(|it| !it.stems.is_empty());
    names
}

impl Name {
    fn new(nama: &str, own: bool) -> Self {
        let folded: Vec<_> = words(nama).take(40).map(|it| fold(it.1)).filter(|it| !it.is_empty()).collect();
        let year = |it: &str| {
            it.len() == 4 && (it.starts_with("19") || it.starts_with("20")) && it.bytes().all(|b| b.is_ascii_digit())
        };
        let plain: Vec<String> =
            folded.iter().filter(|it| !year(it) && !is_common(it)).map(|it| it.to_string()).collect();
        let stems = plain.iter().map(|it| stem(it).into_owned()).collect();
        Self { said: folded.join(" "), plain, stems, own }
    }

    pub(super) fn said(&self) -> &str {
        &self.said
    }

    pub(super) fn joined(&self) -> String {
        self.plain.concat()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = u64> {
        self.stems.iter().map(|it| hash(it.as_bytes()))
    }

    /// A name that is one word.
    pub(super) fn single(&self) -> Option<&str> {
        match self.stems.as_slice() {
            [one] if one.len() > 5 => Some(one),
            _ => None,
        }
    }

    /// The word that a short name begins with, when it says something.
    pub(super) fn lead(&self) -> Option<&str> {
        let first = self.stems.first().filter(|it| it.len() > 3 && !is_kind(it) && !is_number(it))?;
        let kind = self.said.split(' ').next().is_some_and(is_kind);
        (self.own && !kind && (2..=3).contains(&self.stems.len())).then_some(first)
    }

    /// Whether it is a name and not only a few words for a sort of thing.
    pub(super) fn is_telling(&self) -> bool {
        if self.stems.len() > 3 {
            return true;
        }
        self.said.len() > 3
            && self.said.split(' ').any(|it| it.len() > 2 && !is_kind(it) && !is_number(it) && !is_common(it))
    }
}

fn is_kind(folded: &str) -> bool {
    KINDS.binary_search(&folded).is_ok()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|it| it.is_ascii_digit())
}

/// A word, and all of it but one letter.
pub(super) fn but_one(word: &str) -> impl Iterator<Item = String> {
    let all = std::iter::once(word.to_owned());
    all.chain(word.char_indices().map(|(at, it)| {
        let (before, rest) = word.split_at_checked(at).unwrap_or((word, ""));
        format!("{before}{}", rest.get(it.len_utf8()..).unwrap_or_default())
    }))
}

/// The first one, two … six words of a text.
pub(super) fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().filter(|it| it.1 == ' ').map(|it| it.0).chain([text.len()]);
    ends.take(6).filter_map(|end| text.get(..end))
}

/// How much of the names of two inovasi matches, in percent: the best of all.
/// `office`: they are of one perangkat daerah.
pub(super) fn same(ours: &[Name], theirs: &[Name], office: bool) -> u8 {
    let mut best = 0;
    for one in ours {
        for two in theirs {
            let percent = alike(one, two, office);
            if percent > best && !same_short_form_only(one, two, ours, theirs, office) {
                best = percent;
            }
        }
    }
    best
}

/// Two offices like the same short form: where both say what it is short for, and
/// that differs, the short form alone means nothing.
fn same_short_form_only(one: &Name, two: &Name, ours: &[Name], theirs: &[Name], office: bool) -> bool {
    if office || one.stems.len() > 1 || two.stems.len() > 1 {
        return false;
    }
    let long = |it: &[Name]| it.iter().filter(|it| it.stems.len() > 1).cloned().collect::<Vec<_>>();
    let (ours, theirs) = (long(ours), long(theirs));
    !ours.is_empty()
        && !theirs.is_empty()
        && ours.iter().all(|a| theirs.iter().all(|b| alike(a, b, false) < super::SAME_NAMA))
}

/// Percent of the letters of two names that match, word by word in any order. A
/// long word may be misspelt, and words may be run together.
fn alike(one: &Name, two: &Name, office: bool) -> u8 {
    if one.stems.is_empty() || two.stems.is_empty() {
        return 0;
    }
    let letters = |it: &[String]| it.iter().map(|it| it.chars().count()).sum::<usize>();
    let (all_one, all_two) = (letters(&one.stems), letters(&two.stems));
    let mut theirs: Vec<(&String, &String)> = two.stems.iter().zip(&two.plain).collect();
    let mut ours: Vec<(&String, &String)> = Vec::new();
    let mut matched = 0;
    for (word, plain) in one.stems.iter().zip(&one.plain) {
        match theirs.iter().position(|it| it.0 == word) {
            Some(at) => {
                matched += 2 * word.chars().count();
                theirs.remove(at);
            }
            None => ours.push((word, plain)),
        }
    }
    let run = |it: &[(&String, &String)]| it.iter().map(|it| it.1.as_str()).collect::<String>();
    if !ours.is_empty() && run(&ours) == run(&theirs) {
        matched += ours.iter().chain(&theirs).map(|it| it.0.chars().count()).sum::<usize>();
        (ours, theirs) = (Vec::new(), Vec::new());
    }
    let may_slip = matched > 0 || office;
    // Slips alone make no match: something else must be the same.
    for (stem, word) in ours.iter().filter(|it| may_slip && it.1.chars().count() > 5) {
        let speller = Speller::new(word);
        let near = theirs.iter().enumerate().filter_map(|(at, it)| Some((speller.slips(it.1)?, at))).min();
        // Two slips only in a word of ten letters or more.
        if let Some((slips, at)) = near.filter(|it| it.0 == 1 || word.chars().count() > 9) {
            let there = theirs.remove(at).0.chars().count();
            matched += (stem.chars().count() + there).saturating_sub(slips);
        }
    }
    let numbers = |it: &Name| it.stems.iter().filter(|it| is_number(it)).cloned().collect::<Vec<_>>();
    let percent = u8::try_from(100 * matched / (all_one + all_two).max(1)).unwrap_or(100);
    // `Tahap 1` and `Tahap 2` differ in a letter and are two things.
    let differ = numbers(one) != numbers(two);
    if differ || !(one.is_telling() && two.is_telling() || one.said == two.said) {
        percent.min(super::SAME_NAMA - 1)
    } else {
        percent
    }
}
