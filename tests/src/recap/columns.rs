//! Which columns a table has, how they are headed, and how each is filled in.

use super::{
    Dice, FileKind, Value,
    days::{self, DayStyle},
    heading,
    others::{OTHERS, Other},
    values::{self, PARTS, POINTS, PartStyle, PointStyle, Spelling},
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    Counter,
    Nama,
    /// The short name, beside a long one under the heading of names.
    Singkatan,
    Kepanjangan,
    Body,
    Option(&'static str, Spelling),
    /// Several in one cell, parted by line breaks too where the file can hold them.
    Options(&'static str, bool),
    Words(&'static str),
    Days(&'static str, DayStyle),
    Point(PointStyle),
    Lintang(PartStyle),
    Bujur(PartStyle),
    /// Answers to an indikator, by their number among those of `heading`.
    Answer(usize, usize),
    /// 0 and 1: whether a file is there.
    Flag,
    /// What an answer is worth.
    Weight,
    Other(Other),
    /// One of several rows of an inovasi each.
    Bukti,
    BudgetYear,
    BudgetSum,
}

#[derive(Clone, Debug)]
pub struct Column {
    pub holds: Holds,
    pub heading: String,
    /// Upper and lower heading, where the header has two rows.
    pub two: Option<(String, String)>,
}

/// What all tables of a recap have in common.
#[derive(Clone, Debug)]
pub struct Habits {
    pub kind: FileKind,
    pub has_counter: bool,
    pub has_body: bool,
    pub body_first: bool,
    /// 0: a name; 1: with what it stands for beside it; 2: a long name with a short one.
    pub names: usize,
    /// Several rows for each inovasi.
    pub rows: usize,
    pub month_first: bool,
    pub indikator: Option<Indikator>,
    pub n_other: usize,
    /// Whether headings are as a person types them.
    pub typed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indikator {
    Answers,
    Flags,
    Weights,
}

const FIELDS: [(&str, usize); 19] = [
    ("tahapan", 45),
    ("inisiator", 22),
    ("nama_inisiator", 22),
    ("klasifikasi", 12),
    ("jenis", 60),
    ("bentuk", 55),
    ("asta_cita", 14),
    ("urusan_utama", 60),
    ("urusan_beririsan", 14),
    ("koordinat", 14),
    ("lintang", 12),
    ("waktu_uji_coba", 42),
    ("waktu_penerapan", 62),
    ("waktu_pengembangan", 14),
    ("rancang_bangun", 28),
    ("tujuan", 28),
    ("manfaat", 24),
    ("hasil", 18),
    ("catatan", 20),
];

fn headed(dice: &mut Dice, habits: &Habits, holds: Holds, key: &str) -> Column {
    // The first are the usual ones.
    let all = heading::headings(key);
    let usual = if dice.happens(55) { &all[..all.len().min(4)] } else { all };
    let plain = dice.pick(usual);
    let heading = if habits.typed { heading::typed(dice, plain) } else { plain.to_owned() };
    let two = heading::in_two(key).map(|it| (it.0.to_owned(), it.1.to_owned()));
    Column { holds, heading, two }
}

fn bare(holds: Holds, heading: impl Into<String>) -> Column {
    Column { holds, heading: heading.into(), two: None }
}

/// The columns of a table, from the left.
pub fn columns(dice: &mut Dice, habits: &Habits) -> Vec<Column> {
    let mut all = Vec::new();
    if habits.has_counter {
        all.push(bare(Holds::Counter, heading::counter(dice)));
    }
    let body = habits.has_body.then(|| headed(dice, habits, Holds::Body, "perangkat_daerah"));
    all.extend(body.clone().filter(|_| habits.body_first));
    all.push(headed(dice, habits, Holds::Nama, "nama"));
    match habits.names {
        1 => all.push(headed(dice, habits, Holds::Kepanjangan, "kepanjangan")),
        2 => all.push(headed(dice, habits, Holds::Singkatan, "nama_singkat")),
        _ => {}
    }
    all.extend(body.filter(|_| !habits.body_first));
    let mut pointed = false;
    for (key, percent) in FIELDS {
        if !dice.happens(percent) || (pointed && key == "lintang") {
            continue;
        }
        match key {
            "lintang" => {
                let style = PARTS[dice.roll(PARTS.len())];
                all.push(headed(dice, habits, Holds::Lintang(style), "lintang"));
                all.push(headed(dice, habits, Holds::Bujur(style), "bujur"));
            }
            "koordinat" => {
                pointed = true;
                let style = POINTS[dice.roll(POINTS.len())];
                all.push(headed(dice, habits, Holds::Point(style), key));
            }
            "urusan_beririsan" => {
                let lines = habits.kind != FileKind::Pipes;
                all.push(headed(dice, habits, Holds::Options(key, lines), key));
            }
            "waktu_uji_coba" | "waktu_penerapan" | "waktu_pengembangan" => {
                let style = day_style(dice, habits);
                all.push(headed(dice, habits, Holds::Days(key, style), key));
            }
            "nama_inisiator" | "rancang_bangun" | "tujuan" | "manfaat" | "hasil" | "catatan" => {
                all.push(headed(dice, habits, Holds::Words(key), key));
            }
            _ => {
                let spelling = if dice.happens(70) { Spelling::Official } else { Spelling::Mixed };
                all.push(headed(dice, habits, Holds::Option(key, spelling), key));
            }
        }
    }
    if let Some(kind) = habits.indikator {
        all.extend(indikator(dice, kind));
    }
    // Others stand anywhere behind the names.
    let first = all.iter().position(|it| it.holds == Holds::Nama).unwrap_or(0) + 1;
    for it in dice.some_of(OTHERS.len(), habits.n_other) {
        let other = bare(Holds::Other(OTHERS[it]), OTHERS[it].heading(dice));
        let at = dice.between(first, all.len());
        all.insert(at, other);
    }
    if habits.rows == 1 {
        all.push(bare(Holds::Bukti, dice.pick(&["Bukti", "Data Dukung", "Link Bukti", "Nama Dokumen", "Eviden"])));
    }
    if habits.rows == 2 {
        all.push(bare(Holds::BudgetYear, dice.pick(&["Tahun Anggaran", "Tahun", "TA"])));
        all.push(bare(Holds::BudgetSum, dice.pick(&["Pagu (Rp)", "Anggaran", "Jumlah (Rp)"])));
    }
    all
}

/// Slashed days of one file are in one order.
fn day_style(dice: &mut Dice, habits: &Habits) -> DayStyle {
    if dice.happens(6) {
        return days::STRANGE[dice.roll(days::STRANGE.len())];
    }
    let style = days::PLAIN[dice.roll(days::PLAIN.len())];
    let slashed =
        matches!(style, DayStyle::Slashes | DayStyle::Dashes | DayStyle::Dots | DayStyle::Mixed | DayStyle::TwoDigits);
    match slashed && habits.month_first {
        true if habits.kind.has_sheets() && dice.happens(30) => DayStyle::Turned,
        true => DayStyle::MonthFirst,
        false => style,
    }
}

fn indikator(dice: &mut Dice, kind: Indikator) -> Vec<Column> {
    let (n, style, written) = (dice.between(3, 6), dice.roll(7), dice.roll(4));
    let mut found = dice.some_of(heading::INDIKATOR.len(), n);
    found.sort_unstable();
    let of = |it: usize| {
        let heading = heading::indikator(style, heading::INDIKATOR[it]);
        let holds = match kind {
            Indikator::Answers => Holds::Answer(it, written),
            Indikator::Flags => Holds::Flag,
            Indikator::Weights => Holds::Weight,
        };
        bare(holds, heading)
    };
    found.into_iter().map(of).collect()
}

/// A cell with what it means: the key, and all that may stand for it.
pub struct Filled {
    pub value: Value,
    pub key: String,
    pub accepted: Vec<String>,
    pub wanted: bool,
}

impl Column {
    /// The key that an officer gives the column; nothing for one that means no field.
    pub fn key(&self, instrument: &[(String, String)]) -> Option<String> {
        Some(match self.holds {
            Holds::Nama | Holds::Singkatan => "nama".into(),
            Holds::Kepanjangan => "kepanjangan".into(),
            Holds::Body => "perangkat_daerah".into(),
            Holds::Option(key, _) | Holds::Options(key, _) | Holds::Words(key) | Holds::Days(key, _) => key.into(),
            Holds::Point(_) => "koordinat".into(),
            Holds::Lintang(_) => "koordinat/lintang".into(),
            Holds::Bujur(_) => "koordinat/bujur".into(),
            Holds::Answer(it, _) => {
                let code = heading::INDIKATOR[it].0;
                instrument.iter().find(|it| it.0 == code)?.1.clone()
            }
            _ => return None,
        })
    }

    /// Whether the days of the column have the month first.
    pub fn is_month_first(&self) -> bool {
        matches!(self.holds, Holds::Days(_, DayStyle::MonthFirst | DayStyle::Turned))
    }

    /// A cell of the column that is the same in all rows of an inovasi; names, bodies
    /// and counters are the layout's.
    pub fn fill(&self, dice: &mut Dice, at: usize, point: (f64, f64)) -> Filled {
        let one = |value: Value, key: &str, accepted: String| Filled {
            value,
            key: key.to_owned(),
            accepted: vec![accepted],
            wanted: true,
        };
        let none = |value: Value| Filled { value, key: String::new(), accepted: Vec::new(), wanted: false };
        match self.holds {
            Holds::Option(key, spelling) => {
                let (value, id) = values::option(dice, key, spelling);
                one(value, key, id)
            }
            Holds::Options(key, lines) => {
                let (value, ids) = values::options(dice, key, lines);
                let mut ids = ids;
                ids.sort();
                one(value, key, ids.join(";"))
            }
            Holds::Words(key) => {
                let text = values::words(dice, key);
                Filled { wanted: key != "catatan", ..one(Value::Text(text.clone()), key, text) }
            }
            Holds::Days(key, style) => {
                let telling = self.is_month_first() && at.is_multiple_of(3);
                let (value, day) = days::day(dice, style, telling);
                one(value, key, day)
            }
            Holds::Point(style) => match values::written(dice, style) {
                (value, Some(point)) => one(value, "koordinat", point),
                (value, None) => {
                    Filled { wanted: false, ..one(value.clone(), "koordinat", super::file::shown(&value)) }
                }
            },
            Holds::Lintang(style) => {
                one(values::part(style, point.0), "koordinat", format!("{:.4},{:.4}", point.0, point.1))
            }
            Holds::Bujur(style) => none(values::part(style, point.1)),
            Holds::Answer(it, written) => {
                let (value, parameter) = values::parameter(dice, written);
                one(value, &format!("indikator/{}", heading::INDIKATOR[it].0), parameter.to_string())
            }
            Holds::Flag => none(Value::Number(dice.roll(2).to_string())),
            // The first is more than any parameter.
            Holds::Weight if at == 0 => none(Value::Number("6".into())),
            Holds::Weight => none(Value::Number((3 * dice.roll(4)).to_string())),
            Holds::Other(it) => none(it.value(dice, at)),
            _ => none(Value::Blank),
        }
    }
}
