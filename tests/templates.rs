//! The office's own forms of papers: changed in a word processor, given back, carried to
//! other laptops.

use std::{
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
};

use registry::{
    DocumentFormat, DocumentKind, DocumentRequest, NoticeCode, Reason, Registry, WriteDocuments,
    progress::Unwatched,
    view::{DocumentsReceipt, DocumentsView},
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::kit::{Laptop, cli};

const KIND: DocumentKind = DocumentKind::SuratPengantar;
const MAIN: &str = "word/document.xml";

/// A document with one text of its main part typed over.
fn typed_over(from: &Path, to: &Path, before: &str, after: &str) {
    let mut old = ZipArchive::new(Cursor::new(std::fs::read(from).unwrap())).unwrap();
    let mut new = ZipWriter::new(std::fs::File::create(to).unwrap());
    for at in 0..old.len() {
        let mut part = old.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == MAIN {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(before), "{before}");
            bytes = text.replace(before, after).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap();
}

fn main_of(docx: &Path) -> String {
    let mut zip = ZipArchive::new(std::fs::File::open(docx).unwrap()).unwrap();
    let mut text = String::new();
    zip.by_name(MAIN).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn written(laptop: &Laptop, name: &str) -> registry::Result<PathBuf> {
    receipt(laptop, name).map(|_| laptop.path(name))
}

fn receipt(laptop: &Laptop, name: &str) -> registry::Result<DocumentsReceipt> {
    let out = laptop.path(name);
    let document = DocumentRequest {
        kind: KIND,
        inovasi: Vec::new(),
        perangkat_daerah: Vec::new(),
        fields: Vec::new(),
        date: Some("2026-11-29".into()),
    };
    let format = if name.ends_with("pdf") { DocumentFormat::Pdf } else { DocumentFormat::Docx };
    let req = WriteDocuments { document, format, out: out.display().to_string(), replace: true };
    laptop.write_documents(&req, &mut Unwatched)
}

fn own(view: &DocumentsView) -> Vec<DocumentFormat> {
    view.kinds.iter().find(|it| it.kind == KIND).unwrap().own.clone()
}

/// The built-in form, with the title of the letter typed over.
fn changed(laptop: &Laptop) -> PathBuf {
    let (form, changed) = (laptop.path("bentuk.docx"), laptop.path("bentuk-kami.docx"));
    laptop.copy_template(KIND, DocumentFormat::Docx, &form, true).unwrap();
    typed_over(&form, &changed, ">SURAT PENGANTAR<", ">SURAT PENGANTAR {{ pemda.nama|upper }}<");
    changed
}

#[test]
fn a_changed_form_is_used_everywhere_until_it_is_given_up() {
    let (laptop, other) = (Laptop::new(1), Laptop::new(2));
    laptop.register("Kado Mbak Ita");
    let given = laptop.give_template(KIND, &changed(&laptop)).unwrap().view;
    assert_eq!(own(&given), [DocumentFormat::Docx]);
    let title = "SURAT PENGANTAR KOTA SEMARANG";
    assert!(main_of(&written(&laptop, "a.docx").unwrap()).contains(title));
    // The bytes go along in a parcel.
    laptop.carry_to(&other);
    assert_eq!(own(&other.list_documents().unwrap()), [DocumentFormat::Docx]);
    assert!(main_of(&written(&other, "b.docx").unwrap()).contains(title));
    // What is copied out now is the form in use.
    let again = other.path("lagi.docx");
    other.copy_template(KIND, DocumentFormat::Docx, &again, false).unwrap();
    assert!(main_of(&again).contains("pemda.nama|upper"));
    let back = other.remove_template(KIND, DocumentFormat::Docx).unwrap().view;
    assert_eq!(own(&back), []);
    assert!(!main_of(&written(&other, "b.docx").unwrap()).contains(title));
    other.undo().unwrap();
    assert_eq!(own(&other.list_documents().unwrap()), [DocumentFormat::Docx]);
    other.assert_healthy();
}

#[test]
fn a_broken_form_is_told_and_the_one_before_stays() {
    let laptop = Laptop::new(1);
    let good = changed(&laptop);
    laptop.give_template(KIND, &good).unwrap();
    let broken = laptop.path("rusak.docx");
    typed_over(&good, &broken, "{{ pemda.nama|upper }}", "{{ pemda.nma|upper }}");
    let told = Registry::check_template(&broken).unwrap();
    assert_eq!(told.faults.len(), 1, "{:?}", told.faults);
    assert_eq!((told.faults[0].text.as_str(), told.faults[0].near.as_deref()), ("pemda.nma", Some("pemda.nama")));
    let refused = laptop.give_template(KIND, &broken).unwrap_err();
    assert_eq!(refused.reason, Reason::TemplateRefused);
    assert!(main_of(&written(&laptop, "a.docx").unwrap()).contains("SURAT PENGANTAR KOTA SEMARANG"));
    // What is no form at all, and a kind that has none.
    let text = laptop.file("bentuk.txt", "x");
    assert_eq!(laptop.give_template(KIND, &text).unwrap_err().reason, Reason::TemplateEnding);
    assert_eq!(laptop.give_template(DocumentKind::Piagam, &good).unwrap_err().reason, Reason::DocumentFormat);
}

#[test]
fn typst_text_is_a_form_too() {
    let laptop = Laptop::new(1);
    let form = laptop.path("bentuk.typ");
    laptop.copy_template(KIND, DocumentFormat::Pdf, &form, false).unwrap();
    let text = std::fs::read_to_string(&form).unwrap();
    laptop.give_template(KIND, &form).unwrap();
    assert_eq!(own(&laptop.list_documents().unwrap()), [DocumentFormat::Pdf]);
    written(&laptop, "a.pdf").unwrap();
    std::fs::write(&form, text + "\n#d.tidak_ada\n").unwrap();
    let told = Registry::check_template(&form).unwrap();
    assert!(told.faults[0].line.is_some(), "{:?}", told.faults);
    assert_eq!(laptop.give_template(KIND, &form).unwrap_err().reason, Reason::TemplateRefused);
    written(&laptop, "a.pdf").unwrap();
}

#[test]
fn typst_text_of_another_laptop_is_used_once_somebody_has_looked_at_it() {
    let (laptop, other) = (Laptop::new(1), Laptop::new(2));
    laptop.register("Kado Mbak Ita");
    let told = |on: &Laptop| receipt(on, "a.pdf").unwrap().notices.iter().map(|it| it.code).collect::<Vec<_>>();
    let form = laptop.path("bentuk.typ");
    laptop.copy_template(KIND, DocumentFormat::Pdf, &form, false).unwrap();
    let text = std::fs::read_to_string(&form).unwrap() + "\nTembusan: arsip.\n";
    std::fs::write(&form, &text).unwrap();
    laptop.carry_to(&other);
    let built_in = std::fs::read(written(&other, "a.pdf").unwrap()).unwrap();
    laptop.give_template(KIND, &form).unwrap();
    assert_eq!(told(&laptop), []);
    laptop.carry_to(&other);
    assert_eq!(own(&other.list_documents().unwrap()), [DocumentFormat::Pdf]);
    assert_eq!(told(&other), [NoticeCode::TemplateUnlooked]);
    assert!(std::fs::read(other.path("a.pdf")).unwrap() == built_in, "the foreign form was used");
    // What the notice asks for: copy, look, give back.
    let copy = other.path("lagi.typ");
    other.copy_template(KIND, DocumentFormat::Pdf, &copy, false).unwrap();
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), text);
    other.give_template(KIND, &copy).unwrap();
    assert_eq!(told(&other), []);
    assert!(std::fs::read(other.path("a.pdf")).unwrap() != built_in);
    // Another text is looked at anew; undo brings back one that was looked at here.
    std::fs::write(&form, text + "\nSekali lagi.\n").unwrap();
    other.carry_to(&laptop);
    laptop.give_template(KIND, &form).unwrap();
    laptop.carry_to(&other);
    assert_eq!(told(&other), [NoticeCode::TemplateUnlooked]);
    laptop.undo().unwrap();
    assert_eq!(told(&laptop), []);
    other.assert_healthy();
}

#[test]
fn what_a_form_may_not_say_is_told_in_our_words() {
    let laptop = Laptop::new(1);
    let good = changed(&laptop);
    let bad = laptop.path("buruk.docx");
    for (typed, said) in [
        ("{% filter upper %}x{% endfilter %}", "“filter” tidak boleh dipakai"),
        ("{% set ns = namespace() %}", "“namespace(…)” tidak boleh dipakai"),
        ("{% for x in inovasi %}{{ loop.cycle() }}{% endfor %}", "“cycle(…)” tidak boleh dipakai"),
        ("{{ 1 + }}", "tidak dapat dipahami atau dihitung: “{{ 1 + }}”"),
        ("{% for a in range(999) %}{% for b in range(999) %}{{ pemda }}{% endfor %}{% endfor %}", "terlalu banyak"),
    ] {
        typed_over(&good, &bad, "{{ pemda.nama|upper }}", typed);
        let refused = laptop.give_template(KIND, &bad).unwrap_err();
        assert_eq!(refused.reason, Reason::TemplateRefused, "{typed}");
        assert!(refused.to_string().contains(said), "{refused}");
    }
}

#[test]
fn letters_that_a_paper_cannot_print_are_told() {
    let laptop = Laptop::new(1);
    laptop.register("Kado ꦗꦮ Mbak Ita");
    let notices = receipt(&laptop, "a.pdf").unwrap().notices;
    let [it] = notices.as_slice() else { panic!("{notices:?}") };
    assert_eq!(it.code, NoticeCode::LettersUnknown);
    let args: Vec<_> = it.args.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(args, ["ꦗ ꦮ", "Kado ꦗꦮ Mbak Ita", "Kado ꦗꦮ Mbak Ita"]);
    assert_eq!(receipt(&laptop, "a.docx").unwrap().notices, []);
}

#[test]
fn the_command_line_copies_checks_gives_and_goes_back() {
    let mut laptop = Laptop::new(1);
    let form = laptop.path("undangan.docx");
    let bad = laptop.path("undangan-rusak.docx");
    let folder = laptop.folder();
    laptop.close();
    let run = |args: &[&str]| cli::run(&folder, args.iter());
    let at = |it: &Path| it.display().to_string();
    assert_eq!(run(&["template", "copy", "undangan", &at(&form)]).code, Some(0));
    assert_eq!(run(&["template", "check", &at(&form)]).code, Some(0));
    typed_over(&form, &bad, "{{ of.nama or titik }}", "{{ of.nam or titik }}");
    let told = run(&["template", "check", &at(&bad)]);
    assert!(told.code == Some(1) && told.stdout.contains("of.nama"), "{told:?}");
    assert_eq!(run(&["template", "give", "undangan", &at(&bad)]).code, Some(3));
    assert_eq!(run(&["template", "give", "undangan", &at(&form)]).code, Some(0));
    assert!(run(&["template", "list"]).stdout.lines().any(|it| it.starts_with("undangan") && it.ends_with("docx")));
    assert_eq!(run(&["template", "remove", "undangan"]).code, Some(0));
}
