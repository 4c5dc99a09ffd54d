//! Files that support answers.

use domain::bukti::BuktiField;
use registry::{AnswerKey, BuktiFacts, progress::Unwatched, view::BuktiView};

use super::{Done, Turn, assessment::some_indikator};
use crate::kit::{key, pdf, picture::jpeg, whom};

/// The files that people have, with what each holds.
const FILES: [&str; 4] = ["sk", "perda", "laporan", "surat tugas"];

fn file(it: &Turn<'_>, name: &str) -> std::path::PathBuf {
    it.file(&format!("{name}.pdf"), pdf(name))
}

/// A photo as a phone takes it: it tells where and by whom.
fn photo(it: &Turn<'_>) -> std::path::PathBuf {
    it.file("foto.jpg", jpeg(it.one(&["2024:01:12 10:20:30", "2023:08:17 07:00:00"])))
}

pub fn attach(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    let indikator = some_indikator(it, &subject);
    let (name, path) = match it.pick(&FILES).filter(|_| !it.dice.once_in(4)) {
        Some(name) => (*name, file(it, name)),
        None => ("foto", photo(it)),
    };
    let facts = BuktiFacts {
        tanggal: it.dice.once_in(2).then(|| "2024-08-17".into()),
        jenis_dokumen: it.dice.once_in(2).then(|| it.one(&["perda", "sk", "foto"]).into()),
        ..BuktiFacts::default()
    };
    it.attach_bukti(&key(&subject, indikator), &[path], &facts, &mut Unwatched)?;
    Ok(Some(format!("{name} to {subject} {indikator}")))
}

/// A link of a bukti to an answer, if there is any.
fn some_link(it: &Turn<'_>) -> registry::Result<Option<(String, AnswerKey, String)>> {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    let view = it.show_assessment(&subject, super::YEARS[0])?;
    let all: Vec<_> = view
        .indikator
        .iter()
        .flat_map(|answer| answer.bukti.iter().map(|it| (key(&subject, answer.indikator.as_str()), it.id.to_string())))
        .collect();
    Ok(it.pick(&all).map(|(key, bukti)| (subject, key.clone(), bukti.clone())))
}

pub fn edit(it: &Turn<'_>) -> Done {
    let Some((subject, _, bukti)) = some_link(it)? else { return Ok(None) };
    let (field, value) = it.one(&[
        (BuktiField::Nomor, Some("1/2024")),
        (BuktiField::Nomor, Some("2/2024")),
        (BuktiField::Tanggal, Some("2024-08-17")),
        (BuktiField::Tanggal, None),
        (BuktiField::Tentang, Some("Rumah Pelita")),
        (BuktiField::JenisDokumen, Some("perda")),
        (BuktiField::JenisDokumen, Some("sk")),
    ]);
    it.edit_bukti(&subject, super::YEARS[0], &bukti, field, value)?;
    Ok(Some(format!("{bukti} {field} {value:?}")))
}

/// One document serves one more answer, mostly of somebody else.
pub fn link(it: &Turn<'_>) -> Done {
    let (Some((_, _, bukti)), Some(subject)) = (some_link(it)?, it.some_subject()) else { return Ok(None) };
    let (indikator, pages) = (some_indikator(it, &subject), it.one(&[None, Some("1-2"), Some("3")]));
    it.link_bukti(&key(&subject, indikator), &bukti, pages)?;
    Ok(Some(format!("{bukti} to {subject} {indikator}")))
}

pub fn detach(it: &Turn<'_>) -> Done {
    let Some((_, key, bukti)) = some_link(it)? else { return Ok(None) };
    it.detach_bukti(&key, &bukti)?;
    Ok(Some(format!("{bukti} from {}", key.subject)))
}

/// Photos of a subject that tell something and can be cleaned.
fn telling(it: &Turn<'_>, subject: &str) -> registry::Result<Vec<BuktiView>> {
    let view = it.show_assessment(subject, super::YEARS[0])?;
    let bukti = view.indikator.into_iter().flat_map(|it| it.bukti);
    Ok(bukti.filter(|it| it.present && it.traces.as_ref().is_some_and(|it| it.cleanable)).collect())
}

/// One photo, or all of a subject; a new one where none tells anything.
pub fn clean(it: &Turn<'_>) -> Done {
    let Some(subject) = it.some_subject() else { return Ok(None) };
    if telling(it, &subject)?.is_empty() {
        let answer = key(&subject, some_indikator(it, &subject));
        it.attach_bukti(&answer, &[photo(it)], &BuktiFacts::default(), &mut Unwatched)?;
    }
    let before = telling(it, &subject)?;
    let one = it.pick(&before).map(|it| it.id).filter(|_| it.dice.once_in(2));
    it.clean_bukti(whom(&subject), super::YEARS[0], one)?;
    let left = telling(it, &subject)?;
    assert!(left.iter().all(|it| one.is_some_and(|one| it.id != one)), "cleaned, and it still tells: {left:?}");
    Ok(Some(format!("{} of {subject}", one.map_or_else(|| "all".into(), |it| it.to_string()))))
}

/// Somebody moves stored bytes away; they are found again in a folder that he chooses.
pub fn mend(it: &Turn<'_>) -> Done {
    let shelves: Vec<_> = std::fs::read_dir(it.folder().join("blobs")).into_iter().flatten().flatten().collect();
    let Some(shelf) = it.pick(&shelves) else { return Ok(None) };
    let folder = it.fresh("arsip");
    std::fs::rename(shelf.path(), &folder).unwrap();
    let view = it.mend_bukti(&folder, &mut Unwatched)?.view;
    Ok(Some(format!("{} mended, {} left", view.mended.len(), view.left.len())))
}

/// Whatever somebody else brought, nothing stays unseen.
pub fn look(it: &Turn<'_>) -> Done {
    assert!(!it.look_at_bukti(&mut Unwatched)?.view.has_unseen, "looked at, and still unseen");
    Ok(Some(String::new()))
}
