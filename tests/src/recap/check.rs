//! Taking a recap in as an officer does, and holding what comes of it against the truth.
//!
//! First nothing is said: what is taken then must be true, and what is not taken must be
//! told. Then what was asked is answered by the truth, through the same requests that the
//! window and the terminal make, and all must be right.

use std::path::Path;

use registry::{
    Env, ImportWorkbook, Reason, Registry, Start, WorkbookColumn, WorkbookRow, WorkbookTable,
    progress::Unwatched,
    view::{DaysOrder, PartKind, ProposalKind, RowMeaning, SkippedRow, WorkbookImportView, WorkbookPart},
};

use super::{
    Recap, TrueInovasi, Value, letter,
    state::{self, Stands},
};

/// How a recap was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// All of it is right, and nobody was asked.
    Right,
    /// All of it is right once what was asked is answered.
    Asked,
    /// Something is wrong, or lost without a word.
    Wrong,
}

pub struct Checked {
    pub verdict: Verdict,
    /// What is wrong.
    pub faults: Vec<String>,
    /// What was asked or told, by its kind.
    pub asked: Vec<String>,
}

/// Something true that the registry lacks, and by what that was told.
struct Missing {
    inovasi: usize,
    /// The field; nothing for the inovasi as a whole.
    key: Option<String>,
    told: Told,
}

#[derive(Clone, Debug, PartialEq)]
enum Told {
    Cell(String),
    Column,
    Part(PartKind),
    Passed(SkippedRow),
    Proposal(ProposalKind),
    /// The row that names a body was passed over as a group, and its name not taken.
    Group,
    /// A name was taken for several.
    OneName,
    /// The whole file was refused.
    File(String),
    Nothing,
}

/// What one run gave.
struct Run {
    faults: Vec<String>,
    missing: Vec<Missing>,
}

/// Registries for one recap after the other.
pub struct Bench<'a> {
    /// Where they lie while they are needed.
    pub folder: &'a Path,
    pub env: &'a dyn Fn() -> Box<dyn Env>,
    /// Code and key of the answer of every indikator that an inovasi answers.
    pub instrument: &'a [(String, String)],
}

/// Takes a recap in that lies at `path`.
pub fn check(bench: &Bench<'_>, recap: &Recap, path: &Path) -> Checked {
    let mut req = ImportWorkbook { path: path.display().to_string(), ..ImportWorkbook::default() };
    let mut run = bench.run(recap, &req);
    let asked: Vec<String> = run.missing.iter().map(said).collect();
    let silent = run.missing.is_empty();
    let mut faults = std::mem::take(&mut run.faults);
    if !silent && faults.is_empty() {
        answer_columns(recap, &mut req);
        for _ in 0..2 {
            answer_rows(recap, &run, &mut req);
            run = bench.run(recap, &req);
            faults.extend(run.faults.iter().map(|it| format!("after answers: {it}")));
        }
        // A cell that cannot be read is mended in the file.
        let left = run.missing.iter().filter(|it| it.key.is_none() || !matches!(it.told, Told::Cell(_)));
        faults.extend(left.map(|it| format!("not taken, whatever is answered: {} {}", name(recap, it), said(it))));
    }
    let verdict = match (faults.is_empty(), silent) {
        (false, _) => Verdict::Wrong,
        (true, true) => Verdict::Right,
        (true, false) => Verdict::Asked,
    };
    Checked { verdict, faults, asked }
}

fn name(recap: &Recap, it: &Missing) -> String {
    format!("{} {}", recap.inovasi[it.inovasi].nama[0], it.key.as_deref().unwrap_or(""))
}

fn said(it: &Missing) -> String {
    let what = it.key.as_deref().map_or("inovasi", |it| it.split('/').next().unwrap_or(it));
    format!("{what}: {:?}", it.told)
}

/// What the columns mean, as the window tells it.
fn answer_columns(recap: &Recap, req: &mut ImportWorkbook) {
    let mut tables: Vec<WorkbookTable> = Vec::new();
    for sheet in &recap.sheets {
        for it in &sheet.tables {
            let days = |at: usize| it.month_first.contains(&at).then_some(DaysOrder::MonthFirst);
            let column =
                |(at, key): &(usize, String)| WorkbookColumn { at: *at as u32, key: key.clone(), days: days(*at) };
            let columns = it.columns.iter().map(column).collect();
            tables.push(WorkbookTable { sheet: sheet.name.clone(), header_row: it.header_row, columns });
        }
    }
    let mut tables = tables.into_iter();
    let Some(first) = tables.next() else { return };
    (req.sheet, req.header_row, req.columns) = (Some(first.sheet), first.header_row, first.columns);
    req.also = tables.collect();
}

/// What rows are, and which proposals are right.
fn answer_rows(recap: &Recap, run: &Run, req: &mut ImportWorkbook) {
    for it in &run.missing {
        let of = &recap.inovasi[it.inovasi];
        match it.told {
            Told::Proposal(kind) if !req.take.contains(&kind) => req.take.push(kind),
            Told::Passed(_) | Told::OneName => {
                req.rows.push(WorkbookRow { sheet: of.sheet.clone(), row: of.rows[0], meaning: RowMeaning::Inovasi })
            }
            Told::Group => {
                let group = group_above(recap, of);
                req.rows.extend(group.map(|row| WorkbookRow {
                    sheet: of.sheet.clone(),
                    row,
                    meaning: RowMeaning::Group,
                }));
            }
            _ => {}
        }
    }
}

fn group_above(recap: &Recap, of: &TrueInovasi) -> Option<u32> {
    let sheet = recap.sheets.iter().find(|it| it.name == of.sheet)?;
    sheet.tables.iter().flat_map(|it| &it.groups).copied().filter(|it| *it < of.rows[0]).max()
}

impl Bench<'_> {
    fn run(&self, recap: &Recap, req: &ImportWorkbook) -> Run {
        let folder = tempfile::tempdir_in(self.folder).unwrap();
        let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Petugas".into() };
        let registry = Registry::start(&folder.path().join("registri"), &start, (self.env)()).unwrap();
        for body in &recap.bodies {
            registry.register_perangkat_daerah(body, None, None).unwrap();
        }
        // What is asked for without a word is looked at beforehand.
        let dry = req.columns.is_empty().then(|| registry.import_workbook(req, true, &mut Unwatched));
        let done = registry.import_workbook(req, false, &mut Unwatched);
        let view = match done {
            Ok(done) => {
                let counts = |it: &WorkbookImportView| (it.n_new, it.n_changed, it.n_unchanged, it.n_refused);
                if let Some(dry) = dry {
                    assert_eq!(counts(&dry.unwrap().view), counts(&done.view), "a dry run says something else");
                }
                done.view
            }
            Err(why) => {
                let told = Told::File(format!("{:?}", why.reason));
                let all = 0..recap.inovasi.len();
                let missing = all.map(|inovasi| Missing { inovasi, key: None, told: told.clone() }).collect();
                return Run { faults: Vec::new(), missing };
            }
        };
        let mut run = Run { faults: receipt(recap, &view), missing: Vec::new() };
        compare(recap, &view, &state::all(&registry, self.instrument), &mut run);
        run
    }
}

/// What the receipt counts wrongly: it holds every filled row of the file once.
fn receipt(recap: &Recap, view: &WorkbookImportView) -> Vec<String> {
    let mut faults = Vec::new();
    for it in &view.parts {
        let skipped: u32 = it.skipped.iter().map(|it| it.n).sum();
        if it.n_row != it.n_taken + it.n_refused + skipped {
            faults
                .push(format!("{} rows of {}, but {} + {} + {skipped}", it.n_row, it.sheet, it.n_taken, it.n_refused));
        }
    }
    for sheet in &recap.sheets {
        let filled = sheet.lines.iter().filter(|it| it.iter().any(|it| *it != Value::Blank)).count() as u32;
        let counted: u32 = view.parts.iter().filter(|it| it.sheet == sheet.name).map(|it| it.n_row).sum();
        if filled != counted {
            faults.push(format!("{filled} filled rows on {}, {counted} counted", sheet.name));
        }
    }
    faults
}

/// The inovasi of the recap that each of the registry is.
fn matched(recap: &Recap, stands: &[Stands], faults: &mut Vec<String>) -> Vec<Option<usize>> {
    let mut of: Vec<Option<usize>> = vec![None; recap.inovasi.len()];
    for (n, it) in stands.iter().enumerate() {
        let same = |one: &TrueInovasi| one.nama.iter().any(|nama| state::folded(nama) == state::folded(&it.nama));
        let body = |one: &TrueInovasi| {
            let found = one.values.get("perangkat_daerah").zip(it.values.get("perangkat_daerah"));
            found.is_some_and(|it| state::is_true("perangkat_daerah", it.1, it.0))
        };
        let free = |at: &usize| of[*at].is_none() && same(&recap.inovasi[*at]);
        let found: Vec<usize> = (0..of.len()).filter(free).collect();
        match found.iter().find(|at| body(&recap.inovasi[**at])).or(found.first()) {
            Some(at) => of[*at] = Some(n),
            None => faults.push(format!("registered, though it is no inovasi: {:?} {:?}", it.nama, it.values)),
        }
    }
    of
}

fn compare(recap: &Recap, view: &WorkbookImportView, stands: &[Stands], run: &mut Run) {
    let of = matched(recap, stands, &mut run.faults);
    for (inovasi, truth) in recap.inovasi.iter().enumerate() {
        let Some(found) = of[inovasi].and_then(|it| stands.get(it)) else {
            match told_of_row(recap, view, truth) {
                Told::Nothing => {
                    run.faults.push(format!("lost without a word: {:?} of row {:?}", truth.nama, truth.rows))
                }
                Told::Passed(SkippedRow::Joined) => run.faults.push(format!("joined to another: {:?}", truth.nama)),
                told => run.missing.push(Missing { inovasi, key: None, told }),
            }
            continue;
        };
        for (key, value) in &found.values {
            let known = truth.values.get(key);
            if known.is_some_and(|it| state::is_true(key, value, it)) {
                continue;
            }
            let kept = view.kept.iter().any(|it| it.sheet == truth.sheet && truth.rows.contains(&it.row));
            if !(kept && key == "koordinat") {
                let wanted = known.map(|it| it.accepted.join(" | "));
                run.faults
                    .push(format!("{:?} of row {:?}: {key} is {value:?}, not {wanted:?}", found.nama, truth.rows));
            }
        }
        for (key, value) in truth.values.iter().filter(|it| it.1.wanted && !found.values.contains_key(it.0)) {
            match told_of_cell(view, truth, key, value.column) {
                Told::Nothing => {
                    let all = value.accepted.join(" | ");
                    run.faults
                        .push(format!("{:?} of row {:?}: {key} {all:?} lost without a word", found.nama, truth.rows));
                }
                told => run.missing.push(Missing { inovasi, key: Some(key.clone()), told }),
            }
        }
    }
}

/// The part of the file that a row stands in.
fn part_of<'a>(view: &'a WorkbookImportView, of: &TrueInovasi) -> Option<&'a WorkbookPart> {
    let row = of.rows[0];
    view.parts.iter().find(|it| it.sheet == of.sheet && (it.first_row..=it.last_row).contains(&row))
}

/// Whether a list of runs, `3, 5–7`, holds a row.
fn holds(runs: &str, row: u32) -> bool {
    runs.split(", ").any(|it| {
        let (from, to) = it.split_once('–').unwrap_or((it, it));
        from.parse().is_ok_and(|from: u32| from <= row) && to.parse().is_ok_and(|to: u32| row <= to)
    })
}

fn told_of_row(recap: &Recap, view: &WorkbookImportView, of: &TrueInovasi) -> Told {
    let refused = view.refused.iter().filter(|it| it.sheet == of.sheet && of.rows.contains(&it.row));
    let refused: Vec<Reason> = refused.map(|it| it.reason).collect();
    if refused.contains(&Reason::NamesInCell) {
        let same = recap.inovasi.iter().filter(|it| it.sheet == of.sheet && it.rows == of.rows).count();
        return if same > 1 { Told::Proposal(ProposalKind::SeveralNames) } else { Told::OneName };
    }
    if let Some(it) = refused.first() {
        return Told::Cell(format!("{it:?}"));
    }
    let Some(part) = part_of(view, of) else { return Told::Nothing };
    if part.kind != PartKind::Table {
        return Told::Part(part.kind);
    }
    let passed = part.skipped.iter().find(|it| holds(&it.rows, of.rows[0]));
    passed.map_or(Told::Nothing, |it| Told::Passed(it.kind))
}

fn told_of_cell(view: &WorkbookImportView, of: &TrueInovasi, key: &str, column: Option<usize>) -> Told {
    let letters: Vec<String> = column.into_iter().map(letter).collect();
    let of_rows = |it: &&registry::view::WorkbookRefusal| it.sheet == of.sheet && of.rows.contains(&it.row);
    let refused = view.refused.iter().filter(of_rows).find(|it| it.column.is_empty() || letters.contains(&it.column));
    if let Some(it) = refused {
        return Told::Cell(format!("{:?}", it.reason));
    }
    let bodies = [
        ProposalKind::BodyOfGroup,
        ProposalKind::BodyOfOtherGroup,
        ProposalKind::BodyOfSheet,
        ProposalKind::BodyOfBlock,
    ];
    let proposed = view.proposals.iter().find(|it| bodies.contains(&it.kind) && !it.taken);
    if let Some(it) = proposed.filter(|_| key == "perangkat_daerah") {
        return Told::Proposal(it.kind);
    }
    let Some(part) = part_of(view, of) else { return Told::Nothing };
    let is_left = |it: &registry::view::WorkbookColumnLeft| {
        // Of both parts of a point either may be the one that is not understood.
        letters.contains(&it.letter)
            || (key == "koordinat" && it.target.as_deref().is_some_and(|it| it.starts_with("koordinat/")))
            || (key == "koordinat" && column.is_some_and(|at| it.letter == letter(at + 1)))
    };
    if part.left.iter().any(is_left) {
        return Told::Column;
    }
    let group = column.is_none() && part.skipped.iter().any(|it| it.kind == SkippedRow::Group);
    if group { Told::Group } else { Told::Nothing }
}
