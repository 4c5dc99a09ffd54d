//! Backups by what they hold: made, kept, looked into, put back and brought elsewhere.

use std::{
    fs,
    path::{Path, PathBuf},
};

use registry::{
    Code, ListInovasi, LossCause, NoticeCode, Reason,
    progress::Unwatched,
    view::{BackupView, BackupsView},
};
use serde_json::Value;

use crate::kit::{Laptop, NOON, YEAR, cli};

mod elsewhere;
mod put_back;

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
        text += &serde_json::to_string_pretty(&laptop.show_inovasi(row.id).unwrap()).unwrap();
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
    assert_eq!(laptop.show_registry().unwrap().losses.last().unwrap().cause, LossCause::Damaged);
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
    // Gone, or half made by a run that was killed: the next command makes one.
    let lost = names(&laptop.folder()).remove(0);
    fs::rename(&lost, lost.with_extension("sebagian")).unwrap();
    cli::done(&laptop.folder(), ["register", "Yang ke-52"]);
    let again: Value = cli::done(&laptop.folder(), ["backup", "list", "--json"]).json();
    assert_eq!((&again["backups"][0]["n_lacks"], names(&laptop.folder()).len()), (&1.into(), 1), "{again}");
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
    let codes: Vec<NoticeCode> = laptop.show_registry().unwrap().notices.into_iter().map(|it| it.code).collect();
    assert_eq!(codes, [NoticeCode::BackupFailed]);
    laptop.register("Tetap bekerja");
    // What the notice offers instead works all the same.
    laptop.copy_registry(None, &laptop.path("disk lain"), &mut Unwatched).unwrap();
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
    assert_eq!((refused.code, refused.reason), (Code::Invalid, Reason::BackupDamaged));
    // It counts for nothing: what it held is news.
    assert_eq!(laptop.list_backups().unwrap().n_news, 2);
    ruin(&mut laptop);
    assert_eq!(laptop.show_registry().unwrap().n_inovasi, 1);
    assert_eq!(laptop.restore_backup("tidak ada", &mut Unwatched).unwrap_err().reason, Reason::BackupMissing);
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
