//! Scores and standings, added up from what one moment holds.

use domain::{
    Decimal,
    assessment::{
        explain::Step,
        instrument::{AnsweredBy, Instrument},
        score::{Answers, Bounds, Entry, Standing},
        standing::unjudged,
    },
    core::{id::Subject, number::count},
    inovasi::{profile::Field, usulan::is_proposed},
    two_places,
};
use store::Reader;

use crate::{
    core::error::Result,
    show::sheet,
    view::{ArgView, BoundsView, ExplainView, InovasiSkor, ScoreView},
};

pub(crate) fn score_view(instrument: &Instrument, it: &Standing) -> ScoreView {
    ScoreView {
        instrument: instrument.id.clone(),
        basis: it.basis,
        spd: shown(it.spd),
        n_inovasi: it.n_inovasi,
        divisor: it.divisor,
        rata_kematangan: shown(it.rata_kematangan),
        skor_jumlah_inovasi: shown(it.skor_jumlah_inovasi),
        skor_sid: shown(it.skor_sid),
        skor_total: shown(it.skor_total),
        iid: shown(it.iid),
        iid_unjudged: shown(unjudged(instrument, it)),
        predikat: it.predikat.clone(),
        urusan_dasar: count(it.urusan_dasar_tercakup.len()),
        urusan_dasar_tercakup: it.urusan_dasar_tercakup.clone(),
        urusan_dasar_kosong: it.urusan_dasar_kosong.clone(),
        minimum_urusan_dasar: instrument.rules.minimum_urusan_dasar,
        kursi_kosong: it.kursi_kosong,
        maksimum: shown(instrument.rules.maksimum),
        inovasi: it
            .inovasi
            .iter()
            .map(|(id, nama, skor)| InovasiSkor { id: *id, nama: nama.clone(), skor: shown(*skor) })
            .collect(),
        official: None,
    }
}

pub(crate) fn bounds_view(bounds: Bounds) -> BoundsView {
    BoundsView {
        skor_total_minimum: two_places(bounds.skor_total.low).to_string(),
        skor_total_maksimum: shown(bounds.skor_total.high),
        iid_minimum: shown(bounds.iid.map(|it| it.low)),
        iid_maksimum: shown(bounds.iid.and_then(|it| it.high)),
    }
}

pub(crate) fn explain_view(step: Step) -> ExplainView {
    ExplainView {
        label: step.label,
        nama: step.nama,
        value: shown(step.value),
        formula: step.formula,
        args: step.args.into_iter().map(|(name, value)| ArgView { name: name.to_owned(), value }).collect(),
        children: step.children.into_iter().map(explain_view).collect(),
    }
}

/// Two places; none where it cannot be computed.
pub(crate) fn shown(value: Option<Decimal>) -> Option<String> {
    value.map(|it| two_places(it).to_string())
}

/// Everything that scoring needs of every inovasi proposed under an instrument,
/// by name, in one walk.
pub(crate) fn entries(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<Entry>> {
    let daerah = reader.pemda()?.nama;
    let mut entries = Vec::new();
    reader.all_facts(|it| -> Result<()> {
        let answered = it.choices.iter().any(|it| it.instrument == instrument.id);
        if is_proposed(&it.usulan, &instrument.id, answered) {
            let text = |field: Field| it.profile.get(&field).cloned();
            let answers = sheet::of_facts(reader, &it, instrument, &daerah)?.answers(instrument, AnsweredBy::Inovasi);
            entries.push(Entry {
                id: it.id,
                nama: text(Field::Nama).unwrap_or_default(),
                urusan_utama: text(Field::UrusanUtama),
                answers,
            });
        }
        Ok(())
    })?;
    entries.sort_by_cached_key(|it| (it.nama.to_ascii_lowercase(), it.id));
    Ok(entries)
}

/// The region's own answers.
pub(crate) fn daerah_answers(reader: &Reader<'_>, instrument: &Instrument) -> Result<Answers> {
    Ok(sheet::of_subject(reader, Subject::Daerah, instrument)?.answers(instrument, AnsweredBy::Daerah))
}
