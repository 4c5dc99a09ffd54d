//! The bodies that run inovasi, and what inovasi and region were awarded.

use domain::core::id::{BuktiId, PenghargaanId, PerangkatDaerahId, Subject};

use std::path::PathBuf;

use crate::{
    Registry, Result,
    inovasi::{penghargaan, perangkat_daerah},
    progress::Watch,
    view::*,
};

impl Registry {
    /// Every penghargaan, or those of `daerah` or of one inovasi; the newest first.
    ///
    /// # Errors
    /// There is no such inovasi.
    pub fn list_penghargaan(&self, untuk: Option<Subject>) -> Result<PenghargaanListView> {
        penghargaan::list_penghargaan(&self.core, untuk)
    }

    /// Records a penghargaan of the region or of an inovasi; only its name is
    /// needed.
    ///
    /// # Errors
    /// The name is empty or cannot stand; there is no such inovasi.
    pub fn register_penghargaan(&self, untuk: Subject, nama: &str) -> Result<Outcome<PenghargaanListView>> {
        penghargaan::register::register_penghargaan(&self.core, untuk, nama)
    }

    /// Writes one field of a penghargaan.
    ///
    /// # Errors
    /// The penghargaan or the field is unknown, or the value cannot stand.
    pub fn edit_penghargaan(
        &self,
        id: PenghargaanId,
        field: &str,
        value: Option<&str>,
    ) -> Result<Outcome<PenghargaanListView>> {
        penghargaan::edit::edit_penghargaan(&self.core, id, field, value)
    }

    /// Takes a penghargaan out; history keeps it.
    ///
    /// # Errors
    /// There is none.
    pub fn remove_penghargaan(&self, id: PenghargaanId) -> Result<Outcome<PenghargaanListView>> {
        penghargaan::remove::remove_penghargaan(&self.core, id)
    }

    /// Attaches files to a penghargaan: all of them, or none.
    ///
    /// # Errors
    /// As [`Registry::attach_bukti`].
    pub fn attach_penghargaan(
        &self,
        id: PenghargaanId,
        paths: &[PathBuf],
        watch: &mut dyn Watch,
    ) -> Result<Outcome<PenghargaanListView>> {
        penghargaan::attach::attach_penghargaan(&self.core, id, paths, watch)
    }

    /// Takes a file from a penghargaan.
    ///
    /// # Errors
    /// The penghargaan or the bukti does not exist.
    pub fn detach_penghargaan(&self, id: PenghargaanId, bukti: BuktiId) -> Result<Outcome<PenghargaanListView>> {
        penghargaan::attach::detach_penghargaan(&self.core, id, bukti)
    }

    /// The list, with the names that inovasi use and it does not know.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_perangkat_daerah(&self) -> Result<PerangkatDaerahListView> {
        perangkat_daerah::list::list_perangkat_daerah(&self.core)
    }

    /// Puts a body on the list, under a parent if one is given.
    ///
    /// # Errors
    /// The name is empty, too long or on the list already; the parent or the kind
    /// is unknown.
    pub fn register_perangkat_daerah(
        &self,
        nama: &str,
        jenis: Option<&str>,
        induk: Option<&str>,
    ) -> Result<Outcome<PerangkatDaerahListView>> {
        perangkat_daerah::register::register_perangkat_daerah(&self.core, nama, jenis, induk)
    }

    /// Writes one field of a body. A changed name can keep the old one, so that
    /// inovasi and workbooks that still use it are recognised.
    ///
    /// # Errors
    /// The body or the field is unknown, or the value cannot stand.
    pub fn edit_perangkat_daerah(
        &self,
        id: PerangkatDaerahId,
        field: &str,
        value: Option<&str>,
        keep_old_name: bool,
    ) -> Result<Outcome<PerangkatDaerahListView>> {
        perangkat_daerah::edit::edit_perangkat_daerah(&self.core, id, field, value, keep_old_name)
    }

    /// Adds a former name, or takes it off.
    ///
    /// # Errors
    /// The body is unknown, or the name cannot stand.
    pub fn set_perangkat_daerah_nama_lama(
        &self,
        id: PerangkatDaerahId,
        nama: &str,
        present: bool,
    ) -> Result<Outcome<PerangkatDaerahListView>> {
        perangkat_daerah::edit::set_perangkat_daerah_nama_lama(&self.core, id, nama, present)
    }

    /// Takes a body off the list. Inovasi keep the name they were given.
    ///
    /// # Errors
    /// The body is unknown, or has others below it.
    pub fn remove_perangkat_daerah(&self, id: PerangkatDaerahId) -> Result<Outcome<PerangkatDaerahListView>> {
        perangkat_daerah::remove::remove_perangkat_daerah(&self.core, id)
    }

    /// Puts names that inovasi use on the list, each with the kind its name tells.
    /// An empty list means every unlisted name.
    ///
    /// # Errors
    /// A name cannot stand, or there are more than 2,000.
    pub fn adopt_perangkat_daerah(&self, nama: &[String]) -> Result<Outcome<PerangkatDaerahListView>> {
        perangkat_daerah::adopt::adopt_perangkat_daerah(&self.core, nama)
    }
}
