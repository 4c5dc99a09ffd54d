//! "Why this number?": the steps of a standing as a tree, down to each bobot ×
//! parameter. Labels and formulas are keys; the words are in `ui/src/text`.

use rust_decimal::Decimal;

use crate::{
    assessment::{Answers, Basis, Entry, Standing},
    instrument::{AnsweredBy, Instrument},
};

/// One step. `value` is exact; a screen rounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Key under `explain.` of what the number is.
    pub label: &'static str,
    /// Name of the thing, where the label alone does not say it.
    pub nama: Option<String>,
    pub value: Decimal,
    /// Key under `explain.` of how it comes about.
    pub formula: &'static str,
    pub args: Vec<(&'static str, String)>,
    pub children: Vec<Step>,
}

fn step(label: &'static str, formula: &'static str, value: Decimal) -> Step {
    Step { label, nama: None, value, formula, args: Vec::new(), children: Vec::new() }
}

impl Step {
    fn nama(mut self, nama: impl Into<String>) -> Self {
        self.nama = Some(nama.into());
        self
    }

    fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    fn children(mut self, children: Vec<Step>) -> Self {
        self.children = children;
        self
    }
}

/// The lines of one subject: bobot × parameter for each answered indikator.
pub fn explain_lines(
    instrument: &Instrument,
    who: AnsweredBy,
    answers: &Answers,
    basis: Basis,
) -> Vec<Step> {
    instrument
        .indikator_of(who)
        .map(|it| {
            let parameter = answers.get(&it.id).map_or(0, |answer| basis.parameter(answer));
            step("line", "bobot_times_parameter", it.skor(parameter))
                .nama(format!("{} {}", it.code, it.nama))
                .arg("bobot", it.bobot)
                .arg("parameter", parameter)
        })
        .collect()
}

/// How far an explanation opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// To each line of each inovasi.
    Lines,
    /// To each inovasi.
    Inovasi,
    /// To the sums alone.
    Sums,
}

/// The whole standing.
pub fn explain(
    instrument: &Instrument,
    daerah: &Answers,
    inovasi: &[Entry],
    standing: &Standing,
    told: Told,
) -> Step {
    let rules = &instrument.rules;
    let spd = step("spd", "sum", standing.spd).children(explain_lines(
        instrument,
        AnsweredBy::Daerah,
        daerah,
        standing.basis,
    ));
    let each = inovasi
        .iter()
        .zip(&standing.inovasi)
        .filter(|_| told != Told::Sums)
        .map(|(entry, (_, nama, skor))| {
            let kematangan = step("kematangan", "sum", *skor).nama(nama.clone());
            match told {
                Told::Lines => kematangan.children(explain_lines(
                    instrument,
                    AnsweredBy::Inovasi,
                    &entry.answers,
                    standing.basis,
                )),
                Told::Inovasi | Told::Sums => kematangan,
            }
        })
        .collect();
    let rata = step("rata_kematangan", "average", standing.rata_kematangan)
        .arg("jumlah", standing.jumlah_kematangan)
        .arg("divisor", standing.divisor)
        .arg("minimum", rules.pembagi_minimum)
        .arg("n", standing.n_inovasi)
        .children(each);
    let covered = standing.urusan_dasar_tercakup.len();
    let gate = covered >= rules.minimum_urusan_dasar as usize;
    let count = step(
        "skor_jumlah_inovasi",
        if gate { "count" } else { "count_closed" },
        standing.skor_jumlah_inovasi,
    )
    .nama(format!("{} {}", rules.computed.code, rules.computed.nama))
    .arg("n", standing.n_inovasi.min(rules.batas_inovasi))
    .arg("per_inovasi", rules.per_inovasi)
    .arg("covered", covered)
    .arg("minimum", rules.minimum_urusan_dasar);
    let sid = step("skor_sid", "sum", standing.skor_sid).children(vec![rata, count]);
    let total = step("skor_total", "sum", standing.skor_total).children(vec![spd, sid]);
    step("iid", "index", standing.iid)
        .arg("total", standing.skor_total.normalize().round_dp(6))
        .arg("maksimum", rules.maksimum)
        .children(vec![total])
}
