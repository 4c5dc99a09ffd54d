//! Outputs appear complete or not at all.

use std::{fs, io::Read, path::Path};

use disk::OutputPlace;
use exchange::core::port::{FolderSink, MemorySink, Sink, Unwatched, ZipSink};

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_folder_appears_only_when_finished() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    let mut sink = Box::new(FolderSink::new(OutputPlace::free(&target).unwrap()).unwrap());
    sink.file("a/b.txt", &mut &b"isi"[..], None).unwrap();
    assert!(!target.exists());
    sink.finish(&mut Unwatched).unwrap();
    assert_eq!(fs::read(target.join("a/b.txt")).unwrap(), b"isi");
    assert_eq!(names_in(dir.path()), ["out"]);

    let mut dropped = FolderSink::new(OutputPlace::free(&dir.path().join("second")).unwrap()).unwrap();
    dropped.file("a.txt", &mut &b"isi"[..], None).unwrap();
    drop(dropped);
    assert_eq!(names_in(dir.path()), ["out"]);
}

#[test]
fn a_folder_that_holds_anything_is_never_touched() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out");
    fs::create_dir(&target).unwrap();
    let sink = Box::new(FolderSink::new(OutputPlace::free(&target).unwrap()).unwrap());
    fs::write(target.join("punya-saya.txt"), "x").unwrap();
    assert!(sink.finish(&mut Unwatched).is_err());
    assert!(OutputPlace::free(&target).is_err());
    assert_eq!(names_in(&target), ["punya-saya.txt"]);
    assert_eq!(names_in(dir.path()), ["out"]);

    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(OutputPlace::free(&file).is_err());
}

#[test]
fn an_empty_folder_is_taken_over() {
    let dir = tempfile::tempdir().unwrap();
    let mut sink = Box::new(FolderSink::new(OutputPlace::free(dir.path()).unwrap()).unwrap());
    sink.file("a", &mut &b"x"[..], None).unwrap();
    sink.finish(&mut Unwatched).unwrap();
    assert_eq!(names_in(dir.path()), ["a"]);
}

#[test]
fn a_zip_replaces_only_when_finished() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("out.zip");
    fs::write(&target, "lama").unwrap();
    let mut sink = Box::new(ZipSink::new(OutputPlace::replacing(&target).unwrap()).unwrap());
    sink.file("a.txt", &mut &b"isi"[..], None).unwrap();
    drop(sink);
    assert_eq!(fs::read(&target).unwrap(), b"lama");
    assert_eq!(names_in(dir.path()), ["out.zip"]);

    let mut sink = Box::new(ZipSink::in_folder(OutputPlace::replacing(&target).unwrap(), "Kota Semarang!").unwrap());
    sink.file("a.txt", &mut &b"isi"[..], Some(3)).unwrap();
    sink.finish(&mut Unwatched).unwrap();
    let mut zip = zip::ZipArchive::new(fs::File::open(&target).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name("kota-semarang/a.txt").unwrap().read_to_string(&mut text).unwrap();
    assert_eq!(text, "isi");
    assert_eq!(names_in(dir.path()), ["out.zip"]);
    assert!(OutputPlace::replacing(dir.path()).is_err());
}

#[test]
fn equal_zips_are_equal_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let target = dir.path().join(name);
        let mut sink = Box::new(ZipSink::new(OutputPlace::free(&target).unwrap()).unwrap());
        sink.file("a.json", &mut "teks ".repeat(10_000).as_bytes(), None).unwrap();
        sink.file("b.pdf", &mut &[7; 5000][..], Some(5000)).unwrap();
        sink.finish(&mut Unwatched).unwrap();
        fs::read(target).unwrap()
    };
    assert_eq!(write("1.zip"), write("2.zip"));
}

#[test]
fn no_sink_writes_outside_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let sinks: [Box<dyn Sink>; 3] = [
        Box::new(MemorySink::new().0),
        Box::new(FolderSink::new(OutputPlace::free(&dir.path().join("f")).unwrap()).unwrap()),
        Box::new(ZipSink::new(OutputPlace::free(&dir.path().join("z")).unwrap()).unwrap()),
    ];
    for mut sink in sinks {
        for path in ["../a", "/a", "a/../../b", "C:\\a", "a\\b", "con", "", "a//b"] {
            assert!(sink.file(path, &mut &b""[..], None).is_err(), "{path:?}");
        }
        sink.file("a", &mut &b""[..], None).unwrap();
        assert!(sink.file("a", &mut &b""[..], None).is_err(), "written twice");
    }
    assert!(names_in(dir.path()).is_empty());
}
