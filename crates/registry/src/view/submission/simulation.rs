//! What if: standings of today and as simulated, side by side.

use domain::core::id::InovasiId;
use domain::{assessment::score::Basis, core::id::InstrumentId, named};
use serde::Serialize;

use crate::view::{ArgView, ScoreView, view};

view! {
    /// Today beside what would be, on every basis.
    struct SimulationView {
        /// What both standings are scored by.
        instrument: InstrumentId,
        /// One for each basis, from claimed to verified.
        basis: Vec<SimulatedBasis>,
        /// In the order asked, with what each brings.
        changes: Vec<SimulatedChange>,
        /// Every inovasi, by name, as the simulation has it.
        inovasi: Vec<SimulatedInovasi>,
        /// Whether it can be applied: everything fits, under the region's own rules.
        /// Inovasi that do not exist yet are left out then.
        applicable: bool,
        /// Changes that cannot be applied: another year, inovasi that do not exist
        /// yet, or what is no longer there.
        n_kept_out: u32,
    }

    /// Today and the simulation on one basis.
    struct SimulatedBasis {
        /// Which of the three skor of an answer counts.
        basis: Basis,
        /// Today.
        now: ScoreView,
        /// With everything that was asked.
        then: ScoreView,
        /// What the index and the total gain; absent where one of them cannot be
        /// computed.
        gain_iid: Option<String>,
        /// Points of the total, four places.
        gain_total: Option<String>,
        /// The next predikat above the simulated index, and how far it is.
        next_predikat: Option<String>,
        /// Points of the index that are missing, two places.
        to_next: Option<String>,
        /// What the standing is made of, row by row.
        rows: Vec<ComponentRow>,
    }

    /// One component of a standing: today, simulated, difference.
    struct ComponentRow {
        /// Which component.
        key: Component,
        /// Today; a count, or a decimal with two places.
        now: Option<String>,
        /// As simulated; absent where it cannot be computed.
        then: Option<String>,
        /// The second less the first, with its sign when below 0.
        difference: Option<String>,
    }

    /// One change that was asked about.
    struct SimulatedChange {
        /// The sentence `simulation.<kind>`, filled by `args`.
        kind: ChangeKind,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
        /// Whether what it names is there.
        fits: bool,
        /// What the index gains by it beside all the others, on each basis.
        gain_iid: Vec<Option<String>>,
    }

    /// One inovasi, today and in the simulation.
    struct SimulatedInovasi {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Slug of the urusan; its name is in the vocabulary.
        urusan_utama: Option<String>,
        /// Today, and as simulated.
        proposed: bool,
        /// Whether it would be sent.
        sent: bool,
        /// Kematangan today and as simulated, on each basis.
        now: Vec<Option<String>>,
        /// See `now`.
        then: Vec<Option<String>>,
        /// Whether an answer of it is changed.
        changed: bool,
    }

    /// The scenarios that are kept, by name.
    struct ScenariosView {
        /// Of this copy alone.
        scenarios: Vec<ScenarioView>,
    }

    /// A simulation kept by name.
    struct ScenarioView {
        /// Each once; keeping another under it replaces this one.
        nama: String,
        /// What it changes, as the JSON that `simulate` takes.
        state: String,
        /// Differences from today that it holds.
        n_change: u32,
    }

    /// What applying a scenario wrote.
    struct AppliedView {
        /// Inovasi that are proposed now and were not.
        n_proposed: u32,
        /// Inovasi that were proposed and no longer are.
        n_withdrawn: u32,
        /// Answers that have another parameter now.
        n_chosen: u32,
        /// Changes that cannot be applied and were left out.
        n_kept_out: u32,
    }
}

named! {
    /// What a simulation changes.
    #[derive(Default)]
    pub enum ChangeKind {
        /// An inovasi is sent.
        #[default]
        Send = "send",
        /// An inovasi is not sent.
        KeepBack = "keep_back",
        /// Another parameter is chosen.
        Choose = "choose",
        /// An inovasi that does not exist yet.
        New = "new",
    }
}

named! {
    /// What a standing is made of, in the order of a table.
    pub enum Component {
        /// Skor of the region's own answers.
        Spd = "spd",
        /// Inovasi that are sent.
        NInovasi = "n_inovasi",
        /// What the sum of the kematangan is divided by.
        Divisor = "divisor",
        /// Sum of the kematangan over the divisor.
        RataKematangan = "rata_kematangan",
        /// Urusan dasar that are covered.
        UrusanDasar = "urusan_dasar",
        /// Skor for the number of inovasi, behind the gate.
        SkorJumlahInovasi = "skor_jumlah_inovasi",
        /// Average kematangan and count skor together.
        SkorSid = "skor_sid",
        /// Of region and inovasi together.
        SkorTotal = "skor_total",
        /// The total as a percentage of the highest reachable.
        Iid = "iid",
        /// Divisor minus inovasi, where that is above 0.
        KursiKosong = "kursi_kosong",
    }
}
