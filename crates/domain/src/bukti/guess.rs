//! The jenis dokumen of a file as its name and what is said of it suggest: a
//! proposal for a person, never a statement.

use crate::{
    assessment::{check::plain, instrument::vocabulary::Choosable},
    bukti::ending_of,
};

/// The option of the list that a file seems to be; None where nothing suggests one.
/// The name of the file speaks first, then what the document is about, then its
/// number; of several words the first, of those at one place the longest. Where no
/// word speaks, the ending may.
pub fn guess_jenis_dokumen<'a>(
    list: &'a [Choosable],
    nama_berkas: &str,
    tentang: Option<&str>,
    nomor: Option<&str>,
) -> Option<&'a str> {
    let ending = ending_of(nama_berkas);
    let stem = nama_berkas.strip_suffix(&format!(".{ending}")).unwrap_or(nama_berkas);
    let stem = stem.get(..stem.len().min(nama_berkas.len())).unwrap_or_default();
    let told = [Some(stem), tentang, nomor].into_iter().flatten().find_map(|it| told(list, it));
    told.or_else(|| list.iter().find(|it| it.ending.contains(&ending)).map(|it| it.id.as_str()))
}

fn told<'a>(list: &'a [Choosable], text: &str) -> Option<&'a str> {
    let text = format!(" {} ", plain(&apart(text)));
    let spellings = list.iter().flat_map(|it| {
        let all = [&it.nama].into_iter().chain(&it.en).chain(&it.alias);
        all.map(move |spelling| (plain(spelling), it.id.as_str()))
    });
    let found = spellings.filter_map(|(words, id)| {
        let at = text.find(&format!(" {words} "))?;
        Some((at, std::cmp::Reverse(words.len()), id))
    });
    found.min().map(|it| it.2)
}

/// `SK2024` as `SK 2024`: officers write both.
fn apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    for it in text.chars() {
        if before.is_some_and(|was| was.is_ascii_digit() != it.is_ascii_digit() && was.is_alphanumeric()) {
            apart.push(' ');
        }
        apart.push(it);
        before = Some(it);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::instrument::vocabulary::Vocabulary;

    #[test]
    fn names_and_what_is_said_suggest_a_jenis_and_nothing_suggests_none() {
        let mut lists = Vocabulary::default();
        lists.add("jenis_dokumen", include_str!("../../../../instruments/vocabulary/jenis_dokumen.toml")).unwrap();
        let list = &lists.list("jenis_dokumen").unwrap().option;
        let table = [
            ("SK_Walikota-2024.pdf", "", "", Some("sk")),
            ("Kepwal 188.4 Tahun 2024.pdf", "", "", Some("sk")),
            ("Perwal Nomor 7 Tahun 2023.pdf", "", "", Some("perkada")),
            ("PERBUP12.pdf", "", "", Some("perkada")),
            ("Pergub.pdf", "", "", Some("perkada")),
            ("Perda No. 3 Tahun 2021.pdf", "", "", Some("perda")),
            ("Peraturan Daerah.pdf", "", "", Some("perda")),
            ("ST bimtek.pdf", "", "", Some("surat-tugas")),
            ("Und. sosialisasi.pdf", "", "", Some("undangan")),
            ("Daftar Hadir Bimtek.pdf", "", "", Some("daftar-hadir")),
            ("LPJ kegiatan.pdf", "", "", Some("laporan")),
            ("Laporan SKM 2024.pdf", "", "", Some("laporan-skm")),
            ("Screenshot 2024-01-02.png", "", "", Some("tangkapan-layar")),
            ("WhatsApp Image 2024-01-02.jpeg", "", "", Some("foto")),
            ("IMG20240102.jpg", "", "", Some("foto")),
            ("scan0001.pdf", "Keputusan Wali Kota tentang tim pelaksana", "", Some("sk")),
            ("scan0001.pdf", "", "119/07/PKS/2024", Some("perjanjian-kerja-sama")),
            ("scan0001.pdf", "Tim pelaksana", "12/2024", None),
            ("video.mp4", "", "", Some("video")),
            ("Attendance list.pdf", "", "", Some("daftar-hadir")),
            ("skema.pdf", "", "", None),
            ("", "", "", None),
        ];
        for (nama, tentang, nomor, wanted) in table {
            let guessed = guess_jenis_dokumen(list, nama, Some(tentang), Some(nomor));
            assert_eq!(guessed, wanted, "{nama} {tentang} {nomor}");
        }
    }
}
