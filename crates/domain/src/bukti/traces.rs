//! What a picture tells beside what is to be seen on it: where it was taken, and whose
//! it is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{core::date::PartialDate, inovasi::koordinat::Koordinat};

/// What was found in the file of a picture. Its JSON is how it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traces {
    /// Where it was taken; None where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub koordinat: Option<Koordinat>,
    /// Names of the place, such as a town, as they are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Who took it, owns it or is on it, with how they are reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Serial numbers of the camera and its lens.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<String>,
    /// Whether a small picture is inside, which may show what was cut off since.
    #[serde(default)]
    pub thumbnail: bool,
    /// Whether a copy without all this can be made here.
    #[serde(default)]
    pub cleanable: bool,
}

impl Traces {
    /// Nothing of a place or a person.
    pub fn is_empty(&self) -> bool {
        let Self { koordinat, places, names, serials, thumbnail, cleanable: _ } = self;
        koordinat.is_none() && places.is_empty() && names.is_empty() && serials.is_empty() && !thumbnail
    }

    /// The place as it is written in Indonesian; None: it tells none.
    pub fn place(&self) -> Option<String> {
        let all: Vec<String> = self.koordinat.map(Koordinat::in_words).into_iter().chain(self.places.clone()).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// Names and serial numbers; None: it tells none.
    pub fn person(&self) -> Option<String> {
        let all: Vec<&str> = self.names.iter().chain(&self.serials).map(String::as_str).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

/// Whether a camera can have taken a picture on a day. One whose battery ran empty
/// begins again in 1970, 1980 or 2000; one that was never set is ahead of today.
pub fn is_possible_day(taken: PartialDate, today: NaiveDate) -> bool {
    let begins_again = PartialDate::new(2000, Some(1), Some(1));
    begins_again.is_none_or(|it| taken.last_day() > it.last_day()) && taken.first_day() <= today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_no_clock_meant_is_none() {
        let day = |text: &str| PartialDate::read(text).unwrap();
        for (taken, possible) in [
            ("2025-06-01", true),
            ("2026-11-29", true),
            ("2026-11-30", false),
            ("2050-12-31", false),
            ("1970-01-01", false),
            ("1980-01-01", false),
            ("2000-01-01", false),
            ("2000-01-02", true),
        ] {
            assert_eq!(is_possible_day(day(taken), day("2026-11-29").first_day()), possible, "{taken}");
        }
    }

    #[test]
    fn traces_survive_their_text_and_are_told_in_words() {
        let koordinat = Koordinat::read("-6.983333, 110.409167").ok();
        let names = vec!["Sri Rahayu".to_owned()];
        let traces = Traces { koordinat, names, cleanable: true, ..Traces::default() };
        let text = serde_json_like(&traces);
        assert_eq!(text, r#"koordinat = "-6.983333, 110.409167""#);
        assert_eq!(traces.place().unwrap(), "6,983333° LS, 110,409167° BT");
        assert_eq!(traces.person().unwrap(), "Sri Rahayu");
        assert!(!traces.is_empty() && Traces { cleanable: true, ..Traces::default() }.is_empty());
    }

    fn serde_json_like(traces: &Traces) -> String {
        let text = toml::to_string(traces).unwrap();
        assert_eq!(&toml::from_str::<Traces>(&text).unwrap(), traces);
        text.lines().next().unwrap().to_owned()
    }
}
