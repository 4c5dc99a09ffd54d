//! A pemda as papers and portals name it: `Pemkot Semarang`, `Pemerintah Daerah Kota
//! Semarang`, `Kota Semarang (33.74)`.

use super::{fold, kode_of, own_name};

/// What kind of region a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemdaKind {
    /// Provinsi, daerah istimewa, daerah khusus.
    Provinsi,
    /// Kabupaten.
    Kabupaten,
    /// Kota.
    Kota,
}

/// A name of a pemda in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PemdaName {
    /// None: it does not say, and may be any.
    pub kind: Option<PemdaKind>,
    /// Its own name in small letters, without what it is; may be empty.
    pub nama: String,
    /// `33.74`, where it stands in brackets.
    pub kode: Option<String>,
}

impl PemdaName {
    /// Takes a name apart.
    pub fn read(text: &str) -> Self {
        let (outside, inside) = brackets(text);
        let kode = inside.iter().find_map(|it| kode_of(it));
        let words = fold(&outside);
        let folded = words.join(" ");
        let own = own_name(&folded);
        let said = folded.strip_suffix(own).unwrap_or_default();
        // `Kota Semarang, Provinsi Jawa Tengah` says where it lies.
        let nama = own.split(" provinsi ").next().unwrap_or_default();
        let bracketed = || inside.iter().find_map(|it| kind_of(&fold(it).join(" ")));
        Self { kind: kind_of(said).or_else(bracketed), nama: nama.to_owned(), kode }
    }

    /// Whether two names mean one pemda, as far as they say. A kode decides where both
    /// have one; a name that says nothing is no other.
    pub fn is_same(&self, other: &Self) -> bool {
        if let (Some(a), Some(b)) = (&self.kode, &other.kode) {
            return a == b;
        }
        let is_silent = |it: &Self| it.nama.is_empty();
        let same_kind = self.kind.zip(other.kind).is_none_or(|(a, b)| a == b);
        is_silent(self) || is_silent(other) || (self.nama == other.nama && same_kind)
    }
}

/// The kind that words say, the first of them first.
fn kind_of(words: &str) -> Option<PemdaKind> {
    words.split(' ').find_map(|it| match it {
        "provinsi" | "istimewa" | "khusus" | "ibukota" => Some(PemdaKind::Provinsi),
        "kabupaten" => Some(PemdaKind::Kabupaten),
        "kota" => Some(PemdaKind::Kota),
        _ => None,
    })
}

/// What stands outside of brackets, and what in each.
fn brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('(') {
        outside.push_str(before);
        outside.push(' ');
        let (within, behind) = after.split_once(')').unwrap_or((after, ""));
        inside.push(within.to_owned());
        rest = behind;
    }
    (outside + rest, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_one_pemda_or_another() {
        let own = [
            ("Kota Semarang", "33.74"),
            ("Kabupaten Semarang", "33.22"),
            ("Provinsi Jawa Tengah", "33"),
            ("Provinsi Daerah Istimewa Yogyakarta", "34"),
        ];
        // What a file names, and which of the four it is: `-` none.
        for (named, expected) in [
            ("Kota Semarang", "k---"),
            ("KOTA  SEMARANG", "k---"),
            ("Pemkot Semarang", "k---"),
            ("Pemkot. Semarang", "k---"),
            ("Pemda Kota Semarang", "k---"),
            ("Pemerintah Kota Semarang", "k---"),
            ("Pemerintah Daerah Kota Semarang", "k---"),
            ("Kota Semarang (33.74)", "k---"),
            ("Kota Semarang (3374)", "k---"),
            ("Semarang (Kota)", "k---"),
            ("Kota Semarang, Provinsi Jawa Tengah", "k---"),
            ("Kabupaten Semarang", "-b--"),
            ("Kab. Semarang", "-b--"),
            ("Pemkab Semarang", "-b--"),
            ("Pemerintah Kabupaten Semarang", "-b--"),
            ("Semarang", "kb--"),
            ("Pemda Semarang", "kb--"),
            ("Semarang (33.22)", "-b--"),
            // The kode decides, whatever the words say.
            ("Kabupaten Semarang (33.74)", "k---"),
            ("Kota Semarang (33.76)", "----"),
            ("Provinsi Jawa Tengah", "--p-"),
            ("Pemprov Jateng", "--p-"),
            ("Jawa Tengah", "--p-"),
            ("DIY", "---y"),
            ("Pemda DIY", "---y"),
            ("Daerah Istimewa Yogyakarta", "---y"),
            ("Kota Yogyakarta", "----"),
            ("Kabupaten Demak", "----"),
            ("Kota Tegal", "----"),
            // It says nothing.
            ("", "kbpy"),
            ("Pemda", "kbpy"),
        ] {
            let read = PemdaName::read(named);
            for ((nama, kode), expected) in own.iter().zip(expected.chars()) {
                let own = PemdaName { kode: Some((*kode).to_owned()), ..PemdaName::read(nama) };
                assert_eq!(read.is_same(&own), expected != '-', "{named:?} and {nama}: {read:?}");
            }
        }
    }
}
