//! What is new: the part of CHANGELOG.md that belongs to one version, and its twin for
//! officers, CHANGELOG.id.md.

use crate::step::{Done, Place, about};

/// What is new, a sentence or two each.
#[derive(Debug, PartialEq, Eq)]
pub struct News {
    pub id: Vec<String>,
    pub en: Vec<String>,
}

/// Signs of one item that an officer is shown.
const LONGEST: usize = 400;

/// The part of `version`; where it has none yet, what is not released.
pub fn excerpt(place: &Place, version: &str) -> Done<String> {
    part(place, "CHANGELOG.md", version)
}

/// The same as items, in both languages.
pub fn news(place: &Place, version: &str) -> Done<News> {
    let of = |name| part(place, name, version).map(|it| items(&it));
    Ok(News { id: of("CHANGELOG.id.md")?, en: of("CHANGELOG.md")? })
}

fn part(place: &Place, name: &str, version: &str) -> Done<String> {
    let path = place.root.join(name);
    let text = std::fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
    let part = part_of(&text, version).or_else(|| part_of(&text, "Unreleased"));
    part.ok_or_else(|| format!("{name} says nothing of {version}, and nothing is unreleased"))
}

fn part_of(changelog: &str, version: &str) -> Option<String> {
    let head = format!("## [{version}]");
    let mut lines = changelog.lines().skip_while(|it| !it.starts_with(&head));
    let first = lines.next()?;
    let body: Vec<&str> = lines.take_while(|it| !it.starts_with("## ")).collect();
    let body = body.join("\n");
    (!body.trim().is_empty()).then(|| format!("{first}\n\n{}\n", body.trim()))
}

/// The items of a part without their marks, each as far as its sentences fit.
fn items(part: &str) -> Vec<String> {
    let items = part.lines().filter_map(|it| it.strip_prefix("- "));
    items.map(|it| short(&it.replace("**", "").replace('`', ""))).collect()
}

fn short(text: &str) -> String {
    let mut kept = String::new();
    for sentence in text.split_inclusive(". ") {
        if !kept.is_empty() && kept.chars().count() + sentence.trim_end().chars().count() > LONGEST {
            break;
        }
        kept.push_str(sentence);
    }
    kept.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_has_its_own_part_and_no_other() {
        let text =
            "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-02\n\n### Added\n\n- B\n\n## [0.1.0]\n\n- A\n";
        assert_eq!(part_of(text, "0.2.0").unwrap(), "## [0.2.0] - 2027-01-02\n\n### Added\n\n- B\n");
        assert_eq!(part_of(text, "0.1.0").unwrap(), "## [0.1.0]\n\n- A\n");
        // Nothing is said of it.
        assert_eq!(part_of(text, "Unreleased"), None);
        assert_eq!(part_of(text, "0.3.0"), None);
    }

    #[test]
    fn items_are_sentences_for_people() {
        let long = "Panjang sekali. ".repeat(60);
        let part = format!("## [0.2.0]\n\n### Added\n\n- **Paket.** Dari `berkas`. Cepat.\n- {long}\n");
        let items = items(&part);
        assert_eq!(items[0], "Paket. Dari berkas. Cepat.");
        assert!(items[1].len() <= LONGEST && items[1].ends_with("sekali."));
    }

    #[test]
    fn what_is_new_is_told_in_both_languages() {
        let place = Place::find();
        let news = news(&place, env!("CARGO_PKG_VERSION")).unwrap();
        assert!(!news.id.is_empty() && !news.en.is_empty() && news.id != news.en);
    }
}
