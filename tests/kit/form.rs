//! A form of ours as it comes back from an officer.

use std::{
    io::{Read, Write},
    path::{Path, PathBuf},
};

use exchange::inovasi::workbook::{BookLimits, cell_name, read_book};

/// An officer's copy of a form, with cells typed over: sheet, row (its id, or a
/// number), key, text.
pub fn typed_over(form: &Path, cells: &[(&str, &str, &str, &str)]) -> PathBuf {
    let book = read_book(form, &BookLimits::default()).unwrap();
    let mut archive = zip::ZipArchive::new(std::fs::File::open(form).unwrap()).unwrap();
    let out = form.with_file_name(format!("diisi-{}", form.file_name().unwrap().to_string_lossy()));
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&out).unwrap());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        for (n, sheet) in
            book.sheets.iter().enumerate().filter(|it| name == format!("xl/worksheets/sheet{}.xml", it.0 + 1))
        {
            for (_, row, key, value) in cells.iter().filter(|it| it.0 == sheet.name) {
                let column = sheet
                    .line(1)
                    .unwrap()
                    .cells
                    .iter()
                    .position(|it| it.text() == *key)
                    .unwrap_or_else(|| panic!("{key} in {n}"));
                let known = sheet.lines.iter().find(|it| it.cell(0).text() == *row).map(|it| it.number);
                let place = cell_name(known.unwrap_or_else(|| row.parse().unwrap()), column);
                text = put(&text, &place, value);
            }
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap();
    out
}

/// Puts a text into a cell of a sheet's XML.
fn put(xml: &str, place: &str, value: &str) -> String {
    let escaped = value.replace('&', "&amp;").replace('<', "&lt;");
    let cell = format!("<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is></c>");
    let open = format!("<c r=\"{place}\"");
    if let Some(start) = xml.find(&open) {
        let rest = &xml[start..];
        let tag = rest.find('>').unwrap() + 1;
        let end = if rest[..tag].ends_with("/>") { tag } else { rest.find("</c>").unwrap() + 4 };
        return format!("{}{cell}{}", &xml[..start], &rest[end..]);
    }
    let row: String = place.chars().filter(char::is_ascii_digit).collect();
    let open = format!("<row r=\"{row}\"");
    if let Some(start) = xml.find(&open) {
        let after = start + xml[start..].find('>').unwrap() + 1;
        // A program orders the cells; a reader must not care.
        return format!("{}{cell}{}", &xml[..after], &xml[after..]);
    }
    xml.replace("</sheetData>", &format!("<row r=\"{row}\">{cell}</row></sheetData>"))
}
