//! Several rows of one inovasi, such as one for each bukti or for each year of a
//! budget: the first says what it says, the others fill what it leaves blank, and
//! what differs is told.

use std::collections::BTreeMap;

use domain::{core::id::Subject, inovasi::profile::Field, merge::change::FieldKey};

use super::{
    given::{GivenCell, GivenRow, GivenTable},
    identity::Identity,
    plan::{OwnInovasi, Parsed, Planner},
    planned::{BookPlace, refusal},
};
use crate::core::{
    error::{Error, Reason, Result},
    gate::Origin,
};

impl Planner<'_> {
    /// Joins a row to one that is planned already, at `to`.
    pub(super) fn join(
        &mut self,
        tables: &[GivenTable],
        given: &GivenTable,
        row: &GivenRow,
        place: &BookPlace,
        identity: Identity,
        to: usize,
    ) -> Result<()> {
        let Some(first) = self.plan.rows.get(to) else { return Ok(()) };
        let (from, first_row) = (first.given, first.place.row);
        let record = if identity.is_new { None } else { self.reader.inovasi(identity.id)? };
        let subject = Subject::Inovasi(identity.id);
        let mut own = OwnInovasi { subject, identity, record, choices: BTreeMap::new(), by_nama: true };
        for cell in &row.cells {
            let Some(field) = given.columns.get(cell.column).map(|it| it.field.clone()) else { continue };
            // The names are what the rows have in common.
            if field == FieldKey::Profile(Field::Nama) || (cell.text.is_empty() && cell.fault.is_none()) {
                continue;
            }
            let earlier = said(tables, from, &field);
            if earlier.is_some_and(|it| it.trim() == cell.text.trim()) {
                continue;
            }
            let told = match self.join_cell(given, cell, &mut own, place, to, earlier.is_some()) {
                Ok(differs) => differs.then(|| Error::invalid(Reason::CellJoined).arg("row", first_row)),
                Err(why) if why.code == crate::Code::Bug => return Err(why),
                Err(why) => Some(why),
            };
            if let Some(why) = told {
                self.plan.refused.push(refusal(given, cell, place, why));
            }
        }
        Ok(())
    }

    /// Whether a cell says something else than the row it is joined to; what that
    /// leaves blank is taken.
    fn join_cell(
        &mut self,
        given: &GivenTable,
        cell: &GivenCell,
        own: &mut OwnInovasi,
        place: &BookPlace,
        to: usize,
        earlier: bool,
    ) -> Result<bool> {
        let Some(field) = given.columns.get(cell.column).map(|it| &it.field) else { return Ok(false) };
        if let (FieldKey::Profile(set), None) = (field, &cell.fault)
            && set.kind().has_members()
        {
            return self.join_members(*set, &cell.text, own, to).map(|()| false);
        }
        let puts = self.inovasi_cell(given, cell, field, own, place)?;
        let Some(planned) = self.plan.rows.get_mut(to) else { return Ok(false) };
        let mut differs = false;
        for put in puts {
            match planned.puts.iter().find(|it| it.field == put.field) {
                Some(it) => differs |= it.value != put.value,
                None if earlier => differs = true,
                None => planned.puts.push(put),
            }
        }
        Ok(differs)
    }

    /// Of a field with several members each row tells some.
    fn join_members(&mut self, field: Field, text: &str, own: &OwnInovasi, to: usize) -> Result<()> {
        let Parsed::Many(after) = self.parse(&FieldKey::Profile(field), text, false, false)? else { return Ok(()) };
        let stands = own.record.as_ref().and_then(|it| it.members.get(&field)).cloned().unwrap_or_default();
        for member in after {
            let key = FieldKey::Member(field, member.clone());
            let Some(planned) = self.plan.rows.get_mut(to) else { continue };
            // The row above alone would have taken it out.
            planned.puts.retain(|it| !(it.field == key && it.value.is_none()));
            let known = stands.contains(&member) || planned.puts.iter().any(|it| it.field == key);
            if !known {
                let put = self.put(Origin::Book, own.subject, key, true)?;
                if let Some(planned) = self.plan.rows.get_mut(to) {
                    planned.puts.push(put);
                }
            }
        }
        Ok(())
    }

    /// A cell with several names, of which nobody has said that they are several inovasi.
    pub(super) fn refuse_names(&mut self, given: &GivenTable, row: &GivenRow, place: &BookPlace) {
        let Some(reason) = row.refused else { return };
        let column = given.column(Field::Nama.name());
        match row.cells.iter().find(|it| Some(it.column) == column) {
            Some(cell) => self.plan.refused.push(refusal(given, cell, place, Error::invalid(reason))),
            None => self.refuse_row(place, Error::invalid(reason)),
        }
    }
}

/// What the row said that came first.
fn said<'a>(tables: &'a [GivenTable], from: (usize, usize), field: &FieldKey) -> Option<&'a str> {
    let table = tables.get(from.0)?;
    let cells = &table.rows.get(from.1)?.cells;
    let is_of = |column: usize| table.columns.get(column).is_some_and(|it| it.field == *field);
    cells.iter().find(|it| is_of(it.column) && !it.text.is_empty()).map(|it| it.text.as_str())
}
