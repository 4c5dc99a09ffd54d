//! What an open registry is made of. Rooms get it as `&Core`; nobody outside this
//! crate sees it.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use disk::EndingFolder;
use domain::{assessment::instrument::Instrument, core::id::SnapshotId};
use store::{Reader, Store};

use crate::{
    core::{
        env::Env,
        error::{Error, Reason, Result},
        library::Library,
        rules,
    },
    view::LookedBundleView,
};

/// What is open like a registry in the place of today's, to be read.
#[derive(Debug)]
pub(crate) struct LookedAt {
    pub into: LookedInto,
    /// What people call it.
    pub nama: String,
    /// The moment it shows: milliseconds since 1970.
    pub at: i64,
}

/// What may be looked into.
#[derive(Debug)]
pub(crate) enum LookedInto {
    Snapshot(SnapshotId),
    Bundle(Box<LookedBundle>),
}

/// A bundle, with the registry that was made of it alone.
#[derive(Debug)]
pub(crate) struct LookedBundle {
    pub view: LookedBundleView,
    /// Where that registry lies; it goes with the look, after the store is closed.
    pub _place: EndingFolder,
}

/// An open registry without its verbs.
pub(crate) struct Core {
    pub store: Store,
    pub library: Library,
    pub env: Box<dyn Env>,
    pub rules: rules::KeptRules,
    /// What this is, where it is not the registry of today. Behind the store, which is
    /// closed before a place goes.
    pub looked_at: Option<LookedAt>,
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Core {
    /// A registry over an open store.
    pub(crate) fn over(store: Store, library: Library, env: Box<dyn Env>) -> Self {
        Self { store, library, env, rules: rules::KeptRules::default(), looked_at: None, kept: Mutex::default() }
    }

    /// What is looked at over its own store, to read: its clock is that of then.
    pub(crate) fn looking_at(store: Store, library: Library, env: Box<dyn Env>, looked_at: LookedAt) -> Self {
        Self { looked_at: Some(looked_at), ..Self::over(store, library, env) }
    }

    /// Refuses what would write while something else than today is looked at, or what a
    /// newer program wrote.
    ///
    /// # Errors
    /// It is.
    pub(crate) fn writable(&self) -> Result<()> {
        if let Some((found, known)) = self.store.newer() {
            return Err(store::Error::Newer { found, known }.into());
        }
        let Some(it) = &self.looked_at else { return Ok(()) };
        let reason = match it.into {
            LookedInto::Snapshot(_) => Reason::SnapshotReadOnly,
            LookedInto::Bundle(_) => Reason::BundleReadOnly,
        };
        Err(Error::invalid(reason).arg("nama", &it.nama))
    }

    /// What a room keeps in memory between calls, by its own type: so the core
    /// holds it and does not know the room.
    pub(crate) fn kept<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let any = kept.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default())).clone();
        // The key is the type, so the value is of it.
        any.downcast().unwrap_or_default()
    }

    /// An instrument by its id.
    pub(crate) fn instrument(&self, id: &str) -> Result<Arc<Instrument>> {
        self.rules().instrument(id)
    }

    /// The instrument that the screens of this registry use.
    pub(crate) fn current_instrument(&self) -> Result<Arc<Instrument>> {
        self.read(|reader| self.current_instrument_in(reader))
    }

    /// The same inside a moment that is being read already.
    pub(crate) fn current_instrument_in(&self, reader: &Reader<'_>) -> Result<Arc<Instrument>> {
        self.rules_in(reader)?.current(reader)
    }
}
