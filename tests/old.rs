//! Registries of earlier formats open, keep every row, and can be worked in.

use std::fs;

use crate::kit::{FixedEnv, Laptop, copy_folder, root};

/// A laptop with a copy of an old registry, open.
fn laptop_with(format: &str) -> Laptop {
    let mut laptop = Laptop::unopened(FixedEnv::new(1), |to| copy_folder(&root().join("tests/old").join(format), to));
    laptop.open().unwrap();
    laptop
}

#[test]
fn a_registry_of_the_first_format_keeps_every_row() {
    let laptop = laptop_with("format-1");
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    let view = laptop.show_inovasi("Rumah Pelita Semarang").unwrap();
    let value = |field: &str| view.profile.iter().find(|it| it.field.name() == field).unwrap();
    assert_eq!(value("perangkat_daerah").value.as_deref(), Some("Dinas Kesehatan"));
    assert_eq!(value("urusan_beririsan").members, ["sosial"]);
    assert_eq!(view.assessment.claimed.as_deref(), Some("6.00"));
    // What kind of document its bukti is nobody was asked then: it supports nothing yet.
    assert_eq!(view.assessment.supported.as_deref(), Some("0.00"));
    let bukti = &view.assessment.indikator.iter().find(|it| !it.bukti.is_empty()).unwrap().bukti[0];
    assert_eq!((bukti.nomor.as_deref(), bukti.tanggal.as_deref()), (Some("188.4/12"), Some("2024-08-17")));
    assert_eq!(
        laptop
            .list_inovasi(&registry::ListInovasi { text: "stunting".into(), limit: 9, ..Default::default() })
            .unwrap()
            .total,
        1
    );
    laptop.assert_healthy();
}

#[test]
fn an_old_registry_is_backed_up_before_it_is_changed_and_can_be_worked_in() {
    let laptop = laptop_with("format-1");
    assert_eq!(fs::read_dir(laptop.folder().join("backups")).unwrap().count(), 1);
    laptop.edit("Rumah Pelita Semarang", "permasalahan", "Stunting di tiga kelurahan");
    laptop.restore_inovasi(removed(&laptop)).unwrap();
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 2);
    laptop.undo().unwrap();
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    // What it has always held travels to a fresh laptop.
    let fresh = Laptop::new(2);
    laptop.carry_to(&fresh);
    assert_eq!(fresh.show_registry().unwrap().n_inovasi, 1);
    laptop.assert_healthy();
}

/// Id of the inovasi that the old registry had removed.
fn removed(laptop: &Laptop) -> String {
    let sql = "SELECT id FROM inovasi WHERE removed = 1";
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}
