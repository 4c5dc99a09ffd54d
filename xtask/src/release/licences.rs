//! What is inside, for people: every work of others with its licence, and the texts of
//! them, each once.

use std::collections::BTreeMap;

use super::{
    inside::{self, Part},
    version,
};
use crate::step::{Done, Place, answer};

/// The target triple of this machine.
pub fn this_machine(place: &Place) -> Done<String> {
    let told = answer(place.call(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV"))?;
    let host = told.lines().find_map(|it| it.strip_prefix("host: "));
    host.map(|it| it.trim().to_owned()).ok_or_else(|| "rustc -vV names no host".to_owned())
}

pub fn text(place: &Place, systems: &[String]) -> Done<String> {
    Ok(told(&version::version(place)?, &inside::parts(place, systems)?))
}

fn told(version: &str, parts: &[Part]) -> String {
    let mut told = format!(
        "Prakarsa {version}\n\
         Karya pihak lain di dalamnya, lisensinya, dan naskah lisensi itu.\n\
         Works of others inside it, their licences, and the texts of these.\n\n"
    );
    let widest = parts.iter().map(|it| it.name.len() + it.version.len() + 1).max().unwrap_or(0);
    for it in parts {
        let named = name(it);
        told.push_str(&format!("  {named:widest$}  {}\n", it.licence));
    }
    // One text stands once, whoever brings it: only the shape of its lines differs.
    let mut texts = BTreeMap::<String, (&str, Vec<String>)>::new();
    for part in parts {
        for (_, text) in &part.texts {
            let key = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let bearers = &mut texts.entry(key).or_insert_with(|| (text, Vec::new())).1;
            if bearers.last() != Some(&name(part)) {
                bearers.push(name(part));
            }
        }
    }
    let mut texts: Vec<(&str, Vec<String>)> = texts.into_values().collect();
    texts.sort_by(|one, other| one.1.cmp(&other.1).then(one.0.cmp(other.0)));
    let named = |it: &Part| format!("{} ({}) {}", name(it), it.licence, it.authors.join(", ")).trim_end().to_owned();
    let bare: Vec<String> = parts.iter().filter(|it| it.texts.is_empty()).map(named).collect();
    if !bare.is_empty() {
        told.push_str(&format!(
            "\nTanpa naskah di dalam paketnya; naskah lisensinya ada di bawah, dibawa oleh yang lain.\n\
             Without a text in their packages; the texts of their licences stand below, brought by others.\n  {}\n",
            bare.join("\n  ")
        ));
    }
    for (text, bearers) in texts {
        let rule = "─".repeat(80);
        told.push_str(&format!("\n{rule}\n{}\n{rule}\n\n{}\n", bearers.join("\n"), text.replace('\r', "").trim()));
    }
    told
}

fn name(part: &Part) -> String {
    if part.version.is_empty() { part.name.clone() } else { format!("{} {}", part.name, part.version) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_stands_once_and_names_all_who_bring_it() {
        let part = |name: &str, texts: &[&str]| Part {
            name: name.into(),
            version: "1.0.0".into(),
            licence: "MIT".into(),
            purl: String::new(),
            sum: None,
            authors: vec!["Nayuki".to_owned()],
            texts: texts.iter().map(|it| ("LICENSE".to_owned(), (*it).to_owned())).collect(),
        };
        let parts = [
            part("a", &["Permission is\nhereby granted"]),
            part("b", &["Permission is hereby\r\ngranted", "Permission is hereby granted\n", "Else"]),
            part("c", &[]),
        ];
        let told = told("0.1.0", &parts);
        assert_eq!(told.matches("hereby").count(), 1, "{told}");
        assert!(told.contains("a 1.0.0\nb 1.0.0\n─"), "{told}");
        assert!(told.contains("others.\n  c 1.0.0 (MIT) Nayuki\n"), "{told}");
        assert!(!told.contains('\r'));
    }
}
