//! Putting copies of photos that tell nothing of place and persons in their place.

use std::collections::BTreeMap;

use domain::{
    bukti::ending_of,
    core::{
        finding::file_cleaned,
        id::{BuktiId, Subject},
    },
    merge::change::FieldKey,
};
use exchange::bukti::picture::{PictureFault, strip};
use store::{BlobPut, BuktiRecord, BytesFault, Reader};

use crate::{
    bukti::attach::{FoundAnswer, shown},
    core::{
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    show::finding::{self, outcome},
    view::{AssessmentView, Outcome},
};

/// Replaces a photo by a copy without what it tells of place and persons, or all of a
/// subject that tell something and can be cleaned. The pixels stay to the byte; the
/// photo that was there stays among the bytes, so that taking the act back brings it
/// again. Subject and instrument say which worksheet is shown.
///
/// # Errors
/// The bukti is unknown, tells nothing, or is of a format that cannot be cleaned; its
/// bytes are missing or damaged; its year is closed; the disk is full.
pub(crate) fn clean_bukti(
    core: &Core,
    subject: Subject,
    instrument: &str,
    bukti: Option<BuktiId>,
) -> Result<Outcome<AssessmentView>> {
    let found = FoundAnswer {
        subject: lookup::answering(subject)?,
        instrument: core.instrument(instrument)?,
        indikator: String::new(),
    };
    let wanted = core.read(|reader| match bukti {
        Some(id) => Ok(vec![one(reader, id)?]),
        None => cleanable(reader, found.subject),
    })?;
    let mut puts = Vec::new();
    let stored = wanted.into_iter().try_for_each(|it| {
        puts.push((put_clean(core, &it)?, it));
        Ok(())
    });
    let written = stored.and_then(|()| {
        core.write(Op::CleanBukti, |pen| {
            if let Subject::Inovasi(id) = found.subject {
                lookup::editable(pen, id)?;
            }
            let mut told = Vec::new();
            for (put, it) in &puts {
                pen.know_blob(put)?;
                pen.put(Subject::Bukti(it.id), &FieldKey::Blob, Some(&put.blob.to_string()))?;
                told.push(file_cleaned(found.subject, &it.nama_berkas));
            }
            let (view, findings) = shown(pen, &found)?;
            Ok((view, told.into_iter().chain(findings).collect::<Vec<_>>()))
        })
    });
    if written.is_err() {
        // Bytes that never became bukti take no room.
        for (put, _) in &puts {
            core.store.forget_put(put);
        }
    }
    let (view, findings) = written?;
    Ok(outcome(Op::CleanBukti, view, finding::views(findings, None, &found.instrument)))
}

/// A bukti that is asked for by itself.
fn one(reader: &Reader<'_>, id: BuktiId) -> Result<BuktiRecord> {
    let it = reader.bukti(id)?.ok_or_else(|| Error::not_found(Reason::BuktiMissing).arg("id", id))?;
    match &it.traces {
        None => Err(Error::invalid(Reason::PhotoClean).arg("file", &it.nama_berkas)),
        Some(traces) if !traces.cleanable => Err(Error::invalid(Reason::PhotoUncleanable).arg("file", &it.nama_berkas)),
        Some(_) => Ok(it),
    }
}

/// The photos of a subject that tell something and can be cleaned, each once.
fn cleanable(reader: &Reader<'_>, subject: Subject) -> Result<Vec<BuktiRecord>> {
    let links = reader.links(subject)?.into_iter().map(|it| it.bukti);
    let telling = links.filter(|it| it.present && it.traces.as_ref().is_some_and(|it| it.cleanable));
    Ok(telling.map(|it| (it.id, it)).collect::<BTreeMap<_, _>>().into_values().collect())
}

fn put_clean(core: &Core, it: &BuktiRecord) -> Result<BlobPut> {
    let name = &it.nama_berkas;
    let missing = |reason| Error::not_found(reason).arg("nama_berkas", name);
    let photo = core.read(|reader| {
        let sha256 = it.sha256.as_ref().ok_or_else(|| missing(Reason::BytesMissing))?;
        match reader.look_at_bytes_named(sha256)? {
            Some(BytesFault::Missing) => Err(missing(Reason::BytesMissing)),
            Some(BytesFault::Damaged) => Err(missing(Reason::BytesDamaged)),
            None => Ok(reader.open_blob(sha256)?),
        }
    })?;
    let place = std::path::Path::new(name);
    let mut clean = strip(photo).map_err(|fault| match fault {
        PictureFault::Unknown => Error::invalid(Reason::PhotoUncleanable).arg("file", name),
        PictureFault::Broken(detail) => Error::invalid(Reason::PhotoBroken).arg("file", name).arg("detail", detail),
        PictureFault::Io(error) => Error::file(place, &error),
    })?;
    Ok(core.store.put_blob(&mut clean, place, &ending_of(name), &mut |_| true)?)
}
