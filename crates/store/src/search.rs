//! `inovasi_search`: the words of the catalogue.

use rusqlite::{OptionalExtension, params};

use crate::{InovasiLine, Reader, Result, Writer, inovasi::inovasi_id};

impl Writer<'_> {
    /// Brings the words of one inovasi up to date.
    pub(crate) fn index_inovasi(&self, subject: i64) -> Result<()> {
        self.run("DELETE FROM inovasi_search WHERE rowid = ?1", [subject])?;
        self.run(
            "INSERT INTO inovasi_search (rowid, nama, kepanjangan, perangkat_daerah, narrative)
             SELECT subject, nama, kepanjangan, perangkat_daerah,
                    concat_ws(' ', rancang_bangun, tujuan, manfaat, hasil, catatan, nama_inisiator)
             FROM inovasi WHERE subject = ?1 AND removed = 0",
            [subject],
        )
    }
}

impl Reader<'_> {
    /// The inovasi whose words begin with every word of `text`, best first:
    /// names weigh most. Returns how many there are, and one window.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn search_inovasi(&self, text: &str, offset: u32, limit: u32) -> Result<(u32, Vec<InovasiLine>)> {
        let Some(query) = query_of(text) else { return Ok((0, Vec::new())) };
        let total = self
            .connection
            .prepare_cached("SELECT count(*) FROM inovasi_search WHERE inovasi_search MATCH ?1")?
            .query_row([&query], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id FROM (
               SELECT rowid AS subject, bm25(inovasi_search, 10.0, 6.0, 3.0, 1.0) AS far
               FROM inovasi_search WHERE inovasi_search MATCH ?1 ORDER BY far LIMIT ?2 OFFSET ?3) AS found
             JOIN inovasi i ON i.subject = found.subject ORDER BY found.far, i.id",
        )?;
        let ids = statement
            .query_map(params![query, limit, offset], |row| inovasi_id(row, 0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            lines.extend(self.inovasi_line(id)?);
        }
        Ok((total, lines))
    }
}

/// Every word as a quoted prefix: no character of a user's text is syntax.
fn query_of(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
        .take(16)
        .map(|it| format!("\"{it}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}
