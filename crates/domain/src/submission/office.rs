//! The office that signs: what stands on its paper and who signs for whom. Every
//! document asks here, so that a name is corrected once.

use serde::{Deserialize, Serialize};

use crate::{
    core::date::PartialDate,
    inovasi::profile::{TextError, clean},
    named,
};

named! {
    /// What the office has said of its paper. Its one name: row, last part of its
    /// history key, key in the dossier of a template.
    pub enum OfficeField {
        /// The lines of the letterhead above the address, one a line: the region in
        /// capitals, then the body.
        Kop = "kop",
        /// The small lines of the letterhead: street, post code, telephone, laman, pos-el.
        Alamat = "alamat",
        /// The coat of arms, a picture of PNG, JPEG or SVG: a [`crate::bukti::BlobRef`].
        Logo = "logo",
        /// Where papers are given: the place before the date.
        Tempat = "tempat",
        /// The numbers of papers as they are filled in, with `{nomor}`, `{bulan}` (roman)
        /// and `{tahun}`.
        PolaNomor = "pola_nomor",
        /// Where the laman of the office is: it stands in what is published.
        Laman = "laman",
        /// What of an inovasi the world may see: what
        /// [`PublicParts`](crate::submission::publish::PublicParts) keeps.
        Publik = "publik",
    }
}

named! {
    /// In which place somebody signs.
    pub enum SignerRole {
        /// Gubernur, Bupati or Wali Kota.
        KepalaDaerah = "kepala_daerah",
        /// The Sekretaris Daerah.
        SekretarisDaerah = "sekretaris_daerah",
        /// Who leads the body that keeps the registry: BRIDA, Bapperida, Litbang.
        KepalaBrida = "kepala_brida",
        /// Who leads the team of verifiers.
        KetuaTim = "ketua_tim",
        /// Who leads a perangkat daerah; said of each of them.
        KepalaPerangkatDaerah = "kepala_perangkat_daerah",
    }
}

named! {
    /// By which right somebody signs in the place of another (Permendagri 1/2023,
    /// tata naskah dinas).
    pub enum SignerForm {
        /// By his own office.
        Sendiri = "sendiri",
        /// Atas nama: the line above names whose name it is.
        AtasNama = "a.n.",
        /// Untuk beliau: one step further down.
        UntukBeliau = "u.b.",
        /// Pelaksana tugas.
        Plt = "plt.",
        /// Pelaksana harian.
        Plh = "plh.",
        /// Penjabat.
        Pj = "pj.",
    }
}

/// Who signs in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Signer {
    /// The name with its titles.
    pub nama: String,
    /// The office in full, such as `Kepala Badan Riset dan Inovasi Daerah`.
    pub jabatan: String,
    /// Pangkat and golongan; empty for heads of a region.
    #[serde(default)]
    pub pangkat: String,
    /// 18 digits without blanks; empty for heads of a region.
    #[serde(default)]
    pub nip: String,
    /// By which right.
    pub form: SignerForm,
    /// In whose name, where the form says so; else empty.
    #[serde(default)]
    pub untuk: String,
}

/// Why somebody cannot be written down as a signer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// A line that is too long, or a name that is empty.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Not 18 digits of which the first eight are a day; holds what was written.
    #[error("{0:?} is no NIP")]
    Nip(String),
}

impl Signer {
    /// In the form that is kept: no blanks around, a NIP of digits alone.
    ///
    /// # Errors
    /// It cannot stand on paper.
    pub fn cleaned(self) -> Result<Self, SignerError> {
        let line = |it: &str| clean(it, false).map(Option::unwrap_or_default);
        let nama = line(&self.nama)?;
        if nama.is_empty() {
            return Err(TextError::EmptyNama.into());
        }
        Ok(Self {
            nama,
            jabatan: line(&self.jabatan)?,
            pangkat: line(&self.pangkat)?,
            nip: nip(&self.nip)?,
            form: self.form,
            untuk: line(&self.untuk)?,
        })
    }
}

/// Day of birth, month of entry, sex, order: 8, 6, 1 and 3 digits.
fn nip(typed: &str) -> Result<String, SignerError> {
    let digits: String = typed.chars().filter(|it| !it.is_whitespace()).collect();
    let number = |at: std::ops::Range<usize>| digits.get(at).and_then(|it| it.parse::<u32>().ok());
    let born = || PartialDate::new(number(0..4)?.try_into().ok()?, Some(number(4..6)?), Some(number(6..8)?));
    let known = digits.len() == 18 && digits.bytes().all(|it| it.is_ascii_digit()) && born().is_some();
    if known || digits.is_empty() { Ok(digits) } else { Err(SignerError::Nip(typed.to_owned())) }
}

/// All that the office has said, as documents need it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// What was filled in, in the order of the fields.
    pub field: Vec<(OfficeField, String)>,
    /// Who signs for the region and the body.
    pub signer: Vec<(SignerRole, Signer)>,
    /// Who leads a perangkat daerah, by its name.
    pub kepala: Vec<(String, Signer)>,
    /// The bytes of the coat of arms and their ending.
    pub logo: Option<(Vec<u8>, String)>,
}

impl Office {
    /// What was said of one field; empty: nothing.
    pub fn text(&self, field: OfficeField) -> &str {
        self.field.iter().find(|it| it.0 == field).map_or("", |it| &it.1)
    }

    /// Who signs in a place of the region.
    pub fn signer(&self, role: SignerRole) -> Option<&Signer> {
        self.signer.iter().find(|it| it.0 == role).map(|it| &it.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nip_has_eighteen_digits_and_begins_with_a_day() {
        for (typed, kept) in [
            ("19700101 199503 1 001", Some("197001011995031001")),
            ("197001011995031001", Some("197001011995031001")),
            ("", Some("")),
            ("1970010119950310", None),
            ("197013011995031001", None),
            ("19700101199503100x", None),
        ] {
            assert_eq!(nip(typed).ok().as_deref(), kept, "{typed:?}");
        }
    }
}
