//! What leaves in the last days of a year: a bundle of thousands of files, and hundreds of
//! papers. Beside each stands what other programs need for the same.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use registry::{
    AnswerKey, BuktiFacts, DEFAULT_INSTRUMENT, DocumentFormat, DocumentKind, DocumentRequest, ExportBundle,
    ListInovasi, Registry, Subject, WriteDocuments, progress::Unwatched,
};

use crate::{
    files::{copy, with_memory},
    load::{Dice, SEED},
    measure::{print_head, time, with_processor},
    or_end, started,
};

/// Inovasi of the region.
const SIZE: usize = 300;

/// Bytes of one file: 6,000 of them are 7 GB.
const BYTES: usize = 1_170_000;

/// Measures the papers of [`SIZE`] inovasi and a bundle of `n` files; of none: the papers
/// alone.
pub fn measure(folder: &Path, n: usize) {
    let folder = folder.join("submission");
    let registry = started(&folder.join("office"));
    let texts = or_end(registry.show_instrument(DEFAULT_INSTRUMENT.trim()), "the instrument");
    let codes: Vec<String> = texts.indikator.iter().filter(|it| !it.daerah).map(|it| it.code.clone()).collect();
    crate::import(&registry, &folder, SIZE, &codes);
    papers(&registry, &folder);
    if n > 0 {
        fill(&registry, &folder, &codes, n);
        bundles(&registry, &folder, n);
    }
}

/// So many files, a few to each of several indikator of each inovasi.
fn fill(registry: &Registry, folder: &Path, codes: &[String], n: usize) {
    let rows = or_end(registry.list_inovasi(&ListInovasi { limit: 500, ..ListInovasi::default() }), "the list").rows;
    let mut dice = Dice::new(SEED);
    let mut bytes: Vec<u8> = (0..BYTES).map(|_| u8::try_from(dice.roll(256)).unwrap_or(0)).collect();
    bytes.splice(..9, *b"%PDF-1.4\n");
    for first in (0..n).step_by(PER_ANSWER) {
        let nth = first / PER_ANSWER;
        let paths: Vec<PathBuf> = (first..n.min(first + PER_ANSWER))
            .map(|at| {
                let path = folder.join(format!("SK {at}.pdf"));
                bytes.splice(9..21, format!("{at:012}").into_bytes());
                or_end(std::fs::write(&path, &bytes), "a file");
                path
            })
            .collect();
        let key = AnswerKey {
            subject: Subject::Inovasi(rows[nth % rows.len()].id),
            instrument: DEFAULT_INSTRUMENT.trim().into(),
            indikator: codes[nth / rows.len() % codes.len()].clone().into(),
        };
        or_end(registry.attach_bukti(&key, &paths, &BuktiFacts::default(), &mut Unwatched), "attaching");
        for path in paths {
            or_end(std::fs::remove_file(path), "a file");
        }
    }
}

const PER_ANSWER: usize = 5;

fn bundles(registry: &Registry, folder: &Path, n: usize) {
    println!("\n### {n} files, {:.1} GB\n", (n * BYTES) as f64 / 1e9);
    print_head();
    for (zip, form) in [(false, "folder"), (true, "zip")] {
        floor(&folder.join("office"), &folder.join("floor"));
        let out = folder.join(if zip { "out.zip" } else { "out" });
        let req = ExportBundle { out: out.display().to_string(), zip, ..ExportBundle::default() };
        with_memory(|| {
            time(&format!("bundle, {form}"), 1, |_| {
                drop(or_end(registry.export_bundle(&req, &mut Unwatched), "the bundle"));
            })
        });
        with_memory(|| {
            time(&format!("verify, {form}"), 1, |_| {
                let verdict = or_end(Registry::verify_bundle(&out, None, &mut Unwatched), "verifying");
                assert!(verdict.is_valid(), "the bundle is not valid");
            })
        });
        if zip {
            or_end(std::fs::remove_file(&out), "the bundle");
        } else {
            sha256sum(&out);
            or_end(std::fs::remove_dir_all(&out), "the bundle");
        }
    }
}

/// Read, hash, write and sync each file of the registry, and nothing else.
fn floor(from: &Path, to: &Path) {
    or_end(std::fs::create_dir_all(to), "the floor");
    let mut files = Vec::new();
    walk(from, &mut files);
    time("floor: read + SHA-256 + write + sync", 1, |_| {
        let mut buffer = vec![0; 1 << 20];
        for (nth, path) in files.iter().enumerate() {
            copy(path, &to.join(nth.to_string()), &mut buffer);
        }
    })
    .note(format!("{} files", files.len()))
    .print();
    or_end(std::fs::remove_dir_all(to), "the floor");
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in or_end(std::fs::read_dir(folder), "the registry") {
        let path = or_end(entry, "the registry").path();
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// What proves the same by a program of the system, where there is one.
fn sha256sum(bundle: &Path) {
    let mut command = Command::new("sha256sum");
    command.args(["--check", "--quiet", "manifest-sha256.txt"]).current_dir(bundle).stderr(Stdio::null());
    elsewhere("sha256sum --check", command);
}

/// Times another program, where there is one.
fn elsewhere(label: &str, mut command: Command) {
    let mut done = false;
    let line = with_processor(|| time(label, 1, |_| done = command.status().is_ok_and(|it| it.success())));
    if done {
        line.print();
    }
}

fn papers(registry: &Registry, folder: &Path) {
    println!("\n### Papers of {SIZE} inovasi\n");
    print_head();
    let write = |label: &str, kind, format, name: &str| {
        let req = WriteDocuments {
            document: DocumentRequest {
                kind,
                inovasi: Vec::new(),
                perangkat_daerah: Vec::new(),
                fields: Vec::new(),
                date: None,
            },
            format,
            out: folder.join(name).display().to_string(),
            replace: false,
        };
        with_memory(|| {
            with_processor(|| {
                time(label, 1, |_| drop(or_end(registry.write_documents(&req, &mut Unwatched), "papers")))
            })
        });
    };
    write("laporan of each, PDF", DocumentKind::LaporanInovasi, DocumentFormat::Pdf, "pdf");
    write("buku of all, PDF", DocumentKind::BukuInovasi, DocumentFormat::Pdf, "buku.pdf");
    write("laporan of each, DOCX", DocumentKind::LaporanInovasi, DocumentFormat::Docx, "docx");
    let mut files = Vec::new();
    walk(&folder.join("docx"), &mut files);
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(folder.join("other")).args(files);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    elsewhere("the same DOCX to PDF by LibreOffice", command);
}
