//! What the values of a column say for or against a meaning.
//!
//! A heading alone is never enough: `Dukungan Anggaran` heads an answer, a weight, a
//! score, or a tick that a file is there. So the whole column is looked at, each
//! different value once.

use std::collections::BTreeMap;

use domain::{
    assessment::instrument::vocabulary::bare_readings, core::date::PartialDate, inovasi::koordinat::Koordinat,
};

use super::{
    super::{Cell, DayFault, Sheet, days::DayColumn},
    Looks, fold,
};

/// Filled cells that are looked at.
const LOOKED_AT: usize = 5_000;
/// Texts in a column below its entries: place and day, office, person and NIP, and a
/// number of the column.
const SIGNED: usize = 5;

/// The values of one column.
pub(super) struct ColumnValues<'a> {
    cells: Vec<&'a Cell>,
    /// Each different text with how often it stands there, in the order of the texts.
    texts: BTreeMap<String, usize>,
    days: DayColumn,
}

/// What becomes of a column's meaning when its values are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ValueFit {
    /// Hardly a value can stand there.
    Against,
    /// Some can.
    Some,
    /// Most can: enough under a heading that says exactly this.
    Most,
    /// Nearly all can, or nothing stands there yet.
    NearlyAll,
}

impl<'a> ColumnValues<'a> {
    pub(super) fn of(sheet: &'a Sheet, header_row: u32, column: usize) -> Self {
        let body = sheet.lines.iter().filter(|it| it.number > header_row);
        // A fault stands in the place of a value and tells nothing of it.
        let told = |it: &&Cell| !matches!(it, Cell::Fault(_)) && !it.said().trim().is_empty();
        // Nor does the heading where it stands on the next page again.
        let heading = sheet.line(header_row).map(|it| it.cell(column).said()).unwrap_or_default();
        let again = |it: &&Cell| matches!(it, Cell::Text(text) if text.trim() == heading.trim());
        let filled = body.map(|it| it.cell(column)).filter(|it| told(it) && !again(it));
        let cells: Vec<&Cell> = filled.take(LOOKED_AT).collect();
        let mut texts = BTreeMap::new();
        for cell in &cells {
            *texts.entry(cell.said().trim().to_owned()).or_default() += 1;
        }
        Self { days: DayColumn::of(cells.iter().copied()), cells, texts }
    }

    /// What the column says of the order of its days.
    pub(super) fn days(&self) -> DayColumn {
        self.days
    }

    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether more than one cell is filled: a single one beside a table is a remark.
    pub(super) fn stand_below_each_other(&self) -> bool {
        self.cells.len() > 1
    }

    /// Whether more than one value stands there.
    pub(super) fn varies(&self) -> bool {
        self.texts.len() >= 2
    }

    /// The share of the filled cells that can stand under a meaning, 0 to 100; 100 of
    /// none.
    pub(super) fn share(&self, looks: &Looks) -> usize {
        let n = match looks {
            // A day that may be one of two is a day all the same.
            Looks::Date => self.count_cells(|it| self.days.read(it, 0) != Err(DayFault::Unreadable)),
            Looks::Option(options) => {
                let options: Vec<String> = options.iter().map(|it| fold(it)).collect();
                self.count(|it| is_option(it, &options))
            }
            Looks::Parameter { texts, highest } => {
                let texts: Vec<String> = texts.iter().map(|it| fold(it)).collect();
                self.count(|it| parameter(it).is_some_and(|it| it <= f64::from(*highest)) || texts.contains(&fold(it)))
            }
            Looks::Koordinat => self.count(|it| Koordinat::read(it).is_ok()),
            Looks::Number { least, most } => {
                self.count(|it| number(it).is_some_and(|it| (f64::from(*least)..=f64::from(*most)).contains(&it)))
            }
            Looks::Id => self.count(is_uuid),
            Looks::Any => self.cells.len(),
            Looks::Other => 0,
            Looks::Text => self.count(|it| !is_reference(it) && number(it).is_none() && !is_day(it)),
        };
        if self.cells.is_empty() { 100 } else { n * 100 / self.cells.len() }
    }

    pub(super) fn fit(&self, looks: &Looks) -> ValueFit {
        let share = self.share(looks);
        let unfit = self.cells.len() - share * self.cells.len() / 100;
        // One slip in a short table is a slip.
        let slip = unfit <= 1 && self.cells.len() >= 4;
        match share {
            90.. => ValueFit::NearlyAll,
            _ if slip => ValueFit::NearlyAll,
            50.. => ValueFit::Most,
            20.. => ValueFit::Some,
            _ => ValueFit::Against,
        }
    }

    /// Whether only 0 and 1 stand there, or ticks: that a file is there, and no answer.
    /// A few texts that are no answers number the column, or stand in rows of another
    /// kind, such as those who sign.
    pub(super) fn is_flags(&self) -> bool {
        let flag = |it: &str| matches!(it.to_lowercase().as_str(), "0" | "1" | "0.0" | "1.0" | "√" | "✓" | "v" | "x");
        let (flags, others): (Vec<_>, Vec<_>) =
            self.texts.iter().filter(|it| !is_dash(it.0)).partition(|it| flag(it.0));
        let odd = others.iter().all(|it| *it.1 == 1 && parameter(it.0).is_none_or(|it| it > MOST_PARAMETERS));
        !flags.is_empty() && odd && others.len() <= SIGNED
    }

    /// Whether a number stands there that no parameter of the indikator has.
    pub(super) fn goes_beyond(&self, highest: u8) -> bool {
        self.texts.keys().filter_map(|it| number(it)).any(|it| it > f64::from(highest) || it < 0.0 || it.fract() != 0.0)
    }

    /// Whether numbers stand there, and hardly anything else but dashes.
    pub(super) fn is_numeric(&self) -> bool {
        let n = self.cells.len() - self.count(is_dash);
        self.count(|it| number(it).is_some()) * 10 >= n * 9 && n > 0
    }

    fn count(&self, fits: impl Fn(&str) -> bool) -> usize {
        self.texts.iter().filter(|it| fits(it.0)).map(|it| it.1).sum()
    }

    fn count_cells(&self, fits: impl Fn(&Cell) -> bool) -> usize {
        self.cells.iter().filter(|it| fits(it)).count()
    }
}

/// No indikator has more parameters.
const MOST_PARAMETERS: f64 = 9.0;

/// What stands in cells that are meant to be blank.
fn is_dash(text: &str) -> bool {
    text.chars().all(|it| "-–—".contains(it))
}

/// A small whole number is no evidence for an option: anything is numbered so.
fn is_option(text: &str, options: &[String]) -> bool {
    let bare = text.len() <= 2 && text.bytes().all(|it| it.is_ascii_digit());
    let known = |it: &str| options.contains(&fold(it));
    !bare && (known(text) || text.split([';', ',']).all(&known) || bare_readings(text).iter().any(|it| known(it)))
}

/// `2`, `P2`, `Parameter 2`, `2.0`.
fn parameter(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    let bare = ["parameter", "param", "par.", "p"].iter().find_map(|it| lower.strip_prefix(it)).unwrap_or(&lower);
    number(bare.trim()).filter(|it| *it >= 0.0 && it.fract() == 0.0)
}

fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().any(|it| it.is_ascii_digit());
    let plain = text.bytes().all(|it| it.is_ascii_digit() || b".,-+%".contains(&it));
    if digits && plain { text.trim_end_matches('%').replace(',', ".").parse().ok() } else { None }
}

fn is_day(text: &str) -> bool {
    text.bytes().any(|it| it.is_ascii_digit()) && PartialDate::read(text).is_ok()
}

/// The name of a file, or an address: it tells where something is, not what.
fn is_reference(text: &str) -> bool {
    let lower = text.to_lowercase();
    let address = ["http://", "https://", "www.", "drive.google"].iter().any(|it| lower.starts_with(it));
    let ending = lower.rsplit_once('.').map(|it| it.1).unwrap_or_default();
    let file = ["pdf", "doc", "docx", "xls", "xlsx", "jpg", "jpeg", "png", "mp4", "zip", "rar", "ppt", "pptx"];
    address || file.contains(&ending)
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, it)| match at {
            8 | 13 | 18 | 23 => it == b'-',
            _ => it.is_ascii_hexdigit(),
        })
}
