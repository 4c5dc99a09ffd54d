//! The rules of the award: looked at (`look`, `effect`), taken in, corrected, given
//! on, given back. Here is what a new version of them passes, wherever it came from.

pub(crate) mod correct;
pub(crate) mod effect;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod look;
pub(crate) mod remove;

use domain::{
    assessment::instrument::{Instrument, file::PackFault, pack::OwnPack},
    core::{
        id::{InstrumentId, Subject},
        number::count,
    },
    inovasi::profile::clean,
    merge::change::FieldKey,
};
use exchange::assessment::pack::PackFiles;

use self::look::{differences, pack_history};
use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json::written,
        library::embedded_files,
        open::arg,
        pen::Pen,
        registry::Core,
        rules::{fault_in_words, read_files},
    },
    view::{PackFaultView, PackLookView, PackPlace},
};

/// Faults named in one sentence; the look before it shows all.
const NAMED: usize = 5;

/// The texts of the rules that hold for an id.
pub(crate) fn files_of(core: &Core, instrument: &str) -> Result<PackFiles> {
    let id = core.instrument(instrument)?.id.clone();
    match core.rules().own.get(&id) {
        Some(own) => Ok(own.pack.files.clone()),
        None => embedded_files(&id)
            .ok_or_else(|| Error::not_found(Reason::InstrumentUnknown).arg("instrument", id).arg("known", "")),
    }
}

fn look_at(core: &Core, files: &PackFiles) -> PackLookView {
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
fn put_pack(core: &Core, pen: &mut Pen<'_, '_>, instrument: &Instrument, files: PackFiles, alasan: &str) -> Result<()> {
    let id = &instrument.id;
    let rules = core.rules_in(pen)?;
    let here = match rules.own.get(id) {
        Some(own) => Some(own.pack.files.clone()),
        None => embedded_files(id),
    };
    if here.is_some_and(|it| it == files) {
        return Err(Error::invalid(Reason::PackSame).arg("instrument", id));
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

/// Why a version is made: never blank, since whoever doubts a score asks for it.
fn reason(alasan: &str) -> Result<String> {
    clean(alasan, true)?.ok_or_else(|| Error::invalid(Reason::AlasanMissing))
}

/// The sentence about a pack that makes no instrument.
fn faulty(faults: &[PackFault]) -> Error {
    let named: Vec<String> = faults.iter().take(NAMED).map(fault_in_words).collect();
    Error::invalid(Reason::PackFaulty).arg("n", faults.len()).arg("faults", named.join(" · "))
}

fn fault_view(it: &PackFault) -> PackFaultView {
    PackFaultView {
        file: it.file.clone(),
        line: count(it.line),
        reason: it.reason.code,
        args: it.reason.args.iter().map(|(name, value)| arg(name, value)).collect(),
    }
}
