//! What a person said about the best set: this one is sent whatever it costs, that
//! one is not. It is remembered for each instrument in this copy of the registry,
//! like its saved views: a way of asking, no fact about an inovasi, so it does not
//! travel to other laptops.

use std::collections::{BTreeMap, BTreeSet};

use domain::{assessment::instrument::Instrument, core::id::InovasiId, named};
use serde::{Deserialize, Serialize};
use store::Reader;

use super::Solved;
use crate::{
    core::{
        error::{Error, Reason, Result},
        kept_json,
        lookup::basis,
        op::Op,
        registry::Core,
    },
    show::{
        finding::{Findings, outcome},
        score::{entries, explain_view},
    },
    view::{BestView, ExplainView, Outcome},
};

named! {
    /// What a person says of an inovasi, whatever it costs.
    pub enum BestPin {
        /// It is sent.
        Pinned = "pinned",
        /// It is not sent.
        Excluded = "excluded",
    }
}

/// Inovasi that are sent, and that are not sent, whatever it costs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Pins {
    #[serde(default)]
    pub pinned: BTreeSet<InovasiId>,
    #[serde(default)]
    pub excluded: BTreeSet<InovasiId>,
}

/// The best set with what was pinned and excluded under this instrument. What is
/// not proposed any more is left out of the question, and remembered.
///
/// # Errors
/// As [`Registry::best_set`](crate::Registry::best_set).
pub(crate) fn show_best_set(core: &Core, instrument: &str, on: &str) -> Result<BestView> {
    Ok(solved(core, &*core.instrument(instrument)?, on)?.view)
}

/// Why the index of that set would be what it is, down to the kematangan of each
/// inovasi.
///
/// # Errors
/// As [`Registry::best_set`](crate::Registry::best_set).
pub(crate) fn explain_best_set(core: &Core, instrument: &str, on: &str) -> Result<ExplainView> {
    let instrument = core.instrument(instrument)?;
    Ok(explain_view(solved(core, &instrument, on)?.why(&instrument)))
}

fn solved(core: &Core, instrument: &Instrument, on: &str) -> Result<Solved> {
    let basis = basis(on)?;
    core.read(|reader| {
        let (pins, proposed) = (kept_json::shown(reader, &key(instrument))?, proposed(reader, instrument)?);
        Solved::of(reader, instrument, basis, &among(pins, &proposed))
    })
}

/// Remembers what is said of an inovasi, or leaves it to the reckoning where nothing
/// is, and solves the question anew.
///
/// # Errors
/// As [`Registry::best_set`](crate::Registry::best_set). Then nothing is remembered.
pub(crate) fn pin_inovasi(
    core: &Core,
    id: InovasiId,
    say: Option<BestPin>,
    instrument: &str,
    on: &str,
) -> Result<Outcome<BestView>> {
    change_pins(core, instrument, on, |pins, proposed| {
        if !proposed.contains(&id) {
            return Err(Error::invalid(Reason::BestNotProposed).arg("id", id));
        }
        pins.pinned.remove(&id);
        pins.excluded.remove(&id);
        match say {
            Some(BestPin::Pinned) => pins.pinned.insert(id),
            Some(BestPin::Excluded) => pins.excluded.insert(id),
            None => false,
        };
        Ok(())
    })
}

/// Forgets everything that was pinned and excluded under an instrument.
///
/// # Errors
/// As [`Registry::best_set`](crate::Registry::best_set).
pub(crate) fn release_pins(core: &Core, instrument: &str, on: &str) -> Result<Outcome<BestView>> {
    change_pins(core, instrument, on, |pins, _| {
        *pins = Pins::default();
        Ok(())
    })
}

fn change_pins(
    core: &Core,
    instrument: &str,
    on: &str,
    change: impl FnOnce(&mut Pins, &BTreeSet<InovasiId>) -> Result<()>,
) -> Result<Outcome<BestView>> {
    let (instrument, basis) = (core.instrument(instrument)?, basis(on)?);
    let view = core.write(Op::PinInovasi, |pen| {
        let mut pins: Pins = kept_json::kept(pen, &key(&instrument))?;
        let proposed = proposed(pen, &instrument)?;
        change(&mut pins, &proposed)?;
        pen.keep_json(&key(&instrument), &pins)?;
        Ok(Solved::of(pen, &instrument, basis, &among(pins, &proposed))?.view)
    })?;
    Ok(outcome(Op::PinInovasi, view, Findings::default()))
}

/// Of what is kept, what can be asked about.
fn among(pins: Pins, proposed: &BTreeSet<InovasiId>) -> Pins {
    let of = |list: BTreeSet<InovasiId>| list.intersection(proposed).copied().collect();
    Pins { pinned: of(pins.pinned), excluded: of(pins.excluded) }
}

fn proposed(reader: &Reader<'_>, instrument: &Instrument) -> Result<BTreeSet<InovasiId>> {
    Ok(entries(reader, instrument)?.into_iter().map(|it| it.id).collect())
}

/// What the keys of the settings begin with that hold them, one for each instrument.
pub(crate) const KEYS: &str = "best_pins/";

/// Whether a setting says what it should: both lists, as they are always written.
pub(crate) fn is_readable(text: &str) -> bool {
    let lists = serde_json::from_str::<BTreeMap<String, BTreeSet<InovasiId>>>(text);
    lists.is_ok_and(|it| ["pinned", "excluded"].iter().all(|list| it.contains_key(*list)))
}

fn key(instrument: &Instrument) -> String {
    format!("{KEYS}{}", instrument.id)
}
