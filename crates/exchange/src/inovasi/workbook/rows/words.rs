//! Words that tell what a row may be. They never decide alone: what the
//! other cells of the row hold, and where it stands, must agree.

use super::super::guess::fold;

/// The first word of a row of sums.
const TOTALS: [&str; 12] = [
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
];
/// The first word of a note, or of whoever signs.
const NOTES: [&str; 12] = [
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
const BODIES: [&str; 32] = [
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
];
/// What stands before the name of one in a row of its own.
const BEFORE_BODY: [&str; 7] = ["perangkat daerah", "nama opd", "nama skpd", "opd", "skpd", "unit kerja", "instansi"];

fn first_of(text: &str, words: &[&str]) -> bool {
    let text = bare(text);
    let folded = fold(text.get(..text.floor_char_boundary(60)).unwrap_or(text));
    folded.split(' ').next().is_some_and(|it| words.contains(&it))
}

pub(in super::super) fn tells_total(text: &str) -> bool {
    first_of(text, &TOTALS)
}

pub(super) fn tells_note(text: &str) -> bool {
    first_of(text, &NOTES)
}

/// `NIP. 1965…`, `Mengetahui,`, `ttd`: only those who sign have it.
pub(super) fn tells_signer(text: &str) -> bool {
    let text = text.trim();
    text.len() < 60 && first_of(text, &["nip", "mengetahui", "ttd", "tertanda", "menyetujui"])
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

/// The name in a row that names a group: without its number and without `OPD:`.
pub(super) fn body_of(text: &str) -> &str {
    let text = bare(text);
    let Some((before, after)) = text.split_once(':') else { return text };
    if BEFORE_BODY.contains(&fold(before).as_str()) && !after.trim().is_empty() { after.trim() } else { text }
}

/// Without the number before it: `A.`, `IV)`, `12.`, `1.2`.
pub(super) fn bare(text: &str) -> &str {
    let text = text.trim();
    let end = text.find(['.', ')']).unwrap_or(0);
    let (number, rest) = text.split_at(end);
    let rest = rest.trim_start_matches(|it: char| ".)".contains(it) || it.is_ascii_digit());
    let counts = number.trim_start_matches('(');
    let is_number = !counts.is_empty() && (style(counts) != CounterStyle::Other);
    if is_number && rest.starts_with(char::is_whitespace) { rest.trim_start() } else { text }
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
