//! Bytes are known by their hash: what is missing or damaged is told, blocks nothing,
//! and is mended by every way that a sentence names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::core::finding::FindingCode;
use registry::{
    BuktiFacts, Code, ExportBundle, NoticeCode, Reason, Registry,
    progress::{Unwatched, WorkStep},
    view::{FindingView, MendView},
};

use crate::kit::{Laptop, cli, key};

const BYTES: &[u8] = b"%PDF-1.4\n% surat keputusan\nxref\n0 1\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n";

/// A laptop with one bukti that supports an answer, and the file that the officer attached.
fn laptop() -> (Laptop, PathBuf) {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.edit(&id, "waktu_penerapan", "2024-03-01");
    laptop.choose("Kado", "SID-16", 1).unwrap();
    let file = laptop.file("SK Wali Kota.pdf", BYTES);
    let [jenis_dokumen, tanggal, tentang] = ["sk", "2024-07-02", "Kado"].map(|it| Some(it.to_owned()));
    let facts = BuktiFacts { jenis_dokumen, tanggal, tentang, ..BuktiFacts::default() };
    laptop.attach_bukti(&key(&id, "SID-16"), std::slice::from_ref(&file), &facts, &mut Unwatched).unwrap();
    (laptop, file)
}

fn blob(laptop: &Laptop) -> PathBuf {
    let shelves = laptop.folder().join("blobs");
    laptop.files().into_iter().map(|it| it.0).find(|it| it.starts_with(&shelves)).unwrap()
}

type Harm = fn(&Path);

/// What happens to files: gone, cut, emptied, one byte, a folder in its place.
const HARM: [(&str, Harm); 5] = [
    ("gone", |it| fs::remove_file(it).unwrap()),
    ("cut", |it| fs::write(it, &BYTES[..9]).unwrap()),
    ("emptied", |it| fs::write(it, "").unwrap()),
    ("one byte", |it| {
        let mut bytes = BYTES.to_vec();
        bytes[3] ^= 1;
        fs::write(it, bytes).unwrap();
    }),
    ("a folder", |it| {
        fs::remove_file(it).unwrap();
        fs::create_dir(it).unwrap();
    }),
];

fn told(laptop: &Laptop) -> Vec<FindingView> {
    let is_of_bytes = |it: &FindingView| matches!(it.code, FindingCode::BytesMissing | FindingCode::BytesDamaged);
    laptop.findings_of("Kado").unwrap().into_iter().filter(is_of_bytes).collect()
}

fn set_aside(laptop: &Laptop) -> usize {
    fs::read_dir(laptop.folder().join("quarantine/blobs")).into_iter().flatten().count()
}

fn assert_mended(laptop: &Laptop, why: &str) {
    assert_eq!(fs::read(blob(laptop)).unwrap(), BYTES, "{why}");
    assert_eq!(told(laptop), [], "{why}");
    laptop.assert_healthy();
}

#[test]
fn attaching_the_original_again_mends_it_and_says_so() {
    for (harm, act) in HARM {
        let (laptop, file) = laptop();
        act(&blob(&laptop));
        let history = laptop.stamps();
        let outcome = laptop.attach("Kado", "SID-16", &file).unwrap();
        assert!(
            outcome.findings.iter().any(|it| it.code == FindingCode::BytesMended),
            "{harm}: {:?}",
            outcome.findings
        );
        assert_mended(&laptop, harm);
        assert_eq!(history, laptop.stamps(), "{harm}: nothing else has changed");
        assert_eq!(set_aside(&laptop), usize::from(harm != "gone"), "{harm}: nobody's bytes are deleted");
    }
}

#[test]
fn a_sound_parcel_mends_it_and_says_so() {
    for (harm, act) in HARM {
        let (laptop, _) = laptop();
        let parcel = laptop.write_parcel();
        act(&blob(&laptop));
        let view = laptop.accept(&parcel).unwrap();
        assert!(view.notices.iter().any(|it| it.code == NoticeCode::BytesMended), "{harm}: {:?}", view.notices);
        assert_mended(&laptop, harm);
    }
}

#[test]
fn a_folder_that_is_searched_mends_it_whatever_the_file_is_called_there() {
    for (harm, act) in HARM {
        let (laptop, _) = laptop();
        act(&blob(&laptop));
        let archive = laptop.path("arsip");
        fs::create_dir_all(archive.join("2024/lama")).unwrap();
        fs::write(archive.join("2024/lama/scan0007.bin"), BYTES).unwrap();
        let mut decoy = BYTES.to_vec();
        decoy[0] ^= 1;
        fs::write(archive.join("2024/sama panjang.pdf"), decoy).unwrap();
        let history = laptop.stamps();
        let view = laptop.mend_bukti(&archive, &mut Unwatched).unwrap().view;
        assert_eq!((view.mended.len(), view.left.len(), view.stopped), (1, 0, false), "{harm}");
        assert_eq!(
            (view.mended[0].nama_berkas.as_str(), view.mended[0].subject_nama.as_str()),
            ("SK Wali Kota.pdf", "Kado")
        );
        assert_mended(&laptop, harm);
        assert_eq!(history, laptop.stamps(), "{harm}: history is not touched");
    }
}

#[test]
fn bytes_that_never_arrived_are_found_in_a_folder_too() {
    let (a, file) = laptop();
    fs::remove_file(blob(&a)).unwrap();
    let b = Laptop::new(2);
    b.accept(&a.write_parcel()).unwrap();
    assert_eq!(told(&b).len(), 1);
    let view = b.mend_bukti(file.parent().unwrap(), &mut Unwatched).unwrap().view;
    assert_eq!(view.mended.len(), 1, "{view:?}");
    assert_mended(&b, "arrived");
}

#[test]
fn a_search_stops_when_asked_and_follows_no_links() {
    let (laptop, _) = laptop();
    fs::remove_file(blob(&laptop)).unwrap();
    let (archive, elsewhere) = (laptop.path("arsip"), laptop.path("lain"));
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(&archive).unwrap();
    fs::write(elsewhere.join("a.pdf"), BYTES).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&elsewhere, archive.join("ke-lain")).unwrap();
        std::os::unix::fs::symlink(&archive, archive.join("ke-diri")).unwrap();
        let view = laptop.mend_bukti(&archive, &mut Unwatched).unwrap().view;
        assert_eq!((view.mended.len(), view.left.len()), (0, 1));
    }
    let mut stop = |step: WorkStep, _: &str, _: u64, _: u64| step != WorkStep::Reading;
    let MendView { stopped, mended, left, .. } = laptop.mend_bukti(&elsewhere, &mut stop).unwrap().view;
    assert_eq!((stopped, mended.len(), left.len()), (true, 0, 1));
    assert_eq!(laptop.mend_bukti(&laptop.path("tiada"), &mut Unwatched).unwrap_err().reason, Reason::FileMissing);
}

#[test]
fn what_is_amiss_is_a_finding_and_supports_nothing() {
    for (harm, act) in HARM {
        let (laptop, _) = laptop();
        let skor = |laptop: &Laptop| laptop.show_inovasi("Kado").unwrap().assessment.supported.unwrap();
        let before = skor(&laptop);
        assert_ne!(before, "0.00");
        act(&blob(&laptop));
        if harm == "one byte" {
            // The same size: only reading tells, which the health check does.
            assert!(!laptop.run_doctor(&mut Unwatched).unwrap().healthy);
        }
        let view = laptop.show_inovasi("Kado").unwrap();
        assert!(view.assessment.indikator.iter().flat_map(|it| &it.bukti).all(|it| !it.present), "{harm}");
        assert_eq!(skor(&laptop), "0.00", "{harm}");
        let told = told(&laptop);
        let wanted = if harm == "gone" { FindingCode::BytesMissing } else { FindingCode::BytesDamaged };
        assert_eq!(told.iter().map(|it| it.code).collect::<Vec<_>>(), [wanted], "{harm}");
        assert_eq!(
            (told[0].args[0].value.as_str(), told[0].subject_nama.as_deref()),
            ("SK Wali Kota.pdf", Some("Kado"))
        );
        // Lists that are kept in memory follow.
        let page = laptop.list_inovasi(&registry::ListInovasi { limit: 9, ..Default::default() }).unwrap();
        assert_eq!(page.rows[0].supported.as_deref(), Some("0.00"), "{harm}");
        assert!(laptop.show_findings(99).unwrap().findings.iter().any(|it| it.code == wanted), "{harm}");
        // The next run knows it too, without reading everything.
        let mut laptop = laptop;
        laptop.close();
        laptop.open().unwrap();
        assert_eq!(self::told(&laptop).len(), 1, "{harm}");
    }
}

#[test]
fn opening_it_says_which_file_is_amiss() {
    for (harm, act) in HARM.into_iter().filter(|it| it.0 != "one byte") {
        let (laptop, _) = laptop();
        let view = laptop.show_inovasi("Kado").unwrap();
        let id = view.assessment.indikator.iter().flat_map(|it| &it.bukti).next().unwrap().id;
        act(&blob(&laptop));
        let error = laptop.open_bukti(id, &laptop.path("dibuka")).unwrap_err();
        assert_eq!(error.reason, if harm == "gone" { Reason::BytesMissing } else { Reason::BytesDamaged }, "{harm}");
        assert!(error.to_string().contains("SK Wali Kota.pdf"), "{error}");
    }
}

#[test]
fn a_bundle_and_a_parcel_pass_over_it_and_say_so() {
    for (harm, act) in HARM {
        let (laptop, _) = laptop();
        let second = laptop.file("Laporan.pdf", b"%PDF laporan");
        let damaged = blob(&laptop);
        laptop.attach("Kado", "SID-17", &second).unwrap();
        act(&damaged);
        for zip in [false, true] {
            let out = laptop.path(if zip { "b.zip" } else { "b" });
            let req = ExportBundle {
                out: out.display().to_string(),
                zip,
                only: Vec::new(),
                date: None,
                replace: false,
                ..ExportBundle::default()
            };
            let view = laptop.export_bundle(&req, &mut Unwatched).unwrap().view;
            assert_eq!(view.left_out.len(), 1, "{harm}");
            assert_eq!(
                (view.left_out[0].nama_berkas.as_str(), view.left_out[0].subject_nama.as_str()),
                ("SK Wali Kota.pdf", "Kado")
            );
            assert!(Registry::verify_bundle(&out, None, &mut Unwatched).unwrap().is_valid(), "{harm}");
        }
        let gaps = fs::read_to_string(laptop.path("b/data/kekurangan.json")).unwrap();
        assert!(gaps.contains("SK Wali Kota.pdf") && gaps.contains("\"bytes_"), "{harm}: {gaps}");
        let data = fs::read_to_string(laptop.path("b/data/registri.json")).unwrap();
        assert!(data.contains("SK Wali Kota.pdf"), "{harm}: told as left out");

        let out = laptop.path("kirim.prakarsa");
        let receipt = laptop.create_parcel(&out, false, &mut Unwatched).unwrap();
        assert_eq!((receipt.n_blob, receipt.left_out.len()), (1, 1), "{harm}");
        let other = Laptop::new(2);
        let view = other.accept(&out).unwrap();
        let notice = view.notices.iter().find(|it| it.code == NoticeCode::ParcelAbsent).unwrap();
        assert!(notice.args.iter().any(|it| it.value.contains("SK Wali Kota.pdf")), "{harm}: {notice:?}");
    }
}

#[test]
fn a_file_that_goes_on_changing_is_refused_and_one_that_comes_to_rest_is_taken() {
    for rest in [false, true] {
        let laptop = Laptop::new(1);
        let id = laptop.register("Kado");
        let file = laptop.file("pindaian.pdf", vec![7; 3 << 20]);
        let mut n = 0;
        let mut scanner = |_: WorkStep, _: &str, done: u64, _: u64| {
            if done == 0 && (n == 0 || !rest) {
                n += 1;
                let mut bytes = fs::read(&file).unwrap();
                bytes.extend([n; 1000]);
                fs::write(&file, bytes).unwrap();
            }
            true
        };
        let attached =
            laptop.attach_bukti(&key(&id, "SID-16"), std::slice::from_ref(&file), &BuktiFacts::default(), &mut scanner);
        if rest {
            attached.unwrap();
            assert_eq!(fs::read(blob(&laptop)).unwrap(), fs::read(&file).unwrap());
        } else {
            let error = attached.unwrap_err();
            assert_eq!((error.code, error.reason), (Code::Invalid, Reason::FileChanging), "{error}");
            assert!(error.to_string().contains("berubah saat disalin"), "{error}");
            assert_eq!(laptop.run_doctor(&mut Unwatched).unwrap().n_blob, 0);
        }
        assert!(!laptop.assert_healthy().remarks.iter().any(|it| it.code == NoticeCode::DoctorFileUnknown));
    }
}

#[test]
fn a_file_without_a_name_gets_one_and_a_second_name_is_told() {
    let laptop = Laptop::new(1);
    laptop.register("Kado");
    for (name, kept) in [("\u{200b}\u{2060}.pdf", "tanpa nama.pdf"), ("\u{200b}", "tanpa nama"), ("a.pdf", "a.pdf")] {
        laptop.attach("Kado", "SID-16", &laptop.file(name, format!("isi {kept}"))).unwrap();
        let view = laptop.show_inovasi("Kado").unwrap();
        let names: Vec<_> =
            view.assessment.indikator.iter().flat_map(|it| &it.bukti).map(|it| it.nama_berkas.clone()).collect();
        assert!(names.iter().any(|it| it == kept), "{names:?}");
    }
    let outcome = laptop.attach("Kado", "SID-17", &laptop.file("b.pdf", "isi a.pdf")).unwrap();
    let told = outcome.findings.iter().find(|it| it.code == FindingCode::BytesKnown).unwrap();
    let args: Vec<_> = told.args.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(args, ["b.pdf", "a.pdf"]);
}

#[test]
fn the_command_line_mends_and_tells() {
    let (mut laptop, file) = laptop();
    let blob = blob(&laptop);
    laptop.close();
    let folder = laptop.folder();
    fs::write(&blob, "XX").unwrap();
    let shown = cli::done(&folder, ["--json", "show", "Kado"]).json();
    let bukti = |it: &serde_json::Value| {
        let all = it["assessment"]["indikator"].as_array().unwrap().iter();
        all.flat_map(|it| it["bukti"].as_array().unwrap())
            .map(|it| it["present"].as_bool().unwrap())
            .collect::<Vec<_>>()
    };
    assert_eq!(bukti(&shown), [false]);
    let ended = cli::run(&folder, ["findings", "Kado"]);
    assert!(ended.stdout.contains("Isi berkas SK Wali Kota.pdf rusak"), "{ended:?}");
    let ended = cli::run(&folder, ["doctor"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stdout.contains("SK Wali Kota.pdf (Kado)"), "{ended:?}");
    let empty = laptop.path("kosong");
    fs::create_dir(&empty).unwrap();
    let ended = cli::run(&folder, ["mend".as_ref(), empty.as_os_str()]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let ended = cli::done(&folder, ["mend".as_ref(), file.parent().unwrap().as_os_str()]);
    assert!(ended.stdout.contains("1 bukti lengkap lagi"), "{ended:?}");
    fs::write(&blob, "XX").unwrap();
    let ended = cli::done(&folder, ["attach".as_ref(), "Kado".as_ref(), "SID-16".as_ref(), file.as_os_str()]);
    assert!(ended.stderr.contains("Berkas yang rusak diperbaiki"), "{ended:?}");
    cli::done(&folder, ["doctor"]);
    let shown = cli::done(&folder, ["--json", "show", "Kado"]).json();
    assert_eq!(bukti(&shown), [true]);
}
