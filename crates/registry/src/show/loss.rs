//! A loss in sentences, for the window and the command line alike.

use domain::core::{loss::LossCause, notice::NoticeCode};

use crate::{
    core::open::arg,
    view::{ArgView, LossView, NoticeView},
};

/// What happened, what was kept and taken in again, what is missing, what to do next.
pub(crate) fn told(it: &LossView) -> Vec<NoticeView> {
    let say = |code, args: Vec<ArgView>| NoticeView { code, args };
    let cause = match it.cause {
        LossCause::Damaged => NoticeCode::LossDamaged,
        LossCause::Gone => NoticeCode::LossGone,
        LossCause::BehindLock => NoticeCode::LossBehindLock,
        LossCause::BehindParcel => NoticeCode::LossBehindParcel,
        LossCause::BehindBackup => NoticeCode::LossBehindBackup,
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
