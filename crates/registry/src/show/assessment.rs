//! The answers of a subject as its screen shows them.

use domain::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument},
        score::{Basis, skor_of},
    },
    core::id::Subject,
};
use store::Reader;

use crate::{
    core::{error::Result, lookup::role_of},
    show::{
        answer,
        bukti::bukti_view,
        score::shown,
        sheet,
        verification::{fingerprint, is_open, is_supported},
    },
    view::{AnswerView, AssessmentView},
};

pub(crate) fn assessment_view(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
) -> Result<AssessmentView> {
    let who = AnsweredBy::of(subject);
    let sheet = sheet::of_subject(reader, subject, instrument)?;
    let answers = sheet.answers(instrument, who);
    let links = reader.links(subject)?;
    let conflicts = reader.conflicts_of(subject)?;
    let reviews = reader.reviews(subject, &instrument.id)?;
    let mut indikator = Vec::new();
    for it in instrument.indikator_of(who) {
        let answer = answers.get(&it.id);
        let counts = |basis: Basis| answer.map_or(0, |it| basis.parameter(it));
        let skor = |basis: Basis| shown(it.skor(counts(basis)));
        let bukti: Vec<_> =
            links.iter().filter(|link| link.indikator == it.id).map(|link| bukti_view(link, &links)).collect();
        indikator.push(AnswerView {
            indikator: it.id.clone(),
            parameter: counts(Basis::Claimed),
            variant: answer.and_then(|it| it.choice.variant.clone()),
            claimed: skor(Basis::Claimed),
            supported: skor(Basis::Supported),
            verified: skor(Basis::Verified),
            supported_parameter: counts(Basis::Supported),
            verified_parameter: counts(Basis::Verified),
            reach: sheet.supported(instrument, it, it.parameter.last().map_or(0, |it| it.nomor)),
            outside: answer::outside(&bukti, instrument, it),
            bukti,
            conflict: conflicts.iter().any(|conflict| answer::is_of(&conflict.field, instrument, it)),
            review: reviews.get(&it.id).cloned(),
            input: answer::inputs(&sheet, it),
            tick: sheet.ticks.get(&it.id).into_iter().flatten().cloned().collect(),
            check: answer::checks(&sheet, instrument, it),
            verdict: answer::verdict(reader, subject, instrument, it, &sheet)?,
            waits: is_open(&sheet, it),
            fingerprint: fingerprint(&sheet.seen(it)),
        });
    }
    let (passage, role) = (reader.passage(subject, &instrument.id)?.unwrap_or_default(), role_of(reader)?);
    let count = |fits: &dyn Fn(&Indikator) -> bool| {
        u32::try_from(instrument.indikator_of(who).filter(|it| fits(it)).count()).unwrap_or(u32::MAX)
    };
    let total = |basis| shown(skor_of(instrument, who, &answers, basis));
    Ok(AssessmentView {
        subject: subject.to_string(),
        instrument: instrument.id.clone(),
        n_chosen: u32::try_from(indikator.iter().filter(|it| it.parameter > 0).count()).unwrap_or(u32::MAX),
        indikator,
        claimed: total(Basis::Claimed),
        supported: total(Basis::Supported),
        verified: total(Basis::Verified),
        maksimum: shown(instrument.aspek_of(who).and_then(|it| it.maksimum)),
        state: passage.state.name().to_owned(),
        passage: answer::passage(reader, subject, instrument, &passage)?,
        moves: answer::moves(passage.state, role),
        role: role.name().to_owned(),
        n_open: count(&|it| is_open(&sheet, it)),
        n_supported_open: count(&|it| is_open(&sheet, it) && is_supported(instrument, &sheet, it)),
    })
}
