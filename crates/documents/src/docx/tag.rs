//! What an office writes between braces: `{{ … }}`, `{% … %}` and `{# … #}`.

use std::ops::Range;

/// The braces of one kind.
const BRACES: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// Where tags lie in a text.
///
/// # Errors
/// The first braces that are not closed, or closed and never opened, from there on.
pub(super) fn tags(text: &str) -> Result<Vec<Range<usize>>, String> {
    let mut found = Vec::new();
    let mut at = 0;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    loop {
        let here = rest(at);
        let opened = |at: usize| here.get(at..).and_then(|it| BRACES.iter().find(|pair| it.starts_with(pair.0)));
        let next = here.match_indices('{').find_map(|it| Some((it.0, opened(it.0)?.1)));
        let between = next.map_or(here, |it| here.get(..it.0).unwrap_or_default());
        if let Some(stray) = ["}}", "%}"].iter().filter_map(|it| between.find(it)).min() {
            return Err(short(rest(at + stray), 30));
        }
        let Some((begin, end)) = next else { return Ok(found) };
        let begin = at + begin;
        let close = rest(begin + 2).find(end).ok_or_else(|| short(rest(begin), 60))?;
        at = begin + 2 + close + 2;
        found.push(begin..at);
    }
}

/// What a word processor makes of quotes and blanks while somebody types is undone.
pub(super) fn plain(tag: &str) -> String {
    let mend = |it| match it {
        '“' | '”' | '„' | '″' => '"',
        '‘' | '’' | '‚' | '′' => '\'',
        '\u{a0}' | '\u{202f}' | '\t' | '\n' => ' ',
        other => other,
    };
    tag.chars().map(mend).filter(|it| !matches!(it, '\u{200b}' | '\u{feff}' | '\u{ad}')).collect()
}

/// What a block tag says, without braces: None for an output or a comment.
pub(super) fn block(tag: &str) -> Option<&str> {
    tag.starts_with("{%").then(|| inner(tag))
}

/// What stands between the braces of a tag.
pub(super) fn inner(tag: &str) -> &str {
    let bare = tag.get(2..tag.len().saturating_sub(2)).unwrap_or_default();
    bare.strip_prefix(['-', '+']).unwrap_or(bare).trim_end_matches('-').trim()
}

/// The first word of a block.
pub(super) fn word(block: &str) -> &str {
    block.split(|it: char| !it.is_alphanumeric() && it != '_').next().unwrap_or_default()
}

/// Whether a block with this word has an end of its own.
pub(super) fn opens(block: &str) -> bool {
    match word(block) {
        "for" | "if" | "with" | "macro" | "call" | "filter" | "raw" | "autoescape" => true,
        "set" => !block.contains('='),
        _ => false,
    }
}

/// The word that a block ends, where it ends one.
pub(super) fn closes(block: &str) -> Option<&str> {
    word(block).strip_prefix("end")
}

/// The beginning of a text, with a sign that there was more.
pub(super) fn short(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most { text.to_owned() } else { text.chars().take(most).chain(['…']).collect() }
}
