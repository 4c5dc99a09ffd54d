//! Shows a change in the tables. The only place where a field of history meets
//! a column; a field that is not known here is kept in history alone.

use domain::{
    assessment::score::Choice,
    bukti::BlobRef,
    core::id::Subject,
    inovasi::{penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField, profile::Field},
    merge::change::FieldKey,
};
use rusqlite::params;

use crate::{Result, Writer};

/// Only the region itself has a name and a code; the same fields of another
/// subject are nobody's.
const OF_DAERAH: &str = "one = 1 AND EXISTS (SELECT 1 FROM subject WHERE id = ?1 AND key = 'daerah')";

impl Writer<'_> {
    /// Shows the value of a field. Values that do not parse (a newer program's)
    /// are shown as blank and stay in history.
    pub(crate) fn project(&mut self, subject: i64, field: &FieldKey, value: Option<&str>) -> Result<()> {
        match field {
            FieldKey::Profile(field) => {
                // The column is one of a closed list of names, never a text from outside.
                let column = field.name();
                let sql = if column == "nama" {
                    "UPDATE inovasi SET nama = coalesce(?2, '') WHERE subject = ?1".to_owned()
                } else {
                    format!("UPDATE inovasi SET {column} = ?2 WHERE subject = ?1")
                };
                self.run(&sql, params![subject, value])
            }
            FieldKey::Member(Field::NamaLama, nama) => match value {
                Some(_) => self.run(
                    "INSERT OR IGNORE INTO nama_lama (inovasi, nama)
                     SELECT subject, ?2 FROM inovasi WHERE subject = ?1",
                    params![subject, nama],
                ),
                None => self.run("DELETE FROM nama_lama WHERE inovasi = ?1 AND nama = ?2", params![subject, nama]),
            },
            FieldKey::Member(_, urusan) => match value {
                Some(_) => self.run(
                    "INSERT OR IGNORE INTO urusan_beririsan (inovasi, urusan)
                     SELECT subject, ?2 FROM inovasi WHERE subject = ?1",
                    params![subject, urusan],
                ),
                None => self
                    .run("DELETE FROM urusan_beririsan WHERE inovasi = ?1 AND urusan = ?2", params![subject, urusan]),
            },
            FieldKey::Sumber(field) => self.run(
                "INSERT INTO sumber (inovasi, field, sumber)
                 SELECT subject, ?2, ?3 FROM inovasi WHERE subject = ?1
                 ON CONFLICT (inovasi, field) DO UPDATE SET sumber = excluded.sumber",
                params![subject, field.name(), value],
            ),
            FieldKey::Keyakinan(field) => self.run(
                "INSERT INTO sumber (inovasi, field, keyakinan)
                 SELECT subject, ?2, ?3 FROM inovasi WHERE subject = ?1
                 ON CONFLICT (inovasi, field) DO UPDATE SET keyakinan = excluded.keyakinan",
                params![subject, field.name(), value],
            ),
            FieldKey::Choice { instrument, indikator } => match value.and_then(|it| it.parse::<Choice>().ok()) {
                Some(choice) => self.run(
                    "INSERT INTO parameter_choice (subject, instrument, indikator, parameter, variant)
                         VALUES (?1, ?2, ?3, ?4, ?5)
                         ON CONFLICT (subject, instrument, indikator)
                         DO UPDATE SET parameter = excluded.parameter, variant = excluded.variant",
                    params![subject, instrument, indikator, choice.parameter, choice.variant],
                ),
                None => self.run(
                    "DELETE FROM parameter_choice
                         WHERE subject = ?1 AND instrument = ?2 AND indikator = ?3",
                    params![subject, instrument, indikator],
                ),
            },
            FieldKey::Contoh => {
                for table in ["inovasi", "perangkat_daerah", "penghargaan"] {
                    self.run(
                        &format!("UPDATE {table} SET contoh = ?2 WHERE subject = ?1"),
                        params![subject, value.is_some()],
                    )?;
                }
                Ok(())
            }
            FieldKey::Usulan(instrument) => self.project_usulan(subject, instrument, "proposed", value),
            FieldKey::GrowthNote(instrument) => self.project_usulan(subject, instrument, "growth_note", value),
            FieldKey::Archived(instrument) => self.project_usulan(subject, instrument, "archived", value),
            FieldKey::Review { instrument, indikator } => match value {
                Some(reason) => self.run(
                    "INSERT INTO review (subject, instrument, indikator, reason) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (subject, instrument, indikator) DO UPDATE SET reason = excluded.reason",
                    params![subject, instrument, indikator, reason],
                ),
                None => self.run(
                    "DELETE FROM review WHERE subject = ?1 AND instrument = ?2 AND indikator = ?3",
                    params![subject, instrument, indikator],
                ),
            },
            FieldKey::Input { .. }
            | FieldKey::Tick { .. }
            | FieldKey::Verdict { .. }
            | FieldKey::Verification(_)
            | FieldKey::Pack(_) => self.project_answer(subject, field, value),
            FieldKey::Duplicate(other) => match value {
                Some(verdict) => self.run(
                    "INSERT INTO duplicate (inovasi, other, verdict)
                     SELECT subject, ?2, ?3 FROM inovasi WHERE subject = ?1
                     ON CONFLICT (inovasi, other) DO UPDATE SET verdict = excluded.verdict",
                    params![subject, other.to_string(), verdict],
                ),
                None => self.run(
                    "DELETE FROM duplicate WHERE inovasi = ?1 AND other = ?2",
                    params![subject, other.to_string()],
                ),
            },
            FieldKey::PerangkatDaerah(field) => {
                // One of a closed list of names, never a text from outside.
                let (column, blank) = (field.name(), if *field == PerangkatDaerahField::Nama { "''" } else { "NULL" });
                self.run(
                    &format!("UPDATE perangkat_daerah SET {column} = coalesce(?2, {blank}) WHERE subject = ?1"),
                    params![subject, value],
                )
            }
            FieldKey::PerangkatDaerahNamaLama(nama) => match value {
                Some(_) => self.run(
                    "INSERT OR IGNORE INTO perangkat_daerah_nama_lama (perangkat_daerah, nama)
                     SELECT subject, ?2 FROM perangkat_daerah WHERE subject = ?1",
                    params![subject, nama],
                ),
                None => self.run(
                    "DELETE FROM perangkat_daerah_nama_lama WHERE perangkat_daerah = ?1 AND nama = ?2",
                    params![subject, nama],
                ),
            },
            FieldKey::Penghargaan(field) => {
                let (column, blank) = (field.name(), if *field == PenghargaanField::Nama { "''" } else { "NULL" });
                self.run(
                    &format!("UPDATE penghargaan SET {column} = coalesce(?2, {blank}) WHERE subject = ?1"),
                    params![subject, value],
                )
            }
            FieldKey::Closed(instrument) => match value {
                Some(_) => self.run("INSERT OR IGNORE INTO closed (instrument) VALUES (?1)", [instrument]),
                None => self.run("DELETE FROM closed WHERE instrument = ?1", [instrument]),
            },
            FieldKey::PemdaInstrument => {
                self.run(&format!("UPDATE pemda SET instrument = ?2 WHERE {OF_DAERAH}"), params![subject, value])
            }
            // Settled with the whole subject, at the end of the act.
            FieldKey::Removed => Ok(()),
            FieldKey::PemdaNama => self
                .run(&format!("UPDATE pemda SET nama = coalesce(?2, '') WHERE {OF_DAERAH}"), params![subject, value]),
            FieldKey::PemdaKode => self
                .run(&format!("UPDATE pemda SET kode = coalesce(?2, '') WHERE {OF_DAERAH}"), params![subject, value]),
            FieldKey::Blob => {
                let blob = value.and_then(|it| it.parse::<BlobRef>().ok());
                self.run(
                    "UPDATE bukti SET sha256 = ?2, size = ?3, ending = ?4 WHERE subject = ?1",
                    params![
                        subject,
                        blob.as_ref().map(|it| it.sha256.as_str()),
                        blob.as_ref().map_or(0, |it| it.size.cast_signed().max(0)),
                        blob.as_ref().map_or("", |it| it.ending.as_str()),
                    ],
                )
            }
            FieldKey::NamaBerkas => {
                self.run("UPDATE bukti SET nama_berkas = coalesce(?2, '') WHERE subject = ?1", params![subject, value])
            }
            FieldKey::Nomor => self.run("UPDATE bukti SET nomor = ?2 WHERE subject = ?1", params![subject, value]),
            FieldKey::Tanggal => self.run("UPDATE bukti SET tanggal = ?2 WHERE subject = ?1", params![subject, value]),
            FieldKey::Tentang => self.run("UPDATE bukti SET tentang = ?2 WHERE subject = ?1", params![subject, value]),
            FieldKey::Link { subject: of, indikator } => self.project_link(subject, *of, indikator, value),
            FieldKey::Unknown(_) => Ok(()),
        }
    }

    /// One column of an inovasi's year; its name is one of three, never a text
    /// from outside.
    fn project_usulan(&self, subject: i64, instrument: &str, column: &str, value: Option<&str>) -> Result<()> {
        self.run(
            &format!(
                "INSERT INTO usulan (inovasi, instrument, {column})
                 SELECT subject, ?2, ?3 FROM inovasi WHERE subject = ?1
                 ON CONFLICT (inovasi, instrument) DO UPDATE SET {column} = excluded.{column}"
            ),
            params![subject, instrument, value],
        )
    }

    fn project_link(&mut self, bukti: i64, of: Subject, indikator: &str, value: Option<&str>) -> Result<()> {
        let of = self.subject_row(&of.to_string())?;
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
