//! Handing in: the bundle is complete, the same every time, and provable by others.

mod apart;
mod copies;
mod look_told;
mod looked_into;
#[path = "../../crates/exchange/tests/suite/outside.rs"]
#[allow(dead_code)] // shared with the tests of `exchange`
mod outside;
mod paired;
mod reckoned;
mod taken_in;
pub mod whole;

use std::{
    fs,
    path::{Path, PathBuf},
};

use registry::{
    BuktiFacts, Code, ExportBundle, Reason, Registry, Result,
    progress::{Unwatched, WorkStep},
    view::BundleReceipt,
};
use rusqlite::Connection;

use crate::kit::{Cast, Laptop, check_snapshot, key, pdf, tree};

fn wanted(out: &Path, zip: bool) -> ExportBundle {
    ExportBundle {
        out: out.display().to_string(),
        zip,
        only: Vec::new(),
        date: Some("2026-11-22".into()),
        replace: false,
        ..ExportBundle::default()
    }
}

fn bundle(laptop: &Laptop, out: &Path, zip: bool) -> Result<BundleReceipt> {
    Ok(laptop.export_bundle(&wanted(out, zip), &mut Unwatched)?.view)
}

/// A small registry that is the same in every run.
fn fixed() -> Laptop {
    let laptop = Laptop::new(1);
    let kado = laptop.register("Kado Mbak Ita");
    for (field, value) in [
        ("perangkat_daerah", "Dinas Kependudukan"),
        ("tahapan", "Penerapan"),
        ("urusan_utama", "Kesehatan"),
        ("waktu_uji_coba", "Maret 2023"),
        ("waktu_penerapan", "17/08/2024"),
        ("rancang_bangun", "Dasar hukum.\n\nBaris <b>kedua</b> & \"kutip\"."),
    ] {
        laptop.edit(&kado, field, value);
    }
    laptop.set_member(&kado, "urusan_beririsan", "Sosial", true).unwrap();
    laptop.choose(&kado, "SID-16", 2).unwrap();
    laptop.choose(&kado, "SID-17", 3).unwrap();
    laptop.choose("daerah", "SPD-01", 3).unwrap();
    laptop.register("../<Nama> aneh\u{202e}");
    let sk = laptop.file("SK Wali Kota.PDF", pdf("SK 050/12"));
    let facts = BuktiFacts {
        nomor: Some("050/12".into()),
        tanggal: Some("1 Februari 2024".into()),
        tentang: Some("Penetapan inovasi".into()),
        jenis_dokumen: Some("SK".into()),
        pages: Some("3-4".into()),
    };
    laptop.attach_bukti(&key(&kado, "SID-16"), std::slice::from_ref(&sk), &facts, &mut Unwatched).unwrap();
    laptop.attach(&kado, "SID-17", &sk).unwrap();
    laptop.attach(&kado, "SID-17", &laptop.file("daftar.exe", "MZ\u{0}")).unwrap();
    laptop.attach("daerah", "SPD-01", &laptop.file("visi.txt", "Visi dan misi\n")).unwrap();
    laptop
}

fn unpack(zip: &Path, to: &Path) {
    zip::ZipArchive::new(fs::File::open(zip).unwrap()).unwrap().extract(to).unwrap();
}

#[test]
fn a_bundle_is_what_the_golden_tree_shows() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let tree = tree(&out);
    let list: String = tree.keys().map(|it| format!("{it}\n")).collect();
    check_snapshot("submission/golden/tree.txt", &list);
    for (path, bytes) in tree.iter().filter(|it| it.0.ends_with(".json") || !it.0.contains('/')) {
        check_snapshot(&format!("submission/golden/{path}"), std::str::from_utf8(bytes).unwrap());
    }
    let pages: String = tree
        .iter()
        .filter(|it| it.0.ends_with(".html"))
        .map(|(path, bytes)| format!("<!-- {path} -->\n{}\n", visible(std::str::from_utf8(bytes).unwrap())))
        .collect();
    check_snapshot("submission/golden/pages.txt", &pages);
}

/// A page without its styles: what changes when the looks change is not its matter.
fn visible(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, style)) = rest.split_once("<style") {
        out.push_str(before);
        rest = style.split_once("</style>").map_or("", |it| it.1);
    }
    out + rest
}

#[test]
fn equal_registries_give_equal_bytes() {
    let laptop = fixed();
    let (one, two) = (laptop.path("satu"), laptop.path("dua"));
    let receipts = [bundle(&laptop, &one, false).unwrap(), bundle(&laptop, &two, false).unwrap()];
    assert!(tree(&one) == tree(&two), "the folder differs");
    assert_eq!(receipts[0].fingerprint, receipts[1].fingerprint);
    let (one, two) = (laptop.path("satu.zip"), laptop.path("dua.zip"));
    bundle(&laptop, &one, true).unwrap();
    bundle(&laptop, &two, true).unwrap();
    assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap(), "the zip differs");
    // Another run of the program, and another laptop with the same state.
    let other = fixed();
    assert_eq!(bundle(&other, &other.path("lagi"), false).unwrap().fingerprint, receipts[0].fingerprint);
    let third = Laptop::new(7);
    // Who writes a bundle is told in it.
    third.set_person("Petugas 1").unwrap();
    other.carry_to(&third);
    assert_eq!(bundle(&third, &third.path("ketiga"), false).unwrap().fingerprint, receipts[0].fingerprint);
}

#[test]
fn laptops_that_came_together_hand_in_the_same() {
    let cast = Cast::new();
    let (a, b) = (&cast.laptop_a, &cast.laptop_b);
    // The same name twice and bukti in another order: only ids can decide.
    for (laptop, isi) in [(b, "b"), (a, "a")] {
        let id = laptop.register("Nama sama");
        laptop.attach(&id, "SID-16", &laptop.file(&format!("{isi}.pdf"), isi)).unwrap();
    }
    a.carry_to(b);
    b.carry_to(a);
    let id = a.inovasi_ids().remove(0);
    for (laptop, isi) in [(a, "1"), (b, "2")] {
        laptop.attach(&id, "SID-17", &laptop.file(&format!("{isi}.pdf"), isi)).unwrap();
    }
    b.carry_to(a);
    a.carry_to(b);
    b.set_person(&a.show_registry().unwrap().person).unwrap();
    let fingerprints = [a, b].map(|it| bundle(it, &it.path("bundel"), false).unwrap().fingerprint);
    assert_eq!(fingerprints[0], fingerprints[1]);
}

#[test]
fn other_programs_find_the_bundle_valid_and_so_do_we() {
    let laptop = fixed();
    let (folder, zip, unpacked) = (laptop.path("bundel"), laptop.path("bundel.zip"), laptop.path("terbuka"));
    bundle(&laptop, &folder, false).unwrap();
    bundle(&laptop, &zip, true).unwrap();
    unpack(&zip, &unpacked);
    assert!(tree(&unpacked) == tree(&folder), "zip and folder hold the same");
    for (valid, words) in outside::judge(&[&folder, &unpacked]) {
        assert!(valid, "{words}");
    }
    for path in [&folder, &zip, &unpacked] {
        let view = Registry::verify_bundle(path, None, &mut Unwatched).unwrap();
        assert!(view.is_valid() && view.remarks.is_empty(), "{:#?}", view.faults);
    }
    // Whatever is changed, both see it.
    type Change = (&'static str, fn(&Path));
    let changes: [Change; 4] = [
        ("one letter", |it| fs::write(it.join("data/registri.json"), "{}").unwrap()),
        ("a file more", |it| fs::write(it.join("data/tamu.txt"), "x").unwrap()),
        ("a file less", |it| fs::remove_file(it.join("data/index.html")).unwrap()),
        ("a tag file", |it| fs::write(it.join("bag-info.txt"), "Bagging-Date: 2020-01-01\n").unwrap()),
    ];
    for (what, change) in changes {
        let bag = laptop.path(&format!("diubah {what}"));
        bundle(&laptop, &bag, false).unwrap();
        change(&bag);
        let view = Registry::verify_bundle(&bag, None, &mut Unwatched).unwrap();
        assert!(!view.is_valid() && !view.faults.is_empty(), "{what}");
        assert!(!outside::judge(&[&bag])[0].0, "{what}: the outside judge");
        for fault in &view.faults {
            assert!(registry::text::has_sentence(&format!("notice.{}", fault.code)), "{}", fault.code);
        }
    }
}

/// Names beside the registry: what an export has left.
fn beside(laptop: &Laptop) -> Vec<PathBuf> {
    let mut names: Vec<_> = fs::read_dir(laptop.path(".")).unwrap().map(|it| it.unwrap().path()).collect();
    names.sort();
    names
}

#[test]
fn a_cancelled_export_leaves_nothing() {
    let laptop = fixed();
    laptop.attach("Kado Mbak Ita", "SID-18", &laptop.file("film.mp4", vec![1; 5 << 20])).unwrap();
    let before = beside(&laptop);
    for (zip, name) in [(false, "penuh"), (true, "penuh.zip")] {
        let mut n_step = 0;
        let mut count = |_: WorkStep, _: &str, _: u64, _: u64| {
            n_step += 1;
            true
        };
        let whole = laptop.path(name);
        laptop.export_bundle(&wanted(&whole, zip), &mut count).unwrap();
        if zip { fs::remove_file(whole) } else { fs::remove_dir_all(whole) }.unwrap();
        assert!(n_step > 4, "an officer sees it move");
        for stop in (0..n_step).step_by(7) {
            let mut left = stop;
            let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| {
                left -= 1;
                left >= 0
            };
            let error = laptop.export_bundle(&wanted(&laptop.path("batal"), zip), &mut watch).unwrap_err();
            assert_eq!(error.code, Code::Cancelled, "{error}");
            assert_eq!(beside(&laptop), before, "stopped at step {stop}");
        }
    }
}

#[test]
fn bytes_that_have_not_arrived_are_a_gap() {
    let mut laptop = fixed();
    // A laptop that knows of the bukti and has not received its bytes.
    laptop.close();
    let database = Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.execute("DELETE FROM blob WHERE ending = 'pdf'", []).unwrap();
    drop(database);
    laptop.open().unwrap();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    assert!(Registry::verify_bundle(&out, None, &mut Unwatched).unwrap().is_valid());
    let gaps = fs::read_to_string(out.join("data/kekurangan.json")).unwrap();
    assert!(gaps.contains("bytes_missing") && gaps.contains("SK Wali Kota.PDF"), "{gaps}");
    assert!(!tree(&out).keys().any(|it| it.ends_with("sk-wali-kota.pdf")));
}

#[test]
fn an_export_asks_only_for_what_is_there_and_overwrites_no_folder() {
    let laptop = fixed();
    let refuse = |req: ExportBundle| laptop.export_bundle(&req, &mut Unwatched).unwrap_err();
    let req = || wanted(&laptop.path("bundel"), false);
    assert_eq!(refuse(ExportBundle { out: "  ".into(), ..req() }).reason, Reason::PathEmpty);
    assert_eq!(refuse(ExportBundle { date: Some("kemarin".into()), ..req() }).reason, Reason::OutputDateUnfit);
    let other = "019f0000-0000-7000-8000-000000000000".parse().unwrap();
    assert_eq!(refuse(ExportBundle { only: vec![other], ..req() }).reason, Reason::InovasiMissing);
    fs::create_dir(laptop.path("bundel")).unwrap();
    fs::write(laptop.path("bundel/surat.txt"), "milik orang").unwrap();
    assert_eq!(refuse(req()).reason, Reason::TargetExists);
    assert_eq!(fs::read_to_string(laptop.path("bundel/surat.txt")).unwrap(), "milik orang");
    // A removed inovasi is not handed in.
    let gone = laptop.register("Sudah dicabut");
    laptop.remove_inovasi(&gone).unwrap();
    let one =
        ExportBundle { only: vec![laptop.inovasi("Kado Mbak Ita").unwrap()], ..wanted(&laptop.path("satu"), false) };
    assert_eq!(laptop.export_bundle(&one, &mut Unwatched).unwrap().view.n_inovasi, 1);
    assert_eq!(bundle(&laptop, &laptop.path("semua"), false).unwrap().n_inovasi, 2);
}

#[test]
fn a_bundle_of_the_first_version_is_still_proved() {
    let old = crate::kit::root().join("tests/submission/version-1/bundel.zip");
    let view = Registry::verify_bundle(&old, None, &mut Unwatched).unwrap();
    assert!(view.is_valid() && view.faults.is_empty() && view.remarks.is_empty(), "{:#?}", view.faults);
    assert_eq!(view.n_file, 13);
}
