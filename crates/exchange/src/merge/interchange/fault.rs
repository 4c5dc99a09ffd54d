//! Why a document is not read, with where.

use super::{FORMAT, MAX_BYTES, VERSION};
use crate::{
    Args,
    core::disk::{DiskError, FaultKind},
};
use domain::core::reason::Reason;

/// Where in a document, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPlace {
    /// For example `inovasi[3].urusan_utama`; `.` for the whole document.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// From 1, in bytes.
    pub column: usize,
}

/// Why a document was not read. Nothing was taken from it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Beyond what is believed of any document.
    #[error("{found} bytes, at most {MAX_BYTES} are read")]
    TooLarge {
        /// Bytes of the document.
        found: u64,
    },
    /// Not UTF-8.
    #[error("not UTF-8 from byte {0}")]
    NotText(usize),
    /// It breaks the rules of JSON itself.
    #[error("broken at line {line}, column {column}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1, in bytes.
        column: usize,
    },
    /// JSON, but not this format.
    #[error("format {found:?} instead of {FORMAT}")]
    NotThisFormat {
        /// What `format` says, shortened; empty where it says nothing.
        found: String,
    },
    /// Made by a later program; what its keys mean is not known here.
    #[error("version {version}; this program reads {VERSION}")]
    Newer {
        /// As the document says; above [`VERSION`].
        version: u64,
    },
    /// A key that this place does not have, refused so that a misspelt field never
    /// vanishes.
    #[error("{}: unknown field {field:?}", place.path)]
    UnknownField {
        /// The object that has it.
        place: DocumentPlace,
        /// The key, shortened.
        field: String,
        /// The known key that is most like it.
        nearest: String,
    },
    /// Two values for one key: neither is more right than the other.
    #[error("{}: {field:?} occurs twice", place.path)]
    DuplicateField {
        /// The object that has it.
        place: DocumentPlace,
        /// The key, shortened.
        field: String,
    },
    /// Something that no such object can lack.
    #[error("{}: {field} is missing", place.path)]
    MissingField {
        /// The object that lacks it.
        place: DocumentPlace,
        /// The key.
        field: String,
    },
    /// A name without a visible character.
    #[error("{}: an empty name", place.path)]
    NamaEmpty {
        /// The name.
        place: DocumentPlace,
    },
    /// A key that is empty, overlong or unprintable.
    #[error("{}: an unfit key", place.path)]
    KeyUnfit {
        /// What it is the key of.
        place: DocumentPlace,
    },
    /// Not a UUID with its hyphens.
    #[error("{}: {text:?} is no UUID", place.path)]
    NoUuid {
        /// The id.
        place: DocumentPlace,
        /// What was written, shortened.
        text: String,
    },
    /// None of a closed list of words.
    #[error("{}: {text:?} is none of {known}", place.path)]
    WordUnknown {
        /// Where it stands.
        place: DocumentPlace,
        /// What was written, shortened.
        text: String,
        /// The words that can stand there, joined by commas.
        known: String,
    },
    /// A version that there never was.
    #[error("{}: no version", place.path)]
    VersionUnknown {
        /// The version.
        place: DocumentPlace,
    },
    /// A text belongs there.
    #[error("{}: not a text", place.path)]
    NotAText {
        /// What stands in its place.
        place: DocumentPlace,
    },
    /// A whole number from 0 belongs there, and no larger one than fits.
    #[error("{}: not a number", place.path)]
    NotANumber {
        /// What stands in its place.
        place: DocumentPlace,
    },
    /// `true` or `false` belongs there.
    #[error("{}: not a bool", place.path)]
    NotABool {
        /// What stands in its place.
        place: DocumentPlace,
    },
    /// A list in square brackets belongs there.
    #[error("{}: not a list", place.path)]
    NotAList {
        /// What stands in its place.
        place: DocumentPlace,
    },
    /// An object in curly brackets belongs there.
    #[error("{}: not an object", place.path)]
    NotAnObject {
        /// What stands in its place.
        place: DocumentPlace,
    },
    /// One id names two things: neither is more right than the other.
    #[error("{first} and {second} are both {id}")]
    SameId {
        /// The id that occurs twice.
        id: String,
        /// Path of the one that comes first.
        first: String,
        /// Path of the other.
        second: String,
    },
}

impl Error {
    /// What can be done about it.
    pub fn kind(&self) -> FaultKind {
        match self {
            Self::Disk(it) => it.kind(),
            Self::Newer { .. } => FaultKind::Newer,
            _ => FaultKind::Invalid,
        }
    }

    /// Stable key of its sentence.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Disk(it) => it.reason(),
            Self::TooLarge { .. } => Reason::JsonTooLarge,
            Self::NotText(_) => Reason::JsonNotText,
            Self::Syntax { .. } => Reason::JsonSyntax,
            Self::NotThisFormat { .. } => Reason::JsonNotThisFormat,
            Self::Newer { .. } => Reason::JsonNewer,
            Self::UnknownField { .. } => Reason::JsonUnknownField,
            Self::DuplicateField { .. } => Reason::JsonDuplicateField,
            Self::MissingField { .. } => Reason::JsonMissingField,
            Self::NamaEmpty { .. } => Reason::JsonNamaEmpty,
            Self::KeyUnfit { .. } => Reason::JsonKeyUnfit,
            Self::NoUuid { .. } => Reason::JsonNoUuid,
            Self::WordUnknown { .. } => Reason::JsonWordUnknown,
            Self::VersionUnknown { .. } => Reason::JsonVersionUnknown,
            Self::NotAText { .. } => Reason::JsonNotAText,
            Self::NotANumber { .. } => Reason::JsonNotANumber,
            Self::NotABool { .. } => Reason::JsonNotABool,
            Self::NotAList { .. } => Reason::JsonNotAList,
            Self::NotAnObject { .. } => Reason::JsonNotAnObject,
            Self::SameId { .. } => Reason::JsonSameId,
        }
    }

    /// Where it is, from 1; the first where that is nowhere.
    pub fn line(&self) -> usize {
        let args = self.args();
        args.iter().find(|it| it.0 == "line").and_then(|it| it.1.parse().ok()).unwrap_or(1)
    }

    /// Values of its sentence.
    pub fn args(&self) -> Args {
        let at = |place: &DocumentPlace| {
            vec![("path", place.path.clone()), ("line", place.line.to_string()), ("column", place.column.to_string())]
        };
        let and = |mut args: Args, more: Args| {
            args.extend(more);
            args
        };
        match self {
            Self::Disk(it) => it.args(),
            Self::TooLarge { found } => {
                vec![("found", found.to_string()), ("limit", MAX_BYTES.to_string())]
            }
            Self::NotText(byte) => vec![("byte", byte.to_string())],
            Self::Syntax { line, column } => vec![("line", line.to_string()), ("column", column.to_string())],
            Self::NotThisFormat { found } => vec![("found", found.clone())],
            Self::Newer { version } => {
                vec![("version", version.to_string()), ("known", VERSION.to_string())]
            }
            Self::UnknownField { place, field, nearest } => {
                and(at(place), vec![("key", field.clone()), ("nearest", nearest.clone())])
            }
            Self::DuplicateField { place, field } | Self::MissingField { place, field } => {
                and(at(place), vec![("key", field.clone())])
            }
            Self::NoUuid { place, text } => and(at(place), vec![("text", text.clone())]),
            Self::WordUnknown { place, text, known } => {
                and(at(place), vec![("text", text.clone()), ("known", known.clone())])
            }
            Self::NamaEmpty { place }
            | Self::KeyUnfit { place }
            | Self::VersionUnknown { place }
            | Self::NotAText { place }
            | Self::NotANumber { place }
            | Self::NotABool { place }
            | Self::NotAList { place }
            | Self::NotAnObject { place } => at(place),
            Self::SameId { id, first, second } => {
                vec![("id", id.clone()), ("one", first.clone()), ("other", second.clone())]
            }
        }
    }
}
