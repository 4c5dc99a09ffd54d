//! The wilayah of the country, compiled in from `places/`, and what an inovasi is
//! held against besides the rules of its award: where its region lies, and which
//! bodies it has.

use std::sync::LazyLock;

use domain::inovasi::{
    perangkat_daerah::PerangkatDaerahList,
    wilayah::{Wilayah, WilayahList},
};
use store::Reader;

use crate::{core::error::Result, view::WilayahView};

static WILAYAH: LazyLock<WilayahList> = LazyLock::new(|| {
    // A test reads the same text, so that an empty list never ships.
    WilayahList::read(include_str!("../../../../places/wilayah.csv")).unwrap_or_default()
});

/// All provinces, kabupaten and kota with their kode.
pub fn wilayah_list() -> &'static WilayahList {
    &WILAYAH
}

/// Most wilayah offered for a text.
const OFFERED: usize = 12;

/// What the region is: read once for all inovasi that are looked at together.
pub(crate) struct Region {
    pub wilayah: Option<&'static Wilayah>,
    pub perangkat_daerah: PerangkatDaerahList,
}

impl Region {
    pub(crate) fn of(reader: &Reader<'_>) -> Result<Self> {
        Ok(Self {
            wilayah: wilayah_list().by_kode(&reader.pemda()?.kode),
            perangkat_daerah: reader.perangkat_daerah()?,
        })
    }
}

/// Regions whose name or kode fits what is typed, the best first.
pub(crate) fn search_wilayah(text: &str) -> Vec<WilayahView> {
    WILAYAH
        .search(text, OFFERED)
        .into_iter()
        .map(|it| WilayahView {
            kode: it.kode.clone(),
            nama: it.nama.clone(),
            provinsi: wilayah_list().provinsi_of(&it.kode).filter(|_| !it.is_provinsi()).map(|it| it.nama.clone()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wilayah_of_the_table_is_read() {
        let list = wilayah_list();
        let n = |wanted: fn(&domain::inovasi::wilayah::Wilayah) -> bool| list.iter().filter(|it| wanted(it)).count();
        assert_eq!(n(|it| it.is_provinsi()), 38);
        assert_eq!(n(|it| !it.is_provinsi()), 514);
        assert_eq!(n(|it| it.is_daerah()), 546, "daerah that can take part in an award");
    }

    #[test]
    fn every_wilayah_is_found_by_its_kode_its_name_and_a_search() {
        let list = wilayah_list();
        for it in list.iter() {
            assert_eq!(list.by_kode(&it.kode), Some(it));
            assert_eq!(list.by_nama(&it.nama), Some(it), "{}", it.nama);
            assert_eq!(list.search(&it.nama, 1), [it], "{}", it.nama);
            let provinsi = list.provinsi_of(&it.kode).unwrap();
            assert!(it.titik.distance_km(&provinsi.titik) <= f64::from(provinsi.jangkauan_km) + 30.0, "{}", it.nama);
        }
    }

    #[test]
    fn the_first_letters_of_a_pemda_offer_it() {
        for (typed, first) in [
            ("semar", "Kota Semarang"),
            ("kab semar", "Kabupaten Semarang"),
            ("Kab. Tegal", "Kabupaten Tegal"),
            ("jateng", "Provinsi Jawa Tengah"),
            ("aceh", "Provinsi Aceh"),
            ("bandung b", "Kabupaten Bandung Barat"),
            ("banyuwngi", "Kabupaten Banyuwangi"),
            ("kep siau", "Kabupaten Kepulauan Siau Tagulandang Biaro"),
            ("diy", "Provinsi Daerah Istimewa Yogyakarta"),
            ("3374", "Kota Semarang"),
        ] {
            assert_eq!(wilayah_list().search(typed, 5).first().map(|it| it.nama.as_str()), Some(first), "{typed}");
        }
    }
}
