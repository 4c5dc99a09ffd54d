//! What a check asks for, whatever came of it: values of the sentence
//! `wanted.<kind>`.

use super::Kind;
use crate::assessment::instrument::{Indikator, Window};

impl Kind {
    /// The values, with years counted from the instrument's own.
    pub fn wanted(&self, indikator: &Indikator, tahun: i32) -> Vec<(&'static str, String)> {
        let minimum = |it: &u32| ("minimum", it.to_string());
        match self {
            Kind::NameInText | Kind::YearEqualsPenerapan | Kind::LinkPresent => Vec::new(),
            Kind::WordInText { word } => vec![("word", word.join(", "))],
            Kind::JenisDokumen { jenis_dokumen } => vec![("jenis_dokumen", jenis_dokumen.join(", "))],
            Kind::YearInWindow { minimum: n } => {
                let years = indikator.window.unwrap_or(Window { dari: 0, sampai: 0 }).years(tahun);
                vec![("dari", years.start().to_string()), ("sampai", years.end().to_string()), minimum(n)]
            }
            Kind::YearBeforeTahun => vec![("tahun", tahun.to_string())],
            Kind::OneFilePerYear { year, minimum: n, .. } => {
                let mut years: Vec<i32> = year.iter().map(|it| tahun.saturating_add(*it)).collect();
                years.sort_unstable();
                let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                vec![("years", years.join(", ")), minimum(n)]
            }
            Kind::CountAtLeast { minimum: n }
            | Kind::ImagePerMethod { minimum: n }
            | Kind::DistinctRegions { minimum: n } => vec![minimum(n)],
            Kind::LinkNotOwnDomain { domain } => vec![("domain", domain.join(", "))],
            Kind::NumberInBand { input } => {
                let nama = indikator.input.iter().find(|it| it.id == *input).map(|it| it.nama.clone());
                vec![("input", nama.unwrap_or_else(|| input.to_string()))]
            }
            Kind::DurationAtMost { seconds } => vec![("seconds", seconds.to_string())],
            Kind::TicksAtLeast { option, minimum: n } => vec![minimum(n), ("n_option", option.len().to_string())],
            Kind::FieldIs { field, value } => vec![("field", field.clone()), ("value", value.join(", "))],
        }
    }
}
