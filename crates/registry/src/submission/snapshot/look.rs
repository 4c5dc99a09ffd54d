//! Opening a snapshot like a registry that nobody can write to: its own database, its own
//! rules, the clock of then; bytes of bukti come from this registry, by their hash.

use std::{path::Path, sync::Arc};

use domain::{bukti::BlobRef, core::id::SnapshotId, submission::snapshot::Snapshot};
use exchange::{
    assessment::pack::PackFiles,
    submission::snapshot::{SnapshotFacts, SnapshotFile, SnapshotLimits},
};
use uuid::Uuid;

use super::{known, nama_of};
use crate::core::{
    env::ThenEnv,
    error::{Code, Error, Reason, Result},
    library::pack_hash_of,
    open::bring_rules,
    progress::Watch,
    registry::{Core, LookedAt, LookedInto},
    rules::read_files,
};

/// A snapshot that is open, with what it says of itself.
pub(crate) struct OpenSnapshot {
    pub core: Core,
    pub facts: SnapshotFacts,
}

/// Opens a snapshot to read.
///
/// # Errors
/// There is none of that id; its bytes are not here, or are not what they were; it is of
/// a newer program, or means harm; `watch` stopped it.
pub(crate) fn open_snapshot(core: &Core, id: SnapshotId, watch: &mut dyn Watch) -> Result<OpenSnapshot> {
    let snapshot = core.read(|reader| known(reader, id))?;
    let blob = sound_bytes(core, &snapshot)?;
    let mut file = SnapshotFile::open(&core.store.blob_path(&blob), SnapshotLimits::default())?;
    let facts = file.facts().clone();
    let rules = file.rules().clone();
    let store = core.store.open_apart(&core.env.temporary(), |to| {
        let mut out = disk::create_private(to).map_err(|error| Error::file(to, &error))?;
        Ok(file.copy_database(&mut out, watch)?)
    });
    let store = store.map_err(of_snapshot)?;
    let looked_at = LookedAt { into: LookedInto::Snapshot(id), nama: nama_of(&snapshot).to_owned(), at: facts.at };
    Ok(OpenSnapshot { core: over(core, store, &facts, &rules, looked_at)?, facts })
}

/// What is said of a registry that cannot be opened is not meant for this one: a private
/// copy of the snapshot's database.
fn of_snapshot(error: Error) -> Error {
    let arg = |name| error.args.iter().find(|it| it.0 == name).map(|it| it.1.clone()).unwrap_or_default();
    match (error.code, error.reason) {
        (Code::StoreDamaged, _) | (_, Reason::Database) => damaged(DATABASE, &arg("detail")),
        // Another program's: no file is to blame for it.
        (Code::Unreadable, _) if arg("cause").is_empty() => {
            Error::new(Code::Unreadable, Reason::SnapshotNotOne).arg("detail", DATABASE)
        }
        (Code::StoreNewer, _) => {
            Error::new(Code::StoreNewer, Reason::SnapshotNewer).arg("version", arg("found")).arg("known", arg("known"))
        }
        _ => error,
    }
}

const DATABASE: &str = "registry.sqlite3";

/// The database that is about to be packed, seen as it will be when it is looked at.
pub(super) fn over_frozen(core: &Core, database: &Path) -> Result<Core> {
    let store = core.store.open_frozen(database)?;
    let at = core.env.now_ms();
    let looked_at = LookedAt { into: LookedInto::Snapshot(SnapshotId(Uuid::nil())), nama: String::new(), at };
    bring_rules(Core::looking_at(store, core.library.clone(), Box::new(ThenEnv { at }), looked_at)).map_err(|it| it.0)
}

fn over(
    core: &Core,
    store: store::Store,
    facts: &SnapshotFacts,
    files: &PackFiles,
    looked_at: LookedAt,
) -> Result<Core> {
    let instrument = read_files(files)
        .map_err(|faults| damaged("rules/", &faults.first().map_or_else(String::new, ToString::to_string)))?;
    if instrument.id != facts.instrument || pack_hash_of(files) != facts.rules_sha256 {
        return Err(damaged("rules/", "hash"));
    }
    let mut library = core.library.clone();
    library.instruments.insert(instrument.id.clone(), Arc::new(instrument));
    let env = Box::new(ThenEnv { at: facts.at });
    bring_rules(Core::looking_at(store, library, env, looked_at)).map_err(|it| it.0)
}

/// The bytes of a snapshot, if they are here and what their hash says.
fn sound_bytes(core: &Core, snapshot: &Snapshot) -> Result<BlobRef> {
    let nama = nama_of(snapshot);
    let not_here = || Error::not_found(Reason::SnapshotNotHere).arg("nama", nama);
    let named = snapshot.blob.as_ref().ok_or_else(not_here)?;
    let blob = core.read(|reader| Ok(reader.blob(&named.sha256)?))?.ok_or_else(not_here)?;
    let read = store::hash_file(&core.store.blob_path(&blob), &mut |_| true);
    let sound = read.is_ok_and(|it| it.as_ref() == Some(&blob.sha256));
    core.read(|reader| Ok(reader.note_read(&blob.sha256, sound)?))?;
    if sound { Ok(blob) } else { Err(Error::new(Code::Unreadable, Reason::SnapshotUnsound).arg("nama", nama)) }
}

fn damaged(place: &str, detail: &str) -> Error {
    Error::new(Code::Unreadable, Reason::SnapshotDamaged).arg("place", place).arg("detail", detail)
}
