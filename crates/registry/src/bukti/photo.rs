//! Looking at a photo that is no bukti yet.

use std::{fs::File, path::Path};

use domain::bukti::traces::is_possible_day;
use exchange::bukti::{
    photo::{self, PhotoLimits},
    picture,
};

use crate::{
    core::{
        env::{Env, SystemEnv, today},
        error::{Error, Result},
    },
    show::bukti::traces_view,
    view::PhotoView,
};

/// Where and when a photo was taken, as its camera wrote it, and whose it is. The photo
/// is only looked at; whether its place becomes a koordinat is the officer's choice.
///
/// # Errors
/// The file is missing, no photo, too large or damaged.
pub(crate) fn read_photo(path: &Path) -> Result<PhotoView> {
    let facts = photo::read_file(path, &PhotoLimits::default())
        .map_err(|fault| Error::of_exchange(fault.kind(), fault.reason(), fault.args()))?;
    let traces = File::open(path).and_then(picture::traces).map_err(|error| Error::file(path, &error))?;
    let today = today(SystemEnv.now_ms());
    let (possible, wrong): (Vec<_>, Vec<_>) = facts.taken_on.into_iter().partition(|it| is_possible_day(*it, today));
    let day = |it: Vec<domain::core::date::PartialDate>| it.first().map(ToString::to_string);
    Ok(PhotoView {
        koordinat: facts.koordinat.map(|it| it.to_string()),
        tanggal: day(possible),
        clock: day(wrong),
        traces: traces_view(&traces),
    })
}
