//! Reads an instrument pack: text in, a checked [`Instrument`] or every fault
//! with file, line and reason out.
//!
//! A pack is `instrument.toml` and one `indikator/<id>.toml` per scored line.
//! Decimals are written as text (`bobot = "0.75"`), because a TOML float is not
//! a decimal.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use toml::Spanned;

use crate::{instrument::*, instrument_toml::*};

/// One file of a pack: its path below the pack's folder and its text.
pub struct PackFile<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

/// A place in a pack that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {reason}")]
pub struct PackFault {
    pub file: String,
    /// Counted from 1; 0 when the whole file or a missing file is meant.
    pub line: usize,
    pub reason: String,
}

/// The largest file of a pack that is read, in bytes.
pub const MAX_FILE_BYTES: usize = 1 << 20;

/// Reads and checks a pack. All faults are returned at once, so that whoever
/// writes a pack mends it in one round.
///
/// # Errors
/// Every syntax error, unknown key, missing parameter, gap in the numbers, or
/// sum that differs from what the pack itself declares.
pub fn read_pack(files: &[PackFile<'_>]) -> Result<Instrument, Vec<PackFault>> {
    let mut faults = Faults::default();
    let main = files.iter().find(|it| it.path == "instrument.toml");
    let Some(main) = main else {
        return Err(vec![PackFault {
            file: "instrument.toml".into(),
            line: 0,
            reason: "the file is missing".into(),
        }]);
    };
    let Some(head) = faults.parse::<InstrumentToml>(main) else { return Err(faults.0) };

    let mut indikator = Vec::new();
    for file in files {
        let Some(stem) = file.path.strip_prefix("indikator/").and_then(|it| it.strip_suffix(".toml")) else {
            continue;
        };
        let Some(raw) = faults.parse::<IndikatorToml>(file) else { continue };
        if let Some(it) = check_indikator(stem, file, raw, &head, &mut faults) {
            indikator.push(it);
        }
    }
    indikator.sort_by(|a, b| (a.nomor, &a.huruf).cmp(&(b.nomor, &b.huruf)));
    check_whole(main, &head, &indikator, &mut faults);

    if faults.0.is_empty() { Ok(assemble(head, indikator)) } else { Err(faults.0) }
}

#[derive(Default)]
struct Faults(Vec<PackFault>);

impl Faults {
    fn add(&mut self, file: &PackFile<'_>, at: usize, reason: impl Into<String>) {
        let line = file.text.get(..at).map_or(0, |head| head.matches('\n').count() + 1);
        self.0.push(PackFault { file: file.path.into(), line, reason: reason.into() });
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self, file: &PackFile<'_>) -> Option<T> {
        if file.text.len() > MAX_FILE_BYTES {
            self.add(file, 0, format!("larger than {MAX_FILE_BYTES} bytes"));
            return None;
        }
        match toml::from_str(file.text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(file, error.span().map_or(0, |it| it.start), error.message());
                None
            }
        }
    }
}

fn check_indikator(
    stem: &str,
    file: &PackFile<'_>,
    raw: IndikatorToml,
    head: &InstrumentToml,
    faults: &mut Faults,
) -> Option<Indikator> {
    let before = faults.0.len();
    if !is_slug(stem) {
        faults.add(file, 0, format!("the file name {stem:?} is not a slug (a-z, 0-9, -)"));
    }
    let aspek = head.aspek.iter().map(|it| it.get_ref()).find(|it| it.id == *raw.aspek.get_ref());
    if aspek.is_none() {
        faults.add(file, raw.aspek.span().start, format!("unknown aspek {:?}", raw.aspek.get_ref()));
    }
    let wanted = aspek.map(|it| {
        format!("{}-{:02}{}", it.code, raw.nomor.get_ref(), raw.huruf.as_deref().unwrap_or(""))
    });
    if wanted.as_ref().is_some_and(|it| it != raw.code.get_ref()) {
        faults.add(
            file,
            raw.code.span().start,
            format!("code {:?} should be {:?}", raw.code.get_ref(), wanted.unwrap_or_default()),
        );
    }
    if raw.bobot.get_ref().0 <= Decimal::ZERO {
        faults.add(file, raw.bobot.span().start, "bobot must be above 0");
    }
    for id in raw.source.get_ref() {
        if !head.source.contains_key(id) {
            faults.add(file, raw.source.span().start, format!("unknown source {id:?}"));
        }
    }
    if raw.parameter.is_empty() {
        faults.add(file, 0, "no parameter is given");
    }
    for (at, it) in raw.parameter.iter().enumerate() {
        if usize::from(it.get_ref().nomor) != at + 1 {
            faults.add(
                file,
                it.span().start,
                format!("parameter {} stands where {} is expected", it.get_ref().nomor, at + 1),
            );
        }
    }
    for it in &raw.variant {
        let numbers: Vec<u8> = it.get_ref().parameter.iter().map(|it| it.nomor).collect();
        if !numbers.iter().copied().eq(raw.parameter.iter().map(|it| it.get_ref().nomor)) {
            faults.add(
                file,
                it.span().start,
                format!("variant {:?} must have the same parameter numbers", it.get_ref().id),
            );
        }
    }
    if faults.0.len() > before {
        return None;
    }
    let parameter = |it: ParameterToml| Parameter { nomor: it.nomor, teks: it.teks };
    Some(Indikator {
        id: stem.to_owned(),
        code: raw.code.into_inner(),
        nomor: raw.nomor.into_inner(),
        huruf: raw.huruf,
        nama: raw.nama,
        variabel: raw.variabel,
        answered_by: aspek?.answered_by,
        bobot: raw.bobot.into_inner().0,
        wajib: raw.wajib,
        bukti: raw.bukti.or(raw.bukti_en),
        file_types: raw.file_types.iter().map(|it| it.to_ascii_lowercase()).collect(),
        parameter: raw.parameter.into_iter().map(|it| parameter(it.into_inner())).collect(),
        variant: raw
            .variant
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Variant {
                id: it.id,
                nama: it.nama,
                parameter: it.parameter.into_iter().map(parameter).collect(),
            })
            .collect(),
        changed: raw.changed,
        note: raw.note,
        source: raw.source.into_inner(),
        // "No limit was found" about the file types says nothing about the rule.
        confidence: raw
            .confidence
            .iter()
            .filter(|(fact, _)| *fact != "file_types")
            .map(|(_, it)| *it)
            .max()
            .unwrap_or(Confidence::Unknown),
        uncertain: raw.confidence.into_iter().filter(|(_, it)| *it != Confidence::Confirmed).collect(),
    })
}

/// The checks that need every file: numbers, counts and sums.
fn check_whole(
    main: &PackFile<'_>,
    head: &InstrumentToml,
    indikator: &[Indikator],
    faults: &mut Faults,
) {
    if !is_slug(head.id.get_ref()) {
        faults.add(main, head.id.span().start, "the id is not a slug (a-z, 0-9, -)");
    }
    let mut codes = BTreeSet::new();
    for it in indikator {
        if !codes.insert(&it.code) {
            faults.add(main, 0, format!("two files have the code {}", it.code));
        }
    }
    let mut reachable = head.skor.get_ref().per_inovasi * Decimal::from(head.skor.get_ref().batas_inovasi);
    for aspek in &head.aspek {
        let at = aspek.span().start;
        let aspek = aspek.get_ref();
        let own: Vec<&Indikator> =
            indikator.iter().filter(|it| it.answered_by == aspek.answered_by).collect();
        let numbers: BTreeSet<u16> = own.iter().map(|it| it.nomor).collect();
        let missing: Vec<String> = (aspek.nomor[0]..=aspek.nomor[1])
            .filter(|it| !numbers.contains(it))
            .map(|it| it.to_string())
            .collect();
        if !missing.is_empty() {
            faults.add(main, at, format!("{}: indikator {} missing", aspek.code, missing.join(", ")));
        }
        if let Some(extra) = numbers.iter().find(|it| **it < aspek.nomor[0] || **it > aspek.nomor[1]) {
            faults.add(main, at, format!("{}: indikator {extra} is outside the numbers declared", aspek.code));
        }
        if own.len() != aspek.baris {
            faults.add(
                main,
                at,
                format!("{}: {} scored lines, but {} declared", aspek.code, own.len(), aspek.baris),
            );
        }
        let bobot: Decimal = own.iter().map(|it| it.bobot).sum();
        if bobot != aspek.bobot {
            faults.add(main, at, format!("{}: bobot sum to {bobot}, but {} declared", aspek.code, aspek.bobot));
        }
        let maksimum: Decimal = own.iter().map(|it| it.maksimum()).sum();
        if maksimum != aspek.maksimum {
            faults.add(
                main,
                at,
                format!("{}: highest skor is {maksimum}, but {} declared", aspek.code, aspek.maksimum),
            );
        }
        reachable += aspek.maksimum;
    }
    let skor = head.skor.get_ref();
    if reachable != skor.maksimum {
        faults.add(
            main,
            head.skor.span().start,
            format!("the parts add up to {reachable}, but maksimum is {}", skor.maksimum),
        );
    }
    let next = indikator.last().map_or(1, |it| it.nomor.saturating_add(1));
    let prefix = head.aspek.last().map_or("", |it| &it.get_ref().code);
    if skor.nomor != next || skor.code != format!("{prefix}-{:02}", skor.nomor) {
        faults.add(
            main,
            head.skor.span().start,
            format!("the computed indikator should be {prefix}-{next:02}"),
        );
    }
    if skor.pembagi_minimum == 0 || skor.minimum_urusan_dasar as usize > skor.urusan_dasar.len() {
        faults.add(main, head.skor.span().start, "pembagi_minimum or minimum_urusan_dasar is out of range");
    }
    check_predikat(main, head, faults);
}

/// The bands must cover 0.00 to 100.00 without gap or overlap, highest first.
fn check_predikat(main: &PackFile<'_>, head: &InstrumentToml, faults: &mut Faults) {
    let step = Decimal::new(1, 2);
    let mut ceiling = Decimal::ONE_HUNDRED;
    for it in &head.predikat {
        let band = it.get_ref();
        if band.maksimum != ceiling || band.minimum > band.maksimum {
            faults.add(
                main,
                it.span().start,
                format!("{:?} must end at {ceiling} and not begin above its end", band.nama),
            );
        }
        ceiling = band.minimum - step;
    }
    if ceiling != -step {
        faults.add(main, 0, "the lowest predikat must begin at 0.00");
    }
}

fn assemble(head: InstrumentToml, indikator: Vec<Indikator>) -> Instrument {
    let skor = head.skor.into_inner();
    Instrument {
        id: head.id.into_inner(),
        nama: head.nama,
        tahun: head.tahun,
        status: head.status,
        dasar_hukum: head
            .dasar_hukum
            .into_iter()
            .map(|it| DasarHukum { teks: it.teks, confidence: it.confidence })
            .collect(),
        source: head.source.into_iter().map(|(id, teks)| Source { id, teks }).collect(),
        aspek: head
            .aspek
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Aspek {
                id: it.id,
                code: it.code,
                nama: it.nama,
                answered_by: it.answered_by,
                bobot: it.bobot,
                maksimum: it.maksimum,
            })
            .collect(),
        indikator,
        rules: ScoringRules {
            computed: Computed { code: skor.code, nomor: skor.nomor, nama: skor.nama },
            pembagi_minimum: skor.pembagi_minimum,
            per_inovasi: skor.per_inovasi,
            batas_inovasi: skor.batas_inovasi,
            minimum_urusan_dasar: skor.minimum_urusan_dasar,
            urusan_dasar: skor.urusan_dasar,
            maksimum: skor.maksimum,
            source: skor.source,
            confidence: skor.confidence,
        },
        predikat: head
            .predikat
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Predikat { nama: it.nama, minimum: it.minimum, maksimum: it.maksimum })
            .collect(),
        kelayakan: Kelayakan {
            dari: head.kelayakan.dari,
            sampai: head.kelayakan.sampai,
            minimum_kata: head.kelayakan.minimum_kata,
            bagian_rancang_bangun: head.kelayakan.bagian_rancang_bangun,
            tahapan: head.kelayakan.tahapan,
        },
        kalender: head
            .kalender
            .into_iter()
            .map(|it| Kalender { nama: it.nama, dari: it.dari, sampai: it.sampai, confidence: it.confidence })
            .collect(),
    }
}

/// Lower-case ASCII letters, digits and single inner hyphens.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 64
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
}
