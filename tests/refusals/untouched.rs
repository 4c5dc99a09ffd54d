//! Looking writes nothing: on a read-only disk, on a full one, in a folder of
//! somebody else.
#![cfg(target_os = "linux")]

use std::{fs, path::Path, process::Command};

use crate::kit::{Laptop, cli, root};

/// The folder seen through a mount that cannot be written, gone when dropped.
struct ReadOnly(tempfile::TempDir);

impl ReadOnly {
    /// None where mounting is not possible and `PRAKARSA_NO_MOUNT` says so.
    fn of(folder: &Path) -> Option<Self> {
        let point = tempfile::tempdir().unwrap();
        let mount = |args: &[&str]| Command::new("mount").args(args).arg(point.path()).output().unwrap();
        let bound = mount(&["--bind", folder.to_str().unwrap()]);
        if !bound.status.success() {
            assert!(
                std::env::var_os("PRAKARSA_NO_MOUNT").is_some(),
                "{bound:?}; set PRAKARSA_NO_MOUNT=1 to go without"
            );
            return None;
        }
        let sealed = mount(&["-o", "remount,bind,ro"]);
        assert!(sealed.status.success(), "{sealed:?}");
        Some(Self(point))
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// Every file with its bytes.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .filter(|it| it.is_file())
        .map(|it| (it.display().to_string(), fs::read(&it).unwrap()))
        .collect();
    found.sort();
    found
}

fn closed() -> Laptop {
    let mut laptop = Laptop::new(1);
    laptop.register("Rumah Pelita");
    laptop.close();
    laptop
}

/// What can be looked at, and one file that goes elsewhere.
fn look(folder: &Path, out: &Path) {
    let list = cli::done(folder, ["list", "--json"]);
    assert!(list.json()["total"].as_u64() > Some(0), "{list:?}");
    cli::done(folder, ["search", "Rumah"]);
    cli::done(folder, ["show", list.json()["rows"][0]["nama"].as_str().unwrap()]);
    cli::done(folder, ["score"]);
    cli::done(folder, ["doctor"]);
    cli::done(folder, ["export", out.to_str().unwrap()]);
}

#[test]
fn a_place_to_read_only_is_read_in_every_way() {
    let laptop = closed();
    let Some(disk) = ReadOnly::of(&laptop.folder()) else { return };
    let before = bytes(&laptop.folder());
    look(disk.0.path(), &laptop.path("keluar.json"));
    let ended = cli::run(disk.0.path(), ["register", "Tidak boleh"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("hanya dapat dibaca"), "{}", ended.stderr);
    assert!(before == bytes(&laptop.folder()), "nothing was written");
    // What the sentence offers: a copy of the folder can be worked in.
    let copy = laptop.path("salinan");
    assert!(Command::new("cp").arg("-r").arg(disk.0.path()).arg(&copy).status().unwrap().success());
    cli::done(&copy, ["register", "Boleh di sini"]);
}

#[test]
fn a_log_on_a_read_only_disk_is_read_with_what_it_holds() {
    let laptop = closed();
    // Killed: another copy of the files, taken while the registry is open.
    let killed = laptop.path("mati");
    let mut running = laptop;
    running.open().unwrap();
    running.register("Di dalam log");
    assert!(Command::new("cp").arg("-r").arg(running.folder()).arg(&killed).status().unwrap().success());
    let _ = fs::remove_file(killed.join("registry.sqlite3-shm"));
    assert!(fs::metadata(killed.join("registry.sqlite3-wal")).unwrap().len() > 0);
    let Some(disk) = ReadOnly::of(&killed) else { return };
    assert_eq!(cli::done(disk.0.path(), ["list", "--json"]).json()["total"], 2);
    assert!(!killed.join("registry.sqlite3-shm").exists());
}

#[test]
fn an_older_format_is_read_where_it_cannot_be_migrated() {
    let old = root().join("tests/old/format-1");
    let before = bytes(&old);
    let Some(disk) = ReadOnly::of(&old) else { return };
    let laptop = closed();
    look(disk.0.path(), &laptop.path("keluar.json"));
    assert!(before == bytes(&old));
}

#[test]
fn a_journal_of_a_crash_is_read_where_it_cannot_be_rolled_back() {
    let hot = root().join("tests/old/hot-journal");
    let Some(disk) = ReadOnly::of(&hot) else { return };
    assert_eq!(cli::done(disk.0.path(), ["list", "--json"]).json()["total"], 0);
    assert!(fs::metadata(hot.join("registry.sqlite3-journal")).unwrap().len() > 0);
}

#[test]
fn absent_forbidden_read_only_and_damaged_are_told_apart() {
    let laptop = closed();
    let folder = laptop.folder();
    let as_another = |args: &[&str]| {
        let command = cli::command(&folder, args);
        let mut other = Command::new("setpriv");
        other.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(command.get_program());
        other.args(command.get_args()).stdin(std::process::Stdio::null());
        let output = other.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let mode = |path: &Path, mode: u32| {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    // Only root can be somebody else.
    if !Command::new("setpriv").args(["--reuid", "65534", "true"]).status().is_ok_and(|it| it.success()) {
        assert!(std::env::var_os("PRAKARSA_NO_MOUNT").is_some(), "run as root, or set PRAKARSA_NO_MOUNT=1");
        return;
    }
    mode(folder.parent().unwrap(), 0o755);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        mode(&path, if path.is_dir() { 0o755 } else { 0o644 });
    }
    mode(&folder, 0o755);
    assert_eq!(as_another(&["list"]).0, Some(0), "somebody else's folder is looked at: {:?}", as_another(&["list"]));
    let (code, told) = as_another(&["register", "Tidak boleh"]);
    assert_eq!((code, told.contains("hanya dapat dibaca")), (Some(3), true), "{told}");
    mode(&folder, 0o700);
    for args in [&["list"][..], &["doctor"], &["init", "--pemda", "Kota", "--kode", "33.74"]] {
        let (code, told) = as_another(args);
        assert_eq!((code, told.contains("akun ini tidak boleh")), (Some(3), true), "{args:?}: {told}");
    }
    // What that sentence offers: with the owner's permission it opens.
    mode(&folder, 0o777);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        mode(&path, if path.is_dir() { 0o777 } else { 0o666 });
    }
    assert_eq!(as_another(&["register", "Sekarang boleh"]).0, Some(0));
    let absent = cli::run(&laptop.path("tidak-ada"), ["list"]);
    assert!(absent.stderr.contains("belum ada registri"), "{}", absent.stderr);
}

#[test]
fn any_clock_will_do() {
    let mut laptop = Laptop::new(1);
    for ms in [i64::MIN / 2, -62_135_596_800_000, -1, 0, 253_402_300_799_000] {
        laptop.env.set_clock(ms);
        laptop.open().unwrap();
        laptop.register(&format!("Pada {ms}"));
        laptop.make_backup(&mut registry::progress::Unwatched).unwrap();
        laptop.assert_healthy();
        let reader = registry::Registry::open_to_read(&laptop.folder(), Box::new(laptop.env.clone())).unwrap();
        reader.show_inovasi(reader.find_inovasi(&format!("Pada {ms}")).unwrap()).unwrap();
    }
}
