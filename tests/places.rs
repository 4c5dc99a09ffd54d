//! Places and dates: what was written in any form reads as what was meant, and
//! no text can stop the reader.

use domain::{core::date::PartialDate, inovasi::koordinat::Koordinat};
use proptest::prelude::*;

use crate::kit::proptest_config;

/// Millionths of a degree as decimal degrees with a sign of its own.
fn decimal(millionths: i32, sign: char) -> String {
    let minus = if millionths < 0 { "-" } else { "" };
    let it = millionths.unsigned_abs();
    format!("{minus}{}{sign}{:06}", it / 1_000_000, it % 1_000_000)
}

/// Degrees, minutes and hundredths of a second; exact for multiples of 25/9.
fn sixtieths(millionths: i32) -> (u32, u32, u32, u32) {
    let hundredths = millionths.unsigned_abs() / 25 * 9;
    (hundredths / 360_000, hundredths / 6000 % 60, hundredths / 100 % 60, hundredths % 100)
}

proptest! {
    #![proptest_config(proptest_config(2000, "places.regressions"))]

    #[test]
    fn a_place_in_indonesia_reads_the_same_in_every_form(
        lintang in -440_000..260_000i32, bujur in 3_780_000..5_660_000i32,
    ) {
        // Multiples of 25 millionths are whole hundredths of a second.
        let (lintang, bujur) = (lintang * 25, bujur * 25);
        let (lat, lng) = (decimal(lintang, '.'), decimal(bujur, '.'));
        let (lat_comma, lng_comma) = (decimal(lintang, ','), decimal(bujur, ','));
        let (side, word) = if lintang < 0 { ("S", "LS") } else { ("N", "LU") };
        let ((d, m, s, h), (d2, m2, s2, h2)) = (sixtieths(lintang), sixtieths(bujur));
        let bare = lat.trim_start_matches('-');
        let expected = format!("{lat}, {lng}");
        for text in [
            expected.clone(),
            format!("{lng}, {lat}"),
            format!("{lat} {lng}"),
            format!("{lat_comma}; {lng_comma}"),
            format!("{lat_comma}, {lng_comma}"),
            format!("{lat_comma},{lng_comma}"),
            format!("{bare} {side} {lng} E"),
            format!("{lng} BT {bare} {word}"),
            format!("Lat: {lat}, Long: {lng}"),
            format!("https://www.google.com/maps/@{lat},{lng},17z"),
            format!("https://maps.google.com/?q={lat}%2C{lng}"),
            format!("geo:{lat},{lng}"),
            format!("{d}°{m}'{s}.{h:02}\"{side} {d2}°{m2}'{s2}.{h2:02}\"E"),
            format!("{d}° {m}' {s},{h:02}\" {word}, {d2}° {m2}' {s2},{h2:02}\" BT"),
        ] {
            let read = Koordinat::read(&text).map(|it| it.to_string());
            prop_assert_eq!(read.as_deref(), Ok(expected.as_str()), "{}", text);
        }
    }

    #[test]
    fn no_text_stops_the_readers(
        text in r#"([-+0-9.,;:/ '"°nsewltubt!3d@%?=&#]|[0-9]{1,30}|geo:|https://|!3d|!4d|q=|LS|BT|lat|januari|s\.d\.|tw|2024|\PC){0,40}"#,
    ) {
        if let Ok(it) = Koordinat::read(&text) {
            prop_assert_eq!(Koordinat::read(&it.to_string()), Ok(it));
        }
        if let Ok(it) = PartialDate::read(&text) {
            prop_assert_eq!(PartialDate::read(&it.to_string()), Ok(it));
        }
        let _ = registry::places::wilayah_list().search(&text, 3);
        let _ = registry::places::wilayah_list().by_kode(&text);
    }

    #[test]
    fn a_day_reads_the_same_in_every_form(serial in 36_526..54_788u32) {
        // 1 January 2000 to 31 December 2049, the years that two digits mean.
        let day = PartialDate::from_serial(f64::from(serial)).unwrap();
        let (iso, words) = (day.to_string(), day.in_words());
        let (y, m, d) = (&iso[..4], &iso[5..7], &iso[8..]);
        let dashed = words.replace(' ', "-");
        for text in [
            format!("{d}/{m}/{y}"), format!("{d}-{m}-{}", &y[2..]), format!("{iso}T00:00:00"), format!("{iso} 23:59"),
            format!("Senin, {words}"), format!("Tgl. {words}"), words.to_uppercase(), format!("{words} s.d. 31 Desember 2099"),
            dashed,
        ] {
            prop_assert_eq!(PartialDate::read(&text), Ok(day), "{}", text);
        }
    }
}
