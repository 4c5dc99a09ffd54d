//! Verification: what waits for whom, how long it took, and what was seen when a
//! verdict was given.

use domain::{
    assessment::verification::{Role, State},
    core::id::IndikatorId,
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
        rows: Vec<QueueRow>,
        /// Perangkat daerah of all subjects, to filter by.
        perangkat_daerah: Vec<String>,
        /// Who moved answers or was the last to, to filter by.
        persons: Vec<String>,
        turnaround: TurnaroundView,
    }

    /// How many answers are in one state.
    struct StateCountView {
        state: State,
        n: u32,
        /// Whether answers in this state wait for this role.
        waits: bool,
    }

    /// The answers of one subject on their way.
    struct QueueRow {
        /// `daerah` or `inovasi:<uuid>`.
        subject: String,
        nama: String,
        perangkat_daerah: Option<String>,
        state: State,
        /// Whether it waits for this role.
        waits: bool,
        n_claimed: u32,
        /// Accepted, and nothing has changed since.
        n_standing: u32,
        /// Accepted once; what was seen has changed.
        n_lapsed: u32,
        n_returned: u32,
        /// Never looked at, or not as it was seen.
        n_open: u32,
        /// Claimed skor of the lapsed answers, two places; absent where it cannot be
        /// computed.
        at_risk: Option<String>,
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
        whole: TurnaroundRow,
        persons: Vec<TurnaroundRow>,
    }

    /// How long decisions took, of one verifier or of all.
    struct TurnaroundRow {
        /// Empty for the whole.
        person: String,
        n_disetujui: u32,
        n_dikembalikan: u32,
        /// Hours from diajukan to the decision, one decimal; absent without any.
        median_hours: Option<String>,
        longest_hours: Option<String>,
    }

    /// Every verdict ever given on one answer, oldest first.
    struct ReplayView {
        indikator: IndikatorId,
        verdicts: Vec<ReplayedVerdict>,
        /// What is to be seen today.
        now: SeenView,
    }

    /// One verdict with what was seen then.
    struct ReplayedVerdict {
        stamp: String,
        person: String,
        /// Absent where this program cannot read the verdict.
        role: Option<Role>,
        /// RFC 3339, the writer's clock.
        at: String,
        /// 0: returned; absent: a verdict was taken back.
        parameter: Option<u8>,
        note: String,
        /// The act; absent for one that this program does not know.
        op: Option<Op>,
        /// Whether it is the one that stands in the tables.
        stands: bool,
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
        teks: String,
        input: Vec<ArgView>,
        tick: Vec<String>,
        profile: Vec<ArgView>,
        bukti: Vec<SeenBuktiView>,
    }

    /// A bukti as the verifier saw it.
    struct SeenBuktiView {
        sha256: String,
        nama_berkas: String,
        nomor: Option<String>,
        tanggal: Option<String>,
        tentang: Option<String>,
        pages: Option<String>,
        /// Whether these very bytes are still in the registry.
        present: bool,
    }

    /// What moving many came to.
    struct MoveManyView {
        n_moved: u32,
        /// Those that stayed, each with why.
        stayed: Vec<StayedView>,
    }

    /// One that was not moved.
    struct StayedView {
        id: String,
        nama: String,
        /// Key `error.<reason>` of its sentence.
        reason: String,
        args: Vec<ArgView>,
    }

    /// A value of history as a sentence: key `value.<say>`, filled by `args`.
    struct SaidView {
        say: Say,
        args: Vec<ArgView>,
    }
}

named! {
    /// Sentences about values of history that are no words for people.
    pub enum Say {
        Input = "input",
        Tick = "tick",
        Passage = "passage",
        PassageNoted = "passage_noted",
        VerdictAccepted = "verdict_accepted",
        VerdictAcceptedNoted = "verdict_accepted_noted",
        VerdictReturned = "verdict_returned",
        Pack = "pack",
        Citation = "citation",
    }
}
