//! The list of perangkat daerah and penghargaan.

use domain::core::finding::FindingCode;
use registry::Reason;

use crate::kit::{Cast, Laptop};

fn names(laptop: &Laptop) -> Vec<(String, u32, u32)> {
    let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
    list.into_iter().map(|it| (it.nama, it.depth, it.n_inovasi)).collect()
}

fn id_of(laptop: &Laptop, nama: &str) -> String {
    let list = laptop.list_perangkat_daerah().unwrap().perangkat_daerah;
    list.into_iter().find(|it| it.nama == nama).unwrap().id.to_string()
}

#[test]
fn a_renamed_body_keeps_its_inovasi_and_an_unknown_one_is_only_a_finding() {
    let laptop = Laptop::new(1);
    let id = laptop.register("IJOLKE");
    laptop.edit(&id, "perangkat_daerah", "Dinas  KESEHATAN");
    let unlisted = laptop.list_perangkat_daerah().unwrap().unlisted;
    assert_eq!((unlisted[0].nama.as_str(), unlisted[0].n_inovasi), ("Dinas  KESEHATAN", 1));
    // A list that nobody has begun has nothing to say.
    let codes = |laptop: &Laptop| -> Vec<FindingCode> {
        laptop.show_inovasi(&id).unwrap().findings.into_iter().map(|it| it.code).collect()
    };
    assert!(!codes(&laptop).contains(&FindingCode::PerangkatDaerahUnlisted));
    laptop.register_perangkat_daerah("Dinas Sosial", Some("Dinas"), None).unwrap();
    assert!(codes(&laptop).contains(&FindingCode::PerangkatDaerahUnlisted));
    laptop.register_perangkat_daerah("Dinas Kesehatan", Some("dinas"), None).unwrap();
    assert!(!codes(&laptop).contains(&FindingCode::PerangkatDaerahUnlisted));
    let dinkes = id_of(&laptop, "Dinas Kesehatan");
    laptop.edit_perangkat_daerah(&dinkes, "nama", Some("Dinas Kesehatan dan KB"), true).unwrap();
    assert_eq!(names(&laptop), [("Dinas Kesehatan dan KB".into(), 0, 1), ("Dinas Sosial".into(), 0, 0)]);
    laptop.edit_perangkat_daerah(&dinkes, "aktif", Some("0"), false).unwrap();
    assert!(codes(&laptop).contains(&FindingCode::PerangkatDaerahInactive));
}

#[test]
fn units_stand_below_their_parents_and_rings_are_refused() {
    let laptop = Laptop::new(1);
    laptop.register_perangkat_daerah("Dinas Kesehatan", None, None).unwrap();
    let dinkes = id_of(&laptop, "Dinas Kesehatan");
    laptop.register_perangkat_daerah("Puskesmas Pandanaran", Some("puskesmas"), Some(&dinkes)).unwrap();
    let pkm = id_of(&laptop, "Puskesmas Pandanaran");
    assert_eq!(names(&laptop), [("Dinas Kesehatan".into(), 0, 0), ("Puskesmas Pandanaran".into(), 1, 0)]);
    let refused = |it: registry::Result<_>| it.map(|_: registry::view::Outcome<_>| ()).unwrap_err().reason;
    assert_eq!(refused(laptop.edit_perangkat_daerah(&dinkes, "induk", Some(&pkm), false)), Reason::PerangkatDaerahRing);
    assert_eq!(refused(laptop.remove_perangkat_daerah(&dinkes)), Reason::PerangkatDaerahHasUnits);
    assert_eq!(refused(laptop.register_perangkat_daerah("dinas kesehatan", None, None)), Reason::PerangkatDaerahExists);
    assert_eq!(refused(laptop.register_perangkat_daerah("Kas", Some("entah"), None)), Reason::OptionUnlike);
    laptop.remove_perangkat_daerah(&pkm).unwrap();
    laptop.remove_perangkat_daerah(&dinkes).unwrap();
    assert!(names(&laptop).is_empty());
    laptop.undo().unwrap();
    assert_eq!(names(&laptop).len(), 1);
}

#[test]
fn names_in_use_are_adopted_with_the_kind_they_tell() {
    let laptop = Laptop::new(1);
    for (nama, body) in
        [("a", "Puskesmas Pandanaran"), ("b", "Kec. Tugu"), ("c", "SMP Negeri 1"), ("d", "puskesmas pandanaran")]
    {
        let id = laptop.register(nama);
        laptop.edit(&id, "perangkat_daerah", body);
    }
    laptop.adopt_perangkat_daerah(&[]).unwrap();
    let list = laptop.list_perangkat_daerah().unwrap();
    assert!(list.unlisted.is_empty());
    let mut kinds: Vec<_> = list.perangkat_daerah.into_iter().map(|it| (it.nama, it.jenis, it.n_inovasi)).collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [
            ("Kec. Tugu".into(), Some("kecamatan".into()), 1),
            ("Puskesmas Pandanaran".into(), Some("puskesmas".into()), 2),
            ("SMP Negeri 1".into(), Some("sekolah".into()), 1)
        ]
    );
}

#[test]
fn two_laptops_that_each_add_a_body_have_both() {
    let cast = Cast::new();
    cast.laptop_a.register_perangkat_daerah("Dinas Sosial", None, None).unwrap();
    cast.laptop_b.register_perangkat_daerah("Dinas Pangan", None, None).unwrap();
    cast.laptop_a.register_penghargaan("daerah", "IGA").unwrap();
    cast.exchange_all();
    for laptop in cast.all() {
        assert_eq!(names(laptop).len(), 2);
        assert_eq!(laptop.list_penghargaan(Some("daerah")).unwrap().penghargaan.len(), 1);
        laptop.assert_healthy();
    }
}

#[test]
fn a_penghargaan_belongs_to_the_region_or_to_an_inovasi_and_has_bukti() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    laptop.register_penghargaan(&id, "TOP 45 KIPP").unwrap();
    let view = laptop.register_penghargaan("daerah", "Innovative Government Award").unwrap().view;
    let iga = view.penghargaan[0].id;
    laptop.edit_penghargaan(iga, "tahun", Some("2024")).unwrap();
    laptop.edit_penghargaan(iga, "tingkat", Some("Nasional")).unwrap();
    laptop.edit_penghargaan(iga, "hasil", Some("Kota Sangat Inovatif")).unwrap();
    let sertifikat = laptop.file("piagam.pdf", b"%PDF-1.4 piagam");
    laptop.attach_penghargaan(iga, &[sertifikat], &mut registry::progress::Unwatched).unwrap();
    let list = laptop.list_penghargaan(Some("daerah")).unwrap().penghargaan;
    assert_eq!(list.len(), 1);
    assert_eq!((list[0].tahun.as_deref(), list[0].tingkat.as_deref()), (Some("2024"), Some("nasional")));
    assert_eq!(list[0].bukti[0].nama_berkas, "piagam.pdf");
    assert_eq!(laptop.show_inovasi(&id).unwrap().penghargaan[0].nama, "TOP 45 KIPP");
    assert_eq!(laptop.edit_penghargaan(iga, "tahun", Some("kemarin")).unwrap_err().reason, Reason::YearUnreadable);
    laptop.detach_penghargaan(iga, list[0].bukti[0].id).unwrap();
    laptop.remove_penghargaan(iga).unwrap();
    assert!(laptop.list_penghargaan(Some("daerah")).unwrap().penghargaan.is_empty());
    laptop.undo().unwrap();
    laptop.undo().unwrap();
    assert_eq!(laptop.list_penghargaan(Some("daerah")).unwrap().penghargaan[0].bukti.len(), 1);
    laptop.assert_healthy();
}

#[test]
fn documents_of_the_profile_are_bukti_too() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    let file = laptop.file("anggaran.pdf", b"%PDF-1.4 dpa");
    let slot = laptop.show_inovasi(&id).unwrap().berkas[0].id.clone();
    laptop.attach(&id, &slot, &file).unwrap();
    let view = laptop.show_inovasi(&id).unwrap();
    assert_eq!(view.berkas[0].bukti[0].nama_berkas, "anggaran.pdf");
    assert_eq!(view.assessment.supported.as_deref(), Some("0.00"), "a document of the profile supports no answer");
    assert!(laptop.list_findings().unwrap().iter().all(|it| it.code != FindingCode::BuktiUnlinked));
    laptop.undo().unwrap();
    assert!(laptop.show_inovasi(&id).unwrap().berkas[0].bukti.is_empty());
}

#[test]
fn a_koordinat_is_kept_in_one_form_and_held_against_the_region() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Rumah Pelita");
    let finding = |laptop: &Laptop| -> Vec<&str> {
        let findings = laptop.show_inovasi(&id).unwrap().findings;
        findings.into_iter().map(|it| it.code.name()).filter(|it| it.starts_with("koordinat")).collect()
    };
    laptop.edit(&id, "koordinat", "6\u{b0}59'0\"S 110\u{b0}24'33\"E");
    assert_eq!(laptop.value(&id, "koordinat").as_deref(), Some("-6.983333, 110.409167"));
    assert!(finding(&laptop).is_empty());
    laptop.edit(&id, "koordinat", "-8.65, 115.22");
    assert_eq!(finding(&laptop), ["koordinat_far"]);
    laptop.edit(&id, "koordinat", "depan balai kota");
    assert_eq!(finding(&laptop), ["koordinat_unreadable"]);
}
