//! The answers of a subject as its screen shows them, read once for one redraw.

use domain::assessment::carry::CarryReason;
use std::collections::BTreeMap;

use domain::{
    assessment::{
        citation::Citation,
        instrument::{AnsweredBy, Instrument},
        judged::{Judged, answers},
        score::{Basis, skor_of},
        worksheet::Worksheet,
    },
    core::{
        finding::Finding,
        id::{IndikatorId, Subject},
        number::count,
    },
};
use store::{ConflictKey, LinkRecord, Reader};

use crate::{
    core::{error::Result, lookup::role_of},
    show::{answer, bukti::bukti_view, citation, finding, official, score::shown, sheet, verification::fingerprint},
    view::{AnswerView, AssessmentView},
};

/// What an act on answers redraws: them, and what is to be remarked on them.
pub(crate) fn redraw(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
) -> Result<(AssessmentView, Vec<Finding>)> {
    let read = Answered::read(reader, subject, instrument)?;
    let judged = read.judge(instrument);
    Ok((read.view(reader, instrument, &judged)?, read.findings(instrument, &judged)))
}

/// The answers of one subject alone.
pub(crate) fn assessment_view(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
) -> Result<AssessmentView> {
    let read = Answered::read(reader, subject, instrument)?;
    read.view(reader, instrument, &read.judge(instrument))
}

/// The answers of one subject, with all that lies beside them in the tables.
pub(crate) struct Answered {
    subject: Subject,
    sheet: Worksheet,
    links: Vec<LinkRecord>,
    conflicts: Vec<ConflictKey>,
    /// Why an answer waits for a second look, by indikator.
    reviews: BTreeMap<IndikatorId, String>,
    /// What published sources say, by indikator.
    citations: BTreeMap<IndikatorId, Vec<Citation>>,
    /// What the ministry accepted, by indikator.
    accepted: BTreeMap<IndikatorId, u8>,
}

impl Answered {
    pub(crate) fn read(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Self> {
        reader.look_at_bytes_of(subject)?;
        Ok(Self {
            subject,
            sheet: sheet::of_subject(reader, subject, instrument)?,
            links: reader.links(subject)?,
            conflicts: reader.conflicts_of(subject)?,
            reviews: reader.reviews(subject, &instrument.id)?,
            citations: reader.citations(subject, &instrument.id)?,
            accepted: official::accepted(reader, subject, &instrument.id, Some(instrument))?,
        })
    }

    /// Every answer with what is worked out of it; whoever shows several things of
    /// one moment judges once.
    pub(crate) fn judge<'a>(&'a self, instrument: &'a Instrument) -> Vec<Judged<'a>> {
        self.sheet.judge(instrument, AnsweredBy::of(self.subject))
    }

    /// Everything to remark on the answers, conflicts included.
    pub(crate) fn findings(&self, instrument: &Instrument, judged: &[Judged<'_>]) -> Vec<Finding> {
        let fields = self.conflicts.iter().map(|it| it.field.as_str());
        finding::of_judged(
            self.subject,
            instrument,
            &self.sheet,
            judged,
            self.reviews.keys().map(IndikatorId::as_str),
            fields,
        )
    }

    pub(crate) fn view(
        &self,
        reader: &Reader<'_>,
        instrument: &Instrument,
        judged: &[Judged<'_>],
    ) -> Result<AssessmentView> {
        let (subject, who) = (self.subject, AnsweredBy::of(self.subject));
        let indikator =
            judged.iter().map(|it| self.answer(reader, instrument, it)).collect::<Result<Vec<AnswerView>>>()?;
        let (passage, role) = (reader.passage(subject, &instrument.id)?.unwrap_or_default(), role_of(reader)?);
        let answers = answers(judged);
        let total = |basis| shown(skor_of(instrument, who, &answers, basis));
        Ok(AssessmentView {
            subject,
            instrument: instrument.id.clone(),
            n_chosen: count(indikator.iter().filter(|it| it.parameter > 0).count()),
            indikator,
            claimed: total(Basis::Claimed),
            supported: total(Basis::Supported),
            verified: total(Basis::Verified),
            official: official::kematangan(reader, subject, instrument)?,
            maksimum: shown(instrument.aspek_of(who).and_then(|it| it.maksimum)),
            state: passage.state,
            passage: answer::passage(reader, subject, instrument, &passage)?,
            moves: answer::moves(passage.state, role),
            role,
            n_open: count(judged.iter().filter(|it| it.is_open()).count()),
            n_supported_open: count(judged.iter().filter(|it| it.is_open() && it.is_supported()).count()),
        })
    }

    fn answer(&self, reader: &Reader<'_>, instrument: &Instrument, judged: &Judged<'_>) -> Result<AnswerView> {
        let it = judged.indikator;
        let skor = |parameter: u8| shown(it.skor(parameter));
        let links = self.links.iter().filter(|link| link.indikator == it.id);
        let bukti: Vec<_> = links.map(|link| bukti_view(link, &self.links, &it.file_types)).collect();
        Ok(AnswerView {
            indikator: it.id.clone(),
            parameter: judged.claimed(),
            variant: judged.variant().map(str::to_owned),
            claimed: skor(judged.claimed()),
            supported: skor(judged.supported()),
            verified: skor(judged.verified()),
            supported_parameter: judged.supported(),
            verified_parameter: judged.verified(),
            official_parameter: self.accepted.get(&it.id).copied(),
            reach: judged.reach(),
            outside: answer::outside(&bukti, instrument, it),
            bukti,
            conflict: self.conflicts.iter().any(|conflict| answer::is_of(&conflict.field, instrument, it)),
            review: self.reviews.get(&it.id).map(|it| CarryReason::split(it)),
            input: answer::inputs(judged),
            tick: judged.ticks().cloned().collect(),
            checked_parameter: judged.checked_parameter(),
            check: answer::checks(instrument, judged),
            verdict: answer::verdict(reader, self.subject, instrument, judged)?,
            citation: citation::views(self.citations.get(&it.id), instrument, judged),
            waits: judged.is_open(),
            fingerprint: fingerprint(judged.seen())?,
        })
    }
}
