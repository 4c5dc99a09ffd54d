//! Forms that mean ill, or ask for too much: what stands between braces, fields, parts.

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
