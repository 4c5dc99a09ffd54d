//! Bukti as a link to one indikator shows them.

use store::LinkRecord;

use crate::view::BuktiView;

pub(crate) fn bukti_view(link: &LinkRecord, all: &[LinkRecord]) -> BuktiView {
    let it = &link.bukti;
    BuktiView {
        id: it.id,
        nama_berkas: it.nama_berkas.clone(),
        size: it.size as f64,
        sha256: it.sha256.as_ref().map_or_else(String::new, ToString::to_string),
        nomor: it.nomor.clone(),
        tanggal: it.tanggal.clone(),
        tentang: it.tentang.clone(),
        pages: Some(link.pages.clone()).filter(|it| !it.is_empty()),
        also: all
            .iter()
            .filter(|other| other.bukti.id == it.id && other.indikator != link.indikator)
            .map(|other| other.indikator.clone())
            .collect(),
        present: it.present,
    }
}
