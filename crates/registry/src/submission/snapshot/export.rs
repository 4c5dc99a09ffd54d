//! The bundle of then, handed out again.

use domain::core::id::SnapshotId;

use super::look::open_snapshot;
use crate::{
    core::{env::today, error::Result, progress::Watch, registry::Core},
    submission::bundle::export::{ExportBundle, export_bundle},
    view::{BundleReceipt, Outcome},
};

/// Writes the bundle of a snapshot: what was chosen then, by the rules and with the date
/// of then. Written again it has the same bytes, as long as the bukti are here.
///
/// # Errors
/// As opening the snapshot, and as writing any bundle. Bukti whose bytes are missing or
/// damaged here are told, and are gaps.
pub(crate) fn export_snapshot(
    core: &Core,
    id: SnapshotId,
    (out, zip, replace): (&str, bool, bool),
    watch: &mut dyn Watch,
) -> Result<Outcome<BundleReceipt>> {
    let then = open_snapshot(core, id, watch)?;
    let req = ExportBundle {
        out: out.to_owned(),
        zip,
        only: then.facts.inovasi.iter().map(|it| it.id).collect(),
        date: Some(today(then.facts.at).to_string()),
        replace,
        ..ExportBundle::default()
    };
    export_bundle(&then.core, &req, watch)
}
