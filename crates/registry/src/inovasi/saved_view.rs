//! Saved views: filters, order and columns that somebody keeps under a name. They
//! belong to this copy of the registry, like its other settings.

use crate::core::registry::Core;
use domain::inovasi::profile::clean;
use serde::{Deserialize, Serialize};

use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json,
        op::Op,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, SavedView, SavedViews},
};

/// The setting of this copy that holds them.
pub(crate) const KEY: &str = "saved_views";
/// Most views that are kept.
const MOST: usize = 100;
/// Longest state of a view, in bytes.
const LONGEST: usize = 20_000;

/// A view as the setting holds it.
#[derive(Serialize, Deserialize)]
struct KeptView {
    nama: String,
    state: String,
}

/// The saved views, by name.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_saved_views(core: &Core) -> Result<SavedViews> {
    core.read(|reader| Ok(views(kept_json::shown(reader, KEY)?)))
}

/// Keeps a view under a name; what that name held before is replaced.
///
/// # Errors
/// The name is empty or cannot stand; the state is no JSON or too long; there
/// are too many views. Then all views stay as they were.
pub(crate) fn keep_saved_view(core: &Core, nama: &str, state: &str) -> Result<Outcome<SavedViews>> {
    let nama = clean(nama, false)?.ok_or_else(|| Error::invalid(Reason::SavedViewUnnamed))?;
    if state.len() > LONGEST || serde_json::from_str::<serde_json::Value>(state).is_err() {
        return Err(Error::invalid(Reason::SavedViewUnreadable).arg("nama", nama));
    }
    change_saved_views(core, |kept| {
        kept.retain(|it| it.nama != nama);
        if kept.len() >= MOST {
            return Err(Error::invalid(Reason::SavedViewTooMany).arg("limit", MOST));
        }
        kept.push(KeptView { nama, state: state.to_owned() });
        Ok(())
    })
}

/// Forgets a view.
///
/// # Errors
/// There is none of that name.
pub(crate) fn remove_saved_view(core: &Core, nama: &str) -> Result<Outcome<SavedViews>> {
    change_saved_views(core, |kept| {
        let before = kept.len();
        kept.retain(|it| it.nama != nama);
        if kept.len() == before {
            return Err(Error::not_found(Reason::SavedViewMissing).arg("nama", nama));
        }
        Ok(())
    })
}

fn change_saved_views(
    core: &Core,
    change: impl FnOnce(&mut Vec<KeptView>) -> Result<()>,
) -> Result<Outcome<SavedViews>> {
    let view = core.write(Op::KeepSavedView, |pen| {
        let mut kept: Vec<KeptView> = kept_json::kept(pen, KEY)?;
        change(&mut kept)?;
        kept.sort_by_cached_key(|it| (it.nama.to_lowercase(), it.nama.clone()));
        pen.keep_json(KEY, &kept)?;
        Ok(views(kept))
    })?;
    Ok(outcome(Op::KeepSavedView, view, Findings::default()))
}

/// Whether the setting says what it should, and each view too.
pub(crate) fn is_readable(text: &str) -> bool {
    let kept = serde_json::from_str::<Vec<KeptView>>(text);
    kept.is_ok_and(|it| it.iter().all(|it| kept_json::is_readable::<serde_json::Value>(&it.state)))
}

fn views(kept: Vec<KeptView>) -> SavedViews {
    SavedViews { views: kept.into_iter().map(|it| SavedView { nama: it.nama, state: it.state }).collect() }
}
