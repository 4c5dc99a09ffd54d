//! The update of a release: one signed file for each system, which an officer carries to a
//! laptop without a network. `crates/exchange/src/core/update.rs` says what lies in it.
//!
//! It is made where somebody names his secret key; what the program trusts is
//! `keys/updates.pub`, and a key that is not there signs nothing.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Cursor, Write as _},
    path::Path,
};

use minisign::{PublicKey, SecretKey};
use serde_json::{Value, json};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use super::{changelog, sums::sha256};
use crate::{
    package::Made,
    step::{Done, Place, about, say},
};

/// Names the secret key, a file of minisign's; its password is asked for.
const KEY: &str = "PRAKARSA_UPDATE_KEY";

const ENDING: &str = "prakarsa-update";

/// Whoever signs.
struct Signer {
    secret: SecretKey,
    public: PublicKey,
}

/// A system with the packages that renew what is installed there: the kind of each, and
/// what its name ends in.
const SYSTEMS: [(&str, &[(&str, &str)]); 2] = [
    ("windows", &[("setup", "-setup.exe"), ("portable", "-portabel.zip")]),
    ("linux", &[("deb", ".deb"), ("rpm", ".rpm")]),
];

/// Makes the updates of what lies in `out`, if a key is named; says so otherwise.
pub fn updates(place: &Place, version: &str, made: &[Made], out: &Path) -> Done<Vec<Made>> {
    let Some(key) = std::env::var_os(KEY).filter(|it| !it.is_empty()) else {
        println!("\nNo update files: {KEY} names no secret key (docs/releasing.md, \"Keys of updates\").");
        return Ok(Vec::new());
    };
    say("Updates, signed");
    let signer = Signer::of(Path::new(&key))?;
    signer.is_trusted(&place.root.join("keys/updates.pub"))?;
    let news = changelog::news(place, version)?;
    let files: Vec<&Path> = made.iter().map(|it| it.path.as_path()).collect();
    let mut updates = Vec::new();
    for (system, kinds) in SYSTEMS {
        let packages = packages(&files, kinds);
        if packages.is_empty() {
            continue;
        }
        let arch = if system == "windows" { "x86_64" } else { std::env::consts::ARCH };
        let path = out.join(format!("Prakarsa-{version}-{system}.{ENDING}"));
        let facts = facts(version, system, arch, &news, &packages)?;
        write(&path, &facts, &signer, &packages)?;
        updates.push(Made { path });
    }
    Ok(updates)
}

impl Signer {
    fn of(path: &Path) -> Done<Self> {
        let told = |error: minisign::PError| format!("{}: {error}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| about(path, &error))?;
        let boxed = minisign::SecretKeyBox::from_string(&text).map_err(told)?;
        // Without a password only in tests: minisign asks for one by itself.
        let plain = minisign::SecretKeyBox::from_string(&text).map_err(told)?.into_unencrypted_secret_key();
        let secret = plain.or_else(|_| boxed.into_secret_key(None)).map_err(told)?;
        let public = PublicKey::from_secret_key(&secret).map_err(told)?;
        Ok(Self { secret, public })
    }

    /// Whether the programs of this release will believe it.
    fn is_trusted(&self, keys: &Path) -> Done {
        let text = std::fs::read_to_string(keys).map_err(|error| about(keys, &error))?;
        let own = self.public.to_base64();
        match text.lines().any(|it| it.trim() == own) {
            true => Ok(()),
            false => Err(format!("{} does not name the key {own}: no program would take this update", keys.display())),
        }
    }

    fn sign(&self, bytes: &[u8], comment: &str) -> Done<String> {
        let signed = minisign::sign(
            Some(&self.public),
            &self.secret,
            Cursor::new(bytes),
            Some(comment),
            Some("Prakarsa, signature of an update"),
        );
        signed.map(minisign::SignatureBox::into_string).map_err(|error| error.to_string())
    }
}

/// Those of the files that are packages of these kinds.
fn packages<'a>(files: &[&'a Path], kinds: &[(&'static str, &str)]) -> Vec<(&'static str, String, &'a Path)> {
    let named = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let of = |(kind, ending): &(&'static str, &str)| {
        let found = files.iter().find(|it| named(it).ends_with(ending));
        found.map(|it| (*kind, format!("{kind}-{}", plain(&named(it))), *it))
    };
    kinds.iter().filter_map(of).collect()
}

/// A name of the signs that the program takes.
fn plain(name: &str) -> String {
    name.chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_') { it } else { '_' }).collect()
}

fn facts(
    version: &str,
    system: &str,
    arch: &str,
    news: &changelog::News,
    packages: &[(&str, String, &Path)],
) -> Done<Value> {
    let mut told = Vec::new();
    for (kind, name, path) in packages {
        let size = std::fs::metadata(path).map_err(|error| about(path, &error))?.len();
        told.push(json!({ "kind": kind, "name": name, "size": size, "sha256": sha256(path)? }));
    }
    Ok(json!({
        "format": "prakarsa-update", "version": 1, "program": version, "system": system, "arch": arch,
        "news": { "id": news.id, "en": news.en }, "packages": told,
    }))
}

fn write(path: &Path, facts: &Value, signer: &Signer, packages: &[(&str, String, &Path)]) -> Done {
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = format!("{facts:#}\n").into_bytes();
    let word = |key: &str| facts.get(key).and_then(Value::as_str).unwrap_or_default();
    let comment = format!("prakarsa-update {} {} {}", word("program"), word("system"), word("arch"));
    let signature = signer.sign(&bytes, &comment)?;
    let made = File::create(path).map_err(|error| about(path, &error))?;
    let mut zip = ZipWriter::new(BufWriter::new(made));
    // Packages are packed already, and as they are anybody can check their sums.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in [("update.json", bytes.as_slice()), ("update.json.minisig", signature.as_bytes())] {
        zip.start_file(name, options).map_err(|error| told(&error))?;
        zip.write_all(bytes).map_err(|error| told(&error))?;
    }
    for (_, name, from) in packages {
        let file = File::open(from).map_err(|error| about(from, &error))?;
        zip.start_file(name.as_str(), options).map_err(|error| told(&error))?;
        std::io::copy(&mut BufReader::new(file), &mut zip).map_err(|error| told(&error))?;
    }
    zip.finish().map_err(|error| told(&error)).and_then(|it| it.into_inner().map(drop).map_err(|error| told(&error)))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use exchange::core::{
        port::Unwatched,
        update::{PackageKind, TrustedKey, UpdateFile, UpdateLimits},
    };
    use minisign::KeyPair;

    use super::*;

    fn signer() -> Signer {
        let pair = KeyPair::generate_unencrypted_keypair().unwrap();
        Signer { secret: pair.sk, public: pair.pk }
    }

    #[test]
    fn the_program_takes_what_a_release_makes() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["Prakarsa-1.3.0-setup.exe", "Prakarsa-1.3.0-setup-lengkap.exe", "Prakarsa-1.3.0-portabel.zip"];
        let files = names.map(|it| folder.path().join(it));
        files.iter().zip(names).for_each(|(path, name)| std::fs::write(path, name).unwrap());
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        let packages = packages(&files, SYSTEMS[0].1);
        let news = changelog::News { id: vec!["Baru".into()], en: vec!["New".into()] };
        let facts = facts("1.3.0", "windows", "x86_64", &news, &packages).unwrap();
        let (signer, path) = (signer(), folder.path().join("a.prakarsa-update"));
        write(&path, &facts, &signer, &packages).unwrap();

        let keys = TrustedKey::read_all(&signer.public.to_base64()).unwrap();
        let mut update = UpdateFile::open(&path, &keys, UpdateLimits::default()).unwrap();
        assert_eq!((update.version().to_string(), &update.facts().news.id), ("1.3.0".into(), &vec!["Baru".to_owned()]));
        for (kind, name) in [(PackageKind::Setup, names[0]), (PackageKind::Portable, names[2])] {
            let mut bytes = Vec::new();
            update.copy_package(kind, &mut bytes, &mut Unwatched).unwrap();
            assert_eq!(bytes, name.as_bytes());
        }
        assert!(update.package(PackageKind::Deb).is_err());
    }

    #[test]
    fn a_key_that_no_program_trusts_signs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (signer, keys) = (signer(), folder.path().join("updates.pub"));
        std::fs::write(&keys, "# none\n").unwrap();
        assert!(signer.is_trusted(&keys).unwrap_err().contains(&signer.public.to_base64()));
        std::fs::write(&keys, format!("# one\n{}\r\n", signer.public.to_base64())).unwrap();
        signer.is_trusted(&keys).unwrap();
    }

    #[test]
    fn a_key_is_read_from_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let pair = KeyPair::generate_unencrypted_keypair().unwrap();
        let path = folder.path().join("rilis.key");
        std::fs::write(&path, pair.sk.to_box(None).unwrap().into_string()).unwrap();
        assert_eq!(Signer::of(&path).unwrap().public.to_base64(), pair.pk.to_base64());
        std::fs::write(&path, "bukan kunci").unwrap();
        assert!(Signer::of(&path).is_err());
    }
}
