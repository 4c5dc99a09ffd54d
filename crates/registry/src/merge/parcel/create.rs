//! Writing everything another registry may lack into one file.

use std::{cell::Cell, collections::BTreeSet, path::Path};

use domain::{
    bukti::BlobHash,
    core::{notice::NoticeCode, number::count},
    merge::chain::ChainedAct,
};
use exchange::merge::parcel::{self, AbsentFile, ParcelFrom, write_parcel};
use store::Reader;

use crate::{
    core::{
        env::rfc3339,
        error::Result,
        lookup::{self, PERSON},
        open::arg,
        output,
        progress::Watch,
        registry::Core,
        room::{Needed, check_room},
    },
    submission::bundle::{BlobFiles, part_sound, passing_over},
    view::{NoticeView, ParcelReceipt},
};

/// How many acts are read from history at once when a parcel is written.
const BATCH: u32 = 256;

/// Writes everything another registry may lack into one file. Bukti whose bytes are
/// missing or damaged are told in it, and come without them.
///
/// # Errors
/// Something stands at the target; the disk is full; the target cannot be written;
/// `watch` stopped it. Then no file has appeared.
pub(crate) fn create_parcel(core: &Core, out: &Path, replace: bool, watch: &mut dyn Watch) -> Result<ParcelReceipt> {
    core.writable()?;
    passing_over(core, watch, |watch| write_once(core, out, replace, watch))
}

fn write_once(
    core: &Core,
    out: &Path,
    replace: bool,
    watch: &mut dyn Watch,
) -> Result<Result<ParcelReceipt, BlobHash>> {
    let place = output::place(core, out, replace)?;
    core.read(|reader| {
        let from = ParcelFrom {
            pemda: reader.pemda()?,
            device: lookup::own_device(reader)?,
            person: reader.setting(PERSON)?.filter(|it| !it.is_empty()).unwrap_or_else(|| core.env.account()),
            made_at: rfc3339(core.env.now_ms()),
        };
        let (blobs, left_out) = part_sound(reader)?;
        check_room(core, out, Needed::of_blobs(&blobs))?;
        let absent: Vec<AbsentFile> = left_out
            .iter()
            .map(|it| AbsentFile { sha256: it.sha256.clone(), nama_berkas: it.nama_berkas.clone() })
            .collect();
        let n_unsound = Cell::new(0);
        let hollow: BTreeSet<i64> = reader.hollow_places()?.into_iter().map(|it| it.row).collect();
        let acts = acts(reader, &hollow, &n_unsound);
        let source = BlobFiles::new(&core.store, &blobs);
        let receipt = match write_parcel(&from, acts, blobs.into_iter(), &absent, &source, place, watch) {
            Err(parcel::Error::BlobMissing(sha256) | parcel::Error::BlobDamaged(sha256)) => return Ok(Err(sha256)),
            written => written?,
        };
        core.store.remember_parcel(reader, core.env.now_ms());
        Ok(Ok(ParcelReceipt {
            path: out.display().to_string(),
            n_act: count(receipt.n_act.saturating_sub(hollow.len() as u64)),
            n_change: count(receipt.n_change),
            n_blob: count(receipt.n_blob),
            size: receipt.size as f64,
            left_out,
            notices: match n_unsound.get() {
                0 => Vec::new(),
                n => vec![NoticeView { code: NoticeCode::ParcelActsLeftOut, args: vec![arg("n", n)] }],
            },
        }))
    })
}

/// The acts of history, read in batches. Of one that is not what its hash says only the
/// place goes along, and it is counted: it would be believed nowhere. Of one that is lost,
/// behind which acts of the rows `hollow` stand, its hollow place does.
fn acts<'a>(
    reader: &'a Reader<'a>,
    hollow: &'a BTreeSet<i64>,
    n_unsound: &'a Cell<u32>,
) -> impl Iterator<Item = Result<ChainedAct, store::Error>> + 'a {
    whole_acts(reader).flat_map(|act| {
        let place = act.as_ref().ok().filter(|it| hollow.contains(&it.0)).map(|it| Ok(it.1.hollow_before()));
        let act = act.map(|(_, mut act)| {
            if !store::is_sound_act(&act) {
                n_unsound.set(n_unsound.get() + 1);
                act.act.hollow();
            }
            act
        });
        place.into_iter().chain([act])
    })
}

fn whole_acts<'a>(reader: &'a Reader<'a>) -> impl Iterator<Item = Result<(i64, ChainedAct), store::Error>> + 'a {
    let mut last = 0;
    let mut batch = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if let Some((row, act)) = batch.next() {
            last = row;
            return Some(Ok((row, act)));
        }
        match reader.acts_after(last, BATCH) {
            Ok(next) => {
                batch = next.into_iter();
                let (row, act) = batch.next()?;
                last = row;
                Some(Ok((row, act)))
            }
            Err(error) => Some(Err(error)),
        }
    })
}
