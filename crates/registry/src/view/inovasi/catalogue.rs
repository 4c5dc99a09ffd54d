//! The catalogue at any size: windows, filters with counts, saved views.

use domain::core::id::InovasiId;
use domain::{assessment::verification::State, named};
use serde::Serialize;

use crate::view::view;

view! {
    /// One row of the catalogue.
    struct InovasiRow {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// The name in full, where `nama` is an abbreviation.
        kepanjangan: Option<String>,
        /// As the list of perangkat daerah names it today.
        perangkat_daerah: Option<String>,
        /// Slug of the urusan; its name is in the vocabulary.
        urusan_utama: Option<String>,
        /// Id of the option: how far it has come.
        tahapan: Option<String>,
        /// Id of the option: digital or non digital.
        jenis: Option<String>,
        /// Id of the option: which of the three bentuk of PP 38/2017.
        bentuk: Option<String>,
        /// Id of the option: who first proposed it.
        inisiator: Option<String>,
        /// ISO, possibly only year or month: when the trial began.
        waktu_uji_coba: Option<String>,
        /// ISO, possibly only year or month: when it was first applied.
        waktu_penerapan: Option<String>,
        /// ISO, possibly only year or month: when it was last developed further.
        waktu_pengembangan: Option<String>,
        /// Kematangan as chosen, two places; absent where that year's rules do not
        /// tell.
        claimed: Option<String>,
        /// Kematangan that the bukti support, two places.
        supported: Option<String>,
        /// Kematangan that verifiers accepted, two places.
        verified: Option<String>,
        /// Kematangan that the ministry verified, two places; absent: nobody has said.
        official: Option<String>,
        /// Indikator with a parameter chosen.
        n_chosen: u32,
        /// Findings by which a submission would be refused or score nothing.
        n_blocking: u32,
        /// Findings that should be mended before a submission.
        n_warning: u32,
        /// Fields in conflict, of it and of its bukti.
        n_conflict: u32,
        /// Bukti that support its answers, each once.
        n_bukti: u32,
        /// Whether it came with the example catalogue.
        contoh: bool,
        /// Whether it is proposed under the current instrument.
        proposed: bool,
        /// Where its answers lie.
        verification: State,
        /// RFC 3339: when it was last changed, by the clock of whoever did.
        touched_at: Option<String>,
        /// Where the searched words stand; empty without a search.
        hits: Vec<HitView>,
    }

    /// A piece of text with the searched words marked.
    struct HitView {
        /// Field of the profile, or `bukti`.
        field: String,
        /// The piece where they stand, shortened.
        text: String,
        /// Where in `text`, in order; they do not overlap.
        marks: Vec<MarkView>,
    }

    /// From `start` up to `end`, in UTF-16 units of the text.
    struct MarkView {
        /// The first unit that is marked.
        start: u32,
        /// The first unit behind it.
        end: u32,
    }

    /// A window onto the catalogue.
    struct InovasiPage {
        /// Inovasi that fit, beyond the window too.
        total: u32,
        /// More than `total` fit; counting further would take too long.
        at_least: bool,
        /// Rows before the first one here.
        offset: u32,
        /// The window, in the order that was asked for.
        rows: Vec<InovasiRow>,
    }

    /// How many inovasi each choice of each filter would leave, given the others.
    struct FacetsView {
        /// Inovasi that fit all filters together.
        total: u32,
        /// Every facet, in the order of [`Facet`].
        facets: Vec<FacetView>,
        /// Lowest and highest kematangan among what fits, two places.
        claimed: Vec<String>,
        /// The same on the supported basis.
        supported: Vec<String>,
        /// The same on the verified basis.
        verified: Vec<String>,
        /// The same of what the ministry verified.
        official: Vec<String>,
    }

    /// What a list can be narrowed by, with its choices.
    struct FacetView {
        /// Which property.
        facet: Facet,
        /// Every value that an inovasi has, and those that are chosen.
        choices: Vec<FacetChoice>,
    }

    /// One value of a facet and how many have it.
    struct FacetChoice {
        /// By the facet: what people wrote (a body of the region, a year; empty: blank),
        /// an option of a list, an instrument, a [`LineState`], a code of a finding or a
        /// [`State`]. Text, since half of the facets are open.
        value: String,
        /// Inovasi that would be left by choosing it.
        n: u32,
        /// Whether the filter asks for it.
        chosen: bool,
    }

    /// Saved views of this copy of the registry.
    struct SavedViews {
        /// By name.
        views: Vec<SavedView>,
    }

    /// One way of looking at the list, kept by name.
    struct SavedView {
        /// Each once; keeping another under it replaces this one.
        nama: String,
        /// What the screen keeps: a [`crate::ListInovasi`] and the columns, as JSON.
        state: String,
    }

    /// What editing many did.
    struct EditManyView {
        /// Inovasi that the act wrote in.
        n_changed: u32,
        /// Those where the value stood already.
        n_unchanged: u32,
        /// Removed ones, which were left alone.
        n_skipped: u32,
    }
}

named! {
    /// What a list is narrowed down by.
    pub enum Facet {
        /// The body that runs it, as the list names it today.
        PerangkatDaerah = "perangkat_daerah",
        /// The urusan it mainly serves.
        UrusanUtama = "urusan_utama",
        /// How far it has come.
        Tahapan = "tahapan",
        /// Digital or non digital.
        Jenis = "jenis",
        /// Which of the three bentuk of PP 38/2017.
        Bentuk = "bentuk",
        /// The year of waktu penerapan.
        Tahun = "tahun",
        /// The instruments it is proposed under.
        Usulan = "usulan",
        /// What it can be: see [`LineState`].
        State = "state",
        /// Codes of what the rules remark on it.
        Finding = "finding",
        /// Where its answers lie.
        Verification = "verification",
    }
}

named! {
    /// What an inovasi can be; several at once.
    pub enum LineState {
        /// Nothing blocks it.
        Ready = "ready",
        /// Something blocks it.
        Incomplete = "incomplete",
        /// A field of it, or of its bukti, is in conflict.
        Conflict = "conflict",
        /// It came with the example catalogue.
        Example = "example",
        /// No bukti supports any of its answers.
        WithoutBukti = "without_bukti",
    }
}
