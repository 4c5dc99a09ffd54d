//! Two laptops of one office: edited apart, brought together, nothing lost.

use std::fs;

use domain::core::finding::FindingCode;
use registry::{Basis, Code, DEFAULT_INSTRUMENT, Reason, progress::Unwatched};

use crate::kit::{Cast, FixedEnv, Laptop, NOON, YEAR, assert_same, copy_folder};

/// The id of an example inovasi.
fn example(laptop: &Laptop, nama: &str) -> String {
    laptop.find_inovasi(nama).unwrap().to_string()
}

/// The scenario of the golden slice; returns the cast after both worked apart.
fn edited_apart() -> (Cast, String) {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    a.load_example().unwrap();
    b.load_example().unwrap();
    let rahman = example(a, "Pak Rahman");
    let kado = example(a, "KADO MBAK ITA");
    // The same field, differently.
    a.edit(&rahman, "tujuan", "Menahan harga beras");
    b.edit(&rahman, "tujuan", "Menjaga daya beli");
    // Different fields of the same inovasi.
    a.edit(&rahman, "inisiator", "Kepala Daerah");
    b.edit(&rahman, "waktu_uji_coba", "Maret 2022");
    // Different answers, and the same answer alike.
    a.choose(&rahman, "SID-16", 2).unwrap();
    b.choose(&rahman, "SID-17", 3).unwrap();
    a.choose("daerah", "SPD-01", 3).unwrap();
    b.choose("daerah", "SPD-01", 3).unwrap();
    // The same file as bukti of two indikator, one on each laptop.
    let sk = b"%PDF-1.7 SK Wali Kota 12/2024";
    a.attach(&rahman, "SID-16", &a.file("SK Wali Kota.pdf", sk)).unwrap();
    b.attach(&rahman, "SID-17", &b.file("sk (1).pdf", sk)).unwrap();
    // One removal, of an inovasi nobody else touched.
    a.remove_inovasi(&kado).unwrap();
    // And something new on each.
    a.register("Inovasi laptop A");
    b.register("Inovasi laptop B");
    (cast, rahman)
}

#[test]
fn two_laptops_that_edited_the_example_apart_come_together() {
    let (cast, rahman) = edited_apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let before: usize = a.stamps().union(&b.stamps()).count();
    a.carry_to(b);
    b.carry_to(a);
    assert_same(&a.dump(), &b.dump(), "after parcels both ways");
    assert_eq!(a.stamps().len(), before, "every change of either is on both");

    // Exactly one true conflict, on both.
    let conflicts = a.list_conflicts().unwrap();
    let [conflict] = conflicts.as_slice() else { panic!("{conflicts:#?}") };
    assert_eq!((conflict.field.as_str(), conflict.subject.to_string()), ("tujuan", format!("inovasi:{rahman}")));
    let values: Vec<_> = conflict.heads.iter().filter_map(|it| it.value.as_deref()).collect();
    assert_eq!(values, ["Menahan harga beras", "Menjaga daya beli"]);
    let people: Vec<_> = conflict.heads.iter().map(|it| it.person.as_str()).collect();
    assert_eq!(people, ["Petugas 2", "Petugas 3"]);
    for laptop in [a, b] {
        let worksheet = laptop.show_inovasi(&rahman).unwrap();
        assert_eq!(worksheet.conflicts.len(), 1);
        assert!(worksheet.findings.iter().any(|it| it.code == FindingCode::Conflict));
        assert!(laptop.list_findings().unwrap().iter().any(|it| it.code == FindingCode::Conflict));
        // What was edited apart without meeting stands side by side.
        assert_eq!(laptop.value(&rahman, "inisiator").as_deref(), Some("kepala-daerah"));
        assert_eq!(laptop.value(&rahman, "waktu_uji_coba").as_deref(), Some("2022-03"));
        assert!(laptop.show_inovasi("KADO MBAK ITA").is_err(), "the removal arrived");
        assert!(laptop.find_inovasi("Inovasi laptop A").is_ok() && laptop.find_inovasi("Inovasi laptop B").is_ok());
    }

    // Resolved once, gone on both.
    b.resolve_conflict(conflict.subject, &conflict.field, &conflict.heads[0].stamp).unwrap();
    b.carry_to(a);
    a.carry_to(b);
    for laptop in [a, b] {
        assert_eq!(laptop.list_conflicts().unwrap(), []);
        assert_eq!(laptop.value(&rahman, "tujuan").as_deref(), Some("Menahan harga beras"));
        laptop.assert_healthy();
    }
    assert_same(&a.dump(), &b.dump(), "after resolving");
}

#[test]
fn the_bytes_of_bukti_travel_and_count() {
    let (cast, rahman) = edited_apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let nama = a.value(&rahman, "nama").unwrap();
    a.attach_as(&rahman, "SID-16", ("Perwal", "2024", &nama)).unwrap();
    let supported = |it: &Laptop| it.skor_of(&rahman, DEFAULT_INSTRUMENT.trim(), Basis::Supported).unwrap().unwrap();
    let before = supported(b);
    let view = a.carry_to(b);
    assert_eq!(view.n_blob_new, 1, "the SK was here already; only the Perwal is new");
    assert_ne!(supported(b), before);
    assert_eq!(b.assert_healthy().n_blob, 2);
    let worksheet = b.show_inovasi(&rahman).unwrap();
    let bukti: Vec<_> = worksheet.assessment.indikator.iter().flat_map(|it| &it.bukti).collect();
    assert_eq!(bukti.len(), 3);
    for it in bukti {
        assert!(it.present, "{}", it.nama_berkas);
        let opened = b.open_bukti(it.id, &b.path("buka")).unwrap();
        assert_eq!(fs::metadata(opened.path).unwrap().len() as f64, it.size);
    }
}

#[test]
fn a_dry_run_tells_what_would_happen_and_changes_nothing() {
    let (cast, _) = edited_apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let parcel = a.write_parcel();
    let (dump, on_disk) = (b.dump(), b.files());
    let dry = b.accept_parcel(&parcel, true, &mut Unwatched).unwrap();
    assert!(dry.view.dry_run && dry.touched.is_empty());
    assert!(dry.view.n_new > 0 && dry.view.conflicts.len() == 1, "{:#?}", dry.view);
    assert_same(&dump, &b.dump(), "after a dry run");
    assert!(on_disk == b.files(), "no file has changed");
    // What was told is what happens.
    let wet = b.accept(&parcel).unwrap();
    assert_eq!((wet.n_new, &wet.taken, wet.n_blob_new), (dry.view.n_new, &dry.view.taken, dry.view.n_blob_new));
}

#[test]
fn accepting_a_parcel_again_changes_nothing() {
    let (cast, _) = edited_apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    let parcel = a.write_parcel();
    b.accept(&parcel).unwrap();
    let dump = b.dump();
    let again = b.accept(&parcel).unwrap();
    assert_eq!((again.n_new, again.n_blob_new, again.taken.len()), (0, 0, 0));
    assert_same(&dump, &b.dump(), "after accepting again");
    // Nor does one's own.
    assert_eq!(b.accept(&b.write_parcel()).unwrap().n_new, 0);
    assert_same(&dump, &b.dump(), "after accepting one's own");
}

#[test]
fn wrong_clocks_change_nothing_but_the_times_people_read() {
    let (cast, rahman) = edited_apart();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    a.env.set_clock(NOON - 40 * YEAR);
    b.env.set_clock(NOON + 70 * YEAR);
    // B writes "in 2096"; A sees that and overwrites it "in 1986".
    b.edit(&rahman, "manfaat", "dari masa depan");
    b.carry_to(a);
    a.edit(&rahman, "manfaat", "dari masa lalu");
    a.carry_to(b);
    for laptop in [a, b] {
        assert_eq!(laptop.value(&rahman, "manfaat").as_deref(), Some("dari masa lalu"));
        let about: Vec<_> = laptop.list_conflicts().unwrap().into_iter().map(|it| it.field).collect();
        assert_eq!(about, ["tujuan"]);
        laptop.assert_healthy();
    }
    // A clock at the end of all numbers is still only a clock.
    for extreme in [i64::MIN + 1_000_000, -1, 0, i64::MAX - 1_000_000] {
        a.env.set_clock(extreme);
        a.edit(&rahman, "hasil", &format!("jam {extreme}"));
        a.carry_to(b);
        assert_eq!(b.value(&rahman, "hasil"), a.value(&rahman, "hasil"));
        a.list_conflicts().unwrap();
    }
    b.carry_to(a);
    assert_same(&a.dump(), &b.dump(), "with wrong clocks");
}

#[test]
fn a_copied_folder_is_another_device_and_both_copies_merge() {
    for same_machine in [true, false] {
        let mut a = Laptop::new(2);
        let env = if same_machine { a.env.clone() } else { FixedEnv::new(9) };
        let id = a.register("Sebelum disalin");
        a.close();
        let mut copy = Laptop::unopened(env, |folder| copy_folder(&a.folder(), folder));
        a.open().unwrap();
        copy.open().unwrap();
        let device = |it: &Laptop| it.show_registry().unwrap().device;
        assert_ne!(device(&a), device(&copy), "same machine: {same_machine}");
        a.edit(&id, "hasil", "ditulis di asal");
        copy.edit(&id, "manfaat", "ditulis di salinan");
        copy.register("Hanya di salinan");
        a.carry_to(&copy);
        copy.carry_to(&a);
        assert_same(&a.dump(), &copy.dump(), "the copy and its original");
        assert_eq!(a.list_conflicts().unwrap(), []);
        assert_eq!(a.value(&id, "manfaat").as_deref(), Some("ditulis di salinan"));
        a.assert_healthy();
    }
}

/// An officer puts an older copy back into its place, and works on: by the whole
/// folder from a stick, or by the one file from `backups/`.
#[test]
fn a_folder_that_was_set_back_never_gives_a_stamp_twice() {
    for whole_folder in [true, false] {
        let (mut a, b) = (Laptop::new(2), Laptop::new(3));
        let id = a.register("Kado");
        a.make_backup(&mut registry::progress::Unwatched).unwrap();
        a.close();
        let stick = a.path("stik");
        copy_folder(&a.folder(), &stick);
        a.open().unwrap();
        a.edit(&id, "tujuan", "sesudah disalin");
        a.carry_to(&b);
        a.close();
        if whole_folder {
            fs::remove_dir_all(a.folder()).unwrap();
            copy_folder(&stick, &a.folder());
        } else {
            fs::copy(stick.join("registry.sqlite3"), a.folder().join("registry.sqlite3")).unwrap();
        }
        a.open().unwrap();
        assert_eq!(a.value(&id, "tujuan"), None, "the older state");
        a.edit(&id, "manfaat", "sesudah dikembalikan");
        a.carry_to(&b);
        b.carry_to(&a);
        assert_same(&a.dump(), &b.dump(), "after the folder was set back");
        assert_eq!(a.value(&id, "tujuan").as_deref(), Some("sesudah disalin"));
        assert_eq!(b.value(&id, "manfaat").as_deref(), Some("sesudah dikembalikan"));
        a.assert_healthy();
    }
}

#[test]
fn a_laptop_that_starts_again_in_its_place_stays_itself() {
    let mut a = Laptop::new(2);
    let device = a.show_registry().unwrap().device;
    let id = a.register("Tetap");
    a.open().unwrap();
    assert_eq!(a.show_registry().unwrap().device, device);
    a.edit(&id, "hasil", "sesudah dibuka lagi");
    a.assert_healthy();
}

#[test]
fn a_parcel_of_another_pemda_is_refused_and_named() {
    let tegal = Laptop::of_pemda(5, "Kabupaten Tegal", "33.28");
    tegal.register("SiPetis");
    let semarang = Laptop::new(1);
    let dump = semarang.dump();
    let error = semarang.accept(&tegal.write_parcel()).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Invalid, Reason::ParcelOtherPemda));
    let sentence = error.to_string();
    assert!(sentence.contains("Kabupaten Tegal") && sentence.contains("Kota Semarang"), "{sentence}");
    assert_same(&dump, &semarang.dump(), "after a refused parcel");
}

#[test]
fn a_new_laptop_has_everything_after_one_parcel() {
    let (cast, _) = edited_apart();
    cast.laptop_a.carry_to(&cast.laptop_b);
    cast.laptop_b.carry_to(&cast.office);
    assert_same(&cast.laptop_b.screens(), &cast.office.screens(), "the newcomer");
    assert!(cast.office.stamps().is_superset(&cast.laptop_a.stamps()));
    cast.office.assert_healthy();
}

#[test]
fn the_example_goes_in_one_act_and_comes_back() {
    let laptop = Laptop::new(1);
    let own = laptop.register("Milik sendiri");
    let loaded = laptop.load_example().unwrap().view;
    assert!(loaded.n_contoh >= 10 && loaded.n_inovasi == loaded.n_contoh + 1);
    assert_eq!((loaded.pemda_nama.as_str(), loaded.n_conflict), ("Kota Semarang", 0));
    // When somebody last touched them is another time after every step.
    let screens = |laptop: &Laptop| -> String {
        laptop.screens().lines().filter(|it| !it.contains("touched_at")).map(|it| format!("{it}\n")).collect()
    };
    let before = screens(&laptop);
    // Twice is once.
    assert_eq!(laptop.load_example().unwrap().view.n_inovasi, loaded.n_inovasi);
    assert_same(&before, &screens(&laptop), "after loading twice");

    let gone = laptop.remove_example().unwrap().view;
    assert_eq!((gone.n_inovasi, gone.n_contoh), (1, 0));
    assert!(laptop.show_inovasi(&own).is_ok());
    assert_eq!(laptop.load_example().unwrap().view.n_contoh, loaded.n_contoh);
    assert_same(&before, &screens(&laptop), "after taking it out and back in");
    laptop.assert_healthy();
}

#[test]
fn two_laptops_that_both_loaded_the_example_have_nothing_to_reconcile() {
    let cast = Cast::new();
    cast.laptop_a.load_example().unwrap();
    cast.laptop_b.register("Lebih dulu");
    cast.laptop_b.load_example().unwrap();
    let view = cast.laptop_a.carry_to(&cast.laptop_b);
    assert_eq!((view.taken.len(), view.conflicts.len()), (0, 0), "{:#?}", view.taken);
    // One takes it out; the other sees that, and nothing else.
    cast.laptop_a.remove_example().unwrap();
    cast.laptop_a.carry_to(&cast.laptop_b);
    assert_eq!(cast.laptop_b.show_registry().unwrap().n_contoh, 0);
    assert_eq!(cast.laptop_b.list_conflicts().unwrap(), []);
}
