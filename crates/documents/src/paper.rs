//! What a template reads: one JSON value, described in README.md for whoever writes
//! templates. Numbers and dates stand beside their Indonesian text, so that a template
//! reckons with the one and prints the other. What all papers of a dossier say alike is
//! worked out once (`shared`).

mod fill;
mod shared;
mod subject;

use std::collections::BTreeMap;

use domain::{
    Decimal,
    core::date::PartialDate,
    submission::{
        document::{DocumentKind, DocumentOf},
        dossier::Dossier,
        office::Office,
    },
};
use serde::Serialize;

use crate::Options;
pub(crate) use shared::{OwnPaper, PaperJson, SharedJson, SharedPaper};

/// Raised when something that stood in a paper is no longer there.
const VERSION: u32 = 1;

/// What one document says by itself.
#[derive(Serialize)]
pub(crate) struct Paper<'a> {
    format: &'static str,
    version: u32,
    kind: DocumentKind,
    date: Day,
    /// The number of the paper; empty where nobody gave one.
    nomor: String,
    draft: bool,
    program: &'a str,
    /// What was given of what the kind asks for, without `nomor`.
    fields: BTreeMap<&'static str, &'a str>,
    /// The bundle that goes with the paper; None: none was named.
    bundel: Option<PaperBundel>,
    of: PaperOf<'a>,
    inovasi: Vec<subject::PaperInovasi<'a>>,
    steps: Vec<subject::PaperStep<'a>>,
}

/// What every document of one dossier says, whomever it is about.
#[derive(Serialize)]
struct PaperRegion<'a> {
    pemda: PaperPemda<'a>,
    office: PaperOffice<'a>,
    /// By role; a role of which nobody is named is not there.
    signer: BTreeMap<&'static str, PaperSigner<'a>>,
    instrument: PaperInstrument<'a>,
    standing: BTreeMap<&'static str, PaperStanding<'a>>,
    /// What the ministry made of the region; None: nobody has said.
    official: Option<PaperOfficial<'a>>,
    daerah: subject::PaperSubject<'a>,
    perangkat_daerah: Vec<PaperBody<'a>>,
    urusan: Vec<PaperUrusan<'a>>,
    before: Option<PaperBefore<'a>>,
}

/// The bundle that goes with a paper.
#[derive(Serialize)]
struct PaperBundel {
    /// Its code, as people read it.
    kode: String,
    /// Its fingerprint in groups of eight signs; None: only the code was given.
    sidik: Option<String>,
    /// Both as a drawing that a camera reads: an SVG.
    qr: String,
}

/// What the ministry made of the region in that year; what nobody has said is missing.
#[derive(Serialize)]
struct PaperOfficial<'a> {
    /// After verification, or else what all came to in the end.
    iid: Option<Number>,
    iid_mandiri: Option<Number>,
    predikat: Option<&'a str>,
    peringkat: Option<&'a str>,
    sumber: Option<&'a str>,
}

/// A number: what to reckon with, and what to print.
#[derive(Serialize)]
struct Number {
    /// None where it cannot be computed.
    value: Option<f64>,
    /// With a comma; a dash where it cannot be computed.
    text: String,
}

#[derive(Serialize)]
struct Day {
    /// ISO.
    value: String,
    /// `29 November 2026`.
    text: String,
    /// `Minggu`.
    weekday: &'static str,
    /// `XI`.
    month_roman: &'static str,
    year: i32,
}

#[derive(Serialize)]
struct PaperPemda<'a> {
    nama: &'a str,
    kode: &'a str,
    /// What its head is called: `Wali Kota Semarang`.
    kepala: String,
}

#[derive(Serialize)]
struct PaperOffice<'a> {
    kop: Vec<&'a str>,
    alamat: Vec<&'a str>,
    tempat: &'a str,
    laman: &'a str,
    /// The path of the picture; None: there is none.
    logo: Option<String>,
}

#[derive(Serialize)]
struct PaperSigner<'a> {
    nama: &'a str,
    jabatan: &'a str,
    pangkat: &'a str,
    /// Parted as it is printed: `19700101 199503 1 001`.
    nip: String,
    form: &'static str,
    untuk: &'a str,
    /// What stands above the signature: by which right, in whose name, which office.
    sebagai: String,
}

#[derive(Serialize)]
struct PaperInstrument<'a> {
    id: &'a str,
    nama: &'a str,
    tahun: i32,
    dasar_hukum: Vec<&'a str>,
    maksimum: Number,
    pembagi_minimum: Option<u32>,
    minimum_urusan_dasar: Option<u32>,
    /// Highest kematangan that an inovasi can reach.
    maksimum_kematangan: Number,
    predikat: Vec<PaperPredikat<'a>>,
    n_indikator: usize,
}

#[derive(Serialize)]
struct PaperPredikat<'a> {
    nama: &'a str,
    minimum: Number,
    maksimum: Number,
}

/// Whom the paper is about.
#[derive(Serialize)]
struct PaperOf<'a> {
    /// `daerah`, `perangkat_daerah` or `inovasi`.
    scope: &'static str,
    nama: &'a str,
    /// The body that it is, or whose inovasi it is; empty where nobody said.
    body: &'a str,
    /// Who leads that body, or the body whose inovasi it is.
    signer: Option<PaperSigner<'a>>,
}

#[derive(Serialize)]
struct PaperStanding<'a> {
    iid: Number,
    predikat: Option<&'a str>,
    spd: Number,
    rata_kematangan: Number,
    skor_jumlah_inovasi: Number,
    skor_sid: Number,
    skor_total: Number,
    n_inovasi: u32,
    divisor: Option<u32>,
    kursi_kosong: Option<u32>,
    urusan_dasar_tercakup: Vec<&'a str>,
    urusan_dasar_kosong: Vec<&'a str>,
}

#[derive(Serialize)]
struct PaperBody<'a> {
    /// Empty: of these nobody said whose they are.
    nama: &'a str,
    listed: bool,
    n_inovasi: usize,
    n_bukti: usize,
    n_answered: usize,
    /// Average kematangan of its inovasi, by basis.
    rata: subject::Three,
    /// Names of its inovasi.
    inovasi: Vec<&'a str>,
}

#[derive(Serialize)]
struct PaperUrusan<'a> {
    id: &'a str,
    nama: &'a str,
    /// Whether it is one of the urusan wajib pelayanan dasar.
    dasar: bool,
    n_inovasi: usize,
    rata: subject::Three,
    inovasi: Vec<&'a str>,
}

#[derive(Serialize)]
struct PaperBefore<'a> {
    nama: &'a str,
    tahun: i32,
    iid: BTreeMap<&'static str, Number>,
}

/// The paper of a kind about somebody; None: the kind is not made of such a subject, or
/// the dossier does not have it.
pub(crate) fn paper<'a>(
    kind: DocumentKind,
    dossier: &'a Dossier,
    office: &'a Office,
    options: &'a Options,
    of: &DocumentOf,
) -> Option<Paper<'a>> {
    kind.scopes().contains(&of.scope()).then(|| fill::fill(kind, dossier, office, options, of))?
}

/// A decimal with `n` places, as it is printed.
fn number(value: Option<Decimal>, n: u32) -> Number {
    let rounded = value.map(|it| domain::places(it, n));
    Number {
        value: rounded.and_then(|it| it.to_string().parse().ok()),
        text: rounded.map_or_else(|| "–".to_owned(), |it| indonesian(&it.to_string())),
    }
}

/// A plain decimal with its thousands parted: `1234.5` becomes `1.234,5`.
fn indonesian(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |it| ("−", it));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let n = whole.chars().count();
    let parted: String = whole
        .chars()
        .enumerate()
        .flat_map(|(at, it)| [(at > 0 && (n - at) % 3 == 0).then_some('.'), Some(it)].into_iter().flatten())
        .collect();
    let comma = if fraction.is_empty() { "" } else { "," };
    format!("{sign}{parted}{comma}{fraction}")
}

/// An ISO date, possibly only a year or a month, in words.
fn in_words(iso: &str) -> String {
    let day = iso.split('T').next().unwrap_or(iso);
    PartialDate::read(day).map_or_else(|_| day.to_owned(), PartialDate::in_words)
}
