//! Correcting single facts of an instrument inside the app.

use domain::assessment::instrument::file::is_slug;
use domain::core::id::{IndikatorName, InstrumentId};
use exchange::assessment::pack::{Correction, CorrectionFault, PackFiles, copy_as, correct, follow_sums};

use crate::{
    assessment::rules::{faulty, files_of, look, look_at, put_pack, reason},
    core::{
        error::{Error, Reason, Result},
        op::Op,
        registry::Core,
        rules::read_files,
    },
    show::finding::{Findings, outcome},
    view::{InstrumentsView, Outcome, PackLookView},
};

/// Corrections as a screen or the command line sends them.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CorrectPack {
    /// Id of the instrument whose pack is corrected.
    pub instrument: InstrumentId,
    /// Facts to set right, in this order.
    pub corrections: Vec<CorrectFact>,
    /// Why; never blank.
    pub alasan: String,
    /// Id of a copy that is corrected instead, such as `iga-2026-uji`.
    pub copy_id: Option<String>,
    /// Name of that copy; absent or blank: the name of the pack it is made from.
    pub copy_nama: Option<String>,
    /// Whether the sums that the pack declares follow the corrected parts.
    pub sums: bool,
}

/// One fact set right.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct CorrectFact {
    /// Id or code of the indikator; none for a fact of the award.
    pub indikator: Option<IndikatorName>,
    /// Its key, for example `bobot`, `parameter/2`, `pembagi_minimum`.
    pub fact: String,
    /// Empty: no source tells it.
    pub value: String,
    /// Id of a source of the pack, or the words of a new one.
    pub source: String,
    /// `confirmed`, `one_source`, `inferred` or `unknown`.
    pub confidence: String,
}

/// What corrections would come to. Nothing is recorded.
///
/// # Errors
/// There is no such instrument, indikator or fact; a value cannot stand.
pub(crate) fn inspect_correction(core: &Core, req: &CorrectPack) -> Result<PackLookView> {
    Ok(look_at(core, &corrected(core, req)?))
}

/// Corrects facts of an instrument: a new version of its rules here, or of a
/// copy under an id of its own. The answers stay.
///
/// # Errors
/// As [`Registry::inspect_correction`](crate::Registry::inspect_correction); the result makes no instrument; no
/// reason is given. Nothing is recorded then.
pub(crate) fn correct_pack(core: &Core, req: &CorrectPack) -> Result<Outcome<InstrumentsView>> {
    let alasan = reason(&req.alasan)?;
    let files = corrected(core, req)?;
    let instrument = read_files(&files).map_err(|it| faulty(&it))?;
    let view = core.write(Op::CorrectPack, |pen| {
        put_pack(core, pen, &instrument, files, &alasan)?;
        look::instruments_view(core, pen)
    })?;
    Ok(outcome(Op::CorrectPack, view, Findings::default()))
}

fn corrected(core: &Core, req: &CorrectPack) -> Result<PackFiles> {
    let instrument = core.instrument(&req.instrument)?;
    let mut corrections = Vec::new();
    for it in &req.corrections {
        let indikator = match it.indikator.as_deref() {
            None => None,
            Some(named) => {
                let unknown = || Error::not_found(Reason::IndikatorUnknown).arg("indikator", named);
                Some(instrument.indikator(named).ok_or_else(unknown)?.id.to_string())
            }
        };
        corrections.push(Correction {
            indikator,
            fact: it.fact.clone(),
            value: it.value.clone(),
            source: it.source.clone(),
            confidence: it.confidence.clone(),
        });
    }
    let mut files = correct(&files_of(core, &instrument.id)?, &corrections).map_err(refused)?;
    if req.sums {
        files = follow_sums(&files).map_err(refused)?;
    }
    let Some(id) = req.copy_id.as_deref().map(str::trim).filter(|it| !it.is_empty()) else { return Ok(files) };
    if !is_slug(id) {
        return Err(Error::invalid(Reason::PackIdBad).arg("id", id));
    }
    if core.rules().instruments.contains_key(id) {
        return Err(Error::invalid(Reason::PackIdTaken).arg("id", id));
    }
    let nama = req.copy_nama.as_deref().map(str::trim).filter(|it| !it.is_empty());
    copy_as(&files, id, nama).map_err(refused)
}

fn refused(it: CorrectionFault) -> Error {
    Error { code: crate::Code::Invalid, reason: it.reason, args: it.args }
}
