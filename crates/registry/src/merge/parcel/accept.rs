//! Taking a parcel in.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{
    bukti::{BlobHash, BlobRef},
    core::{
        id::{BuktiId, Subject},
        number::count,
    },
    merge::change::FieldKey,
};
use exchange::merge::parcel::{Parcel, ParcelFrom, ParcelLimits};
use store::{BlobPut, Ending, Reader, WatchActs};

use crate::{
    core::{
        error::{Code, Error, Result},
        lookup::subject_nama,
        op::Op,
        open::arg,
        progress::{Watch, WorkStep},
        registry::Core,
        rules::pack_in_words,
    },
    show::{
        conflict::conflict_views,
        finding::{Findings, outcome},
    },
    view::{ImportChange, NoticeView, Outcome, ParcelView},
};

/// Takes a parcel in, or tells what that would do. History that is here
/// already is passed over; what differs on both sides becomes a conflict.
///
/// # Errors
/// The file is no parcel, damaged, newer, or carries a change that contradicts
/// one known here; the disk is full. Nothing is taken in then.
pub(crate) fn accept_parcel(
    core: &Core,
    path: &Path,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Outcome<ParcelView>> {
    let mut parcel = Parcel::open_watched(path, ParcelLimits::default(), watch)?;
    let from = parcel.header().from.clone();
    let own = core.read(|reader| Ok(reader.pemda()?))?;
    if own.kode != from.pemda.kode {
        return Err(Error::invalid("parcel_other_pemda")
            .arg("from", format!("{} ({})", from.pemda.nama, from.pemda.kode))
            .arg("own", format!("{} ({})", own.nama, own.kode)));
    }
    let nama = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let n_act = parcel.header().n_act;
    let MissingBlobs { wanted, absent } =
        missing_blobs(core, &mut parcel, &mut |done| watch.step(WorkStep::Reading, &nama, done, n_act))?;
    let mut puts = Vec::new();
    let taken = (|| {
        if !dry_run {
            take_blobs(core, &mut parcel, &wanted, &mut puts, watch)?;
        }
        let instrument = core.current_instrument()?;
        core.write_or_drop(Op::AcceptParcel, |pen| {
            let acts = parcel.acts().map_err(Error::from)?;
            let told = &mut |done| watch.step(WorkStep::Writing, &nama, done, n_act);
            let merged = pen.merge(acts.map(|it| it.map_err(Error::from)), told)?;
            for put in &puts {
                pen.know_blob(put)?;
            }
            pen.settle_watched(&mut |done| watch.step(WorkStep::Writing, &nama, n_act + done, 0))?;
            let conflicts = pen.conflicts()?;
            let view = ParcelView {
                dry_run,
                from_pemda: from.pemda.nama.clone(),
                from_device: from.device.to_string(),
                n_change: merged.n_change,
                n_new: merged.n_new,
                n_blob_new: count(wanted.len() as u64),
                taken: merged
                    .fields
                    .into_iter()
                    .map(|it| {
                        Ok(ImportChange {
                            nama: subject_nama(pen, &it.subject)?.unwrap_or_default(),
                            id: it.subject,
                            before: pack_in_words(&it.field, it.before),
                            after: pack_in_words(&it.field, it.after),
                            field: it.field,
                        })
                    })
                    .collect::<Result<_>>()?,
                conflicts: conflict_views(pen, conflicts, &instrument)?,
                notices: notices(pen, &from, &absent, merged.forks)?,
            };
            Ok(if dry_run { Ending::Drop(view) } else { Ending::Keep(view) })
        })
    })();
    match taken {
        Ok(view) => {
            let mut answer = outcome(Op::AcceptParcel, view, Findings::default());
            if dry_run {
                answer.touched.clear();
            }
            Ok(answer)
        }
        Err(error) => {
            for put in &puts {
                core.store.forget_put(put);
            }
            Err(error)
        }
    }
}

/// Bytes that the changes of a parcel refer to and that are not here.
#[derive(Default)]
struct MissingBlobs {
    /// The parcel brings them.
    wanted: Vec<BlobRef>,
    /// It does not: the bukti that will be without.
    absent: Vec<BuktiId>,
}

fn missing_blobs(core: &Core, parcel: &mut Parcel, watch: WatchActs<'_>) -> Result<MissingBlobs> {
    let offered: BTreeSet<BlobHash> = parcel.blobs().map(|it| it.sha256).collect();
    let mut named: BTreeMap<BlobHash, (BlobRef, BTreeSet<String>)> = BTreeMap::new();
    for (act, nth) in parcel.acts()?.zip(0_u64..) {
        if nth.is_multiple_of(4096) && !watch(nth) {
            return Err(Error::new(Code::Cancelled, "cancelled"));
        }
        for change in act?.act.changes {
            if FieldKey::read(&change.field) == FieldKey::Blob
                && let Some(blob) = change.value.and_then(|it| it.parse::<BlobRef>().ok())
            {
                let of = named.entry(blob.sha256.clone()).or_insert_with(|| (blob, BTreeSet::new()));
                of.1.insert(change.subject);
            }
        }
    }
    core.read(|reader| {
        let mut missing = MissingBlobs::default();
        for (sha256, (blob, subjects)) in named {
            // A row whose file is gone is bytes missing too: here they come back.
            if reader.blob(&sha256)?.is_some_and(|it| core.store.blob_path(&it).is_file()) {
                continue;
            }
            if offered.contains(&sha256) {
                missing.wanted.push(blob);
            } else {
                missing.absent.extend(subjects.iter().filter_map(|it| match Subject::canonical(it) {
                    Some(Subject::Bukti(id)) => Some(id),
                    _ => None,
                }));
            }
        }
        Ok(missing)
    })
}

fn take_blobs(
    core: &Core,
    parcel: &mut Parcel,
    wanted: &[BlobRef],
    puts: &mut Vec<BlobPut>,
    watch: &mut dyn Watch,
) -> Result<()> {
    let total = wanted.iter().map(|it| it.size).sum();
    let mut before = 0;
    for blob in wanted {
        let name = blob.sha256.to_string();
        let mut bytes = parcel.blob(&blob.sha256)?;
        let put = core.store.put_blob(&mut bytes, Path::new(&name), &blob.ending, &mut |done| {
            watch.step(WorkStep::Reading, &name, before + done, total)
        })?;
        before += put.blob.size;
        let honest = put.blob.sha256 == blob.sha256;
        puts.push(put);
        if !honest {
            return Err(Error::new(Code::Unreadable, "blob_damaged").arg("sha256", name));
        }
    }
    Ok(())
}

/// Most files without bytes that are named.
const NAMED: usize = 5;

fn notices(
    reader: &Reader<'_>,
    from: &ParcelFrom,
    absent: &[BuktiId],
    forks: Vec<[String; 2]>,
) -> Result<Vec<NoticeView>> {
    let said = |code: &str, args| NoticeView { code: code.into(), args };
    let mut told = vec![said("parcel_from", vec![arg("person", &from.person), arg("made_at", &from.made_at)])];
    let persons: BTreeSet<String> = forks.into_iter().flatten().filter(|it| !it.is_empty()).collect();
    if !persons.is_empty() {
        let persons: Vec<String> = persons.into_iter().collect();
        told.push(said("parcel_branches", vec![arg("persons", persons.join(", "))]));
    }
    let mut names = Vec::new();
    for id in absent {
        names.extend(reader.bukti(*id)?.map(|it| it.nama_berkas));
    }
    if !names.is_empty() {
        let n = names.len();
        names.truncate(NAMED);
        told.push(said("parcel_bytes_absent", vec![arg("n", n), arg("files", names.join(", "))]));
    }
    Ok(told)
}
