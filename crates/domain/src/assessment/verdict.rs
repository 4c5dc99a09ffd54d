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
}

/// Whether a role may give this verdict on an answer that claims `claimed`: accept
/// that parameter or a lower rung of the ladder, or return it (0) with a note that
/// says something.
///
/// # Errors
/// The role is not that of a verifier, nothing is claimed, the parameter is above
/// the claimed one or no rung, or the note is missing.
pub fn check_verdict(
    role: Role,
    accepted: u8,
    claimed: u8,
    mut ladder: impl Iterator<Item = u8>,
    note: &str,
) -> Result<(), VerdictError> {
    if role != Role::Verifier {
        return Err(VerdictError::NotVerifier(role));
    }
    match accepted {
        _ if claimed == 0 => Err(VerdictError::NothingClaimed),
        0 if note.trim().is_empty() => Err(VerdictError::NoteMissing),
        0 => Ok(()),
        _ if accepted > claimed => Err(VerdictError::AboveClaim { accepted, claimed }),
        _ if !ladder.any(|it| it == accepted) => Err(VerdictError::NoSuchRung(accepted)),
        _ => Ok(()),
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
        // role, accepted, claimed, note, refused; the ladder is 1, 2, 4
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
            assert_eq!(
                check_verdict(role, accepted, claimed, ladder, note).err(),
                refused,
                "{role:?} {accepted} {claimed}"
            );
        }
    }
}
