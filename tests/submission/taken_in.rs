//! A bundle taken in by another registry: what it says and what it brings, or nothing.

use std::{fs, path::Path};

use domain::submission::fingerprint::BundleCode;
use jsonschema::validator_for;
use registry::{ExportBundle, Reason, progress::Unwatched, view::ImportView};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{apart::large, bundle, fixed, wanted, whole};
use crate::kit::{Laptop, assert_same, read, tree};

fn import(laptop: &Laptop, path: &Path, dry_run: bool) -> registry::Result<ImportView> {
    Ok(laptop.import_registry(path, dry_run, &mut Unwatched)?.view)
}

/// A registry of nobody yet, in which the same person works.
fn other(like: &Laptop) -> Laptop {
    let other = Laptop::new(2);
    other.set_person(&like.show_registry().unwrap().person).unwrap();
    other
}

#[test]
fn another_registry_makes_the_same_bundle_of_it() {
    for (name, options) in [
        ("bundel", ExportBundle::default()),
        ("bundel.zip", ExportBundle { zip: true, ..ExportBundle::default() }),
        ("bagian", ExportBundle { volume_mb: Some(1), ..ExportBundle::default() }),
        ("zip", ExportBundle { volume_mb: Some(1), zip: true, ..ExportBundle::default() }),
    ] {
        let laptop = large();
        let out = laptop.path(name);
        let req = ExportBundle { volume_mb: options.volume_mb, ..wanted(&out, options.zip) };
        laptop.export_bundle(&req, &mut Unwatched).unwrap();
        let whole = bundle(&laptop, &laptop.path("utuh"), false).unwrap();
        let other = other(&laptop);
        let before = other.dump();
        let look = import(&other, &out, true).unwrap();
        assert_eq!((look.n_new, look.n_changed), (2, 0), "{name}");
        assert_same(&before, &other.dump(), "a look changes nothing");
        assert_eq!(import(&other, &out, false).unwrap().n_new, 2);
        other.assert_healthy();
        let again = bundle(&other, &other.path("lagi"), false).unwrap();
        assert_eq!(again.fingerprint, whole.fingerprint, "{name}: every value and every file");
        // Once more there is nothing to do, and one act takes it back.
        let dump = other.dump();
        let more = import(&other, &out, false).unwrap();
        assert_eq!((more.n_new, more.n_changed, more.n_unchanged), (0, 0, 2));
        assert_same(&dump, &other.dump(), "taken in again");
    }
}

#[test]
fn what_is_full_of_everything_comes_over_and_the_catalogue_keeps_the_published_form() {
    let (laptop, _) = whole::full(&mut |name| name.into());
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let schema =
        validator_for(&serde_json::from_str(&read("crates/exchange/schema/prakarsa-registry.schema.json")).unwrap());
    let katalog: Value = serde_json::from_str(&fs::read_to_string(out.join("data/katalog.json")).unwrap()).unwrap();
    let fault = schema.unwrap().validate(&katalog).err().map(|it| it.to_string());
    assert_eq!(fault, None);
    let other = other(&laptop);
    import(&other, &out, false).unwrap();
    let files = |it: &Laptop| {
        let out = it.path("berkas");
        bundle(it, &out, false).unwrap();
        let mut paths: Vec<String> = tree(&out).into_keys().collect();
        paths.retain(|it| it.ends_with(".pdf"));
        paths
    };
    assert_eq!(files(&other), files(&laptop));
}

#[test]
fn what_may_not_be_believed_is_refused_and_nothing_is_taken() {
    let laptop = fixed();
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let other = other(&laptop);
    let before = (other.dump(), other.files().len());
    let refused = |path: &Path| {
        let reason = import(&other, path, false).unwrap_err().reason;
        assert_same(&before.0, &other.dump(), "after a refusal");
        assert_eq!(other.files().len(), before.1, "no bytes stay");
        reason
    };

    // One for an assessor, and one of the first version, hold no catalogue.
    let req = ExportBundle { for_assessor: true, ..wanted(&laptop.path("penilai"), false) };
    laptop.export_bundle(&req, &mut Unwatched).unwrap();
    assert_eq!(refused(&laptop.path("penilai")), Reason::BundleForAssessor);
    assert_eq!(refused(&crate::kit::root().join("tests/submission/version-1/bundel.zip")), Reason::BundleOlder);

    // One that somebody has touched.
    let registri = out.join("data/registri.json");
    let text = fs::read_to_string(&registri).unwrap();
    fs::write(&registri, text.replace("050/12", "050/13")).unwrap();
    assert_eq!(refused(&out), Reason::BundleNotProved);

    // One that is proved and means harm: files outside of it, in it under a false name,
    // values that cannot stand.
    let hostile: [(&str, Value); 6] = [
        ("path", json!("bagit.txt")),
        ("sha256", json!("0".repeat(64))),
        ("path", json!("../../../../etc/passwd")),
        ("path", json!("/etc/passwd")),
        ("path", json!("data/../bagit.txt")),
        ("nomor", json!("9".repeat(100_000))),
    ];
    for (key, value) in hostile {
        let mut data: Value = serde_json::from_str(&text).unwrap();
        data["inovasi"][1]["answers"][0]["bukti"][0][key] = value.clone();
        assert!(text.contains("sk-wali-kota") && data["inovasi"][1]["answers"][0]["bukti"][0]["id"].is_string());
        seal(&out, "data/registri.json", &data.to_string());
        let believed = key == "nomor";
        let reason = refused(&out);
        assert_eq!(reason == Reason::BundleBuktiOther, !believed, "{key} {value}: {reason}");
        assert_ne!(reason, Reason::BundleNotProved, "{key} {value}");
        let look = import(&other, &out, true).err().map(|it| it.reason);
        assert!(believed || look == Some(reason), "a look tells it, too: {look:?}");
    }
    seal(&out, "data/registri.json", "[[[[");
    assert_eq!(refused(&out), Reason::BundleDataBroken);
    seal(&out, "data/registri.json", &text);
    import(&other, &out, false).unwrap();

    // One of another region.
    let elsewhere = Laptop::of_pemda(3, "Kota Salatiga", "33.73");
    let dump = elsewhere.dump();
    assert_eq!(import(&elsewhere, &out, false).unwrap_err().reason, Reason::BundleOtherPemda);
    assert_same(&dump, &elsewhere.dump(), "nothing of another region");
}

/// Writes a file of a bag and makes manifests and code fit: what whoever means harm does.
pub(super) fn seal(bag: &Path, path: &str, text: &str) {
    let digest = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect::<String>();
    let put = |path: &str, text: &str, manifest: &str| {
        fs::write(bag.join(path), text).unwrap();
        let lines = fs::read_to_string(bag.join(manifest)).unwrap();
        let lines = lines.lines().map(|line| match line.split_once("  ") {
            Some((_, of)) if of == path => format!("{}  {path}\n", digest(text.as_bytes())),
            _ => format!("{line}\n"),
        });
        lines.collect::<String>()
    };
    let manifest = put(path, text, "manifest-sha256.txt");
    let tags = put("manifest-sha256.txt", &manifest, "tagmanifest-sha256.txt");
    fs::write(bag.join("tagmanifest-sha256.txt"), tags).unwrap();
    let code = BundleCode::of(&digest(manifest.as_bytes()).parse().unwrap());
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    let lines = info.lines().filter_map(|it| match it.split_once(": ") {
        Some(("Payload-Oxum", _)) => None,
        Some((label @ "Internal-Sender-Identifier", _)) => Some(format!("{label}: {code}\n")),
        _ => Some(format!("{it}\n")),
    });
    let tags = put("bag-info.txt", &lines.collect::<String>(), "tagmanifest-sha256.txt");
    fs::write(bag.join("tagmanifest-sha256.txt"), tags).unwrap();
}
