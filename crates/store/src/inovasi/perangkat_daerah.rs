//! `perangkat_daerah`: the managed list of bodies.

use std::collections::BTreeMap;

use domain::inovasi::perangkat_daerah::{PerangkatDaerah, PerangkatDaerahList};

use crate::{Reader, Result, core::row::text_id};

impl Reader<'_> {
    /// Every body that is not removed, with its former names.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn perangkat_daerah(&self) -> Result<PerangkatDaerahList> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.subject, n.nama FROM perangkat_daerah_nama_lama n
             JOIN perangkat_daerah p ON p.subject = n.perangkat_daerah ORDER BY p.subject, n.nama",
        )?;
        let mut nama_lama: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            nama_lama.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT subject, id, nama, kode, jenis, induk, aktif, contoh FROM perangkat_daerah WHERE removed = 0",
        )?;
        let rows = statement.query_map([], |row| {
            let induk: Option<String> = row.get(5)?;
            let aktif: Option<String> = row.get(6)?;
            Ok(PerangkatDaerah {
                id: text_id(row, 1)?,
                nama: row.get(2)?,
                kode: row.get(3)?,
                jenis: row.get(4)?,
                induk: induk.and_then(|it| it.parse().ok()),
                aktif: aktif.as_deref() != Some("0"),
                contoh: row.get(7)?,
                nama_lama: nama_lama.get(&row.get(0)?).cloned().unwrap_or_default(),
            })
        })?;
        Ok(PerangkatDaerahList::new(rows.collect::<rusqlite::Result<_>>()?))
    }

    /// How many inovasi that are not removed name each text as their perangkat
    /// daerah, as it is written.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn count_by_perangkat_daerah(&self) -> Result<Vec<(String, u32)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT perangkat_daerah, count(*) FROM inovasi
             WHERE removed = 0 AND perangkat_daerah IS NOT NULL GROUP BY perangkat_daerah ORDER BY 1",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
