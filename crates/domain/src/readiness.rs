//! Readiness: what stands between the answers of a subject and a submission
//! that counts. Only findings come out; nothing here can fail.

use std::collections::BTreeMap;

use crate::{
    assessment::{Choice, Standing},
    bukti::ending_of,
    finding::{self, Finding},
    id::Subject,
    instrument::{AnsweredBy, Formula, Gate, Instrument},
    two_places,
};

/// What readiness needs to know of one bukti under one indikator.
#[derive(Clone, Debug)]
pub struct Support {
    pub nama_berkas: String,
    /// Whether number, date or subject is filled in.
    pub numbered: bool,
    /// Whether the bytes are in this registry.
    pub present: bool,
}

/// The answers of one subject with their bukti, by indikator id.
#[derive(Clone, Debug, Default)]
pub struct Worksheet {
    pub choices: BTreeMap<String, Choice>,
    pub bukti: BTreeMap<String, Vec<Support>>,
}

impl Worksheet {
    /// The same answers as scoring sees them.
    pub fn answers(&self) -> crate::assessment::Answers {
        let n_bukti = |id: &String| {
            let present = self.bukti.get(id).map_or(0, |it| it.iter().filter(|it| it.present).count());
            u32::try_from(present).unwrap_or(u32::MAX)
        };
        self.choices
            .iter()
            .map(|(id, choice)| {
                (id.clone(), crate::assessment::Answer { choice: choice.clone(), n_bukti: n_bukti(id) })
            })
            .collect()
    }
}

/// Remarks on the answers of one subject, in the instrument's order.
pub fn check_answers(
    subject: Subject,
    who: AnsweredBy,
    instrument: &Instrument,
    sheet: &Worksheet,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut unchosen = 0;
    for it in instrument.indikator_of(who) {
        let bukti = sheet.bukti.get(&it.id).map(Vec::as_slice).unwrap_or_default();
        match sheet.choices.get(&it.id) {
            None if it.wajib => findings.push(finding::wajib_not_chosen(subject, &it.id, &it.code)),
            None => unchosen += 1,
            Some(choice) => {
                if !bukti.iter().any(|it| it.present) {
                    findings.push(finding::bukti_missing(subject, &it.id, &it.code, it.wajib));
                }
                if !it.variant.is_empty() && choice.variant.is_none() {
                    findings.push(finding::variant_missing(subject, &it.id, &it.code));
                }
            }
        }
        for file in bukti {
            let ending = ending_of(&file.nama_berkas);
            if !it.file_types.is_empty() && !it.file_types.contains(&ending) {
                findings.push(finding::file_type_unexpected(
                    subject,
                    &it.id,
                    &it.code,
                    &file.nama_berkas,
                    &it.file_types,
                ));
            }
            if !file.present {
                findings.push(finding::bytes_missing(subject, &it.id, &file.nama_berkas));
            }
            if !file.numbered {
                findings.push(finding::bukti_unnumbered(subject, &it.id, &file.nama_berkas));
            }
        }
    }
    if unchosen > 0 {
        findings.push(finding::not_chosen(subject, unchosen));
    }
    findings
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
