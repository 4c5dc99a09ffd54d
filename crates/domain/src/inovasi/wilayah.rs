//! The wilayah of the country: provinces, kabupaten and kota with their official
//! kode. The table is `places/wilayah.csv`, handed in as text.

mod zone;

use rust_decimal::Decimal;

use crate::inovasi::koordinat::Koordinat;

pub use zone::zone_minutes;

pub mod pemda;

/// One province, kabupaten or kota.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wilayah {
    /// `33` or `33.74`.
    pub kode: String,
    /// In full: `Provinsi Jawa Tengah`, `Kabupaten Tegal`, `Kota Semarang`.
    pub nama: String,
    /// A point of the seat of government.
    pub titik: Koordinat,
    /// From that point to the farthest desa, in km, rounded up.
    pub jangkauan_km: u32,
    /// The name as it is compared: small letters, no signs.
    folded: String,
}

/// All wilayah, in the order of their kode.
#[derive(Clone, Debug, Default)]
pub struct WilayahList(Vec<Wilayah>);

/// A line of the table that cannot be right.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {cause}")]
pub struct WilayahError {
    /// Counted from 1, the heading included.
    pub line: usize,
    /// What is wrong with it, in English; for whoever made the table.
    pub cause: &'static str,
}

/// The heading that the table must have.
const HEADING: &str = "kode,nama,lintang,bujur,jangkauan_km";

/// Longest text that is searched for, in words and in letters of a word.
const MAX_WORDS: usize = 8;
const MAX_LETTERS: usize = 40;

/// Words that say what a wilayah is; what follows them is its own name.
const KINDS: [&str; 8] = ["provinsi", "kabupaten", "kota", "administrasi", "daerah", "istimewa", "khusus", "ibukota"];

/// How people shorten; each stands for whole words.
const SHORT: [(&str, &str); 32] = [
    ("kab", "kabupaten"),
    ("pemkab", "kabupaten"),
    ("pemkot", "kota"),
    ("prov", "provinsi"),
    ("pemprov", "provinsi"),
    ("propinsi", "provinsi"),
    ("pemerintah", ""),
    ("pemda", ""),
    ("adm", "administrasi"),
    ("kep", "kepulauan"),
    ("dki", "daerah khusus ibukota"),
    ("diy", "daerah istimewa yogyakarta"),
    ("jogja", "yogyakarta"),
    ("sumut", "sumatera utara"),
    ("sumbar", "sumatera barat"),
    ("sumsel", "sumatera selatan"),
    ("kepri", "kepulauan riau"),
    ("babel", "kepulauan bangka belitung"),
    ("jabar", "jawa barat"),
    ("jateng", "jawa tengah"),
    ("jatim", "jawa timur"),
    ("ntb", "nusa tenggara barat"),
    ("ntt", "nusa tenggara timur"),
    ("kalbar", "kalimantan barat"),
    ("kalteng", "kalimantan tengah"),
    ("kalsel", "kalimantan selatan"),
    ("kaltim", "kalimantan timur"),
    ("kaltara", "kalimantan utara"),
    ("sulut", "sulawesi utara"),
    ("sulteng", "sulawesi tengah"),
    ("sulsel", "sulawesi selatan"),
    ("sultra", "sulawesi tenggara"),
];

impl Wilayah {
    /// Whether it governs itself and so may own a registry; the parts of Jakarta
    /// do not (UU 29/2007; UU 2/2024).
    pub fn is_daerah(&self) -> bool {
        !self.folded.split(' ').any(|it| it == "administrasi")
    }

    /// Whether it is a province: those have a kode of two digits.
    pub fn is_provinsi(&self) -> bool {
        self.kode.len() == 2
    }

    /// The folded name without the words that say what it is.
    fn own_name(&self) -> &str {
        own_name(&self.folded)
    }
}

impl WilayahList {
    /// Reads the table.
    ///
    /// # Errors
    /// The first line that is not of the form, out of order, without its
    /// province, or outside Indonesia.
    pub fn read(csv: &str) -> Result<Self, WilayahError> {
        let mut list: Vec<Wilayah> = Vec::new();
        let mut lines = csv.lines().enumerate();
        if lines.next().is_none_or(|it| it.1.trim_end() != HEADING) {
            return Err(WilayahError { line: 1, cause: "another heading" });
        }
        for (at, line) in lines.filter(|it| !it.1.trim().is_empty()) {
            let fault = |cause| WilayahError { line: at + 1, cause };
            let fields: Vec<&str> = line.trim_end().split(',').collect();
            let [kode, nama, lintang, bujur, jangkauan] = fields[..] else { return Err(fault("not five fields")) };
            if kode_of(kode).as_deref() != Some(kode) {
                return Err(fault("no kode"));
            }
            if list.last().is_some_and(|it| it.kode.as_str() >= kode) {
                return Err(fault("out of order"));
            }
            let province = kode.get(..2).unwrap_or(kode);
            if kode != province && !list.iter().any(|it| it.kode == province) {
                return Err(fault("without its province"));
            }
            let degrees = |it: &str| it.parse::<Decimal>().map_err(|_| fault("no number"));
            let titik = Koordinat::new(degrees(lintang)?, degrees(bujur)?).filter(|it| it.inside_indonesia());
            let folded = fold(nama).join(" ");
            if own_name(&folded).is_empty() {
                return Err(fault("no name"));
            }
            list.push(Wilayah {
                kode: kode.to_owned(),
                nama: nama.to_owned(),
                titik: titik.ok_or_else(|| fault("not in Indonesia"))?,
                jangkauan_km: jangkauan.parse().map_err(|_| fault("no number"))?,
                folded,
            });
        }
        Ok(Self(list))
    }

    /// Every wilayah, in the order of kode.
    pub fn iter(&self) -> std::slice::Iter<'_, Wilayah> {
        self.0.iter()
    }

    /// The wilayah of a kode, written `33.74` or `3374`.
    pub fn by_kode(&self, kode: &str) -> Option<&Wilayah> {
        let kode = kode_of(kode)?;
        self.0.binary_search_by(|it| it.kode.as_str().cmp(&kode)).ok().and_then(|at| self.0.get(at))
    }

    /// The province that a kode lies in; a province lies in itself.
    pub fn provinsi_of(&self, kode: &str) -> Option<&Wilayah> {
        self.by_kode(kode_of(kode)?.get(..2)?)
    }

    /// The one wilayah of a name: `Kota Semarang`, `Kab. Tegal`, `Pemkot Semarang`,
    /// `Jateng`. `None` for `Semarang`, which is two.
    pub fn by_nama(&self, nama: &str) -> Option<&Wilayah> {
        let wanted = fold(nama).join(" ");
        // `DKI Jakarta` says what it is without the word provinsi; `Gorontalo` does not.
        let says_kind = own_name(&wanted) != wanted;
        let named =
            |it: &&Wilayah| it.folded == wanted || (says_kind && it.folded.strip_prefix("provinsi ") == Some(&wanted));
        self.0.iter().find(named).or_else(|| {
            let mut own = self.0.iter().filter(|it| it.own_name() == wanted);
            own.next().filter(|_| own.next().is_none())
        })
    }

    /// The wilayah that a text may mean, the best first, at most `limit`. Every
    /// word must begin a word of the name, or nearly (one wrong letter from four
    /// letters on, two from eight on); digits begin a kode.
    pub fn search(&self, text: &str, limit: usize) -> Vec<&Wilayah> {
        let kode: String = text.chars().filter(|it| !matches!(it, '.' | ' ')).collect();
        if !kode.is_empty() && kode.bytes().all(|it| it.is_ascii_digit()) {
            let starts = |it: &&Wilayah| it.kode.replace('.', "").starts_with(&kode);
            return self.0.iter().filter(starts).take(limit).collect();
        }
        let words = fold(text);
        if words.is_empty() || words.len() > MAX_WORDS || words.iter().any(|it| it.chars().count() > MAX_LETTERS) {
            return Vec::new();
        }
        let own = own_name_of(&words);
        let mut found: Vec<_> = self
            .0
            .iter()
            .filter_map(|it| {
                let wrong = words.iter().map(|word| wrong_letters(word, &it.folded)).sum::<Option<usize>>()?;
                let (exact, starts) = (it.own_name() == own, it.own_name().starts_with(&own));
                Some(((wrong, !exact, !starts, it.nama.len()), it))
            })
            .collect();
        found.sort_by(|a, b| (a.0, &a.1.kode).cmp(&(b.0, &b.1.kode)));
        found.into_iter().take(limit).map(|it| it.1).collect()
    }
}

/// `3374` and `33.74` as `33.74`; `None` for what is neither that nor `33`.
fn kode_of(text: &str) -> Option<String> {
    let text = text.trim();
    let digits: Vec<u8> = text.bytes().filter(|it| *it != b'.').collect();
    let dotted = match digits.as_slice() {
        [a, b] => String::from_utf8(vec![*a, *b]).ok()?,
        [a, b, c, d] => String::from_utf8(vec![*a, *b, b'.', *c, *d]).ok()?,
        _ => return None,
    };
    let plain = dotted.replace('.', "");
    let digits = plain.bytes().all(|it| it.is_ascii_digit());
    (digits && (text == dotted || text == plain)).then_some(dotted)
}

/// The words of a name in small letters, shortened ones in full.
fn fold(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    lower
        .split(|it: char| !it.is_alphanumeric())
        .flat_map(|word| SHORT.iter().find(|it| it.0 == word).map_or(word, |it| it.1).split(' '))
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect()
}

fn own_name(folded: &str) -> &str {
    let mut rest = folded;
    while let Some((first, behind)) = rest.split_once(' ') {
        if !KINDS.contains(&first) {
            break;
        }
        rest = behind;
    }
    rest
}

fn own_name_of(words: &[String]) -> String {
    own_name(&words.join(" ")).to_owned()
}

/// The fewest wrong letters with which `word` begins a word of `name`; `None` for
/// too many.
fn wrong_letters(word: &str, name: &str) -> Option<usize> {
    if name.split(' ').any(|it| it.starts_with(word)) {
        return Some(0);
    }
    let letters: Vec<char> = word.chars().collect();
    let allowed = match letters.len() {
        0..4 => return None,
        4..8 => 1,
        _ => 2,
    };
    name.split(' ').map(|it| to_beginning(&letters, it)).min().filter(|it| *it <= allowed)
}

/// Letters to change, add or leave out until `letters` begins `word`.
fn to_beginning(letters: &[char], word: &str) -> usize {
    // A row holds, for each beginning of `letters`, how far the beginning of `word`
    // read so far is from it; that of no letter at all is left out.
    let mut row: Vec<usize> = (1..=letters.len()).collect();
    let mut best = letters.len();
    for (at, letter) in word.chars().enumerate() {
        let (mut corner, mut left) = (at, at + 1);
        for (above, expected) in row.iter_mut().zip(letters) {
            let changed = corner + usize::from(*expected != letter);
            corner = *above;
            left = changed.min(*above + 1).min(left + 1);
            *above = left;
        }
        best = best.min(left);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "kode,nama,lintang,bujur,jangkauan_km\n\
        31,Provinsi Daerah Khusus Ibukota Jakarta,-6.177802,106.828444,79\n\
        31.74,Kota Administrasi Jakarta Selatan,-6.247775,106.807637,14\n\
        33,Provinsi Jawa Tengah,-6.993481,110.420243,208\n\
        33.22,Kabupaten Semarang,-7.128957,110.404091,49\n\
        33.28,Kabupaten Tegal,-6.995408,109.127895,26\n\
        33.74,Kota Semarang,-6.981680,110.412234,17\n\
        33.76,Kota Tegal,-6.870409,109.137416,7\n\
        34,Provinsi Daerah Istimewa Yogyakarta,-7.795580,110.369490,60\n\
        34.71,Kota Yogyakarta,-7.800700,110.391600,6\n";

    fn list() -> WilayahList {
        WilayahList::read(TABLE).unwrap()
    }

    #[test]
    fn a_kode_is_found_with_and_without_its_point() {
        let list = list();
        for (kode, expected) in [
            ("33.74", Some("Kota Semarang")),
            (" 3374 ", Some("Kota Semarang")),
            ("33", Some("Provinsi Jawa Tengah")),
            ("33.99", None),
            ("3.374", None),
            ("33.74.01", None),
            ("", None),
            ("kota", None),
            ("３３", None),
        ] {
            assert_eq!(list.by_kode(kode).map(|it| it.nama.as_str()), expected, "{kode:?}");
        }
        assert_eq!(list.provinsi_of("33.74").unwrap().kode, "33");
        assert_eq!(list.provinsi_of("33").unwrap().kode, "33");
        assert!(list.provinsi_of("99.01").is_none());
        assert!(!list.by_kode("31.74").unwrap().is_daerah() && list.by_kode("31").unwrap().is_daerah());
        assert!(list.by_kode("31").unwrap().is_provinsi() && !list.by_kode("33.74").unwrap().is_provinsi());
    }

    #[test]
    fn a_name_means_one_wilayah_or_none() {
        let list = list();
        for (nama, expected) in [
            ("Kota Semarang", Some("33.74")),
            ("KAB. TEGAL", Some("33.28")),
            ("Pemerintah Kabupaten Tegal", Some("33.28")),
            ("Pemkot Semarang", Some("33.74")),
            ("Jateng", Some("33")),
            ("Provinsi Jawa Tengah", Some("33")),
            ("DKI Jakarta", Some("31")),
            ("DIY", Some("34")),
            ("Semarang", None),
            ("Yogyakarta", None),
            ("Kota", None),
            ("", None),
        ] {
            assert_eq!(list.by_nama(nama).map(|it| it.kode.as_str()), expected, "{nama:?}");
        }
    }

    #[test]
    fn typing_offers_the_likeliest_first() {
        let list = list();
        for (text, expected) in [
            ("semar", &["33.74", "33.22"][..]),
            ("kab semar", &["33.22"]),
            ("kota te", &["33.76"]),
            ("semrang", &["33.74", "33.22"]),
            ("tegla", &["33.76", "33.28"]),
            ("jateng", &["33"]),
            ("yogya", &["34.71", "34"]),
            ("jakarta", &["31", "31.74"]),
            ("33.7", &["33.74", "33.76"]),
            ("337", &["33.74", "33.76"]),
            ("xyz", &[]),
            ("", &[]),
            ("semarang tegal", &[]),
        ] {
            let found: Vec<&str> = list.search(text, 10).iter().map(|it| it.kode.as_str()).collect();
            assert_eq!(found, expected, "{text:?}");
        }
        assert_eq!(list.search("semar", 1).len(), 1);
        assert!(list.search(&"a ".repeat(5000), 5).is_empty() && list.search(&"a".repeat(5000), 5).is_empty());
    }

    #[test]
    fn a_table_that_cannot_be_right_is_refused() {
        let line = |line: &str| WilayahList::read(&format!("{HEADING}\n33,Provinsi Jawa Tengah,-7,110,208\n{line}\n"));
        assert_eq!(line("33.74,Kota Semarang,-6.98,110.41,17").unwrap().iter().count(), 2);
        for (text, cause) in [
            ("33.74,Kota Semarang,-6.98,110.41", "not five fields"),
            ("33.74,Kota \"A, B\",-6.98,110.41,17", "not five fields"),
            ("3374,Kota Semarang,-6.98,110.41,17", "no kode"),
            ("33,Provinsi Jawa Tengah,-7,110,208", "out of order"),
            ("34.71,Kota Yogyakarta,-7.8,110.4,6", "without its province"),
            ("33.74,Kota Semarang,6.98x,110.41,17", "no number"),
            ("33.74,Kota Semarang,-6.98,110.41,-1", "no number"),
            ("33.74,Kota Semarang,-6.98,10.41,17", "not in Indonesia"),
            ("33.74, ,-6.98,110.41,17", "no name"),
        ] {
            assert_eq!(line(text).unwrap_err(), WilayahError { line: 3, cause }, "{text}");
        }
        assert_eq!(WilayahList::read("").unwrap_err().line, 1);
    }
}
