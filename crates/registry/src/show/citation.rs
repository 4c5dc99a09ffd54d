//! What published sources say of an answer, as its card shows it.

use domain::assessment::{citation::Citation, instrument::Instrument, judged::Judged, score::Choice};

use crate::view::{CitationView, CitedDocumentView, CitedSourceView};

/// What sources say of one answer: first what tells why it was chosen.
pub(crate) fn views(all: Option<&Vec<Citation>>, instrument: &Instrument, judged: &Judged<'_>) -> Vec<CitationView> {
    let chosen = (judged.claimed() > 0)
        .then(|| Choice { parameter: judged.claimed(), variant: judged.variant().map(str::to_owned) });
    let mut views: Vec<CitationView> = all
        .into_iter()
        .flatten()
        .map(|it| CitationView {
            fact: it.fact.clone(),
            year: it.year,
            time: it.time(judged.indikator, instrument.tahun),
            // Nobody is offered a rung that the ladder does not have.
            parameter: it.parameter.filter(|rung| has_rung(judged, it.variant.as_deref(), *rung)),
            variant: it.variant.clone(),
            keyakinan: it.keyakinan,
            fit: it.fit,
            caveat: it.caveat.clone(),
            sumber: it
                .sumber
                .iter()
                .map(|it| CitedSourceView {
                    title: it.title.clone(),
                    outlet: it.outlet.clone(),
                    date: it.date.clone(),
                    address: it.address.clone(),
                })
                .collect(),
            document: it
                .document
                .iter()
                .map(|it| CitedDocumentView {
                    title: it.title.clone(),
                    nomor: it.nomor.clone(),
                    date: it.date.clone(),
                    address: it.address.clone(),
                })
                .collect(),
            stands: chosen.as_ref().is_some_and(|chosen| it.tells_of(chosen)),
        })
        .collect();
    views.sort_by_key(|it| !it.stands);
    views
}

/// Whether an answer can be given so.
fn has_rung(judged: &Judged<'_>, variant: Option<&str>, parameter: u8) -> bool {
    judged.indikator.parameter_of(variant).iter().any(|it| it.nomor == parameter)
}
