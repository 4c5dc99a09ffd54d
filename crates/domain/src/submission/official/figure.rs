//! How a figure of the ministry is written, and how large it can be.

use rust_decimal::Decimal;

use super::OfficialFigure;
use crate::{
    assessment::instrument::{AnsweredBy, Formula, Instrument},
    core::number::{NumberError, read_exact, read_number},
    inovasi::profile::clean,
};

/// Why a text is no figure of the ministry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// It is no number of that kind; holds what was written.
    #[error("{0:?} is no figure")]
    Unreadable(String),
    /// Its point may part thousands or begin decimals.
    #[error(transparent)]
    Ambiguous(NumberError),
    /// A word that means neither yes nor no; holds what was written.
    #[error("{0:?} is neither yes nor no")]
    Undecided(String),
    /// More than there can be in that year.
    #[error("{number} is more than {maksimum}")]
    Beyond {
        /// The number as it was read.
        number: Decimal,
        /// The largest that there can be.
        maksimum: Decimal,
    },
}

/// How large the figures of one year can be. The least is 0, of a place 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureBounds {
    index: Decimal,
    kematangan: Decimal,
}

/// An index of a year whose rules are not known: years before those that are kept here may
/// have counted points and not percent, perhaps thousands. An amount of money or a number
/// of people does not pass.
const WIDE_INDEX: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// Kematangan in a year whose rules are not known, and a visit, of which no rules say how
/// much it gives: both are counted in about a hundred points. The serial number of a date,
/// in the forty thousands, is none.
const WIDE_SKOR: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);

/// Places are counted among regions, of which the country has some 550.
const WIDE_PLACE: Decimal = Decimal::from_parts(1_000, 0, 0, false, 0);

/// An index in percent of what can be reached.
const WHOLE: Decimal = Decimal::ONE_HUNDRED;

impl FigureBounds {
    /// What the rules of a year say; wide ones where they are not known, or say nothing.
    pub fn of(rules: Option<&Instrument>) -> Self {
        let index = rules.and_then(|it| match it.rules.formula {
            Formula::Iid => Some(WHOLE),
            Formula::Sum => it.rules.maksimum.map(|_| WHOLE),
            Formula::None => None,
        });
        let kematangan = rules.and_then(|it| {
            let mut of_inovasi = it.aspek.iter().filter(|it| it.answered_by == AnsweredBy::Inovasi).peekable();
            of_inovasi.peek()?;
            of_inovasi.map(|it| it.maksimum).sum()
        });
        Self { index: index.unwrap_or(WIDE_INDEX), kematangan: kematangan.unwrap_or(WIDE_SKOR) }
    }

    /// The largest that a figure can be; None of words.
    pub fn maksimum(&self, figure: OfficialFigure) -> Option<Decimal> {
        use OfficialFigure::*;
        match figure {
            // What all came to is on the scale of the index, in whose place it may stand.
            IidMandiri | IidVerifikasi | SkorAkhir => Some(self.index),
            ValidasiLapangan => Some(WIDE_SKOR),
            Peringkat => Some(WIDE_PLACE),
            KematanganMandiri | KematanganVerifikasi => Some(self.kematangan),
            Predikat | Nominator | Klaster | HasilQc | Sumber => None,
        }
    }

    /// Whether what stands is a figure: what other programs have written into a history
    /// need not be.
    pub fn admits(&self, figure: OfficialFigure, kept: &str) -> bool {
        let is_clean = matches!(clean(kept, false), Ok(Some(it)) if it == kept);
        is_clean && matches!(read_figure(figure, kept, self, true), Ok(Some(_)))
    }
}

/// Reads a figure into the form that is kept: a number with a decimal point, words as they
/// are, `1` for yes. None: it is cleared. `exact`: the text is in that form already, so that
/// its point begins decimals.
///
/// # Errors
/// It is none, may be two, or is more than there can be.
pub fn read_figure(
    figure: OfficialFigure,
    typed: &str,
    bounds: &FigureBounds,
    exact: bool,
) -> Result<Option<String>, FigureError> {
    if figure == OfficialFigure::Nominator {
        return yes_or_no(typed).map(|it| it.then(|| "1".to_owned()));
    }
    let Some(maksimum) = bounds.maksimum(figure) else { return Ok(Some(typed.to_owned())) };
    let read = if exact { read_exact(typed) } else { read_number(typed, "") };
    let number = read.map_err(|error| match error {
        NumberError::Ambiguous { .. } => FigureError::Ambiguous(error),
        _ => FigureError::Unreadable(typed.to_owned()),
    })?;
    let is_place = figure == OfficialFigure::Peringkat;
    if number.is_sign_negative() || (is_place && (!number.is_integer() || number.is_zero())) {
        return Err(FigureError::Unreadable(typed.to_owned()));
    }
    if number > maksimum {
        return Err(FigureError::Beyond { number, maksimum });
    }
    Ok(Some(number.to_string()))
}

/// Whether an indikator has a parameter that can have been accepted; 0 is none, and always
/// one. Of a year whose rules are not known every parameter is.
pub fn is_rung(rules: Option<&Instrument>, indikator: &str, parameter: u8) -> bool {
    let Some(rules) = rules else { return true };
    let known = rules.indikator(indikator);
    known.is_some_and(|it| parameter == 0 || it.parameter.iter().any(|rung| rung.nomor == parameter))
}

fn yes_or_no(typed: &str) -> Result<bool, FigureError> {
    match typed.trim().to_lowercase().as_str() {
        "1" | "ya" | "benar" | "true" | "yes" => Ok(true),
        "0" | "tidak" | "bukan" | "salah" | "false" | "no" => Ok(false),
        _ => Err(FigureError::Undecided(typed.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use OfficialFigure::*;

    use super::*;

    fn read(figure: OfficialFigure, typed: &str) -> Result<Option<String>, FigureError> {
        read_figure(figure, typed, &FigureBounds { index: WHOLE, kematangan: 111.into() }, false)
    }

    #[test]
    fn a_figure_is_read_as_offices_write_it() {
        for (figure, typed, kept) in [
            (IidVerifikasi, "65,80", Some("65.8")),
            (IidVerifikasi, "60.79", Some("60.79")),
            (IidVerifikasi, "60,791", Some("60.791")),
            (IidMandiri, "100", Some("100")),
            (KematanganVerifikasi, "111,0", Some("111")),
            (Peringkat, "12", Some("12")),
            (Predikat, "Sangat Inovatif", Some("Sangat Inovatif")),
            (Nominator, "Ya", Some("1")),
            (Nominator, "benar", Some("1")),
            (Nominator, "true", Some("1")),
            (Nominator, "1", Some("1")),
            (Nominator, "tidak", None),
            (Nominator, "salah", None),
            (Nominator, "false", None),
            (Nominator, "0", None),
        ] {
            assert_eq!(read(figure, typed), Ok(kept.map(str::to_owned)), "{figure} {typed}");
        }
    }

    #[test]
    fn what_is_none_is_refused_and_never_guessed() {
        for (figure, typed) in [
            (IidVerifikasi, "tinggi"),
            (IidVerifikasi, "-3"),
            (IidVerifikasi, "NaN"),
            (KematanganVerifikasi, "87,5%"),
            (KematanganVerifikasi, "8,75e1"),
            (KematanganVerifikasi, "٨٧"),
            (Peringkat, "0"),
            (Peringkat, "2,5"),
        ] {
            assert_eq!(read(figure, typed), Err(FigureError::Unreadable(typed.to_owned())), "{figure} {typed}");
        }
        for (figure, typed) in [(IidVerifikasi, "1.000"), (Peringkat, "1.000"), (KematanganVerifikasi, "60.791")] {
            assert!(matches!(read(figure, typed), Err(FigureError::Ambiguous(_))), "{figure} {typed}");
        }
        for (figure, typed) in [
            (IidVerifikasi, "101"),
            (IidMandiri, "1000,5"),
            (SkorAkhir, "100,01"),
            (KematanganVerifikasi, "45292"),
            (Peringkat, "20240101"),
            (ValidasiLapangan, "45292"),
        ] {
            assert!(matches!(read(figure, typed), Err(FigureError::Beyond { .. })), "{figure} {typed}");
        }
        for typed in ["mungkin", "2", "nominator"] {
            assert_eq!(read(Nominator, typed), Err(FigureError::Undecided(typed.to_owned())));
        }
    }

    #[test]
    fn what_another_program_wrote_counts_only_where_it_is_a_figure() {
        let wide = FigureBounds::of(None);
        for (figure, kept, admitted) in [
            (KematanganVerifikasi, "87.5", true),
            (KematanganVerifikasi, "87.50", true),
            (KematanganVerifikasi, "87,5", false),
            (KematanganVerifikasi, "NaN", false),
            (KematanganVerifikasi, "45292", false),
            (Peringkat, "0", false),
            (Nominator, "1", true),
            (Nominator, "tidak", false),
            (Predikat, "Terinovatif", true),
            (Predikat, " ", false),
            (Predikat, "x\u{202e}y", false),
        ] {
            assert_eq!(wide.admits(figure, kept), admitted, "{figure} {kept:?}");
        }
        assert!(!wide.admits(Predikat, &"x".repeat(100_000)));
    }
}
