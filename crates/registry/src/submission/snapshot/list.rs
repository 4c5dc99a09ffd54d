//! The submission of the year and every snapshot.

use std::collections::BTreeMap;

use domain::{
    core::id::{SnapshotId, Subject},
    merge::change::FieldKey,
    submission::snapshot::{Snapshot, SnapshotField, Statement},
};
use store::{HeadRecord, Reader};

use crate::{
    assessment::findings::show_findings,
    core::{
        env::rfc3339,
        error::{Error, Reason, Result},
        lookup::PERSON,
        registry::Core,
    },
    inovasi::catalogue,
    view::{FindingsView, SnapshotView, StatementView, SubmissionView},
};

use super::nama_of;

/// What a submission of now would hold, and what is found about it.
pub(super) struct Ready {
    pub n_chosen: u32,
    pub n_blocking: u32,
    pub n_warning: u32,
    pub n_hint: u32,
}

/// Looks at everything once, before anything is written: a snapshot changes none of it.
pub(super) fn readiness(core: &Core) -> Result<Ready> {
    let FindingsView { n_blocking, n_warning, n_hint, .. } = show_findings(core, 0)?;
    let basis = domain::assessment::score::Basis::Claimed;
    let n_chosen = catalogue::look(core, |look| Ok(look.catalogue.together(basis).n))?;
    Ok(Ready { n_chosen, n_blocking, n_warning, n_hint })
}

/// The submission of the year that is worked under, and every snapshot.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_submission(core: &Core) -> Result<SubmissionView> {
    let ready = readiness(core)?;
    core.read(|reader| submission_view(core, reader, &ready))
}

/// A snapshot by its id, by the beginning of its id, or by its exact name.
///
/// # Errors
/// None or several fit.
pub(crate) fn find_snapshot(core: &Core, wanted: &str) -> Result<SnapshotId> {
    let wanted = wanted.trim();
    let lower = wanted.to_lowercase();
    let all = core.read(|reader| Ok(reader.snapshots()?))?;
    let is_meant = |it: &&Snapshot| {
        let id = it.id.to_string();
        nama_of(it).to_lowercase() == lower || id == lower || (lower.len() >= 6 && id.starts_with(&lower))
    };
    let found: Vec<&Snapshot> = all.iter().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Error::not_found(Reason::SnapshotMissing).arg("id", wanted)),
        _ => Err(Error::invalid(Reason::SnapshotAmbiguous).arg("id", wanted).arg("n", found.len())),
    }
}

pub(super) fn submission_view(core: &Core, reader: &Reader<'_>, ready: &Ready) -> Result<SubmissionView> {
    let instrument = core.current_instrument_in(reader)?;
    let all = reader.snapshots()?;
    let sent = all.iter().find(|it| it.is_sent_for(&instrument.id));
    Ok(SubmissionView {
        closed: reader.closed_instruments()?.contains(&instrument.id),
        instrument: instrument.id.clone(),
        instrument_nama: instrument.nama.clone(),
        n_chosen: ready.n_chosen,
        n_blocking: ready.n_blocking,
        n_warning: ready.n_warning,
        n_hint: ready.n_hint,
        sent: sent.map(|it| it.id),
        statement: statement(reader, &all)?,
        snapshots: all.iter().map(|it| snapshot_view(reader, it)).collect::<Result<_>>()?,
    })
}

/// What was stated last; before that, whoever works here.
fn statement(reader: &Reader<'_>, all: &[Snapshot]) -> Result<StatementView> {
    let last = all.iter().find(|it| it.text(SnapshotField::NamaLengkap).is_some());
    let person = reader.setting(PERSON)?.unwrap_or_default();
    let text = |field| last.and_then(|it| it.text(field)).unwrap_or_default().to_owned();
    let [nama_lengkap, jabatan, instansi, nomor_hp, email] = Statement::FIELDS.map(text);
    let nama_lengkap = if last.is_none() { person } else { nama_lengkap };
    Ok(StatementView { nama_lengkap, jabatan, instansi, nomor_hp, email })
}

pub(super) fn snapshot_view(reader: &Reader<'_>, it: &Snapshot) -> Result<SnapshotView> {
    let heads: BTreeMap<String, HeadRecord> =
        reader.heads(Subject::Snapshot(it.id))?.into_iter().map(|it| (it.field.clone(), it)).collect();
    let written = |field: FieldKey| heads.get(&field.to_string());
    let kept = written(FieldKey::Blob).or_else(|| written(FieldKey::Snapshot(SnapshotField::Nama)));
    let reopened = written(FieldKey::Snapshot(SnapshotField::AlasanBuka)).filter(|it| it.value.is_some());
    let text = |field| it.text(field).map(str::to_owned);
    let here = match &it.blob {
        Some(blob) => reader.blob(&blob.sha256)?.is_some(),
        None => false,
    };
    let sound = match &it.blob {
        Some(blob) if here => reader.look_at_bytes_named(&blob.sha256)?.is_none(),
        _ => true,
    };
    Ok(SnapshotView {
        id: it.id,
        nama: nama_of(it).to_owned(),
        instrument: it.instrument().unwrap_or_default(),
        kept_at: kept.map(|it| rfc3339(it.at)),
        person: kept.map_or_else(String::new, |it| it.person.clone()),
        size: it.blob.as_ref().map_or(0.0, |it| it.size as f64),
        here,
        sound,
        sent: it.is_sent(),
        tanggal_kirim: text(SnapshotField::TanggalKirim),
        nomor_registrasi: text(SnapshotField::NomorRegistrasi),
        nama_lengkap: text(SnapshotField::NamaLengkap),
        jabatan: text(SnapshotField::Jabatan),
        instansi: text(SnapshotField::Instansi),
        nomor_hp: text(SnapshotField::NomorHp),
        email: text(SnapshotField::Email),
        alasan_buka: text(SnapshotField::AlasanBuka),
        reopened_at: reopened.map(|it| rfc3339(it.at)),
        reopened_by: reopened.map(|it| it.person.clone()),
    })
}
