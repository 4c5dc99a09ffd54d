//! What stands above a table and below it.

use super::{Dice, Value, layout::SheetMaker, names};

/// Titles, letterheads and what a recap says of itself; returns what was done.
pub fn titles(dice: &mut Dice, sheet: &mut SheetMaker, width: usize, body: Option<&str>) -> &'static str {
    let line = |sheet: &mut SheetMaker, text: String, merged: bool| {
        let row = sheet.next();
        sheet.put(row, 0, Value::Text(text));
        if merged {
            sheet.merge((row, row), (0, width.max(2) - 1));
        }
    };
    let year = 2022 + dice.roll(4);
    let kind = dice.roll(7);
    let merged = dice.happens(60);
    match kind {
        0 => return "no title",
        1 => line(sheet, format!("REKAPITULASI INOVASI DAERAH TAHUN {year}"), merged),
        2 => {
            line(sheet, "PEMERINTAH KOTA SEMARANG".into(), merged);
            line(sheet, "BADAN PERENCANAAN PEMBANGUNAN DAERAH".into(), merged);
            line(sheet, "Jalan Pemuda Nomor 148 Telepon (024) 3513366".into(), merged);
            sheet.skip();
            line(sheet, "DAFTAR INOVASI".into(), merged);
        }
        3 => {
            line(sheet, "DATA INOVASI DAERAH".into(), merged);
            let row = sheet.next();
            sheet.put(row, 0, Value::text("Kabupaten/Kota"));
            sheet.put(row, 1, Value::text(": Kota Semarang"));
            let row = sheet.next();
            sheet.put(row, 0, Value::text("Tahun"));
            sheet.put(row, 1, Value::Number(year.to_string()));
            if let Some(body) = body {
                let row = sheet.next();
                sheet.put(row, 0, Value::text("Perangkat Daerah"));
                sheet.put(row, 1, Value::Text(format!(": {body}")));
            }
        }
        4 => {
            line(sheet, format!("Lampiran Surat Nomor 000.9/{}", 100 + dice.roll(800)), false);
            line(sheet, format!("Tanggal 12 Februari {year}"), false);
            sheet.skip();
            line(sheet, "DAFTAR INOVASI PERANGKAT DAERAH YANG DIUSULKAN".into(), merged);
            line(sheet, format!("(keadaan sampai dengan 31 Desember {year})"), merged);
        }
        5 => {
            line(sheet, format!("Rekap Inovasi {}", body.unwrap_or("Perangkat Daerah")), merged);
            let row = sheet.next();
            sheet.put(row, width.saturating_sub(1), Value::Text(format!("Dicetak: 02/01/{year}")));
        }
        _ => {
            line(sheet, "FORM ISIAN INOVASI".into(), merged);
            line(
                sheet,
                "Petunjuk: isi semua kolom; kolom bertanda * wajib diisi, tanggal ditulis hh/bb/tttt.".into(),
                false,
            );
        }
    }
    if dice.happens(60) {
        sheet.skip();
    }
    "titles"
}

/// Sums of all, in many words.
pub fn total(dice: &mut Dice, sheet: &mut SheetMaker, label_at: usize, sums: &[usize], n: usize, of: Option<&str>) {
    let row = sheet.next();
    let label = match of {
        Some(body) => {
            let before = dice.pick(&["Jumlah", "Sub Total", "Total", "Subtotal", "Jumlah Inovasi"]);
            if dice.happens(60) { format!("{before} {body}") } else { before.to_owned() }
        }
        None => dice
            .pick(&[
                "JUMLAH",
                "TOTAL",
                "Jumlah Total",
                "TOTAL INOVASI",
                "Jumlah Keseluruhan",
                "Grand Total",
                "Rekapitulasi",
                "Jumlah :",
                "Total Inovasi Daerah",
            ])
            .to_owned(),
    };
    sheet.put(row, label_at, Value::Text(label));
    for at in sums {
        if *at != label_at {
            sheet.put(row, *at, Value::Number((n * 3 + at).to_string()));
        }
    }
}

/// Notes, and who signs.
pub fn notes(dice: &mut Dice, sheet: &mut SheetMaker, width: usize) -> &'static str {
    let one = |sheet: &mut SheetMaker, column: usize, text: &str| {
        let row = sheet.next();
        sheet.put(row, column, Value::text(text));
    };
    let right = width.saturating_sub(2).max(1);
    match dice.roll(7) {
        0 => {
            sheet.skip();
            one(sheet, 0, "Keterangan:");
            one(sheet, 0, "1. Data diambil dari laporan perangkat daerah");
            one(sheet, 0, "2. Inovasi yang belum diverifikasi tidak dicantumkan");
            "notes"
        }
        1 => {
            sheet.skip();
            one(sheet, right, "Semarang, 12 Maret 2025");
            one(sheet, right, "Kepala Bappeda,");
            sheet.skip();
            sheet.skip();
            one(sheet, right, "Ir. H. AHMAD FAUZI, M.T.");
            one(sheet, right, "Pembina Utama Muda");
            one(sheet, right, "NIP. 19650312 199003 1 004");
            "signed"
        }
        2 => {
            sheet.skip();
            let pairs = [
                ("Mengetahui,", "Semarang, 3 Januari 2025"),
                ("Sekretaris Daerah", "Kepala Dinas"),
                ("", ""),
                ("Dra. SITI AMINAH, M.Si", "BUDI SANTOSO, S.T."),
                ("NIP. 196804121994032005", "NIP. 197102031998031007"),
            ];
            for (left, other) in pairs {
                let row = sheet.next();
                sheet.put(row, 1, Value::text(left));
                sheet.put(row, right.max(2), Value::text(other));
            }
            "signed twice"
        }
        3 => {
            one(sheet, 0, "*) wajib diisi");
            one(sheet, 0, "Sumber: Bidang Litbang, diolah");
            "notes"
        }
        4 => {
            sheet.skip();
            let text = names::sentence(dice, 18);
            one(sheet, 1, &format!("Catatan: {text}"));
            "notes"
        }
        _ => "no notes",
    }
}
