//! Errors as the outside sees them: few codes, each one branched on somewhere.
//!
//! An error means that the act did not happen. It says what happened, what was
//! kept, and what to do next; the sentences are in `ui/src/text/messages.json`
//! under `error.<reason>`, for the screens and for the command line alike.

pub use domain::core::reason::Reason;
use domain::{
    assessment::{citation::CitationError, given::GivenError, instrument::vocabulary::OptionError, score::ChoiceError},
    core::{
        date::DateError,
        id::{IdError, IdOf},
        number::NumberError,
    },
    inovasi::{perangkat_daerah::tree::BodyError, profile::TextError},
    merge::field::FieldError,
    submission::{office::SignerError, official::figure::FigureError},
};
use exchange::core::disk::{FaultKind, cause, is_shared};
use serde::Serialize;

use crate::view::ArgView;

/// Result of every act.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an act did not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What a caller can do about it.
    pub code: Code,
    /// What happened; picks the sentence `error.<reason>`.
    pub reason: Reason,
    /// Values that fill the sentence.
    pub args: Vec<(&'static str, String)>,
}

/// What a caller can do about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// Show that the thing is gone.
    NotFound,
    /// Keep what was typed and say why it cannot stand.
    Invalid,
    /// Ask the officer to choose.
    Conflict,
    /// Ask for a newer program.
    StoreNewer,
    /// Offer the way to a backup.
    StoreDamaged,
    /// Ask for room on the disk.
    NoSpace,
    /// Ask to close the other window.
    Busy,
    /// Name the file that cannot be read or written.
    Unreadable,
    /// Say nothing: the officer stopped it.
    Cancelled,
    /// Apologise, and keep the detail for whoever mends it.
    Bug,
}

impl Error {
    /// An error by what a caller can do, and what happened.
    pub fn new(code: Code, reason: Reason) -> Self {
        Self { code, reason, args: Vec::new() }
    }

    /// The same with one more thing that its sentence names.
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// What was typed cannot stand.
    pub fn invalid(reason: Reason) -> Self {
        Self::new(Code::Invalid, reason)
    }

    /// What was named is not here.
    pub fn not_found(reason: Reason) -> Self {
        Self::new(Code::NotFound, reason)
    }

    /// An error of `exchange`: its reasons are ours.
    pub(crate) fn of_exchange(kind: FaultKind, reason: Reason, args: Vec<(&'static str, String)>) -> Self {
        let code = match kind {
            FaultKind::Missing => Code::NotFound,
            FaultKind::Invalid => Code::Invalid,
            FaultKind::Newer => Code::StoreNewer,
            FaultKind::Full => Code::NoSpace,
            FaultKind::Cancelled => Code::Cancelled,
            FaultKind::Unreadable => Code::Unreadable,
        };
        Self { code, reason, args }
    }

    /// An error of the file system at a path outside the registry, told by its kind: only
    /// whoever writes there fills a disk.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let (code, reason) = match error.kind() {
            ErrorKind::NotFound => (Code::NotFound, Reason::FileMissing),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => (Code::Unreadable, Reason::FileDenied),
            ErrorKind::IsADirectory => (Code::Invalid, Reason::FileIsFolder),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (Code::NoSpace, Reason::OutputFull),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (Code::Unreadable, Reason::FileInUse),
            _ if is_shared(error) => (Code::Unreadable, Reason::FileInUse),
            _ => (Code::Unreadable, Reason::FileUnreadable),
        };
        Self::new(code, reason).arg("path", path.display()).arg("cause", cause(error))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&crate::core::text::sentence(
            &format!("error.{}", self.reason),
            &self.args,
            crate::core::text::Language::Id,
        ))
    }
}

impl std::error::Error for Error {}

/// An error on the wire: never a bare text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct IpcError {
    /// What a caller can do about it.
    pub code: Code,
    /// What happened; picks the sentence `error.<reason>`.
    pub reason: Reason,
    /// Values that fill the sentence.
    pub args: Vec<ArgView>,
}

impl From<Error> for IpcError {
    fn from(error: Error) -> Self {
        Self {
            code: error.code,
            reason: error.reason,
            args: error.args.into_iter().map(|(name, value)| ArgView { name: name.to_owned(), value }).collect(),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        use store::Error as E;
        let (is_damage, is_of_value) = (error.is_damage(), error.is_of_value());
        match error {
            E::Missing(path) => Self::not_found(Reason::RegistryMissing).arg("path", path.display()),
            E::Exists(path) => Self::invalid(Reason::RegistryExists).arg("path", path.display()),
            E::Locked(path) => Self::new(Code::Busy, Reason::RegistryLocked).arg("path", path.display()),
            E::Nameless => Self::invalid(Reason::PersonMissing),
            E::Forbidden(path) => Self::new(Code::Unreadable, Reason::RegistryForbidden).arg("path", path.display()),
            E::ReadOnlyPlace(path) => {
                Self::new(Code::Unreadable, Reason::RegistryPlaceReadOnly).arg("path", path.display())
            }
            E::ReadOnly => Self::new(Code::Busy, Reason::RegistryReadOnly),
            E::Foreign(path) => Self::new(Code::Unreadable, Reason::NotARegistry).arg("path", path.display()),
            E::Newer { found, known } => {
                Self::new(Code::StoreNewer, Reason::StoreNewer).arg("found", found).arg("known", known)
            }
            E::NewerPart { found, known } => {
                Self::new(Code::StoreNewer, Reason::StoreNewerPart).arg("found", found).arg("known", known)
            }
            E::Damaged { kept } => Self::new(Code::StoreDamaged, Reason::StoreDamaged).arg("kept", kept.display()),
            E::Full => Self::new(Code::NoSpace, Reason::DiskFull).arg("path", "").arg("cause", ""),
            E::Io { path, source, .. } => Self::file(&path, &source),
            E::BlobMismatch(sha256) => Self::new(Code::Unreadable, Reason::BlobDamaged).arg("sha256", sha256),
            E::BlobMissing(sha256) => Self::new(Code::Unreadable, Reason::BlobMissing).arg("sha256", sha256),
            E::BadChange(what) => Self::invalid(Reason::ChangeUnreadable).arg("what", what),
            E::CopyDiffers(path) => Self::new(Code::Unreadable, Reason::CopyDiffers).arg("path", path.display()),
            E::Cancelled => Self::new(Code::Cancelled, Reason::Cancelled),
            E::Unsound(detail) => Self::new(Code::StoreDamaged, Reason::StoreDamagedRunning).arg("detail", detail),
            E::Sql(_) if is_of_value => {
                Self::new(Code::StoreDamaged, Reason::StoreDamagedRunning).arg("detail", "stored_value")
            }
            E::Sql(sql) if is_damage => Self::new(Code::StoreDamaged, Reason::StoreDamagedRunning).arg("detail", sql),
            E::Sql(sql) => Self::new(Code::Bug, Reason::Database).arg("detail", sql),
        }
    }
}

impl store::Failure for Error {
    fn is_damage(&self) -> bool {
        self.code == Code::StoreDamaged
    }

    fn detail(&self) -> String {
        self.args.iter().find(|it| it.0 == "detail").map(|it| it.1.clone()).unwrap_or_default()
    }
}

impl From<ChoiceError> for Error {
    fn from(error: ChoiceError) -> Self {
        match error {
            ChoiceError::UnknownIndikator(indikator) => {
                Self::not_found(Reason::IndikatorUnknown).arg("indikator", indikator)
            }
            ChoiceError::WrongSubject { indikator } => {
                Self::invalid(Reason::IndikatorWrongSubject).arg("indikator", indikator)
            }
            ChoiceError::UnknownParameter { indikator, parameter, highest } => Self::invalid(Reason::ParameterUnknown)
                .arg("indikator", indikator)
                .arg("parameter", parameter)
                .arg("highest", highest),
            ChoiceError::UnknownVariant { indikator, variant, known } => Self::invalid(Reason::VariantUnknown)
                .arg("indikator", indikator)
                .arg("variant", variant)
                .arg("known", known),
        }
    }
}

impl From<TextError> for Error {
    fn from(error: TextError) -> Self {
        match error {
            TextError::TooLong(limit) => Self::invalid(Reason::TextTooLong).arg("limit", limit),
            TextError::Control => Self::invalid(Reason::TextControl),
            TextError::EmptyNama => Self::invalid(Reason::NamaEmpty),
        }
    }
}

impl From<CitationError> for Error {
    fn from(error: CitationError) -> Self {
        match error {
            CitationError::Text(it) => it.into(),
            CitationError::TooMany(limit) => Self::invalid(Reason::CitationTooMany).arg("limit", limit),
            CitationError::NoFact => Self::invalid(Reason::CitationNoFact),
            CitationError::NoTitle => Self::invalid(Reason::CitationNoTitle),
            CitationError::Address(text) => Self::invalid(Reason::AddressNotWeb).arg("text", text),
        }
    }
}

impl From<DateError> for Error {
    fn from(DateError(text): DateError) -> Self {
        Self::invalid(Reason::DateUnreadable).arg("text", text)
    }
}

impl From<OptionError> for Error {
    fn from(error: OptionError) -> Self {
        if error.nearest.is_empty() {
            return Self::invalid(Reason::OptionUnlike).arg("list", error.list).arg("text", error.text);
        }
        Self::invalid(Reason::OptionUnknown)
            .arg("list", error.list)
            .arg("text", error.text)
            .arg("nearest", error.nearest)
    }
}

impl From<NumberError> for Error {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::Unreadable(text) => Self::invalid(Reason::NumberUnreadable).arg("text", text),
            NumberError::Ambiguous { text, whole, fraction } => {
                Self::invalid(Reason::NumberAmbiguous).arg("text", text).arg("whole", whole).arg("fraction", fraction)
            }
            NumberError::NotPercent { text, satuan } => {
                Self::invalid(Reason::NumberNotPercent).arg("text", text).arg("satuan", satuan)
            }
            NumberError::Negative(number) => Self::invalid(Reason::NumberNegative).arg("number", number),
        }
    }
}

impl From<GivenError> for Error {
    fn from(error: GivenError) -> Self {
        match error {
            GivenError::Choice(it) => it.into(),
            GivenError::Number(it) => it.into(),
            GivenError::UnknownInput { indikator, input, known } => Self::not_found(Reason::InputUnknown)
                .arg("indikator", indikator)
                .arg("input", input)
                .arg("known", known),
            GivenError::UnknownOption { indikator, option, known } => Self::not_found(Reason::TickUnknown)
                .arg("indikator", indikator)
                .arg("option", option)
                .arg("known", known),
        }
    }
}

impl From<IdError> for Error {
    fn from(IdError { of, text }: IdError) -> Self {
        match of {
            IdOf::Inovasi | IdOf::Subject => Self::not_found(Reason::InovasiMissing),
            IdOf::Bukti => Self::not_found(Reason::BuktiMissing),
            IdOf::PerangkatDaerah => Self::not_found(Reason::PerangkatDaerahMissing),
            IdOf::Penghargaan => Self::not_found(Reason::PenghargaanMissing),
            IdOf::Snapshot => Self::not_found(Reason::SnapshotMissing),
            // Nobody is asked for one.
            IdOf::Device => return Self::new(Code::Bug, Reason::Unexpected).arg("code", text),
        }
        .arg("id", text)
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        match error {
            FieldError::Text(it) => it.into(),
            FieldError::Date(it) => it.into(),
            FieldError::Option(it) => it.into(),
            FieldError::Given(it) => it.into(),
            FieldError::Inovasi(id) => Self::not_found(Reason::InovasiMissing).arg("id", id),
            FieldError::Year(text) => Self::invalid(Reason::YearUnreadable).arg("text", text),
            FieldError::Review(reason) => Self::not_found(Reason::ReviewUnknown).arg("reason", reason),
            FieldError::Figure(it) => it.into(),
            FieldError::Parameter(text) => Self::invalid(Reason::FigureUnreadable).arg("text", text),
            FieldError::PortalMark(text) => Self::invalid(Reason::PortalMarkUnreadable).arg("text", text),
            FieldError::Blob(text) => Self::new(Code::Bug, Reason::Unexpected).arg("code", text),
            FieldError::Duplicate(verdict) => Self::not_found(Reason::VerdictUnknown).arg("verdict", verdict),
        }
    }
}

impl From<FigureError> for Error {
    fn from(error: FigureError) -> Self {
        let shown = |it: domain::Decimal| it.normalize().to_string().replace('.', ",");
        match error {
            FigureError::Unreadable(text) => Self::invalid(Reason::FigureUnreadable).arg("text", text),
            FigureError::Ambiguous(it) => it.into(),
            FigureError::Undecided(text) => Self::invalid(Reason::FigureUndecided).arg("text", text),
            FigureError::Beyond { number, maksimum } => {
                Self::invalid(Reason::FigureBeyond).arg("number", shown(number)).arg("maksimum", shown(maksimum))
            }
        }
    }
}

impl From<SignerError> for Error {
    fn from(error: SignerError) -> Self {
        match error {
            SignerError::Text(it) => it.into(),
            SignerError::Nip(text) => Self::invalid(Reason::NipUnreadable).arg("text", text),
        }
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::Taken(nama) => Self::invalid(Reason::PerangkatDaerahExists).arg("nama", nama),
            BodyError::Missing(id) => Self::not_found(Reason::PerangkatDaerahMissing).arg("id", id),
            BodyError::Ring(nama) => Self::invalid(Reason::PerangkatDaerahRing).arg("nama", nama),
        }
    }
}
