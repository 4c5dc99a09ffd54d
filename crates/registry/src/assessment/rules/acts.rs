//! Taking rules in, giving them on, and giving the embedded ones back.

use std::{collections::BTreeMap, path::Path};

use domain::{
    assessment::instrument::{Instrument, file::PackFault, pack::OwnPack},
    core::{
        id::{InstrumentId, Subject},
        number::count,
    },
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use exchange::assessment::pack::{PackFiles, read_pack_files, write_pack, write_pack_text};

use super::look::{differences, pack_history};
use crate::{
    assessment::rules::look,
    core::{
        error::{Error, Result},
        kept_json::written,
        library::embedded_files,
        op::Op,
        open::arg,
        output,
        pen::Pen,
        registry::Core,
        rules::{fault_in_words, read_files},
    },
    show::finding::{Findings, outcome},
    view::{InstrumentsView, Outcome, PackFaultView, PackLookView, PackPlace, PackReceipt},
};

/// Faults named in one sentence; the look before it shows all.
const NAMED: usize = 5;

/// What a pack from outside is and what it would change. Nothing is recorded.
///
/// # Errors
/// It is no pack, unsafe, or beyond the limits; the disk refuses.
pub(crate) fn inspect_pack(core: &Core, path: &Path) -> Result<PackLookView> {
    Ok(look_at(core, &read_from(path)?))
}

/// Takes a pack in: as a new version of the rules of its id, or as a new
/// instrument.
///
/// # Errors
/// It is no pack or a faulty one; no reason is given; it says what is here
/// already. Nothing is recorded then.
pub(crate) fn import_pack(core: &Core, path: &Path, alasan: &str) -> Result<Outcome<InstrumentsView>> {
    let alasan = reason(alasan)?;
    let files = read_from(path)?;
    let instrument = read_files(&files).map_err(|it| faulty(&it))?;
    let view = core.write(Op::ImportPack, |pen| {
        put_pack(core, pen, &instrument, files, &alasan)?;
        look::instruments_view(core, pen)
    })?;
    Ok(outcome(Op::ImportPack, view, Findings::default()))
}

/// Gives the embedded rules of an id back, or takes an own instrument out.
///
/// # Errors
/// There is no pack of that id; it is an own instrument that somebody works
/// under.
pub(crate) fn remove_pack(core: &Core, instrument: &str) -> Result<Outcome<InstrumentsView>> {
    let view = core.write(Op::RemovePack, |pen| {
        let stored = pen.pack_texts()?.into_iter().any(|it| it.0 == instrument);
        if !stored {
            return Err(Error::not_found("pack_none").arg("instrument", instrument));
        }
        if !core.library.instruments.contains_key(instrument) && pen.is_worked_under(instrument)? {
            return Err(Error::invalid("pack_in_use").arg("instrument", instrument));
        }
        pen.put(Subject::Daerah, &FieldKey::Pack(instrument.into()), None)?;
        look::instruments_view(core, pen)
    })?;
    Ok(outcome(Op::RemovePack, view, Findings::default()))
}

/// Writes the rules that hold here into a file that another laptop reads: a
/// zip, or one text where the path ends in `.json`.
///
/// # Errors
/// There is no such instrument; the disk refuses, then no file has appeared.
pub(crate) fn export_pack(core: &Core, instrument: &str, out: &Path) -> Result<PackReceipt> {
    let files = files_of(core, instrument)?;
    let as_text = out.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let written = if as_text { write_pack_text(out, &files) } else { write_pack(out, instrument, &files) };
    written.map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))?;
    Ok(PackReceipt { path: out.display().to_string(), instrument: instrument.into(), n_file: count(files.len()) })
}

/// A free path in a folder for the rules of an instrument.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn suggest_pack_path(core: &Core, folder: &Path, instrument: &str) -> Result<String> {
    output::suggest_path(core, folder, &format!("aturan-{instrument}"), ".zip")
}

/// The texts of the rules that hold for an id.
pub(super) fn files_of(core: &Core, instrument: &str) -> Result<PackFiles> {
    let id = core.instrument(instrument)?.id.clone();
    match core.rules().own.get(&id) {
        Some(own) => Ok(own.pack.files.clone()),
        None => embedded_files(&id)
            .ok_or_else(|| Error::not_found("instrument_unknown").arg("instrument", id).arg("known", "")),
    }
}

pub(super) fn look_at(core: &Core, files: &PackFiles) -> PackLookView {
    let rules = core.rules();
    match read_files(files) {
        Err(faults) => PackLookView {
            id: None,
            nama: None,
            tahun: None,
            status: None,
            n_indikator: 0,
            faults: faults.iter().map(fault_view).collect(),
            stands: PackPlace::New,
            against: InstrumentId::default(),
            differences: Vec::new(),
        },
        Ok(it) => {
            let stands = match rules.instruments.get(&it.id) {
                Some(_) if rules.own.contains_key(&it.id) => PackPlace::Own,
                Some(_) => PackPlace::Embedded,
                None => PackPlace::New,
            };
            let current = || core.current_instrument().ok();
            let against = rules.instruments.get(&it.id).cloned().or_else(current);
            PackLookView {
                n_indikator: count(it.indikator.len()),
                faults: Vec::new(),
                stands,
                against: against.as_ref().map(|it| it.id.clone()).unwrap_or_default(),
                differences: against.map(|against| differences(&against, &it)).unwrap_or_default(),
                status: Some(it.status),
                id: Some(it.id),
                nama: Some(it.nama),
                tahun: Some(it.tahun),
            }
        }
    }
}

/// Records a version of the rules of an id.
pub(super) fn put_pack(
    core: &Core,
    pen: &mut Pen<'_, '_>,
    instrument: &Instrument,
    files: PackFiles,
    alasan: &str,
) -> Result<()> {
    let id = &instrument.id;
    let rules = core.rules_in(pen)?;
    let here = match rules.own.get(id) {
        Some(own) => Some(own.pack.files.clone()),
        None => embedded_files(id),
    };
    if here.is_some_and(|it| it == files) {
        return Err(Error::invalid("pack_same").arg("instrument", id));
    }
    let versions = pack_history(pen, id)?;
    let last = versions
        .iter()
        .filter_map(|it| serde_json::from_str::<OwnPack>(it.value.as_deref()?).ok())
        .map(|it| it.versi)
        .max()
        .unwrap_or(0);
    let pack = OwnPack { versi: last.saturating_add(1), alasan: alasan.to_owned(), files };
    pen.put(Subject::Daerah, &FieldKey::Pack(id.clone()), Some(&written(&pack)?))?;
    Ok(())
}

fn read_from(path: &Path) -> Result<BTreeMap<String, String>> {
    read_pack_files(path).map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))
}

/// Why a version is made: never blank, since whoever doubts a score asks for it.
pub(super) fn reason(alasan: &str) -> Result<String> {
    clean(alasan, true)?.ok_or_else(|| Error::invalid("alasan_missing"))
}

/// The sentence about a pack that makes no instrument.
pub(super) fn faulty(faults: &[PackFault]) -> Error {
    let named: Vec<String> = faults.iter().take(NAMED).map(fault_in_words).collect();
    Error::invalid("pack_faulty").arg("n", faults.len()).arg("faults", named.join(" · "))
}

fn fault_view(it: &PackFault) -> PackFaultView {
    PackFaultView {
        file: it.file.clone(),
        line: count(it.line),
        reason: it.reason.key.to_owned(),
        args: it.reason.args.iter().map(|(name, value)| arg(name, value)).collect(),
    }
}
