//! `bukti`, `bukti_link`: documents and the answers they support.

use std::collections::BTreeMap;

use domain::{
    assessment::worksheet::Support,
    bukti::{BlobHash, content::Content, traces::Traces},
    core::id::{BuktiId, IndikatorId, Subject},
};
use rusqlite::{OptionalExtension, Row, params};

use crate::{
    Reader, Result, Writer,
    bukti::traces::read_traces,
    core::row::{slug, text_id},
    inovasi::facts::{LINKS, link},
};

/// One bukti as the tables show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuktiRecord {
    /// The same in every registry that has it, whatever its bytes.
    pub id: BuktiId,
    /// None when the hash has not arrived or cannot be read.
    pub sha256: Option<BlobHash>,
    /// Bytes.
    pub size: u64,
    /// Of the officer's file, lower case and without the dot, at most 10; empty: it
    /// had none.
    pub ending: String,
    /// The name the officer's file had: untrusted text.
    pub nama_berkas: String,
    /// Number of the document, such as `188.4/12/2026`; None: nobody has said.
    pub nomor: Option<String>,
    /// Date of the document, ISO, possibly only a year or a month; None: nobody has
    /// said.
    pub tanggal: Option<String>,
    /// What the document is about, as its own heading says; None: nobody has said.
    pub tentang: Option<String>,
    /// What kind of document it is; None: nobody has said.
    pub jenis_dokumen: Option<String>,
    /// What its bytes are; None: they are not here, or nobody could read them.
    pub content: Option<Content>,
    /// What it tells of place and persons, where it is a picture; None: nothing that
    /// is known.
    pub traces: Option<Traces>,
    /// Whether the bytes are in this copy of the registry, and sound as far as is known.
    pub present: bool,
    /// Whether they are here and known to be damaged.
    pub damaged: bool,
}

/// One bukti under one indikator of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRecord {
    /// Its id, the same in every year; whether an instrument knows it is not asked
    /// here.
    pub indikator: IndikatorId,
    /// Which pages of the file support the answer, in the officer's words; empty:
    /// nobody has said.
    pub pages: String,
    /// The document, which may support other answers too.
    pub bukti: BuktiRecord,
}

/// Read by their names, so that a new one moves nothing.
const COLUMNS: &str = "b.id, b.sha256, b.size, b.ending, b.nama_berkas, b.nomor, b.tanggal, b.tentang,
    b.jenis_dokumen, (SELECT content FROM blob_content c WHERE c.sha256 = b.sha256) AS content,
    (SELECT traces FROM blob_traces t WHERE t.sha256 = b.sha256) AS traces,
    EXISTS (SELECT 1 FROM blob WHERE blob.sha256 = b.sha256) AS present";

fn record(row: &Row<'_>) -> rusqlite::Result<BuktiRecord> {
    let sha256: Option<String> = row.get("sha256")?;
    let size: i64 = row.get("size")?;
    Ok(BuktiRecord {
        id: text_id(row, "id")?,
        sha256: sha256.and_then(|it| it.parse().ok()),
        size: size.unsigned_abs(),
        ending: row.get("ending")?,
        nama_berkas: row.get("nama_berkas")?,
        nomor: row.get("nomor")?,
        tanggal: row.get("tanggal")?,
        tentang: row.get("tentang")?,
        jenis_dokumen: row.get("jenis_dokumen")?,
        content: row.get::<_, Option<String>>("content")?.and_then(|it| it.parse().ok()),
        traces: read_traces(row.get("traces")?),
        present: row.get("present")?,
        damaged: false,
    })
}

impl Writer<'_> {
    pub(crate) fn insert_bukti(&self, subject: i64, id: BuktiId) -> Result<()> {
        self.run("INSERT INTO bukti (subject, id) VALUES (?1, ?2)", params![subject, id.to_string()])
    }
}

impl Reader<'_> {
    /// One bukti that is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bukti(&self, id: BuktiId) -> Result<Option<BuktiRecord>> {
        let sql = format!("SELECT {COLUMNS} FROM bukti b WHERE b.id = ?1 AND b.removed = 0");
        self.look_once()?;
        let found = self.connection.prepare_cached(&sql)?.query_row([id.to_string()], record).optional()?;
        Ok(found.map(|it| self.judged(it)))
    }

    /// The bukti of one subject, by indikator, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn links(&self, subject: Subject) -> Result<Vec<LinkRecord>> {
        let sql = format!(
            "SELECT {COLUMNS}, l.indikator, l.pages
             FROM bukti_link l JOIN subject s ON s.id = l.subject JOIN bukti b ON b.subject = l.bukti
             WHERE s.key = ?1 AND b.removed = 0 ORDER BY l.indikator, b.id"
        );
        self.look_once()?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([subject.to_string()], |row| {
            let bukti = self.judged(record(row)?);
            Ok(LinkRecord { indikator: slug(row, "indikator")?, pages: row.get("pages")?, bukti })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn judged(&self, mut it: BuktiRecord) -> BuktiRecord {
        let sha256 = it.sha256.as_ref().map_or("", BlobHash::as_str);
        (it.present, it.damaged) = self.judge_bytes(sha256, it.present);
        it
    }

    /// A bukti with these bytes that already supports this subject.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bukti_with_bytes(&self, subject: Subject, sha256: &BlobHash) -> Result<Option<BuktiId>> {
        let found: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT b.id FROM bukti b JOIN bukti_link l ON l.bukti = b.subject
                 JOIN subject s ON s.id = l.subject
                 WHERE b.sha256 = ?2 AND b.removed = 0 AND s.key = ?1 ORDER BY b.id LIMIT 1",
            )?
            .query_row(params![subject.to_string(), sha256.as_str()], |row| row.get(0))
            .optional()?;
        Ok(found.and_then(|it| it.parse().ok()))
    }

    /// The bukti of one subject as checks and verdicts see them, by indikator.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn supports(&self, subject: Subject) -> Result<BTreeMap<IndikatorId, Vec<Support>>> {
        let row = "SELECT id FROM subject WHERE key = ?1";
        let row: Option<i64> =
            self.connection.prepare_cached(row)?.query_row([subject.to_string()], |row| row.get(0)).optional()?;
        let mut all: BTreeMap<IndikatorId, Vec<Support>> = BTreeMap::new();
        let mut statement = self.connection.prepare_cached(LINKS)?;
        let rows = statement.query_map([row, row], link)?;
        self.look_once()?;
        for it in rows {
            let (indikator, mut support) = it?;
            (support.present, support.damaged) = self.judge_bytes(&support.sha256, support.present);
            all.entry(indikator).or_default().push(support);
        }
        Ok(all)
    }

    /// What one bukti serves: subject and indikator of each of its links.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn served_by(&self, bukti: BuktiId) -> Result<Vec<(Subject, IndikatorId)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, l.indikator FROM bukti_link l JOIN subject s ON s.id = l.subject
             JOIN bukti b ON b.subject = l.bukti WHERE b.id = ?1",
        )?;
        let rows =
            statement.query_map([bukti.to_string()], |row| Ok((row.get::<_, String>(0)?, slug(row, "indikator")?)))?;
        let links: Vec<(String, IndikatorId)> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(links.into_iter().filter_map(|(key, indikator)| Some((key.parse().ok()?, indikator))).collect())
    }

    /// Bukti that are not removed and support nothing.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unlinked_bukti(&self) -> Result<Vec<BuktiRecord>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM bukti b WHERE b.removed = 0
             AND NOT EXISTS (SELECT 1 FROM bukti_link l WHERE l.bukti = b.subject) ORDER BY b.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], record)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Number of bukti that are not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_bukti(&self) -> Result<u32> {
        Ok(self.connection.query_row("SELECT count(*) FROM bukti WHERE removed = 0", [], |row| row.get(0))?)
    }
}
