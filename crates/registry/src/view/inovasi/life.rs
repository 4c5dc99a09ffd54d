//! The life of an inovasi and of the registry: years, penghargaan, perangkat
//! daerah, history, and what can be taken back.

use domain::core::id::{InovasiId, PenghargaanId, PerangkatDaerahId, Subject};
use domain::{
    assessment::carry::CarryReason,
    core::id::{IndikatorId, InstrumentId},
    inovasi::{penghargaan::Keyakinan, profile::Field},
};
use serde::Serialize;

use crate::core::op::Op;
use crate::view::{AnswerView, BuktiView, NoticeView, SaidView, TracesView, view};

view! {
    /// One year of an inovasi.
    struct UsulanView {
        /// Which year's rules.
        instrument: InstrumentId,
        /// Of the award, with its year.
        instrument_nama: String,
        /// The year that the award counts from.
        tahun: i32,
        /// `None`: nobody has said.
        proposed: Option<bool>,
        /// What has grown since it was last proposed.
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
        /// UUID of the inovasi.
        id: InovasiId,
        /// As its profile says today.
        nama: String,
        /// The year that is compared from.
        before: InstrumentId,
        /// The year that is compared to.
        after: InstrumentId,
        /// Only fields that differ or are filled in one of them.
        profile: Vec<ComparedField>,
        /// Every indikator that one of the two years asks of an inovasi.
        answers: Vec<ComparedAnswer>,
    }

    /// A field of the profile in two years.
    struct ComparedField {
        /// Which field of the profile.
        field: Field,
        /// As the form words it.
        label: String,
        /// In the first year; absent: blank.
        before: Option<String>,
        /// In the second year; absent: blank.
        after: Option<String>,
        /// Whether both say the same.
        same: bool,
    }

    /// An answer in two years.
    struct ComparedAnswer {
        /// Id of the indikator.
        indikator: IndikatorId,
        /// As the second year names it; as the first does where it no longer asks.
        nama: String,
        /// That year's code; absent where the year does not ask.
        before_code: Option<String>,
        /// The second year's code; absent where it does not ask.
        after_code: Option<String>,
        /// Absent where nothing is chosen in the first year.
        before: Option<AnswerView>,
        /// Absent where nothing is chosen in the second year.
        after: Option<AnswerView>,
        /// Why the answers cannot be compared as numbers: sentences `carry.<reason>`.
        review: Vec<CarryReason>,
    }

    /// A year that the region can work under.
    struct YearView {
        /// Its rules.
        instrument: InstrumentId,
        /// Of the award, with its year.
        nama: String,
        /// The year that the award counts from.
        tahun: i32,
        /// Whether its rules are not final.
        draft: bool,
        /// The one the screens use.
        current: bool,
        /// Whether its answers are read-only.
        closed: bool,
        /// Inovasi proposed under it.
        n_proposed: u32,
    }

    /// The years, newest first.
    struct YearsView {
        /// Every instrument that is known here.
        years: Vec<YearView>,
    }

    /// One penghargaan.
    struct PenghargaanView {
        /// UUID, the same in every registry.
        id: PenghargaanId,
        /// `daerah` or `inovasi:<uuid>`.
        untuk: Subject,
        /// Name of the inovasi, or of the region.
        untuk_nama: Option<String>,
        /// What was awarded.
        nama: String,
        /// Id of an option of the list `tingkat`.
        tingkat: Option<String>,
        /// Four digits.
        tahun: Option<String>,
        /// Who gave it.
        penyelenggara: Option<String>,
        /// What it was given for.
        kategori: Option<String>,
        /// What was reached: a predikat, a rank, a value.
        hasil: Option<String>,
        /// Where the fact comes from.
        sumber: Option<String>,
        /// How sure that is.
        keyakinan: Option<Keyakinan>,
        /// Whether it came with the example catalogue.
        contoh: bool,
        /// Documents that prove it.
        bukti: Vec<BuktiView>,
    }

    /// Penghargaan of one subject, or of all.
    struct PenghargaanListView {
        /// Those asked for, the newest year first.
        penghargaan: Vec<PenghargaanView>,
    }

    /// One body of the managed list.
    struct PerangkatDaerahView {
        /// UUID, the same in every registry.
        id: PerangkatDaerahId,
        /// Official name, in full.
        nama: String,
        /// As the office numbers it; any text.
        kode: Option<String>,
        /// Id of an option: badan, dinas, kecamatan …
        jenis: Option<String>,
        /// UUID of the body it belongs to; absent: to none.
        induk: Option<PerangkatDaerahId>,
        /// Whether inovasi may still name it.
        aktif: bool,
        /// Whether it came with the example catalogue.
        contoh: bool,
        /// Names it had before; inovasi that name one of them are its own.
        nama_lama: Vec<String>,
        /// Depth below its uppermost parent, from 0.
        depth: u32,
        /// Inovasi that name it, now or formerly.
        n_inovasi: u32,
    }

    /// The list, each body followed by those below it.
    struct PerangkatDaerahListView {
        /// Every body that is not removed.
        perangkat_daerah: Vec<PerangkatDaerahView>,
        /// Texts that inovasi name and the list does not know, the most used first.
        unlisted: Vec<UnlistedView>,
    }

    /// A name in use that the list of bodies does not have.
    struct UnlistedView {
        /// As inovasi write it.
        nama: String,
        /// Inovasi that name it so.
        n_inovasi: u32,
    }

    /// One value that a field had.
    struct HistoryView {
        /// Of the change that wrote it: what is sent back to restore it.
        stamp: String,
        /// History key of the field.
        field: String,
        /// Its label for people.
        label: String,
        /// The file whose document it is about, by the name that the officer's had:
        /// untrusted text; absent where it is about no bukti.
        berkas: Option<String>,
        /// As it was written; absent: the field was cleared.
        value: Option<String>,
        /// The value in words: names of options, dates.
        text: Option<String>,
        /// The same as a sentence, where the value is not words for people.
        said: Option<SaidView>,
        /// Absent for an act that this program does not know.
        op: Option<Op>,
        /// By the name set on that copy; empty when none was set.
        person: String,
        /// RFC 3339, the writer's clock.
        at: String,
        /// Whether it stands now.
        stands: bool,
    }

    /// What can be taken back and done again.
    struct UndoView {
        /// The act of this copy that would be taken back; absent: none.
        undo: Option<UndoneView>,
        /// The act that would be done again; absent: none.
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
        /// Fields that it wrote.
        n_change: u32,
        /// RFC 3339, the writer's clock.
        at: String,
    }

    /// What taking an act back did, and what can be taken back and done again now.
    struct RevertView {
        /// The act that was taken back.
        done: UndoneView,
        /// Fields that have their old value again.
        n_restored: u32,
        /// Fields somebody wrote since; they were left alone.
        n_newer: u32,
        /// Why fields were left whose old value may not stand any more; keys under
        /// `notice.`.
        kept: Vec<NoticeView>,
        /// The act that can be taken back now; absent where there is none.
        undo: Option<UndoneView>,
        /// The act that can be done again now; absent where there is none.
        redo: Option<UndoneView>,
    }

    /// A document of the profile and the bukti that are it.
    struct BerkasView {
        /// Id where others name an indikator.
        id: String,
        /// As the year's form words it.
        nama: String,
        /// Endings accepted, in lower case; empty: not known.
        file_types: Vec<String>,
        /// Largest file that the portal takes, in MB; none where that is not known.
        maksimum_mb: Option<u32>,
        /// Those that are it, oldest first.
        bukti: Vec<BuktiView>,
    }

    /// A region of Indonesia.
    struct WilayahView {
        /// Official number, such as `33.74`.
        kode: String,
        /// With what it is, such as Kota Semarang.
        nama: String,
        /// Name of the province it lies in; absent for a province.
        provinsi: Option<String>,
    }

    /// What was read from a photo.
    struct PhotoView {
        /// Where it was taken: degrees north and east; absent where the photo does
        /// not say.
        koordinat: Option<String>,
        /// ISO: the day of the shutter; absent where the photo does not say, or says
        /// one that cannot be.
        tanggal: Option<String>,
        /// ISO: the day that the camera wrote, where its clock was wrong or this
        /// computer's is; absent: nothing speaks against the day.
        clock: Option<String>,
        /// What it tells of place and persons; absent: nothing.
        traces: Option<TracesView>,
    }
}
