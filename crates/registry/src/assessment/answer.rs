//! Answers and scores.
//!
//! [`Registry::choose_parameter`] is the specimen of the house: every other act
//! has its shape. Read it first.

use crate::core::registry::Core;
use crate::inovasi::catalogue;
use crate::inovasi::usulan;
use domain::{
    Decimal,
    assessment::{
        explain::{Step, Told, explain},
        instrument::{AnsweredBy, Indikator, Instrument},
        score::{Answers, Basis, Bounds, Entry, Standing, check_choice, score as add_up_all, score_together, skor_of},
    },
    core::id::Subject,
    inovasi::{profile::Field, usulan::is_proposed},
    merge::change::FieldKey,
    two_places,
};
use store::Reader;

use crate::{
    assessment::verification::{fingerprint, is_open, is_supported, role_of},
    bukti::attach::bukti_view,
    core::{
        error::{Error, Result},
        op::Op,
        write::outcome,
    },
    inovasi::{catalogue::Catalogue, edit},
    show::{
        answer,
        finding::{self, answered_by},
        sheet,
    },
    submission::best,
    view::{
        AnswerView, ArgView, AssessmentView, BoundsView, ExplainView, InovasiSkor, Outcome, ScoreView, StandingView,
    },
};

/// A choice as a screen or the command line sends it.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ChooseParameter {
    /// `daerah` or `inovasi:<uuid>`.
    pub subject: String,
    pub instrument: String,
    /// Id or code.
    pub indikator: String,
    /// 0 takes the choice back.
    pub parameter: u8,
    pub variant: Option<String>,
}

/// Up to this many inovasi an explanation opens to the last line.
const EXPLAINED_LINES: usize = 300;
/// Up to this many it names each inovasi.
const EXPLAINED_INOVASI: usize = 3000;

/// Chooses a parameter for one indikator. THE SPECIMEN: load → decide →
/// record → show, in one transaction, with one answer.
///
/// # Errors
/// The subject, indikator, parameter or variant does not exist; nothing is
/// recorded then.
pub(crate) fn choose_parameter(core: &Core, req: &ChooseParameter) -> Result<Outcome<AssessmentView>> {
    // LOAD what the decision needs.
    let instrument = core.instrument(&req.instrument)?;
    let subject = answering_subject(core, &req.subject)?;

    // DECIDE: a pure rule, the only gate. It answers with the indikator's id,
    // whichever of id or code was sent, and with no choice for parameter 0.
    let (indikator, choice) =
        check_choice(&instrument, answered_by(subject), &req.indikator, req.parameter, req.variant.as_deref())?;

    // RECORD through the one write path: the change and what it replaces go
    // into history, and the tables show it, or neither happens.
    let review = FieldKey::Review { instrument: instrument.id.clone(), indikator: indikator.clone() };
    let field = FieldKey::Choice { instrument: instrument.id.clone(), indikator };
    let value = choice.map(|it| it.to_string());
    let (view, findings) = core.write(Op::ChooseParameter, |writer| {
        if let Subject::Inovasi(id) = subject {
            edit::editable(writer, id)?;
        }
        usulan::open_years(writer, &field)?;
        writer.put(subject, &field, value.as_deref())?;
        // Whoever chooses has looked: nothing waits for review any more.
        writer.put(subject, &review, None)?;

        // SHOW exactly what the screen redraws, read inside the transaction.
        Ok((assessment_view(writer, subject, &instrument)?, finding::of_answers(writer, subject, &instrument)?))
    })?;
    Ok(outcome(Op::ChooseParameter, view, finding::views(findings, None, &instrument)))
}

/// The answers of one subject.
///
/// # Errors
/// The subject or the instrument does not exist.
pub(crate) fn show_assessment(core: &Core, subject: &str, instrument: &str) -> Result<AssessmentView> {
    let instrument = core.instrument(instrument)?;
    let subject = answering_subject(core, subject)?;
    core.read(|reader| {
        if let Subject::Inovasi(id) = subject {
            edit::known(reader, id)?;
        }
        assessment_view(reader, subject, &instrument)
    })
}

/// The region's standing on one basis.
///
/// # Errors
/// The instrument does not exist.
pub(crate) fn score(core: &Core, instrument: &str, basis: Basis) -> Result<ScoreView> {
    let instrument = core.instrument(instrument)?;
    let standing = add_up(core, &instrument, |reader, together| {
        let daerah = daerah_answers(reader, &instrument)?;
        Ok(match together {
            Some(it) => Standing {
                inovasi: it.kematangan(basis),
                ..score_together(&instrument, &daerah, &it.together(basis), basis)
            },
            None => add_up_all(&instrument, &daerah, &entries(reader, &instrument)?, basis),
        })
    })?;
    Ok(score_view(&instrument, &standing))
}

/// The region's standing on every basis.
///
/// # Errors
/// The instrument does not exist.
pub(crate) fn standing(core: &Core, instrument: &str) -> Result<StandingView> {
    let instrument = core.instrument(instrument)?;
    add_up(core, &instrument, |reader, together| {
        let daerah = daerah_answers(reader, &instrument)?;
        let entries = if together.is_none() { entries(reader, &instrument)? } else { Vec::new() };
        let on = |basis| {
            let standing = match together {
                Some(it) => score_together(&instrument, &daerah, &it.together(basis), basis),
                None => add_up_all(&instrument, &daerah, &entries, basis),
            };
            let view = ScoreView { inovasi: Vec::new(), ..score_view(&instrument, &standing) };
            (view, standing.bounds.map(bounds_view))
        };
        let (claimed, claimed_bounds) = on(Basis::Claimed);
        let (supported, supported_bounds) = on(Basis::Supported);
        let (verified, verified_bounds) = on(Basis::Verified);
        Ok(StandingView { claimed, supported, verified, claimed_bounds, supported_bounds, verified_bounds })
    })
}

/// Adds up with the catalogue, where it is of this instrument.
fn add_up<T>(
    core: &Core,
    instrument: &Instrument,
    add: impl FnOnce(&Reader<'_>, Option<&Catalogue>) -> Result<T>,
) -> Result<T> {
    if core.current_instrument()?.id != instrument.id {
        return core.read(|reader| add(reader, None));
    }
    catalogue::look(core, |look| {
        // The year may have changed between the two looks.
        let same = std::ptr::eq(&**look.catalogue.instrument(), instrument);
        add(look.reader, same.then_some(look.catalogue))
    })
}

/// Why the index is what it is, down to each bobot × parameter. The lines of
/// each inovasi are told up to [`EXPLAINED_LINES`] inovasi, the inovasi up to
/// [`EXPLAINED_INOVASI`]; their own worksheets tell the rest.
///
/// # Errors
/// The instrument or the basis does not exist.
pub(crate) fn explain_standing(core: &Core, instrument: &str, basis: &str) -> Result<ExplainView> {
    let instrument = core.instrument(instrument)?;
    let basis = best::basis(basis)?;
    core.read(|reader| {
        let (daerah, entries) = (daerah_answers(reader, &instrument)?, entries(reader, &instrument)?);
        let standing = add_up_all(&instrument, &daerah, &entries, basis);
        let told = match entries.len() {
            n if n <= EXPLAINED_LINES => Told::Lines,
            n if n <= EXPLAINED_INOVASI => Told::Inovasi,
            _ => Told::Sums,
        };
        Ok(explain_view(explain(&instrument, &daerah, &entries, &standing, told)))
    })
}

/// A subject that answers indikator: `daerah`, `inovasi:<uuid>`, or whatever
/// names an inovasi.
pub(crate) fn answering_subject(core: &Core, text: &str) -> Result<Subject> {
    match text.trim().parse() {
        Ok(subject @ (Subject::Daerah | Subject::Inovasi(_))) => Ok(subject),
        Ok(_) => Err(Error::not_found("inovasi_missing").arg("id", text)),
        Err(_) => edit::find_inovasi(core, text).map(Subject::Inovasi),
    }
}

/// Everything that scoring needs of every inovasi proposed under an instrument,
/// by name, in one walk.
pub(crate) fn entries(reader: &Reader<'_>, instrument: &Instrument) -> Result<Vec<Entry>> {
    let daerah = reader.pemda()?.nama;
    let mut entries = Vec::new();
    reader.all_facts(|it| -> Result<()> {
        let answered = it.choices.iter().any(|it| it.0 == instrument.id);
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

pub(crate) fn assessment_view(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
) -> Result<AssessmentView> {
    let who = answered_by(subject);
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

pub(crate) fn score_view(instrument: &Instrument, it: &Standing) -> ScoreView {
    ScoreView {
        instrument: instrument.id.clone(),
        basis: it.basis.name().to_owned(),
        spd: shown(it.spd),
        n_inovasi: it.n_inovasi,
        divisor: it.divisor,
        rata_kematangan: shown(it.rata_kematangan),
        skor_jumlah_inovasi: shown(it.skor_jumlah_inovasi),
        skor_sid: shown(it.skor_sid),
        skor_total: shown(it.skor_total),
        iid: shown(it.iid),
        predikat: it.predikat.clone(),
        urusan_dasar: u32::try_from(it.urusan_dasar_tercakup.len()).unwrap_or(u32::MAX),
        urusan_dasar_tercakup: it.urusan_dasar_tercakup.clone(),
        urusan_dasar_kosong: it.urusan_dasar_kosong.clone(),
        minimum_urusan_dasar: instrument.rules.minimum_urusan_dasar,
        kursi_kosong: it.kursi_kosong,
        maksimum: shown(instrument.rules.maksimum),
        inovasi: it
            .inovasi
            .iter()
            .map(|(id, nama, skor)| InovasiSkor { id: id.to_string(), nama: nama.clone(), skor: shown(*skor) })
            .collect(),
    }
}

/// Two places; none where it cannot be computed.
pub(crate) fn shown(value: Option<Decimal>) -> Option<String> {
    value.map(|it| two_places(it).to_string())
}

pub(crate) fn bounds_view(bounds: Bounds) -> BoundsView {
    BoundsView {
        skor_total_minimum: two_places(bounds.skor_total.low).to_string(),
        skor_total_maksimum: shown(bounds.skor_total.high),
        iid_minimum: shown(bounds.iid.map(|it| it.low)),
        iid_maksimum: shown(bounds.iid.and_then(|it| it.high)),
    }
}

fn explain_view(step: Step) -> ExplainView {
    ExplainView {
        label: step.label.to_owned(),
        nama: step.nama,
        value: shown(step.value),
        formula: step.formula.to_owned(),
        args: step.args.into_iter().map(|(name, value)| ArgView { name: name.to_owned(), value }).collect(),
        children: step.children.into_iter().map(explain_view).collect(),
    }
}
