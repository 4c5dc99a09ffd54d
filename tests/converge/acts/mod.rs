//! What people do: every act that writes, with how often it happens. An op without a row
//! here fails a test.

mod assessment;
mod back;
mod bukti;
mod inovasi;
mod lists;
mod merge;
mod submission;

use std::{ops::Deref, path::PathBuf};

use registry::Op;

use super::{deliveries, mishaps, script::Dice, world::World};
use crate::kit::Laptop;

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

/// One row: how often, what, and the ops that it is called by in history and settings.
pub struct Act {
    pub weight: usize,
    pub name: &'static str,
    pub ops: &'static [Op],
    pub way: Way,
}

macro_rules! acts {
    ($($weight:literal $way:ident $act:path $(=> $($op:ident)+)?;)*) => {
        pub const ACTS: &[Act] = &[
            $(Act {
                weight: $weight,
                name: stringify!($act),
                ops: &[$($(Op::$op),+)?],
                way: Way::$way($act),
            }),*
        ];
    };
}

acts! {
    6 Person inovasi::register => RegisterInovasi;
    14 Person inovasi::edit => EditInovasi;
    3 Person inovasi::set_member => EditInovasi;
    2 Person inovasi::edit_many => EditManyInovasi;
    2 Person inovasi::remove => RemoveInovasi;
    1 Person inovasi::remove_many => RemoveInovasi;
    3 Person inovasi::restore => RestoreInovasi;
    2 Person inovasi::combine => CombineInovasi;
    2 Person inovasi::decide_duplicate => DecideDuplicate;
    1 Person inovasi::keep_note => KeepNote;
    1 Person inovasi::keep_saved_view => KeepSavedView;
    2 Person inovasi::begin_year => BeginYear;
    2 Person inovasi::close_year => CloseYear;
    3 Person inovasi::open_year => CloseYear;
    4 Person inovasi::propose => ProposeInovasi;
    2 Person inovasi::withdraw => WithdrawInovasi;
    2 Person inovasi::accept_review => AcceptReview;
    2 Person inovasi::import_form => ImportWorkbook;
    2 Person inovasi::import_recap => ImportWorkbook;
    2 Person lists::register_penghargaan => RegisterPenghargaan;
    2 Person lists::edit_penghargaan => EditPenghargaan;
    1 Person lists::remove_penghargaan => RemovePenghargaan;
    1 Person lists::attach_penghargaan => AttachBukti;
    1 Person lists::detach_penghargaan => DetachBukti;
    2 Person lists::register_perangkat_daerah => RegisterPerangkatDaerah;
    1 Person lists::adopt_perangkat_daerah => RegisterPerangkatDaerah;
    2 Person lists::edit_perangkat_daerah => EditPerangkatDaerah;
    1 Person lists::remove_perangkat_daerah => RemovePerangkatDaerah;
    9 Person assessment::choose => ChooseParameter;
    2 Person assessment::give_input => GiveInput;
    2 Person assessment::tick_option => TickOption;
    4 Person assessment::give_verdict => GiveVerdict;
    2 Person assessment::give_verdicts => GiveVerdicts;
    2 Person assessment::take_verdict_back => TakeVerdictBack;
    3 Person assessment::move_answers => MoveAnswers;
    1 Person assessment::set_role => SetRole;
    2 Person assessment::import_pack => ImportPack;
    2 Person assessment::correct_pack => CorrectPack;
    2 Person assessment::remove_pack => RemovePack;
    6 Person bukti::attach => AttachBukti;
    3 Person bukti::edit => EditBukti;
    2 Person bukti::clean => CleanBukti;
    3 Person bukti::link => LinkBukti;
    2 Person bukti::detach => DetachBukti;
    2 Person bukti::mend => MendBukti;
    1 Person bukti::look => LookAtBukti;
    8 Person merge::undo => Undo;
    8 Person back::there_and_back => Undo Redo;
    6 Person merge::redo => Redo;
    8 Person merge::resolve_conflict => ResolveConflict;
    3 Person merge::restore_value => RestoreValue;
    2 Person merge::import_registry => ImportRegistry;
    1 Person merge::example => LoadExample RemoveExample;
    1 Person merge::set_person => SetPerson;
    4 Person merge::confirm_losses => ConfirmLosses;
    2 Person merge::make_backup => MakeBackup;
    1 Person merge::set_backup_place => SetBackupPlace;
    2 Person merge::rebuild_tables => RebuildTables;
    3 Person merge::restore_backup => RestoreBackup;
    1 Person submission::apply_scenario => ApplyScenario;
    1 Person submission::keep_scenario => KeepScenario;
    2 Person submission::keep_snapshot => KeepSnapshot;
    2 Person submission::edit_snapshot => EditSnapshot;
    1 Person submission::send => SendSubmission;
    2 Person submission::reopen => ReopenSubmission;
    2 Person submission::set_official => SetOfficial;
    1 Person submission::set_official_parameter => SetOfficialParameter;
    1 Person submission::import_official => ImportOfficial;
    3 Person submission::tick_portal => TickPortal;
    1 Person submission::skip_portal => SkipPortal;
    1 Person submission::reopen_portal => ReopenPortal;
    2 Person submission::turn_portal => TurnPortal;
    2 Person submission::edit_office => EditOffice;
    2 Person submission::set_signer => SetSigner;
    1 Person submission::give_template => GiveTemplate;
    3 Person submission::remove_template => RemoveTemplate;
    1 Person submission::apply_best => ApplyBest;
    1 Person submission::pin_inovasi => PinInovasi;
    5 World mishaps::set_clock;
    3 World mishaps::restart;
    2 World mishaps::crash;
    3 World mishaps::image;
    2 World mishaps::put_image_back;
    3 World mishaps::put_database_back;
    3 World mishaps::lose_act;
    1 World mishaps::copy_folder_to_a_laptop => StartRegistry;
    1 World mishaps::copy_registry;
    24 World deliveries::pack;
    40 World deliveries::accept => AcceptParcel;
    2 World deliveries::accept_old => AcceptParcel;
    1 World deliveries::lose;
    1 World deliveries::accept_torn;
    3 World deliveries::meet;
}

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
