//! What a dossier tells beside profile and rungs: documents of the profile,
//! penghargaan, growth, the way of the answers, what they stand on, and what of the
//! registry is left out.

use domain::{
    assessment::{
        given::option_nama,
        instrument::{AnsweredBy, Instrument},
        judged::Judged,
    },
    core::{
        id::{InovasiId, Subject},
        number::count,
    },
    inovasi::profile::Field,
    merge::field::TINGKAT,
    submission::dossier::{
        DossierBerkas, DossierInput, DossierPassage, DossierPenghargaan, DossierVerdict, LeftOut, LeftOutKind,
    },
};
use store::Reader;

use super::bukti_of;
use crate::{
    core::{error::Result, registry::Core},
    show,
    view::VerdictView,
};

/// What the form calls one of its documents.
pub(super) fn nama_berkas(instrument: &Instrument, id: &str) -> Option<String> {
    instrument.profil.berkas.iter().find(|it| it.id == id).map(|it| it.nama.clone())
}

/// The documents of the form, with their files.
pub(super) fn berkas(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Vec<DossierBerkas>> {
    let links = reader.links(subject)?;
    let each = instrument.profil.berkas.iter();
    Ok(each
        .map(|it| DossierBerkas {
            id: it.id.clone(),
            nama: it.nama.clone(),
            bukti: bukti_of(&links, &it.id, Some(it.limit())),
        })
        .collect())
}

/// The penghargaan of one inovasi, or of the region.
pub(in crate::submission) fn penghargaan(
    core: &Core,
    reader: &Reader<'_>,
    inovasi: Option<InovasiId>,
) -> Result<Vec<DossierPenghargaan>> {
    let list = core.library.vocabulary.list(TINGKAT);
    let named = |id: String| {
        let option = list.and_then(|it| it.option.iter().find(|it| it.id == id));
        option.map_or(id, |it| it.nama.clone())
    };
    reader
        .penghargaan_of(inovasi)?
        .into_iter()
        .map(|it| {
            let links = reader.links(Subject::Penghargaan(it.id))?;
            Ok(DossierPenghargaan {
                id: it.id.to_string(),
                nama: it.nama,
                tingkat: it.tingkat.map(named),
                tahun: it.tahun,
                penyelenggara: it.penyelenggara,
                kategori: it.kategori,
                hasil: it.hasil,
                sumber: it.sumber,
                keyakinan: it.keyakinan,
                bukti: bukti_of(&links, domain::inovasi::penghargaan::PENGHARGAAN_BUKTI, None),
            })
        })
        .collect()
}

/// What has grown since it was last proposed.
pub(super) fn growth_note(reader: &Reader<'_>, id: InovasiId, instrument: &Instrument) -> Result<Option<String>> {
    let said = reader.usulan_of(id)?.into_iter().find(|it| it.instrument == instrument.id);
    Ok(said.and_then(|it| it.growth_note))
}

/// Where answers lie, where somebody has moved them.
pub(super) fn passage(
    reader: &Reader<'_>,
    subject: Subject,
    instrument: &Instrument,
) -> Result<Option<DossierPassage>> {
    let Some(passage) = reader.passage(subject, &instrument.id)? else { return Ok(None) };
    Ok(show::answer::passage(reader, subject, instrument, &passage)?.map(|it| DossierPassage {
        state: passage.state,
        role: it.role,
        person: it.person,
        at: it.at,
        note: it.note,
    }))
}

pub(super) fn verdict(it: VerdictView) -> DossierVerdict {
    DossierVerdict {
        parameter: it.parameter,
        role: it.role,
        person: it.person,
        at: it.at,
        note: it.note,
        lapsed: it.lapsed,
    }
}

pub(super) fn inputs(judged: &Judged<'_>) -> Vec<DossierInput> {
    let given = judged.numbers();
    let each = judged.indikator.input.iter();
    each.filter_map(|it| {
        Some(DossierInput {
            input: it.id.to_string(),
            nama: it.nama.clone(),
            satuan: it.satuan.clone(),
            value: given?.get(&it.id)?.normalize().to_string(),
        })
    })
    .collect()
}

pub(super) fn ticks(judged: &Judged<'_>) -> Vec<(String, String)> {
    judged.ticks().map(|it| (it.to_string(), option_nama(it.as_str()))).collect()
}

/// The region's list of its bodies: each is named by the inovasi that it runs.
pub(super) fn units(reader: &Reader<'_>) -> Result<Option<LeftOut>> {
    let n = reader.perangkat_daerah()?.bodies.len();
    Ok((n > 0).then(|| LeftOut {
        kind: LeftOutKind::PerangkatDaerah,
        inovasi: None,
        n: Some(count(n)),
        nama: Vec::new(),
    }))
}

/// What the registry holds of one subject and the dossier does not.
pub(super) fn left_out(reader: &Reader<'_>, subject: Subject, instrument: &Instrument) -> Result<Vec<LeftOut>> {
    let inovasi = match subject {
        Subject::Inovasi(id) => Some(id.to_string()),
        _ => None,
    };
    let mut list = Vec::new();
    let mut add = |kind, n: usize, nama: Vec<String>| {
        if n > 0 {
            list.push(LeftOut { kind, inovasi: inovasi.clone(), n: Some(count(n)), nama });
        }
    };
    let mut n_note = usize::from(reader.note_of(subject)?.is_some());
    if let Subject::Inovasi(id) = subject {
        n_note += usize::from(reader.inovasi(id)?.is_some_and(|it| it.profile.contains_key(&Field::Catatan)));
    }
    add(LeftOutKind::Note, n_note, Vec::new());

    let mut years = reader.instruments_given(subject)?;
    years.retain(|it| *it != instrument.id);
    add(LeftOutKind::OtherYear, years.len(), years.iter().map(ToString::to_string).collect());

    let choices = reader.choices(subject, &instrument.id)?;
    let told = |(id, it): (&_, &domain::assessment::citation::Citation)| {
        choices.get(id).is_some_and(|choice| it.tells_of(choice))
    };
    let citations = reader.citations(subject, &instrument.id)?;
    let other = citations.iter().flat_map(|(id, list)| list.iter().map(move |it| (id, it))).filter(|it| !told(*it));
    add(LeftOutKind::OtherCitation, other.count(), Vec::new());

    let asked = |id: &str| {
        instrument.indikator_of(AnsweredBy::of(subject)).any(|it| it.id == id)
            || (inovasi.is_some() && instrument.profil.berkas.iter().any(|it| it.id == id))
    };
    let mut unasked = reader.links(subject)?;
    unasked.retain(|it| !asked(it.indikator.as_str()));
    add(LeftOutKind::Unasked, unasked.len(), unasked.into_iter().map(|it| it.bukti.nama_berkas).collect());
    Ok(list)
}
