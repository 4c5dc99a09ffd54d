//! The first fields of a subject that history does not know. A workbook brings
//! hundreds of thousands of them; there is nothing to replace, so nothing is
//! looked for.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::{
    core::id::{InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use rusqlite::{params_from_iter, types::ToSql};

use crate::{
    Result, Writer,
    inovasi::{indexed_text::IndexedText, record::columns},
};

/// A row of an inovasi with all its columns. One that is blank is NULL, but for the name.
static INSERT: LazyLock<String> = LazyLock::new(|| {
    let names: Vec<&str> = columns().map(Field::name).collect();
    let place = |(name, at): (&&str, usize)| match *name {
        "nama" => format!("coalesce(?{at}, '')"),
        _ => format!("?{at}"),
    };
    let places: Vec<String> = names.iter().zip(4..).map(place).collect();
    let (names, places) = (names.join(", "), places.join(", "));
    format!("INSERT INTO inovasi (subject, id, touched_at, {names}) VALUES (?1, ?2, ?3, {places})")
});

impl Writer<'_> {
    /// Writes the first fields of a subject: the same history and tables as
    /// [`Self::put`] of one after the other. A subject that is known already, or a
    /// field that stands twice, takes that way.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn put_fresh(&mut self, subject: Subject, fields: &[(FieldKey, String)]) -> Result<()> {
        let subject_key = subject.to_string();
        let keys: Vec<String> = fields.iter().map(|it| it.0.to_string()).collect();
        let each_once = keys.iter().collect::<BTreeSet<_>>().len() == keys.len();
        let removes = fields.iter().any(|it| it.0 == FieldKey::Removed);
        if fields.is_empty() || !each_once || removes || self.subject_row_of(&subject_key)?.is_some() {
            for (field, value) in fields {
                self.put(subject, field, Some(value))?;
            }
            return Ok(());
        }
        let device_row = self.device_row(self.device)?;
        let act_row = self.act_row_of(device_row)?;
        let row = match subject {
            Subject::Inovasi(id) => self.fresh_inovasi(&subject_key, id, fields)?,
            _ => self.subject_row(&subject_key)?,
        };
        for ((field, value), key) in fields.iter().zip(&keys) {
            if let Some(hasher) = &mut self.hasher {
                hasher.add_first((&subject_key, key), value);
            }
            self.insert_change(act_row, device_row, self.next, row, key, Some(value), true, &[])?;
            self.next += 1;
            self.n_change += 1;
            let shown = matches!((subject, field), (Subject::Inovasi(_), FieldKey::Profile(_)));
            if !shown {
                self.project(row, field, Some(value))?;
            }
        }
        if let Subject::Inovasi(_) = subject {
            // Nothing else of it is left to be settled, unless this act says more.
            self.index_text(row, IndexedText::of_fresh(fields))?;
            self.fresh.push(row);
            self.changed.insert(row);
        } else {
            self.touched.insert(row);
        }
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
        let id = id.to_string();
        let mut values: Vec<Box<dyn ToSql + '_>> = vec![Box::new(row), Box::new(id), Box::new(self.act.at)];
        values.extend(columns().map(|it| Box::new(profile.get(&it).copied()) as Box<dyn ToSql + '_>));
        self.connection.prepare_cached(&INSERT)?.execute(params_from_iter(values))?;
        Ok(row)
    }
}
