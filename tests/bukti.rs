//! Bukti: one file, one place; many answers; nothing is lost.

use domain::bukti::BuktiField;
use std::{fs, path::PathBuf};

use domain::core::finding::FindingCode;
use registry::{
    BuktiFacts, DEFAULT_INSTRUMENT, NoticeCode,
    progress::{Unwatched, WorkStep},
    view::BuktiView,
};

use crate::kit::{Laptop, key};

fn blobs(laptop: &Laptop) -> Vec<PathBuf> {
    laptop.files().into_iter().map(|it| it.0).filter(|it| it.to_string_lossy().contains("blobs")).collect()
}

fn bukti(laptop: &Laptop, id: &str) -> Vec<BuktiView> {
    let view = laptop.show_inovasi(id).unwrap();
    view.assessment.indikator.into_iter().flat_map(|it| it.bukti).collect()
}

#[test]
fn equal_bytes_are_kept_once_whatever_they_are_called() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let other = laptop.register("Lain");
    for (subject, indikator, name) in [
        (&id, "SID-16", "SK.pdf"),
        (&id, "SID-17", "SK.pdf"),
        (&id, "SID-18", "salinan SK.PDF"),
        (&id, "SID-19", "SK tanpa akhiran"),
        (&other, "SID-16", "SK.doc"),
    ] {
        laptop.attach(subject, indikator, &laptop.file(name, "isi yang sama")).unwrap();
    }
    assert_eq!(blobs(&laptop).len(), 1, "{:?}", blobs(&laptop));
    let view = laptop.assert_healthy();
    assert_eq!((view.n_blob, view.n_bukti), (1, 2), "one bukti for each inovasi");
    assert!(!view.remarks.iter().any(|it| it.code == NoticeCode::DoctorFileUnknown), "{:#?}", view.remarks);
    // The one bukti says where else it serves.
    assert_eq!(bukti(&laptop, &id).len(), 4);
    assert!(bukti(&laptop, &id).iter().all(|it| it.also.len() == 3));
}

#[test]
fn a_bukti_is_described_used_again_and_taken_away() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let facts = BuktiFacts {
        nomor: Some(" 050/12 ".into()),
        tanggal: Some("17 Agustus 2024".into()),
        tentang: Some("Inovasi\u{200b}".into()),
        pages: Some("3-4".into()),
        ..BuktiFacts::default()
    };
    let file = laptop.file("SK.pdf", "%PDF");
    laptop.attach_bukti(&key(&id, "SID-16"), &[file], &facts, &mut Unwatched).unwrap();
    let it = bukti(&laptop, &id).remove(0);
    assert_eq!(
        (it.nomor.as_deref(), it.tanggal.as_deref(), it.tentang.as_deref(), it.pages.as_deref()),
        (Some("050/12"), Some("2024-08-17"), Some("Inovasi"), Some("3-4"))
    );
    laptop.link_bukti(&key(&id, "SID-17"), it.id, Some("7")).unwrap();
    laptop.edit_bukti(&id, DEFAULT_INSTRUMENT.trim(), it.id, BuktiField::Nomor, None).unwrap();
    assert!(bukti(&laptop, &id).iter().all(|it| it.nomor.is_none()));
    laptop.detach_bukti(&key(&id, "SID-16"), it.id).unwrap();
    laptop.detach_bukti(&key(&id, "SID-17"), it.id).unwrap();
    assert_eq!(bukti(&laptop, &id), []);
    // Taken away is not deleted, and it is told that it serves nothing.
    assert_eq!(blobs(&laptop).len(), 1);
    assert!(laptop.list_findings().unwrap().iter().any(|it| it.code == FindingCode::BuktiUnlinked));
    laptop.assert_healthy();
}

#[test]
fn supported_counts_only_what_has_its_bytes() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.choose(&id, "SID-16", 3).unwrap();
    let skor = |basis| laptop.skor_of(&id, DEFAULT_INSTRUMENT.trim(), basis).unwrap().unwrap();
    assert_eq!(skor(registry::Basis::Supported), "0.00");
    let view = laptop.attach_as(&id, "SID-16", ("Perda", "2024", "Kado")).unwrap().view;
    assert_eq!((view.claimed.as_deref(), view.supported.as_deref()), (Some("9.00"), Some("9.00")));
    let it = bukti(&laptop, &id).remove(0);
    laptop.detach_bukti(&key(&id, "SID-16"), it.id).unwrap();
    assert_eq!((skor(registry::Basis::Claimed).as_str(), skor(registry::Basis::Supported).as_str()), ("9.00", "0.00"));
}

#[test]
fn lost_bytes_come_back_with_a_parcel_or_the_file_itself() {
    let (a, b) = (Laptop::new(1), Laptop::new(2));
    let id = a.register("Kado");
    let file = a.file("SK.pdf", "%PDF");
    a.attach(&id, "SID-16", &file).unwrap();
    a.carry_to(&b);
    for by_parcel in [true, false] {
        fs::remove_file(&blobs(&a)[0]).unwrap();
        assert!(!a.run_doctor(&mut Unwatched).unwrap().healthy);
        if by_parcel {
            assert_eq!(b.carry_to(&a).n_blob_new, 1);
        } else {
            a.attach(&id, "SID-16", &file).unwrap();
        }
        a.assert_healthy();
    }
}

#[test]
fn attaching_can_be_called_off_and_leaves_nothing() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let files = [laptop.file("satu.pdf", vec![1; 5 << 20]), laptop.file("dua.pdf", vec![2; 5 << 20])];
    let (tables, n) = (laptop.tables(), blobs(&laptop).len());
    for stop in 0..10 {
        let mut left = stop;
        let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| {
            left -= 1;
            left >= 0
        };
        let error = laptop.attach_bukti(&key(&id, "SID-16"), &files, &BuktiFacts::default(), &mut watch).unwrap_err();
        assert_eq!(error.code, registry::Code::Cancelled);
        assert_eq!(tables, laptop.tables());
        assert_eq!(blobs(&laptop).len(), n, "stopped at {stop}");
    }
}
