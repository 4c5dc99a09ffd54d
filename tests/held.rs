//! Files of which another program has a hand, or that the system keeps apart: whoever
//! copies a registry while it is open, names that differ by a capital, files that nobody
//! may write, folders that lie deep. Under Windows also files that others hold.

use std::fs;

use crate::{
    kit::{Laptop, cli, copy_folder},
    outputs::FILES,
};

#[test]
fn a_registry_is_copied_while_it_is_open() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Lapor Warga");
    let copy = laptop.path("salinan");
    copy_folder(&laptop.folder(), &copy);
    assert_eq!(fs::read(copy.join("registry.lock")).unwrap(), fs::read(laptop.folder().join("registry.lock")).unwrap());
    assert!(cli::done(&copy, ["show", &id]).stdout.contains("Lapor Warga"));
    // It is held all the same: nobody else writes meanwhile.
    let ended = cli::run(&laptop.folder(), ["register", "Lain"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
}

/// A path of more than 260 letters, as a folder in a synchronised folder of a project soon has.
#[test]
fn a_registry_that_lies_deep_works_like_any_other() {
    let desk = tempfile::tempdir().unwrap();
    let deep = desk.path().join(vec!["Bidang Inovasi dan Riset Daerah Kota Semarang 2026".to_owned(); 6].join("/"));
    fs::create_dir_all(&deep).unwrap();
    let (registry, bundle) = (deep.join("registri"), deep.join("bundel.zip"));
    assert!(registry.as_os_str().len() > 300);
    cli::done(&registry, ["init", "--pemda", "Kota Semarang", "--kode", "33.74", "--person", "Sri"]);
    cli::done(&registry, ["example"]);
    let list = cli::done(&registry, ["--json", "list", "--limit", "1"]).json();
    let id = list["rows"][0]["id"].as_str().unwrap();
    let bukti = deep.join("SK Wali Kota tentang penetapan inovasi.pdf");
    fs::write(&bukti, "%PDF-1.4 contoh").unwrap();
    cli::done(&registry, ["attach", id, "SID-16", bukti.to_str().unwrap()]);
    cli::done(&registry, ["backup", "make"]);
    cli::done(&registry, ["bundle", bundle.to_str().unwrap()]);
    cli::done(&registry, ["verify", bundle.to_str().unwrap()]);
    cli::done(&registry, ["--bundle", bundle.to_str().unwrap(), "list"]);
    cli::done(&registry, ["undo"]);
    cli::done(&registry, ["doctor"]);
}

/// Windows and macOS take both for one, so one of them would go.
#[test]
fn a_name_that_differs_by_a_capital_takes_no_others_place() {
    let laptop = Laptop::new(1);
    laptop.register("Lapor Warga");
    let folder = laptop.path("keluaran");
    fs::create_dir(&folder).unwrap();
    let is_one = {
        fs::write(folder.join("a"), "").unwrap();
        folder.join("A").exists()
    };
    fs::remove_file(folder.join("a")).unwrap();
    for (ending, write) in FILES {
        let (first, twin) = (folder.join(format!("Rekap.{ending}")), folder.join(format!("REKAP.{ending}")));
        fs::write(&first, "milik orang").unwrap();
        let refused = write(&laptop, &twin, false).is_err();
        assert_eq!(refused, is_one, "{ending}");
        assert_eq!(fs::read_to_string(&first).unwrap(), "milik orang", "{ending}");
    }
}

/// As they lie on a disc, or come out of an archive.
#[test]
fn a_file_that_nobody_may_write_is_taken_as_bukti_and_stays() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Lapor Warga");
    let path = laptop.file("SK.pdf", "%PDF-1.4 contoh");
    let mut rights = fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).unwrap();
    laptop.attach(&id, "SID-16", &path).unwrap();
    laptop.assert_healthy();
    assert_eq!(fs::read_to_string(&path).unwrap(), "%PDF-1.4 contoh");
    laptop.undo().unwrap();
    laptop.redo().unwrap();
    assert!(fs::metadata(&path).unwrap().permissions().readonly());
}

/// Virus scanners and programs of an office hold files so.
#[cfg(windows)]
mod on_windows {
    use std::{
        fs::{self, File},
        os::windows::fs::OpenOptionsExt,
        path::Path,
        time::Duration,
    };

    use registry::Reason;

    use crate::{kit::Laptop, outputs::FILES};

    const TO_NOBODY: u32 = 0;
    const TO_READ: u32 = 1;
    const TO_READ_AND_WRITE: u32 = 3;

    fn hold(path: &Path, shared: u32) -> File {
        File::options().read(true).share_mode(shared).open(path).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut all: Vec<_> =
            fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect();
        all.sort();
        all
    }

    #[test]
    fn an_output_that_another_program_has_open_is_told_and_nothing_changes() {
        let laptop = Laptop::new(1);
        laptop.register("Lapor Warga");
        let folder = laptop.path("keluaran");
        fs::create_dir(&folder).unwrap();
        for (ending, write) in FILES {
            for shared in [TO_READ, TO_READ_AND_WRITE] {
                let out = folder.join(format!("rekap.{ending}"));
                fs::write(&out, "dibuka Excel").unwrap();
                let held = hold(&out, shared);
                let error = write(&laptop, &out, true).unwrap_err();
                assert_eq!(error.reason, Reason::FileInUse, "{ending}: {error}");
                assert!(error.args.iter().any(|it| it.1.contains("rekap.")), "it names the output: {error}");
                drop(held);
                assert_eq!(names(&folder), [format!("rekap.{ending}")]);
                assert_eq!(fs::read_to_string(&out).unwrap(), "dibuka Excel");
                // The remedy: closed there, and once again.
                write(&laptop, &out, true).unwrap();
                fs::remove_file(&out).unwrap();
            }
        }
    }

    #[test]
    fn an_input_that_another_program_keeps_to_itself_is_told() {
        let laptop = Laptop::new(1);
        let id = laptop.register("Lapor Warga");
        let path = laptop.file("SK.pdf", "%PDF-1.4 contoh");
        let before = laptop.files();
        let held = hold(&path, TO_NOBODY);
        let error = laptop.attach(&id, "SID-16", &path).unwrap_err();
        assert_eq!(error.reason, Reason::FileInUse, "{error}");
        assert_eq!(laptop.files(), before);
        drop(held);
        laptop.attach(&id, "SID-16", &path).unwrap();
    }

    /// Whatever is new is opened for a moment by somebody else: first, so to say, and
    /// always. All is done all the same, and nothing half stays.
    #[test]
    fn a_short_look_at_whatever_is_new_hinders_nothing() {
        for shared in [TO_READ, TO_READ_AND_WRITE] {
            let laptop = Laptop::new(1);
            let id = laptop.register("Lapor Warga");
            let folder = laptop.path("keluaran");
            fs::create_dir(&folder).unwrap();
            let watched = [folder.clone(), laptop.folder().join("blobs")];
            let (ended, asked) = std::sync::mpsc::channel::<()>();
            let scanner = std::thread::spawn(move || {
                let mut seen = std::collections::BTreeSet::new();
                while asked.recv_timeout(Duration::from_millis(1)).is_err() {
                    let mut open: Vec<_> = watched.to_vec();
                    while let Some(at) = open.pop() {
                        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
                            let path = entry.path();
                            if path.is_dir() {
                                open.push(path);
                            } else if seen.insert(path.clone())
                                && let Ok(held) = File::options().read(true).share_mode(shared).open(&path)
                            {
                                std::thread::park_timeout(Duration::from_millis(30));
                                drop(held);
                            }
                        }
                    }
                }
                seen.len()
            });
            for (n, (ending, write)) in FILES.iter().enumerate() {
                write(&laptop, &folder.join(format!("rekap-{n}.{ending}")), false).unwrap();
                let path = laptop.file(&format!("bukti-{n}.pdf"), format!("%PDF-1.4 {n}").repeat(50_000));
                laptop.attach(&id, "SID-16", &path).unwrap();
                crate::outputs::bundle(&laptop, &folder.join(format!("bundel-{n}")), false, false).unwrap();
            }
            drop(ended);
            assert!(scanner.join().unwrap() > 20, "it looked at much");
            let left: Vec<_> = names(&folder).into_iter().filter(|it| it.contains("sebagian")).collect();
            assert_eq!(left, [""; 0]);
            laptop.assert_healthy();
        }
    }
}
