//! How people write days, and what they mean by it.

use super::{Dice, Value, file::serial_of};

/// A habit of writing the days of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayStyle {
    Cells,
    Slashes,
    Dashes,
    Dots,
    TwoDigits,
    Words,
    Short,
    Weekdays,
    Iso,
    Moments,
    ZoneMoments,
    Years,
    YearTexts,
    YearsInDateCells,
    Months,
    ShortMonths,
    Ranges,
    Serials,
    MonthFirst,
    /// Month-first texts that a spreadsheet has made days of, where it could.
    Turned,
    Mixed,
}

pub const PLAIN: [DayStyle; 18] = [
    DayStyle::Cells,
    DayStyle::Cells,
    DayStyle::Slashes,
    DayStyle::Dashes,
    DayStyle::Dots,
    DayStyle::TwoDigits,
    DayStyle::Words,
    DayStyle::Short,
    DayStyle::Weekdays,
    DayStyle::Iso,
    DayStyle::Moments,
    DayStyle::Years,
    DayStyle::YearTexts,
    DayStyle::Months,
    DayStyle::ShortMonths,
    DayStyle::Ranges,
    DayStyle::Serials,
    DayStyle::Mixed,
];
/// Those that are seldom.
pub const STRANGE: [DayStyle; 2] = [DayStyle::YearsInDateCells, DayStyle::ZoneMoments];

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const OLD: [(usize, &str); 4] = [(2, "Pebruari"), (11, "Nopember"), (8, "Agustus"), (3, "Maret")];
const SHORT: [[&str; 2]; 12] = [
    ["Jan", "Jan."],
    ["Feb", "Peb"],
    ["Mar", "Mrt"],
    ["Apr", "Apr."],
    ["Mei", "Mei"],
    ["Jun", "Juni"],
    ["Jul", "Juli"],
    ["Agt", "Agust"],
    ["Sep", "Sept"],
    ["Okt", "Okt."],
    ["Nov", "Nop"],
    ["Des", "Des."],
];
const WEEKDAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"];

/// A day as a column of this habit writes it, and what it is. `telling` asks for a day
/// that can be read one way only.
pub fn day(dice: &mut Dice, style: DayStyle, telling: bool) -> (Value, String) {
    let y = 2019 + dice.roll(7) as i32;
    let m = 1 + dice.roll(12) as u32;
    let d = if telling { 13 + dice.roll(16) } else { 1 + dice.roll(28) } as u32;
    let (name, short) = (MONTHS[m as usize - 1], SHORT[m as usize - 1][dice.roll(2)]);
    let whole = format!("{y}-{m:02}-{d:02}");
    let (month, year) = (format!("{y}-{m:02}"), y.to_string());
    let text = |it: String| Value::Text(it);
    match style {
        DayStyle::Cells => (Value::Day(y, m, d), whole),
        DayStyle::Slashes if dice.happens(50) => (text(format!("{d}/{m}/{y}")), whole),
        DayStyle::Slashes => (text(format!("{d:02}/{m:02}/{y}")), whole),
        DayStyle::Dashes => (text(format!("{d:02}-{m:02}-{y}")), whole),
        DayStyle::Dots => (text(format!("{d}.{m}.{y}")), whole),
        DayStyle::TwoDigits => (text(format!("{d:02}/{m:02}/{:02}", y % 100)), whole),
        DayStyle::Words => {
            let old = OLD.iter().find(|it| it.0 == m as usize && dice.happens(30)).map_or(name, |it| it.1);
            let of = [format!("{d} {old} {y}"), format!("{d:02} {old} {y}"), format!("Tgl {d} {old} {y}")];
            (text(of[dice.roll(3)].clone()), whole)
        }
        DayStyle::Short => {
            let of = [format!("{d} {short} {y}"), format!("{d}-{short}-{:02}", y % 100), format!("{d} {short} {y} ")];
            (text(of[dice.roll(3)].clone()), whole)
        }
        DayStyle::Weekdays => {
            let clock = dice.pick(&["", ", pukul 08.00 WIB", " (soft launching)", ""]);
            (text(format!("{}, {d} {name} {y}{clock}", dice.pick(&WEEKDAYS))), whole)
        }
        DayStyle::Iso => (text(whole.clone()), whole),
        DayStyle::Moments => (text(format!("{whole} {:02}:{:02}:00", dice.roll(24), dice.roll(60))), whole),
        DayStyle::ZoneMoments => {
            // Before noon in Greenwich it is the same day all over Indonesia.
            (text(format!("{whole}T0{}:30:00Z", dice.roll(10))), whole)
        }
        DayStyle::Years => (Value::Number(year.clone()), year),
        DayStyle::YearTexts => {
            let of = [year.clone(), format!("Tahun {y}"), format!("Th. {y}"), format!("Awal tahun {y}")];
            (text(of[dice.roll(4)].clone()), year)
        }
        DayStyle::YearsInDateCells => (Value::Serial(y as u32), year),
        DayStyle::Months => {
            let of = [format!("{name} {y}"), format!("{m:02}/{y}"), format!("Bulan {name} {y}")];
            (text(of[dice.roll(3)].clone()), month)
        }
        DayStyle::ShortMonths => {
            let of = [format!("{short} {y}"), format!("{}-{:02}", SHORT[m as usize - 1][0], y % 100)];
            (text(of[dice.roll(2)].clone()), month)
        }
        DayStyle::Ranges => match dice.roll(5) {
            0 => (text(format!("{y} - {}", y + 1)), year),
            1 => (text(format!("{y} s.d. sekarang")), year),
            2 => (text(format!("{} s.d. Desember {y}", MONTHS[m as usize % 11])), format!("{y}-{:02}", m % 11 + 1)),
            3 => (text(format!("{d} {name} {y} - 31 Desember {}", y + 1)), whole),
            _ => (text(format!("{y}/{}", y + 1)), year),
        },
        DayStyle::Serials => (Value::Number(serial_of((y, m, d)).to_string()), whole),
        DayStyle::MonthFirst => {
            let of = [format!("{m}/{d}/{y}"), format!("{m:02}/{d:02}/{y}")];
            (text(of[dice.roll(2)].clone()), whole)
        }
        DayStyle::Turned if d <= 12 => (Value::Day(y, d, m), whole),
        DayStyle::Turned => (text(format!("{m}/{d}/{y}")), whole),
        DayStyle::Mixed => {
            let styles = [DayStyle::Cells, DayStyle::Slashes, DayStyle::Words, DayStyle::Years, DayStyle::Short];
            let style = styles[dice.roll(styles.len())];
            day(dice, style, telling)
        }
    }
}
