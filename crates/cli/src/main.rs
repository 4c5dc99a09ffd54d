//! `prakarsa`: every job of the app without a window.
//!
//! Exit: 0 done · 1 done, with blocking findings (`findings`, `doctor`) · 2 the
//! words of the call are off · 3 refused or failed, nothing changed (why is on
//! stderr; a bag that is not valid, which `--bundle` shows all the same) · 4 the bag,
//! or an update, cannot be judged · 5 done, but acknowledged work is missing and nobody has confirmed
//! to have read it (`losses`) · 6 done, but the answer could not be written where stdout
//! leads.

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

mod args;
mod assessment;
mod bukti;
mod inovasi;
mod merge;
mod run;
mod show;
mod submission;
mod update;
mod write;

use std::process::ExitCode;

use clap::Parser;
use registry::{Reason, text::Language};

use crate::write::write_aside;

/// How a command that did not fail ended.
pub enum Done {
    /// Done, and nothing stands against it.
    Clean,
    /// Done, but something blocks a submission.
    WithFindings,
    /// Done, and the answer is no: the bag is not valid.
    Refused,
    /// Done, and there is no answer: the bag cannot be judged here.
    Unjudged,
    /// Done, and work is missing of which nobody has read yet.
    WithLosses,
}

impl From<registry::BagAnswer> for Done {
    fn from(answer: registry::BagAnswer) -> Self {
        match answer {
            registry::BagAnswer::Valid => Self::Clean,
            registry::BagAnswer::NotValid => Self::Refused,
            registry::BagAnswer::CannotJudge => Self::Unjudged,
        }
    }
}

fn main() -> ExitCode {
    let args = match args::CommandLine::try_parse() {
        Ok(it) => it,
        Err(told) => return tell(&told),
    };
    let language = args.language();
    let input = args.command.input().map(|it| it.display().to_string());
    match run::run(args) {
        Ok(Done::Clean) => ExitCode::SUCCESS,
        Ok(Done::WithFindings) => ExitCode::from(1),
        Ok(Done::Refused) => ExitCode::from(3),
        Ok(Done::Unjudged) => ExitCode::from(4),
        Ok(Done::WithLosses) => ExitCode::from(5),
        Err(error) => {
            let key = format!("error.{}", error.reason);
            let sentence = registry::text::sentence(&key, &error.args, language);
            match input.filter(|it| !sentence.contains(it.as_str())) {
                // Which file is meant, where the sentence only says what is wrong in it.
                Some(file) => write_aside(&format!("{file}: {sentence}")),
                None => write_aside(&sentence),
            }
            ExitCode::from(if error.reason == Reason::AnswerUnwritten { 6 } else { 3 })
        }
    }
}

/// Help that was asked for, or what is off in the words of the call.
fn tell(told: &clap::Error) -> ExitCode {
    let usual = u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from);
    // In whose language is among the words that were not read.
    match write::of_answer(told.print()) {
        Err(error) if !told.use_stderr() => {
            let key = format!("error.{}", error.reason);
            write_aside(&registry::text::sentence(&key, &error.args, Language::Id));
            ExitCode::from(6)
        }
        _ => usual,
    }
}
