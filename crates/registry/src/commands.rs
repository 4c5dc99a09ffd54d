//! What the window can ask for, made from [the table](crate::commands!): per row a
//! request type, a function, and a line of [`COMMANDS`]. The shell and the bridge
//! carry them; neither knows one by name.

#[macro_use]
mod meaning;
#[macro_use]
mod submission;
#[macro_use]
mod table;
pub mod desk;
pub(crate) mod jobs;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use domain::{
    assessment::{
        calculation::Calculation,
        verification::{Role, State},
    },
    bukti::BuktiField,
    core::{
        id::{
            BuktiId, IdError, IndikatorName, InovasiId, InstrumentId, PenghargaanId, PerangkatDaerahId, SnapshotId,
            Subject,
        },
        reason::Reason,
    },
    inovasi::{
        duplicate::DuplicateVerdict, penghargaan::PenghargaanField, perangkat_daerah::PerangkatDaerahField,
        profile::Field,
    },
    submission::snapshot::SnapshotField,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

pub use self::{
    desk::{Desk, FileFilter, PickKind, PickPaths},
    jobs::{JobView, Tell},
};
use crate::{core::handed, text::Language, view::*, *};

/// More findings than anybody reads in a window; the counts tell the rest.
const SHOWN_FINDINGS: usize = 1000;

/// What the interface does with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommandKind {
    /// Keeps it until an act touches one of its topics.
    Read,
    /// Puts its view where it is shown, and drops what it touched. Goes in line.
    Act,
    /// The same for what takes long, beside the line: a job.
    Work,
    /// Uses it once.
    Ask,
}

/// One command, as the table declares it.
#[derive(Debug, Clone, Copy)]
pub struct CommandInfo {
    /// Of the command, on every carrier.
    pub name: &'static str,
    /// What the interface does with its answer.
    pub kind: CommandKind,
    /// The word it belongs to, or `desk`.
    pub word: &'static str,
    /// What a request that the table makes asks with.
    pub asked: &'static [&'static str],
    /// Of a read: what makes its answer stale.
    pub topics: &'static [Topic],
    /// Of an outcome: the read that its view answers.
    pub shown: Option<&'static str>,
}

/// Binds what an expression of the table works on.
macro_rules! lay {
    (registry $it:ident $desk:ident) => {
        let $it = $desk.open()?;
    };
    (desk $it:ident $desk:ident) => {
        let $it = $desk;
        let _ = $it;
    };
}

macro_rules! made {
    ($($word:ident { $(
        $kind:ident $name:ident(
            $($Req:ident $(as $req:ident)? $({ $($(#[$about:meta])* $field:ident: $ty:ty),* $(,)? })?)?
        ) -> $answer:ty $([ $($topic:ident)* ])? $(as $shown:ident)? = |$with:ident $(, $watch:ident)?| $body:expr;
    )* })*) => {
        $($($($(
            #[doc = concat!("What `", stringify!($name), "` is asked with.")]
            #[derive(Debug, Clone, Deserialize)]
            #[cfg_attr(feature = "ipc", derive(specta::Type))]
            pub struct $Req { $(#[doc = meaning!($field)] $(#[$about])* pub $field: $ty),* }
        )?)?)*)*

        /// Kinds of long work, each by the name of its command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "ipc", derive(specta::Type))]
        #[allow(non_camel_case_types)]
        pub enum JobKind { $($($(
            #[doc = concat!("`", stringify!($name), "`, whose steps `", stringify!($watch), "` hears.")]
            $name,
        )?)*)* }

        /// Every command, in the order of the table.
        pub const COMMANDS: &[CommandInfo] = &[$($(CommandInfo {
            name: stringify!($name),
            kind: kind!($kind),
            word: stringify!($word),
            asked: &[$($($(stringify!($field)),*)?)?],
            topics: &[$($(Topic::$topic),*)?],
            shown: shown!($($shown)?),
        },)*)*];

        $($(
            #[doc = concat!("`", stringify!($name), "`, see the table.")]
            ///
            /// # Errors
            /// No registry is open, and as the method that it calls.
            pub fn $name(desk: &Desk $(, req: $Req)? $(, $watch: Tell<'_>)?) -> Result<$answer> {
                $($(let $req = req;)? $(let $Req { $($field),* } = req;)?)?
                $(let $watch = &mut desk.jobs.begin(JobKind::$name, $watch);)?
                lay!($with $with desk);
                $body
            }
        )*)*

        /// Answers a command by its name, from JSON and in JSON.
        ///
        /// # Errors
        /// There is no such command, the request is not one, and as the command.
        pub fn answer(desk: &Desk, command: &str, req: Value, tell: Tell<'_>) -> Result<Value> {
            match command {
                $($(stringify!($name) => {
                    to_json($name(desk $(, from_json::<$Req>(desk, req)?)? $(, { let $watch = tell; $watch })?)?)
                })*)*
                _ => Err(unexpected(format!("no command {command}"))),
            }
        }
    };
}

macro_rules! kind {
    (read) => {
        CommandKind::Read
    };
    (act) => {
        CommandKind::Act
    };
    (work) => {
        CommandKind::Work
    };
    (ask) => {
        CommandKind::Ask
    };
}

macro_rules! shown {
    () => {
        None
    };
    ($name:ident) => {
        Some(stringify!($name))
    };
}

commands!(made);

fn from_json<T: DeserializeOwned>(desk: &Desk, req: Value) -> Result<T> {
    let (read, named) = desk.handed.reading(|| serde_json::from_value(req));
    // Where these lie must answer before anything waits for it.
    let folders: BTreeSet<&Path> = named.iter().map(|it| it.parent().unwrap_or(it)).collect();
    for it in folders {
        desk.ask(it).map_err(|error| Error::file(it, &error))?;
    }
    read.map_err(|error| {
        // serde tells an error as text alone; ours are read back out of it.
        let text = error.to_string();
        match (IdError::told(&text), handed::refused(&text)) {
            (Some(it), _) => it.into(),
            (_, Some(path)) => Error::invalid(Reason::PathNotHanded).arg("path", path),
            _ => unexpected(text),
        }
    })
}

fn plain(paths: &[Handed]) -> Vec<PathBuf> {
    paths.iter().map(|it| Path::to_owned(it)).collect()
}

/// A request as it came over the wire. A carrier hands it on unread, so that what is
/// wrong with it is told by an [`Error`] and not by the carrier.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Unread<Req> {
    req: Value,
    #[serde(skip)]
    of: std::marker::PhantomData<fn() -> Req>,
}

impl<Req: DeserializeOwned> Unread<Req> {
    /// The request, with the paths that were handed over at this desk.
    ///
    /// # Errors
    /// It is none; an id in it is not one; a path in it was not handed over.
    pub fn read(self, desk: &Desk) -> Result<Req> {
        from_json(desk, self.req)
    }
}

#[cfg(feature = "ipc")]
impl<Req: specta::Type> specta::Type for Unread<Req> {
    fn definition(types: &mut specta::Types) -> specta::datatype::DataType {
        Req::definition(types)
    }
}

fn to_json(answer: impl Serialize) -> Result<Value> {
    serde_json::to_value(answer).map_err(unexpected)
}

fn unexpected(cause: impl std::fmt::Display) -> Error {
    Error::new(Code::Bug, Reason::Unexpected).arg("code", cause)
}
