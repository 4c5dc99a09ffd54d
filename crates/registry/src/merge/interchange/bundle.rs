//! Taking in a bundle: its catalogue as any interchange document, and the files that it
//! brings, in one act.

use std::{collections::BTreeMap, path::Path};

use domain::{
    bukti::{BlobRef, ending_of},
    core::id::{InstrumentId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
    submission::dossier::Pemda,
};
use exchange::merge::interchange::RegistryDocument;
use exchange::submission::bundle::{BundleBukti, ReadBundle, ReadError, WhatLies, read_bundle};
use store::{BlobPut, Ending};

use super::import::{apply, identities, plan_import};
use crate::{
    bukti::attach::Target,
    core::{
        error::{Code, Error, Reason, Result},
        gate::FieldGate,
        op::Op,
        pen::Pen,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{ImportView, Outcome},
};

impl From<ReadError> for Error {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Verify(it) => it.into(),
            ReadError::Document(it) => it.into(),
            ReadError::NotProved(_) => Self::new(Code::Unreadable, Reason::BundleNotProved),
            ReadError::ForAssessor => Self::invalid(Reason::BundleForAssessor),
            ReadError::Older => Self::invalid(Reason::BundleOlder),
            ReadError::NoBag(lies) => Self::invalid(match lies {
                WhatLies::Nothing => Reason::BundleFolderEmpty,
                WhatLies::Registry => Reason::BundleIsRegistry,
                WhatLies::Parcel => Reason::BundleIsParcel,
                WhatLies::Other => Reason::BundleNone,
            }),
            ReadError::Foreign => Self::invalid(Reason::BundleForeign),
            ReadError::Bukti { nama_berkas, path } => {
                Self::new(Code::Unreadable, Reason::BundleBuktiOther).arg("nama_berkas", nama_berkas).arg("file", path)
            }
            ReadError::Broken { path, line } => {
                Self::new(Code::Unreadable, Reason::BundleDataBroken).arg("file", path).arg("line", line)
            }
            ReadError::Unreadable { path, cause } => {
                Self::new(Code::Unreadable, Reason::BundleDataUnreadable).arg("file", path).arg("detail", cause)
            }
        }
    }
}

/// Takes in a bundle, or tells what that would change. Bukti that stand here already stay
/// as they are.
///
/// # Errors
/// It is not proved, or is of another region; a value cannot stand; the disk is full; it
/// was called off. Nothing is taken from it then.
pub(super) fn import_bundle(
    core: &Core,
    path: &Path,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Outcome<ImportView>> {
    let bundle = read_bundle(path, watch)?;
    core.read(|reader| {
        let (own, theirs) = (reader.pemda()?, bundle.document.pemda.clone().unwrap_or_default());
        if own != Pemda::default() && own.kode != theirs.kode {
            return Err(Error::invalid(Reason::BundleOtherPemda).arg("found", theirs.nama).arg("own", own.nama));
        }
        Ok(())
    })?;
    take_in(core, bundle, if dry_run { Taking::Told } else { Taking::Whole }, watch)
}

/// How a bundle is taken in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taking {
    /// Only what it would change is told.
    Told,
    /// What it says, and the files that it brings.
    Whole,
    /// The same, and bukti that it names without their bytes are known as missing.
    ToLook,
}

/// Takes in a bundle that has been read, in one act.
///
/// # Errors
/// A value cannot stand; the disk is full; it was called off.
pub(super) fn take_in(
    core: &Core,
    mut bundle: ReadBundle,
    taking: Taking,
    watch: &mut dyn Watch,
) -> Result<Outcome<ImportView>> {
    let dry_run = taking == Taking::Told;
    let mut puts = BTreeMap::new();
    let stored = if dry_run { Ok(()) } else { put_files(core, &mut bundle, &mut puts, watch) };
    let written = stored.and_then(|()| {
        core.write_or_drop(Op::ImportRegistry, |pen| {
            let ids = identities(core, pen, &bundle.document)?;
            let told = &mut |at| step(watch, WorkStep::Reading, "", at, ids.len());
            let plan = plan_import(core, pen, &mut FieldGate::new(core), &bundle.document, &ids, told)
                .map_err(|it| of_inovasi(it, &bundle.document))?;
            let total = plan.len();
            let told = &mut |at| step(watch, WorkStep::Writing, "", at, total);
            let view = apply(pen, plan, dry_run, ids.len(), told)?;
            if dry_run {
                return Ok(Ending::Drop(view));
            }
            let instrument = InstrumentId::from(bundle.instrument.as_str());
            for bukti in &bundle.bukti {
                let put = bukti.path.as_ref().and_then(|it| puts.get(it));
                let blob = match put {
                    Some(put) => {
                        pen.know_blob(put)?;
                        Some(put.blob.clone())
                    }
                    None if taking == Taking::ToLook => missing(bukti),
                    None => None,
                };
                if let Some(blob) = blob {
                    link(pen, &instrument, bukti, &blob)?;
                }
            }
            pen.settle_watched(&mut |done| watch.step(WorkStep::Writing, "", total as u64 + done, 0))?;
            Ok(Ending::Keep(view))
        })
    });
    if written.is_err() {
        // Bytes that never became bukti take no room.
        puts.values().for_each(|it| core.store.forget_put(it));
    }
    let mut answer = outcome(Op::ImportRegistry, written?, Findings::default());
    if dry_run {
        answer.touched.clear();
    }
    Ok(answer)
}

/// A value that cannot stand, told by what it is of: nobody who was handed a bundle knows
/// its paths.
fn of_inovasi(error: Error, document: &RegistryDocument) -> Error {
    let Error { reason: Reason::ImportRefused, .. } = error else { return error };
    let arg = |name: &str| error.args.iter().find(|it| it.0 == name).map_or("", |it| it.1.as_str());
    let at = arg("path").strip_prefix("inovasi[").and_then(|it| it.split_once(']')?.0.parse::<usize>().ok());
    let nama = at.and_then(|it| document.inovasi.get(it)?.profile.get(&Field::Nama));
    let pemda = document.pemda.as_ref().map(|it| &it.nama);
    let nama = nama.or(pemda).map_or("–", String::as_str);
    Error::new(error.code, Reason::BundleValueRefused).arg("nama", nama).arg("why", arg("why"))
}

/// Stores the bytes of each file once.
fn put_files(
    core: &Core,
    bundle: &mut ReadBundle,
    puts: &mut BTreeMap<String, BlobPut>,
    watch: &mut dyn Watch,
) -> Result<()> {
    let named = bundle.bukti.iter().filter_map(|it| Some((it.path.clone()?, it.nama_berkas.clone())));
    let files: BTreeMap<String, String> = named.filter(|it| bundle.holds(&it.0)).collect();
    for (at, (path, nama)) in files.iter().enumerate() {
        step(watch, WorkStep::Reading, nama, at, files.len())?;
        let place = Path::new(path);
        let mut bytes = bundle.open(path).map_err(|error| Error::file(place, &error))?;
        let mut goes_on = |_| watch.step(WorkStep::Reading, nama, at as u64, files.len() as u64);
        puts.insert(path.clone(), core.store.put_blob(&mut bytes, place, &ending_of(nama), &mut goes_on)?);
    }
    Ok(())
}

/// What a bukti says that its bytes are; None: it does not say it.
fn missing(it: &BundleBukti) -> Option<BlobRef> {
    Some(BlobRef { sha256: it.sha256.parse().ok()?, size: it.size, ending: ending_of(&it.nama_berkas) })
}

fn link(pen: &mut Pen<'_, '_>, instrument: &InstrumentId, it: &BundleBukti, blob: &BlobRef) -> Result<()> {
    let subject = Subject::Bukti(it.id);
    if pen.bukti(it.id)?.is_none() {
        pen.put(subject, &FieldKey::Blob, Some(&blob.to_string()))?;
        pen.put(subject, &FieldKey::NamaBerkas, Some(&it.nama_berkas))?;
        let facts = [
            (FieldKey::Nomor, &it.nomor),
            (FieldKey::Tanggal, &it.tanggal),
            (FieldKey::Tentang, &it.tentang),
            (FieldKey::JenisDokumen, &it.jenis_dokumen),
        ];
        for (field, value) in facts.iter().filter(|it| it.1.is_some()) {
            pen.put(subject, field, value.as_deref())?;
        }
    }
    let target = Target { subject: it.subject, indikator: &it.indikator, instrument };
    target.link(pen, it.id, Some(it.pages.as_deref().unwrap_or("")))
}
