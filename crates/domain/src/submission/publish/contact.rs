//! Ways to reach a person inside a text, found however they are written, and blotted out.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::inovasi::profile::is_invisible;

/// What stands in the place of a way to reach a person.
pub const BLOTTED: &str = "[kontak tidak ditampilkan]";

/// Addresses of e-mail, also with `[at]`, with the words for the signs, and with blanks
/// around them (then only with an ending that everybody has); links to a person in a
/// messenger; names behind an `@`, but not a price each (`@Rp5.000`).
const WAYS: [&str; 5] = [
    r"[\w.%+-]+@[\w-]+(\.[\w-]+)+",
    r"(?i)[\w.%+-]+\s?(@|[\[({<]\s?(at|et|@)\s?[\])}>])\s?[\w-]+((\s?\.\s?|\s?[\[({<]\s?(dot|titik|\.)\s?[\])}>]\s?|\s(dot|titik)\s)[\w-]+)*(\s?\.\s?|\s?[\[({<]\s?(dot|titik|\.)\s?[\])}>]\s?|\s(dot|titik)\s)(id|com|net|org|info|biz|edu|gov|me|co|io)\b",
    r"(?i)[\w.%+-]+\sat\s[\w-]+(\s?[\[({<]?\s?(dot|titik)\s?[\])}>]?\s?[\w-]+)+",
    r"(?i)(https?://)?(www\.)?(t\s?\.\s?me|telegram\.(me|dog)|wa\s?\.\s?(me|link)|((api|chat|web)\.)?whatsapp\.com|line\.me|signal\.me|m\.me)\s?/\s?[\w@+%?&=#./~-]*\w",
    r"@[A-Za-z_][\w.]*\w",
];
static FOUND: LazyLock<Vec<Regex>> = LazyLock::new(|| WAYS.iter().filter_map(|it| Regex::new(it).ok()).collect());

/// A day at the beginning of a text.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})(?:\D|$)").ok()
});

/// Before a number that reaches a person, however short it is.
const REACHED_BY: [&str; 16] = [
    "telp", "tlp", "telepon", "telpon", "tel", "hp", "wa", "whatsapp", "kontak", "hubungi", "cp", "fax", "faks",
    "hotline", "sms", "phone",
];
/// Before the number of a person.
const OF_PERSON: [&str; 4] = ["nik", "nip", "ktp", "kk"];
/// Before the number of a document.
const OF_DOCUMENT: [&str; 4] = ["nomor", "no", "number", "sk"];
/// Before an amount.
const OF_MONEY: [&str; 2] = ["rp", "idr"];
/// Fewest digits of a telephone number that stands in a text.
const LEAST_DIGITS: usize = 9;
/// Fewest digits of one that is said to be one: 112 and 1500 are of an office.
const LEAST_SAID: usize = 6;
/// Fewest digits of a number of a person: a NIK has 16, a NIP 18.
const LEAST_OF_PERSON: usize = 16;
/// Most parts that a telephone number is written in, but for a mobile one.
const MOST_GROUPS: usize = 5;
/// Most signs between two digits of one number.
const MOST_BETWEEN: usize = 3;

/// A text without addresses of e-mail, names and links of messengers, telephone numbers
/// and numbers of persons (NIP, NIK): what could be one is blotted out, whatever signs it
/// is written with. Years, dates, amounts, numbers of documents and koordinat stay, and
/// so does every other letter as it was.
pub fn without_contacts(text: &str) -> String {
    let (plain, of) = plain(text);
    let is_start = |at: usize| {
        plain.get(..at).is_some_and(|it| it.chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
    };
    let mut found = Vec::new();
    for way in FOUND.iter() {
        let all = way.find_iter(&plain).filter(|it| is_start(it.start()) && !is_price(it.as_str()));
        found.extend(all.map(|it| it.range()));
    }
    let read = with_digits_read(&plain);
    let mut past = 0;
    for (at, it) in read.char_indices() {
        if at >= past
            && (it.is_ascii_digit() || "+(".contains(it))
            && is_start(at)
            && let Some((before, rest)) = read.split_at_checked(at)
        {
            if let Some(day) = DAY.as_ref().and_then(|it| it.captures(rest)?.get(1)) {
                past = at + day.len();
            } else if let Some(n) = number(rest, before) {
                past = at + n;
                found.push(at..past);
            }
        }
    }
    found.sort_by_key(|it| it.start);
    let (mut kept, mut done) = (String::with_capacity(text.len()), 0);
    for it in found {
        let (Some(&(start, _)), Some(&(_, end))) = (of.get(it.start), of.get(it.end.saturating_sub(1))) else {
            continue;
        };
        if start >= done {
            kept.push_str(text.get(done..start).unwrap_or_default());
            kept.push_str(BLOTTED);
        }
        done = done.max(end);
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    kept
}

/// A text in plain signs, and for each of its bytes where the letter lies that it is of:
/// wide, raised and circled digits are digits, every dash is `-`, every blank in a line is
/// one, and what nobody sees is not there.
fn plain(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut of) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, it) in text.char_indices() {
        // The last are what makes a picture of a key out of a digit.
        if is_invisible(it) || matches!(it, '\u{fe0f}' | '\u{20e3}') {
            continue;
        }
        for it in std::iter::once(it).nfkc() {
            plain.push(match it {
                '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30fc}' => '-',
                '\n' => it,
                _ if it.is_whitespace() => ' ',
                _ => it,
            });
        }
        of.resize(plain.len(), (at, at + it.len_utf8()));
    }
    (plain, of)
}

/// The same text, byte for byte, with letters that somebody wrote for digits read as
/// them: `o8l2` is `0812`. Only in a word of such letters and digits, and of `O` alone
/// only beside one.
fn with_digits_read(plain: &str) -> String {
    let as_digit = |it: char| match it {
        'o' | 'O' => '0',
        'l' | 'I' | 'i' => '1',
        other => other,
    };
    let mut read = String::with_capacity(plain.len());
    let mut after_digits = false;
    for word in plain.split_inclusive(|it: char| !it.is_alphanumeric()) {
        let bare = word.trim_end_matches(|it: char| !it.is_alphanumeric());
        let whole = !bare.is_empty() && bare.chars().all(|it| as_digit(it).is_ascii_digit());
        let has_digit = bare.contains(|it: char| it.is_ascii_digit());
        let zeros = bare.len() > 1 && bare.chars().all(|it| matches!(it, 'o' | 'O'));
        if whole && (has_digit || after_digits && zeros) {
            read.extend(word.chars().map(as_digit));
        } else {
            read.push_str(word);
        }
        after_digits = whole && has_digit || bare.is_empty() && after_digits;
    }
    read
}

fn is_price(found: &str) -> bool {
    let rest = found.get(..3).filter(|it| it.eq_ignore_ascii_case("@rp")).and_then(|_| found.get(3..));
    rest.is_some_and(|it| it.starts_with(|it: char| it == '.' || it.is_ascii_digit()))
}

/// Bytes of the telephone number, NIP or NIK with which a text begins.
fn number(rest: &str, before: &str) -> Option<usize> {
    let (mut end, mut between) = (0, 0);
    for (at, it) in rest.char_indices() {
        match it {
            '0'..='9' => (end, between) = (at + 1, 0),
            '+' if end == 0 && at <= 1 => {}
            ' ' | '-' | '.' | '_' | '/' | '(' | ')' if between < MOST_BETWEEN => between += 1,
            _ => break,
        }
    }
    let whole = rest.get(..end)?;
    if is_of_letter(before) {
        return None;
    }
    // Behind `1.` goes on what was no contact from there on, but for one that is whole.
    let goes_on =
        before.strip_suffix(['.', ',', '/', '-', '_']).is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit()));
    if goes_on && whole.chars().take_while(char::is_ascii_digit).count() < LEAST_DIGITS {
        return None;
    }
    let to_slash = whole.split('/').next().unwrap_or_default();
    [whole, to_slash].into_iter().find(|it| DigitRun::of(it).is_contact(&word_before(before))).map(str::len)
}

/// Whether the code of a letter stands right before: its class with points, then a
/// slash, as in `400.3.5.1/0812345678`. What follows is its number in the book.
fn is_of_letter(before: &str) -> bool {
    let Some(code) = before.strip_suffix('/') else { return false };
    let code = code.rsplit(|it: char| it != '.' && !it.is_ascii_digit()).next().unwrap_or_default();
    let mut groups = code.split('.');
    let class = groups.next().unwrap_or_default().len() == 3;
    class && code.contains('.') && groups.all(|it| (1..=3).contains(&it.len()))
}

/// The word before a number, lower case: `no` before `No. : 12`; empty where none is near.
fn word_before(before: &str) -> String {
    let near = before.trim_end_matches(|it: char| !it.is_alphanumeric() && it != '\n');
    if before.len() > near.len() + MOST_BETWEEN {
        return String::new();
    }
    near.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default().to_lowercase()
}

/// Digits with what stands between them.
struct DigitRun<'t> {
    text: &'t str,
    digits: String,
    groups: Vec<&'t str>,
}

impl<'t> DigitRun<'t> {
    fn of(text: &'t str) -> Self {
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        let groups = text.split(|it: char| !it.is_ascii_digit()).filter(|it| !it.is_empty()).collect();
        Self { text, digits, groups }
    }

    fn is_contact(&self, word: &str) -> bool {
        let n = self.digits.len();
        if OF_PERSON.contains(&word) && n >= LEAST_DIGITS {
            return true;
        }
        if OF_MONEY.contains(&word)
            || self.groups.iter().all(|it| is_year(it))
            || self.is_amount()
            || self.is_document(word)
        {
            return false;
        }
        if REACHED_BY.contains(&word) && n >= LEAST_SAID {
            return true;
        }
        (self.begins() && n >= LEAST_DIGITS) || self.is_of_person()
    }

    /// Whether it begins as a telephone number and goes on like one.
    fn begins(&self) -> bool {
        let (has_plus, first) = (self.text.contains('+'), self.groups.first().copied().unwrap_or_default());
        let mobile = has_plus || ["08", "62", "0062"].iter().any(|it| first.starts_with(it));
        let begins = match first.as_bytes() {
            _ if has_plus => true,
            // Of a fraction the point follows the zero.
            [b'0', b'1'..=b'9', ..] | [b'0', b'0', b'6', b'2', ..] => true,
            [b'6', b'2', ..] => self.groups.len() > 2 || !self.text.contains('.'),
            _ => false,
        };
        // Lists, codes of a budget and hours go by twos, or on and on.
        let by_twos = self.groups.iter().all(|it| it.len() <= 2) && (!mobile || self.text.contains('.'));
        let slashes = match self.text.matches('/').count() {
            0 => true,
            _ if mobile => (10..=15).contains(&self.digits.len()),
            // Behind the code of the area.
            n => n == 1 && (3..=4).contains(&first.len()) && self.digits.len() - first.len() >= LEAST_SAID,
        };
        begins && !by_twos && slashes && (mobile || self.groups.len() <= MOST_GROUPS)
    }

    /// A NIK or NIP; of one with points each part of it must be possible.
    fn is_of_person(&self) -> bool {
        let part =
            |from: usize, to: usize| self.digits.get(from..to).and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
        let is_day = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
        match (self.text.contains('.'), self.digits.len()) {
            (false, n) => n >= LEAST_OF_PERSON,
            (true, _) if self.text.contains(|it| !".0123456789".contains(it)) => false,
            // A woman's day is written 40 higher.
            (true, 16) => (11..=97).contains(&part(0, 2)) && is_day(part(6, 8) % 40, part(8, 10)),
            (true, 18) => is_day(part(6, 8), part(4, 6)) && (1900..=2100).contains(&part(0, 4)),
            (true, _) => false,
        }
    }

    /// Points part the thousands.
    fn is_amount(&self) -> bool {
        let Some((first, others)) = self.groups.split_first() else { return false };
        let dotted = self.text.chars().all(|it| it == '.' || it == '+' || it.is_ascii_digit());
        dotted
            && !others.is_empty()
            && !first.starts_with('0')
            && first.len() <= 3
            && others.iter().all(|it| it.len() == 3)
    }

    /// `050/412/2024`, `Nomor 0812345/2024`.
    fn is_document(&self, word: &str) -> bool {
        let code = self.groups.first().is_some_and(|it| it.len() <= 3);
        let ends = self.text.rsplit_once('/').is_some_and(|it| is_year(it.1));
        ends && (code || OF_DOCUMENT.contains(&word))
    }
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_reach_a_person_are_blotted_out_however_they_are_written() {
        for (text, n) in [
            ("Hubungi 0812-3456-7890 atau sari.ayu@semarang.go.id.", 2),
            ("Telp. (024) 351 3366, WA +62 812 3456 7890", 2),
            ("NIP 19700101 199503 1 001 dan NIK 3374010101700001", 2),
            ("surel: a@b.id", 1),
            ("WA 6281234567890, 0812.3456.7890, 081234567890 2021 2022", 3),
            // Signs that look like others.
            ("０８１２３４５６７８９０", 1),
            ("⓪①②, ０８１２－３４５６－７８９０", 1),
            ("0812–3456–7890, 0812—3456—7890, 0812−3456−7890", 3),
            ("0812/3456/7890 dan 0812_3456_7890 dan 0812 - 3456 - 7890", 3),
            ("0812\u{200b}3456\u{a0}7890 dan 0\u{fe0f}\u{20e3}812 3456 7890", 2),
            ("081/2345/6789, 024/3513366", 2),
            ("+65 9123 4567, (+62) 812 3456 7890, 62.812.3456.7890", 3),
            ("Telp: 3513366; No. HP : 3513-366; Fax. 351.3366", 3),
            ("sari[at]semarang.go.id, sari (at) gmail.com, sari {at} gmail [dot] com", 3),
            ("sari＠semarang.go.id; sari@semarang．go．id", 2),
            ("sari @ semarang.go.id; sari.ayu @ semarang . go . id; sari@ gmail.com", 3),
            ("sari at gmail dot com; sari at gmail titik co titik id", 2),
            ("t.me/sari_ayu, https://t.me/+AbC-dE, wa.me/6281234567890, https://wa.me/qr/ABC1", 4),
            ("https://api.whatsapp.com/send?phone=6281234567890&text=halo chat.whatsapp.com/AbC", 2),
            ("Telegram @sari_ayu, IG ＠pemkot.semarang.", 2),
            ("NIK 3374010101700001; NIK 3374 0101 0170 0001; NIK 3374-0101-0170-0001", 3),
            ("3374.0141.0170.0001 dan NIK: 33.740.101.017.000.001; NIP. 197001011995031001", 3),
            ("197001011995031001 lalu 19700101.199503.1.001", 2),
            ("2021 081234567890", 1),
            // Letters for digits.
            ("o8l2 3456 789O", 1),
            ("O812-3456-789O, o812.3456.7890, 08I2 3456 7890, 0812 OOOO 1234", 4),
            ("WA o8l234567890 dan +62 8l2 3456 789o", 2),
            ("NIP l97OO1O1 1995O3 1 OO1; NIK 33740l0l0l700001", 2),
            ("(O24) 3512345; (024) 351 2345; (024)3512345; 024-351-2345", 4),
            ("+62812-3456-7890; +62 (24) 351 2345; 0062 812 3456 7890; 62 812 3456 7890", 4),
            ("http://wa.me/6281234567890?text=halo; WA.ME/0812; wa . me / 62812", 3),
            ("sari[at]gmail.com; sari [dot] ayu [at] semarang [dot] go [dot] id; sari(at)pemkot.go.id", 3),
            ("telp 0812345678/0898765432; HP: 0812345678 / 0813456789", 2),
            ("Narahubung: Sari 0812 345 678; Budi, 0813.4567.8901; Ayu (0857-1234-5678)", 3),
            ("Balai Kota, faks (024) 3584077, telepon 024.3584077 ext. 12", 2),
            ("NIP.198501012010011002 / NIP 19850101 201001 1 002", 2),
            ("HUBUNGI:081234567890;081398765432", 2),
            ("Jalan 5/081234567890, lantai 3. 081234567890", 2),
        ] {
            let blotted = without_contacts(text);
            assert_eq!(blotted.matches(BLOTTED).count(), n, "{text}: {blotted}");
            let left = blotted.chars().filter(|it| it.is_numeric() || *it == '@').count();
            assert!(left <= 4 || text.contains('⓪'), "{text}: {blotted}");
        }
        let whole = without_contacts("Hubungi 0812-3456-7890 atau\n sari.ayu @ semarang.go.id. Ｘ");
        assert_eq!(whole, format!("Hubungi {BLOTTED} atau\n {BLOTTED}. Ｘ"));
        assert!(FOUND.len() == WAYS.len() && DAY.is_some());
    }

    #[test]
    fn other_numbers_and_signs_stay_as_they_are() {
        for text in [
            "",
            "Tahun 2021-2024, Rp1.500.000.000,00, 1.234.567.890 lembar",
            "2019 2020 2021 2022 2023; 2021–2024; 2019/2020",
            "SK Nomor 050/412 Tahun 2024; Perda 3/2021; Nomor 12 Tahun 2024",
            "Nomor 050/1234/2024, 070/123/BRIDA/2024, 188.4/12/2026, 089/1234/2024, No. 0812345/2024",
            "Peraturan Menteri Nomor 104 Tahun 2018 Pasal 3 ayat (2) huruf a",
            "-6.983333, 110.409167; -7.123456 110.409167",
            "85% dari 10000 warga; 10 kg @ Rp 5.000; 20 orang @Rp50.000; 3 kegiatan @ 2 jam",
            "10 ribu @ kantong. Setiap warga",
            "Rp 62.000.000.000 atau 0.78927512345, 1.234.567.890.123.456",
            "Rp 1.250.000; Rp. 1.250.000.000; Rp1,25 miliar; Rp 62 000 000 000; +1.250.000.000",
            "01-02-2024–05-06-2024; 08/12/2024 - 10/12/2024; 08-12-2024 10.00 WIB; 2024-01-02 2024-03-04",
            "08.00-12.00 13.00-16.00 WIB; pukul 08.00–16.00",
            "Kode 01.02.03.2.01.01.0001.00; 5.1.02.01.01.0024; 1.02.02.2.01.0031",
            "HP 12.000.000 unit; WA 2021-2024; hubungi 112; call center 1500",
            "https://semarang.go.id/a/b?c=1, semarang.go.id, start.me/x",
            "Permenkes 62/2020, UU 23/2014, 62 orang, 62.123456789",
            // Numbers of letters, whatever their class.
            "Nomor 400.3.5.1/0812345678",
            "Surat 400.3.5.1/0812345678 tanggal 3 Mei 2026; B/400.3.5.1/0812345678; 000.9.6.1/021345678/2026",
            "Nomor: 400.10.2.2/0245678901 dan 188.45/0312345678",
            "Nomor 188.44/123/2026; 800.1.11.1/0045/BKPSDM/2025; 005/0123/IX/2026",
            "Senin, 7 Juli 2025; 17-08-2025; 2025.08.17; 17/8/2025 pukul 08.00; 01.01.2024 s.d. 31.12.2024",
            "Kode wilayah 33.74, 33.74.01.1001, 3374011001; kode pos 50132",
            "-6.98333333, 110.40916667; 6°59'00\" LS 110°25'00\" BT; lat -7.0051453 lon 110.4381254",
            "Rp1.234.567.890,00; Rp 081.234.567; Rp l.500.000; IDR 1 250 000 000; Rp0,00; Rp8.123.456.789",
            "1.O0O warga, 10l air, 5OO kg, 2O25, tahap II 2024 dan III 2025, 0l orang",
            "ISBN 978-602-1234-56-7; DOI 10.1000/182; versi 2.10.3; ISO 9001:2015; RT 01 RW 02",
            "Program 5.01.03.2.02.0001; subkegiatan 1.02.02.2.01.0031; rekening 5.1.02.01.01.0024",
            "O2 dan CO2, I4.0, olio, lolo 11, Il 2 lo",
            "①②③ ½ ５００ ㎡ café — “kutip” …",
        ] {
            assert_eq!(without_contacts(text), text);
        }
    }
}
