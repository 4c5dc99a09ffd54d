//! `inovasi`, `urusan_beririsan`, `sumber`: the catalogue.

use std::collections::BTreeMap;

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::{FIELDS, Field, Profile},
};
use rusqlite::{OptionalExtension, Row, params};

use crate::{Reader, Result};

/// One inovasi as the tables show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InovasiRecord {
    /// The same in every registry.
    pub id: InovasiId,
    /// What stands in its own columns; a blank field has no entry.
    pub profile: Profile,
    /// Members of the fields that have members, in order; none is empty.
    pub members: BTreeMap<Field, Vec<String>>,
    /// Whether it came with the example catalogue.
    pub contoh: bool,
    /// Whether it stands removed; its row and its history remain.
    pub removed: bool,
}

/// What a row of the catalogue shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InovasiLine {
    /// The same in every registry.
    pub id: InovasiId,
    /// Empty while nobody has named it.
    pub nama: String,
    /// The name in full; None where the name is no abbreviation, or nobody has said.
    pub kepanjangan: Option<String>,
    /// Name of the body that runs it, as it was written.
    pub perangkat_daerah: Option<String>,
    /// Id of the option: the urusan it mainly serves.
    pub urusan_utama: Option<String>,
    /// Id of the option: how far it has come.
    pub tahapan: Option<String>,
    /// ISO date, possibly only a year or a month: when it was first applied.
    pub waktu_penerapan: Option<String>,
    /// Whether it came with the example catalogue.
    pub contoh: bool,
}

/// Where a fact comes from, and how sure that is.
pub(crate) type SumberParts = (Option<String>, Option<String>);

/// Fields that are a column of `inovasi`, in the order they are selected.
pub(crate) fn columns() -> impl Iterator<Item = Field> {
    FIELDS.iter().copied().filter(|it| !it.kind().has_members())
}

/// Where the members of a field stand.
const MEMBERS: [(Field, &str); 2] = [
    (Field::UrusanBeririsan, "SELECT urusan FROM urusan_beririsan WHERE inovasi = ?1 ORDER BY urusan"),
    (Field::NamaLama, "SELECT nama FROM nama_lama WHERE inovasi = ?1 ORDER BY nama"),
];

const LINE: &str = "id, nama, kepanjangan, perangkat_daerah, urusan_utama, tahapan, waktu_penerapan, contoh";

fn line(row: &Row<'_>) -> rusqlite::Result<InovasiLine> {
    Ok(InovasiLine {
        id: inovasi_id(row, 0)?,
        nama: row.get(1)?,
        kepanjangan: row.get(2)?,
        perangkat_daerah: row.get(3)?,
        urusan_utama: row.get(4)?,
        tahapan: row.get(5)?,
        waktu_penerapan: row.get(6)?,
        contoh: row.get(7)?,
    })
}

pub(crate) fn inovasi_id(row: &Row<'_>, at: usize) -> rusqlite::Result<InovasiId> {
    let text: String = row.get(at)?;
    text.parse()
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}

impl Reader<'_> {
    /// One inovasi, removed ones too.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi(&self, id: InovasiId) -> Result<Option<InovasiRecord>> {
        let list: Vec<&str> = columns().map(Field::name).collect();
        let sql = format!("SELECT subject, contoh, removed, {} FROM inovasi WHERE id = ?1", list.join(", "));
        let found = self
            .connection
            .prepare_cached(&sql)?
            .query_row([id.to_string()], |row| {
                let subject: i64 = row.get(0)?;
                let mut profile = Profile::new();
                for (at, field) in columns().enumerate() {
                    let value: Option<String> = row.get(at + 3)?;
                    if let Some(value) = value.filter(|it| !it.is_empty()) {
                        profile.insert(field, value);
                    }
                }
                let record =
                    InovasiRecord { id, profile, members: BTreeMap::new(), contoh: row.get(1)?, removed: row.get(2)? };
                Ok((subject, record))
            })
            .optional()?;
        let Some((subject, mut record)) = found else { return Ok(None) };
        for (field, sql) in MEMBERS {
            let mut members = self.connection.prepare_cached(sql)?;
            let found = members.query_map([subject], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
            if !found.is_empty() {
                record.members.insert(field, found);
            }
        }
        Ok(Some(record))
    }

    /// Whether an inovasi is removed; `None`: there is no such inovasi.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn is_removed(&self, id: InovasiId) -> Result<Option<bool>> {
        Ok(self
            .connection
            .prepare_cached("SELECT removed FROM inovasi WHERE id = ?1")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?)
    }

    /// Ids of the inovasi that are not removed, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi_ids(&self) -> Result<Vec<InovasiId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM inovasi WHERE removed = 0 ORDER BY nama COLLATE NOCASE, id")?;
        let rows = statement.query_map([], |row| inovasi_id(row, 0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What came with the example and is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn contoh(&self) -> Result<Vec<Subject>> {
        self.contoh_where(0)
    }

    /// What came with the example and was removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn removed_contoh(&self) -> Result<Vec<Subject>> {
        self.contoh_where(1)
    }

    fn contoh_where(&self, removed: i64) -> Result<Vec<Subject>> {
        let mut all = Vec::new();
        for table in ["inovasi", "perangkat_daerah", "penghargaan"] {
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT s.key FROM {table} t JOIN subject s ON s.id = t.subject
                 WHERE t.contoh = 1 AND t.removed = ?1 ORDER BY t.subject"
            ))?;
            let keys = statement.query_map([removed], |row| crate::core::row::text_id(row, 0))?;
            all.extend(keys.collect::<rusqlite::Result<Vec<Subject>>>()?);
        }
        Ok(all)
    }

    /// A window onto the catalogue by name: the rows of the subjects.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi_window(&self, descending: bool, offset: u32, limit: u32) -> Result<Vec<i64>> {
        let way = if descending { "DESC" } else { "ASC" };
        // The window is found on the index alone.
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT subject FROM inovasi WHERE removed = 0
             ORDER BY nama COLLATE NOCASE {way}, id {way} LIMIT ?1 OFFSET ?2"
        ))?;
        let rows = statement.query_map(params![limit, offset], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The row of an inovasi's subject.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi_row(&self, id: InovasiId) -> Result<Option<i64>> {
        Ok(self
            .connection
            .prepare_cached("SELECT subject FROM inovasi WHERE id = ?1")?
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?)
    }

    /// Every former name of whoever stands in the catalogue.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn former_names(&self) -> Result<Vec<(InovasiId, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id, n.nama FROM nama_lama n JOIN inovasi i ON i.subject = n.inovasi WHERE i.removed = 0",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?.parse().ok(), row.get(1)?)))?;
        Ok(rows.filter_map(|it| it.map(|(id, nama)| Some((id?, nama))).transpose()).collect::<rusqlite::Result<_>>()?)
    }

    /// The row of every inovasi that is not removed, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn all_inovasi_lines(&self) -> Result<Vec<InovasiLine>> {
        let sql = format!("SELECT {LINE} FROM inovasi WHERE removed = 0 ORDER BY nama COLLATE NOCASE, id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map([], line)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The row of one inovasi that is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi_line(&self, id: InovasiId) -> Result<Option<InovasiLine>> {
        let sql = format!("SELECT {LINE} FROM inovasi WHERE id = ?1 AND removed = 0");
        Ok(self.connection.prepare_cached(&sql)?.query_row([id.to_string()], line).optional()?)
    }

    /// Number of inovasi that are not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_inovasi(&self) -> Result<u32> {
        Ok(self.connection.query_row("SELECT count(*) FROM inovasi WHERE removed = 0", [], |row| row.get(0))?)
    }

    /// Number of the example's inovasi that are not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_contoh(&self) -> Result<u32> {
        Ok(self
            .connection
            .query_row("SELECT count(*) FROM inovasi WHERE removed = 0 AND contoh = 1", [], |row| row.get(0))?)
    }

    /// Source and confidence of the facts of one inovasi, by field.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn sumber_of(&self, id: InovasiId) -> Result<BTreeMap<String, SumberParts>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.field, s.sumber, s.keyakinan FROM sumber s JOIN inovasi i ON i.subject = s.inovasi
             WHERE i.id = ?1",
        )?;
        let rows = statement.query_map([id.to_string()], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Inovasi that say they develop this one, by name.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn developed_from(&self, id: InovasiId) -> Result<Vec<(InovasiId, String)>> {
        let mut statement = self.connection.prepare_cached(
            // The plus keeps SQLite from walking the whole index of names instead.
            "SELECT id, nama FROM inovasi WHERE pengembangan_dari = ?1 AND +removed = 0
             ORDER BY nama COLLATE NOCASE, id",
        )?;
        let rows = statement.query_map([id.to_string()], |row| Ok((inovasi_id(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The id of a row that is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn inovasi_id_of(&self, row: i64) -> Result<Option<InovasiId>> {
        Ok(self
            .connection
            .prepare_cached("SELECT id FROM inovasi WHERE subject = ?1 AND removed = 0")?
            .query_row([row], |row| inovasi_id(row, 0))
            .optional()?)
    }
}
