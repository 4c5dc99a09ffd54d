//! Settings of this copy that hold more than a word: which of them cannot be read. Each
//! shows as none then, and whoever saves it anew mends it; what it held stays beside, as
//! `unread/<key>`, for whoever can read it.

use std::collections::BTreeMap;

use domain::{assessment::verification::Role, bukti::BlobHash, core::notice::NoticeCode};
use serde::de::DeserializeOwned;
use store::{LOSSES, Loss, Reader};

use crate::{
    core::{backup, error::Result, kept_json, lookup::ROLE, open::arg},
    inovasi::{saved_view, workbook::mapping},
    submission::{best::pins, simulation::scenario},
    view::NoticeView,
};

/// One kind of setting: its key, or with a slash what its keys begin with; what is told
/// where it cannot be read; how it is read.
struct KnownSetting(&'static str, NoticeCode, fn(&str) -> bool);

const KNOWN: [KnownSetting; 12] = [
    KnownSetting(saved_view::KEY, NoticeCode::SettingViews, saved_view::is_readable),
    KnownSetting(scenario::KEY, NoticeCode::SettingScenarios, scenario::is_readable),
    KnownSetting(pins::KEYS, NoticeCode::SettingPins, pins::is_readable),
    KnownSetting(mapping::KEYS, NoticeCode::SettingMapping, is_json::<mapping::KeptMapping>),
    KnownSetting(ROLE, NoticeCode::SettingRole, |it| Role::by_name(it).is_some()),
    KnownSetting(LOSSES, NoticeCode::SettingLosses, is_json::<Vec<Loss>>),
    KnownSetting(backup::PLACE, NoticeCode::SettingBackupPlace, is_json::<Option<backup::BackupPlace>>),
    KnownSetting(backup::LAST, NoticeCode::SettingOwn, is_json::<backup::LastBackup>),
    KnownSetting("unsound", NoticeCode::SettingOwn, |it| all(it, |it| it.parse::<BlobHash>().is_ok())),
    KnownSetting("unsound_acts", NoticeCode::SettingOwn, |it| all(it, |it| it.parse::<i64>().is_ok())),
    KnownSetting("counter_settled", NoticeCode::SettingOwn, |it| it.parse::<u64>().is_ok()),
    KnownSetting("former_devices", NoticeCode::SettingFormer, |it| all(it, is_former)),
];

fn is_json<T: DeserializeOwned>(text: &str) -> bool {
    kept_json::is_readable::<T>(text)
}

fn all(text: &str, is_one: fn(&str) -> bool) -> bool {
    text.split_whitespace().all(is_one)
}

fn is_former(word: &str) -> bool {
    word.split_once(':').is_some_and(|(name, until)| !name.is_empty() && until.parse::<u64>().is_ok())
}

/// What is to be told of settings that cannot be read: one notice of each kind.
///
/// # Errors
/// The database cannot be read.
pub(crate) fn unread(reader: &Reader<'_>) -> Result<Vec<NoticeView>> {
    let mut found: BTreeMap<&str, (NoticeCode, u32)> = BTreeMap::new();
    for (key, value) in reader.settings()? {
        let is_of = |it: &&KnownSetting| if it.0.ends_with('/') { key.starts_with(it.0) } else { key == it.0 };
        if let Some(KnownSetting(_, code, reads)) = KNOWN.iter().find(is_of)
            && !value.is_some_and(|it| reads(&it))
        {
            found.entry(code.name()).or_insert((*code, 0)).1 += 1;
        }
    }
    Ok(found.into_values().map(|(code, n)| NoticeView { code, args: vec![arg("n", n)] }).collect())
}
