//! Which row is the header, and what the columns under it mean.
//!
//! A guess is made to be corrected: it says where it is not sure, and shows
//! values, so that a person sees at a glance what would land where.

mod header;
mod words;

use std::collections::BTreeMap;

use domain::core::date::PartialDate;

use super::{Sheet, SheetLine};
use header::Header;
use words::Folded;

pub(super) use words::fold;

/// Something a column can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnTarget {
    /// Given back for the column.
    pub key: String,
    /// Its official label and what else it is called.
    pub names: Vec<String>,
    /// What its values look like, so that a column with a strange heading is known
    /// too.
    pub looks: Looks,
}

/// What the values of a target look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Anything; the heading alone decides.
    Text,
    /// Dates in any form that [`PartialDate::read`] knows.
    Date,
    /// Names, codes or spellings of options.
    Option(Vec<String>),
    /// The number of a parameter, or its text.
    Parameter(Vec<String>),
    /// A UUID.
    Id,
}

/// What a sheet seems to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// Number of the (last) row of the header, 0 when none was found.
    pub header_row: u32,
    /// From the first to the last filled column.
    pub columns: Vec<GuessedColumn>,
}

/// What a column seems to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuessedColumn {
    /// From 0.
    pub at: usize,
    /// As it is headed; two rows are joined by a blank.
    pub header: String,
    /// Key of a target; each is given to one column only.
    pub target: Option<String>,
    /// Whether a person need not look twice.
    pub sure: bool,
    /// The first different values, at most three, shortened.
    pub examples: Vec<String>,
}

/// Rows under the header that are looked at.
const LOOKED_AT: usize = 60;
const EXAMPLES: usize = 3;
/// From here on a likeness counts, and from here on it is sure.
const LEAST: i64 = 60;
const SURE: i64 = 84;

/// What columns are headed with, by the name of a field; the data stands beside.
pub fn synonyms() -> BTreeMap<String, Vec<String>> {
    toml::from_str(include_str!("synonyms.toml")).unwrap_or_default()
}

/// Finds the header of a sheet and what its columns mean.
pub fn guess(sheet: &Sheet, targets: &[ColumnTarget]) -> Guess {
    let names: Vec<Vec<Folded>> = targets.iter().map(|it| it.names.iter().map(|it| Folded::of(it)).collect()).collect();
    match Header::find(sheet, &names) {
        Some(header) => columns_under(sheet, &header, targets, &names),
        None => Guess::default(),
    }
}

/// The same for whoever says which row the header ends with; that row may be blank,
/// or none that looks like a header.
pub fn guess_below(sheet: &Sheet, header_row: u32, targets: &[ColumnTarget]) -> Guess {
    let names: Vec<Vec<Folded>> = targets.iter().map(|it| it.names.iter().map(|it| Folded::of(it)).collect()).collect();
    columns_under(sheet, &Header::at(sheet, header_row, &names), targets, &names)
}

fn columns_under(sheet: &Sheet, header: &Header, targets: &[ColumnTarget], names: &[Vec<Folded>]) -> Guess {
    let body: Vec<&SheetLine> = sheet.lines.iter().filter(|it| it.number > header.row).take(LOOKED_AT).collect();
    let mut columns: Vec<GuessedColumn> = Vec::new();
    let mut scores = Vec::new();
    for (at, column) in header.columns.iter().enumerate() {
        let values: Vec<String> =
            body.iter().map(|it| it.cell(at).text().trim().to_owned()).filter(|it| !it.is_empty()).collect();
        if column.shown.is_empty() && values.is_empty() {
            continue;
        }
        for (target, names) in targets.iter().zip(names).enumerate().map(|(n, it)| ((n, it.0), it.1)) {
            let like = i64::from(column.likeness(names));
            let score = like + by_looks(&target.1.looks, &values, like);
            if score >= LEAST && !column.is_numbering() {
                scores.push(Score { score, like, column: columns.len(), target: target.0 });
            }
        }
        let mut examples: Vec<String> = Vec::new();
        for it in &values {
            let short: String = it.chars().take(80).collect();
            if examples.len() < EXAMPLES && !examples.contains(&short) {
                examples.push(short);
            }
        }
        let header = column.shown.clone();
        columns.push(GuessedColumn { at, header, target: None, sure: false, examples });
    }
    assign(&mut columns, scores, targets);
    Guess { header_row: header.row, columns }
}

struct Score {
    score: i64,
    like: i64,
    column: usize,
    target: usize,
}

/// The best pair first; nothing is given twice.
fn assign(columns: &mut [GuessedColumn], mut scores: Vec<Score>, targets: &[ColumnTarget]) {
    scores.sort_by_key(|it| (std::cmp::Reverse(it.score), it.column, it.target));
    let mut given = vec![false; targets.len()];
    for it in &scores {
        let (Some(column), Some(target)) = (columns.get_mut(it.column), targets.get(it.target)) else { continue };
        let taken = given.get(it.target).copied().unwrap_or(true);
        if column.target.is_some() || taken {
            continue;
        }
        // Another column that fits as well, or another meaning of this one, is doubt.
        let rival = scores.iter().any(|other| {
            let same_target = other.target == it.target && other.column != it.column;
            let same_column = other.column == it.column && other.target != it.target;
            let free = !given.get(other.target).copied().unwrap_or(true);
            (same_target || same_column && free) && other.score + 6 > it.score
        });
        column.sure = it.like >= SURE && it.score >= SURE && !rival;
        column.target = Some(target.key.clone());
        if let Some(place) = given.get_mut(it.target) {
            *place = true;
        }
    }
}

/// What the values say for or against a target, to be added to the likeness of
/// the heading.
fn by_looks(looks: &Looks, values: &[String], like: i64) -> i64 {
    if values.is_empty() {
        return 0;
    }
    let share = |fits: &dyn Fn(&String) -> bool| {
        let n = values.iter().filter(|it| fits(it)).count();
        i64::try_from(n * 100 / values.len()).unwrap_or(0)
    };
    let among = |options: &[String]| {
        let options: Vec<String> = options.iter().map(|it| fold(it)).collect();
        share(&|it| options.contains(&fold(it)))
    };
    match looks {
        Looks::Text => {
            // Prose is never dates; a heading of one word may stand over both.
            if like < 95 && share(&|it| PartialDate::read(it).is_ok()) > 80 { -20 } else { 0 }
        }
        Looks::Date => match share(&|it| PartialDate::read(it).is_ok()) {
            61.. => 12,
            31..=60 => 4,
            _ => -25,
        },
        Looks::Option(options) => match among(options) {
            // Official names speak for themselves, even under a strange heading.
            81.. if like < LEAST && distinct(values) >= 2 => 66 - like,
            61.. => 12,
            21..=60 => 4,
            _ => -6,
        },
        Looks::Parameter(texts) => {
            let small = share(&|it| matches!(it.as_str(), "0" | "1" | "2" | "3" | "4" | "5"));
            if small.max(among(texts)) > 60 { 12 } else { -10 }
        }
        Looks::Id => match share(&|it| is_uuid(it)) {
            81.. => 100 - like,
            _ => -60,
        },
    }
}

fn distinct(values: &[String]) -> usize {
    values.iter().collect::<std::collections::BTreeSet<_>>().len()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, it)| match at {
            8 | 13 | 18 | 23 => it == b'-',
            _ => it.is_ascii_hexdigit(),
        })
}
