//! The profile of an inovasi: its fields, and what is remarked on them.
//!
//! One table lists the fields in the order of the official form ("Proposal
//! Inovasi Daerah", 22 items in 2026); columns, interchange keys, screens and
//! exporters follow it.

use std::collections::BTreeMap;

use crate::{
    date::PartialDate,
    finding::{self, Finding},
    id::Subject,
    instrument::Kelayakan,
};

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Text with line breaks.
    Paragraphs,
    /// A [`PartialDate`] in ISO form.
    Date,
    /// The id of an option of the vocabulary of the same name.
    Option,
    /// Ids of several options; each member is a field of its own in history.
    Set,
}

/// Whether a submission needs the field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Wajib,
    Wanted,
    Optional,
}

macro_rules! fields {
    ($($variant:ident $name:literal $kind:ident $need:ident $label:literal;)*) => {
        /// A field of the profile.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Field { $($variant),* }

        /// Every field, in the order of the official form.
        pub const FIELDS: &[Field] = &[$(Field::$variant),*];

        impl Field {
            /// Its one name: column, interchange key, history key.
            pub fn name(self) -> &'static str {
                match self { $(Field::$variant => $name),* }
            }

            pub fn kind(self) -> Kind {
                match self { $(Field::$variant => Kind::$kind),* }
            }

            pub fn need(self) -> Need {
                match self { $(Field::$variant => Need::$need),* }
            }

            /// Its label on the official form.
            pub fn label(self) -> &'static str {
                match self { $(Field::$variant => $label),* }
            }
        }
    };
}

fields! {
    Nama "nama" Line Wajib "Nama Inovasi";
    Kepanjangan "kepanjangan" Line Optional "Kepanjangan";
    PerangkatDaerah "perangkat_daerah" Line Wajib "Perangkat Daerah";
    Tahapan "tahapan" Option Wajib "Tahapan Inovasi";
    Inisiator "inisiator" Option Wajib "Inisiator Inovasi";
    NamaInisiator "nama_inisiator" Line Wanted "Nama Inisiator";
    Klasifikasi "klasifikasi" Option Optional "Klasifikasi";
    Jenis "jenis" Option Wajib "Jenis Inovasi";
    Bentuk "bentuk" Option Wajib "Bentuk Inovasi";
    AstaCita "asta_cita" Option Optional "Asta Cita";
    Pkpn "pkpn" Option Optional "Klaster PKPN";
    ProgramPkpn "program_pkpn" Line Optional "Program PKPN";
    UrusanUtama "urusan_utama" Option Wajib "Urusan Utama";
    UrusanBeririsan "urusan_beririsan" Set Optional "Urusan Lain yang Beririsan";
    Koordinat "koordinat" Line Optional "Koordinat";
    WaktuUjiCoba "waktu_uji_coba" Date Wanted "Waktu Uji Coba";
    WaktuPenerapan "waktu_penerapan" Date Wajib "Waktu Penerapan";
    WaktuPengembangan "waktu_pengembangan" Date Optional "Waktu Pengembangan";
    RancangBangun "rancang_bangun" Paragraphs Wajib "Rancang Bangun";
    Tujuan "tujuan" Paragraphs Wanted "Tujuan";
    Manfaat "manfaat" Paragraphs Wanted "Manfaat";
    Hasil "hasil" Paragraphs Wanted "Hasil";
    Catatan "catatan" Paragraphs Optional "Catatan";
}

/// Longest value of a line, in characters. Officers' longest names are near 200.
pub const MAX_LINE: usize = 500;
/// Longest value of paragraphs, in characters.
pub const MAX_PARAGRAPHS: usize = 100_000;

impl Field {
    pub fn by_name(name: &str) -> Option<Self> {
        FIELDS.iter().copied().find(|it| it.name() == name)
    }
}

/// Why a text cannot be a field's value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("longer than {0} characters")]
    TooLong(usize),
    #[error("contains a control character")]
    Control,
    #[error("a name must not be empty")]
    EmptyNama,
}

/// Cleans and checks what was typed: outer blanks and invisible direction marks
/// go, Windows line ends become `\n`; an empty text is no value.
///
/// # Errors
/// The text is too long, holds control characters, or is an empty name.
pub fn clean_text(field: Field, typed: &str) -> Result<Option<String>, TextError> {
    let cleaned = clean(typed, field.kind() == Kind::Paragraphs)?;
    if cleaned.is_none() && field == Field::Nama {
        return Err(TextError::EmptyNama);
    }
    Ok(cleaned)
}

/// The same for texts outside the profile (nomor, tentang, person …).
///
/// # Errors
/// As [`clean_text`].
pub fn clean(typed: &str, paragraphs: bool) -> Result<Option<String>, TextError> {
    let text: String =
        typed.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|it| !is_invisible(*it)).collect();
    let text = text.trim();
    let allowed = |it: char| !it.is_control() || (paragraphs && matches!(it, '\n' | '\t'));
    // A pasted line break inside a one-line field is a blank, not a mistake.
    let text: String = if paragraphs {
        text.to_owned()
    } else {
        text.split(['\n', '\t']).map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
    };
    if !text.chars().all(allowed) {
        return Err(TextError::Control);
    }
    let limit = if paragraphs { MAX_PARAGRAPHS } else { MAX_LINE };
    if text.chars().count() > limit {
        return Err(TextError::TooLong(limit));
    }
    Ok((!text.is_empty()).then_some(text))
}

/// Direction overrides, zero-width characters and byte-order marks: they are
/// never meant, and they can make one name look like another.
pub fn is_invisible(it: char) -> bool {
    matches!(it,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{00ad}')
}

/// The values of a profile; a missing key is a blank field.
pub type Profile = BTreeMap<Field, String>;

/// Words as officers count them: what Word's counter shows, parts between
/// blanks. `anak-anak` is one, `Rp1.500.000,00` is one. A part without any
/// letter or digit (a lone dash or bullet) does not count.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count()
}

/// What is missing or wrong in a profile, under an award's rules of eligibility.
pub fn check_profile(subject: Subject, profile: &Profile, rules: &Kelayakan) -> Vec<Finding> {
    let mut findings = Vec::new();
    for field in FIELDS.iter().copied() {
        if !profile.contains_key(&field) && field.need() != Need::Optional {
            findings.push(finding::field_missing(subject, field.name(), field.need() == Need::Wajib));
        }
    }
    if let (Some(text), Some(minimum)) = (profile.get(&Field::RancangBangun), rules.minimum_kata) {
        let n_word = count_words(text);
        if n_word < minimum as usize {
            findings.push(finding::rancang_bangun_short(subject, n_word, minimum));
        }
    }
    if let (Some(wanted), Some(tahapan)) = (&rules.tahapan, profile.get(&Field::Tahapan))
        && wanted != tahapan
    {
        findings.push(finding::tahapan_not_counted(subject, wanted));
    }
    check_dates(subject, profile, rules, &mut findings);
    findings
}

fn check_dates(subject: Subject, profile: &Profile, rules: &Kelayakan, findings: &mut Vec<Finding>) {
    let date = |field| profile.get(&field).and_then(|it: &String| PartialDate::read(it).ok());
    let dates = [Field::WaktuUjiCoba, Field::WaktuPenerapan, Field::WaktuPengembangan];
    for field in dates {
        if let Some(known) = date(field).filter(|it| !it.is_complete()) {
            findings.push(finding::date_imprecise(subject, field.name(), known));
        }
    }
    for pair in dates.windows(2) {
        if let (Some(first), Some(second)) = (date(pair[0]), date(pair[1]))
            && first.first_day() > second.last_day()
        {
            findings.push(finding::dates_reversed(subject, pair[0].name(), pair[1].name()));
        }
    }
    let (Some(dari), Some(sampai)) = (rules.dari, rules.sampai) else { return };
    let counted: Vec<PartialDate> =
        [date(Field::WaktuPenerapan), date(Field::WaktuPengembangan)].into_iter().flatten().collect();
    if counted.is_empty() {
        return;
    }
    let inside = |it: &PartialDate| dari <= it.first_day() && it.last_day() <= sampai;
    let maybe = |it: &PartialDate| it.first_day() <= sampai && dari <= it.last_day();
    if counted.iter().any(inside) {
    } else if counted.iter().any(maybe) {
        findings.push(finding::window_uncertain(subject, dari, sampai));
    } else {
        findings.push(finding::outside_window(subject, dari, sampai));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::InovasiId;

    fn rules() -> Kelayakan {
        Kelayakan {
            dari: chrono::NaiveDate::from_ymd_opt(2024, 1, 1),
            sampai: chrono::NaiveDate::from_ymd_opt(2025, 12, 31),
            minimum_kata: Some(3),
            bagian_rancang_bangun: Vec::new(),
            tahapan: Some("penerapan".into()),
            ..Kelayakan::default()
        }
    }

    fn check(fields: &[(Field, &str)], expected: &[&str]) {
        let profile: Profile = fields.iter().map(|(f, v)| (*f, (*v).to_owned())).collect();
        let subject = Subject::Inovasi(InovasiId(uuid::Uuid::nil()));
        let found: Vec<String> = check_profile(subject, &profile, &rules())
            .into_iter()
            .filter(|it| it.code != "field_missing")
            .map(|it| format!("{} {}", it.code, it.about.unwrap_or_default()))
            .collect();
        assert_eq!(found, expected, "{fields:?}");
    }

    #[test]
    fn the_window_is_met_by_penerapan_or_by_pengembangan() {
        use Field::{WaktuPenerapan as P, WaktuPengembangan as K};
        check(&[(P, "2024-01-01")], &[]);
        check(&[(P, "2025-12-31")], &[]);
        check(&[(P, "2023-12-31")], &["outside_window waktu_penerapan"]);
        check(&[(P, "2026-01-01")], &["outside_window waktu_penerapan"]);
        check(&[(P, "2020-05-05"), (K, "2025-03-01")], &[]);
        check(&[(P, "2024")], &["date_imprecise waktu_penerapan"]);
        check(&[(P, "2020-05-05"), (K, "2020-01-01")],
            &["dates_reversed waktu_pengembangan", "outside_window waktu_penerapan"]);
        check(&[], &[]);
    }

    #[test]
    fn words_and_tahapan_are_remarked_on() {
        check(&[(Field::RancangBangun, "satu dua")], &["rancang_bangun_short rancang_bangun"]);
        check(&[(Field::RancangBangun, "satu dua tiga")], &[]);
        check(&[(Field::Tahapan, "uji-coba")], &["tahapan_not_counted tahapan"]);
    }

    #[test]
    fn words_are_counted_as_officers_count_them() {
        for (text, n) in [
            ("", 0),
            ("satu", 1),
            ("anak-anak  sehat\n\ndan\tkuat", 4),
            ("Rp1.500.000,00 per bulan", 3),
            ("a – b • c", 3),
            ("e-government", 1),
        ] {
            assert_eq!(count_words(text), n, "{text:?}");
        }
    }

    #[test]
    fn texts_are_cleaned_before_they_are_kept() {
        let line = |it: &str| clean(it, false);
        assert_eq!(line("  Pak Rahman \u{202e}"), Ok(Some("Pak Rahman".into())));
        assert_eq!(line("a\r\nb"), Ok(Some("a b".into())));
        assert_eq!(line(" \t "), Ok(None));
        assert_eq!(line("a\u{0}b"), Err(TextError::Control));
        assert_eq!(line("a\u{1b}[2J"), Err(TextError::Control));
        assert_eq!(line(&"x".repeat(501)), Err(TextError::TooLong(500)));
        assert_eq!(clean("a\r\nb\tc", true), Ok(Some("a\nb\tc".into())));
        assert_eq!(clean_text(Field::Nama, "\u{200b}"), Err(TextError::EmptyNama));
    }
}
