//! A bundle in volumes, for an assessor, and without what photos tell.

use std::{fs, path::Path};

use domain::core::notice::NoticeCode;
use registry::{Code, ExportBundle, Reason, Registry, progress::Unwatched, view::VerifyView};

use domain::submission::bag::BagAnswer;

use super::{fixed, outside, taken_in::seal, unpack, wanted};
use crate::kit::{Laptop, picture::jpeg, tree};

fn verify(path: &Path) -> VerifyView {
    Registry::verify_bundle(path, None, &mut Unwatched).unwrap()
}

/// A registry whose files fill three volumes of 1 MB.
pub(super) fn large() -> Laptop {
    let laptop = fixed();
    for n in 0..4 {
        let film = laptop.file(&format!("film-{n}.mp4"), vec![n; 450_000]);
        laptop.attach("Kado Mbak Ita", "SID-18", &film).unwrap();
    }
    laptop
}

#[test]
fn a_bundle_in_volumes_is_several_bags_that_know_each_other() {
    let laptop = large();
    let req = |name: &str, zip| ExportBundle { volume_mb: Some(1), ..wanted(&laptop.path(name), zip) };
    let export = |req: &ExportBundle| laptop.export_bundle(req, &mut Unwatched).unwrap().view;
    let receipt = export(&req("bagian", false));
    assert!(receipt.n_volume >= 3, "{receipt:?}");
    let folder = laptop.path("bagian");
    let names: Vec<String> =
        (1..=receipt.n_volume).map(|n| format!("bagian-{n:02}-dari-{:02}", receipt.n_volume)).collect();
    for (at, name) in names.iter().enumerate() {
        let files = tree(&folder.join(name));
        let size: usize = files.values().map(Vec::len).sum();
        assert!(size <= 1_000_000, "{name}: {size}");
        assert_eq!(files.contains_key("data/index.html"), at == 0, "pages lie in the first");
        let view = verify(&folder.join(name));
        assert!(view.is_valid(), "{:#?}", view.faults);
        assert_eq!(view.remarks.iter().map(|it| it.code.name()).collect::<Vec<_>>(), ["bag_volume_alone"]);
        assert!(outside::judge(&[&folder.join(name)])[0].0);
    }
    let view = verify(&folder);
    assert!(view.is_valid() && view.remarks.is_empty(), "{view:#?}");
    assert_eq!((view.n_file, view.code.as_ref()), (receipt.n_file, Some(&receipt.code)));
    // In how many parts it is carried changes nothing of what it says.
    laptop.export_bundle(&wanted(&laptop.path("utuh"), false), &mut Unwatched).unwrap();
    let data = |it: &Path| fs::read(it.join("data/registri.json")).unwrap();
    assert!(data(&laptop.path("utuh")) == data(&folder.join(&names[0])));
    // The first carries the code, which covers the others.
    let held = |path: &Path| Registry::verify_bundle(path, Some(&receipt.code), &mut Unwatched).unwrap();
    assert!(held(&folder).is_valid() && held(&folder.join(&names[0])).code_fits == Some(true));
    let other = held(&folder.join(&names[1]));
    assert_eq!((other.answer, other.faults[0].code.name()), (BagAnswer::CannotJudge, "bag_code_in_first"));
    let info = folder.join(&names[1]).join("bag-info.txt");
    seal(&folder.join(&names[1]), "data/ro-crate-metadata.json", "{}");
    assert!(fs::read_to_string(info).unwrap().contains("Bag-Count: 2 of "));
    let altered = held(&folder);
    assert_eq!((altered.is_valid(), altered.faults[0].code.name()), (false, "bag_volume_foreign"));
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(export(&req("bagian", false)), receipt);

    // As zips, unpacked beside each other, it is the same.
    export(&req("zip", true));
    assert!(verify(&laptop.path("zip")).is_valid());
    for name in &names {
        unpack(&laptop.path("zip").join(format!("{name}.zip")), &laptop.path("terbuka").join(name));
    }
    assert!(tree(&laptop.path("terbuka")) == tree(&folder));
    export(&req("lagi", true));
    assert!(tree(&laptop.path("lagi")) == tree(&laptop.path("zip")), "equal bytes");

    // Every link of the pages leads to a file, across volumes too.
    let files = tree(&folder);
    let mut across = 0;
    for (path, bytes) in files.iter().filter(|it| it.0.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        for link in page.split("href=\"").skip(1).filter_map(|it| it.split('"').next()) {
            let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
            for part in link.split('/') {
                if part == ".." {
                    parts.pop().unwrap();
                } else {
                    parts.push(part);
                }
            }
            let target = parts.join("/");
            assert!(files.contains_key(&target), "{path}: {link}");
            across += usize::from(target.split('/').next() != path.split('/').next());
        }
    }
    assert!(across >= 3, "{across}");

    // One that is missing, changed, or of another bundle is told.
    let codes = |view: &VerifyView| view.faults.iter().map(|it| it.code.name()).collect::<Vec<_>>();
    fs::rename(folder.join(&names[1]), laptop.path("hilang")).unwrap();
    let view = verify(&folder);
    assert!(!view.is_valid());
    assert_eq!(codes(&view), ["bag_volume_missing"]);
    laptop.choose("Kado Mbak Ita", "SID-16", 1).unwrap();
    export(&req("lain", false));
    fs::rename(laptop.path("lain").join(&names[1]), folder.join(&names[1])).unwrap();
    assert_eq!(codes(&verify(&folder)), ["bag_volume_foreign", "bag_volume_missing"]);
}

#[test]
fn what_fits_into_no_volume_is_refused_before_anything_is_written() {
    let laptop = fixed();
    laptop.attach("Kado Mbak Ita", "SID-18", &laptop.file("film.mp4", vec![1; 3 << 20])).unwrap();
    let req = |mb| ExportBundle { volume_mb: Some(mb), ..wanted(&laptop.path("bagian"), false) };
    let error = laptop.export_bundle(&req(2), &mut Unwatched).unwrap_err();
    assert_eq!((error.code, error.reason), (Code::Invalid, Reason::VolumeTooSmall));
    assert!(!laptop.path("bagian").exists());
    // The sentence says how large it has to be: that is enough.
    let mb = error.args.iter().find(|it| it.0 == "mb").unwrap().1.parse().unwrap();
    laptop.export_bundle(&req(mb), &mut Unwatched).unwrap();
}

#[test]
fn an_assessor_sees_what_is_claimed_and_nothing_of_the_work_on_it() {
    let mut words = Vec::new();
    let (laptop, _) = super::whole::full(&mut |name| {
        let word = format!("unik{}", name.replace('_', ""));
        words.push(word.clone());
        word
    });
    let out = laptop.path("penilai");
    let req = ExportBundle { for_assessor: true, ..wanted(&out, false) };
    laptop.export_bundle(&req, &mut Unwatched).unwrap();
    let files = tree(&out);
    let all: String = files.values().map(|it| String::from_utf8_lossy(it).into_owned()).collect();
    let hidden = ["unikpenyusun", "unikverifikator", "unikputusan", "unikpengantar"];
    for word in hidden {
        assert!(words.iter().any(|it| it == word), "{word} is written down");
        assert!(!all.contains(word), "{word} is told");
    }
    for word in words.iter().filter(|it| !hidden.contains(&it.as_str())) {
        assert!(all.contains(word.as_str()), "{word} is missing");
    }
    assert!(!files.keys().any(|it| it.contains("kekurangan")) && !all.contains("kekurangan.html"));
    assert!(all.contains("\"internal\""), "that it stays out is told");
    assert!(verify(&out).is_valid() && outside::judge(&[&out])[0].0);
}

#[test]
fn photos_in_a_bundle_tell_nothing_unless_that_is_wanted() {
    let laptop = fixed();
    let photo = jpeg("2025:06:01 10:20:30");
    laptop.attach("Kado Mbak Ita", "SID-19", &laptop.file("kegiatan.jpg", photo.clone())).unwrap();
    let written = |name: &str, with_traces| {
        let req = ExportBundle { with_traces, ..wanted(&laptop.path(name), false) };
        laptop.export_bundle(&req, &mut Unwatched).unwrap();
        let files = tree(&laptop.path(name));
        let photo = files.iter().find(|it| it.0.ends_with("kegiatan.jpg")).unwrap().1.clone();
        (photo, String::from_utf8(files["data/registri.json"].clone()).unwrap(), laptop.path(name))
    };
    let (kept, data, _) = written("utuh", true);
    assert!(kept == photo && !data.contains("\"cleaned\": true"));
    let (clean, data, out) = written("bersih", false);
    assert!(clean.len() < photo.len());
    let traces = exchange::bukti::picture::traces(std::io::Cursor::new(&clean)).unwrap();
    assert!(traces.is_empty(), "{traces:?}");
    assert!(data.contains("\"cleaned\": true"));
    assert!(verify(&out).is_valid() && outside::judge(&[&out])[0].0);
    let page = fs::read_to_string(out.join("data/bukti.html")).unwrap();
    assert!(page.contains("tanpa lokasi dan nama pemotret"), "that it is a copy is told");
}

/// What is kept beside a photo is of this copy alone and may be lost or garbled: nobody
/// knows then what it tells, which is not that it tells nothing.
#[test]
fn a_photo_of_which_nobody_knows_what_it_tells_leaves_clean_too() {
    let mut laptop = fixed();
    laptop.attach("Kado Mbak Ita", "SID-19", &laptop.file("kegiatan.jpg", jpeg("2025:06:01 10:20:30"))).unwrap();
    laptop.attach("Kado Mbak Ita", "SID-19", &laptop.file("surat.pdf", b"%PDF-1.7")).unwrap();
    let told = |laptop: &Laptop| -> Vec<(String, String)> {
        let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
        let sql = "SELECT sha256, content FROM blob_content UNION ALL SELECT sha256, traces FROM blob_traces";
        let mut rows = database.prepare(sql).unwrap();
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(|it| it.unwrap()).collect()
    };
    let before = told(&laptop);
    for (n, sql) in [
        "DELETE FROM blob_traces",
        "UPDATE blob_traces SET traces = '{}'",
        "UPDATE blob_traces SET traces = '{\"thumbnail\":false,\"cleanable\":false}'",
        "UPDATE blob_traces SET traces = 'x' || traces",
        "UPDATE blob_traces SET traces = 'null'",
        "UPDATE blob_content SET content = 'z' || content",
        "DELETE FROM blob_content; DELETE FROM blob_traces",
    ]
    .iter()
    .enumerate()
    {
        laptop.close();
        let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
        database.execute_batch(sql).unwrap();
        drop(database);
        laptop.open().unwrap();
        let out = laptop.path(&format!("bersih {n}"));
        let reading = Registry::open_to_read(&laptop.folder(), Box::new(registry::SystemEnv)).unwrap();
        reading.export_bundle(&wanted(&out, false), &mut Unwatched).unwrap();
        let files = tree(&out);
        let photo = files.iter().find(|it| it.0.ends_with("kegiatan.jpg")).unwrap().1;
        let traces = exchange::bukti::picture::traces(std::io::Cursor::new(photo)).unwrap();
        assert!(traces.is_empty(), "{sql}: {traces:?}");
        assert!(verify(&out).is_valid(), "{sql}");
        // It is told without blame, and read again where that can be kept.
        let unseen = |it: &Registry| {
            let view = it.run_doctor(&mut Unwatched).unwrap();
            assert!(view.healthy, "{sql}: {:?}", view.problems);
            view.remarks.iter().any(|it| it.code == NoticeCode::DoctorUnseen)
        };
        assert!(unseen(&reading), "{sql}");
        drop(reading);
        laptop.look_at_bukti(&mut Unwatched).unwrap();
        assert!(!unseen(&laptop), "{sql}");
        assert_eq!(told(&laptop), before, "{sql}");
    }
}

#[test]
fn reports_lie_in_the_folders_that_they_are_about() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    let req = ExportBundle { reports: true, ..wanted(&out, false) };
    let code = laptop.export_bundle(&req, &mut Unwatched).unwrap().view.code;
    for path in ["data/buku-inovasi.pdf", "data/01-nama-aneh/profil.pdf", "data/02-kado-mbak-ita/profil.pdf"] {
        assert!(fs::read(out.join(path)).unwrap().starts_with(b"%PDF"), "{path}");
    }
    let page = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    assert!(page("data/index.html").contains("href=\"buku-inovasi.pdf\""));
    assert!(page("data/02-kado-mbak-ita/profil.html").contains("href=\"profil.pdf\""));
    assert!(verify(&out).is_valid() && outside::judge(&[&out])[0].0);
    // The code covers them; equal dates give equal bytes.
    assert_ne!(super::bundle(&laptop, &laptop.path("tanpa"), false).unwrap().code, code);
    let again = ExportBundle { out: laptop.path("lagi").display().to_string(), ..req };
    laptop.export_bundle(&again, &mut Unwatched).unwrap();
    assert!(tree(&out) == tree(&laptop.path("lagi")));
}
