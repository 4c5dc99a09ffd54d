//! Numbers from which a parameter follows: days, months, percent, people.
//!
//! The bands stand in the indikator's file as they were printed. Printed bands
//! overlap (0,90 in two) and leave gaps (50,5 in none); a value then fits
//! several parameters or none, and the officer chooses and says so.

use rust_decimal::Decimal;

use crate::core::{id::InputId, number::NumberError};

/// A number an officer gives for an indikator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// Slug, unique in its indikator; the key of its value.
    pub id: InputId,
    /// What is asked for, as the form shows it beside the number.
    pub nama: String,
    /// What one of it is: `hari`, `bulan`, `orang`, `persen` …
    pub satuan: String,
    /// The measuring basis it belongs to; none for every basis.
    pub variant: Option<String>,
    /// In the order of the file.
    pub band: Vec<Band>,
}

/// The values that one parameter stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// The rung that these values stand for, from 1.
    pub parameter: u8,
    /// None where the band is open below.
    pub lowest: Option<Edge>,
    /// None where the band is open above.
    pub highest: Option<Edge>,
}

/// An end of a band.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Edge {
    /// In the unit of the input.
    pub value: Decimal,
    /// Whether the value itself belongs to the band.
    pub inclusive: bool,
}

impl Input {
    /// A number that this input can have: people, days and laws are never fewer than
    /// none, where no printed band reaches below 0; growth can be.
    ///
    /// # Errors
    /// It is below 0 all the same.
    pub fn signed(&self, value: Decimal) -> Result<Decimal, NumberError> {
        let from_zero = |it: &Band| it.lowest.is_some_and(|edge| edge.value >= Decimal::ZERO);
        let is_count = !self.band.is_empty() && self.band.iter().all(from_zero);
        if is_count && value < Decimal::ZERO { Err(NumberError::Negative(value)) } else { Ok(value) }
    }
}

impl Band {
    /// Whether a value lies in the band; an end that is missing bounds nothing.
    pub fn contains(&self, value: Decimal) -> bool {
        let above = |it: Edge| value > it.value || (it.inclusive && value == it.value);
        let below = |it: Edge| value < it.value || (it.inclusive && value == it.value);
        self.lowest.is_none_or(above) && self.highest.is_none_or(below)
    }
}

/// Every parameter that a value fits, lowest first: none in a gap of the printed
/// bands, several where they overlap.
pub fn parameters_for(input: &Input, value: Decimal) -> Vec<u8> {
    let mut fitting: Vec<u8> = input.band.iter().filter(|it| it.contains(value)).map(|it| it.parameter).collect();
    fitting.sort_unstable();
    fitting.dedup();
    fitting
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// `1: ..50, 2: 51..90, 3: 91..` with `(` and `)` for ends that do not belong.
    pub(crate) fn input(bands: &str) -> Input {
        let edge = |text: &str| {
            let text = text.trim();
            let value = text.trim_matches(['(', ')']);
            (!value.is_empty()).then(|| Edge { value: value.parse().unwrap(), inclusive: value.len() == text.len() })
        };
        let band = |text: &str| {
            let (parameter, range) = text.split_once(':').unwrap();
            let (low, high) = range.split_once("..").unwrap();
            Band { parameter: parameter.trim().parse().unwrap(), lowest: edge(low), highest: edge(high) }
        };
        Input {
            id: "nilai".into(),
            nama: "Nilai".into(),
            satuan: "persen".into(),
            variant: None,
            band: bands.split(',').map(band).collect(),
        }
    }

    #[test]
    fn a_value_fits_one_parameter_several_or_none() {
        let gap = "1: ..50, 2: 51..90, 3: 91..";
        let overlap = "1: ..0.55, 2: 0.56..0.90, 3: 0.90..";
        let falling = "1: 13.10.., 2: 4.81..13.11, 3: ..4.82";
        let open = "1: 1..200, 2: (200..500, 3: (500..";
        let table: [(&str, &str, &[u8]); 19] = [
            (gap, "0", &[1]),
            (gap, "50", &[1]),
            (gap, "50.5", &[]),
            (gap, "51", &[2]),
            (gap, "100", &[3]),
            (overlap, "0.555", &[]),
            (overlap, "0.90", &[2, 3]),
            (overlap, "-3", &[1]),
            (overlap, "0.91", &[3]),
            (falling, "13.10", &[1, 2]),
            (falling, "13.105", &[1, 2]),
            (falling, "13.12", &[1]),
            (falling, "4.815", &[2, 3]),
            (falling, "4.80", &[3]),
            (open, "0", &[]),
            (open, "200", &[1]),
            (open, "200.1", &[2]),
            (open, "500", &[2]),
            (open, "501", &[3]),
        ];
        for (bands, value, fitting) in table {
            assert_eq!(parameters_for(&input(bands), value.parse().unwrap()), fitting, "{bands}: {value}");
        }
    }
}
