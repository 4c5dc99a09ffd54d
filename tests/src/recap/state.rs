//! What a registry holds, as far as a recap can say it.

use std::collections::BTreeMap;

use domain::inovasi::{koordinat::Koordinat, profile::FIELDS};
use registry::Registry;
use serde_json::Value;

use super::TrueValue;

/// An inovasi of the registry: its values by the keys of their fields.
pub struct Stands {
    pub nama: String,
    pub values: BTreeMap<String, String>,
}

/// All inovasi of a registry.
pub fn all(registry: &Registry, instrument: &[(String, String)]) -> Vec<Stands> {
    let document: Value = serde_json::from_str(&registry.export_registry().unwrap()).unwrap();
    document["inovasi"].as_array().into_iter().flatten().map(|it| one(it, instrument)).collect()
}

fn one(it: &Value, instrument: &[(String, String)]) -> Stands {
    let mut values = BTreeMap::new();
    for field in FIELDS {
        match &it[field.name()] {
            Value::String(text) => drop(values.insert(field.name().to_owned(), text.clone())),
            Value::Array(members) => {
                let mut members: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
                members.sort_unstable();
                values.insert(field.name().to_owned(), members.join(";"));
            }
            _ => {}
        }
    }
    for (name, answers) in it["assessment"].as_object().into_iter().flatten() {
        for (code, answer) in answers.as_object().into_iter().flatten() {
            let known = instrument.iter().find(|it| it.0 == *code).map(|it| it.1.clone());
            let key = known.unwrap_or_else(|| format!("assessment/{name}/{code}"));
            values.insert(key, answer["parameter"].to_string());
        }
    }
    Stands { nama: values.remove("nama").unwrap_or_default(), values }
}

/// Blanks and the size of letters do not matter.
pub fn folded(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value is one that may stand there.
pub fn is_true(key: &str, value: &str, truth: &TrueValue) -> bool {
    truth.accepted.iter().any(|it| match key {
        "koordinat" => is_near(it, value),
        "perangkat_daerah" | "nama_inisiator" => folded(it) == folded(value),
        _ if it == value => true,
        _ => it.split_whitespace().eq(value.split_whitespace()),
    })
}

/// A ten-thousandth of a degree is ten metres.
fn is_near(wanted: &str, found: &str) -> bool {
    let (Ok(wanted), Ok(found)) = (Koordinat::read(wanted), Koordinat::read(found)) else { return wanted == found };
    wanted.distance_km(&found) < 0.03
}
