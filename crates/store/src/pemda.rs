//! `pemda`: the regional government that owns the registry.

use domain::dossier::Pemda;

use crate::{Reader, Result};

impl Reader<'_> {
    /// Name and code of the regional government.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn pemda(&self) -> Result<Pemda> {
        Ok(self.connection.query_row("SELECT nama, kode FROM pemda WHERE one = 1", [], |row| {
            Ok(Pemda { nama: row.get(0)?, kode: row.get(1)? })
        })?)
    }
}
