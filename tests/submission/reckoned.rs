//! The recap inside a bundle: its formulas, reckoned here from what the sheets hold and not
//! from what was written beside them, come to the index that the app shows.

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::Read,
    path::Path,
};

use registry::{ExportBundle, progress::Unwatched};
use zip::ZipArchive;

use super::{bundle, fixed, wanted, whole};
use crate::kit::Laptop;

/// What a cell or a formula comes to.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Blank,
    Number(f64),
    Text(String),
    Many(Vec<Value>),
}

use Value::{Blank, Many, Number, Text};

impl Value {
    fn number(&self) -> f64 {
        match self {
            Number(it) => *it,
            _ => 0.0,
        }
    }

    /// As a program lays out a list, or one value.
    fn each(self) -> Vec<Value> {
        match self {
            Many(it) => it,
            one => vec![one],
        }
    }
}

#[derive(Clone, Debug)]
enum Cell {
    Value(Value),
    Formula(String),
}

/// The sheets of a workbook by name, each cell by its letter and row.
struct Book(HashMap<String, HashMap<(char, u32), Cell>>);

impl Book {
    fn open(path: &Path) -> Self {
        let mut zip = ZipArchive::new(File::open(path).unwrap()).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            text
        };
        let shared: Vec<String> = part("xl/sharedStrings.xml")
            .split("<si>")
            .skip(1)
            .map(|it| plain(between(it, ">", "</t>").unwrap_or_default()))
            .collect();
        let names: Vec<String> = part("xl/workbook.xml")
            .split("<sheet ")
            .skip(1)
            .map(|it| plain(between(it, "name=\"", "\"").unwrap()))
            .collect();
        let sheets = names.into_iter().zip(1..).map(|(name, n)| {
            let text = part(&format!("xl/worksheets/sheet{n}.xml"));
            (name, text.split("<c r=\"").skip(1).filter_map(|it| cell(it, &shared)).collect())
        });
        Self(sheets.collect())
    }

    fn at(&self, sheet: &str, letter: char, row: u32) -> Value {
        match self.0.get(sheet).unwrap_or_else(|| panic!("no sheet {sheet}")).get(&(letter, row)) {
            None => Blank,
            Some(Cell::Value(it)) => it.clone(),
            Some(Cell::Formula(it)) => {
                let mut reading = Reading { book: self, sheet, rest: it };
                let value = reading.compared();
                assert_eq!(reading.rest, "", "{it}");
                value
            }
        }
    }

    /// The row of the summary that is called so.
    fn summary(&self, label: &str) -> [Value; 3] {
        let found = (1..40).find(|row| self.at("Ringkasan", 'A', *row) == Text(label.into()));
        ['B', 'C', 'D'].map(|letter| self.at("Ringkasan", letter, found.unwrap()))
    }
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|it| it.0)
}

fn plain(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.into(), |it: String, (a, b)| it.replace(a, b))
}

/// A cell from behind the quote of its address.
fn cell(text: &str, shared: &[String]) -> Option<((char, u32), Cell)> {
    let (address, rest) = text.split_once('"')?;
    let (head, inside) = rest.split_once('>')?;
    let place = (address.chars().next()?, address[1..].parse().ok()?);
    let inside = if head.ends_with('/') { "" } else { inside.split_once("</c>")?.0 };
    if let Some(formula) = between(inside, "<f>", "</f>") {
        return Some((place, Cell::Formula(plain(formula))));
    }
    let value = between(inside, "<v>", "</v>").map_or(Blank, |it| match head.contains("t=\"s\"") {
        true => Text(shared[it.parse::<usize>().unwrap()].clone()),
        false => Number(it.parse().unwrap()),
    });
    Some((place, Cell::Value(value)))
}

/// A formula on its way, for the handful of words that ours are made of.
struct Reading<'a> {
    book: &'a Book,
    sheet: &'a str,
    rest: &'a str,
}

impl Reading<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let taken = self.rest.strip_prefix(sign);
        self.rest = taken.unwrap_or(self.rest);
        taken.is_some()
    }

    fn compared(&mut self) -> Value {
        let mut left = self.added();
        while let Some(sign) = [">=", "=", ">"].into_iter().find(|it| self.takes(it)) {
            let right = self.added();
            left = both(left, right, |a, b| {
                Number(f64::from(match sign {
                    "=" => a == b,
                    ">" => a.number() > b.number(),
                    _ => a.number() >= b.number(),
                }))
            });
        }
        left
    }

    fn added(&mut self) -> Value {
        let mut left = self.multiplied();
        while self.takes("+") {
            let right = self.multiplied();
            left = both(left, right, |a, b| Number(a.number() + b.number()));
        }
        left
    }

    fn multiplied(&mut self) -> Value {
        let mut left = self.one();
        while let Some(sign) = ["*", "/"].into_iter().find(|it| self.takes(it)) {
            let right = self.one();
            left = both(left, right, |a, b| match sign {
                "*" => Number(a.number() * b.number()),
                _ => Number(a.number() / b.number()),
            });
        }
        left
    }

    fn one(&mut self) -> Value {
        if self.takes("--") {
            return self.one();
        }
        if self.takes("(") {
            let value = self.compared();
            assert!(self.takes(")"), "{}", self.rest);
            return value;
        }
        if self.takes("\"") {
            let (text, rest) = self.rest.split_once('"').unwrap();
            self.rest = rest;
            return Text(text.into());
        }
        let end = |text: &str, of: fn(char) -> bool| text.find(|it| !of(it)).unwrap_or(text.len());
        if self.rest.starts_with(|it: char| it.is_ascii_digit()) {
            let (number, rest) = self.rest.split_at(end(self.rest, |it| it.is_ascii_digit() || it == '.'));
            self.rest = rest;
            return Number(number.parse().unwrap());
        }
        let (word, rest) = self.rest.split_at(end(self.rest, |it| it.is_ascii_alphanumeric() || it == '$'));
        self.rest = rest;
        if self.takes("(") {
            return self.function(word);
        }
        let (sheet, first) = if self.takes("!") {
            let (first, rest) = self.rest.split_at(end(self.rest, |it| it.is_ascii_alphanumeric() || it == '$'));
            self.rest = rest;
            (word, first)
        } else {
            (self.sheet, word)
        };
        let place = |it: &str| {
            let it = it.replace('$', "");
            (it.chars().next().unwrap(), it[1..].parse::<u32>().unwrap())
        };
        let (letter, from) = place(first);
        if !self.takes(":") {
            return self.book.at(sheet, letter, from);
        }
        let (last, rest) = self.rest.split_at(end(self.rest, |it| it.is_ascii_alphanumeric() || it == '$'));
        self.rest = rest;
        let (same, to) = place(last);
        assert_eq!(same, letter);
        Many((from..=to).map(|row| self.book.at(sheet, letter, row)).collect())
    }

    fn function(&mut self, word: &str) -> Value {
        let mut given = Vec::new();
        while !self.takes(")") {
            given.push(self.compared());
            self.takes(",");
        }
        let numbers = |it: &[Value]| -> Vec<f64> {
            let all = it.iter().cloned().flat_map(Value::each);
            all.filter(|it| matches!(it, Number(_))).map(|it| it.number()).collect()
        };
        let number = |at: usize| given[at].number();
        Number(match word {
            "COUNT" => numbers(&given).len() as f64,
            "SUM" | "SUMPRODUCT" => numbers(&given).iter().sum(),
            "MAX" => numbers(&given).into_iter().fold(f64::MIN, f64::max),
            "MIN" => numbers(&given).into_iter().fold(f64::MAX, f64::min),
            "N" => number(0),
            "IF" => return given[if number(0) != 0.0 { 1 } else { 2 }].clone(),
            "ROUND" => {
                let shift = 10_f64.powf(number(1));
                (number(0) * shift).round() / shift
            }
            "SUMIF" => {
                let pairs = given[0].clone().each().into_iter().zip(given[2].clone().each());
                pairs.filter(|it| it.0 == given[1]).map(|it| it.1.number()).sum()
            }
            other => panic!("{other} is no word of ours"),
        })
    }
}

/// One beside one, or each of a list.
fn both(left: Value, right: Value, of: impl Fn(&Value, &Value) -> Value) -> Value {
    match (left, right) {
        (Many(left), Many(right)) => Many(left.iter().zip(&right).map(|(a, b)| of(a, b)).collect()),
        (Many(left), right) => Many(left.iter().map(|it| of(it, &right)).collect()),
        (left, Many(right)) => Many(right.iter().map(|it| of(&left, it)).collect()),
        (left, right) => of(&left, &right),
    }
}

/// The index of a registry on each basis, as its screens show it.
fn index(laptop: &Laptop) -> [Value; 3] {
    let standing = laptop.standing("iga-2026").unwrap();
    [standing.claimed, standing.supported, standing.verified].map(|it| Number(it.iid.unwrap().parse().unwrap()))
}

#[test]
fn the_recap_in_a_bundle_comes_to_the_index_of_the_app() {
    let example = Laptop::new(3);
    example.load_example().unwrap();
    let mut n_formula = BTreeMap::new();
    for (name, laptop) in [
        ("kecil", fixed()),
        ("penuh", whole::full(&mut |name| name.into()).0),
        ("contoh", example),
        ("kosong", Laptop::new(4)),
    ] {
        let out = laptop.path("hitung");
        bundle(&laptop, &out, false).unwrap();
        let book = Book::open(&out.join("data/rekap.xlsx"));
        assert_eq!(book.summary("Indeks Inovasi Daerah"), index(&laptop), "{name}");
        let all = book.0.values().flat_map(HashMap::values).filter(|it| matches!(it, Cell::Formula(_))).count();
        n_formula.insert(name, all);
        // The same bytes each time, and none for whoever may not see them.
        let again = laptop.path("lagi");
        bundle(&laptop, &again, false).unwrap();
        let read = |it: &Path| std::fs::read(it.join("data/rekap.xlsx")).unwrap();
        assert!(read(&out) == read(&again), "{name}");
        let assessor = laptop.path("penilai");
        laptop.export_bundle(&ExportBundle { for_assessor: true, ..wanted(&assessor, false) }, &mut Unwatched).unwrap();
        assert!(!assessor.join("data/rekap.xlsx").exists());
    }
    assert!(n_formula["contoh"] > n_formula["kosong"] + 50, "{n_formula:?}");
}

#[test]
fn the_recap_of_chosen_inovasi_counts_those_alone() {
    let laptop = fixed();
    let only = vec![laptop.find_inovasi("Kado Mbak Ita").unwrap()];
    let out = laptop.path("satu");
    laptop.export_bundle(&ExportBundle { only, ..wanted(&out, false) }, &mut Unwatched).unwrap();
    let book = Book::open(&out.join("data/rekap.xlsx"));
    assert_eq!(book.summary("Banyaknya inovasi"), [1.0, 1.0, 1.0].map(Number));
    assert_eq!(book.at("Inovasi", 'B', 2), Text("Kado Mbak Ita".into()));
    assert_eq!(book.at("Inovasi", 'C', 2), Text("Dinas Kependudukan".into()));
    assert_eq!(book.at("Inovasi", 'B', 3), Blank);
}
