//! `katalog.json`: what a bundle says of its inovasi as an interchange document, so that
//! another registry can take it in. Files lie beside it, and `registri.json` tells which
//! is whose.

use std::collections::BTreeMap;

use domain::{
    inovasi::profile::{Field, FieldKind},
    submission::dossier::{Dossier, DossierAnswer, DossierInovasi, DossierPenghargaan},
};

use crate::merge::interchange::{
    AnswerEntry, Assessments, Citations, Inovasi, OfficialParameters, Officials, PenghargaanEntry, RegistryDocument,
    Sumber, UsulanEntry, write,
};

/// The document of a dossier.
pub(super) fn catalogue(dossier: &Dossier) -> String {
    let year = dossier.instrument.id.to_string();
    let official = |figures: &BTreeMap<_, String>| -> Officials {
        let figures: BTreeMap<String, String> = figures
            .iter()
            .map(|(figure, it): (&domain::submission::official::OfficialFigure, _)| {
                (figure.name().to_owned(), it.clone())
            })
            .collect();
        if figures.is_empty() { Officials::new() } else { Officials::from([(year.clone(), figures)]) }
    };
    let inovasi = |it: &DossierInovasi| Inovasi {
        id: Some(it.id),
        usulan: BTreeMap::from([(
            year.clone(),
            UsulanEntry { proposed: Some(true), growth_note: it.growth_note.clone(), archived: None },
        )]),
        penghargaan: it.penghargaan.iter().map(penghargaan).collect(),
        assessment: assessments(&year, &it.answers),
        citation: citations(&year, &it.answers),
        official: official(&it.official),
        official_parameter: OfficialParameters::new(),
        ..profile(it)
    };
    write(&RegistryDocument {
        pemda: Some(dossier.pemda.clone()),
        daerah: assessments(&year, &dossier.daerah),
        citation: citations(&year, &dossier.daerah),
        official: official(&dossier.official),
        penghargaan: dossier.penghargaan.iter().map(penghargaan).collect(),
        inovasi: dossier.inovasi.iter().map(inovasi).collect(),
        ..RegistryDocument::default()
    })
}

fn profile(it: &DossierInovasi) -> Inovasi {
    let mut entry = Inovasi::default();
    for told in &it.profile {
        let Some(field) = Field::by_name(&told.field) else { continue };
        if told.sumber.is_some() || told.keyakinan.is_some() {
            entry.sumber.insert(field, Sumber { sumber: told.sumber.clone(), keyakinan: told.keyakinan.clone() });
        }
        let Some(value) = &told.value else { continue };
        let split = |text: &str, by: &str| text.split(by).map(str::to_owned).collect();
        match field.kind() {
            FieldKind::Set => drop(entry.members.insert(field, split(value, ","))),
            // A name may hold a comma; as people read them they are told apart by more.
            FieldKind::Names => {
                drop(entry.members.insert(field, split(told.text.as_deref().unwrap_or(value), "; ")));
            }
            // It may be an inovasi that is not handed in.
            FieldKind::Inovasi => {}
            _ => drop(entry.profile.insert(field, value.clone())),
        }
    }
    entry.profile.entry(Field::Nama).or_insert_with(|| it.nama.clone());
    entry
}

fn assessments(year: &str, answers: &[DossierAnswer]) -> Assessments {
    let given = |it: &DossierAnswer| -> Option<(String, AnswerEntry)> {
        let choice = it.choice.as_ref();
        if choice.is_none() && it.inputs.is_empty() && it.ticks.is_empty() {
            return None;
        }
        let entry = AnswerEntry {
            parameter: choice.map_or(0, |it| it.parameter),
            variant: choice.and_then(|it| it.variant.clone()),
            input: it.inputs.iter().map(|it| (it.input.clone(), it.value.clone())).collect(),
            tick: (!it.ticks.is_empty()).then(|| it.ticks.iter().map(|it| it.0.clone()).collect()),
        };
        Some((it.indikator.to_string(), entry))
    };
    let answers: BTreeMap<String, AnswerEntry> = answers.iter().filter_map(given).collect();
    if answers.is_empty() { Assessments::new() } else { Assessments::from([(year.to_owned(), answers)]) }
}

fn citations(year: &str, answers: &[DossierAnswer]) -> Citations {
    let cited = answers.iter().filter(|it| !it.citation.is_empty());
    let cited: BTreeMap<_, _> = cited.map(|it| (it.indikator.to_string(), it.citation.clone())).collect();
    if cited.is_empty() { Citations::new() } else { Citations::from([(year.to_owned(), cited)]) }
}

fn penghargaan(it: &DossierPenghargaan) -> PenghargaanEntry {
    PenghargaanEntry {
        id: it.id.parse().ok(),
        nama: it.nama.clone(),
        tingkat: it.tingkat.clone(),
        tahun: it.tahun.clone(),
        penyelenggara: it.penyelenggara.clone(),
        kategori: it.kategori.clone(),
        hasil: it.hasil.clone(),
        sumber: it.sumber.clone(),
        keyakinan: it.keyakinan.clone(),
        contoh: false,
    }
}
