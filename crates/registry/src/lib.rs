//! The application: one public method of [`Registry`] for each thing a person
//! can do. No windows here, no SQL, no formats.
//!
//! Every act has one shape: load what the decision needs, decide in `domain`,
//! record through the single write path (`core/write.rs`), show exactly what the
//! screen redraws. `assessment/choose.rs` is the specimen.
//!
//! Who may know whom: `core` ← `show` ← the five words, whose verbs are free
//! functions over `&Core` ← [`Registry`], the list of them (`facade/`) ← `commands`, the
//! table of what the window asks, and the desk on which a registry lies.

// A test may say what it knows; what ships may not.
#![cfg_attr(
    test,
    allow(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::cast_possible_truncation,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss
    )
)]
#![warn(unreachable_pub)]

mod assessment;
mod bukti;
pub mod commands;
mod core;
mod facade;
mod inovasi;
mod merge;
mod show;
mod submission;
pub mod view;

pub use disk::Room;

pub use crate::assessment::choose::ChooseParameter;
pub use crate::assessment::input::{GiveInput, TickOption};
pub use crate::assessment::rules::correct::{CorrectFact, CorrectPack};
pub use crate::assessment::verification::{GiveVerdict, SeenAnswer, VerificationFilter};
pub use crate::bukti::attach::{AnswerKey, BuktiFacts};
pub use crate::bukti::open::OpenedCopy;
pub use crate::core::env::{Env, SystemEnv, TerminalEnv};
pub use crate::core::error::{Code, Error, IpcError, Reason, Result};
pub use crate::core::handed::{Handed, HandedPaths};
pub use crate::core::library::{DEFAULT_INSTRUMENT, Library, pack_hash, pack_hashes};
pub use crate::core::log::{FallView, Log, tell_falls};
pub use crate::core::op::Op;
pub use crate::core::open::Start;
pub use crate::core::portable::{PORTABLE_MARKER, Portable};
pub use crate::core::update::{LaidUpdate, RunningProgram};
pub use crate::core::{places, progress, text};
pub use crate::facade::Registry;
pub use crate::inovasi::catalogue::{EditMany, Filter, ListInovasi, Selection, Sort};
pub use crate::inovasi::workbook::{
    ExportWorkbook, ImportWorkbook, ListWorkbookLines, WorkbookColumn, WorkbookDecision, WorkbookEnding, WorkbookKind,
    WorkbookRow, WorkbookTable,
};
pub use crate::submission::best::{BestSet, pins::BestPin};
pub use crate::submission::bundle::ExportBundle;
pub use crate::submission::document::{DocumentRequest, GivenField, write::WriteDocuments};
pub use crate::submission::official::{ImportOfficial, OfficialDecision};
pub use crate::submission::publish::write::Publish;
pub use crate::submission::remind::Remind;
pub use crate::submission::simulation::{Simulate, SimulateChange};
pub use crate::submission::snapshot::SendSubmission;
pub use crate::submission::steps::NextSteps;
pub use crate::submission::table::ExportTable;

pub use disk::keep_private;
pub use domain::{
    assessment::{
        explain::{ExplainFormula, ExplainLabel},
        score::Basis,
        verification::State,
    },
    core::{
        finding::{FindingCode, Severity},
        id::{
            BuktiId, IndikatorId, IndikatorName, InovasiId, InputId, InstrumentId, OptionId, PenghargaanId,
            PerangkatDaerahId, SnapshotId, Subject,
        },
        loss::LossCause,
        notice::NoticeCode,
    },
    submission::{
        bag::BagAnswer,
        document::{DocumentField, DocumentFormat, DocumentKind, DocumentScope},
        office::{OfficeField, Signer, SignerForm, SignerRole},
        official::OfficialFigure,
        portal::{PortalField, PortalState},
        remind::ReminderChannel,
        snapshot::SnapshotField,
        table::TableKind,
    },
};
pub use exchange::core::update::{PackageKind, ProgramVersion, TrustedKey};
