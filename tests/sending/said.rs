//! What is said of a snapshot where it is refused, taken back or brought, and what a run
//! that died while it was made leaves behind.

use registry::{NoticeCode, OfficeField};

use super::*;
use crate::kit::copy_folder;

#[test]
fn what_is_done_again_is_named_though_it_is_not_there_any_more() {
    let laptop = Laptop::new(1);
    let id = worked_in(&laptop);
    send(&laptop, &SendSubmission { nama: "Kiriman pertama".into(), ..said() }).unwrap();
    laptop.undo().unwrap();
    assert_eq!(laptop.show_undo().unwrap().redo.unwrap().subject_nama.as_deref(), Some("Kiriman pertama"));
    assert_eq!(laptop.redo().unwrap().view.done.subject_nama.as_deref(), Some("Kiriman pertama"));
    laptop.undo().unwrap();
    laptop.attach(&id, "bimtek", &laptop.file("undangan.pdf", pdf("Undangan"))).unwrap();
    laptop.undo().unwrap();
    assert_eq!(laptop.redo().unwrap().view.done.subject_nama.as_deref(), Some("undangan.pdf"));
}

#[test]
fn a_snapshot_that_is_gone_is_refused_by_its_name() {
    let laptop = Laptop::new(1);
    worked_in(&laptop);
    let id = keep(&laptop, "Sebelum rapat");
    laptop.undo().unwrap();
    for error in [
        laptop.edit_snapshot(id, SnapshotField::Nama, Some("Lain")).err().unwrap(),
        laptop.look_into_snapshot(id, &mut Unwatched).err().unwrap(),
    ] {
        assert_eq!(error.reason, Reason::SnapshotMissing);
        let told = error.to_string();
        assert!(told.contains("Sebelum rapat") && !told.contains(&id.to_string()), "{told}");
    }
}

#[test]
fn what_a_parcel_brings_of_a_snapshot_is_told_in_words() {
    let (sender, mut other) = (Laptop::new(1), Laptop::new(2));
    worked_in(&sender);
    send(&sender, &said()).unwrap();
    let parcel = sender.write_parcel();
    let folder = other.folder();
    other.close();
    let told = cli::run(&folder, ["parcel", "accept", parcel.to_str().unwrap()]);
    assert_eq!(told.code, Some(0), "{told:?}");
    let lines: Vec<&str> = told.stdout.lines().filter(|it| it.starts_with("Indeks")).collect();
    assert!(lines.len() > 5 && lines.iter().any(|it| it.contains("3 Agustus 2026")), "{lines:?}");
    let raw = lines.iter().filter(|it| it.contains('_') || it.contains("/zip") || it.contains("2026-08-03"));
    assert_eq!(raw.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn the_head_of_a_letter_has_an_end() {
    let laptop = Laptop::new(1);
    for field in [OfficeField::Kop, OfficeField::Alamat] {
        laptop.edit_office(field, Some(&"Jalan Pemuda 148\n".repeat(20))).unwrap();
        let refused = laptop.edit_office(field, Some(&"k".repeat(1001))).unwrap_err();
        assert_eq!(refused.reason, Reason::TextTooLong);
    }
}

#[test]
fn bytes_whose_act_died_with_its_run_are_gone_at_the_next_start_and_no_others() {
    let mut laptop = Laptop::new(1);
    worked_in(&laptop);
    let strange = laptop.folder().join("blobs/ab").join("catatan.zip");
    fs::create_dir_all(strange.parent().unwrap()).unwrap();
    fs::write(&strange, "milik orang").unwrap();
    let image = laptop.image();
    keep(&laptop, "Sebelum rapat");
    laptop.close();
    // The disk as a kill leaves it between the bytes and the act.
    copy_folder(&laptop.folder().join("blobs"), &image.join("blobs"));
    fs::copy(laptop.folder().join("registry.arrived"), image.join("registry.arrived")).unwrap();
    let before = walk(&image.join("blobs")).len();
    fs::remove_dir_all(laptop.folder()).unwrap();
    copy_folder(&image, &laptop.folder());
    laptop.open().unwrap();
    let left = walk(&laptop.folder().join("blobs"));
    assert_eq!(left.len() + 1, before, "the half snapshot: {left:?}");
    assert!(!laptop.folder().join("registry.arrived").exists());
    let told = laptop.run_doctor(&mut Unwatched).unwrap();
    let unknown: Vec<_> = told.remarks.iter().filter(|it| it.code == NoticeCode::DoctorFileUnknown).collect();
    assert!(unknown.len() == 1 && unknown[0].args[0].value.ends_with("catatan.zip"), "{unknown:?}");
    assert!(told.healthy && strange.exists());
    // What an act knows stays at every start.
    keep(&laptop, "Sesudahnya");
    laptop.open().unwrap();
    laptop.assert_healthy();
}
