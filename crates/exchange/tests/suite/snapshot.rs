//! Snapshots: packed and read again, and what is refused of those from elsewhere.

use std::{collections::BTreeMap, fs, io::Write, path::Path};

use disk::OutputPlace;
use domain::core::reason::Reason;
use exchange::{
    core::port::{Unwatched, WorkStep},
    submission::snapshot::{Error, SnapshotFacts, SnapshotFile, SnapshotLimits, SnapshotStanding, write_snapshot},
};

fn facts() -> SnapshotFacts {
    let iid = SnapshotStanding { iid: Some("61.80".into()), ..SnapshotStanding::default() };
    SnapshotFacts {
        pemda_nama: "Kota Semarang".into(),
        pemda_kode: "33.74".into(),
        instrument: "iga-2026".into(),
        rules_sha256: "0".repeat(64),
        program: "1.0.0".into(),
        at: 1_785_000_000_000,
        inovasi: Vec::new(),
        standing: BTreeMap::from([("claimed".to_owned(), iid)]),
    }
}

fn write(dir: &Path, name: &str) -> std::path::PathBuf {
    let database = dir.join("registry.sqlite3");
    fs::write(&database, "isi ".repeat(100_000)).unwrap();
    let rules = BTreeMap::from([
        ("instrument.toml".to_owned(), "id = \"iga-2026\"\n".to_owned()),
        ("indikator/a.toml".to_owned(), "id = \"a\"\n".to_owned()),
    ]);
    let out = dir.join(name);
    write_snapshot(&facts(), &rules, &database, OutputPlace::free(&out).unwrap(), &mut Unwatched).unwrap();
    out
}

fn open(path: &Path) -> Result<SnapshotFile, Error> {
    SnapshotFile::open(path, SnapshotLimits::default())
}

#[test]
fn what_is_packed_is_read_again_and_equal_input_gives_equal_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let path = write(dir.path(), "a.zip");
    let mut read = open(&path).unwrap();
    assert_eq!(read.facts(), &facts());
    assert_eq!(read.rules().keys().collect::<Vec<_>>(), ["indikator/a.toml", "instrument.toml"]);
    let mut database = Vec::new();
    read.copy_database(&mut database, &mut Unwatched).unwrap();
    assert_eq!(database, fs::read(dir.path().join("registry.sqlite3")).unwrap());
    assert_eq!(fs::read(&path).unwrap(), fs::read(write(dir.path(), "b.zip")).unwrap());
    assert!(fs::metadata(&path).unwrap().len() < 20_000, "packed");
    let stop = &mut |_: WorkStep, _: &str, _: u64, _: u64| false;
    let mut read = open(&path).unwrap();
    // Below a megabyte nobody is asked.
    assert!(read.copy_database(&mut Vec::new(), stop).is_ok());
}

#[test]
fn hostile_snapshots_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.zip");
    let zip = |entries: &[(&str, &str)]| {
        let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
        for (name, text) in entries {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    };
    let good = serde_json::to_value(facts()).unwrap();
    let with = |format: &str, version: u64| {
        let mut it = good.clone();
        (it["format"], it["version"]) = (format.into(), version.into());
        it.to_string()
    };
    let (ours, newer, other) = (with("prakarsa-snapshot", 1), with("prakarsa-snapshot", 9), with("lain", 1));
    let short = r#"{"format":"prakarsa-snapshot","version":1}"#;
    let large = "x".repeat(2 << 20);
    let (database, rule) = (("registry.sqlite3", "x"), ("rules/instrument.toml", "x"));
    for (entries, reason) in [
        (vec![database, rule], Reason::SnapshotNotOne),
        (vec![("snapshot.json", "bukan json"), database, rule], Reason::SnapshotNotOne),
        (vec![("snapshot.json", other.as_str()), database, rule], Reason::SnapshotNotOne),
        (vec![("snapshot.json", newer.as_str()), ("baru", "x")], Reason::SnapshotNewer),
        (vec![("snapshot.json", short), database, rule], Reason::SnapshotDamaged),
        (vec![("snapshot.json", ours.as_str()), rule], Reason::SnapshotDamaged),
        (vec![("snapshot.json", ours.as_str()), database], Reason::SnapshotDamaged),
        (vec![("snapshot.json", ours.as_str()), database, rule, ("lain.txt", "x")], Reason::SnapshotDamaged),
        (vec![("snapshot.json", ours.as_str()), database, rule, ("rules/../x", "x")], Reason::SnapshotDamaged),
        (vec![("snapshot.json", ours.as_str()), database, ("rules/a.toml", large.as_str())], Reason::SnapshotTooLarge),
    ] {
        zip(&entries);
        assert_eq!(
            open(&path).unwrap_err().reason(),
            reason,
            "{:?}",
            entries.iter().map(|it| it.0).collect::<Vec<_>>()
        );
    }
    zip(&[("snapshot.json", &ours), database, rule]);
    let limits = SnapshotLimits { max_database: 0, ..SnapshotLimits::default() };
    assert_eq!(SnapshotFile::open(&path, limits).unwrap_err().reason(), Reason::SnapshotTooLarge);
    fs::write(&path, "bukan zip").unwrap();
    assert_eq!(open(&path).unwrap_err().reason(), Reason::SnapshotNotOne);
    let whole = fs::read(write(dir.path(), "c.zip")).unwrap();
    for cut in [10, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..cut]).unwrap();
        assert!(open(&path).is_err(), "{cut}");
    }
}
