//! Perangkat daerah as a managed list: bodies of the region with their UPTD,
//! puskesmas, schools, kecamatan, kelurahan and desa under a parent.
//!
//! An inovasi names its perangkat daerah in free words, because recaps and other
//! laptops do; the list recognises current and former names of each body, so a
//! renamed body keeps its inovasi and an unknown one is only a finding.

pub mod tree;

use std::collections::BTreeMap;

use crate::{core::id::PerangkatDaerahId, named};

named! {
    /// A field of it, in the order people fill them in.
    /// Its one name: column, interchange key, last part of its history key.
    pub enum PerangkatDaerahField {
        /// Its present name; never blank, and no other body of the list has it.
        Nama = "nama",
        /// The region's own code of the body, where it has one.
        Kode = "kode",
        /// Id of an option of the list `jenis_perangkat_daerah`.
        Jenis = "jenis",
        /// Id of the body it belongs to.
        Induk = "induk",
        /// `0` once it no longer exists; otherwise cleared.
        Aktif = "aktif",
    }
}

/// One body of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerangkatDaerah {
    /// What `induk` of others names; stays through a change of name.
    pub id: PerangkatDaerahId,
    /// Its present name, which inovasi are shown under.
    pub nama: String,
    /// The region's own code of it; None where it has none.
    pub kode: Option<String>,
    /// Id of an option of the list `jenis_perangkat_daerah`; None where it is blank.
    pub jenis: Option<String>,
    /// The body it belongs to; None for one that stands for itself.
    pub induk: Option<PerangkatDaerahId>,
    /// False once it no longer exists; inovasi may still name it.
    pub aktif: bool,
    /// Whether it came with the example catalogue.
    pub contoh: bool,
    /// Names it had before, by which it is still found.
    pub nama_lama: Vec<String>,
}

/// The list with its names at hand.
#[derive(Clone, Debug, Default)]
pub struct PerangkatDaerahList {
    /// By name.
    pub bodies: Vec<PerangkatDaerah>,
    by_name: BTreeMap<String, usize>,
}

impl PerangkatDaerahList {
    /// Orders bodies by name. Where a former name of one is the current name of
    /// another, the current one is meant; among equals the smaller id.
    pub fn new(mut bodies: Vec<PerangkatDaerah>) -> Self {
        bodies.sort_by_cached_key(|it| (fold_name(&it.nama), it.id));
        let mut by_name = BTreeMap::new();
        for (at, it) in bodies.iter().enumerate() {
            by_name.entry(fold_name(&it.nama)).or_insert(at);
        }
        for (at, it) in bodies.iter().enumerate() {
            for nama in &it.nama_lama {
                by_name.entry(fold_name(nama)).or_insert(at);
            }
        }
        Self { bodies, by_name }
    }

    /// The body that a text names, now or formerly.
    pub fn find(&self, text: &str) -> Option<&PerangkatDaerah> {
        self.by_name.get(&fold_name(text)).and_then(|at| self.bodies.get(*at))
    }

    /// One body by its id.
    pub fn by_id(&self, id: PerangkatDaerahId) -> Option<&PerangkatDaerah> {
        self.bodies.iter().find(|it| it.id == id)
    }

    /// A text as the list names it today; itself when the list does not know it.
    pub fn current_name<'a>(&'a self, text: &'a str) -> &'a str {
        self.find(text).map_or(text, |it| &it.nama)
    }
}

/// A name without case, punctuation and double blanks, with the usual short forms
/// written out, so that `Kec. Tugu` is `Kecamatan Tugu`.
pub fn fold_name(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words
        .map(|it| match it {
            "kec" => "kecamatan",
            "kel" => "kelurahan",
            "kab" => "kabupaten",
            "pkm" => "puskesmas",
            other => other,
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(n: u128, nama: &str, lama: &[&str], induk: Option<u128>) -> PerangkatDaerah {
        PerangkatDaerah {
            id: PerangkatDaerahId(uuid::Uuid::from_u128(n)),
            nama: nama.into(),
            kode: None,
            jenis: None,
            induk: induk.map(|it| PerangkatDaerahId(uuid::Uuid::from_u128(it))),
            aktif: true,
            contoh: false,
            nama_lama: lama.iter().map(|it| (*it).to_owned()).collect(),
        }
    }

    #[test]
    fn a_body_is_known_by_its_names_in_any_writing() {
        let list = PerangkatDaerahList::new(vec![
            body(1, "Badan Riset dan Inovasi Daerah", &["Bappeda Bidang Litbang"], None),
            body(2, "Kecamatan Tugu", &[], None),
            body(3, "Bappeda", &[], None),
        ]);
        for (text, found) in [
            ("BADAN RISET  DAN INOVASI DAERAH", Some("Badan Riset dan Inovasi Daerah")),
            ("bappeda bidang litbang", Some("Badan Riset dan Inovasi Daerah")),
            ("Kec. Tugu", Some("Kecamatan Tugu")),
            ("Bappeda", Some("Bappeda")),
            ("Dinas Sosial", None),
        ] {
            assert_eq!(list.find(text).map(|it| it.nama.as_str()), found, "{text}");
        }
        assert_eq!(list.current_name("Dinas Sosial"), "Dinas Sosial");
    }
}
