//! How a table is laid out: its header, the rows of each inovasi, the groups it stands
//! in, and what comes between.

use super::{
    Dice, Merge, RecapSheet, TrueInovasi, TrueTable, Value,
    columns::{Column, Holds},
    foot,
};

/// A sheet while it is filled.
pub struct SheetMaker {
    pub sheet: RecapSheet,
    merges: bool,
}

impl SheetMaker {
    pub fn new(name: &str, merges: bool) -> Self {
        Self { sheet: RecapSheet { name: name.to_owned(), ..RecapSheet::default() }, merges }
    }

    /// A new row, from 0.
    pub fn next(&mut self) -> usize {
        self.sheet.lines.push(Vec::new());
        self.sheet.lines.len() - 1
    }

    /// A blank row.
    pub fn skip(&mut self) {
        self.next();
    }

    pub fn put(&mut self, row: usize, column: usize, value: Value) {
        let line = &mut self.sheet.lines[row];
        if line.len() <= column {
            line.resize(column + 1, Value::Blank);
        }
        line[column] = value;
    }

    /// Whether something stands in a cell.
    pub fn holds(&self, row: usize, column: usize) -> bool {
        self.sheet.lines.get(row).and_then(|it| it.get(column)).is_some_and(|it| *it != Value::Blank)
    }

    pub fn merge(&mut self, rows: (usize, usize), columns: (usize, usize)) {
        if self.merges && (rows.0 < rows.1 || columns.0 < columns.1) {
            self.sheet.merges.push(Merge { rows, columns });
        }
    }
}

/// Where the body of a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyPlace {
    Column,
    /// In the first row of its block alone.
    FirstRow,
    MergedDown,
    /// A row of its own: merged over the table, in the column of names, or in the first.
    Merged,
    InNames,
    InFirst,
    /// The name of the sheet.
    Sheet,
    Nowhere,
}

/// How several rows of one inovasi are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    One,
    Repeated,
    MergedDown,
    BlankBelow,
}

#[derive(Clone, Debug)]
pub struct TablePlan {
    pub columns: Vec<Column>,
    /// Column of the sheet that the table begins in.
    pub left: usize,
    pub depth: usize,
    /// How the columns are numbered below the header, if they are.
    pub numbering: Option<usize>,
    pub units: bool,
    pub instruction: bool,
    pub example: bool,
    pub body: BodyPlace,
    /// How groups are numbered: not, `A.`, `I`, `1.`
    pub group_number: usize,
    pub group_total: bool,
    pub restarts: bool,
    pub counter: usize,
    pub rows: Rows,
    pub again: Option<usize>,
    pub gaps: usize,
    pub total: bool,
    /// Of a hundred cells that may be blank.
    pub blanks: usize,
    /// The inovasi that shares a cell with the next, and how the two are listed.
    pub shared: Option<(usize, usize)>,
}

/// A body with its inovasi: name and what it stands for.
pub struct Group {
    pub body: String,
    pub inovasi: Vec<(String, String)>,
    /// The body says that it has none.
    pub nihil: bool,
}

/// A table that is laid out on a sheet.
pub struct Table<'a> {
    pub dice: &'a mut Dice,
    pub sheet: &'a mut SheetMaker,
    pub plan: &'a TablePlan,
    pub instrument: &'a [(String, String)],
}

impl Table<'_> {
    /// Lays all of it out; returns what is true of it.
    pub fn lay(mut self, groups: &[Group]) -> Vec<TrueInovasi> {
        self.header();
        let header_row = self.sheet.sheet.lines.len() as u32;
        let key = |it: &Column| it.key(self.instrument);
        let short = self.plan.columns.iter().any(|it| it.holds == Holds::Singkatan);
        let meant =
            |it: &Column| if short && it.holds == Holds::Nama { Some("kepanjangan".to_owned()) } else { key(it) };
        let place = |it: (usize, &Column)| Some((self.plan.left + it.0, meant(it.1)?));
        let columns = self.plan.columns.iter().enumerate().filter_map(place).collect();
        let month_first = self.plan.columns.iter().enumerate().filter(|it| it.1.is_month_first());
        let month_first = month_first.map(|it| self.plan.left + it.0).collect();
        let mut table = TrueTable { header_row, columns, month_first, groups: Vec::new() };
        self.below_header();
        let mut found = Vec::new();
        let (mut n, mut n_group) = (0, 0);
        for group in groups {
            let mut of_group = 0;
            let first = self.sheet.sheet.lines.len();
            if self.is_grouped() {
                self.group_row(n_group, &group.body);
                table.groups.push(self.sheet.sheet.lines.len() as u32);
            }
            n_group += 1;
            if group.nihil {
                self.nihil(n + 1, &group.body);
                continue;
            }
            let mut rest = group.inovasi.iter();
            while let Some(inovasi) = rest.next() {
                if self.plan.again.is_some_and(|it| n > 0 && n % it == 0) {
                    self.header();
                }
                if n > 0 && self.dice.happens(self.plan.gaps) {
                    self.sheet.skip();
                }
                let number = if self.plan.restarts { of_group + 1 } else { n + 1 };
                let shared = self.plan.shared.filter(|it| it.0 == n).and_then(|it| Some((it.1, rest.next()?)));
                let nama = match shared {
                    Some((0, other)) => format!("1. {}\n2. {}", inovasi.0, other.0),
                    Some((1, other)) => format!("- {}\n- {}", inovasi.0, other.0),
                    Some((_, other)) => format!("1. {} 2. {}", inovasi.0, other.0),
                    None => inovasi.0.clone(),
                };
                let one = self.entry(&(nama, inovasi.1.clone()), &group.body, (n, number, n_group), of_group == 0);
                for it in std::iter::once(inovasi).chain(shared.map(|it| it.1)) {
                    found.push(TrueInovasi { nama: vec![it.0.clone()], ..one.clone() });
                }
                n += 1;
                of_group += 1;
            }
            if self.plan.body == BodyPlace::MergedDown && self.plan.again.is_none() {
                let last = self.sheet.sheet.lines.len() - 1;
                if let Some(at) = self.column(Holds::Body) {
                    // A row may be left blank above the block, and would hide its body.
                    let first = (first..last).find(|it| self.sheet.holds(*it, at)).unwrap_or(last);
                    self.sheet.merge((first, last), (at, at));
                }
            }
            if self.plan.group_total {
                self.sum(of_group, Some(&group.body));
            }
        }
        if self.plan.total {
            self.sum(n, None);
        }
        self.sheet.sheet.tables.push(table);
        found
    }

    pub(super) fn is_grouped(&self) -> bool {
        matches!(self.plan.body, BodyPlace::Merged | BodyPlace::InNames | BodyPlace::InFirst)
    }

    /// The column of the sheet that holds something.
    pub(super) fn column(&self, holds: Holds) -> Option<usize> {
        self.plan.columns.iter().position(|it| it.holds == holds).map(|it| self.plan.left + it)
    }

    fn header(&mut self) {
        let depth = self.plan.depth;
        let first = self.sheet.sheet.lines.len();
        (0..depth).for_each(|_| self.sheet.skip());
        let last = first + depth - 1;
        let n = self.plan.columns.len();
        // The uppermost of three rows parts the table in two.
        if depth == 3 {
            let half = self.plan.left + n.div_ceil(2);
            let from = self.plan.left + usize::from(self.plan.columns[0].holds == Holds::Counter);
            for (text, from, to) in [("IDENTITAS", from, half), ("PROFIL", half, self.plan.left + n)] {
                if from < to {
                    self.sheet.put(first, from, Value::text(text));
                    self.sheet.merge((first, first), (from, to - 1));
                }
            }
        }
        let mut at = 0;
        while at < n {
            let column = &self.plan.columns[at];
            let place = self.plan.left + at;
            let run = match &column.two {
                Some(two) if depth > 1 => {
                    let same = |it: &&Column| it.two.as_ref().is_some_and(|it| it.0 == two.0);
                    self.plan.columns[at..].iter().take_while(same).count()
                }
                _ => 0,
            };
            // An upper heading over a single column is no group.
            if run < 2 {
                let top = if depth == 3 && column.holds != Holds::Counter { first + 1 } else { first };
                self.sheet.put(top, place, Value::text(column.heading.clone()));
                self.sheet.merge((top, last), (place, place));
                at += 1;
                continue;
            }
            let upper = column.two.as_ref().map(|it| it.0.clone()).unwrap_or_default();
            self.sheet.put(last - 1, place, Value::Text(upper));
            self.sheet.merge((last - 1, last - 1), (place, place + run - 1));
            for below in 0..run {
                let lower = self.plan.columns[at + below].two.as_ref().map(|it| it.1.clone()).unwrap_or_default();
                self.sheet.put(last, place + below, Value::Text(lower));
            }
            at += run;
        }
    }

    fn below_header(&mut self) {
        let n = self.plan.columns.len();
        if let Some(style) = self.plan.numbering {
            let row = self.sheet.next();
            for at in 0..n {
                let text = match style {
                    0 => Value::Number((at + 1).to_string()),
                    1 => Value::Text(format!("({})", at + 1)),
                    2 => Value::Text(char::from(b'a' + (at % 26) as u8).to_string()),
                    _ => Value::Text((at + 1).to_string()),
                };
                self.sheet.put(row, self.plan.left + at, text);
            }
        }
        if self.plan.units {
            let row = self.sheet.next();
            for (at, column) in self.plan.columns.iter().enumerate() {
                let unit = match column.holds {
                    Holds::Days(..) => "(hh/bb/tttt)",
                    Holds::BudgetSum | Holds::Other(_) => "(Rp)",
                    Holds::Option(..) => "(pilih)",
                    _ => continue,
                };
                self.sheet.put(row, self.plan.left + at, Value::text(unit));
            }
        }
        if self.plan.instruction {
            let row = self.sheet.next();
            for (at, column) in self.plan.columns.iter().enumerate() {
                let said = match column.holds {
                    Holds::Nama => "Diisi nama inovasi",
                    Holds::Body => "Diisi nama OPD pengusul",
                    Holds::Days(..) => "Format: hh/bb/tttt",
                    Holds::Option(..) => "Pilih salah satu",
                    Holds::Words(_) => "Uraikan secara singkat",
                    _ => continue,
                };
                self.sheet.put(row, self.plan.left + at, Value::text(said));
            }
        }
        if self.plan.example {
            let row = self.sheet.next();
            for (at, column) in self.plan.columns.iter().enumerate() {
                let said = match column.holds {
                    Holds::Counter => "Contoh",
                    Holds::Nama | Holds::Singkatan => "(contoh) SI MANIS",
                    Holds::Body => "Dinas Contoh",
                    Holds::Option("jenis", _) => "Digital",
                    Holds::Option("urusan_utama", _) => "Kesehatan",
                    _ => continue,
                };
                self.sheet.put(row, self.plan.left + at, Value::text(said));
            }
        }
    }

    fn group_row(&mut self, n: usize, body: &str) {
        let row = self.sheet.next();
        let name = self.column(Holds::Nama).unwrap_or(0);
        let letter = char::from(b'A' + (n % 26) as u8);
        let roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][n % 8];
        let number = [String::new(), format!("{letter}."), roman.to_owned(), format!("{}.", n + 1)]
            [self.plan.group_number]
            .clone();
        let counter = self.column(Holds::Counter).filter(|it| *it < name && !number.is_empty());
        let body = if self.dice.happens(40) { body.to_uppercase() } else { body.to_owned() };
        match (self.plan.body, counter) {
            (BodyPlace::InNames, Some(counter)) => {
                self.sheet.put(row, counter, Value::text(number));
                self.sheet.put(row, name, Value::Text(body));
            }
            (BodyPlace::InNames, None) => self.sheet.put(row, name, Value::Text(body)),
            (place, _) => {
                let text = if number.is_empty() { body } else { format!("{number} {body}") };
                self.sheet.put(row, self.plan.left, Value::Text(text));
                if place == BodyPlace::Merged {
                    self.sheet.merge((row, row), (self.plan.left, self.plan.left + self.plan.columns.len() - 1));
                }
            }
        }
    }

    fn nihil(&mut self, n: usize, body: &str) {
        let row = self.sheet.next();
        let none = self.dice.pick(&["NIHIL", "-", "Belum ada", "Tidak ada inovasi", "nihil"]);
        for (holds, value) in [
            (Holds::Counter, Value::Number(n.to_string())),
            (Holds::Body, Value::text(body)),
            (Holds::Nama, Value::text(none)),
        ] {
            if let Some(at) = self.column(holds) {
                self.sheet.put(row, at, value);
            }
        }
    }

    fn sum(&mut self, n: usize, of: Option<&str>) {
        let name = self.column(Holds::Nama).unwrap_or(0);
        let label_at = if self.dice.happens(50) { name } else { self.plan.left };
        let adds = |it: &Column| matches!(it.holds, Holds::BudgetSum | Holds::Other(_) | Holds::Body | Holds::Weight);
        let sums = self.plan.columns.iter().enumerate().filter(|it| adds(it.1)).map(|it| self.plan.left + it.0);
        let mut sums: Vec<usize> = sums.collect();
        sums.truncate(2);
        foot::total(self.dice, self.sheet, label_at, &sums, n, of);
    }
}
