//! Proving a bundle, by itself or with the paper that goes with it, and looking into one.

use std::{cell::Cell, path::Path};

use registry::{
    BagAnswer, Env, Registry, Result,
    progress::Unwatched,
    view::{ArgView, NoticeView, VerifyView},
};

use crate::{Done, show::Show, write::write_aside};

/// Endings of what is a picture, or is taken for one, and never a bundle.
const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "heic", "webp", "pdf"];

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|it| PICTURES.contains(&it.as_str()))
}

/// Proves the bundle at `path`, for whoever has a paper: by its code, or by a photo of it.
///
/// # Errors
/// As `Registry::verify_bundle` and `Registry::read_paper`.
pub fn verify(show: &Show, path: &Path, paper: Option<String>) -> Result<Done> {
    let code = match &paper {
        None if is_picture(path) => return alone(show, path),
        Some(it) if is_picture(Path::new(it)) => Some(Registry::read_paper(Path::new(it))?.typed),
        _ => paper,
    };
    show.verdict(&Registry::verify_bundle(path, code.as_deref(), &mut Unwatched)?)
}

/// A paper says only which bundle it belongs to: that is still to be judged.
fn alone(show: &Show, path: &Path) -> Result<Done> {
    let view = Registry::read_paper(path)?;
    let args = [
        ArgView { name: "code".into(), value: view.code.clone() },
        ArgView { name: "fingerprint".into(), value: view.fingerprint.clone().unwrap_or_default() },
    ];
    let key = if view.fingerprint.is_some() { "cli.bag_paper" } else { "cli.bag_paper_short" };
    show.print(&view, || vec![show.say(key, &args)])?;
    Ok(Done::Unjudged)
}

/// Looks into a bundle instead of a registry. That it is not valid, or lacks files, is told
/// beside whatever is asked of it, and how it was judged is kept.
///
/// # Errors
/// As `Registry::look_into_bundle`.
pub fn look(show: &Show, path: &Path, env: &dyn Env, judged: &Cell<BagAnswer>) -> Result<Registry> {
    let registry = Registry::look_into_bundle(path, env, &mut Unwatched)?;
    if let Some(bundle) = registry.show_registry()?.looked_at.and_then(|it| it.bundle) {
        judged.set(bundle.verify.answer);
        if !bundle.verify.is_valid() {
            write_aside(&show.judged(&bundle.verify));
            bundle.verify.faults.iter().take(TOLD).for_each(|it| write_aside(&show.notice(it)));
        }
        if bundle.n_missing > 0 {
            let n = [ArgView { name: "n".into(), value: bundle.n_missing.to_string() }];
            write_aside(&show.say("cli.bundle_missing", &n));
        }
        if let Some(it) = &bundle.other_rules {
            let shown = |iid: &Option<String>| iid.as_ref().map_or_else(|| "–".into(), |it| it.replace('.', ","));
            let args = [("instrument", it.instrument.clone()), ("told", shown(&it.told)), ("found", shown(&it.found))];
            let args = args.map(|(name, value)| ArgView { name: name.into(), value });
            write_aside(&show.say("cli.bundle_other_rules", &args));
        }
    }
    Ok(registry)
}

/// Most faults that are told beside something else.
const TOLD: usize = 20;

impl Show {
    pub fn verdict(&self, it: &VerifyView) -> Result<Done> {
        self.print(it, || {
            let mut lines = vec![self.judged(it)];
            if it.is_valid() && it.code.is_some() && it.code_fits.is_none() {
                lines.push(self.say("cli.bag_unpaired", &[]));
            }
            // What nine signs prove, and what they do not.
            if it.is_valid() && it.code_fits == Some(true) && it.fingerprint_fits.is_none() {
                lines.push(self.say("cli.bag_by_code", &[]));
            }
            lines.extend(it.faults.iter().map(|it| format!("✗ {}", self.notice(it))));
            lines
        })?;
        for told in it.remarks.iter().chain(it.faults.iter().take(TOLD)) {
            write_aside(&self.notice(told));
        }
        Ok(it.answer.into())
    }

    fn notice(&self, it: &NoticeView) -> String {
        self.say(&format!("notice.{}", it.code), &it.args)
    }

    fn judged(&self, it: &VerifyView) -> String {
        let key = match it.answer {
            BagAnswer::Valid if it.fingerprint_fits == Some(true) => "cli.bag_paired_whole",
            BagAnswer::Valid if it.code_fits == Some(true) => "cli.bag_paired",
            BagAnswer::Valid => "cli.bag_valid",
            BagAnswer::NotValid if it.version.is_empty() => "cli.bag_invalid_bare",
            BagAnswer::NotValid => "cli.bag_invalid",
            BagAnswer::CannotJudge => "cli.bag_cannot_judge",
        };
        let args = [
            ArgView { name: "version".into(), value: it.version.clone() },
            ArgView { name: "algorithms".into(), value: it.algorithms.join(", ") },
            ArgView { name: "n_file".into(), value: it.n_file.to_string() },
            ArgView { name: "code".into(), value: it.code.clone().unwrap_or_default() },
        ];
        self.say(key, &args)
    }
}
