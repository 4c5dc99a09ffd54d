//! Bukti: one file, one place; many answers; nothing is lost.

use domain::bukti::BuktiField;
use std::{fs, path::PathBuf};

use domain::core::finding::FindingCode;
use registry::{
    BuktiFacts, DEFAULT_INSTRUMENT, NoticeCode,
    progress::{Unwatched, WorkStep},
    text::{Language, sentence},
    view::{BuktiView, FindingView},
};

use crate::kit::{Laptop, key, pdf, picture};

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

#[test]
fn what_the_portal_would_refuse_is_told_before_it_is_met_and_as_sure_as_it_is() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let large = laptop.file("anggaran.pdf", pdf(&"anggaran ".repeat(378_000)));
    let told = |year: &str| -> Vec<String> {
        laptop.begin_year(year).unwrap();
        let of_files =
            |it: &FindingView| it.code.name().starts_with("file_") && it.code != FindingCode::FileMislabelled;
        let own = laptop.show_inovasi(&id).unwrap().findings.into_iter().filter(of_files);
        let lines = own.map(|it| {
            let args: Vec<_> = it.args.iter().map(|it| (it.name.as_str(), it.value.clone())).collect();
            let says = sentence(&format!("finding.{}", it.code), &args, Language::Id);
            format!("{} {says}", it.severity)
        });
        lines.collect()
    };
    laptop.attach(&id, "profil-anggaran", &large).unwrap();
    laptop.attach(&id, "SID-16", &large).unwrap();
    laptop.attach(&id, "profil-haki", &laptop.file("haki.png", picture::png())).unwrap();
    let sure = |size: &str, over: &str| {
        format!(
            "warning Anggaran: anggaran.pdf berukuran {size}; portal menerima paling besar 2 MB. \
             Kecilkan {over}, lalu lampirkan lagi."
        )
    };
    let found = told("iga-2026");
    assert!(found.contains(&sure("3,4 MB", "1,4 MB")), "{found:#?}");
    // Of 2026 nobody knows how large a bukti may be, so nothing is said of it.
    assert!(found.iter().all(|it| !it.contains("SID-16")), "{found:#?}");
    assert!(found.iter().any(|it| it.starts_with("warning") && it.contains("haki.png")), "{found:#?}");
    // For 2024 one source knows: a low remark that names its doubt.
    let doubted = told("iga-2024");
    assert!(
        doubted.iter().any(|it| it.starts_with("hint SID-16: anggaran.pdf") && it.contains("belum pasti")),
        "{doubted:#?}"
    );
}
