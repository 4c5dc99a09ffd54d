//! Taking a parcel in.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use domain::{
    bukti::{BlobHash, BlobRef},
    core::{notice::NoticeCode, number::count},
    merge::change::FieldKey,
};
use exchange::merge::parcel::{Absentees, Parcel, ParcelFrom, ParcelLimits};
use store::{BlobPut, Ending, Merged};

use crate::{
    core::{
        error::{Code, Error, Reason, Result},
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
        return Err(Error::invalid(Reason::ParcelOtherPemda)
            .arg("from", format!("{} ({})", from.pemda.nama, from.pemda.kode))
            .arg("own", format!("{} ({})", own.nama, own.kode)));
    }
    let nama = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let n_act = parcel.header().n_act;
    let absent = parcel.header().absent.clone();
    let wanted = missing_blobs(core, &mut parcel, &nama, dry_run, watch)?;
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
            pen.note_hollows()?;
            let conflicts = pen.conflicts()?;
            let merged_notices = notices(&from, &absent, puts.iter().filter(|it| it.mended).count(), &merged);
            let view = ParcelView {
                dry_run,
                from_pemda: from.pemda.nama.clone(),
                from_device: from.device,
                n_change: merged.n_change,
                n_new: merged.n_new,
                n_blob_new: count(wanted.len() as u64),
                taken: merged
                    .fields
                    .into_iter()
                    // A subject that only a newer program knows is kept, and shown there.
                    .filter_map(|it| Some((it.subject.parse().ok()?, it)))
                    .map(|(id, it)| {
                        Ok(ImportChange {
                            id,
                            nama: subject_nama(pen, id)?.unwrap_or_default(),
                            before: pack_in_words(&it.field, it.before),
                            after: pack_in_words(&it.field, it.after),
                            field: it.field,
                        })
                    })
                    .collect::<Result<_>>()?,
                conflicts: conflict_views(pen, conflicts, &instrument)?,
                notices: merged_notices,
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

/// Blobs of the parcel that a change refers to and that are not here, or not as they
/// should be: what arrives mends what is damaged, so everything here is read; a look
/// beforehand only looks.
fn missing_blobs(
    core: &Core,
    parcel: &mut Parcel,
    nama: &str,
    dry_run: bool,
    watch: &mut dyn Watch,
) -> Result<Vec<BlobRef>> {
    let offered: BTreeSet<BlobHash> = parcel.blobs().map(|it| it.sha256).collect();
    if offered.is_empty() {
        return Ok(Vec::new());
    }
    let n_act = parcel.header().n_act;
    let mut wanted: BTreeMap<BlobHash, BlobRef> = BTreeMap::new();
    for (act, nth) in parcel.acts()?.zip(0_u64..) {
        if nth.is_multiple_of(4096) && !watch.step(WorkStep::Reading, nama, nth, n_act) {
            return Err(Error::new(Code::Cancelled, Reason::Cancelled));
        }
        let act = act?;
        for change in &act.act.changes {
            if let Some(blob) = change.value.as_deref().and_then(|it| FieldKey::read(&change.field).names_blob(it))
                && offered.contains(&blob.sha256)
                && store::is_sound_act(&act)
            {
                wanted.insert(blob.sha256.clone(), blob);
            }
        }
    }
    let known: BTreeSet<BlobHash> = core.read(|reader| {
        let here = wanted.keys().map(|it| Ok(reader.blob(it)?.is_some().then(|| it.clone())));
        Ok(here.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    })?;
    let unsound = if dry_run {
        core.read(|reader| Ok(reader.look_at_bytes()?))?
    } else {
        core.store.read_bytes(Some(&known), &mut |done| watch.step(WorkStep::Hashing, "", done, 0))?
    };
    wanted.retain(|sha256, _| !known.contains(sha256) || unsound.iter().any(|it| it.0.sha256 == *sha256));
    Ok(wanted.into_values().collect())
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
            return Err(Error::new(Code::Unreadable, Reason::BlobDamaged).arg("sha256", name));
        }
    }
    Ok(())
}

/// So many absent files are named in a sentence.
const NAMED: usize = 5;

fn notices(from: &ParcelFrom, absent: &Absentees, n_mended: usize, merged: &Merged) -> Vec<NoticeView> {
    let said = |code, args| NoticeView { code, args };
    let mut told = vec![said(NoticeCode::ParcelFrom, vec![arg("person", &from.person), arg("made_at", &from.made_at)])];
    let persons: BTreeSet<&str> =
        merged.forks.iter().flatten().map(String::as_str).filter(|it| !it.is_empty()).collect();
    if !persons.is_empty() {
        let persons: Vec<&str> = persons.into_iter().collect();
        told.push(said(NoticeCode::ParcelBranches, vec![arg("persons", persons.join(", "))]));
    }
    if absent.n > 0 {
        let names = absent.first.iter().take(NAMED).map(|it| it.nama_berkas.as_str()).collect::<Vec<_>>().join(", ");
        told.push(said(NoticeCode::ParcelAbsent, vec![arg("n", absent.n), arg("files", names)]));
    }
    let persons = merged.aside.persons.iter().map(String::as_str).take(NAMED).collect::<Vec<_>>().join(", ");
    let persons = if persons.is_empty() { "—".to_owned() } else { persons };
    if merged.aside.n_unfit > 0 {
        told.push(said(NoticeCode::ParcelActsUnfit, vec![arg("n", merged.aside.n_unfit), arg("persons", persons)]));
    }
    if merged.aside.n_waiting > 0 {
        told.push(said(NoticeCode::ParcelActsWaiting, vec![arg("n", merged.aside.n_waiting)]));
    }
    if merged.n_hollow > 0 {
        told.push(said(NoticeCode::ParcelActsLost, vec![arg("n", merged.n_hollow)]));
    }
    if merged.n_mended > 0 {
        told.push(said(NoticeCode::ActsMended, vec![arg("n", merged.n_mended)]));
    }
    if n_mended > 0 {
        told.push(said(NoticeCode::BytesMended, vec![arg("n", n_mended)]));
    }
    told
}
