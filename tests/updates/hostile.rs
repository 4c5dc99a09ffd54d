//! Files that are no updates for this program, or pretend to be.

use std::{fs, path::Path};

use registry::{Env, PackageKind, Reason, Registry, Result, progress::Unwatched};
use serde_json::{Value, json};
use zip::CompressionMethod::{Deflated, Stored};

use crate::{
    kit::{Signer, UpdateParts, UpdatedEnv, write_update},
    refusals::assert_sentence,
};

/// A machine, whoever signs, and an update that it would take.
fn stage() -> (tempfile::TempDir, Signer, UpdatedEnv, UpdateParts) {
    let held = tempfile::tempdir().unwrap();
    let signer = Signer::new();
    let env = UpdatedEnv::new(held.path(), &signer);
    (held, signer, env, UpdateParts::of("1.3.0"))
}

/// What is laid ready of an update, as its bytes.
fn laid(path: &Path, env: &UpdatedEnv) -> Result<Vec<u8>> {
    let (laid, _) = Registry::ready_update(path, env, None, &mut Unwatched)?;
    Ok(fs::read(laid.path()).unwrap())
}

/// Refused when it is looked at, and when somebody goes on all the same; nothing is left.
fn assert_refused(path: &Path, env: &UpdatedEnv, reason: Reason, what: &str) {
    let error = Registry::inspect_update(path, env).unwrap_err();
    assert_eq!(error.reason, reason, "{what}: {error:?}");
    assert_sentence(&error);
    assert_eq!(laid(path, env).unwrap_err().reason, reason, "{what}");
    assert_nothing_laid(env, what);
}

fn assert_nothing_laid(env: &UpdatedEnv, what: &str) {
    let place = env.place();
    let left: Vec<_> = fs::read_dir(&place).into_iter().flatten().map(|it| it.unwrap().path()).collect();
    assert!(left.is_empty(), "{what} leaves {left:?}");
}

/// Names and bytes of a container.
type Entries = Vec<(String, Vec<u8>)>;

#[test]
fn what_was_signed_by_whoever_is_trusted_says_what_it_is() {
    let (held, signer, env, parts) = stage();
    let path = parts.write(&held.path().join("a.prakarsa-update"), &signer);
    let view = Registry::inspect_update(&path, &env).unwrap();
    assert_eq!((view.own.as_str(), view.offered.as_str()), ("1.2.3", "1.3.0"));
    assert_eq!(
        (view.news_id, view.news_en),
        (vec!["Pembaruan dari berkas".into()], vec!["Updates from a file".into()])
    );
    assert_eq!((view.key, view.kind), (signer.key().id, PackageKind::Setup));
    assert_eq!(view.size as usize, parts.bytes_of("setup.exe").len());
    assert_nothing_laid(&env, "looking");
    assert_eq!(laid(&path, &env).unwrap(), parts.bytes_of("setup.exe"));
    // Each program takes the package that fits how it was installed.
    let carried = env.with(|it| it.kind = Some(PackageKind::Portable));
    assert_eq!(laid(&path, &carried).unwrap(), parts.bytes_of("portabel.zip"));
    // Several keys are trusted: the next one before the last one goes.
    let next = Signer::new();
    let both = env.with(|it| it.keys = vec![next.key(), signer.key()]);
    assert!(laid(&path, &both).is_ok());
    assert!(laid(&parts.write(&held.path().join("b.prakarsa-update"), &next), &both).is_ok());
}

#[test]
fn an_update_that_does_not_fit_is_refused_with_what_to_do() {
    let (held, signer, env, parts) = stage();
    let facts = |key: &str, value: Value| {
        let mut other = parts.clone();
        other.facts[key] = value;
        other
    };
    let package = |key: &str, value: Value| {
        let mut other = parts.clone();
        other.facts["packages"][0][key] = value;
        other
    };
    let mut table: Vec<(&str, UpdateParts, Reason)> = vec![
        ("the same version", UpdateParts::of("1.2.3"), Reason::UpdateSame),
        ("an older version", UpdateParts::of("1.2.2"), Reason::UpdateOlder),
        ("an older version that sorts behind as a text", UpdateParts::of("0.10.0"), Reason::UpdateOlder),
        ("a version that is none", facts("program", json!("1.3")), Reason::UpdateDamaged),
        ("another system", facts("system", json!("linux")), Reason::UpdateOtherSystem),
        ("another processor", facts("arch", json!("aarch64")), Reason::UpdateOtherSystem),
        ("a newer form", facts("version", json!(2)), Reason::UpdateNewer),
        ("another form", facts("format", json!("prakarsa-parcel")), Reason::UpdateNotOne),
        ("no form", facts("version", json!("satu")), Reason::UpdateDamaged),
        ("no package for this way", package("kind", json!("appimage")), Reason::UpdateNoPackage),
        ("a package that is not there", package("name", json!("Lain.exe")), Reason::UpdateDamaged),
        ("a name that leads out", package("name", json!("../setup.exe")), Reason::UpdateDamaged),
        ("another size", package("size", json!(1)), Reason::UpdateDamaged),
        ("no size", package("size", json!(-1)), Reason::UpdateDamaged),
        ("too much signed", facts("catatan", json!("a".repeat(300 << 10))), Reason::UpdateTooLarge),
        ("a comment of another", UpdateParts { comment: Some("rilis".into()), ..parts.clone() }, Reason::UpdateDamaged),
    ];
    for name in ["../../luar.exe", "/luar.exe", "C:\\luar.exe", "dalam/setup.exe", ".luar", "a\u{202e}b"] {
        let mut other = parts.clone();
        other.facts["packages"][0]["name"] = json!(name);
        other.packages[0].0 = name.into();
        table.push((name, other, Reason::UpdateDamaged));
    }
    for (what, parts, reason) in table {
        let path = parts.write(&held.path().join("usb.prakarsa-update"), &signer);
        assert_refused(&path, &env, reason, what);
    }
    let path = parts.write(&held.path().join("a.prakarsa-update"), &signer);
    assert_refused(&path, &env.with(|it| it.kind = None), Reason::UpdateNoPackage, "a program that was built");
    assert_refused(&path, &env.with(|it| it.keys.clear()), Reason::UpdateNoKey, "a program without a key");
    let other = env.with(|it| it.keys = vec![Signer::new().key()]);
    assert_refused(&path, &other, Reason::UpdateForeignKey, "a signer whom nobody knows");
    let folder = held.path().join("folder.prakarsa-update");
    fs::create_dir(&folder).unwrap();
    assert_refused(&folder, &env, Reason::FileIsFolder, "a folder");
    assert_refused(&held.path().join("tidak-ada"), &env, Reason::FileMissing, "nothing");
}

#[test]
fn what_is_no_update_or_not_whole_is_refused() {
    let (held, signer, env, parts) = stage();
    let path = held.path().join("usb.prakarsa-update");
    let told = parts.facts.to_string().into_bytes();
    let comment = "prakarsa-update 1.3.0 windows x86_64";
    let signature = signer.sign(&told, comment).into_bytes();
    let entry = |name: &str, bytes: &[u8]| (name.to_owned(), bytes.to_vec());
    let (facts, proof) = (entry("update.json", &told), entry("update.json.minisig", &signature));
    let with = |first: Vec<(String, Vec<u8>)>| [first, parts.packages.clone()].concat();
    // Another's signature, under the id of the key that is trusted: ids can be had.
    let forged = {
        let text = String::from_utf8(Signer::new().sign(&told, comment).into_bytes()).unwrap();
        let (own, other) = (String::from_utf8(signature.clone()).unwrap(), text);
        let (own, mut other): (Vec<&str>, Vec<String>) =
            (own.lines().collect(), other.lines().map(str::to_owned).collect());
        // Of its second line the first sixteen signs hold algorithm and id, and two bytes more.
        other[1] = format!("{}{}", &own[1][..16], &other[1][16..]);
        other.join("\n").into_bytes()
    };
    let table: Vec<(&str, Entries, Reason)> = vec![
        ("no facts", with(vec![proof.clone()]), Reason::UpdateNotOne),
        ("no signature", with(vec![facts.clone()]), Reason::UpdateNotOne),
        ("an empty signature", with(vec![facts.clone(), entry("update.json.minisig", b"")]), Reason::UpdateDamaged),
        ("no letters", with(vec![facts.clone(), entry("update.json.minisig", &[0xff; 90])]), Reason::UpdateDamaged),
        ("a long one", with(vec![facts.clone(), entry("update.json.minisig", &[b'a'; 9000])]), Reason::UpdateTooLarge),
        ("another's", with(vec![facts.clone(), entry("update.json.minisig", &forged)]), Reason::UpdateForged),
        ("other facts", with(vec![entry("update.json", b"{}"), proof.clone()]), Reason::UpdateForged),
        (
            "one file more",
            [with(vec![facts.clone(), proof.clone()]), vec![entry("../luar", b"a")]].concat(),
            Reason::UpdateDamaged,
        ),
        ("no packages", vec![facts.clone(), proof.clone()], Reason::UpdateDamaged),
        (
            "many files",
            (0..20).map(|n| entry(&format!("{n}"), b"")).chain([facts.clone(), proof.clone()]).collect(),
            Reason::UpdateDamaged,
        ),
    ];
    for (what, entries, reason) in table {
        assert_refused(&write_update(&path, &entries, Stored), &env, reason, what);
    }
    // Facts and packages that swell.
    let bomb = [vec![entry("update.json", &vec![b' '; 64 << 20]), proof.clone()], parts.packages.clone()].concat();
    assert_refused(&write_update(&path, &bomb, Deflated), &env, Reason::UpdateDamaged, "facts that swell");
    let bomb =
        [vec![facts.clone(), proof.clone()], vec![entry("Prakarsa-1.3.0-setup.exe", &vec![0; 64 << 20])]].concat();
    assert_refused(&write_update(&path, &bomb, Deflated), &env, Reason::UpdateDamaged, "a package that swells");
    for (what, bytes) in [("nothing", &b""[..]), ("a program", b"MZ\x90\0 dan seterusnya"), ("JSON", &told)] {
        fs::write(&path, bytes).unwrap();
        assert_refused(&path, &env, Reason::UpdateNotOne, what);
    }
}

#[test]
fn a_package_that_is_not_what_was_signed_is_not_laid() {
    let (held, signer, env, mut parts) = stage();
    let whole = parts.bytes_of("setup.exe").to_vec();
    // As long as the signed one, and packed without a fault.
    parts.packages[0].1[7] ^= 1;
    let path = parts.write(&held.path().join("usb.prakarsa-update"), &signer);
    assert!(Registry::inspect_update(&path, &env).is_ok(), "looking does not read packages");
    let error = laid(&path, &env).unwrap_err();
    assert_eq!(error.reason, Reason::UpdateDamaged);
    assert_nothing_laid(&env, "another package");
    parts.packages[0].1 = whole.clone();
    assert_eq!(laid(&parts.write(&path, &signer), &env).unwrap(), whole);
}

#[test]
fn one_changed_or_missing_byte_brings_nothing_else_in() {
    let (held, signer, env, parts) = stage();
    let path = parts.write(&held.path().join("usb.prakarsa-update"), &signer);
    let (sound, setup) = (fs::read(&path).unwrap(), parts.bytes_of("setup.exe"));
    let mut n_taken = 0;
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        fs::write(&path, bytes).unwrap();
        // What nobody reads (times, the other package) may be anything.
        if let Ok(found) = laid(&path, &env) {
            assert!(found == setup, "byte {at} brings another package in");
            n_taken += 1;
        }
    }
    assert!(n_taken < sound.len() - setup.len(), "{n_taken} of {}", sound.len());
    for length in (0..sound.len()).step_by(61) {
        fs::write(&path, &sound[..length]).unwrap();
        assert!(laid(&path, &env).is_err(), "{length} bytes");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (held, signer, env, parts) = stage();
    let path = parts.write(&held.path().join("usb.prakarsa-update"), &signer);
    // A package that is a link.
    let mut zip = zip::ZipWriter::new(fs::File::create(held.path().join("tautan.prakarsa-update")).unwrap());
    let told = parts.facts.to_string();
    let comment = "prakarsa-update 1.3.0 windows x86_64";
    for (name, text) in [("update.json", told.clone()), ("update.json.minisig", signer.sign(told.as_bytes(), comment))]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    for (name, bytes) in &parts.packages {
        zip.add_symlink(name, "a".repeat(bytes.len()), zip::write::SimpleFileOptions::default()).unwrap();
    }
    zip.finish().unwrap();
    assert_refused(&held.path().join("tautan.prakarsa-update"), &env, Reason::UpdateDamaged, "a link as a package");
    // Somebody has laid a link where packages go.
    let elsewhere = held.path().join("lain");
    fs::create_dir(&elsewhere).unwrap();
    fs::create_dir_all(&env.temporary).unwrap();
    symlink(&elsewhere, env.place()).unwrap();
    assert_eq!(laid(&path, &env).unwrap_err().reason, Reason::FileDenied);
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    fs::remove_file(env.place()).unwrap();
    // And where the package itself goes.
    fs::create_dir_all(env.place()).unwrap();
    symlink(&elsewhere, env.place().join("1.3.0")).unwrap();
    let (laid, _) = Registry::ready_update(&path, &env, None, &mut Unwatched).unwrap();
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(laid.path()), mode(laid.path().parent().unwrap())), (0o600, 0o700));
}

#[test]
fn nobody_is_trusted_by_what_lies_on_the_machine() {
    // Only what was compiled in: see keys/updates.pub.
    let program = crate::kit::FixedEnv::new(1).program();
    let text = crate::kit::read("keys/updates.pub");
    let ids = |keys: &[registry::TrustedKey]| keys.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&program.keys), ids(&registry::TrustedKey::read_all(&text).unwrap()));
}
