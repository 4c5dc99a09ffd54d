//! The rules that each have a rule of their own, and how they once differed.

use super::{Base, Door::*, Expect::*, Given, NOBODY, NOW, ROW, Row, THEN, Value, Whose};

const CHOICE: &str = "assessment/iga-2026/bimtek";
const INPUT: &str = "input/iga-2026/penyelesaian-layanan-pengaduan/persen-selesai";
const TICK: &str = "tick/iga-2026/keterlibatan-aktor-inovasi/media";
const VARIANT: &str = "assessment/iga-2026/kemanfaatan-inovasi";
const LINK: &str = "link/@self/bimtek";
const SEMAR: &str = r#"{"profile":{"nama":"Lapor Semar"}}"#;

/// A closed year takes nothing, and says so.
const CLOSED: Row =
    Row { rule: "a closed year is not written", given: Given::Closed(NOW), expect: Cannot("year_closed"), ..ROW };

/// What carries the fields of a bukti itself.
const OF_BUKTI: &[super::Door] = &[Act, Undo, Redo, Parcel];

/// A link has no year: it belongs to the year of the worksheet it is made on, and
/// where there is none, to the one that is worked under.
const LINKED: Row = Row {
    rule: "a bukti of a closed year is not linked or taken away",
    field: LINK,
    value: Value::Is("3-4"),
    ..CLOSED
};

/// Whoever chooses has looked.
const LOOKED: Row = Row {
    rule: "choosing ends a review",
    given: Given::Waits("bimtek"),
    look: "review/iga-2026/bimtek",
    expect: Nothing,
    only: &[Act, Json, Recap, Form, Scenario, Combine, Restore],
    ..ROW
};

const RING: Row = Row {
    rule: "no ring of perangkat daerah",
    field: "perangkat_daerah/induk",
    expect: Cannot("perangkat_daerah_ring"),
    ..ROW
};

const NAMES: Row =
    Row { rule: "names of perangkat daerah are unique", field: "perangkat_daerah/nama", instead: "Dinas Lain", ..ROW };

const DEVELOPS: Row = Row { rule: "no inovasi develops itself", field: "pengembangan_dari", ..ROW };

/// What an older program let through comes back from its exports; so does the id of a
/// body that was taken out elsewhere.
const OLD: &[(super::Door, super::Expect)] = &[(Json, AsWritten)];

/// One limit for both: what the key of a former name can hold.
const FORMER: Row = Row { rule: "length of a former name", field: "nama_lama", ..ROW };
const FORMER_BODY: Row = Row { field: "perangkat_daerah/nama_lama/", ..FORMER };

const OFF: Row = Row {
    rule: "a perangkat daerah that is no more",
    field: "perangkat_daerah/aktif",
    expect: Stands("0"),
    only: &[Act, Json, Form],
    ..ROW
};
const ON: Row = Row { base: Base::Holds("0"), expect: Nothing, ..OFF };

/// Of one that was proposed a year before. What an older program let through comes
/// back from an export, a form after a loss, and by a step back.
const GREW: Row = Row {
    rule: "a growth note has at least ten signs",
    field: "growth_note/iga-2026",
    base: Base::Earlier,
    instead: "Dari dua menjadi empat kelurahan",
    stood: true,
    expect: Cannot("growth_note_short"),
    but: &[(Json, AsWritten), (Lost, AsWritten), (Undo, AsWritten), (Redo, AsWritten)],
    ..ROW
};

const CHECKED: Row = Row { rule: "the value checked is the value written", field: VARIANT, ..ROW };

/// A year needs no rules here, and a closed one takes its results.
const OFFICIAL: Row = Row {
    rule: "figures of the ministry",
    field: "official/iga-2026/kematangan_verifikasi",
    given: Given::Closed(NOW),
    only: &[Act, Json, Combine, Restore, Undo, Redo, Parcel],
    ..ROW
};
const ACCEPTED: Row = Row { field: "official_parameter/iga-2026/bimtek", instead: "1", ..OFFICIAL };

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    Row { case: "a choice", field: CHOICE, value: Value::Is("2"), ..CLOSED },
    Row { case: "a choice of the region", field: "assessment/iga-2026/visi-dan-misi", value: Value::Is("1"), whose: Whose::Daerah, ..CLOSED },
    Row { case: "a choice taken back", field: CHOICE, base: Base::Holds("2"), instead: "1", but: &[(Recap, Left)], ..CLOSED },
    Row { case: "a choice of a year before", field: "assessment/iga-2025/bimtek", value: Value::Is("2"), given: Given::Closed(THEN), ..CLOSED },
    Row { case: "a choice of the year after it", field: CHOICE, value: Value::Is("2"), given: Given::Closed(THEN), expect: AsWritten, only: OF_BUKTI, ..CLOSED },
    // A file that says again what stands changes nothing.
    Row { case: "a choice that stands already", field: CHOICE, value: Value::Is("2"), base: Base::Holds("2"), expect: Left, only: &[Json, Recap, Form], ..CLOSED },
    Row { case: "a number", field: INPUT, value: Value::Is("30"), ..CLOSED },
    Row { case: "a tick", field: TICK, value: Value::Is("1"), ..CLOSED },
    Row { case: "an inovasi withdrawn", field: "usulan/iga-2026", value: Value::Is("0"), instead: "1", only: &[Act, Json, Scenario, Best, Restore, Undo, Redo, Parcel], ..CLOSED },
    Row { case: "an inovasi proposed", field: "usulan/iga-2026", value: Value::Is("1"), base: Base::Holds("0"), instead: "0", only: &[Act, Json, Restore, Undo, Redo, Parcel], ..CLOSED },
    Row { case: "a growth note", field: "growth_note/iga-2026", value: Value::Is("Dari satu menjadi tiga kelurahan"), instead: "Dari dua menjadi empat kelurahan", ..CLOSED },
    Row { case: "a profile kept aside", field: "archived/iga-2026", value: Value::Is(SEMAR), instead: r#"{"profile":{"nama":"Lapor"}}"#, ..CLOSED },
    // The year that is left is closed as a rule: that is when its profile is kept aside.
    Row { case: "the profile when its year is left", field: "archived/iga-2025", value: Value::Is(SEMAR), base: Base::Silent, given: Given::Nothing, expect: AsWritten, but: &[(Json, Cannot("year_closed"))], only: &[Act, Best, Json], ..CLOSED },
    Row { case: "a review", field: "review/iga-2026/bimtek", value: Value::Is("reworded"), ..CLOSED },
    Row { case: "a review that is ended", field: "review/iga-2026/bimtek", base: Base::Holds("reworded"), instead: "rung_gone", ..CLOSED },
    Row { case: "a verdict", field: "verdict/iga-2026/bimtek", value: Value::Is("1"), base: Base::With(CHOICE, "2"), but: &[(Restore, Cannot("value_not_restorable"))], ..CLOSED },
    Row { case: "a passage", field: "verification/iga-2026", value: Value::Is("diajukan"), only: &[Act, Redo, Parcel], ..CLOSED },

    Row { case: "a bukti linked", ..LINKED },
    Row { case: "its pages changed", base: Base::Holds("1"), instead: "2", ..LINKED },
    Row { case: "a bukti taken away", value: Value::Is(""), base: Base::Holds("1"), instead: "2", ..LINKED },
    Row { case: "on the worksheet of another, closed year", under: THEN, given: Given::Closed(THEN), only: &[Act, Attach], ..LINKED },
    Row { case: "taken away there", value: Value::Is(""), base: Base::Holds("1"), under: THEN, given: Given::Closed(THEN), only: &[Act], ..LINKED },
    Row { case: "in the year after a closed one", given: Given::Closed(THEN), expect: AsWritten, ..LINKED },
    Row { case: "taken away in the year after a closed one", value: Value::Is(""), base: Base::Holds("1"), instead: "2", given: Given::Closed(THEN), expect: Nothing, ..LINKED },
    // A document of the profile is no answer and belongs to no year.
    Row { case: "a document of the profile", field: "link/@self/profil-anggaran", expect: AsWritten, ..LINKED },

    Row { case: "a bukti of its answers, dated", field: "tanggal", value: Value::Is("2025-03-01"), only: OF_BUKTI, ..CLOSED },
    Row { case: "a bukti of its answers, numbered", field: "nomor", value: Value::Is("188/1"), only: OF_BUKTI, ..CLOSED },
    Row { case: "a bukti of its answers, told", field: "tentang", value: Value::Is("Aduan"), base: Base::Holds("Tata kota"), instead: "Pajak", only: OF_BUKTI, ..CLOSED },
    Row { case: "a bukti that an open year asks for too", field: "tanggal", value: Value::Is("2025-03-01"), base: Base::Earlier, given: Given::Closed(THEN), expect: AsWritten, only: OF_BUKTI, ..CLOSED },

    Row { case: "with a decimal point", value: Value::Is("87.5"), instead: "3", expect: AsWritten, ..OFFICIAL },
    Row { case: "with a decimal comma", value: Value::Is("87,50"), instead: "3", expect: Stands("87.5"), only: &[Act], ..OFFICIAL },
    // A document of a program is exact.
    Row { case: "with a decimal comma, in a document", value: Value::Is("87,50"), expect: Cannot("figure_unreadable"), only: &[Json], ..OFFICIAL },
    Row { case: "of a year without rules", field: "official/iga-2022/iid_verifikasi", value: Value::Is("60.79"), whose: Whose::Daerah, instead: "3", given: Given::Nothing, expect: AsWritten, ..OFFICIAL },
    Row { case: "words", value: Value::Is("tinggi"), expect: Cannot("figure_unreadable"), only: &[Act, Json], ..OFFICIAL },
    Row { case: "below nothing", value: Value::Is("-1"), expect: Cannot("figure_unreadable"), only: &[Act, Json], ..OFFICIAL },
    Row { case: "of the region, on an inovasi", field: "official/iga-2026/iid_verifikasi", value: Value::Is("3"), expect: Cannot("official_elsewhere"), only: &[Act, Json], ..OFFICIAL },
    Row { case: "the accepted parameter", value: Value::Is("2"), expect: AsWritten, ..ACCEPTED },
    Row { case: "none accepted", value: Value::Is("0"), expect: AsWritten, ..ACCEPTED },
    Row { case: "a rung that is not there", value: Value::Is("9"), expect: Cannot("figure_unreadable"), only: &[Act, Json], ..ACCEPTED },

    Row { case: "a parameter", field: CHOICE, value: Value::Is("2"), instead: "1", ..LOOKED },
    Row { case: "a number", field: INPUT, value: Value::Is("30"), given: Given::Waits("penyelesaian-layanan-pengaduan"), look: "review/iga-2026/penyelesaian-layanan-pengaduan", ..LOOKED },
    Row { case: "a tick", field: TICK, value: Value::Is("1"), given: Given::Waits("keterlibatan-aktor-inovasi"), look: "review/iga-2026/keterlibatan-aktor-inovasi", ..LOOKED },
    // A person who chooses the same again has looked; a file that repeats it has not.
    Row { case: "the parameter that stands", field: CHOICE, value: Value::Is("2"), base: Base::With(CHOICE, "2"), but: &[(Json, Left), (Recap, Left), (Form, Left)], only: &[Act, Json, Recap, Form, Scenario], ..LOOKED },

    Row { case: "under its own child", value: Value::Is("@child"), given: Given::ChildBelow, ..RING },
    Row { case: "under itself", value: Value::Is("@body"), ..RING },
    Row { case: "under another", value: Value::Is("@child"), expect: AsWritten, ..RING },
    Row { case: "under one that is not there", value: Value::Is(NOBODY), expect: Cannot("perangkat_daerah_missing"), but: OLD, ..RING },

    Row { case: "another's name", value: Value::Is("Dinas Kesehatan"), given: Given::Namesake("Dinas Kesehatan"), expect: Cannot("perangkat_daerah_exists"), ..NAMES },
    Row { case: "another's name, spelt otherwise", value: Value::Is("DINAS kesehatan."), given: Given::Namesake("Dinas Kesehatan"), expect: Cannot("perangkat_daerah_exists"), ..NAMES },
    Row { case: "another's name in short", value: Value::Is("Kec. Tugu"), given: Given::Namesake("Kecamatan Tugu"), expect: Cannot("perangkat_daerah_exists"), ..NAMES },
    Row { case: "its own, spelt otherwise", value: Value::Is("DINAS KOMINFO"), ..NAMES },
    Row { case: "a name of its own", value: Value::Is("Dinas Kominfo dan Persandian"), ..NAMES },

    Row { rule: "a count is never below nothing", case: "a share of complaints", field: INPUT, value: Value::Is("-5"), expect: Cannot("number_negative"), ..ROW },
    Row { rule: "a review names its reason", case: "one that there is not", field: "review/iga-2026/bimtek", value: Value::Is("hmm"), expect: Cannot("review_unknown"), only: &[Json], ..ROW },

    Row { case: "itself", value: Value::Is("@self"), expect: Cannot("develops_itself"), ..DEVELOPS },
    Row { case: "another", value: Value::Is("@other"), ..DEVELOPS },
    // What was developed may have been taken out since; the export says it all the same.
    Row { case: "one that is not there", value: Value::Is(NOBODY), expect: Cannot("inovasi_missing"), but: &[(Json, AsWritten)], ..DEVELOPS },

    Row { case: "of an inovasi, what a key holds", value: Value::Of('x', 480), ..FORMER },
    Row { case: "of an inovasi, letters of two bytes", value: Value::Of('é', 480), ..FORMER },
    Row { case: "of an inovasi, one more", value: Value::Of('x', 481), expect: Cannot("text_too_long"), but: OLD, ..FORMER },
    Row { case: "of an inovasi, longer than a line", value: Value::Of('x', 501), expect: Cannot("text_too_long"), ..FORMER },
    Row { case: "of an inovasi, by its name", field: "nama", value: Value::Of('x', 500), look: "nama_lama", expect: Cannot("text_too_long"), only: &[Combine], ..FORMER },
    Row { case: "of an inovasi, by a short name", field: "nama", value: Value::Is("Lapor Hendi"), look: "nama_lama", only: &[Combine], ..FORMER },
    Row { case: "of a perangkat daerah, what a key holds", value: Value::Of('x', 480), ..FORMER_BODY },
    Row { case: "of a perangkat daerah, letters of two bytes", value: Value::Of('é', 480), ..FORMER_BODY },
    Row { case: "of a perangkat daerah, one more", value: Value::Of('x', 481), expect: Cannot("text_too_long"), but: OLD, ..FORMER_BODY },
    Row { case: "of a perangkat daerah, a whole line", value: Value::Of('x', 500), expect: Cannot("text_too_long"), ..FORMER_BODY },
    Row { case: "of a perangkat daerah, longer than a line", value: Value::Of('x', 501), expect: Cannot("text_too_long"), ..FORMER_BODY },

    Row { case: "0", value: Value::Is("0"), ..OFF },
    Row { case: "false", value: Value::Is("false"), ..OFF },
    Row { case: "tidak", value: Value::Is("tidak"), ..OFF },
    Row { case: "Tidak", value: Value::Is("Tidak"), ..OFF },
    Row { case: "FALSE", value: Value::Is("FALSE"), ..OFF },
    Row { case: "1, and it is back", value: Value::Is("1"), ..ON },
    Row { case: "true, and it is back", value: Value::Is("true"), ..ON },
    Row { case: "ya, and it is back", value: Value::Is("ya"), ..ON },
    Row { case: "nothing said, and it is back", value: Value::Is(""), ..ON },

    Row { case: "a dash", value: Value::Is("–"), ..GREW },
    Row { case: "six signs", value: Value::Is("tumbuh"), ..GREW },
    Row { case: "nine signs", value: Value::Of('x', 9), ..GREW },
    Row { case: "ten signs", value: Value::Of('x', 10), expect: AsWritten, ..GREW },

    Row { case: "with a measuring basis", value: Value::Is("3/f"), instead: "2", ..CHECKED },
    // What stood is brought back as it was; findings tell of it.
    Row { case: "whose measuring basis is gone", value: Value::Is("3/f"), instead: "2", given: Given::VariantGone, expect: Cannot("variant_unknown"), but: &[(Combine, AsWritten), (Undo, AsWritten), (Redo, AsWritten)], ..CHECKED },
    Row { case: "a measuring basis that never was", value: Value::Is("3/z"), expect: Cannot("variant_unknown"), ..CHECKED },
    Row { case: "a rung that is not there", value: Value::Is("9"), expect: Cannot("parameter_unknown"), ..CHECKED },
    Row { case: "an answer of the region", field: "assessment/iga-2026/visi-dan-misi", value: Value::Is("1"), expect: Cannot("indikator_wrong_subject"), ..CHECKED },
];
