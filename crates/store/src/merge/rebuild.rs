//! Shows history once more, beside the tables, and compares the two: what a screen
//! says has to be what the heads of history say. Where it does not, the rows of that
//! subject are made anew from history.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::{
        id::{DeviceId, Subject},
        number::count,
    },
    merge::change::FieldKey,
};
use rusqlite::{OptionalExtension, params};

use crate::{
    ConflictKey, Error, NewAct, Reader, Result, Writer, core::damage::broken_history, inovasi::search_index,
    merge::conflict::LAST_CHANGED,
};

/// A table that shows fields of history, with the column that says whose a row is.
struct ShownTable {
    name: &'static str,
    owner: &'static str,
}

const fn all(name: &'static str, owner: &'static str) -> ShownTable {
    ShownTable { name, owner }
}

/// Every table that `project.rs` writes, those that refer to another before it. Those of
/// the region have no owner: they are compared with its batch.
const SHOWN: &[ShownTable] = &[
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
    all(PEMDA, REGION),
    all("inovasi", "subject"),
    all("bukti", "subject"),
    all("perangkat_daerah", "subject"),
    all("penghargaan", "subject"),
    all("snapshot", "subject"),
];

/// The one row of the region, which is never absent.
const PEMDA: &str = "pemda";

const REGION: &str = "(SELECT id FROM subject WHERE key = 'daerah')";

/// Columns that follow from the whole subject: settled, not shown. When it was touched
/// here (`touched`) is of this copy alone.
const SETTLED: [&str; 3] = ["removed", "touched", "touched_at"];

/// What decides whose parcels fit is this copy's own: compared with what it has said
/// itself, see [`Reader::said_kode`].
const OWN: (&str, &str) = (PEMDA, "kode");

/// Subjects that are shown again at once: so memory does not grow with the registry.
const BATCH: i64 = 500;

/// What a table shows otherwise than history says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShownFault {
    /// Key of the subject.
    pub subject: String,
    /// The table where it shows.
    pub table: &'static str,
    /// How many values of that table do: of a row that should not be there, or is
    /// missing, one.
    pub n_value: u32,
}

/// What history does not say, and the tables do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFaults {
    /// Fields whose heads are not what history says.
    pub heads: Vec<ConflictKey>,
    /// What the tables show otherwise than the heads say.
    pub shown: Vec<ShownFault>,
    /// Hashes of stored bytes whose row is not what history says of them: another size or
    /// ending, none though they lie here, one though neither does.
    pub blobs: Vec<String>,
    /// Ids of inovasi that a search does not find by what they say now.
    pub search: Vec<String>,
}

impl TableFaults {
    /// Whether the tables are what history says.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty() && self.shown.is_empty() && self.blobs.is_empty() && self.search.is_empty()
    }
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
        let mut faults = Vec::new();
        for (from, to) in self.batches()? {
            for it in SHOWN {
                self.connection.execute(&format!("DELETE FROM temp.{}", it.name), [])?;
            }
            self.connection.execute("INSERT INTO temp.pemda (one) VALUES (1)", [])?;
            let mut subjects =
                self.connection.prepare_cached("SELECT id, key FROM subject WHERE id > ?1 AND id <= ?2")?;
            let subjects = subjects
                .query_map(params![from, to], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
            for (row, key) in &subjects {
                let reader = Reader::new(self.connection, self.folder, self.texts, self.unsound);
                Writer::to_show(reader).show_heads(*row, key)?;
            }
            for it in SHOWN {
                faults.extend(self.differences(it, (from, to))?);
            }
            for (row, key) in subjects {
                if self.is_removed_otherwise(row)? {
                    faults.push(ShownFault { subject: key, table: "removed", n_value: 1 });
                }
            }
        }
        let mut statement = self.connection.prepare(&format!(
            "SELECT s.key FROM main.inovasi AS inovasi JOIN subject s ON s.id = inovasi.subject
             WHERE touched_at <> {LAST_CHANGED}"
        ))?;
        for subject in statement.query_map([], |row| row.get(0))? {
            faults.push(ShownFault { subject: subject?, table: "touched_at", n_value: 1 });
        }
        let kode: Option<String> =
            self.connection.query_row("SELECT kode FROM main.pemda", [], |row| row.get(0)).optional()?;
        // Where nobody has said one, none is shown, unless the act that did is lost; a row
        // that is gone is told above.
        let said = self.said_kode()?;
        let may_stand = said.is_none() && !self.hollow_places()?.is_empty();
        if !may_stand && kode.is_some_and(|it| it != said.unwrap_or_default()) {
            faults.push(ShownFault { subject: Subject::Daerah.to_string(), table: PEMDA, n_value: 1 });
        }
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// Ranges of subjects, each of at most [`BATCH`], that hold all of them: ids may lie
    /// anywhere where a hand or a disk has changed one.
    fn batches(&self) -> Result<Vec<(i64, i64)>> {
        let mut statement = self.connection.prepare("SELECT id FROM subject ORDER BY id")?;
        let mut rows = statement.query([])?;
        let (mut ranges, mut from, mut n) = (Vec::new(), i64::MIN, 0);
        while let Some(row) = rows.next()? {
            n += 1;
            if n == BATCH {
                let to = row.get(0)?;
                ranges.push((from, to));
                (from, n) = (to, 0);
            }
        }
        ranges.push((from, i64::MAX));
        Ok(ranges)
    }

    fn differences(&self, table: &ShownTable, (from, to): (i64, i64)) -> Result<Vec<ShownFault>> {
        let columns: Vec<String> = self.columns_of(table.name)?.into_iter().map(|it| it.0).collect();
        let ShownTable { name, owner } = table;
        let columns = columns.join(", ");
        let rows = |schema: &str| {
            format!("SELECT {owner} AS whose, {columns} FROM {schema}.{name} WHERE {owner} > ?1 AND {owner} <= ?2")
        };
        let (shown, said) = (rows("main"), rows("temp"));
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT s.id, s.key FROM (
               SELECT whose FROM ({shown} EXCEPT {said}) UNION ALL SELECT whose FROM ({said} EXCEPT {shown})
             ) JOIN subject s ON s.id = whose"
        ))?;
        let found = statement.query_map(params![from, to], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let fault = |(row, subject): (i64, String)| {
            Ok(ShownFault { subject, table: table.name, n_value: self.n_differing(table, row)? })
        };
        found.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().map(fault).collect()
    }

    /// How many values of one subject differ between a table and what was shown beside it.
    fn n_differing(&self, table: &ShownTable, subject: i64) -> Result<u32> {
        let columns = self.columns_of(table.name)?;
        let quoted: Vec<String> = columns.iter().map(|it| format!("quote({})", it.0)).collect();
        let rows = |schema: &str| -> Result<BTreeMap<Vec<String>, Vec<String>>> {
            let sql = format!("SELECT {} FROM {schema}.{} WHERE {} = ?1", quoted.join(", "), table.name, table.owner);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let rows = statement.query_map([subject], |row| {
                let mut parts = (Vec::new(), Vec::new());
                for (at, (_, is_key)) in columns.iter().enumerate() {
                    let part = if *is_key { &mut parts.0 } else { &mut parts.1 };
                    part.push(row.get(at)?);
                }
                Ok(parts)
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let (shown, said) = (rows("main")?, rows("temp")?);
        let keys: BTreeSet<_> = shown.keys().chain(said.keys()).collect();
        let n = keys.into_iter().map(|key| match (shown.get(key), said.get(key)) {
            (Some(shown), Some(said)) => shown.iter().zip(said).filter(|(a, b)| a != b).count(),
            _ => 1,
        });
        Ok(count(n.sum::<usize>()))
    }

    /// The columns of a table that show something, each with whether it belongs to the key.
    fn columns_of(&self, table: &str) -> Result<Vec<(String, bool)>> {
        let mut statement = self.connection.prepare_cached("SELECT name, pk > 0 FROM pragma_table_info(?1)")?;
        let all = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let shows = |it: &(String, bool)| !SETTLED.contains(&it.0.as_str()) && (table, it.0.as_str()) != OWN;
        Ok(all.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().filter(shows).collect())
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

impl Writer<'_> {
    /// Makes anew from history whatever does not show it: heads first, then the rows of
    /// their subjects, then the words of the search. History itself stays as it is.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn rebuild(&mut self, faults: &TableFaults) -> Result<()> {
        // Where history has lost the rows it hangs on, it says less than it should: made
        // anew from it, the tables would lose what they still show.
        if let Some(what) = broken_history(self.connection)? {
            return Err(Error::Unsound(what));
        }
        self.clear_dangling()?;
        let mut subjects = BTreeMap::new();
        for it in &faults.heads {
            if let Some(row) = self.subject_row_of(&it.subject)? {
                self.settle_field(&(row, it.field.clone()))?;
                subjects.insert(row, it.subject.as_str());
            }
        }
        for it in &faults.shown {
            subjects.extend(self.subject_row_of(&it.subject)?.map(|row| (row, it.subject.as_str())));
        }
        // All of them before any: a row may stand under the id of another subject.
        for row in subjects.keys() {
            self.clear_rows(*row)?;
        }
        for (row, key) in subjects {
            self.show_heads(row, key)?;
        }
        self.settle()?;
        self.show_blobs(&faults.blobs)?;
        // Of what is made anew here the search knows nothing yet, and its index may hold
        // other words than it was given: only the health check looks for that.
        search_index::rebuild(self.connection, self.folder)
    }

    /// Shows a subject that has no rows: all that its heads say.
    fn show_heads(&mut self, row: i64, key: &str) -> Result<()> {
        // Of whom history says nothing there is nobody.
        if !self.is_written(row)? {
            return Ok(());
        }
        self.make_row(row, key)?;
        let mut statement = self.reader.connection.prepare_cached(
            "SELECT c.field, c.value FROM change c JOIN device d ON d.id = c.device
             WHERE c.subject = ?1 AND c.head = 1 ORDER BY c.counter, d.uuid",
        )?;
        // Of several heads the greatest comes last, and stays.
        let mut heads = statement.query([row])?;
        while let Some(it) = heads.next()? {
            let field = FieldKey::read(&it.get::<_, String>(0)?);
            let value: Option<String> = it.get(1)?;
            // A writer that only shows makes nobody: whoever is linked and gone shows nothing.
            let is_linked = match &field {
                FieldKey::Link { subject, .. } => self.subject_row_of(&subject.to_string())?.is_some(),
                _ => true,
            };
            if field != FieldKey::PemdaKode && (is_linked || self.device != DeviceId::NOBODY) {
                self.project(row, &field, value.as_deref())?;
            }
        }
        Ok(())
    }

    /// Takes out rows that belong to nobody: what they showed has its rows elsewhere, or
    /// history does not say it.
    fn clear_dangling(&mut self) -> Result<()> {
        self.connection.pragma_update(None, "defer_foreign_keys", true)?;
        // Whose device a change is, its act says too.
        self.run(
            "UPDATE change SET device = (SELECT device FROM act WHERE id = change.act)
             WHERE device NOT IN (SELECT id FROM device) AND act IN (SELECT id FROM act)",
            [],
        )?;
        let owned = SHOWN.iter().filter(|it| it.owner != REGION).map(|it| (it.name, it.owner, "subject"));
        let beside = [
            ("bukti_link", "subject", "subject"),
            ("conflict", "subject", "subject"),
            ("undo", "act", "act"),
            ("undo", "target", "act"),
        ];
        for (table, column, parent) in owned.chain(beside) {
            self.run(&format!("DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})"), [])?;
        }
        self.run("DELETE FROM undo WHERE target > act", [])
    }

    /// Takes out every row that shows a subject.
    pub(crate) fn clear_rows(&mut self, subject: i64) -> Result<()> {
        // What refers to a row is made anew with it, or goes when the subject is settled.
        self.connection.pragma_update(None, "defer_foreign_keys", true)?;
        for ShownTable { name, owner } in SHOWN {
            if *name == PEMDA {
                let kode = self.said_kode()?;
                self.run(
                    &format!(
                        "INSERT INTO {PEMDA} (one, kode) SELECT 1, coalesce(?2, '') WHERE ?1 = {REGION}
                         ON CONFLICT (one) DO UPDATE SET nama = '', instrument = NULL, kode = coalesce(?2, kode)"
                    ),
                    params![subject, kode],
                )?;
            } else {
                self.run(&format!("DELETE FROM {name} WHERE {owner} = ?1"), [subject])?;
            }
        }
        self.touched.insert(subject);
        Ok(())
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
