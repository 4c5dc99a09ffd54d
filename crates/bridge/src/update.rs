//! Updates for tests of the interface, signed with a key that was made when this process
//! began and is trusted by the desks of this process alone.

use std::{
    error::Error,
    fs::File,
    io::{Cursor, Write as _},
    path::Path,
    sync::LazyLock,
};

use minisign::KeyPair;
use registry::{PackageKind, RunningProgram, TrustedKey};
use serde_json::json;
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

static KEY: LazyLock<Option<KeyPair>> = LazyLock::new(|| KeyPair::generate_unencrypted_keypair().ok());

/// Prakarsa as it is carried about on Windows, whatever this is.
pub fn program() -> RunningProgram {
    let keys = KEY.as_ref().and_then(|it| TrustedKey::read_all(&it.pk.to_base64()).ok());
    RunningProgram {
        version: "1.2.3".parse().unwrap_or_default(),
        system: "windows".into(),
        arch: "x86_64".into(),
        kind: Some(PackageKind::Portable),
        folder: "E:\\Prakarsa".into(),
        keys: keys.unwrap_or_default(),
    }
}

/// Writes an update that brings a version.
///
/// # Errors
/// It cannot be signed or written.
pub fn write(path: &Path, version: &str) -> Result<(), Box<dyn Error>> {
    let key = KEY.as_ref().ok_or("no key")?;
    let (name, package) = (format!("Prakarsa-{version}-portabel.zip"), b"isi paket");
    let sum: String = Sha256::digest(package).iter().map(|it| format!("{it:02x}")).collect();
    let told = json!({
        "format": "prakarsa-update", "version": 1, "program": version, "system": "windows", "arch": "x86_64",
        "news": { "id": ["Pembaruan dipasang dari berkas."], "en": ["Updates are installed from a file."] },
        "packages": [{ "kind": "portable", "name": name, "size": package.len(), "sha256": sum }],
    })
    .to_string();
    let comment = format!("prakarsa-update {version} windows x86_64");
    let signed = minisign::sign(Some(&key.pk), &key.sk, Cursor::new(told.as_bytes()), Some(&comment), None)?;
    let mut zip = ZipWriter::new(File::create(path)?);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in
        [("update.json", told.as_bytes()), ("update.json.minisig", signed.into_string().as_bytes()), (&name, package)]
    {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    zip.finish()?;
    Ok(())
}
