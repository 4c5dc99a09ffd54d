//! A database that lies apart from the registry it came of: a snapshot. It is read
//! like a registry, with the bytes that lie in the registry now, and never written.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
};

use domain::bukti::BlobHash;
use rusqlite::{Connection, params};

use crate::{
    Error, Failure, Result, Store,
    core::{
        backup,
        damage::{self, Depth, Soundness},
        format,
        long_path::for_sqlite,
        open::DATABASE,
        reading::{ReadSource, private_copy},
    },
    inovasi::search_index,
};

/// Settings that say who made it: without them no registry is shown. All others, and
/// the notes that somebody wrote for himself, are of one laptop alone.
const KEPT_SETTINGS: [&str; 3] = ["device", "person", search_index::SETTING];

impl Store {
    /// Copies the database as it is now into a file that is not there, without what
    /// belongs to this copy alone; of bytes that are missing or damaged here it is told
    /// that they are not there. Answers the row of its last act.
    ///
    /// # Errors
    /// The disk is full; the database cannot be read.
    pub fn freeze(&self, to: &Path) -> Result<i64> {
        self.noting(|| backup::copy_database(&self.source.connect()?, to))?;
        let unsound = self.read::<_, Error>(|reader| reader.look_at_bytes())?;
        let mut connection = Connection::open(for_sqlite(to))?;
        // What is taken out is not to be found in the file either, and no journal lies beside it.
        connection.pragma_update(None, "secure_delete", true)?;
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
        let transaction = connection.transaction()?;
        let kept = KEPT_SETTINGS.map(|it| format!("'{it}'")).join(", ");
        transaction.execute_batch(&format!("DELETE FROM setting WHERE key NOT IN ({kept}); DELETE FROM note;"))?;
        for (blob, _) in &unsound {
            transaction.execute("DELETE FROM blob WHERE sha256 = ?1", [blob.sha256.as_str()])?;
        }
        let last = transaction.query_row("SELECT coalesce(max(id), 0) FROM act", [], |row| row.get(0))?;
        transaction.commit()?;
        connection.close().map_err(|(_, error)| Error::from(error))?;
        Ok(last)
    }

    /// Opens a frozen database to read. Nothing is written to it, and whatever it holds,
    /// nothing of this registry is marked as damaged.
    ///
    /// # Errors
    /// It is none, is damaged, or of a newer format.
    pub fn open_frozen(&self, database: &Path) -> Result<Store> {
        let source = ReadSource::apart(database.to_owned(), None);
        self.over(source)
    }

    /// Opens a database that `fill` writes to a private file, in the first of some places
    /// that can be written, to read: brought to today's format, it ends with the store. It
    /// came from elsewhere, so it is judged first.
    ///
    /// # Errors
    /// What `fill` says; it is none, is damaged, or of a newer format; no place can be written.
    pub fn open_apart<E: Failure>(
        &self,
        temporary: &[PathBuf],
        fill: impl FnOnce(&Path) -> Result<(), E>,
    ) -> Result<Store, E> {
        let copy = private_copy(temporary)?;
        let database = copy.path().join(DATABASE);
        fill(&database)?;
        self.prepare(&database)?;
        Ok(self.over(ReadSource::apart(database, Some(copy)))?)
    }

    /// Judges it, brings it to today's format, and lets it name bytes as they lie here.
    fn prepare(&self, database: &Path) -> Result<()> {
        let damaged = || Error::Damaged { kept: database.to_owned() };
        let mut connection = Connection::open(for_sqlite(database))?;
        if let Soundness::Damaged(_) = damage::look_at(|| damage::judge(&connection, Depth::Whole))? {
            return Err(damaged());
        }
        format::check_format(&connection, database)?;
        // Ours has neither: whoever put one in wants something done by reading it.
        let odd = "SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')";
        if connection.query_row(odd, [], |row| row.get::<_, i64>(0))? > 0 {
            return Err(damaged());
        }
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
        if format::user_version(&connection)? < format::known_version() {
            format::migrate(&mut connection)?;
        }
        search_index::bring_up(&mut connection, self.folder())?;
        self.name_bytes(&mut connection)?;
        connection.close().map_err(|(_, error)| Error::from(error))
    }

    /// The same bytes may lie under another ending on another laptop.
    fn name_bytes(&self, connection: &mut Connection) -> Result<()> {
        let here = self.read::<_, Error>(|reader| reader.blobs())?;
        let here: BTreeMap<BlobHash, String> = here.into_iter().map(|it| (it.sha256, it.ending)).collect();
        let transaction = connection.transaction()?;
        for blob in self.reader_over(&transaction).blobs()? {
            if let Some(ending) = here.get(&blob.sha256).filter(|it| **it != blob.ending) {
                let both = params![blob.sha256.as_str(), ending];
                transaction.execute("UPDATE blob SET ending = ?2 WHERE sha256 = ?1", both)?;
            }
        }
        Ok(transaction.commit()?)
    }

    fn over(&self, source: ReadSource) -> Result<Store> {
        let reader = source.connect()?;
        Ok(Store {
            folder: self.folder.clone(),
            reader: Mutex::new(reader),
            walker: Mutex::default(),
            pending: Mutex::default(),
            texts: Mutex::default(),
            read_only: true,
            apart: true,
            newer: None,
            writer: Mutex::new(None),
            unsound_bytes: Mutex::default(),
            unsound: OnceLock::new(),
            source,
        })
    }

    /// The file that readers read: to compare it with another.
    pub fn database(&self) -> &Path {
        self.source.path()
    }
}
