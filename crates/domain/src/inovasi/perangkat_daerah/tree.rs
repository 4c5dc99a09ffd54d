//! Where a body fits into the list: under which name, and under whom.

use std::collections::BTreeMap;

use super::{PerangkatDaerahField, PerangkatDaerahList, fold_name};
use crate::core::id::PerangkatDaerahId;

/// Why a body cannot have a name or a parent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Two names that differ only in writing are one; holds the other body's name.
    #[error("another body is called {0:?}")]
    Taken(String),
    /// Neither an id nor a present name of the list; holds what was written.
    #[error("{0:?} is no body of the list")]
    Missing(String),
    /// The parent is the body itself or stands below it; holds the parent's name.
    #[error("it would stand under itself by way of {0:?}")]
    Ring(String),
}

#[derive(Clone, Debug, Default)]
struct BodyNode {
    nama: String,
    induk: Option<PerangkatDaerahId>,
}

/// The list as far as a new name or parent has to fit into it; it follows what is
/// written, or planned.
#[derive(Clone, Debug, Default)]
pub struct BodyTree {
    known: BTreeMap<PerangkatDaerahId, BodyNode>,
    /// By folded name; of several the first.
    by_nama: BTreeMap<String, PerangkatDaerahId>,
}

impl BodyTree {
    /// The tree of a whole list.
    pub fn of(list: &PerangkatDaerahList) -> Self {
        let mut all = Self::default();
        for it in &list.bodies {
            all.by_nama.entry(fold_name(&it.nama)).or_insert(it.id);
            all.known.insert(it.id, BodyNode { nama: it.nama.clone(), induk: it.induk });
        }
        all
    }

    /// A body that something will be said of: it is known, and a name that is free
    /// is its own.
    pub fn announce(&mut self, id: PerangkatDaerahId, nama: &str) {
        self.known.entry(id).or_default();
        if !nama.is_empty() {
            self.by_nama.entry(fold_name(nama)).or_insert(id);
        }
    }

    /// A body that nothing is held against: it stays known, and neither its name nor
    /// its parent is in the way of another.
    pub fn release(&mut self, id: PerangkatDaerahId) {
        self.remove(id);
        self.known.insert(id, BodyNode::default());
    }

    /// A body is off the list.
    pub fn remove(&mut self, id: PerangkatDaerahId) {
        self.by_nama.retain(|_, it| *it != id);
        self.known.remove(&id);
    }

    /// A field of a body has another value.
    pub fn note(&mut self, id: PerangkatDaerahId, field: PerangkatDaerahField, value: Option<&str>) {
        let body = self.known.entry(id).or_default();
        match field {
            PerangkatDaerahField::Nama => {
                let before = std::mem::replace(&mut body.nama, value.unwrap_or_default().to_owned());
                let before = fold_name(&before);
                if self.by_nama.get(&before) == Some(&id) {
                    self.by_nama.remove(&before);
                }
                if let Some(nama) = value {
                    self.by_nama.entry(fold_name(nama)).or_insert(id);
                }
            }
            PerangkatDaerahField::Induk => body.induk = value.and_then(|it| it.parse().ok()),
            _ => {}
        }
    }

    /// The body that a text names, by its id or its present name.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, text: &str) -> Result<PerangkatDaerahId, BodyError> {
        let by_id = text.parse().ok().filter(|it| self.known.contains_key(it));
        let found = by_id.or_else(|| self.by_nama.get(&fold_name(text)).copied());
        found.ok_or_else(|| BodyError::Missing(text.to_owned()))
    }

    /// Whether a body may have a name.
    ///
    /// # Errors
    /// Another one has it, in whatever writing.
    pub fn check_nama(&self, own: PerangkatDaerahId, nama: &str) -> Result<(), BodyError> {
        match self.by_nama.get(&fold_name(nama)) {
            Some(other) if *other != own => {
                let known = self.known.get(other).map(|it| it.nama.as_str()).filter(|it| !it.is_empty());
                Err(BodyError::Taken(known.unwrap_or(nama).to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// Whether a body may stand under another.
    ///
    /// # Errors
    /// The other is not known, or stands under this one.
    pub fn check_induk(&self, own: PerangkatDaerahId, induk: PerangkatDaerahId) -> Result<(), BodyError> {
        let known = self.known.get(&induk);
        if known.is_none() && induk != own {
            return Err(BodyError::Missing(induk.to_string()));
        }
        let mut at = Some(induk);
        // No honest list is deeper than its length; a ring merged from two laptops ends here.
        for _ in 0..=self.known.len() {
            match at {
                Some(id) if id == own => break,
                Some(id) => at = self.known.get(&id).and_then(|it| it.induk),
                None => return Ok(()),
            }
        }
        let nama = known.map(|it| it.nama.clone()).filter(|it| !it.is_empty());
        Err(BodyError::Ring(nama.unwrap_or_else(|| induk.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> PerangkatDaerahId {
        PerangkatDaerahId(uuid::Uuid::from_u128(n))
    }

    fn bodies() -> BodyTree {
        let mut all = BodyTree::default();
        for (n, nama, induk) in [(1, "Dinas Kesehatan", None), (2, "Puskesmas Tugu", Some(1)), (3, "Posyandu", Some(2))]
        {
            all.note(id(n), PerangkatDaerahField::Nama, Some(nama));
            let induk = induk.map(|it| id(it).to_string());
            all.note(id(n), PerangkatDaerahField::Induk, induk.as_deref());
        }
        all
    }

    #[test]
    fn a_ring_of_parents_is_seen() {
        let mut all = bodies();
        assert_eq!(all.check_induk(id(1), id(3)), Err(BodyError::Ring("Posyandu".into())));
        assert!(all.check_induk(id(1), id(1)).is_err());
        assert_eq!(all.check_induk(id(3), id(1)), Ok(()));
        assert_eq!(all.check_induk(id(3), id(9)), Err(BodyError::Missing(id(9).to_string())));
        // What is said of it elsewhere is not held against it.
        all.release(id(2));
        assert_eq!(all.check_induk(id(1), id(3)), Ok(()));
    }

    #[test]
    fn a_name_is_free_once_its_body_has_another() {
        let mut all = bodies();
        assert_eq!(all.check_nama(id(9), "PKM. Tugu"), Err(BodyError::Taken("Puskesmas Tugu".into())));
        assert_eq!(all.check_nama(id(2), "puskesmas tugu"), Ok(()));
        all.note(id(2), PerangkatDaerahField::Nama, Some("Puskesmas Mijen"));
        assert_eq!(all.check_nama(id(9), "Puskesmas Tugu"), Ok(()));
        assert_eq!(all.find("puskesmas mijen"), Ok(id(2)));
        all.remove(id(2));
        assert!(all.find("puskesmas mijen").is_err());
    }
}
