//! Shows history once more, beside the tables, and compares the two: what a screen
//! says has to be what the heads of history say.

use domain::{core::id::DeviceId, merge::change::FieldKey};
use rusqlite::params;

use crate::{NewAct, Reader, Result, Writer};

/// A table that shows fields of history, with the column that says whose a row is.
struct ShownTable {
    name: &'static str,
    owner: &'static str,
    /// The columns that are compared; none: all of them.
    columns: &'static str,
}

const fn all(name: &'static str, owner: &'static str) -> ShownTable {
    ShownTable { name, owner, columns: "" }
}

/// Every table that `project.rs` writes. Those of the region have no owner: they are
/// compared with its batch.
const SHOWN: &[ShownTable] = &[
    all("inovasi", "subject"),
    all("bukti", "subject"),
    all("perangkat_daerah", "subject"),
    all("penghargaan", "subject"),
    all("snapshot", "subject"),
    all("nama_lama", "inovasi"),
    all("urusan_beririsan", "inovasi"),
    all("sumber", "inovasi"),
    all("usulan", "inovasi"),
    all("duplicate", "inovasi"),
    all("perangkat_daerah_nama_lama", "perangkat_daerah"),
    all("parameter_choice", "subject"),
    all("review", "subject"),
    all("input_value", "subject"),
    all("tick", "subject"),
    all("verdict", "subject"),
    all("verification", "subject"),
    all("bukti_link", "bukti"),
    all("official", "subject"),
    all("official_parameter", "subject"),
    all("portal", "subject"),
    all("portal_turn", "subject"),
    all("signer", "subject"),
    all("pack", REGION),
    all("office", REGION),
    all("template", REGION),
    all("closed", REGION),
    // What decides whose parcels fit is this copy's own.
    ShownTable { name: "pemda", owner: REGION, columns: "nama, instrument" },
];

const REGION: &str = "(SELECT id FROM subject WHERE key = 'daerah')";

/// Columns that follow from the whole subject: settled, not shown.
const SETTLED: [&str; 3] = ["removed", "touched", "touched_at"];

/// Subjects that are shown again at once: so memory does not grow with the registry.
const BATCH: i64 = 500;

/// What a table shows otherwise than history says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShownFault {
    /// Key of the subject.
    pub subject: String,
    /// The table where it shows.
    pub table: &'static str,
}

impl Reader<'_> {
    /// Compares every table with the heads of history. The connection is used for
    /// nothing else: tables of this name, but its own, come to stand before those of
    /// the registry.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(crate) fn shown_faults(&self) -> Result<Vec<ShownFault>> {
        for it in SHOWN {
            let sql: String =
                self.connection
                    .query_row("SELECT sql FROM main.sqlite_schema WHERE name = ?1", [it.name], |row| row.get(0))?;
            self.connection.execute_batch(&sql.replacen("CREATE TABLE", "CREATE TEMP TABLE", 1))?;
        }
        let last: i64 = self.connection.query_row("SELECT coalesce(max(id), 0) FROM subject", [], |row| row.get(0))?;
        let mut faults = Vec::new();
        for from in (0..=last).step_by(usize::try_from(BATCH).unwrap_or(1)) {
            for it in SHOWN {
                self.connection.execute(&format!("DELETE FROM temp.{}", it.name), [])?;
            }
            self.connection.execute("INSERT INTO temp.pemda (one) VALUES (1)", [])?;
            let mut subjects =
                self.connection.prepare_cached("SELECT id, key FROM subject WHERE id > ?1 AND id <= ?2")?;
            let subjects = subjects
                .query_map(params![from, from + BATCH], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
            for (row, key) in &subjects {
                self.show_again(*row, key)?;
            }
            for it in SHOWN {
                faults.extend(self.differences(it, from)?);
            }
            for (row, key) in subjects {
                if self.is_removed_otherwise(row)? {
                    faults.push(ShownFault { subject: key, table: "removed" });
                }
            }
        }
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    fn show_again(&self, row: i64, key: &str) -> Result<()> {
        let mut writer = Writer::to_show(Reader::new(self.connection, self.folder, self.texts, self.unsound));
        writer.make_row(row, key)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT c.field, c.value FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND c.head = 1 ORDER BY c.counter, d.uuid",
        )?;
        // Of several heads the greatest comes last, and stays.
        let mut heads = statement.query([row])?;
        while let Some(it) = heads.next()? {
            let field = FieldKey::read(&it.get::<_, String>(0)?);
            let value: Option<String> = it.get(1)?;
            writer.project(row, &field, value.as_deref())?;
        }
        Ok(())
    }

    fn differences(&self, table: &ShownTable, from: i64) -> Result<Vec<ShownFault>> {
        let columns = if table.columns.is_empty() { self.columns_of(table.name)? } else { table.columns.to_owned() };
        let ShownTable { name, owner, .. } = table;
        let rows = |schema: &str| {
            format!("SELECT {owner} AS whose, {columns} FROM {schema}.{name} WHERE {owner} > ?1 AND {owner} <= ?2")
        };
        let (shown, said) = (rows("main"), rows("temp"));
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT s.key FROM (
               SELECT whose FROM ({shown} EXCEPT {said}) UNION ALL SELECT whose FROM ({said} EXCEPT {shown})
             ) JOIN subject s ON s.id = whose"
        ))?;
        let keys = statement.query_map(params![from, from + BATCH], |row| row.get(0))?;
        let fault = |subject| ShownFault { subject, table: table.name };
        Ok(keys.map(|it| it.map(fault)).collect::<rusqlite::Result<_>>()?)
    }

    fn columns_of(&self, table: &str) -> Result<String> {
        let mut statement = self.connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
        let names = statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
        let shown: Vec<String> = names.into_iter().filter(|it| !SETTLED.contains(&it.as_str())).collect();
        Ok(shown.join(", "))
    }

    /// Whether a subject stands removed where history says that it does not, or the
    /// other way round.
    fn is_removed_otherwise(&self, subject: i64) -> Result<bool> {
        let removed = self.removal_of(subject)?.is_some_and(|it| it.removed);
        let tables = ["inovasi", "bukti", "perangkat_daerah", "penghargaan", "snapshot"];
        let sql = tables.map(|it| format!("SELECT removed FROM main.{it} WHERE subject = ?1")).join(" UNION ALL ");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([subject])?;
        while let Some(row) = rows.next()? {
            if row.get::<_, bool>(0)? != removed {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl<'a> Writer<'a> {
    /// A writer that only shows: no act comes of it.
    fn to_show(reader: Reader<'a>) -> Self {
        Self::new(reader, NewAct { op: "", at: 0, account: "" }, DeviceId::NOBODY, 1)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn every_table_with_an_owner_is_compared() {
        let connection = Connection::open_in_memory().unwrap();
        for script in crate::core::format::scripts() {
            connection.execute_batch(script).unwrap();
        }
        let source = include_str!("project.rs");
        let mut tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
        let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
        let shown: Vec<String> = tables.filter(|it| source.contains(&format!("\"{it}\""))).collect();
        // `subject` is a column there.
        let compared = |name: &str| name == "subject" || SHOWN.iter().any(|it| it.name == name);
        assert!(shown.len() > 12 && shown.iter().all(|it| compared(it)), "{shown:?}");
    }
}
