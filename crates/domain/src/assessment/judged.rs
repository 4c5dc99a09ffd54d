//! One answer with all that is worked out of it: what supports it, what is to be
//! seen, whether a verdict stands. Screens, scores, findings and verdicts ask this
//! one value, so nothing is worked out twice in a redraw, and what nobody asks for
//! is not worked out at all.

use std::{cell::OnceCell, collections::BTreeMap};

use rust_decimal::Decimal;

use crate::assessment::{
    check::{CheckOutcome, Facts, run_checks, supported_parameter},
    instrument::{AnsweredBy, Indikator, Instrument},
    score::{Answer, Answers, Choice},
    verification::{Seen, Verdict},
    worksheet::{Support, Worksheet},
};

use crate::core::id::{InputId, OptionId};

/// The answer to one indikator, chosen or not.
pub struct Judged<'a> {
    /// The question that is answered, with its ladder and checks.
    pub indikator: &'a Indikator,
    sheet: &'a Worksheet,
    instrument: &'a Instrument,
    // Boxed, since most answers of a list are never asked for them.
    facts: OnceCell<Box<Facts>>,
    seen: OnceCell<Box<Seen>>,
    checked: OnceCell<Vec<CheckOutcome<'a>>>,
    supported: OnceCell<u8>,
}

impl Worksheet {
    /// Every answer of the worksheet, in the instrument's order.
    pub fn judge<'a>(&'a self, instrument: &'a Instrument, who: AnsweredBy) -> Vec<Judged<'a>> {
        // The room for all at once: a list judges thousands of worksheets.
        let mut judged = Vec::with_capacity(instrument.indikator.len());
        judged.extend(instrument.indikator_of(who).map(|it| self.judged(instrument, it)));
        judged
    }

    /// One answer of the worksheet.
    pub fn judged<'a>(&'a self, instrument: &'a Instrument, indikator: &'a Indikator) -> Judged<'a> {
        Judged {
            indikator,
            sheet: self,
            instrument,
            facts: OnceCell::new(),
            seen: OnceCell::new(),
            checked: OnceCell::new(),
            supported: OnceCell::new(),
        }
    }

    /// The same answers as scoring sees them.
    pub fn answers(&self, instrument: &Instrument, who: AnsweredBy) -> Answers {
        answers(&self.judge(instrument, who))
    }
}

/// The answers as scoring sees them: what is claimed, what the bukti support, what
/// a standing verdict accepted.
pub fn answers(judged: &[Judged<'_>]) -> Answers {
    judged.iter().filter_map(|it| Some((it.indikator.id.clone(), it.answer()?))).collect()
}

impl<'a> Judged<'a> {
    /// What was chosen.
    pub fn choice(&self) -> Option<&'a Choice> {
        self.sheet.choices.get(&self.indikator.id)
    }

    /// The chosen rung; 0 for none.
    pub fn claimed(&self) -> u8 {
        self.choice().map_or(0, |it| it.parameter)
    }

    /// The measuring basis that was chosen.
    pub fn variant(&self) -> Option<&'a str> {
        self.choice().and_then(|it| it.variant.as_deref())
    }

    /// All bukti of the answer, those whose bytes have not arrived included.
    pub fn bukti(&self) -> &'a [Support] {
        self.sheet.bukti.get(&self.indikator.id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether any of them is here.
    pub fn has_bukti(&self) -> bool {
        self.bukti().iter().any(|it| it.present)
    }

    /// Whether any of them can support something.
    pub fn has_fit_bukti(&self) -> bool {
        self.bukti().iter().any(|it| it.is_fit(&self.indikator.file_types))
    }

    /// The numbers that were given, by input.
    pub fn numbers(&self) -> Option<&'a BTreeMap<InputId, Decimal>> {
        self.sheet.inputs.get(&self.indikator.id)
    }

    /// What was ticked of what the checks count.
    pub fn ticks(&self) -> impl Iterator<Item = &'a OptionId> {
        self.sheet.ticks.get(&self.indikator.id).into_iter().flatten()
    }

    /// Everything that the checks of the indikator may look at.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Box::new(self.sheet.facts(self.instrument, self.indikator)))
    }

    /// The rung that the checks look at: the chosen one, or the first where none is
    /// chosen.
    pub fn checked_parameter(&self) -> u8 {
        self.choice().map_or(1, |it| it.parameter)
    }

    /// What came of them; none without bukti that can support something, since then
    /// there is nothing to check.
    pub fn checked(&self) -> &[CheckOutcome<'a>] {
        self.checked.get_or_init(|| {
            let run = || run_checks(self.indikator, self.variant(), self.checked_parameter(), self.facts());
            if self.has_fit_bukti() { run() } else { Vec::new() }
        })
    }

    /// The highest rung that the bukti support, up to the claim; 0 without bukti.
    pub fn supported(&self) -> u8 {
        *self.supported.get_or_init(|| self.supported_up_to(self.claimed()))
    }

    /// The highest rung that the bukti would carry, whatever was chosen.
    pub fn reach(&self) -> u8 {
        self.supported_up_to(self.indikator.parameter.last().map_or(0, |it| it.nomor))
    }

    fn supported_up_to(&self, up_to: u8) -> u8 {
        match (self.has_fit_bukti(), self.indikator.check.is_empty()) {
            (false, _) => 0,
            (true, true) => up_to,
            (true, false) => supported_parameter(self.indikator, self.variant(), up_to, self.facts()),
        }
    }

    /// All that is to be seen of the answer today.
    pub fn seen(&self) -> &Seen {
        self.seen.get_or_init(|| Box::new(self.sheet.seen(self.indikator)))
    }

    /// What a verifier said of it, whether it stands or not.
    pub fn verdict(&self) -> Option<&'a Verdict> {
        self.sheet.verdicts.get(&self.indikator.id)
    }

    /// Whether there is a verdict, and what was seen is no longer what is to be seen.
    pub fn has_lapsed(&self) -> bool {
        self.verdict().is_some_and(|it| it.has_lapsed(self.seen()))
    }

    /// What a verdict that still stands accepted; 0 for none.
    pub fn verified(&self) -> u8 {
        self.verdict().map_or(0, |it| it.counts(self.seen()))
    }

    /// Whether a verifier still has to look at it: it claims something, and no
    /// verdict was given on what is to be seen today.
    pub fn is_open(&self) -> bool {
        self.choice().is_some() && (self.verdict().is_none() || self.has_lapsed())
    }

    /// Whether the bukti support all that is claimed.
    pub fn is_supported(&self) -> bool {
        self.choice().is_some_and(|it| it.parameter == self.supported())
    }

    /// The answer as scoring sees it; none where nothing is chosen.
    pub fn answer(&self) -> Option<Answer> {
        let choice = self.choice()?.clone();
        Some(Answer { choice, supported: self.supported(), verified: self.verified() })
    }
}
