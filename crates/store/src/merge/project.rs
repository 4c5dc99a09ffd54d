//! Shows a change in the tables. The only place where a field of history meets
//! a column; a field that is not known here is kept in history alone.

use domain::{
    assessment::score::Choice,
    bukti::BlobRef,
    core::id::Subject,
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
    merge::change::FieldKey,
    submission::snapshot::SnapshotField,
};
use rusqlite::{ToSql, params, params_from_iter};

use crate::{Result, Writer};

use Of::{Any, Daerah, One};

impl Writer<'_> {
    /// Shows the value of a field. Values that do not parse (a newer program's)
    /// are shown as blank and stay in history.
    pub(crate) fn project(&mut self, subject: i64, field: &FieldKey, value: Option<&str>) -> Result<()> {
        // Names of tables and columns are of closed lists, never a text from outside.
        let column = |table, column, value: &dyn ToSql| self.columns(subject, table, &[(column, value)]);
        let row = |table, of, keys| ProjectedRow { writer: self, subject, table, of, keys };
        let filled = value.unwrap_or_default();
        match field {
            FieldKey::Profile(Field::Nama) => column("inovasi", "nama", &filled),
            FieldKey::Profile(it) => column("inovasi", it.name(), &value),
            FieldKey::Member(Field::NamaLama, nama) => {
                row("nama_lama", One("inovasi"), &[("nama", nama)]).stands(value.is_some())
            }
            FieldKey::Member(_, urusan) => {
                row("urusan_beririsan", One("inovasi"), &[("urusan", urusan)]).stands(value.is_some())
            }
            FieldKey::Sumber(it) => row("sumber", One("inovasi"), &[("field", it.name())]).cell("sumber", value),
            FieldKey::Keyakinan(it) => row("sumber", One("inovasi"), &[("field", it.name())]).cell("keyakinan", value),
            FieldKey::Contoh => ["inovasi", "perangkat_daerah", "penghargaan"]
                .into_iter()
                .try_for_each(|table| column(table, "contoh", &value.is_some())),
            FieldKey::Usulan(year) => row("usulan", One("inovasi"), &[("instrument", year)]).cell("proposed", value),
            FieldKey::GrowthNote(year) => {
                row("usulan", One("inovasi"), &[("instrument", year)]).cell("growth_note", value)
            }
            FieldKey::Archived(year) => row("usulan", One("inovasi"), &[("instrument", year)]).cell("archived", value),
            FieldKey::Choice { instrument, indikator } => {
                let keys = [("instrument", instrument.as_str()), ("indikator", indikator.as_str())];
                let row = row("parameter_choice", Any, &keys);
                match value.and_then(|it| it.parse::<Choice>().ok()) {
                    Some(it) => row.write(&[("parameter", &it.parameter), ("variant", &it.variant)]),
                    None => row.clear(),
                }
            }
            FieldKey::Review { instrument, indikator } => {
                row("review", Any, &[("instrument", instrument), ("indikator", indikator)]).holds("reason", value)
            }
            FieldKey::Input { instrument, indikator, input } => {
                row("input_value", Any, &[("instrument", instrument), ("indikator", indikator), ("input", input)])
                    .holds("value", value)
            }
            FieldKey::Tick { instrument, indikator, option } => {
                row("tick", Any, &[("instrument", instrument), ("indikator", indikator), ("option", option)])
                    .stands(value.is_some())
            }
            FieldKey::Verdict { instrument, indikator } => {
                row("verdict", Any, &[("instrument", instrument), ("indikator", indikator)]).holds("value", value)
            }
            FieldKey::Verification(year) => row("verification", Any, &[("instrument", year)]).holds("value", value),
            FieldKey::Pack(year) => row("pack", Daerah, &[("instrument", year)]).holds("value", value),
            FieldKey::Closed(year) => row("closed", Daerah, &[("instrument", year)]).stands(value.is_some()),
            FieldKey::Duplicate(other) => {
                row("duplicate", One("inovasi"), &[("other", &other.to_string())]).holds("verdict", value)
            }
            FieldKey::PerangkatDaerah(PerangkatDaerahField::Nama) => column("perangkat_daerah", "nama", &filled),
            FieldKey::PerangkatDaerah(it) => column("perangkat_daerah", it.name(), &value),
            FieldKey::PerangkatDaerahNamaLama(nama) => {
                row("perangkat_daerah_nama_lama", One("perangkat_daerah"), &[("nama", nama)]).stands(value.is_some())
            }
            FieldKey::Penghargaan(PenghargaanField::Nama) => column("penghargaan", "nama", &filled),
            FieldKey::Penghargaan(it) => column("penghargaan", it.name(), &value),
            FieldKey::Snapshot(SnapshotField::Nama) => column("snapshot", "nama", &filled),
            FieldKey::Snapshot(it) if SnapshotField::ONCE.contains(it) => self.project_once(subject),
            FieldKey::Snapshot(it) => column("snapshot", it.name(), &value),
            FieldKey::Official { instrument, figure } => {
                row("official", Any, &[("instrument", instrument), ("figure", figure.name())]).holds("value", value)
            }
            FieldKey::OfficialParameter { instrument, indikator } => {
                row("official_parameter", Any, &[("instrument", instrument), ("indikator", indikator)])
                    .holds("parameter", value)
            }
            FieldKey::Portal { instrument, entry } => {
                row("portal", Any, &[("instrument", instrument), ("entry", entry)]).holds("value", value)
            }
            FieldKey::PortalTurn(year) => row("portal_turn", Any, &[("instrument", year)]).holds("person", value),
            FieldKey::Office(it) => row("office", Daerah, &[("field", it.name())]).holds("value", value),
            FieldKey::Signer(it) => row("signer", Any, &[("role", it.name())]).holds("value", value),
            FieldKey::Template(kind) => row("template", Daerah, &[("kind", kind)]).holds("value", value),
            FieldKey::PemdaNama => self.pemda(subject, "nama", &filled),
            FieldKey::PemdaKode => self.pemda(subject, "kode", &filled),
            FieldKey::PemdaInstrument => self.pemda(subject, "instrument", &value),
            FieldKey::Blob => {
                self.project_blob(subject, "bukti", value)?;
                self.project_once(subject)
            }
            FieldKey::NamaBerkas => column("bukti", "nama_berkas", &filled),
            FieldKey::Nomor => column("bukti", "nomor", &value),
            FieldKey::Tanggal => column("bukti", "tanggal", &value),
            FieldKey::Tentang => column("bukti", "tentang", &value),
            FieldKey::JenisDokumen => column("bukti", "jenis_dokumen", &value),
            FieldKey::Link { subject: of, indikator } => self.project_link(subject, *of, indikator, value),
            // Read from history itself: nobody asks for it across subjects.
            FieldKey::Citation { .. } => Ok(()),
            // Settled with the whole subject, at the end of the act.
            FieldKey::Removed | FieldKey::Unknown(_) => Ok(()),
        }
    }

    fn project_blob(&self, subject: i64, table: &str, value: Option<&str>) -> Result<()> {
        let blob = value.and_then(|it| it.parse::<BlobRef>().ok());
        let (sha256, ending) = (blob.as_ref().map(|it| it.sha256.as_str()), blob.as_ref().map(|it| &it.ending));
        let size = blob.as_ref().map_or(0, |it| it.size.cast_signed().max(0));
        let ending = ending.map_or("", String::as_str);
        self.columns(subject, table, &[("sha256", &sha256), ("size", &size), ("ending", &ending)])
    }

    /// What a snapshot holds is what was kept first, whatever has been written there since,
    /// and whichever of the two arrived first.
    fn project_once(&self, subject: i64) -> Result<()> {
        if !self.connection.prepare_cached("SELECT 1 FROM snapshot WHERE subject = ?1")?.exists([subject])? {
            return Ok(());
        }
        let once = self.reader.written_once(subject)?;
        self.project_blob(subject, "snapshot", once.blob.as_deref())?;
        self.columns(
            subject,
            "snapshot",
            &[
                (SnapshotField::Instrument.name(), &once.instrument),
                (SnapshotField::TanggalKirim.name(), &once.tanggal_kirim),
            ],
        )
    }

    /// Writes columns of the subject's own row, where it has one in that table.
    fn columns(&self, subject: i64, table: &str, values: &[(&str, &dyn ToSql)]) -> Result<()> {
        let set: Vec<String> = values.iter().zip(2..).map(|((column, _), at)| format!("{column} = ?{at}")).collect();
        let values = [&subject as &dyn ToSql].into_iter().chain(values.iter().map(|it| it.1));
        self.run(&format!("UPDATE {table} SET {} WHERE subject = ?1", set.join(", ")), params_from_iter(values))
    }

    /// Only the region itself has a name and a code; the same fields of another
    /// subject are nobody's.
    fn pemda(&self, subject: i64, column: &str, value: &dyn ToSql) -> Result<()> {
        self.run(&format!("UPDATE pemda SET {column} = ?2 WHERE one = 1 AND {IS_DAERAH}"), params![subject, value])
    }

    fn project_link(&mut self, bukti: i64, of: Subject, indikator: &str, value: Option<&str>) -> Result<()> {
        let of = self.named_row(&of.to_string())?;
        // What the answer stands on has changed: its subject shows it too.
        self.touched.insert(of);
        match value {
            Some(pages) => self.run(
                "INSERT INTO bukti_link (subject, indikator, bukti, pages)
                 SELECT ?1, ?2, subject, ?4 FROM bukti WHERE subject = ?3
                 ON CONFLICT (subject, indikator, bukti) DO UPDATE SET pages = excluded.pages",
                params![of, indikator, bukti, pages],
            ),
            None => self.run(
                "DELETE FROM bukti_link WHERE subject = ?1 AND indikator = ?2 AND bukti = ?3",
                params![of, indikator, bukti],
            ),
        }
    }

    pub(crate) fn run(&self, sql: &str, values: impl rusqlite::Params) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

const IS_DAERAH: &str = "EXISTS (SELECT 1 FROM subject WHERE id = ?1 AND key = 'daerah')";

/// Whose row it is.
#[derive(Clone, Copy)]
enum Of {
    /// Of the subject that changed, in the column `subject`.
    Any,
    /// The same, if it has a row in this table, in a column named after it.
    One(&'static str),
    /// Of the region, in no column.
    Daerah,
}

/// A row that one or several fields of a subject make, known by `keys`.
struct ProjectedRow<'a> {
    writer: &'a Writer<'a>,
    subject: i64,
    table: &'static str,
    of: Of,
    keys: &'a [(&'static str, &'a str)],
}

impl ProjectedRow<'_> {
    /// The row is there, or it is not.
    fn stands(&self, there: bool) -> Result<()> {
        if there { self.write(&[]) } else { self.clear() }
    }

    /// The row holds a value, or it is not there.
    fn holds(&self, column: &str, value: Option<&str>) -> Result<()> {
        if value.is_some() { self.write(&[(column, &value)]) } else { self.clear() }
    }

    /// One of several columns that fields of their own fill; the row stays.
    fn cell(&self, column: &str, value: Option<&str>) -> Result<()> {
        self.write(&[(column, &value)])
    }

    fn write(&self, values: &[(&str, &dyn ToSql)]) -> Result<()> {
        let (owner, owned, source) = match self.of {
            Any => (Some("subject"), "?1, ", "WHERE true".to_owned()),
            One(table) => (Some(table), "subject, ", format!("FROM {table} WHERE subject = ?1")),
            Daerah => (None, "", format!("WHERE {IS_DAERAH}")),
        };
        let keys: Vec<&str> = owner.into_iter().chain(self.keys.iter().map(|it| it.0)).collect();
        let columns: Vec<&str> = keys.iter().copied().chain(values.iter().map(|it| it.0)).collect();
        let places: Vec<String> = (0..self.keys.len() + values.len()).map(|at| format!("?{}", at + 2)).collect();
        let update: Vec<String> = values.iter().map(|it| format!("{0} = excluded.{0}", it.0)).collect();
        let update = if update.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {}", update.join(", ")) };
        let sql = format!(
            "INSERT INTO {} ({}) SELECT {owned}{} {source} ON CONFLICT ({}) DO {update}",
            self.table,
            columns.join(", "),
            places.join(", "),
            keys.join(", "),
        );
        self.run(&sql, values)
    }

    fn clear(&self) -> Result<()> {
        let whose = match self.of {
            Any => "subject = ?1".to_owned(),
            One(table) => format!("{table} = ?1"),
            Daerah => IS_DAERAH.to_owned(),
        };
        let keys: String = self.keys.iter().zip(2..).map(|((key, _), at)| format!(" AND {key} = ?{at}")).collect();
        self.run(&format!("DELETE FROM {} WHERE {whose}{keys}", self.table), &[])
    }

    fn run(&self, sql: &str, values: &[(&str, &dyn ToSql)]) -> Result<()> {
        let keys = self.keys.iter().map(|it| &it.1 as &dyn ToSql);
        let own = [&self.subject as &dyn ToSql].into_iter().chain(keys).chain(values.iter().map(|it| it.1));
        self.writer.run(sql, params_from_iter(own))
    }
}
