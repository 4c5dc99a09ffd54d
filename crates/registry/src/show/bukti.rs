//! Bukti as a link to one indikator shows them.

use domain::bukti::{
    content::{is_openable, unfit},
    guess::guess_jenis_dokumen,
    traces::Traces,
};
use store::LinkRecord;

use crate::{
    core::library::JENIS_DOKUMEN,
    view::{BuktiView, TracesView},
};

/// `accepted` are the endings that are taken there; empty: nobody says.
pub(crate) fn bukti_view(link: &LinkRecord, all: &[LinkRecord], accepted: &[String]) -> BuktiView {
    let it = &link.bukti;
    let guess = || guess_jenis_dokumen(&JENIS_DOKUMEN, &it.nama_berkas, it.tentang.as_deref(), it.nomor.as_deref());
    BuktiView {
        id: it.id,
        nama_berkas: it.nama_berkas.clone(),
        size: it.size as f64,
        sha256: it.sha256.as_ref().map_or_else(String::new, ToString::to_string),
        nomor: it.nomor.clone(),
        tanggal: it.tanggal.clone(),
        tentang: it.tentang.clone(),
        jenis_dokumen: it.jenis_dokumen.clone(),
        guess: if it.jenis_dokumen.is_none() { guess().map(str::to_owned) } else { None },
        unfit: unfit(&it.nama_berkas, it.content, accepted),
        traces: it.traces.as_ref().and_then(traces_view),
        openable: is_openable(&it.nama_berkas, it.content),
        pages: Some(link.pages.clone()).filter(|it| !it.is_empty()),
        also: all
            .iter()
            .filter(|other| other.bukti.id == it.id && other.indikator != link.indikator)
            .map(|other| other.indikator.clone())
            .collect(),
        present: it.present,
    }
}

/// None: it tells nothing.
pub(crate) fn traces_view(it: &Traces) -> Option<TracesView> {
    (!it.is_empty()).then(|| TracesView {
        place: it.place(),
        person: it.person(),
        thumbnail: it.thumbnail,
        cleanable: it.cleanable,
    })
}
