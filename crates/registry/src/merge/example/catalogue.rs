//! What the example says, as changes.

use domain::{
    core::id::{DeviceId, InovasiId, Subject},
    merge::change::{Act, Change, FieldKey, Stamp},
    submission::dossier::Pemda,
};
use exchange::merge::interchange as json;
use store::Reader;

use crate::{
    core::{
        contoh::EDITION,
        error::{Code, Error, Reason, Result},
        gate::{FieldGate, Put},
        op::Op,
        registry::Core,
    },
    merge::interchange::import,
};

const CATALOGUE: &str = include_str!("../../../../../examples/semarang/registry.json");

/// Who wrote the example's changes, as history names it.
pub(super) const PERSON: &str = "Katalog contoh";

/// When the sources were gathered: 2026-11-28, in milliseconds since 1970.
const GATHERED: i64 = 1_795_824_000_000;

/// A field of the example, in the form that is kept.
pub(super) struct ExampleField {
    pub subject: Subject,
    pub field: FieldKey,
    pub value: String,
}

/// The example: what it says of its own inovasi, bodies and penghargaan, and what it
/// says of the region, which is true of no other.
pub(super) struct Example {
    pub own: Vec<ExampleField>,
    pub region: Vec<ExampleField>,
    /// What those that are new here say of the year that is worked under, where a year
    /// is closed: not everywhere the same.
    pub years: Vec<ExampleField>,
}

impl Example {
    /// # Errors
    /// The catalogue is faulty: a mistake of ours.
    pub(super) fn read(core: &Core, reader: &Reader<'_>) -> Result<Self> {
        let document = json::read(CATALOGUE)?;
        let ids: Vec<InovasiId> = document.inovasi.iter().filter_map(|it| it.id).collect();
        if ids.len() != document.inovasi.len() {
            return Err(faulty());
        }
        // The example never renames the region that loads it.
        let is_theirs = document.pemda.as_ref().is_some_and(|it| is_same_region(it, reader.pemda().ok()));
        let unnamed = json::RegistryDocument { pemda: None, instrument: None, closed: Vec::new(), ..document.clone() };
        // The same on every machine, whatever stands there.
        let puts =
            import::plan_import(core, reader, &mut FieldGate::to_nothing(core), &unnamed, &ids, &mut |_| Ok(()))?;
        let told = puts.into_iter().filter_map(told_by);
        let (mut region, mut own): (Vec<ExampleField>, Vec<ExampleField>) =
            told.partition(|it| it.subject == Subject::Daerah);
        if !is_theirs {
            region.clear();
        }
        let bodies = document.perangkat_daerah.iter().filter_map(|it| it.id).map(Subject::PerangkatDaerah);
        let theirs = document.inovasi.iter().flat_map(|it| &it.penghargaan);
        let awards = document.penghargaan.iter().chain(theirs).filter_map(|it| it.id).map(Subject::Penghargaan);
        let subjects = ids.iter().copied().map(Subject::Inovasi).chain(bodies).chain(awards);
        own.extend(subjects.map(|subject| ExampleField {
            subject,
            field: FieldKey::Contoh,
            value: EDITION.to_string(),
        }));
        let (mut gate, mut years) = (FieldGate::new(core), Vec::new());
        for (it, id) in document.inovasi.iter().zip(&ids) {
            if it.is_silent() && reader.inovasi(*id)?.is_none() {
                years.extend(gate.register_silent(reader, *id)?.and_then(told_by));
            }
        }
        Ok(Self { own, region, years })
    }

    /// Everything, what is said of the region last.
    pub(super) fn all(&self) -> impl Iterator<Item = &ExampleField> {
        self.own.iter().chain(&self.region)
    }

    /// The example as acts that are the same on every machine that says the same.
    pub(super) fn acts(&self) -> Result<Vec<Act>> {
        let years: Vec<String> =
            self.years.iter().map(|it| format!("{} {} {}", it.subject, it.field, it.value)).collect();
        let years = years.join("\n");
        let parts = [("", &self.own), ("daerah", &self.region), (years.as_str(), &self.years)];
        parts.into_iter().filter(|it| !it.1.is_empty()).map(|(part, told)| act(device(part)?, told)).collect()
    }
}

/// What a value that has passed the gate tells; nothing where it clears a field.
fn told_by(it: Put) -> Option<ExampleField> {
    Some(ExampleField { subject: it.subject, field: it.field, value: it.value? })
}

/// Whether the example tells of the region whose registry it is.
fn is_same_region(theirs: &Pemda, ours: Option<Pemda>) -> bool {
    ours.is_some_and(|it| it.kode == theirs.kode || it.nama.trim().to_lowercase() == theirs.nama.to_lowercase())
}

fn act(device: DeviceId, told: &[ExampleField]) -> Result<Act> {
    let changes = told.iter().zip(1..).map(|(it, counter)| Change {
        stamp: Stamp { counter, device },
        subject: it.subject.to_string(),
        field: it.field.to_string(),
        value: Some(it.value.clone()),
        replaces: Vec::new(),
    });
    Ok(Act {
        first: Stamp { counter: 1, device },
        op: Op::LoadExample.name().to_owned(),
        at: GATHERED,
        person: PERSON.to_owned(),
        changes: changes.collect(),
    })
}

/// The device that wrote a part of the example: the first 128 bits of the hash of
/// the catalogue and the part, as an id.
pub(super) fn device(part: &str) -> Result<DeviceId> {
    let text = CATALOGUE.replace('\r', "") + part;
    store::sha256_hex(text.as_bytes()).get(..32).and_then(|it| it.parse().ok()).ok_or_else(faulty)
}

fn faulty() -> Error {
    Error::new(Code::Bug, Reason::ExampleFaulty)
}
