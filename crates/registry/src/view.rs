//! What screens and the command line show: plain values, nothing else.
//!
//! Decimals travel as text with two places (`"71.42"`), ids and stamps as text,
//! sizes as `f64`; TypeScript has no safe 64-bit integer. Optional texts are
//! absent when the officer has not filled them in; unknown stays blank. A skor
//! that is absent cannot be computed: a rule of that year is not known.

mod assessment;
mod inovasi;
mod merge;
mod submission;

use domain::core::id::{IndikatorId, InstrumentId};
use domain::{
    assessment::{instrument::profil::Need, verification::Role},
    core::finding::{FindingCode, Severity},
    inovasi::profile::{Field, FieldKind},
};
use serde::Serialize;

pub use crate::view::{
    assessment::{answer::*, beranda::*, citation::*, input::*, instrument::*, rules::*, standing::*, verification::*},
    inovasi::{catalogue::*, duplicate::*, life::*, workbook::*},
    merge::files::*,
    submission::{best::*, simulation::*},
};

macro_rules! view {
    ($($(#[$doc:meta])* struct $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty),* $(,)? })*) => {
        $($(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(feature = "ipc", derive(specta::Type))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),* })*
    };
}

use view;

/// The answer to every act: the new truth, what else may show it, and what to
/// tell the officer about the data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct Outcome<V> {
    pub view: V,
    /// Kinds of shown state that this act may have changed elsewhere.
    pub touched: Vec<Topic>,
    pub findings: Vec<FindingView>,
}

/// A kind of state that some screen shows. A screen that shows a touched topic
/// reads again when it is next looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Inovasi,
    Assessment,
    Bukti,
    Skor,
    Findings,
    Conflicts,
    Registry,
    /// Years: instruments, what is proposed, what is closed.
    Years,
    Penghargaan,
    PerangkatDaerah,
    /// Verdicts, and where answers lie.
    Verification,
    /// Instruments that people took in or corrected.
    Rules,
    /// History and what can be taken back.
    History,
}

view! {
    /// The registry that is open.
    struct RegistryView {
        folder: String,
        pemda_nama: String,
        /// Kemendagri code, for example `33.74`.
        pemda_kode: String,
        /// Who works here; written into history.
        person: String,
        /// Who that is on this copy.
        role: Role,
        device: String,
        n_inovasi: u32,
        /// How many of them came with the example catalogue.
        n_contoh: u32,
        n_conflict: u32,
        /// Id of the instrument that the screens use.
        instrument: InstrumentId,
        /// Things that happened while opening, for example a damaged database set aside.
        notices: Vec<NoticeView>,
    }

    /// Something that happened outside an act, told once.
    struct NoticeView {
        /// Key of its sentence in `ui/src/text`.
        code: String,
        args: Vec<ArgView>,
    }

    /// A named value inside a sentence.
    struct ArgView { name: String, value: String }

    /// The worksheet of one inovasi.
    struct WorksheetView {
        id: String,
        contoh: bool,
        removed: bool,
        profile: Vec<FieldView>,
        n_word: u32,
        assessment: AssessmentView,
        findings: Vec<FindingView>,
        conflicts: Vec<ConflictView>,
        /// Years it took part in, newest first.
        usulan: Vec<UsulanView>,
        /// Documents that the year's form wants beside the answers.
        berkas: Vec<BerkasView>,
        penghargaan: Vec<PenghargaanView>,
        /// A note to oneself: of this copy alone.
        note: Option<String>,
        /// Name of the inovasi that this one develops.
        pengembangan_dari_nama: Option<String>,
        /// Inovasi that develop this one.
        pengembangan: Vec<NamedView>,
        /// Whether the current year's answers are read-only.
        closed: bool,
    }

    /// An inovasi by its name.
    struct NamedView { id: String, nama: String }

    /// One field of the profile, in the order of the official form.
    struct FieldView {
        field: Field,
        kind: FieldKind,
        /// As the year's form words it.
        label: String,
        /// Absent: the year's form does not ask for it.
        need: Option<Need>,
        /// Whether the form wants it and it is blank.
        missing: bool,
        /// Text, ISO date (possibly only year or month), or option slug.
        value: Option<String>,
        /// Members, where the field is a set.
        members: Vec<String>,
        /// Where the example's fact comes from.
        sumber: Option<String>,
        /// `stated` or `inferred`.
        keyakinan: Option<String>,
        conflict: bool,
    }

    /// One bukti as linked to one indikator.
    struct BuktiView {
        id: String,
        nama_berkas: String,
        size: f64,
        sha256: String,
        nomor: Option<String>,
        tanggal: Option<String>,
        tentang: Option<String>,
        pages: Option<String>,
        /// Other indikator of the same subject that this bukti serves.
        also: Vec<IndikatorId>,
        /// False when the bytes are not in the registry (not yet received).
        present: bool,
    }

    /// A remark on the officer's data; never an error.
    struct FindingView {
        /// The sentence `finding.<code>`, filled by `args`.
        code: FindingCode,
        severity: Severity,
        /// `daerah`, `inovasi:<uuid>` or `bukti:<uuid>`.
        subject: String,
        /// Name of the subject for people, where it has one.
        subject_nama: Option<String>,
        /// Indikator or field it is about.
        about: Option<String>,
        args: Vec<ArgView>,
    }

    /// A field with several unreconciled values.
    struct ConflictView {
        subject: String,
        subject_nama: Option<String>,
        /// History key of the field, for example `nama` or `assessment/iga-2026/…`.
        field: String,
        heads: Vec<HeadView>,
    }

    /// One of the values in a conflict.
    struct HeadView {
        stamp: String,
        value: Option<String>,
        /// The same as a sentence, where the value is not words for people.
        said: Option<SaidView>,
        person: String,
        device: String,
        /// RFC 3339, the writer's clock; for people, not for order.
        at: String,
        /// True for the value the tables show meanwhile.
        shown: bool,
    }

    /// The official option lists, by field.
    struct VocabularyView { lists: Vec<OptionListView> }

    /// The options of one field, in official order.
    struct OptionListView {
        field: String,
        options: Vec<OptionView>,
    }

    /// One option; `group` where the list is parted, as the urusan are.
    struct OptionView {
        id: String,
        nama: String,
        group: Option<String>,
    }

    /// The most severe findings, and how many there are of each kind.
    struct FindingsView {
        findings: Vec<FindingView>,
        n_blocking: u32,
        n_warning: u32,
        n_hint: u32,
    }
}
