//! The bundle that is handed in, on the command line.

use std::path::{Path, PathBuf};

use clap::Args;
use registry::{ExportBundle, Registry, Result, progress::Unwatched};

use crate::{Done, run::inovasi, show::Show};

#[derive(Args)]
pub struct BundleArgs {
    /// A folder that is not there yet; a name that ends in .zip is a zip
    out: PathBuf,
    /// One zip file instead of a folder, whatever the name ends in
    #[arg(long)]
    zip: bool,
    /// Only these inovasi
    #[arg(long, num_args = 1.., value_name = "ID")]
    only: Vec<String>,
    /// Date written into the bundle, YYYY-MM-DD
    #[arg(long)]
    date: Option<String>,
    /// Replace a zip that is there; a folder never is
    #[arg(long)]
    force: bool,
    /// For an assessor: without findings, remarks of verifiers and their names
    #[arg(long)]
    for_assessor: bool,
    /// Leave in photos where and by whom they were taken
    #[arg(long)]
    with_gps: bool,
    /// With a portal copy beside each file that the portal would refuse by its type or size
    #[arg(long)]
    portal_copies: bool,
    /// With the report of each inovasi as PDF, and all of them in one
    #[arg(long)]
    reports: bool,
    /// Split into volumes of at most so many MB, in a folder
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..))]
    volume: Option<u32>,
}

fn is_zip(out: &Path) -> bool {
    out.extension().is_some_and(|it| it.eq_ignore_ascii_case("zip"))
}

/// Writes it and shows its receipt.
pub fn bundle(registry: &Registry, show: &Show, it: BundleArgs) -> Result<Done> {
    let req = ExportBundle {
        out: it.out.display().to_string(),
        // Nobody who writes `bundel.zip` wants a folder of that name, but of volumes.
        zip: it.zip || it.volume.is_none() && is_zip(&it.out),
        only: inovasi(registry, &it.only)?,
        date: it.date,
        replace: it.force,
        for_assessor: it.for_assessor,
        with_traces: it.with_gps,
        portal_copies: it.portal_copies,
        reports: it.reports,
        volume_mb: it.volume,
    };
    show.receipt(&registry.export_bundle(&req, &mut Unwatched)?.view)
}
