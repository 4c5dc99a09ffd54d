//! One gate: whichever door a value comes through, the same rule meets it.
//!
//! The table stands in `rows.rs` (a rule of its own each) and `common.rs` (cleaning,
//! spelling, length, dates); a row says what is written, what has happened by then,
//! and what must come of it. Each row is sent through every door that can carry its
//! field (`doors.rs`). What a door does with something that cannot stand is said
//! once, in [`Door::manner`]; where a door is more lenient than that, the row says so
//! in `but`. What does not fit a row stands in `closed.rs`, `exports.rs` and `beside.rs`.

mod acts;
mod beside;
mod closed;
mod common;
mod doors;
mod exports;
mod files;
mod rows;
mod stage;

use std::{
    collections::BTreeSet,
    fmt::Write,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use doors::carry;

/// The instrument that is worked under, and the one before it.
pub const NOW: &str = "iga-2026";
pub const THEN: &str = "iga-2025";

/// An id that nothing has.
pub const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// One line of the table.
#[derive(Clone, Copy)]
pub struct Row {
    pub rule: &'static str,
    pub case: &'static str,
    /// Key of a field of history; of a field with members, without the member. `@self`,
    /// `@other`, `@body` and `@child` stand for ids here and in values.
    pub field: &'static str,
    pub value: Value,
    pub whose: Whose,
    /// How the registry stands before anything.
    pub base: Base,
    /// What comes to pass after the value stood, for doors that bring it back, and
    /// before it is written, for the others.
    pub given: Given,
    /// What stands there after the value, for doors that bring it back; empty: nothing.
    pub instead: &'static str,
    /// Which field is looked at; empty: the one that is written.
    pub look: &'static str,
    /// The instrument whose worksheet a bukti is linked on.
    pub under: &'static str,
    /// An older program let the value through: it comes to stand by an import.
    pub stood: bool,
    pub expect: Expect,
    /// Where a door may answer otherwise.
    pub but: &'static [(Door, Expect)],
    /// The doors that are asked; all that can carry the field when empty.
    pub only: &'static [Door],
}

/// A row in which nothing is said.
pub const ROW: Row = Row {
    rule: "",
    case: "",
    field: "",
    value: Value::Is(""),
    whose: Whose::Inovasi,
    base: Base::Plain,
    given: Given::Nothing,
    instead: "",
    look: "",
    under: NOW,
    stood: false,
    expect: Expect::AsWritten,
    but: &[],
    only: &[],
};

/// A value as a person writes it; empty takes back what stands.
#[derive(Clone, Copy)]
pub enum Value {
    Is(&'static str),
    /// A letter, so many times.
    Of(char, usize),
}

impl Value {
    fn text(self) -> String {
        match self {
            Value::Is(it) => it.to_owned(),
            Value::Of(letter, n) => std::iter::repeat_n(letter, n).collect(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Inovasi,
    Daerah,
}

/// How a registry stands before anything.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Plain,
    /// The looked-at field holds a value already.
    Holds(&'static str),
    /// A field that is not looked at does.
    With(&'static str, &'static str),
    /// The inovasi was proposed a year before, and that year is over.
    Earlier,
    /// The same, and it counts in silence in the year that is worked under.
    Silent,
}

/// What comes to pass between a value and its second writing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    Nothing,
    /// A year is closed.
    Closed(&'static str),
    /// The answer to an indikator waits for a second look.
    Waits(&'static str),
    /// The child was put under the body.
    ChildBelow,
    /// Another body of this name is on the list.
    Namesake(&'static str),
    /// The region's own rules know variant `f` of the first indikator with variants no
    /// longer.
    VariantGone,
}

/// What must come of a row.
#[derive(Clone, Copy, Debug)]
pub enum Expect {
    Stands(&'static str),
    AsWritten,
    Nothing,
    /// What stood before.
    Left,
    /// It cannot stand, for this reason: refused, left or taken, as the door's manner is.
    Cannot(&'static str),
}

macro_rules! doors {
    ($($variant:ident $name:literal $manner:ident;)*) => {
        /// A way by which a value comes into a registry.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Door { $($variant),* }

        impl Door {
            const ALL: &[Door] = &[$(Door::$variant),*];

            fn name(self) -> &'static str {
                match self { $(Door::$variant => $name),* }
            }

            fn manner(self) -> Manner {
                match self { $(Door::$variant => Manner::$manner),* }
            }
        }
    };
}

/// What a door does with what cannot stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Somebody's word: it is told that it cannot stand, and why.
    Refuses,
    /// One of many things that are moved at once: it stays where it was.
    Leaves,
    /// A union of two histories, which can refuse nothing.
    Takes,
}

doors! {
    Act "act" Refuses;
    Many "many" Refuses;
    Attach "attach" Refuses;
    Json "json" Refuses;
    Recap "recap" Refuses;
    Form "form" Refuses;
    Lost "form/lost" Refuses;
    Scenario "scenario" Refuses;
    Best "best" Refuses;
    Restore "restore" Refuses;
    Combine "combine" Leaves;
    Undo "undo" Refuses;
    Redo "redo" Refuses;
    Parcel "parcel" Takes;
}

/// What came of a row at a door.
#[derive(Debug)]
pub struct Cell {
    before: Option<String>,
    /// What the other laptop holds, where one sends it.
    sent: Option<String>,
    /// What stands afterwards, or why it was refused.
    answer: Result<Option<String>, String>,
}

impl Row {
    fn expects(&self, door: Door) -> Expect {
        self.but.iter().find(|it| it.0 == door).map_or(self.expect, |it| it.1)
    }

    fn is_met(&self, door: Door, cell: &Cell) -> bool {
        let stands = |wanted: Option<&str>| cell.answer.as_ref().is_ok_and(|it| it.as_deref() == wanted);
        match (self.expects(door), door.manner()) {
            (Expect::Stands(it), _) => stands(Some(it)),
            (Expect::AsWritten, _) => stands(cell.sent.as_deref()),
            (Expect::Nothing, _) => stands(None),
            (Expect::Left, _) | (Expect::Cannot(_), Manner::Leaves) => stands(cell.before.as_deref()),
            (Expect::Cannot(why), Manner::Refuses) => cell.answer.as_ref().is_err_and(|it| it == why),
            (Expect::Cannot(_), Manner::Takes) => stands(cell.sent.as_deref()),
        }
    }
}

/// A row with what came of it at each door, in the order of [`Door::ALL`].
type Line = (&'static Row, Vec<Option<Cell>>);

/// How many rows are played at once: they wait for the disk more than for anything.
const AT_ONCE: usize = 8;

/// Every row sent through every door.
fn play() -> Vec<Line> {
    let rows: Vec<&'static Row> = rows::ROWS.iter().chain(common::ROWS).collect();
    let (next, lines) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let cells = Door::ALL.iter().map(|door| carry(row, *door)).collect();
                    lines.lock().unwrap().push((*row, cells));
                }
            });
        }
    });
    let mut lines: Vec<Line> = lines.into_inner().unwrap();
    let place = |line: &Line| rows.iter().position(|it| std::ptr::eq(*it, line.0));
    lines.sort_by_key(place);
    lines
}

/// The table as people read it: `ok`, `NO`, or blank where a door cannot carry it;
/// below it what was expected and what came.
fn drawn(lines: &[Line]) -> (String, usize) {
    let (mut table, mut told, mut n) = (String::new(), String::new(), 0);
    let mut rule = "";
    for (row, cells) in lines {
        if row.rule != rule {
            rule = row.rule;
            let _ = write!(table, "\n{rule:<58}");
            Door::ALL.iter().for_each(|it| _ = write!(table, "{:>10}", it.name()));
            table.push('\n');
        }
        let _ = write!(table, "  {:<56}", row.case);
        for (door, cell) in Door::ALL.iter().zip(cells) {
            let mark = match cell {
                None => "",
                Some(cell) if row.is_met(*door, cell) => "ok",
                Some(cell) => {
                    n += 1;
                    let _ = writeln!(
                        told,
                        "{rule} · {} · {}: expected {:?}, came {} (before: {})",
                        row.case,
                        door.name(),
                        row.expects(*door),
                        short(&format!("{:?}", cell.answer)),
                        short(&format!("{:?}", cell.before))
                    );
                    "NO"
                }
            };
            let _ = write!(table, "{mark:>10}");
        }
        table.push('\n');
    }
    (format!("{table}\n{told}"), n)
}

fn short(text: &str) -> String {
    let head: String = text.chars().take(90).collect();
    if head.len() < text.len() { format!("{head}…") } else { head }
}

#[test]
fn a_value_meets_the_same_rule_at_every_door() {
    let lines = play();
    let asked: BTreeSet<Door> =
        lines.iter().flat_map(|it| Door::ALL.iter().zip(&it.1)).filter(|it| it.1.is_some()).map(|it| *it.0).collect();
    assert_eq!(asked.len(), Door::ALL.len(), "every door is asked: {asked:?}");
    for (row, cells) in &lines {
        assert!(cells.iter().any(Option::is_some), "{} · {} goes through no door", row.rule, row.case);
    }
    let (table, n) = drawn(&lines);
    assert_eq!(n, 0, "\n{table}\n{n} cells differ");
}
