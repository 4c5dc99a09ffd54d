//! The days of a recap: each column read in one order, and nothing taken that no
//! inovasi can have.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    core::date::PartialDate,
    inovasi::{profile::FieldKind, wilayah::zone_minutes},
    merge::change::FieldKey,
};
use exchange::inovasi::workbook::{Cell, DayColumn, DayFault, Mapping, Sheet, latest_day};
use store::Reader;

use super::{
    given::{CellFault, GivenCell, GivenColumn},
    part::BookPart,
};
use crate::core::{env::today, error::Result, registry::Core};

/// What is known of a recap beside its cells.
pub(crate) struct RecapHabits {
    /// Minutes that the region's clocks are before Greenwich.
    pub zone_minutes: i32,
    /// The last day that is taken.
    pub latest: NaiveDate,
}

impl RecapHabits {
    pub(crate) fn of(core: &Core, reader: &Reader<'_>) -> Result<Self> {
        Ok(Self { zone_minutes: zone_minutes(&reader.pemda()?.kode), latest: latest_day(today(core.env.now_ms())) })
    }
}

/// The first day that is taken: before it, no region had an inovasi of its own, and a
/// wrong cell is likelier than a right one.
const EARLIEST_YEAR: i32 = 1998;

/// The columns of days of one table.
pub(super) struct DaysOfRecap<'a> {
    sheet: &'a Sheet,
    habits: &'a RecapHabits,
    /// By the place among the table's columns: the column of the sheet, and its order.
    columns: BTreeMap<usize, (usize, DayColumn)>,
}

impl<'a> DaysOfRecap<'a> {
    pub(super) fn of(part: &BookPart<'a>, mapping: &Mapping, columns: &[GivenColumn], habits: &'a RecapHabits) -> Self {
        let is_day = |it: &GivenColumn| matches!(it.field, FieldKey::Profile(field) if field.kind() == FieldKind::Date);
        let below = || part.lines().iter().filter(|it| it.number > mapping.header_row);
        let found = columns.iter().enumerate().filter(|it| is_day(it.1)).filter_map(|(place, column)| {
            let at = mapping.columns.iter().find(|it| it.1 == column.key)?.0;
            let found = DayColumn::of(below().map(|it| it.cell(at)));
            let told = part.orders.get(&at).map(|it| DayColumn { order: Some(*it), told: true, ..found });
            Some((place, (at, told.unwrap_or(found))))
        });
        let mut columns: BTreeMap<usize, (usize, DayColumn)> = found.collect();
        DayColumn::settle(columns.values_mut().map(|it| &mut it.1));
        Self { sheet: part.sheet, habits, columns }
    }

    /// The cell, with its day as this program keeps it where it tells one.
    pub(super) fn read(&self, row: u32, mut given: GivenCell) -> GivenCell {
        let Some((at, column)) = self.columns.get(&given.column) else { return given };
        // What is merged down stands further up; its text says the same.
        let below = Cell::Text(given.text.as_str().into());
        let own = self.sheet.line(row).map(|it| it.cell(*at)).filter(|it| !it.is_empty());
        match column.read(own.unwrap_or(&below), self.habits.zone_minutes) {
            Ok(day) if self.is_beyond(day) => given.fault = Some(CellFault::DayBeyond),
            Ok(day) => given.text = day.to_string(),
            Err(DayFault::Either) => given.fault = Some(CellFault::DayEither),
            // The gate says why.
            Err(DayFault::Unreadable) => {}
        }
        given
    }

    fn is_beyond(&self, day: PartialDate) -> bool {
        day.year() < EARLIEST_YEAR || day.first_day() > self.habits.latest
    }
}
