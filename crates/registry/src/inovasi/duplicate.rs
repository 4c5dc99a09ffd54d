//! Near-duplicates: the program points (`list`, `similar`), a person decides to
//! `combine` two inovasi, to link them, or to say that they are different
//! (`decide`). Here is the index that the pointing stands on.

pub(crate) mod combine;
pub(crate) mod decide;
pub(crate) mod list;
pub(crate) mod similar;

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    core::{id::InovasiId, notice::NoticeCode},
    inovasi::duplicate::{Index, PairReason},
};
use store::Reader;

use crate::{
    core::{error::Result, open::arg, registry::Core},
    view::NoticeView,
};

/// A catalogue above this size is not indexed anew for every letter that is typed.
const LARGE: usize = 20_000;

/// The index of near-duplicates with the moment of history it was made at.
#[derive(Default)]
pub(crate) struct DuplicateIndex {
    n_change: u32,
    index: Option<Arc<Index>>,
}

/// The index of this moment; while a name is typed in a large catalogue, an
/// older one will do.
fn duplicate_index(core: &Core, reader: &Reader<'_>, typing: bool) -> Result<Arc<Index>> {
    let n_change = reader.count_changes()?;
    let look = core.kept::<Mutex<DuplicateIndex>>();
    let mut look = look.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(index) = &look.index
        && (look.n_change == n_change || (typing && index.len() > LARGE))
    {
        return Ok(index.clone());
    }
    let index = Arc::new(Index::new(reader.sketches()?));
    *look = DuplicateIndex { n_change, index: Some(index.clone()) };
    Ok(index)
}

fn ordered(a: InovasiId, b: InovasiId) -> (InovasiId, InovasiId) {
    if a <= b { (a, b) } else { (b, a) }
}

fn reason_view(reason: &PairReason) -> NoticeView {
    let (code, args) = match reason {
        PairReason::SameNama(percent) => (NoticeCode::SameNama, vec![arg("percent", percent)]),
        PairReason::RenamedNama(by) => (NoticeCode::RenamedNama, vec![arg("by", by)]),
        PairReason::SameNarrative(percent) => (NoticeCode::SameNarrative, vec![arg("percent", percent)]),
    };
    NoticeView { code, args }
}
