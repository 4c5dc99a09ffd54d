//! "Why this number?": the steps of a standing as a tree, down to each bobot ×
//! parameter. Labels and formulas are keys; the words are in `ui/src/text`.

use rust_decimal::Decimal;

use crate::{
    assessment::{
        instrument::{AnsweredBy, Formula, Gate, Instrument, ScoringRules},
        score::{Answers, Basis, Entry, Standing},
    },
    core::span::Span,
    named, two_places,
};

named! {
    /// What a number is: key of its sentence, under `explain.`.
    pub enum ExplainLabel {
        /// The region's own lines.
        Spd = "spd",
        /// All that the inovasi bring.
        SkorSid = "skor_sid",
        /// Everything.
        SkorTotal = "skor_total",
        /// The index.
        Iid = "iid",
        /// The skor of one inovasi.
        Kematangan = "kematangan",
        /// The average kematangan.
        RataKematangan = "rata_kematangan",
        /// The skor of how many inovasi there are.
        SkorJumlahInovasi = "skor_jumlah_inovasi",
        /// One indikator.
        Line = "line",
        /// What the ministry made of it: stands beside, and is no part of any sum.
        Official = "official",
    }
}

named! {
    /// How a number comes about: key of its sentence, under `explain.`.
    pub enum ExplainFormula {
        /// One line: what a step of the ladder is worth, times the rung.
        BobotTimesParameter = "bobot_times_parameter",
        /// The children together.
        Sum = "sum",
        /// The children together, divided by the divisor.
        Average = "average",
        /// So much for each inovasi.
        Count = "count",
        /// The gate of urusan dasar is shut.
        CountClosed = "count_closed",
        /// A percentage of the highest total.
        Index = "index",
        /// It cannot be computed; both ends are known.
        Between = "between",
        /// It cannot be computed; the lower end is known.
        AtLeast = "at_least",
        /// Nothing: it stands there to be compared.
        Compared = "compared",
        /// The award adds nothing up.
        None = "none",
        /// It cannot be computed.
        Unknown = "unknown",
    }
}

/// One step. `value` is exact; a screen rounds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What the number is, as the sentence names it.
    pub label: ExplainLabel,
    /// Name of the thing, where the label alone does not say it.
    pub nama: Option<String>,
    /// None where it cannot be computed.
    pub value: Option<Decimal>,
    /// How it comes of `args` and `children`; `Unknown` where there is no value.
    pub formula: ExplainFormula,
    /// What fills the `{places}` of the formula's sentence, by their names.
    pub args: Vec<(&'static str, String)>,
    /// What it is made of, one step each; empty where it is told no further.
    pub children: Vec<Step>,
}

/// A value that cannot be computed has no formula that would explain it.
fn step(label: ExplainLabel, formula: ExplainFormula, value: impl Into<Option<Decimal>>) -> Step {
    let value = value.into();
    let formula = if value.is_some() { formula } else { ExplainFormula::Unknown };
    Step { label, nama: None, value, formula, args: Vec::new(), children: Vec::new() }
}

impl Step {
    fn nama(mut self, nama: impl Into<String>) -> Self {
        self.nama = Some(nama.into());
        self
    }

    fn formula(mut self, formula: ExplainFormula) -> Self {
        self.formula = formula;
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

/// What the ministry made of it, beside the steps of ours.
pub fn compared(official: Decimal) -> Step {
    step(ExplainLabel::Official, ExplainFormula::Compared, official)
}

/// The lines of one subject: bobot × parameter for each answered indikator.
pub fn explain_lines(instrument: &Instrument, who: AnsweredBy, answers: &Answers, basis: Basis) -> Vec<Step> {
    instrument
        .indikator_of(who)
        .map(|it| {
            let parameter = answers.get(&it.id).map_or(0, |answer| basis.parameter(answer));
            step(ExplainLabel::Line, ExplainFormula::BobotTimesParameter, it.skor(parameter))
                .nama(format!("{} {}", it.code, it.nama))
                .arg("bobot", known(it.bobot))
                .arg("parameter", parameter)
        })
        .collect()
}

/// How far an explanation opens.
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// To each line of each inovasi: the entries of the standing, in its order.
    Lines(&'a [Entry]),
    /// To each inovasi.
    Inovasi,
    /// To the sums alone.
    Sums,
}

/// The whole standing, by the instrument's own formula.
pub fn explain(instrument: &Instrument, daerah: &Answers, standing: &Standing, told: Told<'_>) -> Step {
    let rules = &instrument.rules;
    let own = explain_lines(instrument, AnsweredBy::Daerah, daerah, standing.basis);
    let spd = step(ExplainLabel::Spd, ExplainFormula::Sum, standing.spd).children(own);
    let each = explain_inovasi(instrument, standing, told);
    let sid = match rules.formula {
        Formula::Iid => {
            let parts = vec![explain_rata(rules, standing, each), explain_count(rules, standing)];
            step(ExplainLabel::SkorSid, ExplainFormula::Sum, standing.skor_sid).children(parts)
        }
        Formula::Sum => step(ExplainLabel::SkorSid, ExplainFormula::Sum, standing.skor_sid).children(each),
        // There is nothing to add up: the inovasi stand for themselves.
        Formula::None => {
            return step(ExplainLabel::SkorTotal, ExplainFormula::None, None)
                .formula(ExplainFormula::None)
                .children(each);
        }
    };
    let parts = if instrument.aspek_of(AnsweredBy::Daerah).is_some() { vec![spd, sid] } else { vec![sid] };
    let mut total = step(ExplainLabel::SkorTotal, ExplainFormula::Sum, standing.skor_total).children(parts);
    if let Some(bounds) = &standing.bounds {
        total = bounded(total, bounds.skor_total);
    }
    let Some(maksimum) = rules.maksimum else { return total };
    let shown = known(standing.skor_total.map(|it| it.normalize().round_dp(6)));
    let mut iid =
        step(ExplainLabel::Iid, ExplainFormula::Index, standing.iid).arg("total", shown).arg("maksimum", maksimum);
    if let Some(span) = standing.bounds.and_then(|it| it.iid) {
        iid = bounded(iid, span);
    }
    iid.children(vec![total])
}

/// Says between which values a step lies that cannot be computed.
fn bounded(step: Step, span: Span) -> Step {
    let formula = if span.high.is_some() { ExplainFormula::Between } else { ExplainFormula::AtLeast };
    let step = step.formula(formula).arg("low", two_places(span.low));
    match span.high {
        Some(high) => step.arg("high", two_places(high)),
        None => step,
    }
}

fn explain_inovasi(instrument: &Instrument, standing: &Standing, told: Told<'_>) -> Vec<Step> {
    let kematangan = standing
        .inovasi
        .iter()
        .map(|(_, nama, skor)| step(ExplainLabel::Kematangan, ExplainFormula::Sum, *skor).nama(nama.clone()));
    match told {
        Told::Lines(entries) => {
            let lines = |it: &Entry| explain_lines(instrument, AnsweredBy::Inovasi, &it.answers, standing.basis);
            kematangan.zip(entries).map(|(step, entry)| step.children(lines(entry))).collect()
        }
        Told::Inovasi => kematangan.collect(),
        Told::Sums => Vec::new(),
    }
}

fn explain_rata(rules: &ScoringRules, standing: &Standing, each: Vec<Step>) -> Step {
    step(ExplainLabel::RataKematangan, ExplainFormula::Average, standing.rata_kematangan)
        .arg("jumlah", known(standing.jumlah_kematangan))
        .arg("divisor", known(standing.divisor))
        .arg("minimum", known(rules.pembagi_minimum))
        .arg("n", standing.n_inovasi)
        .children(each)
}

fn explain_count(rules: &ScoringRules, standing: &Standing) -> Step {
    let formula = if standing.gate == Gate::Shut { ExplainFormula::CountClosed } else { ExplainFormula::Count };
    let mut count = step(ExplainLabel::SkorJumlahInovasi, formula, standing.skor_jumlah_inovasi);
    if let Some(computed) = &rules.computed {
        count = count.nama(format!("{} {}", computed.code, computed.nama));
    }
    count
        .arg("n", rules.batas_inovasi.map_or(standing.n_inovasi, |it| standing.n_inovasi.min(it)))
        .arg("per_inovasi", known(rules.per_inovasi))
        .arg("covered", standing.urusan_dasar_tercakup.len())
        .arg("minimum", known(rules.minimum_urusan_dasar))
}

fn known(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "?".to_owned(), |it| it.to_string())
}
