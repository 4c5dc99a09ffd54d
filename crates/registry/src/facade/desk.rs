//! The registry itself: opening, settings, health, places. One line per verb; the verbs are in their rooms.

use std::path::Path;

use crate::{
    Env, LaidUpdate, Registry, Result, Start,
    bukti::{fit, photo},
    core::{
        backup::{self, Due},
        doctor, loss, open, places, update,
    },
    merge::{person, rebuild, settings},
    progress::Watch,
    view::*,
};

impl Registry {
    /// Makes a registry in a folder that holds none.
    ///
    /// # Errors
    /// There is one already; the name is empty; the code is not one; the folder
    /// cannot be written. Then no registry has been made.
    pub fn start(folder: &Path, start: &Start, env: Box<dyn Env>) -> Result<Registry> {
        open::start(folder, start, env).map(|core| Registry { core })
    }

    /// Opens a registry to read and write.
    ///
    /// # Errors
    /// There is none, it is in use elsewhere, of a newer format, not ours, or
    /// damaged without a backup (then it is set aside, not deleted).
    pub fn open(folder: &Path, env: Box<dyn Env>) -> Result<Registry> {
        let core = open::open(folder, env)?;
        backup::keep_up(&core, Due::Behind);
        Ok(Registry { core })
    }

    /// Opens a registry to read; the window may stay open beside it.
    ///
    /// # Errors
    /// There is none, it is of a newer format that cannot be read, not ours, or damaged.
    pub fn open_to_read(folder: &Path, env: Box<dyn Env>) -> Result<Registry> {
        open::open_to_read(folder, env).map(|core| Registry { core })
    }

    /// The registry as the shell of the app shows it.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_registry(&self) -> Result<RegistryView> {
        open::show_registry(&self.core)
    }

    /// That a newer program wrote it, so that it can only be looked at.
    pub fn told_newer(&self) -> Option<NoticeView> {
        open::of_newer(&self.core)
    }

    /// What an update would do to this program. Nothing is changed.
    ///
    /// # Errors
    /// It is none, or not one that is trusted; it is for another system or way of
    /// installing; it is not newer.
    pub fn inspect_update(path: &Path, env: &dyn Env) -> Result<UpdateView> {
        update::inspect_update(path, env)
    }

    /// Backs `registry` up, where there is one, and lays the package of an update ready
    /// that fits this program, proved.
    ///
    /// # Errors
    /// As [`inspect_update`](Self::inspect_update); no backup can be made; the package is
    /// not what was signed; there is no room for it; `watch` stopped it.
    pub fn ready_update(
        path: &Path,
        env: &dyn Env,
        registry: Option<&Registry>,
        watch: &mut dyn Watch,
    ) -> Result<(LaidUpdate, UpdateReadyView)> {
        update::ready_update(path, env, registry.map(|it| &it.core), watch)
    }

    /// Says who works here; history names them from now on.
    ///
    /// # Errors
    /// The name is blank, too long or holds control characters.
    pub fn set_person(&self, person: &str) -> Result<Outcome<RegistryView>> {
        person::set_person(&self.core, person)
    }

    /// Every loss that was ever found here, the oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_losses(&self) -> Result<Vec<LossView>> {
        loss::list_losses(&self.core)
    }

    /// Losses that nobody has confirmed yet, without looking at what lies here.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn unread_losses(&self) -> Result<Vec<LossView>> {
        self.core.read(|reader| loss::unread(&self.core, reader))
    }

    /// Whether something is missing that only opening to write tells and writes down.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn has_untold_loss(&self) -> Result<bool> {
        Ok(self.core.store.has_untold_loss()?)
    }

    /// Writes down that somebody has read what is missing: it is told no more.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn confirm_losses(&self) -> Result<Outcome<RegistryView>> {
        person::confirm_losses(&self.core)
    }

    /// Somebody looks at the registry in a window: a backup is made when he sits down
    /// and anything is in none, later when much is. One that fails is told with the
    /// registry and keeps nobody from his work.
    pub fn keep_backups_up(&self) {
        if self.core.writable().is_ok() {
            backup::keep_up_session(&self.core);
        }
    }

    /// A quiet moment of a window, which comes again and again: where nothing was done
    /// since the one before, what was written is brought together in one file.
    pub fn rest(&self) {
        backup::rest(&self.core);
    }

    /// Brings what was written together in one file, as far as nobody reads.
    pub fn fold_log(&self) {
        self.core.store.fold_log();
    }

    /// The official option lists.
    pub fn show_vocabulary(&self) -> VocabularyView {
        open::show_vocabulary(&self.core)
    }

    /// Regions whose name or kode fits what is typed, the best first.
    pub fn search_wilayah(text: &str) -> Vec<WilayahView> {
        places::search_wilayah(text)
    }

    /// Where and when a photo was taken, as its camera wrote it, and whose it is. The
    /// photo is only looked at; whether its place becomes a koordinat is the officer's choice.
    ///
    /// # Errors
    /// The file is missing, no photo, too large or damaged.
    pub fn read_photo(path: &Path) -> Result<PhotoView> {
        photo::read_photo(path)
    }

    /// Makes a portal copy of any file, a PDF, which stays below so many bytes; without a
    /// size, below the smallest that the rules of the program's year name.
    ///
    /// # Errors
    /// The file cannot be read, or no copy can be made; something stands at `out`; `watch`
    /// stopped it.
    pub fn fit_file(
        path: &Path,
        out: &Path,
        max_bytes: Option<u64>,
        replace: bool,
        watch: &mut dyn Watch,
    ) -> Result<FittedView> {
        fit::fit_file(path, out, max_bytes, replace, watch)
    }

    /// Checks everything, reading every byte of every bukti once. Nothing is
    /// mended or deleted.
    ///
    /// # Errors
    /// The database cannot be read at all.
    pub fn run_doctor(&self, watch: &mut dyn Watch) -> Result<DoctorView> {
        doctor::run_doctor(&self.core, settings::unread, watch)
    }

    /// Makes anew from history whatever does not show it, after a backup; acts that have
    /// changed on the disk are taken from backups that have them whole. Answers the
    /// health check of afterwards.
    ///
    /// # Errors
    /// There is no room for the backup; the database cannot be written.
    pub fn rebuild_tables(&self, watch: &mut dyn Watch) -> Result<Outcome<DoctorView>> {
        rebuild::rebuild_tables(&self.core, watch)
    }
}
