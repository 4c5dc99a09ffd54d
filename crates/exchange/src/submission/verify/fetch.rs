//! `fetch.txt`: files that a bag promises and may not hold.

use domain::core::notice::NoticeCode;

/// Path of a line, or the key of what is wrong with it.
pub(super) fn split_line(line: &str) -> Result<&str, NoticeCode> {
    let line = line.trim_start();
    let (url, rest) = line.split_once([' ', '\t']).ok_or(NoticeCode::BagFetchMalformed)?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let (length, path) = rest.split_once([' ', '\t']).ok_or(NoticeCode::BagFetchMalformed)?;
    let path = path.trim_matches([' ', '\t']);
    let counted = length == "-" || (!length.is_empty() && length.bytes().all(|it| it.is_ascii_digit()));
    if !counted || path.is_empty() {
        return Err(NoticeCode::BagFetchMalformed);
    }
    let scheme = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_alphabetic())
            && it.bytes().all(|it| it.is_ascii_alphanumeric() || b"+-.".contains(&it))
    };
    match url.split_once(':') {
        Some((name, rest)) if scheme(name) && (name == "file" || rest.len() > 2) => Ok(path),
        _ => Err(NoticeCode::BagFetchUrlBad),
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
            ("https://a.example/x data/a", Err(NoticeCode::BagFetchMalformed)),
            ("https://a.example/x 12", Err(NoticeCode::BagFetchMalformed)),
            ("https://a.example/x 1k data/a", Err(NoticeCode::BagFetchMalformed)),
            ("x 12 data/a", Err(NoticeCode::BagFetchUrlBad)),
            ("", Err(NoticeCode::BagFetchMalformed)),
        ] {
            assert_eq!(split_line(line), expected, "{line:?}");
        }
    }
}
