//! The doors: how each brings a value in.

use domain::{inovasi::profile::Field, merge::change::FieldKey};
use registry::{
    BestSet, BuktiFacts, EditMany, ImportWorkbook, Selection, Simulate, SimulateChange, progress::Unwatched,
    view::ChangeKind,
};

use super::{
    Cell, Door, Given, NOBODY, NOW, Row, Whose,
    acts::{act, choice},
    files,
    stage::{FILE, Ids, Stage, answer_key, give, look, stand},
};
use crate::kit::{Laptop, whom};

type Done = Option<Result<(), String>>;

/// Whether a door can carry the field of a row; some show only when they are tried.
fn carries(row: &Row, door: Door) -> bool {
    use FieldKey as Key;
    let (field, value) = (FieldKey::read(&row.field.replace("@self", NOBODY)), row.value.text());
    let (empty, daerah) = (value.is_empty(), row.whose == Whose::Daerah);
    let now = |it: &str| it == NOW;
    let of_body = matches!(field, Key::PerangkatDaerah(_) | Key::PerangkatDaerahNamaLama(_));
    let renames = field == Key::Profile(Field::Nama) && row.look.is_empty();
    match door {
        Door::Act => match &field {
            Key::Archived(year) => !now(year),
            Key::Review { .. } => empty,
            _ => true,
        },
        Door::Many => matches!(field, Key::Profile(it) if it != Field::Nama),
        Door::Attach => matches!(field, Key::Link { .. }) && !empty,
        Door::Json => match &field {
            Key::Link { .. } | Key::Verdict { .. } | Key::Verification(_) => false,
            Key::Review { .. } => !empty,
            _ => true,
        },
        Door::Recap => match &field {
            Key::Profile(_) => true,
            Key::Choice { instrument, .. } => now(instrument) && !daerah,
            _ => false,
        },
        Door::Form => match &field {
            Key::Profile(_) => true,
            Key::Choice { instrument, .. } => now(instrument),
            _ => of_body,
        },
        Door::Lost => {
            // What is given must be possible where nothing is.
            let anywhere = matches!(row.given, Given::Nothing | Given::Closed(_) | Given::VariantGone);
            let held = match &field {
                Key::Profile(_) | Key::Usulan(_) | Key::GrowthNote(_) => true,
                Key::Choice { instrument, .. } => now(instrument),
                _ => of_body,
            };
            anywhere && held && !empty
        }
        Door::Scenario => match &field {
            Key::Choice { instrument, .. } => now(instrument),
            Key::Usulan(year) => now(year) && value == "0",
            _ => false,
        },
        Door::Best => match &field {
            Key::Usulan(year) => now(year) && value == "0",
            Key::Archived(year) => !now(year),
            _ => false,
        },
        Door::Restore => !daerah && !of_body && !matches!(field, Key::Link { .. }) && !empty,
        Door::Combine => match &field {
            Key::Profile(_) => !renames && !empty,
            Key::Choice { .. } | Key::Input { .. } | Key::Tick { .. } | Key::Link { .. } => !daerah && !empty,
            Key::Official { .. } | Key::OfficialParameter { .. } => !daerah && !empty,
            _ => false,
        },
        Door::Undo | Door::Redo | Door::Parcel => true,
    }
}

/// Sends a row through a door; None where the door cannot carry its field.
pub fn carry(row: &Row, door: Door) -> Option<Cell> {
    if !carries(row, door) || !(row.only.is_empty() || row.only.contains(&door)) {
        return None;
    }
    let stage = Stage::new(row);
    let (laptop, ids) = (&stage.laptop, &stage.ids);
    let value = ids.fill(&row.value.text());
    match door {
        Door::Act => stage.ask(row, |it, ids| Some(act(it, ids, row, &value)?.map_err(|it| files::reason(&it)))),
        Door::Many => stage.ask(row, |it, ids| many(it, ids, row, &value)),
        Door::Attach => stage.ask(row, |it, ids| attach(it, ids, row, &value)),
        Door::Json => stage.ask(row, |it, ids| files::json(it, ids, row, &value)),
        Door::Recap => stage.ask(row, |it, ids| files::recap(it, ids, row, &value)),
        Door::Form => stage.ask(row, |it, ids| files::form(it, ids, row, &value)),
        Door::Scenario => {
            if let Some(variant) = value.split_once('/').map(|it| it.1) {
                // A scenario keeps the measuring basis that is there.
                stand(laptop, ids, row, &format!("1/{variant}"))?;
            }
            stage.ask(row, |it, ids| scenario(it, ids, row, &value))
        }
        Door::Best => stage.ask(row, |it, ids| best(it, ids, &value)),
        Door::Restore => restore(&stage, row, &value),
        Door::Combine => combine(&stage, row, &value),
        Door::Undo | Door::Redo => back(&stage, row, &value, door),
        Door::Lost => lost(&stage, row, &value),
        Door::Parcel => parcel(&stage, row, &value),
    }
}

impl Stage {
    /// What is given comes to pass; then a door is tried.
    fn ask(&self, row: &Row, door: impl FnOnce(&Laptop, &Ids) -> Done) -> Option<Cell> {
        self.given(row);
        tried(&self.laptop, &self.ids, row, || door(&self.laptop, &self.ids))
    }
}

/// Tries a door. What is refused must have left everything as it was.
fn tried(laptop: &Laptop, ids: &Ids, row: &Row, door: impl FnOnce() -> Done) -> Option<Cell> {
    let before = look(laptop, ids, row);
    let done = door()?;
    let after = look(laptop, ids, row);
    let answer = match done {
        Ok(()) => Ok(after),
        Err(why) if after == before => Err(why),
        Err(why) => Err(format!("{why}, and yet {after:?} was written")),
    };
    Some(Cell { before, sent: Some(ids.fill(&row.value.text())), answer })
}

fn told<T>(done: registry::Result<T>) -> Done {
    Some(done.map(drop).map_err(|error| files::reason(&error)))
}

fn many(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Done {
    let FieldKey::Profile(field) = FieldKey::read(row.field) else { return None };
    let (value, member) = match field.kind().has_members() {
        true => (None, Some(value.to_owned())),
        false => (Some(value.to_owned()), None),
    };
    let selection = Selection { ids: vec![ids.own.parse().unwrap()], ..Selection::default() };
    told(laptop.edit_many_inovasi(&EditMany { selection, field, value, member, present: true }))
}

/// The file that is a bukti already, attached to one more answer.
fn attach(laptop: &Laptop, ids: &Ids, row: &Row, pages: &str) -> Done {
    let FieldKey::Link { indikator, .. } = FieldKey::read(&ids.fill(row.field)) else { return None };
    let facts = BuktiFacts { pages: Some(pages.to_owned()), ..BuktiFacts::default() };
    let key = answer_key(ids, row, &indikator);
    told(laptop.attach_bukti(&key, &[laptop.path(FILE)], &facts, &mut Unwatched))
}

fn scenario(laptop: &Laptop, ids: &Ids, row: &Row, value: &str) -> Done {
    let subject = match row.whose {
        Whose::Inovasi => format!("inovasi:{}", ids.own),
        Whose::Daerah => "daerah".to_owned(),
    };
    let change = SimulateChange { subject: Some(whom(subject)), ..SimulateChange::default() };
    let change = match FieldKey::read(row.field) {
        FieldKey::Choice { instrument, indikator } if instrument == NOW => SimulateChange {
            kind: ChangeKind::Choose,
            indikator: Some(indikator.into()),
            parameter: choice(value)?.0,
            ..change
        },
        _ => SimulateChange { kind: ChangeKind::KeepBack, ..change },
    };
    // Without a measuring basis of its own there is none to check.
    let plain = choice(value).is_none_or(|it| it.1.is_none());
    let stands = look(laptop, ids, row).and_then(|it| choice(&it)).is_some_and(|it| it.1.is_some());
    (plain || stands).then(|| told(laptop.apply_scenario(&Simulate { instrument: None, changes: vec![change] })))?
}

fn best(laptop: &Laptop, ids: &Ids, value: &str) -> Done {
    let excluded = if value == "0" { vec![ids.own.parse().unwrap()] } else { Vec::new() };
    let (instrument, basis) = (NOW.into(), registry::Basis::Claimed);
    told(laptop.apply_best(&BestSet { instrument, basis, pinned: Vec::new(), excluded }))
}

/// The value stood, another came, and the officer takes the first from history.
fn restore(stage: &Stage, row: &Row, value: &str) -> Option<Cell> {
    let (laptop, ids) = (&stage.laptop, &stage.ids);
    let subject = format!("inovasi:{}", ids.own);
    let field = ids.fill(row.field);
    let stood = look(laptop, ids, &Row { look: "", ..*row });
    stand(laptop, ids, row, value)?;
    let within = format!("{}/", field.trim_end_matches('/'));
    let history = laptop.show_history(&subject, None).unwrap();
    let mut heads = history.into_iter().filter(|it| it.stands && it.value.is_some());
    let entry = heads.find(|it| it.field == field || it.field.starts_with(&within))?;
    if look(laptop, ids, &Row { look: "", ..*row }) == stood {
        return None;
    }
    stand(laptop, ids, row, row.instead)?;
    stage.ask(row, |it, _| told(it.restore_value(&subject, &entry.field, &entry.stamp)))
}

/// The value stands on the other inovasi, which becomes this one.
fn combine(stage: &Stage, row: &Row, value: &str) -> Option<Cell> {
    if row.field == "nama_lama" {
        // Of one name, so that no other becomes a former one.
        stage.laptop.edit(&stage.ids.other, "nama", "Lapor Semar");
    }
    stand(&stage.laptop, &stage.ids.swapped(), row, value)?;
    stage.ask(row, |it, ids| told(it.combine_inovasi(&ids.own, &ids.other)))
}

/// The value stood and is brought back by a step back, or by one forth again.
fn back(stage: &Stage, row: &Row, value: &str, door: Door) -> Option<Cell> {
    let (laptop, ids) = (&stage.laptop, &stage.ids);
    let stood = look(laptop, ids, row);
    stand(laptop, ids, row, value)?;
    if look(laptop, ids, row) == stood {
        return None;
    }
    if door == Door::Undo {
        stand(laptop, ids, row, row.instead)?;
    } else {
        laptop.undo().unwrap();
    }
    stage.given_afar(row);
    tried(laptop, ids, row, || told(if door == Door::Undo { laptop.undo() } else { laptop.redo() }))
}

/// The value stands in a form, and all else is lost.
fn lost(stage: &Stage, row: &Row, value: &str) -> Option<Cell> {
    let (laptop, ids) = (&stage.laptop, &stage.ids);
    stand(laptop, ids, row, value)?;
    let sent = look(laptop, ids, row);
    let path = files::written(laptop).display().to_string();
    let new = Laptop::new(3);
    give(&new, ids, row.given);
    let cell =
        tried(&new, ids, row, || Some(files::taken(&new, &ImportWorkbook { path, ..ImportWorkbook::default() })))?;
    Some(Cell { sent, ..cell })
}

/// The value stands on another laptop that has not heard yet what is given here.
fn parcel(stage: &Stage, row: &Row, value: &str) -> Option<Cell> {
    let far = stage.far();
    stand(&far, &stage.ids, row, value)?;
    let sent = look(&far, &stage.ids, row);
    let cell = stage.ask(row, |laptop, _| {
        far.carry_to(laptop);
        Some(Ok(()))
    })?;
    Some(Cell { sent, ..cell })
}
