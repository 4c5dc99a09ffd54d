//! Answers, verdicts, rules, and what they add up to. One line per verb; the verbs are in their rooms.

use domain::core::id::{InovasiId, Subject};

use std::path::Path;

use crate::{
    Basis, ChooseParameter, CorrectPack, GiveInput, GiveVerdict, OpenedCopy, Registry, Result, SeenAnswer, Selection,
    TickOption, VerificationFilter,
    assessment::{
        beranda::{self, participation},
        choose, findings, input,
        rules::{self, correct, effect, look},
        score,
        verification::{give, move_answers, queue, replay, take_back},
    },
    merge::person,
    view::*,
};

impl Registry {
    /// Gives the number of an indikator. Where it stands for exactly one rung, that
    /// is chosen in the same act; else only the number is recorded and the choice
    /// stays the officer's.
    ///
    /// # Errors
    /// The subject, indikator or input does not exist, the text is no number or may
    /// be two, the year is closed. Nothing is recorded then.
    pub fn give_input(&self, req: &GiveInput) -> Result<Outcome<AssessmentView>> {
        input::give::give_input(&self.core, req)
    }

    /// Says that the bukti show something that a check counts, or takes that back.
    ///
    /// # Errors
    /// The subject, indikator or option does not exist, or the year is closed.
    pub fn tick_option(&self, req: &TickOption) -> Result<Outcome<AssessmentView>> {
        input::tick::tick_option(&self.core, req)
    }

    /// Works a number out of two as they were typed; records nothing.
    ///
    /// # Errors
    /// A number or a date cannot be read, or nothing comes of them.
    pub fn work_out(how: &str, first: &str, second: &str) -> Result<WorkedOutView> {
        input::work_out::work_out(how, first, second)
    }

    /// Says who works here in the work of this registry: a setting of this copy, which
    /// history names with verdicts and moves. Accountability, not access control.
    ///
    /// # Errors
    /// There is no such role.
    pub fn set_role(&self, role: &str) -> Result<Outcome<RegistryView>> {
        person::set_role(&self.core, role)
    }

    /// Accepts an answer, at the claimed parameter or below, or returns it with a
    /// note. The verdict holds all that was to be seen in this very transaction.
    ///
    /// # Errors
    /// This copy's role is not that of a verifier; nothing is claimed, or less than is
    /// accepted; a return has no note; the answer is not as the screen showed it; more is
    /// accepted than the bukti support and it is not said to be meant; nobody has said who
    /// works here; the year is closed. Nothing is recorded then.
    pub fn give_verdict(&self, req: &GiveVerdict) -> Result<Outcome<AssessmentView>> {
        give::give_verdict(&self.core, req)
    }

    /// Accepts in one act every answer of a subject that no verdict stands on and
    /// whose bukti support all that is claimed.
    ///
    /// # Errors
    /// As [`Registry::give_verdict`]; there is no such answer. With `seen`, also when
    /// one of them was not among what the screen showed.
    pub fn give_verdicts(
        &self,
        subject: Subject,
        instrument: &str,
        seen: Option<&[SeenAnswer]>,
    ) -> Result<Outcome<AssessmentView>> {
        give::give_verdicts(&self.core, subject, instrument, seen)
    }

    /// Takes the verdict on an answer back; history keeps that it was given.
    ///
    /// # Errors
    /// There is none; this copy's role is not that of a verifier; nobody has said who works
    /// here; the year is closed.
    pub fn take_verdict_back(
        &self,
        subject: Subject,
        instrument: &str,
        indikator: &str,
    ) -> Result<Outcome<AssessmentView>> {
        take_back::take_verdict_back(&self.core, subject, instrument, indikator)
    }

    /// Moves the answers of a subject on their way from `draf` to `terkirim`, or back.
    /// Submitting what something still blocks is allowed; the findings say so. Approving
    /// while answers are open needs `meant`: whoever moves them was told which.
    ///
    /// # Errors
    /// There is no such move from where they lie, this copy's role does not make it,
    /// a return has no note, answers are open and it is not said to be meant, nobody has
    /// said who works here, or the year is closed.
    pub fn move_answers(
        &self,
        subject: Subject,
        instrument: &str,
        to: &str,
        note: &str,
        meant: bool,
    ) -> Result<Outcome<AssessmentView>> {
        move_answers::move_answers(&self.core, subject, instrument, to, note, meant)
    }

    /// Moves the answers of many inovasi in one act. Those that cannot be moved stay
    /// where they are, each told by name with why; so does what has open answers and would
    /// be approved, since nobody can mean that of many at once.
    ///
    /// # Errors
    /// There is no such state or inovasi; the year is closed.
    pub fn move_many_answers(
        &self,
        selection: &Selection,
        instrument: &str,
        to: &str,
        note: &str,
    ) -> Result<Outcome<MoveManyView>> {
        move_answers::move_many_answers(&self.core, selection, instrument, to, note)
    }

    /// The most severe findings of the registry, at most `limit`, and how many
    /// there are.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_findings(&self, limit: usize) -> Result<FindingsView> {
        findings::show_findings(&self.core, limit)
    }

    /// Findings of the whole registry, the most severe first: the region's, then
    /// each inovasi's.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list_findings(&self) -> Result<Vec<FindingView>> {
        findings::list_findings(&self.core)
    }

    /// Findings of one inovasi, or of the region for `daerah`.
    ///
    /// # Errors
    /// There is no such subject.
    pub fn findings_of(&self, subject: Subject) -> Result<Vec<FindingView>> {
        findings::findings_of(&self.core, subject)
    }

    /// Chooses a parameter for one indikator. THE SPECIMEN: load → decide →
    /// record → show, in one transaction, with one answer.
    ///
    /// # Errors
    /// The subject, indikator, parameter or variant does not exist; nothing is
    /// recorded then.
    pub fn choose_parameter(&self, req: &ChooseParameter) -> Result<Outcome<AssessmentView>> {
        choose::choose_parameter(&self.core, req)
    }

    /// The answers of one subject.
    ///
    /// # Errors
    /// The subject or the instrument does not exist.
    pub fn show_assessment(&self, subject: Subject, instrument: &str) -> Result<AssessmentView> {
        choose::show_assessment(&self.core, subject, instrument)
    }

    /// The region's standing on one basis.
    ///
    /// # Errors
    /// The instrument does not exist.
    pub fn score(&self, instrument: &str, basis: Basis) -> Result<ScoreView> {
        score::score(&self.core, instrument, basis)
    }

    /// The region's standing on every basis.
    ///
    /// # Errors
    /// The instrument does not exist.
    pub fn standing(&self, instrument: &str) -> Result<StandingView> {
        score::standing(&self.core, instrument)
    }

    /// Why the index is what it is, down to each bobot × parameter. The lines of
    /// each inovasi are told up to 300 inovasi, the inovasi up to
    /// 3,000; their own worksheets tell the rest.
    ///
    /// # Errors
    /// The instrument or the basis does not exist.
    pub fn explain_standing(&self, instrument: &str, basis: &str) -> Result<ExplainView> {
        score::explain_standing(&self.core, instrument, basis)
    }

    /// Where the region stands on every basis, what is missing, who takes part and
    /// what was done lately.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_beranda(&self) -> Result<BerandaView> {
        beranda::show_beranda(&self.core)
    }

    /// Inovasi and the region on their way from `draf` to `terkirim`, what waits for
    /// this role first and the longest first, and how long verifiers took. Under the
    /// instrument that the screens use; what is neither proposed nor moved is no part.
    ///
    /// # Errors
    /// The state is not one; the database cannot be read.
    pub fn show_verification(&self, filter: &VerificationFilter) -> Result<VerificationView> {
        queue::show_verification(&self.core, filter)
    }

    /// Every verdict ever given on an answer, oldest first, with what was seen then
    /// and how it differs from the one before and from today.
    ///
    /// # Errors
    /// The subject, instrument or indikator does not exist.
    pub fn replay_verdict(&self, subject: Subject, instrument: &str, indikator: &str) -> Result<ReplayView> {
        replay::replay_verdict(&self.core, subject, instrument, indikator)
    }

    /// Copies the very bytes that a verdict saw into a folder from which a program of
    /// the system may open them, also where the bukti has been detached since.
    ///
    /// # Errors
    /// The bytes are not here; the folder cannot be written.
    pub fn open_seen(&self, sha256: &str, nama_berkas: &str, folder: &Path) -> Result<OpenedCopy> {
        replay::open_seen(&self.core, sha256, nama_berkas, folder)
    }

    /// What would change under other rules: the answers under the current
    /// instrument carried over, and the standing before and after on every basis.
    /// Answers that stand under the other instrument already are taken as they are.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn show_effect(&self, instrument: &str) -> Result<EffectView> {
        effect::show_effect(&self.core, instrument)
    }

    /// What a pack from outside is and what it would change. Nothing is recorded.
    ///
    /// # Errors
    /// It is no pack, unsafe, or beyond the limits; the disk refuses.
    pub fn inspect_pack(&self, path: &Path) -> Result<PackLookView> {
        rules::import::inspect_pack(&self.core, path)
    }

    /// Takes a pack in: as a new version of the rules of its id, or as a new
    /// instrument.
    ///
    /// # Errors
    /// It is no pack or a faulty one; no reason is given; it says what is here
    /// already. Nothing is recorded then.
    pub fn import_pack(&self, path: &Path, alasan: &str) -> Result<Outcome<InstrumentsView>> {
        rules::import::import_pack(&self.core, path, alasan)
    }

    /// Gives the embedded rules of an id back, or takes an own instrument out.
    ///
    /// # Errors
    /// There is no pack of that id; it is an own instrument that somebody works
    /// under.
    pub fn remove_pack(&self, instrument: &str) -> Result<Outcome<InstrumentsView>> {
        rules::remove::remove_pack(&self.core, instrument)
    }

    /// Writes the rules that hold here into a file that another laptop reads: a
    /// zip, or one text where the path ends in `.json`.
    ///
    /// # Errors
    /// There is no such instrument; something stands there and `replace` is not said;
    /// the disk refuses. Then no file has appeared.
    pub fn export_pack(&self, instrument: &str, out: &Path, replace: bool) -> Result<PackReceipt> {
        rules::export::export_pack(&self.core, instrument, out, replace)
    }

    /// A free path in a folder for the rules of an instrument.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn suggest_pack_path(&self, folder: &Path, instrument: &str) -> Result<String> {
        rules::export::suggest_pack_path(&self.core, folder, instrument)
    }

    /// What corrections would come to. Nothing is recorded.
    ///
    /// # Errors
    /// There is no such instrument, indikator or fact; a value cannot stand.
    pub fn inspect_correction(&self, req: &CorrectPack) -> Result<PackLookView> {
        correct::inspect_correction(&self.core, req)
    }

    /// Corrects facts of an instrument: a new version of its rules here, or of a
    /// copy under an id of its own. The answers stay.
    ///
    /// # Errors
    /// As [`Registry::inspect_correction`]; the result makes no instrument; no
    /// reason is given. Nothing is recorded then.
    pub fn correct_pack(&self, req: &CorrectPack) -> Result<Outcome<InstrumentsView>> {
        correct::correct_pack(&self.core, req)
    }

    /// Every instrument, the latest year first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_instruments(&self) -> Result<InstrumentsView> {
        look::show_instruments(&self.core)
    }

    /// Everything that the rules of one instrument say, with sources.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn show_pack(&self, instrument: &str) -> Result<PackView> {
        look::show_pack(&self.core, instrument)
    }

    /// What changed from one instrument to another.
    ///
    /// # Errors
    /// There is no such instrument.
    pub fn compare_instruments(&self, before: &str, after: &str) -> Result<InstrumentCompareView> {
        look::compare_instruments(&self.core, before, after)
    }

    /// Who made which version of the rules of an id, and why, the newest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn show_pack_versions(&self, instrument: &str) -> Result<Vec<PackVersionView>> {
        look::show_pack_versions(&self.core, instrument)
    }

    /// Every perangkat daerah with its inovasi, its answers and its kematangan on
    /// every basis; also the bodies of the list that have none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn standing_by_perangkat_daerah(&self) -> Result<BodiesStandingView> {
        participation::standing_by_perangkat_daerah(&self.core)
    }

    /// Why the scores of one perangkat daerah are what they are: its inovasi with
    /// their kematangan on every basis. An empty name means those that name none.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn standing_of_perangkat_daerah(&self, nama: &str) -> Result<BodyInovasiView> {
        participation::standing_of_perangkat_daerah(&self.core, nama)
    }

    /// Skor of one inovasi on a basis, two places; for the command line. None where
    /// it cannot be computed.
    ///
    /// # Errors
    /// There is no such inovasi or instrument.
    pub fn skor_of(
        &self,
        id: InovasiId,
        instrument: &str,
        basis: domain::assessment::score::Basis,
    ) -> Result<Option<String>> {
        score::skor_of(&self.core, id, instrument, basis)
    }
}
