//! Outputs take nobody's place: not a file's, not the registry's; and what a dead run
//! has begun goes with the next start.

use std::{
    fs,
    path::{Path, PathBuf},
};

use registry::{
    DocumentFormat, DocumentKind, DocumentRequest, Error, ExportBundle, ExportWorkbook, NextSteps, NoticeCode, Reason,
    Registry, Result, WorkbookKind, WriteDocuments, progress::Unwatched, text::Language, view::NoticeView,
};

use crate::kit::{Laptop, cli};

pub type Write = fn(&Laptop, &Path, bool) -> Result<()>;

pub fn bundle(laptop: &Laptop, out: &Path, zip: bool, replace: bool) -> Result<()> {
    let req = ExportBundle {
        out: out.display().to_string(),
        zip,
        only: Vec::new(),
        date: None,
        replace,
        ..ExportBundle::default()
    };
    laptop.export_bundle(&req, &mut Unwatched).map(drop)
}

fn workbook(laptop: &Laptop, out: &Path, kind: WorkbookKind, replace: bool) -> Result<()> {
    let req = ExportWorkbook { out: out.display().to_string(), ids: Vec::new(), kind, replace };
    laptop.export_workbook(&req, &mut Unwatched).map(drop)
}

/// Every kind of output that is one file, and what its name ends in.
pub const FILES: [(&str, Write); 9] = [
    ("zip", |it, out, replace| bundle(it, out, true, replace)),
    ("prakarsa", |it, out, replace| it.create_parcel(out, replace, &mut Unwatched).map(drop)),
    ("xlsx", |it, out, replace| workbook(it, out, WorkbookKind::Form, replace)),
    ("recap.xlsx", |it, out, replace| workbook(it, out, WorkbookKind::Recap, replace)),
    ("csv", |it, out, replace| workbook(it, out, WorkbookKind::Recap, replace)),
    ("json", |it, out, replace| it.write_registry(out, replace).map(drop)),
    ("steps.csv", |it, out, replace| it.export_steps(&steps(it), out, replace, Language::Id).map(drop)),
    ("pack.zip", |it, out, replace| it.export_pack(registry::DEFAULT_INSTRUMENT.trim(), out, replace).map(drop)),
    ("bentuk.docx", |it, out, replace| {
        it.copy_template(DocumentKind::Undangan, DocumentFormat::Docx, out, replace).map(drop)
    }),
];

pub fn paper(laptop: &Laptop, out: &Path, format: DocumentFormat, replace: bool) -> Result<()> {
    let document = DocumentRequest {
        kind: DocumentKind::SuratPengantar,
        inovasi: Vec::new(),
        perangkat_daerah: Vec::new(),
        fields: Vec::new(),
        date: None,
    };
    let req = WriteDocuments { document, format, out: out.display().to_string(), replace };
    laptop.write_documents(&req, &mut Unwatched).map(drop)
}

fn steps(laptop: &Laptop) -> NextSteps {
    let instrument = laptop.show_registry().unwrap().instrument;
    NextSteps { instrument, basis: registry::Basis::Claimed, limit: 10, ..NextSteps::default() }
}

pub fn laptop() -> Laptop {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    laptop.attach("Kado", "SID-16", &laptop.file("SK.pdf", "%PDF")).unwrap();
    laptop
}

pub fn refused(write: Write, laptop: &Laptop, out: &Path, replace: bool) -> Error {
    let before = laptop.files();
    let error = write(laptop, out, replace).unwrap_err();
    assert_eq!(before, laptop.files(), "the registry is as it was");
    error
}

/// A file, or a folder with all in it.
fn remove(path: &Path) {
    if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
}

pub fn folder_of(laptop: &Laptop) -> PathBuf {
    let folder = laptop.path("dokumen");
    fs::create_dir(&folder).unwrap();
    folder
}

#[test]
fn an_output_takes_no_files_place_unless_told() {
    let laptop = laptop();
    let folder = folder_of(&laptop);
    for (ending, write) in FILES {
        let out = folder.join(format!("skripsi.{ending}"));
        fs::write(&out, "milik orang").unwrap();
        let error = refused(write, &laptop, &out, false);
        assert_eq!(error.reason, Reason::TargetExists, "{ending}");
        let free = error.args.iter().find(|it| it.0 == "free").unwrap().1.clone();
        assert!(error.to_string().contains(&free), "{error}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "milik orang", "{ending}");
        // The name that the sentence offers is free.
        write(&laptop, Path::new(&free), false).unwrap();
        write(&laptop, &out, true).unwrap();
        assert_ne!(fs::read(&out).unwrap(), b"milik orang", "{ending}");
    }
    let hidden =
        fs::read_dir(&folder).unwrap().filter(|it| it.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0, "nothing half-written stays");
    assert_eq!(fs::read_dir(laptop.folder().join("outputs")).unwrap().count(), 0);
}

/// Whoever types `.` has the folder told by its name, and a free one beside it.
#[test]
fn a_folder_that_is_named_by_signs_is_told_by_its_name() {
    let mut laptop = laptop();
    let folder = folder_of(&laptop);
    fs::create_dir(folder.join("dalam")).unwrap();
    laptop.close();
    for args in [&["publish", "."][..], &["bundle", "."], &["report", "surat-pengantar", "."], &["publish", "dalam/.."]]
    {
        let mut command = cli::command(&laptop.folder(), args);
        command.current_dir(&folder);
        let ended = cli::end(command);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.stderr.contains("dokumen-2") && ended.stderr.contains("dokumen sudah ada"), "{ended:?}");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}

/// A day that nobody means is told before anything is written; what the sentence offers
/// is taken.
#[test]
fn a_day_that_no_paper_bears_is_refused() {
    let mut laptop = laptop();
    let folder = folder_of(&laptop);
    laptop.close();
    for (name, args) in [("b", &["bundle"][..]), ("s.docx", &["report", "surat-pengantar", "--format", "docx"])] {
        let out = folder.join(name).display().to_string();
        let run = |date: &str| {
            let day = format!("--date={date}");
            let args = args.iter().copied().chain([out.as_str(), day.as_str()]);
            cli::run(&laptop.folder(), args.collect::<Vec<_>>())
        };
        for date in
            ["-0001-01-01", "0001-01-01", "1899-12-31", "2101-01-01", "9999-12-31", "2026", "Mei 2026", "besok", ""]
        {
            let ended = run(date);
            assert_eq!(ended.code, Some(3), "{date}: {ended:?}");
            assert!(ended.stderr.contains("antara 1900 dan 2100"), "{date}: {ended:?}");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "{date}");
        }
        for date in ["17 Agustus 2026", "17/08/2026", "2026-08-17", "1900-01-01", "2100-12-31"] {
            let ended = run(date);
            assert_eq!(ended.code.filter(|it| *it < 2), ended.code, "{date}: {ended:?}");
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "{date}");
            remove(Path::new(&out));
        }
    }
}

#[test]
fn a_folder_with_content_is_never_replaced() {
    let laptop = laptop();
    let full = folder_of(&laptop);
    fs::write(full.join("surat.txt"), "milik orang").unwrap();
    for replace in [false, true] {
        assert_eq!(bundle(&laptop, &full, false, replace).unwrap_err().reason, Reason::TargetExists);
        for (ending, write) in FILES {
            assert_eq!(refused(write, &laptop, &full, replace).reason, Reason::TargetExists, "{ending}");
        }
    }
    assert_eq!(fs::read_to_string(full.join("surat.txt")).unwrap(), "milik orang");
    // Nor does a folder take a file's place.
    for replace in [false, true] {
        let error = bundle(&laptop, &full.join("surat.txt"), false, replace).unwrap_err();
        assert_eq!(error.reason, Reason::TargetExists);
    }
    assert_eq!(fs::read_to_string(full.join("surat.txt")).unwrap(), "milik orang");
}

#[test]
fn an_output_never_lies_inside_the_registry() {
    let laptop = laptop();
    let registry = laptop.folder();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&registry, laptop.path("jalan-lain")).unwrap();
    let around = laptop.path("registri/../registri/blobs");
    for inside in [registry.clone(), registry.join("blobs"), around, laptop.path("jalan-lain")] {
        for (ending, write) in FILES {
            for name in ["registry.sqlite3", "registry.lock", "baru"] {
                for replace in [false, true] {
                    let error = refused(write, &laptop, &inside.join(name), replace);
                    let outside = cfg!(not(unix)) && inside.ends_with("jalan-lain");
                    assert!(error.reason == Reason::TargetInRegistry || outside, "{ending} {name}: {error}");
                }
            }
        }
        assert!(bundle(&laptop, &inside.join("baru"), false, true).is_err());
    }
    laptop.assert_healthy();
}

#[cfg(unix)]
#[test]
fn nothing_but_a_file_is_ever_replaced() {
    let laptop = laptop();
    let folder = folder_of(&laptop);
    let (link, precious) = (folder.join("tautan"), laptop.file("berharga", "milik orang"));
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    let pipe = folder.join("pipa");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for (ending, write) in FILES {
        for out in [&link, &pipe, &PathBuf::from("/dev/null")] {
            assert_eq!(refused(write, &laptop, out, false).reason, Reason::TargetExists, "{ending}");
            assert_eq!(refused(write, &laptop, out, true).reason, Reason::TargetSpecial, "{ending}");
        }
    }
    assert_eq!(fs::read_to_string(&precious).unwrap(), "milik orang");
}

#[test]
fn a_missing_folder_and_a_last_slash_are_told_as_they_are() {
    let laptop = laptop();
    let folder = folder_of(&laptop);
    for (ending, write) in FILES {
        let error = refused(write, &laptop, &folder.join("tidak/ada/b"), false);
        assert_eq!(
            (error.reason, error.args[0].1.clone()),
            (Reason::FolderMissing, folder.join("tidak").join("ada").display().to_string())
        );
        let beside = laptop.file("surat.pdf", "isi").join("b");
        assert_eq!(refused(write, &laptop, &beside, false).reason, Reason::FolderIsFile, "{ending}");
        let slashed = PathBuf::from(format!("{}/", folder.join(format!("x.{ending}")).display()));
        write(&laptop, &slashed, false).unwrap();
        assert_eq!(refused(write, &laptop, &slashed, false).reason, Reason::TargetExists, "{ending}");
    }
}

#[test]
fn what_a_dead_run_has_begun_goes_with_the_next_start() {
    let mut laptop = laptop();
    let folder = folder_of(&laptop);
    laptop.close();
    let registry = laptop.folder();
    // As a kill leaves it: a half bundle with its note, bytes on their way in, a backup.
    let half = folder.join(".prakarsa-0190-0.sebagian");
    fs::create_dir_all(half.join("data")).unwrap();
    fs::write(half.join("data/profil.html"), "nama dan nomor telepon").unwrap();
    fs::create_dir_all(registry.join("outputs")).unwrap();
    fs::create_dir_all(registry.join("backups")).unwrap();
    fs::write(registry.join("outputs/0190-0"), half.to_str().unwrap()).unwrap();
    let mine = [registry.join("blobs/4711-0.sebagian"), registry.join("backups/registry-20260101-000000.sebagian")];
    mine.iter().for_each(|it| fs::write(it, "setengah").unwrap());
    // What a person calls so is nobody's but that person's.
    let theirs = [
        folder.join("laporan.sebagian"),
        folder.join(".prakarsa-lain.sebagian"),
        registry.join("blobs/catatan.sebagian"),
    ];
    theirs.iter().for_each(|it| fs::write(it, "milik orang").unwrap());
    // And one on a stick that is not there now.
    fs::write(registry.join("outputs/0191-0"), laptop.path("stik/.prakarsa-0191-0.sebagian").to_str().unwrap())
        .unwrap();

    cli::done(&registry, ["list"]);
    assert!(half.exists() && mine.iter().all(|it| it.exists()), "who only reads removes nothing");
    laptop.open().unwrap();
    assert!(!half.exists(), "the half bundle is gone");
    assert!(mine.iter().all(|it| !it.exists()), "{mine:?}");
    assert!(theirs.iter().all(|it| it.exists()), "{theirs:?}");
    let view = laptop.assert_healthy();
    assert!(view.remarks.iter().any(|it| it.code == NoticeCode::DoctorOutputLeft), "{:?}", view.remarks);
}

/// Whoever only ever writes files out has the registry open to read.
#[test]
fn what_a_dead_run_has_begun_goes_with_the_next_output_too() {
    let mut laptop = laptop();
    let folder = folder_of(&laptop);
    laptop.close();
    let half = folder.join(".prakarsa-0190-0.sebagian");
    fs::create_dir(&half).unwrap();
    fs::write(half.join("bagit.txt"), "setengah").unwrap();
    fs::create_dir_all(laptop.folder().join("outputs")).unwrap();
    fs::write(laptop.folder().join("outputs/0190-0"), half.to_str().unwrap()).unwrap();
    let reading = Registry::open_to_read(&laptop.folder(), Box::new(registry::SystemEnv)).unwrap();
    let view = reading.run_doctor(&mut Unwatched).unwrap();
    let told = |it: &NoticeView| it.args.iter().any(|it| it.value == half.display().to_string());
    assert!(view.remarks.iter().any(|it| it.code == NoticeCode::DoctorOutputLeft && told(it)), "{:?}", view.remarks);
    assert!(half.exists(), "who only looks removes nothing");
    let out = folder.join("bundel").display().to_string();
    let req = ExportBundle { out, ..ExportBundle::default() };
    reading.export_bundle(&req, &mut Unwatched).unwrap();
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["bundel"]);
    assert_eq!(fs::read_dir(laptop.folder().join("outputs")).unwrap().count(), 0);
}

#[test]
fn the_command_line_replaces_only_when_forced() {
    let mut laptop = laptop();
    let folder = folder_of(&laptop);
    laptop.close();
    for (name, args) in [
        ("a.json", &["export"][..]),
        ("a.xlsx", &["export"]),
        ("a.csv", &["export", "--recap"]),
        ("a.prakarsa", &["parcel", "create"]),
        ("a.zip", &["bundle", "--zip"]),
        ("b.csv", &["steps", "--out"]),
        ("p.zip", &["instrument", "export", registry::DEFAULT_INSTRUMENT.trim()]),
    ] {
        let out = folder.join(name);
        fs::write(&out, "milik orang").unwrap();
        fs::write(out.with_extension("sebagian"), "milik orang juga").unwrap();
        let run = |more: &[&str]| {
            let args = args.iter().copied().chain([out.to_str().unwrap()]).chain(more.iter().copied());
            cli::run(&laptop.folder(), args.collect::<Vec<_>>())
        };
        let ended = run(&[]);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.stderr.contains("-2."), "{ended:?}");
        assert_eq!(fs::read_to_string(&out).unwrap(), "milik orang");
        let ended = run(&["--force"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert_ne!(fs::read(&out).unwrap(), b"milik orang");
        assert_eq!(fs::read_to_string(out.with_extension("sebagian")).unwrap(), "milik orang juga");
    }
}

#[test]
fn the_window_proposes_a_name_that_is_free() {
    let laptop = laptop();
    let folder = folder_of(&laptop);
    for n in 1..4 {
        let path = laptop.suggest_path(&folder, "bundle", ".zip").unwrap();
        assert_eq!(path.ends_with(&format!("-{n}.zip")), n > 1, "{path}");
        bundle(&laptop, Path::new(&path), true, false).unwrap();
    }
}
