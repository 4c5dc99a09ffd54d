//! What a region knows of itself as plain tables, for whoever wants only that.

use crate::named;

named! {
    /// A table that can be written as CSV. Its name is the one on the command line.
    pub enum TableKind {
        /// The index of the region and the kematangan of each inovasi, on every basis.
        Scores = "scores",
        /// Every answer with its skor on every basis.
        Answers = "answers",
        /// What is missing or wrong.
        Findings = "findings",
        /// What the ministry made of the year.
        Official = "official",
        /// Every bukti with what it supports.
        Bukti = "bukti",
        /// What to do next, the best first.
        Steps = "steps",
    }
}

impl TableKind {
    /// What its file is called by people, before region and day.
    pub fn file(self) -> &'static str {
        match self {
            Self::Scores => "skor",
            Self::Answers => "jawaban",
            Self::Findings => "temuan",
            Self::Official => "hasil-resmi",
            Self::Bukti => "bukti",
            Self::Steps => "langkah",
        }
    }
}
