//! A bundle that is looked into: shown like a registry, by whoever has it, proved or not, and
//! nothing of it gets into a registry of his.

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::submission::bag::BagAnswer;
use registry::{
    Env, ExportBundle, ListInovasi, NoticeCode, Reason, Registry, Result, TerminalEnv,
    progress::{Unwatched, Watch, WorkStep},
    view::LookedBundleView,
};
use serde_json::{Value, json};

use super::{apart::large, bundle, fixed, taken_in::seal, unpack, wanted, whole};
use crate::kit::{Laptop, NOON, assert_same, cli, root, tree};

/// A machine whose temporary things lie where a test can look.
struct Machine(PathBuf);

impl Env for Machine {
    fn now_ms(&self) -> i64 {
        NOON
    }

    fn fresh_id(&self) -> uuid::Uuid {
        TerminalEnv::default().fresh_id()
    }

    fn place(&self, _: &Path) -> String {
        "machine".into()
    }

    fn temporary(&self) -> Vec<PathBuf> {
        vec![self.0.clone()]
    }
}

pub fn look(laptop: &Laptop, path: &Path) -> Result<Registry> {
    Registry::look_into_bundle(path, &Machine(laptop.path("sementara")), &mut Unwatched)
}

/// What lies in the place of temporary things.
fn left(laptop: &Laptop) -> usize {
    fs::read_dir(laptop.path("sementara")).map_or(0, Iterator::count)
}

pub fn told(then: &Registry) -> LookedBundleView {
    then.show_registry().unwrap().looked_at.unwrap().bundle.unwrap()
}

fn names(then: &Registry) -> Vec<String> {
    let all = ListInovasi { limit: 9, ..ListInovasi::default() };
    then.list_inovasi(&all).unwrap().rows.into_iter().map(|it| it.nama).collect()
}

/// Every bukti of the inovasi that `fixed` makes: its name, and whether its bytes are there.
fn bukti(then: &Registry) -> Vec<(String, bool)> {
    let id = then.find_inovasi("Kado Mbak Ita").unwrap();
    let answers = then.show_inovasi(id).unwrap().assessment.indikator;
    answers.into_iter().flat_map(|it| it.bukti).map(|it| (it.nama_berkas, it.present)).collect()
}

#[test]
fn a_bundle_is_shown_like_a_registry_and_ends_without_a_trace() {
    let laptop = large();
    let whole = bundle(&laptop, &laptop.path("utuh"), false).unwrap();
    for (name, volume_mb, zip, part) in [
        ("bundel", None, false, ""),
        ("bundel.zip", None, true, ""),
        ("bagian", Some(1), false, ""),
        ("zip", Some(1), true, ""),
        ("lepas", Some(1), false, "bagian-01-dari-03"),
        ("lepas-zip", Some(1), true, "bagian-02-dari-03.zip"),
    ] {
        let out = laptop.path(name);
        laptop.export_bundle(&ExportBundle { volume_mb, ..wanted(&out, zip) }, &mut Unwatched).unwrap();
        let before = tree(&laptop.path("."));
        let given = if part.is_empty() { out.clone() } else { out.join(part) };
        let then = look(&laptop, &given).unwrap();
        let shown = told(&then);
        assert_eq!((shown.verify.answer, shown.n_missing), (BagAnswer::Valid, 0), "{name}: {shown:?}");
        assert_eq!(shown.verify.code.as_ref().is_some_and(|it| *it == whole.code), volume_mb.is_none(), "{name}");
        let registry = then.show_registry().unwrap();
        assert_eq!((registry.pemda_nama.as_str(), registry.person.as_str()), ("Kota Semarang", "Petugas 1"));
        assert!(registry.looked_at.unwrap().at.starts_with("2026-11-22T12:00"));
        assert_eq!(registry.folder, given.display().to_string(), "no path of temporary things is shown");

        // Every screen has something to show, and the same as there.
        assert_eq!(names(&then), names(&laptop));
        assert_eq!(then.standing("iga-2026").unwrap(), laptop.standing("iga-2026").unwrap());
        assert_eq!(bukti(&then), bukti(&laptop));
        let id = then.find_inovasi("Kado Mbak Ita").unwrap();
        assert!(!then.show_history(registry::Subject::Inovasi(id), Some("nama")).unwrap().is_empty());
        assert!(then.show_beranda().is_ok() && then.show_portal().is_ok() && then.list_findings().is_ok());
        assert!(!then.show_submission().unwrap().closed);
        let again = bundle_of(&then, &laptop.path(&format!("lagi-{name}")));
        assert_eq!(again, whole.fingerprint, "{name}: every value and every file");

        // A file opens with its bytes.
        let answers = then.show_inovasi(id).unwrap().assessment.indikator;
        let sk = answers.iter().flat_map(|it| &it.bukti).find(|it| it.nama_berkas == "SK Wali Kota.PDF").unwrap();
        let copy = then.open_bukti(sk.id, &laptop.path("terbuka")).unwrap();
        assert_eq!(fs::read(copy.path).unwrap(), crate::kit::pdf("SK 050/12"));

        // Nothing is written, whatever door is tried.
        let refused = |error: registry::Error| assert_eq!(error.reason, Reason::BundleReadOnly, "{name}");
        refused(then.register_inovasi("Tidak jadi").unwrap_err());
        refused(then.begin_year("iga-2026").unwrap_err());
        refused(then.import_registry(&out, true, &mut Unwatched).unwrap_err());
        refused(then.keep_snapshot("Tidak", &mut Unwatched).unwrap_err());
        refused(then.undo().unwrap_err());
        let file = laptop.file("baru.pdf", crate::kit::pdf("baru"));
        let key = crate::kit::key(id, "bimtek");
        refused(then.attach_bukti(&key, &[file], &Default::default(), &mut Unwatched).unwrap_err());

        assert_eq!(left(&laptop), 2, "a folder and the file that says whose it is");
        drop(then);
        assert_eq!(left(&laptop), 0, "{name}");
        // As the refusal says, it can be taken in at home.
        let mut after = tree(&laptop.path("."));
        after.retain(|it, _| before.contains_key(it));
        assert!(after == before, "{name}: nothing of the person's has changed");
        let home = Laptop::new(2);
        assert_eq!(home.import_registry(&given, true, &mut Unwatched).unwrap().view.n_new, 2, "{name}");
    }
}

fn bundle_of(then: &Registry, out: &Path) -> String {
    then.export_bundle(&wanted(out, false), &mut Unwatched).unwrap().view.fingerprint
}

#[test]
fn what_is_full_of_everything_is_shown_whole() {
    let (laptop, _) = whole::full(&mut |name| name.into());
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let then = look(&laptop, &out).unwrap();
    assert_eq!(names(&then), names(&laptop));
    let files = |out: &Path| tree(out).into_keys().filter(|it| it.ends_with(".pdf")).collect::<Vec<_>>();
    bundle_of(&then, &laptop.path("lagi"));
    assert_eq!(files(&laptop.path("lagi")), files(&out));
}

#[test]
fn a_bundle_that_is_not_sound_is_shown_and_says_what_is_wrong() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let sound = bukti(&look(&laptop, &out).unwrap());
    let file = out.join("data/02-kado-mbak-ita/16-regulasi-inovasi-daerah/01-sk-wali-kota.pdf");
    let bytes = fs::read(&file).unwrap();
    let looked = |n_missing: u32, code: NoticeCode| {
        let then = look(&laptop, &out).unwrap();
        let shown = told(&then);
        assert_eq!((shown.verify.answer, shown.n_missing), (BagAnswer::NotValid, n_missing), "{shown:?}");
        assert!(shown.verify.faults.iter().any(|it| it.code == code), "{:?}", shown.verify.faults);
        assert_eq!(names(&then).len(), 2);
        then
    };
    // Bytes that were changed are shown as they lie there.
    fs::write(&file, crate::kit::pdf("SK palsu")).unwrap();
    looked(0, NoticeCode::BagDigestWrong);
    // A file that is gone is known, and missing.
    fs::remove_file(&file).unwrap();
    let then = looked(1, NoticeCode::BagFileMissing);
    let gone: Vec<_> = sound.iter().map(|it| (it.0.clone(), it.1 && it.0 != "SK Wali Kota.PDF")).collect();
    assert_eq!(bukti(&then), gone);
    drop(then);
    fs::write(&file, bytes).unwrap();
    // A value that was changed is shown as it is told.
    let registri = out.join("data/registri.json");
    let text = fs::read_to_string(&registri).unwrap();
    fs::write(&registri, text.replace("050/12", "050/13")).unwrap();
    looked(0, NoticeCode::BagDigestWrong);
    fs::write(&registri, &text).unwrap();
    assert_eq!(told(&look(&laptop, &out).unwrap()).verify.answer, BagAnswer::Valid);
    // A volume without the others shows what it has.
    let parts = laptop.path("bagian");
    let large = large();
    large.export_bundle(&ExportBundle { volume_mb: Some(1), ..wanted(&parts, false) }, &mut Unwatched).unwrap();
    fs::remove_dir_all(parts.join("bagian-02-dari-03")).unwrap();
    let then = look(&laptop, &parts.join("bagian-01-dari-03")).unwrap();
    let shown = told(&then);
    assert!(shown.verify.faults.iter().any(|it| it.code == NoticeCode::BagVolumeMissing) && shown.n_missing > 0);
    assert_eq!(names(&then).len(), 2);
    drop(then);

    // What cannot be read at all is refused, and nothing stays behind.
    let katalog = out.join("data/katalog.json");
    let text = fs::read_to_string(&katalog).unwrap();
    let nameless = text.replacen("\"Kado Mbak Ita\"", "\"\"", 1);
    let (strange, long) = (text.replacen("\"inovasi\"", "\"temuan\"", 1), "a".repeat(100_000));
    assert!(nameless != text && strange != text);
    for (broken, reason) in [
        ("[[[[", Reason::BundleDataBroken),
        (nameless.as_str(), Reason::BundleDataBroken),
        (&strange, Reason::BundleDataBroken),
        (&text.replacen("Kado Mbak Ita", &long, 1), Reason::BundleValueRefused),
    ] {
        fs::write(&katalog, broken).unwrap();
        let error = look(&laptop, &out).err().unwrap();
        assert_eq!(error.reason, reason, "{error}");
        let told = error.to_string();
        assert!(!told.contains("inovasi[") && !told.contains("expected") && !told.contains("temuan"), "{told}");
        crate::refusals::assert_sentence(&error);
    }
    fs::remove_file(&katalog).unwrap();
    let error = look(&laptop, &out).err().unwrap();
    assert!(
        error.reason == Reason::BundleDataUnreadable && error.to_string().contains("tidak ada di dalamnya"),
        "{error}"
    );
    let zip = laptop.path("potong.zip");
    bundle(&laptop, &zip, true).unwrap();
    let bytes = fs::read(&zip).unwrap();
    fs::write(&zip, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(look(&laptop, &zip).err().map(|it| it.reason), Some(Reason::BundleNotProved));
    assert_eq!(look(&laptop, &laptop.path("tidak-ada")).err().map(|it| it.reason), Some(Reason::FileMissing));
    assert_eq!(left(&laptop), 0);
}

#[test]
fn what_is_no_bundle_of_ours_is_refused_in_words() {
    let laptop = fixed();
    let refused = |path: &Path| {
        let reason = look(&laptop, path).err().map(|it| it.reason);
        assert_eq!(left(&laptop), 0);
        reason
    };
    let foreign = laptop.path("asing");
    fs::create_dir_all(foreign.join("data")).unwrap();
    fs::write(foreign.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    fs::write(foreign.join("data/a.txt"), "a").unwrap();
    let digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    fs::write(foreign.join("manifest-sha256.txt"), format!("{digest}  data/a.txt\n")).unwrap();
    assert!(Registry::verify_bundle(&foreign, None, &mut Unwatched).unwrap().is_valid());
    assert_eq!(refused(&foreign), Some(Reason::BundleForeign));
    let home = Laptop::new(2);
    let before = home.dump();
    assert_eq!(home.import_registry(&foreign, false, &mut Unwatched).unwrap_err().reason, Reason::BundleForeign);
    assert_same(&before, &home.dump(), "nothing of a foreign bag");

    let old = root().join("tests/submission/version-1/bundel.zip");
    assert_eq!(refused(&old), Some(Reason::BundleOlder));
    let out = laptop.path("penilai");
    laptop.export_bundle(&ExportBundle { for_assessor: true, ..wanted(&out, false) }, &mut Unwatched).unwrap();
    assert_eq!(refused(&out), Some(Reason::BundleForAssessor));
    // What is no bag at all, each by its name, and taken in no more than looked into.
    fs::create_dir(laptop.path("kosong")).unwrap();
    fs::create_dir_all(laptop.path("unduhan/foto")).unwrap();
    laptop.file("unduhan/foto/a.jpg", "a");
    let parcel = laptop.path("paket.prakarsa");
    laptop.create_parcel(&parcel, false, &mut Unwatched).unwrap();
    fs::copy(&parcel, laptop.path("paket.zip")).unwrap();
    for (path, reason) in [
        (laptop.path("kosong"), Reason::BundleFolderEmpty),
        (laptop.path("unduhan"), Reason::BundleNone),
        (laptop.folder(), Reason::BundleIsRegistry),
        (laptop.path("paket.zip"), Reason::BundleIsParcel),
        (parcel, Reason::BundleIsParcel),
    ] {
        assert_eq!(refused(&path), Some(reason), "{}", path.display());
        let ended = cli::run(&laptop.path("tidak-ada"), ["--bundle", path.to_str().unwrap(), "list"]);
        assert!(ended.code == Some(3) && !ended.stderr.contains("program lain"), "{ended:?}");
    }
    let taken = home.import_registry(&laptop.path("paket.zip"), false, &mut Unwatched).unwrap_err().reason;
    assert_eq!(taken, Reason::BundleIsParcel);
    home.accept_parcel(&laptop.path("paket.prakarsa"), true, &mut Unwatched).unwrap();
    // Those of 2.0 are looked into as those of today.
    for name in ["bundel.zip", "bagian", "bagian/bagian-01-dari-03.zip"] {
        let then = look(&laptop, &root().join("tests/submission/version-2").join(name)).unwrap();
        assert!(!names(&then).is_empty() && told(&then).verify.is_valid(), "{name}");
    }
}

#[test]
fn a_bundle_that_means_harm_reaches_nothing() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let secret = laptop.file("rahasia.txt", "rahasia");
    let registri = out.join("data/registri.json");
    let text = fs::read_to_string(&registri).unwrap();
    let with = |key: &str, value: &Value| {
        let mut data: Value = serde_json::from_str(&text).unwrap();
        data["inovasi"][1]["answers"][0]["bukti"][0][key] = value.clone();
        data["inovasi"][1]["answers"][1]["bukti"][0][key] = value.clone();
        data.to_string()
    };
    for path in ["bagit.txt", "../rahasia.txt", "data/../../rahasia.txt", secret.to_str().unwrap(), "/etc/passwd"] {
        // Changed by hand it is shown, without what lies elsewhere; sealed again it is refused.
        fs::write(&registri, with("path", &json!(path))).unwrap();
        let then = look(&laptop, &out).unwrap();
        assert_eq!((told(&then).verify.answer, told(&then).n_missing), (BagAnswer::NotValid, 1), "{path}");
        assert!(bukti(&then).iter().all(|it| !it.1 || it.0 == "daftar.exe"), "{path}: {:?}", bukti(&then));
        drop(then);
        seal(&out, "data/registri.json", &with("path", &json!(path)));
        assert_eq!(look(&laptop, &out).err().map(|it| it.reason), Some(Reason::BundleBuktiOther), "{path}");
        seal(&out, "data/registri.json", &text);
    }
    for (key, value) in [("nomor", json!("9".repeat(100_000))), ("tentang", json!("a\u{0}b"))] {
        seal(&out, "data/registri.json", &with(key, &value));
        assert!(look(&laptop, &out).is_err(), "{key}");
    }
    for pointer in ["/instrument/id", "/penyusun"] {
        let mut data: Value = serde_json::from_str(&text).unwrap();
        *data.pointer_mut(pointer).unwrap() = json!("a\u{0}\u{202e}b");
        seal(&out, "data/registri.json", &data.to_string());
        assert!(look(&laptop, &out).is_err(), "{pointer}");
    }
    assert_eq!(left(&laptop), 0);
    seal(&out, "data/registri.json", &text);
    assert!(look(&laptop, &out).is_ok());
}

#[test]
fn a_look_that_is_stopped_or_died_leaves_nothing() {
    let laptop = large();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let env = Machine(laptop.path("sementara"));
    let mut n_step = 0;
    let mut count = |_: WorkStep, _: &str, _: u64, _: u64| {
        n_step += 1;
        true
    };
    drop(Registry::look_into_bundle(&out, &env, &mut count).unwrap());
    assert!(n_step > 4, "an officer sees it move");
    for stop in (0..n_step).step_by(3) {
        let mut more = stop;
        let mut watch = |_: WorkStep, _: &str, _: u64, _: u64| {
            more -= 1;
            more >= 0
        };
        let watch: &mut dyn Watch = &mut watch;
        let stopped = Registry::look_into_bundle(&out, &env, watch).err().map(|it| it.reason);
        assert_eq!(stopped, Some(Reason::Cancelled), "step {stop}");
        assert_eq!(left(&laptop), 0, "stopped at step {stop}");
    }
    // As a kill leaves it: the folder, and a file that nobody holds.
    let dead = env.0.join("prakarsa-1-0");
    fs::create_dir_all(dead.join("registri")).unwrap();
    fs::write(dead.join("registri/registry.sqlite3"), "x").unwrap();
    fs::write(env.0.join("prakarsa-1-0.lock"), "").unwrap();
    drop(look(&laptop, &out).unwrap());
    assert_eq!(left(&laptop), 0);
}

#[test]
fn the_command_line_looks_into_a_bundle_without_any_registry() {
    let laptop = fixed();
    let out = laptop.path("bundel.zip");
    bundle(&laptop, &out, true).unwrap();
    let nowhere = laptop.path("tidak-ada");
    let of = |path: &Path, args: &[&str]| {
        cli::run(&nowhere, ["--bundle", path.to_str().unwrap()].iter().chain(args).copied().collect::<Vec<_>>())
    };
    let list = of(&out, &["list", "--json"]);
    assert_eq!((list.code, list.stderr.as_str()), (Some(0), ""), "{list:?}");
    assert_eq!(list.json()["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(of(&out, &["score", "--json"]).json()["iid"], "1.60");
    assert_eq!(of(&out, &["findings"]).code, Some(1), "blocking findings are told as elsewhere");
    assert!(of(&out, &["show", "Kado Mbak Ita"]).stdout.contains("SID-16"));
    for words in [&["register", "Baru"][..], &["init", "--pemda", "Kota Baru", "--kode", "33.74", "--person", "Sri"]] {
        let refused = of(&out, words);
        assert!(refused.code == Some(3) && refused.stderr.contains("hanya dapat dibaca"), "{refused:?}");
    }
    assert_eq!(of(&out, &["--snapshot", "x", "list"]).code, Some(2));
    assert!(!nowhere.exists());

    let folder = laptop.path("bundel");
    unpack(&out, &folder);
    fs::write(folder.join("data/index.html"), "diubah").unwrap();
    let touched = of(&folder, &["list"]);
    assert!(touched.code == Some(3) && touched.stdout.contains("Kado Mbak Ita"), "{touched:?}");
    assert!(touched.stderr.contains("Tidak sah") && touched.stderr.contains("data/index.html"), "{touched:?}");
    // What is of one's own copy is not of a bundle.
    for word in ["role", "person"] {
        let refused = of(&out, &[word]);
        assert!(refused.code == Some(3) && refused.stderr.contains("tanpa --bundle"), "{refused:?}");
    }
    let none = of(&laptop.file("bukan.zip", "bukan"), &["list"]);
    assert!(none.code == Some(3) && none.stdout.is_empty(), "{none:?}");
}
