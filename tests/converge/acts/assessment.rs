//! Answers, verdicts by named persons, and the region's own rules.

use registry::{ChooseParameter, GiveInput, GiveVerdict, TickOption, view::AnswerView};

use super::{Done, Turn, YEARS};
use crate::{
    kit::whom,
    rules::{corrected, correction, fictitious, folder},
};

/// Few indikator, so that people meet at them. The first two count what is ticked or given.
const OF_INOVASI: [&str; 4] =
    ["keterlibatan-aktor-inovasi", "kemanfaatan-inovasi", "bimtek", "regulasi-inovasi-daerah"];
const OF_DAERAH: [&str; 2] = ["visi-dan-misi", "opini-bpk"];

pub fn some_indikator(it: &Turn<'_>, subject: &str) -> &'static str {
    if subject == "daerah" { it.one(&OF_DAERAH) } else { it.one(&OF_INOVASI) }
}

pub fn choose(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    let (indikator, parameter) = (some_indikator(it, &subject), u8::try_from(it.below(4)).unwrap());
    let instrument = it.some_year();
    it.choose_parameter(&ChooseParameter {
        subject: whom(&subject),
        instrument: instrument.into(),
        indikator: indikator.into(),
        parameter,
        variant: None,
    })?;
    Ok(Some(format!("{subject} {instrument} {indikator} {parameter}")))
}

pub fn give_input(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_inovasi() else { return Ok(None) };
    let value = it.one(&["350", "12", ""]);
    it.give_input(&GiveInput {
        subject: whom(&subject),
        instrument: YEARS[0].into(),
        indikator: OF_INOVASI[1].into(),
        input: "jumlah-penerima".into(),
        value: value.into(),
    })?;
    Ok(Some(format!("{subject} {value:?}")))
}

pub fn tick_option(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_inovasi() else { return Ok(None) };
    let (option, on) = (it.one(&["akademisi", "media", "komunitas"]), !it.dice.once_in(3));
    it.tick_option(&TickOption {
        subject: whom(&subject),
        instrument: YEARS[0].into(),
        indikator: OF_INOVASI[0].into(),
        option: option.into(),
        on,
    })?;
    Ok(Some(format!("{subject} {option} {on}")))
}

/// An answer of this subject that fits.
fn some_answer(it: &Turn<'_>, subject: &str, fits: fn(&AnswerView) -> bool) -> registry::Result<Option<AnswerView>> {
    let view = it.show_assessment(subject, YEARS[0])?;
    let fitting: Vec<_> = view.indikator.into_iter().filter(fits).collect();
    Ok(it.pick(&fitting).cloned())
}

pub fn give_verdict(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    let Some(answer) = some_answer(it, &subject, |it| it.parameter > 0)? else { return Ok(None) };
    it.set_role("verifier")?;
    let parameter = u8::try_from(it.below(usize::from(answer.parameter) + 1)).unwrap();
    it.give_verdict(&GiveVerdict {
        subject: whom(&subject),
        instrument: YEARS[0].into(),
        indikator: answer.indikator.as_str().into(),
        parameter,
        note: "Belum diundangkan".into(),
        fingerprint: Some(answer.fingerprint),
        meant: true,
    })?;
    Ok(Some(format!("{subject} {} {parameter}", answer.indikator)))
}

/// Everything that is supported and open, after a Perda of this year has come to it.
pub fn give_verdicts(it: &Turn<'_>) -> Done {
    let Some(id) = it.some_inovasi() else { return Ok(None) };
    it.set_role("verifier")?;
    let supported = |it: &AnswerView| it.parameter > 0 && it.supported_parameter >= it.parameter && it.waits;
    if some_answer(it, &id, supported)?.is_none() {
        let nama = it.value(&id, "nama").unwrap_or_default();
        it.choose(&id, "SID-16", 2)?;
        it.attach_as(&id, "SID-16", ("perkada", "2024-08-17", &nama))?;
    }
    it.give_verdicts(&id, YEARS[0], None)?;
    Ok(Some(id))
}

/// Where a verdict stands: subject and indikator.
fn some_verdict(it: &Turn<'_>) -> registry::Result<Option<(String, String)>> {
    for subject in it.inovasi_ids().into_iter().chain(["daerah".into()]) {
        if let Some(answer) = some_answer(it, &subject, |it| it.verdict.is_some())? {
            return Ok(Some((subject, answer.indikator.as_str().into())));
        }
    }
    Ok(None)
}

/// One that stands; where none does, one that was just given.
pub fn take_verdict_back(it: &Turn<'_>) -> Done {
    let standing = match some_verdict(it)? {
        None => give_verdict(it).and_then(|_| some_verdict(it))?,
        found => found,
    };
    let Some((subject, indikator)) = standing else { return Ok(None) };
    it.set_role("verifier")?;
    it.take_verdict_back(&subject, YEARS[0], &indikator)?;
    Ok(Some(format!("{subject} {indikator}")))
}

pub fn move_answers(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    it.set_role(it.one(&["operator", "officer", "verifier", "head"]))?;
    let view = it.show_assessment(&subject, YEARS[0])?;
    let Some(to) = it.pick(&view.moves) else { return Ok(None) };
    it.move_answers(&subject, YEARS[0], to.to.name(), "Sudah dibaca", true)?;
    Ok(Some(format!("{subject} {}", to.to)))
}

pub fn set_role(it: &Turn<'_>) -> Done {
    let role = it.one(&["operator", "officer", "verifier", "head"]);
    it.set_role(role)?;
    Ok(Some(role.into()))
}

pub fn import_pack(it: &Turn<'_>) -> Done {
    let files = fictitious(it.one(&[2031, 2032]));
    let pack = folder(it, &format!("{}-aturan", it.serial), &files);
    it.import_pack(&pack, "Surat penjaringan")?;
    Ok(Some(String::new()))
}

pub fn correct_pack(it: &Turn<'_>) -> Done {
    let (indikator, fact, value) =
        it.one(&[(Some("bimtek"), "bobot", "1,5"), (Some("bimtek"), "bobot", "2"), (None, "pembagi_minimum", "14")]);
    it.correct_pack(&correction(vec![corrected(indikator, fact, value)]))?;
    Ok(Some(format!("{fact} {value}")))
}

pub fn remove_pack(it: &Turn<'_>) -> Done {
    let own: Vec<_> = it.show_instruments()?.instruments.into_iter().filter(|it| it.own.is_some()).collect();
    let Some(one) = it.pick(&own) else { return Ok(None) };
    it.remove_pack(&one.id)?;
    Ok(Some(one.id.to_string()))
}
