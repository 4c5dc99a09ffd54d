//! `penghargaan`: what the region and its inovasi have been awarded.

use domain::{
    core::id::{InovasiId, PenghargaanId},
    inovasi::penghargaan::Penghargaan,
};
use rusqlite::Row;

use crate::{Reader, Result, core::row::text_id};

const COLUMNS: &str = "id, untuk, nama, tingkat, tahun, penyelenggara, kategori, hasil, sumber, keyakinan, contoh";

fn penghargaan(row: &Row<'_>) -> rusqlite::Result<Penghargaan> {
    let untuk: Option<String> = row.get(1)?;
    Ok(Penghargaan {
        id: text_id(row, 0)?,
        inovasi: untuk.and_then(|it| it.parse().ok()),
        nama: row.get(2)?,
        tingkat: row.get(3)?,
        tahun: row.get(4)?,
        penyelenggara: row.get(5)?,
        kategori: row.get(6)?,
        hasil: row.get(7)?,
        sumber: row.get(8)?,
        keyakinan: row.get(9)?,
        contoh: row.get(10)?,
    })
}

impl Reader<'_> {
    /// Those of one inovasi, or the region's own; the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn penghargaan_of(&self, inovasi: Option<InovasiId>) -> Result<Vec<Penghargaan>> {
        let untuk = inovasi.map_or_else(|| "daerah".to_owned(), |it| it.to_string());
        self.penghargaan_where("untuk = ?1", [untuk])
    }

    /// Every penghargaan that is not removed, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn all_penghargaan(&self) -> Result<Vec<Penghargaan>> {
        self.penghargaan_where("1 = 1", [])
    }

    /// One penghargaan that is not removed.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn penghargaan(&self, id: PenghargaanId) -> Result<Option<Penghargaan>> {
        Ok(self.penghargaan_where("id = ?1", [id.to_string()])?.pop())
    }

    fn penghargaan_where(&self, which: &str, values: impl rusqlite::Params) -> Result<Vec<Penghargaan>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM penghargaan WHERE removed = 0 AND {which}
             ORDER BY tahun DESC, nama COLLATE NOCASE, id"
        ))?;
        let rows = statement.query_map(values, penghargaan)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
