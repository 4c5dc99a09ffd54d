//! Reading a date as people write it. The form is recognised by its parts; what
//! could be another day is refused.

use super::{BULAN, DateError, PartialDate};

/// Longer texts are no dates.
const MAX_BYTES: usize = 120;

pub(super) fn read(text: &str) -> Result<PartialDate, DateError> {
    if text.len() > MAX_BYTES {
        return Err(DateError(text.chars().take(MAX_BYTES).collect()));
    }
    let lower = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    let bare = without_words(without_time(&lower));
    let read = single(bare).or_else(|| part_of_year(bare)).or_else(|| beginning(bare));
    read.ok_or_else(|| DateError(text.to_owned()))
}

/// Words before a date that say nothing about it.
const BEFORE: [&str; 20] = [
    "tanggal", "tgl", "tahun", "thn", "th", "bulan", "bln", "pada", "sejak", "mulai", "senin", "selasa", "rabu",
    "kamis", "jumat", "jum'at", "jum’at", "sabtu", "minggu", "ahad",
];

/// Words and signs between the two ends of a range, the surest first. A stroke or
/// slash counts only where it is the only one.
const UNTIL: [&str; 7] = [" s.d. ", " s.d ", " s/d ", " sd ", " sampai dengan ", " sampai ", " hingga "];

/// The text without the time of day at its end, if there is one with a colon.
fn without_time(text: &str) -> &str {
    let Some((before, after)) = text.split_once(':') else { return text };
    let date = before.trim_end_matches(|it: char| it.is_ascii_digit());
    let zone = after.trim_end_matches(['w', 'i', 'b', 't', 'a', 'z', ' ']);
    let clock = zone.bytes().all(|it| it.is_ascii_digit() || b":.+-".contains(&it));
    let hours = before.strip_prefix(date).unwrap_or_default();
    let known = clock && hours.parse::<u32>().is_ok_and(|it| it < 24);
    // The `t` of ISO stands right behind the day's digits, that of `agust` does not.
    let date = date.strip_suffix('t').filter(|it| it.ends_with(|it: char| it.is_ascii_digit())).unwrap_or(date);
    let date = date.trim_end();
    let date = date.strip_suffix("pukul").or_else(|| date.strip_suffix("jam")).unwrap_or(date);
    if known { date.trim_end_matches([' ', ',']) } else { text }
}

/// The text without the words of [`BEFORE`] at its beginning.
fn without_words(text: &str) -> &str {
    let mut rest = text.trim();
    loop {
        let parts = |it: char| it.is_whitespace() || ".,:/".contains(it);
        let word = rest.split(parts).next().unwrap_or_default();
        match rest.strip_prefix(word) {
            Some(behind) if BEFORE.contains(&word) => rest = behind.trim_start_matches(parts),
            _ => return rest,
        }
    }
}

fn month_of(it: &str) -> Option<u32> {
    number_of(it)
        .filter(|_| it.len() <= 2)
        .or_else(|| BULAN.iter().position(|names| names.contains(&it)).and_then(|at| u32::try_from(at + 1).ok()))
}

fn number_of(it: &str) -> Option<u32> {
    let plain = it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
    it.parse().ok().filter(|_| plain)
}

fn year_of(it: &str) -> Option<i32> {
    number_of(it).filter(|_| it.len() == 4).and_then(|it| i32::try_from(it).ok())
}

/// Two digits, from 2000 to 2049: an inovasi of the last century would be told
/// with its whole year.
fn short_year_of(it: &str) -> Option<i32> {
    let year = number_of(it).filter(|year| it.len() == 2 && *year < 50)?;
    i32::try_from(2000 + year).ok()
}

fn parts_of(text: &str) -> Vec<&str> {
    let parts = text.split(|it: char| it.is_whitespace() || matches!(it, '/' | '-' | '.' | ','));
    parts.filter(|it| !it.is_empty()).collect()
}

/// One date.
fn single(text: &str) -> Option<PartialDate> {
    match parts_of(text).as_slice() {
        [y] => PartialDate::new(year_of(y)?, None, None),
        [a, b] => {
            let (y, m) = year_of(a).zip(month_of(b)).or_else(|| year_of(b).zip(month_of(a)))?;
            PartialDate::new(y, Some(m), None)
        }
        [a, b, c] => {
            let (y, d) =
                year_of(a).zip(number_of(c)).or_else(|| year_of(c).or_else(|| short_year_of(c)).zip(number_of(a)))?;
            PartialDate::new(y, Some(month_of(b)?), Some(d))
        }
        _ => None,
    }
}

/// `Triwulan I 2024`, `TW 1/2024`, `Semester II tahun 2024`: the year, as the
/// month is not known.
fn part_of_year(text: &str) -> Option<PartialDate> {
    let [part, which, year] =
        parts_of(text).into_iter().filter(|it| !matches!(*it, "ke" | "tahun")).collect::<Vec<_>>()[..]
    else {
        return None;
    };
    let n_parts = match part {
        "triwulan" | "tw" | "kuartal" => 4,
        "semester" | "smt" => 2,
        _ => return None,
    };
    let which =
        ["i", "ii", "iii", "iv"].iter().position(|it| *it == which).map(|it| it + 1).or_else(|| which.parse().ok())?;
    (1..=n_parts).contains(&which).then(|| PartialDate::new(year_of(year)?, None, None))?
}

/// The beginning of a range, whose end lends it the month and year it lacks.
fn beginning(text: &str) -> Option<PartialDate> {
    let only = |sign| Some(text.split_once(sign)?).filter(|it| !it.1.contains(sign));
    let ends = UNTIL.iter().find_map(|it| text.split_once(it)).or_else(|| text.split_once(" - "));
    let (from, to) = ends.or_else(|| only('-')).or_else(|| only('/'))?;
    let (from, to) = (without_words(from), without_words(to));
    let last = single(to)?;
    let first = single(from).or_else(|| match parts_of(from).as_slice() {
        [day] if number_of(day).is_some() && day.len() <= 2 && last.day.is_some() => {
            PartialDate::new(last.year, last.month, number_of(day))
        }
        [month] => PartialDate::new(last.year, Some(month_of(month)?), None).filter(|_| number_of(month).is_none()),
        [day, month] => PartialDate::new(last.year, Some(month_of(month)?), Some(number_of(day)?)),
        _ => None,
    })?;
    let ordered = first.first_day() < last.first_day() || (first == last && first.is_complete());
    ordered.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        let read = PartialDate::read(typed).ok().map(|it| it.to_string());
        assert_eq!(read.as_deref(), expected, "typed {typed:?}");
    }

    #[test]
    fn dates_are_read_in_every_usual_form() {
        check("2024-08-17", Some("2024-08-17"));
        check("17/08/2024", Some("2024-08-17"));
        check("17-8-2024", Some("2024-08-17"));
        check(" 17 Agustus 2024 ", Some("2024-08-17"));
        check("1 Nopember 2023", Some("2023-11-01"));
        check("Agustus 2022", Some("2022-08"));
        check("08/2022", Some("2022-08"));
        check("2022-08", Some("2022-08"));
        check("2022", Some("2022"));
        check("17.08.2024", Some("2024-08-17"));
    }

    #[test]
    fn dates_of_officers_sheets_are_read() {
        for (typed, expected) in [
            ("12-Jan-24", "2024-01-12"),
            ("12 Jan 2024", "2024-01-12"),
            ("12/1/24", "2024-01-12"),
            ("12.01.24", "2024-01-12"),
            ("1/12/49", "2049-12-01"),
            ("Senin, 12 Januari 2024", "2024-01-12"),
            ("Jum'at 12 Januari 2024", "2024-01-12"),
            ("tanggal 12 Januari 2024", "2024-01-12"),
            ("Tgl. 12-01-2024", "2024-01-12"),
            ("Hingga 2024", ""),
            ("Th. 2024", "2024"),
            ("Tahun 2024", "2024"),
            ("TH.2024", "2024"),
            ("Bulan Mei 2024", "2024-05"),
            ("Bulan Mei Tahun 2024", ""),
            ("sejak tahun 2022", "2022"),
            ("2024-01-12T00:00:00", "2024-01-12"),
            ("2024-01-12 00:00:00", "2024-01-12"),
            ("2024-01-12T23:59:59.999+07:00", "2024-01-12"),
            ("2024-01-12T00:00:00Z", "2024-01-12"),
            ("12/01/2024 08:30 WIB", "2024-01-12"),
            ("12 Januari 2024, pukul 08:30", "2024-01-12"),
            ("12 Agust 2024 8:30", "2024-08-12"),
        ] {
            check(typed, Some(expected).filter(|it| !it.is_empty()));
        }
    }

    #[test]
    fn of_a_range_the_beginning_is_read() {
        for (typed, expected) in [
            ("12 s.d. 14 Maret 2024", "2024-03-12"),
            ("12 s/d 14 Maret 2024", "2024-03-12"),
            ("12 sampai dengan 14 Maret 2024", "2024-03-12"),
            ("12-14 Maret 2024", "2024-03-12"),
            ("12 – 14 Maret 2024", "2024-03-12"),
            ("30 Maret s.d. 2 April 2024", "2024-03-30"),
            ("30 Desember 2023 s.d. 2 Januari 2024", "2023-12-30"),
            ("01/03/2024 - 05/03/2024", "2024-03-01"),
            ("2024-03-01 s.d. 2024-03-05", "2024-03-01"),
            ("31 Maret 2024 s.d. 31 Maret 2024", "2024-03-31"),
            ("Januari-Maret 2024", "2024-01"),
            ("Januari s.d. Maret 2024", "2024-01"),
            ("November 2023 - Januari 2024", "2023-11"),
            ("2024/2025", "2024"),
            ("2022-2024", "2022"),
            ("Tahun 2022 s.d. tahun 2024", "2022"),
            // Which month of it is not known, so only the year is kept.
            ("Triwulan I 2024", "2024"),
            ("TW I 2024", "2024"),
            ("tw 4/2024", "2024"),
            ("Triwulan ke-3 tahun 2024", "2024"),
            ("Semester II 2024", "2024"),
        ] {
            check(typed, Some(expected));
        }
    }

    #[test]
    fn what_could_be_another_day_is_refused() {
        for typed in [
            // The month first, the year first and short, no year, no century.
            "8/17/2024",
            "8/17/24",
            "2024/17/08",
            "12/1",
            "12 Januari",
            "12/1/75",
            "12/1/024",
            "Jan-24",
            "08/24",
            "24/25",
            // Backwards, or an end that says too little.
            "14-12 Maret 2024",
            "Maret-Januari 2024",
            "30 Desember s.d. 2 Januari 2025",
            "2025/2024",
            "2024/2024",
            "12 s.d. Maret 2024",
            "12 s.d. 31 Februari 2024",
            "12 14 Maret 2024",
            // No such part of a year, no such time, no such day.
            "Triwulan V 2024",
            "Semester III 2024",
            "TW 0 2024",
            "Triwulan I",
            "2024-01-12T25:00:00",
            "08:30",
            "12:30:2024",
            "29/02/2023",
            "2024-01-12 dan 2024-02-01",
            "45303",
            "+12/1/2024",
            "tanggal",
            "Senin",
            "s.d.",
            " s.d. ",
            "-",
            "/",
        ] {
            check(typed, None);
        }
        check(&"1".repeat(5000), None);
        check(&format!("{}2024", "tahun ".repeat(18)), Some("2024"));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for typed in ["", "kemarin", "31/02/2024", "17/13/2024", "0024-01-01", "99999", "1 2 3 4", "24", "3000"] {
            check(typed, None);
        }
    }
}
