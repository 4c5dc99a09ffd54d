//! Collects the cells of a sheet, and counts what they take.

use domain::core::notice::NoticeCode;

use super::{Args, BookLimits, BookRemark, Cell, Error, MAX_COLUMN, MAX_ROW, MergedCells, Sheet, SheetLine, cell_name};
use crate::excerpt;
use crate::inovasi::workbook::{ranges::Ranges, rows::is_number};

/// [`MAX_COLUMN`], as rows are counted.
const COLUMNS: u32 = 1 << 14;

/// Room for so many cells is made beforehand at most.
const ROOM: usize = 64;

/// Cells with letters that are struck through are told one by one up to so many.
const MAX_STRUCK: usize = 200_000;

/// How much of a text is struck through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Struck {
    #[default]
    No,
    Part,
    All,
}

impl Struck {
    /// By its letters: whether any are, and whether all are.
    pub(super) fn of(any: bool, all: bool) -> Self {
        match (any, all) {
            (false, _) => Self::No,
            (true, false) => Self::Part,
            (true, true) => Self::All,
        }
    }

    /// The same of a cell that may be struck through as a whole.
    pub(super) fn or(self, whole: bool) -> Self {
        if whole { Self::All } else { self }
    }
}

impl From<bool> for Struck {
    fn from(whole: bool) -> Self {
        Self::No.or(whole)
    }
}

/// What has been taken from a workbook so far.
#[derive(Default)]
pub(super) struct GridTally {
    sheets: usize,
    rows: usize,
    cells: usize,
    texts: u64,
    merged: usize,
    formulas: u64,
    pub links: u64,
    macros: bool,
}

impl GridTally {
    pub(super) fn new(macros: bool, links: u64) -> Self {
        Self { macros, links, ..Self::default() }
    }

    /// What should be told of the whole workbook.
    pub(super) fn remarks(&self) -> Vec<BookRemark> {
        let counted = |code, n: u64| {
            let args: Args = vec![("n", n.to_string())];
            (n > 0).then_some(BookRemark { code, args })
        };
        let macros = self.macros.then(|| BookRemark { code: NoticeCode::BookMacros, args: Vec::new() });
        let all =
            [counted(NoticeCode::BookFormulas, self.formulas), counted(NoticeCode::BookLinks, self.links), macros];
        all.into_iter().flatten().collect()
    }
}

/// A sheet in the making.
pub(super) struct Grid<'a> {
    limits: &'a BookLimits,
    tally: &'a mut GridTally,
    sheet: Sheet,
    in_order: bool,
    hidden_rows: Ranges,
    hidden_columns: Ranges,
    /// Whether the last row holds a text that is not struck through.
    unstruck: bool,
}

impl<'a> Grid<'a> {
    pub(super) fn new(
        name: String,
        hidden: bool,
        limits: &'a BookLimits,
        tally: &'a mut GridTally,
    ) -> Result<Self, Error> {
        tally.sheets += 1;
        if tally.sheets > limits.max_sheets {
            return Err(Error::TooManySheets { limit: limits.max_sheets });
        }
        let sheet = Sheet { name: excerpt(&name), hidden, ..Sheet::default() };
        let (hidden_rows, hidden_columns) = (Ranges::up_to(MAX_ROW), Ranges::up_to(COLUMNS));
        Ok(Self { limits, tally, sheet, in_order: true, hidden_rows, hidden_columns, unstruck: false })
    }

    /// The sheet is hidden; some formats say so only behind its cells.
    pub(super) fn hide(&mut self) {
        self.sheet.hidden = true;
    }

    /// Rows from 0, both ends inside, are hidden.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.add(first, last);
    }

    /// Columns from 0, both ends inside, are hidden.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.add(first, last);
    }

    /// Puts a cell; `row` and `column` from 0. Blanks take no place.
    pub(super) fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), Error> {
        self.put_drawn(row, column, cell, Struck::No)
    }

    /// The same for a cell that may be struck through.
    pub(super) fn put_drawn(
        &mut self,
        row: u32,
        column: usize,
        cell: Cell,
        struck: impl Into<Struck>,
    ) -> Result<(), Error> {
        let struck = struck.into();
        let text = match &cell {
            Cell::Empty => return Ok(()),
            Cell::Text(it) | Cell::Number(it) | Cell::Fault(it) => it.len(),
            Cell::Date(_) | Cell::Bool(_) => 0,
        };
        if row >= MAX_ROW || column >= MAX_COLUMN {
            return Err(Error::damaged(&self.sheet.name, "beyond the last row or column"));
        }
        self.tally.texts += text as u64;
        if self.tally.texts > self.limits.max_texts {
            return Err(Error::TooMuchText { limit: self.limits.max_texts });
        }
        let number = row + 1;
        if self.sheet.lines.last().is_none_or(|it| it.number != number) {
            self.tally.rows += 1;
            if self.tally.rows > self.limits.max_rows {
                let (sheet, limit) = (self.sheet.name.clone(), self.limits.max_rows);
                return Err(Error::TooManyRows { sheet, limit });
            }
            let above = self.sheet.lines.last();
            self.in_order &= above.is_none_or(|it| it.number < number);
            // As wide as the row above, as most are, so that it hardly ever has to grow.
            let cells = Vec::with_capacity(above.map_or(0, |it| it.cells.len()).min(ROOM).max(column + 1));
            self.sheet.lines.push(SheetLine { number, cells, ..SheetLine::default() });
            self.unstruck = false;
        }
        let Some(line) = self.sheet.lines.last_mut() else { return Ok(()) };
        // Who strikes a row out often leaves its number as it was.
        let whole = struck == Struck::All;
        self.unstruck |= !whole && matches!(cell, Cell::Text(_)) && !is_number(&cell);
        line.struck = (line.struck || whole) && !self.unstruck;
        if struck != Struck::No && self.sheet.struck_cells.len() < MAX_STRUCK {
            self.sheet.struck_cells.push((number, column));
        }
        if column >= line.cells.len() {
            self.tally.cells += column + 1 - line.cells.len();
            if self.tally.cells > self.limits.max_cells {
                let (sheet, limit) = (self.sheet.name.clone(), self.limits.max_cells);
                return Err(Error::TooManyCells { sheet, limit });
            }
            line.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = line.cells.get_mut(column) {
            *place = cell;
        }
        Ok(())
    }

    /// Puts the same row again, `times` times, below itself (`row` from 0).
    pub(super) fn repeat(&mut self, row: u32, times: u32) -> Result<(), Error> {
        let Some(line) = self.sheet.lines.last().filter(|it| it.number == row + 1) else {
            return Ok(());
        };
        let (cells, whole) = (line.cells.clone(), line.struck);
        let last = self.sheet.struck_cells.iter().rev().take_while(|it| it.0 == row + 1);
        let columns: Vec<usize> = last.map(|it| it.1).collect();
        for below in 1..=times {
            for (column, cell) in cells.iter().enumerate() {
                let struck = Struck::of(columns.contains(&column), whole);
                self.put_drawn(row.saturating_add(below), column, cell.clone(), struck)?;
            }
        }
        Ok(())
    }

    /// A text, unless it is blank or too long.
    pub(super) fn text(&self, row: u32, column: usize, text: &str) -> Result<Cell, Error> {
        if text.len() > self.limits.max_text && text.chars().count() > self.limits.max_text {
            return Err(self.long_text(row, column));
        }
        Ok(if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) })
    }

    pub(super) fn long_text(&self, row: u32, column: usize) -> Error {
        Error::LongText {
            sheet: self.sheet.name.clone(),
            cell: cell_name(row.saturating_add(1), column),
            limit: self.limits.max_text,
        }
    }

    /// Remembers merged cells; rows and columns from 0, both ends inside.
    pub(super) fn merge(&mut self, rows: (u32, u32), columns: (usize, usize)) -> Result<(), Error> {
        let single = rows.0 == rows.1 && columns.0 == columns.1;
        if single || rows.0 > rows.1 || columns.0 > columns.1 || rows.1 >= MAX_ROW || columns.1 >= MAX_COLUMN {
            return Ok(());
        }
        self.tally.merged += 1;
        if self.tally.merged > self.limits.max_rows {
            let (sheet, limit) = (self.sheet.name.clone(), self.limits.max_rows);
            return Err(Error::TooManyRows { sheet, limit });
        }
        let (top, bottom) = (rows.0 + 1, rows.1 + 1);
        self.sheet.merged.push(MergedCells { top, bottom, left: columns.0, right: columns.1 });
        Ok(())
    }

    pub(super) fn count_formula(&mut self) {
        self.tally.formulas += 1;
    }

    pub(super) fn finish(mut self) -> Sheet {
        if !self.in_order {
            // Only a strange file has its rows out of order.
            self.sheet.lines.sort_by_key(|it| it.number);
            self.sheet.lines.dedup_by(|later, first| {
                let same = later.number == first.number;
                if same {
                    let n = first.cells.len().max(later.cells.len());
                    first.cells.resize(n, Cell::Empty);
                    let filled = first.cells.iter_mut().zip(later.cells.drain(..));
                    filled.filter(|it| !it.1.is_empty()).for_each(|(place, cell)| *place = cell);
                    first.struck &= later.struck;
                }
                same
            });
        }
        self.sheet.merged.sort_by_key(|it| (it.top, it.left));
        self.sheet.struck_cells.sort_unstable();
        let hidden = self.hidden_rows.all();
        for line in &mut self.sheet.lines {
            line.hidden = hidden.holds(line.number - 1);
        }
        let columns = self.hidden_columns.all();
        self.sheet.hidden_columns =
            (0..MAX_COLUMN).zip(0_u32..).filter(|it| columns.holds(it.1)).map(|it| it.0).collect();
        self.sheet
    }
}
