//! A paper and its bundle: what the code covers, and what is said without it.

use std::fs;

use domain::submission::{fingerprint::PaperCode, qr::Qr};
use image::{GrayImage, Luma};
use registry::{Reason, Registry, progress::Unwatched};

use super::{bundle, fixed, taken_in::seal};
use crate::kit::{Laptop, cli, tree};

#[test]
fn bundles_of_version_2_0_are_still_proved_and_say_what_their_code_covers() {
    let old = crate::kit::root().join("tests/submission/version-2");
    for (name, code, n_file) in [("bundel.zip", "C97-2AE-HGF", 15), ("bagian", "9AV-HBX-QD2", 19)] {
        let view = Registry::verify_bundle(&old.join(name), Some(code), &mut Unwatched).unwrap();
        assert!(view.is_valid() && view.code_fits == Some(true), "{name}: {view:#?}");
        assert_eq!(view.remarks.iter().map(|it| it.code.name()).collect::<Vec<_>>(), ["bag_code_of_data"]);
        assert_eq!((view.n_file, view.code.as_deref()), (n_file, Some(code)));
        let taken = Laptop::of_pemda(2, "Kota Semarang", "33.74");
        assert_eq!(taken.import_registry(&old.join(name), false, &mut Unwatched).unwrap().view.n_new, 1);
    }
}

#[test]
fn whoever_alters_a_bundle_and_seals_it_again_is_not_taken_for_the_office() {
    let laptop = fixed();
    let genuine = laptop.path("asli");
    let code = bundle(&laptop, &genuine, false).unwrap().code;
    let paths: Vec<String> = tree(&genuine).into_keys().filter(|it| it.starts_with("data/")).collect();
    assert!(paths.len() > 15);
    for path in &paths {
        let forged = laptop.path("palsu");
        bundle(&laptop, &forged, false).unwrap();
        let info = fs::read_to_string(forged.join("bag-info.txt")).unwrap();
        seal(&forged, path, "palsu");
        let held = |code: Option<&str>| Registry::verify_bundle(&forged, code, &mut Unwatched).unwrap();
        let (view, unheld) = (held(Some(&code)), held(None));
        assert_eq!((view.is_valid(), view.faults[0].code.name()), (false, "bag_code_other"), "{path}");
        // Without the paper nobody can tell; it is not said that it is the one.
        assert!(unheld.is_valid() && unheld.code_fits.is_none() && unheld.code.as_ref() != Some(&code));
        // Who leaves the code as it was is found out without any paper.
        let told = fs::read_to_string(forged.join("bag-info.txt")).unwrap();
        let old = told.replace(unheld.code.as_deref().unwrap(), &code);
        fs::write(forged.join("bag-info.txt"), &old).unwrap();
        fs::remove_file(forged.join("tagmanifest-sha256.txt")).unwrap();
        let view = held(None);
        assert_eq!((view.is_valid(), view.faults[0].code.name()), (false, "bag_code_wrong"), "{path}: {info}");
        fs::remove_dir_all(&forged).unwrap();
    }
    // One that says to be of an old BagIt, whose manifests need not name every file.
    let declared = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
    fs::write(genuine.join("bagit.txt"), declared).unwrap();
    fs::remove_file(genuine.join("tagmanifest-sha256.txt")).unwrap();
    fs::write(genuine.join("data/tamu.txt"), "x").unwrap();
    fs::write(genuine.join("manifest-md5.txt"), "9dd4e461268c8034f5c8564e155c67a6  data/tamu.txt\n").unwrap();
    let view = Registry::verify_bundle(&genuine, Some(&code), &mut Unwatched).unwrap();
    assert!(!view.is_valid() && view.faults.iter().any(|it| it.code.name() == "bag_code_wrong"), "{view:#?}");
}

#[test]
fn a_paper_and_its_bundle_know_each_other() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    let code = bundle(&laptop, &out, false).unwrap().code;
    assert!(fs::read_to_string(out.join("BUKA-INI.html")).unwrap().contains(&code));
    let held = |typed: &str| Registry::verify_bundle(&out, Some(typed), &mut Unwatched);
    for typed in [code.clone(), code.to_lowercase().replace('-', "")] {
        let view = held(&typed).unwrap();
        assert!(view.is_valid() && view.code_fits == Some(true), "{typed}: {:#?}", view.faults);
    }
    assert_eq!(Registry::verify_bundle(&out, None, &mut Unwatched).unwrap().code_fits, None);
    // The paper of another day, as its bundle says.
    laptop.choose("Kado Mbak Ita", "SID-16", 1).unwrap();
    let other = bundle(&laptop, &laptop.path("lain"), false).unwrap().code;
    let view = held(&other).unwrap();
    assert!(!view.is_valid() && view.code_fits == Some(false), "{view:#?}");
    assert_eq!((view.faults[0].code.name(), view.code), ("bag_code_other", Some(code.clone())));
    // A slip of the pen is told before anything is read.
    let last = if code.ends_with('0') { '1' } else { '0' };
    let slip = format!("{}{last}", &code[..code.len() - 1]);
    assert_eq!(held(&slip).unwrap_err().reason, Reason::BundleCodeMistyped);
    assert_eq!(held("bundel").unwrap_err().reason, Reason::BundleCodeMalformed);
    // A foreign bag has none.
    fs::remove_file(out.join("data/registri.json")).unwrap();
    let view = held(&code).unwrap();
    assert!(view.faults.iter().any(|it| it.code.name() == "bag_code_missing"), "{view:#?}");
}

#[test]
fn without_the_paper_it_is_not_said_to_be_what_was_sent_and_as_told_next_it_is() {
    let laptop = fixed();
    let out = laptop.path("bundel").display().to_string();
    let code = bundle(&laptop, &laptop.path("bundel"), false).unwrap().code;
    let said = |args: &[&str]| cli::done(&laptop.folder(), args).stdout;
    let alone = said(&["verify", &out]);
    assert!(alone.starts_with("Tidak berubah sejak disegel") && alone.contains("verify BUNDEL KODE"), "{alone}");
    let paired = said(&["verify", &out, &code]);
    assert!(paired.starts_with("Sah") && paired.contains(&code), "{paired}");
    assert!(said(&["--english", "verify", &out]).starts_with("Unchanged since"));
}

/// Whoever holds an empty field against a bundle has proved nothing.
#[test]
fn an_empty_code_is_no_proof() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    for typed in ["", " ", "\t", "-", "\u{200b}"] {
        let error = Registry::verify_bundle(&out, Some(typed), &mut Unwatched).unwrap_err();
        assert_eq!(error.reason, Reason::BundleCodeMalformed, "{typed:?}");
        crate::refusals::assert_sentence(&error);
        let ended = cli::run(&laptop.folder(), ["verify", &out.display().to_string(), typed]);
        assert!(ended.code == Some(3) && ended.stdout.is_empty(), "{typed:?}: {ended:?}");
    }
    assert!(Registry::verify_bundle(&out, None, &mut Unwatched).unwrap().is_valid());
}

/// A picture of the drawing on a paper, eight pixels a module.
fn photo(laptop: &Laptop, name: &str, paper: &str) -> String {
    let drawn = Qr::of(&paper.parse().unwrap()).unwrap();
    let mut picture = GrayImage::from_pixel(drawn.side * 8, drawn.side * 8, Luma([230]));
    for stroke in drawn.path.split('M').skip(1) {
        let numbers: Vec<u32> = stroke.split([' ', 'h', 'v']).take(3).map(|it| it.parse().unwrap()).collect();
        let (left, top, wide) = (numbers[0] * 8, numbers[1] * 8, numbers[2] * 8);
        (0..wide * 8).for_each(|at| picture.put_pixel(left + at % wide, top + at / wide, Luma([30])));
    }
    let path = laptop.path(name);
    picture.save(&path).unwrap();
    path.display().to_string()
}

#[test]
fn a_photo_of_the_paper_proves_by_the_whole_fingerprint() {
    let laptop = fixed();
    let out = laptop.path("bundel").display().to_string();
    let receipt = bundle(&laptop, &laptop.path("bundel"), false).unwrap();
    let (code, fingerprint) = (receipt.code, receipt.fingerprint);
    let ended = |args: &[&str]| cli::run(&laptop.folder(), args);
    let own = photo(&laptop, "surat.JPG", &fingerprint);
    let paired = ended(&["verify", &out, &own]);
    assert!(paired.code == Some(0) && paired.stdout.contains("seluruh sidiknya"), "{paired:?}");
    assert!(!paired.stdout.contains("sembilan huruf") && !paired.stdout.contains("Sembilan huruf"), "{paired:?}");
    let told = ended(&["verify", &out, &own, "--json"]).json();
    assert_eq!((&told["fingerprint_fits"], &told["fingerprint"]), (&true.into(), &fingerprint.as_str().into()));
    // Alone it says what it carries and what to do with it, which then works.
    let alone = ended(&["verify", &own]);
    assert!(alone.code == Some(4) && alone.stdout.contains(&format!("verify BUNDEL {fingerprint}")), "{alone:?}");
    assert!(ended(&["verify", &out, &fingerprint]).stdout.contains("seluruh sidiknya"));
    let told = ended(&["verify", &own, "--json"]).json();
    assert_eq!((&told["code"], &told["fingerprint"]), (&code.as_str().into(), &fingerprint.as_str().into()));
    // A paper of before has the code alone, and so has who types it: that is told.
    let before = photo(&laptop, "lama.jpg", &code);
    for paper in [&before, &code] {
        let short = ended(&["verify", &out, paper]);
        assert!(short.code == Some(0) && short.stdout.starts_with("Sah"), "{short:?}");
        assert!(
            short.stdout.contains("Siapa yang sengaja") && short.stdout.contains("verify BUNDEL FOTO"),
            "{short:?}"
        );
    }
    let alone = ended(&["verify", &before]);
    assert!(alone.code == Some(4) && alone.stdout.contains(&format!("verify BUNDEL {code}")), "{alone:?}");
    // The paper of another bundle, and a picture of none.
    let other = ended(&["verify", &out, &photo(&laptop, "lain.png", "ZVE-BN6-3P6")]);
    assert!(other.code == Some(3) && other.stdout.contains("ZVE-BN6-3P6"), "{other:?}");
    GrayImage::new(300, 300).save(laptop.path("kosong.png")).unwrap();
    let none = ended(&["verify", &out, &laptop.path("kosong.png").display().to_string()]);
    assert!(none.code == Some(3) && none.stderr.contains("Potret lagi"), "{none:?}");
    // What a sentence says helps: the code typed.
    let scan = laptop.file("surat.pdf", "%PDF-1.7").display().to_string();
    let refused = ended(&["verify", &out, &scan]);
    assert!(refused.code == Some(3) && refused.stderr.contains("ketik sembilan huruf"), "{refused:?}");
    // Any other word is a code, and judged as one.
    assert_eq!(ended(&["verify", &out, "bundel"]).code, Some(3));
}

/// Forty bits are worked out within hours, the others by nobody.
#[test]
fn a_bundle_that_was_made_to_have_the_code_is_found_out_by_the_fingerprint() {
    let laptop = fixed();
    let receipt = bundle(&laptop, &laptop.path("bundel"), false).unwrap();
    let last = if receipt.fingerprint.ends_with('0') { '1' } else { '0' };
    // What its paper carries is of another bundle with the same code.
    let paper = format!("{}{last}", &receipt.fingerprint[..63]);
    assert_eq!(paper.parse::<PaperCode>().unwrap().code().to_string(), receipt.code);
    let view = Registry::verify_bundle(&laptop.path("bundel"), Some(&paper), &mut Unwatched).unwrap();
    assert_eq!((view.is_valid(), view.code_fits, view.fingerprint_fits), (false, Some(false), Some(false)));
    assert_eq!(view.faults[0].code.name(), "bag_fingerprint_other");
    let out = laptop.path("bundel").display().to_string();
    let ended = cli::run(&laptop.folder(), ["verify", &out, &photo(&laptop, "surat.png", &paper)]);
    assert!(ended.code == Some(3) && ended.stdout.contains("sidik pada kertas lain"), "{ended:?}");
    // A slip in one of the two that stand behind each other is told before anything is read.
    let first = if receipt.fingerprint.starts_with('0') { '1' } else { '0' };
    let slip = format!("{} {first}{}", receipt.code, &receipt.fingerprint[1..]);
    let error = Registry::verify_bundle(&laptop.path("bundel"), Some(&slip), &mut Unwatched).unwrap_err();
    assert_eq!(error.reason, Reason::BundleCodeMistyped);
}

#[test]
fn a_paper_takes_only_a_code_that_is_one() {
    let laptop = fixed();
    let code = bundle(&laptop, &laptop.path("bundel"), false).unwrap().code;
    let out = laptop.path("surat-pengantar.pdf").display().to_string();
    let slip = format!("{}{}", &code[..code.len() - 1], if code.ends_with('0') { '1' } else { '0' });
    for (typed, told) in [(slip.as_str(), "salah ketik"), ("bundel", "bukan kode atau sidik bundel")] {
        let ended =
            cli::run(&laptop.folder(), ["report", "surat-pengantar", &out, "--set", &format!("kode_bundel={typed}")]);
        assert!(ended.code == Some(3) && ended.stderr.contains(told), "{typed}: {ended:?}");
    }
    let fingerprint = bundle(&laptop, &laptop.path("lagi"), false).unwrap().fingerprint;
    for (at, given) in [code, fingerprint].into_iter().enumerate() {
        let out = laptop.path(&format!("surat-pengantar-{at}.pdf")).display().to_string();
        cli::done(&laptop.folder(), ["report", "surat-pengantar", &out, "--set", &format!("kode_bundel={given}")]);
        assert!(fs::read(&out).unwrap().starts_with(b"%PDF"));
    }
}
