//! What an officer gives an indikator beside a choice: numbers and ticks. The
//! only gates before they are recorded.

use crate::core::id::{IndikatorId, InputId, OptionId};
use rust_decimal::Decimal;

use crate::{
    assessment::{
        check::Kind,
        input::{Input, parameters_for},
        instrument::{AnsweredBy, Indikator, Instrument},
        score::{Choice, ChoiceError},
    },
    core::number::{NumberError, read_number},
};

/// A number that may be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Ids, whichever of id or code was sent.
    pub indikator: IndikatorId,
    /// Slug of the number within that indikator.
    pub input: InputId,
    /// None takes the number back.
    pub value: Option<Decimal>,
    /// What follows of it: only where it stands for exactly one rung.
    pub choice: Option<Choice>,
}

/// Why a number or a tick cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GivenError {
    /// The indikator is not of this instrument, or another subject answers it.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The text is no number in the unit that is asked.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// The indikator asks for other numbers, or for none.
    #[error("{indikator} asks no number {input:?}; it asks {known}")]
    UnknownInput {
        /// This year's code of the indikator.
        indikator: String,
        /// The id that was sent.
        input: String,
        /// Ids that it has, joined by commas; `-` for none.
        known: String,
    },
    /// No check of the indikator counts such a tick.
    #[error("{indikator} has nothing to tick called {option:?}; it has {known}")]
    UnknownOption {
        /// This year's code of the indikator.
        indikator: String,
        /// The id that was sent.
        option: String,
        /// Ids that it has, joined by commas; `-` for none.
        known: String,
    },
}

/// Checks a number and says which parameter follows. `standing` is the choice so
/// far: a number that belongs to no measuring basis leaves the basis as it is.
///
/// # Errors
/// Indikator or input do not exist, the other kind of subject answers it, or the
/// text is no number.
pub fn check_input(
    instrument: &Instrument,
    who: AnsweredBy,
    (indikator, input): (&str, &str),
    text: &str,
    standing: impl Fn(&str) -> Option<Choice>,
) -> Result<Given, GivenError> {
    let (found, asked) = asked_input(instrument, who, indikator, input)?;
    let value = match text.trim() {
        "" => None,
        text => Some(asked.signed(read_number(text, &asked.satuan)?)?),
    };
    let choice = value.and_then(|it| following(found, asked, it, standing(&found.id).as_ref()));
    Ok(Given { indikator: found.id.clone(), input: asked.id.clone(), value, choice })
}

/// The indikator and its input, by id or code.
///
/// # Errors
/// Either does not exist, or the other kind of subject answers it.
pub fn asked_input<'a>(
    instrument: &'a Instrument,
    who: AnsweredBy,
    indikator: &str,
    input: &str,
) -> Result<(&'a Indikator, &'a Input), GivenError> {
    let found = instrument.find_indikator(who, indikator)?;
    let wanted = input.trim();
    let asked = found.input.iter().find(|it| it.id == wanted).ok_or_else(|| GivenError::UnknownInput {
        indikator: found.code.clone(),
        input: wanted.to_owned(),
        known: listed(found.input.iter().map(|it| it.id.as_str())),
    })?;
    Ok((found, asked))
}

/// The choice that follows of a number: none in a gap of the printed bands or
/// where they overlap, and none while no measuring basis is known.
fn following(indikator: &Indikator, input: &Input, value: Decimal, standing: Option<&Choice>) -> Option<Choice> {
    let [parameter] = parameters_for(input, value)[..] else { return None };
    let variant = input.variant.clone().or_else(|| standing.and_then(|it| it.variant.clone()));
    let based = indikator.variant.is_empty() || variant.is_some();
    based.then_some(Choice { parameter, variant })
}

/// Checks a tick: the ids of the indikator and of the option.
///
/// # Errors
/// Indikator or option do not exist, or the other kind of subject answers it.
pub fn check_tick(
    instrument: &Instrument,
    who: AnsweredBy,
    indikator: &str,
    option: &str,
) -> Result<(IndikatorId, OptionId), GivenError> {
    let found = instrument.find_indikator(who, indikator)?;
    let known = options(found);
    let wanted = option.trim();
    if !known.contains(&wanted) {
        return Err(GivenError::UnknownOption {
            indikator: found.code.clone(),
            option: wanted.to_owned(),
            known: listed(known.into_iter()),
        });
    }
    Ok((found.id.clone(), wanted.into()))
}

/// All that the checks of an indikator count ticks of, in the order of the file.
pub fn options(indikator: &Indikator) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for check in &indikator.check {
        if let Kind::TicksAtLeast { option, .. } = &check.kind {
            all.extend(option.iter().map(OptionId::as_str).filter(|it| !all.contains(it)).collect::<Vec<_>>());
        }
    }
    all
}

/// An option as people read it, where the pack names it by its slug alone:
/// `pelaku-usaha` is "Pelaku usaha".
pub fn option_nama(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

fn listed<'a>(known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    if known.is_empty() { "-".to_owned() } else { known.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{
        check::Check,
        input::tests::input,
        instrument::{Parameter, Variant, tests::indikator},
    };

    fn year(change: impl FnOnce(&mut Indikator)) -> Instrument {
        let mut it = indikator();
        it.input = vec![input("1: ..50, 2: 50..90, 3: 91..")];
        change(&mut it);
        let mut year = crate::assessment::carry::tests::year(2026, "a|b|c", "");
        year.indikator = vec![it];
        year
    }

    fn given(year: &Instrument, text: &str, standing: Option<&str>) -> Result<Given, GivenError> {
        let standing = |_: &str| standing.map(|it| it.parse().unwrap());
        check_input(year, AnsweredBy::Inovasi, ("X-01", "nilai"), text, standing)
    }

    #[test]
    fn the_parameter_follows_where_the_number_stands_for_exactly_one() {
        let year = year(|_| ());
        let table = [("49,5", Some(1)), ("51", Some(2)), ("91%", Some(3)), ("50", None), ("90,5", None), ("", None)];
        for (text, parameter) in table {
            let it = given(&year, text, None).unwrap();
            assert_eq!(it.choice.map(|it| it.parameter), parameter, "{text}");
            assert_eq!((it.indikator.as_str(), it.value.is_none()), ("satu", text.is_empty()), "{text}");
        }
        assert!(matches!(given(&year, "banyak", None), Err(GivenError::Number(_))));
        assert!(given(&year, "-5", None).is_ok(), "the lowest band is open below");
        let counted = self::year(|it| it.input = vec![input("1: 0..50, 2: 51..")]);
        let negative = Err(GivenError::Number(NumberError::Negative((-5).into())));
        assert_eq!(given(&counted, "-5", None), negative);
        let other = check_input(&year, AnsweredBy::Inovasi, ("satu", "lain"), "1", |_| None);
        assert!(matches!(other, Err(GivenError::UnknownInput { known, .. }) if known == "nilai"));
        let daerah = check_input(&year, AnsweredBy::Daerah, ("satu", "nilai"), "1", |_| None);
        assert!(matches!(daerah, Err(GivenError::Choice(ChoiceError::WrongSubject { .. }))));
    }

    #[test]
    fn the_measuring_basis_is_that_of_the_number_or_stays() {
        let varied = |own: Option<&str>| {
            year(|it| {
                it.variant = ["a", "b"]
                    .map(|id| Variant { id: id.into(), nama: id.into(), parameter: Vec::<Parameter>::new() })
                    .into();
                it.input[0].variant = own.map(str::to_owned);
            })
        };
        let basis = |own, standing| given(&varied(own), "91", standing).unwrap().choice.map(|it| it.to_string());
        assert_eq!(basis(Some("b"), None).as_deref(), Some("3/b"));
        assert_eq!(basis(Some("b"), Some("1/a")).as_deref(), Some("3/b"));
        assert_eq!(basis(None, Some("1/a")).as_deref(), Some("3/a"));
        assert_eq!(basis(None, None), None);
    }

    #[test]
    fn only_what_the_checks_count_can_be_ticked() {
        let year = year(|it| {
            let ticks = |option: &[&str]| Kind::TicksAtLeast {
                option: option.iter().map(|it| (*it).into()).collect(),
                minimum: 1,
            };
            it.check = [ticks(&["media", "pelaku-usaha"]), ticks(&["media", "komunitas"])]
                .map(|kind| Check { parameter: vec![], variant: vec![], advice: false, kind })
                .into();
        });
        assert_eq!(options(&year.indikator[0]), ["media", "pelaku-usaha", "komunitas"]);
        let tick = |option| check_tick(&year, AnsweredBy::Inovasi, "x-01", option);
        assert_eq!(tick(" media "), Ok(("satu".into(), "media".into())));
        assert!(matches!(tick("pers"), Err(GivenError::UnknownOption { .. })));
        assert_eq!(option_nama("pelaku-usaha"), "Pelaku usaha");
    }
}
