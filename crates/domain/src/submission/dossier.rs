//! The frozen snapshot that every exporter receives: everything a bundle or a
//! report says, and nothing that it would have to ask for.

use std::sync::Arc;

use rust_decimal::Decimal;

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
    pub pemda: Pemda,
    pub instrument: Arc<Instrument>,
    pub claimed: Standing,
    pub supported: Standing,
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
    pub nama: String,
    /// Kemendagri code, for example `33.74`.
    pub kode: String,
}

/// One inovasi with everything that is handed in about it.
#[derive(Clone, Debug)]
pub struct DossierInovasi {
    pub id: InovasiId,
    pub nama: String,
    /// Filled and unfilled fields, in the order of the official form.
    pub profile: Vec<DossierField>,
    /// In the instrument's order, unanswered ones too.
    pub answers: Vec<DossierAnswer>,
    pub claimed: Option<Decimal>,
    pub supported: Option<Decimal>,
    pub verified: Option<Decimal>,
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
    pub choice: Option<Choice>,
    pub claimed: Option<Decimal>,
    pub supported: Option<Decimal>,
    pub verified: Option<Decimal>,
    /// What published sources say of this answer; they support nothing.
    pub citation: Vec<Citation>,
    pub bukti: Vec<DossierBukti>,
}

/// One bukti under one indikator.
#[derive(Clone, Debug)]
pub struct DossierBukti {
    pub id: String,
    /// Lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The name it had on the officer's disk: untrusted text.
    pub nama_berkas: String,
    pub nomor: Option<String>,
    pub tanggal: Option<String>,
    pub tentang: Option<String>,
    pub pages: Option<String>,
    /// False when the bytes are not in this registry.
    pub present: bool,
}

/// A finding in words, for the gap list.
#[derive(Clone, Debug)]
pub struct DossierFinding {
    pub code: FindingCode,
    pub severity: Severity,
    /// Code of the indikator or name of the field it is about.
    pub about: Option<String>,
    /// Indonesian sentence.
    pub text: String,
}
