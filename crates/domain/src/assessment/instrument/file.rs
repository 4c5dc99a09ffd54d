//! Reads an instrument pack: text in, a checked [`Instrument`] or every fault
//! with file, line and reason out.
//!
//! A pack is `instrument.toml` and one `indikator/<id>.toml` per scored line.
//! Decimals are written as text (`bobot = "0.75"`), because a TOML float is not
//! a decimal. What no source tells is left out and marked `unknown`; it is never
//! guessed, and what hangs on it is not computed.

use rust_decimal::Decimal;
use toml::Spanned;

use crate::assessment::instrument::{
    check::{check_code, check_facts},
    fault::syntax,
    profil::{Profil, read_profil},
    shape::*,
    whole::check_whole,
    *,
};

/// One file of a pack: its path below the pack's folder and its text.
pub struct PackFile<'a> {
    /// With `/` between folders: `instrument.toml`, `indikator/<id>.toml`.
    pub path: &'a str,
    /// All of it, as UTF-8; more than [`MAX_FILE_BYTES`] are a fault.
    pub text: &'a str,
}

pub use crate::assessment::instrument::fault::{FaultReason, PackFault, PackFaultCode};

pub(crate) use crate::assessment::instrument::fault::Faults;

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
        return Err(vec![PackFault { file: "instrument.toml".into(), line: 0, reason: reason!(FileMissing) }]);
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
    let place = |it: &Indikator| {
        let aspek = head.aspek.iter().position(|aspek| aspek.get_ref().answered_by == it.answered_by);
        (aspek, it.nomor.unwrap_or(u16::MAX), it.huruf.clone(), it.code.clone())
    };
    indikator.sort_by_key(place);
    check_whole(main, &head, &indikator, &mut faults);

    let profil = check_profil(files, &head, &indikator, &mut faults);

    if faults.0.is_empty() { Ok(assemble(head, indikator, profil)) } else { Err(faults.0) }
}

/// What the year's form asks for; a pack without the file says nothing about it.
fn check_profil(files: &[PackFile<'_>], head: &InstrumentToml, indikator: &[Indikator], faults: &mut Faults) -> Profil {
    let Some(file) = files.iter().find(|it| it.path == "profil.toml") else { return Profil::unsaid() };
    if file.text.len() > MAX_FILE_BYTES {
        faults.add(file, 0, reason!(FileTooLarge, limit = MAX_FILE_BYTES));
        return Profil::unsaid();
    }
    let sources = head.source.keys().map(String::as_str).collect();
    match read_profil(file.text, &sources) {
        Ok(profil) => {
            // Links of bukti name either, so one name must not mean both.
            for it in profil.berkas.iter().filter(|it| indikator.iter().any(|known| known.id == *it.id)) {
                faults.add(file, 0, reason!(BerkasIsIndikator, id = it.id));
            }
            profil
        }
        Err(found) => {
            for (at, reason) in found {
                faults.add(file, at, reason);
            }
            Profil::unsaid()
        }
    }
}

impl Faults {
    fn parse<T: serde::de::DeserializeOwned>(&mut self, file: &PackFile<'_>) -> Option<T> {
        if file.text.len() > MAX_FILE_BYTES {
            self.add(file, 0, reason!(FileTooLarge, limit = MAX_FILE_BYTES));
            return None;
        }
        match toml::from_str(file.text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(file, error.span().map_or(0, |it| it.start), syntax(error.message()));
                None
            }
        }
    }
}

fn check_indikator(
    stem: &str,
    file: &PackFile<'_>,
    mut raw: IndikatorToml,
    head: &InstrumentToml,
    faults: &mut Faults,
) -> Option<Indikator> {
    let before = faults.0.len();
    if !is_slug(stem) {
        faults.add(file, 0, reason!(FileNameNoSlug, name = stem));
    }
    let aspek = head.aspek.iter().map(|it| it.get_ref()).find(|it| it.id == *raw.aspek.get_ref());
    if aspek.is_none() {
        faults.add(file, raw.aspek.span().start, reason!(AspekUnknown, aspek = raw.aspek.get_ref()));
    }
    check_code(file, &raw, aspek, faults);
    let unknown = |fact: &str| raw.confidence.get(fact) == Some(&Confidence::Unknown);
    match &raw.bobot {
        Some(it) if it.get_ref().0 <= Decimal::ZERO => {
            faults.add(file, it.span().start, reason!(BobotZero));
        }
        None if !unknown("bobot") => {
            faults.add(file, 0, reason!(BobotMissing));
        }
        _ => {}
    }
    for id in raw.source.get_ref() {
        if !head.source.contains_key(id) {
            faults.add(file, raw.source.span().start, reason!(SourceUnknown, source = id));
        }
    }
    if let Some(it) = &raw.lesson {
        let (at, lesson) = (it.span().start, it.get_ref());
        if lesson.id.trim().is_empty() || lesson.en.trim().is_empty() || lesson.source.is_empty() {
            faults.add(file, at, reason!(LessonBlank));
        }
        for id in lesson.source.iter().filter(|it| !head.source.contains_key(*it)) {
            faults.add(file, at, reason!(SourceUnknown, source = id));
        }
    }
    if raw.parameter.is_empty() && !unknown("parameter") {
        faults.add(file, 0, reason!(ParameterMissing));
    }
    for (at, it) in raw.parameter.iter().enumerate() {
        if usize::from(it.get_ref().nomor) != at + 1 {
            faults.add(
                file,
                it.span().start,
                reason!(ParameterOutOfOrder, nomor = it.get_ref().nomor, expected = at + 1),
            );
        }
    }
    for it in &raw.variant {
        let numbers: Vec<u8> = it.get_ref().parameter.iter().map(|it| it.nomor).collect();
        if !numbers.iter().copied().eq(raw.parameter.iter().map(|it| it.get_ref().nomor)) {
            faults.add(file, it.span().start, reason!(VariantNumbers, variant = it.get_ref().id));
        }
    }
    let window = raw.window.as_ref().map(|it| {
        let [dari, sampai] = *it.get_ref();
        if dari > sampai || dari < -20 || sampai > 1 {
            faults.add(file, it.span().start, reason!(WindowBad));
        }
        Window { dari, sampai }
    });
    for fact in raw.doubt.keys().filter(|it| !raw.confidence.contains_key(*it)) {
        faults.add(file, 0, reason!(DoubtWithoutFact, fact = fact));
    }
    let (input, check) = check_facts(file, &mut raw, faults);
    if faults.0.len() > before {
        return None;
    }
    let parameter = |it: ParameterToml| Parameter { nomor: it.nomor, teks: it.teks };
    Some(Indikator {
        id: stem.into(),
        code: raw.code.into_inner(),
        nomor: raw.nomor,
        huruf: raw.huruf,
        nama: raw.nama,
        variabel: raw.variabel,
        answered_by: aspek?.answered_by,
        bobot: raw.bobot.map(|it| it.into_inner().0),
        wajib: raw.wajib,
        bukti: raw.bukti.or(raw.bukti_en),
        file_types: raw.file_types.iter().map(|it| it.to_ascii_lowercase()).collect(),
        maksimum_mb: raw.maksimum_mb,
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
        window,
        input,
        check,
        changed: raw.changed,
        lesson: raw.lesson.map(Spanned::into_inner),
        note: raw.note,
        source: raw.source.into_inner(),
        // "No limit was found" about the files says nothing about the rule.
        confidence: raw
            .confidence
            .iter()
            .filter(|(fact, _)| !source::FILE_FACTS.contains(&fact.as_str()))
            .map(|(_, it)| *it)
            .max()
            .unwrap_or(Confidence::Unknown),
        uncertain: raw
            .confidence
            .into_iter()
            .map(|(fact, confidence)| Uncertain { reason: raw.doubt.remove(&fact), fact, confidence })
            .filter(|it| it.confidence != Confidence::Confirmed || it.reason.is_some())
            .collect(),
    })
}

fn assemble(head: InstrumentToml, indikator: Vec<Indikator>, profil: Profil) -> Instrument {
    let fact = |source, confidence, note| Fact { source, confidence, note };
    Instrument {
        id: head.id.into_inner().into(),
        nama: head.nama,
        tahun: head.tahun,
        status: head.status,
        note: head.note,
        dasar_hukum: head
            .dasar_hukum
            .into_iter()
            .map(|it| DasarHukum { teks: it.teks, confidence: it.confidence })
            .collect(),
        source: head
            .source
            .into_iter()
            .map(|(id, it)| match it {
                SourceToml::Nama(nama) => Source { id, teks: nama.clone(), nama },
                SourceToml::Whole { nama, teks } => Source { id, nama, teks },
            })
            .collect(),
        aspek: head
            .aspek
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Aspek {
                id: it.id,
                code: it.code,
                nama: it.nama,
                answered_by: it.answered_by,
                bobot: it.bobot.map(|it| it.0),
                maksimum: it.maksimum.map(|it| it.0),
                lengkap: it.lengkap,
            })
            .collect(),
        indikator,
        bagian: head
            .bagian
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Bagian {
                id: it.id,
                nama: it.nama,
                teks: it.teks,
                minimum_kata: it.minimum_kata,
                maksimum_kata: it.maksimum_kata,
                maksimum_karakter: it.maksimum_karakter,
                bobot: it.bobot.map(|it| it.0),
                fact: fact(it.source, it.confidence, it.note),
            })
            .collect(),
        kategori: head
            .kategori
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Kategori {
                id: it.id,
                nama: it.nama,
                tema: it.tema,
                fact: fact(it.source, it.confidence, it.note),
            })
            .collect(),
        rules: rules(head.skor.into_inner()),
        predikat: head
            .predikat
            .into_iter()
            .map(Spanned::into_inner)
            .map(|it| Predikat { nama: it.nama, minimum: it.minimum, maksimum: it.maksimum, confidence: it.confidence })
            .collect(),
        kelayakan: Kelayakan {
            dari: head.kelayakan.dari,
            sampai: head.kelayakan.sampai,
            minimum_kata: head.kelayakan.minimum_kata,
            bagian_rancang_bangun: head.kelayakan.bagian_rancang_bangun,
            tahapan: head.kelayakan.tahapan,
            maksimum_usia: head.kelayakan.maksimum_usia,
            maksimum_pengajuan: head.kelayakan.maksimum_pengajuan,
            fact: head.kelayakan.fact,
        },
        profil,
        kalender: head
            .kalender
            .into_iter()
            .map(|it| Kalender {
                nama: it.nama,
                dari: it.dari,
                sampai: it.sampai,
                source: it.source,
                confidence: it.confidence,
                note: it.note,
                kriteria: it.kriteria,
            })
            .collect(),
    }
}

fn rules(skor: SkorToml) -> ScoringRules {
    let computed = match (skor.nomor, skor.code, skor.nama) {
        (Some(nomor), Some(code), Some(nama)) => Some(Computed { code, nomor, nama }),
        _ => None,
    };
    ScoringRules {
        formula: skor.formula,
        computed,
        pembagi_minimum: skor.pembagi_minimum,
        pembagi_minimum_between: skor.pembagi_minimum_between,
        per_inovasi: skor.per_inovasi.map(|it| it.0),
        batas_inovasi: skor.batas_inovasi,
        minimum_urusan_dasar: skor.minimum_urusan_dasar,
        minimum_urusan_dasar_between: skor.minimum_urusan_dasar_between,
        gate_effect: skor.gate_effect,
        urusan_dasar: skor.urusan_dasar,
        maksimum: skor.maksimum.map(|it| it.0),
        source: skor.source,
        confidence: skor.confidence,
        fact: skor.fact,
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
