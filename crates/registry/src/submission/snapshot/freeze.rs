//! Freezing the registry: the database of this moment, its rules and its skor, packed
//! into one blob. It is made beside the registry and becomes part of it with the act that
//! names it; an act that came in between would not be in it, so then it is made anew.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    sync::Arc,
};

use disk::OutputPlace;
use domain::{
    assessment::{instrument::Instrument, score::Basis},
    core::id::{SnapshotId, Subject},
    merge::change::FieldKey,
    submission::snapshot::SnapshotField,
};
use exchange::submission::snapshot::{SnapshotFacts, SnapshotInovasi, SnapshotStanding, write_snapshot};
use store::BlobPut;

use super::{look, put};
use crate::{
    assessment::{rules::files_of, score::score},
    core::{
        error::{Code, Error, Reason, Result},
        library::pack_hash_of,
        op::Op,
        pen::Pen,
        progress::Watch,
        registry::Core,
    },
};

/// How often it is begun anew when somebody goes on working.
const ATTEMPTS: usize = 3;

/// Ending of the blob.
const ENDING: &str = "zip";

/// Freezes the registry and lets `act` write of it, in one act: the bytes are known by
/// then, and the snapshot has its year.
///
/// # Errors
/// The disk is full; `watch` stopped it; whatever `act` says. Then nothing is kept.
pub(super) fn freezing<T>(
    core: &Core,
    op: Op,
    watch: &mut dyn Watch,
    mut act: impl FnMut(&mut Pen<'_, '_>, SnapshotId) -> Result<T>,
) -> Result<T> {
    for _ in 0..ATTEMPTS {
        let id = SnapshotId(core.env.fresh_id());
        let instrument = core.current_instrument()?;
        let (bytes, last) = freeze(core, id, &instrument, watch)?;
        let done = core.write(op, |pen| {
            if pen.last_act()? != last {
                return Ok(None);
            }
            pen.know_blob(&bytes)?;
            pen.put(Subject::Snapshot(id), &FieldKey::Blob, Some(&bytes.blob.to_string()))?;
            put(pen, id, SnapshotField::Instrument, Some(&instrument.id))?;
            act(pen, id).map(Some)
        });
        match done {
            Ok(Some(done)) => return Ok(done),
            Ok(None) => core.store.forget_put(&bytes),
            Err(error) => {
                core.store.forget_put(&bytes);
                return Err(error);
            }
        }
    }
    Err(Error::new(Code::Busy, Reason::SnapshotOvertaken))
}

/// The blob, and the row of the last act that is in it.
fn freeze(core: &Core, id: SnapshotId, instrument: &Arc<Instrument>, watch: &mut dyn Watch) -> Result<(BlobPut, i64)> {
    let folder = core.store.folder();
    let of_disk = |error| Error::file(folder, &error);
    // A folder of its own, which is gone in the end and, after a crash, with the next start.
    let place = OutputPlace::free(&folder.join(id.to_string())).map_err(of_disk)?;
    let stage = place.noted(core.store.outputs(), id.to_string()).begin_private_folder().map_err(of_disk)?;
    let (database, packed) = (stage.path().join("registry.sqlite3"), stage.path().join("potret.zip"));
    let last = core.store.freeze(&database)?;
    let rules = files_of(core, &instrument.id)?;
    let facts = {
        let frozen = look::over_frozen(core, &database)?;
        let (standing, inovasi) = standing_of(&frozen, &instrument.id)?;
        let pemda = frozen.read(|reader| Ok(reader.pemda()?))?;
        SnapshotFacts {
            pemda_nama: pemda.nama,
            pemda_kode: pemda.kode,
            instrument: instrument.id.clone(),
            rules_sha256: pack_hash_of(&rules),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            at: core.env.now_ms(),
            inovasi,
            standing,
        }
    };
    write_snapshot(&facts, &rules, &database, OutputPlace::free(&packed).map_err(of_disk)?, watch)?;
    let mut file = File::open(&packed).map_err(|error| Error::file(&packed, &error))?;
    Ok((core.store.put_blob(&mut file, &packed, ENDING, &mut |_| true)?, last))
}

/// The standing on every basis, and the kematangan of all that is proposed.
pub(super) fn standing_of(
    core: &Core,
    instrument: &str,
) -> Result<(BTreeMap<String, SnapshotStanding>, Vec<SnapshotInovasi>)> {
    let mut standing = BTreeMap::new();
    let mut inovasi: Vec<SnapshotInovasi> = Vec::new();
    let mut by_id = HashMap::new();
    for basis in Basis::ALL {
        let view = score(core, instrument, basis)?;
        for it in view.inovasi {
            let at = *by_id.entry(it.id).or_insert_with(|| {
                inovasi.push(SnapshotInovasi { id: it.id, nama: it.nama, kematangan: BTreeMap::new() });
                inovasi.len() - 1
            });
            if let Some((known, skor)) = inovasi.get_mut(at).zip(it.skor) {
                known.kematangan.insert(basis.name().to_owned(), skor);
            }
        }
        let (iid, skor_total, predikat) = (view.iid, view.skor_total, view.predikat);
        standing.insert(basis.name().to_owned(), SnapshotStanding { iid, skor_total, predikat });
    }
    Ok((standing, inovasi))
}
