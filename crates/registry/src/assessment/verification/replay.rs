//! What was seen: every verdict ever given on an answer, with the sight of then.

use std::path::Path;

use domain::{
    assessment::verification::{Seen, SeenBukti, Verdict},
    bukti::BlobHash,
    core::id::Subject,
};
use store::Reader;

use super::{field_of, indikator_of};
use crate::{
    bukti::open::{OpenedCopy, copy_out},
    core::{
        env::rfc3339,
        error::{Error, Reason, Result},
        lookup,
        op::Op,
        registry::Core,
    },
    show::{sheet, verification::changes},
    view::{ArgView, ReplayView, ReplayedVerdict, SeenBuktiView, SeenView},
};

/// Most verdicts on one answer that are shown.
const SHOWN: u32 = 200;

/// Every verdict ever given on an answer, oldest first, with what was seen then
/// and how it differs from the one before and from today.
///
/// # Errors
/// The subject, instrument or indikator does not exist.
pub(crate) fn replay_verdict(core: &Core, subject: Subject, instrument: &str, indikator: &str) -> Result<ReplayView> {
    let instrument = core.instrument(instrument)?;
    let subject = lookup::answering(subject)?;
    let indikator = indikator_of(&instrument, subject, indikator)?;
    core.read(|reader| {
        let sheet = sheet::of_subject(reader, subject, &instrument)?;
        let now = sheet.judged(&instrument, indikator).seen().clone();
        let field = field_of(&instrument, indikator).to_string();
        let mut written = reader.history_of(subject, Some(&field), SHOWN)?;
        written.reverse();
        let mut before: Option<Seen> = None;
        let mut verdicts = Vec::with_capacity(written.len());
        for it in written {
            // What a newer program wrote otherwise is shown as a verdict of nothing.
            let verdict: Option<Verdict> = it.value.and_then(|it| serde_json::from_str(&it).ok());
            let seen = verdict.as_ref().map(|it| &it.seen);
            let differs = |from: Option<&Seen>, to: Option<&Seen>| match (from, to) {
                (Some(from), Some(to)) => changes(from, to),
                _ => Vec::new(),
            };
            verdicts.push(ReplayedVerdict {
                stamp: it.stamp.to_string(),
                person: it.person,
                role: verdict.as_ref().map(|it| it.role),
                at: rfc3339(it.at),
                parameter: verdict.as_ref().map(|it| it.parameter),
                note: verdict.as_ref().map_or_else(String::new, |it| it.note.clone()),
                op: Op::by_name(&it.op),
                stands: it.head,
                seen: seen.map(|it| seen_view(reader, it)).transpose()?,
                since_before: differs(before.as_ref(), seen),
                until_now: differs(seen, Some(&now)),
            });
            before = verdict.map(|it| it.seen).or(before);
        }
        Ok(ReplayView { indikator: indikator.id.clone(), verdicts, now: seen_view(reader, &now)? })
    })
}

/// Copies the very bytes that a verdict saw into a folder from which a program of
/// the system may open them, also where the bukti has been detached since.
///
/// # Errors
/// The bytes are not here; the folder cannot be written.
pub(crate) fn open_seen(core: &Core, sha256: &str, nama_berkas: &str, folder: &Path) -> Result<OpenedCopy> {
    let gone = || Error::not_found(Reason::BytesMissing).arg("nama_berkas", nama_berkas);
    let hash: BlobHash = sha256.trim().parse().map_err(|_| gone())?;
    core.read(|reader| copy_out(reader, &hash, nama_berkas, folder))
}

fn seen_view(reader: &Reader<'_>, it: &Seen) -> Result<SeenView> {
    let args = |values: &std::collections::BTreeMap<String, String>| {
        values.iter().map(|(name, value)| ArgView { name: name.clone(), value: value.clone() }).collect()
    };
    Ok(SeenView {
        choice: it.choice.clone(),
        teks: it.teks.clone(),
        input: args(&it.input),
        tick: it.tick.clone(),
        profile: args(&it.profile),
        bukti: it.bukti.iter().map(|it| bukti_view(reader, it)).collect::<Result<_>>()?,
    })
}

fn bukti_view(reader: &Reader<'_>, it: &SeenBukti) -> Result<SeenBuktiView> {
    let present = match it.sha256.parse::<BlobHash>() {
        Ok(hash) => reader.blob(&hash)?.is_some() && reader.bytes_fault(&hash)?.is_none(),
        Err(_) => false,
    };
    Ok(SeenBuktiView {
        sha256: it.sha256.clone(),
        nama_berkas: it.nama_berkas.clone(),
        nomor: it.nomor.clone(),
        tanggal: it.tanggal.clone(),
        tentang: it.tentang.clone(),
        jenis_dokumen: it.jenis_dokumen.clone(),
        pages: Some(it.pages.clone()).filter(|it| !it.is_empty()),
        present,
    })
}
