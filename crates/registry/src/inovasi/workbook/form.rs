//! A form of ours: what is known, with drop-down lists, to be filled in elsewhere
//! and taken back.

use std::collections::BTreeMap;

use domain::{
    assessment::{
        instrument::{AnsweredBy, Indikator, Instrument},
        score::Choice,
    },
    core::id::{InovasiId, InstrumentId, Subject},
    inovasi::{
        penghargaan::PenghargaanField,
        perangkat_daerah::PerangkatDaerahField,
        profile::{FIELDS, Field, FieldKind},
    },
    merge::{
        change::FieldKey,
        field::{JENIS, TINGKAT},
    },
};
use exchange::inovasi::workbook::{BookOut, ColumnOut, KindOut, RowOut, SheetOut};
use store::{InovasiRecord, Reader};

use super::{
    identity::BookNames,
    region::{DAERAH, INDIKATOR, NAMA_LAMA, PARAMETER, PILIHAN, penghargaan_value},
};
use crate::core::{
    env::today,
    error::Result,
    lookup::known,
    progress::{Watch, WorkStep, step},
    registry::Core,
};

/// Blank rows that a form has below the filled ones.
const SPARE: u32 = 200;

/// Most characters of a parameter's text in a drop-down list.
const SHOWN: usize = 90;

pub(super) fn form(
    core: &Core,
    reader: &Reader<'_>,
    ids: &[InovasiId],
    whole: bool,
    nama: &str,
    watch: &mut dyn Watch,
) -> Result<BookOut> {
    let instrument = core.current_instrument_in(reader)?;
    let names = BookNames::of(reader)?;
    let mut sheets = vec![inovasi_sheet(core, reader, ids, &instrument, &names, nama, watch)?];
    if whole {
        sheets.push(bodies_sheet(core, reader)?);
    }
    sheets.push(penghargaan_sheet(core, reader, ids, whole, &names)?);
    if whole {
        sheets.push(daerah_sheet(reader, &instrument)?);
    }
    let pemda = reader.pemda()?;
    Ok(BookOut {
        title: format!("{} — {}", instrument.nama, pemda.nama),
        made_at: Some(today(core.env.now_ms())),
        sheets,
    })
}

fn inovasi_sheet(
    core: &Core,
    reader: &Reader<'_>,
    ids: &[InovasiId],
    instrument: &Instrument,
    names: &BookNames,
    nama: &str,
    watch: &mut dyn Watch,
) -> Result<SheetOut> {
    let mut records: Vec<InovasiRecord> = Vec::with_capacity(ids.len());
    for (at, id) in ids.iter().enumerate() {
        if at % super::plan::EVERY == 0 {
            step(watch, WorkStep::Reading, nama, at, ids.len())?;
        }
        records.push(known(reader, *id)?);
    }
    let filled =
        |field: Field| records.iter().any(|it| it.profile.contains_key(&field) || it.members.contains_key(&field));
    let asked = instrument.profil.isian.iter().map(|it| it.field);
    let mut fields: Vec<Field> = std::iter::once(Field::Nama).chain(asked.filter(|it| *it != Field::Nama)).collect();
    fields.extend(
        FIELDS.iter().filter(|it| !instrument.profil.isian.iter().any(|asked| asked.field == **it) && filled(**it)),
    );
    let indikator: Vec<&Indikator> = instrument.indikator_of(AnsweredBy::Inovasi).collect();
    let mut usulan = BTreeMap::new();
    for it in &records {
        usulan.insert(it.id, reader.usulan_of(it.id)?);
    }
    // What is carried along unseen, so that a form can stand in for what was lost.
    let mut carried: Vec<FieldKey> = Vec::new();
    for it in usulan.values().flatten() {
        let year = FieldKey::Usulan(it.instrument.clone());
        let note = FieldKey::GrowthNote(it.instrument.clone());
        carried.extend(it.proposed.is_some().then_some(year));
        carried.extend(it.growth_note.is_some().then_some(note));
    }
    carried.extend(records.iter().any(|it| it.contoh).then_some(FieldKey::Contoh));
    carried.sort();
    carried.dedup();

    let mut columns: Vec<ColumnOut> = fields.iter().map(|it| profile_column(core, *it, instrument)).collect();
    columns.extend(indikator.iter().map(|it| indikator_column(it, instrument)));
    columns.extend(carried.iter().map(|it| column(&it.to_string(), &it.to_string(), "", KindOut::Hidden)));
    let mut rows = Vec::with_capacity(records.len());
    for record in &records {
        let mut values: Vec<Option<String>> =
            fields.iter().map(|it| cell(core, record, *it, names, reader)).collect::<Result<_>>()?;
        let choices = reader.choices(Subject::Inovasi(record.id), &instrument.id)?;
        values.extend(indikator.iter().map(|it| choices.get(&it.id).map(|choice| choice_text(it, choice))));
        let years = usulan.get(&record.id);
        let year = |id: &InstrumentId| years.and_then(|it| it.iter().find(|it| it.instrument == *id));
        values.extend(carried.iter().map(|it| match it {
            FieldKey::Usulan(id) => year(id).and_then(|it| it.proposed).map(|it| if it { "1" } else { "0" }.to_owned()),
            FieldKey::GrowthNote(id) => year(id).and_then(|it| it.growth_note.clone()),
            _ => record.contoh.then(|| "1".to_owned()),
        }));
        rows.push(RowOut { id: Some(record.id.to_string()), values });
    }
    Ok(SheetOut { name: "Inovasi".into(), columns, rows, spare_rows: SPARE })
}

/// A field in words that lead back to the same value.
fn cell(
    core: &Core,
    record: &InovasiRecord,
    field: Field,
    names: &BookNames,
    reader: &Reader<'_>,
) -> Result<Option<String>> {
    let nama = |it: &String| core.library.vocabulary.nama(field, it).to_owned();
    Ok(match field.kind() {
        FieldKind::Set => record.members.get(&field).map(|it| it.iter().map(nama).collect::<Vec<_>>().join("; ")),
        FieldKind::Names => record.members.get(&field).map(|it| it.join("\n")),
        FieldKind::Option => record.profile.get(&field).map(nama),
        FieldKind::Inovasi => match record.profile.get(&field) {
            Some(id) => Some(inovasi_text(reader, names, id)?),
            None => None,
        },
        FieldKind::Line | FieldKind::Paragraphs | FieldKind::Date => record.profile.get(&field).cloned(),
    })
}

fn profile_column(core: &Core, field: Field, instrument: &Instrument) -> ColumnOut {
    let label = instrument.profil.isian(field).map_or(field.label(), |it| &it.label);
    let options = core.library.vocabulary.list_of(field).map(|it| it.option.as_slice()).unwrap_or_default();
    let kind = match field.kind() {
        FieldKind::Line | FieldKind::Inovasi => KindOut::Line,
        FieldKind::Paragraphs | FieldKind::Names | FieldKind::Set => KindOut::Paragraphs,
        FieldKind::Date => KindOut::Date,
        FieldKind::Option => KindOut::Choice(options.iter().map(|it| it.nama.clone()).collect()),
    };
    column(field.name(), label, "", kind)
}

/// How a form heads what is no field of the profile and no answer.
pub(super) fn heading(field: &FieldKey) -> Option<&'static str> {
    Some(match field {
        FieldKey::PerangkatDaerah(it) => match it {
            PerangkatDaerahField::Nama => "Nama",
            PerangkatDaerahField::Kode => "Kode",
            PerangkatDaerahField::Jenis => "Jenis",
            PerangkatDaerahField::Induk => "Induk",
            PerangkatDaerahField::Aktif => "Aktif",
        },
        FieldKey::PerangkatDaerahNamaLama(_) => "Nama Lama",
        FieldKey::Penghargaan(it) => match it {
            PenghargaanField::Nama => "Nama Penghargaan",
            PenghargaanField::Untuk => "Untuk",
            PenghargaanField::Tingkat => "Tingkat",
            PenghargaanField::Tahun => "Tahun",
            PenghargaanField::Penyelenggara => "Penyelenggara",
            PenghargaanField::Kategori => "Kategori",
            PenghargaanField::Hasil => "Hasil",
            PenghargaanField::Sumber => "Sumber",
            PenghargaanField::Keyakinan => "Keyakinan",
        },
        FieldKey::Contoh => "Contoh",
        FieldKey::Usulan(_) => "Usulan",
        FieldKey::GrowthNote(_) => "Catatan Perkembangan",
        _ => return None,
    })
}

fn bodies_sheet(core: &Core, reader: &Reader<'_>) -> Result<SheetOut> {
    let list = reader.perangkat_daerah()?;
    let jenis = core.library.vocabulary.list(JENIS).map(|it| it.option.as_slice()).unwrap_or_default();
    let mut columns: Vec<ColumnOut> = PerangkatDaerahField::ALL
        .iter()
        .map(|field| {
            let kind = match field {
                PerangkatDaerahField::Jenis => KindOut::Choice(jenis.iter().map(|it| it.nama.clone()).collect()),
                PerangkatDaerahField::Aktif => KindOut::Choice(vec!["Ya".into(), "Tidak".into()]),
                _ => KindOut::Line,
            };
            let field = FieldKey::PerangkatDaerah(*field);
            column(&field.to_string(), heading(&field).unwrap_or_default(), "", kind)
        })
        .collect();
    let former = heading(&FieldKey::PerangkatDaerahNamaLama(String::new())).unwrap_or_default();
    columns.push(column(NAMA_LAMA, former, "", KindOut::Paragraphs));
    columns.push(column("contoh", "contoh", "", KindOut::Hidden));
    let text_of = |id: &domain::core::id::PerangkatDaerahId| match list.by_id(*id) {
        Some(it) if list.find(&it.nama).map(|it| it.id) == Some(*id) => it.nama.clone(),
        _ => id.to_string(),
    };
    let nama = |id: &String| jenis.iter().find(|it| it.id == *id).map_or_else(|| id.clone(), |it| it.nama.clone());
    let rows = list.bodies.iter().map(|it| RowOut {
        id: Some(it.id.to_string()),
        values: vec![
            Some(it.nama.clone()),
            it.kode.clone(),
            it.jenis.as_ref().map(nama),
            it.induk.as_ref().map(text_of),
            (!it.aktif).then(|| "Tidak".to_owned()),
            (!it.nama_lama.is_empty()).then(|| it.nama_lama.join("\n")),
            it.contoh.then(|| "1".to_owned()),
        ],
    });
    Ok(SheetOut { name: "Perangkat Daerah".into(), columns, rows: rows.collect(), spare_rows: SPARE })
}

fn penghargaan_sheet(
    core: &Core,
    reader: &Reader<'_>,
    ids: &[InovasiId],
    whole: bool,
    names: &BookNames,
) -> Result<SheetOut> {
    let tingkat = core.library.vocabulary.list(TINGKAT).map(|it| it.option.as_slice()).unwrap_or_default();
    let kind_of = |field| match field {
        PenghargaanField::Tingkat => KindOut::Choice(tingkat.iter().map(|it| it.nama.clone()).collect()),
        PenghargaanField::Keyakinan => KindOut::Hidden,
        _ => KindOut::Line,
    };
    let headed = |it: &PenghargaanField| {
        let field = FieldKey::Penghargaan(*it);
        column(&field.to_string(), heading(&field).unwrap_or_default(), "", kind_of(*it))
    };
    let mut columns: Vec<ColumnOut> = PenghargaanField::ALL.iter().map(headed).collect();
    columns.push(column("contoh", "contoh", "", KindOut::Hidden));
    let mut rows = Vec::new();
    for it in reader.all_penghargaan()?.iter().filter(|it| it.inovasi.map_or(whole, |it| ids.contains(&it))) {
        let mut values = Vec::new();
        for field in PenghargaanField::ALL {
            let value = penghargaan_value(it, field);
            values.push(match (field, it.inovasi) {
                (PenghargaanField::Untuk, None) => Some(DAERAH.to_owned()),
                (PenghargaanField::Untuk, Some(id)) => Some(inovasi_text(reader, names, &id.to_string())?),
                (PenghargaanField::Tingkat, _) => {
                    value.map(|id| tingkat.iter().find(|it| it.id == id).map_or(id, |it| it.nama.clone()))
                }
                _ => value,
            });
        }
        values.push(it.contoh.then(|| "1".to_owned()));
        rows.push(RowOut { id: Some(it.id.to_string()), values });
    }
    Ok(SheetOut { name: "Penghargaan".into(), columns, rows, spare_rows: SPARE })
}

fn daerah_sheet(reader: &Reader<'_>, instrument: &Instrument) -> Result<SheetOut> {
    let choices = reader.choices(Subject::Daerah, &instrument.id)?;
    let columns = vec![
        column(INDIKATOR, "Indikator", "", KindOut::Locked),
        column(PARAMETER, "Parameter", "", KindOut::Line),
        column(PILIHAN, "Pilihan", "", KindOut::Locked),
    ];
    let rows = instrument.indikator_of(AnsweredBy::Daerah).map(|it| RowOut {
        id: Some(FieldKey::Choice { instrument: instrument.id.clone(), indikator: it.id.clone() }.to_string()),
        values: vec![
            Some(format!("{} {}", it.code, it.nama)),
            choices.get(&it.id).map(|choice| choice_text(it, choice)),
            Some(options_of(it).join("\n")),
        ],
    });
    Ok(SheetOut { name: "Daerah".into(), columns, rows: rows.collect(), spare_rows: 0 })
}

fn indikator_column(it: &Indikator, instrument: &Instrument) -> ColumnOut {
    let key = FieldKey::Choice { instrument: instrument.id.clone(), indikator: it.id.clone() }.to_string();
    column(
        &key,
        &format!("{} {}", it.code, it.nama),
        it.bukti.as_deref().unwrap_or(""),
        KindOut::Choice(options_of(it)),
    )
}

/// Every choice of an indikator: its own parameters, then those of each variant.
fn options_of(it: &Indikator) -> Vec<String> {
    let own = it.parameter.iter().map(|it| Choice { parameter: it.nomor, variant: None });
    let others = it.variant.iter().flat_map(|variant| {
        variant.parameter.iter().map(|it| Choice { parameter: it.nomor, variant: Some(variant.id.clone()) })
    });
    own.chain(others).map(|choice| choice_text(it, &choice)).collect()
}

/// `2) SK Kepala Daerah`, `2/c) …`: read back by its number, whatever its text.
fn choice_text(it: &Indikator, choice: &Choice) -> String {
    let texts = it.parameter_of(choice.variant.as_deref());
    let teks = texts.iter().find(|it| it.nomor == choice.parameter).map_or("", |it| it.teks.as_str());
    let line = teks.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().take(SHOWN).collect();
    format!("{choice}) {}{}", short.trim_end(), if short.len() < line.len() { "…" } else { "" })
}

/// The name of an inovasi where it is the only one of that name, else its id.
fn inovasi_text(reader: &Reader<'_>, names: &BookNames, id: &str) -> Result<String> {
    let Ok(parsed) = id.parse::<InovasiId>() else { return Ok(id.to_owned()) };
    let nama = reader.inovasi_line(parsed)?.map(|it| it.nama);
    let telling = |it: &String| names.is_telling(it, parsed) && !it.eq_ignore_ascii_case(DAERAH);
    Ok(nama.filter(telling).unwrap_or_else(|| id.to_owned()))
}

pub(super) fn column(key: &str, label: &str, hint: &str, kind: KindOut) -> ColumnOut {
    let width = match &kind {
        KindOut::Paragraphs => 48,
        KindOut::Date => 14,
        KindOut::Hidden => 10,
        _ => 28,
    };
    ColumnOut { key: key.to_owned(), label: label.to_owned(), hint: hint.to_owned(), width, kind }
}
