//! The frozen snapshot that every exporter receives: everything a bundle or a
//! report says, and nothing that it would have to ask for.

mod assessor;

use std::{collections::BTreeMap, sync::Arc};

use rust_decimal::Decimal;

use crate::{
    assessment::{
        citation::Citation,
        instrument::Instrument,
        score::{Choice, Standing},
        verification::{Role, State},
    },
    bukti::{
        content::Unfit,
        fit::{Accepted, FitStep, Unfitted},
    },
    core::{
        finding::{FindingCode, Severity},
        id::{IndikatorId, InovasiId},
    },
    named,
    submission::{official::OfficialFigure, overview::Overview},
};

/// A registry at one moment, for one instrument.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The owner of the registry, whose standing is told.
    pub pemda: Pemda,
    /// The rules it was made under, whole.
    pub instrument: Arc<Instrument>,
    /// By what the officers chose.
    pub claimed: Standing,
    /// By what the bukti support.
    pub supported: Standing,
    /// By what verifiers accepted.
    pub verified: Standing,
    /// What the ministry made of the region in that year: numbers with a decimal point,
    /// words as they were written; empty where nobody has said.
    pub official: BTreeMap<OfficialFigure, String>,
    /// Answers of the region, in the instrument's order, unanswered ones too.
    pub daerah: Vec<DossierAnswer>,
    /// In the order of their names; ties by id.
    pub inovasi: Vec<DossierInovasi>,
    /// Penghargaan of the region itself, the newest first.
    pub penghargaan: Vec<DossierPenghargaan>,
    /// Where the region's own answers lie; None where nobody has moved them.
    pub passage: Option<DossierPassage>,
    /// What the registry holds of all this and the exporter is not given.
    pub left_out: Vec<LeftOut>,
    /// Findings about the region itself.
    pub findings: Vec<DossierFinding>,
    /// What papers about the whole region tell beside it.
    pub overview: Overview,
}

impl Dossier {
    /// Every bukti, once for each place that it is told of.
    pub fn bukti(&self) -> impl Iterator<Item = &DossierBukti> {
        let answers = self.inovasi.iter().flat_map(|it| &it.answers).chain(&self.daerah).flat_map(|it| &it.bukti);
        let berkas = self.inovasi.iter().flat_map(|it| &it.berkas).flat_map(|it| &it.bukti);
        let penghargaan = self.inovasi.iter().flat_map(|it| &it.penghargaan).chain(&self.penghargaan);
        answers.chain(berkas).chain(penghargaan.flat_map(|it| &it.bukti))
    }

    /// As [`Self::bukti`], in another order.
    pub fn bukti_mut(&mut self) -> impl Iterator<Item = &mut DossierBukti> {
        let of_inovasi = self.inovasi.iter_mut().flat_map(|it| {
            let answers = it.answers.iter_mut().flat_map(|it| &mut it.bukti);
            let berkas = it.berkas.iter_mut().flat_map(|it| &mut it.bukti);
            answers.chain(berkas).chain(it.penghargaan.iter_mut().flat_map(|it| &mut it.bukti))
        });
        let of_daerah = self.daerah.iter_mut().flat_map(|it| &mut it.bukti);
        of_inovasi.chain(of_daerah).chain(self.penghargaan.iter_mut().flat_map(|it| &mut it.bukti))
    }
}

/// The regional government that owns the registry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pemda {
    /// In full, such as `Kota Semarang`.
    pub nama: String,
    /// Kemendagri code, for example `33.74`.
    pub kode: String,
}

/// One inovasi with everything that is handed in about it.
#[derive(Clone, Debug)]
pub struct DossierInovasi {
    /// The same as in the registry it was taken from.
    pub id: InovasiId,
    /// Its name, as the profile has it.
    pub nama: String,
    /// Filled and unfilled fields, in the order of the official form.
    pub profile: Vec<DossierField>,
    /// The documents that the form asks for beside its fields, in its order, those
    /// without a file too.
    pub berkas: Vec<DossierBerkas>,
    /// Its penghargaan, the newest first.
    pub penghargaan: Vec<DossierPenghargaan>,
    /// What has grown since it was last proposed; None where nobody wrote it.
    pub growth_note: Option<String>,
    /// Where its answers lie; None where nobody has moved them.
    pub passage: Option<DossierPassage>,
    /// In the instrument's order, unanswered ones too.
    pub answers: Vec<DossierAnswer>,
    /// Its kematangan by what was chosen; None where it cannot be computed.
    pub claimed: Option<Decimal>,
    /// Its kematangan by what the bukti support; None where it cannot be computed.
    pub supported: Option<Decimal>,
    /// Its kematangan by what verifiers accepted; None where it cannot be computed.
    pub verified: Option<Decimal>,
    /// What the ministry made of it in that year, likewise.
    pub official: BTreeMap<OfficialFigure, String>,
    /// What is remarked on its profile and its answers.
    pub findings: Vec<DossierFinding>,
}

/// One field of the profile.
#[derive(Clone, Debug)]
pub struct DossierField {
    /// Name in code and interchange, for example `rancang_bangun`.
    pub field: String,
    /// Label of the official form, in Indonesian.
    pub label: String,
    /// As people read it: option names instead of slugs, dates in words.
    pub text: Option<String>,
    /// As machines read it: slug, ISO date, text; members joined by `,`.
    pub value: Option<String>,
    /// Where the fact comes from; None where nobody said.
    pub sumber: Option<String>,
    /// How sure that source is: `stated` or `inferred`; None where nobody said.
    pub keyakinan: Option<String>,
}

/// One document that the form asks for beside its fields.
#[derive(Clone, Debug)]
pub struct DossierBerkas {
    /// Slug, such as `profil-anggaran`.
    pub id: String,
    /// What the document is, as the form words it.
    pub nama: String,
    /// Its files; those whose bytes are not here included.
    pub bukti: Vec<DossierBukti>,
}

/// One penghargaan of the region or of an inovasi; a blank fact is None.
#[derive(Clone, Debug)]
pub struct DossierPenghargaan {
    /// The same on every laptop, as text.
    pub id: String,
    /// What the prize is called.
    pub nama: String,
    /// How far it reaches, by its official name.
    pub tingkat: Option<String>,
    /// Four digits.
    pub tahun: Option<String>,
    /// Who gave it.
    pub penyelenggara: Option<String>,
    /// What it was given for.
    pub kategori: Option<String>,
    /// What was reached: a predikat, a rank, a value.
    pub hasil: Option<String>,
    /// Where the fact comes from.
    pub sumber: Option<String>,
    /// How sure that source is: `stated` or `inferred`.
    pub keyakinan: Option<String>,
    /// Its files; those whose bytes are not here included.
    pub bukti: Vec<DossierBukti>,
}

/// Where answers lie on their way out, and who brought them there.
#[derive(Clone, Debug)]
pub struct DossierPassage {
    /// Where they lie.
    pub state: State,
    /// The role in which they were moved.
    pub role: Role,
    /// Who moved them; empty: no name was set.
    pub person: String,
    /// RFC 3339, that writer's clock.
    pub at: String,
    /// What was written with it; empty: nothing.
    pub note: String,
}

/// What a verifier said of one answer.
#[derive(Clone, Debug)]
pub struct DossierVerdict {
    /// The rung that was accepted; 0: returned.
    pub parameter: u8,
    /// The role in which it was given.
    pub role: Role,
    /// Who gave it; empty: no name was set.
    pub person: String,
    /// RFC 3339, that writer's clock.
    pub at: String,
    /// What was to be done; empty: nothing was written.
    pub note: String,
    /// What was seen has changed since: it counts no more.
    pub lapsed: bool,
}

/// A number that was given with an answer.
#[derive(Clone, Debug)]
pub struct DossierInput {
    /// Slug of what is asked for.
    pub input: String,
    /// What is asked for, as the form shows it.
    pub nama: String,
    /// What one of it is: `orang`, `hari` …
    pub satuan: String,
    /// Without needless places, with a decimal point.
    pub value: String,
}

named! {
    /// What a registry holds and a bundle does not.
    pub enum LeftOutKind {
        /// What somebody wrote for himself about an inovasi.
        Note = "note",
        /// Answers given under another year.
        OtherYear = "other_year",
        /// What sources say of a rung that was not chosen.
        OtherCitation = "other_citation",
        /// A file under an indikator or a document that this year does not ask for.
        Unasked = "unasked",
        /// The list of the region's bodies.
        PerangkatDaerah = "perangkat_daerah",
        /// What the region remarks on its own work, and who checked it.
        Internal = "internal",
        /// Every value that a field had before, and who wrote it.
        History = "history",
    }
}

/// Something that is left out, of one subject or of all.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// What it is, and with it why.
    pub kind: LeftOutKind,
    /// The inovasi it is of; None: the region, or all.
    pub inovasi: Option<String>,
    /// How many there are; None where nobody counts.
    pub n: Option<u32>,
    /// Which, where that may be told: names of files, ids of years.
    pub nama: Vec<String>,
}

/// The answer to one indikator.
#[derive(Clone, Debug)]
pub struct DossierAnswer {
    /// Id of the indikator in `Dossier::instrument`.
    pub indikator: IndikatorId,
    /// None where nothing was chosen.
    pub choice: Option<Choice>,
    /// Skor of the chosen parameter; None where it cannot be computed.
    pub claimed: Option<Decimal>,
    /// Skor of the parameter that the bukti support; None where it cannot be computed.
    pub supported: Option<Decimal>,
    /// Skor of the parameter that a verifier accepted; None where it cannot be computed.
    pub verified: Option<Decimal>,
    /// The numbers that were given, in the instrument's order.
    pub inputs: Vec<DossierInput>,
    /// What was ticked: slug, and as people read it.
    pub ticks: Vec<(String, String)>,
    /// What a verifier said; None: nobody has yet.
    pub verdict: Option<DossierVerdict>,
    /// What published sources say of this answer; they support nothing.
    pub citation: Vec<Citation>,
    /// Those whose bytes are not here included.
    pub bukti: Vec<DossierBukti>,
}

/// One bukti under one indikator.
#[derive(Clone, Debug)]
pub struct DossierBukti {
    /// The UUID of the bukti as text.
    pub id: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The name it had on the officer's disk: untrusted text.
    pub nama_berkas: String,
    /// Number of the document; None where it is blank.
    pub nomor: Option<String>,
    /// Date of the document in ISO form, possibly only year or month; None where it is blank.
    pub tanggal: Option<String>,
    /// What the document is about; None where it is blank.
    pub tentang: Option<String>,
    /// What kind of document it is, by its official name; None where nobody said.
    pub jenis_dokumen: Option<String>,
    /// Why it supports nothing; None where nothing stands against it.
    pub unfit: Option<Unfit>,
    /// Which pages support this answer; None where nobody said.
    pub pages: Option<String>,
    /// A photo that tells where it was taken or whose it is, of which a copy can be made
    /// that does not.
    pub telling: bool,
    /// False when the bytes are not in this registry.
    pub present: bool,
    /// What is known of a portal copy of it.
    pub portal_copy: PortalCopy,
}

/// A copy that the portal takes, as far as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum PortalCopy {
    /// The portal takes the file as it stands, as far as anybody knows.
    #[default]
    Unneeded,
    /// The portal would refuse it; of what it takes a copy is still to be made.
    Wanted(Accepted),
    /// One was made.
    Made(MadeCopy),
    /// None can be made.
    Unfitted(Unfitted),
}

/// A portal copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeCopy {
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Its name: that of its original with the ending of what it is. Untrusted text.
    pub nama_berkas: String,
    /// How it was made.
    pub steps: Vec<FitStep>,
    /// Dots per inch of its coarsest picture; None where none has fewer pixels than it had.
    pub dpi: Option<u32>,
}

/// A finding in words, for the gap list.
#[derive(Clone, Debug)]
pub struct DossierFinding {
    /// What kind of remark it is.
    pub code: FindingCode,
    /// How much it matters for the submission.
    pub severity: Severity,
    /// Code of the indikator or name of the field it is about.
    pub about: Option<String>,
    /// The same as people read it: the code, or the label of the form.
    pub label: Option<String>,
    /// Indonesian sentence.
    pub text: String,
}
