//! Parcels that write to a snapshot what it was not made with.

use domain::core::finding::Severity;
use serde_json::{Value, json};

use super::*;
use crate::{
    kit::assert_same,
    refusals::parcels::{act, forge},
};

/// What else somebody says of a snapshot, by one act that has seen `seen`.
fn other(counter: u64, id: SnapshotId, seen: &[String], fields: &[(&str, Option<&str>)]) -> Value {
    let mut forged = act(counter, "", "", "");
    let change = |it: &(&str, Option<&str>)| json!({ "subject": format!("snapshot:{id}"), "field": it.0, "value": it.1, "replaces": seen });
    forged["changes"] = fields.iter().map(change).collect();
    forged
}

fn stamps(laptop: &Laptop, field: &str) -> Vec<String> {
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    let sql = "SELECT c.counter || '@' || d.uuid FROM change c JOIN device d ON d.id = c.device WHERE c.field = ?1";
    let mut rows = database.prepare(sql).unwrap();
    rows.query_map([field], |row| row.get(0)).unwrap().map(|it| it.unwrap()).collect()
}

/// What the tables show of every snapshot.
fn of_snapshots(laptop: &Laptop) -> String {
    let tables = laptop.tables();
    tables.split("== ").find(|it| it.starts_with("snapshot")).unwrap().to_owned()
}

#[test]
fn what_a_snapshot_was_made_with_stands_whatever_arrives_and_in_whatever_order() {
    let bytes = b"bukan potret".as_slice();
    let sha256 = store::sha256_hex(bytes);
    let blob = format!("{sha256}/{}/zip", bytes.len());
    let name = format!("blobs/{sha256}");
    for seen in [true, false] {
        for (field, value) in [
            ("blob", Some(blob.as_str())),
            ("blob", None),
            ("snapshot/instrument", Some("iga-2025")),
            ("snapshot/instrument", None),
            ("snapshot/tanggal_kirim", None),
        ] {
            let case = format!("{field} {value:?} seen {seen}");
            let maker = Laptop::new(1);
            worked_in(&maker);
            let id = send(&maker, &said()).unwrap().sent.unwrap();
            let honest = maker.write_parcel();
            let forged = maker.path("palsu.prakarsa");
            let replaced = if seen { stamps(&maker, field) } else { Vec::new() };
            forge(&forged, &[other(99_999, id, &replaced, &[(field, value)])], &[(&name, bytes)]);
            let (first, last) = (Laptop::new(2), Laptop::new(3));
            for (laptop, parcels) in
                [(&maker, vec![&forged]), (&first, vec![&honest, &forged]), (&last, vec![&forged, &honest])]
            {
                for it in parcels {
                    laptop.accept(it).unwrap_or_else(|error| panic!("{case}: {error}"));
                }
                let view = laptop.show_submission().unwrap();
                assert_eq!(view.sent, Some(id), "{case}");
                let sent = snapshot(laptop, id);
                assert_eq!(
                    (sent.instrument.as_str(), sent.tanggal_kirim.as_deref()),
                    (YEAR, Some("2026-08-03")),
                    "{case}"
                );
                assert!(sent.here && sent.sound, "{case}");
                laptop.look_into_snapshot(id, &mut Unwatched).unwrap_or_else(|error| panic!("{case}: {error}"));
                let findings = laptop.list_findings().unwrap();
                let told = findings.iter().find(|it| it.code == FindingCode::SnapshotDisputed).unwrap();
                assert_eq!(told.severity, Severity::Blocking);
                assert!(told.args.iter().any(|it| it.value == "Orang asing"), "{case} {told:?}");
                laptop.assert_healthy();
            }
            assert_same(&of_snapshots(&first), &of_snapshots(&last), &case);
        }
    }
}

#[test]
fn nobody_sends_afterwards_what_was_only_kept() {
    let laptop = Laptop::new(1);
    worked_in(&laptop);
    let id = keep(&laptop, "Sebelum rapat");
    let path = laptop.path("palsu.prakarsa");
    forge(&path, &[other(99_999, id, &[], &[("snapshot/tanggal_kirim", Some("2026-08-03"))])], &[]);
    laptop.accept(&path).unwrap();
    assert!(!snapshot(&laptop, id).sent && laptop.show_submission().unwrap().sent.is_none());
    assert!(laptop.list_findings().unwrap().iter().any(|it| it.code == FindingCode::SnapshotDisputed));
}

#[test]
fn a_day_that_is_corrected_is_no_dispute() {
    let cast = Cast::new();
    worked_in(&cast.office);
    let id = send(&cast.office, &said()).unwrap().sent.unwrap();
    cast.exchange_all();
    cast.laptop_a.edit_snapshot(id, SnapshotField::TanggalKirim, Some("4 Agustus 2026")).unwrap();
    cast.exchange_all();
    for laptop in cast.all() {
        assert_eq!(snapshot(laptop, id).tanggal_kirim.as_deref(), Some("2026-08-04"));
        assert!(laptop.list_findings().unwrap().iter().all(|it| it.code != FindingCode::SnapshotDisputed));
        laptop.assert_healthy();
    }
}

/// A snapshot whose zip is in order and whose database is not one.
fn with_database(laptop: &Laptop, database: &[u8]) -> std::path::PathBuf {
    use std::io::{Read, Write};
    let zip = walk(&laptop.folder().join("blobs")).into_iter().find(|it| it.extension().is_some_and(|it| it == "zip"));
    let mut from = zip::ZipArchive::new(fs::File::open(zip.unwrap()).unwrap()).unwrap();
    let path = laptop.path("potret.zip");
    let mut to = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        let name = entry.name().unwrap().into_owned();
        to.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        to.write_all(if name == "registry.sqlite3" { database } else { &bytes }).unwrap();
    }
    to.finish().unwrap();
    path
}

#[test]
fn a_snapshot_that_is_refused_says_what_is_wrong_with_it_and_not_with_the_registry() {
    let laptop = Laptop::new(1);
    worked_in(&laptop);
    keep(&laptop, "Sebelum rapat");
    let made = |pragma: &str| {
        let path = laptop.path("lain.sqlite3");
        let _ = fs::remove_file(&path);
        fs::copy(laptop.folder().join("registry.sqlite3"), &path).unwrap();
        let database = rusqlite::Connection::open(&path).unwrap();
        database.execute_batch(&format!("PRAGMA journal_mode = DELETE; {pragma}")).unwrap();
        drop(database);
        fs::read(path).unwrap()
    };
    for (nth, (database, reason)) in (1_u32..).zip([
        (b"bukan basis data".repeat(300), Reason::SnapshotDamaged),
        (
            made("PRAGMA application_id = 7; DROP TABLE undo; DROP TABLE conflict; DROP TABLE replaced;"),
            Reason::SnapshotNotOne,
        ),
        (made("PRAGMA user_version = 900;"), Reason::SnapshotNewer),
        (made("DROP TABLE bukti_link;"), Reason::SnapshotDamaged),
    ]) {
        let zip = fs::read(with_database(&laptop, &database)).unwrap();
        let sha256 = store::sha256_hex(&zip);
        let id = SnapshotId(uuid::Uuid::from_u128((0x7000_u128 << 64) | (0x8000_u128 << 48) | u128::from(nth)));
        let fields = [("blob", format!("{sha256}/{}/zip", zip.len())), ("snapshot/nama", "Palsu".to_owned())];
        let fields = fields.each_ref().map(|it| (it.0, Some(it.1.as_str())));
        let path = laptop.path("palsu.prakarsa");
        forge(&path, &[other(99_000 + u64::from(nth) * 10, id, &[], &fields)], &[(&format!("blobs/{sha256}"), &zip)]);
        laptop.accept(&path).unwrap();
        let error = laptop.look_into_snapshot(id, &mut Unwatched).err().unwrap();
        assert_eq!(error.reason, reason, "{error}");
        assert!(!error.to_string().contains('_'), "no raw key: {error}");
        assert!(laptop.list_inovasi(&ListInovasi::default()).is_ok());
    }
}
