//! The frozen snapshot that every exporter receives: everything a bundle or a
//! report says, and nothing that it would have to ask for.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::bukti::content::Unfit;
use crate::{
    assessment::{
        citation::Citation,
        instrument::Instrument,
        score::{Choice, Standing},
    },
    core::{
        finding::{FindingCode, Severity},
        id::{IndikatorId, InovasiId},
    },
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
    /// Answers of the region, in the instrument's order, unanswered ones too.
    pub daerah: Vec<DossierAnswer>,
    /// In the order of their names; ties by id.
    pub inovasi: Vec<DossierInovasi>,
    /// Findings about the region itself.
    pub findings: Vec<DossierFinding>,
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
    /// In the instrument's order, unanswered ones too.
    pub answers: Vec<DossierAnswer>,
    /// Its kematangan by what was chosen; None where it cannot be computed.
    pub claimed: Option<Decimal>,
    /// Its kematangan by what the bukti support; None where it cannot be computed.
    pub supported: Option<Decimal>,
    /// Its kematangan by what verifiers accepted; None where it cannot be computed.
    pub verified: Option<Decimal>,
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
    /// False when the bytes are not in this registry.
    pub present: bool,
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
    /// Indonesian sentence.
    pub text: String,
}
