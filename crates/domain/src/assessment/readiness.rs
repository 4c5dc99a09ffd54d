//! Readiness: what stands between the answers of a subject and a submission
//! that counts. Only findings come out; nothing here can fail.

use crate::{
    assessment::{
        check::Checked,
        input::parameters_for,
        instrument::{Formula, Gate, Instrument},
        judged::Judged,
        score::Standing,
    },
    core::{
        finding::{self, Finding},
        id::Subject,
    },
    two_places,
};

/// Remarks on the answers of one subject, in the instrument's order.
pub fn check_answers(subject: Subject, judged: &[Judged<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut unchosen = 0;
    for answer in judged {
        let (it, bukti) = (answer.indikator, answer.bukti());
        match answer.choice() {
            None if it.wajib => findings.push(finding::wajib_not_chosen(subject, &it.id, &it.code)),
            None => unchosen += 1,
            Some(choice) => {
                if !answer.has_bukti() {
                    findings.push(finding::bukti_missing(subject, &it.id, &it.code, it.wajib));
                }
                if !it.variant.is_empty() && choice.variant.is_none() {
                    findings.push(finding::variant_missing(subject, &it.id, &it.code));
                }
                findings.extend(check_inputs(subject, answer));
            }
        }
        for outcome in answer.checked() {
            if let Checked::Failed(reason) = &outcome.checked {
                findings.push(finding::check_failed(subject, it, outcome.check, reason));
            }
        }
        if let Some(verdict) = answer.verdict() {
            match (verdict.parameter, answer.has_lapsed()) {
                (0, false) => findings.push(finding::verdict_returned(subject, &it.id, &it.code, &verdict.note)),
                (0, true) | (_, false) => {}
                (_, true) => findings.push(finding::verdict_lapsed(subject, &it.id, &it.code)),
            }
        }
        for file in bukti {
            findings.extend(it.limit().check(subject, file));
            if let Some(traces) = &file.traces {
                findings.extend(finding::file_tells(subject, &it.id, &file.nama_berkas, traces));
            }
            if !file.numbered() {
                findings.push(finding::bukti_unnumbered(subject, &it.id, &file.nama_berkas));
            }
        }
    }
    if unchosen > 0 {
        findings.push(finding::not_chosen(subject, unchosen));
    }
    findings
}

/// A number that fits other parameters than the chosen one.
fn check_inputs(subject: Subject, answer: &Judged<'_>) -> Option<Finding> {
    let (it, variant, parameter) = (answer.indikator, answer.variant(), answer.claimed());
    let given = answer.numbers()?;
    it.input.iter().filter(|input| input.variant.is_none() || input.variant.as_deref() == variant).find_map(|input| {
        let value = given.get(&input.id)?;
        let fitting = parameters_for(input, *value);
        let fits = fitting.is_empty() || fitting.contains(&parameter);
        (!fits).then(|| finding::input_mismatch(subject, it, input, *value, &fitting, parameter))
    })
}

/// Remarks on the region's standing as a whole.
pub fn check_standing(instrument: &Instrument, claimed: &Standing) -> Vec<Finding> {
    let rules = &instrument.rules;
    let covered = claimed.urusan_dasar_tercakup.len();
    let mut findings = Vec::new();
    if claimed.n_inovasi == 0 {
        findings.push(finding::kursi_all_empty());
        return findings;
    }
    if let (Gate::Shut, Formula::Iid, Some(minimum), Some(lost)) =
        (claimed.gate, rules.formula, rules.minimum_urusan_dasar, rules.count(claimed.n_inovasi))
    {
        findings.push(finding::urusan_dasar_gate(covered, minimum, two_places(lost)));
    }
    if let (Some(1..), Some(divisor)) = (claimed.kursi_kosong, claimed.divisor) {
        findings.push(finding::kursi_kosong(claimed.n_inovasi, divisor));
    }
    findings
}
