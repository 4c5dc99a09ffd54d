//! Penghargaan as screens show them.

use domain::inovasi::penghargaan::Keyakinan;
use domain::{
    core::id::{InovasiId, Subject},
    inovasi::penghargaan::Penghargaan,
};
use store::Reader;

use crate::{
    core::{error::Result, lookup::subject_nama},
    show::bukti::bukti_view,
    view::{PenghargaanListView, PenghargaanView},
};

/// Those of one inovasi, for its worksheet.
pub(crate) fn views_of(reader: &Reader<'_>, id: InovasiId) -> Result<Vec<PenghargaanView>> {
    Ok(list_view(reader, Some(Subject::Inovasi(id)))?.penghargaan)
}

pub(crate) fn penghargaan_view(reader: &Reader<'_>, it: Penghargaan) -> Result<PenghargaanView> {
    let links = reader.links(Subject::Penghargaan(it.id))?;
    let untuk = subject_of(&it);
    Ok(PenghargaanView {
        id: it.id,
        untuk_nama: subject_nama(reader, untuk)?,
        untuk,
        nama: it.nama,
        tingkat: it.tingkat,
        tahun: it.tahun,
        penyelenggara: it.penyelenggara,
        kategori: it.kategori,
        hasil: it.hasil,
        sumber: it.sumber,
        keyakinan: it.keyakinan.and_then(|it| Keyakinan::by_name(&it)),
        contoh: it.contoh,
        bukti: links.iter().map(|link| bukti_view(link, &links, &[])).collect(),
    })
}

pub(crate) fn subject_of(it: &Penghargaan) -> Subject {
    it.inovasi.map_or(Subject::Daerah, Subject::Inovasi)
}

pub(crate) fn list_view(reader: &Reader<'_>, whose: Option<Subject>) -> Result<PenghargaanListView> {
    let found = match whose {
        None => reader.all_penghargaan()?,
        Some(Subject::Inovasi(id)) => reader.penghargaan_of(Some(id))?,
        Some(_) => reader.penghargaan_of(None)?,
    };
    Ok(PenghargaanListView {
        penghargaan: found.into_iter().map(|it| penghargaan_view(reader, it)).collect::<Result<_>>()?,
    })
}
