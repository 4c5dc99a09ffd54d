//! An instrument as screens show it.

use domain::assessment::{
    calculation::Calculation,
    check::Kind,
    given::option_nama,
    input::{Band, Edge, Input},
    instrument::{AnsweredBy, Fact, FactName, Indikator, Instrument, Parameter, Status},
};

use crate::{
    core::open::arg,
    show::score::shown,
    view::{
        AspekView, BagianView, BandView, CheckView, IndikatorView, InputView, InstrumentView, KalenderView,
        KategoriView, KriteriaView, ParameterView, PredikatView, RuleView, SentenceView, SourceView, TickOptionView,
        UncertainView, VariantView, WindowView,
    },
};

pub(crate) fn instrument_view(it: &Instrument) -> InstrumentView {
    let instrument = it;
    let names = |ids: &[String]| source_names(instrument, ids);
    InstrumentView {
        id: it.id.clone(),
        nama: it.nama.clone(),
        tahun: it.tahun,
        draft: it.status != Status::Final,
        status: it.status,
        note: named(it, it.note.as_ref()),
        formula: it.rules.formula,
        dasar_hukum: it.dasar_hukum.iter().map(|it| it.teks.clone()).collect(),
        aspek: it
            .aspek
            .iter()
            .map(|aspek| AspekView {
                id: aspek.id.clone(),
                code: aspek.code.clone(),
                nama: aspek.nama.clone(),
                daerah: aspek.answered_by == AnsweredBy::Daerah,
                maksimum: shown(aspek.maksimum),
                lengkap: aspek.lengkap,
            })
            .collect(),
        indikator: it.indikator.iter().map(|own| indikator_view(own, it)).collect(),
        bagian: it
            .bagian
            .iter()
            .map(|it| BagianView {
                id: it.id.clone(),
                nama: it.nama.clone(),
                teks: it.teks.clone(),
                minimum_kata: it.minimum_kata,
                maksimum_kata: it.maksimum_kata,
                maksimum_karakter: it.maksimum_karakter,
                bobot: it.bobot.map(|it| it.normalize().to_string()),
                source: names(&it.fact.source),
                confidence: it.fact.confidence,
                note: named(instrument, it.fact.note.as_ref()),
            })
            .collect(),
        kategori: it
            .kategori
            .iter()
            .map(|it| KategoriView {
                id: it.id.clone(),
                nama: it.nama.clone(),
                tema: it.tema.clone(),
                source: names(&it.fact.source),
                confidence: it.fact.confidence,
            })
            .collect(),
        rule: rules(it),
        predikat: it
            .predikat
            .iter()
            .map(|it| PredikatView {
                nama: it.nama.clone(),
                minimum: domain::two_places(it.minimum).to_string(),
                maksimum: domain::two_places(it.maksimum).to_string(),
                confidence: it.confidence,
            })
            .collect(),
        kalender: it
            .kalender
            .iter()
            .map(|it| KalenderView {
                nama: it.nama.clone(),
                dari: it.dari.clone(),
                sampai: it.sampai.clone(),
                source: names(&it.source),
                confidence: it.confidence,
                note: named(instrument, it.note.as_ref()),
                kriteria: it
                    .kriteria
                    .iter()
                    .map(|it| KriteriaView { nama: it.nama.clone(), bobot: it.bobot })
                    .collect(),
            })
            .collect(),
        source: it.source.iter().map(|it| SourceView { nama: it.nama.clone(), teks: it.teks.clone() }).collect(),
        minimum_kata: it.kelayakan.minimum_kata,
    }
}

/// What readers call the sources of some ids; an id that the pack does not explain
/// stays as it is.
pub(crate) fn source_names(it: &Instrument, ids: &[String]) -> Vec<String> {
    let nama = |id: &String| it.source.iter().find(|it| it.id == *id).map_or_else(|| id.clone(), |it| it.nama.clone());
    ids.iter().map(nama).collect()
}

/// A note of the researchers with the names of sources where it has their ids.
fn named(it: &Instrument, note: Option<&String>) -> Option<String> {
    let mut text = String::new();
    // A word with whatever stands behind it, up to the next word.
    for piece in note?.split_inclusive(|it: char| !it.is_alphanumeric()) {
        let word = piece.trim_end_matches(|it: char| !it.is_alphanumeric());
        let known = it.source.iter().find(|it| it.id == word);
        text.push_str(known.map_or(word, |it| &it.nama));
        text.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    Some(text)
}

fn indikator_view(own: &Indikator, instrument: &Instrument) -> IndikatorView {
    let (it, tahun) = (own, instrument.tahun);
    let parameters =
        |list: &[Parameter]| list.iter().map(|it| ParameterView { nomor: it.nomor, teks: it.teks.clone() }).collect();
    IndikatorView {
        id: it.id.clone(),
        code: it.code.clone(),
        nama: it.nama.clone(),
        variabel: it.variabel.clone(),
        daerah: it.answered_by == AnsweredBy::Daerah,
        bobot: it.bobot.map(|it| it.normalize().to_string()),
        maksimum: shown(it.maksimum()),
        wajib: it.wajib,
        bukti: it.bukti.clone(),
        file_types: it.file_types.clone(),
        maksimum_mb: it.maksimum_mb,
        parameter: parameters(&it.parameter),
        variant: it
            .variant
            .iter()
            .map(|it| VariantView {
                id: it.id.clone(),
                nama: it.nama.clone(),
                parameter: parameters(&it.parameter),
                input: own.inputs_of(Some(&it.id)).map(input_view).collect(),
            })
            .collect(),
        window: it.window.map(|it| it.years(tahun)).map(|it| WindowView { dari: *it.start(), sampai: *it.end() }),
        input: it.input.iter().map(input_view).collect(),
        check: it
            .check
            .iter()
            .map(|it| CheckView {
                kind: it.kind.name(),
                parameter: it.parameter.clone(),
                variant: it.variant.clone(),
                advice: it.advice,
                option: match &it.kind {
                    Kind::TicksAtLeast { option, .. } => {
                        option.iter().map(|it| TickOptionView { id: it.clone(), nama: option_nama(it) }).collect()
                    }
                    _ => Vec::new(),
                },
                wanted: it.kind.wanted(own, tahun).into_iter().map(|(name, value)| arg(name, value)).collect(),
            })
            .collect(),
        changed: it.changed.clone(),
        note: named(instrument, it.note.as_ref()),
        uncertain: it
            .uncertain
            .iter()
            .map(|it| UncertainView {
                name: it.fact.clone(),
                known: FactName::of_key(&it.fact),
                value: it.confidence,
                in_doubt: it.in_doubt(),
                reason: it.reason.as_ref().map(|it| SentenceView { id: it.id.clone(), en: it.en.clone() }),
            })
            .collect(),
        source: source_names(instrument, &it.source),
    }
}

fn input_view(it: &Input) -> InputView {
    let value = |edge: Option<Edge>| edge.map(|it| it.value.normalize().to_string());
    let inclusive = |edge: Option<Edge>| edge.is_some_and(|it| it.inclusive);
    let band = |it: &Band| BandView {
        parameter: it.parameter,
        minimum: value(it.lowest),
        maksimum: value(it.highest),
        minimum_inclusive: inclusive(it.lowest),
        maksimum_inclusive: inclusive(it.highest),
    };
    InputView {
        id: it.id.clone(),
        nama: it.nama.clone(),
        satuan: it.satuan.clone(),
        variant: it.variant.clone(),
        band: it.band.iter().map(band).collect(),
        calculation: Calculation::of_satuan(&it.satuan).to_vec(),
    }
}

/// The constants of the award and its rules of kelayakan: the value where there
/// is one, and where it comes from.
fn rules(it: &Instrument) -> Vec<RuleView> {
    let mut list: Vec<RuleView> = domain::assessment::instrument::diff::constants(it)
        .into_iter()
        .map(|(key, value)| {
            let own = it.rules.fact.get(key);
            let fact = own.or_else(|| it.kelayakan.fact.get(key));
            let whole = Fact { source: it.rules.source.clone(), confidence: it.rules.confidence, note: None };
            rule(it, key, value, fact.unwrap_or(&whole))
        })
        .collect();
    for (key, fact) in &it.kelayakan.fact {
        if list.iter().all(|it| it.key != *key) {
            list.push(rule(it, key, None, fact));
        }
    }
    list
}

fn rule(it: &Instrument, key: &str, value: Option<String>, fact: &Fact) -> RuleView {
    RuleView {
        key: key.to_owned(),
        known: FactName::of_key(key),
        value,
        source: source_names(it, &fact.source),
        confidence: fact.confidence,
        note: named(it, fact.note.as_ref()),
    }
}
