//! Reading a date as people write it. The form is recognised by its parts; what
//! could be another day is refused.

use super::{BULAN, DateError, PartialDate};

/// Longer texts are no dates.
const MAX_BYTES: usize = 120;

pub(super) fn read(text: &str) -> Result<PartialDate, DateError> {
    if text.len() > MAX_BYTES {
        return Err(DateError(text.chars().take(MAX_BYTES).collect()));
    }
    if let Some(plain) = plain(text) {
        return Ok(plain);
    }
    let lower = text.trim().to_lowercase().replace(['–', '—', '−'], "-");
    let bare = without_words(without_time(without_remark(&lower)));
    let read = single(bare).or_else(|| part_of_year(bare)).or_else(|| about(bare)).or_else(|| beginning(bare));
    read.ok_or_else(|| DateError(text.to_owned()))
}

/// `17/8/2024` and `2024-08-17`, as most are written; what else it may be is told below.
fn plain(text: &str) -> Option<PartialDate> {
    let sign = text.bytes().find(|it| !it.is_ascii_digit()).filter(|it| b"/-.".contains(it))?;
    let mut parts = text.split(char::from(sign));
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |it: &str| number_of(it).filter(|_| it.len() <= 2);
    let (y, d) = year_of(a).zip(short(c)).or_else(|| year_of(c).zip(short(a)))?;
    parts.next().is_none().then(|| PartialDate::new(y, Some(short(b)?), Some(d)))?
}

/// Words before a date that say nothing about it.
const BEFORE: [&str; 20] = [
    "tanggal", "tgl", "tahun", "thn", "th", "bulan", "bln", "pada", "sejak", "mulai", "senin", "selasa", "rabu",
    "kamis", "jumat", "jum'at", "jum’at", "sabtu", "minggu", "ahad",
];

/// Words inside a date that say what the part behind them is, and English endings
/// of a day: `1 Januari tahun 2024`, `5th March 2024`.
const INSIDE: [&str; 9] = ["tahun", "thn", "th", "bulan", "bln", "tanggal", "st", "nd", "rd"];

/// Words and signs between the two ends of a range, the surest first. A stroke or
/// slash counts only where it is the only one.
const UNTIL: [&str; 7] = [" s.d. ", " s.d ", " s/d ", " sd ", " sampai dengan ", " sampai ", " hingga "];

/// The end of a range that goes on.
const STILL: [&str; 6] = ["sekarang", "saat ini", "kini", "seterusnya", "present", "now"];

/// A part of a year or month that is told no closer.
const ABOUT: [&str; 5] = ["awal", "pertengahan", "tengah", "akhir", "sekitar"];

/// The shortest names of months that may be misspelt: `juni` and `juli` differ by
/// one letter, these by more.
const LONG_MONTH: usize = 6;

/// The text without what stands behind it in brackets, unless that tells a year too.
fn without_remark(text: &str) -> &str {
    let Some((date, remark)) = text.split_once('(') else { return text };
    let closed = remark.strip_suffix(')').filter(|it| !it.contains(['(', ')']));
    let telling = |it: &str| it.split(|it: char| !it.is_ascii_digit()).any(|it| it.len() >= 4);
    if closed.is_some_and(|it| !telling(it)) { date.trim_end() } else { text }
}

/// The text without the time of day at its end, if there is one: with a colon, or,
/// behind a word for it, as Indonesian clocks part it: `pukul 08.30 WIB`.
fn without_time(text: &str) -> &str {
    for word in [" pukul ", " jam ", " pkl ", " pkl. "] {
        if let Some((date, clock)) = text.split_once(word)
            && is_clock(clock)
        {
            return date.trim_end_matches([' ', ',']);
        }
    }
    let Some((before, after)) = text.split_once(':') else { return text };
    let date = before.trim_end_matches(|it: char| it.is_ascii_digit());
    let zone = after.trim_end_matches(['w', 'i', 'b', 't', 'a', 'z', 'p', 'm', ' ']);
    let clock = zone.bytes().all(|it| it.is_ascii_digit() || b":.+-".contains(&it));
    let hours = before.strip_prefix(date).unwrap_or_default();
    let known = clock && hours.parse::<u32>().is_ok_and(|it| it < 24);
    // The `t` of ISO stands right behind the day's digits, that of `agust` does not.
    let date = date.strip_suffix('t').filter(|it| it.ends_with(|it: char| it.is_ascii_digit())).unwrap_or(date);
    let date = date.trim_end();
    if known { date.trim_end_matches([' ', ',']) } else { text }
}

/// `08.30 wib`, `8:30`, `8`.
fn is_clock(text: &str) -> bool {
    let bare = text.trim_end_matches(|it: char| it.is_ascii_alphabetic() || it == ' ');
    let parts: Vec<Option<u32>> = bare.split([':', '.']).map(|it| it.parse().ok()).collect();
    let inside = |it: &Option<u32>, end: u32| it.is_some_and(|it| it < end);
    matches!(parts.as_slice(), [h, rest @ ..] if inside(h, 24) && rest.len() < 3 && rest.iter().all(|it| inside(it, 60)))
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
    number_of(it).filter(|_| it.len() <= 2).or_else(|| month_named(it))
}

/// A month by its name, in any usual spelling; long names with one wrong letter too.
fn month_named(it: &str) -> Option<u32> {
    let at = |fits: &dyn Fn(&str) -> bool| {
        let found = BULAN.iter().position(|names| names.iter().any(|name| fits(name)))?;
        u32::try_from(found + 1).ok()
    };
    at(&|name| name == it).or_else(|| {
        let long = it.len() >= LONG_MONTH && it.bytes().all(|it| it.is_ascii_alphabetic());
        at(&|name| long && name.len() >= LONG_MONTH && is_one_slip(it, name))
    })
}

/// Whether two words differ by one letter, that is too much, missing or another.
fn is_one_slip(a: &str, b: &str) -> bool {
    let same = a.bytes().zip(b.bytes()).take_while(|it| it.0 == it.1).count();
    let tail = |text: &str, skip: usize| text.as_bytes().get(same + skip..).map(<[u8]>::to_vec);
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal => tail(a, 1) == tail(b, 1),
        std::cmp::Ordering::Less => a.len() + 1 == b.len() && tail(a, 0) == tail(b, 1),
        std::cmp::Ordering::Greater => b.len() + 1 == a.len() && tail(a, 1) == tail(b, 0),
    }
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

/// `'24` is a year wherever it stands.
fn marked_year_of(it: &str) -> Option<i32> {
    short_year_of(it.strip_prefix(['\'', '’', '‘', '`'])?)
}

/// The parts of a date: what blanks, strokes and points part, and where letters
/// meet digits. An apostrophe stays with the year behind it.
fn parts_of(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in text.split(|it: char| it.is_whitespace() || matches!(it, '/' | '-' | '.' | ',')) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let is_mark = |it: char| matches!(it, '\'' | '’' | '‘' | '`');
            let class = |it: char| (it.is_ascii_digit(), is_mark(it));
            // An apostrophe before digits goes with them.
            let lead = if is_mark(first) { first.len_utf8() } else { 0 };
            let body = rest.get(lead..).unwrap_or_default();
            let kind = body.chars().next().map(class);
            let end = body.find(|it: char| Some(class(it)) != kind).unwrap_or(body.len());
            let (part, behind) = rest.split_at(lead + end);
            found.push(part);
            rest = behind;
        }
    }
    found.retain(|it| !it.is_empty() && !INSIDE.contains(it));
    found
}

/// One date.
fn single(text: &str) -> Option<PartialDate> {
    // `Jan-24`, as spreadsheets show a month; a stroke, since `24 Jan` is a day.
    if let Some((name, year)) = text.split_once('-')
        && let Some(month) = month_named(name.trim_end_matches('.'))
        && number_of(year).is_some_and(|it| year.len() == 2 && it >= 15)
    {
        return PartialDate::new(short_year_of(year)?, Some(month), None);
    }
    let parts = parts_of(text);
    match parts.as_slice() {
        [it] if it.len() == 8 => compact(it),
        [y] => PartialDate::new(year_of(y)?, None, None),
        [a, b] => {
            let year = |it: &str| year_of(it).or_else(|| marked_year_of(it));
            let (y, m) = year_of(a).zip(month_of(b)).or_else(|| year(b).zip(month_of(a)))?;
            PartialDate::new(y, Some(m), None)
        }
        // `March 5, 2024`: the month is named, so it can be no other.
        [a, b, c] if month_named(a).is_some() => PartialDate::new(year_of(c)?, month_named(a), Some(number_of(b)?)),
        [a, b, c] => {
            let last = |it: &str| year_of(it).or_else(|| short_year_of(it)).or_else(|| marked_year_of(it));
            let (y, d) = year_of(a).zip(number_of(c)).or_else(|| last(c).zip(number_of(a)))?;
            PartialDate::new(y, Some(month_of(b)?), Some(d))
        }
        _ => None,
    }
}

/// `20240817` and `17082024`: only one of them can be a date of our years.
fn compact(digits: &str) -> Option<PartialDate> {
    let number = |from: usize, to: usize| {
        digits.get(from..to).filter(|it| it.bytes().all(|it| it.is_ascii_digit()))?.parse().ok()
    };
    let of =
        |y: Option<u32>, m: Option<u32>, d: Option<u32>| PartialDate::new(i32::try_from(y?).ok()?, Some(m?), Some(d?));
    of(number(0, 4), number(4, 6), number(6, 8)).or_else(|| of(number(4, 8), number(2, 4), number(0, 2)))
}

/// `Triwulan I 2024`, `TW 1/2024`, `Semester II tahun 2024`: the year, as the
/// month is not known.
fn part_of_year(text: &str) -> Option<PartialDate> {
    let [part, which, year] = parts_of(text).into_iter().filter(|it| *it != "ke").collect::<Vec<_>>()[..] else {
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

/// `awal tahun 2023`, `akhir Desember 2022`, `ke-2 Maret 2024` (the word for week is
/// gone by then): the year or month, and never a day.
fn about(text: &str) -> Option<PartialDate> {
    let behind = ABOUT.iter().find_map(|it| text.strip_prefix(it)?.strip_prefix(' '));
    let week = || {
        let (which, rest) = text.strip_prefix("ke-").or_else(|| text.strip_prefix("ke "))?.split_once(' ')?;
        number_of(which).filter(|it| (1..=5).contains(it)).map(|_| rest)
    };
    let rest = behind.or_else(week)?;
    single(without_words(rest)).filter(|it| !it.is_complete())
}

/// The beginning of a range, whose end lends it the month and year it lacks.
fn beginning(text: &str) -> Option<PartialDate> {
    let only = |sign| Some(text.split_once(sign)?).filter(|it| !it.1.contains(sign));
    let ends = UNTIL.iter().find_map(|it| text.split_once(it)).or_else(|| text.split_once(" - "));
    let (from, to) = ends.or_else(|| only('-')).or_else(|| only('/'))?;
    let (from, to) = (without_words(from), without_words(to));
    if STILL.contains(&to) {
        return single(from);
    }
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
    fn what_is_read_at_once_is_read_as_all_is() {
        // A blank before it leads past what is plain.
        let slowly = |it: &str| PartialDate::read(&format!(" {it}")).ok();
        for (a, b) in (0..40).flat_map(|a| (0..16).map(move |b| (a, b))) {
            for sign in ['/', '-', '.'] {
                for typed in [
                    format!("{a}{sign}{b}{sign}2024"),
                    format!("{a:02}{sign}{b:02}{sign}1999"),
                    format!("2023{sign}{b}{sign}{a}"),
                    format!("{a}{sign}{b}{sign}24"),
                    format!("{a}{sign}{b}{sign}2024{sign}1"),
                    format!("{a:03}{sign}{b}{sign}2024"),
                    format!("{a}{sign}{b:03}{sign}2024"),
                ] {
                    assert_eq!(PartialDate::read(&typed).ok(), slowly(&typed), "{typed}");
                }
            }
        }
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
            ("Bulan Mei Tahun 2024", "2024-05"),
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
    fn dates_of_recaps_are_read() {
        for (typed, expected) in [
            ("12 Peb 2024", "2024-02-12"),
            ("12 Peb. 2024", "2024-02-12"),
            ("3 Mrt 2024", "2024-03-03"),
            ("9 Ag. 2023", "2023-08-09"),
            ("Jan-24", "2024-01"),
            ("Ags-24", "2024-08"),
            ("Sep-23", "2023-09"),
            ("01 Januari Tahun 2024", "2024-01-01"),
            ("Februari tahun 2023", "2023-02"),
            ("Tgl 5 bulan 3 2023", "2023-03-05"),
            ("2 Januari 2023 (Perwal No. 3)", "2023-01-02"),
            ("17 Agustus2024", "2024-08-17"),
            ("17Agustus2024", "2024-08-17"),
            ("20240817", "2024-08-17"),
            ("17082024", "2024-08-17"),
            ("5th March 2023", "2023-03-05"),
            ("1st May 2023", "2023-05-01"),
            ("March 5, 2023", "2023-03-05"),
            ("Oktober'23", "2023-10"),
            ("1 Juli '22", "2022-07-01"),
            ("1 Okober 2023", "2023-10-01"),
            ("1 Agusutus 2023", "2023-08-01"),
            ("1 Febuari 2023", "2023-02-01"),
            ("Djanuari 1998", "1998-01"),
            ("awal tahun 2023", "2023"),
            ("Akhir Desember 2022", "2022-12"),
            ("Pertengahan 2023", "2023"),
            ("Minggu ke-2 Maret 2024", "2024-03"),
            ("2023 - sekarang", "2023"),
            ("2023 s.d. sekarang", "2023"),
            ("1 Maret 2024 s/d sekarang", "2024-03-01"),
            ("Januari 2023 sampai dengan saat ini", "2023-01"),
            ("12 Januari 2024 pukul 08.30 WIB", "2024-01-12"),
            ("12 Januari 2024, pkl 8:30", "2024-01-12"),
        ] {
            check(typed, Some(expected));
        }
        for typed in [
            "2022 dan 2023",
            "2021, 2022, 2023",
            "2023 (uji coba), 2024 (penerapan)",
            "2 Januari 2023 (diubah 2024)",
            "17 Ramadhan 1445 H",
            "APBD 2023",
            "T.A. 2023",
            "1,5 tahun",
            "6 bulan",
            "Belum",
            "1 Jumi 2023",
            "sekarang",
            "- sekarang",
            "awal 12 Januari 2024",
            "Minggu ke-6 Maret 2024",
            "20241308",
            "31132024",
            "31 Juni 2024",
            "12 Januari 2024 pukul 25.00",
        ] {
            check(typed, None);
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
            "Jan-12",
            "24 Jan",
            "Agustus 24",
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
