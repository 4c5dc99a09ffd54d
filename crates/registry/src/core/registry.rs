//! What an open registry is made of. Rooms get it as `&Core`; nobody outside this
//! crate sees it.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use domain::assessment::instrument::Instrument;
use store::{Reader, Store};

use crate::core::{env::Env, error::Result, library::Library, rules};

/// An open registry without its verbs.
pub(crate) struct Core {
    pub store: Store,
    pub library: Library,
    pub env: Box<dyn Env>,
    pub rules: rules::KeptRules,
    kept: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl Core {
    /// A registry over an open store.
    pub(crate) fn over(store: Store, library: Library, env: Box<dyn Env>) -> Self {
        Self { store, library, env, rules: rules::KeptRules::default(), kept: Mutex::default() }
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
