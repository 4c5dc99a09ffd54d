//! Correcting what is said of a bukti.

use domain::{
    bukti::BuktiField,
    core::id::{BuktiId, Subject},
    merge::change::FieldKey,
};

use crate::{
    bukti::attach::{FoundAnswer, bukti_act},
    core::{error::Result, lookup, op::Op, registry::Core},
    view::{AssessmentView, Outcome},
};

/// Writes nomor, tanggal, tentang or jenis dokumen of a bukti. Subject and instrument say
/// which worksheet is shown.
///
/// # Errors
/// The bukti is unknown, or the value cannot stand.
pub(crate) fn edit_bukti(
    core: &Core,
    subject: Subject,
    instrument: &str,
    bukti: BuktiId,
    field: BuktiField,
    value: Option<&str>,
) -> Result<Outcome<AssessmentView>> {
    let found = FoundAnswer {
        subject: lookup::answering(subject)?,
        instrument: core.instrument(instrument)?,
        indikator: String::new(),
    };
    let field = match field {
        BuktiField::Nomor => FieldKey::Nomor,
        BuktiField::Tanggal => FieldKey::Tanggal,
        BuktiField::Tentang => FieldKey::Tentang,
        BuktiField::JenisDokumen => FieldKey::JenisDokumen,
    };
    bukti_act(core, Op::EditBukti, &found, bukti, |pen| {
        pen.put(Subject::Bukti(bukti), &field, value)?;
        Ok(())
    })
}
