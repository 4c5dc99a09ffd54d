//! Simulation: what the index would be. Nothing is written until a scenario is
//! applied, and applying is one act that can be taken back.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

use domain::{
    Decimal,
    assessment::{
        carry::carry,
        instrument::{AnsweredBy, Instrument},
        score::{Standing, check_choice},
        standing::next_predikat,
        worksheet::Worksheet,
    },
    core::{
        id::{IndikatorName, InovasiId, InstrumentId, Subject},
        number::count,
    },
    inovasi::{profile::Field, usulan::is_proposed},
    places,
    submission::{
        simulation::{Candidate, Simulated, SimulationStart, Supposed},
        steps::StepSheet,
    },
};
use store::Reader;

use crate::{
    core::{
        error::{Error, Reason, Result},
        registry::Core,
    },
    inovasi::catalogue,
    show::{
        score::{score_view, shown},
        sheet,
    },
    submission::best::index_points,
    view::*,
};

pub(crate) mod apply;
pub(crate) mod scenario;

/// What is asked: the differences from today.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Simulate {
    /// Another instrument than the region's; its answers are those given there, and
    /// for what has none, today's carried over.
    pub instrument: Option<InstrumentId>,
    /// What would be otherwise, one after another; at most 500.
    pub changes: Vec<SimulateChange>,
}

/// One difference from today.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct SimulateChange {
    /// What would be otherwise, and so which of the fields below count.
    pub kind: ChangeKind,
    /// `daerah` or `inovasi:<uuid>`; none for `new`.
    pub subject: Option<Subject>,
    /// Of `choose`: id or code.
    pub indikator: Option<IndikatorName>,
    /// Of `choose`: 0 clears.
    pub parameter: u8,
    /// Of `new`: slug of its urusan utama.
    pub urusan: Option<String>,
    /// Of `new`: the kematangan that is reckoned with.
    pub kematangan: Option<String>,
}

/// More changes than anybody follows.
const MOST: usize = 500;

/// A start with the moment it shows.
pub(crate) type KeptStart = std::sync::Mutex<Option<(i64, Arc<SimulationStart>)>>;

/// One asked change with what it means; None: what it names is not there.
type ReadChange = (SimulateChange, Option<Supposed>);

/// The standing with these differences beside today's. Nothing is written; what
/// no longer fits is told and left out.
///
/// # Errors
/// The instrument does not exist; there are too many changes.
pub(crate) fn simulate(core: &Core, req: &Simulate) -> Result<SimulationView> {
    if req.changes.len() > MOST {
        return Err(Error::invalid(Reason::SimulationTooLong).arg("limit", MOST));
    }
    let start = simulation_start(core, req.instrument.as_deref())?;
    let read: Vec<ReadChange> = req.changes.iter().map(|it| (it.clone(), understood(&start, it))).collect();
    let changes: Vec<Supposed> = read.iter().filter_map(|it| it.1.clone()).collect();
    let (now, then) = (start.ask(&[]), start.ask(&changes));
    let other = start.instrument.id != core.current_instrument()?.id;
    let kept_out = |it: &&ReadChange| other || !matches!(it.1, Some(Supposed::Send { .. } | Supposed::Choose { .. }));
    let n_kept_out = count(read.iter().filter(kept_out).count());
    Ok(SimulationView {
        instrument: start.instrument.id.clone(),
        basis: now
            .standings
            .iter()
            .zip(&then.standings)
            .map(|(now, then)| basis_view(&start.instrument, now, then))
            .collect(),
        changes: read.iter().enumerate().map(|(at, it)| change_view(core, &start, it, &read, at, &then)).collect(),
        inovasi: inovasi_views(&start, &changes, &then),
        applicable: !other
            && read.iter().all(|it| it.1.is_some())
            && read.iter().any(|it| matches!(it.1, Some(Supposed::Send { .. } | Supposed::Choose { .. }))),
        n_kept_out,
    })
}

/// The frozen start; kept until anything is written.
fn simulation_start(core: &Core, instrument: Option<&str>) -> Result<Arc<SimulationStart>> {
    let other = instrument.map(|it| core.instrument(it)).transpose()?;
    catalogue::look(core, |look| {
        let current = look.catalogue.instrument().clone();
        let instrument = other.unwrap_or_else(|| current.clone());
        let kept = core.kept::<KeptStart>();
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((version, start)) = kept.as_ref()
            && *version == look.version
            && Arc::ptr_eq(&start.instrument, &instrument)
        {
            return Ok(start.clone());
        }
        let start = Arc::new(gather(look.reader, &current, instrument)?);
        *kept = Some((look.version, start.clone()));
        Ok(start)
    })
}

fn change_view(
    core: &Core,
    start: &SimulationStart,
    it: &ReadChange,
    all: &[ReadChange],
    at: usize,
    then: &Simulated,
) -> SimulatedChange {
    let others = all.iter().enumerate().filter(|it| it.0 != at).filter_map(|it| it.1.1.clone());
    let without = start.ask(&others.collect::<Vec<_>>());
    let gain = |(then, without): (&Standing, &Standing)| {
        let gain = then.skor_total.zip(without.skor_total).map(|(a, b)| a - b).filter(|_| it.1.is_some());
        gain.and_then(|it| index_points(&start.instrument, it)).map(four_places)
    };
    let arg = |name: &str, value: String| ArgView { name: name.to_owned(), value };
    let vocabulary = &core.library.vocabulary;
    let indikator = it.0.indikator.as_deref().map(|id| match start.instrument.indikator(id) {
        Some(it) => format!("{} {}", it.code, it.nama),
        None => id.to_owned(),
    });
    let args = [
        Some(arg("nama", whose(start, it.0.subject))),
        indikator.map(|it| arg("indikator", it)),
        Some(arg("to", it.0.parameter.to_string())),
        it.0.urusan.as_deref().map(|it| arg("urusan", vocabulary.nama(Field::UrusanUtama, it).to_owned())),
        it.0.kematangan.clone().map(|it| arg("kematangan", it)),
    ];
    SimulatedChange {
        kind: it.0.kind,
        args: args.into_iter().flatten().collect(),
        fits: it.1.is_some(),
        gain_iid: then.standings.iter().zip(&without.standings).map(gain).collect(),
    }
}

/// Everything that a simulation under `instrument` starts from.
fn gather(reader: &Reader<'_>, current: &Instrument, instrument: Arc<Instrument>) -> Result<SimulationStart> {
    let daerah = reader.pemda()?.nama;
    let own = sheet::of_subject(reader, Subject::Daerah, &instrument)?;
    let today = sheet::of_subject(reader, Subject::Daerah, current)?;
    let own = carried(own, &today, current, &instrument);
    let mut region = StepSheet::of(&own, &instrument, AnsweredBy::Daerah);
    region.nama.clone_from(&daerah);
    let mut inovasi: Vec<Candidate> = Vec::new();
    reader.all_facts(|it| -> Result<()> {
        let text = |field: Field| it.profile.get(&field).cloned();
        // Who is sent today decides, also under the rules of another year.
        let proposed = is_proposed(&it.usulan, &current.id, it.choices.iter().any(|it| it.instrument == current.id));
        let today = sheet::of_facts(reader, &it, current, &daerah)?;
        let own = carried(sheet::of_facts(reader, &it, &instrument, &daerah)?, &today, current, &instrument);
        let sheet = StepSheet {
            nama: text(Field::Nama).unwrap_or_default(),
            urusan_utama: text(Field::UrusanUtama),
            ..StepSheet::of(&own, &instrument, AnsweredBy::Inovasi)
        };
        inovasi.push(Candidate { id: it.id, sheet, proposed });
        Ok(())
    })?;
    inovasi.sort_by_cached_key(|it| (it.sheet.nama.to_ascii_lowercase(), it.id));
    Ok(SimulationStart::new(instrument, region, inovasi))
}

/// Adds today's answers where the other year has none yet.
fn carried(mut own: Worksheet, today: &Worksheet, current: &Instrument, instrument: &Instrument) -> Worksheet {
    if current.id != instrument.id {
        sheet::carried(&mut own, &carry(current, instrument, &today.choices));
    }
    own
}

fn understood(start: &SimulationStart, it: &SimulateChange) -> Option<Supposed> {
    let place = |id: InovasiId| start.inovasi.iter().position(|it| it.id == id);
    match (it.kind, it.subject) {
        (ChangeKind::Send | ChangeKind::KeepBack, Some(Subject::Inovasi(id))) => {
            Some(Supposed::Send { inovasi: place(id)?, sent: it.kind == ChangeKind::Send })
        }
        (ChangeKind::Choose, Some(subject @ (Subject::Daerah | Subject::Inovasi(_)))) => {
            let (who, inovasi) = match subject {
                Subject::Inovasi(id) => (AnsweredBy::Inovasi, Some(place(id)?)),
                _ => (AnsweredBy::Daerah, None),
            };
            let indikator = it.indikator.as_deref()?;
            let (indikator, _) = check_choice(&start.instrument, who, indikator, it.parameter, None).ok()?;
            Some(Supposed::Choose { inovasi, indikator, parameter: it.parameter })
        }
        (ChangeKind::New, None) => {
            let kematangan: Decimal = it.kematangan.as_deref().unwrap_or("0").replace(',', ".").parse().ok()?;
            let highest = start.instrument.aspek_of(AnsweredBy::Inovasi).and_then(|it| it.maksimum);
            let possible = !kematangan.is_sign_negative() && highest.is_none_or(|it| kematangan <= it);
            possible.then(|| Supposed::New { urusan: it.urusan.clone(), kematangan })
        }
        _ => None,
    }
}

fn whose(start: &SimulationStart, subject: Option<Subject>) -> String {
    match subject {
        Some(Subject::Inovasi(id)) => {
            let known = start.inovasi.iter().find(|it| it.id == id);
            known.map_or_else(|| id.to_string(), |it| it.sheet.nama.clone())
        }
        _ => start.daerah.nama.clone(),
    }
}

fn basis_view(instrument: &Instrument, now: &Standing, then: &Standing) -> SimulatedBasis {
    let gain = now.skor_total.zip(then.skor_total).map(|(now, then)| then - now);
    let next = then.iid.and_then(|iid| next_predikat(instrument, iid));
    let number = |key: Component, now: Option<Decimal>, then: Option<Decimal>| ComponentRow {
        key,
        now: shown(now),
        then: shown(then),
        difference: shown(now.zip(then).map(|(now, then)| then - now)),
    };
    let whole = |key: Component, now: Option<u32>, then: Option<u32>| {
        let text = |it: Option<u32>| it.map(|it| it.to_string());
        let difference = now.zip(then).map(|(now, then)| (i64::from(then) - i64::from(now)).to_string());
        ComponentRow { key, now: text(now), then: text(then), difference }
    };
    let covered = |it: &Standing| Some(count(it.urusan_dasar_tercakup.len()));
    SimulatedBasis {
        basis: now.basis,
        gain_iid: gain.and_then(|it| index_points(instrument, it)).map(four_places),
        gain_total: gain.map(four_places),
        to_next: shown(next.as_ref().map(|it| it.distance)),
        next_predikat: next.map(|it| it.nama),
        rows: vec![
            number(Component::Spd, now.spd, then.spd),
            whole(Component::NInovasi, Some(now.n_inovasi), Some(then.n_inovasi)),
            whole(Component::Divisor, now.divisor, then.divisor),
            number(Component::RataKematangan, now.rata_kematangan, then.rata_kematangan),
            whole(Component::UrusanDasar, covered(now), covered(then)),
            number(Component::SkorJumlahInovasi, now.skor_jumlah_inovasi, then.skor_jumlah_inovasi),
            number(Component::SkorSid, now.skor_sid, then.skor_sid),
            number(Component::SkorTotal, now.skor_total, then.skor_total),
            number(Component::Iid, now.iid, then.iid),
            whole(Component::KursiKosong, now.kursi_kosong, then.kursi_kosong),
        ],
        now: score_view(instrument, now),
        then: score_view(instrument, then),
    }
}

fn inovasi_views(start: &SimulationStart, changes: &[Supposed], then: &Simulated) -> Vec<SimulatedInovasi> {
    let mut sent: BTreeMap<usize, bool> = BTreeMap::new();
    for it in changes {
        if let Supposed::Send { inovasi, sent: is } = it {
            sent.insert(*inovasi, *is);
        }
    }
    let view = |(at, it): (usize, &Candidate)| {
        let now = start.kematangan(at);
        let after = then.kematangan.get(&at);
        SimulatedInovasi {
            id: it.id,
            nama: it.sheet.nama.clone(),
            urusan_utama: it.sheet.urusan_utama.clone(),
            proposed: it.proposed,
            sent: sent.get(&at).copied().unwrap_or(it.proposed),
            now: now.map(shown).to_vec(),
            then: after.unwrap_or(&now).map(shown).to_vec(),
            changed: after.is_some(),
        }
    };
    start.inovasi.iter().enumerate().map(view).collect()
}

fn four_places(value: Decimal) -> String {
    places(value, 4).to_string()
}
