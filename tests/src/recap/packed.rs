//! xlsx and ods: as little of them as programs write that are no spreadsheets.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    RecapSheet, Value,
    file::{day_of, escaped, serial_of, shown, span_of},
    letter,
};

fn pack(parts: &[(String, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Texts stand in the cells or in a table of their own, as programs differ.
pub fn xlsx(sheets: &[RecapSheet], seed: u64) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let shared = seed.is_multiple_of(2);
    let mut texts: Vec<String> = Vec::new();
    let (mut types, mut names, mut links, mut parts) = (String::new(), String::new(), String::new(), Vec::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let n = at + 1;
        types.push_str(&format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"));
        let hidden = if sheet.hidden { " state=\"hidden\"" } else { "" };
        names.push_str(&format!("<sheet name=\"{}\" sheetId=\"{n}\"{hidden} r:id=\"rId{n}\"/>", escaped(&sheet.name)));
        links.push_str(&format!(
            "<Relationship Id=\"rId{n}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        ));
        let text = xlsx_sheet(sheet, shared.then_some(&mut texts));
        parts.push((
            format!("xl/worksheets/sheet{n}.xml"),
            format!("{head}<worksheet xmlns=\"{main}\">{text}</worksheet>"),
        ));
    }
    let styles = format!(
        "{head}<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\" xfId=\"0\"/></cellXfs></styleSheet>"
    );
    parts.push(("xl/styles.xml".into(), styles));
    links.push_str(&format!("<Relationship Id=\"rIdS\" Type=\"{office}/styles\" Target=\"styles.xml\"/>"));
    if shared {
        let all: String =
            texts.iter().map(|it| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(it))).collect();
        parts.push(("xl/sharedStrings.xml".into(), format!("{head}<sst xmlns=\"{main}\">{all}</sst>")));
        links.push_str(&format!(
            "<Relationship Id=\"rIdT\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        ));
        types.push_str("<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/>");
    }
    parts.push((
        "xl/workbook.xml".into(),
        format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{names}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("{head}<Relationships xmlns=\"{package}/relationships\">{links}</Relationships>"),
    ));
    parts.push(("_rels/.rels".into(), format!("{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    let known = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>";
    let types = format!("{head}<Types xmlns=\"{package}/content-types\">{known}{types}</Types>");
    parts.insert(0, ("[Content_Types].xml".into(), types));
    pack(&parts)
}

fn xlsx_sheet(sheet: &RecapSheet, mut texts: Option<&mut Vec<String>>) -> String {
    let mut out = "<sheetData>".to_owned();
    for (row, line) in sheet.lines.iter().enumerate() {
        out.push_str(&format!("<row r=\"{}\">", row + 1));
        for (column, value) in line.iter().enumerate() {
            let at = format!("{}{}", letter(column), row + 1);
            match value {
                Value::Blank => {}
                Value::Text(it) => match &mut texts {
                    Some(texts) => {
                        out.push_str(&format!("<c r=\"{at}\" t=\"s\"><v>{}</v></c>", texts.len()));
                        texts.push(it.clone());
                    }
                    None => out.push_str(&format!(
                        "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                        escaped(it)
                    )),
                },
                Value::Number(it) => out.push_str(&format!("<c r=\"{at}\"><v>{it}</v></c>")),
                Value::Day(y, m, d) => {
                    out.push_str(&format!("<c r=\"{at}\" s=\"1\"><v>{}</v></c>", serial_of((*y, *m, *d))))
                }
                Value::Serial(it) => out.push_str(&format!("<c r=\"{at}\" s=\"1\"><v>{it}</v></c>")),
            }
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData>");
    if !sheet.merges.is_empty() {
        let of = |it: &super::Merge| {
            let (from, to) = ((it.columns.0, it.rows.0 + 1), (it.columns.1, it.rows.1 + 1));
            format!("<mergeCell ref=\"{}{}:{}{}\"/>", letter(from.0), from.1, letter(to.0), to.1)
        };
        let all: String = sheet.merges.iter().map(of).collect();
        out.push_str(&format!("<mergeCells count=\"{}\">{all}</mergeCells>", sheet.merges.len()));
    }
    out
}

const NAMES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\"";
const SHEET: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub fn ods(sheets: &[RecapSheet]) -> Vec<u8> {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let content = format!(
        "{head}<office:document-content {NAMES} office:version=\"1.2\">{}</office:document-content>",
        body(sheets)
    );
    let manifest = format!(
        "{head}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{SHEET}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    pack(&[
        ("mimetype".into(), SHEET.into()),
        ("content.xml".into(), content),
        ("META-INF/manifest.xml".into(), manifest),
    ])
}

pub fn fods(sheets: &[RecapSheet]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {NAMES} office:version=\"1.2\" office:mimetype=\"{SHEET}\">{}</office:document>",
        body(sheets)
    )
}

fn body(sheets: &[RecapSheet]) -> String {
    let mut out = "<office:automatic-styles><style:style style:name=\"ta0\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>".to_owned();
    for sheet in sheets {
        let style = if sheet.hidden { " table:style-name=\"ta0\"" } else { "" };
        out.push_str(&format!("<table:table table:name=\"{}\"{style}>", escaped(&sheet.name)));
        let width = sheet.lines.iter().map(Vec::len).max().unwrap_or(0);
        for (row, line) in sheet.lines.iter().enumerate() {
            out.push_str("<table:table-row>");
            for column in 0..width {
                let value = line.get(column).unwrap_or(&Value::Blank);
                let Some((rows, columns)) = span_of(&sheet.merges, row, column) else {
                    out.push_str("<table:covered-table-cell/>");
                    continue;
                };
                let spans = format!(" table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\"");
                let spans = if (rows, columns) == (1, 1) { String::new() } else { spans };
                let kind = match value {
                    Value::Blank => String::new(),
                    Value::Text(_) => " office:value-type=\"string\"".into(),
                    Value::Number(it) => format!(" office:value-type=\"float\" office:value=\"{it}\""),
                    Value::Day(y, m, d) => {
                        format!(" office:value-type=\"date\" office:date-value=\"{y}-{m:02}-{d:02}\"")
                    }
                    Value::Serial(it) => {
                        let (y, m, d) = day_of(*it);
                        format!(" office:value-type=\"date\" office:date-value=\"{y}-{m:02}-{d:02}\"")
                    }
                };
                let it = shown(value);
                let lines: String = it.split('\n').map(|it| format!("<text:p>{}</text:p>", escaped(it))).collect();
                let lines = if it.is_empty() { String::new() } else { lines };
                out.push_str(&format!("<table:table-cell{kind}{spans}>{lines}</table:table-cell>"));
            }
            out.push_str("</table:table-row>");
        }
        out.push_str("</table:table>");
    }
    out + "</office:spreadsheet></office:body>"
}
