//! Taking a pack in, and looking at it before.

use std::{collections::BTreeMap, path::Path};

use exchange::assessment::pack::read_pack_files;

use crate::{
    assessment::rules::look,
    assessment::rules::{faulty, look_at, put_pack, reason},
    core::{
        error::{Error, Result},
        op::Op,
        registry::Core,
        rules::read_files,
    },
    show::finding::{Findings, outcome},
    view::{InstrumentsView, Outcome, PackLookView},
};

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

fn read_from(path: &Path) -> Result<BTreeMap<String, String>> {
    read_pack_files(path).map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))
}
