//! What pages and JSON files of a bundle say: one set of values for both.
//!
//! Decimals are texts with two places and a point; paths start at the bag's root.

use domain::{
    Decimal,
    assessment::instrument::{Indikator, Instrument, Status},
    core::finding::Severity,
    submission::dossier::{
        Dossier, DossierAnswer, DossierBukti, DossierField, DossierFinding, DossierPassage, DossierPenghargaan,
    },
    two_places,
};
use serde::Serialize;

use super::{
    BundleOptions, Error,
    beside::{
        PageBerkas, PageInput, PageLeftOut, PagePassage, PagePenghargaan, PageTick, PageVerdict, berkas, files_beside,
        inputs, left_out, passage, penghargaan, ticks, verdict,
    },
    cited::{PageCitation, cited},
    file::{PageBukti, Telling, each_bukti},
    gaps::{KekuranganView, SubjectGaps, gaps},
    layout::{Layout, PlacedFile, PlannedSubject},
    pages::Pages,
    standing::{PageOfficial, PageStanding, standing},
};
use crate::core::port::{Watch, WorkStep};

/// `registri.json`.
#[derive(Serialize)]
pub(super) struct BundleView<'a> {
    #[serde(flatten)]
    pub head: PageHead<'a>,
    pub claimed: PageStanding,
    pub supported: PageStanding,
    pub verified: PageStanding,
    #[serde(skip_serializing_if = "PageOfficial::is_unsaid")]
    pub official: PageOfficial<'a>,
    pub daerah: SubjectView<'a>,
    pub inovasi: Vec<InovasiView<'a>>,
    /// What the registry holds of all this and this file does not, and so why.
    pub left_out: Vec<PageLeftOut<'a>>,
    #[serde(skip)]
    pub kekurangan: KekuranganView,
}

/// What every page says at its foot.
#[derive(Serialize)]
pub(super) struct PageHead<'a> {
    pub format: &'static str,
    pub version: u32,
    /// Whether it is for an assessor.
    pub for_assessor: bool,
    /// Whether portal copies were asked for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub portal_copies: bool,
    /// ISO date.
    pub tanggal: String,
    pub program: String,
    /// Who wrote the bundle; None where no name was set.
    pub penyusun: Option<String>,
    pub pemda: PemdaView<'a>,
    pub instrument: PageInstrument<'a>,
}

#[derive(Serialize)]
pub(super) struct PemdaView<'a> {
    pub nama: &'a str,
    pub kode: &'a str,
}

#[derive(Serialize)]
pub(super) struct PageInstrument<'a> {
    pub id: &'a str,
    pub nama: &'a str,
    pub tahun: i32,
    pub draft: bool,
    pub minimum_urusan_dasar: Option<u32>,
    pub pembagi_minimum: Option<u32>,
    pub maksimum: Option<String>,
}

/// The answers of one subject.
#[derive(Serialize)]
pub(super) struct SubjectView<'a> {
    pub claimed: Option<String>,
    pub supported: Option<String>,
    pub verified: Option<String>,
    #[serde(skip_serializing_if = "PageOfficial::is_unsaid")]
    pub official: PageOfficial<'a>,
    pub n_chosen: usize,
    pub n_bukti: usize,
    /// Where the answers lie; None where nobody has moved them.
    pub passage: Option<PagePassage<'a>>,
    pub penghargaan: Vec<PagePenghargaan<'a>>,
    pub answers: Vec<PageAnswer<'a>>,
}

#[derive(Serialize)]
pub(super) struct PageAnswer<'a> {
    pub indikator: &'a str,
    pub code: &'a str,
    pub nomor: Option<u16>,
    pub nama: &'a str,
    pub bobot: Option<String>,
    /// Something about this indikator is in doubt.
    pub uncertain: bool,
    /// 0: not chosen.
    pub parameter: u8,
    pub variant: Option<&'a str>,
    /// The measuring basis as the form words it.
    pub dasar_ukur: Option<&'a str>,
    pub inputs: Vec<PageInput<'a>>,
    pub ticks: Vec<PageTick<'a>>,
    pub verdict: Option<PageVerdict<'a>>,
    /// The text of the chosen parameter.
    pub informasi: Option<&'a str>,
    pub claimed: Option<String>,
    pub supported: Option<String>,
    pub verified: Option<String>,
    /// What published sources say of the chosen parameter; they support nothing.
    pub citation: Vec<PageCitation<'a>>,
    pub bukti: Vec<PageBukti<'a>>,
}

#[derive(Serialize)]
pub(super) struct InovasiView<'a> {
    pub no: usize,
    pub id: String,
    pub nama: &'a str,
    /// From the bag's root.
    pub folder: &'a str,
    pub profile: Vec<PageField<'a>>,
    /// The documents that the form asks for beside its fields.
    pub berkas: Vec<PageBerkas<'a>>,
    /// What has grown since it was last proposed.
    pub growth_note: Option<&'a str>,
    #[serde(flatten)]
    pub answers: SubjectView<'a>,
    pub n_blocking: u64,
    pub n_warning: u64,
    pub n_hint: u64,
}

#[derive(Serialize)]
pub(super) struct PageField<'a> {
    pub field: &'a str,
    pub label: &'a str,
    pub value: Option<&'a str>,
    pub text: Option<&'a str>,
    pub sumber: Option<&'a str>,
    pub keyakinan: Option<&'a str>,
}

/// None stays none: "cannot be computed".
pub(super) fn two(value: Option<Decimal>) -> Option<String> {
    value.map(|it| two_places(it).to_string())
}

pub(super) fn bundle<'a>(
    dossier: &'a Dossier,
    options: &BundleOptions,
    plan: &'a Layout,
    volumes: Option<usize>,
    pages: &Pages,
    watch: &mut dyn Watch,
) -> Result<BundleView<'a>, Error> {
    let instrument = &*dossier.instrument;
    let telling = Telling { volumes, copies: options.portal_copies };
    let gaps = |findings: &[DossierFinding], answers: &[DossierAnswer], beside: &[(&str, &[DossierBukti])]| {
        gaps(instrument, findings, answers, beside, pages)
    };
    let mut subjects = vec![SubjectGaps {
        inovasi: None,
        nama: dossier.pemda.nama.clone(),
        folder: plan.daerah.folder.clone(),
        gaps: gaps(&dossier.findings, &dossier.daerah, &files_beside(&[], &dossier.penghargaan))?,
    }];
    let mut inovasi = Vec::new();
    for ((it, planned), no) in dossier.inovasi.iter().zip(&plan.inovasi).zip(1..) {
        if !watch.step(WorkStep::Reading, &it.nama, no as u64 - 1, dossier.inovasi.len() as u64) {
            return Err(Error::Cancelled);
        }
        let own = SubjectGaps {
            inovasi: Some(it.id.to_string()),
            nama: it.nama.clone(),
            folder: planned.folder.clone(),
            gaps: gaps(&it.findings, &it.answers, &files_beside(&it.berkas, &it.penghargaan))?,
        };
        inovasi.push(InovasiView {
            no,
            id: it.id.to_string(),
            nama: &it.nama,
            folder: &planned.folder,
            profile: it.profile.iter().map(field).collect(),
            berkas: berkas(&it.berkas, planned, telling),
            growth_note: it.growth_note.as_deref(),
            answers: subject(
                instrument,
                SubjectTold {
                    answers: &it.answers,
                    penghargaan: &it.penghargaan,
                    passage: it.passage.as_ref(),
                    official: PageOfficial(Some(&it.official)),
                    telling,
                },
                planned,
                [it.claimed, it.supported, it.verified],
            ),
            n_blocking: own.count(Severity::Blocking),
            n_warning: own.count(Severity::Warning),
            n_hint: own.count(Severity::Hint),
        });
        subjects.push(own);
    }
    let count = |severity| subjects.iter().map(|it| it.count(severity)).sum();
    let kekurangan = KekuranganView {
        n_blocking: count(Severity::Blocking),
        n_warning: count(Severity::Warning),
        n_hint: count(Severity::Hint),
        subjects,
    };
    let head = PageHead {
        format: "prakarsa-bundle",
        version: 2,
        for_assessor: options.for_assessor,
        portal_copies: options.portal_copies,
        tanggal: options.date.to_string(),
        program: format!("Prakarsa {}", env!("CARGO_PKG_VERSION")),
        penyusun: options.penyusun.clone(),
        pemda: PemdaView { nama: &dossier.pemda.nama, kode: &dossier.pemda.kode },
        instrument: PageInstrument {
            id: &instrument.id,
            nama: &instrument.nama,
            tahun: instrument.tahun,
            draft: instrument.status != Status::Final,
            minimum_urusan_dasar: instrument.rules.minimum_urusan_dasar,
            pembagi_minimum: instrument.rules.pembagi_minimum,
            maksimum: two(instrument.rules.maksimum),
        },
    };
    Ok(BundleView {
        head,
        claimed: standing(&dossier.claimed, options),
        supported: standing(&dossier.supported, options),
        verified: standing(&dossier.verified, options),
        official: PageOfficial(Some(&dossier.official)),
        daerah: subject(
            instrument,
            SubjectTold {
                answers: &dossier.daerah,
                penghargaan: &dossier.penghargaan,
                passage: dossier.passage.as_ref(),
                official: PageOfficial(None),
                telling,
            },
            &plan.daerah,
            [dossier.claimed.spd, dossier.supported.spd, dossier.verified.spd],
        ),
        left_out: left_out(dossier),
        inovasi,
        kekurangan,
    })
}

fn field(it: &DossierField) -> PageField<'_> {
    PageField {
        field: &it.field,
        label: &it.label,
        value: it.value.as_deref(),
        text: it.text.as_deref(),
        sumber: it.sumber.as_deref(),
        keyakinan: it.keyakinan.as_deref(),
    }
}

/// What is told of the region and of an inovasi alike.
struct SubjectTold<'a> {
    answers: &'a [DossierAnswer],
    penghargaan: &'a [DossierPenghargaan],
    passage: Option<&'a DossierPassage>,
    official: PageOfficial<'a>,
    telling: Telling,
}

fn subject<'a>(
    instrument: &'a Instrument,
    told: SubjectTold<'a>,
    plan: &'a PlannedSubject,
    [claimed, supported, verified]: [Option<Decimal>; 3],
) -> SubjectView<'a> {
    let answers: Vec<PageAnswer> = told
        .answers
        .iter()
        .zip(&plan.paths)
        .map(|(it, paths)| answer(instrument, it, &plan.folder, paths, told.telling))
        .collect();
    SubjectView {
        claimed: two(claimed),
        supported: two(supported),
        verified: two(verified),
        official: told.official,
        n_chosen: answers.iter().filter(|it| it.parameter > 0).count(),
        n_bukti: plan.n_bukti,
        passage: told.passage.map(passage),
        penghargaan: penghargaan(told.penghargaan, plan, told.telling),
        answers,
    }
}

fn answer<'a>(
    instrument: &'a Instrument,
    it: &'a DossierAnswer,
    folder: &str,
    paths: &'a [Option<PlacedFile>],
    telling: Telling,
) -> PageAnswer<'a> {
    let indikator = instrument.indikator(&it.indikator);
    let variant = it.choice.as_ref().and_then(|it| it.variant.as_deref());
    let parameter = it.choice.as_ref().map_or(0, |it| it.parameter);
    let informasi = indikator
        .and_then(|it| it.parameter_of(variant).iter().find(|it| it.nomor == parameter))
        .map(|it| it.teks.as_str());
    PageAnswer {
        indikator: &it.indikator,
        code: indikator.map_or(&it.indikator, |it| &it.code),
        nomor: indikator.and_then(|it| it.nomor),
        nama: indikator.map_or(&it.indikator, |it| &it.nama),
        bobot: two(indikator.and_then(|it| it.bobot)),
        uncertain: indikator.is_some_and(Indikator::in_doubt),
        parameter,
        variant,
        dasar_ukur: indikator
            .and_then(|it| it.variant.iter().find(|it| Some(it.id.as_str()) == variant))
            .map(|it| it.nama.as_str()),
        inputs: inputs(it),
        ticks: ticks(it),
        verdict: it.verdict.as_ref().map(verdict),
        informasi,
        claimed: two(it.claimed),
        supported: two(it.supported),
        verified: two(it.verified),
        citation: cited(it, indikator, instrument.tahun),
        bukti: each_bukti(&it.bukti, folder, paths, telling),
    }
}
