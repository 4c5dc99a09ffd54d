//! Writing the bundle that is handed in.

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::{
    assessment::score::Entry,
    core::{finding::Severity, id::InovasiId, number::count},
    inovasi::profile::Field,
};
use exchange::{
    core::port::{FolderSink, Sink, ZipSink},
    submission::bundle::{self, BundleOptions, write_bundle},
};

use crate::{
    core::{
        env::today,
        error::{Error, Reason, Result},
        lookup,
        output::sink_error,
        progress::Watch,
        registry::Core,
    },
    submission::bundle::{BlobFiles, dossier::dossier},
    view::{BundleReceipt, Outcome},
};

/// What is handed in, and where it goes.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportBundle {
    /// A folder that does not exist yet, or a file name for a zip.
    pub out: String,
    /// Whether one zip is written instead of a folder.
    pub zip: bool,
    /// Ids of the inovasi to hand in; all when empty.
    pub only: Vec<InovasiId>,
    /// Date written into the bundle, ISO; today when absent.
    pub date: Option<String>,
}

impl From<bundle::Error> for Error {
    fn from(error: bundle::Error) -> Self {
        Self::of_exchange(error.kind(), error.reason(), error.args())
    }
}

/// Writes the submission bundle: complete, or not at all. Gaps are listed in
/// it; they do not stop it.
///
/// # Errors
/// An inovasi is unknown; the target exists or cannot be written; the disk is
/// full; the bytes of a bukti have changed; `watch` stopped it.
pub(crate) fn export_bundle(core: &Core, req: &ExportBundle, watch: &mut dyn Watch) -> Result<Outcome<BundleReceipt>> {
    let out = PathBuf::from(req.out.trim());
    if req.out.trim().is_empty() {
        return Err(Error::invalid(Reason::PathEmpty));
    }
    let date = match &req.date {
        None => today(core.env.now_ms()),
        Some(text) => {
            text.parse::<NaiveDate>().map_err(|_| Error::invalid(Reason::DateUnreadable).arg("text", text))?
        }
    };
    let instrument = core.current_instrument()?;
    let only = &req.only;
    let wanted = |entry: &Entry| only.is_empty() || only.contains(&entry.id);

    // The lock is held only while the dossier is frozen.
    let (dossier, findings, blobs) = core.read(|reader| {
        for id in only {
            lookup::known(reader, *id)?;
        }
        let (dossier, findings) = dossier(core, reader, &instrument, wanted)?;
        Ok((dossier, findings, BlobFiles::new(&core.store, &reader.blobs()?)))
    })?;
    let sink: Box<dyn Sink> = if req.zip {
        Box::new(ZipSink::new(&out).map_err(|error| sink_error(&out, &error))?)
    } else {
        Box::new(FolderSink::new(&out).map_err(|error| sink_error(&out, &error))?)
    };
    let urusan = core.library.vocabulary.list_of(Field::UrusanUtama);
    let nama_urusan =
        urusan.map(|it| it.option.iter().map(|it| (it.id.clone(), it.nama.clone())).collect()).unwrap_or_default();
    let options = BundleOptions { date, nama_urusan };
    let receipt = write_bundle(&dossier, &options, &blobs, sink, watch)?;
    let n_blocking = findings.iter().filter(|it| it.severity == Severity::Blocking).count();
    Ok(Outcome {
        view: BundleReceipt {
            path: out.display().to_string(),
            n_inovasi: count(dossier.inovasi.len()),
            n_file: count(receipt.n_file),
            size: receipt.size as f64,
            fingerprint: receipt.fingerprint.to_string(),
            n_blocking: count(n_blocking),
        },
        touched: Vec::new(),
        findings,
    })
}
