//! What if: standings of today and as simulated, side by side.

use domain::{assessment::score::Basis, core::id::InstrumentId, named};
use serde::Serialize;

use crate::view::{ArgView, ScoreView, view};

view! {
    /// Today beside what would be, on every basis.
    struct SimulationView {
        instrument: InstrumentId,
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

    struct SimulatedBasis {
        basis: Basis,
        now: ScoreView,
        then: ScoreView,
        /// What the index and the total gain; absent where one of them cannot be
        /// computed.
        gain_iid: Option<String>,
        gain_total: Option<String>,
        /// The next predikat above the simulated index, and how far it is.
        next_predikat: Option<String>,
        to_next: Option<String>,
        rows: Vec<ComponentRow>,
    }

    /// One component of a standing: today, simulated, difference.
    struct ComponentRow {
        key: Component,
        now: Option<String>,
        then: Option<String>,
        difference: Option<String>,
    }

    struct SimulatedChange {
        /// The sentence `simulation.<kind>`, filled by `args`.
        kind: ChangeKind,
        args: Vec<ArgView>,
        /// Whether what it names is there.
        fits: bool,
        /// What the index gains by it beside all the others, on each basis.
        gain_iid: Vec<Option<String>>,
    }

    struct SimulatedInovasi {
        id: String,
        nama: String,
        urusan_utama: Option<String>,
        /// Today, and as simulated.
        proposed: bool,
        sent: bool,
        /// Kematangan today and as simulated, on each basis.
        now: Vec<Option<String>>,
        then: Vec<Option<String>>,
        /// Whether an answer of it is changed.
        changed: bool,
    }

    /// The scenarios that are kept, by name.
    struct ScenariosView { scenarios: Vec<ScenarioView> }

    struct ScenarioView {
        nama: String,
        /// What it changes, as the JSON that `simulate` takes.
        state: String,
        n_change: u32,
    }

    /// What applying a scenario wrote.
    struct AppliedView {
        n_proposed: u32,
        n_withdrawn: u32,
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
        Spd = "spd",
        NInovasi = "n_inovasi",
        Divisor = "divisor",
        RataKematangan = "rata_kematangan",
        UrusanDasar = "urusan_dasar",
        SkorJumlahInovasi = "skor_jumlah_inovasi",
        SkorSid = "skor_sid",
        SkorTotal = "skor_total",
        Iid = "iid",
        KursiKosong = "kursi_kosong",
    }
}
