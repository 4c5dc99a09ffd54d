//! Forms that mean ill, or ask for too much: what stands between braces, fields, parts.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    tests::{NS, TYPES, document, fill, p, paper, part, zipped},
    *,
};

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
        ("{{ (pemda, pemda) }}", ","),
        ("{{ (pemda,) }}", ","),
        ("{{ pemda, pemda }}", ","),
        ("{{ () }}", "()"),
        ("{% if pemda in (pemda, inovasi) %}x{% endif %}", ","),
        ("{{ pemda.nama is in ('a', 'b') }}", ","),
        ("{{ inovasi[0, 1] }}", ","),
        ("{{ inovasi|sum(attribute=('a', 'b')) }}", ","),
        ("{% set a = titik, titik %}", ","),
        ("{% set a = titik ~ titik %}", "~"),
        ("{% set a = inovasi + inovasi %}", "+"),
        ("{% set a = titik * 2 %}", "*"),
        ("{% set a = (titik|upper) ~ 1 %}", "~"),
        ("{% for a in (titik, titik) %}{% endfor %}", ","),
        ("{% for a in titik, titik %}{% endfor %}", ","),
        ("{% for a in titik ~ titik %}{% endfor %}", "~"),
        ("{% for a in inovasi + inovasi if a %}{% endfor %}", "+"),
        ("{% for a in (inovasi if draft else inovasi * 2) %}{% endfor %}", "*"),
        ("{% for a, b in inovasi %}{% endfor %}", "a, b in inovasi"),
        ("{% for (a) in inovasi %}{% endfor %}", "(a) in inovasi"),
        ("{% for a.b in inovasi %}{% endfor %}", "a.b in inovasi"),
        ("{% for a[debug()] in inovasi %}{% endfor %}", "a[debug()] in inovasi"),
        ("{% for in in inovasi %}{% endfor %}", "in in inovasi"),
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
        "{% set n = inovasi|length - 1 %}{{ n + 1 }}",
        "{% for it in inovasi|selectattr('n_bukti', 'gt', 0) if it.n_bukti + 1 > 1 %}{{ it.nama }}{% endfor %}",
        "{% for it in inovasi[0].steps %}{{ it.text|default('-', true) }}{% endfor %}",
        "{{ (inovasi|map(attribute='nama'))|join(', ') }}",
        "{{ inovasi|map(attribute='nama')|sort|join(', ')|upper }} {{ pemda.nama|upper|list|join(' ') }}",
        "{% set kota = pemda.nama|upper %}{% set n = inovasi|length %}{{ kota|lower }} {{ n }}",
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
        (p(&[&doubled]), Cause::NotAllowed),
        (p(&[&format!("{{% set a = titik %}}{}", many("{% set a = a|list|upper %}", 60))]), Cause::TooMuch),
        (
            p(&[&format!("{{% set a = titik %}}{}", many("{% set b = a|list|join('12345678') %}{% set a = b %}", 60))]),
            Cause::TooMuch,
        ),
        (p(&[&format!("{{{{ titik{} }}}}", many("|list|lower", 60))]), Cause::TooMuch),
        (p(&[&format!("{{{{ titik{}|length }}}}", many("|sort|title", 60))]), Cause::TooMuch),
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
    let styled =
        |name: &str, style: &str| format!("<w:p><w:r><w:pict><{name} style=\"{style}\"/></w:pict></w:r></w:p>");
    // A link whose address stands behind what only some take for the end of its code.
    let hidden = |end: &str| {
        let code = |it: &str| format!("<w:r><w:instrText>{it}</w:instrText></w:r>");
        format!("<w:p>{begin}{}<w:r>{end}</w:r>{}</w:p>", code("HYPERLINK \\o"), code("TITLE \"file:///c:/x.exe\""))
    };
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
        // One end for whoever reads names, none for whoever reads what they are bound to.
        hidden("<z:fldChar xmlns:z=\"urn:z\" z:fldCharType=\"separate\"/>"),
        hidden("<w:fldChar xmlns:w=\"urn:w\" w:fldCharType=\"separate\"/>"),
        hidden("<fldChar fldCharType=\"separate\"/>"),
        hidden("<w:fldChar z:fldCharType=\"separate\" w:fldCharType=\"begin\"/>"),
        hidden("<z:skipped xmlns:z=\"urn:z\"><w:fldChar w:fldCharType=\"separate\"/></z:skipped>"),
        p(&["x"]).replace("<w:p>", "<w:p xmlns:w=\"urn:w\">"),
        p(&["x"]).replace("<w:p>", "<w:p xmlns:v=\"http://purl.oclc.org/ooxml/wordprocessingml/main\">"),
        p(&["x"]).replace("<w:p>", "<w:p xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"),
        // Of two branches a reader takes one.
        hidden("<mc:AlternateContent><mc:Choice><w:fldChar w:fldCharType=\"separate\"/></mc:Choice><mc:Fallback/></mc:AlternateContent>"),
        hidden("<mc:AlternateContent><mc:Choice/><mc:Fallback><w:instrText>x</w:instrText></mc:Fallback></mc:AlternateContent>"),
        format!("<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>", field(&["PAGE"]), field(&["LINK x"])),
        "<w:p><mc:AlternateContent><mc:Choice><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></mc:Choice><mc:Fallback/></mc:AlternateContent></w:p>".to_owned(),
        // What was taken out, and what stays without it.
        field(&["PAGE ", "</w:instrText><w:delInstrText>LINK x</w:delInstrText><w:instrText>"]),
        field(&["HYPERLINK ", "</w:instrText><w:delInstrText>\\o </w:delInstrText><w:instrText>", "\"file:///c:/x.exe\""]),
        format!("<w:p>{begin}<w:r><w:instrText>HYPERLINK </w:instrText></w:r><w:del><w:r><w:instrText>\\o </w:instrText></w:r></w:del><w:r><w:instrText>\"file:///c:/x.exe\"</w:instrText></w:r></w:p>"),
        format!("<w:p>{begin}<w:r><w:instrText>HYPERLINK </w:instrText></w:r><w:ins><w:r><w:instrText>\\o </w:instrText></w:r></w:ins><w:r><w:instrText>\"file:///c:/x.exe\"</w:instrText></w:r></w:p>"),
        format!("<w:p>{begin}<w:r><w:instrText>HYPERLINK \\o </w:instrText></w:r><w:del><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r></w:del><w:r><w:instrText>TITLE \"file:///c:/x.exe\"</w:instrText></w:r></w:p>"),
        // Words that end elsewhere for others.
        simple("HYPERLINK &quot;https://x\\&quot; &quot;file:///c:/x.exe&quot;"),
        simple("HYPERLINK \\o &quot;a \\&quot; https://x&quot;"),
        simple("HYPERLINK \\o “a file:///c:/x.exe”"),
        "<w:p><w:r><w:object/></w:r></w:p>".to_owned(),
        styled("v:shape", "background:url(http://evil/x.png)"),
        styled("v:shape", "background: URL( 'http://evil/x.png')"),
        styled("v:shape", "behavior:url(\\\\evil\\x)"),
        styled("v:shape", "b:u/**/rl(//evil/x)"),
        styled("v:shape", "b:\\75rl(//evil/x)"),
        styled("w:p", "@import 'http://evil/x.css'"),
        "<w:p><w:r><w:pict><v:rect fill=\"url(http://evil/x.svg#a)\"/></w:pict></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:pict><style>@import '//evil/x.css'</style></w:pict></w:r></w:p>".to_owned(),
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
        styled("v:shape", "width:10pt;mso-position-horizontal:absolute"),
        styled("v:shape", "fill:url(#a)"),
        format!(
            "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            field(&["PAGE"]),
            field(&["PAGE"])
        ),
        // One number was put in the place of another, and nobody has accepted it yet.
        format!(
            "<w:p>{begin}<w:del><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del><w:ins><w:r><w:instrText>NUMPAGES</w:instrText></w:r></w:ins><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
        ),
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

#[test]
fn a_part_is_what_its_first_bytes_say() {
    const KINDS: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"emf\" ContentType=\"image/x-emf\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/><Default Extension=\"odttf\" ContentType=\"application/vnd.openxmlformats-officedocument.obfuscatedFont\"/><Default Extension=\"gambar\" ContentType=\"image/png\"/></Types>";
    let main = format!("<w:document {NS}><w:body>{}</w:body></w:document>", p(&["x"]));
    let with = |name: &str, bytes: &[u8]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in
            [("[Content_Types].xml", KINDS.as_bytes()), ("word/document.xml", main.as_bytes()), (name, bytes)]
        {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        check(&zip.finish().unwrap().into_inner(), &sample()).first().map(|it| it.cause)
    };
    let svg: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"http://evil/x\"/></svg>";
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(svg.iter().flat_map(|it| [*it, 0])).collect();
    let packed: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\x03\xb3";
    let whole =
        logo::picture(b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>", "svg").unwrap().bytes;
    let font: Vec<u8> = b"<a".iter().copied().chain((0..300_u16).map(|it| (it % 251) as u8)).collect();
    for (name, bytes, cause) in [
        ("word/media/a.png", svg, Some(Cause::Active)),
        ("word/media/a.PNG", b"\xef\xbb\xbf  <?xml version=\"1.0\"?><svg/>", Some(Cause::Active)),
        ("word/media/a.png", &wide, Some(Cause::Active)),
        ("word/media/a.png", packed, Some(Cause::Active)),
        ("word/media/a.png", b"<!doctype html><script>", Some(Cause::Active)),
        ("word/media/a.png", b"MZ\x90\0", Some(Cause::Active)),
        ("word/media/a.png", b"", Some(Cause::Active)),
        ("word/media/a.emf", b"BM<svg xmlns=''/>", Some(Cause::Active)),
        ("word/media/a.gambar", svg, Some(Cause::Active)),
        ("word/media/a.gambar", packed, Some(Cause::Active)),
        ("word/media/a.svg", packed, Some(Cause::Damaged)),
        ("word/media/a.svg", svg, Some(Cause::Outside)),
        ("word/fonts/a.odttf", svg, Some(Cause::Active)),
        ("word/fonts/a.odttf", &wide, Some(Cause::Active)),
        ("word/fonts/a.odttf", b"PK\x03\x04", Some(Cause::Active)),
        // As they are.
        ("word/media/a.png", &whole, None),
        ("word/media/a.png", b"\xff\xd8\xff\xe0\0\x10JFIF", None),
        ("word/media/a.emf", b"\x01\0\0\0\x6c\0\0\0", None),
        ("word/media/a.gambar", &whole, None),
        ("word/fonts/a.odttf", &font, None),
    ] {
        assert_eq!(with(name, bytes), cause, "{name}: {:?}", String::from_utf8_lossy(bytes));
    }
}
