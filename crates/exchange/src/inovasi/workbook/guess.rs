//! Which row is the header, and what the columns under it mean.
//!
//! A guess is made to be corrected: it says where it is not sure, and shows
//! values, so that a person sees at a glance what would land where.

mod fit;
mod header;
mod values;
mod words;

use std::{collections::BTreeMap, sync::LazyLock};

use domain::inovasi::profile::Field;

use super::{DayColumn, Sheet, SheetLine};
use header::{Header, Heading};
use values::{ColumnValues, ValueFit};

pub use fit::ColumnFit;
pub(super) use words::{TargetNames, fold};

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
    Any,
    /// Words: no numbers, days, addresses or names of files.
    Text,
    /// Dates in any form that [`PartialDate::read`](domain::core::date::PartialDate::read) knows.
    Date,
    /// Names, codes or spellings of options.
    Option(Vec<String>),
    /// The number of a parameter, or its text.
    Parameter {
        /// The texts of all parameters.
        texts: Vec<String>,
        /// The number of the highest.
        highest: u8,
    },
    /// A point on the map, both parts of it in one cell.
    Koordinat,
    /// A number within bounds, such as one part of a point.
    Number {
        /// The least.
        least: i16,
        /// The greatest.
        most: i16,
    },
    /// A UUID.
    Id,
    /// Anything: headings that recaps have and that mean nothing here. Such a target
    /// is given to no column, and keeps others from it.
    Other,
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
    /// The share of its filled cells that can stand under its target, 0 to 100; 100
    /// with none.
    pub share: u8,
    /// What the cells say of the order of their days, where it is a column of days.
    pub days: Option<DayColumn>,
    /// The first different values, at most three, shortened.
    pub examples: Vec<String>,
}

/// Rows under the header that are looked at.
const LOOKED_AT: usize = 60;
const EXAMPLES: usize = 3;
/// From here on a likeness counts, from here on it is sure, and from here on it is the
/// same in other words.
const LEAST: i64 = 60;
const SURE: i64 = 84;
const EXACT: i64 = 95;
/// A question holds the name of a target, or a long word of it, from here on.
const ASKED: i64 = 62;
/// The one word of `Nama Inovasi` that names people as well.
const BARE_NAME: &str = "nama";

/// What columns are headed with, by the name of a field; the data stands beside.
pub fn synonyms() -> BTreeMap<String, Vec<String>> {
    static READ: LazyLock<BTreeMap<String, Vec<String>>> =
        LazyLock::new(|| toml::from_str(include_str!("synonyms.toml")).unwrap_or_default());
    READ.clone()
}

/// Finds the header of a sheet and what its columns mean.
pub fn guess(sheet: &Sheet, targets: &[ColumnTarget]) -> Guess {
    guess_by(sheet, targets, &TargetNames::of(targets))
}

/// The same for whoever has the names of the targets ready.
pub(super) fn guess_by(sheet: &Sheet, targets: &[ColumnTarget], names: &TargetNames) -> Guess {
    match Header::find(sheet, names) {
        Some(header) => columns_under(sheet, &header, targets, names),
        None => Guess::default(),
    }
}

/// The same for whoever says which row the header ends with; that row may be blank,
/// or none that looks like a header.
pub fn guess_below(sheet: &Sheet, header_row: u32, targets: &[ColumnTarget]) -> Guess {
    let names = TargetNames::of(targets);
    columns_under(sheet, &Header::at(sheet, header_row, &names), targets, &names)
}

fn columns_under(sheet: &Sheet, header: &Header, targets: &[ColumnTarget], names: &TargetNames) -> Guess {
    let body: Vec<&SheetLine> = sheet.lines.iter().filter(|it| it.number > header.row).take(LOOKED_AT).collect();
    let (mut columns, mut found, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    let mut asked: Vec<Option<u8>> = Vec::new();
    // What stands beyond the last heading is told of as well.
    let width = body.iter().map(|it| it.cells.len()).max().unwrap_or(0).max(header.columns.len());
    let bare = Heading::default();
    for at in 0..width {
        let heading = header.columns.get(at).unwrap_or(&bare);
        let values = ColumnValues::of(sheet, header.row, at);
        if heading.shown.is_empty() && !values.stand_below_each_other() {
            continue;
        }
        let likes = heading.likeness(names);
        if !heading.is_numbering() {
            scores.extend(scores_of(columns.len(), (heading, &likes), &values, targets));
        }
        let header = heading.shown.clone();
        columns.push(GuessedColumn { at, header, examples: examples(&body, at), ..GuessedColumn::default() });
        found.push(values);
        asked.push(highest_of(&likes, targets));
    }
    assign(&mut columns, scores, targets);
    doubt_answers(&mut columns, &found, &asked);
    doubt_names(&mut columns);
    for (column, found) in columns.iter_mut().zip(&found) {
        let target = targets.iter().find(|it| Some(&it.key) == column.target.as_ref());
        let Some(target) = target else { continue };
        column.share = u8::try_from(found.share(&target.looks)).unwrap_or(100);
        column.days = (target.looks == Looks::Date).then(|| found.days());
    }
    DayColumn::settle(columns.iter_mut().filter_map(|it| it.days.as_mut()));
    Guess { header_row: header.row, columns }
}

/// The first different values, shortened.
fn examples(body: &[&SheetLine], at: usize) -> Vec<String> {
    let mut examples: Vec<String> = Vec::new();
    for it in body {
        let short: String = it.cell(at).said().trim().chars().take(80).collect();
        if examples.len() < EXAMPLES && !short.is_empty() && !examples.contains(&short) {
            examples.push(short);
        }
    }
    examples
}

struct Score {
    score: i64,
    like: i64,
    column: usize,
    target: usize,
    fit: ValueFit,
    /// More than one value stands there.
    varies: bool,
}

/// What a column may mean, by its heading and its values.
fn scores_of(
    column: usize,
    (heading, likes): (&Heading, &[u32]),
    values: &ColumnValues<'_>,
    targets: &[ColumnTarget],
) -> Vec<Score> {
    let all = || targets.iter().zip(likes).enumerate().map(|(n, it)| (n, it.0, i64::from(*it.1)));
    // A heading that is known for something else is that, unless it is a name as well.
    let other = all().filter(|it| it.1.looks == Looks::Other).map(|it| it.2).max().unwrap_or(0);
    let exact = all().map(|it| it.2).max().unwrap_or(0);
    let mut found = Vec::new();
    for (n, target, like) in all().filter(|it| it.1.looks != Looks::Other) {
        // An exact heading beats a near one, whatever its values are.
        if (other >= SURE && like < other) || (exact >= EXACT && like < exact && (exact == 100 || like < EXACT)) {
            continue;
        }
        // Official names speak for themselves, even under a strange heading.
        let speaks = matches!(target.looks, Looks::Option(_)) && values.varies()
            || target.looks == Looks::Id && !values.is_empty();
        if like < LEAST && !(speaks && other < LEAST) {
            continue;
        }
        let fit = values.fit(&target.looks);
        // Codes beside names say the same with less.
        let score = like + by_fit(&target.looks, fit, like) - if heading.is_code() { 7 } else { 0 };
        // What is headed exactly so is asked about, though its values are none.
        let score = if like >= EXACT { score.max(LEAST) } else { score };
        if (fit > ValueFit::Against || like >= EXACT) && score >= LEAST {
            found.push(Score { score, like, column, target: n, fit, varies: values.varies() });
        }
    }
    found
}

/// What the values add to the likeness of the heading.
fn by_fit(looks: &Looks, fit: ValueFit, like: i64) -> i64 {
    match (looks, fit) {
        (Looks::Id, ValueFit::NearlyAll) => 100 - like,
        (Looks::Option(_), ValueFit::NearlyAll) if like < LEAST => 66 - like,
        (Looks::Any, _) | (Looks::Text, ValueFit::NearlyAll | ValueFit::Most) => 0,
        (_, ValueFit::NearlyAll) => 12,
        (Looks::Id, _) | (_, ValueFit::Against) => -60,
        (_, ValueFit::Most) => 4,
        (_, ValueFit::Some) => -6,
    }
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
        let enough = if it.like >= EXACT { ValueFit::Most } else { ValueFit::NearlyAll };
        // Options are words of their own: where nearly all cells hold one, and not all the
        // same, a question that asks for them is understood.
        let spoken = matches!(target.looks, Looks::Option(_)) && it.fit == ValueFit::NearlyAll && it.varies;
        let like = it.like >= SURE && it.score >= SURE || spoken && it.like >= ASKED;
        column.sure = like && !rival && it.fit >= enough;
        column.target = Some(target.key.clone());
        if let Some(place) = given.get_mut(it.target) {
            *place = true;
        }
    }
}

/// The highest parameter of the indikator that a column is headed with, whether or not
/// its values can be answers.
fn highest_of(likes: &[u32], targets: &[ColumnTarget]) -> Option<u8> {
    let asked = targets.iter().zip(likes).filter_map(|(target, like)| match target.looks {
        Looks::Parameter { highest, .. } => Some((i64::from(*like), highest)),
        _ => None,
    });
    asked.filter(|it| it.0 >= SURE).max_by_key(|it| it.0).map(|it| it.1)
}

/// `Nama` alone heads names of people too: it is sure only beside columns that nothing
/// but an inovasi has.
fn doubt_names(columns: &mut [GuessedColumn]) {
    let of_people =
        [Field::Nama.name(), Field::PerangkatDaerah.name(), Field::NamaInisiator.name(), Field::Catatan.name()];
    let told =
        |it: &&GuessedColumn| it.sure && it.target.as_deref().is_some_and(|it| !of_people.contains(&it) && it != "id");
    let beside = columns.iter().any(|it| told(&it));
    let bare =
        |it: &&mut GuessedColumn| it.target.as_deref() == Some(Field::Nama.name()) && fold(&it.header) == BARE_NAME;
    columns.iter_mut().filter(bare).for_each(|it| it.sure &= beside);
}

/// The columns under the names of indikator are of one kind. Where one of them holds a
/// number beyond its parameters, they hold weights or scores; where most hold only 0
/// and 1, they tell whether a file is there: none of them is an answer then that
/// nobody need look at.
fn doubt_answers(columns: &mut [GuessedColumn], found: &[ColumnValues<'_>], asked: &[Option<u8>]) {
    let answers: Vec<(usize, u8)> = asked.iter().enumerate().filter_map(|(at, it)| Some((at, (*it)?))).collect();
    let of = |at: usize| found.get(at).filter(|it| !it.is_empty());
    let beyond = answers.iter().any(|it| of(it.0).is_some_and(|found| found.goes_beyond(it.1)));
    let flags = answers.iter().filter(|it| of(it.0).is_some_and(ColumnValues::is_flags)).count();
    let mostly_flags = flags * 2 > answers.len();
    for (at, highest) in answers {
        let Some((column, found)) = columns.get_mut(at).zip(of(at)) else { continue };
        let doubtful =
            found.is_flags() || found.goes_beyond(highest) || ((beyond || mostly_flags) && found.is_numeric());
        column.sure &= !doubtful;
    }
}
