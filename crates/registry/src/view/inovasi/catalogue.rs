//! The catalogue at any size: windows, filters with counts, saved views.

use domain::{assessment::verification::State, named};
use serde::Serialize;

use crate::view::view;

view! {
    /// One row of the catalogue.
    struct InovasiRow {
        id: String,
        nama: String,
        kepanjangan: Option<String>,
        /// As the list of perangkat daerah names it today.
        perangkat_daerah: Option<String>,
        /// Slug of the urusan; its name is in the vocabulary.
        urusan_utama: Option<String>,
        tahapan: Option<String>,
        jenis: Option<String>,
        bentuk: Option<String>,
        inisiator: Option<String>,
        waktu_uji_coba: Option<String>,
        waktu_penerapan: Option<String>,
        waktu_pengembangan: Option<String>,
        /// Kematangan as chosen, two places; absent where that year's rules do not
        /// tell.
        claimed: Option<String>,
        /// Kematangan that the bukti support, two places.
        supported: Option<String>,
        /// Kematangan that verifiers accepted, two places.
        verified: Option<String>,
        /// Indikator with a parameter chosen.
        n_chosen: u32,
        n_blocking: u32,
        n_warning: u32,
        n_conflict: u32,
        n_bukti: u32,
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
        text: String,
        marks: Vec<MarkView>,
    }

    /// From `start` up to `end`, in UTF-16 units of the text.
    struct MarkView { start: u32, end: u32 }

    /// A window onto the catalogue.
    struct InovasiPage {
        total: u32,
        /// More than `total` fit; counting further would take too long.
        at_least: bool,
        offset: u32,
        rows: Vec<InovasiRow>,
    }

    /// How many inovasi each choice of each filter would leave, given the others.
    struct FacetsView {
        /// Inovasi that fit all filters together.
        total: u32,
        facets: Vec<FacetView>,
        /// Lowest and highest kematangan among what fits, two places.
        claimed: Vec<String>,
        supported: Vec<String>,
        verified: Vec<String>,
    }

    /// What a list can be narrowed by, with its choices.
    struct FacetView {
        facet: Facet,
        choices: Vec<FacetChoice>,
    }

    /// One value of a facet and how many have it.
    struct FacetChoice {
        /// By the facet: what people wrote (a body of the region, a year; empty: blank),
        /// an option of a list, an instrument, a [`LineState`], a code of a finding or a
        /// [`State`]. Text, since half of the facets are open.
        value: String,
        n: u32,
        chosen: bool,
    }

    /// Saved views of this copy of the registry.
    struct SavedViews { views: Vec<SavedView> }

    /// One way of looking at the list, kept by name.
    struct SavedView {
        nama: String,
        /// What the screen keeps: a [`crate::ListInovasi`] and the columns, as JSON.
        state: String,
    }

    /// What editing many did.
    struct EditManyView {
        n_changed: u32,
        n_unchanged: u32,
        /// Removed ones, which were left alone.
        n_skipped: u32,
    }
}

named! {
    /// What a list is narrowed down by.
    pub enum Facet {
        PerangkatDaerah = "perangkat_daerah",
        UrusanUtama = "urusan_utama",
        Tahapan = "tahapan",
        Jenis = "jenis",
        Bentuk = "bentuk",
        /// The year of waktu penerapan.
        Tahun = "tahun",
        Usulan = "usulan",
        State = "state",
        Finding = "finding",
        Verification = "verification",
    }
}

named! {
    /// What an inovasi can be; several at once.
    pub enum LineState {
        /// Nothing blocks it.
        Ready = "ready",
        Incomplete = "incomplete",
        Conflict = "conflict",
        Example = "example",
        WithoutBukti = "without_bukti",
    }
}
