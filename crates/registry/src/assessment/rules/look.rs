//! Which instruments there are, what they say, and where they differ.

use std::sync::Arc;

use domain::{
    assessment::{
        check::{Check, Kind},
        instrument::{FactName, Instrument, diff::diff, pack::OwnPack, profil::Berkas},
    },
    core::{
        id::{OptionId, Subject},
        number::count,
    },
    merge::change::FieldKey,
};
use store::{HistoryRecord, Reader};

use crate::{
    core::{
        env::rfc3339,
        error::Result,
        op::Op,
        open::arg,
        registry::Core,
        rules::{Rules, read_files},
    },
    show::instrument::{instrument_view, source_names},
    view::{
        ArgView, DifferenceView, FactText, InstrumentCompareView, InstrumentRow, InstrumentView, InstrumentsView,
        IsianView, NamedInstrument, OwnPackView, PackVersionView, PackView, RuleBerkasView, RuleCheckView,
    },
};

/// Versions of one pack that are told.
const VERSIONS: u32 = 200;

/// Every instrument, the latest year first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_instruments(core: &Core) -> Result<InstrumentsView> {
    core.read(|reader| instruments_view(core, reader))
}

pub(crate) fn instruments_view(core: &Core, reader: &Reader<'_>) -> Result<InstrumentsView> {
    let rules = core.rules_in(reader)?;
    let current = core.current_instrument_in(reader)?;
    let mut instruments = Vec::new();
    for it in rules.instruments.values() {
        instruments.push(InstrumentRow {
            id: it.id.clone(),
            nama: it.nama.clone(),
            tahun: it.tahun,
            status: it.status,
            embedded: core.library.instruments.contains_key(&it.id),
            own: own_view(reader, &rules, &it.id)?,
            current: it.id == current.id,
            n_indikator: count(it.indikator.len()),
        });
    }
    instruments.sort_by(|a, b| b.tahun.cmp(&a.tahun).then_with(|| a.id.cmp(&b.id)));
    Ok(InstrumentsView { instruments, notices: rules.notices().collect() })
}

/// Everything that the rules of one instrument say, with sources.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn show_pack(core: &Core, instrument: &str) -> Result<PackView> {
    let it = core.instrument_or_embedded(instrument)?;
    core.read(|reader| pack_view(core, reader, &it))
}

pub(crate) fn pack_view(core: &Core, reader: &Reader<'_>, it: &Arc<Instrument>) -> Result<PackView> {
    let rules = core.rules_in(reader)?;
    let stands = rules.instruments.get(&it.id).is_some_and(|known| Arc::ptr_eq(known, it));
    let fact = |teks: &str, confidence| FactText { teks: teks.to_owned(), confidence };
    let checks = it.indikator.iter().flat_map(|own| own.check.iter().map(|check| check_view(&own.id, check)));
    Ok(PackView {
        instrument: instrument_view(it),
        dasar_hukum: it.dasar_hukum.iter().map(|it| fact(&it.teks, it.confidence)).collect(),
        isian: it
            .profil
            .isian
            .iter()
            .map(|it| IsianView { field: it.field, label: it.label.clone(), need: it.need, confidence: it.confidence })
            .collect(),
        berkas: it.profil.berkas.iter().map(|own| berkas_view(it, own)).collect(),
        check: checks.collect(),
        embedded: core.library.instruments.contains_key(&it.id),
        own: if stands { own_view(reader, &rules, &it.id)? } else { None },
        current: stands && core.current_instrument_in(reader)?.id == it.id,
    })
}

/// What the portal takes for a document of the profile, and how sure that is.
fn berkas_view(instrument: &Instrument, it: &Berkas) -> RuleBerkasView {
    let mut source: Vec<String> = it.fact.values().flat_map(|it| it.source.iter().cloned()).collect();
    source.sort();
    source.dedup();
    RuleBerkasView {
        nama: it.nama.clone(),
        file_types: it.file_types.clone(),
        types: it.confidence_of("file_types"),
        maksimum_mb: it.maksimum_mb,
        size: it.confidence_of("maksimum_mb"),
        source: source_names(instrument, if source.is_empty() { &it.source } else { &source }),
        note: it.fact.values().find_map(|it| it.note.clone()),
    }
}

/// What changed from one instrument to another.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn compare_instruments(core: &Core, before: &str, after: &str) -> Result<InstrumentCompareView> {
    let (before, after) = (core.instrument_or_embedded(before)?, core.instrument_or_embedded(after)?);
    Ok(InstrumentCompareView {
        differences: differences(&before, &after),
        before: named(&before),
        after: named(&after),
    })
}

/// Who made which version of the rules of an id, and why, the newest first.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_pack_versions(core: &Core, instrument: &str) -> Result<Vec<PackVersionView>> {
    core.read(|reader| {
        let records = pack_history(reader, instrument)?;
        let embedded = core.library.instruments.get(instrument).cloned();
        // Read once each: the newer of two is looked at twice.
        let read: Vec<(Option<OwnPack>, Option<Arc<Instrument>>)> = records
            .iter()
            .map(|it| {
                let pack = it.value.as_deref().and_then(|it| serde_json::from_str::<OwnPack>(it).ok());
                let known = match (&it.value, &pack) {
                    (None, _) => embedded.clone(),
                    (_, Some(pack)) => read_files(&pack.files).ok().map(Arc::new),
                    _ => None,
                };
                (pack, known)
            })
            .collect();
        Ok(records
            .iter()
            .zip(&read)
            .enumerate()
            .map(|(at, (it, (pack, known)))| {
                let before = read.get(at + 1).map_or(embedded.as_ref(), |it| it.1.as_ref());
                let both = before.zip(known.as_ref());
                PackVersionView {
                    stamp: it.stamp.to_string(),
                    versi: pack.as_ref().map(|it| it.versi),
                    alasan: pack.as_ref().map(|it| it.alasan.clone()),
                    op: Op::by_name(&it.op),
                    person: it.person.clone(),
                    at: rfc3339(it.at),
                    stands: it.head,
                    n_difference: both.map(|(before, after)| count(diff(before, after).len())),
                }
            })
            .collect())
    })
}

/// Every value that the pack of an id had, the newest first.
pub(super) fn pack_history(reader: &Reader<'_>, instrument: &str) -> Result<Vec<HistoryRecord>> {
    let field = FieldKey::Pack(instrument.into()).to_string();
    Ok(reader.history_of(Subject::Daerah, Some(&field), VERSIONS)?)
}

fn own_view(reader: &Reader<'_>, rules: &Rules, id: &str) -> Result<Option<OwnPackView>> {
    let Some(own) = rules.own.get(id) else { return Ok(None) };
    let field = FieldKey::Pack(id.into()).to_string();
    let written = reader.history_of(Subject::Daerah, Some(&field), 1)?.into_iter().next();
    let (person, at) = written.map(|it| (it.person, rfc3339(it.at))).unwrap_or_default();
    Ok(Some(OwnPackView { versi: own.pack.versi, alasan: own.pack.alasan.clone(), person, at }))
}

/// What changed, each with the code and name that people know it by.
pub(super) fn differences(before: &Instrument, after: &Instrument) -> Vec<DifferenceView> {
    diff(before, after)
        .into_iter()
        .map(|it| {
            let id = it.indikator.as_deref();
            let known = id.and_then(|id| after.indikator_by_id(id).or_else(|| before.indikator_by_id(id)));
            DifferenceView {
                kind: it.kind,
                code: known.map(|it| it.code.clone()),
                nama: known.map(|it| it.nama.clone()),
                indikator: it.indikator,
                known: FactName::of_key(&it.fact),
                fact: it.fact,
                dulu: it.dulu,
                kini: it.kini,
            }
        })
        .collect()
}

pub(super) fn named(it: &Instrument) -> NamedInstrument {
    NamedInstrument { id: it.id.clone(), nama: it.nama.clone(), tahun: it.tahun, status: it.status }
}

fn check_view(indikator: &str, check: &Check) -> RuleCheckView {
    let list = |it: &[String]| it.join(", ");
    let options = |it: &[OptionId]| it.iter().map(OptionId::as_str).collect::<Vec<_>>().join(", ");
    let args: Vec<ArgView> = match &check.kind {
        Kind::WordInText { word } => vec![arg("word", list(word))],
        Kind::JenisDokumen { jenis_dokumen } => vec![arg("jenis_dokumen", list(jenis_dokumen))],
        Kind::OneFilePerYear { year, minimum, .. } => {
            let year: Vec<String> = year.iter().map(ToString::to_string).collect();
            vec![arg("years", list(&year)), arg("minimum", minimum)]
        }
        Kind::YearInWindow { minimum }
        | Kind::CountAtLeast { minimum }
        | Kind::ImagePerMethod { minimum }
        | Kind::DistinctRegions { minimum } => vec![arg("minimum", minimum)],
        Kind::LinkNotOwnDomain { domain } => vec![arg("domain", list(domain))],
        Kind::NumberInBand { input } => vec![arg("input", input)],
        Kind::DurationAtMost { seconds } => vec![arg("seconds", seconds)],
        Kind::TicksAtLeast { option, minimum } => vec![arg("option", options(option)), arg("minimum", minimum)],
        Kind::FieldIs { field, value } => vec![arg("field", field), arg("value", list(value))],
        Kind::NameInText | Kind::YearEqualsPenerapan | Kind::YearBeforeTahun | Kind::LinkPresent => Vec::new(),
    };
    RuleCheckView {
        indikator: indikator.into(),
        kind: check.kind.name(),
        parameter: check.parameter.clone(),
        advice: check.advice,
        args,
    }
}

/// The texts and rules of an instrument, with sources and confidence.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn show_instrument(core: &Core, id: &str) -> Result<InstrumentView> {
    Ok(instrument_view(&*core.instrument(id)?))
}
