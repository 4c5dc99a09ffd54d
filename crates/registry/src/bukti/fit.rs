//! Portal copies: of any file (`fit_file`), and of a bukti for the place it is handed in
//! at (`fit_bukti`). The original is only read; a copy is made again whenever it is asked
//! for, and equal originals give equal copies.

use std::{io::Read, path::Path};

use domain::{
    assessment::{instrument::Instrument, limit::Limit},
    bukti::fit::{Accepted, READABLE_DPI, Unfitted, copy_name},
    core::id::{BuktiId, InstrumentId},
};
use exchange::{
    bukti::fit::{FitFault, Fitted, MAX_BYTES, fit},
    core::{disk::open_file, names::bukti_file, port::write_file},
};
use store::Reader;

use crate::{
    bukti::open::{OpenedCopy, mark_of_the_web},
    core::{
        error::{Code, Error, Reason, Result},
        library::{DEFAULT_INSTRUMENT, Library},
        output::free_place,
        progress::{Watch, WorkStep},
        registry::Core,
    },
    view::FittedView,
};

/// Makes a portal copy of a file: a PDF of at most so many bytes. Without a size it is the
/// smallest that the rules of the program's year name anywhere.
///
/// # Errors
/// The file cannot be read, or no copy can be made; something stands at `out`; `watch`
/// stopped it.
pub(crate) fn fit_file(
    path: &Path,
    out: &Path,
    max_bytes: Option<u64>,
    replace: bool,
    watch: &mut dyn Watch,
) -> Result<FittedView> {
    let place = free_place(out, replace)?;
    let nama = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let file = open_file(path).map_err(|it| Error::of_exchange(it.kind(), it.reason(), it.args()))?;
    let bytes = read(file).map_err(|error| Error::file(path, &error))?;
    let accepted = Accepted { file_types: vec!["pdf".to_owned()], max_bytes: max_bytes.or_else(smallest) };
    let fitted = fitted(&bytes, &nama, &accepted, watch)?;
    write_file(place, &fitted.bytes).map_err(|error| Error::file(out, &error))?;
    Ok(view(&fitted, out, bytes.len(), &accepted))
}

/// The smallest size that the program's year names for any place.
fn smallest() -> Option<u64> {
    let library = Library::embedded().ok()?;
    let instrument = library.instruments.get(&InstrumentId::from(DEFAULT_INSTRUMENT.trim()))?;
    limits(instrument).filter_map(|it| it.max_bytes()).min()
}

fn limits(instrument: &Instrument) -> impl Iterator<Item = Limit<'_>> {
    let indikator = instrument.indikator.iter().map(|it| it.limit());
    indikator.chain(instrument.profil.berkas.iter().map(|it| it.limit()))
}

/// Makes a portal copy of a bukti for the indikator, or the document of the profile, that
/// it stands under, and lays it into a folder for other programs.
///
/// # Errors
/// The bukti or its bytes are not here; no copy can be made; the folder cannot be written;
/// `watch` stopped it.
pub(crate) fn fit_bukti(
    core: &Core,
    bukti: BuktiId,
    under: &str,
    folder: &Path,
    watch: &mut dyn Watch,
) -> Result<(OpenedCopy, FittedView)> {
    let (nama, bytes, accepted) = core.read(|reader| {
        let record = reader.bukti(bukti)?.ok_or_else(|| Error::not_found(Reason::BuktiMissing).arg("id", bukti))?;
        let nama = record.nama_berkas;
        let missing = || Error::not_found(Reason::BytesMissing).arg("nama_berkas", &nama);
        let sha256 = record.sha256.ok_or_else(missing)?;
        let bytes = sound(reader, &sha256, &nama)?;
        let instrument = core.current_instrument_in(reader)?;
        let accepted = limits(&instrument).find(|it| it.id == under).map(|it| it.accepted()).unwrap_or_default();
        Ok((nama, bytes, accepted))
    })?;
    let fitted = fitted(&bytes, &nama, &accepted, watch)?;
    let sha256 = store::sha256_hex(&fitted.bytes);
    // A folder of its own for each content: what lies there is this copy or a person's.
    let folder = folder.join(&sha256);
    disk::create_private_folder(&folder).map_err(|error| Error::file(&folder, &error))?;
    let mut path = folder.join(bukti_file(1, 1, &copy_name(&nama, fitted.ending())));
    let mut lying = std::fs::metadata(&path);
    if lying.as_ref().is_ok_and(|it| !it.permissions().readonly()) {
        path = disk::free_name(&path);
        lying = std::fs::metadata(&path);
    }
    if lying.is_err() {
        let lay = || -> std::io::Result<()> {
            let mut to = disk::create_private(&path)?;
            std::io::Write::write_all(&mut to, &fitted.bytes)?;
            drop(to);
            mark_of_the_web(&path);
            disk::seal(&path)
        };
        lay().map_err(|error| Error::file(&path, &error))?;
    }
    let view = view(&fitted, &path, bytes.len(), &accepted);
    Ok((OpenedCopy { path, openable: true }, view))
}

/// The bytes of a bukti, as long as they are those.
fn sound(reader: &Reader<'_>, sha256: &domain::bukti::BlobHash, nama_berkas: &str) -> Result<Vec<u8>> {
    let fault = |reason| Error::not_found(reason).arg("nama_berkas", nama_berkas);
    match reader.look_at_bytes_named(sha256)? {
        Some(store::BytesFault::Missing) => return Err(fault(Reason::BytesMissing)),
        Some(store::BytesFault::Damaged) => return Err(fault(Reason::BytesDamaged)),
        None => {}
    }
    let bytes = read(reader.open_blob(sha256)?).map_err(|_| fault(Reason::BytesDamaged))?;
    // One that is too large for a copy was not read to its end.
    if bytes.len() as u64 <= MAX_BYTES && store::sha256_hex(&bytes) != sha256.as_str() {
        reader.note_read(sha256, false)?;
        return Err(fault(Reason::BytesDamaged));
    }
    Ok(bytes)
}

/// All of a file, or a little more than a copy is made of.
pub(crate) fn read(file: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn fitted(bytes: &[u8], nama: &str, accepted: &Accepted, watch: &mut dyn Watch) -> Result<Fitted> {
    fit(bytes, accepted, &mut || watch.step(WorkStep::Fitting, nama, 0, 0)).map_err(|fault| match fault {
        FitFault::Cancelled => Error::new(Code::Cancelled, Reason::Cancelled),
        FitFault::Unfitted { why, least } => refused(nama, why, least, accepted),
    })
}

fn refused(nama: &str, why: Unfitted, least: Option<u64>, accepted: &Accepted) -> Error {
    Error::new(Code::Unreadable, Reason::FileUnfitted)
        .arg("file", nama)
        .arg("unfitted", why)
        .arg("bytes_least", least.unwrap_or_default())
        .arg("bytes_most", accepted.max_bytes.unwrap_or_default())
}

fn view(fitted: &Fitted, path: &Path, before: usize, accepted: &Accepted) -> FittedView {
    FittedView {
        path: path.display().to_string(),
        format: fitted.format,
        size_before: before as f64,
        size: fitted.bytes.len() as f64,
        max_bytes: accepted.max_bytes.map(|it| it as f64),
        pages: fitted.pages,
        steps: fitted.steps.clone(),
        dpi: fitted.dpi,
        coarse: fitted.dpi.is_some_and(|it| it < READABLE_DPI),
        sha256: store::sha256_hex(&fitted.bytes),
    }
}
