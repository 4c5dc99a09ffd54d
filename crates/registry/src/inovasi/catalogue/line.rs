//! One inovasi of the catalogue, as small as it can be.

use domain::{
    Decimal,
    assessment::{
        instrument::AnsweredBy,
        judged::answers,
        score::{Answers, Basis, skor_span},
        verdict::{Tally, tally},
        verification::State,
    },
    core::{
        bits::Bits,
        date::PartialDate,
        finding::{Finding, FindingCode, FindingSet, Severity},
        id::{InovasiId, Subject},
        number::count,
        span::Span,
    },
    inovasi::{profile::Field, usulan::is_proposed},
};
use store::{InovasiFacts, Reader};

use super::{Catalogue, names::Nomor};
use crate::{
    core::{env::rfc3339, error::Result},
    show::{finding, official, score, sheet},
    view::InovasiRow,
};

/// Fields that are held as numbers of [`super::names::Names`], in this order.
pub(crate) const WORDS: [Field; 8] = [
    Field::UrusanUtama,
    Field::Tahapan,
    Field::Jenis,
    Field::Bentuk,
    Field::Inisiator,
    Field::WaktuUjiCoba,
    Field::WaktuPenerapan,
    Field::WaktuPengembangan,
];

/// What is remarked on one inovasi: which codes, and how many of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Remarks {
    pub codes: FindingSet,
    pub n_blocking: u32,
    pub n_warning: u32,
    pub n_hint: u32,
    pub n_conflict: u32,
}

impl Remarks {
    pub(crate) fn add(&mut self, it: &Finding) {
        self.codes.insert(it.code);
        match it.severity {
            Severity::Blocking => self.n_blocking += 1,
            Severity::Warning => self.n_warning += 1,
            Severity::Hint => self.n_hint += 1,
        }
        self.n_conflict += u32::from(it.code == FindingCode::Conflict);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub subject: i64,
    pub id: InovasiId,
    pub nama: Box<str>,
    pub kepanjangan: Option<Box<str>>,
    /// Number of the writing of its perangkat daerah.
    pub body: Nomor,
    pub words: [Nomor; WORDS.len()],
    /// Number of the year of its waktu penerapan.
    pub tahun: Nomor,
    pub claimed: Span,
    pub supported: Span,
    pub verified: Span,
    /// What the ministry verified, under the current instrument.
    pub official: Option<Decimal>,
    pub n_chosen: u32,
    pub n_bukti: u32,
    /// All but what the list of perangkat daerah says; see [`Catalogue::remarks`].
    pub remarks: Remarks,
    /// Number of what kinds of findings they are; see [`super::kinds`].
    pub kinds: Nomor,
    /// Places of the instruments that it is proposed under.
    pub usulan: Bits<4>,
    /// Where its answers lie under the current instrument.
    pub state: State,
    pub tally: Tally,
    pub contoh: bool,
    pub touched: i64,
    pub touched_at: i64,
}

impl Catalogue {
    /// Makes the line of an inovasi out of its facts.
    pub(super) fn line(&mut self, reader: &Reader<'_>, facts: &InovasiFacts) -> Result<Line> {
        let instrument = self.instrument.clone();
        let subject = Subject::Inovasi(facts.id);
        let sheet = sheet::of_facts(reader, facts, &instrument, &self.daerah)?;
        let judged = sheet.judge(&instrument, AnsweredBy::Inovasi);
        let answers = answers(&judged);
        let mut remarks = Remarks::default();
        let own = finding::of_profile(subject, &facts.profile, &instrument, self.wilayah);
        let growth = finding::of_growth(subject, &facts.usulan, &instrument);
        let reviews = facts.reviews.iter().filter(|it| it.0 == instrument.id).map(|it| it.1.as_str());
        let conflicts = facts.conflicts.iter().map(String::as_str);
        let sheet_findings = finding::of_judged(subject, &instrument, &sheet, &judged, reviews, conflicts);
        own.iter().chain(&growth).chain(&sheet_findings).for_each(|it| remarks.add(it));
        let kinds = self.kinds.nomor(own.iter().chain(&growth).chain(&sheet_findings));

        let text = |field: Field| facts.profile.get(&field).map_or("", String::as_str);
        let tahun = PartialDate::read(text(Field::WaktuPenerapan)).map(|it| it.year().to_string()).unwrap_or_default();
        let usulan = self
            .instruments
            .iter()
            .enumerate()
            .filter(|(_, id)| is_proposed(&facts.usulan, id, facts.choices.iter().any(|it| it.instrument == **id)));
        Ok(Line {
            subject: facts.subject,
            id: facts.id,
            nama: text(Field::Nama).into(),
            kepanjangan: facts.profile.get(&Field::Kepanjangan).map(|it| it.as_str().into()),
            usulan: usulan.map(|it| it.0).collect(),
            body: self.bodies.nomor(text(Field::PerangkatDaerah)),
            words: WORDS.map(|it| self.names.nomor(text(it))),
            tahun: self.names.nomor(&tahun),
            claimed: skor(&instrument, &answers, Basis::Claimed),
            supported: skor(&instrument, &answers, Basis::Supported),
            verified: skor(&instrument, &answers, Basis::Verified),
            official: official::kematangan_of(facts, &instrument),
            n_chosen: count(
                instrument.indikator_of(AnsweredBy::Inovasi).filter(|it| answers.contains_key(&it.id)).count(),
            ),
            n_bukti: count(facts.links.len()),
            remarks,
            kinds,
            state: facts.passages.iter().find(|it| it.0 == instrument.id).map_or(State::default(), |it| it.1.state),
            tally: tally(&judged),
            contoh: facts.contoh,
            touched: facts.touched,
            touched_at: facts.touched_at,
        })
    }

    /// What a screen shows of a line.
    pub(super) fn row(&self, it: &Line) -> InovasiRow {
        let word = |at: usize| {
            let nomor = it.words.get(at).copied().unwrap_or(0);
            (nomor > 0).then(|| self.names.text(nomor).to_owned())
        };
        let remarks = self.remarks(it);
        InovasiRow {
            id: it.id,
            nama: it.nama.to_string(),
            kepanjangan: it.kepanjangan.as_ref().map(ToString::to_string),
            perangkat_daerah: self.body_nama(it),
            urusan_utama: word(0),
            tahapan: word(1),
            jenis: word(2),
            bentuk: word(3),
            inisiator: word(4),
            waktu_uji_coba: word(5),
            waktu_penerapan: word(6),
            waktu_pengembangan: word(7),
            claimed: score::shown(it.claimed.known()),
            supported: score::shown(it.supported.known()),
            verified: score::shown(it.verified.known()),
            official: score::shown(it.official),
            n_chosen: it.n_chosen,
            n_blocking: remarks.n_blocking,
            n_warning: remarks.n_warning,
            n_conflict: remarks.n_conflict,
            n_bukti: it.n_bukti,
            contoh: it.contoh,
            verification: it.state,
            proposed: self.is_proposed(it),
            touched_at: (it.touched_at > 0).then(|| rfc3339(it.touched_at)),
            hits: Vec::new(),
        }
    }

    /// Its perangkat daerah as the list names it today.
    pub(super) fn body_nama(&self, it: &Line) -> Option<String> {
        (it.body > 0).then(|| self.bodies.body(it.body).map_or("", |it| &it.nama).to_owned())
    }

    /// What is remarked on a line, with what the list of perangkat daerah says.
    pub(super) fn remarks(&self, it: &Line) -> Remarks {
        let mut remarks = it.remarks;
        if let Some(finding) = self.bodies.body(it.body).and_then(|it| it.finding.as_ref()) {
            remarks.add(finding);
        }
        remarks
    }

    /// Whether it is proposed under the current instrument.
    pub(super) fn is_proposed(&self, it: &Line) -> bool {
        self.current.is_some_and(|at| it.usulan.contains(at))
    }
}

fn skor(instrument: &domain::assessment::instrument::Instrument, answers: &Answers, basis: Basis) -> Span {
    skor_span(instrument, AnsweredBy::Inovasi, answers, basis)
}
