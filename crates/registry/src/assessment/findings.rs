//! Findings of the whole registry: the region's, then each inovasi's, then bukti
//! that support nothing.

use domain::{
    assessment::{
        instrument::Instrument,
        readiness::check_standing,
        score::{Basis, Standing, score, score_together},
    },
    core::{
        date::PartialDate,
        finding::{Finding, Severity, bukti_unlinked, induk_missing, sent_twice, snapshot_disputed},
        id::{InovasiId, Subject},
        number::count,
    },
    inovasi::perangkat_daerah::PerangkatDaerah,
    submission::snapshot::SnapshotField,
};
use store::Reader;

use crate::{
    core::{error::Result, lookup, places::Region, registry::Core},
    inovasi::catalogue::{self, Catalogue, Remarks},
    show::{
        finding,
        score::{daerah_answers, entries},
        worksheet,
    },
    view::{FindingView, FindingsView},
};

/// The most severe findings of the registry, at most `limit`, and how many
/// there are.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_findings(core: &Core, limit: usize) -> Result<FindingsView> {
    catalogue::look(core, |look| {
        let (reader, instrument) = (look.reader, look.catalogue.instrument());
        let mut frame = daerah_findings(reader, instrument, &standing_of(reader, look.catalogue)?)?;
        frame.extend(adrift(reader, instrument)?);
        frame.extend(unlinked(reader, instrument)?);
        let mut n = [Severity::Blocking, Severity::Warning, Severity::Hint]
            .map(|wanted| frame.iter().filter(|it| it.severity == wanted).count());
        for (_, it) in look.catalogue.remarked() {
            let own = [it.n_blocking, it.n_warning, it.n_hint];
            n.iter_mut().zip(own).for_each(|(n, own)| *n += own as usize);
        }
        let [n_blocking, n_warning, n_hint] = n.map(count);
        let findings = most_severe(reader, look.catalogue, frame, limit)?;
        Ok(FindingsView { findings, n_blocking, n_warning, n_hint })
    })
}

/// Findings of the whole registry, the most severe first: the region's, then
/// each inovasi's.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_findings(core: &Core) -> Result<Vec<FindingView>> {
    let instrument = core.current_instrument()?;
    core.read(|reader| {
        let (daerah, entries) = (daerah_answers(reader, &instrument)?, entries(reader, &instrument)?);
        let claimed = score(&instrument, &daerah, &entries, Basis::Claimed);
        let mut views = daerah_findings(reader, &instrument, &claimed)?;
        let region = Region::of(reader)?;
        for entry in &entries {
            views.extend(findings_of_one(reader, entry.id, &instrument, &region)?);
        }
        views.extend(adrift(reader, &instrument)?);
        views.extend(unlinked(reader, &instrument)?);
        views.sort_by_key(|it| it.severity);
        Ok(views)
    })
}

/// Findings of one inovasi, or of the region for `daerah`.
///
/// # Errors
/// There is no such subject.
pub(crate) fn findings_of(core: &Core, subject: Subject) -> Result<Vec<FindingView>> {
    match lookup::answering(subject)? {
        Subject::Inovasi(id) => {
            Ok(core.read(|reader| worksheet::worksheet_view(&*core.rules_in(reader)?, reader, id))?.findings)
        }
        _ => catalogue::look(core, |look| {
            let standing = standing_of(look.reader, look.catalogue)?;
            daerah_findings(look.reader, look.catalogue.instrument(), &standing)
        }),
    }
}

/// The first `limit` findings in the order of the whole list. Of the thousands only
/// those that are shown get their words.
fn most_severe(
    reader: &Reader<'_>,
    catalogue: &Catalogue,
    frame: Vec<FindingView>,
    limit: usize,
) -> Result<Vec<FindingView>> {
    let region = Region::of(reader)?;
    let mut shown = Vec::new();
    type Count = fn(&Remarks) -> u32;
    let severities: [(Severity, Count); 3] = [
        (Severity::Blocking, |it| it.n_blocking),
        (Severity::Warning, |it| it.n_warning),
        (Severity::Hint, |it| it.n_hint),
    ];
    for (severity, n) in severities {
        let (unlinked, daerah): (Vec<_>, Vec<_>) = frame
            .iter()
            .filter(|it| it.severity == severity)
            .cloned()
            .partition(|it| matches!(it.subject, Subject::Bukti(_)));
        shown.extend(daerah);
        for (id, _) in catalogue.remarked().filter(|it| n(&it.1) > 0) {
            if shown.len() >= limit {
                break;
            }
            let own = findings_of_one(reader, id, catalogue.instrument(), &region)?;
            shown.extend(own.into_iter().filter(|it| it.severity == severity));
        }
        shown.extend(unlinked);
        if shown.len() >= limit {
            break;
        }
    }
    shown.truncate(limit);
    Ok(shown)
}

fn findings_of_one(
    reader: &Reader<'_>,
    id: InovasiId,
    instrument: &Instrument,
    region: &Region,
) -> Result<Vec<FindingView>> {
    let record = lookup::known(reader, id)?;
    let nama = record.profile.get(&domain::inovasi::profile::Field::Nama).cloned().unwrap_or_default();
    let findings = finding::of_inovasi(reader, &record, instrument, region)?;
    Ok(finding::views(findings, Some(&nama), instrument).0)
}

pub(crate) fn daerah_findings(
    reader: &Reader<'_>,
    instrument: &Instrument,
    claimed: &Standing,
) -> Result<Vec<FindingView>> {
    let mut findings = check_standing(instrument, claimed);
    findings.extend(finding::of_answers(reader, Subject::Daerah, instrument)?);
    findings.extend(of_sending(reader, instrument)?);
    findings.extend(reader.disputed_snapshots()?.iter().map(|(nama, person)| snapshot_disputed(nama, person)));
    Ok(finding::views(findings, None, instrument).0)
}

/// Whether the year was sent more than once, by laptops that did not know of each other.
fn of_sending(reader: &Reader<'_>, instrument: &Instrument) -> Result<Option<Finding>> {
    let sent = reader.snapshots()?.into_iter().filter(|it| it.is_sent_for(&instrument.id));
    let named: Vec<String> = sent
        .map(|it| {
            let text = |field| it.text(field).unwrap_or_default();
            let day = text(SnapshotField::TanggalKirim);
            let day = PartialDate::read(day).map_or_else(|_| day.to_owned(), PartialDate::in_words);
            format!("{} ({day})", text(SnapshotField::NamaLengkap))
        })
        .rev()
        .collect();
    Ok((named.len() > 1).then(|| sent_twice(&named.join(", "))))
}

fn standing_of(reader: &Reader<'_>, catalogue: &Catalogue) -> Result<Standing> {
    let (instrument, basis) = (catalogue.instrument(), Basis::Claimed);
    let daerah = daerah_answers(reader, instrument)?;
    Ok(score_together(instrument, &daerah, &catalogue.together(basis), basis))
}

/// Perangkat daerah that belong to one that is not on the list.
fn adrift(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<FindingView>> {
    let list = reader.perangkat_daerah()?;
    let is_adrift = |it: &&PerangkatDaerah| it.induk.is_some_and(|induk| list.by_id(induk).is_none());
    let views = list.bodies.iter().filter(is_adrift).flat_map(|it| {
        let found = induk_missing(Subject::PerangkatDaerah(it.id));
        finding::views(vec![found], Some(&it.nama), instrument).0
    });
    Ok(views.collect())
}

pub(crate) fn unlinked(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<FindingView>> {
    let mut views = Vec::new();
    for it in reader.unlinked_bukti()? {
        let finding = bukti_unlinked(Subject::Bukti(it.id), &it.nama_berkas);
        views.extend(finding::views(vec![finding], Some(&it.nama_berkas), instrument).0);
    }
    Ok(views)
}
