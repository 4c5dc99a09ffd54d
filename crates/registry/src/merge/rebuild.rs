//! Making the tables anew from history, where they show something else.

use domain::core::notice::NoticeCode;

use crate::{
    core::{
        backup, doctor::run_doctor, env::file_stamp, error::Result, op::Op, open::arg, progress::Watch, registry::Core,
    },
    merge::settings::unread,
    show::finding::{Findings, outcome},
    view::{DoctorView, NoticeView, Outcome},
};

/// Makes anew from history whatever does not show it, in one act that leaves no history:
/// after a backup of what stands, with acts that have changed on the disk taken from
/// backups that have them whole. Answers how it is then.
///
/// # Errors
/// There is no room for the backup; the database cannot be written. Nothing is changed then.
pub(crate) fn rebuild_tables(core: &Core, watch: &mut dyn Watch) -> Result<Outcome<DoctorView>> {
    // Which acts have changed is learnt by checking.
    run_doctor(core, unread, watch)?;
    let here = core.store.backups();
    let place = core.read(backup::place)?;
    let there = place.iter().flat_map(|it| store::list_backups(&it.folder));
    let sound = here.into_iter().chain(there).filter(|it| backup::is_sound(core, it));
    let backups: Vec<store::Backup> = sound.filter_map(|it| store::Backup::open(&it.path).ok()).collect();
    core.store.back_up(&file_stamp(core.env.now_ms()))?;
    let n_mended = core.write(Op::RebuildTables, |pen| pen.rebuild(&backups))?;
    let mut view = run_doctor(core, unread, watch)?;
    if n_mended > 0 {
        view.remarks.push(NoticeView { code: NoticeCode::ActsMended, args: vec![arg("n", n_mended)] });
    }
    Ok(outcome(Op::RebuildTables, view, Findings::default()))
}
