//! How a form looks, and what it lets its reader do.

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatBorder, Formula, ProtectionOptions, Worksheet, XlsxError,
};

use super::{ColumnOut, HEADS, KindOut};

pub(super) struct Styles {
    pub head: Format,
    pub locked: Format,
    line: Format,
    paragraphs: Format,
    date: Format,
}

/// A hint longer than this is cut by Excel.
const LONGEST_HINT: usize = 255;
const PALE: u32 = 0x00E8_EEF7;
const PALER: u32 = 0x00F3_F3F1;

impl Styles {
    pub(super) fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top).set_num_format("@");
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(PALE))
                .set_border_bottom(FormatBorder::Thin),
            locked: cell().set_text_wrap().set_background_color(Color::RGB(PALER)),
            // As text, so that 007 and 1/2 stay what was typed.
            line: cell().set_text_wrap().set_unlocked(),
            paragraphs: cell().set_text_wrap().set_unlocked(),
            date: Format::new().set_align(FormatAlign::Top).set_num_format("dd/mm/yyyy").set_unlocked(),
        }
    }

    pub(super) fn cell(&self, kind: &KindOut) -> &Format {
        match kind {
            KindOut::Line | KindOut::Choice(_) => &self.line,
            KindOut::Paragraphs => &self.paragraphs,
            KindOut::Date => &self.date,
            KindOut::Locked | KindOut::Hidden => &self.locked,
        }
    }

    /// Protection without a password: it keeps from mistakes, not from people.
    pub(super) fn page(&self, page: &mut Worksheet) -> Result<(), XlsxError> {
        page.set_freeze_panes(HEADS, 2)?;
        page.set_row_height(1, 32)?;
        page.protect_with_options(&ProtectionOptions {
            format_cells: true,
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }

    pub(super) fn column(&self, page: &mut Worksheet, at: u16, column: &ColumnOut) -> Result<(), XlsxError> {
        page.set_column_format(at, self.cell(&column.kind))?;
        page.set_column_width(at, f64::from(column.width.clamp(6, 100)))?;
        if column.kind == KindOut::Hidden {
            page.set_column_hidden(at)?;
        }
        Ok(())
    }
}

/// The hint, and the list of a choice. What is not on the list is asked about
/// and not refused: an option may be newer than the form.
pub(super) fn rule(column: &ColumnOut, list: Option<String>) -> Result<Option<DataValidation>, XlsxError> {
    if list.is_none() && column.hint.is_empty() {
        return Ok(None);
    }
    let rule = match list {
        Some(range) => DataValidation::new()
            .allow_list_formula(Formula::new(range))
            .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning),
        None => DataValidation::new().allow_any_value(),
    };
    if column.hint.is_empty() {
        return Ok(Some(rule));
    }
    let title: String = column.label.chars().take(32).collect();
    let hint: String = column.hint.chars().take(LONGEST_HINT).collect();
    Ok(Some(rule.set_input_title(title)?.set_input_message(hint)?))
}
