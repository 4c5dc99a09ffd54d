//! Words that tell what a row may be. They never decide alone: what the
//! other cells of the row hold, and where it stands, must agree.

use std::{collections::BTreeSet, sync::LazyLock};

use domain::{core::date::PartialDate, inovasi::profile::Field};

use super::super::guess::{fold, synonyms};

/// The first word of a row of sums.
const TOTALS: [&str; 18] = [
    "jumlah",
    "total",
    "sub",
    "subtotal",
    "grand",
    "rata",
    "rerata",
    "rekap",
    "rekapitulasi",
    "banyaknya",
    "persentase",
    "akumulasi",
    "jml",
    "jlh",
    "subjumlah",
    "terbilang",
    "dipindahkan",
    "pindahan",
];
/// What is counted behind the name of a group, and in a sum without a column of its own.
const COUNTED: [&str; 10] =
    ["inovasi", "buah", "judul", "usulan", "proposal", "unit", "kegiatan", "paket", "jumlah", "total"];
/// What a label of a sum holds beside, where nothing more stands in its row.
const SUMMED: [&str; 10] =
    ["grand", "sub", "daerah", "seluruh", "seluruhnya", "keseluruhan", "semua", "opd", "perangkat", "data"];
/// Words in brackets behind the name of a group that stands on the next page again.
const GOES_ON: [&str; 5] = ["lanjutan", "lanj", "lanjut", "sambungan", "samb"];
/// Titles before the name of a person who signs.
const TITLES: [&str; 10] = ["ir", "drs", "dra", "dr", "drg", "drh", "prof", "h", "hj", "kh"];
/// The first word of a note, or of whoever signs.
const NOTES: [&str; 14] = [
    "keterangan",
    "catatan",
    "sumber",
    "mengetahui",
    "nb",
    "ket",
    "mengesahkan",
    "dicetak",
    "note",
    "nip",
    "tembusan",
    "disusun",
    "diolah",
    "diperbarui",
];
/// Where instructions begin, under a heading.
const INSTRUCTIONS: [&str; 19] = [
    "diisi",
    "isi",
    "isikan",
    "pilih",
    "pilihan",
    "format",
    "tulis",
    "tuliskan",
    "sebutkan",
    "jelaskan",
    "maksimal",
    "maks",
    "sesuai",
    "min",
    "minimal",
    "wajib",
    "opsional",
    "uraikan",
    "cantumkan",
];
const EXAMPLES: [&str; 5] = ["contoh", "cth", "misal", "misalnya", "example"];
/// What the name of a perangkat daerah, or of a part of one, begins with.
const BODIES: [&str; 45] = [
    "dinas",
    "badan",
    "kecamatan",
    "kelurahan",
    "desa",
    "sekretariat",
    "setda",
    "setwan",
    "inspektorat",
    "rsud",
    "rs",
    "puskesmas",
    "satuan",
    "satpol",
    "bagian",
    "kantor",
    "uptd",
    "upt",
    "biro",
    "perumda",
    "perusahaan",
    "bappeda",
    "bapperida",
    "brida",
    "bkpsdm",
    "bkd",
    "bpkad",
    "bapenda",
    "bpbd",
    "balai",
    "opd",
    "skpd",
    "smp",
    "smpn",
    "sma",
    "sd",
    "sdn",
    "tk",
    "labkesda",
    "pkm",
    "kapanewon",
    "kemantren",
    "nagari",
    "gampong",
    "distrik",
];
/// What stands before the name of one in a row of its own.
pub(super) const BEFORE_BODY: [&str; 8] =
    ["perangkat daerah", "nama perangkat daerah", "nama opd", "nama skpd", "opd", "skpd", "unit kerja", "instansi"];

/// A name is hardly longer.
const LONGEST: usize = 200;
/// Nor the number before one.
const LONGEST_COUNTER: usize = 24;

fn first_of(text: &str, words: &[&str]) -> bool {
    let text = bare(text);
    if text.starts_with(['Σ', '∑']) {
        return words.contains(&"total");
    }
    let begin = text.get(..text.floor_char_boundary(60)).unwrap_or(text);
    if begin.is_ascii() {
        // Nearly all are, and need no folding: none of the words is one that it writes out.
        let first = begin.split(|it: char| !it.is_ascii_alphanumeric()).find(|it| !it.is_empty());
        return first.is_some_and(|it| words.iter().any(|word| word.eq_ignore_ascii_case(it)));
    }
    fold(begin).split(' ').next().is_some_and(|it| words.contains(&it))
}

pub(in super::super) fn tells_total(text: &str) -> bool {
    first_of(text, &TOTALS)
}

pub(super) fn tells_note(text: &str) -> bool {
    text.starts_with(['*', '†']) || first_of(text, &NOTES) || tells_page(text)
}

/// A note that cannot be a name: a name may begin with `Catatan` as well.
pub(super) fn is_marked_note(text: &str) -> bool {
    let lone = !text.contains(' ');
    tells_note(text) && (lone || text.starts_with(['*', '†']) || text.contains(':') || tells_page(text) || closes(text))
}

/// `Halaman 1 dari 2`, `Hal. 3`.
fn tells_page(text: &str) -> bool {
    let short = text.len() < 40 && text.bytes().any(|it| it.is_ascii_digit());
    short && first_of(text, &["halaman", "hal", "page"])
}

/// `JUMLAH`, `Total Inovasi Daerah`, `Sub Total Dinas Sosial`: a label of a sum that
/// nobody has written.
pub(super) fn is_bare_total(text: &str) -> bool {
    let folded = fold(text);
    let sums = |it: &&str| [&TOTALS[..], &COUNTED, &SUMMED].iter().any(|list| list.contains(it));
    let rest: Vec<&str> = folded.split(' ').skip_while(sums).collect();
    rest.is_empty() || (tells_total(text) && tells_body(&rest.join(" ")))
}

/// What the column of names is headed with, also as survey tools and keys of data write
/// it: `profil/nama_inovasi`, `namaInovasi`.
pub(super) fn heads_names(text: &str) -> bool {
    static NAMES: LazyLock<BTreeSet<String>> =
        LazyLock::new(|| synonyms().remove(Field::Nama.name()).unwrap_or_default().iter().map(joined).collect());
    fn joined(text: impl AsRef<str>) -> String {
        fold(text.as_ref()).replace(' ', "")
    }
    let last = || text.rsplit_once('/').is_some_and(|it| NAMES.contains(&joined(it.1)));
    text.len() < 60 && (NAMES.contains(&joined(text)) || last())
}

/// A sum without a number in a cell of its own: `Total inovasi digital = 1`, `Rekap: 3`,
/// `Jumlah dipindahkan ke halaman berikutnya`.
pub(super) fn sums_up(text: &str) -> bool {
    let counted = || text.rsplit_once(['=', ':']).is_some_and(|it| is_count(it.1));
    let carried = || fold(text).split(' ').any(|it| ["dipindahkan", "pindahan", "halaman"].contains(&it));
    counted() || carried() || first_of(text, &["terbilang"])
}

/// `3`, `2 inovasi`, `jumlah: 3 buah`, `3 inovasi digital`.
fn is_count(text: &str) -> bool {
    let folded = fold(text);
    let is_number = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let words = || folded.split(' ').filter(|it| !it.is_empty());
    let counts = |it: &str| is_number(it) || COUNTED.contains(&it);
    // The first two count; what follows tells what kind they are of.
    words().any(is_number) && words().count() <= 4 && words().take(2).all(counts)
}

/// More than a name: it ends as a sentence does, or is as long as one.
pub(super) fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (text.ends_with(['.', ':', ',']) && words > 3) || text.len() > LONGEST
}

/// What is written at the end of a paper: `Semarang, 3 Januari 2025`, a person with titles,
/// dots to sign on.
pub(super) fn closes(text: &str) -> bool {
    let text = text.trim();
    let dated = |it: &str| PartialDate::read(it.trim().trim_matches(['.', '…', '_', ' '])).is_ok();
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    letters < 3
        || tells_signer(text)
        || text.rsplit_once(',').is_some_and(|it| dated(it.1))
        || tells_person(text)
        || ["dst", "dsb", "dll"].contains(&text.to_lowercase().trim_matches('.'))
}

/// `Drs. Budi`, `Siti Aminah, S.Kom., M.T.`
fn tells_person(text: &str) -> bool {
    let titled = text.split_once('.').is_some_and(|it| TITLES.contains(&it.0.to_lowercase().as_str()));
    let is_degree = |it: &str| {
        let mut letters = it.chars();
        let first = letters.next().is_some_and(|it| "SMAP".contains(it));
        first && it.len() <= 8 && it.contains('.') && letters.all(|it| it == '.' || it.is_ascii_alphabetic())
    };
    let degrees = text.split_once(',').is_some_and(|it| it.1.split([',', ' ']).any(is_degree));
    text.len() < 80 && (titled || degrees)
}

/// `NIP. 1965…`, `Mengetahui,`, `ttd`: only those who sign have it.
pub(super) fn tells_signer(text: &str) -> bool {
    let text = text.trim();
    text.len() < 60 && first_of(text, &["nip", "mengetahui", "ttd", "tertanda", "menyetujui"])
}

/// The same, and nothing that a name may begin with as well: `Mengetahui,`, `NIP. 1965…`.
pub(super) fn is_signature(text: &str) -> bool {
    let alone = ["mengetahui", "menyetujui", "mengesahkan", "ttd", "tertanda"].contains(&fold(text).as_str());
    alone || (first_of(text, &["nip"]) && text.bytes().filter(u8::is_ascii_digit).count() >= 8)
}

pub(super) fn tells_instruction(text: &str) -> bool {
    first_of(text.trim_start_matches(['(', '[', '*', '<']), &INSTRUCTIONS)
}

/// `(contoh) Nama`, `[Contoh pengisian] Nama`.
pub(super) fn is_marked_example(text: &str) -> bool {
    let inside = text.trim_start().strip_prefix(['(', '[']).and_then(|it| it.split_once([')', ']']));
    inside.is_some_and(|it| it.0.len() < 40 && tells_example(it.0))
}

pub(super) fn tells_example(text: &str) -> bool {
    text.len() < 400 && fold(text).split(' ').any(|it| EXAMPLES.contains(&it))
}

/// Whether a text begins as the name of a perangkat daerah does: by its first word,
/// or as one of the short names that are made of `dinas`.
pub fn tells_body(text: &str) -> bool {
    let text = text.trim();
    let short = |it: &str| {
        let lower = it.to_lowercase();
        (4..=14).contains(&it.len()) && ["dis", "din", "bap", "kec"].iter().any(|begin| lower.starts_with(begin))
    };
    let one = !text.contains(' ') && text.chars().filter(|it| it.is_alphabetic()).all(char::is_uppercase);
    first_of(text, &BODIES) || fold(bare(text)).starts_with("rumah sakit ") || (one && short(text))
}

/// The name in a row that names a group: without its number, without `OPD:`, and without
/// what is said of it behind.
pub(super) fn group_name(text: &str) -> &str {
    let text = bare(text);
    // Groups are numbered, and hardly any is called `I`.
    let text = without_roman(text).unwrap_or(text);
    let named = text.split_once(':').filter(|it| BEFORE_BODY.contains(&fold(it.0).as_str()));
    bare_body(named.map(|it| it.1.trim()).filter(|it| !it.is_empty()).unwrap_or(text))
}

/// The name of a perangkat daerah without what exports and recaps write behind it: an
/// account (`Dinas Sosial (kotasmg.dinsos)`, `Dinas Pertanian [distan]`), how many there
/// are (`(2 inovasi)`, `= 1 inovasi`), that it goes on (`(lanjutan)`).
pub fn bare_body(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let rest = without_brackets(text).or_else(|| without_count(text));
        match rest.map(|it| it.trim_end_matches([' ', '=', ':', ',', '-', '–', '—'])) {
            Some(rest) if !rest.is_empty() => text = rest,
            _ => return text,
        }
    }
}

fn without_brackets(text: &str) -> Option<&str> {
    let (open, inside) = match text.strip_suffix(')') {
        Some(it) => ('(', it),
        None => ('[', text.strip_suffix(']')?),
    };
    let (name, inside) = inside.rsplit_once(open)?;
    let inside = inside.trim();
    let plain = inside.bytes().all(|it| it.is_ascii_alphanumeric() || b"._@-".contains(&it));
    // In round brackets stand short names too.
    let account = plain && (open == '[' || inside.contains(['.', '_', '@']));
    let goes_on = fold(inside).split(' ').next().is_some_and(|it| GOES_ON.contains(&it));
    (is_count(inside) || goes_on || account).then_some(name)
}

fn without_count(text: &str) -> Option<&str> {
    let (name, count) = text.rsplit_once(['=', ':', '-', '–', '—'])?;
    // A bare number may belong to the name: `SMPN - 5`.
    let told = text.contains('=') || count.bytes().any(|it| it.is_ascii_alphabetic());
    (told && is_count(count)).then_some(name)
}

/// Without the number before it: `A.`, `IV)`, `12.`, `1.2`.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let begin = text.get(..text.floor_char_boundary(LONGEST_COUNTER)).unwrap_or(text);
    let end = begin.find(['.', ')']).unwrap_or(0);
    let (number, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(|it: char| ".)".contains(it) || it.is_ascii_digit());
    let counts = number.trim_start_matches('(');
    let is_number = !counts.is_empty() && (style(counts) != CounterStyle::Other);
    if is_number && rest.starts_with(char::is_whitespace) {
        return rest.trim_start();
    }
    // `II Dinas Sosial`, where the words behind it tell that it is a number.
    let tells = |it: &str| fold(it).split(' ').next().is_some_and(|it| BODIES.contains(&it));
    without_roman(text).filter(|it| tells(it)).unwrap_or(text)
}

/// A text without the roman numeral before it, which a name may begin with as well.
pub(super) fn without_roman(text: &str) -> Option<&str> {
    // Hardly any text begins with what one is made of.
    if !text.starts_with(|it| "IVX.()[]".contains(it)) {
        return None;
    }
    let (number, rest) = text.split_once(char::is_whitespace)?;
    (style(number) == CounterStyle::Roman).then(|| rest.trim_start()).filter(|it| !it.is_empty())
}

/// How a row is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CounterStyle {
    Digits,
    Roman,
    Letter,
    Other,
}

/// `3`, `3.`, `(3)`; `IV`; `B.`; anything else.
pub(super) fn style(text: &str) -> CounterStyle {
    let core = text.trim().trim_matches(|it: char| ".()[]".contains(it));
    let all = |fits: &dyn Fn(char) -> bool| !core.is_empty() && core.len() <= 9 && core.chars().all(fits);
    if all(&|it| it.is_ascii_digit() || it == '.') {
        CounterStyle::Digits
    } else if all(&|it| "IVX".contains(it)) {
        CounterStyle::Roman
    } else if core.len() == 1 && all(&|it| it.is_ascii_alphabetic()) {
        CounterStyle::Letter
    } else {
        CounterStyle::Other
    }
}
