//! Volumes of one bundle that lie beside each other: all are proved, and that all are
//! there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use domain::{bukti::BlobHash, core::notice::NoticeCode, submission::bag::BagAnswer};

use super::{
    BagLimits, BagVerdict, Error, Fault, Notes, source,
    tagfile::{self, BagInfo, TagReading},
    verify_within,
};
use crate::core::{disk::DiskError, port::Watch};

/// Most things of a folder that are looked at for volumes.
const MAX_BESIDE: usize = 10_000;

/// Volumes by their names.
pub(super) type Parts = BTreeMap<String, PathBuf>;

/// The volumes in a folder that is no bag itself, by their names; None: there are none.
pub(super) fn find(folder: &Path, limits: &BagLimits) -> Result<Option<Parts>, Error> {
    if !folder.is_dir() || folder.join("bagit.txt").exists() {
        return Ok(None);
    }
    let found = find_where(folder, limits, |_| true)?;
    Ok((!found.is_empty()).then_some(found))
}

/// A volume with those of its group that lie beside it, by their names; None: it is none.
pub(super) fn beside(path: &Path, limits: &BagLimits) -> Result<Option<Parts>, Error> {
    let Some(own) = group_of(path, limits) else { return Ok(None) };
    let Some(folder) = path.parent() else { return Ok(None) };
    // A relative name alone has an empty parent.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let found = find_where(folder, limits, |group| group == own)?;
    Ok((!found.is_empty()).then_some(found))
}

fn find_where(folder: &Path, limits: &BagLimits, wanted: impl Fn(&str) -> bool) -> Result<Parts, Error> {
    let disk = |error| DiskError::new("open", folder, error);
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(disk)?.take(MAX_BESIDE) {
        let path = entry.map_err(disk)?.path();
        let Some(name) = path.file_name().and_then(|it| it.to_str()) else { continue };
        let zip = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip"));
        let bag = path.is_dir() && path.join("bagit.txt").is_file();
        if (bag || zip && path.is_file()) && group_of(&path, limits).is_some_and(|it| wanted(&it)) {
            found.insert(name.to_owned(), path);
        }
    }
    Ok(found)
}

/// What a bag calls itself a part of; None: it does not say that it is one of several.
fn group_of(path: &Path, limits: &BagLimits) -> Option<String> {
    let mut bag = source::open(path, limits, &mut Notes::new(0)).ok()?;
    let at = bag.files.iter().position(|it| it.path == "bag-info.txt")?;
    let mut info = BagInfo::default();
    let read = bag.read(at).and_then(|mut it| {
        let encoding = tagfile::declaration(b"", &mut Notes::new(0)).encoding;
        tagfile::each_line(&mut it, encoding, limits.max_tag_file, |_, line| info.line(line).is_ok())
    });
    let is_one = matches!(read, Ok(TagReading::Whole)) && tagfile::read_count(&info.count).is_some();
    is_one.then_some(info.group)
}

/// Proves each, and that they are all of one group.
pub(super) fn verify(
    volumes: &BTreeMap<String, PathBuf>,
    limits: BagLimits,
    watch: &mut dyn Watch,
) -> Result<BagVerdict, Error> {
    let mut all: Option<BagVerdict> = None;
    let mut group = None;
    let mut seen = BTreeSet::new();
    let (mut manifests, mut listed) = (Vec::new(), None);
    let mut faults = Notes::new(limits.max_faults);
    for (name, path) in volumes {
        let mut verdict = verify_within(path, limits, watch)?;
        if let Some(volume) = verdict.volume.take() {
            let (own, n) = ((volume.group, volume.of), volume.n);
            listed = listed.or(volume.others);
            if n > 1 {
                manifests.push((name, volume.manifest));
            }
            if *group.get_or_insert_with(|| own.clone()) != own {
                faults.file(NoticeCode::BagVolumeForeign, name);
            } else if !seen.insert(n) {
                faults.add(NoticeCode::BagVolumeTwice, vec![("file", name.clone()), ("n", n.to_string())]);
            }
        }
        for fault in verdict.faults.iter_mut().chain(&mut verdict.remarks) {
            inside(name, fault);
        }
        // That the others were not looked at is no longer so.
        verdict.remarks.retain(|it| it.code != NoticeCode::BagVolumeAlone);
        all = Some(match all.take() {
            None => verdict,
            Some(before) => both(before, verdict),
        });
    }
    // The code of the first covers exactly these; up to version 2.0 none were listed.
    if let Some(listed) = &listed {
        let other = |it: &Option<BlobHash>| it.as_ref().is_none_or(|it| !listed.contains(it));
        manifests.iter().filter(|it| other(&it.1)).for_each(|it| faults.file(NoticeCode::BagVolumeForeign, it.0));
    }
    let of = group.map_or(0, |it| it.1);
    let covered = of < 2 || listed.is_some();
    for n in (1..=of).filter(|it| !seen.contains(it)) {
        faults.add(NoticeCode::BagVolumeMissing, vec![("n", n.to_string()), ("of", of.to_string())]);
    }
    let mut all = all.unwrap_or_else(|| super::unopened(Notes::new(0)));
    all.fingerprint = all.fingerprint.filter(|_| covered);
    if !faults.is_empty() {
        all.answer = BagAnswer::NotValid;
        all.faults.splice(0..0, faults.finish());
    }
    Ok(all)
}

/// A fault of a volume as one of all.
fn inside(name: &str, fault: &mut Fault) {
    for (_, file) in fault.args.iter_mut().filter(|it| it.0 == "file") {
        *file = crate::excerpt(&format!("{name}/{file}"));
    }
}

fn both(mut one: BagVerdict, other: BagVerdict) -> BagVerdict {
    one.answer = match (one.answer, other.answer) {
        (BagAnswer::NotValid, _) | (_, BagAnswer::NotValid) => BagAnswer::NotValid,
        (BagAnswer::CannotJudge, _) | (_, BagAnswer::CannotJudge) => BagAnswer::CannotJudge,
        _ => BagAnswer::Valid,
    };
    one.code = one.code.or(other.code);
    one.fingerprint = one.fingerprint.or(other.fingerprint);
    one.n_file += other.n_file;
    one.size = one.size.saturating_add(other.size);
    one.faults.extend(other.faults);
    one.remarks.extend(other.remarks);
    one
}
