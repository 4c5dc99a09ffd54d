//! Verification: what waits for whom, how long it took, and what was seen when a
//! verdict was given.

use domain::core::id::{InovasiId, Subject};
use domain::{
    assessment::verification::{Role, State},
    core::{id::IndikatorId, reason::Reason},
    named,
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{ArgView, SeenChangeView, view};

view! {
    /// What lies where on its way out, what waits for this role first.
    struct VerificationView {
        /// Who somebody is on this copy.
        role: Role,
        /// How many subjects wait for this role, whatever the filter.
        n_waiting: u32,
        /// Every state, with how many subjects fit the rest of the filter.
        states: Vec<StateCountView>,
        /// Subjects that fit the filter.
        total: u32,
        /// The window that was asked for.
        rows: Vec<QueueRow>,
        /// Perangkat daerah of all subjects, to filter by.
        perangkat_daerah: Vec<String>,
        /// Who moved answers or was the last to, to filter by.
        persons: Vec<String>,
        /// Of all subjects, whatever the filter.
        turnaround: TurnaroundView,
    }

    /// How many answers are in one state.
    struct StateCountView {
        /// Where they lie.
        state: State,
        /// Subjects that fit the rest of the filter.
        n: u32,
        /// Whether answers in this state wait for this role.
        waits: bool,
    }

    /// The answers of one subject on their way.
    struct QueueRow {
        /// `daerah` or `inovasi:<uuid>`.
        subject: Subject,
        /// Of the inovasi or of the region.
        nama: String,
        /// As the list names it today; absent for the region.
        perangkat_daerah: Option<String>,
        /// Where its answers lie.
        state: State,
        /// Whether it waits for this role.
        waits: bool,
        /// Answers with a parameter above 0.
        n_claimed: u32,
        /// Accepted, and nothing has changed since.
        n_standing: u32,
        /// Accepted once; what was seen has changed.
        n_lapsed: u32,
        /// Answers that a verifier returned and nobody has changed since.
        n_returned: u32,
        /// Never looked at, or not as it was seen.
        n_open: u32,
        /// Claimed skor of the lapsed answers, two places; absent where it cannot be
        /// computed.
        at_risk: Option<String>,
        /// Findings by which a submission would be refused or score nothing.
        n_blocking: u32,
        /// Since when the answers lie there, RFC 3339; absent where nobody has moved
        /// them.
        since: Option<String>,
        /// Who moved them last.
        person: Option<String>,
        /// Who gave verdicts on them: whose queue they are in.
        verifiers: Vec<String>,
        /// What was written with the last move.
        note: String,
    }

    /// How long answers lay with verifiers.
    struct TurnaroundView {
        /// Of all verifiers together.
        whole: TurnaroundRow,
        /// Each verifier, by name.
        persons: Vec<TurnaroundRow>,
    }

    /// How long decisions took, of one verifier or of all.
    struct TurnaroundRow {
        /// Empty for the whole.
        person: String,
        /// Times that answers were approved.
        n_disetujui: u32,
        /// Times that answers were returned.
        n_dikembalikan: u32,
        /// Hours from diajukan to the decision, one decimal; absent without any.
        median_hours: Option<String>,
        /// The same of the one that took longest.
        longest_hours: Option<String>,
    }

    /// Every verdict ever given on one answer, oldest first.
    struct ReplayView {
        /// Whose answer it is.
        indikator: IndikatorId,
        /// Those that lapsed, and those taken back, too.
        verdicts: Vec<ReplayedVerdict>,
        /// What is to be seen today.
        now: SeenView,
    }

    /// One verdict with what was seen then.
    struct ReplayedVerdict {
        /// Of the change that wrote it.
        stamp: String,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// Absent where this program cannot read the verdict.
        role: Option<Role>,
        /// RFC 3339, the writer's clock.
        at: String,
        /// 0: returned; absent: a verdict was taken back.
        parameter: Option<u8>,
        /// What was to be done; empty: nothing was written.
        note: String,
        /// The act; absent for one that this program does not know.
        op: Option<Op>,
        /// Whether it is the one that stands in the tables.
        stands: bool,
        /// Absent with a verdict taken back, or one that cannot be read.
        seen: Option<SeenView>,
        /// How what was seen differs from what the verdict before saw.
        since_before: Vec<SeenChangeView>,
        /// How it differs from what is to be seen today.
        until_now: Vec<SeenChangeView>,
    }

    /// What was to be seen of one answer.
    struct SeenView {
        /// Rung and measuring basis; empty: none.
        choice: String,
        /// The rung as the instrument printed it then.
        teks: String,
        /// Numbers given, each by its input's id.
        input: Vec<ArgView>,
        /// Ids of what was ticked.
        tick: Vec<String>,
        /// Fields of the profile that the checks read, by name.
        profile: Vec<ArgView>,
        /// In the order they were linked.
        bukti: Vec<SeenBuktiView>,
    }

    /// A bukti as the verifier saw it.
    struct SeenBuktiView {
        /// Of its bytes, lower-case hex.
        sha256: String,
        /// The name the officer's file had: untrusted text.
        nama_berkas: String,
        /// Number of the document.
        nomor: Option<String>,
        /// Date of the document, ISO, possibly only year or month.
        tanggal: Option<String>,
        /// What the document is about.
        tentang: Option<String>,
        /// What kind of document it was said to be: an option of the list
        /// `jenis_dokumen`.
        jenis_dokumen: Option<String>,
        /// Pages that support the answer, in the officer's words.
        pages: Option<String>,
        /// Whether these very bytes are still in the registry.
        present: bool,
    }

    /// What moving many came to.
    struct MoveManyView {
        /// Subjects whose answers lie elsewhere now.
        n_moved: u32,
        /// Those that stayed, each with why.
        stayed: Vec<StayedView>,
    }

    /// One that was not moved.
    struct StayedView {
        /// UUID of the inovasi.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Why it stayed; picks the sentence `error.<reason>`.
        reason: Reason,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
    }

    /// A value of history as a sentence: key `value.<say>`, filled by `args`.
    struct SaidView {
        /// Which sentence.
        say: Say,
        /// Values that fill it.
        args: Vec<ArgView>,
    }
}

named! {
    /// Sentences about values of history that are no words for people.
    pub enum Say {
        /// A number that was given.
        Input = "input",
        /// Something was ticked.
        Tick = "tick",
        /// Answers came to a state.
        Passage = "passage",
        /// The same with a note.
        PassageNoted = "passage_noted",
        /// An answer was accepted at a rung.
        VerdictAccepted = "verdict_accepted",
        /// The same with a note.
        VerdictAcceptedNoted = "verdict_accepted_noted",
        /// An answer was returned, with what has to be done.
        VerdictReturned = "verdict_returned",
        /// A version of rules, by its number and its reason.
        Pack = "pack",
        /// A field of the portal was entered.
        PortalEntered = "portal_entered",
        /// A field of the portal was left, for a reason.
        PortalSkipped = "portal_skipped",
        /// What an office has made public: how many parts, and which.
        Public = "public",
        /// What published sources say of an answer.
        Citation = "citation",
        /// A bukti supports an answer.
        BuktiLinked = "bukti_linked",
        /// The same with the pages that do.
        BuktiLinkedPages = "bukti_linked_pages",
        /// A bukti no longer supports it.
        BuktiDetached = "bukti_detached",
        /// A bukti was taken out with the act that brought it.
        BuktiRemoved = "bukti_removed",
        /// And brought back.
        BuktiRestored = "bukti_restored",
    }
}
