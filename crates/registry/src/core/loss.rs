//! What is missing is told until somebody has read it.

use domain::core::{loss::LossCause, notice::NoticeCode};
use store::{Loss, Reader};

use crate::{
    core::{env::rfc3339, error::Result, open::arg, registry::Core},
    view::{ArgView, LossView, NoticeView},
};

/// Every loss that was ever found here, the oldest first; and acts that are not whole now,
/// as long as they are not.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn list_losses(core: &Core) -> Result<Vec<LossView>> {
    core.read(|reader| {
        let mut losses = reader.losses()?;
        let n_broken = reader.count_unsound()?;
        if n_broken > 0 {
            losses.push(Loss {
                at: core.env.now_ms(),
                cause: LossCause::Unsound,
                kept: None,
                backup: None,
                n_salvaged: 0,
                n_broken,
                n_piece: 0,
                n_missing: None,
                since: None,
                persons: Vec::new(),
                hollows: Vec::new(),
                confirmed: false,
            });
        }
        Ok(losses.iter().map(|it| view(core, it)).collect())
    })
}

/// Those that nobody has confirmed yet.
pub(crate) fn unread(core: &Core, reader: &Reader<'_>) -> Result<Vec<LossView>> {
    Ok(reader.losses()?.iter().filter(|it| !it.confirmed).map(|it| view(core, it)).collect())
}

fn view(core: &Core, it: &Loss) -> LossView {
    let place = |path: &std::path::PathBuf| core.store.folder().join(path).display().to_string();
    let mut view = LossView {
        at: rfc3339(it.at),
        cause: it.cause,
        kept: it.kept.as_ref().map(place),
        backup: it.backup.as_ref().map(place),
        n_salvaged: it.n_salvaged,
        n_broken: it.n_broken,
        n_piece: it.n_piece,
        n_missing: it.n_missing,
        since: it.since.map(rfc3339),
        persons: it.persons.clone(),
        confirmed: it.confirmed,
        told: Vec::new(),
    };
    view.told = told(&view);
    view
}

/// Acts that are gone from the middle of history: how many, whose, since when, what to do.
fn hollow(it: &LossView) -> Vec<NoticeView> {
    let say = |code, args: Vec<ArgView>| NoticeView { code, args };
    let persons = if it.persons.is_empty() { "—".to_owned() } else { it.persons.join(", ") };
    let mut all = vec![say(NoticeCode::LossHollow, vec![arg("n", it.n_broken), arg("persons", persons)])];
    all.extend(it.since.iter().map(|since| say(NoticeCode::LossHollowSince, vec![arg("since", since)])));
    all.extend(it.n_missing.map(|n| say(NoticeCode::LossMissing, vec![arg("n", n)])));
    all.push(say(NoticeCode::LossNext, Vec::new()));
    all
}

/// What happened, what was kept and taken in again, what is missing, what to do next.
fn told(it: &LossView) -> Vec<NoticeView> {
    let say = |code, args: Vec<ArgView>| NoticeView { code, args };
    let cause = match it.cause {
        LossCause::Damaged => NoticeCode::LossDamaged,
        LossCause::Gone => NoticeCode::LossGone,
        LossCause::BehindLock => NoticeCode::LossBehindLock,
        LossCause::BehindParcel => NoticeCode::LossBehindParcel,
        LossCause::BehindBackup => NoticeCode::LossBehindBackup,
        LossCause::Hollow => return hollow(it),
        LossCause::Unsound => return vec![say(NoticeCode::LossUnsound, vec![arg("n", it.n_broken)])],
    };
    let mut all = vec![say(cause, vec![arg("at", &it.at)])];
    all.extend(it.kept.iter().map(|kept| say(NoticeCode::LossKept, vec![arg("kept", kept)])));
    all.extend(it.backup.iter().map(|backup| say(NoticeCode::LossBackup, vec![arg("backup", backup)])));
    if it.n_salvaged > 0 {
        all.push(say(NoticeCode::LossSalvaged, vec![arg("n", it.n_salvaged)]));
    }
    if it.n_broken > 0 {
        all.push(say(NoticeCode::LossBroken, vec![arg("n", it.n_broken)]));
    }
    if it.n_piece > 0 {
        all.push(say(NoticeCode::LossPieces, vec![arg("n", it.n_piece)]));
    }
    match it.n_missing {
        Some(0) if it.n_broken == 0 => all.push(say(NoticeCode::LossNothingMissing, Vec::new())),
        Some(0) => {}
        Some(n) => all.push(say(NoticeCode::LossMissing, vec![arg("n", n)])),
        None => all.push(say(NoticeCode::LossMissingUnknown, Vec::new())),
    }
    if it.n_missing != Some(0) || it.n_broken > 0 {
        all.extend(it.since.iter().map(|since| say(NoticeCode::LossSince, vec![arg("since", since)])));
        if !it.persons.is_empty() {
            all.push(say(NoticeCode::LossPersons, vec![arg("persons", it.persons.join(", "))]));
        }
        all.push(say(NoticeCode::LossNext, Vec::new()));
    }
    all
}
