//! What is inside, for programs: a bill of materials as CycloneDX 1.5 writes it. Equal
//! input gives equal bytes; its serial number is made of what it tells.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{
    inside::{self, Part},
    sums::hex,
    version,
};
use crate::step::{Done, Place};

pub fn document(place: &Place, systems: &[String]) -> Done<String> {
    let parts = inside::parts(place, systems)?;
    let document = told(&version::version(place)?, version::day(place), systems, &parts);
    serde_json::to_string_pretty(&document).map(|it| it + "\n").map_err(|error| error.to_string())
}

fn told(version: &str, day: Option<String>, systems: &[String], parts: &[Part]) -> Value {
    let purl = format!("pkg:generic/prakarsa@{version}");
    let mut metadata = json!({
        "component": {
            "type": "application", "bom-ref": purl, "name": "Prakarsa", "version": version, "purl": purl,
            "licenses": [{ "license": { "id": "MIT" } }],
        },
        "properties": systems.iter().map(|it| json!({ "name": "prakarsa:system", "value": it })).collect::<Vec<_>>(),
    });
    if let (Some(day), Some(metadata)) = (day, metadata.as_object_mut()) {
        metadata.insert("timestamp".into(), day.into());
    }
    let components: Vec<Value> = parts.iter().map(component).collect();
    let references: Vec<Value> = parts.iter().map(|it| json!(reference(it))).collect();
    let serial = serial_of(&json!([version, systems, components]).to_string());
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": serial,
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": [{ "ref": purl, "dependsOn": references }],
    })
}

fn reference(part: &Part) -> String {
    if part.purl.is_empty() { format!("{}@{}", part.name, part.version) } else { part.purl.clone() }
}

fn component(part: &Part) -> Value {
    let mut told = json!({
        "type": "library",
        "bom-ref": reference(part),
        "name": part.name,
        "version": part.version,
        "licenses": [licence(&part.licence)],
    });
    if let Some(told) = told.as_object_mut() {
        if !part.purl.is_empty() {
            told.insert("purl".into(), json!(part.purl));
        }
        if let Some((algorithm, digits)) = &part.sum {
            told.insert("hashes".into(), json!([{ "alg": algorithm, "content": digits }]));
        }
    }
    told
}

/// An expression where it is one; words of a maker's own have a name.
fn licence(told: &str) -> Value {
    // Cargo's old way of writing "or".
    let told = told.replace('/', " OR ");
    let is_word = |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b"-.+:()".contains(&it));
    if told.starts_with("LicenseRef-") || !told.split(' ').all(is_word) {
        return json!({ "license": { "name": told } });
    }
    json!({ "expression": told })
}

/// A UUID (version 8) that hangs on a text alone.
fn serial_of(text: &str) -> String {
    let mut digits = hex(&Sha256::digest(text.as_bytes()));
    digits.truncate(32);
    digits.replace_range(12..13, "8");
    digits.replace_range(16..17, "8");
    let mut at = 0;
    let groups = [8, 4, 4, 4, 12].map(|n| {
        at += n;
        digits.get(at - n..at).unwrap_or_default().to_owned()
    });
    format!("urn:uuid:{}", groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, licence: &str) -> Part {
        Part {
            name: name.into(),
            version: "1.2.3".into(),
            licence: licence.into(),
            purl: format!("pkg:cargo/{name}@1.2.3"),
            sum: Some(("SHA-256", "ab".repeat(32))),
            authors: Vec::new(),
            texts: Vec::new(),
        }
    }

    #[test]
    fn a_bill_has_the_form_that_other_programs_read() {
        let parts = [part("aes", "MIT OR Apache-2.0"), part("old", "MIT/Apache-2.0"), part("own", "Public Domain")];
        let bill = told("0.1.0", Some("2026-11-30T00:00:00+07:00".into()), &["x86_64-pc-windows-gnu".into()], &parts);
        assert_eq!(bill["bomFormat"], "CycloneDX");
        assert_eq!(bill["components"][0]["hashes"][0]["alg"], "SHA-256");
        assert_eq!(bill["components"][1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
        let references: Vec<&Value> = bill["components"].as_array().unwrap().iter().map(|it| &it["bom-ref"]).collect();
        assert_eq!(bill["dependencies"][0]["dependsOn"].as_array().unwrap().iter().collect::<Vec<_>>(), references);
        let serial = bill["serialNumber"].as_str().unwrap();
        let groups: Vec<usize> = serial.trim_start_matches("urn:uuid:").split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        // It hangs on what is inside, and on nothing else.
        let again = told("0.1.0", None, &["x86_64-pc-windows-gnu".into()], &parts);
        assert_eq!(again["serialNumber"], serial);
        let [first, ..] = &parts;
        let other = told("0.1.0", None, &["x86_64-pc-windows-gnu".into()], std::slice::from_ref(first));
        assert_ne!(other["serialNumber"], serial);
    }

    #[test]
    fn words_of_a_maker_are_no_expression() {
        assert_eq!(licence("Public domain, see text")["license"]["name"], "Public domain, see text");
        assert_eq!(licence("LicenseRef-file")["license"]["name"], "LicenseRef-file");
        assert_eq!(licence("(MIT OR Apache-2.0) AND Unicode-3.0")["expression"], "(MIT OR Apache-2.0) AND Unicode-3.0");
    }
}
