//! Code without its comments and texts, so that rules look at names alone. Lines
//! stay where they are.

use std::ops::Range;

/// Which language's comments and quotes.
#[derive(Clone, Copy, PartialEq)]
pub enum Language {
    Rust,
    Script,
    Sql,
}

impl Language {
    pub fn of(path: &str) -> Self {
        match path.rsplit('.').next().unwrap_or("") {
            "rs" => Self::Rust,
            "sql" => Self::Sql,
            _ => Self::Script,
        }
    }
}

/// Blanks comments and texts; `texts` keeps the texts and blanks comments alone.
pub fn strip(text: &str, language: Language, keep_texts: bool) -> String {
    let text = if language == Language::Script { without_html_comments(text) } else { text.to_owned() };
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let end = match comment(rest, language) {
            Some(end) => {
                blank(&mut out, &rest[..end]);
                end
            }
            None => match quoted(rest, language, out.chars().last()) {
                Some(end) if keep_texts => {
                    out.extend(&rest[..end]);
                    end
                }
                Some(end) => {
                    out.push('"');
                    blank(&mut out, &rest[1..end]);
                    end
                }
                None => {
                    out.push(rest[0]);
                    1
                }
            },
        };
        at += end;
    }
    out
}

fn blank(out: &mut String, chars: &[char]) {
    out.extend(chars.iter().map(|it| if *it == '\n' { '\n' } else { ' ' }));
}

fn starts(rest: &[char], with: &str) -> bool {
    with.chars().enumerate().all(|(at, it)| rest.get(at) == Some(&it))
}

fn comment(rest: &[char], language: Language) -> Option<usize> {
    let line = if language == Language::Sql { "--" } else { "//" };
    if starts(rest, line) {
        return Some(rest.iter().position(|it| *it == '\n').unwrap_or(rest.len()));
    }
    if !starts(rest, "/*") {
        return None;
    }
    let end = rest.windows(2).skip(2).position(|it| it == ['*', '/']);
    Some(end.map_or(rest.len(), |it| it + 4))
}

/// Length of a text that begins here.
fn quoted(rest: &[char], language: Language, before: Option<char>) -> Option<usize> {
    let inside_name = before.is_some_and(|it| it.is_alphanumeric() || it == '_');
    if language == Language::Rust {
        let raw = rest.iter().position(|it| !matches!(it, 'r' | 'b')).unwrap_or(0);
        let hashes = rest[raw..].iter().take_while(|it| **it == '#').count();
        if raw > 0 && !inside_name && rest[..raw].contains(&'r') && rest.get(raw + hashes) == Some(&'"') {
            let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
            let body = raw + hashes + 1;
            let end = rest[body..].windows(close.len()).position(|it| it == close.as_slice())?;
            return Some(body + end + close.len());
        }
        if rest[0] == '\'' {
            // A character, unless it is a lifetime.
            let end = if rest.get(1) == Some(&'\\') {
                rest.iter().skip(3).position(|it| *it == '\'').map(|it| it + 4)
            } else {
                (rest.get(2) == Some(&'\'')).then_some(3)
            };
            return end;
        }
    }
    let quote = rest[0];
    let opens = match language {
        Language::Rust => quote == '"',
        Language::Script => matches!(quote, '"' | '\'' | '`'),
        Language::Sql => quote == '\'',
    };
    if !opens {
        return None;
    }
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 1,
            // An apostrophe in a sentence is no quote that opens.
            '\n' if language == Language::Script && quote != '`' => return None,
            it if it == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn without_html_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        out.push_str(before);
        let (inside, after) = comment.split_once("-->").unwrap_or((comment, ""));
        out.extend(inside.chars().filter(|it| *it == '\n'));
        rest = after;
    }
    out + rest
}

/// Rust that ships: without comments, texts (unless they are kept) and what stands
/// under `#[cfg(test)]`. Lines stay where they are.
pub fn shipped(text: &str, keep_texts: bool) -> String {
    let tests = lines_of_tests(text);
    let code = strip(text, Language::Rust, keep_texts);
    let line = |(at, line)| if tests.iter().any(|it| it.contains(&at)) { "" } else { line };
    code.lines().enumerate().map(line).flat_map(|it| [it, "\n"]).collect()
}

/// How many lines of a Rust file ship, comments included.
pub fn shipped_lines(text: &str) -> usize {
    text.lines().count() - lines_of_tests(text).iter().map(ExactSizeIterator::len).sum::<usize>()
}

/// The lines, counted from 0, of every item under `#[cfg(test)]`.
fn lines_of_tests(text: &str) -> Vec<Range<usize>> {
    let bare = strip(text, Language::Rust, false);
    let line = |at: usize| bare[..at].matches('\n').count();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in bare.match_indices("#[cfg(test)]") {
        let rest = &bare[start..];
        let open = rest.find('{').unwrap_or(rest.len());
        let semicolon = rest.find(';').unwrap_or(rest.len());
        let end = if semicolon < open { semicolon + 1 } else { closing(rest, open) };
        found.push(line(start)..line(start + end) + 1);
    }
    found
}

/// Where the brace that opens at `open` has closed.
fn closing(text: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, it) in text.char_indices().skip_while(|it| it.0 < open) {
        match it {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[test]
fn comments_and_texts_are_told_from_code() {
    let code = "let a = \"dinas // x\"; // opd\n/* skpd\n */ let 'l: &'a str = r#\"evidence \"\"#; 'x';\nlet b;";
    let bare = strip(code, Language::Rust, false);
    for word in ["dinas", "opd", "skpd", "evidence", "x"] {
        assert!(!bare.contains(word), "{word} in {bare}");
    }
    assert!(bare.contains("let 'l: &'a str") && bare.lines().nth(3) == Some("let b;"), "{bare}");
    assert!(strip(code, Language::Rust, true).contains("dinas // x"));
    assert_eq!(strip("a<!-- opd -->b // c\n<p>it's</p>", Language::Script, false), "ab     \n<p>it's</p>");
    let tested = "a // x\n#[cfg(test)]\nmod t { fn f() { \"}\"; {} }\n}\n\"b\"\n#[cfg(test)]\nmod u;";
    assert_eq!(shipped(tested, true), "a     \n\n\n\n\"b\"\n\n\n");
    assert_eq!(shipped_lines(tested), 2);
}
