//! The tables of a page or of a paper: written row by row, with cells that reach
//! over several, and sometimes one inside another.
//!
//! Each table becomes a sheet, but for one that only lays out what a cell says. What it claims about itself is bounded as browsers
//! bound it; what it costs to place its cells is counted as cells are.

use std::collections::BTreeSet;

use super::{
    Book, BookLimits, Cell, Error, MAX_ROW, cell_name,
    grid::{Grid, GridTally, Struck},
};

/// Tables inside each other.
const MAX_DEPTH: usize = 64;
/// What one cell may reach over, as in HTML.
const MAX_COLUMNS: usize = 1000;
const MAX_ROWS: u32 = 65_534;
/// Cells of a table that only lays out what a cell says.
const LAID_OUT: usize = 10;

/// All tables of a file, while it is read.
pub(super) struct TableDrafts<'a> {
    /// Name of the file, which stands for those of the tables.
    file: String,
    limits: &'a BookLimits,
    /// In the order of their beginnings.
    all: Vec<TableDraft>,
    /// Places in `all`.
    open: Vec<usize>,
    n_filled: usize,
    cells: usize,
    texts: u64,
}

#[derive(Default)]
struct TableDraft {
    name: Option<String>,
    /// The next row, from 0.
    next: u32,
    in_row: bool,
    /// The row was taken out; the cells that follow belong to it.
    dropped: bool,
    column: usize,
    cell: Option<OpenCell>,
    /// By column: the first row that no cell from above reaches into.
    free_from: Vec<u32>,
    filled: Vec<(u32, usize, Cell, Struck)>,
    /// A row has several filled cells, as the rows of a recap do.
    is_wide: bool,
    merged: Vec<((u32, u32), (usize, usize))>,
    hidden_rows: Vec<u32>,
    hidden_columns: Vec<(u32, u32)>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
pub(super) struct OpenCell {
    row: u32,
    column: usize,
    rows: u32,
    columns: usize,
    pub text: String,
    /// Whether anything in it is struck through, and whether anything is not.
    pub struck: bool,
    pub unstruck: bool,
}

impl<'a> TableDrafts<'a> {
    pub(super) fn new(file: &str, limits: &'a BookLimits) -> Self {
        Self { file: file.to_owned(), limits, all: Vec::new(), open: Vec::new(), n_filled: 0, cells: 0, texts: 0 }
    }

    fn table(&mut self) -> Option<&mut TableDraft> {
        self.open.last().and_then(|at| self.all.get_mut(*at))
    }

    /// Whether a table is open.
    pub(super) fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    /// The cell that is open in the innermost table.
    pub(super) fn cell(&mut self) -> Option<&mut OpenCell> {
        self.table().and_then(|it| it.cell.as_mut())
    }

    pub(super) fn open_table(&mut self, name: Option<String>) -> Result<(), Error> {
        if self.open.len() >= MAX_DEPTH {
            return Err(Error::damaged("table", "too deep"));
        }
        self.open.push(self.all.len());
        self.all.push(TableDraft { name, ..TableDraft::default() });
        Ok(())
    }

    /// The innermost table is called so, unless it has a name.
    pub(super) fn name_table(&mut self, name: &str) {
        if let Some(table) = self.table() {
            table.name.get_or_insert_with(|| name.to_owned());
        }
    }

    /// Ends the innermost table; one that holds nothing is forgotten, and one that only
    /// lays out what the cell around it says becomes part of that.
    pub(super) fn close_table(&mut self) -> Result<(), Error> {
        self.close_row();
        let Some(at) = self.open.pop() else { return Ok(()) };
        if let Some((text, struck)) = self.laid_out(at) {
            if let Some(table) = self.all.get_mut(at) {
                (table.filled, table.merged) = (Vec::new(), Vec::new());
            }
            let begun = self.cell().is_some_and(|it| !it.text.is_empty() && !it.text.ends_with('\n'));
            self.write(if begun { "\n" } else { "" }, false)?;
            self.write(&text, struck)?;
            self.write("\n", false)?;
        }
        let filled = self.all.get(at).is_some_and(|it| !it.filled.is_empty());
        self.n_filled += usize::from(filled);
        if self.n_filled > self.limits.max_sheets {
            return Err(Error::TooManySheets { limit: self.limits.max_sheets });
        }
        if !filled && at + 1 == self.all.len() {
            self.all.pop();
        }
        Ok(())
    }

    /// What a table says that is no more than a cell, and whether all of it is struck
    /// through: one filled cell, or a few in a line inside of what looks like a recap.
    /// One that has a name is a table.
    fn laid_out(&mut self, at: usize) -> Option<(String, bool)> {
        let row = self.cell().map(|it| it.row)?;
        let around = self.table()?;
        let in_recap = around.is_wide || around.filled.last().is_some_and(|it| it.0 == row);
        let table = self.all.get(at).filter(|it| it.name.is_none())?;
        let (first, n) = (table.filled.first()?, table.filled.len());
        let in_row = table.filled.iter().all(|it| it.0 == first.0);
        let in_column = table.filled.iter().all(|it| it.1 == first.1);
        if n > 1 && (n > LAID_OUT || !in_recap || !(in_row || in_column)) {
            return None;
        }
        let text = |cell: &Cell| match cell {
            Cell::Fault(it) => it.to_string(),
            other => other.text(),
        };
        let texts: Vec<String> = table.filled.iter().map(|it| text(&it.2)).collect();
        let struck = table.filled.iter().all(|it| it.3 == Struck::All);
        Some((texts.join(if in_row { " " } else { "\n" }), struck))
    }

    pub(super) fn open_row(&mut self, hidden: bool) {
        self.close_row();
        if let Some(table) = self.table() {
            (table.in_row, table.dropped, table.column) = (true, false, 0);
            if hidden && table.hidden_rows.len() < MAX_ROW as usize {
                table.hidden_rows.push(table.next);
            }
        }
    }

    pub(super) fn close_row(&mut self) {
        if let Some(table) = self.table().filter(|it| it.in_row) {
            (table.in_row, table.cell) = (false, None);
            table.next = table.next.saturating_add(1);
        }
    }

    /// Takes out the row that is open, as if it had not been there.
    pub(super) fn drop_row(&mut self) {
        if let Some(table) = self.table().filter(|it| it.in_row) {
            let row = table.next;
            (table.in_row, table.dropped, table.cell) = (false, true, None);
            table.filled.truncate(table.filled.partition_point(|it| it.0 < row));
            while table.merged.last().is_some_and(|it| it.0.0 >= row) {
                table.merged.pop();
            }
        }
    }

    /// The row that is open is hidden.
    pub(super) fn hide_row(&mut self) {
        if let Some(table) = self.table().filter(|it| it.in_row && it.hidden_rows.len() < MAX_ROW as usize) {
            table.hidden_rows.push(table.next);
        }
    }

    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        if let Some(table) = self.table().filter(|it| it.hidden_columns.len() < 1 << 14) {
            table.hidden_columns.push((first, last));
        }
    }

    /// Begins a cell at the next free place of the row; a row that was forgotten
    /// begins with it. `rows` and `columns` are what it reaches over.
    pub(super) fn open_cell(&mut self, rows: u32, columns: usize) -> Result<(), Error> {
        let left = self.limits.max_cells.saturating_sub(self.cells);
        let Some(table) = self.table().filter(|it| !it.dropped) else { return Ok(()) };
        if !table.in_row {
            (table.in_row, table.column) = (true, 0);
        }
        let (rows, columns) = (rows.clamp(1, MAX_ROWS), columns.clamp(1, MAX_COLUMNS));
        let row = table.next;
        let ahead = table.free_from.get(table.column..).unwrap_or_default();
        let passed = ahead.iter().take_while(|it| **it > row).count();
        let column = table.column.saturating_add(passed);
        table.column = column.saturating_add(columns);
        let mut taken = passed + 1;
        if rows > 1 && column < super::MAX_COLUMN {
            let end = table.column.min(super::MAX_COLUMN);
            if table.free_from.len() < end {
                table.free_from.resize(end, 0);
            }
            table.free_from.iter_mut().take(end).skip(column).for_each(|it| *it = row.saturating_add(rows));
            taken += end - column;
        }
        table.cell = Some(OpenCell { row, column, rows, columns, ..OpenCell::default() });
        if taken > left {
            return Err(self.too_many_cells());
        }
        self.cells += taken;
        Ok(())
    }

    fn too_many_cells(&self) -> Error {
        Error::TooManyCells { sheet: self.file.clone(), limit: self.limits.max_cells }
    }

    /// The cell from above reaches one row further, into this one; for formats that
    /// say so row by row. Counts as a cell of `columns` columns.
    pub(super) fn continue_cell(&mut self, columns: usize) -> Result<(), Error> {
        self.open_cell(1, columns)?;
        let Some(table) = self.table() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        let below = |it: &&mut ((u32, u32), (usize, usize))| it.1.0 == cell.column && it.0.1 + 1 == cell.row;
        // What goes on from the row above was touched last but for a row's worth.
        if let Some(merged) = table.merged.iter_mut().rev().take(2 * MAX_COLUMNS).find(below) {
            merged.0.1 = cell.row;
        }
        Ok(())
    }

    /// A cell that goes on in the next rows, though it does not say yet how far.
    pub(super) fn begin_merged(&mut self) {
        if let Some(table) = self.table()
            && let Some(it) = &mut table.cell
        {
            table.merged.push(((it.row, it.row), (it.column, it.column + it.columns - 1)));
            it.columns = 1;
        }
    }

    /// Ends the cell and hands it out; what it holds is put back by [`Self::put`].
    pub(super) fn close_cell(&mut self) -> Option<OpenCell> {
        self.table().and_then(|it| it.cell.take())
    }

    pub(super) fn put(&mut self, cell: &OpenCell, value: Cell) -> Result<(), Error> {
        let (limits, n_cell, mut texts) = (self.limits, self.cells, self.texts);
        let Some(table) = self.table() else { return Ok(()) };
        if cell.rows > 1 || cell.columns > 1 {
            let bottom = cell.row.saturating_add(cell.rows - 1).min(MAX_ROW - 1);
            table.merged.push(((cell.row, bottom), (cell.column, cell.column + cell.columns - 1)));
        }
        match &value {
            Cell::Empty => return Ok(()),
            Cell::Text(it) | Cell::Number(it) | Cell::Fault(it) => texts += it.len() as u64,
            Cell::Date(_) | Cell::Bool(_) => {}
        }
        table.is_wide |= table.filled.last().is_some_and(|it| it.0 == cell.row);
        table.filled.push((cell.row, cell.column, value, Struck::of(cell.struck, !cell.unstruck)));
        self.texts = texts;
        if texts > limits.max_texts {
            return Err(Error::TooMuchText { limit: limits.max_texts });
        }
        if n_cell > limits.max_cells {
            return Err(self.too_many_cells());
        }
        Ok(())
    }

    /// Puts more text into the open cell.
    pub(super) fn write(&mut self, text: &str, struck: bool) -> Result<(), Error> {
        let limit = self.limits.max_text;
        let at = self.open.last().copied().unwrap_or_default();
        let Some(cell) = self.all.get_mut(at).and_then(|it| it.cell.as_mut()) else { return Ok(()) };
        cell.text.push_str(text);
        if !text.trim().is_empty() {
            cell.struck |= struck;
            cell.unstruck |= !struck;
        }
        // Four bytes a character at most: beyond that it is too long for sure.
        if cell.text.len() > limit.saturating_mul(4) {
            let (sheet, cell) = (self.file.clone(), cell_name(cell.row.saturating_add(1), cell.column));
            return Err(Error::LongText { sheet, cell, limit });
        }
        Ok(())
    }

    /// Every table that holds anything, as a sheet. `names` are for those without one
    /// when there are as many as tables; else they are called after the file.
    pub(super) fn finish(mut self, names: &[String]) -> Result<Book, Error> {
        let (limits, file) = (self.limits, std::mem::take(&mut self.file));
        while self.inside() {
            self.close_table()?;
        }
        self.all.retain(|it| !it.filled.is_empty());
        let (n, told) = (self.all.len(), names.len() == self.all.len());
        let mut tally = GridTally::default();
        let mut taken = BTreeSet::new();
        let mut book = Book::default();
        for (at, table) in self.all.into_iter().enumerate() {
            let named =
                table.name.or_else(|| names.get(at).filter(|_| told).cloned()).filter(|it| !it.trim().is_empty());
            let plain = if n == 1 { file.clone() } else { format!("{file} {}", at + 1) };
            let name = named.filter(|it| !taken.contains(it)).unwrap_or(plain);
            taken.insert(name.clone());
            let mut grid = Grid::new(name, false, limits, &mut tally)?;
            table.hidden_rows.iter().for_each(|it| grid.hide_rows(*it, *it));
            table.hidden_columns.iter().for_each(|it| grid.hide_columns(it.0, it.1));
            for (row, column, cell, struck) in table.filled {
                // Now that the sheet has a name, a text that is too long can be told.
                let cell = match cell {
                    Cell::Text(it) => grid.text(row, column, &it)?,
                    other => other,
                };
                grid.put_drawn(row, column, cell, struck)?;
            }
            for (rows, columns) in table.merged {
                grid.merge(rows, columns)?;
            }
            book.sheets.push(grid.finish());
        }
        Ok(book)
    }
}
