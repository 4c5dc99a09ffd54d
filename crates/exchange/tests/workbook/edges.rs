//! The edges of a table: its header, its groups, and what stands below its last entry.

use exchange::inovasi::workbook::{MergedCells, tables};

use super::{
    recaps::sheet,
    tables::{TARGETS, told},
};

/// A table under `No | Nama Inovasi | Perangkat Daerah | Jenis` with one entry, and what
/// its other rows are told as.
fn below_one(rows: &str) -> String {
    let text = format!("\nNo|Nama Inovasi|Perangkat Daerah|Jenis\n1|Satu|Dinas A|Digital\n{rows}");
    told(&sheet(&text))[2..].join(", ")
}

#[test]
fn the_last_rows_are_asked_about_where_nothing_tells_that_they_are_none() {
    for (rows, expected) in [
        // Nobody has numbered them yet.
        ("|KOTAK ADUAN|\n|LAPAK IBU|", "3 KOTAK ADUAN ?, 4 LAPAK IBU ?"),
        (
            "|Kepala Sekolah Mengajar\n|Semarang, Kota Ramah Anak\n|Direktur Sampah",
            "3 Kepala Sekolah Mengajar ?, 4 Semarang, Kota Ramah Anak ?, 5 Direktur Sampah ?",
        ),
        ("|Jumlah|||1\n|LAPAK IBU", "3 Total, 4 LAPAK IBU ?"),
        ("\n|LAPAK IBU||2023", "4 LAPAK IBU ?"),
        ("|Catatan Ibu Hamil", "3 Catatan Ibu Hamil ?"),
        // Those that have all that entries have are entries.
        ("|LAPAK IBU|Dinas B|Digital\n2|Dua", "3 LAPAK IBU, 4 Dua"),
        // Who signs, and what is to be said.
        (
            "|LAPAK IBU\n\n|Semarang, 3 Januari 2025\n|Kepala Badan\n|BUDI\n|NIP. 19700101",
            "3 LAPAK IBU ?, 5 Note, 6 Note, 7 Note, 8 Note",
        ),
        ("|Sekretaris Daerah\n|Ir. SITI AMINAH, M.T.||Pembina Utama Muda", "3 Sekretaris Daerah ?, 4 Note"),
        ("|AGUS SALIM, S.Kom\n|Pembina", "3 Note, 4 Note"),
        ("|Catatan: sementara\n|LAPAK IBU", "3 Note, 4 Note"),
        ("|*) belum dinilai\n|Halaman 1 dari 2\n|(............)", "3 Note, 4 Note, 5 Note"),
        ("|KECAMATAN TUGU", "3 Group"),
    ] {
        assert_eq!(below_one(rows), expected, "{rows}");
    }
    // In a table without numbers a blank row parts them.
    assert_eq!(
        told(&sheet("\nNama Inovasi|OPD|Jenis|Tujuan\nSatu|Dinas A|Digital|a\nDua|Dinas B|Digital|b\n\nLAPAK IBU")),
        ["1–5 Inovasi", "2 Satu", "3 Dua", "5 LAPAK IBU ?"]
    );
}

#[test]
fn sums_and_notes_are_called_what_they_are() {
    for (rows, expected) in [
        ("|Jumlah|||1\n|Total inovasi digital = 1\n|Σ = 3 inovasi\n|Rekap: 3", "3 Total, 4 Total, 5 Total, 6 Total"),
        ("|Jml||1\n|Jlh. inovasi||1\n|Subjumlah||1", "3 Total, 4 Total, 5 Total"),
        ("|Jumlah dipindahkan ke halaman berikutnya\n|Terbilang: dua inovasi", "3 Total, 4 Total"),
        ("|Banyaknya inovasi Dinas A : 1\n2|Dua|Dinas B|Digital", "3 Total, 4 Dua"),
        ("|Jumlah|||1\n\n||Semarang, 3 Mei 2025\n||NIP. 1970", "3 Total, 5 Note, 6 Note"),
        ("|Halaman 1 dari 2\n2|Dua|Dinas B|Digital", "3 Note, 4 Dua"),
        ("|Usulan di bawah ini belum dinilai oleh tim.\n2|Dua|Dinas B|Digital", "3 Note, 4 Dua"),
        ("|Layanan Dasar\n2|Dua|Dinas B|Digital", "3 Group, 4 Dua [Layanan Dasar]"),
        (
            "2|Total Sehat = 3|Dinas B|Digital\n3|Halaman Bermain|Dinas B|Digital",
            "3 Total Sehat = 3, 4 Halaman Bermain",
        ),
    ] {
        assert_eq!(below_one(rows), expected, "{rows}");
    }
}

#[test]
fn what_is_said_behind_the_name_of_a_group_is_taken_off() {
    for (text, expected) in [
        ("DINAS KESEHATAN (1 inovasi)", "DINAS KESEHATAN"),
        ("A. Dinas Kesehatan (lanjutan)", "Dinas Kesehatan"),
        ("OPD : DINAS KESEHATAN (2 inovasi)", "DINAS KESEHATAN"),
        ("DINAS SOSIAL = 1 INOVASI", "DINAS SOSIAL"),
        ("Dinas Sosial – 3 usulan", "Dinas Sosial"),
        ("Dinas Sosial: 2 inovasi (lanj.)", "Dinas Sosial"),
        ("Dinas Pertanian [distan]", "Dinas Pertanian"),
        ("Dinas Sosial (kotasmg.dinsos)", "Dinas Sosial"),
        ("Dinas Pangan (jumlah: 4)", "Dinas Pangan"),
        // What belongs to the name stays.
        ("Dinas Kependudukan (Disdukcapil)", "Dinas Kependudukan (Disdukcapil)"),
        ("UPTD SMPN - 5", "UPTD SMPN - 5"),
        ("Kecamatan Tugu (Kota Semarang)", "Kecamatan Tugu (Kota Semarang)"),
    ] {
        let text = format!("\nNo|Nama Inovasi|Jenis|Tujuan\n|{text}||\n1|Satu|Digital|a\n2|Dua|Digital|b");
        assert_eq!(told(&sheet(&text))[2], format!("3 Satu [{expected}]"), "{text}");
    }
}

#[test]
fn the_header_of_a_list_of_names_is_found() {
    for (text, expected) in [
        ("\nNo|Nama Inovasi\n1|Satu\n2|Dua", "1–3 Inovasi, 2 Satu, 3 Dua"),
        ("\nREKAP TAHUN 2024\nNo|Nama Inovasi|Lokasi\n1|Satu|Tugu", "1–3 Inovasi, 3 Satu"),
        ("\nDAFTAR INOVASI\nNama Inovasi\nSatu\nDua", "1–4 Inovasi, 3 Satu, 4 Dua"),
        ("\nPerangkat Daerah|Nama Inovasi\nDinas A|Satu\nDinas B|Dua", "1–3 Inovasi, 2 Satu, 3 Dua"),
        ("\nInovasi Daerah|SKPD/UPTD\nSatu|Dinas A\nDua|Dinas B", "1–3 Inovasi, 2 Satu, 3 Dua"),
        // Three rows, the middle one blank, or with one word.
        ("\nNo|Nama Inovasi|OPD|Waktu|\n\n|||Uji Coba|Penerapan\n1|Satu|Dinas A|2022|2023", "1–4 Inovasi, 4 Satu"),
        // A letter and a title are none.
        ("\nDaftar Inovasi\nKepada Yth.\nBapak Wali Kota", "1–3 Other"),
        ("\nInovasi\nSatu\nDua", "1–3 Other"),
    ] {
        assert_eq!(told(&sheet(text)).join(", "), expected, "{text}");
    }
    let mut three = sheet("\nNo|Nama Inovasi|OPD|Waktu|\n|||Mulai|\n|||Uji Coba|Penerapan\n1|Satu|Dinas A|2022|2023");
    three.merged = [(1, 3, 0, 0), (1, 3, 1, 1), (1, 3, 2, 2), (1, 1, 3, 4), (2, 2, 3, 4)]
        .map(|(top, bottom, left, right)| MergedCells { top, bottom, left, right })
        .to_vec();
    three.merged.sort_by_key(|it| (it.top, it.left));
    for blank in [false, true] {
        if blank {
            three.lines.retain(|it| it.number != 2);
            three.merged.retain(|it| it.top != 2);
        }
        let found = &tables(&three, &TARGETS)[0].guess;
        let meant = found.columns.iter().filter_map(|it| it.target.as_deref()).collect::<Vec<_>>();
        assert_eq!(
            (found.header_row, meant),
            (3, vec!["nama", "perangkat_daerah", "waktu_uji_coba", "waktu_penerapan"]),
            "{blank}"
        );
        assert_eq!(told(&three).last().unwrap(), "4 Satu");
    }
    // Where no name is known, what counts the rows tells the header, so that a person can
    // say what the others mean.
    let found = &tables(&sheet("\nNo|Nama Program|Unit\n1|Satu|Dinas A\n2|Dua|Dinas B"), &TARGETS)[0];
    let named = found.guess.columns.iter().any(|it| it.sure && it.target.as_deref() == Some("nama"));
    assert_eq!((found.guess.header_row, named), (1, false));
}
