//! What is written fast is what would have been written slowly, row for row.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

use domain::{
    core::id::Subject,
    inovasi::profile::{FIELDS, Field},
    merge::change::FieldKey,
};
use rusqlite::{Connection, OpenFlags, types::Value};
use store::{Ending, NewAct, Open, Store};

const DEVICE: &str = "01890000-0000-7000-8000-0000000000d1";
const ACT: NewAct<'_> = NewAct { op: "import_workbook", at: 1, account: "Sri" };

fn fields(n: usize) -> Vec<(FieldKey, String)> {
    let mut all: Vec<(FieldKey, String)> = FIELDS
        .iter()
        .enumerate()
        .filter(|(at, it)| !it.kind().has_members() && !(at + n).is_multiple_of(3))
        .map(|(at, it)| (FieldKey::Profile(*it), format!("nilai {at} dari {n}")))
        .collect();
    let one = || "1".to_owned();
    all.push((FieldKey::Member(Field::UrusanBeririsan, "sosial".into()), one()));
    all.push((FieldKey::Member(Field::NamaLama, format!("Lama {n}")), one()));
    all.push((FieldKey::Choice { instrument: "iga-2026".into(), indikator: "bimtek".into() }, "2/a".into()));
    all.push((FieldKey::Usulan("iga-2026".into()), one()));
    all.push((FieldKey::GrowthNote("iga-2026".into()), "tumbuh".into()));
    all.push((FieldKey::Contoh, one()));
    all.push((FieldKey::Unknown("masa_depan".into()), "x".into()));
    all
}

/// Subjects with their fields: new ones, one that is known, one field twice.
fn rows() -> Vec<(Subject, Vec<(FieldKey, String)>)> {
    let key =
        |kind: &str, n: usize| format!("{kind}:01890000-0000-7000-8000-0000000000{n:02x}").parse::<Subject>().unwrap();
    // More than are worked out at once: the words of the last wait while the next are written.
    let mut rows: Vec<_> = (0..5).chain(32..72).map(|n| (key("inovasi", n), fields(n))).collect();
    rows.push((key("inovasi", 71), fields(70)));
    rows.push((key("inovasi", 1), fields(2)));
    let twice =
        vec![(FieldKey::Profile(Field::Nama), "satu".to_owned()), (FieldKey::Profile(Field::Nama), "dua".to_owned())];
    rows.push((key("inovasi", 9), twice));
    rows.push((key("inovasi", 10), Vec::new()));
    let body = FieldKey::read("perangkat_daerah/nama");
    rows.push((
        key("perangkat_daerah", 11),
        vec![(body, "Dinas".into()), (FieldKey::read("perangkat_daerah/nama_lama/D"), "1".into())],
    ));
    let won = |field: &str| FieldKey::read(&format!("penghargaan/{field}"));
    rows.push((key("penghargaan", 12), vec![(won("nama"), "IGA".into()), (won("untuk"), "daerah".into())]));
    rows.push((Subject::Daerah, vec![(FieldKey::PemdaNama, "Kota".into())]));
    rows
}

fn written(fast: bool) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registri");
    let open = Open { fresh_device: DEVICE.parse().unwrap(), place: "p".into(), stamp: "s".into(), at: 0 };
    let store = Store::create(&path, &open).unwrap();
    store
        .write(ACT, |writer| {
            for (subject, fields) in rows() {
                if fast {
                    writer.put_fresh(subject, &fields)?;
                } else {
                    for (field, value) in &fields {
                        writer.put(subject, field, Some(value))?;
                    }
                }
            }
            Ok::<_, store::Error>(Ending::Keep(()))
        })
        .unwrap();
    dump(&path)
}

fn dump(folder: &std::path::Path) -> String {
    let connection =
        Connection::open_with_flags(folder.join("registry.sqlite3"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let list = |sql: &str| -> Vec<String> {
        let mut statement = connection.prepare(sql).unwrap();
        let n = statement.column_count();
        let rows = statement
            .query_map([], |row| (0..n).map(|at| row.get::<_, Value>(at)).collect::<rusqlite::Result<Vec<_>>>());
        let mut lines: Vec<String> = rows.unwrap().map(|it| format!("{:?}", it.unwrap())).collect();
        lines.sort();
        lines
    };
    let mut text = String::new();
    let tables = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'inovasi_search%' AND name != 'setting' ORDER BY name")
        .unwrap()
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap()
        .collect::<rusqlite::Result<Vec<_>>>()
        .unwrap();
    for table in tables {
        text += &format!("== {table}\n{}\n", list(&format!("SELECT * FROM {table}")).join("\n"));
    }
    for word in ["nilai", "dua", "satu"] {
        text += &format!(
            "{word}: {:?}\n",
            list(&format!("SELECT rowid FROM inovasi_search WHERE inovasi_search MATCH '{word}'"))
        );
    }
    text
}

#[test]
fn fresh_fields_are_written_as_any_others() {
    let (slow, fast) = (written(false), written(true));
    assert!(slow.contains("nilai 3 dari 1") && slow.contains("masa_depan") && slow.contains("Lama 4"), "{slow}");
    for (a, b) in slow.lines().zip(fast.lines()) {
        assert_eq!(a, b);
    }
    assert_eq!(slow.lines().count(), fast.lines().count());
}
