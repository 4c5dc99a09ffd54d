//! Telephone numbers and numbers of persons among the other numbers of a text: what stands
//! before, between and behind the digits decides.

/// Before a number that reaches a person, however short it is.
const REACHED_BY: [&str; 18] = [
    "telp",
    "tlp",
    "telepon",
    "telpon",
    "tel",
    "hp",
    "wa",
    "whatsapp",
    "kontak",
    "hubungi",
    "cp",
    "fax",
    "faks",
    "hotline",
    "sms",
    "phone",
    "narahubung",
    "handphone",
];
/// Between such a word and the number.
const FILLERS: [&str; 18] = [
    "ke", "di", "nomor", "no", "nomer", "kantor", "kami", "admin", "resmi", "pada", "melalui", "via", "lewat",
    "dengan", "business", "ini", "aktif", "number",
];
/// Words whose point ends no sentence.
const SHORTENED: [&str; 5] = ["no", "bpk", "sdr", "dr", "hj"];
/// Before the number of a person.
const OF_PERSON: [&str; 4] = ["nik", "nip", "ktp", "kk"];
/// Before the number of a document.
const OF_DOCUMENT: [&str; 4] = ["nomor", "no", "number", "sk"];
/// Before what is numbered, and is no person.
const OF_THING: [&str; 15] = [
    "nib", "berusaha", "issn", "isbn", "nop", "npsn", "nss", "resi", "paten", "irt", "bpom", "barcode", "seri", "pos",
    "sni",
];
/// Before a place on the earth.
const OF_PLACE: [&str; 9] = ["koordinat", "lintang", "bujur", "lat", "latitude", "lon", "long", "longitude", "gps"];
/// Before an amount, however it is written.
const OF_MONEY: [&str; 2] = ["rp", "idr"];
/// Before an amount that begins as no telephone number of a person does.
const OF_AMOUNT: [&str; 12] = [
    "anggaran", "biaya", "senilai", "sebesar", "dana", "harga", "total", "jumlah", "sejumlah", "sebanyak", "mencapai",
    "hibah",
];
/// Behind what was counted.
const COUNTED: [&str; 52] = [
    "rupiah",
    "rp",
    "ribu",
    "juta",
    "miliar",
    "milyar",
    "triliun",
    "orang",
    "jiwa",
    "warga",
    "penduduk",
    "peserta",
    "siswa",
    "pengguna",
    "pelanggan",
    "pengunjung",
    "kunjungan",
    "keluarga",
    "kk",
    "rumah",
    "unit",
    "buah",
    "lembar",
    "paket",
    "dokumen",
    "berkas",
    "data",
    "aduan",
    "laporan",
    "pesan",
    "transaksi",
    "kali",
    "kg",
    "gram",
    "ton",
    "liter",
    "meter",
    "km",
    "m2",
    "m3",
    "ha",
    "hektare",
    "kwh",
    "watt",
    "persen",
    "mb",
    "gb",
    "pohon",
    "bidang",
    "responden",
    "kartu",
    "lampu",
];

/// Fewest digits of a telephone number that stands in a text.
const LEAST_DIGITS: usize = 9;
/// Most digits of one of a person.
const MOST_DIGITS: usize = 14;
/// Fewest digits of one that is said to be one: 112 and 1500 are of an office.
const LEAST_SAID: usize = 6;
/// Fewest digits of a number of a person: a NIK has 16, a NIP 18.
const LEAST_OF_PERSON: usize = 16;
/// Most parts that a telephone number is written in, but for a mobile one.
const MOST_GROUPS: usize = 5;
/// Most signs between two digits of one number.
const MOST_BETWEEN: usize = 3;
/// Words that are looked back for one that says what a number is.
const MOST_WORDS: usize = 5;

/// What stands before a number.
pub(super) struct Around {
    /// The word right before it, in small letters; empty where none is near.
    word: String,
    /// Whether it is said to reach somebody: right before it, or of the number before it.
    said: bool,
    /// Whether some words before it speak of reaching somebody.
    near: bool,
    /// Whether it goes on behind `1.`, as in a list.
    goes_on: bool,
    /// Whether the code of a letter stands right before.
    of_letter: bool,
}

impl Around {
    /// `between`: what stands between it and the number before it that reaches somebody.
    pub(super) fn of(before: &str, between: Option<&str>) -> Self {
        let words = words_before(before);
        let at = words.iter().position(|it| REACHED_BY.contains(&it.as_str()));
        let filled = |n| words.iter().take(n).all(|it| FILLERS.contains(&it.as_str()));
        let open = before.strip_suffix(['.', ',', '/', '-', '_']);
        Self {
            word: word_before(before),
            said: at.is_some_and(filled) || between.is_some_and(is_and),
            near: at.is_some(),
            goes_on: open.is_some_and(|it| it.ends_with(|it: char| it.is_ascii_digit())),
            of_letter: is_of_letter(before),
        }
    }

    fn is_of(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }
}

/// Bytes of the telephone number, NIP or NIK with which a text begins; else how many
/// belong to another number, and are not looked at again.
pub(super) fn number(rest: &str, around: &Around) -> Result<usize, usize> {
    let whole = digits_of(rest);
    let first = whole.split(' ').next().unwrap_or_default();
    if around.of_letter {
        return Err(0);
    }
    if around.is_of(&OF_THING) || is_degrees(first) && (around.is_of(&OF_PLACE) || is_pair(whole)) {
        return Err(first.len());
    }
    if around.goes_on && whole.chars().take_while(char::is_ascii_digit).count() < LEAST_DIGITS {
        return Err(0);
    }
    let to_slash = whole.split('/').next().unwrap_or_default();
    let is_contact = |it: &&str| {
        let behind = rest.get(it.len()..).unwrap_or_default();
        DigitRun::of(it).is_contact(around, is_counted(behind))
    };
    if let Some(it) = [whole, to_slash].iter().find(|it| is_contact(it)) {
        return Ok(it.len());
    }
    Err(if DigitRun::of(whole).is_dates() { whole.len() } else { 0 })
}

/// The digits with which a text begins and what stands between them.
fn digits_of(rest: &str) -> &str {
    let (mut end, mut between) = (0, 0);
    for (at, it) in rest.char_indices() {
        match it {
            '0'..='9' => (end, between) = (at + 1, 0),
            '+' if end == 0 && at <= 1 => {}
            ' ' | '-' | '.' | '_' | '/' | '(' | ')' if between < MOST_BETWEEN => between += 1,
            _ => break,
        }
    }
    rest.get(..end).unwrap_or_default()
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

/// The last words of the same sentence, the last first, up to another number.
fn words_before(before: &str) -> Vec<String> {
    let mut rest = before.rsplit(['\n', ';', '!', '?']).next().unwrap_or_default();
    let mut words = Vec::new();
    while words.len() < MOST_WORDS {
        let near = rest.trim_end_matches(|it: char| !it.is_alphanumeric());
        let start = near
            .rfind(|it: char| !it.is_alphanumeric())
            .map_or(0, |at| at + near.get(at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8));
        let (Some(word), Some(gap)) = (near.get(start..), rest.get(near.len()..)) else { break };
        let word = word.to_lowercase();
        let ends = gap.contains('.') && !REACHED_BY.contains(&word.as_str()) && !SHORTENED.contains(&word.as_str());
        if word.is_empty() || ends || word.contains(|it: char| it.is_ascii_digit()) {
            break;
        }
        words.push(word);
        rest = near.get(..start).unwrap_or_default();
    }
    words
}

/// Whether two numbers are told in one breath.
fn is_and(between: &str) -> bool {
    let word = between.trim_matches([' ', ',', ';', '/', '|', '&', '(', ')', '.', ':', '-']);
    between.len() <= 12
        && ["", "dan", "atau", "dan/atau", "and", "or", "hp", "wa", "fax", "faks"]
            .contains(&word.to_lowercase().as_str())
}

/// Whether what stands behind a number says that it was counted.
fn is_counted(behind: &str) -> bool {
    let behind = behind.strip_prefix(' ').unwrap_or(behind);
    let word: String = behind.chars().take_while(|it| it.is_alphanumeric()).collect();
    behind.starts_with('%') || COUNTED.contains(&word.to_lowercase().as_str())
}

/// Degrees with a point and more places than anything else has: `07.0051453`.
fn is_degrees(token: &str) -> bool {
    let Some((whole, places)) = token.trim_end_matches(['.', '-']).split_once('.') else { return false };
    let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    let in_range = whole.parse::<u32>().is_ok_and(|it| it <= 180);
    // What begins like the code of an area is one.
    let is_area = whole.len() == 3 && whole.starts_with('0');
    digits(whole) && digits(places) && in_range && !is_area && whole.len() <= 3 && (5..=8).contains(&places.len())
}

/// Whether two of them stand behind one another.
fn is_pair(whole: &str) -> bool {
    let mut tokens = whole.split(' ').filter(|it| it.contains(|it: char| it.is_ascii_digit()));
    let (first, second) = (tokens.next(), tokens.next());
    first.is_some_and(is_degrees) && second.is_some_and(|it| is_degrees(it.trim_start_matches('-')))
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

    fn is_contact(&self, around: &Around, counted: bool) -> bool {
        let n = self.digits.len();
        if self.is_abroad() && n >= LEAST_DIGITS {
            return true;
        }
        let counted = counted && self.is_count();
        if around.is_of(&OF_PERSON) && n >= LEAST_DIGITS && (n >= LEAST_OF_PERSON || !counted) {
            return true;
        }
        if counted
            || around.is_of(&OF_MONEY)
            || around.is_of(&OF_AMOUNT) && self.is_count() && !self.digits.starts_with("628")
            || self.groups.iter().all(|it| is_year(it))
            || self.is_amount()
            || self.is_dates()
            || self.is_document(around)
        {
            return false;
        }
        if around.said && n >= LEAST_SAID {
            return true;
        }
        (around.near && self.is_mobile_without_zero()) || (self.begins() && n >= LEAST_DIGITS) || self.is_of_person()
    }

    /// `+62.812.345.678` has the points of an amount, and is none.
    fn is_abroad(&self) -> bool {
        let area = self.groups.get(1).is_some_and(|it| it.starts_with(['2', '3', '4', '5', '6', '7', '8', '9']));
        self.text.contains("+62") && self.groups.first() == Some(&"62") && area
    }

    /// As people write how many: no zero before it, and blanks or points at the thousands
    /// alone.
    fn is_count(&self) -> bool {
        let thousands = |it: &&str| it.len() == 3;
        let plain = self.text.chars().all(|it| it.is_ascii_digit() || matches!(it, ' ' | '.'));
        plain && !self.text.starts_with('0') && self.groups.iter().skip(1).all(thousands)
    }

    /// `812-3456-7890`.
    fn is_mobile_without_zero(&self) -> bool {
        let first = self.groups.first().is_some_and(|it| it.starts_with('8') && it.len() >= 3);
        first && (LEAST_DIGITS..=MOST_DIGITS).contains(&self.digits.len()) && self.groups.len() <= MOST_GROUPS
    }

    /// Begins as a telephone number and goes on like one.
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

    /// Days, hours and at least one year, and nothing else: `01 08 2024 - 05 08 2024`.
    fn is_dates(&self) -> bool {
        let small = |it: &&str| it.len() <= 2 && it.parse::<u8>().is_ok_and(|it| it <= 59);
        let first = self.groups.first().is_some_and(|it| is_year(it) || it.parse::<u8>().is_ok_and(|it| it <= 31));
        let years = self.groups.iter().filter(|it| is_year(it)).count();
        first && !self.text.contains('+') && years > 0 && self.groups.iter().all(|it| is_year(it) || small(it))
    }

    /// `050/412/2024`, `Nomor 0812345/2024`.
    fn is_document(&self, around: &Around) -> bool {
        let code = self.groups.first().is_some_and(|it| it.len() <= 3);
        let ends = self.text.rsplit_once('/').is_some_and(|it| is_year(it.1));
        ends && (code || around.is_of(&OF_DOCUMENT))
    }
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && (group.starts_with("19") || group.starts_with("20"))
}
