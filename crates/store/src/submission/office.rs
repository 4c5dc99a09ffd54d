//! `office`, `signer`, `template`: the office's paper and who signs it.

use std::collections::BTreeMap;

use domain::{
    bukti::BlobRef,
    core::id::Subject,
    merge::change::FieldKey,
    submission::office::{OfficeField, Signer, SignerRole},
};
use rusqlite::OptionalExtension;

use crate::{Reader, Result};

impl Reader<'_> {
    /// The bytes that the office's paper is made with, each with the field that names them.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn bytes_of_office(&self) -> Result<Vec<(FieldKey, BlobRef)>> {
        let office = self.office()?.into_iter().map(|(field, value)| (FieldKey::Office(field), value));
        let all = office.chain(self.templates()?.into_iter().map(|(kind, value)| (FieldKey::Template(kind), value)));
        Ok(all.filter_map(|(field, value)| field.names_blob(&value).map(|it| (field, it))).collect())
    }

    /// What was said of the office's paper.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn office(&self) -> Result<BTreeMap<OfficeField, String>> {
        let mut statement = self.connection.prepare_cached("SELECT field, value FROM office")?;
        let rows = statement.query_map([], |row| Ok((OfficeField::by_name(&row.get::<_, String>(0)?), row.get(1)?)))?;
        Ok(rows
            .filter_map(|it| it.map(|(field, value)| Some((field?, value))).transpose())
            .collect::<Result<_, _>>()?)
    }

    /// Who signs, for the region and for each perangkat daerah; what does not read as a
    /// signer (a newer program's) is left out.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn signers(&self) -> Result<BTreeMap<(Subject, SignerRole), Signer>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT s.key, g.role, g.value FROM signer g JOIN subject s ON s.id = g.subject")?;
        let rows = statement.query_map([], |row| {
            let of = Subject::canonical(&row.get::<_, String>(0)?);
            let role = SignerRole::by_name(&row.get::<_, String>(1)?);
            Ok(of.zip(role).zip(serde_json::from_str(&row.get::<_, String>(2)?).ok()))
        })?;
        Ok(rows.filter_map(Result::transpose).collect::<Result<_, _>>()?)
    }

    /// The office's own form of a kind of document, as its room wrote it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn template(&self, kind: &str) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT value FROM template WHERE kind = ?1")?;
        Ok(statement.query_row([kind], |row| row.get(0)).optional()?)
    }

    /// The kinds of documents of which the office has its own form.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn templates(&self) -> Result<BTreeMap<String, String>> {
        let mut statement = self.connection.prepare_cached("SELECT kind, value FROM template")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
