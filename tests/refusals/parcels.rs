//! Parcels from nobody one should trust.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use registry::{NoticeCode, Reason, progress::Unwatched};
use serde_json::{Value, json};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::refused;
use crate::kit::{Laptop, assert_same, cli};

pub(crate) const DEVICE: &str = "019f0000-0000-7000-8000-00000000dead";

/// One act of one change, as a line of `changes.jsonl`.
pub(crate) fn act(counter: u64, subject: &str, field: &str, value: &str) -> Value {
    json!({
        "first": format!("{counter}@{DEVICE}"), "op": "edit_inovasi", "at": 0, "person": "Orang asing",
        "changes": [{ "subject": subject, "field": field, "value": value, "replaces": [] }],
    })
}

/// A parcel made by hand: right in every respect but what `acts` and `more` say.
pub(crate) fn forge(path: &Path, acts: &[Value], more: &[(&str, &[u8])]) {
    let changes: String = acts.iter().map(|it| format!("{it}\n")).collect();
    let n_change: usize = acts.iter().map(|it| it["changes"].as_array().map_or(0, Vec::len)).sum();
    let n_blob = more.iter().filter(|it| it.0.starts_with("blobs/") && it.0.len() == 70).count();
    let header = json!({
        "format": "prakarsa-parcel", "version": 1, "pemda": { "nama": "Kota Semarang", "kode": "33.74" },
        "device": DEVICE, "person": "Orang asing", "made_at": "2026-11-22T07:00:00+07:00",
        "n_act": acts.len(), "n_change": n_change, "n_blob": n_blob,
        "changes_sha256": store::sha256_hex(changes.as_bytes()),
    });
    let mut zip = ZipWriter::new(fs::File::create(path).unwrap());
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    };
    put("changes.jsonl", changes.as_bytes());
    for (name, bytes) in more {
        put(name, bytes);
    }
    put("parcel.json", header.to_string().as_bytes());
    zip.finish().unwrap();
}

fn laptop() -> (Laptop, String) {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", "%PDF sk")).unwrap();
    (laptop, format!("inovasi:{id}"))
}

#[test]
fn a_damaged_parcel_is_refused_or_is_the_parcel_it_was() {
    let sender = Laptop::new(2);
    let id = sender.register("Dari jauh");
    sender.attach(&id, "SID-16", &sender.file("foto.jpg", vec![9; 5000])).unwrap();
    let sound = fs::read(sender.write_parcel()).unwrap();
    let whole = {
        let (laptop, _) = laptop();
        laptop.accept(&laptop.file("utuh.prakarsa", &sound)).unwrap();
        laptop.dump()
    };
    let (laptop, _) = laptop();
    let before = laptop.dump();
    // Cut anywhere.
    for at in (0..sound.len()).step_by(sound.len() / 25 + 1) {
        let file = laptop.file("rusak.prakarsa", &sound[..at]);
        refused(&laptop, |it| it.accept(&file));
    }
    // One bit anywhere: told, or in a place that means nothing.
    for at in (0..sound.len()).step_by(sound.len() / 60 + 1) {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        let file = laptop.file("rusak.prakarsa", &bytes);
        match laptop.accept_parcel(&file, true, &mut Unwatched) {
            Err(error) => super::assert_sentence(&error),
            Ok(_) => match laptop.accept(&file) {
                Err(error) => super::assert_sentence(&error),
                Ok(_) => {
                    assert_same(&whole, &laptop.dump(), "what was taken in is what was sent");
                    return laptop.assert_healthy().healthy.then_some(()).unwrap();
                }
            },
        }
        assert_same(&before, &laptop.dump(), &format!("bit {at}"));
    }
}

#[test]
fn what_is_no_parcel_is_refused() {
    let (laptop, subject) = laptop();
    let mut text = laptop.file("teks.prakarsa", "bukan zip sama sekali");
    assert_eq!(refused(&laptop, |it| it.accept(&text)).reason, Reason::ParcelNotAParcel);
    text = laptop.path("zip.prakarsa");
    let mut zip = ZipWriter::new(fs::File::create(&text).unwrap());
    zip.start_file("halo.txt", SimpleFileOptions::default()).unwrap();
    zip.finish().unwrap();
    assert_eq!(refused(&laptop, |it| it.accept(&text)).reason, Reason::ParcelNotAParcel);
    for name in ["../../keluar.txt", "/etc/keluar", "blobs/../../keluar", "blobs/ABC", "C:\\keluar", "lain.txt"] {
        forge(&text, &[act(1, &subject, "tujuan", "x")], &[(name, b"isi")]);
        let error = refused(&laptop, |it| it.accept(&text));
        assert_eq!(error.reason, Reason::ParcelEntryUnexpected, "{name}");
    }
    assert!(!laptop.path("../keluar.txt").exists() && !laptop.path("keluar.txt").exists());
}

#[test]
fn a_bomb_is_refused_before_it_unpacks() {
    let (laptop, subject) = laptop();
    let path = laptop.path("bom.prakarsa");
    let zeros = vec![0; 200 << 20];
    forge(&path, &[act(1, &subject, "tujuan", "x")], &[(&format!("blobs/{}", "a".repeat(64)), &zeros)]);
    assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
    assert_eq!(refused(&laptop, |it| it.accept(&path)).reason, Reason::ZipRatio);
}

#[test]
fn bytes_that_are_not_what_their_name_says_are_refused() {
    let (laptop, _) = laptop();
    let path = laptop.path("palsu.prakarsa");
    let name = "b".repeat(64);
    let bukti = "bukti:019f0000-0000-7000-8000-000000000001";
    let change = act(1, bukti, "blob", &format!("{name}/4/pdf"));
    forge(&path, &[change], &[(&format!("blobs/{name}"), b"lain")]);
    assert_eq!(refused(&laptop, |it| it.accept(&path)).reason, Reason::BlobDamaged);
}

#[test]
fn forged_stamps_change_nothing() {
    let (laptop, subject) = laptop();
    let path = laptop.path("palsu.prakarsa");
    // A counter beyond all counting, and one that would leave nothing to count.
    for counter in ["18446744073709551615", "9223372036854775807", "4503599627370497", "4503599627370000", "0", "-1"] {
        let mut forged = act(1, &subject, "nama", "x");
        forged["first"] = json!(format!("{counter}@{DEVICE}"));
        forge(&path, &[forged], &[]);
        let error = refused(&laptop, |it| it.accept(&path));
        assert!([Reason::ParcelActBad, Reason::ChangeUnreadable].contains(&error.reason), "{counter}: {error:?}");
    }
    // Changes that replace what comes after them would go round in a circle.
    let mut circle = act(5, &subject, "nama", "x");
    circle["changes"][0]["replaces"] = json!([format!("9@{DEVICE}")]);
    forge(&path, &[circle], &[]);
    let before = laptop.dump();
    let told = laptop.accept(&path).unwrap().notices;
    assert!(told.iter().any(|it| it.code == NoticeCode::ParcelActsUnfit), "{told:?}");
    assert_same(&before, &laptop.dump(), "a circle is set aside");
    // And still this laptop can write and send.
    laptop.edit(&subject["inovasi:".len()..], "tujuan", "masih bisa");
    laptop.write_parcel();
}

#[test]
fn no_constraint_of_the_database_is_reached_from_a_parcel() {
    const ID: &str = "019f0000-0000-7000-8000-00000000beef";
    let bukti = format!("bukti:{ID}");
    let long = "p".repeat(513);
    // Keys that no row can hold, and what would have two names for one row: set aside.
    for (subject, field) in [
        (format!("inovasi:{}", ID.to_uppercase()), "nama".to_owned()),
        (format!("inovasi:{}", ID.replace('-', "")), "nama".into()),
        (format!("bukti:{{{ID}}}"), "nomor".into()),
        (format!("perangkat_daerah: {ID}"), "perangkat_daerah/nama".into()),
        ("penghargaan:x".into(), "penghargaan/nama".into()),
        (long.clone(), "nama".into()),
        (String::new(), "nama".into()),
        ("rapat:a\u{0}b".into(), "nama".into()),
        (format!("inovasi:{ID}"), long),
        (format!("inovasi:{ID}"), String::new()),
        (format!("inovasi:{ID}"), format!("duplicate/{}", ID.to_uppercase())),
        (bukti.clone(), format!("link/{}/bimtek", ID.to_uppercase())),
        (bukti.clone(), format!("link/{ID} /bimtek")),
    ] {
        let (laptop, _) = laptop();
        let path = laptop.path("aneh.prakarsa");
        forge(&path, &[act(1, &subject, &field, "x")], &[]);
        let before = laptop.dump();
        let told = laptop.accept(&path).unwrap();
        assert!(told.notices.iter().any(|it| it.code == NoticeCode::ParcelActsUnfit), "{subject} {field}");
        assert_same(&before, &laptop.dump(), &format!("{subject} {field}"));
    }
    // Taken in: whatever a value says, no row refuses it.
    let zeros = "0".repeat(64);
    for (subject, field, value) in [
        ("daerah", "assessment/iga-2026/visi-dan-misi", "0"),
        ("daerah", "assessment/iga-2026/visi-dan-misi", "256"),
        ("daerah", "assessment/iga-2026/visi-dan-misi", "-1/x"),
        ("daerah", "assessment//", "1"),
        ("daerah", "closed/", "1"),
        ("daerah", "pack/", "x"),
        ("daerah", "pemda/instrument", "\u{0}"),
        (&bukti, "blob", "x"),
        (&bukti, "blob", &format!("{zeros}/18446744073709551615/pdf")),
        (&bukti, "blob", &format!("{zeros}/-1/pdf")),
        (&bukti, "link/daerah/visi-dan-misi", "a\u{0}b"),
        (&bukti, "removed", "2"),
        (&bukti, "contoh", "x"),
    ] {
        let (laptop, _) = laptop();
        let path = laptop.path("aneh.prakarsa");
        forge(&path, &[act(1, subject, field, value), act(2, subject, "removed", "1")], &[]);
        laptop.accept(&path).unwrap_or_else(|it| panic!("{subject} {field} {value:?}: {it:?}"));
        laptop.assert_healthy();
        Laptop::new(3).accept(&laptop.write_parcel()).unwrap();
    }
}

#[test]
fn an_odd_spelling_shuts_no_honest_parcel_out() {
    let (laptop, _) = laptop();
    let sender = Laptop::new(2);
    let id = sender.register("Dari jauh");
    let path = laptop.path("aneh.prakarsa");
    forge(&path, &[act(5, &format!("inovasi:{}", id.replace('-', "")), "nama", "lain")], &[]);
    laptop.accept(&path).unwrap();
    sender.carry_to(&laptop);
    assert_eq!(laptop.value(&id, "nama").as_deref(), Some("Dari jauh"));
}

#[test]
fn no_parcel_changes_the_kode_that_decides_whose_parcels_fit() {
    for replaces in [false, true] {
        let (laptop, _) = laptop();
        let sender = Laptop::new(2);
        let path = laptop.path("kode.prakarsa");
        let mut forged = act(50, "daerah", "pemda/kode", "99.99");
        if replaces {
            let known: Vec<String> = laptop.stamps().into_iter().collect();
            forged["changes"][0]["replaces"] = json!(known);
        }
        forge(&path, &[forged], &[]);
        laptop.accept(&path).unwrap();
        assert_eq!(laptop.show_registry().unwrap().pemda_kode, "33.74");
        laptop.assert_healthy();
        sender.carry_to(&laptop);
        laptop.carry_to(&sender);
        assert_eq!(sender.show_registry().unwrap().pemda_kode, "33.74");
        assert_eq!(laptop.tables(), sender.tables());
    }
}

#[test]
fn leaps_add_up_to_no_more_than_one_in_a_parcel() {
    let (laptop, subject) = laptop();
    let path = laptop.path("lompat.prakarsa");
    let leap = |n: u64| act(n << 32, &subject, "tujuan", "x");
    forge(&path, &[leap(1), leap(2)], &[]);
    assert_eq!(refused(&laptop, |it| it.accept(&path)).reason, Reason::ChangeUnreadable);
    forge(&path, &[act(1 << 31, &subject, "tujuan", "x")], &[]);
    laptop.accept(&path).unwrap();
    laptop.edit(&subject["inovasi:".len()..], "hasil", "masih bisa");
    Laptop::new(3).accept(&laptop.write_parcel()).unwrap();
}

#[test]
fn taking_in_can_be_stopped_at_any_step_and_leaves_nothing() {
    let (laptop, subject) = laptop();
    let path = laptop.path("panjang.prakarsa");
    let acts: Vec<Value> = (1..=200).map(|n| act(n, &subject, "tujuan", &n.to_string())).collect();
    forge(&path, &acts, &[]);
    let before = laptop.dump();
    let mut n_step = 0;
    laptop
        .accept_parcel(&path, true, &mut |_, _: &str, _, _| {
            n_step += 1;
            true
        })
        .unwrap();
    assert!(n_step > 4, "looked at, taken in, settled: {n_step}");
    for at in 1..=n_step {
        let mut nth = 0;
        let mut watch = |_, _: &str, _, _| {
            nth += 1;
            nth < at
        };
        let error = laptop.accept_parcel(&path, false, &mut watch).unwrap_err();
        assert_eq!(error.reason, Reason::Cancelled, "{at}");
        assert_same(&before, &laptop.dump(), "nothing of it is kept");
    }
    laptop.accept(&path).unwrap();
    laptop.assert_healthy();
}

#[test]
fn odd_changes_are_kept_and_shown_as_nothing() {
    let (laptop, subject) = laptop();
    let before = laptop.screens();
    let path = laptop.path("aneh.prakarsa");
    let acts = [
        act(1, "daerah", "warna/baru", "dari program yang lebih baru"),
        act(2, "rapat:7", "nama", "jenis subjek yang belum ada"),
        act(3, "daerah", "assessment/iga-2026/tidak-ada", "3"),
        act(4, "daerah", "assessment/iga-2026/visi-dan-misi", "999/x"),
        act(5, &subject, "pemda/nama", "Kota Palsu"),
        act(6, &subject, "pemda/kode", "99.99"),
        act(7, "daerah", "nama", "daerah tidak punya isian ini"),
        act(8, "bukti:019f0000-0000-7000-8000-000000000002", "nama", "bukan milik bukti"),
    ];
    forge(&path, &acts, &[]);
    laptop.accept(&path).unwrap();
    laptop.assert_healthy();
    let findings_differ = |text: &str| text.replace("\"code\": \"bukti_unlinked\"", "");
    let after = laptop.screens();
    assert_eq!(laptop.show_registry().unwrap().pemda_nama, "Kota Semarang", "only the region's own change names it");
    assert!(findings_differ(&after).len() >= findings_differ(&before).len() && !after.contains("Kota Palsu"));
    // Passed on to the next, word for word.
    let next = Laptop::new(3);
    laptop.carry_to(&next);
    assert!(next.stamps().is_superset(&laptop.stamps()));
    assert!(next.tables().contains("dari program yang lebih baru") && next.tables().contains("rapat:7"));
}

#[test]
fn a_parcel_of_a_newer_program_is_refused_as_newer() {
    let (laptop, subject) = laptop();
    let path = laptop.path("baru.prakarsa");
    forge(&path, &[act(1, &subject, "tujuan", "x")], &[]);
    rewrite_header(&path, |it| it["version"] = json!(3));
    let error = refused(&laptop, |it| it.accept(&path));
    assert_eq!((error.code, error.reason), (registry::Code::StoreNewer, Reason::ParcelNewer));
    let ended = cli::run(&laptop.folder(), ["parcel", "inspect", path.to_str().unwrap()]);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    for (key, value) in
        [("n_act", json!(7)), ("n_change", json!(0)), ("changes_sha256", json!("x")), ("device", json!("x"))]
    {
        forge(&path, &[act(1, &subject, "tujuan", "x")], &[]);
        rewrite_header(&path, |it| it[key] = value.clone());
        assert_eq!(refused(&laptop, |it| it.accept(&path)).reason, Reason::ParcelDamaged, "{key}");
    }
}

fn rewrite_header(path: &PathBuf, change: impl FnOnce(&mut Value)) {
    let mut from = ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut header: Value = serde_json::from_reader(from.by_name("parcel.json").unwrap()).unwrap();
    change(&mut header);
    let mut to = ZipWriter::new(fs::File::create(path).unwrap());
    let changes = from.by_name("changes.jsonl").unwrap();
    to.raw_copy_file(changes).unwrap();
    to.start_file("parcel.json", SimpleFileOptions::default()).unwrap();
    to.write_all(header.to_string().as_bytes()).unwrap();
    to.finish().unwrap();
}
