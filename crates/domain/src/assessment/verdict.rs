//! Verdicts: which are refused, and what those on one subject come to.

use rust_decimal::Decimal;

use crate::assessment::{judged::Judged, verification::Role};

/// Why a verdict is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum VerdictError {
    /// Only a verifier gives verdicts; holds the role of whoever tried.
    #[error("{} gives no verdicts", .0.name())]
    NotVerifier(Role),
    /// The answer claims no parameter that could be accepted.
    #[error("nothing is claimed")]
    NothingClaimed,
    /// A verifier never gives more than was asked for.
    #[error("parameter {accepted} is above the claimed {claimed}")]
    AboveClaim {
        /// The parameter that he wanted to accept.
        accepted: u8,
        /// The parameter that the officer chose.
        claimed: u8,
    },
    /// The ladder has no such parameter; holds it.
    #[error("parameter {0} is no rung")]
    NoSuchRung(u8),
    /// A return without a word of what is missing helps nobody.
    #[error("a return needs a note")]
    NoteMissing,
    /// More than the bukti carry is accepted on purpose or not at all.
    #[error("parameter {accepted} is above the supported {supported}")]
    AboveSupport {
        /// The parameter that he wanted to accept.
        accepted: u8,
        /// The highest parameter that the bukti support; 0 for none.
        supported: u8,
    },
}

/// A verdict as somebody wants to give it.
#[derive(Clone, Copy, Debug)]
pub struct WantedVerdict<'a> {
    /// Who he is.
    pub role: Role,
    /// The parameter that he accepts; 0 returns the answer.
    pub parameter: u8,
    /// What has to be done.
    pub note: &'a str,
    /// He was told that the bukti carry less than he accepts, and means it.
    pub meant: bool,
}

/// Whether a verdict may be given on an answer that claims `claimed` and whose bukti
/// support `supported`: accept that parameter or a lower rung of the ladder, or return
/// it (0) with a note that says something.
///
/// # Errors
/// The role is not that of a verifier, nothing is claimed, the parameter is above
/// the claimed one or no rung, the note is missing, or more is accepted than the bukti
/// support and nobody said that it is meant.
pub fn check_verdict(
    wanted: WantedVerdict<'_>,
    claimed: u8,
    supported: u8,
    mut ladder: impl Iterator<Item = u8>,
) -> Result<(), VerdictError> {
    let WantedVerdict { role, parameter: accepted, note, meant } = wanted;
    if role != Role::Verifier {
        return Err(VerdictError::NotVerifier(role));
    }
    match accepted {
        _ if claimed == 0 => Err(VerdictError::NothingClaimed),
        0 if note.trim().is_empty() => Err(VerdictError::NoteMissing),
        0 => Ok(()),
        _ if accepted > claimed => Err(VerdictError::AboveClaim { accepted, claimed }),
        _ if !ladder.any(|it| it == accepted) => Err(VerdictError::NoSuchRung(accepted)),
        _ if accepted > supported && !meant => Err(VerdictError::AboveSupport { accepted, supported }),
        _ => Ok(()),
    }
}

/// Why an answer that claims something is not settled by a verdict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unsettled {
    /// No verdict was given on what is to be seen today, and none accepted it before.
    Undecided,
    /// It was accepted, and what was seen has changed.
    Lapsed,
    /// It was returned, and nothing has changed since.
    Returned,
}

impl Judged<'_> {
    /// Why no verdict settles the answer; None where one does, or nothing is claimed.
    pub fn unsettled(&self) -> Option<Unsettled> {
        self.choice()?;
        match self.verdict().map(|it| it.parameter) {
            Some(0) if !self.has_lapsed() => Some(Unsettled::Returned),
            None | Some(0) => Some(Unsettled::Undecided),
            Some(_) => self.has_lapsed().then_some(Unsettled::Lapsed),
        }
    }
}

/// What the verdicts on the answers of one subject come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Answers that claim a parameter.
    pub n_claimed: u32,
    /// Of these: accepted, and nothing has changed since.
    pub n_standing: u32,
    /// Of these: accepted, and what was seen has changed.
    pub n_lapsed: u32,
    /// Of these: returned, and nothing has changed since.
    pub n_returned: u32,
    /// Claimed skor of the lapsed ones, which nobody vouches for today; None where a
    /// bobot is not known.
    pub at_risk: Option<Decimal>,
}

impl Tally {
    /// Answers that a verifier still has to look at: never seen, or not as seen.
    pub fn n_open(&self) -> u32 {
        self.n_claimed.saturating_sub(self.n_standing + self.n_returned)
    }
}

/// Counts the verdicts on the answers of a worksheet.
pub fn tally(judged: &[Judged<'_>]) -> Tally {
    let mut tally = Tally { at_risk: Some(Decimal::ZERO), ..Tally::default() };
    for it in judged.iter().filter(|it| it.choice().is_some()) {
        tally.n_claimed += 1;
        let Some(verdict) = it.verdict() else { continue };
        match (verdict.parameter, it.has_lapsed()) {
            (0, false) => tally.n_returned += 1,
            // What was returned and has changed since waits to be looked at again.
            (0, true) => {}
            (_, false) => tally.n_standing += 1,
            (_, true) => {
                tally.n_lapsed += 1;
                let skor = it.indikator.skor(it.claimed());
                tally.at_risk = tally.at_risk.zip(skor).map(|(sum, skor)| sum + skor);
            }
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_give_which_verdict() {
        use {Role::*, VerdictError::*};
        // role, accepted, claimed, note, refused; the ladder is 1, 2, 4, all supported
        let table = [
            (Verifier, 2, 2, "", None),
            (Verifier, 1, 4, "", None),
            (Verifier, 0, 4, "SK belum bernomor", None),
            (Verifier, 0, 4, " \n", Some(NoteMissing)),
            (Verifier, 4, 2, "", Some(AboveClaim { accepted: 4, claimed: 2 })),
            (Verifier, 3, 4, "", Some(NoSuchRung(3))),
            (Verifier, 1, 0, "", Some(NothingClaimed)),
            (Officer, 1, 1, "", Some(NotVerifier(Officer))),
            (Operator, 0, 1, "x", Some(NotVerifier(Operator))),
            (Head, 1, 1, "", Some(NotVerifier(Head))),
        ];
        for (role, accepted, claimed, note, refused) in table {
            let ladder = [1, 2, 4].into_iter();
            let wanted = WantedVerdict { role, parameter: accepted, note, meant: false };
            assert_eq!(check_verdict(wanted, claimed, 4, ladder).err(), refused, "{role:?} {accepted} {claimed}");
        }
    }

    #[test]
    fn more_than_is_supported_is_accepted_on_purpose_alone() {
        // accepted, supported, meant, may stand; 4 is claimed
        let table = [(2, 2, false, true), (1, 2, false, true), (4, 2, false, false), (4, 2, true, true)];
        let table = table.into_iter().chain([(1, 0, false, false), (1, 0, true, true), (0, 0, false, true)]);
        for (parameter, supported, meant, stands) in table {
            let wanted = WantedVerdict { role: Role::Verifier, parameter, note: "SK kurang", meant };
            let refused = Err(VerdictError::AboveSupport { accepted: parameter, supported });
            let expected = if stands { Ok(()) } else { refused };
            assert_eq!(check_verdict(wanted, 4, supported, [1, 2, 4].into_iter()), expected, "{parameter} {supported}");
        }
    }
}
