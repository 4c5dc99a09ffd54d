//! Forms of a word processor: every built-in one, what a word processor makes of a
//! placeholder, what is wrong with one, and what nobody should open.

use std::io::{Cursor, Read, Write};

use serde_json::json;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

pub(super) const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
pub(super) const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn document(body: &str) -> Vec<u8> {
    let text = format!("<w:document {NS}><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &text)])
}

pub(super) fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(docx)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

pub(super) fn fill(template: &[u8], paper: &Value, logo: Option<&DrawnLogo>) -> Result<Vec<u8>, TemplateFault> {
    DocxForm::read(template)?.fill(paper.clone(), logo)
}

pub(super) fn p(runs: &[&str]) -> String {
    let runs: String = runs.iter().map(|it| format!("<w:r><w:t>{it}</w:t></w:r>")).collect();
    format!("<w:p>{runs}</w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|it| format!("<w:tc>{}</w:tc>", p(&[it]))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

pub(super) fn paper() -> Value {
    json!({
        "nama": "Kota <Contoh> & Kawan", "kosong": null, "baris": "satu\ndua", "skor": {"value": 1.5, "text": "1,5"},
        "inovasi": [{"nama": "A", "n": 1}, {"nama": "B", "n": 2}], "tidak": false, "sly": "</w:t></w:r>{{ nama }}{% for %}",
        "fields": {}, "signer": {}
    })
}

/// What a body says once it is filled: paragraphs by lines, cells by bars.
fn filled(body: &str) -> String {
    let made = fill(&document(body), &paper(), None).unwrap_or_else(|it| panic!("{it:?}"));
    let root = tree::read(&part(&made, "word/document.xml")).unwrap();
    let mut out = Vec::new();
    root.visit(&mut |it| match it.name.as_str() {
        "w:p" => out.push(it.text()),
        "w:tr" => out.push("|".to_owned()),
        _ => {}
    });
    out.join("/")
}

#[test]
fn a_placeholder_survives_what_a_word_processor_makes_of_it() {
    for (body, said) in [
        (p(&["Yth. {{ nama }}."]), "Yth. Kota <Contoh> & Kawan."),
        (p(&["{", "{ na", "ma }", "}", " ya"]), "Kota <Contoh> & Kawan ya"),
        (p(&["a{{", " kosong ", "}}b"]), "ab"),
        (p(&["{{ skor }} dan {{ skor.value }}"]), "1,5 dan 1.5"),
        (p(&["{% if nama == “x” %}ya{% else %}", "tidak{% endif %}"]), "tidak"),
        (p(&["{{\u{a0}nama|upper\u{a0}}}"]), "KOTA <CONTOH> & KAWAN"),
        (p(&["{{ sly }}"]), "</w:t></w:r>{{ nama }}{% for %}"),
        (p(&["{# catatan #}x"]), "x"),
        (p(&["{{ inovasi|length }}", " {{ inovasi[1].nama }}"]), "2 B"),
        (p(&["{{ fields.batas or titik }}"]), "……………………………………"),
        // Blocks in paragraphs of their own.
        ([p(&["{% for it in inovasi %}"]), p(&["{{ it.nama }}"]), p(&["{% endfor %}"]), p(&["z"])].concat(), "A/B/z"),
        ([p(&["{% ", "if tidak %}"]), p(&["x"]), p(&["{% else %}"]), p(&["y"]), p(&["{% endif %}"])].concat(), "y"),
        // Rows: of their own, or around one from its first cell to its last.
        (
            format!(
                "<w:tbl>{}{}{}</w:tbl>",
                row(&["{% for it in inovasi %}", ""]),
                row(&["{{ it.nama }}", "{{ it.n }}"]),
                row(&["{% endfor %}", ""])
            ),
            "|/A/1/|/B/2",
        ),
        (
            format!(
                "<w:tbl>{}{}</w:tbl>",
                row(&["No", "Nama"]),
                row(&["{% for it in inovasi %}{{ it.n }}", "{{ it.nama }}{% endfor %}"])
            ),
            "|/No/Nama/|/1/A/|/2/B",
        ),
        // A table that lost its rows, and a cell that lost its paragraphs.
        (format!("<w:tbl>{}</w:tbl>{}", row(&["{% if tidak %}x{% endif %}", "y"]), p(&["z"])), "|//y/z"),
        (
            format!("<w:tbl>{}{}{}</w:tbl>{}", row(&["{% if tidak %}"]), row(&["x"]), row(&["{% endif %}"]), p(&["z"])),
            "z",
        ),
    ] {
        assert_eq!(filled(&body), said, "{body}");
    }
}

#[test]
fn the_first_run_gives_its_form_and_a_line_break_is_one() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ ba</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:t>ris }}</w:t></w:r></w:p>";
    let made = fill(&document(body), &paper(), None).unwrap();
    let text = part(&made, "word/document.xml");
    assert!(
        text.contains(
            "<w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">satu</w:t><w:br/><w:t xml:space=\"preserve\">dua</w:t>"
        ),
        "{text}"
    );
}

#[test]
fn what_is_wrong_has_a_name_a_place_and_a_remedy() {
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Daftar inovasi</w:t></w:r></w:p>";
    let table = |row: &str| format!("{heading}<w:tbl><w:tr><w:tc>{}</w:tc></w:tr>{row}</w:tbl>", p(&["No"]));
    for (body, cause, text, near, at) in [
        (p(&["{{ inovsi[0].nama }}"]), Cause::UnknownName, "inovsi", None, ("", None)),
        (p(&["{{ pemda.nma }}"]), Cause::UnknownName, "pemda.nma", Some("pemda.nama"), ("", None)),
        (p(&["{{ nama_badan }}"]), Cause::UnknownName, "nama_badan", None, ("", None)),
        (p(&["{{ kepala }}"]), Cause::UnknownName, "kepala", Some("pemda.kepala"), ("", None)),
        (
            table(&row(&["{% for it in inovasi %}{{ it.nam }}", "{% endfor %}"])),
            Cause::UnknownName,
            "it.nam",
            Some("it.nama"),
            ("Daftar inovasi", Some(2)),
        ),
        (p(&["{% if tidak_ada %}x{% endif %}"]), Cause::UnknownName, "tidak_ada", None, ("", None)),
        (p(&["{{ pemda.nama "]), Cause::Braces, "{{ pemda.nama", None, ("", None)),
        (format!("{heading}{}", p(&["pemda.nama }} x"])), Cause::Braces, "}} x", None, ("Daftar inovasi", None)),
        (p(&["{% for it in inovasi %}x"]), Cause::Unpaired, "{% for it in inovasi %}", None, ("", None)),
        (p(&["x{% endfor %}"]), Cause::Unpaired, "{% endfor %}", None, ("", None)),
        (p(&["{% if draft %}x{% endfor %}"]), Cause::Unpaired, "{% endfor %}", None, ("", None)),
        (
            format!("{}<w:tbl>{}</w:tbl>", p(&["{% if draft %}x"]), row(&["{% endif %}y"])),
            Cause::Crossing,
            "{% if draft %}",
            None,
            ("", None),
        ),
    ] {
        let found = check(&document(&body), &sample());
        let it = found.first().unwrap_or_else(|| panic!("{body} passes"));
        assert_eq!((it.cause, found.len()), (cause, 1), "{body}: {found:?}");
        assert!(it.text.starts_with(text), "{it:?}");
        assert!(near.is_none_or(|near| it.near.as_deref() == Some(near)), "{it:?}");
        assert_eq!((it.place.heading.as_str(), it.place.row), at, "{it:?}");
        assert!(!it.place.part.is_empty() && !it.place.text.is_empty(), "{it:?}");
    }
    for body in [p(&["{{ pemda.nama + }}"]), p(&["{% if %}x{% endif %}"]), p(&["{{ pemda.nama - draft }}"])] {
        let found = check(&document(&body), &sample());
        assert_eq!(found.iter().map(|it| it.cause).collect::<Vec<_>>(), [Cause::Syntax], "{body}: {found:?}");
        assert!(!found[0].place.text.is_empty(), "{found:?}");
    }
}

#[test]
fn what_runs_fetches_or_swells_is_refused() {
    let main = format!("<w:document {NS}><w:body>{}</w:body></w:document>", p(&["x"]));
    let with =
        |name: &str, text: &str| zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &main), (name, text)]);
    let rel = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"http://x/{kind}\" Target=\"{target}\" TargetMode=\"External\"/></Relationships>"
        )
    };
    let macros = TYPES.replace("application/xml", "application/vnd.ms-word.document.macroEnabled.main+xml");
    let field = format!(
        "<w:document {NS}><w:body><w:p><w:r><w:instrText> DDEAUTO c:\\\\x </w:instrText></w:r></w:p></w:body></w:document>"
    );
    let bomb = format!("<w:document {NS}><w:body>{}</w:body></w:document>", "<w:p>".repeat(500));
    let entity = format!("<!DOCTYPE a [<!ENTITY b \"c\">]><w:document {NS}><w:body>&b;</w:body></w:document>");
    let large = " ".repeat(25 * 1024 * 1024);
    for (bytes, cause) in [
        (b"bukan zip".to_vec(), Cause::NotDocx),
        (zipped(&[("word/document.xml", &main)]), Cause::NotDocx),
        (zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &main), ("../x", "")]), Cause::NotDocx),
        (with("word/vbaProject.bin", "x"), Cause::Active),
        (with("word/embeddings/oleObject1.bin", "x"), Cause::Active),
        (zipped(&[("[Content_Types].xml", &macros), ("word/document.xml", &main)]), Cause::Active),
        (zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &field)]), Cause::Active),
        (with("word/_rels/document.xml.rels", &rel("image", "http://x/y.png")), Cause::Outside),
        (with("word/_rels/document.xml.rels", &rel("hyperlink", "file:///x")), Cause::Outside),
        (zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &bomb)]), Cause::Damaged),
        (zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &entity)]), Cause::Damaged),
        (with("word/large.xml", &large), Cause::TooLarge),
        (vec![0; package::MAX_FILE + 1], Cause::TooLarge),
    ] {
        let found = check(&bytes, &sample());
        assert_eq!(found.first().map(|it| it.cause), Some(cause), "{found:?}");
        assert!(fill(&bytes, &paper(), None).is_err());
    }
    // What a person may follow stays; the template it came from is forgotten.
    for (kind, target, stays) in
        [("hyperlink", "https://x.go.id", true), ("attachedTemplate", "file:///C:/a.dotx", false)]
    {
        let made = fill(&with("word/_rels/document.xml.rels", &rel(kind, target)), &paper(), None).unwrap();
        assert_eq!(part(&made, "word/_rels/document.xml.rels").contains(target), stays, "{kind}");
    }
}

/// Keys of all, lists and texts cut to what shows their form; half a picture is none.
fn cut(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.truncate(2);
            list.iter_mut().for_each(cut);
        }
        Value::Object(map) => map.iter_mut().filter(|it| it.0 != "qr").for_each(|it| cut(it.1)),
        Value::String(text) if text.chars().count() > 60 => *text = text.chars().take(60).collect(),
        _ => {}
    }
}

/// The paper that has everything is what papers are today: `BLESS=1` renews it.
#[test]
fn the_sample_has_what_papers_have() {
    use crate::tests::{cast, options};
    let (dossier, office) = (cast::dossier(2), cast::office());
    let of =
        domain::submission::document::DocumentOf::PerangkatDaerah(dossier.overview.perangkat_daerah[0].nama.clone());
    let mut options = options(DocumentKind::Undangan, of);
    options.fields.insert(DocumentField::KodeBundel, crate::tests::FINGERPRINT.into());
    let made = crate::paper::paper(DocumentKind::Undangan, &dossier, &office, &options, &options.of).unwrap();
    let made = crate::paper::OwnPaper::of(&made);
    let mut made = crate::paper::SharedPaper::of(&dossier, &office).value(made);
    let one = made["signer"]["kepala_brida"].clone();
    for role in SignerRole::ALL {
        made["signer"].as_object_mut().unwrap().entry(role.name()).or_insert(one.clone());
    }
    complete(&mut made);
    made.as_object_mut().unwrap().remove("titik");
    made.as_object_mut().unwrap().remove("tempat");
    cut(&mut made);
    let text = serde_json::to_string_pretty(&made).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/paper.json");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == text, "templates/paper.json is not what papers are");
}

#[test]
fn every_built_in_form_passes_its_own_check() {
    for kind in DocumentKind::ALL {
        if let Some(form) = built_in(kind) {
            assert_eq!(check(&form, &sample()), [], "{kind}");
            assert!(form == built_in(kind).unwrap(), "{kind}: two makings differ");
        }
    }
}

/// A whole letter as it is written: `BLESS=1` renews it.
#[test]
fn a_letter_is_written_as_it_was() {
    use crate::tests::{cast, options};
    let (dossier, kind) = (cast::dossier(3), DocumentKind::Undangan);
    let of =
        domain::submission::document::DocumentOf::PerangkatDaerah(dossier.overview.perangkat_daerah[0].nama.clone());
    let format = domain::submission::document::DocumentFormat::Docx;
    let made = crate::write(kind, format, &dossier, &cast::office(), &options(kind, of)).unwrap();
    let text = part(&made, "word/document.xml").replace("<w:p>", "\n<w:p>") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/golden/undangan.xml");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap() == text, "{path} is not what is written");
}
