//! Every table in turn: emptied, and every text in it another. Whatever history or a
//! backup can still say keeps nobody out, is told, and stands again.

use domain::core::id::Subject;
use registry::{OfficeField, PortalState};
use registry::{
    OfficialFigure, Registry, Result, SendSubmission,
    view::{DoctorView, RegistryView},
};

use super::*;
use crate::{
    kit::{FixedEnv, copy_folder},
    submission::whole::full,
};

/// Tables that say what history does not: see "What is not compared" in ARCHITECTURE.md.
const OWN: [&str; 3] = ["setting", "note", "undo"];

/// Something in every table that history fills, all of it in a backup.
pub(super) fn filled() -> Laptop {
    let (laptop, _) = full(&mut |name| format!("kata {name}"));
    laptop.set_role("operator").unwrap();
    let id = laptop.inovasi_ids()[0].clone();
    let of = Subject::Inovasi(laptop.inovasi(&id).unwrap());
    laptop.edit(&id, "nama", "Pelita");
    let other = Laptop::new(2);
    laptop.carry_to(&other);
    other.edit(&id, "tujuan", "kerja rekan");
    laptop.edit(&id, "tujuan", "kerja sendiri");
    other.carry_to(&laptop);
    laptop.remove_inovasi(laptop.register("Kado")).unwrap();
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    laptop.set_official(Subject::Daerah, "iga-2026", OfficialFigure::IidVerifikasi, Some("60,5")).unwrap();
    laptop.set_official_parameter(of, "iga-2026", &"bimtek".into(), Some("2")).unwrap();
    let line = laptop.show_portal().unwrap().lines[0].subject;
    let entries = laptop.show_portal_subject(line).unwrap().entries;
    let entry = entries.iter().find(|it| it.state == PortalState::Open).unwrap();
    laptop.tick_portal(line, &entry.name, None).unwrap();
    laptop.turn_portal(line, Some("Sri")).unwrap();
    laptop.edit_office(OfficeField::Tempat, Some("Semarang")).unwrap();
    let req = SendSubmission {
        nama: String::new(),
        nama_lengkap: "Sri".into(),
        jabatan: "Kepala Bidang".into(),
        instansi: "BRIDA".into(),
        nomor_hp: "0812".into(),
        email: "sri@semarang.go.id".into(),
        nomor_registrasi: String::new(),
        tanggal_kirim: String::new(),
        meant: true,
    };
    laptop.send_submission(&req, &mut Unwatched).unwrap();
    laptop.make_backup(&mut Unwatched).unwrap();
    laptop
}

/// What officers ask first.
fn looked_at(laptop: &Registry) -> Result<RegistryView> {
    laptop.list_inovasi(&ListInovasi { limit: 100, ..ListInovasi::default() })?;
    laptop.list_findings()?;
    laptop.list_conflicts()?;
    laptop.show_submission()?;
    laptop.show_undo()?;
    laptop.show_history(Subject::Daerah, None)?;
    laptop.show_registry()
}

/// What is asked is answered, at the latest after closing and opening again; a database
/// is never quoted as the reason.
fn answered<T>(laptop: &mut Laptop, case: &str, met: &mut bool, ask: impl Fn(&Registry) -> Result<T>) -> T {
    for _ in 0..2 {
        match ask(laptop) {
            Ok(answer) => return answer,
            Err(error) => {
                assert_eq!(
                    (error.code, error.reason),
                    (Code::StoreDamaged, Reason::StoreDamagedRunning),
                    "{case}: {error}"
                );
                *met = true;
                laptop.open().unwrap_or_else(|error| panic!("{case}: {error}"));
            }
        }
    }
    ask(laptop).unwrap_or_else(|error| panic!("{case}: {error}"))
}

/// Does `sql` to a copy and follows every remedy.
fn mends(image: &std::path::Path, before: &str, table: &str, sql: &[String]) {
    let case = format!("{table}: {sql:?}");
    let mut laptop = Laptop::unopened(FixedEnv::new(1), |folder| copy_folder(image, folder));
    let it = database(&laptop);
    it.pragma_update(None, "foreign_keys", false).unwrap();
    it.pragma_update(None, "ignore_check_constraints", true).unwrap();
    let n: usize = sql.iter().map(|sql| it.execute(sql, []).unwrap()).sum();
    drop(it);
    if n == 0 {
        return;
    }
    laptop.open().unwrap_or_else(|error| panic!("{case}: {error}"));
    let mut met = false;
    let view = answered(&mut laptop, &case, &mut met, looked_at);
    let doctor = |it: &Registry| it.run_doctor(&mut Unwatched);
    let told: DoctorView = answered(&mut laptop, &case, &mut met, doctor);
    // What is noted of a file and cannot be read is told as not known, and read again.
    let unseen = !said(&told.remarks, NoticeCode::DoctorUnseen).is_empty();
    let is_told = met || !told.healthy || unseen || !view.losses.is_empty();
    assert!(is_told || OWN.contains(&table), "{case}: nobody is told");
    let rebuild = |it: &Registry| it.rebuild_tables(&mut Unwatched);
    let after = answered(&mut laptop, &case, &mut met, rebuild).view;
    assert!(after.healthy && !after.rebuildable, "{case}: {:?}", after.problems);
    assert_same(before, &laptop.tables(), &case);
    // Who works here is one of the settings.
    laptop.set_person("Petugas").unwrap();
    laptop.register("Sesudahnya");
    laptop.assert_healthy();
}

/// Every table of history and of what is shown of it, with its columns of text.
fn tables(laptop: &Laptop) -> Vec<(String, Vec<String>)> {
    let it = database(laptop);
    let mut names = it
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%' ORDER BY name")
        .unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(|it| it.unwrap()).collect();
    let mut columns = it.prepare("SELECT name FROM pragma_table_info(?1) WHERE type = 'TEXT'").unwrap();
    let texts = |name: &String| -> Vec<String> {
        columns.query_map([name], |row| row.get(0)).unwrap().map(|it| it.unwrap()).collect()
    };
    let texts: Vec<Vec<String>> = names.iter().map(texts).collect();
    names.into_iter().zip(texts).collect()
}

#[test]
fn whatever_table_is_emptied_stands_again() {
    let mut laptop = filled();
    let (before, image) = (laptop.tables(), laptop.image());
    let all = tables(&laptop);
    assert!(all.len() > 40, "{all:?}");
    for (table, _) in all {
        mends(&image, &before, &table, &[format!("DELETE FROM {table}")]);
    }
}

#[test]
fn whatever_text_is_another_is_told_and_stands_again() {
    let mut laptop = filled();
    let (before, image) = (laptop.tables(), laptop.image());
    for (table, columns) in tables(&laptop) {
        // As long as it was, so that it can stand there.
        let garbled = |it: &String| {
            format!(
                "UPDATE OR IGNORE {table} SET {it} = substr(hex(randomblob(32 + length({it}))), 1, length({it}) - 1) || 'z'
                 WHERE length({it}) > 0"
            )
        };
        mends(&image, &before, &table, &columns.iter().map(garbled).collect::<Vec<_>>());
    }
}

/// A byte of a text that is none, and numbers that nobody has counted to.
#[test]
fn what_no_program_writes_is_told_and_stands_again() {
    let mut laptop = filled();
    let (before, image) = (laptop.tables(), laptop.image());
    for (table, columns) in tables(&laptop) {
        // As long as it was, so that it can stand there.
        let cut = |it: &String| {
            format!(
                "UPDATE OR IGNORE {table} SET {it} = cast(cast(substr({it}, 1, length({it}) - 1) AS BLOB) || x'fe' AS TEXT)
                 WHERE length({it}) > 0"
            )
        };
        mends(&image, &before, &table, &columns.iter().map(cut).collect::<Vec<_>>());
    }
    for n in [i64::MIN, -1, 1 << 32, 1 << 62, i64::MAX] {
        mends(&image, &before, "act", &[format!("UPDATE act SET n = {n} WHERE id = (SELECT max(id) FROM act)")]);
        mends(&image, &before, "act", &[format!("UPDATE act SET n = {n}")]);
        for of in ["parameter_choice SET parameter", "bukti SET size", "replaced SET counter"] {
            mends(&image, &before, of, &[format!("UPDATE OR IGNORE {of} = {n}")]);
        }
    }
}

/// The rows that history hangs on: whoever has them made anew before anything else was
/// asked loses nothing either.
#[test]
fn history_without_its_rows_is_never_made_less_by_making_anew() {
    let mut laptop = filled();
    let (before, image) = (laptop.tables(), laptop.image());
    for sql in [
        "DELETE FROM subject",
        "DELETE FROM subject WHERE key LIKE 'inovasi:%'",
        "UPDATE OR IGNORE change SET subject = -1",
        "DELETE FROM act",
        "DELETE FROM device",
        "UPDATE subject SET id = 4611686018427387904 WHERE id = (SELECT max(id) FROM subject)",
    ] {
        let mut laptop = Laptop::unopened(FixedEnv::new(1), |folder| copy_folder(&image, folder));
        let it = database(&laptop);
        it.pragma_update(None, "foreign_keys", false).unwrap();
        assert!(it.execute(sql, []).unwrap() > 0, "{sql}");
        drop(it);
        laptop.open().unwrap_or_else(|error| panic!("{sql}: {error}"));
        let mut met = false;
        let after = answered(&mut laptop, sql, &mut met, |it| it.rebuild_tables(&mut Unwatched)).view;
        assert!(after.healthy, "{sql}: {:?}", after.problems);
        assert_same(&before, &laptop.tables(), sql);
    }
}
