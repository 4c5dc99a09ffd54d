//! A recap to be read: one sheet, names instead of ids, skor and findings beside
//! each inovasi; as a workbook or as CSV.

use disk::OutputPlace;
use domain::{
    assessment::{
        instrument::AnsweredBy,
        score::{Basis, skor_of},
    },
    core::id::{InovasiId, Subject},
    inovasi::profile::{Field, FieldKind},
};
use exchange::inovasi::workbook::{BookOut, KindOut, Receipt, RowOut, SheetOut, write_csv, write_plain};
use store::Reader;

use super::{form::column, plan::EVERY};
use crate::{
    core::{
        env::today,
        error::Result,
        lookup::known,
        places::Region,
        progress::{Watch, WorkStep, step},
        registry::Core,
    },
    show::{finding, official, score, sheet},
};

/// Fields of the profile that a recap shows, in the order of recaps.
const FIELDS: [Field; 14] = [
    Field::Nama,
    Field::PerangkatDaerah,
    Field::Tahapan,
    Field::Inisiator,
    Field::NamaInisiator,
    Field::Klasifikasi,
    Field::Jenis,
    Field::Bentuk,
    Field::UrusanUtama,
    Field::UrusanBeririsan,
    Field::WaktuUjiCoba,
    Field::WaktuPenerapan,
    Field::WaktuPengembangan,
    Field::Koordinat,
];

/// How it heads the kematangan that is reckoned here, and that nobody but us has given.
pub(crate) const OURS: [(&str, &str); 3] = [
    ("claimed", "Kematangan (diklaim)"),
    ("supported", "Kematangan (didukung bukti)"),
    ("verified", "Kematangan (terverifikasi)"),
];

/// How it heads what the ministry gave.
pub(crate) const OFFICIAL: &str = "Kematangan (resmi)";

/// Whether headings are those of a recap of ours.
pub(super) fn is_ours<'a>(headings: impl Iterator<Item = &'a str>) -> bool {
    let headings: Vec<&str> = headings.collect();
    OURS.iter().all(|it| headings.contains(&it.1)) && headings.contains(&OFFICIAL)
}

pub(super) fn recap(
    core: &Core,
    reader: &Reader<'_>,
    ids: &[InovasiId],
    nama: &str,
    watch: &mut dyn Watch,
) -> Result<BookOut> {
    let instrument = core.current_instrument_in(reader)?;
    let region = Region::of(reader)?;
    let label = |field: Field| instrument.profil.isian(field).map_or(field.label(), |it| &it.label).to_owned();
    let mut columns = vec![column("nomor", "No", "", KindOut::Locked)];
    columns.extend(FIELDS.iter().map(|it| column(it.name(), &label(*it), "", KindOut::Line)));
    columns.extend(
        instrument
            .indikator_of(AnsweredBy::Inovasi)
            .map(|it| column(&it.id, &format!("{} {}", it.code, it.nama), "", KindOut::Locked)),
    );
    let beside = [("official", OFFICIAL), ("n_finding", "Jumlah Temuan")];
    for (key, label) in OURS.into_iter().chain(beside) {
        columns.push(column(key, label, "", KindOut::Locked));
    }
    let mut rows = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        if at % EVERY == 0 {
            step(watch, WorkStep::Reading, nama, at, ids.len())?;
        }
        let record = known(reader, *id)?;
        let answers =
            sheet::of_subject(reader, Subject::Inovasi(*id), &instrument)?.answers(&instrument, AnsweredBy::Inovasi);
        let findings = finding::of_inovasi(reader, &record, &instrument, &region)?;
        let option = |field: Field, it: &String| core.library.vocabulary.nama(field, it).to_owned();
        let mut values = vec![Some((at + 1).to_string())];
        values.extend(FIELDS.iter().map(|field| {
            match field.kind() {
                FieldKind::Set | FieldKind::Names => record
                    .members
                    .get(field)
                    .map(|it| it.iter().map(|it| option(*field, it)).collect::<Vec<_>>().join("; ")),
                FieldKind::Option => record.profile.get(field).map(|it| option(*field, it)),
                _ => record.profile.get(field).cloned(),
            }
        }));
        values.extend(
            instrument.indikator_of(AnsweredBy::Inovasi).map(|it| answers.get(&it.id).map(|it| it.choice.to_string())),
        );
        for basis in Basis::ALL {
            values.push(score::shown(skor_of(&instrument, AnsweredBy::Inovasi, &answers, basis)));
        }
        values.push(official::kematangan(reader, Subject::Inovasi(*id), &instrument)?);
        values.push(Some(findings.len().to_string()));
        rows.push(RowOut { id: None, values });
    }
    let pemda = reader.pemda()?;
    Ok(BookOut {
        title: format!("{} — {}", instrument.nama, pemda.nama),
        made_at: Some(today(core.env.now_ms())),
        sheets: vec![SheetOut { name: "Rekap Inovasi".into(), columns, rows, spare_rows: 0 }],
    })
}

/// Writes a recap, by the ending of its name.
pub(super) fn write_recap(book: &BookOut, place: OutputPlace) -> Result<Receipt> {
    let is_csv = place.target().extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"));
    Ok(match book.sheets.first().filter(|_| is_csv) {
        Some(sheet) => write_csv(sheet, place)?,
        None => write_plain(book, place)?,
    })
}
