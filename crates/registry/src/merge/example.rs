//! The example catalogue: real, sourced innovations, taken in like any import
//! and taken out again in one act.
//!
//! Its changes are stamped by a device that is named after the file's own hash,
//! so that two laptops that both load it have the same changes, and merging them
//! finds nothing to reconcile.

use domain::{
    core::id::{DeviceId, InovasiId, Subject},
    merge::change::{Act, Change, FieldKey, Stamp},
};
use exchange::merge::interchange as json;

use crate::{
    core::{
        error::{Code, Error, Result},
        gate::{FieldGate, Origin, Put},
        op::Op,
        open,
        pen::Pen,
        registry::Core,
    },
    merge::interchange::import,
    show::finding::{Findings, outcome},
    view::{Outcome, RegistryView},
};

const CATALOGUE: &str = include_str!("../../../../examples/semarang/registry.json");

/// Who wrote the example's changes, as history names it.
const PERSON: &str = "Katalog contoh";

/// When the sources were gathered: 2026-11-22, in milliseconds since 1970.
const GATHERED: i64 = 1_795_305_600_000;

/// Loads the example catalogue; inovasi of it that were removed come back.
///
/// # Errors
/// The disk is full. Nothing is loaded then.
pub(crate) fn load_example(core: &Core) -> Result<Outcome<RegistryView>> {
    let document = json::read(CATALOGUE)?;
    let ids: Vec<InovasiId> = document.inovasi.iter().filter_map(|it| it.id).collect();
    if ids.len() != document.inovasi.len() {
        return Err(Error::new(Code::Bug, "example_faulty"));
    }
    let view = core.write(Op::LoadExample, |pen| {
        let act = example_act(core, pen, &document, &ids)?;
        if pen.has_act(act.first)? {
            for subject in pen.removed_contoh()? {
                pen.restore(subject)?;
            }
        } else {
            let silent = years_act(core, pen, &document, &ids)?;
            pen.merge(std::iter::once(act).chain(silent).map(Ok))?;
            pen.settle()?;
            prefer_newest(pen)?;
        }
        pen.settle()?;
        open::registry_view(core, pen)
    })?;
    Ok(outcome(Op::LoadExample, view, Findings::default()))
}

/// Takes every inovasi of the example out, in one act.
///
/// # Errors
/// The disk is full.
pub(crate) fn remove_example(core: &Core) -> Result<Outcome<RegistryView>> {
    let view = core.write(Op::RemoveExample, |pen| {
        for subject in pen.contoh()? {
            pen.remove(subject)?;
        }
        pen.settle()?;
        open::registry_view(core, pen)
    })?;
    Ok(outcome(Op::RemoveExample, view, Findings::default()))
}

/// The example as one act that is the same on every machine.
fn example_act(
    core: &Core,
    reader: &store::Reader<'_>,
    document: &json::RegistryDocument,
    ids: &[InovasiId],
) -> Result<Act> {
    let device = example_device()?;
    let mut changes = Vec::new();
    let mut add = |subject: Subject, field: FieldKey, value: Option<String>| {
        let counter = changes.len() as u64 + 1;
        changes.push(Change {
            stamp: Stamp { counter, device },
            subject: subject.to_string(),
            field: field.to_string(),
            value,
            replaces: Vec::new(),
        });
    };
    // The example never renames the region that loads it.
    let catalogue = json::RegistryDocument { pemda: None, instrument: None, closed: Vec::new(), ..document.clone() };
    // The same on every machine, whatever stands there.
    for it in import::plan_import(core, reader, &mut FieldGate::to_nothing(core), &catalogue, ids, &mut |_| Ok(()))? {
        if it.value.is_some() {
            add(it.subject, it.field, it.value);
        }
    }
    let others = document.perangkat_daerah.iter().filter_map(|it| it.id).map(Subject::PerangkatDaerah);
    let region = document.penghargaan.iter();
    let theirs = document.inovasi.iter().flat_map(|it| &it.penghargaan);
    let awards = region.chain(theirs).filter_map(|it| it.id).map(Subject::Penghargaan);
    for subject in ids.iter().map(|it| Subject::Inovasi(*it)).chain(others).chain(awards) {
        add(subject, FieldKey::Contoh, Some("1".to_owned()));
    }
    Ok(example_of(device, changes))
}

/// What those of the example say of the year that is worked under, where a year is
/// closed: not everywhere the same, so it is an act of its own, stamped by a device
/// that is named after what it says.
fn years_act(
    core: &Core,
    reader: &store::Reader<'_>,
    document: &json::RegistryDocument,
    ids: &[InovasiId],
) -> Result<Option<Act>> {
    let (mut gate, mut puts) = (FieldGate::new(core), Vec::new());
    for (it, id) in document.inovasi.iter().zip(ids) {
        if it.is_silent() && reader.inovasi(*id)?.is_none() {
            puts.extend(gate.register_silent(reader, *id)?);
        }
    }
    let said: Vec<String> = puts.iter().map(|it| format!("{} {} {:?}", it.subject, it.field, it.value)).collect();
    let device = device_of(&said.join("\n"))?;
    let change = |(put, counter): (Put, u64)| Change {
        stamp: Stamp { counter, device },
        subject: put.subject.to_string(),
        field: put.field.to_string(),
        value: put.value,
        replaces: Vec::new(),
    };
    let changes: Vec<Change> = puts.into_iter().zip(1..).map(change).collect();
    Ok((!changes.is_empty()).then(|| example_of(device, changes)))
}

fn example_of(device: DeviceId, changes: Vec<Change>) -> Act {
    Act {
        first: Stamp { counter: 1, device },
        op: Op::LoadExample.name().to_owned(),
        at: GATHERED,
        person: PERSON.to_owned(),
        changes,
    }
}

/// Where an earlier program's example stood, this one's facts take its place;
/// what a person wrote stays in conflict with it, for the person to choose.
fn prefer_newest(pen: &mut Pen<'_, '_>) -> Result<()> {
    let newest = example_device()?;
    for key in pen.conflicts()? {
        let Ok(subject) = key.subject.parse::<Subject>() else { continue };
        let heads = pen.conflict_heads(&key)?;
        if FieldKey::read(&key.field) == FieldKey::Removed {
            // It was taken out with an earlier example; loading brings it back.
            if heads.iter().any(|it| it.stamp.device == newest) {
                pen.restore(subject)?;
            }
        } else if heads.iter().all(|it| it.person == PERSON)
            && let Some(ours) = heads.iter().find(|it| it.stamp.device == newest)
        {
            pen.put_from(Origin::Merged, subject, &FieldKey::read(&key.field), ours.value.as_deref())?;
        }
    }
    Ok(())
}

fn example_device() -> Result<DeviceId> {
    device_of(&CATALOGUE.replace('\r', ""))
}

/// The first 128 bits of a text's hash, as an id.
fn device_of(text: &str) -> Result<DeviceId> {
    store::sha256_hex(text.as_bytes())
        .get(..32)
        .and_then(|it| it.parse().ok())
        .ok_or_else(|| Error::new(Code::Bug, "example_faulty"))
}
