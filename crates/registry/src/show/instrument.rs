//! An instrument as screens show it.

use domain::assessment::{
    calculation::Calculation,
    check::Kind,
    given::option_nama,
    input::{Band, Edge, Input},
    instrument::{AnsweredBy, Fact, Indikator, Instrument, Parameter, Status},
};

use crate::{
    core::open::arg,
    show::score::shown,
    view::{
        AspekView, BagianView, BandView, CheckView, IndikatorView, InputView, InstrumentView, KalenderView,
        KategoriView, KriteriaView, ParameterView, PredikatView, RuleView, SourceView, TickOptionView, UncertainView,
        VariantView, WindowView,
    },
};

pub(crate) fn instrument_view(it: &Instrument) -> InstrumentView {
    InstrumentView {
        id: it.id.clone(),
        nama: it.nama.clone(),
        tahun: it.tahun,
        draft: it.status != Status::Final,
        status: it.status,
        note: it.note.clone(),
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
        indikator: it.indikator.iter().map(|own| indikator_view(own, it.tahun)).collect(),
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
                source: it.fact.source.clone(),
                confidence: it.fact.confidence,
                note: it.fact.note.clone(),
            })
            .collect(),
        kategori: it
            .kategori
            .iter()
            .map(|it| KategoriView {
                id: it.id.clone(),
                nama: it.nama.clone(),
                source: it.fact.source.clone(),
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
                confidence: it.confidence,
                note: it.note.clone(),
                kriteria: it
                    .kriteria
                    .iter()
                    .map(|it| KriteriaView { nama: it.nama.clone(), bobot: it.bobot })
                    .collect(),
            })
            .collect(),
        source: it.source.iter().map(|it| SourceView { id: it.id.clone(), teks: it.teks.clone() }).collect(),
        minimum_kata: it.kelayakan.minimum_kata,
    }
}

fn indikator_view(own: &Indikator, tahun: i32) -> IndikatorView {
    let it = own;
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
        note: it.note.clone(),
        uncertain: it
            .uncertain
            .iter()
            .map(|(name, value)| UncertainView { name: name.clone(), value: *value })
            .collect(),
        source: it.source.clone(),
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
            rule(key, value, fact.unwrap_or(&whole))
        })
        .collect();
    for (key, fact) in &it.kelayakan.fact {
        if list.iter().all(|it| it.key != *key) {
            list.push(rule(key, None, fact));
        }
    }
    list
}

fn rule(key: &str, value: Option<String>, fact: &Fact) -> RuleView {
    RuleView {
        key: key.to_owned(),
        value,
        source: fact.source.clone(),
        confidence: fact.confidence,
        note: fact.note.clone(),
    }
}
