//! From a dossier to a paper of one scope.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::Datelike;
use domain::{
    Decimal,
    assessment::{
        instrument::{AnsweredBy, Instrument},
        score::Standing,
    },
    core::id::InovasiId,
    submission::{
        document::{DocumentField, DocumentKind, DocumentOf},
        dossier::{Dossier, DossierInovasi},
        fingerprint::PaperCode,
        office::{Office, OfficeField, Signer, SignerForm},
        official::OfficialFigure,
        overview::DossierStep,
        qr::Qr,
    },
};

use super::{
    Day, Paper, PaperBefore, PaperBody, PaperBundel, PaperInstrument, PaperOf, PaperOffice, PaperOfficial, PaperPemda,
    PaperPredikat, PaperRegion, PaperSigner, PaperStanding, PaperUrusan, VERSION, in_words, number,
    subject::{self, Three, three},
};
use crate::Options;

const HARI: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

pub(super) fn fill<'a>(
    kind: DocumentKind,
    dossier: &'a Dossier,
    office: &'a Office,
    options: &'a Options,
    of: &DocumentOf,
) -> Option<Paper<'a>> {
    let (of, wanted) = whom(dossier, office, of)?;
    let told = dossier.inovasi.iter().filter(|it| wanted.as_ref().is_none_or(|ids| ids.contains(&it.id)));
    let is_told = |it: &&DossierStep| match (&wanted, it.inovasi) {
        (None, _) => true,
        (Some(ids), Some(id)) => ids.contains(&id),
        (Some(_), None) => false,
    };
    let steps = || dossier.overview.steps.iter().filter(is_told).map(|it| (it.inovasi, subject::step(it, dossier)));
    let mut own: HashMap<InovasiId, Vec<_>> = HashMap::new();
    for (inovasi, step) in steps() {
        if let Some(id) = inovasi {
            own.entry(id).or_default().push(step);
        }
    }
    let given = options.fields.iter().map(|it| (it.0, it.1.trim()));
    let day = day(options);
    Some(Paper {
        format: "prakarsa-paper",
        version: VERSION,
        kind,
        nomor: nomor(office, options, &day),
        date: day,
        draft: options.draft,
        program: &options.program,
        fields: given
            .filter(|it| !matches!(it.0, DocumentField::Nomor | DocumentField::KodeBundel) && !it.1.is_empty())
            .map(|(field, text)| (field.name(), text))
            .collect(),
        bundel: bundel(options),
        of,
        steps: steps().map(|it| it.1).collect(),
        inovasi: told
            .enumerate()
            .map(|(at, it)| subject::inovasi(at + 1, it, dossier, own.remove(&it.id).unwrap_or_default()))
            .collect(),
    })
}

/// What a paper says of the whole region.
pub(super) fn region<'a>(dossier: &'a Dossier, office: &'a Office) -> PaperRegion<'a> {
    PaperRegion {
        pemda: PaperPemda { nama: &dossier.pemda.nama, kode: &dossier.pemda.kode, kepala: kepala(&dossier.pemda.nama) },
        office: paper_office(office),
        signer: office.signer.iter().map(|it| (it.0.name(), signer(&it.1))).collect(),
        instrument: instrument(&dossier.instrument),
        standing: [&dossier.claimed, &dossier.supported, &dossier.verified]
            .map(|it| (it.basis.name(), standing(it, dossier)))
            .into(),
        official: official(dossier),
        daerah: subject::daerah(dossier),
        perangkat_daerah: bodies(dossier),
        urusan: urusan(dossier),
        before: before(dossier),
    }
}

/// Whom it is about, and which inovasi belong to that; None: all.
type Whom<'a> = (PaperOf<'a>, Option<HashSet<InovasiId>>);

fn whom<'a>(dossier: &'a Dossier, office: &'a Office, of: &DocumentOf) -> Option<Whom<'a>> {
    let bodies = &dossier.overview.perangkat_daerah;
    let leads = |nama: &str| office.kepala.iter().find(|it| it.0 == nama).map(|it| signer(&it.1));
    let scope = of.scope().name();
    Some(match of {
        DocumentOf::Daerah => (PaperOf { scope, nama: &dossier.pemda.nama, body: "", signer: None }, None),
        DocumentOf::PerangkatDaerah(nama) => {
            let body = bodies.iter().find(|it| it.nama == *nama)?;
            let ids = body.inovasi.iter().copied().collect();
            (PaperOf { scope, nama: &body.nama, body: &body.nama, signer: leads(nama) }, Some(ids))
        }
        DocumentOf::Inovasi(id) => {
            let own = dossier.inovasi.iter().find(|it| it.id == *id)?;
            let body = bodies.iter().find(|it| it.inovasi.contains(id)).map_or("", |it| &it.nama);
            (PaperOf { scope, nama: &own.nama, body, signer: leads(body) }, Some([*id].into()))
        }
    })
}

/// None where no code was given; that it is one was asked before.
fn bundel(options: &Options) -> Option<PaperBundel> {
    let given: PaperCode = options.fields.get(&DocumentField::KodeBundel)?.parse().ok()?;
    let sidik = given.fingerprint().map(|it| grouped(it.as_str()));
    Some(PaperBundel { kode: given.code().to_string(), sidik, qr: Qr::of(&given)?.svg() })
}

/// Signs in eights, as people compare them.
fn grouped(signs: &str) -> String {
    let each = (0..signs.len()).step_by(8).filter_map(|at| signs.get(at..(at + 8).min(signs.len())));
    each.collect::<Vec<_>>().join(" ")
}

fn day(options: &Options) -> Day {
    let (date, month) = (options.date, options.date.month0() as usize);
    Day {
        value: date.to_string(),
        text: in_words(&date.to_string()),
        weekday: HARI.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default(),
        month_roman: ROMAN.get(month).copied().unwrap_or_default(),
        year: date.year(),
    }
}

/// The number in the office's pattern; without a pattern as it was given.
fn nomor(office: &Office, options: &Options, day: &Day) -> String {
    let given = options.fields.get(&DocumentField::Nomor).map_or("", |it| it.trim());
    let pattern = office.text(OfficeField::PolaNomor);
    if given.is_empty() || pattern.is_empty() {
        return given.to_owned();
    }
    let filled = pattern.replace("{nomor}", given).replace("{bulan}", day.month_roman);
    filled.replace("{tahun}", &day.year.to_string())
}

/// What the head of a region is called, from the region's name.
fn kepala(pemda: &str) -> String {
    let titles = [("Kota ", "Wali Kota "), ("Kabupaten ", "Bupati "), ("Provinsi ", "Gubernur ")];
    let named = titles.iter().find_map(|(kind, title)| Some(format!("{title}{}", pemda.strip_prefix(kind)?)));
    named.unwrap_or_else(|| format!("Kepala Daerah {pemda}"))
}

fn paper_office(office: &Office) -> PaperOffice<'_> {
    let lines = |field| office.text(field).lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    PaperOffice {
        kop: lines(OfficeField::Kop),
        alamat: lines(OfficeField::Alamat),
        tempat: office.text(OfficeField::Tempat),
        laman: office.text(OfficeField::Laman),
        logo: office.logo.as_ref().map(|it| format!("/logo.{}", it.1)),
    }
}

fn signer(it: &Signer) -> PaperSigner<'_> {
    PaperSigner {
        nama: &it.nama,
        jabatan: &it.jabatan,
        pangkat: &it.pangkat,
        nip: nip(&it.nip),
        form: it.form.name(),
        untuk: &it.untuk,
        sebagai: sebagai(it),
    }
}

/// In whose name and by which right somebody signs, in the lines of tata naskah dinas.
fn sebagai(it: &Signer) -> String {
    let (jabatan, untuk) = (&it.jabatan, &it.untuk);
    match it.form {
        SignerForm::Sendiri => jabatan.clone(),
        SignerForm::AtasNama => format!("a.n. {untuk}\n{jabatan}"),
        SignerForm::UntukBeliau => format!("{untuk}\nu.b.\n{jabatan}"),
        SignerForm::Plt => format!("Plt. {jabatan}"),
        SignerForm::Plh => format!("Plh. {jabatan}"),
        SignerForm::Pj => format!("Pj. {jabatan}"),
    }
}

/// Birth, entry, sex and order, parted by blanks.
fn nip(digits: &str) -> String {
    let parts = [0..8, 8..14, 14..15, 15..18].map(|it| digits.get(it).unwrap_or_default());
    if digits.len() == 18 { parts.join(" ") } else { digits.to_owned() }
}

fn instrument(it: &Instrument) -> PaperInstrument<'_> {
    let predikat = it.predikat.iter();
    PaperInstrument {
        id: it.id.as_str(),
        nama: &it.nama,
        tahun: it.tahun,
        dasar_hukum: it.dasar_hukum.iter().map(|it| it.teks.as_str()).collect(),
        maksimum: number(it.rules.maksimum, 0),
        pembagi_minimum: it.rules.pembagi_minimum,
        minimum_urusan_dasar: it.rules.minimum_urusan_dasar,
        maksimum_kematangan: number(it.aspek_of(AnsweredBy::Inovasi).and_then(|it| it.maksimum), 2),
        predikat: predikat
            .map(|it| PaperPredikat {
                nama: &it.nama,
                minimum: number(Some(it.minimum), 2),
                maksimum: number(Some(it.maksimum), 2),
            })
            .collect(),
        n_indikator: it.indikator_of(AnsweredBy::Inovasi).count(),
    }
}

fn standing<'a>(it: &'a Standing, dossier: &'a Dossier) -> PaperStanding<'a> {
    let nama = |id: &'a String| dossier.overview.urusan.iter().find(|it| it.0 == *id).map_or(id, |it| &it.1).as_str();
    PaperStanding {
        iid: number(it.iid, 2),
        predikat: it.predikat.as_deref(),
        spd: number(it.spd, 2),
        rata_kematangan: number(it.rata_kematangan, 2),
        skor_jumlah_inovasi: number(it.skor_jumlah_inovasi, 2),
        skor_sid: number(it.skor_sid, 2),
        skor_total: number(it.skor_total, 2),
        n_inovasi: it.n_inovasi,
        divisor: it.divisor,
        kursi_kosong: it.kursi_kosong,
        urusan_dasar_tercakup: it.urusan_dasar_tercakup.iter().map(nama).collect(),
        urusan_dasar_kosong: it.urusan_dasar_kosong.iter().map(nama).collect(),
    }
}

fn official(dossier: &Dossier) -> Option<PaperOfficial<'_>> {
    let said = &dossier.official;
    let figure = |it| subject::official(said, it);
    let words = |it| said.get(&it).map(String::as_str);
    (!said.is_empty()).then(|| PaperOfficial {
        iid: figure(OfficialFigure::IidVerifikasi).or_else(|| figure(OfficialFigure::SkorAkhir)),
        iid_mandiri: figure(OfficialFigure::IidMandiri),
        predikat: words(OfficialFigure::Predikat),
        peringkat: words(OfficialFigure::Peringkat),
        sumber: words(OfficialFigure::Sumber),
    })
}

fn before(dossier: &Dossier) -> Option<PaperBefore<'_>> {
    let it = dossier.overview.before.as_ref()?;
    let iid = ["claimed", "supported", "verified"].into_iter().zip(it.iid);
    Some(PaperBefore { nama: &it.nama, tahun: it.tahun, iid: iid.map(|it| (it.0, number(it.1, 2))).collect() })
}

/// The average kematangan of some inovasi on each basis.
fn rata(of: &[&DossierInovasi]) -> Three {
    let average = |skor: fn(&DossierInovasi) -> Option<Decimal>| {
        let sum = of.iter().map(|it| skor(it)).sum::<Option<Decimal>>()?;
        (!of.is_empty()).then(|| sum / Decimal::from(of.len()))
    };
    three([average(|it| it.claimed), average(|it| it.supported), average(|it| it.verified)])
}

fn bodies(dossier: &Dossier) -> Vec<PaperBody<'_>> {
    let by_id: HashMap<InovasiId, &DossierInovasi> = dossier.inovasi.iter().map(|it| (it.id, it)).collect();
    let each = dossier.overview.perangkat_daerah.iter();
    each.map(|body| {
        let own: Vec<&DossierInovasi> = body.inovasi.iter().filter_map(|id| by_id.get(id).copied()).collect();
        PaperBody {
            nama: &body.nama,
            listed: body.listed,
            n_inovasi: own.len(),
            n_bukti: own.iter().map(|it| subject::n_bukti(it)).sum(),
            n_answered: own.iter().map(|it| subject::n_answered(it)).sum(),
            rata: rata(&own),
            inovasi: own.iter().map(|it| it.nama.as_str()).collect(),
        }
    })
    .collect()
}

fn urusan(dossier: &Dossier) -> Vec<PaperUrusan<'_>> {
    let mut by: BTreeMap<&str, Vec<&DossierInovasi>> = BTreeMap::new();
    for it in &dossier.inovasi {
        let utama = it.profile.iter().find(|it| it.field == "urusan_utama").and_then(|it| it.value.as_deref());
        by.entry(utama.unwrap_or_default()).or_default().push(it);
    }
    let dasar = &dossier.instrument.rules.urusan_dasar;
    let each = dossier.overview.urusan.iter();
    each.map(|(id, nama)| {
        let own = by.remove(id.as_str()).unwrap_or_default();
        PaperUrusan {
            id,
            nama,
            dasar: dasar.contains(id),
            n_inovasi: own.len(),
            rata: rata(&own),
            inovasi: own.iter().map(|it| it.nama.as_str()).collect(),
        }
    })
    .collect()
}
