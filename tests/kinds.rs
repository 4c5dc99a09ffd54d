//! What a file is, what kind of document somebody says it is, and what it supports:
//! only what is known to pass, and nothing false counts as proof.

use domain::{
    bukti::{BuktiField, content::Unfit},
    core::finding::FindingCode,
};
use registry::{
    BuktiFacts, Code, DEFAULT_INSTRUMENT,
    progress::{Unwatched, WorkStep},
    view::{AnswerView, CheckedOutcome},
};

use crate::kit::{Laptop, assert_same, cli::done, key, pdf};

fn answer(laptop: &Laptop, id: &str, code: &str) -> AnswerView {
    let texts = laptop.show_instrument(DEFAULT_INSTRUMENT.trim()).unwrap();
    let indikator = texts.indikator.into_iter().find(|it| it.code == code).unwrap().id;
    let view = laptop.show_inovasi(id).unwrap();
    view.assessment.indikator.into_iter().find(|it| it.indikator == indikator).unwrap()
}

fn said(jenis: Option<&str>, tanggal: Option<&str>, tentang: Option<&str>) -> BuktiFacts {
    let text = |it: Option<&str>| it.map(str::to_owned);
    BuktiFacts { jenis_dokumen: text(jenis), tanggal: text(tanggal), tentang: text(tentang), ..BuktiFacts::default() }
}

/// A zip with these entries, made by hand: stored, and empty.
fn zip_of(names: &[&str]) -> Vec<u8> {
    let (mut body, mut table) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let at = u32::try_from(body.len()).unwrap().to_le_bytes();
        body.extend([b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0", &[0; 12][..], &length, &[0; 2], name.as_bytes()].concat());
        table.extend(
            [b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\x21\0", &[0; 12][..], &length, &[0; 12], &at, name.as_bytes()]
                .concat(),
        );
    }
    let n = u16::try_from(names.len()).unwrap().to_le_bytes();
    let (size, at) = (u32::try_from(table.len()).unwrap(), u32::try_from(body.len()).unwrap());
    [body, table, [b"PK\x05\x06\0\0\0\0", &n[..], &n, &size.to_le_bytes(), &at.to_le_bytes(), &[0; 2]].concat()]
        .concat()
}

/// Name and bytes of files that are no document, why, and whether a program of the
/// system may open them.
fn no_documents() -> Vec<(&'static str, Vec<u8>, Unfit, FindingCode)> {
    use FindingCode as F;
    let sound = pdf("isi");
    let locked = [b"%PDF-1.7\n", &b"trailer\n<< /Encrypt 2 0 R >>\nstartxref\n9\n%%EOF\n"[..]].concat();
    vec![
        ("sk.exe", b"MZ\x90\0\x03\0\0\0".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.pdf.exe", sound.clone(), Unfit::Program, F::FileProgram),
        ("program.pdf", b"MZ\x90\0\x03\0\0\0".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.bat", b"del x".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.ps1", b"rm x".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.hta", b"<script>x()</script>".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.html", b"<html><script>x()</script></html>".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.svg", b"<svg onload=\"x()\"/>".to_vec(), Unfit::Program, F::FileProgram),
        ("sk.docm", zip_of(&["word/document.xml"]), Unfit::Program, F::FileProgram),
        ("makro.docx", zip_of(&["word/a.xml", "word/vbaProject.bin"]), Unfit::Program, F::FileProgram),
        ("sk.lnk", b"L\0\0\0\x01\x14\x02\0".to_vec(), Unfit::Pointer, F::FilePointer),
        ("sk.url", b"[InternetShortcut]\r\nURL=https://x.id\r\n".to_vec(), Unfit::Pointer, F::FilePointer),
        ("sk.gdoc", br#"{"url":"https://x","doc_id":"1"}"#.to_vec(), Unfit::Pointer, F::FilePointer),
        ("sk.icloud", b"bplist00\xD1\x01\x02".to_vec(), Unfit::Pointer, F::FilePointer),
        ("~$sk.docx", b"\x08Budi".to_vec(), Unfit::Temporary, F::FileTemporary),
        ("sk.pdf.crdownload", sound.clone(), Unfit::Temporary, F::FileTemporary),
        ("Thumbs.db", b"\x01\x02".to_vec(), Unfit::Temporary, F::FileTemporary),
        ("satu.pdf", b"%".to_vec(), Unfit::Damaged, F::FileDamaged),
        ("potong.pdf", sound[..20].to_vec(), Unfit::Damaged, F::FileDamaged),
        ("potong.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01".to_vec(), Unfit::Damaged, F::FileDamaged),
        ("teks.jpg", b"ini bukan gambar".to_vec(), Unfit::Damaged, F::FileDamaged),
        ("kunci.pdf", locked, Unfit::Encrypted, F::FileEncrypted),
        ("rekap.xlsx", zip_of(&["xl/workbook.xml"]), Unfit::NotAccepted, F::FileTypeUnexpected),
        ("rekap.pdf", zip_of(&["xl/workbook.xml"]), Unfit::NotAccepted, F::FileTypeUnexpected),
    ]
}

#[test]
fn what_is_no_document_supports_nothing_and_attach_says_so_at_once() {
    let laptop = Laptop::new(1);
    let facts = said(Some("foto"), Some("2025"), None);
    let attach = |name: &str, bytes: &[u8]| {
        let id = laptop.register(&format!("Inovasi {name}"));
        laptop.choose(&id, "SID-19", 2).unwrap();
        let file = laptop.file(name, bytes);
        let done = laptop.attach_bukti(&key(&id, "SID-19"), &[file], &facts, &mut Unwatched).unwrap();
        let told: Vec<FindingCode> = done.findings.iter().map(|it| it.code).filter(|it| it.is_of_file()).collect();
        (answer(&laptop, &id, "SID-19"), told)
    };
    let (it, told) = attach("sk.pdf", &pdf("isi"));
    assert_eq!((it.supported_parameter, it.bukti[0].unfit, told), (2, None, vec![]));
    assert!(it.bukti[0].openable);
    for (name, bytes, why, code) in no_documents() {
        let (it, told) = attach(name, &bytes);
        assert_eq!((it.supported_parameter, it.reach, it.bukti[0].unfit), (0, 0, Some(why)), "{name}");
        assert_eq!(told, [code], "{name}");
        // What cannot be looked at is not held against what was looked at.
        assert!(it.check.iter().all(|it| it.outcome != CheckedOutcome::Failed || it.advice), "{name}");
    }
    // A picture under the ending of a document supports, and is told.
    let jpeg = b"\xFF\xD8\xFF\xC0\0\x0B\x08\0\x10\0\x10\x01\x01\x11\0".to_vec();
    let (it, told) = attach("foto.pdf", &jpeg);
    assert_eq!((it.supported_parameter, told), (2, vec![FindingCode::FileMislabelled]));
    assert!(!it.bukti[0].openable, "what opens a PDF is not given something else");
    laptop.assert_healthy();
}

#[test]
fn files_that_an_older_program_left_are_looked_at_beside_the_first_screen() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.choose(&id, "SID-19", 2).unwrap();
    let files: Vec<_> = (0..70).map(|n| laptop.file(&format!("{n}.pdf"), pdf(&n.to_string()))).collect();
    let files = [files, vec![laptop.file("program.pdf", b"MZ\x90\0\x03\0\0\0")]].concat();
    laptop.attach_bukti(&key(&id, "SID-19"), &files, &said(Some("foto"), Some("2025"), None), &mut Unwatched).unwrap();
    let before = laptop.dump();
    laptop.close();
    let database = rusqlite::Connection::open(laptop.folder().join("registry.sqlite3")).unwrap();
    database.execute("UPDATE blob_content SET reader = 0, content = 'unknown//'", []).unwrap();
    drop(database);

    laptop.open().unwrap();
    let supported = |laptop: &Laptop| answer(laptop, &id, "SID-19").supported_parameter;
    assert!(laptop.show_registry().unwrap().has_unseen);
    assert_eq!(supported(&laptop), 0);
    // Called off after the first portion: that is kept.
    let mut n = 0;
    let mut stop = |_: WorkStep, _: &str, _: u64, _: u64| {
        n += 1;
        n < 66
    };
    assert_eq!(laptop.look_at_bukti(&mut stop).unwrap_err().code, Code::Cancelled);
    assert!(laptop.show_registry().unwrap().has_unseen);
    assert!(!laptop.look_at_bukti(&mut Unwatched).unwrap().view.has_unseen);
    assert_eq!(supported(&laptop), 2);
    assert_same(&before, &laptop.dump(), "every list follows, and looking is no act");
    let mut again = 0;
    let mut count = |_: WorkStep, _: &str, _: u64, _: u64| {
        again += 1;
        true
    };
    laptop.look_at_bukti(&mut count).unwrap();
    assert_eq!(again, 0, "once is enough");
    laptop.assert_healthy();
}

#[test]
fn an_sk_supports_no_claim_of_a_perda() {
    let laptop = Laptop::new(1);
    // jenis said, date, what it is about, chosen, supported
    let table = [
        (Some("SK"), Some("2 Juli 2024"), Some("Tim Kado"), 3, 1),
        (Some("Perbup"), Some("2 Juli 2024"), Some("Kado"), 3, 2),
        (Some("Perda"), Some("2 Juli 2024"), Some("Kado"), 3, 3),
        (Some("Perda"), Some("2 Juli 2024"), Some("Kado"), 2, 2),
        (Some("undangan"), Some("2 Juli 2024"), Some("Kado"), 3, 0),
        // What nobody said is no proof, however the file is called.
        (None, Some("2 Juli 2024"), Some("Kado"), 3, 0),
        (Some("Perda"), None, Some("Kado"), 3, 0),
        (Some("Perda"), Some("2 Juli 2024"), None, 3, 0),
    ];
    for (n, (jenis, tanggal, tentang, chosen, wanted)) in table.into_iter().enumerate() {
        let id = laptop.register("Kado");
        laptop.edit(&id, "waktu_penerapan", "2024-03-01");
        laptop.choose(&id, "SID-16", chosen).unwrap();
        let file = laptop.file(&format!("SK {n}.pdf"), pdf(&n.to_string()));
        let facts = said(jenis, tanggal, tentang);
        laptop.attach_bukti(&key(&id, "SID-16"), &[file], &facts, &mut Unwatched).unwrap();
        let it = answer(&laptop, &id, "SID-16");
        assert_eq!(it.supported_parameter, wanted, "{n} {jenis:?} {tanggal:?} {tentang:?}");
        assert_eq!(it.bukti[0].guess.as_deref(), if jenis.is_none() { Some("sk") } else { None });
        let blamed = laptop.findings_of(&id).unwrap().iter().any(|it| it.code == FindingCode::CheckJenisDokumen);
        assert_eq!(blamed, jenis.is_some() && wanted < chosen && tanggal.is_some() && tentang.is_some(), "{n}");
    }
}

#[test]
fn a_guess_is_accepted_travels_and_is_taken_back() {
    let (laptop, other) = (Laptop::new(1), Laptop::new(2));
    let id = laptop.register("Kado");
    laptop.choose(&id, "SID-17", 1).unwrap();
    laptop.attach(&id, "SID-17", &laptop.file("ST tim.pdf", pdf("tim"))).unwrap();
    let bukti = answer(&laptop, &id, "SID-17").bukti.remove(0);
    let guess = bukti.guess.unwrap();
    assert_eq!((guess.as_str(), bukti.jenis_dokumen), ("surat-tugas", None));
    let edit = |value| laptop.edit_bukti(&id, DEFAULT_INSTRUMENT.trim(), bukti.id, BuktiField::JenisDokumen, value);
    edit(Some(&guess)).unwrap();
    laptop.carry_to(&other);
    assert_eq!(answer(&other, &id, "SID-17").bukti[0].jenis_dokumen.as_deref(), Some("surat-tugas"));
    laptop.undo().unwrap();
    assert_eq!(answer(&laptop, &id, "SID-17").bukti[0].guess.as_deref(), Some("surat-tugas"));
    assert!(edit(Some("surat cinta")).is_err(), "only what the list has");
}

#[test]
fn no_card_says_that_files_suffice_for_a_parameter_that_a_check_does_not_pass() {
    let laptop = Laptop::new(1);
    let mut n = 0;
    for jenis in [None, Some("sk"), Some("perkada"), Some("perda"), Some("lainnya")] {
        for tanggal in [None, Some("2023"), Some("2024"), Some("2026")] {
            for tentang in [None, Some("Kado")] {
                let id = laptop.register("Kado");
                laptop.edit(&id, "waktu_penerapan", "2024-03-01");
                n += 1;
                let file = laptop.file(&format!("{n}.pdf"), pdf(&n.to_string()));
                let facts = said(jenis, tanggal, tentang);
                laptop.attach_bukti(&key(&id, "SID-16"), &[file], &facts, &mut Unwatched).unwrap();
                for chosen in 1..=3 {
                    laptop.choose(&id, "SID-16", chosen).unwrap();
                    let it = answer(&laptop, &id, "SID-16");
                    let passes = it.check.iter().all(|it| it.advice || it.outcome == CheckedOutcome::Passed);
                    assert_eq!(it.supported_parameter == chosen, passes, "{jenis:?} {tanggal:?} {tentang:?} {chosen}");
                    assert!(it.reach != chosen || passes, "{jenis:?} {tanggal:?} {tentang:?} {chosen}");
                }
            }
        }
    }
}

#[test]
fn a_file_of_whose_name_nothing_can_be_seen_can_be_reached_all_the_same() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    for (name, kept) in [("\u{200b}\u{202e}", "tanpa nama"), ("\u{200b}.pdf", "tanpa nama.pdf"), (".pdf", ".pdf")] {
        laptop.attach(&id, "SID-16", &laptop.file(name, pdf(kept))).unwrap();
        assert!(answer(&laptop, &id, "SID-16").bukti.iter().any(|it| it.nama_berkas == kept), "{name:?}");
    }
}

#[test]
fn only_documents_are_opened_of_all_else_the_folder_is_shown() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    laptop.attach(&id, "SID-16", &laptop.file("sk.pdf", pdf("sk"))).unwrap();
    for (name, bytes, ..) in no_documents() {
        laptop.attach(&id, "SID-19", &laptop.file(name, bytes)).unwrap();
    }
    let folder = laptop.path("dibuka");
    let mut opened = Vec::new();
    for it in [answer(&laptop, &id, "SID-16"), answer(&laptop, &id, "SID-19")].into_iter().flat_map(|it| it.bukti) {
        let copy = laptop.open_bukti(it.id, &folder).unwrap();
        assert!(copy.path.is_file());
        assert_eq!(copy.openable, it.openable, "{}", it.nama_berkas);
        // The name comes from the window there: it decides nothing that bytes do not.
        assert!(!laptop.open_seen(&it.sha256, "sk.hta", &folder).unwrap().openable);
        if copy.openable {
            opened.push(it.nama_berkas);
        }
    }
    opened.sort();
    assert_eq!(opened, ["kunci.pdf", "potong.pdf", "potong.png", "rekap.xlsx", "sk.pdf"]);
}

#[test]
fn the_command_line_says_at_once_what_is_wrong_with_a_file() {
    let mut laptop = Laptop::new(1);
    let id = laptop.register("Kado");
    let file = laptop.file("sk.lnk", b"L\0\0\0\x01\x14\x02\0");
    laptop.close();
    let said = done(&laptop.folder(), ["attach", &id, "SID-16", file.to_str().unwrap(), "--jenis", "SK"]).stderr;
    assert!(said.contains("hanya pintasan"), "{said}");
}
