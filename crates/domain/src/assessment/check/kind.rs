//! The catalogue of checks: what each looks at, and the names it goes by.

use crate::{
    core::{
        finding::FindingCode,
        id::{InputId, OptionId},
    },
    named,
};

/// The catalogue. In the files a kind is written with hyphens: `name-in-text`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A file's text names the inovasi.
    NameInText,
    /// A file's text, title or name has one of these words.
    WordInText {
        /// In any case and punctuation; one of them is enough.
        word: Vec<String>,
    },
    /// A file is said to be a document of one of these kinds.
    JenisDokumen {
        /// Options of the list of that name; one of them is enough.
        jenis_dokumen: Vec<String>,
    },
    /// At least `minimum` files are of a year inside the indikator's window.
    YearInWindow {
        /// How many are wanted, 1 to 1,000.
        minimum: u32,
    },
    /// A file is of the year of penerapan.
    YearEqualsPenerapan,
    /// A file is of a year before the instrument's.
    YearBeforeTahun,
    /// Of the `year`s (0 is the instrument's own, -1 the year before), at least
    /// `minimum` have a file; where `consecutive`, in a row.
    OneFilePerYear {
        /// Years counted from the instrument's.
        year: Vec<i32>,
        /// How many of the years are wanted, from 1 to all of them.
        minimum: u32,
        /// Whether those years must follow one another.
        consecutive: bool,
    },
    /// At least `minimum` files.
    CountAtLeast {
        /// How many are wanted, 1 to 1,000.
        minimum: u32,
    },
    /// At least `minimum` pictures: one for each method.
    ImagePerMethod {
        /// How many are wanted, 1 to 1,000.
        minimum: u32,
    },
    /// A file is a link, or its text holds one.
    LinkPresent,
    /// A link leads to a domain that does not end in one of these.
    LinkNotOwnDomain {
        /// With or without a point before it, such as `go.id`.
        domain: Vec<String>,
    },
    /// The officer's number fits this rung or a higher one.
    NumberInBand {
        /// Which number of the indikator is meant.
        input: InputId,
    },
    /// Files of at least `minimum` different regions, none of them the own.
    DistinctRegions {
        /// How many are wanted, 1 to 1,000.
        minimum: u32,
    },
    /// A recording is at most this long.
    DurationAtMost {
        /// The longest that is accepted.
        seconds: u32,
    },
    /// The officer ticked at least `minimum` of these.
    TicksAtLeast {
        /// What can be ticked, by the slugs of the pack.
        option: Vec<OptionId>,
        /// How many are wanted, 1 to 1,000.
        minimum: u32,
    },
    /// A field of the profile has one of these values.
    FieldIs {
        /// Name of the field.
        field: String,
        /// Values as they are kept; one of them is enough.
        value: Vec<String>,
    },
}

named! {
    /// The name of a [`Kind`] in the files: the key of its sentence, under `check.`.
    #[allow(missing_docs, reason = "told at the variants of `Kind`")]
    pub enum CheckName {
        NameInText = "name-in-text",
        WordInText = "word-in-text",
        JenisDokumen = "jenis-dokumen",
        YearInWindow = "year-in-window",
        YearEqualsPenerapan = "year-equals-penerapan",
        YearBeforeTahun = "year-before-tahun",
        OneFilePerYear = "one-file-per-year",
        CountAtLeast = "count-at-least",
        ImagePerMethod = "image-per-method",
        LinkPresent = "link-present",
        LinkNotOwnDomain = "link-not-own-domain",
        NumberInBand = "number-in-band",
        DistinctRegions = "distinct-regions",
        DurationAtMost = "duration-at-most",
        TicksAtLeast = "ticks-at-least",
        FieldIs = "field-is",
    }
}

impl Kind {
    /// Its name in the files, and the key of its sentence under `check.`.
    pub fn name(&self) -> CheckName {
        self.row().0
    }

    /// Whether it looks at the text inside files.
    pub fn reads_text(&self) -> bool {
        use Kind::{LinkNotOwnDomain, LinkPresent, NameInText, WordInText};
        matches!(self, NameInText | WordInText { .. } | LinkPresent | LinkNotOwnDomain { .. })
    }

    /// Whether it looks at files at all; else at numbers, ticks or the profile.
    pub fn reads_files(&self) -> bool {
        !matches!(self, Kind::NumberInBand { .. } | Kind::TicksAtLeast { .. } | Kind::FieldIs { .. })
    }

    /// What is remarked when it fails.
    pub fn finding(&self) -> FindingCode {
        self.row().1
    }

    fn row(&self) -> (CheckName, FindingCode) {
        match self {
            Kind::NameInText => (CheckName::NameInText, FindingCode::CheckNameInText),
            Kind::WordInText { .. } => (CheckName::WordInText, FindingCode::CheckWordInText),
            Kind::JenisDokumen { .. } => (CheckName::JenisDokumen, FindingCode::CheckJenisDokumen),
            Kind::YearInWindow { .. } => (CheckName::YearInWindow, FindingCode::CheckYearInWindow),
            Kind::YearEqualsPenerapan => (CheckName::YearEqualsPenerapan, FindingCode::CheckYearEqualsPenerapan),
            Kind::YearBeforeTahun => (CheckName::YearBeforeTahun, FindingCode::CheckYearBeforeTahun),
            Kind::OneFilePerYear { .. } => (CheckName::OneFilePerYear, FindingCode::CheckOneFilePerYear),
            Kind::CountAtLeast { .. } => (CheckName::CountAtLeast, FindingCode::CheckCountAtLeast),
            Kind::ImagePerMethod { .. } => (CheckName::ImagePerMethod, FindingCode::CheckImagePerMethod),
            Kind::LinkPresent => (CheckName::LinkPresent, FindingCode::CheckLinkPresent),
            Kind::LinkNotOwnDomain { .. } => (CheckName::LinkNotOwnDomain, FindingCode::CheckLinkNotOwnDomain),
            Kind::NumberInBand { .. } => (CheckName::NumberInBand, FindingCode::CheckNumberInBand),
            Kind::DistinctRegions { .. } => (CheckName::DistinctRegions, FindingCode::CheckDistinctRegions),
            Kind::DurationAtMost { .. } => (CheckName::DurationAtMost, FindingCode::CheckDurationAtMost),
            Kind::TicksAtLeast { .. } => (CheckName::TicksAtLeast, FindingCode::CheckTicksAtLeast),
            Kind::FieldIs { .. } => (CheckName::FieldIs, FindingCode::CheckFieldIs),
        }
    }
}
