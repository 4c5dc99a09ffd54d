//! The life of an inovasi and of the registry: years, penghargaan, perangkat
//! daerah, history, and what can be taken back.

use domain::{
    core::id::{IndikatorId, InstrumentId},
    inovasi::profile::Field,
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{AnswerView, BuktiView, NoticeView, SaidView, view};

view! {
    /// One year of an inovasi.
    struct UsulanView {
        instrument: InstrumentId,
        instrument_nama: String,
        tahun: i32,
        /// `None`: nobody has said.
        proposed: Option<bool>,
        growth_note: Option<String>,
        /// Whether its profile of that year was kept aside.
        archived: bool,
        /// Answers it has to that instrument.
        n_chosen: u32,
        /// Whether the answers of that year are read-only.
        closed: bool,
    }

    /// Two years of one inovasi side by side.
    struct CompareView {
        id: String,
        nama: String,
        before: InstrumentId,
        after: InstrumentId,
        /// Only fields that differ or are filled in one of them.
        profile: Vec<ComparedField>,
        answers: Vec<ComparedAnswer>,
    }

    /// A field of the profile in two years.
    struct ComparedField {
        field: Field,
        label: String,
        before: Option<String>,
        after: Option<String>,
        same: bool,
    }

    /// An answer in two years.
    struct ComparedAnswer {
        /// Id of the indikator.
        indikator: IndikatorId,
        nama: String,
        /// That year's code; absent where the year does not ask.
        before_code: Option<String>,
        after_code: Option<String>,
        before: Option<AnswerView>,
        after: Option<AnswerView>,
        /// Why the answers cannot be compared as numbers; see `review.<reason>`.
        review: Option<String>,
    }

    /// A year that the region can work under.
    struct YearView {
        instrument: InstrumentId,
        nama: String,
        tahun: i32,
        draft: bool,
        /// The one the screens use.
        current: bool,
        closed: bool,
        n_proposed: u32,
    }

    /// The years, newest first.
    struct YearsView { years: Vec<YearView> }

    /// One penghargaan.
    struct PenghargaanView {
        id: String,
        /// `daerah` or `inovasi:<uuid>`.
        untuk: String,
        untuk_nama: Option<String>,
        nama: String,
        tingkat: Option<String>,
        tahun: Option<String>,
        penyelenggara: Option<String>,
        kategori: Option<String>,
        hasil: Option<String>,
        sumber: Option<String>,
        keyakinan: Option<String>,
        contoh: bool,
        bukti: Vec<BuktiView>,
    }

    /// Penghargaan of one subject, or of all.
    struct PenghargaanListView { penghargaan: Vec<PenghargaanView> }

    /// One body of the managed list.
    struct PerangkatDaerahView {
        id: String,
        nama: String,
        kode: Option<String>,
        jenis: Option<String>,
        induk: Option<String>,
        aktif: bool,
        contoh: bool,
        nama_lama: Vec<String>,
        /// Depth below its uppermost parent, from 0.
        depth: u32,
        /// Inovasi that name it, now or formerly.
        n_inovasi: u32,
    }

    /// The list, each body followed by those below it.
    struct PerangkatDaerahListView {
        perangkat_daerah: Vec<PerangkatDaerahView>,
        /// Texts that inovasi name and the list does not know, the most used first.
        unlisted: Vec<UnlistedView>,
    }

    /// A name in use that the list of bodies does not have.
    struct UnlistedView { nama: String, n_inovasi: u32 }

    /// One value that a field had.
    struct HistoryView {
        stamp: String,
        /// History key of the field.
        field: String,
        /// Its label for people.
        label: String,
        value: Option<String>,
        /// The value in words: names of options, dates.
        text: Option<String>,
        /// The same as a sentence, where the value is not words for people.
        said: Option<SaidView>,
        /// Absent for an act that this program does not know.
        op: Option<Op>,
        person: String,
        /// RFC 3339, the writer's clock.
        at: String,
        /// Whether it stands now.
        stands: bool,
    }

    /// What can be taken back and done again.
    struct UndoView {
        undo: Option<UndoneView>,
        redo: Option<UndoneView>,
    }

    /// An act in words.
    struct UndoneView {
        /// Absent for an act that this program does not know.
        op: Option<Op>,
        /// Name of whom it is about.
        subject_nama: Option<String>,
        /// Label of the field, where it was one field.
        label: Option<String>,
        n_change: u32,
        at: String,
    }

    /// What taking an act back did.
    struct RevertView {
        done: UndoneView,
        n_restored: u32,
        /// Fields somebody wrote since; they were left alone.
        n_newer: u32,
        /// Why fields were left whose old value may not stand any more; keys under
        /// `notice.`.
        kept: Vec<NoticeView>,
        undo: UndoView,
    }

    /// A document of the profile and the bukti that are it.
    struct BerkasView {
        /// Id where others name an indikator.
        id: String,
        nama: String,
        file_types: Vec<String>,
        bukti: Vec<BuktiView>,
    }

    /// A region of Indonesia.
    struct WilayahView {
        kode: String,
        nama: String,
        provinsi: Option<String>,
    }

    /// What was read from a photo.
    struct PhotoView {
        koordinat: Option<String>,
        tanggal: Option<String>,
    }
}
