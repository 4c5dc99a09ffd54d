//! What is typed finds what was meant, best first, and nothing typed is syntax.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

use std::sync::Arc;

use domain::{
    assessment::check::FileText,
    bukti::BlobHash,
    core::id::{BuktiId, DeviceId, InovasiId, Subject},
    inovasi::profile::Field,
    merge::change::FieldKey,
};
use store::{Ending, NewAct, Open, Reader, SEARCH_CAP, Store, Writer};
use tempfile::TempDir;

#[path = "search/spoilt.rs"]
mod spoilt;

/// Ids from numbers.
fn inovasi(n: u8) -> Subject {
    Subject::Inovasi(InovasiId(format!("00000000-0000-7000-8000-0000000000{n:02}").parse().unwrap()))
}

fn bukti(n: u8) -> Subject {
    Subject::Bukti(BuktiId(format!("00000000-0000-7000-8000-0000000001{n:02}").parse().unwrap()))
}

fn open() -> Open {
    let device: DeviceId = "00000000-0000-7000-8000-00000000ffff".parse().unwrap();
    Open { fresh_device: device, place: "meja".into(), stamp: "20261123-080000".into(), at: 0 }
}

fn act<T>(store: &Store, write: impl FnOnce(&mut Writer<'_>) -> store::Result<T>) -> T {
    let act = NewAct { op: "edit_inovasi", at: 0, account: "Sri" };
    store.write(act, |writer| write(writer).map(Ending::Keep)).unwrap()
}

fn put(writer: &mut Writer<'_>, subject: Subject, field: FieldKey, value: &str) -> store::Result<()> {
    writer.put(subject, &field, Some(value)).map(drop)
}

fn profile(writer: &mut Writer<'_>, n: u8, fields: &[(Field, &str)]) -> store::Result<()> {
    fields.iter().try_for_each(|(field, value)| put(writer, inovasi(n), FieldKey::Profile(*field), value))
}

const SHA: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A small office.
fn office() -> (TempDir, Store) {
    use Field::{Kepanjangan as K, Nama as N, PerangkatDaerah as P, RancangBangun as R, Tujuan as T};
    let desk = tempfile::tempdir().unwrap();
    let store = Store::create(&desk.path().join("registri"), &open()).unwrap();
    act(&store, |writer| {
        profile(
            writer,
            1,
            &[
                (N, "KADO MBAK ITA"),
                (K, "Kanugrahan Dokumen Baru kagem Penduduk Pitulas Tahun"),
                (P, "Dinas Kependudukan dan Pencatatan Sipil"),
                (R, "Layanan kartu tanda penduduk bagi remaja."),
            ],
        )?;
        profile(
            writer,
            2,
            &[(N, "Daycare Rumah Pelita"), (P, "Dinas Kesehatan"), (R, "Stunting pada baduta dicegah.")],
        )?;
        profile(writer, 3, &[(N, "IJOLKE"), (K, "Rejeki Jajan Dolan nang Semarang")])?;
        profile(
            writer,
            4,
            &[
                (N, "Lapor Semar"),
                (P, "Dinas Komunikasi dan Informatika"),
                (R, "Pengaduan warga dijawab. Semula bernama lain."),
            ],
        )?;
        profile(
            writer,
            5,
            &[(N, "SiPetis"), (P, "BKPSDM"), (R, "Rapat membahas stunting sekali. Café Résumé. Sistem melayani ASN.")],
        )?;
        profile(
            writer,
            6,
            &[
                (N, "Posyandu Ceria"),
                (P, "Dinas Kesehatan"),
                (R, "Stunting dicegah; stunting diukur; stunting diobati."),
                (T, "Menurunkan stunting"),
            ],
        )?;
        put(writer, bukti(1), FieldKey::NamaBerkas, "scan_0007.pdf")?;
        put(writer, bukti(1), FieldKey::Nomor, "188.44/12/2024")?;
        put(writer, bukti(1), FieldKey::Tentang, "Penetapan tim Pelaksana")?;
        put(writer, bukti(1), FieldKey::Blob, &format!("{SHA}/9/pdf"))?;
        let link = FieldKey::Link { subject: inovasi(4), indikator: "regulasi".into() };
        put(writer, bukti(1), link, "")
    });
    let path = store.folder().join("registry.sqlite3");
    let lama = rusqlite::Connection::open(path).unwrap();
    lama.execute("INSERT INTO nama_lama SELECT subject, 'Lapor Hendi' FROM inovasi WHERE nama = 'Lapor Semar'", [])
        .unwrap();
    act(&store, |writer| profile(writer, 4, &[(Field::Catatan, "berganti nama")]));
    (desk, store)
}

/// Names of what is found, in order.
fn found(store: &Store, text: &str) -> Vec<String> {
    store.read(|reader: &Reader<'_>| names(reader, text)).unwrap()
}

fn names(reader: &Reader<'_>, text: &str) -> store::Result<Vec<String>> {
    let facts = reader.search(text, SEARCH_CAP)?.rows.into_iter().map(|it| reader.facts_of(it));
    facts.map(|it| Ok(it?.unwrap().profile.remove(&Field::Nama).unwrap())).collect()
}

const KADO: &str = "KADO MBAK ITA";
const PELITA: &str = "Daycare Rumah Pelita";
const SEMAR: &str = "Lapor Semar";

#[test]
fn what_is_typed_finds_what_was_meant() {
    let (_desk, store) = office();
    for (typed, expected) in [
        // As you type.
        ("k", &[KADO][..]),
        ("ka", &[KADO]),
        ("kado mb", &[KADO]),
        ("ita kado", &[KADO]),
        ("kadombak", &[KADO]),
        ("jajan", &["IJOLKE"]),
        ("sipetis", &["SiPetis"]),
        ("petis", &["SiPetis"]),
        // Affixes.
        ("layanan", &[KADO, "SiPetis"]),
        ("pelayanan", &[KADO, "SiPetis"]),
        ("melayani", &[KADO, "SiPetis"]),
        ("aduan", &[SEMAR]),
        // Slips of the finger in names.
        ("kado mbk ita", &[KADO]),
        ("ijolk", &["IJOLKE"]),
        ("ijokle", &["IJOLKE"]),
        ("jiolke", &["IJOLKE"]),
        ("rumah pelta", &[PELITA]),
        ("xelita", &[PELITA]),
        ("elita", &[PELITA]),
        // Accents and case.
        ("CAFÉ resume", &["SiPetis"]),
        ("kàdo", &[KADO]),
        // Former names, offices, documents.
        ("lapor hendi", &[SEMAR]),
        ("laporhendi", &[SEMAR]),
        ("bkpsdm", &["SiPetis"]),
        ("188.44/12", &[SEMAR]),
        ("188.44/12/2024", &[SEMAR]),
        ("1884412", &[SEMAR]),
        ("penetapan pelaksana", &[SEMAR]),
        // Words of several places together.
        ("lapor informatika", &[SEMAR]),
        ("ka it", &[KADO]),
        ("asn mel", &["SiPetis"]),
        ("bunda ceria", &[]),
        // Common words do not stand in the way.
        ("kado untuk yang ita", &[KADO]),
        // Best first: named, then about, then mentioned.
        ("stunting", &["Posyandu Ceria", PELITA, "SiPetis"]),
        ("dinas kesehatan", &[PELITA, "Posyandu Ceria"]),
        ("tidakadasamasekali", &[]),
        ("", &[]),
    ] {
        assert_eq!(found(&store, typed), expected, "{typed:?}");
    }
}

#[test]
fn everything_typed_is_text_and_never_syntax() {
    let (_desk, store) = office();
    for typed in [
        "\"",
        "kado\"",
        "\"kado",
        "kado*",
        "*",
        "NEAR(kado mbak)",
        "-kado",
        "nama:kado",
        "kado^",
        "(kado",
        "kado)",
        "{kado}",
        "kado + mbak",
        "' OR 1=1 --",
        "\u{E000}kado",
        "kado\u{0}",
        "🙂",
        "kado 🙂",
        "kado\\",
        ";",
        "%",
        "_",
    ] {
        let all = found(&store, typed);
        let words = domain::core::words::fold_text(typed);
        if words.is_empty() {
            assert!(all.is_empty(), "{typed:?}: {all:?}");
        } else if !words.contains("near") && !words.contains("nama") && !words.contains("or") {
            assert_eq!(all.first().map(String::as_str), Some(KADO), "{typed:?}");
        }
    }
    // Words of the index's own language are words.
    act(&store, |writer| profile(writer, 7, &[(Field::Nama, "AND OR NOT NEAR")]));
    for typed in ["and", "or not", "near", "AND OR"] {
        assert_eq!(found(&store, typed).first().map(String::as_str), Some("AND OR NOT NEAR"), "{typed}");
    }
    assert!(found(&store, &"a".repeat(100_000)).is_empty());
    assert!(found(&store, &"kata ".repeat(100_000)).is_empty());
}

#[test]
fn what_changes_is_found_by_what_it_says_now() {
    let (_desk, store) = office();
    act(&store, |writer| profile(writer, 1, &[(Field::Nama, "Hadiah Remaja")]));
    assert_eq!(found(&store, "kado"), [""; 0]);
    assert_eq!(found(&store, "hadiah"), ["Hadiah Remaja"]);
    // A document's words belong to the inovasi it supports.
    act(&store, |writer| put(writer, bukti(1), FieldKey::Tentang, "Pembentukan satgas"));
    assert_eq!(found(&store, "satgas"), [SEMAR]);
    assert_eq!(found(&store, "penetapan pelaksana"), [""; 0]);
    act(&store, |writer| writer.put_removed(bukti(1), true));
    assert_eq!(found(&store, "satgas"), [""; 0]);
    act(&store, |writer| writer.put_removed(bukti(1), false));
    assert_eq!(found(&store, "satgas"), [SEMAR]);
    act(&store, |writer| writer.put_removed(inovasi(4), true));
    assert_eq!(found(&store, "satgas"), [""; 0]);
    act(&store, |writer| writer.put_removed(inovasi(4), false));
    assert_eq!(found(&store, "lapor hendi"), [SEMAR]);
}

#[test]
fn the_text_of_a_bukti_is_found_after_all_else() {
    let (_desk, store) = office();
    let sha256: BlobHash = SHA.parse().unwrap();
    act(&store, |writer| writer.put_blob_text(&sha256, "Memutuskan: petugas stunting kelurahan Tandang"));
    assert_eq!(found(&store, "tandang memutuskan"), [SEMAR]);
    assert_eq!(found(&store, "stunting"), ["Posyandu Ceria", PELITA, "SiPetis", SEMAR]);
    act(&store, |writer| writer.put_blob_text(&sha256, ""));
    assert_eq!(found(&store, "tandang"), [""; 0]);
}

#[test]
fn checks_see_the_text_that_was_read_last_and_never_one_that_was_undone() {
    let (_desk, store) = office();
    let sha256: BlobHash = SHA.parse().unwrap();
    let seen = |reader: &Reader<'_>| -> store::Result<_> {
        let reading = reader.supports(inovasi(4))?["regulasi"][0].reading;
        Ok(reading.map(|it| (it, reader.text(it).unwrap())))
    };
    let now = || store.read(seen).unwrap();
    assert_eq!(now(), None);
    act(&store, |writer| writer.put_blob_text(&sha256, "Yang pertama"));
    let (first, text) = now().unwrap();
    assert_eq!(*text, FileText::new("Yang pertama"));
    // Kept: the same text, not one like it.
    assert!(Arc::ptr_eq(&text, &now().unwrap().1));
    let dry = NewAct { op: "edit_inovasi", at: 0, account: "Sri" };
    let undone = store.write(dry, |writer| {
        writer.put_blob_text(&sha256, "Yang dibatalkan")?;
        seen(writer).map(Ending::Drop)
    });
    let (number, text) = undone.unwrap().unwrap();
    assert!(number > first && *text == FileText::new("Yang dibatalkan"));
    assert_eq!(now().unwrap().0, first);
    act(&store, |writer| writer.put_blob_text(&sha256, "Yang kedua"));
    assert_eq!(now().unwrap(), (number, FileText::new("Yang kedua").into()));
}

#[test]
fn a_search_stops_at_its_cap_and_says_so() {
    let (_desk, store) = office();
    act(&store, |writer| {
        (10..60).try_for_each(|n| profile(writer, n, &[(Field::Nama, &format!("Warung {n} sehat"))]))?;
        profile(writer, 61, &[(Field::Nama, "War")])
    });
    store
        .read(|reader| {
            let all = reader.search("warung", 100)?;
            assert!(all.rows.len() == 50 && !all.at_least, "{all:?}");
            let some = reader.search("warung", 20)?;
            assert!(some.rows.len() == 20 && some.at_least, "{some:?}");
            let even = reader.search("warung", 50)?;
            assert!(even.rows.len() == 50 && !even.at_least, "{even:?}");
            // The very word is found behind twenty that only begin so.
            assert_eq!(names(reader, "war")?.first().map(String::as_str), Some("War"));
            let first = all.rows[7];
            let one = reader.search_rows("warung", &|row| row == first, 20)?;
            assert_eq!((one.rows, one.at_least), (vec![first], false));
            let few = reader.search("war", 20)?;
            let exact = reader.search("war", 100)?.rows[0];
            assert_eq!(few.rows[0], exact);
            Ok::<_, store::Error>(())
        })
        .unwrap();
}

/// Whether the index of words follows the texts.
fn is_followed(store: &Store) -> bool {
    let check = store.check(&mut |_, _, _| true).unwrap();
    check.tables.search.is_empty() && !check.words
}

#[test]
fn an_index_that_disagrees_is_noticed_and_made_anew() {
    let (_desk, store) = office();
    let sha256: BlobHash = SHA.parse().unwrap();
    act(&store, |writer| writer.put_blob_text(&sha256, "Memutuskan: petugas stunting"));
    assert!(is_followed(&store));
    let before = found(&store, "stunting");
    for damage in [
        "DELETE FROM inovasi_search WHERE rowid = (SELECT subject FROM inovasi WHERE nama = 'SiPetis')",
        "DELETE FROM search_line",
        "DELETE FROM search_word WHERE word = (SELECT max(word) FROM search_word)",
        "UPDATE search_word SET word = 'stuntinh', length = 8 WHERE word = (SELECT max(word) FROM search_word)",
        "UPDATE inovasi_search_docsize SET sz = x'7f' WHERE id = (SELECT max(id) FROM inovasi_search_docsize)",
        "UPDATE OR REPLACE inovasi_search_docsize SET id = id + 1",
        "UPDATE inovasi_search_config SET v = 1 WHERE k = 'hashsize'",
        "UPDATE blob_text SET text = text || ' tambahan'",
        "UPDATE inovasi SET rancang_bangun = 'lain' WHERE nama = 'IJOLKE'",
        "UPDATE inovasi SET removed = 1 WHERE nama = 'IJOLKE'",
    ] {
        let other = rusqlite::Connection::open(store.folder().join("registry.sqlite3")).unwrap();
        other.execute_batch(damage).unwrap();
        drop(other);
        assert!(!is_followed(&store), "{damage}");
        store.rebuild_search().unwrap();
        assert!(is_followed(&store), "{damage}");
        assert_eq!(found(&store, "stunting"), before, "{damage}");
    }
}

#[test]
fn an_index_of_another_version_is_made_anew_at_opening() {
    let (_desk, store) = office();
    let folder = store.folder().to_owned();
    drop(store);
    let other = rusqlite::Connection::open(folder.join("registry.sqlite3")).unwrap();
    other
        .execute_batch(
            "UPDATE setting SET value = 'lama' WHERE key = 'search_version'; DELETE FROM search_line;
             INSERT INTO inovasi_search (inovasi_search) VALUES ('delete-all');",
        )
        .unwrap();
    drop(other);
    let store = Store::open(&folder, &open()).unwrap().store;
    assert_eq!(found(&store, "lapor hendi"), [SEMAR]);
    assert!(store.check(&mut |_, _, _| true).unwrap().is_healthy() || found(&store, "kado") == [KADO]);
}

#[test]
fn an_index_that_was_merged_meanwhile_is_healthy() {
    let desk = tempfile::tempdir().unwrap();
    let store = Store::create(&desk.path().join("registri"), &open()).unwrap();
    let register = |n: u8| act(&store, |writer| profile(writer, n, &[(Field::Nama, &format!("Inovasi {n}"))]));
    register(1);
    for n in 2..80 {
        let check = store.check(&mut |_, _, _| true).unwrap();
        assert!(check.is_healthy(), "{n}: {check:?}");
        register(n);
    }
}
