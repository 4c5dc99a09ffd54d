//! One answer as its card shows it: the three rungs, numbers, ticks, checks and
//! the verdict with what changed since.

use domain::{
    assessment::{
        check::{Check, Checked, run_checks},
        input::parameters_for,
        instrument::{Indikator, Instrument},
        judged::Judged,
        verification::{Passage, Role, State, Verdict, moves_from},
    },
    core::{
        date::PartialDate,
        id::{BuktiId, Subject},
    },
    merge::change::FieldKey,
};
use store::Reader;

use crate::{
    core::{env::rfc3339, error::Result, open::arg},
    show::verification::changes,
    view::{BuktiView, CheckedOutcome, CheckedView, GivenInputView, MoveView, PassageView, VerdictView},
};

/// The numbers that were given, with what each stands for.
pub(crate) fn inputs(judged: &Judged<'_>) -> Vec<GivenInputView> {
    let given = judged.numbers();
    judged
        .indikator
        .input
        .iter()
        .filter_map(|input| {
            let value = given?.get(&input.id)?;
            Some(GivenInputView {
                input: input.id.clone(),
                value: value.normalize().to_string(),
                fits: parameters_for(input, *value),
            })
        })
        .collect()
}

/// Whether a field of history is of the answer to an indikator.
pub(crate) fn is_of(field: &str, instrument: &Instrument, it: &Indikator) -> bool {
    FieldKey::read(field).answer() == Some((&instrument.id, &it.id))
}

/// Bukti whose date lies outside the years that count. What has no date may lie
/// inside.
pub(crate) fn outside(bukti: &[BuktiView], instrument: &Instrument, indikator: &Indikator) -> Vec<BuktiId> {
    let Some(years) = indikator.window.map(|it| it.years(instrument.tahun)) else { return Vec::new() };
    let late = |it: &&BuktiView| {
        let year = it.tanggal.as_deref().and_then(|it| PartialDate::read(it).ok()).map(PartialDate::year);
        year.is_some_and(|it| !years.contains(&it))
    };
    bukti.iter().filter(late).map(|it| it.id).collect()
}

/// The checks of the chosen rung with what came of them; without bukti, those that
/// look at files wait for it.
pub(crate) fn checks(instrument: &Instrument, judged: &Judged<'_>) -> Vec<CheckedView> {
    let view = |check: &Check, outcome, found: &[(&str, String)]| CheckedView {
        kind: check.kind.name(),
        outcome,
        advice: check.advice,
        args: found.iter().map(|(name, value)| arg(name, value)).collect(),
        wanted: check
            .kind
            .wanted(judged.indikator, instrument.tahun)
            .into_iter()
            .map(|(name, value)| arg(name, value))
            .collect(),
    };
    let waits = !judged.has_fit_bukti();
    let run = run_checks(judged.indikator, judged.variant(), judged.checked_parameter(), judged.facts());
    let told = run.iter().map(|it| match &it.checked {
        _ if waits && it.check.kind.reads_files() => view(it.check, CheckedOutcome::Waiting, &[]),
        Checked::Passed => view(it.check, CheckedOutcome::Passed, &[]),
        Checked::Failed(why) => view(it.check, CheckedOutcome::Failed, &why.args),
        Checked::CannotTell(why) => view(it.check, CheckedOutcome::CannotTell, &why.args),
    });
    told.collect()
}

/// How the answers came to where they lie; none where nobody has moved them.
pub(crate) fn passage(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
    passage: &Passage,
) -> Result<Option<PassageView>> {
    let field = FieldKey::Verification(instrument.id.clone()).to_string();
    let written = reader.history_of(subject, Some(&field), 1)?.into_iter().next();
    Ok(written.filter(|it| it.value.is_some()).map(|it| PassageView {
        role: passage.role,
        person: it.person,
        at: rfc3339(it.at),
        note: passage.note.clone(),
    }))
}

/// The moves that a role can make from a state.
pub(crate) fn moves(from: State, role: Role) -> Vec<MoveView> {
    moves_from(from, role).map(|to| MoveView { to, note: to == State::Dikembalikan }).collect()
}

/// What a verifier said, by whom and when, and whether it stands.
pub(crate) fn verdict(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
    judged: &Judged<'_>,
) -> Result<Option<VerdictView>> {
    let Some(verdict) = judged.verdict() else { return Ok(None) };
    let field = FieldKey::Verdict { instrument: instrument.id.clone(), indikator: judged.indikator.id.clone() };
    let written = reader.history_of(subject, Some(&field.to_string()), 1)?;
    let (person, at) = written.into_iter().next().map(|it| (it.person, it.at)).unwrap_or_default();
    Ok(Some(view(verdict, judged.seen(), person, at)))
}

fn view(verdict: &Verdict, now: &domain::assessment::verification::Seen, person: String, at: i64) -> VerdictView {
    VerdictView {
        parameter: verdict.parameter,
        note: verdict.note.clone(),
        role: verdict.role,
        person,
        at: rfc3339(at),
        lapsed: verdict.has_lapsed(now),
        changes: changes(&verdict.seen, now),
    }
}
