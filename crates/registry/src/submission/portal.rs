//! Entering the submission into the portal by hand: what goes where in its order
//! (`list`), what of it is done (`mark`) or left (`skip`), and who does which inovasi
//! (`turn`). All of it is history: it goes on tomorrow, on another laptop, by two people.

pub(crate) mod list;
pub(crate) mod mark;
pub(crate) mod skip;
pub(crate) mod turn;

use domain::{
    core::id::Subject,
    merge::change::FieldKey,
    submission::portal::{PortalEntry, PortalMark},
};

use crate::{
    core::{
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        pen::Pen,
        registry::Core,
    },
    show::finding::{Findings, outcome},
    view::{Outcome, PortalSubjectView},
};
use list::Portal;

/// What was entered, shortened: 64 bits tell two texts of one field apart, and a key of
/// history stays readable.
const DIGEST: usize = 16;

/// The digest of what is entered in a field.
fn digest_of(entry: &PortalEntry) -> String {
    let mut digest = store::sha256_hex(entry.says().as_bytes());
    digest.truncate(DIGEST);
    digest
}

/// One act on one subject, and what its screen shows then.
fn portal_act(
    core: &Core,
    op: Op,
    subject: Subject,
    act: impl FnOnce(&mut Pen<'_, '_>, &Portal) -> Result<()>,
) -> Result<Outcome<PortalSubjectView>> {
    let subject = lookup::answering(subject)?;
    let view = core.write(op, |pen| {
        let portal = Portal::read(core, pen, subject)?;
        act(pen, &portal)?;
        pen.settle()?;
        Portal::read(core, pen, subject)?.view(pen)
    })?;
    Ok(outcome(op, view, Findings::default()))
}

/// Writes what was done with an entry; None: nothing.
fn put(pen: &mut Pen<'_, '_>, portal: &Portal, entry: &PortalEntry, mark: Option<&PortalMark>) -> Result<()> {
    let field = FieldKey::Portal { instrument: portal.instrument.id.clone(), entry: entry.name.clone() };
    pen.put(portal.subject, &field, mark.map(ToString::to_string).as_deref()).map(drop)
}

/// An entry by its name.
fn known<'a>(portal: &'a Portal, name: &str) -> Result<&'a PortalEntry> {
    let found = portal.entries.iter().find(|it| it.name == name.trim());
    found.ok_or_else(|| Error::not_found(Reason::PortalEntryMissing).arg("entry", name))
}
