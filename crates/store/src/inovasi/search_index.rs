//! `inovasi_search`, `search_line`, `search_word`, `blob_search`: the words of the
//! catalogue, written. See `search.rs` for how they are found.
//!
//! A word stands in up to three namespaces of one index, each with its own first
//! character: as it is (somewhere in the inovasi), [`ABOUT`] (what the inovasi is
//! about: its names, perangkat daerah, documents, and what its narrative says
//! often) and [`NAMA`] (its names). So the best that fit are found first, without
//! ranking all that fit. Beside each word stands its stem.

use std::sync::{LazyLock, Mutex};

use domain::{bukti::BlobHash, inovasi::profile::Field};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    indexed_text::{IndexedText, IndexedWords, SAID, blob_words},
    words_ahead::Worked,
};
use crate::{Error, Reader, Result, Store, Writer, core::setting};

/// Private characters: no word of a person begins with one.
pub(crate) const NAMA: char = '\u{E000}';
pub(crate) const ABOUT: char = '\u{E001}';

/// Most text of one file that is kept and indexed, in bytes.
const MAX_TEXT: usize = 1 << 20;
/// Raised when words are indexed otherwise than before: the index is then made
/// anew when a registry is opened.
const VERSION: &str = "1";
pub(crate) const SETTING: &str = "search_version";

impl Writer<'_> {
    /// Brings the words up to date of an inovasi, or of every inovasi that a bukti
    /// supports. They are written for sure only once [`Self::index_rest`] has ended.
    pub(crate) fn index_inovasi(&mut self, subject: i64) -> Result<()> {
        if self.index_later(subject)? {
            return Ok(());
        }
        for inovasi in self.supported_by(subject)? {
            self.index_later(inovasi)?;
        }
        Ok(())
    }

    /// False when there is no such inovasi.
    fn index_later(&mut self, subject: i64) -> Result<bool> {
        if self.ahead.holds(subject) {
            self.index_rest()?;
        }
        let (is_there, text) = self.outdated(subject)?;
        if let Some(text) = text {
            self.index_text(subject, text)?;
        }
        Ok(is_there)
    }

    /// Indexes an inovasi that is not in the index.
    pub(crate) fn index_text(&mut self, subject: i64, text: IndexedText) -> Result<()> {
        let worked = self.ahead.put(subject, text);
        self.index_worked(&worked)
    }

    /// Writes the words that are not written yet.
    pub(crate) fn index_rest(&mut self) -> Result<()> {
        let worked = self.ahead.rest();
        self.index_worked(&worked)
    }

    fn index_worked(&self, worked: &Worked) -> Result<()> {
        worked.iter().try_for_each(|(subject, words)| self.index_as(*subject, words))
    }

    /// Keeps the text of a file and makes it found. Of this copy alone: it leaves
    /// no history. An empty text makes it found no more. Each reading has a number of
    /// its own, above all before it.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_blob_text(&mut self, sha256: &BlobHash, text: &str) -> Result<()> {
        let end = text.floor_char_boundary(MAX_TEXT);
        let text = text.get(..end).unwrap_or_default();
        self.run(
            "DELETE FROM blob_search WHERE rowid = (SELECT id FROM blob_text WHERE sha256 = ?1)",
            [sha256.as_str()],
        )?;
        let id = self
            .connection
            .prepare_cached(
                "INSERT OR REPLACE INTO blob_text (id, sha256, text)
                 SELECT coalesce(max(id), 0) + 1, ?1, ?2 FROM blob_text RETURNING id",
            )?
            .query_row(params![sha256.as_str(), text], |row| row.get(0))?;
        self.reader.unsettled = self.reader.unsettled.min(id);
        // Whoever keeps what checks say of it learns that it was read.
        let mut bukti = self.reader.connection.prepare_cached("SELECT subject FROM bukti WHERE sha256 = ?1")?;
        for row in bukti.query_map([sha256.as_str()], |row| row.get(0))? {
            self.changed.insert(row?);
        }
        self.index_blob(id, text)
    }
}

impl Reader<'_> {
    /// Whether there is such an inovasi, and its texts where the index says something else;
    /// what it says is taken out of it.
    fn outdated(&self, subject: i64) -> Result<(bool, Option<IndexedText>)> {
        let known: Option<i64> = self
            .connection
            .prepare_cached("SELECT digest FROM search_line WHERE inovasi = ?1")?
            .query_row([subject], |row| row.get(0))
            .optional()?;
        let source = self.source(subject)?;
        let wanted = source.as_ref().filter(|it| !it.0).map(|it| it.1.digest());
        if known.is_some() && known != wanted {
            self.connection.prepare_cached("DELETE FROM inovasi_search WHERE rowid = ?1")?.execute([subject])?;
            self.connection.prepare_cached("DELETE FROM search_line WHERE inovasi = ?1")?.execute([subject])?;
        }
        let is_there = source.is_some();
        Ok((is_there, source.map(|it| it.1).filter(|_| wanted.is_some() && known != wanted)))
    }

    /// Writes the words of an inovasi that is not in the index.
    fn index_as(&self, subject: i64, words: &IndexedWords) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO inovasi_search (rowid, words) VALUES (?1, ?2)")?
            .execute(params![subject, words.words])?;
        self.connection
            .prepare_cached("INSERT INTO search_line (inovasi, nama, digest) VALUES (?1, ?2, ?3)")?
            .execute(params![subject, words.line, words.digest])?;
        for (start, length, word) in &words.spelled {
            self.connection
                .prepare_cached("INSERT OR IGNORE INTO search_word (start, length, word) VALUES (?1, ?2, ?3)")?
                .execute(params![start, length, word])?;
        }
        Ok(())
    }

    /// Whether it is removed, and its texts.
    pub(super) fn source(&self, subject: i64) -> Result<Option<(bool, IndexedText)>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            let said = SAID.map(Field::name).join(", ");
            format!("SELECT removed, {said} FROM inovasi WHERE subject = ?1")
        });
        let found = self
            .connection
            .prepare_cached(&SQL)?
            .query_row([subject], |row| {
                let texts = (1..=SAID.len()).map(|at| row.get::<_, Option<String>>(at));
                Ok((row.get::<_, bool>(0)?, texts.collect::<rusqlite::Result<Vec<_>>>()?))
            })
            .optional()?;
        let Some((removed, texts)) = found else { return Ok(None) };
        let mut source = IndexedText::of(texts.into_iter());
        let mut lama = self.connection.prepare_cached("SELECT nama FROM nama_lama WHERE inovasi = ?1 ORDER BY nama")?;
        for nama in lama.query_map([subject], |row| row.get::<_, String>(0))? {
            source.names.push(nama?);
        }
        let mut bukti = self.connection.prepare_cached(
            "SELECT b.nama_berkas, b.tentang, b.nomor FROM bukti b
             WHERE b.removed = 0 AND b.subject IN (SELECT bukti FROM bukti_link WHERE subject = ?1)
             ORDER BY b.subject",
        )?;
        let mut rows = bukti.query([subject])?;
        while let Some(row) = rows.next()? {
            source.about.push(row.get(0)?);
            source.about.extend(row.get::<_, Option<String>>(1)?);
            source.numbers.extend(row.get::<_, Option<String>>(2)?);
        }
        Ok(Some((removed, source)))
    }

    /// Rows of the inovasi that a bukti supports.
    fn supported_by(&self, bukti: i64) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT l.subject FROM bukti_link l JOIN inovasi i ON i.subject = l.subject
             WHERE l.bukti = ?1 ORDER BY l.subject",
        )?;
        Ok(statement.query_map([bukti], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
    }

    fn index_blob(&self, id: i64, text: &str) -> Result<()> {
        let words = blob_words(text);
        if !words.is_empty() {
            self.connection
                .prepare_cached("INSERT INTO blob_search (rowid, words) VALUES (?1, ?2)")?
                .execute(params![id, words])?;
        }
        Ok(())
    }

    /// Inovasi whose words in the index are not those of their texts.
    pub(crate) fn search_faults(&self) -> Result<Vec<String>> {
        let mut statement = self.connection.prepare(
            "SELECT i.subject, i.id, s.digest, s.nama FROM inovasi i
             LEFT JOIN search_line s ON s.inovasi = i.subject ORDER BY i.subject",
        )?;
        let mut rows = statement.query([])?;
        let mut faults = Vec::new();
        while let Some(row) = rows.next()? {
            let digest: Option<i64> = row.get(2)?;
            let line: Option<String> = row.get(3)?;
            let source = self.source(row.get(0)?)?.filter(|it| !it.0).map(|it| it.1);
            if source.as_ref().map(IndexedText::digest) != digest || source.map(|it| it.line()) != line {
                faults.push(row.get(1)?);
            }
        }
        Ok(faults)
    }
}

impl Store {
    /// Makes the words of the catalogue anew from its texts: when the health check
    /// finds that they disagree. History is not touched.
    ///
    /// # Errors
    /// The store was opened to read; the database cannot be written.
    pub fn rebuild_search(&self) -> Result<()> {
        let mut guard = self.hand();
        let pen = guard.as_mut().ok_or(Error::ReadOnly)?;
        let transaction = pen.connection.transaction()?;
        rebuild(&transaction, self.folder())?;
        transaction.commit()?;
        Ok(())
    }
}

/// Makes the index anew where another version of the program made it.
pub(crate) fn bring_up(connection: &mut Connection, folder: &std::path::Path) -> Result<()> {
    if setting::read(connection, SETTING)?.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    rebuild(&transaction, folder)?;
    setting::write(&transaction, SETTING, VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// Has the index made anew by the next [`bring_up`].
pub(crate) fn forget(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM setting WHERE key = ?1", [SETTING])?;
    Ok(())
}

pub(crate) fn rebuild(connection: &Connection, folder: &std::path::Path) -> Result<()> {
    // 8 MB of words are gathered before they are written: a fifth of the merging.
    connection.execute_batch(
        "DELETE FROM inovasi_search_config WHERE k <> 'version'; DELETE FROM blob_search_config WHERE k <> 'version';
         INSERT INTO inovasi_search (inovasi_search) VALUES ('delete-all');
         INSERT INTO inovasi_search (inovasi_search, rank) VALUES ('hashsize', 8388608);
         INSERT INTO blob_search (blob_search) VALUES ('delete-all');
         DELETE FROM search_line; DELETE FROM search_word;",
    )?;
    let (texts, unsound) = (Mutex::default(), Mutex::default());
    let reader = Reader::new(connection, folder, &texts, &unsound);
    let mut statement = connection.prepare("SELECT subject FROM inovasi WHERE removed = 0 ORDER BY subject")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let subject = row.get(0)?;
        if let Some(text) = reader.outdated(subject)?.1 {
            reader.index_as(subject, &text.worked_out())?;
        }
    }
    let mut statement = connection.prepare("SELECT id, text FROM blob_text ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        reader.index_blob(row.get(0)?, &row.get::<_, String>(1)?)?;
    }
    Ok(())
}
