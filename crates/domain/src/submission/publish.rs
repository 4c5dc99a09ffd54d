//! The public catalogue: what of an inovasi the world may see. An office chooses it part
//! by part; what nobody has chosen is safe: no name of a person, no way to reach one, no
//! bukti and no skor.

mod contact;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    core::id::InovasiId,
    inovasi::{
        koordinat::Koordinat,
        profile::{FIELDS, Field, FieldKind},
    },
    named,
    submission::dossier::Pemda,
};

pub use contact::{BLOTTED, without_contacts};

named! {
    /// What can be made public beside the fields of the profile.
    pub enum PublicExtra {
        /// The penghargaan of the inovasi, without their files.
        Penghargaan = "penghargaan",
        /// Kind, number, day and subject of its documents, without their files.
        Bukti = "bukti",
        /// Its kematangan as far as bukti support it.
        Kematangan = "kematangan",
        /// The index of the region as far as bukti support it.
        Iid = "iid",
        /// Telephone numbers, addresses of e-mail, names in messengers and long numbers of
        /// persons inside texts; without it they are blotted out.
        Kontak = "kontak",
    }
}

/// One part that can be made public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PublicPart {
    /// A field of the profile.
    Field(Field),
    /// Something beside it.
    Extra(PublicExtra),
}

impl PublicPart {
    /// Every part that can be chosen, in the order of the form. The name is public in
    /// any case; what an office notes for itself never is, nor a link inside the registry.
    pub fn all() -> impl Iterator<Item = Self> {
        let chosen = |it: &&Field| !matches!(it, Field::Nama | Field::Catatan | Field::PengembanganDari);
        FIELDS.iter().filter(chosen).copied().map(Self::Field).chain(PublicExtra::ALL.map(Self::Extra))
    }

    /// Its name in history and on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(it) => it.name(),
            Self::Extra(it) => it.name(),
        }
    }

    /// The part of a name.
    pub fn by_name(name: &str) -> Option<Self> {
        Self::all().find(|it| it.name() == name)
    }

    /// Whether it is public where nobody has chosen.
    pub fn is_usual(self) -> bool {
        match self {
            Self::Field(it) => !matches!(it, Field::NamaInisiator | Field::NamaLama),
            Self::Extra(it) => it == PublicExtra::Penghargaan,
        }
    }
}

/// What is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicParts(BTreeSet<PublicPart>);

/// Written where nothing is chosen, so that a choice of nothing is one too.
const NOTHING: &str = "nama";

impl Default for PublicParts {
    fn default() -> Self {
        Self(PublicPart::all().filter(|it| it.is_usual()).collect())
    }
}

impl PublicParts {
    /// Reads what is kept of a choice; names of a newer program are passed over, so that
    /// what is not known is not public.
    pub fn read(kept: &str) -> Self {
        Self(kept.split(',').filter_map(PublicPart::by_name).collect())
    }

    /// As it is kept.
    pub fn written(&self) -> String {
        let names: Vec<&str> = std::iter::once(NOTHING).chain(self.0.iter().map(|it| it.name())).collect();
        names.join(",")
    }

    /// Whether a part is public.
    pub fn has(&self, part: PublicPart) -> bool {
        self.0.contains(&part)
    }

    /// Whether a field of the profile is public.
    pub fn has_field(&self, field: Field) -> bool {
        field == Field::Nama || self.has(PublicPart::Field(field))
    }

    /// Whether something beside the profile is public.
    pub fn has_extra(&self, extra: PublicExtra) -> bool {
        self.has(PublicPart::Extra(extra))
    }

    /// Makes a part public, or takes it back.
    pub fn set(&mut self, part: PublicPart, public: bool) {
        if public {
            self.0.insert(part)
        } else {
            self.0.remove(&part)
        };
    }

    /// The fields that are public beside the name, in the order of the form.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.iter().filter_map(|it| match it {
            PublicPart::Field(field) => Some(*field),
            PublicPart::Extra(_) => None,
        })
    }
}

/// One value that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicValue {
    /// Name of the field.
    pub field: String,
    /// What the form calls it.
    pub label: String,
    /// As people read it.
    pub text: String,
}

/// One inovasi as the world sees it: nothing in it that was not chosen.
#[derive(Clone, Debug)]
pub struct PublicInovasi {
    /// The same as in the registry, and in the address of its page.
    pub id: InovasiId,
    /// Its name.
    pub nama: String,
    /// What is filled in, in the order of the form.
    pub fields: Vec<PublicValue>,
    /// Where it is, where that is public and can be read.
    pub koordinat: Option<Koordinat>,
    /// A line each, the newest first.
    pub penghargaan: Vec<String>,
    /// A line for each document.
    pub bukti: Vec<String>,
    /// As far as bukti support it.
    pub kematangan: Option<Decimal>,
}

impl PublicInovasi {
    /// The text of a field; empty where it is blank or not public.
    pub fn text(&self, field: Field) -> &str {
        self.fields.iter().find(|it| it.field == field.name()).map_or("", |it| &it.text)
    }
}

/// What is said of the catalogue as a whole.
#[derive(Clone, Debug)]
pub struct PublicHead {
    /// Whose inovasi they are.
    pub pemda: Pemda,
    /// The day on which it is made.
    pub tanggal: NaiveDate,
    /// Where the laman of the office is; None where nobody has said.
    pub laman: Option<String>,
    /// The index of the region, where it is public and can be computed.
    pub iid: Option<Decimal>,
    /// What is public beside the name: name in code, label of the form, whether it is
    /// written over several lines.
    pub columns: Vec<(Field, String)>,
    /// Which extras are public.
    pub extras: Vec<PublicExtra>,
    /// A point of the seat of government and how many km the wilayah reaches from it;
    /// None where the kode is not known.
    pub wilayah: Option<(Koordinat, u32)>,
    /// Program and version.
    pub program: String,
}

/// Whether a field is written over several lines.
pub fn is_long(field: Field) -> bool {
    field.kind() == FieldKind::Paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_chosen_names_no_person_and_no_skor() {
        let usual = PublicParts::default();
        for part in ["nama_inisiator", "bukti", "kematangan", "iid", "kontak"] {
            assert!(!usual.has(PublicPart::by_name(part).unwrap()), "{part}");
        }
        assert!(usual.has_field(Field::Nama) && usual.has_field(Field::Manfaat));
        assert!(PublicPart::by_name("catatan").is_none() && !usual.has_field(Field::Catatan));
    }

    #[test]
    fn a_choice_of_nothing_is_kept_as_one() {
        let mut none = PublicParts::default();
        PublicPart::all().for_each(|it| none.set(it, false));
        let kept = PublicParts::read(&none.written());
        assert_eq!((kept.written().as_str(), kept.fields().count()), ("nama", 0));
        let some = PublicParts::read("nama,tahapan,dari_masa_depan,bukti");
        assert_eq!(some.written(), "nama,tahapan,bukti");
        let usual = PublicParts::default();
        assert_eq!(PublicParts::read(&usual.written()), usual);
    }
}
