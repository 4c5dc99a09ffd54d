//! Tables of a docx: each is a sheet, also one inside another. What stands around
//! them is left alone, as are deletions that are tracked and not yet accepted.

use super::{
    Book, BookLimits, Cell, Error,
    drafts::TableDrafts,
    xml::{Node, Parts, Xml, attribute, number},
};

/// What a cell says of itself before its content begins.
#[derive(Default)]
struct PendingTableCell {
    columns: usize,
    merged: VerticalMerge,
}

/// How a cell hangs together with the one above it (`w:vMerge`).
#[derive(Clone, Copy, Default, PartialEq)]
enum VerticalMerge {
    #[default]
    No,
    Begins,
    GoesOn,
}

/// Reads the part `main`; `name` is that of the file.
///
/// # Errors
/// It holds no table; it is damaged; the limits.
pub(super) fn read(parts: &mut Parts<'_>, main: &str, name: &str, limits: &BookLimits) -> Result<Book, Error> {
    let mut paper =
        PaperReader { tables: TableDrafts::new(name, limits), pending: Vec::new(), run: RunState::default() };
    let mut xml = parts.open(main)?;
    while paper.step(&mut xml)? {}
    let book = paper.tables.finish(&[])?;
    if book.sheets.is_empty() { Err(Error::NoTable) } else { Ok(book) }
}

struct PaperReader<'a> {
    tables: TableDrafts<'a>,
    /// By table, innermost last: the cell whose content has not begun.
    pending: Vec<Option<PendingTableCell>>,
    run: RunState,
}

/// Where in a paragraph the reader is.
#[derive(Default)]
struct RunState {
    in_text: bool,
    /// Inside what is said of a row as a whole.
    in_row_settings: bool,
    /// Inside what says how a run looks; a paragraph's mark has such a thing too.
    in_run: bool,
    struck: bool,
}

impl PaperReader<'_> {
    /// The next element; false at the end.
    fn step(&mut self, xml: &mut Xml<'_>) -> Result<bool, Error> {
        match xml.next()? {
            Node::Open(it) => match it.local_name().as_ref() {
                // What was deleted or moved away; the other of two ways to say one
                // thing; drawings with words of their own.
                "del" | "moveFrom" if self.run.in_row_settings => self.tables.drop_row(),
                "del" | "moveFrom" | "Fallback" | "txbxContent" | "instrText" | "delText" | "delInstrText" => {
                    xml.skip()?
                }
                // How things looked before a change that is tracked.
                "rPrChange" | "pPrChange" | "tcPrChange" | "trPrChange" | "tblPrChange" => xml.skip()?,
                "tbl" => {
                    self.begin_cell()?;
                    self.tables.open_table(None)?;
                    self.pending.push(None);
                }
                "tr" => self.tables.open_row(false),
                "trPr" => self.run.in_row_settings = true,
                "tc" => {
                    if let Some(it) = self.pending.last_mut() {
                        *it = Some(PendingTableCell { columns: 1, merged: VerticalMerge::No });
                    }
                }
                "gridSpan" => {
                    if let Some(Some(pending)) = self.pending.last_mut() {
                        pending.columns = number(&it, "val").unwrap_or(1);
                    }
                }
                "vMerge" => {
                    let begins = attribute(&it, "val").as_deref() == Some("restart");
                    if let Some(Some(pending)) = self.pending.last_mut() {
                        pending.merged = if begins { VerticalMerge::Begins } else { VerticalMerge::GoesOn };
                    }
                }
                "hidden" if self.run.in_row_settings && is_on(attribute(&it, "val")) => self.tables.hide_row(),
                "p" => self.paragraph()?,
                "r" => self.run = RunState { in_run: true, ..RunState::default() },
                "strike" | "dstrike" if self.run.in_run => self.run.struck = is_on(attribute(&it, "val")),
                "t" => self.run.in_text = true,
                "tab" if self.run.in_run => self.write(" ")?,
                "br" | "cr" if self.run.in_run => self.write("\n")?,
                "noBreakHyphen" => self.write("-")?,
                _ => {}
            },
            Node::Text(it) if self.run.in_text => {
                let struck = self.run.struck;
                self.tables.write(&it, struck)?;
            }
            Node::Close(it) => match it.local_name().as_ref() {
                "t" => self.run.in_text = false,
                "trPr" => self.run.in_row_settings = false,
                "r" => self.run = RunState::default(),
                "tc" => self.end_cell()?,
                "tr" => self.tables.close_row(),
                "tbl" => {
                    self.pending.pop();
                    self.tables.close_table()?;
                }
                _ => {}
            },
            Node::End => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn write(&mut self, text: &str) -> Result<(), Error> {
        let struck = self.run.struck;
        self.tables.write(text, struck)
    }

    /// The content of a cell begins, so all is known of the cell itself.
    fn begin_cell(&mut self) -> Result<(), Error> {
        let Some(pending) = self.pending.last_mut().and_then(Option::take) else { return Ok(()) };
        match pending.merged {
            VerticalMerge::GoesOn => self.tables.continue_cell(pending.columns),
            VerticalMerge::No => self.tables.open_cell(1, pending.columns),
            VerticalMerge::Begins => {
                self.tables.open_cell(1, pending.columns)?;
                self.tables.begin_merged();
                Ok(())
            }
        }
    }

    fn paragraph(&mut self) -> Result<(), Error> {
        self.begin_cell()?;
        match self.tables.cell() {
            Some(cell) if !cell.text.is_empty() => self.tables.write("\n", false),
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        self.begin_cell()?;
        let Some(mut cell) = self.tables.close_cell() else { return Ok(()) };
        let text = std::mem::take(&mut cell.text);
        let text = text.trim();
        let value = if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
        self.tables.put(&cell, value)
    }
}

/// A property that stands there is on, unless it says that it is off.
fn is_on(value: Option<String>) -> bool {
    !matches!(value.as_deref(), Some("0" | "false" | "off"))
}
