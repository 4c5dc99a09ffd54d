//! Backups by what they hold: made, kept, looked into, put back and brought elsewhere.

use std::{
    fs,
    path::{Path, PathBuf},
};

use registry::{
    Code, ListInovasi, Registry,
    progress::{Unwatched, WorkStep},
    view::{BackupEffect, BackupView, BackupsView},
};
use serde_json::Value;

use crate::kit::{Cast, FixedEnv, Laptop, NOON, YEAR, assert_same, cli};

const DAY: i64 = 86_400_000;

/// An officer opens the window, on a day of her clock.
fn sit_down(laptop: &mut Laptop, at: i64) {
    laptop.env.set_clock(at);
    laptop.open().unwrap();
    laptop.keep_backups_up();
    assert_eq!(laptop.show_registry().unwrap().notices, []);
}

fn list(laptop: &Laptop) -> Vec<BackupView> {
    laptop.list_backups().unwrap().backups
}

fn make(laptop: &Laptop) -> BackupsView {
    laptop.make_backup(&mut Unwatched).unwrap().view
}

/// What an officer can see of what stands; whoever is removed keeps what was said last.
fn shown(laptop: &Laptop) -> String {
    let req = ListInovasi { limit: 100, ..ListInovasi::default() };
    let rows = laptop.list_inovasi(&req).unwrap().rows;
    let mut text = laptop.export_registry().unwrap();
    for row in rows {
        text += &serde_json::to_string_pretty(&laptop.show_inovasi(&row.id).unwrap()).unwrap();
    }
    text += &serde_json::to_string_pretty(&laptop.list_perangkat_daerah().unwrap()).unwrap();
    text += &serde_json::to_string_pretty(&laptop.show_years().unwrap()).unwrap();
    text + &serde_json::to_string_pretty(&laptop.list_findings().unwrap()).unwrap()
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder.join("backups")).unwrap().map(|it| it.unwrap().path()).collect();
    found.sort();
    found
}

/// Ruins the database and opens the registry again.
fn ruin(laptop: &mut Laptop) {
    laptop.close();
    fs::write(laptop.folder().join("registry.sqlite3"), b"gone").unwrap();
    laptop.open().unwrap();
    assert_eq!(laptop.show_registry().unwrap().notices[0].code, "restored_from_backup");
}

#[test]
fn a_day_in_the_far_future_leaves_the_newest_work_to_be_restored() {
    let mut laptop = Laptop::new(1);
    sit_down(&mut laptop, NOON + 73 * YEAR);
    laptop.register("Ditulis tahun 2099");
    for day in 0..10 {
        sit_down(&mut laptop, NOON + day * DAY);
        laptop.register(&format!("Hari {day}"));
    }
    let n_act = laptop.list_backups().unwrap().n_act;
    ruin(&mut laptop);
    assert_eq!(laptop.list_backups().unwrap().n_act, n_act - 1, "all but the last day, which nobody began after");
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 10);
}

#[test]
fn a_week_in_the_far_future_ends_no_later_backup() {
    let mut laptop = Laptop::new(1);
    for day in 0..7 {
        sit_down(&mut laptop, NOON + 73 * YEAR + day * DAY);
        laptop.register(&format!("Tahun 2099, hari {day}"));
    }
    for day in 0..7 {
        sit_down(&mut laptop, NOON + day * DAY);
        let best = &list(&laptop)[0];
        assert_eq!((best.n_lacks, best.sound), (0, true), "day {day}");
        laptop.register(&format!("Hari {day}"));
    }
    ruin(&mut laptop);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 13);
}

#[test]
fn a_clock_that_stands_still_stops_no_backup() {
    let mut laptop = Laptop::new(1);
    // An empty battery: every start is the first second of 2010.
    for day in 0..30 {
        sit_down(&mut laptop, 1_262_304_000_000);
        laptop.register(&format!("Hari {day}"));
    }
    assert!(list(&laptop).len() <= 6, "they are thinned all the same: {:?}", names(&laptop.folder()));
    ruin(&mut laptop);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 29);
}

#[test]
fn a_session_without_news_makes_no_backup() {
    let mut laptop = Laptop::new(1);
    sit_down(&mut laptop, NOON);
    laptop.register("Kado");
    for day in 1..5 {
        sit_down(&mut laptop, NOON + day * DAY);
    }
    assert_eq!(list(&laptop).len(), 2);
    // Once somebody has sat down, a few acts more are no reason.
    laptop.register("Kedua");
    laptop.keep_backups_up();
    assert_eq!(list(&laptop).len(), 2);
    for n in 0..50 {
        laptop.register(&format!("Banyak {n}"));
    }
    laptop.keep_backups_up();
    assert_eq!(list(&laptop)[0].n_lacks, 0, "but many are");
}

#[test]
fn the_command_line_makes_backups_too() {
    let mut laptop = Laptop::new(1);
    for n in 0..49 {
        laptop.register(&format!("Satu dari banyak {n}"));
    }
    laptop.close();
    cli::done(&laptop.folder(), ["register", "Yang ke-50"]);
    let before: Value = cli::done(&laptop.folder(), ["backup", "list", "--json"]).json();
    assert_eq!(before["backups"][0]["n_lacks"], 1, "made before the act, of all that was there: {before}");
    assert_eq!(before["n_news"], 1);
    cli::done(&laptop.folder(), ["register", "Yang ke-51"]);
    let after: Value = cli::done(&laptop.folder(), ["backup", "list", "--json"]).json();
    assert_eq!(after["backups"].as_array().unwrap().len(), 1, "not at each command");
}

#[test]
fn a_backup_that_fails_is_told_in_window_and_terminal_until_one_succeeds() {
    let mut laptop = Laptop::new(1);
    for n in 0..60 {
        laptop.register(&format!("Isian {n}"));
    }
    laptop.close();
    // Where the folder should be lies a file.
    fs::write(laptop.folder().join("backups"), b"in the way").unwrap();
    laptop.open().unwrap();
    laptop.keep_backups_up();
    let codes: Vec<String> = laptop.show_registry().unwrap().notices.into_iter().map(|it| it.code).collect();
    assert_eq!(codes, ["backup_failed"]);
    laptop.register("Tetap bekerja");
    laptop.close();
    let ended = cli::run(&laptop.folder(), ["register", "Juga di terminal"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stderr.contains("Cadangan tidak dapat dibuat"), "{}", ended.stderr);

    fs::remove_file(laptop.folder().join("backups")).unwrap();
    laptop.open().unwrap();
    laptop.keep_backups_up();
    assert_eq!(laptop.show_registry().unwrap().notices, []);
    assert_eq!(list(&laptop)[0].n_lacks, 0);
}

#[test]
fn a_damaged_backup_is_told_and_never_taken() {
    let mut laptop = Laptop::new(1);
    laptop.register("Pertama");
    make(&laptop);
    laptop.register("Kedua");
    make(&laptop);
    laptop.register("Ketiga");
    let newest = laptop.folder().join("backups").join(format!("registry-{}.sqlite3", list(&laptop)[0].name));
    let mut bytes = fs::read(&newest).unwrap();
    for at in (4096..bytes.len()).step_by(97) {
        bytes[at] ^= 0x55;
    }
    fs::write(&newest, &bytes).unwrap();
    laptop.open().unwrap();
    let told = list(&laptop);
    assert_eq!(told.iter().filter(|it| it.sound).count(), 1);
    let damaged = told.iter().find(|it| !it.sound).unwrap().name.clone();
    let refused = laptop.restore_backup(&damaged, &mut Unwatched).unwrap_err();
    assert_eq!((refused.code, refused.reason), (Code::Invalid, "backup_damaged"));
    // It counts for nothing: what it held is news.
    assert_eq!(laptop.list_backups().unwrap().n_news, 2);
    ruin(&mut laptop);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    assert_eq!(laptop.restore_backup("tidak ada", &mut Unwatched).unwrap_err().reason, "backup_missing");
}

/// A laptop with a backup behind which much has happened: edited, made, removed,
/// brought back, closed.
fn lived(laptop: &Laptop) -> (String, String) {
    let file = laptop.file("sk.pdf", b"%PDF-1.4 sk");
    let (kept, gone) = (laptop.register("Rumah Pelita"), laptop.register("Sudah dihapus"));
    let stays = laptop.register("Akan dihapus");
    laptop.edit(&kept, "tujuan", "Anak sehat");
    laptop.set_member(&kept, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.choose(&kept, "SID-16", 2).unwrap();
    laptop.attach(&kept, "SID-16", &file).unwrap();
    laptop.remove_inovasi(&gone).unwrap();
    laptop.register_perangkat_daerah("Dinas Lama", None, None).unwrap();
    make(laptop);
    let (name, then) = (list(laptop)[0].name.clone(), shown(laptop));

    laptop.edit(&kept, "tujuan", "Salah ketik");
    laptop.edit(&kept, "manfaat", "Belum ada dulu");
    laptop.set_member(&kept, "urusan_beririsan", "Sosial", false).unwrap();
    laptop.choose(&kept, "SID-16", 1).unwrap();
    laptop.remove_inovasi(&stays).unwrap();
    laptop.restore_inovasi(&gone).unwrap();
    laptop.edit(&gone, "tujuan", "Hidup lagi");
    let new = laptop.register("Baru sesudahnya");
    laptop.attach(&new, "SID-16", &laptop.file("baru.pdf", b"%PDF-1.4 baru")).unwrap();
    laptop.register_perangkat_daerah("Dinas Baru", None, None).unwrap();
    let year = laptop.show_registry().unwrap().instrument.to_string();
    laptop.close_year(&year, true).unwrap();
    (name, then)
}

#[test]
fn a_backup_is_looked_into_put_back_and_taken_back_as_one_act() {
    let laptop = Laptop::new(1);
    let (name, then) = lived(&laptop);
    let before = shown(&laptop);

    let look = laptop.look_into_backup(&name).unwrap();
    assert_eq!(look.inovasi.iter().map(|it| it.nama.as_str()).collect::<Vec<_>>(), ["Akan dihapus", "Rumah Pelita"]);
    let mut effects: Vec<_> = look.differing.iter().map(|it| (it.nama.as_str(), it.effect)).collect();
    effects.sort_by_key(|it| it.0);
    assert_eq!(
        effects,
        [
            ("Akan dihapus", BackupEffect::ComesBack),
            ("Baru sesudahnya", BackupEffect::Goes),
            ("Rumah Pelita", BackupEffect::Changes),
            ("Sudah dihapus", BackupEffect::Goes),
        ]
    );
    assert_eq!((look.n_differing, look.n_bukti, look.n_daerah), (4, 1, 1));
    assert_same(&before, &shown(&laptop), "looking changes nothing");

    let done = laptop.restore_backup(&name, &mut Unwatched).unwrap().view;
    assert_eq!((done.n_inovasi, done.n_field), (4, look.n_field));
    assert_same(&then, &shown(&laptop), "put back");
    laptop.assert_healthy();
    assert_eq!(laptop.look_into_backup(&name).unwrap().n_field, 0, "nothing differs");

    laptop.undo().unwrap();
    assert_same(&before, &shown(&laptop), "taken back whole");
    laptop.redo().unwrap();
    assert_same(&then, &shown(&laptop), "done again");
    laptop.assert_healthy();
    // What stood before lies in a backup too.
    assert!(list(&laptop).iter().any(|it| it.n_lacks <= 3 && it.n_more == 0));
}

#[test]
fn a_backup_that_is_put_back_merges_and_nothing_written_elsewhere_is_lost() {
    let Cast { office, laptop_a, .. } = &Cast::new();
    let id = office.register("Rumah Pelita");
    office.edit(&id, "tujuan", "Anak sehat");
    make(office);
    let name = list(office)[0].name.clone();
    office.edit(&id, "tujuan", "Salah");
    office.edit(&id, "manfaat", "Salah juga");
    office.carry_to(laptop_a);
    laptop_a.edit(&id, "manfaat", "Ditulis di lapangan");
    office.restore_backup(&name, &mut Unwatched).unwrap();
    office.carry_to(laptop_a);
    laptop_a.carry_to(office);
    assert_same(&office.tables(), &laptop_a.tables(), "both know the same");
    assert_eq!(laptop_a.value(&id, "tujuan").as_deref(), Some("Anak sehat"));
    let conflicts = laptop_a.list_conflicts().unwrap();
    assert_eq!(conflicts.len(), 1, "what was written meanwhile stands beside what was put back: {conflicts:?}");
    office.assert_healthy();
    laptop_a.assert_healthy();
}

#[test]
fn putting_back_can_be_stopped_and_leaves_nothing() {
    let laptop = Laptop::new(1);
    let (name, _) = lived(&laptop);
    let before = laptop.tables();
    let refused = laptop.restore_backup(&name, &mut |_: WorkStep, _: &str, done: u64, _: u64| done < 2).unwrap_err();
    assert_eq!(refused.code, Code::Cancelled);
    assert_same(&before, &laptop.tables(), "stopped half-way");
}

#[test]
fn a_backup_of_an_older_format_is_put_back() {
    let mut laptop = Laptop::unopened(FixedEnv::new(1), |to| {
        super::old::copy(&crate::kit::root().join("tests/old/format-1"), to);
    });
    laptop.open().unwrap();
    let (name, then) = (list(&laptop)[0].name.clone(), shown(&laptop));
    assert_eq!(list(&laptop).len(), 1, "made before the format was changed");
    laptop.edit("Rumah Pelita Semarang", "tujuan", "Diubah");
    laptop.register("Baru");
    assert_eq!(laptop.look_into_backup(&name).unwrap().n_differing, 2);
    laptop.restore_backup(&name, &mut Unwatched).unwrap();
    assert_same(&then, &shown(&laptop), "put back");
}

#[test]
fn a_second_place_gets_each_backup_with_the_bukti_that_it_lacks() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let view = make(&laptop);
    let place = view.place.unwrap();
    assert!(place.reachable && place.copied_at.is_some() && place.n_lacks == Some(0));
    assert!(view.backups[0].here && view.backups[0].in_place);
    let there = stick.join("cadangan-kota-semarang");
    let blobs = |it: &Path| -> usize {
        fs::read_dir(it.join("blobs")).unwrap().map(|it| fs::read_dir(it.unwrap().path()).unwrap().count()).sum()
    };
    assert_eq!((names(&there).len(), blobs(&there)), (1, 1));

    // Away: no error, and the list says since when.
    fs::rename(&stick, laptop.path("drawer")).unwrap();
    laptop.attach(&id, "SID-16", &laptop.file("foto.jpg", b"\xFF\xD8\xFF foto")).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices, []);
    let place = view.place.unwrap();
    assert!(!place.reachable && place.copied_at.is_some() && place.n_lacks.is_none());
    assert!(!stick.exists(), "nothing is made where the stick was");

    // Back: only what it lacks is brought.
    fs::rename(laptop.path("drawer"), &stick).unwrap();
    let view = make(&laptop);
    assert_eq!(view.place.unwrap().n_lacks, Some(0));
    assert_eq!((names(&there).len(), blobs(&there)), (2, 2));

    // All gone but the stick: its newest is a registry with all bukti.
    let name = view.backups[0].name.clone();
    let tables = laptop.tables();
    fs::remove_dir_all(laptop.folder().join("backups")).unwrap();
    fs::remove_dir_all(laptop.folder().join("blobs")).unwrap();
    let view = list(&laptop);
    assert!(!view[0].here && view[0].in_place && view[0].sound);
    let receipt = laptop.copy_registry(Some(&name), &laptop.path("pulih/registri"), &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.notices.len()), (2, 0));
    let mut saved = Laptop::unopened(FixedEnv::new(2), |to| {
        fs::rename(laptop.path("pulih/registri"), to).unwrap();
    });
    saved.open().unwrap();
    assert_same(&tables, &saved.tables(), "from the stick");
    saved.assert_healthy();

    laptop.set_backup_place(None).unwrap();
    assert_eq!(laptop.list_backups().unwrap().place, None);
    laptop.close();
}

#[test]
fn a_second_place_that_cannot_be_written_is_told_and_costs_no_backup_here() {
    let laptop = Laptop::new(1);
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    // As a stick that lets nothing through: a file lies where the folder should be.
    fs::write(stick.join("cadangan-kota-semarang"), b"in the way").unwrap();
    laptop.register("Kado");
    let view = make(&laptop);
    assert_eq!(view.backups[0].n_lacks, 0, "the one here is made");
    assert_eq!(view.notices.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["backup_place_failed"]);
    fs::remove_file(stick.join("cadangan-kota-semarang")).unwrap();
    assert_eq!(make(&laptop).notices, []);
    let refused = laptop.set_backup_place(Some(&laptop.folder().join("blobs"))).unwrap_err();
    assert_eq!(refused.reason, "target_in_registry");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_second_place_is_told_by_its_name() {
    // The one place of Linux that is always full takes files, not folders; so the bytes
    // are led there.
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let blob = laptop.files().into_iter().find(|it| it.0.to_string_lossy().contains("blobs")).unwrap().0;
    let shelf =
        stick.join("cadangan-kota-semarang").join(blob.parent().unwrap().strip_prefix(laptop.folder()).unwrap());
    fs::create_dir_all(&shelf).unwrap();
    let sha256 = blob.file_stem().unwrap().to_str().unwrap();
    std::os::unix::fs::symlink("/dev/full", shelf.join(format!("{sha256}.sebagian"))).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(), ["backup_place_full"]);
    assert_eq!(view.backups[0].n_lacks, 0);
    assert_eq!(make(&laptop).notices, [], "what was half there is out of the way");
}

#[test]
fn a_whole_copy_is_a_registry_of_its_own() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let out = laptop.path("salinan");
    let receipt = laptop.copy_registry(None, &out, &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.n_act, receipt.notices.len()), (1, 3, 0));
    let again = laptop.copy_registry(None, &out, &mut Unwatched).unwrap_err();
    assert_eq!(again.reason, "target_exists");
    let inside = laptop.copy_registry(None, &laptop.folder().join("salinan"), &mut Unwatched).unwrap_err();
    assert_eq!(inside.reason, "target_in_registry");

    // Opened on the same computer at the same time: two laptops from now on.
    let copy = Registry::open(&out, Box::new(laptop.env.clone())).unwrap();
    assert_ne!(copy.show_registry().unwrap().device, laptop.show_registry().unwrap().device);
    copy.edit_inovasi(&id, "tujuan", Some("Di salinan")).unwrap();
    laptop.edit(&id, "tujuan", "Di asal");
    copy.create_parcel(&laptop.path("dari-salinan.prakarsa"), &mut Unwatched).unwrap();
    laptop.accept(&laptop.path("dari-salinan.prakarsa")).unwrap();
    assert_eq!(laptop.list_conflicts().unwrap().len(), 1, "they merge like any two");
    assert!(copy.run_doctor(&mut Unwatched).unwrap().healthy);
}

#[test]
fn a_copy_that_is_stopped_leaves_nothing() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", b"%PDF-1.4 sk")).unwrap();
    let out = laptop.path("di sini/salinan");
    let stop = &mut |_: WorkStep, _: &str, _: u64, _: u64| false;
    assert_eq!(laptop.copy_registry(None, &out, stop).unwrap_err().code, Code::Cancelled);
    assert_eq!(fs::read_dir(laptop.path("di sini")).unwrap().count(), 0);
}

#[test]
fn a_damaged_bukti_is_named_and_everything_else_is_copied() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk rusak.pdf", b"%PDF-1.4 sk")).unwrap();
    let before = laptop.files();
    laptop.attach(&id, "SID-16", &laptop.file("foto.jpg", b"\xFF\xD8\xFF foto")).unwrap();
    let blob = before.into_iter().find(|it| it.0.to_string_lossy().contains("blobs")).unwrap().0;
    fs::write(blob, b"%PDF-1.4 xx").unwrap();
    let receipt = laptop.copy_registry(None, &laptop.path("salinan"), &mut Unwatched).unwrap();
    assert_eq!((receipt.n_blob, receipt.notices[0].code.as_str()), (1, "copy_lost_bukti"));
    assert!(receipt.notices[0].args.iter().any(|it| it.value == "sk rusak.pdf"), "{:?}", receipt.notices);
    let copy = Registry::open(&laptop.path("salinan"), Box::new(FixedEnv::new(2))).unwrap();
    assert_eq!(copy.show_registry().unwrap().n_inovasi, 1);

    let stick = laptop.path("stick");
    fs::create_dir(&stick).unwrap();
    laptop.set_backup_place(Some(&stick)).unwrap();
    let view = make(&laptop);
    assert_eq!(view.notices[0].code, "copy_lost_bukti");
    assert_eq!(view.place.unwrap().n_lacks, Some(0));
}

#[test]
fn the_command_line_lists_shows_restores_and_copies() {
    let mut laptop = Laptop::new(1);
    laptop.register("Sebelum");
    laptop.close();
    let folder = laptop.folder();
    let made = cli::done(&folder, ["backup", "make", "--json"]).json();
    let name = made["backups"][0]["name"].as_str().unwrap().to_owned();
    cli::done(&folder, ["register", "Sesudah"]);
    let look = cli::done(&folder, ["backup", "show", &name, "--json"]).json();
    assert_eq!((&look["n_differing"], &look["differing"][0]["effect"]), (&1.into(), &"goes".into()));
    assert!(cli::done(&folder, ["backup", "show", &name]).stdout.contains("- "));
    cli::done(&folder, ["backup", "restore", &name]);
    assert_eq!(cli::done(&folder, ["list", "--json"]).json()["total"], 1);
    cli::done(&folder, ["undo"]);
    assert_eq!(cli::done(&folder, ["list", "--json"]).json()["total"], 2);

    let (whole, old) = (laptop.path("utuh"), laptop.path("dulu"));
    cli::done(&folder, ["backup", "copy", whole.to_str().unwrap()]);
    assert_eq!(cli::done(&whole, ["list", "--json"]).json()["total"], 2);
    cli::done(&folder, ["backup", "restore", &name, "--to", old.to_str().unwrap()]);
    assert_eq!(cli::done(&old, ["list", "--json"]).json()["total"], 1);
    fs::create_dir(laptop.path("stick")).unwrap();
    let placed = cli::done(&folder, ["backup", "place", laptop.path("stick").to_str().unwrap(), "--json"]).json();
    assert_eq!(placed["place"]["n_lacks"], 0);
    assert!(cli::done(&folder, ["backup", "list"]).stdout.contains("tempat kedua"));
    let refused = cli::run(&folder, ["backup", "show", "lain"]);
    assert_eq!(refused.code, Some(3));
}
