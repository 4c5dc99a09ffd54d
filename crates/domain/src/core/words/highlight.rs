//! Which parts of a text a query found, and the piece of a long text worth
//! showing. Places are counted in UTF-16 code units, the unit of the window.

use crate::core::number::count;

use super::{Query, Speller, fold, stem, words};

/// A piece of a long text with the places of what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The piece on one line, cut between words.
    pub text: String,
    /// Beginning and end of each place in `text`, in UTF-16 code units.
    pub hits: Vec<(u32, u32)>,
    /// Whether the whole text goes on before and after the piece.
    pub before: bool,
    /// Whether the whole text goes on behind the piece.
    pub after: bool,
}

/// A place in bytes, and which word of the query it answers.
struct Hit {
    start: usize,
    end: usize,
    nth: usize,
}

/// The places of a text that the query found: in order, apart, in UTF-16 code
/// units. A word that is nowhere as typed is looked for misspelt.
pub fn highlight(text: &str, query: &Query) -> Vec<(u32, u32)> {
    let mut list = hits(text, query);
    let found: Vec<usize> = list.iter().map(|it| it.nth).collect();
    for (nth, sought) in query.sought.iter().enumerate().filter(|it| !found.contains(&it.0)) {
        let speller = Speller::new(&sought.word);
        for (start, word) in words(text) {
            let folded = fold(word);
            if sought.near.iter().any(|it| *it == folded) || speller.slips(&folded).is_some() {
                list.push(Hit { start, end: start + word.len(), nth });
            }
        }
    }
    list.sort_by_key(|it| (it.start, it.end));
    in_utf16(text, &list)
}

/// About `around` characters of a text where most words of the query stand
/// together; None where none does.
pub fn snippet(text: &str, query: &Query, around: usize) -> Option<Snippet> {
    let list = hits(text, query);
    // The place where the most different words stand close; the first of such.
    let best = list
        .iter()
        .enumerate()
        .max_by_key(|(at, first)| {
            let close = list.iter().skip(*at).take_while(|it| it.end < first.start + around);
            let mut seen: Vec<usize> = close.map(|it| it.nth).collect();
            seen.sort_unstable();
            seen.dedup();
            (seen.len(), std::cmp::Reverse(*at))
        })?
        .1;
    let from = best.start.saturating_sub(around / 4);
    let start = if from == 0 { 0 } else { words(text).map(|it| it.0).find(|it| *it >= from).unwrap_or(best.start) };
    let start = start.min(best.start);
    let end = words(text)
        .map(|(at, word)| at + word.len())
        .skip_while(|it| *it < best.end)
        .take_while(|it| *it <= (start + around).max(best.end))
        .last()
        .unwrap_or(best.end);
    let after = words(text.get(end..).unwrap_or_default()).next().is_some();
    let end = if after { end } else { text.len() };
    let piece = text.get(start..end)?.trim_end();
    // Line ends would break the line of a list; each is one unit, as a blank is.
    let piece: String = piece.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
    let inside: Vec<Hit> = list
        .iter()
        .filter(|it| it.start >= start && it.end <= end)
        .map(|it| Hit { start: it.start - start, end: it.end - start, nth: it.nth })
        .collect();
    Some(Snippet { hits: in_utf16(&piece, &inside), text: piece, before: start > 0, after })
}

/// Every place that answers a word of the query as it was typed, in order.
fn hits(text: &str, query: &Query) -> Vec<Hit> {
    let mut list = Vec::new();
    let mut before: Option<(usize, String)> = None;
    for (start, word) in words(text) {
        let folded = fold(word);
        let whole = start + word.len();
        for (nth, sought) in query.sought.iter().enumerate() {
            let end = if folded.starts_with(sought.word.as_str()) {
                Some(start + part(word, &folded, sought.word.chars().count()))
            } else if sought.stem.as_ref().is_some_and(|it| folded == *it || stem(&folded) == *it) {
                Some(whole)
            } else {
                None
            };
            if let Some(end) = end {
                list.push(Hit { start, end, nth });
                break;
            }
        }
        // What was typed in one may stand apart, and the other way about.
        if query.sought.len() == 1 || query.joined.is_some() {
            let wanted = query.joined.as_ref().or(query.sought.first().map(|it| &it.word));
            let fits = |it: &str| wanted.is_some_and(|wanted| it.chars().count() > 3 && it == wanted);
            if let Some((first, earlier)) = &before
                && fits(&format!("{earlier}{folded}"))
            {
                list.push(Hit { start: *first, end: whole, nth: 0 });
            }
            if query.joined.as_ref().is_some_and(|it| folded.starts_with(it.as_str())) {
                list.push(Hit { start, end: whole, nth: 0 });
            }
        }
        before = Some((start, folded.into_owned()));
    }
    list.sort_by_key(|it| (it.start, it.end));
    list
}

/// Bytes of the beginning of a word that fold to `n` characters: the whole word
/// where letters and folded letters do not go one by one.
fn part(word: &str, folded: &str, n: usize) -> usize {
    if word.chars().count() != folded.chars().count() {
        return word.len();
    }
    word.char_indices().nth(n).map_or(word.len(), |it| it.0)
}

/// Merges places that touch and counts them in UTF-16.
fn in_utf16(text: &str, list: &[Hit]) -> Vec<(u32, u32)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for it in list {
        match merged.last_mut() {
            Some(last) if it.start <= last.1 => last.1 = last.1.max(it.end),
            _ => merged.push((it.start, it.end)),
        }
    }
    let mut units = 0;
    let mut counted = 0;
    let mut unit = |to: usize| {
        units += text.get(counted..to).map_or(0, |it| it.encode_utf16().count());
        counted = to;
        count(units)
    };
    merged.into_iter().map(|(start, end)| (unit(start), unit(end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with brackets around what is found.
    fn marked(text: &str, hits: &[(u32, u32)]) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut out = String::new();
        let mut at = 0;
        for (start, end) in hits {
            let (start, end) = (*start as usize, *end as usize);
            out += &String::from_utf16(&units[at..start]).unwrap();
            out += &format!("[{}]", String::from_utf16(&units[start..end]).unwrap());
            at = end;
        }
        out + &String::from_utf16(&units[at..]).unwrap()
    }

    #[test]
    fn what_was_found_is_marked_in_the_units_of_the_window() {
        for (text, typed, expected) in [
            ("KADO MBAK ITA", "kado", "[KADO] MBAK ITA"),
            ("KADO MBAK ITA", "kado mb", "[KADO] [MB]AK ITA"),
            ("KADO MBAK ITA", "kado mbk ita", "[KADO] [MBAK] [ITA]"),
            ("🙂 Café Résumé", "cafe res", "🙂 [Café] [Rés]umé"),
            ("Melayani warga", "pelayanan", "[Melayani] warga"),
            ("LaporHendi", "lapor hendi", "[LaporHendi]"),
            ("Lapor Hendi", "laporhendi", "[Lapor Hendi]"),
            ("Keputusan 188.44/12", "188.44/12", "Keputusan [188].[44]/[12]"),
            ("Rumah Pelita", "rumah pelta", "[Rumah] [Pelita]"),
            ("e\u{301}lan", "elan", "[e\u{301}lan]"),
            ("Lawang Sewu", "kado", "Lawang Sewu"),
            ("", "kado", ""),
        ] {
            let query = Query::read(typed).unwrap();
            assert_eq!(marked(text, &highlight(text, &query)), expected, "{typed}");
        }
    }

    #[test]
    fn a_snippet_is_the_place_where_the_words_stand_together() {
        let text = format!(
            "Sampah di mana-mana. {} Warga memilah\nsampah 🙂 rumah tangga. {}",
            "kata ".repeat(60),
            "lain ".repeat(60)
        );
        let query = Query::read("sampah tangga").unwrap();
        let found = snippet(&text, &query, 60).unwrap();
        assert!(found.before && found.after && found.text.chars().count() <= 70, "{found:?}");
        assert!(!found.text.contains('\n'));
        assert!(marked(&found.text, &found.hits).contains("[sampah] 🙂 rumah [tangga]"), "{found:?}");
        let whole = snippet("Sampah.", &query, 60).unwrap();
        assert_eq!((whole.text.as_str(), whole.before, whole.after), ("Sampah.", false, false));
        assert_eq!(snippet("tidak ada", &query, 60), None);
    }
}
