//! What other rules would change for this region, reckoned and never written.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        carry::{Carried, carry},
        effect::{Effect, Moved, Sides, effect, unasked},
        instrument::{AnsweredBy, Indikator, Instrument},
        score::{Choice, Standing},
        worksheet::Worksheet,
    },
    core::{
        id::{IndikatorId, Subject},
        number::count,
    },
    inovasi::{profile::Field, usulan::is_proposed},
    two_places,
};
use store::Reader;

use super::look::named;
use crate::{
    core::{error::Result, registry::Core},
    show::{
        instrument::source_names,
        official,
        score::{bounds_view, score_view, shown},
        sheet,
    },
    view::{EffectStandingView, EffectView, FateView, LessonView, MovedView, ScoreView, SentenceView, UnaskedView},
};

/// Inovasi named in the answer; the count tells the rest.
const NAMED: usize = 200;

/// What would change under other rules: the answers under the current
/// instrument carried over, and the standing before and after on every basis.
/// Answers that stand under the other instrument already are taken as they are.
///
/// # Errors
/// There is no such instrument.
pub(crate) fn show_effect(core: &Core, instrument: &str) -> Result<EffectView> {
    let new = core.instrument_or_embedded(instrument)?;
    core.read(|reader| {
        let old = core.current_instrument_in(reader)?;
        let sides = sides(reader, &old, &new)?;
        let mut view = view(&old, &new, effect(&old, &new, &sides));
        let [before, after] = [&old, &new].map(|it| official::standing(reader, it));
        let (before, after) = (before?, after?);
        for it in &mut view.standing {
            it.now.official.clone_from(&before);
            it.then.official.clone_from(&after);
        }
        Ok(view)
    })
}

fn sides(reader: &Reader<'_>, old: &Instrument, new: &Instrument) -> Result<Vec<Sides>> {
    let now = sheet::of_subject(reader, Subject::Daerah, old)?;
    let then = sheet::of_subject(reader, Subject::Daerah, new)?;
    let mut sides = vec![side(None, (old, now), (new, then), AnsweredBy::Daerah)];
    let daerah = reader.pemda()?.nama;
    reader.all_facts(|it| -> Result<()> {
        let answered = it.choices.iter().any(|it| it.instrument == old.id);
        if !is_proposed(&it.usulan, &old.id, answered) {
            return Ok(());
        }
        let text = |field: Field| it.profile.get(&field).cloned();
        let who = (it.id, text(Field::Nama).unwrap_or_default(), text(Field::UrusanUtama));
        let now = sheet::of_facts(reader, &it, old, &daerah)?;
        let then = sheet::of_facts(reader, &it, new, &daerah)?;
        sides.push(side(Some(who), (old, now), (new, then), AnsweredBy::Inovasi));
        Ok(())
    })?;
    // By name, as everywhere.
    sides.sort_by_cached_key(|it| it.inovasi.as_ref().map(|it| (it.1.to_ascii_lowercase(), it.0)));
    Ok(sides)
}

fn side(
    inovasi: Option<(domain::core::id::InovasiId, String, Option<String>)>,
    (old, now): (&Instrument, Worksheet),
    (new, mut then): (&Instrument, Worksheet),
    who: AnsweredBy,
) -> Sides {
    let asked = |it: &Instrument, id: &str| it.indikator_by_id(id).is_some_and(|it| it.answered_by == who);
    let choices: BTreeMap<IndikatorId, Choice> =
        now.choices.iter().filter(|it| asked(old, it.0)).map(|(id, it)| (id.clone(), it.clone())).collect();
    let carried: Carried = carry(old, new, &choices);
    sheet::carried(&mut then, &carried);
    Sides { inovasi, now: now.answers(old, who), then: then.answers(new, who), carried }
}

fn view(old: &Instrument, new: &Instrument, effect: Effect) -> EffectView {
    let sum = |of: fn(&domain::assessment::effect::Fate) -> u32| effect.fate.values().map(of).sum();
    let code = |it: &Instrument, id: &str| it.indikator_by_id(id).map(|it| it.code.clone());
    let changed: Vec<&Moved> = effect.moved.iter().filter(|it| it.change().is_none_or(|it| !it.is_zero())).collect();
    EffectView {
        before: named(old),
        after: named(new),
        lesson: new.indikator.iter().filter_map(|it| lesson_view(new, it, &effect)).collect(),
        standing: effect.standing.iter().map(|(now, then)| standing_view(old, new, now, then)).collect(),
        n_same: sum(|it| it.n_same),
        n_review: sum(|it| it.n_review),
        n_dropped: sum(|it| it.n_dropped),
        fate: effect
            .fate
            .iter()
            .filter(|(_, it)| it.n_review + it.n_dropped > 0)
            .map(|(id, it)| FateView {
                indikator: id.clone(),
                nama: new
                    .indikator_by_id(id)
                    .or_else(|| old.indikator_by_id(id))
                    .map_or_else(|| id.to_string(), |it| it.nama.clone()),
                before_code: code(old, id),
                after_code: code(new, id),
                n_same: it.n_same,
                n_review: it.n_review,
                n_dropped: it.n_dropped,
                why: it.why.iter().copied().collect(),
            })
            .collect(),
        unasked: unasked(old, new)
            .map(|it| UnaskedView {
                indikator: it.id.clone(),
                code: it.code.clone(),
                nama: it.nama.clone(),
                daerah: it.answered_by == AnsweredBy::Daerah,
                wajib: it.wajib,
                maksimum: shown(it.maksimum()),
            })
            .collect(),
        n_inovasi: count(effect.moved.len()),
        n_moved: count(changed.len()),
        moved: changed
            .into_iter()
            .take(NAMED)
            .map(|it| MovedView {
                id: it.id,
                nama: it.nama.clone(),
                now: shown(it.now),
                then: shown(it.then),
                change: it.change().map(signed),
            })
            .collect(),
    }
}

/// What costs points elsewhere, and how many answers of this region it reaches.
fn lesson_view(new: &Instrument, it: &Indikator, effect: &Effect) -> Option<LessonView> {
    let lesson = it.lesson.as_ref()?;
    let fate = effect.fate.get(&it.id).cloned().unwrap_or_default();
    let n_touched = fate.n_review + fate.n_dropped;
    Some(LessonView {
        indikator: it.id.clone(),
        code: it.code.clone(),
        nama: it.nama.clone(),
        teks: SentenceView { id: lesson.id.clone(), en: lesson.en.clone() },
        confidence: lesson.confidence,
        source: source_names(new, &lesson.source),
        n_answered: fate.n_same + n_touched,
        n_touched,
    })
}

fn standing_view(old: &Instrument, new: &Instrument, now: &Standing, then: &Standing) -> EffectStandingView {
    let score =
        |instrument: &Instrument, it: &Standing| ScoreView { inovasi: Vec::new(), ..score_view(instrument, it) };
    EffectStandingView {
        basis: now.basis,
        now: score(old, now),
        then: score(new, then),
        now_bounds: now.bounds.map(bounds_view),
        then_bounds: then.bounds.map(bounds_view),
        change: then.iid.zip(now.iid).map(|(then, now)| signed(then - now)),
    }
}

/// Two places, with a plus where it grows.
fn signed(value: domain::Decimal) -> String {
    let shown = two_places(value);
    if shown > domain::Decimal::ZERO { format!("+{shown}") } else { shown.to_string() }
}
