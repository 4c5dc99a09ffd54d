//! The wilayah of the country, and what an inovasi is held against besides the
//! rules of its award: where its region lies, and which bodies it has.

use std::sync::LazyLock;

use domain::{
    perangkat_daerah::PerangkatDaerahList,
    wilayah::{Wilayah, WilayahList},
};
use store::Reader;

use crate::{Registry, error::Result, view::WilayahView};

/// Provinces, kabupaten and kota; the tests make sure that the table reads.
static WILAYAH: LazyLock<WilayahList> =
    LazyLock::new(|| WilayahList::read(include_str!("../../../places/wilayah.csv")).unwrap_or_default());

/// Most wilayah offered for a text.
const OFFERED: usize = 12;

/// What the region is: read once for all inovasi that are looked at together.
pub(crate) struct Region {
    pub wilayah: Option<&'static Wilayah>,
    pub perangkat_daerah: PerangkatDaerahList,
}

impl Region {
    pub fn of(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            wilayah: WILAYAH.by_kode(&reader.pemda()?.kode),
            perangkat_daerah: reader.perangkat_daerah()?,
        })
    }
}

impl Registry {
    /// Regions whose name or kode fits what is typed, the best first.
    pub fn search_wilayah(text: &str) -> Vec<WilayahView> {
        WILAYAH
            .search(text, OFFERED)
            .into_iter()
            .map(|it| WilayahView {
                kode: it.kode.clone(),
                nama: it.nama.clone(),
                provinsi: WILAYAH.provinsi_of(&it.kode).filter(|_| !it.is_provinsi()).map(|it| it.nama.clone()),
            })
            .collect()
    }
}
