//! The first fields of a subject that history does not know. A workbook brings
//! hundreds of thousands of them; there is nothing to replace, so nothing is
//! looked for.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use rusqlite::{params_from_iter, types::ToSql};

use crate::{Result, Writer, inovasi::record::columns};

impl Writer<'_> {
    /// Writes the first fields of a subject: the same history and tables as
    /// [`Self::put`] of one after the other. A subject that is known already, or a
    /// field that stands twice, takes that way.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_fresh(&mut self, subject: Subject, fields: &[(FieldKey, String)]) -> Result<()> {
        let key = subject.to_string();
        let keys: Vec<String> = fields.iter().map(|it| it.0.to_string()).collect();
        let each_once = keys.iter().collect::<BTreeSet<_>>().len() == keys.len();
        if fields.is_empty() || !each_once || self.subject_row_of(&key)?.is_some() {
            for (field, value) in fields {
                self.put(subject, field, Some(value))?;
            }
            return Ok(());
        }
        let row = match subject {
            Subject::Inovasi(id) => self.fresh_inovasi(&key, id, fields)?,
            _ => self.subject_row(&key)?,
        };
        let device_row = self.device_row(self.device)?;
        let act_row = self.act_row_of(device_row)?;
        for ((field, value), key) in fields.iter().zip(&keys) {
            let change = self.change_of(subject, key.clone(), Some(value), Vec::new());
            self.hash_change(&change);
            self.insert_change(act_row, device_row, self.next, row, key, Some(value), true, &[])?;
            self.next += 1;
            self.n_change += 1;
            let shown = matches!((subject, field), (Subject::Inovasi(_), FieldKey::Profile(_)));
            if !shown {
                self.project(row, field, Some(value))?;
            }
        }
        self.touched.insert(row);
        Ok(())
    }

    /// Makes the rows of an inovasi with its whole profile at once.
    fn fresh_inovasi(&mut self, key: &str, id: InovasiId, fields: &[(FieldKey, String)]) -> Result<i64> {
        self.connection.prepare_cached("INSERT INTO subject (key) VALUES (?1)")?.execute([key])?;
        let row = self.connection.last_insert_rowid();
        let profile: BTreeMap<Field, &String> = fields
            .iter()
            .filter_map(|(field, value)| match field {
                FieldKey::Profile(field) => Some((*field, value)),
                _ => None,
            })
            .collect();
        let names: Vec<&str> = columns().map(Field::name).collect();
        // A column that is blank is NULL, but for the name.
        let places: Vec<String> = names
            .iter()
            .zip(3..)
            .map(|(name, at)| if *name == "nama" { format!("coalesce(?{at}, '')") } else { format!("?{at}") })
            .collect();
        let sql =
            format!("INSERT INTO inovasi (subject, id, {}) VALUES (?1, ?2, {})", names.join(", "), places.join(", "));
        let id = id.to_string();
        let mut values: Vec<Box<dyn ToSql + '_>> = vec![Box::new(row), Box::new(id)];
        values.extend(columns().map(|it| Box::new(profile.get(&it).copied()) as Box<dyn ToSql + '_>));
        self.connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(row)
    }
}
