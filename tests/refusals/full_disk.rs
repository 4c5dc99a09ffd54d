//! No room left: a real small file system. What was saved before stays whole.
#![cfg(target_os = "linux")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use registry::{
    Code, DocumentFormat, ExportBundle, NoticeCode, Publish, Reason, Registry, Room, Start, progress::Unwatched,
};

use crate::{
    kit::{FixedEnv, Laptop, cli},
    outputs::{FILES, Write, paper},
};

/// A file system of a few hundred kilobytes, gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    /// None where mounting is not possible and `PRAKARSA_NO_MOUNT` says so.
    fn new(kilobytes: u32) -> Option<Self> {
        let point = tempfile::tempdir().unwrap();
        let size = format!("size={kilobytes}k");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "prakarsa"]).arg(point.path()).output();
        match mounted {
            Ok(it) if it.status.success() => Some(Self(point)),
            other => {
                assert!(
                    std::env::var_os("PRAKARSA_NO_MOUNT").is_some(),
                    "a small disk cannot be mounted ({other:?}); run as root, or set PRAKARSA_NO_MOUNT=1 to go without"
                );
                None
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        entries.map(|it| it.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    fn free(&self) -> u64 {
        let out = Command::new("df").args(["--output=avail", "-B1"]).arg(self.0.path()).output().unwrap();
        String::from_utf8(out.stdout).unwrap().lines().nth(1).unwrap().trim().parse().unwrap()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// A registry on a small disk, with one inovasi in it.
fn on(disk: &SmallDisk) -> Registry {
    let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Sri".into() };
    let registry = Registry::start(&disk.path("registri"), &start, Box::new(FixedEnv::new(1))).unwrap();
    registry.register_inovasi("Kado").unwrap();
    registry
}

fn assert_whole(registry: &Registry) {
    let view = registry.run_doctor(&mut Unwatched).unwrap();
    assert!(view.healthy, "{:#?}", view.problems);
    assert!(!view.remarks.iter().any(|it| it.code == NoticeCode::DoctorFileUnknown), "{:#?}", view.remarks);
}

fn big_file(megabytes: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("besar.pdf");
    fs::write(&path, vec![5; megabytes << 20]).unwrap();
    (folder, path)
}

#[test]
fn a_bukti_that_does_not_fit_leaves_no_trace() {
    let Some(disk) = SmallDisk::new(3000) else { return };
    let registry = on(&disk);
    let (_held, big) = big_file(4);
    let free = disk.free();
    for _ in 0..3 {
        let key = crate::kit::key(registry.find_inovasi("Kado").unwrap(), "SID-16");
        let error = registry
            .attach_bukti(&key, std::slice::from_ref(&big), &registry::BuktiFacts::default(), &mut Unwatched)
            .unwrap_err();
        assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::DiskFull), "{error}");
    }
    assert!(disk.free() + 16_384 >= free, "the room is given back: {free} → {}", disk.free());
    assert_whole(&registry);
    registry.edit_inovasi(registry.find_inovasi("Kado").unwrap(), "tujuan", Some("masih bisa bekerja")).unwrap();
}

#[test]
fn an_edit_that_does_not_fit_is_refused_and_the_rest_stays_whole() {
    let Some(disk) = SmallDisk::new(2000) else { return };
    let registry = on(&disk);
    let mut kept = String::new();
    let error = (0..200)
        .find_map(|n| {
            let text = format!("{n} ").repeat(25_000);
            match registry.edit_inovasi(registry.find_inovasi("Kado").unwrap(), "rancang_bangun", Some(&text)) {
                Ok(_) => {
                    kept = text.trim().to_owned();
                    None
                }
                Err(error) => Some(error),
            }
        })
        .expect("the disk fills");
    assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::DiskFull), "{error}");
    let view = registry.show_inovasi(registry.find_inovasi("Kado").unwrap()).unwrap();
    let shown = view.profile.into_iter().find(|it| it.field.name() == "rancang_bangun").and_then(|it| it.value);
    assert_eq!(shown.unwrap_or_default(), kept, "the last that was answered with yes is there");
    assert_whole(&registry);
}

#[test]
fn outputs_that_do_not_fit_do_not_appear() {
    let Some(disk) = SmallDisk::new(1000) else { return };
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    // Nobody can tell what is free: it is found out by writing.
    laptop.env.set_room(Some(Room { free: None, largest: None }));
    let (_held, big) = big_file(3);
    // Bytes that cannot be packed smaller.
    let noise: Vec<u8> = (0..3_u32 << 20).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fs::write(&big, noise).unwrap();
    laptop.attach("Kado", "SID-16", &big).unwrap();
    for (name, zip) in [("bundel", false), ("bundel.zip", true)] {
        let req = ExportBundle {
            out: disk.path(name).display().to_string(),
            zip,
            only: Vec::new(),
            date: None,
            replace: false,
            ..ExportBundle::default()
        };
        let error = laptop.export_bundle(&req, &mut Unwatched).unwrap_err();
        assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputFull), "{name}: {error}");
        assert!(error.to_string().contains(&format!("{} tidak ditulis", req.out)), "the whole is named: {error}");
        assert_eq!(disk.names(), Vec::<String>::new(), "nothing half-written");
    }
    // A whole copy of the registry is an output, too.
    let copy = disk.path("salinan");
    let error = laptop.copy_registry(None, &copy, &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputFull), "{error}");
    assert!(error.to_string().contains(&format!("{} tidak ditulis", copy.display())), "{error}");
    let ended = cli::run(&laptop.folder(), ["backup", "copy", copy.to_str().unwrap()]);
    assert!(ended.code == Some(3) && ended.stderr.contains(copy.to_str().unwrap()), "{ended:?}");
    assert_eq!(disk.names(), Vec::<String>::new(), "nothing half-copied");
    let error = laptop.create_parcel(&disk.path("kiriman.prakarsa"), false, &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputFull), "{error}");
    assert_eq!(disk.names(), Vec::<String>::new());
    // As a rule the disk tells it, and nothing is begun.
    laptop.env.set_room(None);
    let error = laptop.create_parcel(&disk.path("kiriman.prakarsa"), false, &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputRoom), "{error}");
    assert_eq!(disk.names(), Vec::<String>::new());
    laptop.assert_healthy();
}

/// What did not fit is the file, of which the sentence speaks; nothing that was typed was
/// in danger.
#[test]
fn whatever_does_not_fit_the_sentence_is_of_that_file() {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    let catalogue: Write = |it, out, replace| {
        let req = Publish { out: out.display().to_string(), proposed: false, replace };
        it.publish(&req, &mut Unwatched).map(drop)
    };
    let docx: Write = |it, out, replace| paper(it, out, DocumentFormat::Docx, replace);
    let pdf: Write = |it, out, replace| paper(it, out, DocumentFormat::Pdf, replace);
    for (ending, write) in FILES.into_iter().chain([("docx", docx), ("pdf", pdf), ("katalog", catalogue)]) {
        let Some(disk) = SmallDisk::new(1000) else { return };
        let (full, out) = (disk.path("penuh"), disk.path(&format!("skripsi.{ending}")));
        fs::write(&full, vec![7; 2 << 20]).unwrap_err();
        let error = write(&laptop, &out, false).unwrap_err();
        assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::OutputFull), "{ending}: {error}");
        assert!(error.to_string().contains(&format!("{} tidak ditulis", out.display())), "{error}");
        assert_eq!(disk.names(), ["penuh"], "{ending}: nothing half-written");
        // What the sentence says to do.
        grow(&disk);
        write(&laptop, &out, false).unwrap_or_else(|error| panic!("{ending}: {error}"));
    }
    laptop.assert_healthy();
}

#[test]
fn a_parcel_that_does_not_fit_is_not_taken_in_by_half() {
    let Some(disk) = SmallDisk::new(3000) else { return };
    let registry = on(&disk);
    let sender = Laptop::new(2);
    sender.register("Dari jauh");
    let (_held, big) = big_file(4);
    sender.attach("Dari jauh", "SID-16", &big).unwrap();
    let error = registry.accept_parcel(&sender.write_parcel(), false, &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::DiskFull), "{error}");
    assert!(registry.find_inovasi("Dari jauh").is_err());
    assert_whole(&registry);
}

#[test]
fn a_registry_that_does_not_fit_is_not_begun_by_half() {
    let start = Start { nama: "Kota Semarang".into(), kode: "33.74".into(), person: "Sri".into() };
    let mut n_refused = 0;
    // The disk fills at every step of beginning, one after the other.
    for kilobytes in (40..800).step_by(24) {
        let Some(disk) = SmallDisk::new(kilobytes) else { return };
        let folder = disk.path("registri");
        let Err(error) = Registry::start(&folder, &start, Box::new(FixedEnv::new(1))) else { continue };
        n_refused += 1;
        assert_eq!((error.code, error.reason), (Code::NoSpace, Reason::DiskFull), "{kilobytes} kB: {error}");
        // With room, the same folder takes a registry.
        grow(&disk);
        let registry = Registry::start(&folder, &start, Box::new(FixedEnv::new(1)))
            .unwrap_or_else(|error| panic!("{kilobytes} kB: {error}"));
        assert_eq!(registry.show_registry().unwrap().pemda_nama, "Kota Semarang");
    }
    assert!(n_refused > 3, "the disk was too small several times");
}

fn grow(disk: &SmallDisk) {
    let remount = Command::new("mount").args(["-o", "remount,size=8m"]).arg(disk.0.path()).status();
    assert!(remount.unwrap().success());
}

#[test]
fn the_command_line_says_that_the_disk_is_full() {
    let Some(disk) = SmallDisk::new(3000) else { return };
    drop(on(&disk));
    let (_held, big) = big_file(4);
    let args = ["attach".as_ref(), "Kado".as_ref(), "SID-16".as_ref(), big.as_os_str()];
    let ended = cli::run(&disk.path("registri"), args);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("Ruang disk habis"), "{}", ended.stderr);
    let tiny = SmallDisk::new(64).unwrap();
    let ended = cli::run(&tiny.path("baru"), ["init", "--pemda", "Kota Semarang", "--kode", "33.74"]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(ended.stderr.contains("Ruang disk habis"), "{}", ended.stderr);
    assert!(!Path::new(&tiny.path("baru").join("registry.sqlite3")).exists());
}

#[test]
fn a_registry_on_a_full_disk_is_looked_at() {
    let Some(disk) = SmallDisk::new(3000) else { return };
    drop(on(&disk));
    let folder = disk.path("registri");
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder.join(format!("registry.sqlite3{ending}")));
    }
    let mut rest = vec![7; usize::try_from(disk.free()).unwrap()];
    while !rest.is_empty() && fs::write(disk.path("penuh"), &rest).is_err() {
        rest.truncate(rest.len().saturating_sub(4096));
    }
    assert!(disk.free() < 8192);
    assert_eq!(cli::done(&folder, ["list", "--json"]).json()["total"], 1);
    let (_held, out) = big_file(0);
    cli::done(&folder, ["export", out.with_extension("json").to_str().unwrap()]);
    cli::done(&folder, ["doctor"]);
}
