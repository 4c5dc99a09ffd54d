//! Files of every kind that recaps are kept in.

use std::{fs, path::Path};

use super::{FileKind, Merge, Recap, RecapSheet, Value, packed};

/// Writes a recap as the kind of file it is.
pub fn write(recap: &Recap, path: &Path) {
    let sheet = &recap.sheets[0];
    let bytes = match recap.kind {
        FileKind::Xlsx => packed::xlsx(&recap.sheets, recap.seed),
        FileKind::Ods => packed::ods(&recap.sheets),
        FileKind::Fods => packed::fods(&recap.sheets).into_bytes(),
        FileKind::Xml2003 => xml_2003(&recap.sheets).into_bytes(),
        FileKind::Html => html(sheet, recap.seed).into_bytes(),
        FileKind::Semicolons => {
            let mark = if recap.seed.is_multiple_of(2) { "\u{feff}" } else { "" };
            (mark.to_owned() + &parted(sheet, ';')).into_bytes()
        }
        FileKind::Commas => parted(sheet, ',').into_bytes(),
        FileKind::Tabs => parted(sheet, '\t').into_bytes(),
        FileKind::Pipes => piped(sheet).into_bytes(),
        FileKind::Windows1252 => narrow(&parted(sheet, ';')),
        FileKind::Utf16 => {
            let text = "\u{feff}".to_owned() + &parted(sheet, '\t');
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        }
    };
    fs::write(path, bytes).unwrap();
}

/// A cell as a spreadsheet shows it.
pub fn shown(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(it) => it.clone(),
        Value::Number(it) => it.replace('.', ","),
        Value::Day(y, m, d) => format!("{d:02}/{m:02}/{y}"),
        Value::Serial(it) => {
            let (y, m, d) = day_of(*it);
            format!("{d:02}/{m:02}/{y}")
        }
    }
}

/// The serial number of a day.
pub fn serial_of((y, m, d): (i32, u32, u32)) -> u32 {
    (1..200_000).find(|it| day_of(*it) == (y, m, d)).unwrap()
}

/// The day of a serial number.
pub fn day_of(serial: u32) -> (i32, u32, u32) {
    // Days from 1 March of the year 0, in which a leap day comes last.
    let days = i64::from(serial) + 693_899;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, day as u32)
}

fn parted(sheet: &RecapSheet, sign: char) -> String {
    let width = sheet.lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for line in &sheet.lines {
        for at in 0..width {
            if at > 0 {
                text.push(sign);
            }
            let it = line.get(at).map(shown).unwrap_or_default();
            if it.contains(sign) || it.contains(['"', '\n', '\r']) {
                text.push_str(&format!("\"{}\"", it.replace('"', "\"\"")));
            } else {
                text.push_str(&it);
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// As databases print a table: pipes between cells that are filled up with blanks.
fn piped(sheet: &RecapSheet) -> String {
    let width = sheet.lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = String::new();
    for line in &sheet.lines {
        let cells: Vec<String> =
            (0..width).map(|at| line.get(at).map(shown).unwrap_or_default().replace(['\n', '|'], " ")).collect();
        text.push_str(&format!("{}\n", cells.join(" | ")));
    }
    text
}

fn narrow(text: &str) -> Vec<u8> {
    let of = |it: char| match it {
        '–' => 0x96,
        '—' => 0x97,
        '“' => 0x93,
        '”' => 0x94,
        '’' => 0x92,
        '•' => 0x95,
        '…' => 0x85,
        it => u8::try_from(u32::from(it)).unwrap_or(b'?'),
    };
    text.chars().map(of).collect()
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Where a cell lies among merged ones: its own span, or nothing for a covered one.
pub fn span_of(merges: &[Merge], row: usize, column: usize) -> Option<(usize, usize)> {
    let over = |it: &&Merge| (it.rows.0..=it.rows.1).contains(&row) && (it.columns.0..=it.columns.1).contains(&column);
    match merges.iter().find(over) {
        Some(it) if (it.rows.0, it.columns.0) == (row, column) => {
            Some((it.rows.1 - it.rows.0 + 1, it.columns.1 - it.columns.0 + 1))
        }
        Some(_) => None,
        None => Some((1, 1)),
    }
}

fn html(sheet: &RecapSheet, seed: u64) -> String {
    let width = sheet.lines.iter().map(Vec::len).max().unwrap_or(0);
    let mut text = match seed % 3 {
        0 => "<meta http-equiv=\"content-type\" content=\"application/vnd.ms-excel; charset=UTF-8\">\n<table border=1>\n",
        1 => "<html><head><style>.num{mso-number-format:General}</style></head><body>\n<center></center><table border='1'><tbody>",
        _ => "<TABLE BORDER=1 CELLSPACING=0>\n",
    }
    .to_owned();
    for (row, line) in sheet.lines.iter().enumerate() {
        text.push_str("<tr>");
        for column in 0..width {
            let Some((rows, columns)) = span_of(&sheet.merges, row, column) else { continue };
            let name = if sheet.tables.iter().any(|it| it.header_row as usize == row + 1) { "th" } else { "td" };
            let rows = if rows > 1 { format!(" rowspan=\"{rows}\"") } else { String::new() };
            let columns = if columns > 1 { format!(" colspan={columns}") } else { String::new() };
            let it = escaped(&line.get(column).map(shown).unwrap_or_default()).replace('\n', "<br>");
            text.push_str(&format!("<{name}{rows}{columns}>{it}</{name}>"));
        }
        text.push_str("</tr>\n");
    }
    text + "</table>"
}

fn xml_2003(sheets: &[RecapSheet]) -> String {
    let mut text = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:x=\"urn:schemas-microsoft-com:office:excel\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\n"
        .to_owned();
    for sheet in sheets {
        text.push_str(&format!("<Worksheet ss:Name=\"{}\"><Table>\n", escaped(&sheet.name)));
        for (row, line) in sheet.lines.iter().enumerate() {
            text.push_str(&format!("<Row ss:Index=\"{}\">", row + 1));
            for (column, value) in line.iter().enumerate() {
                let Some((rows, columns)) = span_of(&sheet.merges, row, column) else { continue };
                let spans = format!(" ss:MergeDown=\"{}\" ss:MergeAcross=\"{}\"", rows - 1, columns - 1);
                let spans = if (rows, columns) == (1, 1) { String::new() } else { spans };
                let (kind, it) = match value {
                    Value::Blank if spans.is_empty() => continue,
                    Value::Blank => ("String", String::new()),
                    Value::Text(it) => ("String", escaped(it).replace('\n', "&#10;")),
                    Value::Number(it) => ("Number", it.clone()),
                    Value::Day(y, m, d) => ("DateTime", format!("{y}-{m:02}-{d:02}T00:00:00.000")),
                    Value::Serial(it) => {
                        let (y, m, d) = day_of(*it);
                        ("DateTime", format!("{y}-{m:02}-{d:02}T00:00:00.000"))
                    }
                };
                let index = column + 1;
                text.push_str(&format!(
                    "<Cell ss:Index=\"{index}\"{spans}><Data ss:Type=\"{kind}\">{it}</Data></Cell>"
                ));
            }
            text.push_str("</Row>\n");
        }
        let hidden = if sheet.hidden {
            "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
        } else {
            ""
        };
        text.push_str(&format!("</Table>{hidden}</Worksheet>\n"));
    }
    text + "</Workbook>"
}
