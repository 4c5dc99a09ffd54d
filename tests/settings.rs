//! Settings of this copy that cannot be read: told, harmless, and mended by saving anew.

use registry::{Basis, BestPin, NoticeCode, Simulate, progress::Unwatched, text};

use crate::kit::{Laptop, cli};

/// What a disk or a stranger makes of a text.
const GARBLED: [&str; 7] = ["", "{", "[1]", "[]x", "\u{fffd}\u{fffd}", "peran-lain", "{\"a\": [{}], \"b\": 1e999}"];

/// One setting: its keys as GLOB reads them, what is told of it, what saves it, and what
/// shows it.
struct Kept {
    keys: &'static str,
    code: NoticeCode,
    save: fn(&mut Laptop),
    show: fn(&Laptop),
}

const ALL: [Kept; 8] = [
    Kept {
        keys: "saved_views",
        code: NoticeCode::SettingViews,
        save: |it| drop(it.keep_saved_view("Kesehatan", "{}").unwrap()),
        show: |it| assert_eq!(it.show_saved_views().unwrap().views.len(), 0),
    },
    Kept {
        keys: "scenarios",
        code: NoticeCode::SettingScenarios,
        save: |it| drop(it.keep_scenario("Aman", &Simulate::default()).unwrap()),
        show: |it| assert_eq!(it.show_scenarios().unwrap().scenarios.len(), 0),
    },
    Kept {
        keys: "best_pins/*",
        code: NoticeCode::SettingPins,
        save: |it| {
            let instrument = it.show_registry().unwrap().instrument.to_string();
            let id = it.find_inovasi("Kado").unwrap();
            drop(it.pin_inovasi(id, Some(BestPin::Pinned), &instrument, Basis::Claimed.name()).unwrap());
        },
        show: |it| {
            let instrument = it.show_registry().unwrap().instrument.to_string();
            it.show_best_set(&instrument, Basis::Claimed.name()).unwrap();
        },
    },
    Kept {
        keys: "workbook_mapping/*",
        code: NoticeCode::SettingMapping,
        save: |it| {
            let book = it.file("rekap.csv", "Judul;Keperluan;Tanggal Penerapan\nLapor;Kesehatan;2024\n");
            it.close();
            let book = book.display().to_string();
            cli::done(&it.folder(), ["import", &book, "--map", "A=nama", "--remember"]);
            it.open().unwrap();
        },
        show: |it| {
            let book = it.file("rekap.csv", "Judul;Keperluan;Tanggal Penerapan\nLapor;Kesehatan;2024\n");
            it.inspect_workbook(&book, None, 0).unwrap();
        },
    },
    Kept {
        keys: "role",
        code: NoticeCode::SettingRole,
        save: |it| drop(it.set_role("verifier").unwrap()),
        show: |it| assert_eq!(it.show_registry().unwrap().role.name(), "officer"),
    },
    Kept {
        keys: "losses",
        code: NoticeCode::SettingLosses,
        save: |it| drop(it.confirm_losses().unwrap()),
        show: |it| assert_eq!(it.list_losses().unwrap().len(), 0),
    },
    Kept {
        keys: "backup_place",
        code: NoticeCode::SettingBackupPlace,
        save: |it| {
            let folder = it.path("stik");
            std::fs::create_dir_all(&folder).unwrap();
            drop(it.set_backup_place(Some(&folder)).unwrap());
        },
        show: |it| drop(it.list_backups().unwrap()),
    },
    Kept {
        keys: "backup_last",
        code: NoticeCode::SettingOwn,
        save: |it| {
            it.register(&format!("Lapor {}", it.show_registry().unwrap().n_inovasi));
            drop(it.make_backup(&mut Unwatched).unwrap());
        },
        show: |it| drop(it.list_backups().unwrap()),
    },
];

/// Writes a text, or bytes that are none, into the settings of some keys.
fn garble(laptop: &mut Laptop, keys: &str, value: &str) -> usize {
    laptop.close();
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    let sql = "UPDATE setting SET value = CAST(?2 AS TEXT) WHERE key GLOB ?1";
    // As a disk would leave it: no text at all.
    let bytes = if value.contains('\u{fffd}') { vec![0xff, 0xfe, 0x80] } else { value.as_bytes().to_vec() };
    let n = database.execute(sql, rusqlite::params![keys, bytes]).unwrap();
    drop(database);
    laptop.open().unwrap();
    n
}

fn told(laptop: &Laptop) -> Vec<NoticeCode> {
    let view = laptop.run_doctor(&mut Unwatched).unwrap();
    assert!(view.healthy, "{:#?}", view.problems);
    for it in &view.remarks {
        for language in [text::Language::Id, text::Language::En] {
            let args: Vec<(&str, String)> = it.args.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
            let said = text::sentence(&format!("notice.{}", it.code), &args, language);
            assert!(said.contains(' ') && !said.contains('{'), "{said}");
        }
    }
    view.remarks.iter().map(|it| it.code).filter(|it| it.name().starts_with("setting_")).collect()
}

#[test]
fn a_setting_that_cannot_be_read_is_told_and_saving_it_anew_mends_it() {
    for kept in &ALL {
        let mut laptop = Laptop::new(1);
        laptop.register("Kado");
        let instrument = laptop.show_registry().unwrap().instrument.to_string();
        laptop.propose_inovasi(&[laptop.find_inovasi("Kado").unwrap()], &instrument, "").unwrap();
        (kept.save)(&mut laptop);
        assert_eq!(told(&laptop), [], "{}", kept.keys);
        for garbled in GARBLED {
            assert!(garble(&mut laptop, kept.keys, garbled) > 0, "{}", kept.keys);
            assert_eq!(told(&laptop), [kept.code], "{}: {garbled}", kept.keys);
            (kept.show)(&laptop);
            (kept.save)(&mut laptop);
            assert_eq!(told(&laptop), [], "{}: {garbled}, saved anew", kept.keys);
        }
    }
}

/// What Prakarsa notes for itself: nothing that reads it fails.
#[test]
fn garbled_notes_of_its_own_stop_nothing() {
    let mut laptop = Laptop::new(1);
    laptop.register("Kado");
    laptop.close();
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    for key in ["unsound", "unsound_acts", "counter_settled", "former_devices", "search_version"] {
        let sql = "INSERT INTO setting (key, value) VALUES (?1, 'x y')
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value";
        database.execute(sql, [key]).unwrap();
    }
    drop(database);
    laptop.open().unwrap();
    let view = laptop.run_doctor(&mut Unwatched).unwrap();
    let told: Vec<_> = view.remarks.iter().filter(|it| it.code.name().starts_with("setting_")).collect();
    assert_eq!(told.iter().map(|it| it.code).collect::<Vec<_>>(), [NoticeCode::SettingFormer, NoticeCode::SettingOwn]);
    laptop.register("Lapor");
    laptop.undo().unwrap();
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
}
