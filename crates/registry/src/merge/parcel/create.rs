//! Writing everything another registry may lack into one file.

use std::path::Path;

use domain::{core::number::count, merge::chain::ChainedAct};
use exchange::merge::parcel::{ParcelFrom, write_parcel};
use store::Reader;

use crate::{
    core::{env::rfc3339, error::Result, kept_json, progress::Watch, registry::Core},
    submission::bundle::BlobFiles,
    view::ParcelReceipt,
};

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

/// The acts of history, read in batches.
fn acts<'a>(reader: &'a Reader<'a>) -> impl Iterator<Item = Result<ChainedAct, store::Error>> + 'a {
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
