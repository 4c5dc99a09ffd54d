//! What is new: the part of CHANGELOG.md that belongs to one version.

use crate::step::{Done, Place, about};

/// The part of `version`; where it has none yet, what is not released.
pub fn excerpt(place: &Place, version: &str) -> Done<String> {
    let path = place.root.join("CHANGELOG.md");
    let text = std::fs::read_to_string(&path).map_err(|error| about(&path, &error))?;
    let part = part_of(&text, version).or_else(|| part_of(&text, "Unreleased"));
    part.ok_or_else(|| format!("CHANGELOG.md says nothing of {version}, and nothing is unreleased"))
}

fn part_of(changelog: &str, version: &str) -> Option<String> {
    let head = format!("## [{version}]");
    let mut lines = changelog.lines().skip_while(|it| !it.starts_with(&head));
    let first = lines.next()?;
    let body: Vec<&str> = lines.take_while(|it| !it.starts_with("## ")).collect();
    let body = body.join("\n");
    (!body.trim().is_empty()).then(|| format!("{first}\n\n{}\n", body.trim()))
}

#[cfg(test)]
mod tests {
    use super::part_of;

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
}
