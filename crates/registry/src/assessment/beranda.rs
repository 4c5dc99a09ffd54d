//! The first screen, in one call and of one moment.

pub(crate) mod participation;
pub(crate) mod week;

use domain::{
    assessment::{
        instrument::{Instrument, kalender},
        score::{Basis, Standing, score_together},
        standing::{gate_cost, next_predikat},
    },
    core::number::count,
    two_places,
};

use crate::{
    assessment::findings::{daerah_findings, unlinked},
    core::{env::today, error::Result, registry::Core},
    inovasi::catalogue::{self, Catalogue, Look},
    show::{
        official,
        score::{bounds_view, daerah_answers, score_view, shown},
    },
    view::{
        BasisStandingView, BerandaView, FindingKindView, KursiView, NamedView, NextPredikatView, PredikatView,
        ScoreView, StageView, UrusanDasarView, UrusanView,
    },
};

/// Inovasi named for each urusan dasar; the list tells the rest.
const NAMED: usize = 20;

/// Where the region stands on every basis, what is missing, who takes part and
/// what was done lately.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn show_beranda(core: &Core) -> Result<BerandaView> {
    let now = core.env.now_ms();
    catalogue::look(core, |look| {
        let (reader, catalogue) = (look.reader, look.catalogue);
        let instrument = catalogue.instrument();
        let daerah = daerah_answers(reader, instrument)?;
        let standing = Basis::ALL.map(|basis| score_together(instrument, &daerah, &catalogue.together(basis), basis));
        let [claimed, ..] = &standing;
        Ok(BerandaView {
            instrument: instrument.id.clone(),
            today: today(now).to_string(),
            standing: standing_views(instrument, &standing),
            official: official::standing(reader, instrument)?,
            predikat: predikat_views(instrument),
            urusan_dasar: urusan_dasar_view(instrument, catalogue, claimed),
            kursi: KursiView { n_inovasi: claimed.n_inovasi, divisor: claimed.divisor, kosong: claimed.kursi_kosong },
            findings: finding_kinds(look, claimed)?,
            kalender: stage_views(instrument, today(now)),
            participation: participation::participation_view(catalogue),
            week: week::week_view(reader, now)?,
        })
    })
}

fn standing_views(instrument: &Instrument, standing: &[Standing]) -> Vec<BasisStandingView> {
    let before = std::iter::once(None).chain(standing.iter().map(|it| it.iid));
    standing
        .iter()
        .zip(before)
        .map(|(it, before)| BasisStandingView {
            basis: it.basis,
            score: ScoreView { inovasi: Vec::new(), ..score_view(instrument, it) },
            bounds: it.bounds.map(bounds_view),
            next: it.iid.and_then(|iid| next_predikat(instrument, iid)).map(|it| NextPredikatView {
                nama: it.nama,
                minimum: two_places(it.minimum).to_string(),
                distance: two_places(it.distance).to_string(),
            }),
            gap: shown(before.zip(it.iid).map(|(before, own)| before - own)),
        })
        .collect()
}

fn predikat_views(instrument: &Instrument) -> Vec<PredikatView> {
    let view = |it: &domain::assessment::instrument::Predikat| PredikatView {
        nama: it.nama.clone(),
        minimum: two_places(it.minimum).to_string(),
        maksimum: two_places(it.maksimum).to_string(),
        confidence: it.confidence,
    };
    instrument.predikat.iter().map(view).collect()
}

fn urusan_dasar_view(instrument: &Instrument, catalogue: &Catalogue, claimed: &Standing) -> UrusanDasarView {
    let urusan = &instrument.rules.urusan_dasar;
    let cost = gate_cost(instrument, claimed);
    UrusanDasarView {
        gate: claimed.gate,
        n_covered: count(claimed.urusan_dasar_tercakup.len()),
        minimum: instrument.rules.minimum_urusan_dasar,
        cost_skor: shown(cost.map(|it| it.skor)),
        cost_iid: shown(cost.and_then(|it| it.iid)),
        urusan: urusan
            .iter()
            .zip(catalogue.of_urusan(urusan, NAMED))
            .map(|(id, (n_inovasi, inovasi))| UrusanView {
                id: id.clone(),
                n_inovasi,
                inovasi: inovasi.into_iter().map(|(id, nama)| NamedView { id, nama }).collect(),
            })
            .collect(),
    }
}

/// Findings by kind: together they are as many as the whole list has.
fn finding_kinds(look: &Look<'_>, claimed: &Standing) -> Result<Vec<FindingKindView>> {
    let instrument = look.catalogue.instrument();
    let mut kinds: Vec<FindingKindView> = look
        .catalogue
        .kinds()
        .into_iter()
        .map(|((code, of), (n, n_inovasi))| FindingKindView { code, severity: of, n, n_inovasi })
        .collect();
    let mut frame = daerah_findings(look.reader, instrument, claimed)?;
    frame.extend(unlinked(look.reader, instrument)?);
    for it in frame {
        match kinds.iter_mut().find(|kind| kind.code == it.code && kind.severity == it.severity) {
            Some(kind) => kind.n += 1,
            None => kinds.push(FindingKindView { code: it.code, severity: it.severity, n: 1, n_inovasi: 0 }),
        }
    }
    kinds.sort_by(|a, b| {
        (a.severity, b.n_inovasi, b.n).cmp(&(b.severity, a.n_inovasi, a.n)).then_with(|| a.code.cmp(&b.code))
    });
    Ok(kinds)
}

fn stage_views(instrument: &Instrument, today: chrono::NaiveDate) -> Vec<StageView> {
    let days = |it: i64| u32::try_from(it).unwrap_or(0);
    instrument
        .kalender
        .iter()
        .map(|it| {
            let place = kalender::place(it.dari.as_deref(), it.sampai.as_deref(), today);
            StageView {
                nama: it.nama.clone(),
                dari: it.dari.clone(),
                sampai: it.sampai.clone(),
                phase: place.phase,
                least_days: place.days.map(|it| days(it.0)),
                most_days: place.days.map(|it| days(it.1)),
                confidence: it.confidence,
                note: it.note.clone(),
            }
        })
        .collect()
}
