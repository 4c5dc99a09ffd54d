//! Bringing laptops together: parcels out, parcels in, conflicts and their end.

use std::{collections::BTreeMap, path::Path};

use domain::{
    bukti::{BlobHash, BlobRef},
    core::number::count,
    merge::change::FieldKey,
};
use exchange::merge::parcel::{self, Parcel, ParcelFrom, ParcelLimits, write_parcel};
use store::{BlobPut, Ending, Reader};

use crate::{
    core::{
        env::rfc3339,
        error::{Code, Error, Result},
        kept_json,
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
    submission::bundle::BlobFiles,
    view::{ImportChange, NoticeView, Outcome, ParcelReceipt, ParcelView},
};

impl From<parcel::Error> for Error {
    fn from(error: parcel::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// How many acts are read from history at once when a parcel is written.
const BATCH: u32 = 256;

/// Writes everything another registry may lack into one file.
///
/// # Errors
/// The disk is full, the target cannot be written, bytes of a bukti are
/// damaged, or `watch` stopped it; then no file has appeared.
pub(crate) fn create_parcel(core: &Core, out: &Path, watch: &mut dyn Watch) -> Result<ParcelReceipt> {
    core.read(|reader| {
        let from = ParcelFrom {
            pemda: reader.pemda()?,
            device: reader
                .setting("device")?
                .and_then(|it| it.parse().ok())
                .ok_or_else(|| kept_json::unreadable("device", ""))?,
            person: reader.setting("person")?.unwrap_or_default(),
            made_at: rfc3339(core.env.now_ms()),
        };
        let blobs = reader.blobs()?;
        let source = BlobFiles::new(&core.store, &blobs);
        let receipt = write_parcel(&from, acts(reader), blobs.into_iter(), &source, out, watch)?;
        Ok(ParcelReceipt {
            path: out.display().to_string(),
            n_act: count(receipt.n_act),
            n_change: count(receipt.n_change),
            n_blob: count(receipt.n_blob),
            size: receipt.size as f64,
        })
    })
}

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
    let wanted = missing_blobs(core, &mut parcel)?;
    let mut puts = Vec::new();
    let taken = (|| {
        if !dry_run {
            take_blobs(core, &mut parcel, &wanted, &mut puts, watch)?;
        }
        let instrument = core.current_instrument()?;
        core.write_or_drop(Op::AcceptParcel, |pen| {
            let acts = parcel.acts().map_err(Error::from)?;
            let merged = pen.merge(acts.map(|it| it.map_err(Error::from)))?;
            for put in &puts {
                pen.know_blob(put)?;
            }
            pen.settle()?;
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
                notices: notices(&from.person, &from.made_at),
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

/// Blobs of the parcel that a change refers to and that are not here.
fn missing_blobs(core: &Core, parcel: &mut Parcel) -> Result<Vec<BlobRef>> {
    let offered: BTreeMap<BlobHash, u64> = parcel.blobs().map(|it| (it.sha256, it.size)).collect();
    let mut wanted: BTreeMap<BlobHash, BlobRef> = BTreeMap::new();
    for act in parcel.acts()? {
        for change in act?.changes {
            if FieldKey::read(&change.field) == FieldKey::Blob
                && let Some(blob) = change.value.and_then(|it| it.parse::<BlobRef>().ok())
                && offered.contains_key(&blob.sha256)
            {
                wanted.insert(blob.sha256.clone(), blob);
            }
        }
    }
    core.read(|reader| {
        let mut missing = Vec::new();
        for blob in wanted.into_values() {
            // A row whose file is gone is bytes missing too: here they come back.
            let here = reader.blob(&blob.sha256)?;
            if here.is_none_or(|it| !core.store.blob_path(&it).is_file()) {
                missing.push(blob);
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

/// The acts of history, read in batches.
fn acts<'a>(reader: &'a Reader<'a>) -> impl Iterator<Item = Result<domain::merge::change::Act, store::Error>> + 'a {
    let mut last = 0;
    let mut batch = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if let Some((row, act)) = batch.next() {
            last = row;
            return Some(Ok(act));
        }
        match reader.acts_after(last, BATCH) {
            Ok(next) => {
                batch = next.into_iter();
                let (row, act) = batch.next()?;
                last = row;
                Some(Ok(act))
            }
            Err(error) => Some(Err(error)),
        }
    })
}

fn notices(person: &str, made_at: &str) -> Vec<NoticeView> {
    vec![NoticeView { code: "parcel_from".into(), args: vec![arg("person", person), arg("made_at", made_at)] }]
}
