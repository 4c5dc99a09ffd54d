//! What the ministry made of a year, beside our own three figures.

use domain::{
    core::id::{IndikatorId, InovasiId, InstrumentId},
    named,
    submission::official::OfficialFigure,
};
use serde::Serialize;

use crate::view::{NoticeView, SimilarView, view};

named! {
    /// What can be said of the difference between what was sent and the official figure.
    pub enum CutSays {
        /// Nothing was cut.
        Nothing = "nothing",
        /// The ministry gave more than these answers are worth.
        Raised = "raised",
        /// No lowering of these answers comes to it: they are not those that were judged.
        Unfit = "unfit",
        /// There is one way only.
        Certain = "certain",
        /// Few enough ways to name each.
        Some = "some",
        /// More ways than are named; those with the fewest indikator are.
        Many = "many",
        /// Many ways, and each lowers more indikator than are named together.
        Countless = "countless",
    }
}

named! {
    /// Whose a row of the portal's export is.
    pub enum OfficialMatch {
        /// Of an inovasi of the same name, or of that id.
        Matched = "matched",
        /// A person has said whose.
        Decided = "decided",
        /// Of one of several, or of one whose name is only alike: a person decides.
        Unsure = "unsure",
        /// A person has said that it is left out.
        LeftOut = "left_out",
        /// Of nothing that stands here.
        Unknown = "unknown",
        /// Of another pemda.
        Foreign = "foreign",
    }
}

view! {
    /// What the ministry made of one year.
    struct OfficialView {
        /// Which year.
        instrument: InstrumentId,
        /// What that award and year are called.
        instrument_nama: String,
        /// Whether its rules are known here: else there is nothing of ours beside it.
        has_rules: bool,
        /// Every year that figures can be written for, the newest first.
        years: Vec<OfficialYearView>,
        /// The figures of the region, each with what was written down.
        daerah: Vec<OfficialFigureView>,
        /// Index by our own answers, two places.
        claimed: Option<String>,
        /// Index that the bukti support, two places.
        supported: Option<String>,
        /// Index that verifiers accepted, two places.
        verified: Option<String>,
        /// Whoever took part in it, and whoever has a figure, by name.
        inovasi: Vec<OfficialInovasiView>,
    }

    /// A year that figures can be written for.
    struct OfficialYearView {
        /// Its id, also where no rules of it are known.
        instrument: InstrumentId,
        /// Award and year.
        nama: String,
        /// Whether anything is written down.
        told: bool,
    }

    /// One figure.
    struct OfficialFigureView {
        /// Which.
        figure: OfficialFigure,
        /// Whether it is a number, and not words.
        number: bool,
        /// As it is kept, a number with a decimal point; absent: nobody has said.
        value: Option<String>,
    }

    /// What the ministry made of one inovasi.
    struct OfficialInovasiView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
        /// Kematangan as claimed here, two places.
        claimed: Option<String>,
        /// Its figures, each with what was written down.
        figures: Vec<OfficialFigureView>,
        /// Claimed less official, two places; negative where the ministry gave more.
        cut: Option<String>,
        /// Indikator of which the accepted parameter is written down.
        n_parameter: u32,
    }

    /// What the ministry made of one inovasi, answer by answer.
    struct OfficialDetailView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// Which year.
        instrument: InstrumentId,
        /// One for each indikator that inovasi answer in that year, in its order.
        indikator: Vec<OfficialAnswerView>,
        /// What the sum says; absent without an official kematangan.
        cut: Option<CutView>,
    }

    /// One answer and what the ministry made of it.
    struct OfficialAnswerView {
        /// Which indikator.
        indikator: IndikatorId,
        /// Its number as officers say it.
        code: String,
        /// What it is called.
        nama: String,
        /// The parameter chosen here; 0: none.
        parameter: u8,
        /// The highest parameter that there is.
        maksimum: u8,
        /// The parameter that the ministry accepted; absent: nobody has said.
        accepted: Option<u8>,
    }

    /// Where it must have been cut.
    struct CutView {
        /// What can be said.
        says: CutSays,
        /// Skor of the answers here, two places.
        sent: String,
        /// The official kematangan, two places.
        official: String,
        /// Sent less official, two places, never negative.
        total: String,
        /// How many ways there are.
        n_way: u32,
        /// The ways with the fewest indikator first; none where there are too many.
        ways: Vec<Vec<LoweredView>>,
        /// Indikator that were lowered in every way.
        certain: Vec<LoweredView>,
    }

    /// An answer that may have been lowered.
    struct LoweredView {
        /// Which indikator.
        indikator: IndikatorId,
        /// Its number as officers say it.
        code: String,
        /// What it is called.
        nama: String,
        /// The parameter that was sent.
        from: u8,
        /// The parameter that it came to; 0: none. Absent where only the lowering is certain.
        to: Option<u8>,
    }

    /// The region's official figures where the three of ours stand.
    struct OfficialStandingView {
        /// Index after verification, two places; the final skor where that is not known.
        iid: Option<String>,
        /// Index by the region's own answers as the portal shows it, two places.
        iid_mandiri: Option<String>,
        /// The band that was awarded.
        predikat: Option<String>,
        /// The place among all.
        peringkat: Option<String>,
        /// Where the figures come from.
        sumber: Option<String>,
    }

    /// What reading the portal's export comes to.
    struct OfficialImportView {
        /// Nothing was written.
        dry_run: bool,
        /// Which year it was taken for.
        instrument: InstrumentId,
        /// The sheet that was read.
        sheet: String,
        /// Rows that are, or were, taken.
        n_taken: u32,
        /// Of these, rows that change nothing.
        n_unchanged: u32,
        /// Rows that wait for a decision.
        n_unsure: u32,
        /// Rows of which something cannot be written down; what stood before stands.
        n_unread: u32,
        /// All rows of the file.
        n_row: u32,
        /// The rows, at most 2000: those that are, may be or were said to be of an inovasi
        /// first, then the others, each in the order of the file.
        rows: Vec<OfficialRowView>,
        /// What the officer should know of the columns.
        notices: Vec<NoticeView>,
        /// Inovasi that a row can be given to, by name.
        inovasi: Vec<OfficialNameView>,
    }

    /// An inovasi by its name.
    struct OfficialNameView {
        /// UUID, the same in every registry.
        id: InovasiId,
        /// As its profile says.
        nama: String,
    }

    /// One row of the portal's export.
    struct OfficialRowView {
        /// As the spreadsheet shows it.
        row: u32,
        /// What it calls the inovasi.
        judul: String,
        /// Whose it is.
        says: OfficialMatch,
        /// The inovasi here.
        id: Option<InovasiId>,
        /// What that is called here.
        nama: Option<String>,
        /// Inovasi here that it may be, the likeliest first.
        candidates: Vec<SimilarView>,
        /// What it says, as it is kept, with what stood before.
        figures: Vec<OfficialChangeView>,
        /// What cannot be read, as it stands there.
        unread: Vec<String>,
        /// A koordinat for a profile that has none, in words.
        koordinat: Option<String>,
    }

    /// One figure of a row.
    struct OfficialChangeView {
        /// Which.
        figure: OfficialFigure,
        /// What stands.
        before: Option<String>,
        /// What comes.
        after: String,
    }
}
