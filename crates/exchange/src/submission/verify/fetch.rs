//! `fetch.txt`: files that a bag promises and may not hold.

/// Path of a line, or the key of what is wrong with it.
pub(super) fn split_line(line: &str) -> Result<&str, &'static str> {
    let line = line.trim_start();
    let (url, rest) = line.split_once([' ', '\t']).ok_or("fetch_malformed")?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let (length, path) = rest.split_once([' ', '\t']).ok_or("fetch_malformed")?;
    let path = path.trim_matches([' ', '\t']);
    let counted = length == "-" || (!length.is_empty() && length.bytes().all(|it| it.is_ascii_digit()));
    if !counted || path.is_empty() {
        return Err("fetch_malformed");
    }
    let scheme = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_alphabetic())
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    };
    match url.split_once(':') {
        Some((name, rest)) if scheme(name) && (name == "file" || rest.len() > 2) => Ok(path),
        _ => Err("fetch_url_bad"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_split() {
        for (line, expected) in [
            ("https://a.example/x 12 data/a b", Ok("data/a b")),
            ("https://a.example/x\t-\tdata/a", Ok("data/a")),
            ("file:///x 0 data/a", Ok("data/a")),
            ("https://a.example/x data/a", Err("fetch_malformed")),
            ("https://a.example/x 12", Err("fetch_malformed")),
            ("https://a.example/x 1k data/a", Err("fetch_malformed")),
            ("x 12 data/a", Err("fetch_url_bad")),
            ("", Err("fetch_malformed")),
        ] {
            assert_eq!(split_line(line), expected, "{line:?}");
        }
    }
}
