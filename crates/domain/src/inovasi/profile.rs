//! The profile of an inovasi: its fields.
//!
//! One table lists the fields in the order of the official form ("Proposal
//! Inovasi Daerah", 22 items in 2026); columns, interchange keys, screens and
//! exporters follow it. Which of them a year asks for is data of its instrument
//! (`profil.rs`); what is remarked on them is in `kelayakan.rs`.

use std::collections::BTreeMap;

use crate::named;

named! {
    /// How a field is filled in.
    pub enum FieldKind {
        /// One line of text.
        Line = "line",
        /// Text with line breaks.
        Paragraphs = "paragraphs",
        /// A [`PartialDate`](crate::core::date::PartialDate) in ISO form.
        Date = "date",
        /// The id of an option of the vocabulary of the same name.
        Option = "option",
        /// Ids of several options; each member is a field of its own in history.
        Set = "set",
        /// Several names in free words; each is a field of its own in history.
        Names = "names",
        /// The id of another inovasi.
        Inovasi = "inovasi",
    }
}

impl FieldKind {
    /// Whether a field of this kind has members instead of one value.
    pub fn has_members(self) -> bool {
        matches!(self, FieldKind::Set | FieldKind::Names)
    }
}

macro_rules! fields {
    ($($variant:ident $name:literal $kind:ident $label:literal;)*) => {
        named! {
            /// A field of the profile. Its one name: column, interchange key, history key.
            pub enum Field {
                $(#[doc = concat!("What forms label `", $label, "`.")] $variant = $name),*
            }
        }

        /// Every field, in the order of the official form.
        pub const FIELDS: &[Field] = &Field::ALL;

        impl Field {
            /// How it is filled in.
            pub fn kind(self) -> FieldKind {
                match self { $(Field::$variant => FieldKind::$kind),* }
            }

            /// Its label on the official form; a year's instrument may word it anew.
            pub fn label(self) -> &'static str {
                match self { $(Field::$variant => $label),* }
            }
        }
    };
}

fields! {
    Nama "nama" Line "Nama Inovasi";
    Kepanjangan "kepanjangan" Line "Kepanjangan";
    NamaLama "nama_lama" Names "Nama Lama";
    PerangkatDaerah "perangkat_daerah" Line "Perangkat Daerah";
    Tahapan "tahapan" Option "Tahapan Inovasi";
    Inisiator "inisiator" Option "Inisiator Inovasi";
    NamaInisiator "nama_inisiator" Line "Nama Inisiator";
    Klasifikasi "klasifikasi" Option "Klasifikasi";
    Jenis "jenis" Option "Jenis Inovasi";
    Bentuk "bentuk" Option "Bentuk Inovasi";
    Tematik "tematik" Option "Tematik";
    AstaCita "asta_cita" Option "Asta Cita";
    Pkpn "pkpn" Option "Klaster PKPN";
    ProgramPkpn "program_pkpn" Line "Program PKPN";
    UrusanUtama "urusan_utama" Option "Urusan Utama";
    UrusanBeririsan "urusan_beririsan" Set "Urusan Lain yang Beririsan";
    Koordinat "koordinat" Line "Koordinat";
    WaktuUjiCoba "waktu_uji_coba" Date "Waktu Uji Coba";
    WaktuPenerapan "waktu_penerapan" Date "Waktu Penerapan";
    WaktuPengembangan "waktu_pengembangan" Date "Waktu Pengembangan";
    PengembanganDari "pengembangan_dari" Inovasi "Pengembangan dari";
    RancangBangun "rancang_bangun" Paragraphs "Rancang Bangun";
    DasarHukum "dasar_hukum" Paragraphs "Dasar Hukum";
    Permasalahan "permasalahan" Paragraphs "Permasalahan";
    IsuStrategis "isu_strategis" Paragraphs "Isu Strategis";
    MetodePembaharuan "metode_pembaharuan" Paragraphs "Metode Pembaharuan";
    KeunggulanKebaharuan "keunggulan_kebaharuan" Paragraphs "Keunggulan dan Kebaharuan";
    CaraKerja "cara_kerja" Paragraphs "Cara Kerja";
    Tujuan "tujuan" Paragraphs "Tujuan";
    Manfaat "manfaat" Paragraphs "Manfaat";
    Hasil "hasil" Paragraphs "Hasil";
    Catatan "catatan" Paragraphs "Catatan";
}

/// The six parts of the rancang bangun, in the order of the official form. The
/// parts and the text as a whole stand side by side: an office may fill either.
pub const RANCANG_BANGUN_PARTS: [Field; 6] = [
    Field::DasarHukum,
    Field::Permasalahan,
    Field::IsuStrategis,
    Field::MetodePembaharuan,
    Field::KeunggulanKebaharuan,
    Field::CaraKerja,
];

/// Longest value of a line, in characters. Officers' longest names are near 200.
pub const MAX_LINE: usize = 500;
/// Longest value of paragraphs, in characters.
pub const MAX_PARAGRAPHS: usize = 100_000;

/// Why a text cannot be a field's value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Holds how many characters the field takes.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// Something that no keyboard types, such as a null or an escape.
    #[error("contains a control character")]
    Control,
    /// Nothing is left of it but blanks, and it is what people find the subject by.
    #[error("a name must not be empty")]
    EmptyNama,
}

/// Cleans and checks what was typed: outer blanks and invisible direction marks
/// go, Windows line ends become `\n`; an empty text is no value.
///
/// # Errors
/// The text is too long, holds control characters, or is an empty name.
pub fn clean_text(field: Field, typed: &str) -> Result<Option<String>, TextError> {
    let cleaned = clean(typed, field.kind() == FieldKind::Paragraphs)?;
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
    let limit = if paragraphs { MAX_PARAGRAPHS } else { MAX_LINE };
    // Nearly all texts: nothing is to be taken out of them or joined.
    let is_plain = |it: u8| matches!(it, b' '..=b'~') || (paragraphs && matches!(it, b'\n' | b'\t'));
    if typed.bytes().all(is_plain) {
        let text = typed.trim();
        let fits = text.len() <= limit;
        return if fits { Ok((!text.is_empty()).then(|| text.to_owned())) } else { Err(TextError::TooLong(limit)) };
    }
    let text: String = without_invisible(&typed.replace("\r\n", "\n").replace('\r', "\n"));
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

/// A text without what nobody can see. What joins two emoji into one stays: without it
/// a family is so many single people.
pub fn without_invisible(text: &str) -> String {
    let mut before = None;
    let mut letters = text.chars().peekable();
    let mut kept = String::with_capacity(text.len());
    while let Some(it) = letters.next() {
        let joins = it == ZERO_WIDTH_JOINER
            && before.is_some_and(|it| is_emoji(it) || is_of_emoji(it))
            && letters.peek().is_some_and(|it| is_emoji(*it));
        if joins || !is_invisible(it) {
            kept.push(it);
            before = Some(it);
        }
    }
    kept
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// A picture among the letters: the signs from arrows on, and the planes of pictures.
fn is_emoji(it: char) -> bool {
    matches!(it, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// What belongs to the picture before it: its colour of skin, and that it is one.
fn is_of_emoji(it: char) -> bool {
    matches!(it, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// The values of a profile; a missing key is a blank field.
pub type Profile = BTreeMap<Field, String>;

/// Words of the whole rancang bangun: the text and its parts together.
pub fn count_rancang_bangun(profile: &Profile) -> usize {
    std::iter::once(Field::RancangBangun)
        .chain(RANCANG_BANGUN_PARTS)
        .filter_map(|it| profile.get(&it))
        .map(|it| count_words(it))
        .sum()
}

/// Words as officers count them: what Word's counter shows, parts between
/// blanks. `anak-anak` is one, `Rp1.500.000,00` is one. A part without any
/// letter or digit (a lone dash or bullet) does not count.
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_goes_and_what_joins_emoji_stays() {
        for (text, kept) in [
            ("Kado\u{200b} Mbak\u{202e}Ita", "Kado MbakIta"),
            ("\u{feff}Pro\u{200d}gram", "Program"),
            (
                "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} keluarga",
                "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} keluarga",
            ),
            ("\u{1f469}\u{1f3fd}\u{200d}\u{2695}\u{fe0f}", "\u{1f469}\u{1f3fd}\u{200d}\u{2695}\u{fe0f}"),
            ("\u{2764}\u{fe0f}\u{200d}\u{1f525}", "\u{2764}\u{fe0f}\u{200d}\u{1f525}"),
            ("\u{1f468}\u{200d}\u{200d}a\u{200d}\u{1f467}", "\u{1f468}a\u{1f467}"),
        ] {
            assert_eq!(without_invisible(text), kept, "{text:?}");
        }
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
