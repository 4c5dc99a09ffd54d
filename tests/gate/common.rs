//! What every field obeys: cleaning, spelling, length, dates. Doors that bring back
//! what stood are asked once for each rule: they read nothing anew.

use super::{Base, Door::*, Expect::*, ROW, Row, Value};

/// Longest line and longest paragraphs, in characters.
const LINE: usize = 500;
const PARAGRAPHS: usize = 100_000;

/// Doors through which something comes as somebody wrote it.
const TYPED: &[super::Door] = &[Act, Many, Attach, Json, Recap, Form];

const LINE_OF: Row = Row { rule: "a text is cleaned", field: "kepanjangan", only: TYPED, ..ROW };
const NAMA: Row = Row { field: "nama", instead: "Lapor Semar", ..LINE_OF };
const TEXT_OF: Row = Row { field: "tujuan", ..LINE_OF };
const BODY: Row = Row { field: "perangkat_daerah/kode", ..LINE_OF };

/// An empty cell of a recap says nothing.
const BLANK: Row = Row { base: Base::Holds("Sistem"), expect: Nothing, but: &[(Recap, Left)], ..LINE_OF };

const LONG: Row = Row { rule: "a text has a longest", expect: Cannot("text_too_long"), ..LINE_OF };

const OPTION: Row = Row { rule: "an option is one of its list", field: "urusan_utama", only: TYPED, ..ROW };

/// Recaps number their urusan, and forms are filled in from recaps.
const NUMBERED: &[(super::Door, super::Expect)] = &[(Recap, Stands("kesehatan")), (Form, Stands("kesehatan"))];

const DATE: Row = Row { rule: "a date is a date", field: "waktu_penerapan", only: TYPED, ..ROW };

const PLACE: Row = Row { rule: "a koordinat in its one form", field: "koordinat", only: TYPED, ..ROW };

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    Row { case: "blanks and hidden signs", value: Value::Is(" Sistem\u{200b} Lapor "), expect: Stands("Sistem Lapor"), only: &[], ..LINE_OF },
    Row { case: "a line break in a line", value: Value::Is("Sistem\r\nLapor"), expect: Stands("Sistem Lapor"), ..LINE_OF },
    Row { case: "a line break in paragraphs", value: Value::Is("satu\r\ndua"), expect: Stands("satu\ndua"), ..TEXT_OF },
    Row { case: "a control character", value: Value::Is("a\u{1b}b"), expect: Cannot("text_control"), ..LINE_OF },
    Row { case: "a control character in paragraphs", value: Value::Is("a\u{1b}b"), expect: Cannot("text_control"), ..TEXT_OF },
    Row { case: "a control character in a former name", field: "nama_lama", value: Value::Is("a\u{1b}b"), expect: Cannot("text_control"), ..LINE_OF },
    Row { case: "blanks alone", value: Value::Is("   "), ..BLANK },
    Row { case: "hidden signs alone", value: Value::Is("\u{200b}"), ..BLANK },
    Row { case: "a name turned around", value: Value::Is("Lapor\u{202e} Semar 2"), expect: Stands("Lapor Semar 2"), ..NAMA },
    Row { case: "a name of hidden signs", value: Value::Is("\u{200b}"), expect: Cannot("nama_empty"), ..NAMA },
    Row { case: "a body's kode", value: Value::Is(" 1.02\u{200b}"), expect: Stands("1.02"), ..BODY },
    Row { case: "a body's name of hidden signs", field: "perangkat_daerah/nama", value: Value::Is("\u{200b}"), expect: Cannot("nama_empty"), ..BODY },
    Row { case: "a body's former name", field: "perangkat_daerah/nama_lama/", value: Value::Is(" Dishubkominfo\u{200b} "), expect: Stands("Dishubkominfo"), only: &[], ..BODY },
    Row { case: "pages of a bukti", field: "link/@self/bimtek", value: Value::Is(" 3-4\u{200b}"), expect: Stands("3-4"), only: &[], ..LINE_OF },

    Row { case: "a line", value: Value::Of('é', LINE), expect: AsWritten, only: &[], ..LONG },
    Row { case: "a line and one more", value: Value::Of('é', LINE + 1), ..LONG },
    Row { case: "a name and one more", field: "nama", value: Value::Of('x', LINE + 1), ..LONG },
    Row { case: "paragraphs", field: "tujuan", value: Value::Of('x', PARAGRAPHS), expect: AsWritten, ..LONG },
    Row { case: "paragraphs and one more", field: "tujuan", value: Value::Of('x', PARAGRAPHS + 1), ..LONG },
    Row { case: "a growth note and one more", field: "growth_note/iga-2026", value: Value::Of('x', PARAGRAPHS + 1), ..LONG },
    Row { case: "a body's name and one more", field: "perangkat_daerah/nama", value: Value::Of('x', LINE + 1), ..LONG },
    Row { case: "a body's kode and one more", field: "perangkat_daerah/kode", value: Value::Of('x', LINE + 1), ..LONG },
    Row { case: "pages and one more", field: "link/@self/bimtek", value: Value::Of('1', LINE + 1), ..LONG },

    Row { case: "by its id", value: Value::Is("kesehatan"), ..OPTION },
    Row { case: "by its name", value: Value::Is("Kesehatan"), expect: Stands("kesehatan"), only: &[], ..OPTION },
    Row { case: "by a known spelling", value: Value::Is("pemberdayaan perempuan & perlindungan anak"), expect: Stands("pemberdayaan-perempuan-dan-pelindungan-anak"), ..OPTION },
    Row { case: "none of it", value: Value::Is("Antariksa"), expect: Cannot("option_unlike"), ..OPTION },
    Row { case: "with its number", value: Value::Is("02) Kesehatan"), expect: Cannot("option_unlike"), but: NUMBERED, ..OPTION },
    Row { case: "one of several", field: "urusan_beririsan", value: Value::Is("Sosial"), expect: Stands("sosial"), only: &[], ..OPTION },
    Row { case: "one of several, none of it", field: "urusan_beririsan", value: Value::Is("Antariksa"), expect: Cannot("option_unlike"), ..OPTION },
    Row { case: "a kind of body", field: "perangkat_daerah/jenis", value: Value::Is("SETDA"), expect: Stands("sekretariat-daerah"), ..OPTION },
    Row { case: "a kind of body, none of it", field: "perangkat_daerah/jenis", value: Value::Is("Antariksa"), expect: Cannot("option_unlike"), ..OPTION },

    Row { case: "a day", value: Value::Is("17 Agustus 2024"), expect: Stands("2024-08-17"), only: &[], ..DATE },
    Row { case: "a month", value: Value::Is("Mei 2024"), expect: Stands("2024-05"), ..DATE },
    Row { case: "no day at all", value: Value::Is("31/02/2024"), expect: Cannot("date_unreadable"), ..DATE },
    Row { case: "words", value: Value::Is("kapan-kapan"), expect: Cannot("date_unreadable"), ..DATE },

    // An export brings back what was kept, as it was kept.
    Row { case: "as maps write it", value: Value::Is("-6.99,110.42"), expect: Stands("-6.990000, 110.420000"), but: &[(Json, AsWritten)], only: &[], ..PLACE },
    Row { case: "in the kept form", value: Value::Is("-6.990000, 110.420000"), ..PLACE },
    // What cannot be read stays for a finding.
    Row { case: "words", value: Value::Is("dekat pasar"), ..PLACE },
];
