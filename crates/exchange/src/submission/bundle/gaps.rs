//! What is missing in a bundle: the findings, and bukti without bytes.

use domain::{
    assessment::instrument::Instrument,
    core::finding::{FindingCode, Severity},
    submission::dossier::{DossierAnswer, DossierBukti, DossierFinding},
};
use serde::Serialize;

use super::{Error, pages::Pages};

/// `kekurangan.json`: what is missing, the region first, then each inovasi.
#[derive(Serialize)]
pub(super) struct KekuranganView {
    pub n_blocking: u64,
    pub n_warning: u64,
    pub n_hint: u64,
    pub subjects: Vec<SubjectGaps>,
}

#[derive(Serialize)]
pub(super) struct SubjectGaps {
    /// None for the region.
    pub inovasi: Option<String>,
    pub nama: String,
    /// From the bag's root.
    pub folder: String,
    /// Gravest first.
    pub gaps: Vec<Gap>,
}

#[derive(Serialize)]
pub(super) struct Gap {
    pub code: FindingCode,
    pub severity: Severity,
    pub about: Option<String>,
    /// `about` as people read it.
    pub label: Option<String>,
    pub text: String,
}

impl KekuranganView {
    pub(super) fn count(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Blocking => self.n_blocking,
            Severity::Warning => self.n_warning,
            Severity::Hint => self.n_hint,
        }
    }
}

impl SubjectGaps {
    pub(super) fn count(&self, severity: Severity) -> u64 {
        self.gaps.iter().filter(|it| it.severity == severity).count() as u64
    }
}

/// The findings, and bukti without bytes that no finding speaks of, those `beside` the
/// answers by the name of what they belong to; gravest first.
pub(super) fn gaps(
    instrument: &Instrument,
    findings: &[DossierFinding],
    answers: &[DossierAnswer],
    beside: &[(&str, &[DossierBukti])],
    pages: &Pages,
) -> Result<Vec<Gap>, Error> {
    const MISSING: FindingCode = FindingCode::BytesMissing;
    let mut gaps: Vec<Gap> = findings
        .iter()
        .map(|it| Gap {
            code: it.code,
            severity: it.severity,
            about: it.about.clone(),
            label: it.label.clone(),
            text: it.text.clone(),
        })
        .collect();
    let mut missing = |code: &str, bukti: &[DossierBukti]| -> Result<(), Error> {
        for bukti in bukti.iter().filter(|it| !it.present) {
            let text = pages.bytes_missing(&bukti.nama_berkas, code)?;
            let about = Some(code.to_owned());
            gaps.push(Gap { code: MISSING, severity: Severity::Blocking, label: about.clone(), about, text });
        }
        Ok(())
    };
    for (nama, bukti) in beside {
        missing(nama, bukti)?;
    }
    for answer in answers {
        let indikator = instrument.indikator(&answer.indikator);
        let code = indikator.map_or(answer.indikator.as_str(), |it| &it.code);
        let told = findings.iter().any(|it| {
            matches!(it.code, MISSING | FindingCode::BytesDamaged)
                && it.about.as_deref().is_some_and(|it| it == code || answer.indikator == it)
        });
        if !told {
            missing(code, &answer.bukti)?;
        }
    }
    gaps.sort_by_key(|it| it.severity);
    Ok(gaps)
}
