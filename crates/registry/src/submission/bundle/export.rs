//! Writing the bundle that is handed in.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

use domain::{
    assessment::score::Entry,
    bukti::ending_of,
    core::{finding::Severity, id::InovasiId, number::count},
    inovasi::profile::Field,
    submission::dossier::{Dossier, DossierBukti},
};
use exchange::{
    core::port::{FolderSink, Sink, ZipSink, ZipsSink},
    submission::bundle::{self, BundleOptions, write_bundle},
};
use store::Reader;

use crate::{
    core::{
        error::{Code, Error, Reason, Result},
        lookup, output,
        progress::{Watch, WorkStep, step},
        registry::Core,
        room::{Needed, check_room},
        traces::TRACES,
    },
    submission::{
        bundle::{BlobFiles, copies::Copies, dossier::dossier, papers, part_sound, passing_over},
        document::overview,
    },
    view::{BundleReceipt, BytesView, Outcome},
};

/// What is handed in, and where it goes.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct ExportBundle {
    /// A folder that does not exist yet, or a file name for a zip.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub out: String,
    /// Whether one zip is written instead of a folder.
    pub zip: bool,
    /// Ids of the inovasi to hand in; all when empty.
    pub only: Vec<InovasiId>,
    /// Date written into the bundle, as dates are typed; today when absent.
    pub date: Option<String>,
    /// Whether a zip that lies there may be replaced: true only where whoever asks was
    /// told so.
    #[serde(default)]
    pub replace: bool,
    /// For an assessor: nothing of what the region remarks on its own work.
    #[serde(default)]
    pub for_assessor: bool,
    /// Whether photos keep what they tell of place and persons.
    #[serde(default)]
    pub with_traces: bool,
    /// Whether the report of each inovasi lies in it as PDF, and all of them in one.
    #[serde(default)]
    pub reports: bool,
    /// Whether a portal copy lies beside each file that the portal would refuse.
    #[serde(default)]
    pub portal_copies: bool,
    /// Largest size of a volume in MB of 1,000,000 bytes: a folder of volumes is written,
    /// each a bag of its own, as a zip each where `zip` is. None: it stays whole.
    #[serde(default)]
    pub volume_mb: Option<u32>,
}

/// As volumes are measured.
const MB: u64 = 1_000_000;

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
/// full; `watch` stopped it. Bukti whose bytes are missing or damaged are gaps.
pub(crate) fn export_bundle(core: &Core, req: &ExportBundle, watch: &mut dyn Watch) -> Result<Outcome<BundleReceipt>> {
    let out = PathBuf::from(&req.out);
    // A folder never takes a file's place. Refused before anything is read.
    let single = req.zip && req.volume_mb.is_none();
    let replace = req.replace && single;
    output::place(core, &out, replace)?;
    let date = output::date(core, req.date.as_deref())?;
    let instrument = core.current_instrument()?;
    let only = &req.only;
    let wanted = |entry: &Entry| only.is_empty() || only.contains(&entry.id);

    let urusan = core.library.vocabulary.list_of(Field::UrusanUtama);
    let nama_urusan =
        urusan.map(|it| it.option.iter().map(|it| (it.id.clone(), it.nama.clone())).collect()).unwrap_or_default();
    let penyusun = core.read(|reader| Ok(reader.setting("person")?))?.filter(|it| !it.trim().is_empty());
    let options = BundleOptions {
        nama_urusan,
        penyusun: penyusun.filter(|_| !req.for_assessor),
        for_assessor: req.for_assessor,
        with_traces: req.with_traces,
        portal_copies: req.portal_copies,
        volume: req.volume_mb.map(|it| u64::from(it) * MB),
        ..BundleOptions::new(date)
    };
    let (receipt, dossier, findings, left_out, [n_copy, n_unfitted]) = passing_over(core, watch, |watch| {
        // The lock is held only while the dossier is frozen.
        let (mut dossier, mut findings, mut blobs, left_out) = core.read(|reader| {
            for id in only {
                lookup::known(reader, *id)?;
            }
            let (blobs, left_out) = part_sound(reader)?;
            let (mut dossier, findings) = dossier(core, reader, &instrument, wanted, watch)?;
            if !req.with_traces {
                look_at_unseen(core, reader, &mut dossier, watch)?;
            }
            check_fits(core, req, &out, &dossier)?;
            let left_out = of_dossier(&dossier, left_out);
            dossier.overview = overview::lists(core, reader, &instrument)?;
            Ok((dossier, findings, BlobFiles::new(&core.store, &blobs), left_out))
        })?;
        // Kept until the bundle is written.
        let copies = match req.portal_copies.then(|| Copies::make(core, &mut dossier, &blobs, watch)).transpose()? {
            Some(Err(damaged)) => return Ok(Err(damaged)),
            Some(Ok(copies)) => Some(copies),
            None => None,
        };
        let told = copies.as_ref().map(Copies::told).unwrap_or_default();
        if let Some(copies) = &copies {
            findings.extend(copies.remark(&mut dossier, &instrument));
            blobs.extend(copies.files());
        }
        let dossier = if req.for_assessor { dossier.for_assessor() } else { dossier };
        let recap = (!req.for_assessor).then(|| papers::recap(&dossier, date)).transpose()?;
        let mut papers: Vec<_> = recap.into_iter().collect();
        if req.reports {
            papers.extend(papers::reports(core, &dossier, wanted, date, watch)?);
        }
        let place = output::place(core, &out, replace)?;
        let begun: io::Result<Box<dyn Sink>> = match (req.zip, single) {
            (true, true) => ZipSink::new(place).map(|it| Box::new(it) as Box<dyn Sink>),
            (true, false) => ZipsSink::new(place).map(|it| Box::new(it) as Box<dyn Sink>),
            (false, _) => FolderSink::new(place).map(|it| Box::new(it) as Box<dyn Sink>),
        };
        let sink = begun.map_err(|error| Error::file(&out, &error))?;
        let options = BundleOptions { papers, ..options.clone() };
        match write_bundle(&dossier, &options, &blobs, sink, watch) {
            Err(bundle::Error::BlobMissing { sha256, .. } | bundle::Error::BlobDamaged { sha256, .. }) => sha256
                .parse()
                .map(Err)
                .map_err(|it| Error::new(Code::Unreadable, Reason::BlobDamaged).arg("sha256", it)),
            written => {
                let written = written.map_err(|it| output::as_a_whole(it.into(), &out))?;
                Ok(Ok((written, dossier, findings, left_out, told)))
            }
        }
    })?;
    let n_blocking = findings.iter().filter(|it| it.severity == Severity::Blocking).count();
    Ok(Outcome {
        view: BundleReceipt {
            path: out.display().to_string(),
            n_inovasi: count(dossier.inovasi.len()),
            n_file: count(receipt.n_file),
            size: receipt.size as f64,
            n_volume: count(receipt.n_volume),
            n_portal_copy: count(n_copy),
            n_unfitted: count(n_unfitted),
            fingerprint: receipt.fingerprint.to_string(),
            code: receipt.code.to_string(),
            n_blocking: count(n_blocking),
            left_out,
        },
        touched: Vec::new(),
        findings,
    })
}

/// Refuses a bundle for which there is no room, by the bukti that go into it as they are.
fn check_fits(core: &Core, req: &ExportBundle, out: &Path, dossier: &Dossier) -> Result<()> {
    let whole = dossier.bukti().filter(|it| it.present && (req.with_traces || !it.telling));
    let sizes: BTreeMap<&str, &DossierBukti> = whole.map(|it| (it.sha256.as_str(), it)).collect();
    let endings = sizes.values().map(|it| (ending_of(&it.nama_berkas), it.size));
    let needed = match req.zip {
        true => Needed::of_file(endings).of_zips(req.volume_mb.map(|it| u64::from(it) * MB)),
        false => Needed::of_folder(sizes.values().map(|it| it.size)),
    };
    check_room(core, out, needed)
}

/// Asks the bytes where nobody knows what a photo tells: it leaves clean as any other.
fn look_at_unseen(core: &Core, reader: &Reader<'_>, dossier: &mut Dossier, watch: &mut dyn Watch) -> Result<()> {
    let unseen = reader.blobs_unseen(TRACES)?;
    let mut telling = BTreeSet::new();
    for (at, blob) in unseen.iter().enumerate() {
        step(watch, WorkStep::Reading, "", at, unseen.len())?;
        if core.store.look_inside(blob, TRACES).is_some_and(|it| it.is_to_clean()) {
            telling.insert(blob.sha256.as_str());
        }
    }
    dossier.bukti_mut().for_each(|it| it.telling |= telling.contains(it.sha256.as_str()));
    Ok(())
}

/// Of the bytes that are left out those that this bundle would have held.
fn of_dossier(dossier: &Dossier, mut left_out: Vec<BytesView>) -> Vec<BytesView> {
    let told: BTreeSet<&str> = dossier.bukti().map(|it| it.sha256.as_str()).collect();
    left_out.retain(|it| told.contains(it.sha256.as_str()));
    left_out
}
