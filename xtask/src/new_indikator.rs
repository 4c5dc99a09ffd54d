//! `cargo xtask new-indikator PACK ID`: the file of one scored line and its first
//! worked case, commented, for somebody who knows the rules and no Rust.

use std::path::Path;

use crate::step::{Done, Place, about};

const INDIKATOR: &str = include_str!("../templates/indikator.toml");

const CASE: &str = include_str!("../templates/case.toml");

pub fn new_indikator(place: &Place, args: &[String]) -> Done {
    let [pack, id] = args else { return Err("cargo xtask new-indikator PACK ID".into()) };
    let slug = |it: &str| {
        let good = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        !it.is_empty() && it.chars().all(good) && !it.starts_with('-') && !it.ends_with('-')
    };
    if !slug(pack) || !slug(id) {
        return Err("PACK and ID are slugs: a-z, 0-9 and -".into());
    }
    let folder = place.root.join("instruments").join(pack);
    if !folder.join("instrument.toml").is_file() {
        return Err(format!("there is no pack {pack}: {} is missing", folder.join("instrument.toml").display()));
    }
    let indikator = folder.join("indikator").join(format!("{id}.toml"));
    let case = folder.join("cases").join(format!("{id}.toml"));
    if let Some(there) = [&indikator, &case].into_iter().find(|it| it.exists()) {
        return Err(format!("{} is there already", there.display()));
    }
    write(&indikator, INDIKATOR)?;
    write(&case, &CASE.replace("{ID}", id))?;
    println!("Written: {}\n         {}", indikator.display(), case.display());
    println!("Fill them in, then: cargo xtask test. A final pack is locked; correct it as a new pack.");
    Ok(())
}

fn write(path: &Path, text: &str) -> Done {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, text)).map_err(|error| about(path, &error))
}
