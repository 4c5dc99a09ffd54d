//! A bundle is whole: every fact and file that the registry holds of what is handed
//! in stands on a page and in the data, or is listed there as left out.

use std::fs;

use domain::{
    core::id::Subject,
    inovasi::profile::{FIELDS, Field, FieldKind},
};
use registry::{BuktiFacts, GiveInput, GiveVerdict, progress::Unwatched};

use super::bundle;
use crate::kit::{Laptop, key, pdf, tree};

const YEAR: &str = "iga-2026";

/// Everything filled in with words that occur nowhere else; those that must not be
/// told come second.
pub fn full(word: &mut dyn FnMut(&str) -> String) -> (Laptop, Vec<String>) {
    let laptop = Laptop::new(1);
    laptop.set_person(&word("penyusun")).unwrap();
    let id = laptop.register(&word("inovasi"));
    let inovasi = laptop.inovasi(&id).unwrap();
    for field in FIELDS.iter().filter(|it| !matches!(it, Field::Nama | Field::Catatan | Field::Koordinat)) {
        match field.kind() {
            FieldKind::Line | FieldKind::Paragraphs => laptop.edit(&id, field.name(), &word(field.name())),
            _ => {}
        }
    }
    for (field, value) in [
        ("koordinat", "-6.9903, 110.4229"),
        ("tahapan", "Penerapan"),
        ("urusan_utama", "Kesehatan"),
        ("waktu_uji_coba", "2023-03-14"),
        ("waktu_penerapan", "2024-08-17"),
    ] {
        laptop.edit(&id, field, value);
    }
    let secret = ["catatanrahasia", "catatansendiri"].map(str::to_owned);
    laptop.edit(&id, "catatan", &secret[0]);
    laptop.keep_note(inovasi, &secret[1]).unwrap();
    laptop.propose_inovasi(&[&id], YEAR, &word("pertumbuhan")).unwrap();

    let mut facts = |what: &str| BuktiFacts {
        nomor: Some(word(&format!("nomor{what}"))),
        tanggal: Some("2024-02-01".into()),
        tentang: Some(word(&format!("tentang{what}"))),
        jenis_dokumen: Some("Perwal".into()),
        pages: Some(word(&format!("halaman{what}"))),
    };
    for slot in ["SID-16", "profil-anggaran", "profil-bisnis", "profil-haki", "profil-penghargaan"] {
        let facts = facts(&slot.replace('-', ""));
        let file = laptop.file(&format!("berkas{slot}unik.pdf"), pdf(slot));
        laptop.attach_bukti(&key(&id, slot), &[file], &facts, &mut Unwatched).unwrap();
    }
    laptop.attach("daerah", "SPD-01", &laptop.file("berkasdaerahunik.pdf", pdf("daerah"))).unwrap();
    laptop.choose(&id, "SID-16", 2).unwrap();
    laptop.choose("daerah", "SPD-01", 2).unwrap();
    laptop
        .give_input(&GiveInput {
            subject: Subject::Inovasi(inovasi),
            instrument: YEAR.into(),
            indikator: "kemanfaatan-inovasi".into(),
            input: "jumlah-penerima".into(),
            value: "35077".into(),
        })
        .unwrap();
    for (whose, what) in [(Subject::Inovasi(inovasi), "inovasi"), (Subject::Daerah, "daerah")] {
        let view = laptop.register_penghargaan(whose, &word(&format!("penghargaan{what}"))).unwrap().view;
        let id = view.penghargaan[0].id;
        for field in ["penyelenggara", "kategori", "hasil", "sumber"] {
            laptop.edit_penghargaan(id, field, Some(&word(&format!("{field}{what}")))).unwrap();
        }
        let file = laptop.file(&format!("piagam{what}unik.pdf"), pdf(&format!("piagam {what}")));
        laptop.attach_penghargaan(id, &[file], &mut Unwatched).unwrap();
    }
    laptop.move_answers(Subject::Inovasi(inovasi), YEAR, "diajukan", &word("pengantar"), true).unwrap();
    laptop.set_person(&word("verifikator")).unwrap();
    laptop.set_role("verifier").unwrap();
    let verdict = GiveVerdict {
        subject: Subject::Inovasi(inovasi),
        instrument: YEAR.into(),
        indikator: "SID-16".into(),
        parameter: 1,
        note: word("putusan"),
        fingerprint: None,
        meant: true,
    };
    laptop.give_verdict(&verdict).unwrap();
    (laptop, secret.into())
}

#[test]
fn every_fact_and_file_is_on_a_page_and_in_the_data() {
    let mut words = Vec::new();
    let (laptop, secret) = full(&mut |name| {
        let word = format!("unik{}", name.replace('_', ""));
        words.push(word.clone());
        word
    });
    words.extend(
        ["35077", "-6.9903", "berkasdaerahunik.pdf", "piagaminovasiunik.pdf", "piagamdaerahunik.pdf"].map(Into::into),
    );
    for slot in ["SID-16", "profil-anggaran", "profil-bisnis", "profil-haki", "profil-penghargaan"] {
        words.push(format!("berkas{slot}unik.pdf"));
    }
    assert!(words.len() > 40, "{words:?}");
    let out = laptop.path("bundel");
    bundle(&laptop, &out, false).unwrap();
    let tree = tree(&out);
    let all = |ending: &str| -> String {
        let each = tree.iter().filter(|it| it.0.ends_with(ending));
        each.map(|it| String::from_utf8_lossy(it.1).into_owned()).collect()
    };
    let (pages, data) = (all(".html"), all("registri.json"));
    for word in &words {
        assert!(pages.contains(word.as_str()), "{word} is on no page");
        assert!(data.contains(word.as_str()), "{word} is not in the data");
    }
    for slot in ["16", "profil-anggaran", "profil-bisnis", "profil-haki", "profil-penghargaan", "/penghargaan/"] {
        assert!(tree.keys().any(|it| it.contains(slot) && it.ends_with(".pdf")), "no bytes of {slot}");
    }
    assert!(tree.keys().any(|it| it.starts_with("data/daerah/penghargaan/01-")), "no bytes of the region's own");
    for secret in secret {
        assert!(!pages.contains(&secret) && !all(".json").contains(&secret), "{secret} is told");
    }
    assert!(data.contains("\"note\"") && pages.contains("Catatan sendiri"), "that it stays out is told");
    assert!(tree.contains_key("BUKA-INI.html"), "there is a door");
    // Every link of every page leads to a file of the bundle.
    for (path, bytes) in tree.iter().filter(|it| it.0.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        let folder = path.rsplit_once('/').map_or("", |it| it.0);
        for link in page.split("href=\"").skip(1).filter_map(|it| it.split('"').next()) {
            let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
            for part in link.split('/') {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(part);
                }
            }
            assert!(tree.contains_key(&parts.join("/")), "{path}: {link}");
        }
    }
    assert!(super::outside::judge(&[&out])[0].0);
}

#[test]
fn each_fact_changes_the_fingerprint() {
    let n = {
        let mut n = 0;
        full(&mut |name| {
            n += 1;
            name.into()
        });
        n
    };
    let fingerprint = |changed: Option<usize>| {
        let mut at = 0;
        let (laptop, _) = full(&mut |name| {
            at += 1;
            if Some(at) == changed { format!("lain{name}") } else { name.into() }
        });
        bundle(&laptop, &laptop.path("bundel"), false).unwrap().fingerprint
    };
    let before = fingerprint(None);
    assert_eq!(before, fingerprint(None), "the same registry gives the same");
    // One of each kind: with all of them this would take minutes.
    for changed in (1..=n).step_by(7) {
        assert_ne!(before, fingerprint(Some(changed)), "fact {changed}");
    }
}

#[test]
fn more_than_99_files_stay_in_order() {
    let laptop = Laptop::new(1);
    let id = laptop.register("Banyak");
    let files: Vec<_> = (0..101).map(|n| laptop.file(&format!("b{n}.pdf"), pdf(&n.to_string()))).collect();
    laptop.attach_bukti(&key(&id, "SID-16"), &files, &BuktiFacts::default(), &mut Unwatched).unwrap();
    bundle(&laptop, &laptop.path("bundel"), false).unwrap();
    let folder = fs::read_dir(laptop.path("bundel/data/01-banyak")).unwrap();
    let folder = folder.map(|it| it.unwrap().path()).find(|it| it.is_dir()).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert!(names[0].to_str().unwrap().starts_with("001-") && names[100].to_str().unwrap().starts_with("101-"));
}
