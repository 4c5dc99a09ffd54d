//! The acts of a registry as a person names things: an inovasi by its name or its id,
//! whoever answers by a key or as an inovasi, the rest by the text of its id.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
    str::FromStr,
};

use domain::{bukti::BuktiField, core::id::IdError};
use registry::{
    AnswerKey, Basis, BestPin, InovasiId, OpenedCopy, Registry, Result, SeenAnswer, Subject,
    progress::Watch,
    view::{
        AssessmentView, BestView, CompareView, ConflictView, DuplicatesView, FindingView, HistoryView, Outcome,
        PenghargaanListView, PerangkatDaerahListView, ReplayView, WorksheetView, YearsView,
    },
};

use super::Laptop;

/// Acts on the registry, with what is named found first.
macro_rules! named {
    ($($act:ident($($arg:ident: $ty:ty $(= $how:ident)?),*) -> $answer:ty;)*) => {
        impl Laptop {
            $(pub fn $act(&self, $($arg: $ty),*) -> Result<$answer> {
                $($(let $arg = self.$how($arg)?;)?)*
                Registry::$act(self, $($arg),*)
            })*
        }
    };
}

named! {
    show_inovasi(id: impl Display = inovasi) -> WorksheetView;
    edit_inovasi(id: impl Display = inovasi, field: &str, value: Option<&str>) -> Outcome<WorksheetView>;
    set_member(id: impl Display = inovasi, field: &str, member: &str, present: bool) -> Outcome<WorksheetView>;
    remove_inovasi(id: impl Display = inovasi) -> Outcome<WorksheetView>;
    restore_inovasi(id: impl Display = inovasi) -> Outcome<WorksheetView>;
    keep_note(id: impl Display = inovasi, text: &str) -> Outcome<WorksheetView>;
    decide_duplicate(a: impl Display = inovasi, b: impl Display = inovasi, verdict: &str) -> Outcome<DuplicatesView>;
    combine_inovasi(keep: impl Display = inovasi, drop: impl Display = inovasi) -> Outcome<WorksheetView>;
    compare_years(id: impl Display = inovasi, before: &str, after: &str) -> CompareView;
    skor_of(id: impl Display = inovasi, instrument: &str, basis: Basis) -> Option<String>;
    pin_inovasi(id: impl Display = inovasi, say: Option<BestPin>, instrument: &str, on: &str) -> Outcome<BestView>;

    accept_review(subject: impl Display = subject, instrument: &str, indikator: &str) -> Outcome<AssessmentView>;
    show_assessment(subject: impl Display = subject, instrument: &str) -> AssessmentView;
    findings_of(subject: impl Display = subject) -> Vec<FindingView>;
    give_verdicts(
        subject: impl Display = subject, instrument: &str, seen: Option<&[SeenAnswer]>
    ) -> Outcome<AssessmentView>;
    take_verdict_back(
        subject: impl Display = subject, instrument: &str, indikator: &str
    ) -> Outcome<AssessmentView>;
    move_answers(
        subject: impl Display = subject, instrument: &str, to: &str, note: &str, meant: bool
    ) -> Outcome<AssessmentView>;
    replay_verdict(subject: impl Display = subject, instrument: &str, indikator: &str) -> ReplayView;
    show_history(subject: impl Display = subject, field: Option<&str>) -> Vec<HistoryView>;
    restore_value(subject: impl Display = subject, field: &str, stamp: &str) -> Outcome<WorksheetView>;
    resolve_conflict(subject: impl Display = subject, field: &str, stamp: &str) -> Outcome<Vec<ConflictView>>;

    edit_bukti(
        subject: impl Display = subject, instrument: &str, bukti: impl Display = by_text, field: BuktiField,
        value: Option<&str>
    ) -> Outcome<AssessmentView>;
    link_bukti(key: &AnswerKey, bukti: impl Display = by_text, pages: Option<&str>) -> Outcome<AssessmentView>;
    detach_bukti(key: &AnswerKey, bukti: impl Display = by_text) -> Outcome<AssessmentView>;
    open_bukti(bukti: impl Display = by_text, folder: &Path) -> OpenedCopy;

    register_penghargaan(untuk: impl Display = subject, nama: &str) -> Outcome<PenghargaanListView>;
    edit_penghargaan(id: impl Display = by_text, field: &str, value: Option<&str>) -> Outcome<PenghargaanListView>;
    remove_penghargaan(id: impl Display = by_text) -> Outcome<PenghargaanListView>;
    attach_penghargaan(
        id: impl Display = by_text, paths: &[PathBuf], watch: &mut dyn Watch
    ) -> Outcome<PenghargaanListView>;
    detach_penghargaan(
        id: impl Display = by_text, bukti: impl Display = by_text
    ) -> Outcome<PenghargaanListView>;

    edit_perangkat_daerah(
        id: impl Display = by_text, field: &str, value: Option<&str>, keep_old_name: bool
    ) -> Outcome<PerangkatDaerahListView>;
    set_perangkat_daerah_nama_lama(
        id: impl Display = by_text, nama: &str, present: bool
    ) -> Outcome<PerangkatDaerahListView>;
    remove_perangkat_daerah(id: impl Display = by_text) -> Outcome<PerangkatDaerahListView>;
}

impl Laptop {
    pub fn inovasi(&self, named: impl Display) -> Result<InovasiId> {
        self.find_inovasi(&named.to_string())
    }

    /// Whom a key tells, whether it answers or not, or an inovasi.
    pub fn subject(&self, named: impl Display) -> Result<Subject> {
        let named = named.to_string();
        named.parse().or_else(|_| self.find_subject(&named))
    }

    fn by_text<T: FromStr<Err = IdError>>(&self, text: impl Display) -> Result<T> {
        Ok(text.to_string().parse()?)
    }

    pub fn inovasi_each(&self, named: &[impl Display]) -> Result<Vec<InovasiId>> {
        named.iter().map(|it| self.inovasi(it)).collect()
    }

    pub fn propose_inovasi(&self, ids: &[impl Display], instrument: &str, note: &str) -> Result<Outcome<YearsView>> {
        Registry::propose_inovasi(self, &self.inovasi_each(ids)?, instrument, note)
    }

    pub fn withdraw_inovasi(&self, ids: &[impl Display], instrument: &str) -> Result<Outcome<YearsView>> {
        Registry::withdraw_inovasi(self, &self.inovasi_each(ids)?, instrument)
    }

    pub fn list_penghargaan(&self, untuk: Option<&str>) -> Result<PenghargaanListView> {
        Registry::list_penghargaan(self, untuk.map(|it| self.subject(it)).transpose()?)
    }
}

/// Whom a test means without a registry at hand: a key, or the id of an inovasi.
pub fn whom(text: impl Display) -> Subject {
    let text = text.to_string();
    text.parse().unwrap_or_else(|_| Subject::Inovasi(text.parse().unwrap()))
}
