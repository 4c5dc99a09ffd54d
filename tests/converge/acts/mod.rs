//! What people do: every act that writes, with how often it happens. An op without a row
//! here fails a test.

mod assessment;
mod bukti;
mod inovasi;
mod lists;
mod merge;
mod submission;

use std::{ops::Deref, path::PathBuf};

use registry::Op;

use super::{mishaps, script::Dice, world::World};
use crate::kit::{Laptop, assert_same};

/// What became of a step: what was done, in words; None: there was nothing to do it to.
pub type Done = registry::Result<Option<String>>;

/// A person at a laptop, about to do something.
pub struct Turn<'a> {
    pub laptop: &'a Laptop,
    pub dice: &'a Dice,
    /// Tells files of this turn from all others.
    pub serial: u64,
}

impl Deref for Turn<'_> {
    type Target = Laptop;
    fn deref(&self) -> &Laptop {
        self.laptop
    }
}

impl Turn<'_> {
    pub fn below(&self, n: usize) -> usize {
        self.dice.below(n)
    }

    pub fn pick<'b, T>(&self, all: &'b [T]) -> Option<&'b T> {
        self.dice.pick(all)
    }

    pub fn one<T: Copy>(&self, all: &[T]) -> T {
        self.dice.one(all)
    }

    /// A path beside the registry that nothing has yet.
    pub fn fresh(&self, name: &str) -> PathBuf {
        self.path(&format!("{}-{name}", self.serial))
    }

    /// One of the inovasi, removed ones too: they refuse to be edited.
    pub fn some_inovasi(&self) -> Option<String> {
        self.pick(&self.inovasi_ids()).cloned()
    }

    /// Whom somebody answers for: mostly an inovasi, else the region.
    pub fn some_subject(&self) -> Option<String> {
        if self.dice.once_in(5) { Some("daerah".into()) } else { self.some_inovasi().map(|it| format!("inovasi:{it}")) }
    }

    /// A year: mostly the one in work.
    pub fn some_year(&self) -> &'static str {
        if self.dice.once_in(5) { self.one(&YEARS) } else { YEARS[0] }
    }
}

/// The year in work first.
pub const YEARS: [&str; 3] = ["iga-2026", "iga-2025", "iga-2027"];

/// Who can do it.
pub enum Way {
    /// Somebody at his laptop.
    Person(fn(&Turn<'_>) -> Done),
    /// Something that happens to a laptop, its disk or a parcel.
    World(fn(&mut World, usize, &Dice) -> Done),
}

/// One row: how often, which op it is recorded or acknowledged as, and the doing.
pub struct Act {
    pub weight: usize,
    pub name: &'static str,
    /// None: it writes nothing that history or settings call an act.
    pub op: Option<Op>,
    pub way: Way,
}

const fn person(weight: usize, op: Op, act: fn(&Turn<'_>) -> Done) -> Act {
    Act { weight, name: op.name(), op: Some(op), way: Way::Person(act) }
}

const fn world(weight: usize, name: &'static str, op: Option<Op>, way: fn(&mut World, usize, &Dice) -> Done) -> Act {
    Act { weight, name, op, way: Way::World(way) }
}

pub const ACTS: &[Act] = &[
    person(6, Op::RegisterInovasi, inovasi::register),
    person(14, Op::EditInovasi, inovasi::edit),
    person(3, Op::EditInovasi, inovasi::set_member),
    person(2, Op::EditManyInovasi, inovasi::edit_many),
    person(2, Op::RemoveInovasi, inovasi::remove),
    person(1, Op::RemoveInovasi, inovasi::remove_many),
    person(3, Op::RestoreInovasi, inovasi::restore),
    person(2, Op::CombineInovasi, inovasi::combine),
    person(2, Op::DecideDuplicate, inovasi::decide_duplicate),
    person(1, Op::KeepNote, inovasi::keep_note),
    person(1, Op::KeepSavedView, inovasi::keep_saved_view),
    person(2, Op::BeginYear, inovasi::begin_year),
    person(2, Op::CloseYear, inovasi::close_year),
    person(3, Op::CloseYear, inovasi::open_year),
    person(4, Op::ProposeInovasi, inovasi::propose),
    person(2, Op::WithdrawInovasi, inovasi::withdraw),
    person(2, Op::AcceptReview, inovasi::accept_review),
    person(2, Op::ImportWorkbook, inovasi::import_form),
    person(2, Op::ImportWorkbook, inovasi::import_recap),
    person(2, Op::RegisterPenghargaan, lists::register_penghargaan),
    person(2, Op::EditPenghargaan, lists::edit_penghargaan),
    person(1, Op::RemovePenghargaan, lists::remove_penghargaan),
    person(1, Op::AttachBukti, lists::attach_penghargaan),
    person(1, Op::DetachBukti, lists::detach_penghargaan),
    person(2, Op::RegisterPerangkatDaerah, lists::register_perangkat_daerah),
    person(1, Op::RegisterPerangkatDaerah, lists::adopt_perangkat_daerah),
    person(2, Op::EditPerangkatDaerah, lists::edit_perangkat_daerah),
    person(1, Op::RemovePerangkatDaerah, lists::remove_perangkat_daerah),
    person(9, Op::ChooseParameter, assessment::choose),
    person(2, Op::GiveInput, assessment::give_input),
    person(2, Op::TickOption, assessment::tick_option),
    person(4, Op::GiveVerdict, assessment::give_verdict),
    person(2, Op::GiveVerdicts, assessment::give_verdicts),
    person(2, Op::TakeVerdictBack, assessment::take_verdict_back),
    person(3, Op::MoveAnswers, assessment::move_answers),
    person(1, Op::SetRole, assessment::set_role),
    person(2, Op::ImportPack, assessment::import_pack),
    person(2, Op::CorrectPack, assessment::correct_pack),
    person(2, Op::RemovePack, assessment::remove_pack),
    person(6, Op::AttachBukti, bukti::attach),
    person(3, Op::EditBukti, bukti::edit),
    person(3, Op::LinkBukti, bukti::link),
    person(2, Op::DetachBukti, bukti::detach),
    person(2, Op::MendBukti, bukti::mend),
    person(8, Op::Undo, merge::undo),
    person(8, Op::Redo, there_and_back),
    person(6, Op::Redo, merge::redo),
    person(8, Op::ResolveConflict, merge::resolve_conflict),
    person(3, Op::RestoreValue, merge::restore_value),
    person(2, Op::ImportRegistry, merge::import_registry),
    person(2, Op::LoadExample, merge::load_example),
    person(2, Op::RemoveExample, merge::remove_example),
    person(1, Op::SetPerson, merge::set_person),
    person(4, Op::ConfirmLosses, merge::confirm_losses),
    person(2, Op::MakeBackup, merge::make_backup),
    person(1, Op::SetBackupPlace, merge::set_backup_place),
    person(3, Op::RestoreBackup, merge::restore_backup),
    person(1, Op::ApplyScenario, submission::apply_scenario),
    person(1, Op::KeepScenario, submission::keep_scenario),
    person(1, Op::ApplyBest, submission::apply_best),
    person(1, Op::PinInovasi, submission::pin_inovasi),
    world(5, "set_clock", None, mishaps::set_clock),
    world(3, "restart", None, mishaps::restart),
    world(2, "crash", None, mishaps::crash),
    world(3, "image", None, mishaps::image),
    world(2, "put_image_back", None, mishaps::put_image_back),
    world(3, "put_database_back", None, mishaps::put_database_back),
    world(1, "copy_folder", Some(Op::StartRegistry), mishaps::copy_folder_to_a_laptop),
    world(1, "copy_registry", None, mishaps::copy_registry),
    world(12, "create_parcel", None, super::deliveries::pack),
    world(20, "accept_parcel", Some(Op::AcceptParcel), super::deliveries::accept),
    world(2, "old_parcel", Some(Op::AcceptParcel), super::deliveries::accept_old),
    world(1, "lose_parcel", None, super::deliveries::lose),
    world(1, "torn_parcel", None, super::deliveries::accept_torn),
    world(3, "meet", None, super::deliveries::meet),
];

/// The act that chance says.
pub fn dealt(dice: &Dice) -> &'static Act {
    dealt_of(dice, |_| true)
}

fn dealt_of(dice: &Dice, fits: fn(&Act) -> bool) -> &'static Act {
    let all = || ACTS.iter().filter(|it| fits(it));
    let mut left = dice.below(all().map(|it| it.weight).sum());
    all()
        .find(|it| {
            let found = left < it.weight;
            left = left.saturating_sub(it.weight);
            found
        })
        .unwrap()
}

/// Somebody does something, takes it back at once, and does it again: what is shown is what
/// was shown before, and then what it was after.
fn there_and_back(it: &Turn<'_>) -> Done {
    let is_plain = |it: &Act| matches!(it.way, Way::Person(_)) && !matches!(it.op, Some(Op::Undo | Op::Redo));
    let act = dealt_of(it.dice, is_plain);
    let Way::Person(way) = act.way else { return Ok(None) };
    let (before, known) = (shown(it)?, it.hashes().len());
    let done = way(it)?;
    // One act of history and no more, that is, neither a preparation nor a setting.
    if done.is_none() || it.hashes().len() != known + 1 {
        return Ok(done);
    }
    let after = shown(it)?;
    let told = format!("{} {}", act.name, done.unwrap_or_default());
    let back = it.undo()?.view;
    if back.n_newer > 0 || !back.kept.is_empty() {
        return Ok(Some(format!("{told}, and partly back")));
    }
    assert_same(&before, &shown(it)?, &format!("{told}: taken back"));
    let again = it.redo()?.view;
    if again.n_newer > 0 || !again.kept.is_empty() {
        return Ok(Some(format!("{told}, and partly again")));
    }
    assert_same(&after, &shown(it)?, &format!("{told}: done again"));
    Ok(Some(format!("{told}, back and again")))
}

/// What a person sees that is not about history.
fn shown(it: &Turn<'_>) -> registry::Result<String> {
    let score = serde_json::to_string_pretty(&it.standing(YEARS[0])?).unwrap();
    Ok(format!("{}\n{score}", it.export_registry()?))
}
