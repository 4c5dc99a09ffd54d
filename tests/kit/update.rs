//! Updates as a release makes them, and others.

use std::{
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
};

use minisign::KeyPair;
use registry::{Env, PackageKind, RunningProgram, TrustedKey};
use serde_json::{Value, json};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::FixedEnv;

/// Whoever signs updates; each has a key of his own, made in the test.
pub struct Signer(KeyPair);

impl Signer {
    pub fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    pub fn key(&self) -> TrustedKey {
        TrustedKey::read_all(&self.0.pk.to_base64()).unwrap().remove(0)
    }

    pub fn sign(&self, bytes: &[u8], comment: &str) -> String {
        let signed = minisign::sign(Some(&self.0.pk), &self.0.sk, Cursor::new(bytes), Some(comment), None);
        signed.unwrap().into_string()
    }
}

/// An update in the making: what is signed, and what lies beside it.
#[derive(Clone)]
pub struct UpdateParts {
    pub facts: Value,
    /// None: as it belongs to the facts.
    pub comment: Option<String>,
    pub packages: Vec<(String, Vec<u8>)>,
}

impl UpdateParts {
    /// A whole one for Windows that brings `program`.
    pub fn of(program: &str) -> Self {
        let packages = [("setup", "setup.exe"), ("portable", "portabel.zip")].map(|(kind, ending)| {
            let name = format!("Prakarsa-{program}-{ending}");
            (kind, name.clone(), format!("isi {kind} {program} ").repeat(40).into_bytes())
        });
        let told = packages.each_ref().map(|(kind, name, bytes)| {
            json!({ "kind": kind, "name": name, "size": bytes.len(), "sha256": store::sha256_hex(bytes) })
        });
        let facts = json!({
            "format": "prakarsa-update", "version": 1, "program": program, "system": "windows", "arch": "x86_64",
            "news": { "id": ["Pembaruan dari berkas"], "en": ["Updates from a file"] },
            "packages": told,
        });
        Self { facts, comment: None, packages: packages.map(|(_, name, bytes)| (name, bytes)).into() }
    }

    pub fn bytes_of(&self, name: &str) -> &[u8] {
        &self.packages.iter().find(|it| it.0.contains(name)).unwrap().1
    }

    /// Signed and packed.
    pub fn write(&self, path: &Path, signer: &Signer) -> PathBuf {
        let told = self.facts.to_string().into_bytes();
        let word = |key: &str| self.facts[key].as_str().unwrap_or_default().to_owned();
        let usual = format!("prakarsa-update {} {} {}", word("program"), word("system"), word("arch"));
        let signature = signer.sign(&told, self.comment.as_deref().unwrap_or(&usual));
        let mut entries = vec![("update.json".to_owned(), told), ("update.json.minisig".into(), signature.into())];
        entries.extend(self.packages.clone());
        write_update(path, &entries, CompressionMethod::Stored)
    }
}

pub fn write_update(path: &Path, entries: &[(String, Vec<u8>)], method: CompressionMethod) -> PathBuf {
    let mut zip = ZipWriter::new(fs::File::create(path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path.to_owned()
}

/// A machine on which another program runs than this one.
#[derive(Clone)]
pub struct UpdatedEnv {
    pub env: FixedEnv,
    pub program: RunningProgram,
    pub temporary: PathBuf,
}

impl UpdatedEnv {
    /// Prakarsa 1.2.3 as it is installed on Windows, which trusts one signer.
    pub fn new(folder: &Path, signer: &Signer) -> Self {
        let program = RunningProgram {
            version: "1.2.3".parse().unwrap(),
            system: "windows".into(),
            arch: "x86_64".into(),
            kind: Some(PackageKind::Setup),
            folder: folder.join("Prakarsa"),
            keys: vec![signer.key()],
        };
        Self { env: FixedEnv::new(1), program, temporary: folder.join("sementara") }
    }

    pub fn with(&self, change: impl FnOnce(&mut RunningProgram)) -> Self {
        let mut other = self.clone();
        change(&mut other.program);
        other
    }

    /// Where packages are laid.
    pub fn place(&self) -> PathBuf {
        self.temporary.join("prakarsa-pembaruan")
    }
}

impl Env for UpdatedEnv {
    fn now_ms(&self) -> i64 {
        self.env.now_ms()
    }

    fn fresh_id(&self) -> Uuid {
        self.env.fresh_id()
    }

    fn place(&self, folder: &Path) -> String {
        self.env.place(folder)
    }

    fn program(&self) -> RunningProgram {
        self.program.clone()
    }

    fn temporary(&self) -> Vec<PathBuf> {
        vec![self.temporary.clone()]
    }
}
