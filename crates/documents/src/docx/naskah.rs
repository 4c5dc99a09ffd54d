//! The built-in forms: short sources (`templates/docx/`) become documents of a word
//! processor with real styles, so that one look serves all of them. README.md tells
//! the words of a source.

use domain::submission::document::DocumentKind;

use super::{
    package::Package,
    tree::{self, DocxNode, Element, escape},
};

/// Width between the margins of an upright and of a lying page, in twentieths of a point.
const WIDE: (u32, u32) = (9072, 14570);

macro_rules! sources {
    ($($kind:ident $file:literal),+ $(,)?) => {
        fn source(kind: DocumentKind) -> Option<&'static str> {
            match kind {
                $(DocumentKind::$kind => Some(include_str!(concat!("../../templates/docx/", $file, ".xml"))),)+
                _ => None,
            }
        }
    };
}

sources!(
    LaporanInovasi "laporan-inovasi",
    BukuInovasi "buku-inovasi",
    LembarRekomendasi "lembar-rekomendasi",
    BeritaAcaraVerifikasi "berita-acara-verifikasi",
    RekapPerangkatDaerah "rekap-perangkat-daerah",
    RekapUrusan "rekap-urusan",
    SuratPermintaanData "surat-permintaan-data",
    SuratPernyataan "surat-pernyataan",
    PenetapanInovasi "lampiran-sk",
    SuratPengantar "surat-pengantar",
    Undangan "undangan",
    DaftarHadir "daftar-hadir",
);

macro_rules! parts {
    ($($name:literal $file:literal),+ $(,)?) => {
        /// What every document holds beside its text.
        const PARTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../templates/docx/parts/", $file)))),+];
    };
}

parts!(
    "[Content_Types].xml" "content-types.xml",
    "_rels/.rels" "rels.xml",
    "docProps/core.xml" "core.xml",
    "word/_rels/document.xml.rels" "document-rels.xml",
    "word/styles.xml" "styles.xml",
    "word/settings.xml" "settings.xml",
    "word/numbering.xml" "numbering.xml",
    "word/header1.xml" "header.xml",
    "word/footer1.xml" "footer.xml",
);

/// What sources share: one inovasi in the portal's skeleton.
const SHARED: [(&str, &str); 2] = [
    ("inovasi", include_str!("../../templates/docx/inovasi.xml")),
    ("kode-bundel", include_str!("../../templates/docx/kode-bundel.xml")),
];

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"";

/// The document of a kind; None: it has none.
pub(super) fn document(kind: DocumentKind) -> Option<Vec<u8>> {
    let source = tree::read(source(kind)?).ok()?;
    let lying = source.attribute("melintang").is_some();
    let mut writer = NaskahWriter { out: String::new(), wide: if lying { WIDE.1 } else { WIDE.0 } };
    writer.blocks(&source);
    let (page, margins) = if lying {
        (
            "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"",
            "w:top=\"1021\" w:right=\"1134\" w:bottom=\"1021\" w:left=\"1134\"",
        )
    } else {
        ("w:w=\"11906\" w:h=\"16838\"", "w:top=\"1134\" w:right=\"1417\" w:bottom=\"1247\" w:left=\"1417\"")
    };
    let body = format!(
        "<w:document {NAMESPACES}><w:body>{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/>\
<w:footerReference w:type=\"default\" r:id=\"rId5\"/><w:pgSz {page}/><w:pgMar {margins} w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
</w:sectPr></w:body></w:document>",
        writer.out
    );
    let mut package = Package::default();
    let mut title = String::new();
    escape(source.attribute("judul").unwrap_or_default(), &mut title);
    for (name, text) in PARTS {
        let text = text.replace("JUDUL", &title).replace("TEPI", &if lying { WIDE.1 } else { WIDE.0 }.to_string());
        package.put(name, &tree::read(&text).ok()?);
    }
    package.put("word/document.xml", &tree::read(&body).ok()?);
    super::logo::put_placeholders(&mut package)?;
    package.write().ok()
}

struct NaskahWriter {
    out: String,
    /// How wide a block here may be.
    wide: u32,
}

/// How a paragraph stands.
#[derive(Default)]
struct Form<'a> {
    style: &'a str,
    /// More of its properties, in the order of the standard.
    more: &'a str,
    bold: bool,
}

impl NaskahWriter {
    fn blocks(&mut self, parent: &Element) {
        for it in parent.elements() {
            self.block(it);
        }
    }

    fn block(&mut self, it: &Element) {
        let of = |name| it.attribute(name);
        match it.name.as_str() {
            "pakai" => {
                let shared = SHARED.iter().find(|shared| Some(shared.0) == of("isi"));
                // Headings of what is shared stand one step lower where somebody says so.
                let text = shared.map_or("", |it| it.1).replace("TINGKAT", of("tingkat").unwrap_or("1"));
                if let Ok(it) = tree::read(&text) {
                    self.blocks(&it);
                }
            }
            "kop" => self.kop(),
            "qr" => self.out.push_str(&super::logo::qr()),
            "judul" => self.paragraph(it, &Form { style: "Title", ..Form::default() }),
            "sub" => self.paragraph(it, &Form { style: "Subtitle", ..Form::default() }),
            "h1" | "h2" | "h3" => {
                let style = format!("Heading{}", it.name.trim_start_matches('h'));
                let more = if of("halaman").is_some() { "<w:pageBreakBefore/>" } else { "" };
                self.paragraph(it, &Form { style: &style, more, ..Form::default() });
            }
            "li" => {
                let more = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
                self.paragraph(it, &Form { style: "ListParagraph", more, ..Form::default() });
            }
            "p" => self.paragraph(it, &Form { style: of("gaya").unwrap_or(""), ..Form::default() }),
            "tag" => self.paragraph(it, &Form::default()),
            "daftar-isi" => self.contents(),
            "isian" => self.pairs(it),
            "tabel" => self.table(it),
            "ttd" => self.signatures(it, &[it], of("kanan").is_some()),
            "ttd-baris" => self.signatures(it, &it.elements().collect::<Vec<_>>(), false),
            _ => {}
        }
    }

    fn paragraph(&mut self, it: &Element, form: &Form<'_>) {
        self.begin(form);
        self.runs(it, form.bold, false);
        self.out.push_str("</w:p>");
    }

    fn begin(&mut self, form: &Form<'_>) {
        self.out.push_str("<w:p>");
        if !form.style.is_empty() || !form.more.is_empty() {
            self.out.push_str("<w:pPr>");
            if !form.style.is_empty() {
                self.out.push_str(&format!("<w:pStyle w:val=\"{}\"/>", form.style));
            }
            self.out.push_str(form.more);
            self.out.push_str("</w:pPr>");
        }
    }

    fn runs(&mut self, of: &Element, bold: bool, italic: bool) {
        for it in &of.children {
            match it {
                DocxNode::Text(text) => self.run(text, bold, italic),
                DocxNode::Element(it) => match it.name.as_str() {
                    "b" => self.runs(it, true, italic),
                    "i" => self.runs(it, bold, true),
                    "br" => self.out.push_str("<w:r><w:br/></w:r>"),
                    "tab" => self.out.push_str("<w:r><w:tab/></w:r>"),
                    _ => {}
                },
            }
        }
    }

    fn run(&mut self, text: &str, bold: bool, italic: bool) {
        // A source is broken into lines for whoever reads it.
        let edge = |it: Option<char>| if it.is_some_and(char::is_whitespace) { " " } else { "" };
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (edge(text.chars().next()), edge(text.chars().last()));
        let mut escaped = String::new();
        escape(&if words.is_empty() { before.to_owned() } else { format!("{before}{words}{after}") }, &mut escaped);
        let form = match (bold, italic) {
            (false, false) => "",
            (true, false) => "<w:rPr><w:b/></w:rPr>",
            (false, true) => "<w:rPr><w:i/></w:rPr>",
            (true, true) => "<w:rPr><w:b/><w:i/></w:rPr>",
        };
        self.out.push_str(&format!("<w:r>{form}<w:t xml:space=\"preserve\">{escaped}</w:t></w:r>"));
    }

    fn text(&mut self, form: &Form<'_>, text: &str) {
        self.begin(form);
        self.run(text, form.bold, false);
        self.out.push_str("</w:p>");
    }

    /// A field whose value a word processor knows.
    fn contents(&mut self) {
        self.text(&Form { style: "TOCHeading", more: "<w:pageBreakBefore/>", ..Form::default() }, "Daftar Isi");
        self.out.push_str(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
<w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-1\" \\h \\z \\u </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>Daftar isi</w:t></w:r>\
<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        );
    }

    fn open_table(&mut self, style: &str, widths: &[u32], more: &str) {
        let whole: u32 = widths.iter().sum();
        let columns: String = widths.iter().map(|it| format!("<w:gridCol w:w=\"{it}\"/>")).collect();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{whole}\" w:type=\"dxa\"/>\
<w:tblLayout w:type=\"fixed\"/>{more}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        ));
    }

    fn open_cell(&mut self, wide: u32, more: &str) {
        self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/>{more}</w:tcPr>"));
    }

    /// Coat of arms, lines of the office, and a rule below them.
    fn kop(&mut self) {
        let side = 1300;
        let widths = [side, self.wide.saturating_sub(2 * side), side];
        self.open_table("TabelPolos", &widths, "");
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        self.open_cell(side, "<w:vAlign w:val=\"center\"/>");
        self.out.push_str(&super::logo::lambang());
        self.out.push_str("</w:tc>");
        self.open_cell(widths[1], "<w:vAlign w:val=\"center\"/>");
        for (style, text) in [
            ("", "{% for baris in office.kop %}"),
            ("", "{% if loop.last %}"),
            ("KopUtama", "{{ baris }}"),
            ("", "{% else %}"),
            ("Kop", "{{ baris }}"),
            ("", "{% endif %}{% endfor %}"),
            ("", "{% for baris in office.alamat %}"),
            ("KopAlamat", "{{ baris }}"),
            ("", "{% endfor %}"),
        ] {
            self.text(&Form { style, ..Form::default() }, text);
        }
        self.out.push_str("</w:tc>");
        self.open_cell(side, "");
        self.out.push_str("<w:p/></w:tc></w:tr></w:tbl>");
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"KopGaris\"/></w:pPr></w:p>");
    }

    /// Label, colon and value, one below the other.
    fn pairs(&mut self, it: &Element) {
        let label = mm(it.attribute("lebar").unwrap_or("42"));
        let widths = [label, 240, self.wide.saturating_sub(label + 240)];
        self.open_table("TabelPolos", &widths, "");
        for pair in it.elements() {
            self.out.push_str("<w:tr>");
            self.open_cell(widths[0], "");
            self.text(&Form { style: "SelPolos", ..Form::default() }, pair.attribute("label").unwrap_or_default());
            self.out.push_str("</w:tc>");
            self.open_cell(widths[1], "");
            self.text(&Form { style: "SelPolos", ..Form::default() }, ":");
            self.out.push_str("</w:tc>");
            self.open_cell(widths[2], "");
            self.paragraph(pair, &Form { style: "SelPolos", ..Form::default() });
            self.out.push_str("</w:tc></w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.text(&Form { style: "Jarak", ..Form::default() }, "");
    }

    /// A table whose head stands on every page. Widths are millimetres; a star shares
    /// what is left.
    fn table(&mut self, it: &Element) {
        let list = |name| it.attribute(name).unwrap_or_default().split(' ').collect::<Vec<_>>();
        let said = list("lebar");
        let taken: u32 = said.iter().filter(|it| **it != "*").map(|it| mm(it)).sum();
        let stars = u32::try_from(said.iter().filter(|it| **it == "*").count()).unwrap_or(1).max(1);
        let star = self.wide.saturating_sub(taken) / stars;
        let widths: Vec<u32> = said.iter().map(|it| if *it == "*" { star } else { mm(it) }).collect();
        let sides = list("rata");
        let look = "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>";
        self.open_table("TabelNaskah", &widths, look);
        for row in it.elements() {
            let head = row.name == "kepala";
            if row.name == "tag" {
                let whole: u32 = widths.iter().sum();
                self.out.push_str("<w:tr>");
                self.open_cell(whole, &format!("<w:gridSpan w:val=\"{}\"/>", widths.len()));
                self.paragraph(row, &Form { style: "Sel", ..Form::default() });
                self.out.push_str("</w:tc></w:tr>");
                continue;
            }
            let high = row
                .attribute("tinggi")
                .map_or_else(String::new, |it| format!("<w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/>", mm(it)));
            let repeated = if head { "<w:tblHeader/>" } else { "" };
            self.out.push_str(&format!("<w:tr><w:trPr><w:cantSplit/>{high}{repeated}</w:trPr>"));
            let mut at = 0;
            for cell in row.elements() {
                let span: usize = cell.attribute("kolom").and_then(|it| it.parse().ok()).unwrap_or(1);
                let wide = widths.iter().skip(at).take(span).sum();
                let more = if span > 1 { format!("<w:gridSpan w:val=\"{span}\"/>") } else { String::new() };
                self.open_cell(wide, &more);
                let side = cell.attribute("rata").or_else(|| sides.get(at).copied()).unwrap_or("l");
                let style = match side {
                    _ if head => "SelKepala",
                    "c" => "SelTengah",
                    "r" => "SelKanan",
                    _ => "Sel",
                };
                let form = Form { style, bold: row.attribute("tebal").is_some(), ..Form::default() };
                // A cell of several paragraphs names them.
                if cell.elements().any(|it| matches!(it.name.as_str(), "p" | "tag")) {
                    for it in cell.elements() {
                        let style = it.attribute("gaya").unwrap_or(style);
                        self.paragraph(it, &Form { style, ..Form::default() });
                    }
                } else {
                    self.paragraph(cell, &form);
                }
                self.out.push_str("</w:tc>");
                at += span;
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        self.text(&Form { style: "Jarak", ..Form::default() }, "");
    }

    /// Places of signatures side by side; one at the right where somebody says so.
    fn signatures(&mut self, it: &Element, all: &[&Element], right: bool) {
        let own = mm("80");
        let each = self.wide / u32::try_from(all.len()).unwrap_or(1).max(1);
        let widths = if right { vec![self.wide.saturating_sub(own), own] } else { vec![each; all.len()] };
        if let Some(sentence) = it.attribute("penutup") {
            self.text(
                &Form { style: it.attribute("gaya").unwrap_or(""), more: "<w:keepNext/>", ..Form::default() },
                sentence,
            );
        }
        self.open_table("TabelPolos", &widths, "");
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        if right {
            self.open_cell(self.wide.saturating_sub(own), "");
            self.out.push_str("<w:p/></w:tc>");
        }
        for it in all {
            self.open_cell(*widths.last().unwrap_or(&own), "");
            self.signature(it);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr></w:tbl>");
        self.text(&Form { style: "Jarak", ..Form::default() }, "");
    }

    fn signature(&mut self, it: &Element) {
        let who = it.attribute("siapa").unwrap_or_default();
        let above = it.attribute("atas").unwrap_or_default();
        let form = Form { style: "Tanda", more: "<w:keepNext/>", ..Form::default() };
        if !above.is_empty() {
            self.text(&form, above);
        }
        let office = it.attribute("jabatan").unwrap_or_default();
        self.text(&form, &format!("{{{{ {who}.sebagai or {office} }}}},"));
        self.text(&Form { style: "TandaRuang", ..Form::default() }, "");
        self.text(&Form { bold: true, ..form }, &format!("{{{{ {who}.nama or titik }}}}"));
        let form = Form { style: "Tanda", ..Form::default() };
        self.text(&form, &format!("{{% if {who}.pangkat %}}"));
        self.text(&form, &format!("{{{{ {who}.pangkat }}}}"));
        self.text(&form, "{% endif %}");
        self.text(&form, &format!("{{% if {who}.nip or not {who} %}}"));
        self.text(&form, &format!("NIP. {{{{ {who}.nip or titik }}}}"));
        self.text(&form, "{% endif %}");
    }
}

/// Millimetres as a word processor counts: twentieths of a point.
fn mm(text: &str) -> u32 {
    text.parse::<u32>().unwrap_or_default().min(400) * 5669 / 100
}
