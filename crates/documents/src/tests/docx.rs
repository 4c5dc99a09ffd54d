//! Forms of a word processor: every built-in one, what a word processor makes of a
//! placeholder, what is wrong with one, and what nobody should open.

use std::io::{Cursor, Read, Write};

use serde_json::json;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

const NS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    let text = format!("<w:document {NS}><w:body>{body}</w:body></w:document>");
    zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &text)])
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(Cursor::new(docx)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn p(runs: &[&str]) -> String {
    let runs: String = runs.iter().map(|it| format!("<w:r><w:t>{it}</w:t></w:r>")).collect();
    format!("<w:p>{runs}</w:p>")
}

fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|it| format!("<w:tc>{}</w:tc>", p(&[it]))).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn paper() -> Value {
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
fn what_no_form_needs_is_not_allowed() {
    for (tag, what) in [
        ("{{ pemda.nama|tak_ada }}", "tak_ada"),
        ("{% filter upper %}x{% endfilter %}", "filter"),
        ("{% raw %}x{% endraw %}", "raw"),
        ("{%- raw -%}x{% endraw %}", "raw"),
        ("{% macro f(n) %}{{ f(n) }}{% endmacro %}", "macro"),
        ("{% call f() %}{% endcall %}", "call"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% extends 'x' %}", "extends"),
        ("{% block x %}{% endblock %}", "block"),
        ("{% with a = 1 %}{% endwith %}", "with"),
        ("{% autoescape false %}x{% endautoescape %}", "autoescape"),
        ("{% do [].append(1) %}", "do"),
        ("{% set a %}{% endset %}", "set … endset"),
        ("{% set ns.a = 1 %}", "ns.a"),
        ("{% set a = namespace() %}", "namespace(…)"),
        ("{{ debug() }}", "debug(…)"),
        ("{{ dict(a=1) }}", "dict(…)"),
        ("{% for x in inovasi recursive %}{{ loop(inovasi) }}{% endfor %}", "recursive"),
        ("{% for x in inovasi %}{{ loop.cycle() }}{% endfor %}", "cycle(…)"),
        ("{{ pemda.nama.upper() }}", "upper(…)"),
        ("{{ ''() }}", "(…)(…)"),
        ("{{ (pemda)(1) }}", "(…)(…)"),
        ("{{ pemda['nama'](1) }}", "(…)(…)"),
        ("{{ [pemda, pemda] }}", "[…]"),
        ("{{ {'a': 1} }}", "{"),
        ("{{ pemda.nama[0:2] }}", ":"),
        ("{{ 'x' * 100000 }}", "*"),
        ("{{ 9 ** 9 }}", "*"),
        ("{{ range(100000) }}", "range"),
        ("{{ range(1, 10, 0) }}", "range"),
        ("{{ range(pemda) }}", "range"),
        ("{{ inovasi|join(pemda.nama) }}", "join"),
        ("{{ inovasi|join(', ')|join(', ') }}", "join"),
        ("{{ inovasi|join('123456789012345678901') }}", "join"),
        ("{{ inovasi|map('upper') }}", "map"),
        ("{{ '%9999d'|format(1) }}", "format"),
        ("{{ pemda.nama|indent(9999) }}", "indent"),
        ("{{ pemda.nama|replace('a', pemda) }}", "replace"),
        ("{{ inovasi|batch(2) }}", "batch"),
        ("{{ pemda is filter }}", "filter"),
    ] {
        let found = check(&document(&p(&[tag])), &sample());
        let it = found.first().unwrap_or_else(|| panic!("{tag} passes"));
        assert_eq!((it.cause, it.text.as_str()), (Cause::NotAllowed, what), "{tag}: {found:?}");
        assert!(!it.place.text.is_empty(), "{tag}: {it:?}");
        assert!(fill(&document(&p(&[tag])), &paper(), None).is_err(), "{tag}");
    }
    for tag in [
        "{{ inovasi|selectattr('nama')|list|length + 1 }}",
        "{{ inovasi[0].nama }} {{ inovasi[0]['nama']|upper }}",
        "{{ inovasi|map(attribute='n_bukti')|sum * instrument.n_indikator }}",
        "{{ pemda.nama or (titik ~ 'x') }}",
        "{% if pemda.nama is not none and 'a' in pemda.nama %}x{% endif %}",
        "{% if inovasi|length not in range(10) %}x{% endif %}",
        "{{ 'ya' if draft else 'tidak' }}{{- pemda.nama -}}",
        "{% set n = inovasi|length %}{{ n }}",
        "{{ \"dia bilang \\\"ya\\\"\" }}",
    ] {
        assert_eq!(check(&document(&p(&[tag])), &sample()), [], "{tag}");
    }
}

#[test]
fn what_grows_without_end_ends() {
    let many = |it: &str, n: usize| it.repeat(n);
    let doubled = format!("{{% set a = titik %}}{}{{{{ a|length }}}}", many("{% set a = a ~ a %}", 60));
    for (body, cause) in [
        (p(&[&doubled]), Cause::TooMuch),
        (p(&[&format!("{{{{ {}1 }}}}", many("not ", 300))]), Cause::TooMuch),
        (p(&[&format!("{{{{ 1{} }}}}", many("~1", 300))]), Cause::TooMuch),
        (p(&[&format!("{{% if draft %}}{}{{% endif %}}", many("{% elif draft %}", 60))]), Cause::TooMuch),
        (p(&[&format!("{}{}", many("{% if draft %}", 40), many("{% endif %}", 40))]), Cause::TooMuch),
        (many(&p(&["{{ draft }}"]), 4001), Cause::TooMuch),
        (
            p(&[
                "{% for a in range(999) %}{% for b in range(999) %}{% for c in range(999) %}{% endfor %}{% endfor %}{% endfor %}",
            ]),
            Cause::TooMuch,
        ),
        (
            p(&["{% for a in range(999) %}{% for b in range(999) %}{{ inovasi }}{% endfor %}{% endfor %}"]),
            Cause::TooMuch,
        ),
        (p(&[&format!("{{{{ {}1{} }}}}", many("(", 400), many(")", 400))]), Cause::Syntax),
    ] {
        let found = check(&document(&body), &sample());
        assert_eq!(found.first().map(|it| it.cause), Some(cause), "{:.60}: {found:?}", body);
        assert!(fill(&document(&body), &sample(), None).is_err());
    }
    // As deep as a tag may be long.
    for tag in [format!("{{{{ {}1 }}}}", many("not ", 240)), format!("{{{{ {}1 }}}}", many("-", 990))] {
        check(&document(&p(&[&tag])), &sample());
    }
}

#[test]
fn a_tag_stands_where_text_is_read() {
    for body in [
        "<w:p w:rsidR=\"{{ pemda.nama }}\"/>",
        "<w:p><w:r><w:instrText>{{ pemda.nama }}</w:instrText></w:r></w:p>",
        "<w:p><w:fldSimple w:instr=\"{{ pemda.nama }}\"/></w:p>",
        "<w:p><w:r><w:instrText>}} {{ pemda.nama }}</w:instrText></w:r></w:p>",
    ] {
        let found = check(&document(body), &sample());
        // The code of a field is read before any tag is.
        let cause = found.first().map(|it| it.cause);
        assert!(matches!(cause, Some(Cause::Misplaced | Cause::Active)), "{body}: {found:?}");
        assert!(fill(&document(body), &sample(), None).is_err(), "{body}");
    }
    // Two readers, one meaning: braces between quotes do not hide a tag.
    let hidden = p(&["{{ \"}}\" ~ debug() ~ \"{{\" }}"]);
    assert!(!check(&document(&hidden), &sample()).is_empty());
    assert!(fill(&document(&hidden), &sample(), None).is_err());
    let picture = "<w:p><w:r><wp:docPr descr=\"{{ pemda.nama }}\"/></w:r></w:p>";
    assert_eq!(check(&document(picture), &sample()), []);
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

/// Code of a field in one run, or cut into several.
fn field(pieces: &[&str]) -> String {
    let runs: String = pieces.iter().map(|it| format!("<w:r><w:instrText>{it}</w:instrText></w:r>")).collect();
    let mark = |it: &str| format!("<w:r><w:fldChar w:fldCharType=\"{it}\"/></w:r>");
    format!("<w:p>{}{runs}{}<w:r><w:t>1</w:t></w:r>{}</w:p>", mark("begin"), mark("separate"), mark("end"))
}

#[test]
fn only_fields_that_a_form_needs_are_taken() {
    let simple =
        |code: &str| format!("<w:p><w:fldSimple w:instr=\"{code}\"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>");
    let begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    for body in [
        field(&[" DDEAUTO c:\\x "]),
        field(&["D", "D", "EAUTO cmd"]),
        field(&["ddeauto c cmd"]),
        format!("{}{}", field(&["DD"]).replace("separate", "begin"), field(&["EAUTO"])),
        // What one field shows is code of the one around it.
        format!("<w:p>{begin}<w:r><w:instrText> </w:instrText></w:r>{begin}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r></w:p>"),
        format!("<w:p>{begin}<w:r><w:t>DDE</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"),
        // Never ended, never begun, deleted.
        format!("<w:p>{begin}<w:r><w:instrText>INCLUDETEXT x</w:instrText></w:r></w:p>"),
        "<w:p><w:r><w:instrText>LINK x</w:instrText></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:delInstrText>LINK x</w:delInstrText></w:r></w:p>".to_owned(),
        simple("INCLUDETEXT x"),
        simple("MACROBUTTON AutoOpen x"),
        simple("EMBED x"),
        simple("RD x"),
        simple("GOTOBUTTON x"),
        simple("AUTOTEXT x"),
        simple("ASK x y"),
        simple("PRINT x"),
        simple("DATABASE"),
        simple("IMPORT x"),
        simple("= 1 + 1"),
        simple("HYPERLINK &quot;file:///c:/x.exe&quot;"),
        simple("HYPERLINK \\\\evil\\x"),
        simple("HYPERLINK \\l x &quot;file:///c:/x.exe&quot;"),
        simple("HYPERLINK \\o &quot;https://x&quot; javascript:x"),
        // A file chooses its prefixes itself.
        "<w:p><x:fldSimple xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" x:instr=\"LINK x\"/></w:p>".to_owned(),
        "<w:p><fldSimple instr=\"LINK x\"/></w:p>".to_owned(),
        "<w:p><w:r><w:object/></w:r></w:p>".to_owned(),
        "<w:altChunk r:id=\"a\"/>".to_owned(),
        "<w:p><w:subDoc r:id=\"a\"/></w:p>".to_owned(),
        "<w:p><w:r><w:pict><v:imagedata src=\"http://evil/x.png\"/></w:pict></w:r></w:p>".to_owned(),
        "<w:p><w:r><a:blip r:link=\"a\"/></w:r></w:p>".to_owned(),
    ] {
        let found = check(&document(&body), &sample());
        let cause = found.first().map(|it| it.cause);
        assert!(matches!(cause, Some(Cause::Active | Cause::Outside)), "{body}: {found:?}");
        assert!(fill(&document(&body), &paper(), None).is_err(), "{body}");
    }
    for body in [
        field(&[" PA", "GE "]),
        field(&[" TOC \\o \"1-3\" \\h \\z \\u "]),
        field(&["HYPERLINK \\l \"a b\" \\o \"Lihat sini\""]),
        simple("HYPERLINK &quot;https://x.go.id/a b&quot; \\t _blank"),
        simple(" numpages \\* MERGEFORMAT"),
        simple(" SEQ Tabel \\* ARABIC"),
        // What a field shows may hold another.
        format!(
            "<w:p>{}</w:p>",
            field(&["TOC"]).replace("<w:t>1</w:t></w:r>", "<w:t>1</w:t></w:r><w:fldSimple w:instr=\"PAGEREF a\"/>")
        ),
    ] {
        assert_eq!(check(&document(&body), &sample()), [], "{body}");
    }
}

#[test]
fn only_parts_and_relations_that_a_form_needs_are_taken() {
    let main = format!("<w:document {NS}><w:body>{}</w:body></w:document>", p(&["x"]));
    let types = TYPES.replace("</Types>", "<Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"bin\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings\"/></Types>");
    let rel = |kind: &str, target: &str, mode: &str| {
        format!(
            "<Relationships><Relationship Id=\"a\" Type=\"http://x/{kind}\" Target=\"{target}\"{mode}/></Relationships>"
        )
    };
    const RELS: &str = "word/_rels/document.xml.rels";
    let field = format!("<w:hdr {NS}><w:p><w:fldSimple w:instr=\"LINK x\"/></w:p></w:hdr>");
    let external = " TargetMode=\"External\"";
    for (parts, cause) in [
        (vec![(RELS, rel("image", "http://evil/x.png", ""))], Cause::Outside),
        (vec![(RELS, rel("image", "//evil/x.png", ""))], Cause::Outside),
        (vec![(RELS, rel("image", "x.png", " TargetMode=\"external\""))], Cause::Outside),
        (vec![(RELS, rel("image", "../../x.png", ""))], Cause::Outside),
        (vec![(RELS, rel("hyperlink", "javascript:alert(1)", external))], Cause::Outside),
        (vec![(RELS, rel("hyperlink", "\\\\evil\\share", external))], Cause::Outside),
        (vec![(RELS, rel("subDocument", "http://evil/s.docx", external))], Cause::Outside),
        (vec![(RELS, rel("vbaProject", "foo.bin", "")), ("word/foo.bin", "x".into())], Cause::Active),
        (vec![(RELS, rel("control", "a.xml", "")), ("word/a.xml", "<a/>".into())], Cause::Active),
        (vec![(RELS, rel("header", "a.png", "")), ("word/a.png", field.clone())], Cause::Outside),
        (vec![(RELS, rel("header", "../customXml/a.xml", "")), ("customXml/a.xml", field.clone())], Cause::Outside),
        (vec![("_rels/.rels", rel("officeDocument", "word/a.xml", "")), ("word/a.xml", "<a/>".into())], Cause::Outside),
        // Wherever a reader might look for it.
        (vec![("word/glossary/document.xml", field.clone())], Cause::Active),
        (vec![("word/a.exe", "x".into())], Cause::Active),
        (vec![("word/Document.xml", main.clone())], Cause::NotDocx),
        (
            vec![("word/settings.xml", format!("<w:settings {NS}><w:x><w:mailMerge/></w:x></w:settings>"))],
            Cause::Active,
        ),
    ] {
        let all = [("[Content_Types].xml", types.as_str()), ("word/document.xml", main.as_str())];
        let bytes = zipped(&all.into_iter().chain(parts.iter().map(|it| (it.0, it.1.as_str()))).collect::<Vec<_>>());
        let found = check(&bytes, &sample());
        assert_eq!(found.first().map(|it| it.cause), Some(cause), "{parts:?}: {found:?}");
        assert!(fill(&bytes, &paper(), None).is_err(), "{parts:?}");
    }
    // What word processors leave behind is forgotten or stays unread.
    let settings = format!("<w:settings {NS}><w:attachedTemplate r:id=\"a\"/><w:mailMerge/><w:zoom/></w:settings>");
    let printer = rel("printerSettings", "printer.bin", "");
    let bytes = zipped(&[
        ("[Content_Types].xml", &types),
        ("word/document.xml", &main),
        ("word/settings.xml", &settings),
        (RELS, &printer),
        ("word/printer.bin", "x"),
        ("customXml/item1.xml", "\u{feff}<x>EVIL"),
    ]);
    assert_eq!(check(&bytes, &sample()), []);
    let made = fill(&bytes, &paper(), None).unwrap();
    assert!(!part(&made, RELS).contains("printer") && !part(&made, "word/settings.xml").contains("mailMerge"));
}

/// Keys of all, lists cut to what shows their form.
fn cut(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.truncate(2);
            list.iter_mut().for_each(cut);
        }
        Value::Object(map) => map.values_mut().for_each(cut),
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
    let options = options(DocumentKind::Undangan, of);
    let mut made =
        crate::paper::value(&crate::paper::paper(DocumentKind::Undangan, &dossier, &office, &options).unwrap());
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
