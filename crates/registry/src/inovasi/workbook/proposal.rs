//! What a recap seems to mean beyond its cells: the perangkat daerah that a row of
//! its own, the name of the sheet or the first row of a block gives to the rows
//! below, and several names in one cell. It is proposed and told, and taken by
//! itself only where the evidence is clear.

use domain::inovasi::{perangkat_daerah::PerangkatDaerahList, profile::Field};
use exchange::inovasi::workbook::{bare_body, tells_body};

use super::{
    given::{GivenRow, GivenTable},
    identity::BookNames,
    plan::Answers,
};
use crate::{
    core::error::Reason,
    view::{ProposalKind, WorkbookProposal, WorkbookProposed},
};

/// Most examples of a proposal that are told.
const LISTED: usize = 200;
/// Names of sheets that name nothing.
const PLAIN: [&str; 10] =
    ["sheet", "lembar", "lembar kerja", "data", "rekap", "rekapitulasi", "inovasi", "tabel", "daftar", "worksheet"];

/// One proposal while it is gathered.
struct Gathered {
    view: WorkbookProposal,
}

impl Gathered {
    fn new(kind: ProposalKind, taken: bool) -> Self {
        Self { view: WorkbookProposal { kind, taken, n_row: 0, list: Vec::new() } }
    }

    /// One more row; rows that the same place gives the same to are told once.
    fn add(&mut self, sheet: &str, row: u32, text: &str) {
        self.view.n_row += 1;
        if let Some(last) = self.view.list.last_mut().filter(|it| it.sheet == sheet && it.text == text) {
            last.n_row += 1;
        } else if self.view.list.len() < LISTED {
            let (sheet, text) = (sheet.to_owned(), text.chars().take(500).collect());
            self.view.list.push(WorkbookProposed { sheet, row, text, n_row: 1 });
        }
    }
}

/// Finds what can be proposed, and takes what is to be taken.
pub(super) fn propose(
    tables: &mut [GivenTable],
    answers: &Answers<'_>,
    list: &PerangkatDaerahList,
    names: &BookNames,
) -> Vec<WorkbookProposal> {
    let wanted =
        |kind: ProposalKind, clear: bool| answers.take.contains(&kind) || (clear && !answers.leave.contains(&kind));
    let is_recap = |it: &&mut GivenTable| !it.own;
    let mut below = Gathered::new(ProposalKind::RowsBelow, wanted(ProposalKind::RowsBelow, false));
    tables.iter_mut().filter(is_recap).for_each(|it| rows_below(it, &mut below));
    let n_bodiless = answers.n_unread + tables.iter().filter(|it| !it.own && !has_bodies(it)).count();
    let mut group = Gathered::new(ProposalKind::BodyOfGroup, wanted(ProposalKind::BodyOfGroup, true));
    let mut other = Gathered::new(ProposalKind::BodyOfOtherGroup, wanted(ProposalKind::BodyOfOtherGroup, false));
    let mut block = Gathered::new(ProposalKind::BodyOfBlock, wanted(ProposalKind::BodyOfBlock, false));
    let sheets: Vec<String> = tables.iter().filter_map(|it| of_sheet(it, n_bodiless > 1)).collect();
    let known = !sheets.is_empty() && sheets.iter().all(|it| list.find(it).is_some());
    let mut sheet = Gathered::new(ProposalKind::BodyOfSheet, wanted(ProposalKind::BodyOfSheet, known));
    let mut several = Gathered::new(ProposalKind::SeveralNames, wanted(ProposalKind::SeveralNames, false));
    for table in tables.iter_mut().filter(is_recap) {
        bodies_of_groups(table, list, (&mut group, &mut other));
        bodies_of_blocks(table, &mut block);
        bodies_of_sheet(table, n_bodiless > 1, &mut sheet);
        // A name of ours may hold any sign.
        if !table.ours {
            names_of_cells(table, names, &mut several);
        }
    }
    [group, other, sheet, block, several, below].into_iter().map(|it| it.view).filter(|it| it.n_row > 0).collect()
}

/// What stands below the last row that is sure, and may be inovasi that nobody has
/// numbered yet.
fn rows_below(table: &mut GivenTable, into: &mut Gathered) {
    for row in &table.below {
        into.add(&table.sheet, row.number, table.text(row, Field::Nama.name()).unwrap_or_default());
    }
    if into.view.taken {
        table.take_below();
    }
}

fn has_bodies(table: &GivenTable) -> bool {
    table.rows.iter().any(|it| table.says(it, Field::PerangkatDaerah.name()))
}

fn bodies_of_groups(table: &mut GivenTable, list: &PerangkatDaerahList, into: (&mut Gathered, &mut Gathered)) {
    let (known, other) = into;
    for at in 0..table.rows.len() {
        let Some(row) = table.rows.get(at) else { continue };
        let blank = row.continues.is_none() && !table.says(row, Field::PerangkatDaerah.name());
        let Some(group) = row.group.as_ref().filter(|it| blank && !it.text.is_empty()).cloned() else { continue };
        let is_known = group.is_body || list.find(&group.text).is_some();
        let into = if is_known { &mut *known } else { &mut *other };
        into.add(&table.sheet, group.number, &group.text);
        if into.view.taken {
            table.give(at, Field::PerangkatDaerah, &group.text);
        }
    }
}

/// A blank below a filled cell; where rows stand in a group, that says more, and no block
/// goes on below the name of another group.
fn bodies_of_blocks(table: &mut GivenTable, into: &mut Gathered) {
    let mut above: Option<(u32, String)> = None;
    let mut group = None;
    for at in 0..table.rows.len() {
        let Some(row) = table.rows.get(at) else { continue };
        let of = row.group.as_ref().map(|it| it.number);
        if of != group {
            (above, group) = (None, of);
        }
        if let Some(text) = table.text(row, Field::PerangkatDaerah.name()) {
            above = Some((row.number, text.to_owned()));
            continue;
        }
        // A body that nobody knows ends the block above it.
        if table.says(row, Field::PerangkatDaerah.name()) {
            above = None;
            continue;
        }
        if row.continues.is_some() || row.group.as_ref().is_some_and(|it| it.is_body) {
            continue;
        }
        let Some((number, text)) = &above else { continue };
        into.add(&table.sheet, *number, text);
        if into.view.taken {
            let text = text.clone();
            table.give(at, Field::PerangkatDaerah, &text);
        }
    }
}

fn bodies_of_sheet(table: &mut GivenTable, several: bool, into: &mut Gathered) {
    let Some(text) = of_sheet(table, several) else { return };
    for at in 0..table.rows.len() {
        let Some(row) = table.rows.get(at).filter(|it| it.continues.is_none()) else { continue };
        into.add(&table.sheet, row.number, &text);
        if into.view.taken {
            table.give(at, Field::PerangkatDaerah, &text);
        }
    }
}

/// The body that stands above a table, or that the name of its sheet gives: it begins as
/// one does, or several sheets are told apart by nothing else.
fn of_sheet(table: &GivenTable, several: bool) -> Option<String> {
    if let Some(titled) = table.titled.as_ref().filter(|_| !has_bodies(table)) {
        return Some(bare_body(titled).to_owned());
    }
    let name = bare_body(&table.sheet);
    let plain = name.to_lowercase();
    let plain = plain.trim_end_matches(|it: char| it.is_ascii_digit() || " ()_-".contains(it));
    let names_none = plain.is_empty() || PLAIN.contains(&plain);
    let grouped = table.rows.iter().any(|it| it.group.as_ref().is_some_and(|it| it.is_body));
    let told = tells_body(name) || several;
    (!table.own && !has_bodies(table) && !grouped && !names_none && told).then(|| name.to_owned())
}

fn names_of_cells(table: &mut GivenTable, names: &BookNames, into: &mut Gathered) {
    let Some(column) = table.column(Field::Nama.name()) else { return };
    let found = |row: &GivenRow| {
        let cell = row.cells.iter().find(|it| it.column == column && !row.said)?;
        Some(several(&cell.text)).filter(|it| it.len() > 1 && names.find(cell.text.trim()).is_err())
    };
    if !table.rows.iter().any(|it| found(it).is_some()) {
        return;
    }
    let mut rows = Vec::with_capacity(table.rows.len());
    for mut row in std::mem::take(&mut table.rows) {
        let Some(parts) = found(&row) else {
            rows.push(row);
            continue;
        };
        into.add(&table.sheet, row.number, &parts.join("; "));
        if !into.view.taken {
            row.refused = Some(Reason::NamesInCell);
            rows.push(row);
            continue;
        }
        for nama in parts {
            let mut one = row.clone();
            one.cells.iter_mut().filter(|it| it.column == column).for_each(|it| it.text.clone_from(&nama));
            rows.push(one);
        }
    }
    table.rows = rows;
}

/// The names that a cell holds, where it plainly holds several: each with a number or
/// a bullet before it, or parted by semicolons.
fn several(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let listed: Vec<Option<&str>> = lines.iter().map(|it| without_number(it)).collect();
    let clean = |it: &str| it.trim().trim_end_matches([';', ',', '.']).trim().to_owned();
    if lines.len() > 1 && listed.iter().all(Option::is_some) {
        return listed.into_iter().flatten().map(clean).collect();
    }
    if let [one] = lines.as_slice() {
        let counted = in_one_line(one);
        if counted.len() > 1 {
            return counted.iter().map(|it| clean(it)).collect();
        }
    }
    let parted: Vec<String> = text.split(';').map(clean).filter(|it| !it.is_empty()).collect();
    let are_names = parted.iter().all(|it| it.chars().filter(|it| it.is_alphabetic()).count() >= 3);
    if are_names { parted } else { Vec::new() }
}

/// `1. A 2. B 3. C`, `a) A b) B`, `(1) A (2) B`, `1.A 2.B`.
fn in_one_line(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let counts: fn(u8) -> String = match text.trim_start_matches('(').chars().next() {
        Some('1') => |n| n.to_string(),
        Some('a') => |n| char::from(b'a' + n - 1).to_string(),
        _ => return found,
    };
    let marks = |n: u8| ["{}.", "{})", "({})"].map(|it| it.replace("{}", &counts(n)));
    let Some(mut rest) = marks(1).iter().find_map(|it| text.strip_prefix(it.as_str())) else { return found };
    for n in 2..=26 {
        let marks = marks(n).map(|it| format!(" {it}"));
        let next = marks.iter().filter_map(|it| rest.find(it.as_str()).map(|at| (at, it.len()))).min();
        let Some((at, len)) = next else { break };
        let (one, after) = rest.split_at(at);
        found.push(one);
        rest = after.get(len..).unwrap_or_default();
    }
    found.push(rest);
    found
}

/// A line of a list without what counts it.
fn without_number(line: &str) -> Option<&str> {
    let bullet = line.strip_prefix(['-', '•', '*', '–']);
    let counted = || {
        let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
        let letter = || line.get(1..).filter(|_| line.starts_with(|it: char| it.is_ascii_alphabetic()));
        let rest = if rest.len() < line.len() { Some(rest) } else { letter() };
        rest.and_then(|it| it.strip_prefix(['.', ')']))
    };
    bullet.or_else(counted).map(str::trim).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::several;

    #[test]
    fn several_names_are_told_from_one() {
        for (text, expected) in [
            ("1. KLINIK DESA\n2. POSYANDU SENJA\n3. SURAT KILAT", vec!["KLINIK DESA", "POSYANDU SENJA", "SURAT KILAT"]),
            ("- Satu;\n- Dua", vec!["Satu", "Dua"]),
            ("a) Satu\nb) Dua", vec!["Satu", "Dua"]),
            ("SI PENA LANSIA; LAPAK IBU", vec!["SI PENA LANSIA", "LAPAK IBU"]),
            ("1. Satu 2. Dua 3) Tiga", vec!["Satu", "Dua", "Tiga"]),
            ("a) Satu b) Dua", vec!["Satu", "Dua"]),
            ("(1) Satu (2) Dua", vec!["Satu", "Dua"]),
            ("1.Satu 2.Dua", vec!["Satu", "Dua"]),
            ("a.b Mandiri", vec![]),
            // One name, wrapped, with a number in it, or with a sign.
            ("KLINIK\nDESA", vec![]),
            ("Jumat Sehat 1", vec![]),
            ("1. Satu", vec![]),
            ("Tata Ruang; 2", vec![]),
            ("A.B.C Mandiri", vec![]),
            ("Kado, Mbak Ita & Dua", vec![]),
        ] {
            let found = several(text);
            assert_eq!(if found.len() > 1 { found } else { Vec::new() }, expected, "{text}");
        }
    }
}
