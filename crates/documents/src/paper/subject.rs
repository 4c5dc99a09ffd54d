//! Answers, inovasi and steps on paper.

use std::collections::BTreeMap;

use domain::{
    Decimal,
    assessment::{instrument::Instrument, verification::Role},
    core::finding::Severity,
    submission::{
        dossier::{
            Dossier, DossierAnswer, DossierBerkas, DossierBukti, DossierFinding, DossierInovasi, DossierPenghargaan,
            DossierVerdict,
        },
        official::{self, OfficialFigure},
        overview::DossierStep,
    },
};
use serde::Serialize;

use super::{Number, in_words, indonesian, number};

/// One number on the three bases.
#[derive(Serialize)]
pub(super) struct Three {
    claimed: Number,
    supported: Number,
    verified: Number,
}

pub(super) fn three(of: [Option<Decimal>; 3]) -> Three {
    let [claimed, supported, verified] = of.map(|it| number(it, 2));
    Three { claimed, supported, verified }
}

/// A figure of the ministry; None: nobody has said.
pub(super) fn official(said: &BTreeMap<OfficialFigure, String>, figure: OfficialFigure) -> Option<Number> {
    said.get(&figure).and_then(|it| official::number(it)).map(|it| number(Some(it), 2))
}

/// The region's own answers.
#[derive(Serialize)]
pub(super) struct PaperSubject<'a> {
    answers: Vec<PaperAnswer<'a>>,
    penghargaan: Vec<PaperPenghargaan<'a>>,
    findings: Vec<PaperFinding<'a>>,
}

#[derive(Serialize)]
pub(super) struct PaperInovasi<'a> {
    /// From 1, in the order of this paper.
    no: usize,
    id: String,
    nama: &'a str,
    /// Texts of the profile by the names of their fields; blank ones are not there.
    field: BTreeMap<&'a str, &'a str>,
    /// Every field that the form asks for, in its order.
    profile: Vec<PaperField<'a>>,
    berkas: Vec<PaperBerkas<'a>>,
    penghargaan: Vec<PaperPenghargaan<'a>>,
    growth_note: Option<&'a str>,
    /// Its kematangan.
    skor: Three,
    /// Its kematangan after the verification of the ministry; None: nobody has said.
    official: Option<Number>,
    /// Its kematangan of the year before by what was chosen; None: it was not there.
    before: Option<Number>,
    answers: Vec<PaperAnswer<'a>>,
    n_answered: usize,
    n_bukti: usize,
    findings: Vec<PaperFinding<'a>>,
    steps: Vec<PaperStep<'a>>,
}

#[derive(Serialize)]
struct PaperField<'a> {
    field: &'a str,
    label: &'a str,
    text: Option<&'a str>,
}

#[derive(Serialize)]
struct PaperBerkas<'a> {
    nama: &'a str,
    bukti: Vec<PaperBukti<'a>>,
}

#[derive(Serialize)]
struct PaperPenghargaan<'a> {
    nama: &'a str,
    tingkat: Option<&'a str>,
    tahun: Option<&'a str>,
    penyelenggara: Option<&'a str>,
    hasil: Option<&'a str>,
}

#[derive(Serialize)]
struct PaperFinding<'a> {
    severity: Severity,
    label: Option<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct PaperAnswer<'a> {
    code: &'a str,
    nomor: Option<u16>,
    nama: &'a str,
    wajib: bool,
    bobot: Number,
    /// Skor of the highest rung.
    maksimum: Number,
    /// The bukti that assessors want to see.
    diminta: Option<&'a str>,
    /// 0: not chosen.
    parameter: u8,
    /// What is measured, where the indikator has several bases.
    dasar_ukur: Option<&'a str>,
    /// The words of the chosen parameter.
    informasi: Option<&'a str>,
    skor: Three,
    inputs: Vec<PaperInput<'a>>,
    ticks: Vec<&'a str>,
    verdict: Option<PaperVerdict<'a>>,
    bukti: Vec<PaperBukti<'a>>,
}

#[derive(Serialize)]
struct PaperInput<'a> {
    nama: &'a str,
    satuan: &'a str,
    text: String,
}

#[derive(Serialize)]
struct PaperVerdict<'a> {
    /// 0: returned.
    parameter: u8,
    /// The words of the accepted parameter.
    informasi: Option<&'a str>,
    role: Role,
    person: &'a str,
    date: String,
    note: &'a str,
    lapsed: bool,
}

#[derive(Serialize)]
struct PaperBukti<'a> {
    nama_berkas: &'a str,
    nomor: Option<&'a str>,
    tanggal: Option<String>,
    tentang: Option<&'a str>,
    jenis_dokumen: Option<&'a str>,
    pages: Option<&'a str>,
    /// Whether its bytes are here and it can support something.
    sound: bool,
}

#[derive(Serialize)]
pub(super) struct PaperStep<'a> {
    /// Whose; empty: the region's.
    nama: &'a str,
    code: Option<&'a str>,
    indikator: Option<&'a str>,
    text: &'a str,
    lacks: &'a [String],
    needs: Option<&'a str>,
    n_act: u32,
    gain_iid: Number,
    gain_kematangan: Number,
}

pub(super) fn daerah(dossier: &Dossier) -> PaperSubject<'_> {
    PaperSubject {
        answers: answers(&dossier.instrument, &dossier.daerah),
        penghargaan: dossier.penghargaan.iter().map(penghargaan).collect(),
        findings: dossier.findings.iter().map(finding).collect(),
    }
}

pub(super) fn inovasi<'a>(
    no: usize,
    it: &'a DossierInovasi,
    dossier: &'a Dossier,
    steps: Vec<PaperStep<'a>>,
) -> PaperInovasi<'a> {
    let before = dossier.overview.before.as_ref();
    let filled = it.profile.iter().filter_map(|it| Some((it.field.as_str(), it.text.as_deref()?)));
    let profile = it.profile.iter();
    PaperInovasi {
        no,
        id: it.id.to_string(),
        nama: &it.nama,
        field: filled.collect(),
        profile: profile
            .map(|it| PaperField { field: &it.field, label: &it.label, text: it.text.as_deref() })
            .collect(),
        berkas: it.berkas.iter().map(berkas).collect(),
        penghargaan: it.penghargaan.iter().map(penghargaan).collect(),
        growth_note: it.growth_note.as_deref(),
        skor: three([it.claimed, it.supported, it.verified]),
        official: official(&it.official, OfficialFigure::KematanganVerifikasi),
        before: before.and_then(|all| all.inovasi.iter().find(|was| was.0 == it.id)).map(|was| number(was.1, 2)),
        n_answered: n_answered(it),
        n_bukti: n_bukti(it),
        answers: answers(&dossier.instrument, &it.answers),
        findings: it.findings.iter().map(finding).collect(),
        steps,
    }
}

pub(super) fn n_answered(it: &DossierInovasi) -> usize {
    it.answers.iter().filter(|it| it.choice.is_some()).count()
}

pub(super) fn n_bukti(it: &DossierInovasi) -> usize {
    it.answers.iter().map(|it| it.bukti.len()).sum()
}

fn berkas(it: &DossierBerkas) -> PaperBerkas<'_> {
    PaperBerkas { nama: &it.nama, bukti: it.bukti.iter().map(bukti).collect() }
}

fn penghargaan(it: &DossierPenghargaan) -> PaperPenghargaan<'_> {
    PaperPenghargaan {
        nama: &it.nama,
        tingkat: it.tingkat.as_deref(),
        tahun: it.tahun.as_deref(),
        penyelenggara: it.penyelenggara.as_deref(),
        hasil: it.hasil.as_deref(),
    }
}

fn finding(it: &DossierFinding) -> PaperFinding<'_> {
    PaperFinding { severity: it.severity, label: it.label.as_deref(), text: &it.text }
}

fn answers<'a>(instrument: &'a Instrument, list: &'a [DossierAnswer]) -> Vec<PaperAnswer<'a>> {
    list.iter().filter_map(|it| answer(instrument, it)).collect()
}

fn answer<'a>(instrument: &'a Instrument, it: &'a DossierAnswer) -> Option<PaperAnswer<'a>> {
    let indikator = instrument.indikator_by_id(it.indikator.as_str())?;
    let variant = it.choice.as_ref().and_then(|it| it.variant.as_deref());
    let teks = |parameter: u8| {
        let rung = indikator.parameter_of(variant).iter().find(|it| it.nomor == parameter);
        rung.map(|it| it.teks.as_str())
    };
    let parameter = it.choice.as_ref().map_or(0, |it| it.parameter);
    let bobot = indikator.bobot.map(|it| it.normalize());
    let basis = variant.and_then(|id| indikator.variant.iter().find(|it| it.id == id));
    let inputs = it.inputs.iter();
    Some(PaperAnswer {
        code: &indikator.code,
        nomor: indikator.nomor,
        nama: &indikator.nama,
        wajib: indikator.wajib,
        bobot: number(bobot, bobot.map_or(0, |it| it.scale())),
        maksimum: number(indikator.maksimum(), 2),
        diminta: indikator.bukti.as_deref(),
        parameter,
        dasar_ukur: basis.map(|it| it.nama.as_str()),
        informasi: teks(parameter),
        skor: three([it.claimed, it.supported, it.verified]),
        inputs: inputs
            .map(|it| PaperInput { nama: &it.nama, satuan: &it.satuan, text: indonesian(&it.value) })
            .collect(),
        ticks: it.ticks.iter().map(|it| it.1.as_str()).collect(),
        verdict: it.verdict.as_ref().map(|it| verdict(it, teks(it.parameter))),
        bukti: it.bukti.iter().map(bukti).collect(),
    })
}

fn verdict<'a>(it: &'a DossierVerdict, informasi: Option<&'a str>) -> PaperVerdict<'a> {
    PaperVerdict {
        parameter: it.parameter,
        informasi,
        role: it.role,
        person: &it.person,
        date: in_words(&it.at),
        note: &it.note,
        lapsed: it.lapsed,
    }
}

fn bukti(it: &DossierBukti) -> PaperBukti<'_> {
    PaperBukti {
        nama_berkas: &it.nama_berkas,
        nomor: it.nomor.as_deref(),
        tanggal: it.tanggal.as_deref().map(in_words),
        tentang: it.tentang.as_deref(),
        jenis_dokumen: it.jenis_dokumen.as_deref(),
        pages: it.pages.as_deref(),
        sound: it.present && it.unfit.is_none(),
    }
}

pub(super) fn step<'a>(it: &'a DossierStep, dossier: &'a Dossier) -> PaperStep<'a> {
    let own = it.inovasi.and_then(|id| dossier.inovasi.iter().find(|it| it.id == id));
    let indikator = it.indikator.as_ref().and_then(|id| dossier.instrument.indikator_by_id(id.as_str()));
    PaperStep {
        nama: own.map_or("", |it| &it.nama),
        code: indikator.map(|it| it.code.as_str()),
        indikator: indikator.map(|it| it.nama.as_str()),
        text: &it.text,
        lacks: &it.lacks,
        needs: it.needs.as_deref(),
        n_act: it.n_act,
        gain_iid: number(it.gain_iid, 2),
        gain_kematangan: number(it.gain_kematangan, 2),
    }
}
