//! What screens and the command line show: plain values, nothing else.
//!
//! Decimals travel as text with two places (`"71.42"`), stamps as text, ids as text
//! that has a type of its own on either side, sizes as `f64`; TypeScript has no safe 64-bit integer. Optional texts are
//! absent when the officer has not filled them in; unknown stays blank. A skor
//! that is absent cannot be computed: a rule of that year is not known.

mod assessment;
mod core;
mod inovasi;
mod merge;
mod submission;

use domain::core::id::{BuktiId, DeviceId, IndikatorId, InovasiId, InstrumentId, Subject};
use domain::{
    assessment::{instrument::profil::Need, verification::Role},
    bukti::content::Unfit,
    core::{
        finding::{FindingCode, Severity},
        loss::LossCause,
        notice::NoticeCode,
    },
    inovasi::{
        penghargaan::Keyakinan,
        profile::{Field, FieldKind},
    },
};
use serde::Serialize;

pub use crate::view::{
    assessment::{answer::*, beranda::*, citation::*, input::*, instrument::*, rules::*, standing::*, verification::*},
    core::update::*,
    inovasi::{catalogue::*, duplicate::*, life::*, workbook::*},
    merge::{backup::*, files::*},
    submission::{
        best::*, document::*, official::*, portal::*, publish::*, remind::*, simulation::*, snapshot::*, table::*,
    },
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
    /// What the screen that acted shows now.
    pub view: V,
    /// Kinds of shown state that this act may have changed elsewhere.
    pub touched: Vec<Topic>,
    /// What to tell the officer of the data; never an error.
    pub findings: Vec<FindingView>,
}

/// A kind of state that some screen shows. A screen that shows a touched topic
/// reads again when it is next looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Profiles and the catalogue.
    Inovasi,
    /// Choices, numbers and ticks.
    Assessment,
    /// Documents and what they support.
    Bukti,
    /// Every standing and kematangan.
    Skor,
    /// Remarks on the data.
    Findings,
    /// Fields with several unreconciled values.
    Conflicts,
    /// Whose it is, who works here, in which role.
    Registry,
    /// Years: instruments, what is proposed, what is closed.
    Years,
    /// What the region and its inovasi have been awarded.
    Penghargaan,
    /// The list of bodies.
    PerangkatDaerah,
    /// Verdicts, and where answers lie.
    Verification,
    /// Instruments that people took in or corrected.
    Rules,
    /// What is sent, and not sent, whatever it costs.
    Pins,
    /// The office's paper and who signs it.
    Office,
    /// What was sent, and every snapshot.
    Submission,
    /// What the ministry made of a year.
    Official,
    /// What is entered into the portal, and by whom.
    Portal,
    /// History and what can be taken back.
    History,
}

view! {
    /// The registry that is open.
    struct RegistryView {
        /// Where it lies on this computer.
        folder: String,
        /// Name of the government that owns it.
        pemda_nama: String,
        /// Kemendagri code, for example `33.74`.
        pemda_kode: String,
        /// Who works here; written into history.
        person: String,
        /// Who that is on this copy.
        role: Role,
        /// UUID of this copy: changes made here are stamped with it.
        device: DeviceId,
        /// Inovasi that are not removed.
        n_inovasi: u32,
        /// How many of them came with the example catalogue.
        n_contoh: u32,
        /// Whether that is an older example than the one this program brings.
        contoh_outdated: bool,
        /// Fields in conflict, of all subjects.
        n_conflict: u32,
        /// Id of the instrument that the screens use.
        instrument: InstrumentId,
        /// What was lost, or nearly, and nobody has confirmed to have read.
        losses: Vec<LossView>,
        /// Whether backups also go to a second place, when it is at hand.
        backup_place: bool,
        /// That a newer program wrote it, so that it can only be looked at; key under
        /// `notice.`. Absent: this one can write it.
        newer: Option<NoticeView>,
        /// Whether there are stored files to look at that nobody has looked at yet: what
        /// they are and tell is not known, so they support nothing that asks for it. Never
        /// of a registry that is only read.
        has_unseen: bool,
        /// What is looked at instead of today; nothing is written then.
        looked_at: Option<LookedAtView>,
        /// Things that happened while opening, for example a pack that cannot be read.
        notices: Vec<NoticeView>,
    }

    /// Work that was acknowledged here and was, or is, missing.
    struct LossView {
        /// When it was found, RFC 3339 in UTC.
        at: String,
        /// What happened.
        cause: LossCause,
        /// The folder in which the damaged file lies.
        kept: Option<String>,
        /// The backup that took its place.
        backup: Option<String>,
        /// Acts that were taken in again from the damaged file and from backups.
        n_salvaged: u32,
        /// Acts of which something could be read there, but not all.
        n_broken: u32,
        /// Changes of those that were taken in one by one, though nothing proves them.
        n_piece: u32,
        /// Changes that are missing: at most so many. Absent: nobody knows.
        n_missing: Option<u32>,
        /// When the last act of this place was done that is present, RFC 3339 in UTC.
        since: Option<String>,
        /// Who worked here, by the names in history.
        persons: Vec<String>,
        /// Whether somebody has confirmed to have read it.
        confirmed: bool,
        /// All of it in sentences, in their order.
        told: Vec<NoticeView>,
    }

    /// Something that happened outside an act, told once.
    struct NoticeView {
        /// Picks its sentence, `notice.<code>`.
        code: NoticeCode,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
    }

    /// A named value inside a sentence.
    struct ArgView {
        /// The place `{name}` in the sentence.
        name: String,
        /// What is put there; untrusted text, where somebody typed it.
        value: String,
    }

    /// The worksheet of one inovasi.
    struct WorksheetView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// Whether it came with the example catalogue.
        contoh: bool,
        /// Whether it stands removed: it is shown, and can be restored.
        removed: bool,
        /// Every field, in the order of the official form.
        profile: Vec<FieldView>,
        /// Words of the rancang bangun, all its parts together.
        n_word: u32,
        /// Its answers to the current instrument.
        assessment: AssessmentView,
        /// What the rules of the current year remark on it and its answers.
        findings: Vec<FindingView>,
        /// Its fields in conflict, and those of its bukti.
        conflicts: Vec<ConflictView>,
        /// Years it took part in, newest first.
        usulan: Vec<UsulanView>,
        /// Years for which it would be proposed again, with a note on what has grown.
        again: Vec<InstrumentId>,
        /// Documents that the year's form wants beside the answers.
        berkas: Vec<BerkasView>,
        /// What it has been awarded.
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
    struct NamedView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says; never blank.
        nama: String,
    }

    /// One field of the profile, in the order of the official form.
    struct FieldView {
        /// Its one name: of a column, of history, of the interchange.
        field: Field,
        /// How it is filled in, and so how it is shown.
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
        /// How sure that fact is.
        keyakinan: Option<Keyakinan>,
        /// Whether it holds several unreconciled values; one of them is shown.
        conflict: bool,
    }

    /// What a photo tells beside what is to be seen on it.
    struct TracesView {
        /// Where it was taken, as it is written in Indonesian; absent: it does not say.
        place: Option<String>,
        /// Names and serial numbers; absent: it tells none.
        person: Option<String>,
        /// Whether a small picture is inside, which may show what was cut off since.
        thumbnail: bool,
        /// Whether a copy without all this can be made here.
        cleanable: bool,
    }

    /// One bukti as linked to one indikator.
    struct BuktiView {
        /// UUID, the same in every registry.
        id: BuktiId,
        /// The name the officer's file had: untrusted text.
        nama_berkas: String,
        /// Bytes.
        size: f64,
        /// Of its bytes, lower-case hex; empty: it has not arrived.
        sha256: String,
        /// Number of the document.
        nomor: Option<String>,
        /// Date of the document, ISO, possibly only year or month.
        tanggal: Option<String>,
        /// What the document is about.
        tentang: Option<String>,
        /// What kind of document it is: an option of the list `jenis_dokumen`; absent:
        /// nobody has said.
        jenis_dokumen: Option<String>,
        /// What its name and the other facts suggest, where nobody has said: a proposal
        /// that a person accepts.
        guess: Option<String>,
        /// Why it supports nothing here; absent: nothing stands against it.
        unfit: Option<Unfit>,
        /// What it tells of place and persons; absent: nothing that is known.
        traces: Option<TracesView>,
        /// Whether a program of the system may open it; else its folder is shown.
        openable: bool,
        /// Pages that support the answer, in the officer's words.
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
        /// How much hangs on it: blocking, warning or hint.
        severity: Severity,
        /// `daerah`, `inovasi:<uuid>` or `bukti:<uuid>`.
        subject: Subject,
        /// Name of the subject for people, where it has one.
        subject_nama: Option<String>,
        /// Indikator or field it is about.
        about: Option<String>,
        /// Values that fill the sentence.
        args: Vec<ArgView>,
    }

    /// A field with several unreconciled values.
    struct ConflictView {
        /// Key of the subject, for example `inovasi:<uuid>`.
        subject: Subject,
        /// Its name for people, where it has one.
        subject_nama: Option<String>,
        /// History key of the field, for example `nama` or `assessment/iga-2026/…`.
        field: String,
        /// The values to choose from, two at least.
        heads: Vec<HeadView>,
    }

    /// One of the values in a conflict.
    struct HeadView {
        /// Of the change that wrote it: what is sent back to choose it.
        stamp: String,
        /// As it was written; absent: the field was cleared.
        value: Option<String>,
        /// The same as a sentence, where the value is not words for people.
        said: Option<SaidView>,
        /// Who wrote it, by the name set on that copy; empty when none was set.
        person: String,
        /// UUID of the copy that it was written on.
        device: DeviceId,
        /// RFC 3339, the writer's clock; for people, not for order.
        at: String,
        /// True for the value the tables show meanwhile.
        shown: bool,
    }

    /// The official option lists, by field.
    struct VocabularyView {
        /// One for each field that is filled from a list.
        lists: Vec<OptionListView>,
    }

    /// The options of one field, in official order.
    struct OptionListView {
        /// Name of the field, or of the list where several fields share it.
        field: String,
        /// In full, whatever the year.
        options: Vec<OptionView>,
    }

    /// One option; `group` where the list is parted, as the urusan are.
    struct OptionView {
        /// Slug: what history and the interchange hold.
        id: String,
        /// Official name.
        nama: String,
        /// Name of the part of the list it stands in.
        group: Option<String>,
    }

    /// The most severe findings, and how many there are of each kind.
    struct FindingsView {
        /// The most severe first, up to a cap.
        findings: Vec<FindingView>,
        /// All that block a submission, beyond the cap too.
        n_blocking: u32,
        /// All that should be mended, beyond the cap too.
        n_warning: u32,
        /// All that are worth a look, beyond the cap too.
        n_hint: u32,
    }
}
