//! Where something lies, and whether that can be right.
//!
//! A koordinat is a pair of whole millionths of a degree (about 11 cm), so that
//! what was read, shown and read again is the same. Only distances, which nobody
//! stores, are computed with floats.

mod map_address;
mod read;

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use crate::{
    core::{
        finding::{self, Finding},
        id::Subject,
    },
    inovasi::wilayah::Wilayah,
};

/// A point on the earth (WGS 84). Kept as the text of its [`fmt::Display`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Koordinat {
    /// Millionths of a degree, north positive; -90 to 90 degrees.
    lintang: i32,
    /// Millionths of a degree, east positive; -180 to 180 degrees.
    bujur: i32,
}

/// Why a text is no koordinat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KoordinatError {
    /// No pair of degrees in any usual form stands in it.
    #[error("not a koordinat")]
    Unreadable,
    /// A shortened address holds no numbers; it must be opened first.
    #[error("a shortened map address holds no koordinat")]
    ShortLink,
    /// It names several places, and nothing says which is meant.
    #[error("several koordinat")]
    Several,
    /// Numbers that no place on the earth has.
    #[error("no such place on the earth")]
    OutOfRange,
}

/// The box that all of Indonesia lies in, in millionths of a degree: from Rote to
/// Weh and from Sabang to Merauke, with half a degree to spare.
const LINTANG: std::ops::RangeInclusive<i32> = -11_500_000..=6_500_000;
const BUJUR: std::ops::RangeInclusive<i32> = 94_500_000..=141_500_000;

/// Mean radius of the earth, in km (IUGG).
const EARTH_KM: f64 = 6371.0088;

impl Koordinat {
    /// A point by degrees, rounded to six places (half away from zero); `None`
    /// where the earth has no such point.
    pub fn new(lintang: Decimal, bujur: Decimal) -> Option<Self> {
        let millionths = |degrees: Decimal, most: i32| {
            let whole = degrees.checked_mul(Decimal::from(1_000_000))?;
            let whole = whole.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            whole.to_i32().filter(|it| it.unsigned_abs() <= most.unsigned_abs())
        };
        Some(Self { lintang: millionths(lintang, 90_000_000)?, bujur: millionths(bujur, 180_000_000)? })
    }

    /// Reads what officers paste: `-6.9833, 110.4091`, `-6,9833; 110,4091`,
    /// `6.9833 S 110.4091 E`, `6°59'0" LS, 110°24'33" BT`, `Lat: … Long: …`, the
    /// address of a map in a browser, a `geo:` address. A comma between digits is
    /// a decimal comma unless the text also has decimal points. Two numbers that
    /// lie in Indonesia only the other way round are taken the other way round.
    ///
    /// # Errors
    /// Why no point, or no single one, can be meant.
    pub fn read(text: &str) -> Result<Self, KoordinatError> {
        read::read(text)
    }

    /// Degrees north, with six places.
    pub fn lintang(self) -> Decimal {
        Decimal::new(self.lintang.into(), 6)
    }

    /// Degrees east, with six places.
    pub fn bujur(self) -> Decimal {
        Decimal::new(self.bujur.into(), 6)
    }

    /// As people write it: `6,983333° LS, 110,409167° BT`.
    pub fn in_words(self) -> String {
        let half = |degrees: Decimal, [positive, negative]: [&str; 2]| {
            let side = if degrees.is_sign_negative() { negative } else { positive };
            format!("{}° {side}", degrees.abs().normalize()).replace('.', ",")
        };
        format!("{}, {}", half(self.lintang(), ["LU", "LS"]), half(self.bujur(), ["BT", "BB"]))
    }

    /// Whether it lies in the box around Indonesia. The box also holds sea and
    /// parts of the neighbours; [`check_koordinat`] is finer where the wilayah is
    /// known.
    pub fn inside_indonesia(self) -> bool {
        LINTANG.contains(&self.lintang) && BUJUR.contains(&self.bujur)
    }

    /// Kilometres along the surface of a sphere; off by at most half a percent.
    pub fn distance_km(&self, other: &Self) -> f64 {
        let radians = |it: i32| (f64::from(it) / 1e6).to_radians();
        let (lat, lat2) = (radians(self.lintang), radians(other.lintang));
        let half = |a: f64, b: f64| ((a - b) / 2.0).sin().powi(2);
        let h = half(lat2, lat) + lat.cos() * lat2.cos() * half(radians(other.bujur), radians(self.bujur));
        2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
    }
}

impl fmt::Display for Koordinat {
    /// The form that is stored: `-6.983300, 110.409100`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.lintang(), self.bujur())
    }
}

impl From<Koordinat> for String {
    fn from(it: Koordinat) -> Self {
        it.to_string()
    }
}

impl TryFrom<String> for Koordinat {
    type Error = KoordinatError;
    fn try_from(text: String) -> Result<Self, KoordinatError> {
        Self::read(&text)
    }
}

impl std::str::FromStr for Koordinat {
    type Err = KoordinatError;
    fn from_str(text: &str) -> Result<Self, KoordinatError> {
        Self::read(text)
    }
}

/// Kilometres from a wilayah's point beyond which a place surely lies elsewhere:
/// a quarter more than to its farthest desa, and 10 km, since a desa's own point
/// is in its middle.
fn surely_outside_km(wilayah: &Wilayah) -> f64 {
    f64::from(wilayah.jangkauan_km) * 1.25 + 10.0
}

/// What to remark on the koordinat of a subject as it stands, given the wilayah
/// of the pemda where it is known. A blank text has no remark here.
pub fn check_koordinat(subject: Subject, text: &str, wilayah: Option<&Wilayah>) -> Vec<Finding> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let koordinat = match Koordinat::read(text) {
        Ok(it) => it,
        Err(KoordinatError::ShortLink) => return vec![finding::koordinat_short_link(subject)],
        Err(_) => return vec![finding::koordinat_unreadable(subject, text)],
    };
    if !koordinat.inside_indonesia() {
        return vec![finding::koordinat_outside(subject, koordinat)];
    }
    let Some(wilayah) = wilayah else { return Vec::new() };
    let km = koordinat.distance_km(&wilayah.titik);
    if km <= surely_outside_km(wilayah) {
        return Vec::new();
    }
    vec![finding::koordinat_far(subject, koordinat, &wilayah.nama, km.round(), wilayah.jangkauan_km)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inovasi::wilayah::WilayahList;

    fn at(text: &str) -> Koordinat {
        Koordinat::read(text).unwrap()
    }

    #[test]
    fn what_is_shown_reads_as_itself() {
        for text in ["-6.983300, 110.409100", "0.000000, 109.333333", "-11.007000, 122.880000", "5.000001, 95.000000"] {
            assert_eq!(at(text).to_string(), text);
        }
        assert_eq!(at("-6.98330049, 110.4091005").to_string(), "-6.983300, 110.409101");
        assert_eq!(at("-0.0000004, 110").to_string(), "0.000000, 110.000000");
    }

    #[test]
    fn distances_are_those_of_an_atlas() {
        for (from, to, km) in [
            ("-6.983300, 110.409100", "-6.983300, 110.409100", 0.0),
            // A degree along the equator, and along a meridian.
            ("0, 110", "0, 111", 111.195),
            ("-1, 110", "0, 110", 111.195),
            // Monas to Tugu Muda, Sabang to Merauke.
            ("-6.175392, 106.827153", "-6.984034, 110.409279", 406.2),
            ("5.892, 95.324", "-8.499, 140.401", 5243.0),
        ] {
            let found = at(from).distance_km(&at(to));
            assert!((found - km).abs() <= km * 0.002 + 0.001, "{from} to {to}: {found}");
            assert_eq!(found, at(to).distance_km(&at(from)));
        }
    }

    #[test]
    fn a_koordinat_is_held_against_its_wilayah() {
        let list = WilayahList::read("kode,nama,lintang,bujur,jangkauan_km\n33,Provinsi Jawa Tengah,-6.993481,110.420243,208\n33.74,Kota Semarang,-6.981680,110.412234,17\n").unwrap();
        let semarang = list.by_kode("33.74");
        let codes = |text: &str, wilayah| {
            check_koordinat(Subject::Daerah, text, wilayah).iter().map(|it| it.code.name()).collect::<Vec<_>>()
        };
        for (text, wilayah, expected) in [
            ("", semarang, None),
            ("Balai Kota", semarang, Some("koordinat_unreadable")),
            ("https://maps.app.goo.gl/AbCdEf123", semarang, Some("koordinat_short_link")),
            ("-6,9903, 110,4229", semarang, None),
            ("110,4229, -6,9903", semarang, None),
            // Forgotten minus; Ungaran, the neighbour's seat; Tegal.
            ("6.9903, 110.4229", semarang, Some("koordinat_outside")),
            ("-7.129, 110.404", semarang, None),
            ("-6.87, 109.137", semarang, Some("koordinat_far")),
            ("-6.87, 109.137", list.by_kode("33"), None),
            ("-6.87, 109.137", None, None),
            ("51.5, -0.12", None, Some("koordinat_outside")),
        ] {
            assert_eq!(codes(text, wilayah), expected.into_iter().collect::<Vec<_>>(), "{text:?}");
        }
        let far = check_koordinat(Subject::Daerah, "-6.87, 109.137", semarang);
        let arg = |name| far[0].args.iter().find(|it| it.0 == name).map(|it| it.1.as_str());
        assert_eq!((arg("km"), arg("nama"), arg("jangkauan")), (Some("141"), Some("Kota Semarang"), Some("17")));
    }
}
