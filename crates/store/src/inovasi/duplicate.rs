//! What is compared of each inovasi when near-duplicates are looked for. Nothing
//! of it is kept: it is read anew from the texts.

use std::collections::HashMap;

use domain::inovasi::duplicate::{Compared, Sketch};
use rusqlite::Row;

use crate::{Reader, Result};

const COLUMNS: &str = "subject, nama, kepanjangan, perangkat_daerah, urusan_utama, rancang_bangun,
  dasar_hukum, permasalahan, isu_strategis, metode_pembaharuan, keunggulan_kebaharuan, cara_kerja,
  tujuan, manfaat, hasil";

impl Reader<'_> {
    /// The sketch of every inovasi that is not removed, in one walk: about half a kilobyte
    /// each. By id, which is the same order on every laptop.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn sketches(&self) -> Result<Vec<Sketch>> {
        let mut lama: HashMap<i64, Vec<String>> = HashMap::new();
        let mut statement =
            self.connection.prepare_cached("SELECT inovasi, nama FROM nama_lama ORDER BY inovasi, nama")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            lama.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let sql = format!("SELECT {COLUMNS} FROM inovasi WHERE removed = 0 ORDER BY id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        let mut sketches = Vec::new();
        while let Some(row) = rows.next()? {
            sketches.push(sketch(row, &lama)?);
        }
        Ok(sketches)
    }
}

fn sketch(row: &Row<'_>, lama: &HashMap<i64, Vec<String>>) -> rusqlite::Result<Sketch> {
    let text = |at: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(at)?.as_str_or_null()?) };
    let mut narrative = String::new();
    for at in 5..15 {
        narrative.push_str(text(at)?.unwrap_or_default());
        narrative.push('\n');
    }
    let subject: i64 = row.get(0)?;
    Ok(Sketch::new(&Compared {
        row: subject,
        nama: text(1)?.unwrap_or_default(),
        kepanjangan: text(2)?,
        nama_lama: lama.get(&subject).map_or(&[], Vec::as_slice),
        perangkat_daerah: text(3)?,
        urusan: text(4)?,
        narrative: &narrative,
    }))
}
