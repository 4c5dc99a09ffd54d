//! Writing papers: one file, or many into a folder or a zip, each named after whom it
//! is about.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use domain::{
    bukti::ending_of,
    core::number::count,
    submission::{
        document::{DocumentFormat, DocumentKind, DocumentOf},
        dossier::Dossier,
    },
};
use exchange::core::{
    names,
    port::{FolderSink, Sink, ZipSink, is_cancelled, write_file},
};

use super::{DocumentRequest, UnknownLetters, freeze, make::make_in_order};
use crate::{
    core::{
        error::{Code, Error, Reason, Result},
        output,
        progress::{self, Unwatched, Watch, WorkStep},
        registry::Core,
    },
    view::DocumentsReceipt,
};

/// Longest name of a file without its ending, in characters.
const MAX_NAME: usize = 80;

/// Which papers are written, and where.
#[derive(Debug, Clone, serde::Deserialize)]
#[cfg_attr(feature = "ipc", derive(specta::Type))]
pub struct WriteDocuments {
    /// Which.
    pub document: DocumentRequest,
    /// In which form.
    pub format: DocumentFormat,
    /// A file with the ending of the format for one paper; for any number the name of a
    /// zip, or a folder that does not exist yet, whose name has no ending.
    #[serde(deserialize_with = "crate::core::handed::text")]
    #[cfg_attr(feature = "ipc", specta(type = crate::Handed))]
    pub out: String,
    /// Whether a file that lies there may be replaced: true only where whoever asks was
    /// told so.
    pub replace: bool,
}

/// Writes papers: all of them, or none.
///
/// # Errors
/// The kind is not made of such subjects, or there are none; several would go into one
/// file; the target exists or cannot be written; the office's own template is broken;
/// `watch` stopped it.
pub(crate) fn write_documents(core: &Core, req: &WriteDocuments, watch: &mut dyn Watch) -> Result<DocumentsReceipt> {
    let out = PathBuf::from(&req.out);
    output::check_name(&out)?;
    let nama = out.file_name().unwrap_or_default().to_string_lossy();
    let ending = ending_of(&nama);
    let (single, zip) = (ending == req.format.name(), ending == "zip");
    // `-` is the terminal to whoever types it, and never meant as a folder.
    if !(single || zip || ending.is_empty()) || nama == "-" {
        return Err(Error::invalid(Reason::DocumentEnding).arg("path", out.display()).arg("format", req.format));
    }
    let replace = req.replace && (single || zip);
    let place = output::place(core, &out, replace)?;
    let mut frozen = freeze(core, &req.document, req.format, watch)?;
    let (kind, total) = (req.document.kind, frozen.of.len());
    if single && total > 1 {
        return Err(Error::invalid(Reason::DocumentMany).arg("n", total).arg("path", out.display()));
    }
    let fault = |error: io::Error| match is_cancelled(&error) {
        true => Error::new(Code::Cancelled, Reason::Cancelled),
        false => Error::file(&out, &error),
    };
    let papers = frozen.papers(kind, req.format)?;
    let mut unknown = UnknownLetters::default();
    let mut size = 0;
    if let (true, [of]) = (single, frozen.of.as_slice()) {
        progress::step(watch, WorkStep::Writing, &whose(of, &frozen.dossier), 0, 1)?;
        let made = papers.write(of)?;
        unknown.add(made.unprintable);
        size = write_file(place, &made.bytes).map_err(fault)?.size;
    } else {
        let mut sink: Box<dyn Sink> = match zip {
            true => Box::new(ZipSink::new(place).map_err(fault)?),
            false => Box::new(FolderSink::new(place).map_err(fault)?),
        };
        let mut taken = BTreeSet::new();
        make_in_order(
            &frozen.of,
            |at, of| progress::step(watch, WorkStep::Writing, &whose(of, &frozen.dossier), at, total),
            |of| Ok(papers.write(of)?),
            |of, made| {
                let name = file_name(kind, &whose(of, &frozen.dossier), req.format, &mut taken);
                let length = made.bytes.len() as u64;
                size += sink.file(&name, &mut made.bytes.as_slice(), Some(length)).map_err(fault)?.size;
                unknown.add(made.unprintable);
                Ok(())
            },
        )?;
        sink.finish(watch).map_err(fault)?;
    }
    drop(papers);
    frozen.notices.extend(unknown.notice(&frozen.dossier));
    Ok(DocumentsReceipt {
        path: out.display().to_string(),
        kind,
        n_document: count(total),
        size: size as f64,
        notices: frozen.notices,
    })
}

fn whose(of: &DocumentOf, dossier: &Dossier) -> String {
    match of {
        DocumentOf::Daerah => dossier.pemda.nama.clone(),
        DocumentOf::PerangkatDaerah(nama) => nama.clone(),
        DocumentOf::Inovasi(id) => {
            dossier.inovasi.iter().find(|it| it.id == *id).map_or_else(String::new, |it| it.nama.clone())
        }
    }
}

/// `lembar-rekomendasi-dinas-kesehatan.pdf`, numbered where another is called so.
fn file_name(kind: DocumentKind, nama: &str, format: DocumentFormat, taken: &mut BTreeSet<String>) -> String {
    let stem = format!("{kind}-{}", names::slug(nama, MAX_NAME - kind.name().len(), "lainnya"));
    let mut name = format!("{stem}.{format}");
    let mut n = 2;
    while !taken.insert(name.clone()) {
        name = format!("{stem}-{n}.{format}");
        n += 1;
    }
    name
}

/// What to call one paper, or the folder of several, in a folder.
///
/// # Errors
/// As [`write_documents`], short of the disk.
pub(crate) fn suggest_document_path(
    core: &Core,
    folder: &Path,
    req: &DocumentRequest,
    format: DocumentFormat,
) -> Result<String> {
    let frozen = freeze(core, req, format, &mut Unwatched)?;
    let name = match frozen.of.as_slice() {
        [of] => file_name(req.kind, &whose(of, &frozen.dossier), format, &mut BTreeSet::new()),
        _ => format!("{}-{}", req.kind, names::slug(&frozen.dossier.pemda.nama, 40, "daerah")),
    };
    let first = folder.join(name);
    let free = if std::fs::symlink_metadata(&first).is_err() { first } else { disk::free_name(&first) };
    Ok(free.display().to_string())
}
