//! Paths that a person has pointed at: chosen in a dialog of the system, dropped on the
//! window, or offered by the program itself. A window may name no other.
//!
//! A carrier keeps the table of them and reads a request with it at hand: a path that is
//! not in it does not become a [`Handed`], so no command can be asked with one.

use std::{
    cell::RefCell,
    collections::HashMap,
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

thread_local! {
    /// The table of whoever reads a request on this thread, and the paths that it named.
    static AT_HAND: RefCell<Option<(HandedPaths, Vec<PathBuf>)>> = const { RefCell::new(None) };
}

/// A path that was handed over. Its text names it in the window and is looked up when it
/// comes back: only as it was given does it stand for anything.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Handed(#[cfg_attr(feature = "ipc", specta(type = wire::PathText))] PathBuf);

impl Deref for Handed {
    type Target = Path;
    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Serialize for Handed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0.display())
    }
}

impl<'de> Deserialize<'de> for Handed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let found = AT_HAND.with_borrow_mut(|it| {
            let (table, named) = it.as_mut()?;
            let path = table.find(&text)?;
            named.push(path.clone());
            Some(path)
        });
        found.map(Self).ok_or_else(|| D::Error::custom(format!("{NOT_HANDED}{text}")))
    }
}

/// serde tells an error as text alone; ours is read back out of it.
const NOT_HANDED: &str = "not handed over: ";

/// The path that was refused with this text, if one was.
pub(crate) fn refused(text: &str) -> Option<&str> {
    text.strip_prefix(NOT_HANDED)
}

/// The same for a request that other callers make too, with any path.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Handed::deserialize(from).map(|it| it.display().to_string())
}

/// The paths that were handed over since the program began, by their texts.
#[derive(Debug, Clone, Default)]
pub struct HandedPaths(Arc<Mutex<HashMap<String, PathBuf>>>);

impl HandedPaths {
    /// Hands a path over.
    pub fn hand(&self, path: impl Into<PathBuf>) -> Handed {
        let path = path.into();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(path.display().to_string(), path.clone());
        Handed(path)
    }

    /// Reads something with this table at hand; also answers the paths that were named.
    pub(crate) fn reading<T>(&self, read: impl FnOnce() -> T) -> (T, Vec<PathBuf>) {
        AT_HAND.set(Some((self.clone(), Vec::new())));
        let read = read();
        let named = AT_HAND.take().map(|it| it.1);
        (read, named.unwrap_or_default())
    }

    fn find(&self, text: &str) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned()
    }
}

/// What a path is to the interface: a text of its own kind.
#[cfg(feature = "ipc")]
mod wire {
    use specta::{Type, Types, datatype::DataType};

    pub(super) struct PathText;

    impl Type for PathText {
        fn definition(types: &mut Types) -> DataType {
            let text = specta_typescript::Branded::new("Handed", String::definition(types));
            specta::datatype::Reference::opaque(text).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Asked {
        paths: Vec<Handed>,
    }

    #[test]
    fn only_what_was_handed_over_is_read() {
        let paths = HandedPaths::default();
        let given = paths.hand("/dokumen/a.pdf");
        assert_eq!(serde_json::to_value(&given).unwrap(), "/dokumen/a.pdf");
        let read = |text: &str| {
            let asked = serde_json::json!({ "paths": [text] });
            paths.reading(|| serde_json::from_value::<Asked>(asked)).0.map(|it| it.paths).map_err(|it| it.to_string())
        };
        assert_eq!(read("/dokumen/a.pdf").unwrap(), [given]);
        for other in ["/dokumen/b.pdf", "/dokumen/../dokumen/a.pdf", "/dokumen", "", "file:///dokumen/a.pdf"] {
            assert_eq!(refused(&read(other).unwrap_err()), Some(other));
        }
        // Nobody's table is at hand.
        assert!(serde_json::from_value::<Handed>("/dokumen/a.pdf".into()).is_err());
    }
}
